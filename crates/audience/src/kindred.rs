use std::collections::HashMap;

use model::{ArticleId, Time, weight_of_each};

use crate::Features;
use crate::constants::{FINDING_WORDS, PEOPLE_WEIGH, READ_ON_DOUBT, READ_ON_WEIGHS, SECTION_WEIGHS, TOPICS_WEIGH, WORDS_WEIGH};
use crate::related::freshness;

/// Those who have something in common with an article, as a store finds them: of each topic, person and word the
/// newest, and what its readers went on to. However many there are, few are worth comparing closely.
#[derive(Debug, Clone)]
pub struct Kindred {
    own: Features,
    /// By how many each of the words was found by which others are looked for.
    holders: Vec<usize>,
    /// Each as often as it shares something.
    found: Vec<Found>,
    /// How many readers of it went on reading, as far as it is known to what.
    readers: u64,
}

/// An article that was found, and by what.
#[derive(Debug, Clone, Copy)]
struct Found {
    article: ArticleId,
    published_at: Time,
    by: By,
}

#[derive(Debug, Clone, Copy)]
enum By {
    /// What one topic weighs in either, multiplied.
    Topic(f64),
    Person(f64),
    /// Which of the words, and what the word weighs in either.
    Word(usize, f64),
    Section,
    /// How many of its readers went on to this one.
    Readers(u64),
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
        let holders = vec![0; own.words.len().min(FINDING_WORDS)];
        Self { own, holders, found: Vec::new(), readers: 0 }
    }

    /// Another that has one of this article's topics, and what each of its topics weighs in the other; see
    /// [`model::weight_of_each`].
    pub fn shares_topic(&mut self, article: ArticleId, published_at: Time, weight: f64) {
        self.found.push(Found { article, published_at, by: By::Topic(weight * weight_of_each(self.own.topics.len())) });
    }

    /// Another by one of this article's people, and what each of its people weighs in the other.
    pub fn shares_person(&mut self, article: ArticleId, published_at: Time, weight: f64) {
        self.found.push(Found { article, published_at, by: By::Person(weight * weight_of_each(self.own.people.len())) });
    }

    /// Another with one of the [`FINDING_WORDS`], by that word's place in the article's features, and what it weighs in the
    /// other.
    pub fn shares_word(&mut self, article: ArticleId, published_at: Time, at: usize, weight: f64) {
        let (Some((_, own)), Some(holders)) = (self.own.words.get(at), self.holders.get_mut(at)) else { return };
        *holders += 1;
        self.found.push(Found { article, published_at, by: By::Word(at, own * weight) });
    }

    /// Another in its section.
    pub fn shares_section(&mut self, article: ArticleId, published_at: Time) {
        self.found.push(Found { article, published_at, by: By::Section });
    }

    /// Another to which so many of its readers went on; each is named once.
    pub fn read_on(&mut self, article: ArticleId, published_at: Time, readers: u64) {
        self.readers += readers;
        self.found.push(Found { article, published_at, by: By::Readers(readers) });
    }

    /// Those worth comparing closely, by id: so many of the most alike as far as can be told by what was found, those not
    /// counted that stand beside the list already, and so many of the newest of the section, to fill it up.
    pub fn closest(&mut self, alike: usize, filling: usize, beside: &[ArticleId], now: Time) -> Vec<ArticleId> {
        self.found.sort_by_key(|found| found.article);
        let rarity = self.rarity();
        let (mut all, mut of_section) = (Vec::new(), Vec::new());
        for found in self.each() {
            let (mut likeness, mut in_section) = (0.0, false);
            for one in found {
                match one.by {
                    By::Topic(weight) => likeness += TOPICS_WEIGH * weight,
                    By::Person(weight) => likeness += PEOPLE_WEIGH * weight,
                    By::Word(at, weight) => likeness += WORDS_WEIGH * weight * rarity[at],
                    By::Section => in_section = true,
                    By::Readers(readers) => likeness += read_on(readers, self.readers),
                }
            }
            let Found { article, published_at, .. } = found[0];
            if likeness > 0.0 {
                let section = if in_section { SECTION_WEIGHS } else { 0.0 };
                all.push(((likeness + section) * freshness(published_at, now), published_at, article));
            }
            if in_section {
                of_section.push((freshness(published_at, now), published_at, article));
            }
        }
        let mut closest: Vec<ArticleId> = best(all, alike, beside).chain(best(of_section, filling, &[])).collect();
        closest.sort_unstable();
        closest.dedup();
        closest
    }

    /// The article itself, how much each of its words tells, and what its readers went on to. Of words by which nobody was
    /// looked for, each tells as much as the others do on the whole.
    pub(crate) fn known(mut self) -> (Features, HashMap<String, f64>, ReadOn) {
        self.found.sort_by_key(|found| found.article);
        let rarity = self.rarity();
        let usual = rarity.iter().sum::<f64>() / rarity.len().max(1) as f64;
        let each = rarity.into_iter().chain(std::iter::repeat(usual));
        let rarity = self.own.words.iter().zip(each).map(|((word, _), rarity)| (word.clone(), rarity)).collect();
        let readers = |found: &Found| if let By::Readers(readers) = found.by { Some((found.article, readers)) } else { None };
        (self.own, rarity, ReadOn { to: self.found.iter().filter_map(readers).collect(), all: self.readers })
    }

    /// What was found of each article, once they stand in order.
    fn each(&self) -> impl Iterator<Item = &[Found]> {
        self.found.chunk_by(|one, other| one.article == other.article)
    }

    /// How much each word tells among those who were found: from 0 for one that all have to 1 for one that
    /// nobody else has.
    fn rarity(&self) -> Vec<f64> {
        let all = self.each().count() as f64 + 2.0;
        self.holders.iter().map(|&holders| (all / (holders as f64 + 1.0)).ln() / all.ln()).collect()
    }
}

/// The best of those that were judged, so many that are not among the others named; of equals the newest, then by id.
fn best(mut judged: Vec<(f64, Time, ArticleId)>, most: usize, but: &[ArticleId]) -> impl Iterator<Item = ArticleId> {
    judged.sort_unstable_by(|one, other| other.0.total_cmp(&one.0).then(other.1.cmp(&one.1)).then(one.2.cmp(&other.2)));
    let mut left = most;
    judged.into_iter().map(|(.., article)| article).take_while(move |article| {
        let stands = left > 0;
        left -= usize::from(stands && !but.contains(article));
        stands
    })
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
        let own = Features::new(vec!["port".to_owned()], Vec::new(), words, "city".to_owned(), at(0));
        let mut kindred = Kindred::of(own);
        for number in 0..5_000 {
            kindred.shares_word(id(number), at(number as i64 % 300), 0, 0.3);
        }
        kindred.shares_word(id(4_001), at(200), 1, 0.5);
        kindred.shares_topic(id(9_000), at(290), 1.0);
        for number in 10_000..10_100 {
            kindred.shares_section(id(number), at(number as i64 - 10_000));
        }
        let closest = kindred.closest(40, 24, &[], at(0));
        assert_eq!(closest.len(), 40 + 24);
        assert!([4_001, 9_000, 10_000].iter().all(|&number| closest.contains(&id(number))));
        assert!(!closest.contains(&id(10_099)), "the oldest of the section fill nothing up");
        let (_, rarity, _) = kindred.known();
        assert!(rarity["crane"] > 0.9 && rarity["harbour"] < 0.1, "{rarity:?}");
    }

    #[test]
    fn where_readers_went_on_to_is_compared_though_it_shares_nothing() {
        let own = Features::new(Vec::new(), Vec::new(), Vec::new(), "city".to_owned(), at(0));
        let mut kindred = Kindred::of(own);
        kindred.read_on(id(1), at(1), 30);
        kindred.read_on(id(2), at(1), 10);
        assert_eq!(kindred.closest(40, 24, &[], at(0)), [id(1), id(2)]);
        let (.., read_on) = kindred.known();
        assert_eq!((read_on.of(id(1)), read_on.of(id(3))), ((30, 4.0 * 30.0 / 60.0), (0, 0.0)));
    }

    #[test]
    fn a_word_by_which_nobody_was_looked_for_tells_as_much_as_the_others_do_on_the_whole() {
        let words = (0..FINDING_WORDS + 2).map(|at| (format!("word{at}"), 0.3)).collect();
        let mut kindred = Kindred::of(Features::new(Vec::new(), Vec::new(), words, "city".to_owned(), at(0)));
        for number in 0..20 {
            kindred.shares_word(id(number), at(1), number as usize % 2, 0.3);
        }
        let found = kindred.clone().closest(40, 0, &[], at(0));
        kindred.shares_word(id(99), at(1), FINDING_WORDS, 0.3);
        assert_eq!(kindred.closest(40, 0, &[], at(0)), found, "by the ninth word nobody is found");
        let (_, rarity, _) = kindred.known();
        let usual = (0..FINDING_WORDS).map(|at| rarity[&format!("word{at}")]).sum::<f64>() / FINDING_WORDS as f64;
        for word in [FINDING_WORDS, FINDING_WORDS + 1] {
            assert_eq!(rarity[&format!("word{word}")], usual);
        }
        assert!(rarity["word0"] < usual && usual < rarity["word7"]);
    }

    #[test]
    fn those_that_stand_beside_the_list_take_no_place_from_others() {
        let own = Features::new(vec!["port".to_owned()], Vec::new(), Vec::new(), "city".to_owned(), at(0));
        let mut kindred = Kindred::of(own);
        for number in 0..9 {
            kindred.shares_topic(id(number), at(number as i64), 1.0);
        }
        assert_eq!(kindred.closest(3, 0, &[], at(0)), [id(0), id(1), id(2)]);
        assert_eq!(kindred.closest(3, 0, &[id(1), id(8)], at(0)), [id(0), id(1), id(2), id(3)]);
        assert_eq!(kindred.closest(0, 0, &[id(0)], at(0)), []);
    }

    #[test]
    fn who_shares_nothing_is_compared_with_nobody() {
        let own = Features::new(Vec::new(), Vec::new(), Vec::new(), "city".to_owned(), at(0));
        let mut kindred = Kindred::of(own);
        kindred.shares_word(id(1), at(1), 0, 0.5);
        assert_eq!(kindred.closest(40, 24, &[], at(0)), []);
    }
}
