//! Counts that go on while a page that shows them is kept.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use model::ArticleId;

/// The counts that somebody looks at.
#[derive(Debug, Default)]
pub(super) struct RunningCounts {
    counts: HashMap<ArticleId, Arc<AtomicU64>>,
    /// When so many are looked at, those are let go that nobody looks at any more.
    full: usize,
}

impl RunningCounts {
    /// An article's count, which is `views` now.
    pub fn of(&mut self, article: ArticleId, views: u64) -> Arc<AtomicU64> {
        if self.counts.len() >= self.full {
            self.counts.retain(|_, count| Arc::strong_count(count) > 1);
            self.full = (self.counts.len() * 2).max(1_024);
        }
        Arc::clone(self.counts.entry(article).or_insert_with(|| Arc::new(AtomicU64::new(views))))
    }

    /// An article has been read.
    pub fn set(&self, article: ArticleId, views: u64) {
        if let Some(count) = self.counts.get(&article) {
            count.store(views, Ordering::Release);
        }
    }

    /// Any article may have been.
    pub fn set_all(&self, views: impl Fn(ArticleId) -> u64) {
        for (article, count) in &self.counts {
            count.store(views(*article), Ordering::Release);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_goes_on_as_long_as_somebody_looks_at_it() {
        let mut counts = RunningCounts::default();
        let looked_at = counts.of(ArticleId::from_bits(7), 3);
        for bits in 100..5_000 {
            counts.of(ArticleId::from_bits(bits), 0);
        }
        counts.set(ArticleId::from_bits(7), 4);
        assert_eq!(looked_at.load(Ordering::Acquire), 4);
        assert!(counts.counts.len() < 2_100);
    }
}
