CREATE TRIGGER visits_no_update BEFORE UPDATE ON visits BEGIN SELECT RAISE(ABORT, 'visits is append-only'); END;
CREATE TRIGGER visits_no_delete BEFORE DELETE ON visits BEGIN SELECT RAISE(ABORT, 'visits is append-only'); END;
CREATE TRIGGER visit_outcomes_no_update BEFORE UPDATE ON visit_outcomes BEGIN SELECT RAISE(ABORT, 'visit_outcomes is append-only'); END;
CREATE TRIGGER visit_outcomes_no_delete BEFORE DELETE ON visit_outcomes BEGIN SELECT RAISE(ABORT, 'visit_outcomes is append-only'); END;
