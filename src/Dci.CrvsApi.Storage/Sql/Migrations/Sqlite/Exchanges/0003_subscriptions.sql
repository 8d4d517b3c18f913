-- Who is told of what, and how far each has been told. It stands beside the outbox, so that telling a change is one commit. Instants are Unix milliseconds (UTC).

-- binding: 1 DCI, 2 hub, 3 webhook. kinds is a set of bits, 1 shifted by the number of the kind of change.
-- state: 1 active, 2 paused, 3 suspended, 4 ended, 5 expired. Numbers are never used again: old deliveries name them.
CREATE TABLE subscription (
    subscription_no     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    revision            INTEGER NOT NULL,
    code                TEXT NOT NULL,
    partner_id          TEXT NOT NULL,
    binding             INTEGER NOT NULL,
    correlation_id      TEXT NOT NULL,
    transaction_id      TEXT NOT NULL,
    reference_id        TEXT NOT NULL,
    address             TEXT,
    topic               TEXT,
    digest              BLOB NOT NULL,
    kinds               INTEGER NOT NULL,
    scanned             INTEGER NOT NULL,
    ordered             INTEGER NOT NULL,
    created_at          INTEGER NOT NULL,
    starts_at           INTEGER NOT NULL,
    ends_at             INTEGER,
    collect_at          INTEGER,
    after_change        INTEGER NOT NULL,
    state               INTEGER NOT NULL,
    reason              TEXT,
    changed_at          INTEGER NOT NULL,
    last_sequence       INTEGER NOT NULL,
    dispatched_sequence INTEGER NOT NULL,
    delivered_sequence  INTEGER NOT NULL,
    last_delivered_at   INTEGER,
    failing_since       INTEGER,
    open_deliveries     INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX ux_subscription_code ON subscription (code);
CREATE UNIQUE INDEX ux_subscription_same ON subscription (partner_id, binding, digest) WHERE state < 4;
CREATE INDEX ix_subscription_correlation ON subscription (correlation_id);
CREATE INDEX ix_subscription_partner ON subscription (partner_id);
CREATE INDEX ix_subscription_count ON subscription (partner_id, scanned, state) WHERE state < 4;
CREATE INDEX ix_subscription_ready ON subscription (subscription_no) WHERE state = 1 AND collect_at IS NULL AND dispatched_sequence < last_sequence;
CREATE INDEX ix_subscription_collect ON subscription (collect_at) WHERE state = 1 AND collect_at IS NOT NULL;
CREATE INDEX ix_subscription_failing ON subscription (failing_since) WHERE state = 1 AND failing_since IS NOT NULL;
CREATE INDEX ix_subscription_ends ON subscription (ends_at) WHERE state < 4 AND ends_at IS NOT NULL;
CREATE INDEX ix_subscription_ended ON subscription (changed_at) WHERE state >= 4;

-- What was asked for and what is signed with, apart from the row that changes with every event.
CREATE TABLE subscription_body (
    subscription_no INTEGER NOT NULL PRIMARY KEY,
    definition      BLOB NOT NULL,
    secret          BLOB NOT NULL
) STRICT;

-- What a record must have one of to be able to match: 16 bytes each. The table is the index.
CREATE TABLE subscription_key (
    key             BLOB NOT NULL,
    subscription_no INTEGER NOT NULL,
    PRIMARY KEY (key, subscription_no)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_subscription_key_owner ON subscription_key (subscription_no);

CREATE TABLE subscription_event (
    subscription_no INTEGER NOT NULL,
    sequence        INTEGER NOT NULL,
    event_id        TEXT NOT NULL,
    change_no       INTEGER NOT NULL,
    kind            INTEGER NOT NULL,
    record_id       TEXT NOT NULL,
    event           INTEGER NOT NULL,
    version         INTEGER NOT NULL,
    at              INTEGER NOT NULL,
    PRIMARY KEY (subscription_no, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_subscription_event_at ON subscription_event (at);

-- How far the feed of changes was told: one row. Below 0 it has not begun; it begins where the feed stands when the store is next opened.
CREATE TABLE feed_position (
    feed_id         INTEGER NOT NULL PRIMARY KEY,
    change_no       INTEGER NOT NULL,
    subscription_no INTEGER NOT NULL
) STRICT;

INSERT INTO feed_position (feed_id, change_no, subscription_no) VALUES (1, -1, 0);

-- form: 0 a DCI envelope, 1 hub, 2 webhook. Sequences are 0 where no event is told.
-- While its subscription is held, what waits is due at the end of all times (253402300799999).
ALTER TABLE delivery ADD COLUMN form INTEGER NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN subscription_no INTEGER;
ALTER TABLE delivery ADD COLUMN ordered INTEGER NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN first_sequence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE delivery ADD COLUMN last_sequence INTEGER NOT NULL DEFAULT 0;

CREATE INDEX ix_delivery_lane ON delivery (subscription_no, delivery_no, worker_id, due_at) WHERE state = 0 AND subscription_no IS NOT NULL;

-- As before, and it tells what waits for subscriptions from what waits for questions.
DROP INDEX ix_delivery_waiting;
CREATE INDEX ix_delivery_waiting ON delivery (worker_id, partner_id, due_at, give_up_at, subscription_no) WHERE state = 0;
