//! Reading: what pages report is judged, kept, and then answered; the lists follow.

mod agents;
mod books;
mod roster;
mod running;
mod writer;

use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, mpsc};
use std::thread::JoinHandle;

use audience::constants::SHORTEST_READING;
use audience::{BadToken, DepthVerdict, Gate, Lists, Reading, Rule, Token, Verdict, Visitor};
use model::{ArticleId, Language, Time};
use store::{Change, StoreError};

use crate::{ActionError, Newsroom};
use agents::Agents;
pub use books::{Counts, counts};
use books::{Refused, Secrets};
use roster::News;
use running::RunningCounts;
use writer::{Job, Pending, What, Writer};

/// The most readings that wait to be kept; more are answered that it cannot be done now.
const MOST_WAITING: usize = 1 << 15;

/// A reading as it comes in from a page.
#[derive(Debug, Clone, Copy)]
pub struct Reported<'a> {
    /// The page's token.
    pub token: &'a str,
    /// The client's address.
    pub address: IpAddr,
    /// The `User-Agent` header, or nothing.
    pub user_agent: &'a str,
    /// Whether the browser only fetches ahead.
    pub prefetch: bool,
    /// Whether a page of this site sent it.
    pub same_origin: bool,
    /// The mark that the page's script drew.
    pub reference: Option<[u8; 16]>,
}

/// How deeply a page was read, as the page says once it is left.
#[derive(Debug, Clone, Copy)]
pub struct ReportedDepth<'a> {
    /// The page's token.
    pub token: &'a str,
    /// The mark under which the reading was reported.
    pub reference: [u8; 16],
    /// For how many seconds it was read.
    pub seconds: u64,
}

/// What a page is told of its reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It counts, and is on disk.
    Counted,
    /// A rule refused it.
    Refused(Rule),
    /// A depth of a reading that did not count, or is not known any more.
    NoView,
    /// A depth that was counted before, and is on disk.
    Again,
    /// The token is not one of ours, or is too old.
    BadToken(BadToken),
    /// It cannot be kept now; sent again later it counts.
    Unavailable,
}

/// What became of readings since the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingsTold {
    /// Counted, and on disk.
    pub counted: u64,
    /// Refused, by the name of the rule.
    pub refused: Vec<(&'static str, u64)>,
    /// Sent away because they could not be kept.
    pub unavailable: u64,
}

/// The same while it goes on.
#[derive(Debug, Default)]
struct Told {
    counted: AtomicU64,
    refused: [AtomicU64; Rule::ALL.len()],
    unavailable: AtomicU64,
}

/// Is called with articles that come to another place in a list.
pub type Prepare = Box<dyn Fn(&[ArticleId]) + Send + Sync>;

/// Is called once with the answer, on whichever thread has it.
pub type Then = Box<dyn FnOnce(Answer) + Send>;

/// Answers to be given, all of one batch.
pub type Answers = Vec<(Then, Answer)>;

/// Is called with all answers of a batch, to give them where that costs least.
pub type Deliver = Box<dyn Fn(Answers) + Send + Sync>;

/// The readership of a site as one node sees it: the gate, the counts and the lists in memory, and a
/// writer that keeps what was counted before anybody is told.
pub struct Readership {
    newsroom: Newsroom,
    shared: Arc<Shared>,
    jobs: mpsc::SyncSender<Job>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

/// What the pages and the writer share.
struct Shared {
    room: Mutex<Room>,
    secrets: RwLock<Arc<Secrets>>,
    agents: RwLock<Agents>,
    counted: AtomicU64,
    order: AtomicU64,
    told: Told,
    prepare: OnceLock<Prepare>,
    deliver: OnceLock<Deliver>,
}

/// What a reading changes.
struct Room {
    gate: Gate,
    lists: Lists,
    running: RunningCounts,
    refused: Refused,
    news: News,
}

impl Shared {
    /// What is behind the lock is whole between two statements, so that a panic elsewhere spoils nothing.
    fn room(&self) -> MutexGuard<'_, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Views have been added to the lists, or taken off them. What comes to another place is made known
    /// to whoever shows lists, before it is seen there.
    fn note_counted(&self, mut room: MutexGuard<'_, Room>) {
        let moved = room.lists.moved();
        drop(room);
        if !moved.is_empty()
            && let Some(prepare) = self.prepare.get()
        {
            prepare(&moved);
        }
        self.note_moved(!moved.is_empty());
    }

    /// The lists have changed, and perhaps their order.
    fn note_moved(&self, moved: bool) {
        if moved {
            self.order.fetch_add(1, Ordering::AcqRel);
        }
        self.counted.fetch_add(1, Ordering::AcqRel);
    }

    /// Gives the answers of a batch.
    fn answer(&self, answers: Answers) {
        match self.deliver.get() {
            Some(deliver) => deliver(answers),
            None => answers.into_iter().for_each(|(then, answer)| then(answer)),
        }
    }

    fn secrets(&self) -> Arc<Secrets> {
        Arc::clone(&self.secrets.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn set_secrets(&self, secrets: Secrets) {
        *self.secrets.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(secrets);
    }
}

impl std::fmt::Debug for Readership {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Readership").finish_non_exhaustive()
    }
}

impl Readership {
    /// Loads what has been counted and starts to count.
    pub fn start(newsroom: &Newsroom) -> Result<Self, ActionError> {
        let now = newsroom.world.now();
        let secrets = books::renew_secrets(newsroom)?;
        let (tally, so_far) = books::load(newsroom)?;
        let lists = Lists::new(tally, now);
        let room = Room { gate: Gate::new(), lists, running: RunningCounts::default(), refused: Refused::default(), news: News::default() };
        let shared = Arc::new(Shared {
            room: Mutex::new(room),
            secrets: RwLock::new(Arc::new(secrets)),
            agents: RwLock::default(),
            counted: AtomicU64::new(1),
            order: AtomicU64::new(1),
            told: Told::default(),
            prepare: OnceLock::new(),
            deliver: OnceLock::new(),
        });
        shared.load_roster(&newsroom.store)?;
        let (jobs, queue) = mpsc::sync_channel(MOST_WAITING);
        let writer = Writer::new(newsroom.clone(), Arc::clone(&shared), queue, so_far);
        let thread = std::thread::Builder::new()
            .name("counts".to_owned())
            .spawn(move || writer.run())
            .map_err(|error| ActionError::File(format!("the thread that keeps counts cannot start: {error}")))?;
        Ok(Self { newsroom: newsroom.clone(), shared, jobs, writer: Mutex::new(Some(thread)) })
    }

    /// Judges a reading and answers when it is kept. What a rule refuses is answered at once.
    pub fn read(&self, reported: &Reported<'_>, then: Then) {
        let now = self.newsroom.world.now();
        let secrets = self.shared.secrets();
        let token = match secrets.keys.verify(reported.token, now) {
            Ok(token) => token,
            Err(bad) => return then(Answer::BadToken(bad)),
        };
        let Some(visitor) = self.visitor_at(&secrets, reported.address, reported.user_agent, now) else {
            return then(Answer::Unavailable);
        };
        let reading = Reading {
            article: token.article,
            address: reported.address,
            user_agent: reported.user_agent,
            visitor,
            prefetch: reported.prefetch,
            same_origin: reported.same_origin,
            reference: reported.reference,
        };
        let screened = self.screen(&reading);
        let mut room = self.shared.room();
        let verdict = room.gate.judge_screened(&reading, screened, now);
        match verdict {
            Verdict::Refused(rule) => {
                if let Some(at) = Rule::ALL.iter().position(|known| *known == rule) {
                    self.shared.told.refused[at].fetch_add(1, Ordering::Relaxed);
                }
                room.refused.add(now.minute(), token.article, rule);
                drop(room);
                then(Answer::Refused(rule));
            }
            Verdict::RefusedBefore(rule) => {
                drop(room);
                then(Answer::Refused(rule));
            }
            Verdict::Counted | Verdict::CountedBefore => {
                let what = What::View(Reading { user_agent: "", ..reading });
                self.send(room, Pending { what, at: now, counts: verdict == Verdict::Counted, then });
            }
        }
    }

    /// The rules without memory. Which user agents are robots' is asked of the lists once for each.
    fn screen(&self, reading: &Reading<'_>) -> Option<Rule> {
        let known = self.shared.agents.read().unwrap_or_else(PoisonError::into_inner).is_robot(reading.user_agent);
        let robot = known.unwrap_or_else(|| {
            let robot = audience::robot(reading.user_agent).is_some();
            self.shared.agents.write().unwrap_or_else(PoisonError::into_inner).note(reading.user_agent, robot);
            robot
        });
        Gate::screen(reading, robot)
    }

    /// Takes in how deeply a page was read, and answers when that is kept: once for each view, and no
    /// more seconds than it takes to read the article.
    pub fn deepen(&self, reported: &ReportedDepth<'_>, then: Then) {
        let now = self.newsroom.world.now();
        let article = match self.shared.secrets().keys.verify(reported.token, now) {
            Ok(token) => token.article,
            Err(bad) => return then(Answer::BadToken(bad)),
        };
        let reference = reported.reference;
        let mut room = self.shared.room();
        let verdict = room.gate.judge_depth(article, reference, now);
        if verdict == DepthVerdict::NoView {
            drop(room);
            return then(Answer::NoView);
        }
        // An article that was withdrawn meanwhile is not known here any more.
        let most = room.lists.entry(article).map_or(SHORTEST_READING, |entry| entry.reading_seconds);
        let seconds = reported.seconds.min(most.into()) as u32;
        self.send(room, Pending { what: What::Depth { article, reference, seconds }, at: now, counts: verdict == DepthVerdict::Taken, then });
    }

    /// Hands something to the writer while the room is locked, so that a reading which waits for an
    /// earlier one to be kept, and a depth for its view, stand behind it in the queue.
    fn send(&self, mut room: MutexGuard<'_, Room>, pending: Pending) {
        let sent = self.jobs.try_send(Job::Keep(pending));
        if let Err(mpsc::TrySendError::Full(Job::Keep(pending)) | mpsc::TrySendError::Disconnected(Job::Keep(pending))) = sent {
            pending.take_back(&mut room.gate);
            drop(room);
            self.shared.told.unavailable.fetch_add(1, Ordering::Relaxed);
            (pending.then)(Answer::Unavailable);
        }
    }

    /// Judges a reading and waits for the answer.
    pub fn read_now(&self, reported: &Reported<'_>) -> Answer {
        waited(|then| self.read(reported, then))
    }

    /// Takes in a depth and waits for the answer.
    pub fn deepen_now(&self, reported: &ReportedDepth<'_>) -> Answer {
        waited(|then| self.deepen(reported, then))
    }

    /// Who reads or writes, for this day alone.
    pub fn visitor(&self, address: IpAddr, user_agent: &str) -> Option<Visitor> {
        self.visitor_at(&self.shared.secrets(), address, user_agent, self.newsroom.world.now())
    }

    fn visitor_at(&self, secrets: &Secrets, address: IpAddr, user_agent: &str, now: Time) -> Option<Visitor> {
        if let Some(visitor) = audience::visitor(&secrets.salts, address, user_agent, now) {
            return Some(visitor);
        }
        // The clock has jumped by days since the writer last looked. The store must not be waited for
        // on a thread that moves bytes, so another one asks it.
        let newsroom = self.newsroom.clone();
        let renewed = std::thread::spawn(move || books::renew_secrets(&newsroom)).join().ok()?.ok()?;
        let visitor = audience::visitor(&renewed.salts, address, user_agent, now);
        self.shared.set_secrets(renewed);
        visitor
    }

    /// The token for a page of an article.
    pub fn mint(&self, article: ArticleId, language: Language) -> String {
        self.shared.secrets().keys.mint(article, language, self.newsroom.world.now())
    }

    /// What a page's token says, if it is genuine and good at this hour.
    pub fn verify(&self, token: &str) -> Result<Token, BadToken> {
        self.shared.secrets().keys.verify(token, self.newsroom.world.now())
    }

    /// All views of an article.
    pub fn views(&self, article: ArticleId) -> u64 {
        self.shared.room().lists.tally().views(article)
    }

    /// All views of an article, as they go on: the number in it is always that of the moment.
    pub fn count_of(&self, article: ArticleId) -> Arc<AtomicU64> {
        let mut room = self.shared.room();
        let views = room.lists.tally().views(article);
        room.running.of(article, views)
    }

    /// Has the articles made known that come to another place in a list, before their views are answered.
    /// The first to ask is served.
    pub fn prepare_with(&self, prepare: Prepare) {
        let _ = self.shared.prepare.set(prepare);
    }

    /// Has answers given by somebody else than the thread that keeps readings, a batch at a time: to wake a thread for
    /// each would cost more than all the rest. The first to ask is served.
    pub fn deliver_with(&self, deliver: Deliver) {
        let _ = self.shared.deliver.set(deliver);
    }

    /// What became of readings since the start.
    pub fn told(&self) -> ReadingsTold {
        let told = &self.shared.told;
        let load = |number: &AtomicU64| number.load(Ordering::Relaxed);
        ReadingsTold {
            counted: load(&told.counted),
            refused: Rule::ALL.iter().zip(&told.refused).map(|(rule, number)| (rule.name(), load(number))).collect(),
            unavailable: load(&told.unavailable),
        }
    }

    /// Grows with every view that is counted.
    pub fn counted(&self) -> u64 {
        self.shared.counted.load(Ordering::Acquire)
    }

    /// Grows when the order of a list may have changed because of what is read.
    pub fn order(&self) -> u64 {
        self.shared.order.load(Ordering::Acquire)
    }

    /// Reads the lists. Nobody counts meanwhile: take what is needed and go.
    pub fn lists<T>(&self, f: impl FnOnce(&mut Lists, Time) -> T) -> T {
        let now = self.newsroom.world.now();
        let mut room = self.shared.room();
        if room.lists.advance(now) {
            // Whoever reads lists may be on a thread that must not wait for the store.
            let moved = room.lists.moved();
            self.shared.note_moved(!moved.is_empty());
        }
        f(&mut room.lists, now)
    }

    /// Follows what has changed in the newsroom.
    pub fn follow(&self, changes: &[Change]) -> Result<(), StoreError> {
        self.shared.follow(&self.newsroom.store, changes)
    }

    /// Does now what the writer does from time to time: folds batches into sums, renews keys and
    /// salts, forgets what is over.
    pub fn keep_house(&self) {
        let (tell, told) = mpsc::sync_channel(1);
        if self.jobs.send(Job::KeepHouse(tell)).is_ok() {
            let _ = told.recv();
        }
    }

    /// Keeps and folds everything, and counts no more.
    pub fn stop(&self) {
        let thread = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread
            && self.jobs.send(Job::Stop).is_ok()
        {
            let _ = thread.join();
        }
    }
}

impl Drop for Readership {
    fn drop(&mut self) {
        self.stop();
    }
}

fn waited(ask: impl FnOnce(Then)) -> Answer {
    let (tell, told) = mpsc::sync_channel(1);
    ask(Box::new(move |answer| {
        let _ = tell.send(answer);
    }));
    told.recv().unwrap_or(Answer::Unavailable)
}
