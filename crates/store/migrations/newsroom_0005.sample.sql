INSERT INTO picture (id, record, at, said) VALUES (22, '{"id":"00000000000p","width":0,"height":0,"credit":"Lee"}', 1700000600000, 'lee');
INSERT INTO correction (article, at, text, kind) VALUES (31, 1700000700000, 'The company says that nobody asked it.', 'reply');
