-- Secrets that are used towards partners, under seal. They change by hand only; what every exchange writes stands in the other file.

CREATE TABLE secret (
    owner      TEXT NOT NULL,
    kind       TEXT NOT NULL,
    sealed     BLOB NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (owner, kind)
) STRICT, WITHOUT ROWID;
