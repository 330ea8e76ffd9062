-- Readership. With SQLite these tables have a file and a writer of their own, so that neither
-- they nor the desk wait for the other.

CREATE TABLE count_key (
    id BIGINT PRIMARY KEY,
    secret BYTEA NOT NULL,
    made_at BIGINT NOT NULL
);

CREATE TABLE count_salt (
    day BIGINT PRIMARY KEY,
    secret BYTEA NOT NULL
);

-- One row a batch: everything that was answered together.
CREATE TABLE count_batch (
    node BIGINT NOT NULL,
    number BIGINT NOT NULL,
    minute BIGINT NOT NULL,
    views BYTEA NOT NULL,
    refusals BYTEA NOT NULL,
    PRIMARY KEY (node, number)
);

CREATE TABLE count_total (
    article BIGINT PRIMARY KEY,
    views BIGINT NOT NULL
);

CREATE TABLE count_hour (
    hour BIGINT NOT NULL,
    article BIGINT NOT NULL,
    views BIGINT NOT NULL,
    PRIMARY KEY (hour, article)
);

CREATE TABLE count_minute (
    minute BIGINT NOT NULL,
    article BIGINT NOT NULL,
    views BIGINT NOT NULL,
    PRIMARY KEY (minute, article)
);

CREATE TABLE count_refused (
    article BIGINT NOT NULL,
    rule TEXT NOT NULL,
    day BIGINT NOT NULL,
    readings BIGINT NOT NULL,
    PRIMARY KEY (article, rule, day)
);
