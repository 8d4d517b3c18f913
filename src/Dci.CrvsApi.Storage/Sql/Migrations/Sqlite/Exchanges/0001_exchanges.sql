-- What was asked and what was disclosed: written for every search, so kept apart from what is read. Instants are Unix milliseconds (UTC).

CREATE TABLE message_seen (
    partner_id TEXT NOT NULL,
    digest     BLOB NOT NULL,
    forget_at  INTEGER NOT NULL,
    PRIMARY KEY (partner_id, digest)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_message_seen_forget ON message_seen (forget_at);

-- events is a set of bits, 1 shifted by the number of the event; record_ids are joined by line feeds.
CREATE TABLE disclosure (
    disclosure_id INTEGER NOT NULL PRIMARY KEY,
    partner_id    TEXT NOT NULL,
    told_at       INTEGER NOT NULL,
    query_kind    TEXT NOT NULL,
    events        INTEGER NOT NULL,
    record_ids    TEXT NOT NULL,
    purpose       TEXT
) STRICT;
