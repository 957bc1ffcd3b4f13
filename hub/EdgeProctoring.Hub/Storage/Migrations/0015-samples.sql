-- Decided incidents drawn for a second look: the seed and the first decision as it was then.
CREATE TABLE samples (
    id TEXT PRIMARY KEY, number BIGINT NOT NULL UNIQUE, from_us BIGINT NOT NULL, to_us BIGINT NOT NULL, seed TEXT NOT NULL, population BIGINT NOT NULL,
    by_user TEXT NOT NULL, by_name TEXT NOT NULL, at_us BIGINT NOT NULL);
CREATE TABLE sample_items (
    sample TEXT NOT NULL, number BIGINT NOT NULL, exam TEXT NOT NULL, sitting TEXT NOT NULL, room TEXT, incident TEXT NOT NULL, code TEXT NOT NULL, verdict TEXT NOT NULL,
    by_user TEXT NOT NULL, by_name TEXT NOT NULL, decision BIGINT NOT NULL, PRIMARY KEY (sample, number));
-- Turn 2 judges without seeing the first decision; where the two differ, turn 3 settles it.
CREATE TABLE second_looks (
    sample TEXT NOT NULL, number BIGINT NOT NULL, turn BIGINT NOT NULL, by_user TEXT NOT NULL, by_name TEXT NOT NULL, decision BIGINT NOT NULL, note TEXT, at_us BIGINT NOT NULL,
    PRIMARY KEY (sample, number, turn));
