mod plan;
mod related;
mod stories;

use actions::{ActionError, FrontPart, MustReads, arrange_front, front_mark};
use axum::http::StatusCode;
use minijinja::{Value, context};
use model::{Banner, Front, Language, Section, StoryId, Time};
use store::Cursor;

pub(crate) use self::related::{post_related, show_related};
use self::stories::{found, told};
use super::super::caller::Call;
use super::super::draw::{fault, hour, with_status};
use crate::ask::{Ask, Trouble};
use crate::pages::front::{SECONDS, opening};
use crate::reply::Reply;
use crate::site::Site;

/// How many of the newest stories are offered.
const OFFERED: usize = 20;
/// The most rows that a form may have.
const MOST_ROWS: usize = 200;

/// What is wished for a story.
#[derive(Clone, Default)]
struct Wish {
    story: Option<StoryId>,
    /// `lead`, or its place among the seconds from 1.
    place: String,
    /// Its place among the must-reads.
    read: String,
    /// Until when it stands there, as the field for hours takes it.
    until: String,
}

/// An edition's front page: what opens it, must-reads, the blocks of the sections, the banner, and why each story stands
/// where it stands.
pub(crate) fn show(call: &Call) -> Result<Reply, Trouble> {
    draw(call, StatusCode::OK, Value::from(()))
}

pub(crate) fn post(call: &Call) -> Result<Reply, Trouble> {
    let language = edition(call);
    let what = call.form.get("do");
    let done = match what {
        "stories" => stories(call, language),
        "sections" => sections(call, language),
        "banner" | "no-banner" => banner(call, language, what == "banner"),
        _ => return Err(Trouble::Refused("this form is not known".to_owned())),
    };
    match done {
        Ok(()) => Ok(Reply::see(format!("/desk/front?edition={language}&done={what}"))),
        Err(ActionError::Field { field, why }) => draw(call, StatusCode::UNPROCESSABLE_ENTITY, fault(call, &field, &why)),
        // No field is wrong: somebody else was quicker. What they did stands beside what was typed.
        Err(ActionError::Refused(why)) => draw(call, StatusCode::CONFLICT, fault(call, "", &why)),
        Err(error) => Err(error.into()),
    }
}

/// The edition that is arranged.
fn edition(call: &Call) -> Language {
    let publication = &call.site.publication;
    let wanted = call.field("edition").and_then(|code| code.parse().ok());
    wanted.filter(|language| publication.has(*language)).unwrap_or_else(|| publication.default_language())
}

/// The same question to an edition as it stands in the store, which may be some milliseconds ahead of what readers get.
fn in_edition(call: &Call, language: Language) -> Result<Ask, Trouble> {
    let mut ask = call.in_edition(language);
    ask.site = std::sync::Arc::new(Site::load(&call.newsroom)?);
    Ok(ask)
}

fn wrong(field: String, why: &str) -> ActionError {
    ActionError::Field { field, why: why.to_owned() }
}

/// Which part is changed, and from what: the form carries the mark of what it showed.
fn part(call: &Call, part: FrontPart) -> (FrontPart, &str) {
    (part, call.form.get("base"))
}

/// The rows of a form as they were filled in.
fn typed(call: &Call) -> Vec<Wish> {
    let form = &call.form;
    let row = |at: usize| {
        let get = |name: &str| form.get(&format!("{name}-{at}")).trim().to_owned();
        Wish { story: get("story").parse().ok(), place: get("place"), read: get("read"), until: get("until") }
    };
    (0..MOST_ROWS).take_while(|at| form.has(&format!("story-{at}"))).map(row).collect()
}

/// Keeps lead, seconds and must-reads.
fn stories(call: &Call, language: Language) -> Result<(), ActionError> {
    let now = call.app.now();
    let (mut lead, mut seconds, mut reads) = (None, Vec::new(), Vec::new());
    let wishes = typed(call);
    for (at, wish) in wishes.iter().enumerate() {
        let Some(story) = wish.story else { continue };
        match wish.place.as_str() {
            "" => {}
            "lead" if lead.is_some() => return Err(wrong(format!("place-{at}"), "one story leads; another one is chosen already")),
            "lead" => lead = Some(story),
            place if seconds.iter().any(|(taken, _)| *taken == place) => return Err(wrong(format!("place-{at}"), "another story has this place")),
            place => seconds.push((place, story)),
        }
        if wish.read.is_empty() {
            continue;
        }
        let place: u32 = wish.read.parse().map_err(|_| wrong(format!("read-{at}"), "this is no number"))?;
        let field = format!("until-{at}");
        let until = call.form.hour(&field, &call.site.publication.zone).map_err(|()| wrong(field.clone(), "this is no date and hour"))?;
        if until.is_some_and(|until| until <= now) {
            return Err(wrong(field, "this hour has passed; choose a later one, or none"));
        }
        reads.push((place, at, story, until));
    }
    seconds.sort_unstable();
    reads.sort_unstable_by_key(|(place, at, ..)| (*place, *at));
    let reads: MustReads = reads.into_iter().map(|(_, _, story, until)| (story, until)).collect();
    arrange_front(&call.newsroom, language, part(call, FrontPart::Stories), |front, before| {
        (front.lead, front.seconds) = (lead, seconds.into_iter().map(|(_, story)| story).collect());
        if reads != standing(before, now) {
            *before = reads;
        }
    })
}

/// The must-reads whose end has not come.
fn standing(chosen: &[(StoryId, Option<Time>)], now: Time) -> MustReads {
    chosen.iter().copied().filter(|(_, until)| until.is_none_or(|until| until > now)).collect()
}

/// Keeps the order of the sections' blocks, and which have none.
fn sections(call: &Call, language: Language) -> Result<(), ActionError> {
    let usual = call.newsroom.store.read(|session| session.sections())?;
    let mut order = Vec::with_capacity(usual.len());
    for (at, section) in usual.iter().enumerate() {
        let field = format!("order-{}", section.slug);
        let place: u32 = call.form.get(&field).trim().parse().map_err(|_| wrong(field, "this is no number"))?;
        order.push((place, at, &section.slug));
    }
    order.sort_unstable();
    let shown = |slug: &str| call.form.has(&format!("shown-{slug}"));
    let (blocks, hidden): (Vec<_>, Vec<_>) = order.into_iter().map(|(_, _, slug)| slug.clone()).partition(|slug| shown(slug));
    // The usual order is not written down, so that it may change for this page too.
    let as_usual = usual.iter().map(|section| &section.slug).filter(|slug| blocks.contains(slug)).eq(blocks.iter());
    arrange_front(&call.newsroom, language, part(call, FrontPart::Blocks), |front, _| {
        (front.sections, front.hidden) = (if as_usual { Vec::new() } else { blocks }, hidden);
    })
}

/// Puts the banner up, or takes it down.
fn banner(call: &Call, language: Language, up: bool) -> Result<(), ActionError> {
    let form = &call.form;
    let banner = if up {
        let end = form.hour("banner_ends", &call.site.publication.zone).map_err(|()| wrong("banner_ends".to_owned(), "this is no date and hour"))?;
        let ends_at = end.ok_or_else(|| wrong("banner_ends".to_owned(), "choose a date and an hour"))?;
        Some(Banner { text: form.get("banner").to_owned(), story: form.get("banner_story").parse().ok(), ends_at })
    } else {
        None
    };
    arrange_front(&call.newsroom, language, part(call, FrontPart::Banner), |front, _| front.banner = banner)
}

fn draw(call: &Call, status: StatusCode, wrong: Value) -> Result<Reply, Trouble> {
    let language = edition(call);
    let ask = in_edition(call, language)?;
    let opening = opening(&ask)?;
    let q = call.field("q").map(|text| model::squeeze(&text)).unwrap_or_default();
    let (chosen, places, searched, sections, marks) = call.newsroom.store.read(|session| {
        let places = session.newest(language, Cursor::START, OFFERED)?;
        let mut mark = |part| front_mark(session, language, part);
        let marks = context! { stories => mark(FrontPart::Stories)?, blocks => mark(FrontPart::Blocks)?, banner => mark(FrontPart::Banner)? };
        Ok::<_, Trouble>((session.must_reads(language)?, places, found(session, language, &q)?, session.sections()?, marks))
    })?;
    let newest = ask.entries_at(&places)?;
    let front = ask.site.front(language);
    let kept = kept(call, front, &standing(&chosen, call.app.now()));
    let clash = status == StatusCode::CONFLICT && call.form.get("do") == "stories";
    let mut wishes = typed(call);
    if wishes.is_empty() {
        wishes.clone_from(&kept);
    }
    // What somebody else has chosen meanwhile stands among what was typed.
    for wish in kept.iter().filter(|_| clash) {
        if wishes.iter().all(|typed| typed.story != wish.story) {
            wishes.push(Wish { story: wish.story, ..Wish::default() });
        }
    }
    for story in searched.iter().chain(opening.iter().chain(&newest).map(|entry| &entry.card.story)) {
        if wishes.iter().all(|wish| wish.story != Some(*story)) {
            wishes.push(Wish { story: Some(*story), ..Wish::default() });
        }
    }
    let stories: Vec<StoryId> = wishes.iter().filter_map(|wish| wish.story).collect();
    let told = told(&ask, &stories)?;
    let rows = wishes.iter().filter(|wish| wish.story.is_some()).zip(&told);
    let rows = rows.map(|(wish, told)| {
        let stands = kept.iter().find(|kept| clash && kept.story == wish.story && (&kept.place, &kept.read) != (&wish.place, &wish.read));
        let stands = stands.map(|kept| context! { place => kept.place.as_str(), read => kept.read.as_str() });
        context! { place => wish.place.as_str(), read => wish.read.as_str(), until => wish.until.as_str(), stands, ..told.view(call) }
    });
    let rows: Vec<Value> = rows.collect();
    let (placed, lists) = plan::view(call, &ask, &opening)?;
    let banner = front.banner.as_ref().map(|banner| {
        let story = banner.story.map(|story| story.to_string()).unwrap_or_default();
        context! { text => banner.text.as_str(), story, ends => hour(call, banner.ends_at) }
    });
    let own = context! {
        edition => language.code(),
        home => call.site.publication.root(language),
        rows,
        seconds => (1..=SECONDS).collect::<Vec<_>>(),
        blocks => blocks(call, front, &sections, language),
        banner,
        marks,
        longest => Banner::LONGEST,
        placed,
        lists,
        q,
        found => searched.len(),
        done => call.field("done").unwrap_or_default(),
        wrong,
    };
    with_status(call, status, "front.html", own)
}

/// What is kept, as rows of the form.
fn kept(call: &Call, front: &Front, reads: &[(StoryId, Option<Time>)]) -> Vec<Wish> {
    let lead = front.lead.map(|story| Wish { story: Some(story), place: "lead".to_owned(), ..Wish::default() });
    let seconds = front.seconds.iter().enumerate().map(|(at, story)| Wish { story: Some(*story), place: (at + 1).to_string(), ..Wish::default() });
    let mut wishes: Vec<Wish> = lead.into_iter().chain(seconds).collect();
    let zone = &call.site.publication.zone;
    for (at, (story, until)) in reads.iter().enumerate() {
        let read = (at + 1).to_string();
        let until = until.map(|until| until.rfc3339_in(zone).chars().take(16).collect()).unwrap_or_default();
        match wishes.iter_mut().find(|wish| wish.story == Some(*story)) {
            Some(wish) => (wish.read, wish.until) = (read, until),
            None => wishes.push(Wish { story: Some(*story), read, until, ..Wish::default() }),
        }
    }
    wishes
}

/// The sections as the form for their blocks shows them, in the order of the page; those without a block stand last.
fn blocks(call: &Call, front: &Front, sections: &[Section], language: Language) -> Vec<Value> {
    let typed = call.form.get("do") == "sections";
    let hidden = |section: &Section| if typed { !call.form.has(&format!("shown-{}", section.slug)) } else { front.hidden.contains(&section.slug) };
    let place = |section: &Section| front.sections.iter().position(|slug| *slug == section.slug).unwrap_or(usize::MAX);
    let mut order: Vec<&Section> = sections.iter().collect();
    order.sort_by_key(|section| (front.hidden.contains(&section.slug), place(section)));
    let row = |(at, section): (usize, &&Section)| {
        let field = format!("order-{}", section.slug);
        let order = if typed { call.form.get(&field).to_owned() } else { (at + 1).to_string() };
        let empty = call.site.section(language, &section.slug).is_none();
        context! { slug => section.slug.as_str(), title => call.site.section_title(language, &section.slug), order, shown => !hidden(section), empty }
    };
    order.iter().enumerate().map(row).collect()
}
