-- What happened to the record, in order: enough to do it all again from the evidence.
CREATE TABLE journal (
  id            INTEGER PRIMARY KEY,
  turn          TEXT NOT NULL,     -- look, calendar, decision
  treaty        TEXT NOT NULL,     -- empty when a decision concerns several
  at            INTEGER NOT NULL,
  today         TEXT NOT NULL,     -- the depositary's day
  url           TEXT NOT NULL,     -- the address that readers were given
  confirm_after INTEGER NOT NULL,  -- seconds that a claim waited for
  manual        INTEGER NOT NULL   -- headlines waited for a person
) STRICT;
ALTER TABLE observation ADD COLUMN journal INTEGER REFERENCES journal;
ALTER TABLE decision ADD COLUMN journal INTEGER REFERENCES journal;
CREATE INDEX observation_by_journal ON observation (journal);
CREATE INDEX decision_by_journal ON decision (journal);

CREATE TRIGGER journal_stays BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_remains BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
