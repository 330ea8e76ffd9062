use model::{Block, ByLanguage, Language, PictureId, Role, When};

/// What an importer knows beforehand.
#[derive(Debug, Clone)]
pub struct Hints {
    /// The publication's languages, the default first.
    pub languages: Vec<Language>,
}

/// An article as found in a file: everything of it that has a place in the model, and in `notes`
/// what was left.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The language it is written in.
    pub language: Option<Language>,
    /// The headline, one line.
    pub headline: String,
    /// The standfirst lines, quotation marks kept.
    pub deck: Vec<String>,
    /// The body. The id in a picture block is the place in `pictures`; see [`Found::picture_at`].
    pub body: Vec<Block>,
    /// The pictures, in the body and at the head.
    pub pictures: Vec<FoundPicture>,
    /// The place in `pictures` of the one at the head of the article, which does not stand in the body.
    pub lead: Option<usize>,
    /// Who made it.
    pub credits: Vec<FoundCredit>,
    /// An address that readers can write to.
    pub contact: Option<String>,
    /// When it was published.
    pub published: Option<When>,
    /// When it was last changed, as the page says.
    pub updated: Option<When>,
    /// The section's title, as the page says.
    pub section: Option<String>,
    /// The topics' titles (tags, keywords that the page shows).
    pub topics: Vec<String>,
    /// Its canonical address, absolute: what makes it the same item when it comes again.
    pub canonical: Option<String>,
    /// What the site it came from calls itself.
    pub site: Option<String>,
    /// What was left out or guessed, a sentence each, for the report.
    pub notes: Vec<String>,
}

impl Found {
    /// The id that stands in a body for the picture at this place of `pictures`, until the real one is drawn.
    pub fn picture_id(place: usize) -> PictureId {
        PictureId::from_bits(place as u64)
    }

    /// The place in `pictures` that such an id means.
    pub fn picture_at(id: PictureId) -> usize {
        usize::try_from(id.bits()).unwrap_or(usize::MAX)
    }
}

/// A picture as found in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundPicture {
    /// Its address as written in the page (absolute, relative, or `data:`), or none if the page only tells of it.
    pub source: Option<String>,
    /// Captions, each with its language, without the credit.
    pub captions: ByLanguage<String>,
    /// Alternative texts.
    pub alts: ByLanguage<String>,
    /// Whose it is, without brackets and words such as "Photo:".
    pub credit: Option<String>,
}

/// A person named by a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCredit {
    /// The name alone.
    pub name: String,
    /// What they did.
    pub role: Role,
}

/// Why a file could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Not text of any kind we read.
    #[error("the file is not text: {0}")]
    NotText(String),
    /// Over the size that is read.
    #[error("the file is {found} MB large; at most {limit} MB are read")]
    TooLarge {
        /// Its size in megabytes.
        found: u64,
        /// The bound in megabytes.
        limit: u64,
    },
    /// Text, but not of an article.
    #[error("no article was found in it: {0}")]
    NoArticle(String),
    /// Broken in a way that leaves nothing to take.
    #[error("the file is damaged: {0}")]
    Damaged(String),
}
