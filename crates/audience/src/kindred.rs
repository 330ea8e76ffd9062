use std::collections::{BTreeMap, HashMap};

use model::{ArticleId, Time};

use crate::Features;
use crate::constants::{FILL_LIKENESS, PEOPLE_WEIGH, READ_ON_DOUBT, READ_ON_WEIGHS, TOPICS_WEIGH, WORDS_WEIGH};
use crate::related::freshness;

/// So many are compared closely because of what they share,
const CLOSEST: usize = 40;
/// and so many because they are the newest of the section, to fill a list up.
const FILLING: usize = 24;

/// Those who have something in common with an article, as a store finds them: of each topic, person and word the
/// newest, and what its readers went on to. However many there are, few are worth comparing closely.
#[derive(Debug, Clone)]
pub struct Kindred {
    own: Features,
    /// By how many each of its words was found.
    holders: Vec<usize>,
    found: BTreeMap<ArticleId, Found>,
    /// How many readers of it went on reading, as far as it is known to what.
    readers: u64,
}

/// What an article was found by.
#[derive(Debug, Clone)]
struct Found {
    published_at: Time,
    topics: usize,
    people: usize,
    /// Which of the words, and what the word weighs in either.
    words: Vec<(usize, f64)>,
    in_section: bool,
    /// How many of its readers went on to this one.
    readers: u64,
}

/// How many readers went on from an article to others.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReadOn {
    to: HashMap<ArticleId, u64>,
    all: u64,
}

impl ReadOn {
    /// How many went on to this one, and what that adds to its likeness.
    pub fn of(&self, article: ArticleId) -> (u64, f64) {
        self.to.get(&article).map_or((0, 0.0), |&readers| (readers, read_on(readers, self.all)))
    }
}

fn read_on(readers: u64, all: u64) -> f64 {
    READ_ON_WEIGHS * readers as f64 / (all as f64 + READ_ON_DOUBT)
}

impl Kindred {
    /// Of this article; nobody is found yet.
    pub fn of(own: Features) -> Self {
        let holders = vec![0; own.words.len()];
        Self { own, holders, found: BTreeMap::new(), readers: 0 }
    }

    /// An article that has one of its topics.
    pub fn shares_topic(&mut self, article: ArticleId, published_at: Time) {
        self.found(article, published_at).topics += 1;
    }

    /// An article by one of its people.
    pub fn shares_person(&mut self, article: ArticleId, published_at: Time) {
        self.found(article, published_at).people += 1;
    }

    /// An article with a word of its own, by that word's place in the article's features.
    pub fn shares_word(&mut self, article: ArticleId, published_at: Time, at: usize, weight: f64) {
        let Some((_, own)) = self.own.words.get(at) else { return };
        let product = own * weight;
        self.holders[at] += 1;
        self.found(article, published_at).words.push((at, product));
    }

    /// An article in its section.
    pub fn shares_section(&mut self, article: ArticleId, published_at: Time) {
        self.found(article, published_at).in_section = true;
    }

    /// An article to which so many of its readers went on.
    pub fn read_on(&mut self, article: ArticleId, published_at: Time, readers: u64) {
        self.readers += readers;
        self.found(article, published_at).readers += readers;
    }

    fn found(&mut self, article: ArticleId, published_at: Time) -> &mut Found {
        let new = || Found { published_at, topics: 0, people: 0, words: Vec::new(), in_section: false, readers: 0 };
        self.found.entry(article).or_insert_with(new)
    }

    /// Those worth comparing closely, with the hour of their publication: the most alike as far as can be told by what
    /// was found, and the newest of the section.
    pub fn closest(&self, now: Time) -> Vec<(ArticleId, Time)> {
        let rarity = self.rarity();
        let share = |number: usize, own: usize| number as f64 / own.max(1) as f64;
        let likeness = |found: &Found| {
            let words: f64 = found.words.iter().map(|&(at, product)| product * rarity[at]).sum();
            let alike = TOPICS_WEIGH * share(found.topics, self.own.topics.len())
                + PEOPLE_WEIGH * share(found.people, self.own.people.len())
                + WORDS_WEIGH * words
                + read_on(found.readers, self.readers);
            alike * freshness(found.published_at, now)
        };
        let best = |most: usize, judge: &dyn Fn(&Found) -> f64| {
            let mut all: Vec<(f64, Time, ArticleId)> = self.found.iter().map(|(id, found)| (judge(found), found.published_at, *id)).collect();
            all.retain(|(likeness, ..)| *likeness > 0.0);
            all.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.cmp(&one.1)).then(one.2.cmp(&other.2)));
            all.truncate(most);
            all.into_iter().map(|(_, published_at, article)| (article, published_at))
        };
        let filling = |found: &Found| if found.in_section { FILL_LIKENESS * freshness(found.published_at, now) } else { 0.0 };
        let mut closest: Vec<(ArticleId, Time)> = best(CLOSEST, &likeness).chain(best(FILLING, &filling)).collect();
        closest.sort_unstable();
        closest.dedup();
        closest
    }

    /// The article itself, how much each of its words tells, and what its readers went on to.
    pub(crate) fn known(self) -> (Features, HashMap<String, f64>, ReadOn) {
        let rarity = self.rarity();
        let rarity = self.own.words.iter().zip(rarity).map(|((word, _), rarity)| (word.clone(), rarity)).collect();
        let to = self.found.into_iter().filter(|(_, found)| found.readers > 0).map(|(article, found)| (article, found.readers)).collect();
        (self.own, rarity, ReadOn { to, all: self.readers })
    }

    /// How much each word tells among those who were found: from 0 for one that all have to 1 for one that
    /// nobody else has.
    fn rarity(&self) -> Vec<f64> {
        let all = self.found.len() as f64 + 2.0;
        self.holders.iter().map(|&holders| (all / (holders as f64 + 1.0)).ln() / all.ln()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(bits: u64) -> ArticleId {
        ArticleId::from_bits(bits)
    }

    fn at(days: i64) -> Time {
        Time::from_millis((20_000 - days) * Time::DAY)
    }

    #[test]
    fn of_thousands_who_share_a_word_those_are_compared_who_share_more() {
        let words = vec![("harbour".to_owned(), 0.8), ("crane".to_owned(), 0.6)];
        let own = Features { topics: vec!["port".to_owned()], people: Vec::new(), words, section: "city".to_owned(), published_at: at(0) };
        let mut kindred = Kindred::of(own);
        for number in 0..5_000 {
            kindred.shares_word(id(number), at(number as i64 % 300), 0, 0.3);
        }
        kindred.shares_word(id(4_001), at(200), 1, 0.5);
        kindred.shares_topic(id(9_000), at(290));
        for number in 10_000..10_100 {
            kindred.shares_section(id(number), at(number as i64 - 10_000));
        }
        let closest: Vec<_> = kindred.closest(at(0)).into_iter().map(|(article, _)| article).collect();
        assert_eq!(closest.len(), CLOSEST + FILLING);
        assert!([4_001, 9_000, 10_000].iter().all(|&number| closest.contains(&id(number))));
        assert!(!closest.contains(&id(10_099)), "the oldest of the section fill nothing up");
        let (_, rarity, _) = kindred.known();
        assert!(rarity["crane"] > 0.9 && rarity["harbour"] < 0.1, "{rarity:?}");
    }

    #[test]
    fn where_readers_went_on_to_is_compared_though_it_shares_nothing() {
        let own = Features { topics: Vec::new(), people: Vec::new(), words: Vec::new(), section: "city".to_owned(), published_at: at(0) };
        let mut kindred = Kindred::of(own);
        kindred.read_on(id(1), at(1), 30);
        kindred.read_on(id(2), at(1), 10);
        assert_eq!(kindred.closest(at(0)), [(id(1), at(1)), (id(2), at(1))]);
        let (.., read_on) = kindred.known();
        assert_eq!((read_on.of(id(1)), read_on.of(id(3))), ((30, 4.0 * 30.0 / 60.0), (0, 0.0)));
    }

    #[test]
    fn who_shares_nothing_is_compared_with_nobody() {
        let own = Features { topics: Vec::new(), people: Vec::new(), words: Vec::new(), section: "city".to_owned(), published_at: at(0) };
        let mut kindred = Kindred::of(own);
        kindred.shares_word(id(1), at(1), 0, 0.5);
        assert_eq!(kindred.closest(at(0)), []);
    }
}
