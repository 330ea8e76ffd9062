//! The hour of the machine, for measuring how long things take.

use std::time::Instant;

#[expect(clippy::disallowed_methods, reason = "a measurement is of this machine's own time, which no test needs to move")]
pub fn now() -> Instant {
    Instant::now()
}
