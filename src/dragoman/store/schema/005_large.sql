-- How many rows of a table stand in the order in which they are looked for (dragoman.store.ordering).
CREATE TABLE ordered (
    name VARCHAR PRIMARY KEY,
    rows BIGINT NOT NULL
);
-- How many documents were published on each day, near-duplicates once.
CREATE TABLE published (
    day VARCHAR PRIMARY KEY,
    documents INTEGER NOT NULL
);
CREATE INDEX members_by_joined ON members (joined);
-- The phrases of those documents in which recurring ones are looked for: sorted numbers of eight bytes.
CREATE TABLE phrases (
    version INTEGER PRIMARY KEY,
    numbers BLOB NOT NULL
);
-- Phrases that an issuer repeats far more than others; those that are `told` are found in all its texts.
CREATE TABLE recurring (
    issuer VARCHAR NOT NULL,
    phrase VARCHAR NOT NULL,
    documents INTEGER NOT NULL,
    told BOOLEAN NOT NULL
);
-- Where a writer was interrupted: promises are now marked by the pairs of which facts have changed.
INSERT INTO dirty SELECT DISTINCT 'changed', a || '-' || b FROM pairs
WHERE EXISTS (SELECT 1 FROM dirty WHERE kind = 'changed' AND part <> '') ON CONFLICT DO NOTHING;
INSERT INTO dirty VALUES ('changed', '') ON CONFLICT DO NOTHING;
