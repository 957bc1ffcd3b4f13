CREATE TABLE idempotent (id TEXT PRIMARY KEY, request TEXT NOT NULL, status BIGINT NOT NULL, content_type TEXT, body BLOB, at_us BIGINT NOT NULL);
-- Whom the hub tells of incidents and decisions, and what it still has to tell.
CREATE TABLE webhooks (id TEXT PRIMARY KEY, address TEXT NOT NULL, secret TEXT NOT NULL, events TEXT NOT NULL, by_user TEXT NOT NULL, at_us BIGINT NOT NULL);
CREATE TABLE deliveries (
    id TEXT PRIMARY KEY, webhook TEXT NOT NULL, event TEXT NOT NULL, body TEXT NOT NULL, at_us BIGINT NOT NULL, tries BIGINT NOT NULL, next_us BIGINT NOT NULL, failed TEXT);
CREATE INDEX deliveries_by_time ON deliveries (next_us);
