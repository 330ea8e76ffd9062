-- Rows as a site of this version has them, for the next migration to meet.
INSERT INTO setting (name, value) VALUES ('note', 'kept from version 1');
INSERT INTO section (slug, titles, position) VALUES ('news', '{"en":"News","ko":"뉴스"}', 1);
INSERT INTO topic (slug, titles) VALUES ('harbour', '{"en":"Harbour"}');
INSERT INTO person (id, slug, names, about, contact) VALUES (11, 'mina-seo', '{"en":"Mina Seo","ko":"서민아"}', '{}', 'mina@example.org');
INSERT INTO person_name (name, person) VALUES ('Mina Seo', 11), ('서민아', 11);
INSERT INTO picture (id, record) VALUES (21, '{"id":"00000000000n","width":0,"height":0}');
INSERT INTO article (id, story, language, section, slug, status, headline, deck, body, contact, picture, published_at, updated_at, revision)
VALUES (31, 41, 'en', 'news', 'the-pier', 'published', 'The pier', '["A line"]', '[{"id":1,"kind":"paragraph","text":[{"text":"It stands."}]}]', NULL, 21, 1700000000000, 1700000000000, 1),
       (32, 41, 'ko', 'news', '부두', 'draft', '부두', '[]', '[]', NULL, NULL, NULL, 1700000000000, 1);
INSERT INTO slug (language, slug, article) VALUES ('en', 'the-pier', 31), ('ko', '부두', 32), ('en', 'pier', 31);
INSERT INTO article_topic (article, topic, position) VALUES (31, 'harbour', 0);
INSERT INTO article_picture (article, picture) VALUES (31, 21);
INSERT INTO credit (article, position, person, role) VALUES (31, 0, 11, 'reporter');
INSERT INTO article_word (language, word, article, weight) VALUES ('en', 'pier', 31, 1.5);
INSERT INTO revision (article, number, at, content) VALUES (31, 1, 1700000000000, '{}');
INSERT INTO correction (article, at, text) VALUES (31, 1700000500000, 'It is 430 metres.');
INSERT INTO comment (id, article, name, text, at, state, ticket) VALUES (51, 31, 'Reader', 'Well said.', 1700000600000, 'held', 'one');
INSERT INTO must_read (language, position, story, ends_at) VALUES ('en', 0, 41, NULL);
INSERT INTO outbox (number, at, change) VALUES (1, 1700000000000, '{"article":{"article":"00000000000z","story":"000000000019","language":"en"}}');
INSERT INTO due (id, at, task) VALUES (61, 1900000000000, '{"publish":{"article":"000000000010"}}');
INSERT INTO import_item (identity, article, revision, source, hash, sealed, at) VALUES ('hash:00', 31, 1, 'pier.txt', '00', '', 1700000000000);
