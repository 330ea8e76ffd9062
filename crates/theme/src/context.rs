//! What templates are given. Every page is a struct with a [`Frame`]; nothing else reaches a template,
//! so what stands here is the contract with a site's own theme.

use serde::{Serialize, Serializer};

/// What stands around every page: head, nameplate, navigation, footer.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// The edition's language code, for `lang`.
    pub language: String,
    /// The page's own title, without the publication's; empty on the front page.
    pub title: String,
    /// One or two sentences for search engines and previews.
    pub description: String,
    /// The publication's name in this edition.
    pub publication: String,
    /// A line under the name; empty if there is none.
    pub motto: String,
    /// The path of this edition's front page.
    pub home: String,
    /// Breaking news, above the nameplate of every page of the edition; none most of the time.
    pub banner: Option<BannerView>,
    /// Today in this edition's words: `Tuesday, 24 November 2026`.
    pub today: Moment,
    /// This page in every edition, or that edition's front page where it has no such page.
    pub editions: Vec<EditionLink>,
    /// The menu: the sections that stand in it, in order, and behind them pages of the house.
    pub sections: Vec<SectionLink>,
    /// The absolute address of this page; none for pages that have no address of their own (errors).
    pub canonical: Option<String>,
    /// Absolute addresses of this page in the editions that have it, itself included, for `hreflang`; empty when it stands alone.
    pub alternates: Vec<Alternate>,
    /// Path of the Atom feed that belongs to this page.
    pub feed: String,
    /// Whether search engines are asked to keep it.
    pub indexed: bool,
    /// The kind for OpenGraph: `website` or `article`.
    pub og_type: String,
    /// The absolute address of the picture for previews.
    pub og_image: Option<OgImage>,
    /// JSON-LD, safe to stand inside a script element.
    pub structured_data: Option<String>,
    /// Who answers for the publication: label and value, as they are to be printed.
    pub imprint: Vec<Fact>,
    /// Links of the footer to static pages.
    pub pages: Vec<Link>,
    /// Path of the style sheet, its hash in the name.
    pub stylesheet: String,
}

/// What is told above everything else. It is no entry of a list, so that it carries no `data-story`.
#[derive(Debug, Clone, Serialize)]
pub struct BannerView {
    /// One sentence.
    pub text: String,
    /// The path of the article that tells more; none where there is none, and on that article's own page.
    pub url: Option<String>,
}

/// A picture for previews.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "an address and its size in pixels")]
pub struct OgImage {
    pub url: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
}

/// A label and what stands beside it.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Fact {
    pub label: String,
    pub value: String,
}

/// A link.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Link {
    pub title: String,
    pub url: String,
}

/// The switch to an edition.
#[derive(Debug, Clone, Serialize)]
pub struct EditionLink {
    /// Its language code.
    pub language: String,
    /// What the language calls itself.
    pub name: String,
    /// The path of this page there, or of that edition's front page.
    pub url: String,
    /// Whether it is this edition.
    pub current: bool,
    /// Whether the link leads to the same page rather than to the front page.
    pub same_page: bool,
}

/// A section in the navigation.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SectionLink {
    pub title: String,
    pub url: String,
    /// Whether the page belongs to it.
    pub current: bool,
}

/// An absolute address of a page in one language; `x-default` included.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Alternate {
    pub language: String,
    pub url: String,
}

/// A moment in the edition's words and the publication's zone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// RFC 3339 with offset, for `datetime`.
    pub iso: String,
    /// Weekday and date: `Tuesday, 24 November 2026`, `2026년 11월 24일 화요일`.
    pub day: String,
    /// Date and time of day: `24 November 2026, 09:30`, `2026년 11월 24일 09:30`.
    pub full: String,
    /// Time of day when it is the page's own day, else the day: `09:30`, `23 Nov`, `11월 23일`.
    pub short: String,
}

/// A picture as it stands on a page.
#[derive(Debug, Clone, Serialize)]
pub struct PictureView {
    /// The widest rendition's path; none for a record without a picture.
    pub src: Option<String>,
    /// `path 640w, …`.
    pub srcset: String,
    /// Of the widest rendition, in pixels; 0 without a picture.
    pub width: u32,
    /// Of the widest rendition, in pixels; 0 without a picture.
    pub height: u32,
    /// What is seen, in this edition's language; empty where nobody has said it.
    pub alt: String,
    /// The caption in this edition's language; empty if there is none.
    pub caption: String,
    /// Whose it is; empty if not known.
    pub credit: String,
    /// What must be seen when it is cut, as two classes: `fx-3 fy-7` is three tenths from the left and seven from the
    /// top. Empty where nobody has said it.
    pub focus: String,
}

/// An entry that leads to an article. It has exactly one element with `data-story`.
#[derive(Debug, Clone, Serialize)]
pub struct StoryLink {
    /// The story's id, for `data-story`.
    pub story: String,
    /// The article's path.
    pub url: String,
    /// The headline.
    pub headline: String,
    /// The first deck line, or the first sentences of the body.
    pub summary: String,
    /// The section's title in this edition.
    pub section: String,
    /// The section's path.
    pub section_url: String,
    /// When it was published.
    pub published: Moment,
    /// Its picture, if it has one with a file.
    pub picture: Option<PictureView>,
    /// The reporter's name; empty if there is none.
    pub reporter: String,
    /// Its position on this page's list, from 1.
    pub rank: usize,
}

/// One of the five lists on a page; never empty.
#[derive(Debug, Clone, Serialize)]
pub struct ListView {
    /// `latest`, `weekly-best`, `popular-now`, `related` or `must-reads`, for `data-list`.
    pub kind: String,
    /// The heading in this edition.
    pub title: String,
    /// Whether positions are shown.
    pub numbered: bool,
    /// Its entries.
    pub stories: Vec<StoryLink>,
}

/// A page's template is given the lists without their entries: it says where each stands, with `place`,
/// and the entries are drawn by themselves, by a macro of `lists.html`.
fn heads<S: Serializer>(lists: &[ListView], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Head<'a> {
        kind: &'a str,
        title: &'a str,
        numbered: bool,
    }
    serializer.collect_seq(lists.iter().map(|list| Head { kind: &list.kind, title: &list.title, numbered: list.numbered }))
}

/// The front page.
#[derive(Debug, Clone, Serialize)]
pub struct FrontPage {
    /// Around it.
    pub frame: Frame,
    /// The first story; none while the edition is empty.
    pub lead: Option<StoryLink>,
    /// Two or three stories beside it.
    pub seconds: Vec<StoryLink>,
    /// Below: a block for each section that has a story left.
    pub sections: Vec<SectionBlock>,
    /// The lists: latest, must-reads, popular now, weekly best, those that have stories left.
    #[serde(serialize_with = "heads")]
    pub lists: Vec<ListView>,
}

/// A section's stories on the front page.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SectionBlock {
    pub title: String,
    pub url: String,
    /// At least one.
    pub stories: Vec<StoryLink>,
}

/// A listing of stories: a section, a topic, an author's work, or the latest.
#[derive(Debug, Clone, Serialize)]
pub struct ListingPage {
    /// Around it.
    pub frame: Frame,
    /// `section`, `topic`, `author` or `latest`.
    pub kind: String,
    /// The heading.
    pub heading: String,
    /// Who or what this is: an author's sentence; empty if there is none.
    pub about: String,
    /// An author's public address; empty if there is none.
    pub contact: String,
    /// Newest first. Empty in an edition that has none.
    pub stories: Vec<StoryLink>,
    /// The path of the page with newer stories.
    pub newer: Option<String>,
    /// The path of the page with older stories.
    pub older: Option<String>,
    /// The lists beside it.
    #[serde(serialize_with = "heads")]
    pub lists: Vec<ListView>,
}

/// An article's own page.
#[derive(Debug, Clone, Serialize)]
pub struct ArticlePage {
    /// Around it.
    pub frame: Frame,
    /// The article.
    pub article: ArticleView,
    /// What readers said.
    pub comments: CommentsView,
    /// The lists beside it.
    #[serde(serialize_with = "heads")]
    pub lists: Vec<ListView>,
}

/// An article as it is drawn.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleView {
    /// The article's id, for `data-article`.
    pub id: String,
    /// The story's id, for `data-story`.
    pub story: String,
    /// The section.
    pub section: Link,
    /// The headline.
    pub headline: String,
    /// The standfirst lines, quotation marks kept.
    pub deck: Vec<String>,
    /// Who made it, reporters first.
    pub credits: Vec<CreditView>,
    /// When it was published; none for a preview of a draft.
    pub published: Option<Moment>,
    /// When it was changed after that, if it was.
    pub updated: Option<Moment>,
    /// How often it was read, written as the language writes numbers. Templates place it with `{{ views }}`,
    /// in the element with `data-views`.
    #[serde(skip)]
    pub views: String,
    /// How old that number may be, where a cache in front of the site keeps pages; else empty.
    pub views_age: String,
    /// The page's token: for `<meta name="masthead-view">` and for the pixel.
    pub view_token: String,
    /// The pixel's path with the token, for `<noscript>`.
    pub view_pixel: String,
    /// The picture at its head.
    pub picture: Option<PictureView>,
    /// The body, drawn from typed blocks; safe to stand as it is.
    pub body: String,
    /// What was put right, oldest first.
    pub corrections: Vec<CorrectionView>,
    /// What those whom it is about reply, oldest first.
    pub replies: Vec<CorrectionView>,
    /// What it is about.
    pub topics: Vec<Link>,
    /// Where the original stands, if it came from elsewhere.
    pub original: Option<Link>,
    /// Who to know and write to: the people with something to say about themselves or an address.
    pub author_cards: Vec<AuthorCard>,
}

/// A person's part.
#[derive(Debug, Clone, Serialize)]
pub struct CreditView {
    /// The name in this edition.
    pub name: String,
    /// `reporter`, `translator`, `editor` or `photographer`.
    pub role: String,
    /// The role in this edition's words.
    pub role_title: String,
    /// The path of the person's page.
    pub url: String,
}

/// A public note of what was wrong, or a reply.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct CorrectionView {
    pub at: Moment,
    pub text: String,
}

/// A person at the end of an article.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct AuthorCard {
    pub name: String,
    pub role_title: String,
    pub url: String,
    /// Empty if there is none.
    pub about: String,
    /// Empty if there is none.
    pub contact: String,
}

/// The discussion under an article.
#[derive(Debug, Clone, Serialize)]
pub struct CommentsView {
    /// How many are public; stands at the head of the article and above the list, each in an element with `data-comments`.
    pub count: usize,
    /// The public ones, oldest first.
    pub comments: Vec<CommentView>,
    /// The form.
    pub form: CommentForm,
}

/// A public comment.
#[derive(Debug, Clone, Serialize)]
pub struct CommentView {
    /// Its id, for a fragment link.
    pub id: String,
    /// What the reader calls themself.
    pub name: String,
    /// Its lines.
    pub lines: Vec<String>,
    /// When it was received.
    pub at: Moment,
}

/// The form for a comment, with what was typed and what was wrong with it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CommentForm {
    /// Where it is sent.
    pub action: String,
    /// The most characters of the text.
    pub longest: usize,
    /// Proves that the form came from this site lately and makes a double submit one comment.
    pub ticket: String,
    /// What was typed as a name.
    pub name: String,
    /// What was typed as a text.
    pub text: String,
    /// A sentence about the name, or empty.
    pub name_error: String,
    /// A sentence about the text, or empty.
    pub text_error: String,
    /// A sentence about the whole (held for the editors, too many at once), or empty.
    pub notice: String,
}

/// A page of prose: about, privacy.
#[derive(Debug, Clone, Serialize)]
pub struct StaticPage {
    /// Around it.
    pub frame: Frame,
    /// The heading.
    pub heading: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// How readings are counted, with the numbers that are in force.
#[derive(Debug, Clone, Serialize)]
pub struct CountingPage {
    /// Around it.
    pub frame: Frame,
    /// Each rule in words.
    pub rules: Vec<CountingRule>,
    /// Numbers in force: label and value.
    pub constants: Vec<Fact>,
}

/// A rule of counting.
#[derive(Debug, Clone, Serialize)]
pub struct CountingRule {
    /// Its short name, as the API and `masthead counts` give it.
    pub name: String,
    /// What it says.
    pub text: String,
    /// How many readings it has refused so far, as the language writes numbers.
    pub refused: String,
}

/// Something went wrong, said by a person.
#[derive(Debug, Clone, Serialize)]
pub struct ErrorPage {
    /// Around it.
    pub frame: Frame,
    /// 404, 410, 429, 500, 503 …
    pub status: u16,
    /// What happened.
    pub heading: String,
    /// What to do.
    pub sentence: String,
    /// Why the newsroom took the article back, where it says so; else empty.
    pub reason: String,
    /// The language code of that reason, which is the article's.
    pub reason_language: String,
    /// Three stories worth reading.
    pub stories: Vec<StoryLink>,
}
