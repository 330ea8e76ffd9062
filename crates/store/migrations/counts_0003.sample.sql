INSERT INTO count_batch (node, number, minute, views, refusals, folded) VALUES (7, 3, 28333335, '', '', 1);
