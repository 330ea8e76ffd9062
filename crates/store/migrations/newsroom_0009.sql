-- Bodies are compressed. They are filled in after this step, since SQL cannot compress; then tables of SQLite are made anew
-- that it finds rows in by their key without an index beside them. In PostgreSQL those stay as they are.
ALTER TABLE article_body RENAME TO article_body_of_before;
CREATE TABLE article_body (
    article BIGINT PRIMARY KEY REFERENCES article (id),
    body BYTEA NOT NULL
);
