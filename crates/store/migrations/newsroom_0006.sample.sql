INSERT INTO section (slug, titles, position, menu) VALUES ('notices', '{"en":"Notices"}', 9, 0);
INSERT INTO presence (article, account, since, seen) VALUES (31, 1, 1700000800000, 1700000801000);
