INSERT INTO count_batch (node, number, minute, views, refusals, depths) VALUES (7, 2, 28333334, '', '', '');
INSERT INTO count_total (article, views, depth, depth_reports) VALUES (33, 5, 90, 2);
INSERT INTO count_hour (hour, article, views, depth) VALUES (472222, 33, 5, 90);
INSERT INTO count_minute (minute, article, views) VALUES (28333334, 33, 5);
