-- Days are ISO 8601 text, instants seconds since 1970 (UTC), hashes SHA-256 in hexadecimal.

-- Every distinct body that was fetched; its bytes are kept once for each normal form.
CREATE TABLE body (
  normal_sha256 TEXT PRIMARY KEY,
  sha256        TEXT NOT NULL,
  zstd          BLOB NOT NULL
) STRICT;
CREATE TABLE evidence (
  sha256        TEXT PRIMARY KEY,
  normal_sha256 TEXT NOT NULL REFERENCES body,
  stamp         TEXT,
  first_seen    INTEGER NOT NULL,
  size          INTEGER NOT NULL
) STRICT;

-- Every fetch, good or bad.
CREATE TABLE observation (
  id          INTEGER PRIMARY KEY,
  url         TEXT NOT NULL,
  treaty      TEXT NOT NULL,
  form        TEXT NOT NULL,
  at          INTEGER NOT NULL,
  outcome     TEXT NOT NULL,
  http_status INTEGER,
  evidence    TEXT NOT NULL,
  fault       TEXT NOT NULL
) STRICT;
CREATE INDEX observation_by_treaty ON observation (treaty, id);

CREATE TABLE source (
  url           TEXT PRIMARY KEY,
  treaty        TEXT NOT NULL,
  form          TEXT NOT NULL,
  condition     TEXT NOT NULL,
  failures      INTEGER NOT NULL,
  since         INTEGER NOT NULL,
  fault         TEXT NOT NULL,
  told          INTEGER NOT NULL,
  etag          TEXT,
  last_modified TEXT,
  wire_sha256   TEXT NOT NULL,
  normal_sha256 TEXT NOT NULL,
  next_due      INTEGER NOT NULL,
  last_good     INTEGER
) STRICT;

-- Every document that was believed.
CREATE TABLE reading (
  id       INTEGER PRIMARY KEY,
  treaty   TEXT NOT NULL,
  form     TEXT NOT NULL,
  at       INTEGER NOT NULL,
  evidence TEXT NOT NULL,
  reader   TEXT NOT NULL
) STRICT;
CREATE INDEX reading_by_treaty ON reading (treaty, at);

-- What is told of a treaty as a whole, in versions; `content` is JSON.
CREATE TABLE header (
  id      INTEGER PRIMARY KEY,
  treaty  TEXT NOT NULL,
  at      INTEGER NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX header_by_treaty ON header (treaty, id);

-- Acts that we hold or held as true. Rows are never removed.
CREATE TABLE fact (
  id             INTEGER PRIMARY KEY,
  treaty         TEXT NOT NULL,
  participant    TEXT NOT NULL,
  name           TEXT NOT NULL,
  kind           TEXT NOT NULL,
  candidates     TEXT NOT NULL,  -- kinds, separated by spaces
  date           TEXT NOT NULL,
  withdrawn      INTEGER NOT NULL,
  place          INTEGER NOT NULL,  -- the column of the table
  raw            TEXT NOT NULL,
  first_seen     INTEGER NOT NULL,
  last_confirmed INTEGER NOT NULL,
  evidence       TEXT NOT NULL,
  superseded     INTEGER,
  superseded_by  INTEGER REFERENCES fact
) STRICT;
CREATE INDEX fact_by_treaty ON fact (treaty, id);

-- What happened, in the order in which it is told. `content` is the event as one line of JSON, and
-- `hash` the link of the chain over it. Rows are never changed.
CREATE TABLE event (
  sequence INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,
  treaty   TEXT NOT NULL,
  corrects TEXT,
  content  TEXT NOT NULL,
  hash     TEXT NOT NULL
) STRICT;
CREATE INDEX event_by_treaty ON event (treaty, sequence);
CREATE INDEX event_by_corrects ON event (corrects) WHERE corrects IS NOT NULL;

-- An event on its way to a subscriber on a channel.
CREATE TABLE delivery (
  id         INTEGER PRIMARY KEY,
  event      INTEGER NOT NULL REFERENCES event,
  subscriber TEXT NOT NULL,
  channel    TEXT NOT NULL,
  state      TEXT NOT NULL,
  attempts   INTEGER NOT NULL,
  created    INTEGER NOT NULL,  -- one value for all that one step recorded
  due        INTEGER NOT NULL,
  settled    INTEGER,
  receipt    TEXT NOT NULL,
  error      TEXT NOT NULL,
  run        TEXT NOT NULL,
  UNIQUE (event, subscriber, channel)
) STRICT;
CREATE INDEX delivery_due ON delivery (channel, due) WHERE state = 'pending';
CREATE INDEX delivery_by_state ON delivery (state);

-- Claims that are not believed yet.
CREATE TABLE hold (
  id         INTEGER PRIMARY KEY,
  treaty     TEXT NOT NULL,
  digest     TEXT NOT NULL,
  claims     TEXT NOT NULL,
  reasons    TEXT NOT NULL,  -- sentences, a line each
  first_seen INTEGER NOT NULL,
  state      TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided    INTEGER
) STRICT;
CREATE UNIQUE INDEX hold_waiting ON hold (treaty, digest) WHERE state = 'waiting';
CREATE TABLE agreement (
  hold     INTEGER NOT NULL REFERENCES hold,
  form     TEXT NOT NULL,
  evidence TEXT NOT NULL,
  at       INTEGER NOT NULL
) STRICT;
CREATE INDEX agreement_by_hold ON agreement (hold);

-- What people decided.
CREATE TABLE decision (
  id      INTEGER PRIMARY KEY,
  verb    TEXT NOT NULL,
  treaty  TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail  TEXT NOT NULL,
  reason  TEXT NOT NULL,
  uid     INTEGER NOT NULL,
  at      INTEGER NOT NULL
) STRICT;

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
