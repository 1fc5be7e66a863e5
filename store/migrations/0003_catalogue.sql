-- The collection's lists of treaties, one row for each page that is looked at.
CREATE TABLE catalogue_list (
  url       TEXT PRIMARY KEY,
  chapter   INTEGER NOT NULL,
  fault     TEXT NOT NULL,  -- of the last look, a sentence; empty when it was good
  next_due  INTEGER NOT NULL,
  last_good INTEGER
) STRICT;

-- Every treaty that a list has shown. Rows are never removed.
CREATE TABLE catalogue (
  number     TEXT PRIMARY KEY,
  title      TEXT NOT NULL,
  url        TEXT NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen  INTEGER NOT NULL
) STRICT;
