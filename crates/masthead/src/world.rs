use std::time::{SystemTime, UNIX_EPOCH};

use model::{Time, World};

/// The machine's clock and generator.
#[derive(Debug)]
pub struct Machine;

impl World for Machine {
    #[expect(clippy::disallowed_methods, reason = "this is where everybody else gets the hour from")]
    fn now(&self) -> Time {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Time::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    #[expect(clippy::expect_used, reason = "without chance no id and no key is safe, and nothing may go on")]
    fn random(&self) -> u64 {
        getrandom::u64().expect("the system gives random numbers")
    }
}
