//! Which generation brought the newest change of what.

use std::collections::HashMap;

use model::{ArticleId, StoryId};
use store::Change;

/// The most changes that are told apart; beyond, all count as of the newest generation.
const MOST: usize = 50_000;

/// The generations in which articles and stories last changed, as far as pages have to know.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    everything: u64,
    articles: HashMap<ArticleId, u64>,
    stories: HashMap<StoryId, u64>,
}

impl Changes {
    /// Notes what a generation brings.
    pub fn note(&mut self, change: &Change, generation: u64) {
        match change {
            Change::Article { story, .. } => {
                self.stories.insert(*story, generation);
            }
            Change::Comments { article } => {
                self.articles.insert(*article, generation);
            }
            Change::MustReads { .. } => {}
            Change::Everything => self.note_everything(generation),
        }
        if self.articles.len() + self.stories.len() > MOST {
            self.note_everything(generation);
        }
    }

    /// Notes that a generation may have changed anything.
    pub fn note_everything(&mut self, generation: u64) {
        self.everything = generation;
        self.articles.clear();
        self.stories.clear();
    }

    /// The newest generation that changed what the page of an article tells of it.
    pub fn newest(&self, article: ArticleId, story: StoryId) -> u64 {
        let of_article = self.articles.get(&article).copied().unwrap_or(0);
        let of_story = self.stories.get(&story).copied().unwrap_or(0);
        self.everything.max(of_article).max(of_story)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_changed_by_its_story_its_comments_and_whatever_changes_everything() {
        let (article, story) = (ArticleId::from_bits(1), StoryId::from_bits(2));
        let mut changes = Changes::default();
        assert_eq!(changes.newest(article, story), 0);
        changes.note(&Change::Comments { article }, 3);
        changes.note(&Change::Comments { article: ArticleId::from_bits(9) }, 4);
        assert_eq!(changes.newest(article, story), 3);
        changes.note(&Change::Article { article: ArticleId::from_bits(7), story, language: model::Language::KOREAN }, 5);
        assert_eq!(changes.newest(article, story), 5);
        changes.note(&Change::Everything, 6);
        assert_eq!(changes.newest(ArticleId::from_bits(9), StoryId::from_bits(9)), 6);
    }
}
