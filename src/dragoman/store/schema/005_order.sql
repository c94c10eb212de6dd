-- How many rows of a table stand in the order in which they are looked for (dragoman.store.ordering).
CREATE TABLE ordered (
    name VARCHAR PRIMARY KEY,
    rows BIGINT NOT NULL
);
CREATE INDEX members_by_joined ON members (joined);
