-- Texts that we hold or held as declared. Rows are never removed.
CREATE TABLE declaration (
  id            INTEGER PRIMARY KEY,
  treaty        TEXT NOT NULL,
  section       TEXT NOT NULL,
  participant   TEXT,           -- NULL: a name that nobody has told us
  name          TEXT NOT NULL,
  heading       TEXT NOT NULL,
  content       TEXT NOT NULL,
  articles      TEXT NOT NULL,  -- a line each
  first_seen    INTEGER NOT NULL,
  evidence      TEXT NOT NULL,
  superseded    INTEGER,
  superseded_by INTEGER REFERENCES declaration
) STRICT;
CREATE INDEX declaration_by_treaty ON declaration (treaty, id);

-- The first page whose declarations were taken; what a later one adds is news.
CREATE TABLE declarations_taken (
  treaty TEXT PRIMARY KEY,
  at     INTEGER NOT NULL
) STRICT;
