-- Documents, their versions and texts, and what read them.
CREATE TABLE publishers (
    publisher VARCHAR PRIMARY KEY,
    policy VARCHAR NOT NULL CHECK (policy IN ('full', 'quote', 'offsets'))
);
CREATE TABLE readers (
    reader INTEGER PRIMARY KEY,
    program VARCHAR NOT NULL,
    codebook VARCHAR NOT NULL,
    model VARCHAR
);
-- One row a version of a document; `input` is the sha256 of all that came in, by which it is known again.
CREATE TABLE versions (
    version INTEGER PRIMARY KEY,
    document VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    input VARCHAR NOT NULL,
    present BOOLEAN NOT NULL,
    sha256 VARCHAR NOT NULL,
    url VARCHAR,
    title VARCHAR,
    summary VARCHAR,
    publisher VARCHAR,
    publisher_country VARCHAR,
    published VARCHAR,
    published_basis VARCHAR NOT NULL,
    language VARCHAR,
    policy VARCHAR NOT NULL,
    length INTEGER NOT NULL, -- of the canonical text, in code points
    original VARCHAR NOT NULL, -- the id of the document that this one repeats, its own if none
    pair_a VARCHAR, -- the pair that the whole document is about
    pair_b VARCHAR
);
CREATE INDEX versions_by_document ON versions (document);
-- `given` is the text as it came in, null where it is the canonical one.
CREATE TABLE texts (
    version INTEGER PRIMARY KEY,
    canonical VARCHAR NOT NULL,
    given VARCHAR
);
CREATE TABLE signatures (
    version INTEGER PRIMARY KEY,
    signature BLOB NOT NULL
);
CREATE TABLE bands (
    band BLOB NOT NULL,
    version INTEGER NOT NULL
);
CREATE TABLE readings (
    reading INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    reader INTEGER NOT NULL,
    present BOOLEAN NOT NULL,
    silences VARCHAR NOT NULL -- JSON
);
CREATE INDEX readings_by_version ON readings (version);
