-- Recordings under a hold are kept, however old. Released, never removed.
CREATE TABLE holds (
    id TEXT PRIMARY KEY, exam TEXT NOT NULL, sitting TEXT, kind TEXT NOT NULL, reason TEXT NOT NULL, by_user TEXT NOT NULL, by_name TEXT NOT NULL, at_us BIGINT NOT NULL,
    released_us BIGINT, released_by TEXT, released_reason TEXT);
CREATE INDEX holds_by_exam ON holds (exam);
-- A piece of evidence whose bytes are deleted, on purpose and for good.
CREATE TABLE tombstones (
    evidence TEXT PRIMARY KEY, exam TEXT, sha256 TEXT NOT NULL, size BIGINT NOT NULL, by_user TEXT NOT NULL, reason TEXT NOT NULL, at_us BIGINT NOT NULL);
CREATE INDEX tombstones_by_exam ON tombstones (exam);
-- Files that are still to be removed; empty between two runs.
CREATE TABLE removals (sha256 TEXT PRIMARY KEY);
CREATE INDEX evidence_by_sha256 ON evidence (sha256);
