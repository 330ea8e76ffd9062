//! Who has an article open. In memory: who asks another node sees only those who ask that one too.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use model::{Account, AccountId, ArticleId, Time};

/// Who has not asked for so long has closed the page.
const GONE: i64 = 15 * Time::SECOND;

#[derive(Debug)]
struct Here {
    account: Arc<Account>,
    since: Time,
    seen: Time,
}

/// Who has which article open.
#[derive(Debug, Default)]
pub(crate) struct Presence(Mutex<HashMap<ArticleId, HashMap<AccountId, Here>>>);

impl Presence {
    /// Notes that somebody has an article open; who else has, by name, and since when.
    pub fn note(&self, article: ArticleId, account: &Arc<Account>, now: Time) -> Vec<(String, Time)> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, here| {
            here.retain(|_, here| now.millis() - here.seen.millis() < GONE);
            !here.is_empty()
        });
        let here = all.entry(article).or_default();
        here.entry(account.id).or_insert_with(|| Here { account: Arc::clone(account), since: now, seen: now }).seen = now;
        let mut others: Vec<_> =
            here.iter().filter(|(id, _)| **id != account.id).map(|(_, here)| (here.account.called.clone(), here.since)).collect();
        others.sort();
        others
    }
}
