-- A visit begins with a draw or a choice. The seed and the candidates as they were let anybody draw again and compare.
CREATE TABLE visits (
    id TEXT PRIMARY KEY, number BIGINT NOT NULL UNIQUE, exam TEXT NOT NULL, room TEXT NOT NULL, way TEXT NOT NULL, seed TEXT NOT NULL, candidates TEXT NOT NULL,
    reason TEXT, by_user TEXT NOT NULL, by_name TEXT NOT NULL, at_us BIGINT NOT NULL);
CREATE INDEX visits_by_room ON visits (room, exam);
-- What came of it, signed: once, and never changed. done_us is the visitor's own time, at_us the hub's.
CREATE TABLE visit_outcomes (
    visit TEXT PRIMARY KEY, outcome TEXT NOT NULL, note TEXT, counts TEXT NOT NULL, checks TEXT NOT NULL, pictures TEXT NOT NULL, done_us BIGINT NOT NULL, at_us BIGINT NOT NULL);
