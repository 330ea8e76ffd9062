use std::collections::HashMap;

use model::Time;

/// How many comments an address may send in [`Limits::WINDOW`].
pub(crate) const COMMENTS: usize = 6;

/// Who sent how much lately, by a hash that is gone with the day's salt.
#[derive(Debug, Default)]
pub struct Limits {
    sent: HashMap<u64, Vec<Time>>,
}

impl Limits {
    /// The stretch of time that is looked at: ten minutes.
    pub(crate) const WINDOW: i64 = 10 * Time::MINUTE;
    /// The most senders that are remembered; beyond, those who were silent longest go.
    const MOST: usize = 50_000;

    /// Whether the sender may send once more.
    pub(crate) fn has_room(&mut self, sender: u64, most: usize, now: Time) -> bool {
        let since = now.plus(-Self::WINDOW);
        self.sent.get_mut(&sender).is_none_or(|times| {
            times.retain(|time| *time > since && *time <= now);
            times.len() < most
        })
    }

    /// Notes that the sender has sent something.
    pub(crate) fn note(&mut self, sender: u64, now: Time) {
        let since = now.plus(-Self::WINDOW);
        if self.sent.len() >= Self::MOST {
            self.sent.retain(|_, times| times.last().is_some_and(|last| *last > since));
            if self.sent.len() >= Self::MOST {
                self.sent.clear();
            }
        }
        self.sent.entry(sender).or_default().push(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_of_many_waits_and_others_do_not() {
        let mut limits = Limits::default();
        let now = Time::from_millis(1_000_000_000);
        for _ in 0..COMMENTS {
            assert!(limits.has_room(1, COMMENTS, now));
            limits.note(1, now);
        }
        assert!(!limits.has_room(1, COMMENTS, now));
        assert!(limits.has_room(2, COMMENTS, now));
        assert!(limits.has_room(1, COMMENTS, now.plus(Limits::WINDOW)));
    }
}
