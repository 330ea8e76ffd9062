-- A picture is found again by the hour at which it came and by what is said of it.
ALTER TABLE picture ADD COLUMN at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE picture ADD COLUMN said TEXT NOT NULL DEFAULT '';
UPDATE picture SET said = lower(record);
CREATE INDEX picture_by_hour ON picture (at, id);

-- A public note tells what was wrong, or lets somebody reply.
ALTER TABLE correction ADD COLUMN kind TEXT NOT NULL DEFAULT 'correction';
