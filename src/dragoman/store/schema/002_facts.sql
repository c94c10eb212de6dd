-- Facts as documents state them, their sides and pairs.
CREATE TABLE facts (
    fact BIGINT PRIMARY KEY,
    reading INTEGER NOT NULL,
    version INTEGER NOT NULL,
    present BOOLEAN NOT NULL, -- of the present reading of the present version of its document
    kind VARCHAR NOT NULL,
    place INTEGER NOT NULL, -- within the kind in the reading, from 1
    day VARCHAR, -- its own, else that of publication
    part VARCHAR, -- the partition within which it is joined with others; null if with none
    item VARCHAR NOT NULL -- JSON, the form of the record
);
CREATE TABLE sides (
    fact BIGINT NOT NULL,
    role VARCHAR NOT NULL,
    code VARCHAR NOT NULL
);
-- `whole` marks facts that belong to the pair only as their whole document does.
CREATE TABLE pairs (
    a VARCHAR NOT NULL,
    b VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    day VARCHAR,
    fact BIGINT NOT NULL,
    version INTEGER NOT NULL,
    whole BOOLEAN NOT NULL
);
