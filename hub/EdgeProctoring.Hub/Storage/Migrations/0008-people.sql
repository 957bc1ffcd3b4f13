-- Where empty, the whole campus; else words such as faculty:science, exam:math-1, room:204, assigned.
ALTER TABLE users ADD COLUMN scopes TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN email TEXT;
-- Sealed with the hub's own keys; the step keeps a code from being used twice.
ALTER TABLE users ADD COLUMN second_factor TEXT;
ALTER TABLE users ADD COLUMN second_factor_step BIGINT NOT NULL DEFAULT 0;
CREATE TABLE sign_ins (id TEXT PRIMARY KEY, by_user TEXT NOT NULL, at_us BIGINT NOT NULL, ended_us BIGINT);
CREATE INDEX sign_ins_by_user ON sign_ins (by_user, at_us);
-- One-time links: for a new password of an account, or (without one) for the first administrator.
CREATE TABLE links (token_sha256 TEXT PRIMARY KEY, for_user TEXT, at_us BIGINT NOT NULL, until_us BIGINT NOT NULL, used_us BIGINT);
