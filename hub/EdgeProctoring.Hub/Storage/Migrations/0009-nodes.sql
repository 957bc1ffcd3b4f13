-- A one-time code that IT carries to a node; then the node's request, and whoever approved it.
CREATE TABLE claims (
    id TEXT PRIMARY KEY, code_sha256 TEXT NOT NULL UNIQUE, node TEXT NOT NULL, profile TEXT NOT NULL, by_user TEXT NOT NULL, at_us BIGINT NOT NULL,
    until_us BIGINT NOT NULL, request BLOB, hardware TEXT, software TEXT, approved_by TEXT, serial TEXT, refused BIGINT NOT NULL DEFAULT 0);
CREATE TABLE certificates (
    serial TEXT PRIMARY KEY, node TEXT NOT NULL, issued_us BIGINT NOT NULL, until_us BIGINT NOT NULL, body BLOB NOT NULL, revoked_us BIGINT);
CREATE INDEX certificates_by_node ON certificates (node);
CREATE TABLE heartbeats (node TEXT NOT NULL, at_us BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (node, at_us));
CREATE TABLE commands (
    id TEXT PRIMARY KEY, node TEXT NOT NULL, name TEXT NOT NULL, arguments TEXT NOT NULL, by_user TEXT NOT NULL, issued_us BIGINT NOT NULL, expires_us BIGINT NOT NULL);
