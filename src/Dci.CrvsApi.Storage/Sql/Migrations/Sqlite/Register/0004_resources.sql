-- Where the resources of a registered record are found by type and id. key: the first eight bytes of SHA-256 over "type/id".
-- Resources whose id begins with the record's are found without.
CREATE TABLE resource (
    seq          INTEGER NOT NULL,
    resource_key INTEGER NOT NULL,
    PRIMARY KEY (seq, resource_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_resource_key ON resource (resource_key);

-- Records stored before are taken in after this, from the last to the first: the number is the last that is missing.
INSERT INTO counter (name, value) SELECT 'resource_missing', value FROM counter WHERE name = 'record';
