ALTER TABLE sittings ADD COLUMN group_name TEXT;
