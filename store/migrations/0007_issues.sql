-- The digest that a delivery waits for, such as "weekly.2026-11-30"; empty for one that is told at
-- once. What waits for the same digest goes out together, whatever treaty it is about.
ALTER TABLE delivery ADD COLUMN issue TEXT NOT NULL DEFAULT '';
