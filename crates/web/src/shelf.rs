//! Finished pages and lists in memory, within bounds, and one drawing of each at a time.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::kept::{Kept, PageHeaders, page_headers};
use crate::lists::DrawnList;
use crate::reply::Head;

/// The most memory that finished pages take, in bytes.
const PAGES: u64 = 160 << 20;
/// The most memory that drawn lists take, in bytes.
const LISTS: u64 = 16 << 20;
/// A typical page and list in memory, by which the tables are laid out.
const PAGE: u64 = 40 << 10;
const LIST: u64 = 4 << 10;
/// As many heads as pages share; there are a few kinds of page.
const MOST_HEADS: usize = 64;
/// The longest address that a page is kept under.
const LONGEST_ADDRESS: usize = 1_024;

/// What is kept of pages.
pub(crate) struct Shelf {
    pages: Cache<String, Arc<Kept>, Weight>,
    lists: Cache<u64, Arc<DrawnList>, Weight>,
    headers: Mutex<HashMap<Head, PageHeaders>>,
    turns: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
    taken: AtomicU64,
}

#[derive(Clone)]
struct Weight;

impl Weighter<String, Arc<Kept>> for Weight {
    fn weight(&self, address: &String, page: &Arc<Kept>) -> u64 {
        (address.len() + page.weight()) as u64
    }
}

impl Weighter<u64, Arc<DrawnList>> for Weight {
    fn weight(&self, _: &u64, list: &Arc<DrawnList>) -> u64 {
        const OVERHEAD: usize = 500;
        (OVERHEAD + list.piece.weight()) as u64
    }
}

impl Default for Shelf {
    fn default() -> Self {
        Self {
            pages: Cache::with_weighter((PAGES / PAGE) as usize, PAGES, Weight),
            lists: Cache::with_weighter((LISTS / LIST) as usize, LISTS, Weight),
            headers: Mutex::default(),
            turns: Mutex::default(),
            taken: AtomicU64::new(0),
        }
    }
}

/// The right to draw the page of an address.
pub(crate) struct Turn {
    _guard: tokio::sync::OwnedMutexGuard<()>,
}

impl Shelf {
    /// What is kept for an address, right or not.
    pub fn page(&self, address: &str) -> Option<Arc<Kept>> {
        self.pages.get(address)
    }

    pub fn keep_page(&self, address: &str, page: Arc<Kept>) {
        if address.len() <= LONGEST_ADDRESS {
            self.pages.insert(address.to_owned(), page);
        }
    }

    pub fn forget_page(&self, address: &str) {
        self.pages.remove(address);
    }

    /// Some kept page and its address, by a number drawn by chance.
    pub fn any_page(&self, chance: u64) -> Option<(String, Arc<Kept>)> {
        let at = chance.checked_rem(self.pages.len() as u64)?;
        self.pages.iter().nth(at as usize)
    }

    pub fn list(&self, key: u64) -> Option<Arc<DrawnList>> {
        self.lists.get(&key)
    }

    pub fn keep_list(&self, key: u64, list: Arc<DrawnList>) {
        self.lists.insert(key, list);
    }

    /// How many pages are kept, and how many bytes they take at the most.
    pub fn size(&self) -> (usize, u64) {
        (self.pages.len(), self.pages.weight())
    }

    /// The headers that pages with this head share.
    pub fn headers(&self, head: &Head, edge_seconds: u32) -> PageHeaders {
        let mut headers = self.headers.lock().unwrap_or_else(PoisonError::into_inner);
        if headers.len() > MOST_HEADS {
            headers.clear();
        }
        Arc::clone(headers.entry(head.clone()).or_insert_with(|| page_headers(head, edge_seconds)))
    }

    /// Waits until nobody else draws the page of this address.
    pub async fn turn(&self, address: &str) -> Turn {
        let turn = {
            let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
            // Those for which nobody waits are let go when they have become many.
            if turns.len() > 1_024 {
                turns.retain(|_, turn| Arc::strong_count(turn) > 1);
            }
            Arc::clone(turns.entry(address.to_owned()).or_default())
        };
        Turn { _guard: turn.lock_owned().await }
    }

    /// How many pages were sent as they were kept.
    pub fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }

    /// One more page was sent as it was kept.
    pub fn count_taken(&self) {
        self.taken.fetch_add(1, Ordering::Relaxed);
    }
}

impl std::fmt::Debug for Shelf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shelf").field("size", &self.size()).finish_non_exhaustive()
    }
}
