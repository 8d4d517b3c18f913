-- The register and who may ask it. Dates are day numbers (0001-01-01 is 0), instants Unix milliseconds (UTC).

CREATE TABLE counter (
    name  TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- record: the last sequence number. register: rises with every change of records or places, so that cached totals age.
INSERT INTO counter (name, value) VALUES ('record', 0), ('change', 0), ('register', 0), ('place', 0);

CREATE TABLE event_count (
    event   INTEGER NOT NULL PRIMARY KEY,
    records INTEGER NOT NULL
) STRICT;

CREATE TABLE origin (
    origin_id INTEGER NOT NULL PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE
) STRICT;

-- known = 0: a record names the place, but the place itself has not been loaded yet.
CREATE TABLE place (
    place_id     INTEGER NOT NULL PRIMARY KEY,
    fhir_id      TEXT NOT NULL UNIQUE,
    known        INTEGER NOT NULL,
    kind         INTEGER NOT NULL,
    name         TEXT NOT NULL,
    name_n       TEXT,
    code         TEXT,
    aliases      TEXT NOT NULL,
    parent_id    TEXT,
    active       INTEGER NOT NULL,
    latitude     REAL,
    longitude    REAL,
    last_updated INTEGER NOT NULL,
    path         TEXT NOT NULL,
    admin1_id    INTEGER,
    admin2_id    INTEGER
) STRICT;

-- One row for each vital event. The first subject's default name and dates stand inline; everyone else is in person.
CREATE TABLE record (
    seq              INTEGER NOT NULL PRIMARY KEY,
    record_id        TEXT NOT NULL,
    event            INTEGER NOT NULL,
    status           INTEGER NOT NULL,
    disclosed        INTEGER NOT NULL,
    version          INTEGER NOT NULL,
    last_updated     INTEGER NOT NULL,
    reg_no_n         TEXT,
    tracking_n       TEXT,
    reg_date         INTEGER,
    event_lo         INTEGER,
    event_hi         INTEGER,
    place_id         INTEGER,
    place_path       TEXT,
    place_name_n     TEXT,
    admin1_id        INTEGER,
    admin2_id        INTEGER,
    office_id        INTEGER,
    office_path      TEXT,
    subj_family_n    TEXT,
    subj_given_n     TEXT,
    subj_second_n    TEXT,
    subj_sex         INTEGER,
    subj_marital     INTEGER,
    subj_birth_lo    INTEGER,
    subj_birth_hi    INTEGER,
    subj_death_lo    INTEGER,
    subj_death_hi    INTEGER,
    subj_marriage_lo INTEGER,
    subj_marriage_hi INTEGER
) STRICT;

CREATE UNIQUE INDEX ux_record_id ON record (record_id);
CREATE UNIQUE INDEX ux_record_number ON record (event, reg_no_n) WHERE disclosed = 1 AND reg_no_n IS NOT NULL;
CREATE INDEX ix_record_tracking ON record (event, tracking_n) WHERE disclosed = 1 AND tracking_n IS NOT NULL;
CREATE INDEX ix_record_event ON record (event, event_lo, event_hi) WHERE disclosed = 1;
CREATE INDEX ix_record_admin1 ON record (event, admin1_id, event_lo, event_hi) WHERE disclosed = 1;
CREATE INDEX ix_record_admin2 ON record (event, admin2_id, event_lo, event_hi) WHERE disclosed = 1;
CREATE INDEX ix_record_place ON record (event, place_path, event_lo, event_hi) WHERE disclosed = 1;
CREATE INDEX ix_record_office ON record (event, office_path, reg_date) WHERE disclosed = 1;
CREATE INDEX ix_record_registered ON record (event, reg_date) WHERE disclosed = 1;
CREATE INDEX ix_record_updated ON record (event, last_updated) WHERE disclosed = 1;
CREATE INDEX ix_record_birth ON record (event, subj_birth_lo, subj_birth_hi) WHERE disclosed = 1;
CREATE INDEX ix_record_name ON record (event, subj_family_n, subj_given_n, subj_birth_lo, subj_birth_hi, subj_second_n) WHERE disclosed = 1;

-- Rows of registered records only: other people than the first subject, and names in further languages of everyone.
-- name_no 0 is a person's default name.
CREATE TABLE person (
    seq         INTEGER NOT NULL,
    ord         INTEGER NOT NULL,
    event       INTEGER NOT NULL,
    role        INTEGER NOT NULL,
    name_no     INTEGER NOT NULL,
    family_n    TEXT,
    given_n     TEXT,
    second_n    TEXT,
    sex         INTEGER,
    marital     INTEGER,
    birth_lo    INTEGER,
    birth_hi    INTEGER,
    death_lo    INTEGER,
    death_hi    INTEGER,
    marriage_lo INTEGER,
    marriage_hi INTEGER,
    PRIMARY KEY (seq, ord)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_person_name ON person (event, role, family_n, given_n, birth_lo, birth_hi, second_n);

-- Identifiers of everyone in registered records.
CREATE TABLE ident (
    seq     INTEGER NOT NULL,
    ord     INTEGER NOT NULL,
    kind    INTEGER NOT NULL,
    value_n TEXT NOT NULL,
    event   INTEGER NOT NULL,
    role    INTEGER NOT NULL,
    PRIMARY KEY (seq, ord)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_ident_value ON ident (kind, value_n, event, role);

-- The canonical person of the first subject, spliced into answers, and the packed bundles.
CREATE TABLE body (
    seq             INTEGER NOT NULL PRIMARY KEY,
    role            INTEGER NOT NULL,
    language        TEXT,
    mapping_version INTEGER NOT NULL,
    origin_id       INTEGER NOT NULL,
    digest          BLOB NOT NULL,
    person          BLOB NOT NULL,
    bundle          BLOB,
    original        BLOB
) STRICT;

-- Further canonical persons: the second subject, and names in other languages.
CREATE TABLE rendition (
    seq        INTEGER NOT NULL,
    role       INTEGER NOT NULL,
    is_default INTEGER NOT NULL,
    language   TEXT NOT NULL,
    person     BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX ux_rendition ON rendition (seq, role, is_default, language);

-- The ordered feed of changes. kind: 1 created, 2 replaced, 3 withdrawn.
CREATE TABLE change (
    change_no  INTEGER NOT NULL PRIMARY KEY,
    seq        INTEGER NOT NULL,
    kind       INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE partner (
    partner_id    TEXT NOT NULL PRIMARY KEY,
    document      TEXT NOT NULL,
    secret_digest BLOB,
    disabled      INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE signing_key (
    key_id       TEXT NOT NULL PRIMARY KEY,
    key_use      TEXT NOT NULL,
    algorithm    TEXT NOT NULL,
    sealed       BLOB NOT NULL,
    published_at INTEGER NOT NULL,
    active_from  INTEGER NOT NULL,
    retires_at   INTEGER
) STRICT, WITHOUT ROWID;

-- While an empty register is being loaded, the indexes that were taken down and have to come back.
CREATE TABLE pending_index (
    name       TEXT NOT NULL PRIMARY KEY,
    definition TEXT NOT NULL
) STRICT, WITHOUT ROWID;
