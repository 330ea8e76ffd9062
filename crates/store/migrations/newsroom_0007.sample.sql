INSERT INTO article (id, story, language, section, slug, status, headline, deck, credits, topics, words, published_at, updated_at, revision, reading_seconds)
VALUES (34, 43, 'en', 'notices', 'the-ferry', 'draft', 'The ferry', '[]', '[[11,"editor"]]', '["harbour"]', '[["ferry",1.0]]', NULL, 1700000000000, 1, 15);
INSERT INTO article_body (article, body) VALUES (34, '[]');
INSERT INTO slug (language, slug, article) VALUES ('en', 'the-ferry', 34);
INSERT INTO article_topic (article, topic, position, language, public_at) VALUES (34, 'harbour', 0, 'en', NULL);
INSERT INTO credit (article, position, person, role, language, public_at) VALUES (34, 0, 11, 'editor', 'en', NULL);
INSERT INTO article_word (article, word, language, weight, public_at) VALUES (34, 'ferry', 'en', 1.0, NULL);
