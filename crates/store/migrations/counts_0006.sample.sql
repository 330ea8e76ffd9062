INSERT INTO count_total (article, views) VALUES (35, 1);
