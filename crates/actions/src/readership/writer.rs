//! The one thread that keeps what was counted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use audience::{Gate, Reading, Trails, pack_depths, pack_refusals, pack_views};
use model::{ArticleId, Time};
use store::{Batch, StoreError};

use super::books::{self, ReadSoFar, Refused};
use super::{Answer, Room, Shared, Then};
use crate::Newsroom;

/// Readings gather for the first of these spells, in milliseconds, before they are kept together, and for one more as
/// long as several have come in the last, since a sync costs the same for one as for hundreds.
const SPELLS: [u64; 6] = [2, 10, 20, 20, 20, 20];
/// So many are several,
const SEVERAL: usize = 3;
/// and so many wait for no more.
const MANY: usize = 200;
/// Refused readings wait at most so long for a batch to go with.
const PULSE: Duration = Duration::from_secs(1);
/// What other nodes have counted is looked for this often.
const LISTEN: Duration = Duration::from_millis(400);
/// Who has not listened for so long, in milliseconds, may have missed batches that are there no more.
const DEAF: i64 = 45 * Time::SECOND;
/// Batches are folded this often.
const FOLD: Duration = Duration::from_secs(60);
/// The most readings of one batch.
const MOST_AT_ONCE: usize = 4096;

pub(super) enum Job {
    Keep(Pending),
    KeepHouse(mpsc::SyncSender<()>),
    Stop,
}

/// A reading, or its depth, that waits to be kept and answered.
pub(super) struct Pending {
    pub what: What,
    pub at: Time,
    /// Whether it is to be counted, or only waits for the one that was.
    pub counts: bool,
    pub then: Then,
}

pub(super) enum What {
    View(Reading<'static>),
    Depth { article: ArticleId, reference: [u8; 16], seconds: u32 },
}

impl Pending {
    /// What was not kept counts when it is sent again.
    pub fn take_back(&self, gate: &mut Gate) {
        match &self.what {
            _ if !self.counts => {}
            What::View(reading) => gate.take_back(reading),
            What::Depth { article, reference, .. } => gate.take_back_depth(*article, *reference, self.at),
        }
    }

    fn kept(self) -> (Then, Answer) {
        let answer = match self.what {
            What::Depth { .. } if !self.counts => Answer::Again,
            _ => Answer::Counted,
        };
        (self.then, answer)
    }
}

/// What was read of one article in one minute.
#[derive(Default)]
struct Read {
    views: u32,
    /// Seconds, report by report.
    depths: Vec<u32>,
}

type ReadByMinute = BTreeMap<i64, BTreeMap<ArticleId, Read>>;

fn add_up(batch: &[Pending]) -> ReadByMinute {
    let mut sums = ReadByMinute::new();
    for pending in batch.iter().filter(|pending| pending.counts) {
        let of_minute = sums.entry(pending.at.minute()).or_default();
        match pending.what {
            What::View(reading) => of_minute.entry(reading.article).or_default().views += 1,
            What::Depth { article, seconds, .. } => of_minute.entry(article).or_default().depths.push(seconds),
        }
    }
    sums
}

pub(super) struct Writer {
    newsroom: Newsroom,
    shared: Arc<Shared>,
    queue: mpsc::Receiver<Job>,
    node: i64,
    number: i64,
    /// What other nodes have counted, as far as it is in the lists, and when that was looked for.
    so_far: ReadSoFar,
    listened_at: Time,
    /// What those whose readings are kept here go on to read.
    trails: Trails,
    stopping: bool,
}

impl Writer {
    pub fn new(newsroom: Newsroom, shared: Arc<Shared>, queue: mpsc::Receiver<Job>, so_far: ReadSoFar) -> Self {
        let node = (newsroom.world.random() >> 1) as i64;
        let listened_at = newsroom.world.now();
        Self { newsroom, shared, queue, node, number: 0, so_far, listened_at, trails: Trails::new(), stopping: false }
    }

    pub fn run(mut self) {
        let mut folded = pace();
        let mut pulse = pace();
        let mut listened = pace();
        loop {
            let mut batch = Vec::new();
            let mut after = match self.queue.recv_timeout(LISTEN) {
                Ok(Job::Keep(pending)) => {
                    batch.push(pending);
                    self.gather(&mut batch)
                }
                Ok(other) => Some(other),
                Err(mpsc::RecvTimeoutError::Timeout) => None,
                Err(mpsc::RecvTimeoutError::Disconnected) => Some(Job::Stop),
            };
            self.keep(batch);
            if listened.elapsed() >= LISTEN {
                listened = pace();
                self.listen();
            }
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
                    self.listen();
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

    /// Collects what comes within some milliseconds; ends early, with it, at a job of another kind. It
    /// sleeps meanwhile: to be woken by each reading would cost more than all the rest.
    fn gather(&self, batch: &mut Vec<Pending>) -> Option<Job> {
        for spell in SPELLS {
            std::thread::sleep(Duration::from_millis(spell));
            let before = batch.len();
            while batch.len() < MOST_AT_ONCE {
                match self.queue.try_recv() {
                    Ok(Job::Keep(pending)) => batch.push(pending),
                    Ok(other) => return Some(other),
                    Err(_) => break,
                }
            }
            if batch.len() - before < SEVERAL || batch.len() >= MANY {
                break;
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
        let sums = add_up(&batch);
        match self.append(&sums, &refused) {
            Ok(()) => {
                let all: u64 = sums.values().flat_map(BTreeMap::values).map(|read| u64::from(read.views)).sum();
                self.shared.told.counted.fetch_add(all, Ordering::Relaxed);
                self.count(&sums);
                for pending in batch.iter().filter(|pending| pending.counts) {
                    if let What::View(reading) = &pending.what {
                        self.trails.note(reading.visitor, reading.article, pending.at);
                    }
                }
                self.shared.answer(batch.into_iter().map(Pending::kept).collect());
            }
            Err(error) => self.give_up(batch, refused, &error),
        }
    }

    /// Adds what is on disk to the lists and the running counts.
    fn count(&self, sums: &ReadByMinute) {
        if sums.is_empty() {
            return;
        }
        // Whoever is read for the first time in a while is made known to the lists before it is counted in them.
        let unknown = self.shared.room().lists.unknown(sums.values().flat_map(BTreeMap::keys).copied());
        if let Err(error) = self.shared.introduce(&self.newsroom.store, &unknown) {
            tracing::error!(%error, articles = unknown.len(), "articles that are read again could not be looked up; they stand in no list until the next reading");
        }
        let mut room = self.shared.room();
        let Room { lists, running, .. } = &mut *room;
        for (minute, of_minute) in sums {
            for (article, read) in of_minute {
                lists.count(*article, *minute, read.views);
                lists.deepen(*article, *minute, read.depths.iter().sum());
                running.set(*article, lists.tally().views(*article));
            }
        }
        self.shared.note_counted(room);
    }

    /// Takes in what other nodes have kept since the last time.
    fn listen(&mut self) {
        let now = self.newsroom.world.now();
        let heard = if (now.millis() - self.listened_at.millis()).abs() > DEAF { self.reload() } else { self.take_in_others() };
        match heard {
            Ok(()) => self.listened_at = now,
            Err(error) => tracing::error!(%error, "what other servers have counted could not be read"),
        }
    }

    fn take_in_others(&mut self) -> Result<(), StoreError> {
        let mut sums = ReadByMinute::new();
        let batches = books::batches_of_others(&self.newsroom, self.node, &self.so_far)?;
        for batch in &batches {
            let of_minute = sums.entry(batch.minute).or_default();
            for (article, views) in audience::unpack_views(&batch.views).map_err(books::damaged)? {
                of_minute.entry(article).or_default().views += views;
            }
            for (article, seconds) in books::depths(batch)? {
                of_minute.entry(article).or_default().depths.push(seconds);
            }
        }
        self.count(&sums);
        self.so_far.extend(batches.iter().map(|batch| (batch.node, batch.number)));
        Ok(())
    }

    /// Takes everything that is kept in place of what is in memory.
    fn reload(&mut self) -> Result<(), StoreError> {
        let (tally, so_far) = books::load(&self.newsroom)?;
        self.so_far = so_far;
        let unknown = {
            let mut room = self.shared.room();
            let Room { lists, running, .. } = &mut *room;
            lists.reload(tally, self.newsroom.world.now());
            running.set_all(|article| lists.tally().views(article));
            lists.unknown_readings()
        };
        self.shared.introduce(&self.newsroom.store, &unknown)?;
        self.shared.note_counted(self.shared.room());
        Ok(())
    }

    fn append(&mut self, sums: &ReadByMinute, refused: &Refused) -> Result<(), StoreError> {
        let refused = refused.sorted();
        let minutes: BTreeSet<i64> = sums.keys().chain(refused.keys()).copied().collect();
        let mut batches = Vec::with_capacity(minutes.len());
        for minute in minutes {
            self.number += 1;
            let of_minute = || sums.get(&minute).into_iter().flatten();
            let views: Vec<_> = of_minute().filter(|(_, read)| read.views > 0).map(|(article, read)| (*article, read.views)).collect();
            let depths: Vec<_> = of_minute().flat_map(|(article, read)| read.depths.iter().map(|seconds| (*article, *seconds))).collect();
            batches.push(Batch {
                node: self.node,
                number: self.number,
                minute,
                views: pack_views(&views),
                refusals: pack_refusals(refused.get(&minute).map_or(&[], Vec::as_slice)),
                depths: (!depths.is_empty()).then(|| pack_depths(&depths)),
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
        for pending in &batch {
            pending.take_back(&mut room.gate);
        }
        room.refused.put_back(refused);
        drop(room);
        self.shared.told.unavailable.fetch_add(batch.len() as u64, Ordering::Relaxed);
        self.shared.answer(batch.into_iter().map(|pending| (pending.then, Answer::Unavailable)).collect());
    }

    fn keep_house(&mut self, fold: bool) {
        let mut house = || -> Result<(), StoreError> {
            self.shared.set_secrets(books::renew_secrets(&self.newsroom)?);
            let now = self.newsroom.world.now();
            if fold {
                self.shared.room().gate.forget(now);
                self.trails.forget(now);
                books::fold(&self.newsroom)?;
                let turns = self.trails.take();
                if let Err(error) = books::keep_turns(&self.newsroom, &turns) {
                    self.trails.put_back(turns);
                    return Err(error);
                }
            }
            let lacks = {
                let mut room = self.shared.room();
                let turned = room.lists.advance(now);
                let lacks = room.lists.lacks_hours();
                if turned {
                    self.shared.note_counted(room);
                }
                lacks
            };
            if lacks {
                self.reload()?;
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
