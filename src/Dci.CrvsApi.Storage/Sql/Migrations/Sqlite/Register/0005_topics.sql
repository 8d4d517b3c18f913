-- The latest change of a kind, for the topics that tell of it.
CREATE INDEX ix_change_topic ON change (event, kind, change_no) WHERE announced = 1;
