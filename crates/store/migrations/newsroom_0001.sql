-- The newsroom: what is kept of publication, stories, articles, people, pictures and readers' words.
-- One text for both databases. Times are UTC milliseconds, ids are sixty random bits, and what is
-- only ever read whole is JSON in a text column.

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE section (
    slug TEXT PRIMARY KEY,
    titles TEXT NOT NULL,
    position BIGINT NOT NULL
);

CREATE TABLE topic (
    slug TEXT PRIMARY KEY,
    titles TEXT NOT NULL
);

CREATE TABLE person (
    id BIGINT PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    names TEXT NOT NULL,
    about TEXT NOT NULL,
    contact TEXT
);

CREATE TABLE person_name (
    name TEXT NOT NULL,
    person BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (name, person)
);

CREATE TABLE picture (
    id BIGINT PRIMARY KEY,
    record TEXT NOT NULL
);

CREATE TABLE article (
    id BIGINT PRIMARY KEY,
    story BIGINT NOT NULL,
    language TEXT NOT NULL,
    section TEXT NOT NULL REFERENCES section (slug),
    slug TEXT NOT NULL,
    status TEXT NOT NULL,
    headline TEXT NOT NULL,
    deck TEXT NOT NULL,
    body TEXT NOT NULL,
    contact TEXT,
    picture BIGINT REFERENCES picture (id),
    made_from BIGINT REFERENCES article (id),
    original_url TEXT,
    published_at BIGINT,
    updated_at BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    UNIQUE (story, language)
);
CREATE INDEX article_newest ON article (language, published_at DESC, id DESC) WHERE status = 'published';
CREATE INDEX article_section_newest ON article (language, section, published_at DESC, id DESC) WHERE status = 'published';

-- Every slug that an edition ever used, so that none is used again and an old one still leads on.
CREATE TABLE slug (
    language TEXT NOT NULL,
    slug TEXT NOT NULL,
    article BIGINT NOT NULL REFERENCES article (id),
    PRIMARY KEY (language, slug)
);

CREATE TABLE article_topic (
    article BIGINT NOT NULL REFERENCES article (id),
    topic TEXT NOT NULL REFERENCES topic (slug),
    position BIGINT NOT NULL,
    PRIMARY KEY (article, topic)
);
CREATE INDEX article_topic_by_topic ON article_topic (topic, article);

CREATE TABLE credit (
    article BIGINT NOT NULL REFERENCES article (id),
    position BIGINT NOT NULL,
    person BIGINT NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    PRIMARY KEY (article, position)
);
CREATE INDEX credit_by_person ON credit (person, article);

-- The pictures that an article shows, at its head or in its body.
CREATE TABLE article_picture (
    article BIGINT NOT NULL REFERENCES article (id),
    picture BIGINT NOT NULL REFERENCES picture (id),
    PRIMARY KEY (picture, article)
);
CREATE INDEX article_picture_by_article ON article_picture (article);

-- Words that tell articles of an edition apart, for the related list.
CREATE TABLE article_word (
    language TEXT NOT NULL,
    word TEXT NOT NULL,
    article BIGINT NOT NULL REFERENCES article (id),
    weight DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (language, word, article)
);
CREATE INDEX article_word_by_article ON article_word (article);

CREATE TABLE revision (
    article BIGINT NOT NULL REFERENCES article (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (article, number)
);

CREATE TABLE correction (
    article BIGINT NOT NULL REFERENCES article (id),
    at BIGINT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX correction_by_article ON correction (article, at);

CREATE TABLE comment (
    id BIGINT PRIMARY KEY,
    article BIGINT NOT NULL REFERENCES article (id),
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    state TEXT NOT NULL,
    ticket TEXT NOT NULL UNIQUE
);
CREATE INDEX comment_by_article ON comment (article, state, at, id);
CREATE INDEX comment_by_state ON comment (state, at, id);

CREATE TABLE must_read (
    language TEXT NOT NULL,
    position BIGINT NOT NULL,
    story BIGINT NOT NULL,
    ends_at BIGINT,
    PRIMARY KEY (language, position)
);

-- What changed, in commit order: whoever draws a number holds the writers' lock until it commits.
CREATE TABLE outbox (
    number BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    change TEXT NOT NULL
);

-- What is to happen at its hour.
CREATE TABLE due (
    id BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    task TEXT NOT NULL
);
CREATE INDEX due_by_hour ON due (at, id);

-- What was imported, with the source sealed as it came, for a better importer.
CREATE TABLE import_item (
    identity TEXT PRIMARY KEY,
    article BIGINT NOT NULL REFERENCES article (id),
    revision BIGINT NOT NULL,
    source TEXT NOT NULL,
    hash TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    at BIGINT NOT NULL
);
