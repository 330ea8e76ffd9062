use audience::Rule;
use audience::constants::{
    CAP_BURST, CAP_REFILL_PER_HOUR, CHARACTERS_PER_MINUTE, HALF_LIFE_MINUTES, HAMMER_BURST, HAMMER_PER_MINUTE, REPEAT, RUSH_BURST, RUSH_PER_MINUTE,
    SALT_KEPT, SHORTEST_READING, STEP_READERS, TOKEN_GOOD, WALK_BURST, WALK_PER_MINUTE, WEEK_HOURS, WORDS_PER_MINUTE,
};
use model::Time;
use theme::{CountingPage, CountingRule, Fact, Words, number, words};

use crate::ask::{Ask, Trouble};
use crate::frame::{About, everywhere, frame};
use crate::reply::Reply;
use crate::rope::Piece;

/// How readings are counted, with the numbers that the code obeys.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Trouble> {
    let said = words(ask.language);
    let refusals = ask.app.newsroom.store.read_counts(|session| session.refusals(None))?;
    let rules = Rule::ALL.into_iter().filter_map(|rule| {
        let known = said.rule(rule.name())?;
        let refused = refusals.iter().find(|(name, _)| name == rule.name()).map_or(0, |(_, readings)| *readings);
        Some(CountingRule { name: known.name.to_owned(), text: known.text.to_owned(), refused: number(refused, ask.language) })
    });
    let about = About {
        title: said.counting_heading.to_owned(),
        description: said.counting_description.to_owned(),
        paths: everywhere(ask, "about/counting"),
        ..About::default()
    };
    let page = CountingPage { frame: frame(&ask.app, &ask.site, ask.language, about), rules: rules.collect(), constants: constants(ask, said) };
    Ok(Reply::page(Piece::new(ask.app.theme.draw(&page)?).into()))
}

fn constants(ask: &Ask, said: &Words) -> Vec<Fact> {
    let of = |sentence: &str, n: i64| Words::fill(sentence, &[("n", &number(n.unsigned_abs(), ask.language))]);
    let at_once = |sentence: &str, burst: u32, period: &str, then: u32| {
        Words::fill(sentence, &[("burst", &number(burst.into(), ask.language)), (period, &number(then.into(), ask.language))])
    };
    let minute = |burst, then| at_once(said.burst_and_minute, burst, "minute", then);
    [
        (said.constant_repeat, of(said.seconds, REPEAT / Time::SECOND)),
        (said.constant_hammer, minute(HAMMER_BURST, HAMMER_PER_MINUTE)),
        (said.constant_walk, minute(WALK_BURST, WALK_PER_MINUTE)),
        (said.constant_rush, minute(RUSH_BURST, RUSH_PER_MINUTE)),
        (said.constant_cap, at_once(said.burst_and_hour, CAP_BURST, "hour", CAP_REFILL_PER_HOUR)),
        (said.constant_token, of(said.hours, TOKEN_GOOD / Time::HOUR)),
        (said.constant_salt, of(said.hours, SALT_KEPT / Time::HOUR)),
        (said.constant_half_life, of(said.minutes, HALF_LIFE_MINUTES)),
        (said.constant_week, of(said.hours, WEEK_HOURS)),
        (said.constant_turns, number(STEP_READERS, ask.language)),
        (said.constant_reading_words, number(WORDS_PER_MINUTE as u64, ask.language)),
        (said.constant_reading_characters, number(CHARACTERS_PER_MINUTE as u64, ask.language)),
        (said.constant_shortest_reading, of(said.seconds, SHORTEST_READING.into())),
    ]
    .into_iter()
    .map(|(label, value)| Fact { label: label.to_owned(), value })
    .collect()
}
