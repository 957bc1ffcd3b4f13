-- Links of partner platforms that were used: each opens an exam once.
CREATE TABLE launches (partner TEXT NOT NULL, token TEXT NOT NULL, at_us BIGINT NOT NULL, PRIMARY KEY (partner, token));
