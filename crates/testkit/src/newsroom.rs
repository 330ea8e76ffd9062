use std::sync::Arc;

use actions::{NewArticle, NewSite, Newsroom, PictureNotes, SitePlace};
use model::{Article, ArticleId, Block, Body, ByLanguage, Credit, Language, Picture, PictureId, Role, StoryId, Time, World};
use store::{ArticleDraft, Change, Database, Published, Store, StoreError};

use crate::{Kind, TestDatabase, TestWorld};

/// A site in English and Korean, empty at first, with everything that an action needs.
#[derive(Debug)]
pub struct TestNewsroom {
    /// What actions are called with.
    pub newsroom: Newsroom,
    /// The hour and chance of it.
    pub world: Arc<TestWorld>,
    place: SitePlace,
    _database: TestDatabase,
}

impl TestNewsroom {
    /// A new site at `https://news.example.org`, English first, in Seoul's zone.
    pub fn new(kind: Kind) -> Self {
        let database = TestDatabase::new(kind);
        let world = Arc::new(TestWorld::default());
        let new = NewSite {
            title: "The Test".to_owned(),
            languages: vec![Language::ENGLISH, Language::KOREAN],
            address: "https://news.example.org".to_owned(),
            zone: "Asia/Seoul".parse().expect("a zone that every computer knows"),
        };
        let place = database.place();
        let newsroom = actions::create_site(&place, &new, world.clone()).expect("an empty place can hold a new site");
        Self { newsroom, world, place, _database: database }
    }

    /// The site that a backup becomes in a new place, at the hour of this one.
    pub fn restored(&self, kind: Kind, backup: &std::path::Path) -> Self {
        let database = TestDatabase::new(kind);
        let place = database.place();
        actions::restore(&place, backup).expect("a backup can be restored into an empty place");
        let world = Arc::new(TestWorld::default());
        world.set(self.world.now());
        let newsroom = Newsroom::open(&place, world.clone()).expect("a restored site can be opened");
        Self { newsroom, world, place, _database: database }
    }

    /// Where the site is.
    pub fn place(&self) -> &SitePlace {
        &self.place
    }

    /// Begins an article; it is public since this hour unless the builder says otherwise.
    pub fn article(&self, headline: &str) -> NewStory<'_> {
        NewStory {
            site: self,
            headline: headline.to_owned(),
            deck: Vec::new(),
            body: vec![Block::paragraph(format!("What there is to say of it: {headline}."))],
            section: "news".to_owned(),
            topics: Vec::new(),
            people: Vec::new(),
            language: Language::ENGLISH,
            story: None,
            picture: None,
            contact: None,
            made_from: None,
            published_at: Some(self.world.now()),
        }
    }

    /// An article as it is kept.
    pub fn found(&self, id: ArticleId) -> Article {
        self.newsroom.store.read(|session| session.article(id)).expect("the store answers").expect("the article is there")
    }

    /// The path of an article's page.
    pub fn path(&self, id: ArticleId) -> String {
        let article = self.found(id);
        let root = if article.language == Language::ENGLISH { "/".to_owned() } else { format!("/{}/", article.language) };
        let part = |text: &str| percent_encoding::utf8_percent_encode(text, UNRESERVED).to_string();
        format!("{root}{}/{}", part(&article.section), part(&article.slug))
    }

    /// A picture with its files, 640 by 400 pixels, and a caption in each of these languages.
    pub fn picture(&self, captions: &[(Language, &str)], credit: &str) -> Picture {
        let file = pictures::prepare(&bmp(), &pictures::WIDTHS).expect("a picture can be resized");
        let captions: ByLanguage<String> = captions.iter().map(|(language, text)| (*language, (*text).to_owned())).collect();
        let notes = PictureNotes { alts: captions.clone(), captions, credit: Some(credit.to_owned()), source: None };
        let keep = |session: &mut store::Session<'_>| actions::keep_picture(&self.newsroom, session, Some(&file), notes);
        self.newsroom.store.write(keep).expect("a picture can be kept")
    }

    /// What the outbox has told after a number.
    pub fn told_after(&self, number: i64) -> Vec<Change> {
        let changes = self.newsroom.store.read(|session| session.changes_after(number, 100_000)).expect("the store answers");
        changes.into_iter().map(|numbered| numbered.change).collect()
    }

    /// The number of the newest change.
    pub fn newest_change(&self) -> i64 {
        self.newsroom.store.read(|session| session.newest_change()).expect("the store answers")
    }
}

fn bmp() -> Vec<u8> {
    crate::bmp(640, 400)
}

/// What stands in an address as it is (RFC 3986, section 2.3).
const UNRESERVED: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl TestDatabase {
    /// The place of a site that is in it.
    pub fn place(&self) -> SitePlace {
        let database = match self.database() {
            Database::Folder(_) => None,
            Database::Postgres(address) => Some(address.clone()),
        };
        SitePlace { folder: self.folder().to_owned(), database, media: None }
    }
}

/// An article that is being made up.
#[derive(Debug, Clone)]
#[must_use = "it is kept by `write`"]
pub struct NewStory<'a> {
    site: &'a TestNewsroom,
    headline: String,
    deck: Vec<String>,
    body: Vec<Block>,
    section: String,
    topics: Vec<String>,
    people: Vec<(String, Role)>,
    language: Language,
    story: Option<StoryId>,
    picture: Option<PictureId>,
    contact: Option<String>,
    made_from: Option<ArticleId>,
    published_at: Option<Time>,
}

impl NewStory<'_> {
    /// The lines under the headline.
    pub fn deck(mut self, lines: &[&str]) -> Self {
        self.deck = lines.iter().map(|line| (*line).to_owned()).collect();
        self
    }

    /// The paragraphs of the body.
    pub fn body(mut self, paragraphs: &[&str]) -> Self {
        self.body = paragraphs.iter().map(|text| Block::paragraph(*text)).collect();
        self
    }

    /// The section, by its title; made if there is none.
    pub fn section(mut self, title: &str) -> Self {
        self.section = title.to_owned();
        self
    }

    /// One more topic, by its title; made if there is none.
    pub fn topic(mut self, title: &str) -> Self {
        self.topics.push(title.to_owned());
        self
    }

    /// One more person; made if nobody is called so.
    pub fn by(mut self, name: &str, role: Role) -> Self {
        self.people.push((name.to_owned(), role));
        self
    }

    /// In Korean, not English.
    pub fn korean(mut self) -> Self {
        self.language = Language::KOREAN;
        self
    }

    /// Tells the story of another article, and is made from that.
    pub fn telling(mut self, other: ArticleId) -> Self {
        self.story = Some(self.site.found(other).story);
        self.made_from = Some(other);
        self
    }

    /// The picture at its head.
    pub fn picture(mut self, picture: PictureId) -> Self {
        self.picture = Some(picture);
        self
    }

    /// The address that readers can write to.
    pub fn contact(mut self, contact: &str) -> Self {
        self.contact = Some(contact.to_owned());
        self
    }

    /// Public so many milliseconds ago, or scheduled when negative.
    pub fn ago(mut self, millis: i64) -> Self {
        self.published_at = Some(self.site.world.now().plus(-millis));
        self
    }

    /// Not public.
    pub fn draft(mut self) -> Self {
        self.published_at = None;
        self
    }

    /// What it says, as an action takes it; section, topics and people are made.
    pub fn made(&self) -> ArticleDraft {
        let (site, language) = (self.site, self.language);
        site.newsroom
            .store
            .write(|session| {
                let section = actions::section_named(session, site.world.now(), &self.section, language)?;
                let mut topics = Vec::new();
                for title in &self.topics {
                    topics.extend(actions::topic_named(session, site.world.now(), title, language)?.map(|topic| topic.slug));
                }
                let mut credits = Vec::new();
                for (name, role) in &self.people {
                    credits.push(Credit { person: actions::person_named(session, site.world.as_ref(), name, language)?.id, role: *role });
                }
                Ok::<_, StoreError>(ArticleDraft {
                    section: section.slug,
                    headline: self.headline.clone(),
                    deck: self.deck.clone(),
                    body: Body(self.body.clone()),
                    credits,
                    contact: self.contact.clone(),
                    picture: self.picture,
                    topics,
                    made_from: self.made_from,
                    original_url: None,
                })
            })
            .expect("section, topics and people can be made")
    }

    /// Writes it as the action does, which may refuse.
    pub fn try_write(&self) -> Result<ArticleId, actions::ActionError> {
        let draft = self.made();
        let new = NewArticle { story: self.story, language: self.language, slug: None, draft, published_at: self.published_at };
        actions::write(&self.site.newsroom, &new)
    }

    /// Writes it.
    pub fn write(&self) -> ArticleId {
        self.try_write().expect("the article can be written")
    }
}

/// Everything that is published, edition by edition, the newest first.
pub fn published(store: &Store) -> Vec<Published> {
    const MOST: usize = 100_000;
    store
        .read(|session| -> Result<_, StoreError> {
            let mut all = Vec::new();
            for language in session.publication()?.languages {
                all.extend(session.newest_published(language, MOST)?);
            }
            Ok(all)
        })
        .expect("a store that can be read")
}
