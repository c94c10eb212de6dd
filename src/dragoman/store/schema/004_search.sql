-- Full text: how often each word stands in a version, and how many words that has (BM25). Words are told by their
-- hash (dragoman.store.words.number_of), since numbers are compared faster than letters.
CREATE TABLE counts (
    word BIGINT NOT NULL,
    version INTEGER NOT NULL,
    count INTEGER NOT NULL
);
CREATE TABLE lengths (
    version INTEGER PRIMARY KEY,
    words INTEGER NOT NULL
);
