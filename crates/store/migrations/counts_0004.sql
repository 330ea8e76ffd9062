-- How many readers of one article went on to another: sums, and none of a few.
CREATE TABLE count_turn (
    article BIGINT NOT NULL,
    next BIGINT NOT NULL,
    readers BIGINT NOT NULL,
    -- The last day on which the sum grew.
    day BIGINT NOT NULL,
    PRIMARY KEY (article, next)
);
CREATE INDEX count_turn_by_readers ON count_turn (article, readers);
CREATE INDEX count_turn_by_day ON count_turn (day);
