-- Which of the 64 partitions a batch came through, and whose they are: who was overtaken finds its epoch gone.
ALTER TABLE batches ADD COLUMN partition_number BIGINT NOT NULL DEFAULT 0;
CREATE TABLE partitions (number BIGINT PRIMARY KEY, epoch BIGINT NOT NULL, last_batch BIGINT NOT NULL);
-- Numbers that a sender says it holds no more: a receipt counts them as settled, yet whatever comes after all is taken.
ALTER TABLE boots ADD COLUMN gone TEXT NOT NULL DEFAULT '';
