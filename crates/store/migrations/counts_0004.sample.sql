INSERT INTO count_turn (article, next, readers, day) VALUES (41, 43, 12, 19675);
