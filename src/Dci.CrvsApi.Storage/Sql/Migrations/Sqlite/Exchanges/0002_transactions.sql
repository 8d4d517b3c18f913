-- Asynchronous exchange. All of it is in this file, so that taking a message in, recording what came of it and settling a delivery
-- are one commit each, and the register's readers keep what they have in memory. Instants are Unix milliseconds (UTC).
-- What is long stands in a table of its own (txn_body, delivery_body): the rows that change several times stay short.

-- Set for an asynchronous message: its repetition finds what was answered the first time.
ALTER TABLE message_seen ADD COLUMN txn_no INTEGER;

CREATE TABLE worker (
    worker_id   TEXT NOT NULL PRIMARY KEY,
    alive_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- worker_id is null when nobody has the work, and again when it is finished.
CREATE TABLE txn (
    txn_no           INTEGER NOT NULL PRIMARY KEY,
    partner_id       TEXT NOT NULL,
    kind             INTEGER NOT NULL,
    transaction_id   TEXT NOT NULL,
    correlation_id   TEXT NOT NULL,
    body_digest      BLOB NOT NULL,
    accepted_at      INTEGER NOT NULL,
    callback_address TEXT,
    form             INTEGER NOT NULL,
    content_id       INTEGER,
    total_count      INTEGER,
    completed_count  INTEGER NOT NULL,
    rejected_count   INTEGER NOT NULL,
    state            INTEGER NOT NULL,
    tries            INTEGER NOT NULL,
    due_at           INTEGER NOT NULL,
    finished_at      INTEGER,
    erased           INTEGER NOT NULL,
    worker_id        TEXT
) STRICT;

CREATE UNIQUE INDEX ux_txn_correlation ON txn (correlation_id);
CREATE INDEX ix_txn_transaction ON txn (partner_id, transaction_id);
CREATE INDEX ix_txn_due ON txn (due_at) WHERE finished_at IS NULL AND worker_id IS NULL;
-- finished_at is always null here: with it the index answers by itself.
CREATE INDEX ix_txn_unfinished ON txn (worker_id, partner_id, finished_at) WHERE finished_at IS NULL;
CREATE INDEX ix_txn_finished ON txn (erased, finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE txn_body (
    txn_no  INTEGER NOT NULL PRIMARY KEY,
    request BLOB NOT NULL,
    content BLOB
) STRICT;

-- state is null until the item is done: it then stands as its transaction does. Ordinals count from 0.
CREATE TABLE txn_item (
    txn_no       INTEGER NOT NULL,
    ordinal      INTEGER NOT NULL,
    partner_id   TEXT NOT NULL,
    reference_id TEXT NOT NULL,
    state        INTEGER,
    done_at      INTEGER,
    code         TEXT,
    detail       TEXT,
    PRIMARY KEY (txn_no, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_txn_item_reference ON txn_item (partner_id, reference_id);

-- Contents too long for txn_body. All parts but the last have part_size bytes. txn_no is null until a transaction has it.
CREATE TABLE content (
    content_id INTEGER NOT NULL PRIMARY KEY,
    stored_at  INTEGER NOT NULL,
    part_size  INTEGER NOT NULL,
    length     INTEGER NOT NULL,
    txn_no     INTEGER
) STRICT;

CREATE TABLE content_part (
    content_id INTEGER NOT NULL,
    part_no    INTEGER NOT NULL,
    data       BLOB NOT NULL,
    PRIMARY KEY (content_id, part_no)
) STRICT;

-- attempts counts all sendings, earlier_attempts those before the last replay.
CREATE TABLE delivery (
    delivery_no      INTEGER NOT NULL PRIMARY KEY,
    message_id       TEXT NOT NULL,
    partner_id       TEXT NOT NULL,
    action           TEXT NOT NULL,
    correlation_id   TEXT NOT NULL,
    address          TEXT NOT NULL,
    destination      TEXT NOT NULL,
    encrypt          INTEGER NOT NULL,
    created_at       INTEGER NOT NULL,
    due_at           INTEGER NOT NULL,
    give_up_at       INTEGER NOT NULL,
    state            INTEGER NOT NULL,
    attempts         INTEGER NOT NULL,
    earlier_attempts INTEGER NOT NULL,
    settled_at       INTEGER,
    erased           INTEGER NOT NULL,
    reason           TEXT,
    worker_id        TEXT
) STRICT;

CREATE UNIQUE INDEX ux_delivery_message ON delivery (message_id);
CREATE INDEX ix_delivery_partner ON delivery (partner_id);
CREATE INDEX ix_delivery_due ON delivery (destination, due_at) WHERE state = 0 AND worker_id IS NULL;
CREATE INDEX ix_delivery_waiting ON delivery (worker_id, partner_id, due_at, give_up_at) WHERE state = 0;
CREATE INDEX ix_delivery_settled ON delivery (state, erased, settled_at) WHERE settled_at IS NOT NULL;

CREATE TABLE delivery_body (
    delivery_no INTEGER NOT NULL PRIMARY KEY,
    header      BLOB NOT NULL,
    message     BLOB NOT NULL
) STRICT;

CREATE TABLE delivery_attempt (
    delivery_no INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    status      INTEGER,
    duration    INTEGER NOT NULL,
    fault       TEXT,
    PRIMARY KEY (delivery_no, number)
) STRICT, WITHOUT ROWID;
