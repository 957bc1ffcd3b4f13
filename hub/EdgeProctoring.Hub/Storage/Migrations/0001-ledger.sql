-- Texts are ids or JSON, times are microseconds of UTC since 1970, booleans are 0 or 1.
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE rooms (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE seats (
    room TEXT NOT NULL, id TEXT NOT NULL, row_number BIGINT NOT NULL, distance_mm BIGINT NOT NULL, corners TEXT NOT NULL,
    PRIMARY KEY (room, id));

CREATE TABLE nodes (id TEXT PRIMARY KEY, profile TEXT NOT NULL, recording TEXT NOT NULL, public_key BLOB, revoked BIGINT NOT NULL);
CREATE TABLE cameras (
    node TEXT NOT NULL, id TEXT NOT NULL, room TEXT NOT NULL, address TEXT NOT NULL, frames_per_minute BIGINT NOT NULL,
    look_seconds BIGINT NOT NULL, lens_degrees BIGINT NOT NULL, width BIGINT NOT NULL,
    PRIMARY KEY (node, id));
CREATE TABLE configurations (
    node TEXT NOT NULL, version BIGINT NOT NULL, content_sha256 TEXT NOT NULL, body BLOB NOT NULL, at_us BIGINT NOT NULL,
    PRIMARY KEY (node, version));

CREATE TABLE exams (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, pack TEXT NOT NULL, from_us BIGINT NOT NULL, to_us BIGINT NOT NULL, aids TEXT NOT NULL);
CREATE TABLE packs (hash TEXT PRIMARY KEY, id TEXT NOT NULL, version BIGINT NOT NULL, body TEXT NOT NULL);
CREATE TABLE exam_rooms (exam TEXT NOT NULL, room TEXT NOT NULL, staff BIGINT NOT NULL, PRIMARY KEY (exam, room));
CREATE TABLE sittings (
    id TEXT PRIMARY KEY, exam TEXT NOT NULL, room TEXT, seat TEXT, person TEXT NOT NULL, name TEXT NOT NULL, mode BIGINT NOT NULL,
    accommodations TEXT NOT NULL);
CREATE INDEX sittings_by_exam ON sittings (exam);

CREATE TABLE users (
    id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password TEXT NOT NULL, roles TEXT NOT NULL,
    language TEXT NOT NULL, disabled BIGINT NOT NULL, stamp TEXT NOT NULL);

CREATE TABLE batches (
    number BIGINT PRIMARY KEY, sender_kind BIGINT NOT NULL, sender TEXT NOT NULL, boot TEXT NOT NULL, body BLOB NOT NULL,
    signature BLOB NOT NULL, key_sha256 TEXT, received_us BIGINT NOT NULL);
CREATE TABLE items (
    sender_kind BIGINT NOT NULL, sender TEXT NOT NULL, boot TEXT NOT NULL, seq BIGINT NOT NULL, batch BIGINT NOT NULL,
    kind TEXT NOT NULL, exam TEXT, room TEXT, seat TEXT, sitting TEXT,
    PRIMARY KEY (sender_kind, sender, boot, seq));
CREATE INDEX items_by_exam ON items (exam, batch);
CREATE TABLE refusals (
    sender_kind BIGINT NOT NULL, sender TEXT NOT NULL, boot TEXT NOT NULL, seq BIGINT NOT NULL, reason TEXT NOT NULL, at_us BIGINT NOT NULL,
    PRIMARY KEY (sender_kind, sender, boot, seq));
CREATE TABLE boots (
    sender_kind BIGINT NOT NULL, sender TEXT NOT NULL, boot TEXT NOT NULL, held TEXT NOT NULL, at_us BIGINT NOT NULL,
    PRIMARY KEY (sender_kind, sender, boot));

CREATE TABLE coverage (
    sender_kind BIGINT NOT NULL, sender TEXT NOT NULL, boot TEXT NOT NULL, seq BIGINT NOT NULL, camera TEXT, stream TEXT NOT NULL,
    exam TEXT, room TEXT, seat TEXT, sitting TEXT, from_us BIGINT NOT NULL, to_us BIGINT NOT NULL, held BIGINT NOT NULL, reason TEXT,
    PRIMARY KEY (sender_kind, sender, boot, seq));
CREATE INDEX coverage_by_exam ON coverage (exam);
CREATE TABLE manifests (
    sender_kind BIGINT NOT NULL, sender TEXT NOT NULL, boot TEXT NOT NULL, seq BIGINT NOT NULL, evidence TEXT NOT NULL, exam TEXT,
    room TEXT, media_type TEXT NOT NULL, size BIGINT NOT NULL, sha256 TEXT NOT NULL, previous_sha256 TEXT, from_us BIGINT NOT NULL,
    to_us BIGINT NOT NULL,
    PRIMARY KEY (sender_kind, sender, boot, seq));
CREATE INDEX manifests_by_exam ON manifests (exam);

CREATE TABLE incidents (
    id TEXT NOT NULL, revision BIGINT NOT NULL, exam TEXT NOT NULL, sitting TEXT NOT NULL, room TEXT, code TEXT NOT NULL,
    mark TEXT NOT NULL, removed BIGINT NOT NULL, body TEXT NOT NULL, at_us BIGINT NOT NULL,
    PRIMARY KEY (id, revision));
CREATE INDEX incidents_by_exam ON incidents (exam);
CREATE TABLE verdicts (
    id TEXT PRIMARY KEY, exam TEXT NOT NULL, sitting TEXT NOT NULL, room TEXT, incident TEXT, by_user TEXT NOT NULL, by_name TEXT NOT NULL,
    at_us BIGINT NOT NULL, decision BIGINT NOT NULL, code TEXT, new_code TEXT, from_us BIGINT, to_us BIGINT, seats TEXT NOT NULL,
    reason TEXT, undoes TEXT);
CREATE INDEX verdicts_by_exam ON verdicts (exam);

CREATE TABLE evidence (
    id TEXT PRIMARY KEY, node TEXT NOT NULL, exam TEXT, room TEXT, seat TEXT, sitting TEXT, camera TEXT, media_type TEXT NOT NULL,
    size BIGINT NOT NULL, sha256 TEXT NOT NULL, from_us BIGINT NOT NULL, to_us BIGINT NOT NULL, stored_us BIGINT NOT NULL);
CREATE INDEX evidence_by_exam ON evidence (exam);

CREATE TABLE audit (
    number BIGINT PRIMARY KEY, at_us BIGINT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL, exam TEXT,
    detail TEXT NOT NULL);
