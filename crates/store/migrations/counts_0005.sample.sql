INSERT INTO count_total (article, views) VALUES (34, 1);
