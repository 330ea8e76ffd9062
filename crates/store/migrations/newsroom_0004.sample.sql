INSERT INTO account (id, name, called, duties, editions, language, state, demo, password, totp, totp_step, made_at)
VALUES (71, 'kim', 'Kim Min-ji', '["editor"]', '["ko"]', 'ko', 'active', 0, '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA', NULL, 0, 1700000000000);
INSERT INTO invitation (hash, account, ends_at) VALUES ('aa', 71, 1700000000000), ('bb', NULL, 1700000000000);
INSERT INTO desk_session (hash, account, agent, started_at, seen_at, ends_at) VALUES ('cc', 71, 'Firefox', 1700000000000, 1700000000000, 1700000000000);
INSERT INTO audit (number, at, who, deed, about, detail, hash) VALUES (1, 1700000000000, 'account:71', 'publish', 'article:33', '{}', 'dd');
INSERT INTO article_author (article, account) VALUES (33, 71);
INSERT INTO aside (article, at, account, content) VALUES (33, 1700000000000, 71, '{}');
INSERT INTO remark (id, article, block, account, at, text, settled_at) VALUES (5, 33, 1, 71, 1700000000000, 'Who says so?', NULL);
INSERT INTO receipt (article, live_at, due_at, shown) VALUES (33, 1700000000000, 1700000000000, '{}');
INSERT INTO front (language, arrangement) VALUES ('en', '{}');
INSERT INTO related_choice (article, story, position) VALUES (33, 21, 0);
