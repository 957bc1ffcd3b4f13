CREATE TRIGGER remote_steps_no_update BEFORE UPDATE ON remote_steps BEGIN SELECT RAISE(ABORT, 'remote_steps is append-only'); END;
CREATE TRIGGER remote_steps_no_delete BEFORE DELETE ON remote_steps BEGIN SELECT RAISE(ABORT, 'remote_steps is append-only'); END;
CREATE TRIGGER remote_chunks_no_delete BEFORE DELETE ON remote_chunks BEGIN SELECT RAISE(ABORT, 'remote_chunks keeps everything'); END;
