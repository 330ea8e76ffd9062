use serde::{Deserialize, Serialize};

/// The lists that a page can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListKind {
    /// The editors' order, filled up by reading.
    MustReads,
    /// Like this article.
    Related,
    /// Being read right now.
    PopularNow,
    /// Most read in seven days.
    WeeklyBest,
    /// Newest first.
    Latest,
}

impl ListKind {
    /// In the order in which they may choose their stories on a page.
    pub const BY_PRIORITY: [ListKind; 5] = [ListKind::MustReads, ListKind::Related, ListKind::PopularNow, ListKind::WeeklyBest, ListKind::Latest];

    /// The name in addresses and in `data-list`.
    pub fn name(self) -> &'static str {
        match self {
            ListKind::MustReads => "must-reads",
            ListKind::Related => "related",
            ListKind::PopularNow => "popular-now",
            ListKind::WeeklyBest => "weekly-best",
            ListKind::Latest => "latest",
        }
    }

    /// The list of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::BY_PRIORITY.into_iter().find(|kind| kind.name() == name)
    }
}

/// How many stories each list shows on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "each is the length of the list of its name")]
pub struct ListLengths {
    pub must_reads: usize,
    pub related: usize,
    pub popular_now: usize,
    pub weekly_best: usize,
    pub latest: usize,
}

impl Default for ListLengths {
    fn default() -> Self {
        Self { must_reads: 5, related: 5, popular_now: 5, weekly_best: 10, latest: 6 }
    }
}

impl ListLengths {
    /// The length of one list.
    pub fn of(&self, kind: ListKind) -> usize {
        match kind {
            ListKind::MustReads => self.must_reads,
            ListKind::Related => self.related,
            ListKind::PopularNow => self.popular_now,
            ListKind::WeeklyBest => self.weekly_best,
            ListKind::Latest => self.latest,
        }
    }
}
