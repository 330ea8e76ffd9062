INSERT INTO article_topic (article, topic, position, language, public_at) VALUES (33, 'harbour', 0, 'en', 1700000000000);
INSERT INTO credit (article, position, person, role, language, public_at) VALUES (33, 0, 11, 'reporter', 'en', 1700000000000);
INSERT INTO article_word (article, word, language, weight, public_at) VALUES (33, 'pier', 'en', 0.5, 1700000000000), (32, '부두', 'ko', 1.0, NULL);
