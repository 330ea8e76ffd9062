use std::net::IpAddr;

use model::{ArticleId, Time};
use serde::{Deserialize, Serialize};

use crate::constants::{
    CAP_BURST, CAP_REFILL_PER_HOUR, HAMMER_BURST, HAMMER_PER_MINUTE, MOST_BUCKETS, MOST_RECENT, MOST_REFERENCES, REFERENCE_KEPT, REPEAT, RUSH_BURST,
    RUSH_PER_MINUTE, WALK_BURST, WALK_PER_MINUTE,
};
use crate::memory::{Buckets, Recent};
use crate::visitor::client;
use crate::{Visitor, block, robot};

/// A reading that a page reports, with all that the rules look at. The token has been verified.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The article that the token names.
    pub article: ArticleId,
    /// The client's address: the rightmost hop that no trusted proxy vouches for.
    pub address: IpAddr,
    /// The `User-Agent` header; empty when there is none.
    pub user_agent: &'a str,
    /// Who reads.
    pub visitor: Visitor,
    /// Whether the browser says that it only fetches ahead (`Sec-Purpose`, `Purpose`).
    pub prefetch: bool,
    /// Whether the request comes from a page of this site.
    pub same_origin: bool,
    /// The mark that the page's script drew for this reading.
    pub reference: Option<[u8; 16]>,
}

/// The rules that can refuse a reading, in the order in which they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The user agent stands in an open list of robots.
    Robot,
    /// The browser fetched or drew the page ahead, and nobody saw it.
    Prefetch,
    /// Another site's page sent it.
    CrossSite,
    /// The same visitor's last counted view of this article was a moment ago.
    Repeat,
    /// One address asks for one article faster than a crowd would.
    Hammer,
    /// One visitor opens articles faster than a person can look at them.
    Walk,
    /// One address reads faster than all who may share it.
    Rush,
    /// One address block has had its share of this article's views.
    Cap,
}

impl Rule {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Rule; 8] = [Rule::Robot, Rule::Prefetch, Rule::CrossSite, Rule::Repeat, Rule::Hammer, Rule::Walk, Rule::Rush, Rule::Cap];

    /// The name in the API and in tallies.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Robot => "robot",
            Rule::Prefetch => "prefetch",
            Rule::CrossSite => "cross-site",
            Rule::Repeat => "repeat",
            Rule::Hammer => "hammer",
            Rule::Walk => "walk",
            Rule::Rush => "rush",
            Rule::Cap => "cap",
        }
    }

    /// The rule of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }

    /// The number that stands in a packed batch; never zero, never given to another rule.
    pub fn code(self) -> u8 {
        match self {
            Rule::Robot => 1,
            Rule::Prefetch => 2,
            Rule::CrossSite => 3,
            Rule::Repeat => 4,
            Rule::Cap => 5,
            Rule::Hammer => 6,
            Rule::Walk => 7,
            Rule::Rush => 8,
        }
    }

    /// The rule of a number from a batch.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }
}

/// What becomes of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It counts: once more.
    Counted,
    /// It does not count.
    Refused(Rule),
    /// This very reading was sent before and counted then. It is answered as counted and not
    /// counted again; the answer must wait until the first one is on disk.
    CountedBefore,
    /// This very reading was sent before and refused then. Nor is its refusal tallied again.
    RefusedBefore(Rule),
}

impl Verdict {
    /// Whether the sender is told that the reading counts.
    pub fn is_counted(self) -> bool {
        matches!(self, Verdict::Counted | Verdict::CountedBefore)
    }

    /// Whether it is a reading that was judged before.
    pub fn is_again(self) -> bool {
        matches!(self, Verdict::CountedBefore | Verdict::RefusedBefore(_))
    }

    /// The rule that refused it.
    pub fn rule(self) -> Option<Rule> {
        match self {
            Verdict::Refused(rule) | Verdict::RefusedBefore(rule) => Some(rule),
            Verdict::Counted | Verdict::CountedBefore => None,
        }
    }
}

/// What becomes of the report of how deeply a page was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DepthVerdict {
    /// It is taken: once for each view.
    Taken,
    /// It was taken before, and must not be acknowledged before the first one is on disk.
    TakenBefore,
    /// No view of this article was counted under this mark, or it is forgotten.
    NoView,
}

/// Remembers what the rules need to know of the last readings, and judges each new one. It begins
/// empty after a restart.
pub struct Gate {
    references: Recent<Answer>,
    views: Recent<()>,
    hammers: Buckets,
    walks: Buckets,
    rushes: Buckets,
    caps: Buckets,
}

/// How a reading was answered: the article's sixty bits, and above them the code of the rule that
/// refused it, zero where none did.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Answer(u64);

/// Stands in the place of a rule's code where the reading was counted and its depth taken.
const DEPTH_TAKEN: u64 = 15;

impl Answer {
    fn new(article: ArticleId, refused: Option<Rule>) -> Self {
        Self(u64::from(refused.map_or(0, Rule::code)) << 60 | article.bits())
    }

    /// A view of an article whose depth was taken.
    fn deep(article: ArticleId) -> Self {
        Self(DEPTH_TAKEN << 60 | article.bits())
    }

    fn article(self) -> ArticleId {
        ArticleId::from_bits(self.0)
    }

    fn verdict(self) -> Verdict {
        Rule::from_code((self.0 >> 60) as u8).map_or(Verdict::CountedBefore, Verdict::RefusedBefore)
    }
}

/// One number for two, all of whose bits depend on both; so many that no two pairs are confused in
/// the lifetime of a newspaper.
pub(crate) fn pair(one: u64, other: u64) -> u64 {
    let product = u128::from(one ^ 0x9e37_79b9_7f4a_7c15) * u128::from(other ^ 0xd1b5_4a32_d192_ed03);
    (product as u64 ^ (product >> 64) as u64).wrapping_add(one.rotate_left(32)).wrapping_add(other)
}

fn mark(reference: [u8; 16]) -> u64 {
    let bits = u128::from_be_bytes(reference);
    pair(bits as u64, (bits >> 64) as u64)
}

impl Default for Gate {
    fn default() -> Self {
        Self::new()
    }
}

impl Gate {
    /// A gate that has seen nothing yet.
    pub fn new() -> Self {
        Self {
            references: Recent::new(REFERENCE_KEPT, MOST_REFERENCES),
            views: Recent::new(REPEAT, MOST_RECENT),
            hammers: Buckets::new(HAMMER_BURST, HAMMER_PER_MINUTE, Time::MINUTE, MOST_BUCKETS),
            walks: Buckets::new(WALK_BURST, WALK_PER_MINUTE, Time::MINUTE, MOST_BUCKETS),
            rushes: Buckets::new(RUSH_BURST, RUSH_PER_MINUTE, Time::MINUTE, MOST_BUCKETS),
            caps: Buckets::new(CAP_BURST, CAP_REFILL_PER_HOUR, Time::HOUR, MOST_BUCKETS),
        }
    }

    /// The rules that need no memory: robot, as [`robot`] has it of the user agent, prefetch, cross-site.
    /// They can be asked before the gate is locked.
    pub fn screen(reading: &Reading<'_>, robot: bool) -> Option<Rule> {
        if robot {
            Some(Rule::Robot)
        } else if reading.prefetch {
            Some(Rule::Prefetch)
        } else if !reading.same_origin {
            Some(Rule::CrossSite)
        } else {
            None
        }
    }

    /// Judges a reading by all rules.
    pub fn judge(&mut self, reading: &Reading<'_>, now: Time) -> Verdict {
        self.judge_screened(reading, Self::screen(reading, robot(reading.user_agent).is_some()), now)
    }

    /// Judges a reading of which [`Gate::screen`] has been asked already.
    pub fn judge_screened(&mut self, reading: &Reading<'_>, screened: Option<Rule>, now: Time) -> Verdict {
        let reference = reading.reference.map(mark);
        // A mark that stands at another article is not this reading's, whoever copied it.
        if let Some(answer) = reference.and_then(|reference| self.references.get(reference, now))
            && answer.article() == reading.article
        {
            return answer.verdict();
        }
        let refused = screened.or_else(|| self.refuse(reading, now));
        if let Some(reference) = reference {
            self.references.insert(reference, Answer::new(reading.article, refused), now);
        }
        refused.map_or(Verdict::Counted, Verdict::Refused)
    }

    /// Takes out of memory what no rule asks for any more. To be called from time to time.
    pub fn forget(&mut self, now: Time) {
        self.references.forget(now);
        self.views.forget(now);
        for buckets in [&mut self.hammers, &mut self.walks, &mut self.rushes, &mut self.caps] {
            buckets.forget(now);
        }
    }

    /// Takes back a view that was counted but could not be kept, so that it counts when it is sent
    /// again.
    pub fn take_back(&mut self, reading: &Reading<'_>) {
        if let Some(reference) = reading.reference {
            self.references.remove(mark(reference));
        }
        let article = reading.article.bits();
        self.views.remove(pair(reading.visitor.today, article));
        self.caps.put_back(pair(block(reading.address), article));
    }

    /// Whether the depth of a reading is taken. It is given up again by [`Gate::take_back_depth`], and
    /// with its view by [`Gate::take_back`].
    pub fn judge_depth(&mut self, article: ArticleId, reference: [u8; 16], now: Time) -> DepthVerdict {
        match self.references.get_mut(mark(reference), now) {
            Some(answer) if *answer == Answer::new(article, None) => {
                *answer = Answer::deep(article);
                DepthVerdict::Taken
            }
            Some(answer) if *answer == Answer::deep(article) => DepthVerdict::TakenBefore,
            _ => DepthVerdict::NoView,
        }
    }

    /// Takes back a depth that was taken but could not be kept, so that it is taken when it is sent
    /// again.
    pub fn take_back_depth(&mut self, article: ArticleId, reference: [u8; 16], now: Time) {
        if let Some(answer) = self.references.get_mut(mark(reference), now)
            && *answer == Answer::deep(article)
        {
            *answer = Answer::new(article, None);
        }
    }

    /// The rules of behaviour. Rate and repetition are judged on every reading, refused ones
    /// included: what is asked for faster than people read is no reading, counted or not.
    fn refuse(&mut self, reading: &Reading<'_>, now: Time) -> Option<Rule> {
        let Reading { address, visitor, .. } = *reading;
        let article = reading.article.bits();
        let client = client(address);
        let calm = self.hammers.take_or_spill(pair(client, article), now);
        let slow = self.rushes.take(client, now);
        let seen = |who: u64| self.views.get(pair(who, article), now).is_some();
        if seen(visitor.today) || visitor.yesterday.is_some_and(seen) {
            return Some(Rule::Repeat);
        }
        let at_ease = self.walks.take_or_spill(visitor.today, now);
        if !calm {
            return Some(Rule::Hammer);
        }
        if !at_ease {
            return Some(Rule::Walk);
        }
        if !slow {
            return Some(Rule::Rush);
        }
        if !self.caps.take(pair(block(address), article), now) {
            return Some(Rule::Cap);
        }
        self.views.insert(pair(visitor.today, article), (), now);
        None
    }
}

#[cfg(test)]
#[path = "gate_tests.rs"]
mod tests;
