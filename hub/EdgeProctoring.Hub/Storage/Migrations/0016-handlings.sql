-- Who looks after an incident before anybody has decided, and until when it is put off: the last line counts.
CREATE TABLE handlings (
    number BIGINT PRIMARY KEY, exam TEXT NOT NULL, incident TEXT NOT NULL, handling TEXT NOT NULL, for_user TEXT NOT NULL, for_name TEXT NOT NULL, until_us BIGINT, by_user TEXT NOT NULL, at_us BIGINT NOT NULL);
CREATE INDEX handlings_by_exam ON handlings (exam, number);
