CREATE TRIGGER samples_no_update BEFORE UPDATE ON samples BEGIN SELECT RAISE(ABORT, 'samples is append-only'); END;
CREATE TRIGGER samples_no_delete BEFORE DELETE ON samples BEGIN SELECT RAISE(ABORT, 'samples is append-only'); END;
CREATE TRIGGER sample_items_no_update BEFORE UPDATE ON sample_items BEGIN SELECT RAISE(ABORT, 'sample_items is append-only'); END;
CREATE TRIGGER sample_items_no_delete BEFORE DELETE ON sample_items BEGIN SELECT RAISE(ABORT, 'sample_items is append-only'); END;
CREATE TRIGGER second_looks_no_update BEFORE UPDATE ON second_looks BEGIN SELECT RAISE(ABORT, 'second_looks is append-only'); END;
CREATE TRIGGER second_looks_no_delete BEFORE DELETE ON second_looks BEGIN SELECT RAISE(ABORT, 'second_looks is append-only'); END;
