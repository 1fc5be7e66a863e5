-- How a subscriber's address stands, whoever named it: the configuration or a sign-up.
CREATE TABLE standing (
  subscriber TEXT PRIMARY KEY,
  target     TEXT NOT NULL,     -- SHA-256 of the address: another one begins anew
  refusals   INTEGER NOT NULL,  -- for good, in a row
  suspended  INTEGER,
  left_at    INTEGER,
  answer     TEXT NOT NULL      -- of the last refusal
) STRICT;

-- Those who signed up. Rows are removed when people leave: nothing of them is kept.
CREATE TABLE subscription (
  id           TEXT PRIMARY KEY,
  mail         TEXT NOT NULL,
  content      TEXT NOT NULL,     -- what they follow, and when, as JSON
  token_sha256 TEXT NOT NULL,     -- of the confirming token
  created      INTEGER NOT NULL,
  expires      INTEGER NOT NULL,  -- the token
  confirmed    INTEGER
) STRICT;
CREATE INDEX subscription_by_token ON subscription (token_sha256);
CREATE INDEX subscription_by_mail ON subscription (mail, created);
CREATE INDEX delivery_by_subscriber ON delivery (subscriber, id);
