-- Every issue of every newsletter that was made: which events it printed, so that none is lost and
-- none printed twice, and what was known of each treaty, so that it can be printed again.
CREATE TABLE newsletter_issue (
  newsletter TEXT NOT NULL,
  number     INTEGER NOT NULL,  -- from 1
  after      INTEGER NOT NULL,  -- the sequence of the last event before it; 0 for none
  until      INTEGER NOT NULL,  -- the sequence of its last event
  made_at    INTEGER NOT NULL,
  today      TEXT NOT NULL,
  PRIMARY KEY (newsletter, number)
) STRICT;

CREATE TABLE newsletter_treaty (
  newsletter TEXT NOT NULL,
  number     INTEGER NOT NULL,
  place      INTEGER NOT NULL,
  treaty     TEXT NOT NULL,
  checked    INTEGER,  -- the last good check when the issue was made
  PRIMARY KEY (newsletter, number, place),
  FOREIGN KEY (newsletter, number) REFERENCES newsletter_issue (newsletter, number)
) STRICT;

CREATE TRIGGER newsletter_issue_stays BEFORE UPDATE ON newsletter_issue
BEGIN SELECT RAISE(ABORT, 'issues are append-only'); END;
CREATE TRIGGER newsletter_issue_remains BEFORE DELETE ON newsletter_issue
BEGIN SELECT RAISE(ABORT, 'issues are append-only'); END;
