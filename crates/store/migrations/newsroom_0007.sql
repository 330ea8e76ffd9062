-- What is long stands apart, so that an article's row is short: cards, lists and comparisons turn no pages of bodies.
CREATE TABLE article_body (
    article BIGINT PRIMARY KEY REFERENCES article (id),
    body TEXT NOT NULL
);
INSERT INTO article_body (article, body) SELECT id, body FROM article;
ALTER TABLE article DROP COLUMN body;

-- What articles are compared by, and whom they are by, in the row itself: whoever reads forty articles reads forty rows.
-- The tables of topics, credits and words are what articles are found by.
ALTER TABLE article ADD COLUMN topics TEXT NOT NULL DEFAULT '[]';
ALTER TABLE article ADD COLUMN credits TEXT NOT NULL DEFAULT '[]';
ALTER TABLE article ADD COLUMN words TEXT NOT NULL DEFAULT '[]';
UPDATE article SET
    topics = coalesce((SELECT '[' || string_agg('"' || replace(replace(t.topic, '\', '\\'), '"', '\"') || '"', ',' ORDER BY t.position) || ']'
        FROM article_topic t WHERE t.article = article.id), '[]'),
    credits = coalesce((SELECT '[' || string_agg('[' || c.person || ',"' || c.role || '"]', ',' ORDER BY c.position) || ']'
        FROM credit c WHERE c.article = article.id), '[]'),
    words = coalesce((SELECT '[' || string_agg('["' || replace(replace(w.word, '\', '\\'), '"', '\"') || '",' || w.weight || ']', ',' ORDER BY w.weight DESC, w.word) || ']'
        FROM article_word w WHERE w.article = article.id), '[]');

-- How a body begins, for the entries of articles without a standfirst. It is filled in after this step, as the
-- weights below are: SQL can neither read bodies nor draw roots everywhere.
ALTER TABLE article ADD COLUMN opening TEXT NOT NULL DEFAULT '';

-- What each topic and each person of an article weighs, as each of its words does: how alike two articles are is read
-- off the indexes by which they are found.
ALTER TABLE article_topic ADD COLUMN weight DOUBLE PRECISION NOT NULL DEFAULT 1;
DROP INDEX article_topic_newest;
CREATE INDEX article_topic_newest ON article_topic (topic, language, public_at, article, weight) WHERE public_at IS NOT NULL;

ALTER TABLE credit ADD COLUMN weight DOUBLE PRECISION NOT NULL DEFAULT 1;
DROP INDEX credit_newest;
CREATE INDEX credit_newest ON credit (person, language, public_at, article, weight) WHERE public_at IS NOT NULL;
