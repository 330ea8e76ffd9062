//! The making of the demonstration site, through the actions that a newsroom uses.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use actions::{ActionError, CommentRefusal, NewArticle, NewSite, Newsroom, PictureNotes, Posted, SitePlace};
use model::{ArticleId, CommentState, Credit, Language, Person, PersonId, PictureId, Role, StoryId, Time, World};
use pictures::Prepared;
use store::{ArticleDraft, Change, StoreError};

use crate::chance::of_name;
use crate::clock::SetClock;
use crate::readers::{self, DAYS, Piece};
use crate::{Repair, Story, Telling, drawings, paper, stories};

/// What stands beside every drawing.
const CREDIT: &str = "Courier print";
/// So many of the newest comments still wait for a moderator.
const HELD: usize = 6;
/// Comments come within so many hours of publication.
const TALK_HOURS: i64 = 60;

/// How much of everything there is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// The widths in which drawings are kept.
    pub picture_widths: Vec<u32>,
    /// About how often the stories are read in the month.
    pub readings: u32,
}

impl Default for Extent {
    fn default() -> Self {
        Self { picture_widths: pictures::WIDTHS.to_vec(), readings: 75_000 }
    }
}

/// Makes the demonstration site in a place that has none. It is found at `address`, such as
/// `http://127.0.0.1:7878`; `progress` is told what is being done.
pub fn seed(place: &SitePlace, address: &str, world: Arc<dyn World>, progress: &mut dyn FnMut(&str)) -> Result<Newsroom, ActionError> {
    seed_with(&Extent::default(), place, address, world, progress)
}

/// Makes the demonstration site, larger or smaller.
pub fn seed_with(
    extent: &Extent,
    place: &SitePlace,
    address: &str,
    world: Arc<dyn World>,
    progress: &mut dyn FnMut(&str),
) -> Result<Newsroom, ActionError> {
    let now = world.now();
    let stories = stories().map_err(|malformed| ActionError::File(malformed.to_string()))?;
    let opening = now.plus(-(DAYS + 1) * Time::DAY);
    let clock = Arc::new(SetClock::new(Arc::clone(&world), opening));
    let newsroom = found(place, address, Arc::clone(&clock) as Arc<dyn World>)?;
    let people = staff(&newsroom, &stories)?;

    let scenes: Vec<&str> = stories.iter().filter_map(|story| story.scene.as_deref()).collect();
    progress(&format!("Printing {} pictures", scenes.len()));
    let drawn = draw(&scenes, &extent.picture_widths)?;
    let pictures = hang(&newsroom, &stories, &drawn)?;
    drop(drawn);

    progress(&format!("Writing {} stories", stories.len()));
    let month = Month::new(&newsroom, &clock, &stories, &people, &pictures, now);
    let pieces = month.live_through()?;
    clock.set(now);
    choose(&newsroom, &stories, &pieces)?;

    progress("Letting a month of readers in");
    let readable: Vec<Piece> = pieces.iter().map(|written| written.piece).collect();
    let attendance = readers::read(&newsroom, &clock, now, &readable, extent.readings)?;
    let refused: u64 = attendance.refused.values().sum();
    progress(&format!("Counted {} readings and refused {refused}", attendance.counted));
    if attendance.lost > 0 {
        return Err(ActionError::Refused(format!("{} readings could not be kept", attendance.lost)));
    }
    Ok(Newsroom { world, ..newsroom })
}

/// The site with everything that is settled before the first story.
fn found(place: &SitePlace, address: &str, world: Arc<dyn World>) -> Result<Newsroom, ActionError> {
    let publication = paper::publication(address).map_err(|error| ActionError::Refused(error.to_string()))?;
    let new = NewSite {
        title: publication.title(Language::ENGLISH).to_owned(),
        languages: publication.languages.clone(),
        address: publication.address.clone(),
        zone: publication.zone.clone(),
    };
    let newsroom = actions::create_site(place, &new, world)?;
    let now = newsroom.world.now();
    newsroom.store.write(|session| -> Result<(), StoreError> {
        session.set_publication(&publication)?;
        for section in paper::sections() {
            session.set_section(&section)?;
        }
        for topic in paper::topics() {
            session.set_topic(&topic)?;
        }
        session.tell(now, &Change::Everything)
    })?;
    Ok(newsroom)
}

/// Everybody who is named in the stories, by slug.
fn staff(newsroom: &Newsroom, stories: &[Story]) -> Result<HashMap<&'static str, PersonId>, ActionError> {
    let mut staff = HashMap::new();
    newsroom.store.write(|session| -> Result<(), StoreError> {
        for colleague in paper::people() {
            let id = newsroom.world.person_id();
            let contact = Some(colleague.contact);
            session.set_person(&Person { id, slug: colleague.slug.to_owned(), names: colleague.names, about: colleague.about, contact })?;
            staff.insert(colleague.slug, id);
        }
        session.tell(newsroom.world.now(), &Change::Everything)
    })?;
    let named = stories.iter().flat_map(|story| [Some(&story.reporter), story.editor.as_ref(), story.translator.as_ref()]);
    match named.flatten().find(|name| !staff.contains_key(name.as_str())) {
        Some(stranger) => Err(ActionError::Missing(format!("a story is by “{stranger}”, who does not work here"))),
        None => Ok(staff),
    }
}

/// Draws the scenes, on as many cores as there are, and makes them ready for pages.
fn draw(scenes: &[&str], widths: &[u32]) -> Result<Vec<Prepared>, ActionError> {
    let next = AtomicUsize::new(0);
    let (done, finished) = mpsc::channel();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores.min(scenes.len()) {
            let (done, next) = (done.clone(), &next);
            scope.spawn(move || {
                while let Some((at, scene)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, *scenes.get(at)?))) {
                    drop(done.send((at, print(scene, widths))));
                }
            });
        }
    });
    drop(done);
    let mut prints: Vec<_> = finished.into_iter().collect();
    prints.sort_unstable_by_key(|(at, _)| *at);
    prints.into_iter().map(|(_, print)| print).collect()
}

fn print(scene: &str, widths: &[u32]) -> Result<Prepared, ActionError> {
    let drawing = drawings::draw(scene).ok_or_else(|| ActionError::Missing(format!("nobody has drawn “{scene}”")))?;
    pictures::prepare(&drawing.png(), widths).map_err(|error| ActionError::File(format!("the drawing “{scene}”: {error}")))
}

/// Keeps the drawings, each with what the stories say of it; by scene.
fn hang(newsroom: &Newsroom, stories: &[Story], drawn: &[Prepared]) -> Result<HashMap<String, PictureId>, ActionError> {
    let mut pictures = HashMap::new();
    let pictured = stories.iter().filter_map(|story| Some((story, story.scene.as_ref()?)));
    newsroom.store.write(|session| {
        for ((story, scene), file) in pictured.zip(drawn) {
            let said = |what: fn(&Telling) -> &Option<String>| {
                story.tellings.iter().filter_map(|telling| Some((telling.language, what(telling).clone()?))).collect()
            };
            let notes = PictureNotes {
                captions: said(|telling| &telling.caption),
                alts: said(|telling| &telling.alt),
                credit: Some(CREDIT.to_owned()),
                source: None,
            };
            pictures.insert(scene.clone(), actions::keep_picture(newsroom, session, Some(file), notes)?.id);
        }
        Ok(pictures)
    })
}

/// What happens to a story.
enum Event<'a> {
    Published,
    Corrected(&'a Repair),
    /// A comment by its place in the telling, and whether a moderator has been there.
    Commented {
        place: usize,
        seen_at: Option<Time>,
    },
}

/// An event and whom it concerns.
struct Entry<'a> {
    at: Time,
    story: &'a Story,
    telling: &'a Telling,
    event: Event<'a>,
}

/// An article that has been written.
struct Written {
    /// The place of its story.
    story: StoryId,
    name: String,
    piece: Piece,
}

/// A month of the newsroom's work, in the order in which it was done.
struct Month<'a> {
    newsroom: &'a Newsroom,
    clock: &'a SetClock,
    people: &'a HashMap<&'static str, PersonId>,
    pictures: &'a HashMap<String, PictureId>,
    entries: Vec<Entry<'a>>,
}

impl<'a> Month<'a> {
    fn new(
        newsroom: &'a Newsroom,
        clock: &'a SetClock,
        stories: &'a [Story],
        people: &'a HashMap<&'static str, PersonId>,
        pictures: &'a HashMap<String, PictureId>,
        now: Time,
    ) -> Self {
        let mut entries = Vec::new();
        let mut talk = Vec::new();
        for story in stories {
            for telling in &story.tellings {
                let published = published_at(story, telling, now);
                let entry = |at, event| Entry { at, story, telling, event };
                entries.push(entry(published, Event::Published));
                entries.extend(
                    telling.corrections.iter().map(|repair| entry(published.plus(i64::from(repair.hours) * Time::HOUR), Event::Corrected(repair))),
                );
                talk.extend(
                    (0..telling.comments.len())
                        .map(|place| entry(said_at(telling, place, published, now), Event::Commented { place, seen_at: None })),
                );
            }
        }
        // A moderator looks in every quarter of an hour or so, and has not seen the newest yet.
        talk.sort_by_key(|entry| entry.at);
        let seen = talk.len().saturating_sub(HELD);
        for entry in &mut talk[..seen] {
            if let Event::Commented { seen_at, .. } = &mut entry.event {
                *seen_at = Some(entry.at.plus((2 + (of_name(&entry.telling.headline) % 28) as i64) * Time::MINUTE).min(now));
            }
        }
        entries.extend(talk);
        entries.sort_by_key(|entry| entry.at);
        Self { newsroom, clock, people, pictures, entries }
    }

    /// Does everything at its hour; gives the articles.
    fn live_through(&self) -> Result<Vec<Written>, ActionError> {
        let mut told: BTreeMap<&str, StoryId> = BTreeMap::new();
        let mut articles: HashMap<(&str, Language), ArticleId> = HashMap::new();
        let mut written = Vec::new();
        for Entry { at, story, telling, event } in &self.entries {
            self.clock.set(*at);
            let key = (story.name.as_str(), telling.language);
            match event {
                Event::Published => {
                    let original = articles.get(&(story.name.as_str(), story.original)).copied();
                    let id = *told.entry(&story.name).or_insert_with(|| self.newsroom.world.story_id());
                    let article = self.publish(id, story, telling, original, *at)?;
                    articles.insert(key, article);
                    let piece = Piece { article, language: telling.language, published_at: *at, interest: story.interest };
                    written.push(Written { story: id, name: story.name.clone(), piece });
                }
                Event::Corrected(repair) => actions::correct(self.newsroom, of(&articles, key)?, model::NoteKind::Correction, &repair.text)?,
                Event::Commented { place, seen_at } => self.comment(of(&articles, key)?, telling, *place, *seen_at)?,
            }
        }
        Ok(written)
    }

    fn publish(&self, id: StoryId, story: &Story, telling: &Telling, original: Option<ArticleId>, at: Time) -> Result<ArticleId, ActionError> {
        let translated = telling.language != story.original;
        let credit = |role, slug: Option<&String>| Some(Credit { person: *self.people.get(slug?.as_str())?, role });
        let credits = [
            credit(Role::Reporter, Some(&story.reporter)),
            credit(Role::Translator, story.translator.as_ref().filter(|_| translated)),
            credit(Role::Editor, story.editor.as_ref()),
        ];
        let draft = ArticleDraft {
            section: story.section.clone(),
            headline: telling.headline.clone(),
            deck: telling.deck.clone(),
            body: telling.body.clone(),
            credits: credits.into_iter().flatten().collect(),
            contact: None,
            picture: story.scene.as_ref().and_then(|scene| self.pictures.get(scene)).copied(),
            topics: story.topics.clone(),
            made_from: original.filter(|_| translated),
            original_url: None,
        };
        actions::write(self.newsroom, &NewArticle { story: Some(id), language: telling.language, slug: None, draft, published_at: Some(at) })
    }

    fn comment(&self, article: ArticleId, telling: &Telling, place: usize, seen_at: Option<Time>) -> Result<(), ActionError> {
        let Some(remark) = telling.comments.get(place) else { return Ok(()) };
        let posted = Posted { article, name: &remark.name, text: &remark.text, visitor: of_name(&remark.name) };
        let comment = actions::comment(self.newsroom, &posted).map_err(|refusal| match refusal {
            CommentRefusal::Action(error) => error,
            other => ActionError::Refused(format!("the comment by “{}”: {other}", remark.name)),
        })?;
        if let Some(at) = seen_at {
            self.clock.set(at);
            actions::moderate(self.newsroom, comment.id, CommentState::Approved)?;
        }
        Ok(())
    }
}

fn of(articles: &HashMap<(&str, Language), ArticleId>, key: (&str, Language)) -> Result<ArticleId, ActionError> {
    articles.get(&key).copied().ok_or_else(|| ActionError::Missing(format!("{} in “{}” is not written yet", key.0, key.1)))
}

/// When a telling appeared: within the hour that the story names, at a minute of its own, and the
/// translation some minutes after the original.
fn published_at(story: &Story, telling: &Telling, now: Time) -> Time {
    let minutes = (of_name(&story.name) % 25) as i64;
    let before = if telling.language == story.original { 30 + minutes } else { minutes };
    let at = now.plus(-i64::from(story.age_hours) * Time::HOUR - before * Time::MINUTE);
    Time::from_millis(at.minute() * Time::MINUTE)
}

/// When a comment came in: the first soon after the story, the next ones ever further apart.
fn said_at(telling: &Telling, place: usize, published: Time, now: Time) -> Time {
    let window = (now.millis() - published.millis()).min(TALK_HOURS * Time::HOUR) as f64;
    let share = (place as f64 + 0.4 + (of_name(&telling.comments[place].name) % 60) as f64 / 100.0) / (telling.comments.len() as f64 + 0.4);
    published.plus((window * share.powf(1.6)) as i64)
}

/// The editors' must-reads, in both editions: by the place that the stories name, then the newest.
fn choose(newsroom: &Newsroom, stories: &[Story], written: &[Written]) -> Result<(), ActionError> {
    let mut chosen: Vec<(u32, u32, &str)> =
        stories.iter().filter_map(|story| Some((story.must_read?, story.age_hours, story.name.as_str()))).collect();
    chosen.sort_unstable();
    for language in [Language::ENGLISH, Language::KOREAN] {
        let told = |name: &str| written.iter().find(|written| written.name == name && written.piece.language == language);
        let order: Vec<(StoryId, Option<Time>)> = chosen.iter().filter_map(|(_, _, name)| Some((told(name)?.story, None))).collect();
        actions::set_must_reads(newsroom, language, &order)?;
    }
    Ok(())
}
