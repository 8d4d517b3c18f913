-- Events that are posted, and the feed that tells of them.

-- Records that were registered once and are not any more: registered again, they are reinstated.
CREATE TABLE withdrawn (
    seq INTEGER NOT NULL PRIMARY KEY
) STRICT;

INSERT INTO withdrawn (seq)
SELECT r.seq FROM record r WHERE r.disclosed = 0 AND EXISTS (SELECT 1 FROM change c WHERE c.seq = r.seq AND c.kind = 3);

-- The ordered feed of changes. Nobody has read it before, so it begins anew, without what was loaded in bulk.
-- kind: 1 registered, 2 corrected, 3 cancelled, 4 notified, 5 reinstated, 6 certified, 7 updated. announced = 0: no news to anybody.
DROP TABLE change;

CREATE TABLE change (
    change_no  INTEGER NOT NULL PRIMARY KEY,
    event_id   TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    event      INTEGER NOT NULL,
    kind       INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    announced  INTEGER NOT NULL
) STRICT;

CREATE INDEX ix_change_record ON change (seq, version);

UPDATE counter SET value = 0 WHERE name = 'change';

-- Who first notified and who first registered a record over the wire.
CREATE TABLE record_source (
    seq           INTEGER NOT NULL PRIMARY KEY,
    notified_by   TEXT,
    registered_by TEXT
) STRICT;

-- Bundles that were accepted, by the SHA-256 of their identifiers, with what they were answered.
CREATE TABLE submission (
    partner_id TEXT NOT NULL,
    identifier BLOB NOT NULL,
    digest     BLOB NOT NULL,
    created    INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    stored_at  INTEGER NOT NULL,
    PRIMARY KEY (partner_id, identifier)
) STRICT, WITHOUT ROWID;
