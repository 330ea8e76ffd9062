use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::SystemTime;

use actions::{ActionError, Actor, Guesses, Newsroom, Readership};
use ipnet::IpNet;
use model::{ArticleId, StoryId, Time};
use theme::Theme;

use crate::cards::Cards;
use crate::changes::Changes;
use crate::feeds::FeedEntries;
use crate::limits::Limits;
use crate::lineup::Lineups;
use crate::meters::Meters;
use crate::pace::Connections;
use crate::related::RelatedLists;
use crate::shelf::Shelf;
use crate::site::Site;

/// How a site is served.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The proxies whose word on a client's address is taken.
    pub trusted_proxies: Vec<IpNet>,
    /// For how many seconds a cache in front of the site may keep a page.
    pub edge_seconds: u32,
    /// The file in which the server notes what is slow, for `masthead doctor`.
    pub slow_notes: Option<PathBuf>,
    /// Whether the demonstration's accounts may sign in: on a loopback address alone.
    pub demo: bool,
}

/// Everything that a request may need. One per process, shared by all.
pub struct App {
    /// What is kept, where pictures are, the hour.
    pub newsroom: Newsroom,
    /// Who reads what, and the lists made of it.
    pub readership: Arc<Readership>,
    /// How pages look.
    pub theme: Theme,
    /// How the site is served.
    pub options: Options,
    pub(crate) cards: Cards,
    pub(crate) related: RelatedLists,
    pub(crate) feed_entries: FeedEntries,
    pub(crate) lineups: Lineups,
    pub(crate) shelf: Shelf,
    pub(crate) connections: Arc<Connections>,
    pub(crate) meters: Meters,
    pub(crate) guesses: Guesses,
    changes: RwLock<Changes>,
    comment_limits: Mutex<Limits>,
    site: RwLock<Arc<Site>>,
    generation: AtomicU64,
    followed: AtomicI64,
    quiet: Mutex<Quiet>,
}

/// What the store looked like when nothing was found in the outbox, and how often in a row.
#[derive(Debug, Default)]
struct Quiet {
    sign: Option<(SystemTime, u64)>,
    times: u32,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("newsroom", &self.newsroom).finish_non_exhaustive()
    }
}

impl App {
    /// Loads what pages need of a site.
    pub fn start(newsroom: Newsroom, theme: Theme, options: Options) -> Result<Arc<Self>, ActionError> {
        // Nobody is signed in until they are: what a page does is done by whoever asks for it.
        let newsroom = newsroom.acting(Actor::Public);
        // The outbox's place is noted first: what changes while the rest is read is then followed again.
        let followed = newsroom.store.read(|session| session.newest_change())?;
        let readership = Arc::new(Readership::start(&newsroom)?);
        let site = Site::load(&newsroom)?;
        let app = Arc::new(Self {
            newsroom,
            readership,
            theme,
            options,
            cards: Cards::default(),
            related: RelatedLists::default(),
            feed_entries: FeedEntries::default(),
            lineups: Lineups::default(),
            shelf: Shelf::default(),
            connections: Arc::default(),
            meters: Meters::default(),
            guesses: Guesses::default(),
            changes: RwLock::default(),
            comment_limits: Mutex::default(),
            site: RwLock::new(Arc::new(site)),
            generation: AtomicU64::new(1),
            followed: AtomicI64::new(followed),
            quiet: Mutex::default(),
        });
        // What comes into a list is known before anybody reads the list.
        let known = Arc::downgrade(&app);
        app.readership.prepare_with(Box::new(move |articles| {
            if let Some(app) = known.upgrade() {
                app.know(articles);
            }
        }));
        Ok(app)
    }

    /// The present moment.
    pub fn now(&self) -> Time {
        self.newsroom.world.now()
    }

    /// Publication and sections as they are now.
    pub fn site(&self) -> Arc<Site> {
        self.site.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The newest generation that changed what the page of an article tells of it.
    pub(crate) fn changed(&self, article: ArticleId, story: StoryId) -> u64 {
        self.changes.read().unwrap_or_else(PoisonError::into_inner).newest(article, story)
    }

    pub(crate) fn comment_limits(&self) -> MutexGuard<'_, Limits> {
        self.comment_limits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Grows by one whenever something changed that pages show, counts apart.
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Writes down how long pages take to be drawn, where that is wanted. Loses nothing when it cannot.
    pub(crate) fn note_what_is_slow(&self) {
        let Some(file) = &self.options.slow_notes else { return };
        let noted = serde_json::to_vec_pretty(&self.meters.times()).map_err(std::io::Error::other).and_then(|text| std::fs::write(file, text));
        if let Err(error) = noted {
            tracing::warn!(%error, "what is slow could not be noted in {}", file.display());
        }
    }

    /// The same as [`App::follow`], but the store is not asked while it shows no sign of having been written. To be called
    /// every [`FOLLOW`](crate::server::FOLLOW), which is longer than a tick of a file system's clock.
    pub(crate) fn follow_what_is_written(self: &Arc<Self>) -> Result<(), ActionError> {
        /// Once the sign is known, what was written within the same tick is found by the next look.
        const SURE: u32 = 2;
        let sign = self.newsroom.store.sign_of_writing();
        let mut quiet = self.quiet.lock().unwrap_or_else(PoisonError::into_inner);
        if sign.is_none() || quiet.sign != sign {
            *quiet = Quiet { sign, times: 0 };
        }
        if quiet.times < SURE {
            let found = self.follow();
            quiet.times = if matches!(found, Ok(false)) { quiet.times + 1 } else { 0 };
            found?;
        }
        Ok(())
    }

    /// Takes in what the outbox tells since the last time; says whether there was anything.
    ///
    /// A test calls this itself, a server does so every few milliseconds.
    pub fn follow(self: &Arc<Self>) -> Result<bool, ActionError> {
        const AT_ONCE: usize = 1000;
        let after = self.followed.load(Ordering::Acquire);
        let changes = self.newsroom.store.read(|session| session.changes_after(after, AT_ONCE))?;
        let Some(last) = changes.last() else { return Ok(false) };
        let told: Vec<_> = changes.iter().map(|numbered| numbered.change.clone()).collect();
        self.readership.follow(&told)?;
        let site = Site::load(&self.newsroom)?;
        let another = *self.site() != site;
        if another {
            *self.site.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(site);
        }
        let entries = self.read_ahead(&changes);
        self.cards.renew(&changes, &entries);
        self.related.follow(self, &told)?;
        // Only now: whoever sees the new generation finds nothing old behind it.
        let next = self.generation() + 1;
        {
            let mut noted = self.changes.write().unwrap_or_else(PoisonError::into_inner);
            told.iter().for_each(|change| noted.note(change, next));
            if another {
                noted.note_everything(next);
            }
        }
        self.generation.store(next, Ordering::Release);
        // Who began to read before may have kept an entry as it was.
        self.cards.renew(&changes, &entries);
        self.followed.store(last.number, Ordering::Release);
        Ok(true)
    }
}
