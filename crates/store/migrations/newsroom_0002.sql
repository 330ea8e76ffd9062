-- How long an article takes to read, for the cap on what is reported of it. Of articles from before this
-- step it is guessed by the length of what is kept; the next edit works it out by words.
ALTER TABLE article ADD COLUMN reading_seconds BIGINT NOT NULL DEFAULT 15;

UPDATE article SET reading_seconds = CASE WHEN language IN ('ko', 'ja', 'zh') THEN length(body) / 14 ELSE length(body) / 27 END;
UPDATE article SET reading_seconds = CASE WHEN reading_seconds < 15 THEN 15 ELSE 65535 END WHERE reading_seconds < 15 OR reading_seconds > 65535;

-- All that the lists are filled with at the start, so that nobody turns the pages of a million bodies for it.
CREATE INDEX article_published ON article (id, story, language, published_at, reading_seconds) WHERE status = 'published';
