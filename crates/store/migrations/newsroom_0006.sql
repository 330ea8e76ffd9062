-- A section may stand outside the menu.
ALTER TABLE section ADD COLUMN menu BIGINT NOT NULL DEFAULT 1;

-- Who has an article open at the desk, on whichever server. A row is old after some seconds, and goes.
CREATE TABLE presence (
    article BIGINT NOT NULL,
    account BIGINT NOT NULL,
    since BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    PRIMARY KEY (article, account)
);
