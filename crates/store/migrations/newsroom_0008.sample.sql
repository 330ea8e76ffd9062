INSERT INTO article (id, story, language, section, slug, status, headline, deck, credits, topics, words, made_from, published_at, updated_at, revision, reading_seconds)
VALUES (36, 43, 'ko', 'notices', '나룻배', 'draft', '나룻배', '[]', '[[11,"translator"]]', '[]', '[]', 34, NULL, 1700000000000, 1, 15);
INSERT INTO article_body (article, body) VALUES (36, '[]');
INSERT INTO slug (language, slug, article) VALUES ('ko', '나룻배', 36);
INSERT INTO credit (article, position, person, role, language, public_at) VALUES (36, 0, 11, 'translator', 'ko', NULL);
