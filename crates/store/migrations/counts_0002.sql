-- Reading in depth: seconds, told once for a view. A batch without any has none.
ALTER TABLE count_batch ADD COLUMN depths BYTEA;
ALTER TABLE count_hour ADD COLUMN depth BIGINT NOT NULL DEFAULT 0;
ALTER TABLE count_total ADD COLUMN depth BIGINT NOT NULL DEFAULT 0;
ALTER TABLE count_total ADD COLUMN depth_reports BIGINT NOT NULL DEFAULT 0;
