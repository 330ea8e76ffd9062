use std::sync::Mutex;

use model::{Time, World};

/// A world whose hour is moved by the test and whose chance is the same each time.
#[derive(Debug)]
pub struct TestWorld {
    state: Mutex<(Time, u64)>,
}

impl Default for TestWorld {
    /// 2026-11-24, nine in the morning in Seoul.
    fn default() -> Self {
        Self::at("2026-11-24T00:00:00Z")
    }
}

impl TestWorld {
    /// A world at this hour, in RFC 3339.
    pub fn at(hour: &str) -> Self {
        Self { state: Mutex::new((Time::parse(hour).expect("an hour in RFC 3339"), 0x9e37_79b9_7f4a_7c15)) }
    }

    /// Moves the clock on by so many milliseconds, or back.
    pub fn pass(&self, millis: i64) {
        let mut state = self.state.lock().expect("no test panics while it holds the clock");
        state.0 = state.0.plus(millis);
    }

    /// Sets the clock.
    pub fn set(&self, time: Time) {
        self.state.lock().expect("no test panics while it holds the clock").0 = time;
    }
}

impl World for TestWorld {
    fn now(&self) -> Time {
        self.state.lock().expect("no test panics while it holds the clock").0
    }

    /// SplitMix64 (Steele, Lea and Flood, 2014).
    fn random(&self) -> u64 {
        let mut state = self.state.lock().expect("no test panics while it holds the clock");
        state.1 = state.1.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state.1;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
