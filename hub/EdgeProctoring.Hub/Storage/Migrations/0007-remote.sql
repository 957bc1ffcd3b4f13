-- Remote sittings: what happened to each, the lives of the student's page, and the pieces that it sent.
CREATE TABLE remote_steps (
    sitting TEXT NOT NULL, number BIGINT NOT NULL, step TEXT NOT NULL, at_us BIGINT NOT NULL, by_user TEXT NOT NULL, detail TEXT NOT NULL,
    PRIMARY KEY (sitting, number));
CREATE TABLE remote_segments (
    sitting TEXT NOT NULL, number BIGINT NOT NULL, tab TEXT NOT NULL, opened_us BIGINT NOT NULL,
    PRIMARY KEY (sitting, number));
-- accounted: whether the record's minutes already say that this piece is held.
CREATE TABLE remote_chunks (
    sitting TEXT NOT NULL, stream TEXT NOT NULL, segment BIGINT NOT NULL, seq BIGINT NOT NULL, size BIGINT NOT NULL, sha256 TEXT NOT NULL,
    from_us BIGINT NOT NULL, to_us BIGINT NOT NULL, stored_us BIGINT NOT NULL, plausible BIGINT NOT NULL, accounted BIGINT NOT NULL,
    PRIMARY KEY (sitting, stream, segment, seq));
-- What the hub's vision sees going on, so that a new life of the hub can end what the old one began.
CREATE TABLE remote_open (observation TEXT PRIMARY KEY, sitting TEXT NOT NULL, kind TEXT NOT NULL, from_us BIGINT NOT NULL, evidence TEXT);
CREATE TABLE remote_looks (sitting TEXT PRIMARY KEY, at_us BIGINT NOT NULL);
