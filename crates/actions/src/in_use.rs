//! What is remembered as long as somebody asks for it.

use std::collections::HashMap;
use std::hash::Hash;

/// A map of bounded size that forgets what nobody has asked for lately.
///
/// It has two halves. What is put in or asked for stands in the younger one; when that is full the older one is
/// forgotten whole, and the younger takes its place. So as many as a half holds that are in use are sure to stay, however
/// much comes that is used once.
#[derive(Debug)]
pub struct InUse<K, V> {
    half: usize,
    young: HashMap<K, V>,
    old: HashMap<K, V>,
}

impl<K: Copy + Eq + Hash, V> InUse<K, V> {
    /// Is sure to hold so many entries that are in use, and holds at the most twice as many.
    pub fn new(half: usize) -> Self {
        Self { half, young: HashMap::new(), old: HashMap::new() }
    }

    /// What is remembered of a key, which from now on is in use.
    pub fn get(&mut self, key: K) -> Option<&mut V> {
        if let Some(value) = self.old.remove(&key) {
            self.insert(key, value);
        }
        self.young.get_mut(&key)
    }

    /// Remembers something of a key, in place of what was remembered before.
    pub fn insert(&mut self, key: K, value: V) {
        self.old.remove(&key);
        if self.young.len() >= self.half && !self.young.contains_key(&key) {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, value);
    }

    /// Forgets a key.
    pub fn remove(&mut self, key: K) {
        self.young.remove(&key);
        self.old.remove(&key);
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.young.clear();
        self.old.clear();
    }

    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.young.is_empty() && self.old.is_empty()
    }

    /// Everything that is remembered, in no order.
    #[cfg(test)]
    fn values(&self) -> impl Iterator<Item = &V> {
        self.young.values().chain(self.old.values())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_in_use_stays_however_much_comes_that_is_used_once() {
        let mut known = InUse::new(5);
        known.insert(0, "in use");
        for once in 1..1_000 {
            known.insert(once, "once");
            assert_eq!(known.get(0).copied(), Some("in use"), "after {once}");
        }
        assert_eq!(known.get(1), None);
    }

    proptest! {
        #[test]
        fn it_holds_what_was_used_last_and_never_more_than_it_may_nor_what_was_replaced(half in 1_usize..5, steps in prop::collection::vec((0_u8..3, 0_u8..12), 0..200)) {
            let mut known = InUse::new(half);
            let mut newest = HashMap::new();
            // No more than are sure to be held.
            let mut used: Vec<u8> = Vec::new();
            for (number, (what, key)) in steps.into_iter().enumerate() {
                let before = used.clone();
                used.retain(|other| *other != key);
                match what {
                    0 => {
                        used.push(key);
                        known.insert(key, number);
                        newest.insert(key, number);
                        prop_assert_eq!(known.get(key).copied(), Some(number));
                    }
                    1 => {
                        known.remove(key);
                        newest.remove(&key);
                    }
                    _ => if let Some(value) = known.get(key).copied() {
                        prop_assert_eq!(Some(&value), newest.get(&key));
                        used.push(key);
                    } else {
                        prop_assert!(!before.contains(&key), "{} was used lately", key);
                    },
                }
                used.drain(..used.len().saturating_sub(half));
                let mut held: Vec<usize> = known.values().copied().collect();
                held.sort_unstable();
                prop_assert!(held.len() <= 2 * half && held.is_empty() == known.is_empty());
                prop_assert!(used.iter().all(|key| held.binary_search(&newest[key]).is_ok()));
            }
        }
    }
}
