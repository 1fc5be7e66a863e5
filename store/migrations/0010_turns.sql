-- Whose turn it is on a channel, and what waits for them: found without looking at what was sent.
CREATE INDEX delivery_turn ON delivery (channel, subscriber, event, due) WHERE state = 'pending';
