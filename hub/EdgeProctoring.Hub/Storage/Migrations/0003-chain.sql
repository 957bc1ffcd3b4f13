-- One chain per exam ('' = what belongs to no exam): each entry carries the hash of the one before it.
CREATE TABLE chain (
    exam TEXT NOT NULL, number BIGINT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL, content_sha256 TEXT NOT NULL, at_us BIGINT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (exam, number));
