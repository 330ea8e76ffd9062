-- The edition of an article, and the hour at which it became public as long as it is, beside each of its
-- topics, people and words: so that the newest of them are read off an index, however many there are.
ALTER TABLE article_topic ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE article_topic ADD COLUMN public_at BIGINT;
UPDATE article_topic SET
    language = (SELECT a.language FROM article a WHERE a.id = article_topic.article),
    public_at = (SELECT a.published_at FROM article a WHERE a.id = article_topic.article AND a.status = 'published');
DROP INDEX article_topic_by_topic;
CREATE INDEX article_topic_newest ON article_topic (topic, language, public_at, article) WHERE public_at IS NOT NULL;

ALTER TABLE credit ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE credit ADD COLUMN public_at BIGINT;
UPDATE credit SET
    language = (SELECT a.language FROM article a WHERE a.id = credit.article),
    public_at = (SELECT a.published_at FROM article a WHERE a.id = credit.article AND a.status = 'published');
DROP INDEX credit_by_person;
CREATE INDEX credit_newest ON credit (person, language, public_at, article) WHERE public_at IS NOT NULL;

CREATE TABLE article_word_of_before AS SELECT article, language, word, weight FROM article_word;
DROP TABLE article_word;
CREATE TABLE article_word (
    article BIGINT NOT NULL REFERENCES article (id),
    word TEXT NOT NULL,
    language TEXT NOT NULL,
    weight DOUBLE PRECISION NOT NULL,
    public_at BIGINT,
    PRIMARY KEY (article, word)
);
INSERT INTO article_word (article, word, language, weight, public_at)
    SELECT w.article, w.word, w.language, w.weight, CASE WHEN a.status = 'published' THEN a.published_at END
    FROM article_word_of_before w JOIN article a ON a.id = w.article ORDER BY w.article, w.word;
DROP TABLE article_word_of_before;
-- The weight stands in it so that the rows themselves need not be looked up.
CREATE INDEX article_word_newest ON article_word (language, word, public_at, article, weight) WHERE public_at IS NOT NULL;

-- The newest of an edition with all that the lists and the sitemap know of them, so that no page of a body is turned
-- for it.
DROP INDEX article_newest;
CREATE INDEX article_newest ON article (language, published_at DESC, id DESC, story, reading_seconds, updated_at) WHERE status = 'published';
