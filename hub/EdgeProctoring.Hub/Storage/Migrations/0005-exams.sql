-- The exam office's catalogue. A faculty is a name; people's scopes may name one.
CREATE TABLE courses (id TEXT PRIMARY KEY, title TEXT NOT NULL, faculty TEXT NOT NULL);
CREATE TABLE student_groups (id TEXT PRIMARY KEY, name TEXT NOT NULL, faculty TEXT NOT NULL);
ALTER TABLE exams ADD COLUMN course TEXT;
-- 1: nobody is judged before somebody has identified them.
ALTER TABLE exams ADD COLUMN identify BIGINT NOT NULL DEFAULT 0;
CREATE TABLE exam_groups (exam TEXT NOT NULL, student_group TEXT NOT NULL, PRIMARY KEY (exam, student_group));
CREATE TABLE exam_staff (exam TEXT NOT NULL, room TEXT NOT NULL, by_user TEXT NOT NULL, PRIMARY KEY (exam, room, by_user));
-- When the last person of a room ends, where that is later than the schedule says.
ALTER TABLE exam_rooms ADD COLUMN until_us BIGINT;
-- What people did with a sitting, or with all of a room or an exam: who it is, pause, extra time, end. Only ever added.
CREATE TABLE steps (
    exam TEXT NOT NULL, number BIGINT NOT NULL, id TEXT NOT NULL UNIQUE, room TEXT, sitting TEXT, kind BIGINT NOT NULL, by_user TEXT NOT NULL,
    by_name TEXT NOT NULL, at_us BIGINT NOT NULL, minutes BIGINT, seat TEXT, reason TEXT,
    PRIMARY KEY (exam, number));
