//! A finished page, ready to be sent to anybody, and whether it is still right.

use std::io::Write;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwapOption;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use model::{Language, Time};
use theme::number;

use crate::app::App;
use crate::ask::{Ask, Asked};
use crate::client::{self, Fields};
use crate::reply::{Head, Sent};
use crate::rope::{Coding, Laid, Rope};
use crate::sheet::Sheet;
use crate::wire::write_line;

/// What a page changes with, what is published apart: that changes every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Follows {
    /// With nothing else.
    Content,
    /// With the order of the lists.
    Order,
    /// With every view that is counted.
    Counts,
}

/// For how long a reply may be kept, and what stands in it that changes by itself.
#[derive(Debug, Clone)]
pub(crate) struct Keeping {
    pub follows: Follows,
    /// When time alone makes another page of it.
    pub until: Time,
    /// The count that stands in it.
    pub views: Option<Arc<AtomicU64>>,
    /// The page without its lists, to be drawn on when only they change.
    pub sheet: Option<Arc<Sheet>>,
    /// How far everything had come when the lists were read that stand in it.
    pub lists_seen: Option<Seen>,
}

impl Keeping {
    /// Kept until something is published.
    pub fn with_content() -> Self {
        Self { follows: Follows::Content, until: Time::FAR, views: None, sheet: None, lists_seen: None }
    }

    /// Kept until something is published or a view counted, and no longer than this minute, since what
    /// is read weighs less with each.
    pub fn with_counts(now: Time) -> Self {
        let until = Time::from_millis((now.minute() + 1) * Time::MINUTE);
        Self { follows: Follows::Counts, until, views: None, sheet: None, lists_seen: None }
    }
}

/// How far everything had come that a page depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    pub generation: u64,
    pub order: u64,
    pub counted: u64,
    pub at: Time,
}

impl Seen {
    pub fn by(app: &App) -> Self {
        let readership = &app.readership;
        Self { generation: app.generation(), order: readership.order(), counted: readership.counted(), at: app.now() }
    }
}

/// A new order of the lists shows on a page at the latest after this, in milliseconds; so often at the
/// most is a page looked at again because of it.
pub(crate) const ORDER_WAITS: i64 = Time::SECOND;

/// A page that was drawn and is sent as long as it is right.
#[derive(Debug)]
pub(crate) struct Kept {
    /// The request that it answers.
    pub asked: Arc<Asked>,
    pub keeping: Keeping,
    rope: Rope,
    head: Head,
    language: Language,
    headers: PageHeaders,
    revision: HeaderValue,
    generation: AtomicU64,
    order: AtomicU64,
    counted: AtomicU64,
    looked_at: AtomicI64,
    finished: [ArcSwapOption<Finished>; 2],
    /// Those of the page from before: the memory of one is used again.
    outdated: Mutex<[Option<Arc<Finished>>; 2]>,
}

/// The headers of a page in either coding. Pages with the same head share them: what is used for every response is
/// at hand for the processor.
pub(crate) type PageHeaders = Arc<[SharedHeaders; 2]>;

/// Headers that pages share.
#[derive(Debug)]
pub(crate) struct SharedHeaders {
    /// With room for the marks of a page.
    map: HeaderMap,
    /// As they are written in HTTP/1.1, without the marks.
    lines: Vec<u8>,
}

/// Room for a mark of usual length.
const ETAG_ROOM: usize = 48;
/// Names what stands in a page, counts apart.
const REVISION: HeaderName = HeaderName::from_static("x-masthead-revision");

/// The headers for a head. A cache in front of the site may keep a page for so many seconds.
pub(crate) fn page_headers(head: &Head, edge_seconds: u32) -> PageHeaders {
    Arc::new([Coding::Identity, Coding::Gzip].map(|coding| {
        let mut map = head.headers(coding, edge_seconds);
        let mut lines = Vec::new();
        map.iter().for_each(|(name, value)| write_line(&mut lines, name, value.as_bytes()));
        map.insert(header::ETAG, HeaderValue::from_static(""));
        map.insert(REVISION, HeaderValue::from_static(""));
        SharedHeaders { map, lines }
    }))
}

/// The bytes of a page with one count in it, and their mark.
#[derive(Debug, Clone)]
struct Finished {
    count: u64,
    laid: Laid,
    etag: HeaderValue,
}

impl Kept {
    /// The answer to a request, to be given to others too.
    pub fn new(ask: &Ask, head: Head, rope: Rope, keeping: Keeping, seen: Seen) -> Self {
        let asked = Arc::clone(&ask.asked);
        let headers = match ask.before.as_ref().filter(|before| before.head == head) {
            Some(before) => Arc::clone(&before.headers),
            None => ask.app.shelf.headers(&head, ask.app.options.edge_seconds),
        };
        let revision = rope.revision();
        let outdated = ask.before.as_ref().map(|before| before.finished.each_ref().map(|finished| finished.swap(None)));
        let kept = Self {
            language: asked.language,
            asked,
            keeping,
            rope,
            head,
            headers,
            revision: HeaderValue::from_str(&revision).unwrap_or(HeaderValue::from_static("")),
            generation: AtomicU64::new(0),
            order: AtomicU64::new(0),
            counted: AtomicU64::new(0),
            looked_at: AtomicI64::new(0),
            finished: Default::default(),
            outdated: Mutex::new(outdated.unwrap_or_default()),
        };
        kept.was_right(seen);
        kept
    }

    /// Notes that the page was found right when everything had come so far.
    pub fn was_right(&self, seen: Seen) {
        self.order.store(seen.order, Ordering::Relaxed);
        self.counted.store(seen.counted, Ordering::Relaxed);
        self.looked_at.store(seen.at.millis(), Ordering::Relaxed);
        self.generation.store(seen.generation, Ordering::Release);
    }

    /// Whether it can be sent as it is.
    pub fn is_right(&self, now: &Seen) -> bool {
        let looked = self.looked_at.load(Ordering::Relaxed);
        self.generation.load(Ordering::Acquire) == now.generation
            && now.at < self.keeping.until
            && now.at.millis() >= looked
            && match self.keeping.follows {
                Follows::Content => true,
                Follows::Order => self.order.load(Ordering::Relaxed) == now.order || now.at.millis() - looked < ORDER_WAITS,
                Follows::Counts => self.counted.load(Ordering::Relaxed) == now.counted,
            }
    }

    /// Whether it shows just this state of things, so that what is drawn now must be the same.
    pub fn is_of(&self, now: &Seen) -> bool {
        let order = self.keeping.follows != Follows::Order || self.order.load(Ordering::Relaxed) == now.order;
        self.is_right(now) && order
    }

    /// Whether a page that was drawn anew is this one.
    pub fn is(&self, head: &Head, rope: &Rope, keeping: &Keeping) -> bool {
        let same_sheet = match (&self.keeping.sheet, &keeping.sheet) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        same_sheet && self.keeping.until == keeping.until && self.head == *head && self.rope.is(rope)
    }

    /// What is sent uncompressed, without the count: to compare.
    pub fn text(&self) -> Bytes {
        self.rope.laid(Coding::Identity, "").bytes
    }

    /// Bytes in memory, about: its own pieces, and the page laid out and packed, as nearly everybody asks
    /// for it. Lists are shared with other pages.
    pub fn weight(&self) -> usize {
        const OVERHEAD: usize = 2_000;
        let own = self.keeping.sheet.as_ref().map_or(self.rope.weight(), |sheet| sheet.weight());
        own + self.rope.len() / 2 + OVERHEAD
    }

    /// The answer to a request with these fields.
    pub fn answer(self: Arc<Self>, fields: &impl Fields) -> Hit {
        let packed = self.head.is_worth_packing(self.rope.len()) && client::accepts_gzip(fields);
        let coding = if packed { Coding::Gzip } else { Coding::Identity };
        let finished = self.finished(coding);
        let held = client::holds(fields, finished.etag.as_bytes());
        Hit { page: self, finished, coding, held }
    }

    /// The page with the count of this moment, which mostly is that of the moment before.
    fn finished(&self, coding: Coding) -> Arc<Finished> {
        let count = self.keeping.views.as_ref().map_or(0, |views| views.load(Ordering::Acquire));
        let place = &self.finished[coding as usize];
        let before = place.load();
        if let Some(before) = before.as_ref().filter(|before| before.count == count) {
            return Arc::clone(before);
        }
        drop(before);
        let written = number(count, self.language);
        // Whoever looks meanwhile finds nothing, and lays the page out by themselves.
        let laid = match place.swap(None).map(Arc::unwrap_or_clone) {
            Some(before) => self.rope.with_count(before.laid, coding, &written),
            None => {
                let mut outdated = std::mem::take(&mut *self.outdated.lock().unwrap_or_else(PoisonError::into_inner));
                let bytes = outdated[coding as usize].take().and_then(Arc::into_inner).map(|before| before.laid.bytes);
                self.rope.laid_in(bytes.filter(Bytes::is_unique).map(Vec::from).unwrap_or_default(), coding, &written)
            }
        };
        let revision = self.revision.to_str().unwrap_or_default();
        let mut etag = Vec::with_capacity(ETAG_ROOM);
        // Writing into memory does not fail.
        let _ = write!(etag, "\"{revision}");
        if self.keeping.views.is_some() {
            let _ = write!(etag, "-{count}");
        }
        etag.extend_from_slice(if coding == Coding::Gzip { b"-gz\"" } else { b"\"" });
        let etag = HeaderValue::try_from(etag).unwrap_or(HeaderValue::from_static(""));
        let finished = Arc::new(Finished { count, laid, etag });
        place.store(Some(Arc::clone(&finished)));
        finished
    }
}

/// A kept page as it answers a request: whole, or that the reader has it.
pub(crate) struct Hit {
    page: Arc<Kept>,
    finished: Arc<Finished>,
    coding: Coding,
    held: bool,
}

impl Hit {
    fn headers(&self) -> &SharedHeaders {
        &self.page.headers[self.coding as usize]
    }

    /// The bytes of the page; none where the reader has them.
    pub fn bytes(&self) -> &[u8] {
        if self.held { &[] } else { &self.finished.laid.bytes }
    }

    /// As hyper takes it.
    pub fn response(&self) -> Response<Sent> {
        let mut response = Response::new(if self.held { Sent::nothing() } else { Sent::whole(self.finished.laid.bytes.clone()) });
        *response.status_mut() = if self.held { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
        let headers = response.headers_mut();
        headers.clone_from(&self.headers().map);
        headers.insert(header::ETAG, self.finished.etag.clone());
        headers.insert(REVISION, self.page.revision.clone());
        response
    }

    /// Its head as HTTP/1.1 writes it, but for the date, what says of the connection, and the empty line.
    pub fn write_head(&self, into: &mut Vec<u8>) {
        into.extend_from_slice(if self.held { b"HTTP/1.1 304 Not Modified\r\n" } else { b"HTTP/1.1 200 OK\r\n" });
        into.extend_from_slice(&self.headers().lines);
        write_line(into, &header::ETAG, self.finished.etag.as_bytes());
        write_line(into, &REVISION, self.page.revision.as_bytes());
        if !self.held {
            // Writing into memory does not fail.
            let _ = write!(into, "content-length: {}\r\n", self.finished.laid.bytes.len());
        }
    }
}
