INSERT INTO slug (language, slug, article) VALUES ('en', 'the-ferry-boat', 34);
INSERT INTO article_word (article, word, language, weight, public_at) VALUES (34, 'boat', 'en', 0.5, NULL);
