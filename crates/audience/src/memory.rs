use std::collections::{HashMap, VecDeque};

use model::Time;

/// What happened lately, forgotten after a fixed time or, when there is too much of it, the oldest
/// first.
pub(crate) struct Recent<V> {
    kept: i64,
    most: usize,
    known: HashMap<u64, (Time, V)>,
    order: VecDeque<(Time, u64)>,
}

impl<V: Copy> Recent<V> {
    pub(crate) fn new(kept: i64, most: usize) -> Self {
        Self { kept, most, known: HashMap::new(), order: VecDeque::new() }
    }

    /// What is known of `key`, if it is not too old. A time that lies ahead by no more than the
    /// time kept is as near as one that lies behind: clocks are set back, and readings overtake
    /// each other.
    pub(crate) fn get(&self, key: u64, now: Time) -> Option<V> {
        self.known.get(&key).filter(|(at, _)| near(*at, now, self.kept)).map(|(_, value)| *value)
    }

    /// The same, to be changed. It is forgotten when it would have been.
    pub(crate) fn get_mut(&mut self, key: u64, now: Time) -> Option<&mut V> {
        let kept = self.kept;
        self.known.get_mut(&key).filter(|(at, _)| near(*at, now, kept)).map(|(_, value)| value)
    }

    pub(crate) fn insert(&mut self, key: u64, value: V, now: Time) {
        while let Some(&(at, oldest)) = self.order.front() {
            if near(at, now, self.kept) && self.order.len() < self.most {
                break;
            }
            self.order.pop_front();
            if self.known.get(&oldest).is_some_and(|(known, _)| *known == at) {
                self.known.remove(&oldest);
            }
        }
        self.known.insert(key, (now, value));
        self.order.push_back((now, key));
    }

    pub(crate) fn remove(&mut self, key: u64) {
        self.known.remove(&key);
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.order.len().max(self.known.len())
    }
}

fn near(at: Time, now: Time, kept: i64) -> bool {
    (now.millis() - at.millis()).abs() <= kept
}

/// Token buckets of one size: each holds so many tokens when full and fills up steadily.
///
/// Levels are counted in what drips in a millisecond, so that they are whole numbers and add up
/// exactly. A bucket that was not touched for as long as it takes to fill is full, and need not be
/// kept: buckets live in two generations, and the older one is dropped whole.
pub(crate) struct Buckets {
    /// The level of a full bucket.
    full: i64,
    /// What one reading takes out.
    each: i64,
    /// What comes in each millisecond.
    drip: i64,
    most: usize,
    began: Time,
    young: HashMap<u64, Bucket>,
    old: HashMap<u64, Bucket>,
}

#[derive(Clone, Copy)]
struct Bucket {
    level: i64,
    at: Time,
}

impl Buckets {
    /// Buckets of `burst` tokens into which `refill` come in every `period` of milliseconds.
    pub(crate) fn new(burst: u32, refill: u32, period: i64, most: usize) -> Self {
        Self {
            full: i64::from(burst) * period,
            each: period,
            drip: i64::from(refill),
            most,
            began: Time::from_millis(0),
            young: HashMap::new(),
            old: HashMap::new(),
        }
    }

    /// Takes a token if there is one.
    pub(crate) fn take(&mut self, key: u64, now: Time) -> bool {
        let each = self.each;
        let bucket = self.filled(key, now);
        let enough = bucket.level >= each;
        if enough {
            bucket.level -= each;
        }
        enough
    }

    /// Takes a token if there is one; if there is none, what has dripped in is lost, so that nothing
    /// comes through before the one who asks slows down.
    pub(crate) fn take_or_spill(&mut self, key: u64, now: Time) -> bool {
        let taken = self.take(key, now);
        if !taken {
            self.filled(key, now).level = 0;
        }
        taken
    }

    /// Puts back a token that was taken in vain.
    pub(crate) fn put_back(&mut self, key: u64) {
        let (each, full) = (self.each, self.full);
        let bucket = match self.young.get_mut(&key) {
            Some(bucket) => Some(bucket),
            None => self.old.get_mut(&key),
        };
        if let Some(bucket) = bucket {
            bucket.level = full.min(bucket.level + each);
        }
    }

    fn filled(&mut self, key: u64, now: Time) -> &mut Bucket {
        self.turn(now);
        let (full, drip) = (self.full, self.drip);
        let before = self.old.remove(&key);
        let bucket = self.young.entry(key).or_insert(before.unwrap_or(Bucket { level: full, at: now }));
        let passed = now.millis() - bucket.at.millis();
        if passed > 0 {
            bucket.level = full.min(bucket.level.saturating_add(passed.saturating_mul(drip)));
            bucket.at = now;
        } else if -passed > Time::MINUTE {
            // The clock was set back: what was taken stays taken, and time runs on from here.
            bucket.at = now;
        }
        bucket
    }

    /// Begins a new generation once every bucket of the old one must have filled up, or when there
    /// are too many.
    fn turn(&mut self, now: Time) {
        let fills = self.full / self.drip.max(1) + 1;
        let age = now.millis() - self.began.millis();
        if (-fills..fills).contains(&age) && self.young.len() < self.most / 2 {
            return;
        }
        std::mem::swap(&mut self.young, &mut self.old);
        if age.abs() >= 2 * fills {
            self.old = HashMap::new();
        }
        self.young = HashMap::new();
        self.began = now;
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.young.len() + self.old.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            recent.insert(key, 'b', at(10));
        }
        assert_eq!(recent.len(), 3);
        assert_eq!((recent.get(6, at(10)), recent.get(9, at(10))), (None, Some('b')));
        recent.insert(9, 'c', at(60));
        recent.insert(10, 'd', at(111));
        assert_eq!(recent.get(9, at(111)), Some('c'));
    }

    #[test]
    fn a_clock_set_back_locks_nothing_in() {
        let mut recent = Recent::new(100, 8);
        recent.insert(1, 'a', at(1_000_000));
        recent.insert(2, 'b', at(0));
        assert_eq!((recent.get(1, at(0)), recent.len()), (None, 1));
        let mut buckets = Buckets::new(2, 1, 10, 8);
        assert!(buckets.take(1, at(1_000_000_000)) && buckets.take(1, at(1_000_000_000)) && !buckets.take(1, at(1_000_000_000)));
        assert!(buckets.take(1, at(10)) && buckets.take(1, at(20)) && buckets.take(1, at(30)));
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
            assert!(buckets.take(0, at(0)));
        }
        assert!(!buckets.take(0, at(999)));
        for key in 1..5_000u64 {
            let now = at(key as i64 * 20);
            buckets.take(key, now);
            if key < 50 {
                assert!(!buckets.take(0, now));
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
