CREATE TABLE gap_acceptances (
    exam TEXT NOT NULL, point TEXT NOT NULL, by_user TEXT NOT NULL, by_name TEXT NOT NULL, reason TEXT NOT NULL, at_us BIGINT NOT NULL,
    PRIMARY KEY (exam, point));
CREATE TABLE seals (exam TEXT PRIMARY KEY, by_user TEXT NOT NULL, by_name TEXT NOT NULL, at_us BIGINT NOT NULL);
-- When a node was away during an exam, and the observation that says so; to_us is set when it comes back.
CREATE TABLE absences (
    observation TEXT PRIMARY KEY, node TEXT NOT NULL, exam TEXT NOT NULL, room TEXT NOT NULL, from_us BIGINT NOT NULL, to_us BIGINT);
