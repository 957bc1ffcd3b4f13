CREATE TRIGGER remote_messages_no_update BEFORE UPDATE ON remote_messages BEGIN SELECT RAISE(ABORT, 'remote_messages is append-only'); END;
CREATE TRIGGER remote_messages_no_delete BEFORE DELETE ON remote_messages BEGIN SELECT RAISE(ABORT, 'remote_messages is append-only'); END;
