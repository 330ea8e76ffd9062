INSERT INTO count_key (id, secret, made_at) VALUES (1, '', 1700000000000);
INSERT INTO count_salt (day, secret) VALUES (19675, '');
INSERT INTO count_batch (node, number, minute, views, refusals) VALUES (7, 1, 28333333, '', '');
INSERT INTO count_total (article, views) VALUES (31, 12);
INSERT INTO count_hour (hour, article, views) VALUES (472222, 31, 12);
INSERT INTO count_minute (minute, article, views) VALUES (28333333, 31, 12);
INSERT INTO count_refused (article, rule, day, readings) VALUES (31, 'robot', 19675, 3);
