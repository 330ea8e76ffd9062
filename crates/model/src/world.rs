use crate::{AccountId, ArticleId, CommentId, PersonId, PictureId, StoryId, Time};

/// The hour and chance: the two things that a rule may need and must not fetch itself.
///
/// The binary passes the machine's clock and generator, tests pass ones they can move and repeat.
pub trait World: Send + Sync {
    /// The present moment.
    fn now(&self) -> Time;

    /// Sixty-four random bits, fit for keys.
    fn random(&self) -> u64;

    /// A new random article id.
    fn article_id(&self) -> ArticleId {
        ArticleId::from_bits(self.random())
    }

    /// A new random story id.
    fn story_id(&self) -> StoryId {
        StoryId::from_bits(self.random())
    }

    /// A new random picture id.
    fn picture_id(&self) -> PictureId {
        PictureId::from_bits(self.random())
    }

    /// A new random person id.
    fn person_id(&self) -> PersonId {
        PersonId::from_bits(self.random())
    }

    /// A new random comment id.
    fn comment_id(&self) -> CommentId {
        CommentId::from_bits(self.random())
    }

    /// A new random account id.
    fn account_id(&self) -> AccountId {
        AccountId::from_bits(self.random())
    }

    /// Thirty-two random bytes, for a key or a salt.
    fn key(&self) -> [u8; 32] {
        let mut key = [0; 32];
        for chunk in key.chunks_mut(8) {
            chunk.copy_from_slice(&self.random().to_le_bytes());
        }
        key
    }
}
