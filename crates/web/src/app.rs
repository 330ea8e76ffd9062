use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use actions::{ActionError, Newsroom, Readership};
use audience::Ranked;
use ipnet::IpNet;
use model::{ArticleId, Time};
use theme::Theme;

use crate::cards::Cards;
use crate::limits::Limits;
use crate::site::Site;

/// How a site is served.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The proxies whose word on a client's address is taken.
    pub trusted_proxies: Vec<IpNet>,
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
    related: Mutex<HashMap<ArticleId, RelatedEntry>>,
    comment_limits: Mutex<Limits>,
    site: RwLock<Arc<Site>>,
    generation: AtomicU64,
    followed: AtomicI64,
}

/// A related list as it was last worked out.
#[derive(Debug, Clone)]
pub(crate) struct RelatedEntry {
    pub generation: u64,
    pub at: Time,
    pub list: Arc<Vec<Ranked>>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("newsroom", &self.newsroom).finish_non_exhaustive()
    }
}

impl App {
    /// Loads what pages need of a site.
    pub fn start(newsroom: Newsroom, theme: Theme, options: Options) -> Result<Arc<Self>, ActionError> {
        // The outbox's place is noted first: what changes while the rest is read is then followed again.
        let followed = newsroom.store.read(|session| session.newest_change())?;
        let readership = Arc::new(Readership::start(&newsroom)?);
        let site = Site::load(&newsroom)?;
        Ok(Arc::new(Self {
            newsroom,
            readership,
            theme,
            options,
            cards: Cards::default(),
            related: Mutex::default(),
            comment_limits: Mutex::default(),
            site: RwLock::new(Arc::new(site)),
            generation: AtomicU64::new(1),
            followed: AtomicI64::new(followed),
        }))
    }

    /// The present moment.
    pub fn now(&self) -> Time {
        self.newsroom.world.now()
    }

    /// Publication and sections as they are now.
    pub fn site(&self) -> Arc<Site> {
        self.site.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn related_kept(&self) -> MutexGuard<'_, HashMap<ArticleId, RelatedEntry>> {
        self.related.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn comment_limits(&self) -> MutexGuard<'_, Limits> {
        self.comment_limits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Grows by one whenever something changed that pages show, counts apart.
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Takes in what the outbox tells since the last time; says whether there was anything.
    ///
    /// A test calls this itself, a server does so every few milliseconds.
    pub fn follow(&self) -> Result<bool, ActionError> {
        const AT_ONCE: usize = 1000;
        let after = self.followed.load(Ordering::Acquire);
        let changes = self.newsroom.store.read(|session| session.changes_after(after, AT_ONCE))?;
        let Some(last) = changes.last() else { return Ok(false) };
        let told: Vec<_> = changes.iter().map(|numbered| numbered.change.clone()).collect();
        self.readership.follow(&told)?;
        let site = Site::load(&self.newsroom)?;
        *self.site.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(site);
        self.cards.forget(&changes);
        // Only now: whoever sees the new generation finds nothing old behind it.
        self.generation.fetch_add(1, Ordering::Release);
        self.cards.forget(&changes);
        self.followed.store(last.number, Ordering::Release);
        Ok(true)
    }
}
