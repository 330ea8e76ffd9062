-- A batch stays for some minutes after it was folded, so that other nodes find it.
ALTER TABLE count_batch ADD COLUMN folded BIGINT NOT NULL DEFAULT 0;
