use std::collections::HashMap;

use model::{ArticleId, Time};

use crate::Visitor;
use crate::constants::{MOST_TRAILS, MOST_TURNS, STEP_READERS, TRAIL_BREAKS};
use crate::gate::pair;
use crate::memory::Recent;

/// From one article to the one that was read next.
pub type Turn = (ArticleId, ArticleId);

/// What readers of an article went on to read. Who they are is forgotten within the day; what is handed on to be kept are
/// sums of turns, and no sum of a few.
pub struct Trails {
    last: Recent<ArticleId>,
    /// Who has made which turn, so that nobody makes it twice.
    made: Recent<()>,
    young: HashMap<Turn, u64>,
    /// Turns of the day before; a sum that stays small is forgotten with them.
    old: HashMap<Turn, u64>,
    began: Time,
}

impl Default for Trails {
    fn default() -> Self {
        Self::new()
    }
}

impl Trails {
    /// Nobody has read anything yet.
    pub fn new() -> Self {
        Self {
            last: Recent::new(TRAIL_BREAKS, MOST_TRAILS),
            made: Recent::new(Time::DAY, MOST_TRAILS),
            young: HashMap::new(),
            old: HashMap::new(),
            began: Time::from_millis(0),
        }
    }

    /// Somebody has read an article, and it counted.
    pub fn note(&mut self, visitor: Visitor, article: ArticleId, now: Time) {
        let who = visitor.number();
        let before = self.last.get(who, now);
        self.last.insert(who, article, now);
        let Some(before) = before.filter(|before| *before != article) else { return };
        let made = pair(who, pair(before.bits(), article.bits()));
        if self.made.get(made, now).is_some() {
            return;
        }
        self.made.insert(made, (), now);
        let age = now.millis() - self.began.millis();
        if !(0..Time::DAY).contains(&age) || self.young.len() >= MOST_TURNS / 2 {
            self.old = std::mem::take(&mut self.young);
            self.began = now;
        }
        let turn = (before, article);
        let carried = self.old.remove(&turn).unwrap_or(0);
        *self.young.entry(turn).or_default() += 1 + carried;
    }

    /// Takes out of memory what was read too long ago to have been read before something. To be called from time to time.
    pub fn forget(&mut self, now: Time) {
        self.last.forget(now);
        self.made.forget(now);
    }

    /// The sums that are large enough to be kept, in order; they begin anew here.
    pub fn take(&mut self) -> Vec<(Turn, u64)> {
        let mut large: Vec<_> = self.young.extract_if(|_, readers| *readers >= STEP_READERS).collect();
        large.sort_unstable();
        large
    }

    /// Puts sums back that could not be kept.
    pub fn put_back(&mut self, sums: Vec<(Turn, u64)>) {
        for (turn, readers) in sums {
            *self.young.entry(turn).or_default() += readers;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(bits: u64) -> ArticleId {
        ArticleId::from_bits(bits)
    }

    fn at(minutes: i64) -> Time {
        Time::from_millis(1_700_000_000_000 + minutes * Time::MINUTE)
    }

    fn who(number: u64) -> Visitor {
        Visitor { today: number, yesterday: None }
    }

    #[test]
    fn a_turn_is_kept_once_a_handful_of_readers_made_it() {
        let mut trails = Trails::new();
        for reader in 1..STEP_READERS {
            trails.note(who(reader), id(1), at(0));
            trails.note(who(reader), id(2), at(5));
        }
        assert_eq!(trails.take(), [], "four readers are nobody's business");
        trails.note(who(99), id(1), at(6));
        trails.note(who(99), id(2), at(7));
        assert_eq!(trails.take(), [((id(1), id(2)), STEP_READERS)]);
        assert_eq!(trails.take(), []);
    }

    #[test]
    fn nobody_makes_a_turn_twice_or_after_a_long_while() {
        let mut trails = Trails::new();
        for minute in 0..60 {
            trails.note(who(1), id(minute % 2), at(minute as i64));
        }
        for reader in 2..20 {
            trails.note(who(reader), id(3), at(0));
            trails.note(who(reader), id(3), at(1));
            trails.note(who(reader), id(4), at(1).plus(TRAIL_BREAKS + 1));
        }
        assert_eq!(trails.take(), []);
        assert_eq!(trails.young.len(), 2);
    }

    #[test]
    fn what_stays_small_is_forgotten_and_what_cannot_be_kept_is_not() {
        let mut trails = Trails::new();
        let step = |trails: &mut Trails, reader: u64, minute: i64| {
            trails.note(who(reader), id(1), at(minute));
            trails.note(who(reader), id(2), at(minute));
        };
        step(&mut trails, 1, 0);
        let day = Time::DAY / Time::MINUTE;
        step(&mut trails, 2, day);
        assert_eq!(trails.young[&(id(1), id(2))], 2, "a day later the first is still known");
        trails.note(who(3), id(5), at(2 * day));
        trails.note(who(3), id(6), at(2 * day));
        trails.note(who(4), id(5), at(3 * day));
        trails.note(who(4), id(6), at(3 * day));
        assert!(!trails.young.contains_key(&(id(1), id(2))) && trails.old.is_empty());
        trails.put_back(vec![((id(7), id(8)), 9)]);
        assert_eq!(trails.take(), [((id(7), id(8)), 9)]);
    }

    #[test]
    fn a_crowd_that_reads_everything_takes_bounded_room() {
        let mut trails = Trails::new();
        for turn in 0..MOST_TURNS as u64 * 2 {
            trails.note(who(turn / 50), id(turn), at(0));
        }
        assert!(trails.young.len() + trails.old.len() <= MOST_TURNS);
    }
}
