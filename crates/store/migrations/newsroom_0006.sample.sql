INSERT INTO section (slug, titles, position, menu) VALUES ('notices', '{"en":"Notices"}', 9, 0);
INSERT INTO presence (article, account, since, seen) VALUES (31, 1, 1700000800000, 1700000801000);
INSERT INTO topic (slug, titles) VALUES ('fish', '{"en":"Fish"}'), ('tide', '{"en":"Tide"}');
INSERT INTO article (id, story, language, section, slug, status, headline, deck, body, published_at, updated_at, revision, reading_seconds)
VALUES (35, 44, 'en', 'notices', 'the-catch', 'published', 'The catch', '[]', '[]', 1700000000000, 1700000000000, 1, 15);
INSERT INTO article_topic (article, topic, position, language, public_at)
VALUES (35, 'tide', 0, 'en', 1700000000000), (35, 'fish', 1, 'en', 1700000000000), (35, 'harbour', 2, 'en', 1700000000000);
INSERT INTO credit (article, position, person, role, language, public_at)
VALUES (35, 1, 11, 'editor', 'en', 1700000000000), (35, 0, 11, 'reporter', 'en', 1700000000000);
INSERT INTO article_word (article, word, language, weight, public_at) VALUES (35, 'pier', 'en', 0.6, 1700000000000), (35, 'catch', 'en', 0.8, 1700000000000);
