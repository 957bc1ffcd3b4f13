CREATE TRIGGER gap_acceptances_no_update BEFORE UPDATE ON gap_acceptances BEGIN SELECT RAISE(ABORT, 'gap_acceptances is append-only'); END;
CREATE TRIGGER gap_acceptances_no_delete BEFORE DELETE ON gap_acceptances BEGIN SELECT RAISE(ABORT, 'gap_acceptances is append-only'); END;
CREATE TRIGGER seals_no_update BEFORE UPDATE ON seals BEGIN SELECT RAISE(ABORT, 'seals is append-only'); END;
CREATE TRIGGER seals_no_delete BEFORE DELETE ON seals BEGIN SELECT RAISE(ABORT, 'seals is append-only'); END;
