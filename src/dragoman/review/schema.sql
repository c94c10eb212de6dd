-- The decisions of reviewers, appended to and never changed; dragoman/review/ledger.py says what each column holds.
CREATE TABLE decisions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('review', 'adjudicated')),
    document TEXT NOT NULL,
    version INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    kind TEXT NOT NULL,
    place INTEGER NOT NULL,
    program TEXT NOT NULL,
    codebook TEXT NOT NULL,
    model TEXT,
    machine TEXT,
    machine_sha256 TEXT,
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected', 'corrected', 'added', 'undone', 'forgotten')),
    human TEXT,
    human_sha256 TEXT,
    note TEXT,
    note_sha256 TEXT,
    undoes INTEGER,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX decisions_by_document ON decisions (document, kind);
CREATE INDEX decisions_by_forgotten ON decisions (document, number) WHERE verdict = 'forgotten';
CREATE UNIQUE INDEX decisions_by_undone ON decisions (undoes) WHERE undoes IS NOT NULL;
-- Only the words of a document that was forgotten go; their hashes stay, so that the chain still holds.
CREATE TRIGGER decisions_are_not_edited BEFORE UPDATE ON decisions
WHEN NOT (
    (NEW.machine, NEW.human, NEW.note) IS (NULL, NULL, NULL)
    AND (NEW.number, NEW.at, NEW.by, NEW.role, NEW.document, NEW.version, NEW.sha256, NEW.kind, NEW.place, NEW.program,
        NEW.codebook, NEW.model, NEW.machine_sha256, NEW.verdict, NEW.human_sha256, NEW.note_sha256, NEW.undoes,
        NEW.previous, NEW.hash)
    IS (OLD.number, OLD.at, OLD.by, OLD.role, OLD.document, OLD.version, OLD.sha256, OLD.kind, OLD.place, OLD.program,
        OLD.codebook, OLD.model, OLD.machine_sha256, OLD.verdict, OLD.human_sha256, OLD.note_sha256, OLD.undoes,
        OLD.previous, OLD.hash)
    AND EXISTS (
        SELECT 1 FROM decisions f
        WHERE f.verdict = 'forgotten' AND f.document = OLD.document AND f.number > OLD.number
    )
)
BEGIN SELECT RAISE(ABORT, 'decisions are appended to and never edited'); END;
CREATE TRIGGER decisions_are_not_deleted BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are appended to and never deleted'); END;
-- The end of the chain, by which it shows when the last decisions are gone.
CREATE TABLE head (number INTEGER NOT NULL, hash TEXT NOT NULL);
INSERT INTO head VALUES (0, '0000000000000000000000000000000000000000000000000000000000000000');
CREATE TRIGGER head_stays BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'the end of the chain is never deleted'); END;
-- What reviewers put off; no decision, and so no part of the chain.
CREATE TABLE skips (
    by TEXT NOT NULL,
    document TEXT NOT NULL,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    place INTEGER NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (by, document, version, kind, place)
);
PRAGMA user_version = 1;
