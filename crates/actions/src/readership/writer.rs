//! The one thread that keeps what was counted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use audience::{Reading, pack_refusals, pack_views};
use model::ArticleId;
use store::{Batch, StoreError};

use super::books::{self, Refused};
use super::{Answer, Room, Shared, Then};
use crate::Newsroom;

/// Views gather for so long before they are kept together.
const GATHER: Duration = Duration::from_millis(4);
/// Refused readings wait at most so long for a batch to go with.
const PULSE: Duration = Duration::from_secs(1);
/// Batches are folded this often.
const FOLD: Duration = Duration::from_secs(60);
/// The most readings of one batch.
const MOST_AT_ONCE: usize = 4096;

pub(super) enum Job {
    Keep(Pending),
    KeepHouse(mpsc::SyncSender<()>),
    Stop,
}

/// A reading that waits to be kept and answered.
pub(super) struct Pending {
    pub reading: Reading<'static>,
    pub minute: i64,
    /// Whether it is to be counted, or only waits for the one that was.
    pub counts: bool,
    pub then: Then,
}

pub(super) struct Writer {
    newsroom: Newsroom,
    shared: Arc<Shared>,
    queue: mpsc::Receiver<Job>,
    node: i64,
    number: i64,
    stopping: bool,
}

impl Writer {
    pub fn new(newsroom: Newsroom, shared: Arc<Shared>, queue: mpsc::Receiver<Job>) -> Self {
        let node = (newsroom.world.random() >> 1) as i64;
        Self { newsroom, shared, queue, node, number: 0, stopping: false }
    }

    pub fn run(mut self) {
        let mut folded = pace();
        let mut pulse = pace();
        loop {
            let mut batch = Vec::new();
            let mut after = match self.queue.recv_timeout(PULSE) {
                Ok(Job::Keep(pending)) => {
                    batch.push(pending);
                    self.gather(&mut batch)
                }
                Ok(other) => Some(other),
                Err(mpsc::RecvTimeoutError::Timeout) => None,
                Err(mpsc::RecvTimeoutError::Disconnected) => Some(Job::Stop),
            };
            self.keep(batch);
            if pulse.elapsed() >= PULSE {
                pulse = pace();
                let fold = folded.elapsed() >= FOLD;
                if fold {
                    folded = pace();
                }
                self.keep_house(fold);
            }
            match after.take() {
                Some(Job::Stop) => self.stopping = true,
                Some(Job::KeepHouse(done)) => {
                    self.keep_house(true);
                    let _ = done.send(());
                }
                Some(Job::Keep(_)) | None => {}
            }
            if self.stopping {
                self.keep_house(true);
                return;
            }
        }
    }

    /// Collects what comes within some milliseconds; ends early, with it, at a job of another kind.
    fn gather(&self, batch: &mut Vec<Pending>) -> Option<Job> {
        let until = pace() + GATHER;
        while batch.len() < MOST_AT_ONCE {
            let left = until.saturating_duration_since(pace());
            match self.queue.recv_timeout(left) {
                Ok(Job::Keep(pending)) => batch.push(pending),
                Ok(other) => return Some(other),
                Err(_) => return None,
            }
        }
        None
    }

    /// Keeps a batch, then counts it in the lists, then answers.
    fn keep(&mut self, batch: Vec<Pending>) {
        let refused = std::mem::take(&mut self.shared.room().refused);
        if batch.is_empty() && refused.is_empty() {
            return;
        }
        let mut views: BTreeMap<i64, BTreeMap<ArticleId, u32>> = BTreeMap::new();
        for pending in batch.iter().filter(|pending| pending.counts) {
            *views.entry(pending.minute).or_default().entry(pending.reading.article).or_default() += 1;
        }
        match self.append(&views, &refused) {
            Ok(()) => {
                self.count(&views);
                for pending in batch {
                    (pending.then)(Answer::Counted);
                }
            }
            Err(error) => self.give_up(batch, refused, &error),
        }
    }

    /// Adds what is on disk to the lists and the running counts.
    fn count(&self, views: &BTreeMap<i64, BTreeMap<ArticleId, u32>>) {
        if views.is_empty() {
            return;
        }
        let all: u64 = views.values().flat_map(BTreeMap::values).map(|count| u64::from(*count)).sum();
        self.shared.told.counted.fetch_add(all, Ordering::Relaxed);
        let mut room = self.shared.room();
        let Room { lists, running, .. } = &mut *room;
        for (minute, of_minute) in views {
            for (article, count) in of_minute {
                lists.count(*article, *minute, *count);
                running.set(*article, lists.tally().views(*article));
            }
        }
        self.shared.note_counted();
    }

    fn append(&mut self, views: &BTreeMap<i64, BTreeMap<ArticleId, u32>>, refused: &Refused) -> Result<(), StoreError> {
        let refused = refused.sorted();
        let minutes: BTreeSet<i64> = views.keys().chain(refused.keys()).copied().collect();
        let mut batches = Vec::with_capacity(minutes.len());
        for minute in minutes {
            self.number += 1;
            let of_minute: Vec<_> = views.get(&minute).into_iter().flatten().map(|(article, count)| (*article, *count)).collect();
            batches.push(Batch {
                node: self.node,
                number: self.number,
                minute,
                views: pack_views(&of_minute),
                refusals: pack_refusals(refused.get(&minute).map_or(&[], Vec::as_slice)),
            });
        }
        if batches.is_empty() {
            return Ok(());
        }
        self.newsroom.store.write_counts(|session| batches.iter().try_for_each(|batch| session.append_batch(batch)))
    }

    /// Nothing of this batch is on disk. Whoever waits behind it may wait for one of its readings,
    /// so all are told that it cannot be done now, and each counts when it is sent again.
    fn give_up(&mut self, mut batch: Vec<Pending>, refused: Refused, error: &StoreError) {
        tracing::error!(%error, readings = batch.len(), "readings could not be kept");
        let mut room = self.shared.room();
        while let Ok(job) = self.queue.try_recv() {
            match job {
                Job::Keep(pending) => batch.push(pending),
                Job::KeepHouse(done) => drop(done.send(())),
                Job::Stop => self.stopping = true,
            }
        }
        for pending in batch.iter().filter(|pending| pending.counts) {
            room.gate.take_back(&pending.reading);
        }
        room.refused.put_back(refused);
        drop(room);
        self.shared.told.unavailable.fetch_add(batch.len() as u64, Ordering::Relaxed);
        for pending in batch {
            (pending.then)(Answer::Unavailable);
        }
    }

    fn keep_house(&self, fold: bool) {
        let house = || -> Result<(), StoreError> {
            self.shared.set_secrets(books::renew_secrets(&self.newsroom)?);
            if fold {
                books::fold(&self.newsroom)?;
            }
            let now = self.newsroom.world.now();
            let lacks = {
                let mut room = self.shared.room();
                if room.lists.advance(now) {
                    self.shared.note_counted();
                }
                room.lists.lacks_hours()
            };
            if lacks {
                let tally = books::load(&self.newsroom)?;
                let mut room = self.shared.room();
                let Room { lists, running, .. } = &mut *room;
                lists.reload(tally, now);
                running.set_all(|article| lists.tally().views(article));
                self.shared.note_counted();
            }
            Ok(())
        };
        if let Err(error) = house() {
            tracing::error!(%error, "counts could not be folded");
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "how long the thread waits for others is real time; what it keeps has the hour of the world")]
fn pace() -> Instant {
    Instant::now()
}
