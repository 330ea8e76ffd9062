-- The desk: accounts and their sessions, the audit log, and what is kept of work on articles.

CREATE TABLE account (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    called TEXT NOT NULL,
    duties TEXT NOT NULL,
    editions TEXT NOT NULL,
    language TEXT,
    state TEXT NOT NULL,
    demo BIGINT NOT NULL DEFAULT 0,
    -- An argon2id hash in the form of the Password Hashing Competition.
    password TEXT,
    -- The secret of the second factor, and the last of its steps that was used.
    totp TEXT,
    totp_step BIGINT NOT NULL DEFAULT 0,
    made_at BIGINT NOT NULL
);

-- Links by which an account's owner chooses a password. Only their hashes are kept. Without an account it is the link
-- by which the first administrator sets the site up.
CREATE TABLE invitation (
    hash TEXT PRIMARY KEY,
    account BIGINT REFERENCES account (id),
    ends_at BIGINT NOT NULL
);

-- Who is signed in. Only hashes of what browsers hold are kept.
CREATE TABLE desk_session (
    hash TEXT PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES account (id),
    agent TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX desk_session_by_account ON desk_session (account, started_at);

-- What was done, each row chained to the one before by its hash. It holds hashes of what was written, never the text.
CREATE TABLE audit (
    number BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    who TEXT NOT NULL,
    deed TEXT NOT NULL,
    about TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_by_about ON audit (about, number);

-- Whose draft it is.
CREATE TABLE article_author (
    article BIGINT NOT NULL REFERENCES article (id),
    account BIGINT NOT NULL REFERENCES account (id),
    PRIMARY KEY (article, account)
);
CREATE INDEX article_author_by_account ON article_author (account, article);

ALTER TABLE article ADD COLUMN embargo BIGINT;
-- Why it was withdrawn, told at its address.
ALTER TABLE article ADD COLUMN reason TEXT;
-- When anybody last did anything to it, drafts included.
ALTER TABLE article ADD COLUMN touched_at BIGINT NOT NULL DEFAULT 0;
UPDATE article SET touched_at = updated_at;
CREATE INDEX article_touched ON article (touched_at DESC, id DESC);

ALTER TABLE revision ADD COLUMN account BIGINT REFERENCES account (id);
-- What its writer says of it.
ALTER TABLE revision ADD COLUMN note TEXT;

-- A version that was not to replace another one's: kept beside the revisions, so that nothing is lost.
CREATE TABLE aside (
    article BIGINT NOT NULL REFERENCES article (id),
    at BIGINT NOT NULL,
    account BIGINT REFERENCES account (id),
    content TEXT NOT NULL
);
CREATE INDEX aside_by_article ON aside (article, at);

-- What colleagues say to a writer about a block, or about the whole (block 0).
CREATE TABLE remark (
    id BIGINT PRIMARY KEY,
    article BIGINT NOT NULL REFERENCES article (id),
    block BIGINT NOT NULL,
    account BIGINT REFERENCES account (id),
    at BIGINT NOT NULL,
    text TEXT NOT NULL,
    settled_at BIGINT
);
CREATE INDEX remark_by_article ON remark (article, at, id);

-- What became of a publication: when it was due, when it was live, and when page, front page, feed and sitemap showed it.
CREATE TABLE receipt (
    article BIGINT NOT NULL REFERENCES article (id),
    live_at BIGINT NOT NULL,
    due_at BIGINT,
    shown TEXT NOT NULL,
    PRIMARY KEY (article, live_at)
);
CREATE INDEX receipt_newest ON receipt (live_at DESC);

-- How an edition's front page is arranged.
CREATE TABLE front (
    language TEXT PRIMARY KEY,
    arrangement TEXT NOT NULL
);

-- What editors set for the related list of an article: stories that stand first, and stories that do not stand there.
CREATE TABLE related_choice (
    article BIGINT NOT NULL REFERENCES article (id),
    story BIGINT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (article, story)
);
