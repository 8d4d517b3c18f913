-- What subscribers of the hub want and have not yet confirmed. claimed is 1 while somebody asks the subscriber; due_at is then when that is over.
CREATE TABLE hub_intent (
    intent_no     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    partner_id    TEXT NOT NULL,
    mode          INTEGER NOT NULL,
    callback      TEXT NOT NULL,
    topic         TEXT NOT NULL,
    lease_seconds INTEGER NOT NULL,
    secret        BLOB NOT NULL,
    digest        BLOB NOT NULL,
    reason        TEXT NOT NULL,
    received_at   INTEGER NOT NULL,
    tries         INTEGER NOT NULL,
    due_at        INTEGER NOT NULL,
    claimed       INTEGER NOT NULL
) STRICT;

CREATE INDEX ix_hub_intent_due ON hub_intent (due_at);
CREATE INDEX ix_hub_intent_partner ON hub_intent (partner_id, claimed, due_at);
CREATE INDEX ix_hub_intent_digest ON hub_intent (digest);
