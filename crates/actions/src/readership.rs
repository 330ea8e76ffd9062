//! Reading: what pages report is judged, kept, and then answered; the lists follow.

mod books;
mod writer;

use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, mpsc};
use std::thread::JoinHandle;

use audience::constants::SHORTEST_READING;
use audience::{BadToken, DepthVerdict, Entry, Gate, Lists, Reading, Rule, Token, Verdict, Visitor};
use model::{ArticleId, Language, Time};
use store::{Change, Published, Session, StoreError};

use crate::{ActionError, Newsroom};
pub use books::{Counts, counts};
use books::{Refused, Secrets};
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

/// Is called once with the answer, on whichever thread has it.
pub type Then = Box<dyn FnOnce(Answer) + Send>;

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
    secrets: RwLock<Secrets>,
}

/// What a reading changes.
struct Room {
    gate: Gate,
    lists: Lists,
    refused: Refused,
}

impl Shared {
    /// What is behind the lock is whole between two statements, so that a panic elsewhere spoils nothing.
    fn room(&self) -> MutexGuard<'_, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn secrets(&self) -> Secrets {
        self.secrets.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_secrets(&self, secrets: Secrets) {
        *self.secrets.write().unwrap_or_else(PoisonError::into_inner) = secrets;
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
        let mut lists = Lists::new(books::load(newsroom)?, now);
        newsroom.store.read(|session| load_published(session, &mut lists))?;
        let room = Room { gate: Gate::new(), lists, refused: Refused::default() };
        let shared = Arc::new(Shared { room: Mutex::new(room), secrets: RwLock::new(secrets) });
        let (jobs, queue) = mpsc::sync_channel(MOST_WAITING);
        let writer = Writer::new(newsroom.clone(), Arc::clone(&shared), queue);
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
        let screened = Gate::screen(&reading);
        let mut room = self.shared.room();
        let verdict = room.gate.judge_screened(&reading, screened, now);
        match verdict {
            Verdict::Refused(rule) => {
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

    /// Reads the lists. Nobody counts meanwhile: take what is needed and go.
    pub fn lists<T>(&self, f: impl FnOnce(&mut Lists, Time) -> T) -> T {
        let now = self.newsroom.world.now();
        f(&mut self.shared.room().lists, now)
    }

    /// Follows what has changed in the newsroom.
    pub fn follow(&self, changes: &[Change]) -> Result<(), StoreError> {
        if changes.iter().any(|change| matches!(change, Change::Everything)) {
            return self.newsroom.store.read(|session| load_published(session, &mut self.shared.room().lists));
        }
        for change in changes {
            match change {
                Change::Article { article, .. } => {
                    let published = self.newsroom.store.read(|session| session.published_one(*article))?;
                    let mut room = self.shared.room();
                    match published {
                        Some(published) => room.lists.publish(entry(published)),
                        None => room.lists.withdraw(*article),
                    }
                }
                Change::MustReads { language } => {
                    let order = self.newsroom.store.read(|session| session.must_reads(*language))?;
                    self.shared.room().lists.set_must_reads(*language, order);
                }
                Change::Comments { .. } | Change::Everything => {}
            }
        }
        Ok(())
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

fn entry(published: Published) -> Entry {
    let Published { id, story, language, published_at, reading_seconds } = published;
    Entry { article: id, story, language, published_at, reading_seconds }
}

/// What is published and what the editors chose, into the lists.
fn load_published(session: &mut Session<'_>, lists: &mut Lists) -> Result<(), StoreError> {
    let published = session.published()?;
    let languages = session.publication()?.languages;
    for language in languages {
        lists.set_must_reads(language, session.must_reads(language)?);
    }
    for published in published {
        lists.publish(entry(published));
    }
    Ok(())
}
