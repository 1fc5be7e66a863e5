-- What an event's English sentences say, by name, so that it can be worded in other languages. It
-- stands beside the event and outside of the hash chain, which proves the recorded words; events of
-- before have none and are told in English.
CREATE TABLE particulars (
  event INTEGER PRIMARY KEY REFERENCES event (sequence),
  content TEXT NOT NULL
) STRICT;
CREATE TRIGGER particulars_stay BEFORE UPDATE ON particulars
BEGIN SELECT RAISE(ABORT, 'particulars are append-only'); END;
CREATE TRIGGER particulars_remain BEFORE DELETE ON particulars
BEGIN SELECT RAISE(ABORT, 'particulars are append-only'); END;

-- Events as they are told.
CREATE VIEW told AS
SELECT event.sequence, event.id, event.treaty, event.corrects, event.content, event.hash,
  particulars.content AS particulars
FROM event LEFT JOIN particulars ON particulars.event = event.sequence;
