//! What is kept of the readership, loaded and folded.

use std::collections::{BTreeMap, HashMap};

use audience::constants::{POPULAR_HOURS, SLACK_HOURS, WEEK_HOURS};
use audience::{Key, Keys, Rule, Salt, Salts, Tally, Turn, hour_of};
use model::{ArticleId, Time};
use store::{Batch, CountSums, Depth, KeyRow, SaltRow, StoreError};

use crate::Newsroom;

const MINUTES_OF_DAY: i64 = Time::DAY / Time::MINUTE;

/// The keys that sign tokens and the salts that hide visitors.
#[derive(Clone)]
pub(super) struct Secrets {
    pub keys: Keys,
    pub salts: Salts,
}

/// Refused readings that are not kept yet.
#[derive(Debug, Default)]
pub(super) struct Refused(BTreeMap<i64, HashMap<(ArticleId, u8), u32>>);

impl Refused {
    pub fn add(&mut self, minute: i64, article: ArticleId, rule: Rule) {
        *self.0.entry(minute).or_default().entry((article, rule.code())).or_default() += 1;
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// By minute: (article, the rule's code, readings), sorted.
    pub fn sorted(&self) -> BTreeMap<i64, Vec<(ArticleId, u8, u32)>> {
        let sort = |of_minute: &HashMap<(ArticleId, u8), u32>| {
            let mut rows: Vec<_> = of_minute.iter().map(|(&(article, code), &readings)| (article, code, readings)).collect();
            rows.sort_unstable_by_key(|&(article, code, _)| (article, code));
            rows
        };
        self.0.iter().map(|(&minute, of_minute)| (minute, sort(of_minute))).collect()
    }

    /// Puts those back that could not be kept.
    pub fn put_back(&mut self, other: Refused) {
        for (minute, of_minute) in other.0 {
            let own = self.0.entry(minute).or_default();
            for (key, readings) in of_minute {
                *own.entry(key).or_default() += readings;
            }
        }
    }
}

/// The number of the newest batch of each node that is in the lists.
pub(super) type ReadSoFar = HashMap<i64, i64>;

/// Everything counted that the lists need, folded or not, and how far the batches of each node are in it.
pub(super) fn load(newsroom: &Newsroom) -> Result<(Tally, ReadSoFar), StoreError> {
    let now = newsroom.world.now().minute();
    let hour = hour_of(now);
    let few = |views: u64| u32::try_from(views).unwrap_or(u32::MAX);
    newsroom.store.read_counts(|session| {
        let mut tally = Tally::new();
        session.totals(|article, views| tally.kept_total(article, views))?;
        session
            .hours_from(hour - WEEK_HOURS - SLACK_HOURS, |(hour, article, views, depth)| tally.kept_hour(article, hour, few(views), few(depth)))?;
        session.minutes_from((hour - POPULAR_HOURS - SLACK_HOURS) * 60, |(minute, article, views)| tally.kept_minute(article, minute, few(views)))?;
        for batch in session.batches()? {
            let views = audience::unpack_views(&batch.views).map_err(damaged)?;
            for (article, views) in views {
                tally.add(article, batch.minute, views);
            }
            for (article, seconds) in depths(&batch)? {
                tally.add_depth(article, batch.minute, seconds);
            }
        }
        Ok((tally, session.counting_nodes()?.into_iter().collect()))
    })
}

/// The batches that other nodes have kept since.
pub(super) fn batches_of_others(newsroom: &Newsroom, own: i64, so_far: &ReadSoFar) -> Result<Vec<Batch>, StoreError> {
    newsroom.store.read_counts(|session| {
        let mut found = Vec::new();
        for (node, newest) in session.counting_nodes()? {
            let after = so_far.get(&node).copied().unwrap_or(0);
            if node != own && newest > after {
                found.extend(session.batches_after(node, after)?);
            }
        }
        Ok(found)
    })
}

/// For how many minutes a batch stays after it was folded: other nodes read it long before.
const STAYS: i64 = 2;

/// Folds the batches that are kept into sums of minutes, hours and all time.
pub(super) fn fold(newsroom: &Newsroom) -> Result<(), StoreError> {
    if newsroom.store.read_counts(|session| session.batches())?.is_empty() {
        return Ok(());
    }
    newsroom.store.write_counts(|session| {
        let batches = session.batches()?;
        let mut views: BTreeMap<(i64, ArticleId), u64> = BTreeMap::new();
        let mut deep: BTreeMap<(i64, ArticleId), Depth> = BTreeMap::new();
        let mut refused: BTreeMap<(i64, ArticleId, u8), u64> = BTreeMap::new();
        for batch in &batches {
            for (article, count) in audience::unpack_views(&batch.views).map_err(damaged)? {
                *views.entry((batch.minute, article)).or_default() += u64::from(count);
            }
            for (article, seconds) in depths(batch)? {
                let depth = deep.entry((hour_of(batch.minute), article)).or_default();
                depth.seconds += u64::from(seconds);
                depth.reports += 1;
            }
            for (article, code, count) in audience::unpack_refusals(&batch.refusals).map_err(damaged)? {
                *refused.entry((batch.minute.div_euclid(MINUTES_OF_DAY), article, code)).or_default() += u64::from(count);
            }
        }
        let sums = CountSums {
            views: views.into_iter().map(|((minute, article), count)| (minute, article, count)).collect(),
            depths: deep.into_iter().map(|((hour, article), depth)| (hour, article, depth)).collect(),
            refused: refused.into_iter().map(|((day, article, code), count)| (day, article, rule_name(code), count)).collect(),
        };
        let folded: Vec<_> = batches.iter().map(|batch| (batch.node, batch.number)).collect();
        session.fold(&folded, &sums)?;
        session.forget_folded(newsroom.world.now().minute() - STAYS)
    })
}

/// Adds to how many readers went on from one article to another.
pub(super) fn keep_turns(newsroom: &Newsroom, turns: &[(Turn, u64)]) -> Result<(), StoreError> {
    if turns.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = turns.iter().map(|&((from, to), readers)| (from, to, readers)).collect();
    newsroom.store.write_counts(|session| session.add_turns(&rows, newsroom.world.now()))
}

/// The keys and salts of this hour: new ones are made when they are due, salts a day ahead, and those
/// that are over are destroyed.
pub(super) fn renew_secrets(newsroom: &Newsroom) -> Result<Secrets, StoreError> {
    let now = newsroom.world.now();
    let secrets = newsroom.store.read_counts(read_secrets)?;
    let tomorrow = now.plus(Time::DAY);
    let stale = secrets.keys.due(now) || !secrets.salts.has(now) || !secrets.salts.has(tomorrow) || !secrets.keys.outlived(now).is_empty();
    if !stale {
        return Ok(secrets);
    }
    newsroom.store.write_counts(|session| {
        // Another node may have been here in the meantime.
        let secrets = read_secrets(session)?;
        if secrets.keys.due(now) {
            let id = i64::from(newsroom.world.random() as u32);
            session.add_key(&KeyRow { id, secret: newsroom.world.key().to_vec(), made_at: now })?;
        }
        for id in secrets.keys.outlived(now) {
            session.drop_key(i64::from(id))?;
        }
        for day in [now, tomorrow] {
            if !secrets.salts.has(day) {
                session.add_salt(&SaltRow { day: Salts::day_of(day), secret: newsroom.world.key().to_vec() })?;
            }
        }
        session.forget_old_counts(now)?;
        read_secrets(session)
    })
}

fn read_secrets(session: &mut store::Session<'_>) -> Result<Secrets, StoreError> {
    let secret = |bytes: &[u8]| <[u8; 32]>::try_from(bytes).map_err(|_| StoreError::Damaged("a secret is not 32 bytes long".to_owned()));
    let mut keys = Vec::new();
    for row in session.keys()? {
        let id = u32::try_from(row.id).map_err(|_| StoreError::Damaged(format!("{} is no key's number", row.id)))?;
        keys.push(Key { id, secret: secret(&row.secret)?, made_at: row.made_at });
    }
    let mut salts = Vec::new();
    for row in session.salts()? {
        salts.push(Salt { day: row.day, secret: secret(&row.secret)? });
    }
    Ok(Secrets { keys: Keys::new(keys), salts: Salts::new(salts) })
}

/// How often an article was read, and how many reports of it each rule has refused.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// The article.
    pub article: ArticleId,
    /// Views, all that were ever counted.
    pub views: u64,
    /// Seconds read in depth, all that were ever reported.
    pub depth_seconds: u64,
    /// How many readers reported them.
    pub depth_reports: u64,
    /// Refused readings by rule.
    pub refused: BTreeMap<String, u64>,
}

/// What is on disk of an article's readership, folded or not.
pub fn counts(newsroom: &Newsroom, article: ArticleId) -> Result<Counts, crate::ActionError> {
    if newsroom.store.read(|session| session.article(article))?.is_none() {
        return Err(crate::ActionError::no_article(article));
    }
    let counted = newsroom.store.read_counts(|session| {
        let (views, depth) = session.total(article)?;
        let refused = session.refusals(Some(article))?.into_iter().collect();
        let mut counted = Counts { article, views, depth_seconds: depth.seconds, depth_reports: depth.reports, refused };
        for batch in session.batches()? {
            for (read, views) in audience::unpack_views(&batch.views).map_err(damaged)? {
                counted.views += if read == article { u64::from(views) } else { 0 };
            }
            for (_, seconds) in depths(&batch)?.into_iter().filter(|(read, _)| *read == article) {
                counted.depth_seconds += u64::from(seconds);
                counted.depth_reports += 1;
            }
            for (read, code, readings) in audience::unpack_refusals(&batch.refusals).map_err(damaged)? {
                if read == article {
                    *counted.refused.entry(rule_name(code)).or_default() += u64::from(readings);
                }
            }
        }
        Ok::<_, StoreError>(counted)
    })?;
    Ok(counted)
}

/// The reports of depth in a batch: article and seconds.
pub(super) fn depths(batch: &Batch) -> Result<Vec<(ArticleId, u32)>, StoreError> {
    batch.depths.as_deref().map_or(Ok(Vec::new()), |packed| audience::unpack_depths(packed).map_err(damaged))
}

pub(super) fn damaged(damaged: audience::Damaged) -> StoreError {
    StoreError::Damaged(damaged.to_string())
}

/// A rule of a later version keeps its number for a name.
fn rule_name(code: u8) -> String {
    Rule::from_code(code).map_or_else(|| code.to_string(), |rule| rule.name().to_owned())
}
