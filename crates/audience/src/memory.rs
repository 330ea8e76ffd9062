use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU64;

use model::Time;

use crate::gate::pair;

/// What is known of each of many numbers, the numbers beside it in one row of memory: to look for one mostly takes one
/// look into memory, which is what a reading costs (linear probing; Knuth, The Art of Computer Programming, 6.4,
/// algorithm L).
///
/// It grows as it must. What is over, as its user says, goes when room is needed and when its user asks for that; when
/// there is too much of the rest, the quarter of it that is farthest from now.
struct Table<V> {
    slots: Vec<Option<Slot<V>>>,
    used: usize,
    most: usize,
    /// Nothing is older.
    oldest: Time,
    /// Drawn by chance, and no reader knows it: by this it is decided which numbers come to lie together, since whoever
    /// sends readings can choose numbers.
    secret: u64,
}

#[derive(Clone, Copy)]
struct Slot<V> {
    key: NonZeroU64,
    at: Time,
    value: V,
}

impl<V: Copy> Table<V> {
    fn new(most: usize) -> Self {
        Self { slots: Vec::new(), used: 0, most, oldest: Time::FAR, secret: RandomState::new().hash_one(most) }
    }

    /// Where a number stands, or would.
    fn place(&self, key: NonZeroU64) -> usize {
        let Some(last) = self.slots.len().checked_sub(1) else { return 0 };
        let mut place = pair(key.get(), self.secret) as usize & last;
        while self.slots[place].is_some_and(|slot| slot.key != key) {
            place = (place + 1) & last;
        }
        place
    }

    fn get(&self, key: u64) -> Option<&Slot<V>> {
        self.slots.get(self.place(number(key)))?.as_ref()
    }

    fn get_mut(&mut self, key: u64) -> Option<&mut Slot<V>> {
        let place = self.place(number(key));
        self.slots.get_mut(place)?.as_mut()
    }

    /// What is known of a number; if nothing is, what is given, of now.
    fn get_or_insert(&mut self, key: u64, now: Time, value: V, is_over: impl Fn(&Slot<V>) -> bool) -> &mut Slot<V> {
        let key = number(key);
        let mut place = self.place(key);
        if self.slots.get(place).is_none_or(Option::is_none) {
            if self.used >= self.most || self.used >= self.slots.len() / 8 * 5 {
                self.make_room(now, is_over);
                place = self.place(key);
            }
            self.used += 1;
        }
        self.oldest = self.oldest.min(now);
        self.slots[place].get_or_insert(Slot { key, at: now, value })
    }

    /// Lets go what is over, if the oldest has been for a while.
    fn forget(&mut self, now: Time, kept: i64, is_over: impl Fn(&Slot<V>) -> bool) {
        // So that not all is gone through each time for the sake of a little.
        let while_over = kept / 32;
        if self.used > 0 && !near(self.oldest, now, kept + while_over) {
            self.make_room(now, is_over);
        }
    }

    fn make_room(&mut self, now: Time, is_over: impl Fn(&Slot<V>) -> bool) {
        const FEWEST: usize = 16;
        let mut stay: Vec<Slot<V>> = self.slots.iter().flatten().filter(|slot| !is_over(slot)).copied().collect();
        let enough = self.most - self.most.div_ceil(4);
        if self.used >= self.most && stay.len() > enough {
            stay.select_nth_unstable_by_key(enough, |slot| (slot.at.millis() - now.millis()).abs());
            stay.truncate(enough);
        }
        self.used = stay.len();
        self.oldest = stay.iter().map(|slot| slot.at).min().unwrap_or(Time::FAR);
        let room = (2 * (self.used + 1)).next_power_of_two().max(FEWEST);
        // In the same memory, where that is enough.
        self.slots.clear();
        self.slots.shrink_to(room);
        self.slots.resize(room, None);
        for slot in stay {
            let place = self.place(slot.key);
            self.slots[place] = Some(slot);
        }
    }
}

/// Zero is no number by which anything is known; that it shares what is known with another does no harm.
fn number(key: u64) -> NonZeroU64 {
    NonZeroU64::new(key).unwrap_or(NonZeroU64::MIN)
}

/// What happened lately. It is not known any more after a fixed time or, when there is too much of it, the oldest first;
/// it is out of memory when [`Recent::forget`] has been called a little later.
pub(crate) struct Recent<V> {
    kept: i64,
    known: Table<V>,
}

impl<V: Copy> Recent<V> {
    /// Keeps what happened for so many milliseconds, and of the newest at least three quarters of `most`.
    pub(crate) fn new(kept: i64, most: usize) -> Self {
        Self { kept, known: Table::new(most) }
    }

    /// What is known of `key`, if it is not too old. A time that lies ahead by no more than the
    /// time kept is as near as one that lies behind: clocks are set back, and readings overtake
    /// each other.
    pub(crate) fn get(&self, key: u64, now: Time) -> Option<V> {
        self.known.get(key).filter(|slot| near(slot.at, now, self.kept)).map(|slot| slot.value)
    }

    /// The same, to be changed. It is forgotten when it would have been.
    pub(crate) fn get_mut(&mut self, key: u64, now: Time) -> Option<&mut V> {
        let kept = self.kept;
        self.known.get_mut(key).filter(|slot| near(slot.at, now, kept)).map(|slot| &mut slot.value)
    }

    pub(crate) fn insert(&mut self, key: u64, value: V, now: Time) {
        let kept = self.kept;
        let slot = self.known.get_or_insert(key, now, value, |slot| !near(slot.at, now, kept));
        (slot.at, slot.value) = (now, value);
    }

    /// Takes what is too old out of memory. To be called from time to time.
    pub(crate) fn forget(&mut self, now: Time) {
        let kept = self.kept;
        self.known.forget(now, kept, |slot| !near(slot.at, now, kept));
    }

    pub(crate) fn remove(&mut self, key: u64) {
        if let Some(slot) = self.known.get_mut(key) {
            // As if it had happened at no time that is near.
            slot.at = Time::FAR;
        }
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.known.used
    }
}

fn near(at: Time, now: Time, kept: i64) -> bool {
    (now.millis() - at.millis()).abs() <= kept
}

/// Token buckets of one size: each holds so many tokens when full and fills up steadily.
///
/// Levels are counted in what drips in a millisecond, so that they are whole numbers and add up
/// exactly. A bucket that was not touched for as long as it takes to fill is full, and need not be
/// kept.
pub(crate) struct Buckets {
    /// The level of a full bucket.
    full: i64,
    /// What one reading takes out.
    each: i64,
    /// What comes in each millisecond.
    drip: i64,
    levels: Table<i64>,
}

impl Buckets {
    /// Buckets of `burst` tokens into which `refill` come in every `period` of milliseconds; so many of them at the most.
    pub(crate) fn new(burst: u32, refill: u32, period: i64, most: usize) -> Self {
        Self { full: i64::from(burst) * period, each: period, drip: i64::from(refill), levels: Table::new(most) }
    }

    /// Takes a token if there is one.
    pub(crate) fn take(&mut self, key: u64, now: Time) -> bool {
        self.draw(key, now, false)
    }

    /// Takes a token if there is one; if there is none, what has dripped in is lost, so that nothing
    /// comes through before the one who asks slows down.
    pub(crate) fn take_or_spill(&mut self, key: u64, now: Time) -> bool {
        self.draw(key, now, true)
    }

    fn draw(&mut self, key: u64, now: Time, spills: bool) -> bool {
        let each = self.each;
        let level = self.filled(key, now);
        let enough = *level >= each;
        if enough {
            *level -= each;
        } else if spills {
            *level = 0;
        }
        enough
    }

    /// Puts back a token that was taken in vain.
    pub(crate) fn put_back(&mut self, key: u64) {
        let (each, full) = (self.each, self.full);
        if let Some(slot) = self.levels.get_mut(key) {
            slot.value = full.min(slot.value + each);
        }
    }

    /// Takes buckets that are full again out of memory. To be called from time to time.
    pub(crate) fn forget(&mut self, now: Time) {
        let fills = self.fills();
        self.levels.forget(now, fills, |slot| now.millis() - slot.at.millis() >= fills);
    }

    /// So many milliseconds after it was last touched any bucket is full.
    fn fills(&self) -> i64 {
        self.full / self.drip.max(1) + 1
    }

    /// The level of a bucket at this moment.
    fn filled(&mut self, key: u64, now: Time) -> &mut i64 {
        let (full, drip, fills) = (self.full, self.drip, self.fills());
        let slot = self.levels.get_or_insert(key, now, full, |slot| now.millis() - slot.at.millis() >= fills);
        let passed = now.millis() - slot.at.millis();
        if passed > 0 {
            slot.value = full.min(slot.value.saturating_add(passed.saturating_mul(drip)));
            slot.at = now;
        } else if -passed > Time::MINUTE {
            // The clock was set back: what was taken stays taken, and time runs on from here.
            slot.at = now;
        }
        &mut slot.value
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.levels.used
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn of_each_number_is_known_what_was_last_said_of_it_and_the_newest_are_sure_to_stay(
            most in 4_usize..600,
            said in prop::collection::vec((1_u64..400, any::<u8>()), 0..1_500),
        ) {
            let (mut table, mut known) = (Table::new(most), HashMap::new());
            for (when, (key, value)) in said.into_iter().enumerate() {
                let now = at(when as i64);
                let grows = table.used < most;
                let slot = table.get_or_insert(key, now, value, |_| false);
                (slot.at, slot.value) = (now, value);
                known.insert(key, (now, value));
                prop_assert!(table.used <= most && table.slots.iter().flatten().count() == table.used);
                prop_assert!(!grows || table.used == known.len() || known.len() > most, "none goes while there is room");
            }
            let mut newest: Vec<_> = known.into_iter().collect();
            newest.sort_unstable_by_key(|(_, (now, _))| std::cmp::Reverse(*now));
            for (place, (key, (now, value))) in newest.into_iter().enumerate() {
                match table.get(key) {
                    Some(slot) => prop_assert_eq!((slot.at, slot.value), (now, value)),
                    None => prop_assert!(place >= most - most.div_ceil(4), "{} of {} was forgotten", place, most),
                }
            }
        }
    }

    fn at(millis: i64) -> Time {
        Time::from_millis(1_700_000_000_000 + millis)
    }

    #[test]
    fn what_happened_is_forgotten_in_time_and_the_oldest_first() {
        let mut recent = Recent::new(100, 3);
        recent.insert(1, 'b', at(0));
        *recent.get_mut(1, at(100)).unwrap() = 'a';
        assert_eq!(recent.get(1, at(100)), Some('a'));
        assert_eq!((recent.get(1, at(101)), recent.get_mut(1, at(101))), (None, None));
        for key in 2..10 {
            recent.insert(key, 'b', at(key as i64));
            assert!(recent.len() <= 3);
        }
        assert_eq!((recent.get(6, at(10)), recent.get(8, at(10)), recent.get(9, at(10))), (None, Some('b'), Some('b')));
        recent.insert(9, 'c', at(60));
        recent.insert(10, 'd', at(111));
        assert_eq!(recent.get(9, at(111)), Some('c'));
        recent.remove(9);
        assert_eq!(recent.get(9, at(111)), None);
        recent.insert(9, 'd', at(112));
        assert_eq!(recent.get(9, at(112)), Some('d'));
    }

    #[test]
    fn what_is_over_goes_out_of_memory_though_nothing_more_comes() {
        let (mut recent, mut buckets) = (Recent::new(3_200, 1_000), Buckets::new(2, 1, 1_600, 1_000));
        for key in 0..100 {
            recent.insert(key, 'a', at(0));
            buckets.take(key, at(0));
        }
        recent.insert(7, 'b', at(3_000));
        let mut lengths = |now| {
            recent.forget(at(now));
            buckets.forget(at(now));
            (recent.len(), buckets.len())
        };
        // Nought and one are the same.
        assert_eq!(lengths(3_200), (99, 99));
        assert_eq!(lengths(3_400), (1, 0));
        assert_eq!(recent.get(7, at(3_400)), Some('b'));
    }

    #[test]
    fn however_little_may_be_remembered_what_came_last_is() {
        for most in 1..5 {
            let mut recent = Recent::new(100, most);
            for key in 1..100 {
                recent.insert(key, key, at(key as i64));
                assert_eq!(recent.get(key, at(key as i64)), Some(key));
                assert!(recent.len() <= most);
            }
        }
    }

    #[test]
    fn a_clock_set_back_locks_nothing_in() {
        let mut recent = Recent::new(100, 8);
        recent.insert(1, 'a', at(1_000_000));
        recent.insert(2, 'b', at(0));
        assert_eq!((recent.get(1, at(0)), recent.get(2, at(0))), (None, Some('b')));
        let mut buckets = Buckets::new(2, 1, 10, 8);
        let later = at(1_000_000_000);
        assert!(buckets.take(1, later) && buckets.take(1, later) && !buckets.take(1, later));
        assert!(!buckets.take(1, at(10)) && buckets.take(1, at(20)) && buckets.take(1, at(30)), "what was taken stays taken, and time runs on");
    }

    #[test]
    fn a_bucket_gives_its_burst_and_then_what_drips_in() {
        let mut buckets = Buckets::new(3, 1, 1_000, 100);
        let taken = (0..=10_000).filter(|&millis| buckets.take(1, at(millis))).count();
        assert_eq!(taken, 3 + 10);
        assert!(buckets.take(2, at(10_000)));
    }

    #[test]
    fn a_bucket_that_spills_gives_nothing_before_calm() {
        let mut buckets = Buckets::new(3, 1, 1_000, 100);
        let taken = (0..=100_000).step_by(100).filter(|&millis| buckets.take_or_spill(1, at(millis))).count();
        assert_eq!(taken, 3);
        assert!(!buckets.take_or_spill(1, at(100_999)));
        assert!(buckets.take_or_spill(1, at(101_999)));
    }

    #[test]
    fn old_buckets_are_dropped_when_they_are_full_again_and_not_before() {
        let mut buckets = Buckets::new(10, 1, 1_000, 1 << 20);
        for _ in 0..10 {
            assert!(buckets.take(1, at(0)));
        }
        assert!(!buckets.take(1, at(999)));
        for key in 2..5_000u64 {
            let now = at(key as i64 * 20);
            buckets.take(key, now);
            if key < 50 {
                assert!(!buckets.take(1, now));
            }
        }
        assert!(buckets.len() < 1_100, "{}", buckets.len());
        let mut few = Buckets::new(10, 1, 1_000, 100);
        for key in 0..10_000 {
            few.take(key, at(0));
        }
        assert!(few.len() <= 100, "{}", few.len());
    }

    #[test]
    fn a_token_taken_in_vain_is_put_back() {
        let mut buckets = Buckets::new(1, 1, 1_000, 10);
        assert!(buckets.take(1, at(0)) && !buckets.take(1, at(0)));
        buckets.put_back(1);
        assert!(buckets.take(1, at(0)));
    }
}
