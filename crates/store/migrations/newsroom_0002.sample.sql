INSERT INTO article (id, story, language, section, slug, status, headline, deck, body, contact, picture, published_at, updated_at, revision, reading_seconds)
VALUES (33, 42, 'en', 'news', 'the-tide', 'published', 'The tide', '[]', '[]', NULL, NULL, 1700000000000, 1700000000000, 1, 240);
INSERT INTO slug (language, slug, article) VALUES ('en', 'the-tide', 33);
INSERT INTO revision (article, number, at, content) VALUES (33, 1, 1700000000000, '{}');
