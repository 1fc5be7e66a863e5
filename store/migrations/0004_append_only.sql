-- What was recorded stays as it was recorded, whatever a later version of the program tries.
CREATE TRIGGER event_stays BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_remains BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_remains BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;

CREATE TRIGGER body_stays BEFORE UPDATE ON body
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER body_remains BEFORE DELETE ON body
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER evidence_remains BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;

CREATE TRIGGER header_stays BEFORE UPDATE ON header
BEGIN SELECT RAISE(ABORT, 'headers are append-only'); END;
CREATE TRIGGER header_remains BEFORE DELETE ON header
BEGIN SELECT RAISE(ABORT, 'headers are append-only'); END;

-- A fact or a declaration can be confirmed and, once, superseded.
CREATE TRIGGER fact_stays BEFORE UPDATE OF id, treaty, participant, name, kind, candidates, date,
  withdrawn, place, raw, first_seen, evidence ON fact
BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER fact_stays_superseded BEFORE UPDATE OF superseded, superseded_by ON fact
WHEN OLD.superseded IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a fact is superseded once'); END;
CREATE TRIGGER fact_remains BEFORE DELETE ON fact
BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER declaration_stays BEFORE UPDATE OF id, treaty, section, participant, name, heading,
  content, articles, first_seen, evidence ON declaration
BEGIN SELECT RAISE(ABORT, 'declarations are append-only'); END;
CREATE TRIGGER declaration_stays_superseded BEFORE UPDATE OF superseded, superseded_by
ON declaration WHEN OLD.superseded IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a declaration is superseded once'); END;
CREATE TRIGGER declaration_remains BEFORE DELETE ON declaration
BEGIN SELECT RAISE(ABORT, 'declarations are append-only'); END;
