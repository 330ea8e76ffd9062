//! A clock that can be set, so that a month of work can be done in an afternoon.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use model::{Time, World};

/// A world whose hour is set by hand and whose chance is another world's.
pub(crate) struct SetClock {
    chance: Arc<dyn World>,
    millis: AtomicI64,
}

impl SetClock {
    pub fn new(chance: Arc<dyn World>, at: Time) -> Self {
        Self { chance, millis: AtomicI64::new(at.millis()) }
    }

    pub fn set(&self, at: Time) {
        self.millis.store(at.millis(), Ordering::Relaxed);
    }
}

impl World for SetClock {
    fn now(&self) -> Time {
        Time::from_millis(self.millis.load(Ordering::Relaxed))
    }

    fn random(&self) -> u64 {
        self.chance.random()
    }
}
