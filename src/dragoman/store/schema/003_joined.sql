-- What is joined over documents; everything here follows from the facts and is made anew where they change.
CREATE TABLE dirty (
    kind VARCHAR NOT NULL,
    part VARCHAR NOT NULL,
    PRIMARY KEY (kind, part)
);
CREATE TABLE joined (
    joined BIGINT PRIMARY KEY,
    kind VARCHAR NOT NULL,
    part VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    day VARCHAR,
    item VARCHAR NOT NULL -- JSON, without the reports
);
CREATE INDEX joined_by_id ON joined (id);
CREATE TABLE members (
    joined BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    place INTEGER NOT NULL,
    fact BIGINT NOT NULL
);
CREATE TABLE events (
    joined BIGINT PRIMARY KEY,
    type VARCHAR NOT NULL,
    mode VARCHAR,
    quad TINYINT NOT NULL,
    score DOUBLE NOT NULL,
    confidence DOUBLE NOT NULL,
    auxiliary VARCHAR,
    day VARCHAR,
    documents INTEGER NOT NULL,
    publishers INTEGER NOT NULL
);
-- Both directions stand here for what states do together.
CREATE TABLE directed (
    actor VARCHAR NOT NULL,
    recipient VARCHAR NOT NULL,
    joined BIGINT NOT NULL
);
CREATE TABLE links (
    id VARCHAR NOT NULL,
    part VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    commitment BIGINT NOT NULL,
    other BIGINT NOT NULL,
    why VARCHAR NOT NULL
);
-- What people decided of links; kept by the link's id, whatever is made anew.
CREATE TABLE decisions (
    link VARCHAR PRIMARY KEY,
    decision VARCHAR NOT NULL CHECK (decision IN ('confirmed', 'rejected')),
    decided_by VARCHAR NOT NULL,
    decided_at VARCHAR NOT NULL
);
CREATE TABLE uses (
    formula VARCHAR NOT NULL,
    phrase VARCHAR NOT NULL,
    declared BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
);
