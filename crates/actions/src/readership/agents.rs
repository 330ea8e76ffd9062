//! Which user agents have been looked up in the lists of robots.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

/// The most that are remembered; beyond, all are looked up anew.
const MOST: usize = 8_192;

/// Verdicts by a keyed hash of the user agent. Readers have few different ones.
#[derive(Debug, Default)]
pub(super) struct Agents {
    state: RandomState,
    known: HashMap<u64, bool>,
}

impl Agents {
    pub fn is_robot(&self, agent: &str) -> Option<bool> {
        self.known.get(&self.state.hash_one(agent)).copied()
    }

    pub fn note(&mut self, agent: &str, robot: bool) {
        if self.known.len() >= MOST {
            self.known.clear();
        }
        self.known.insert(self.state.hash_one(agent), robot);
    }
}
