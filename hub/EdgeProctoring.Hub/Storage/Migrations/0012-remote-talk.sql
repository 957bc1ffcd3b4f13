-- What a student and staff wrote to each other during a remote sitting; kind: message, help or trouble.
CREATE TABLE remote_messages (
    sitting TEXT NOT NULL, number BIGINT NOT NULL, at_us BIGINT NOT NULL, by_user TEXT NOT NULL, by_name TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (sitting, number));
-- The recordings that pieces were put together to; chunks: of how many.
CREATE TABLE remote_recordings (
    sitting TEXT NOT NULL, stream TEXT NOT NULL, segment BIGINT NOT NULL, part BIGINT NOT NULL, chunks BIGINT NOT NULL, evidence TEXT NOT NULL,
    PRIMARY KEY (sitting, stream, segment, part, chunks));
-- Sittings whose pieces were deleted, once the recordings hold all of them and nothing more is taken.
CREATE TABLE remote_sweeps (sitting TEXT PRIMARY KEY, at_us BIGINT NOT NULL);
CREATE INDEX remote_chunks_by_sha256 ON remote_chunks (sha256);
