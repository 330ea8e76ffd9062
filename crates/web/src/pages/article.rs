use std::sync::Arc;

use exchange::schema_org::{Breadcrumbs, Corrected, Image, NewsArticle, Person, Publisher, Thing, Told, json_ld};
use model::{Article, ArticleId, Comment, Language, ListKind, NoteKind, Picture, Role, Time};
use store::Session;
use theme::{
    ArticlePage, ArticleView, AuthorCard, CommentForm, CommentView, CommentsView, CorrectionView, CreditView, Link, OgImage, Words, moment, number,
    unmarked, words,
};

use crate::ask::{Ask, Trouble};
use crate::cards::picture_view;
use crate::frame::{About, frame};
use crate::lists::{Around, Beside};
use crate::reply::Reply;
use crate::rope::Rope;
use crate::sheet::{Made, Sheet};
use crate::site::encoded;
use crate::telling::Telling;

/// The lists of an article's page.
const LISTS: [ListKind; 5] = [ListKind::MustReads, ListKind::Related, ListKind::PopularNow, ListKind::WeeklyBest, ListKind::Latest];
/// The most comments that a page shows; the oldest stand first.
const MOST_COMMENTS: usize = 500;

/// An article's own page.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Trouble> {
    let held = ask.field("comment").as_deref() == Some("held");
    let notice = if held { words(ask.language).comment_held } else { "" };
    let form = CommentForm { notice: notice.to_owned(), ..CommentForm::default() };
    ask.app.newsroom.store.read(|session| match find(ask, session)? {
        Found::Here(telling) if held => Ok(Reply::page(draw(ask, session, &telling, form)?)),
        Found::Here(telling) => {
            let (sheet, beside) = sheet(ask, session, &telling, ask.token(telling.article.id), form)?;
            ask.page(sheet, &beside)
        }
        Found::Elsewhere(path) => Ok(Reply::moved(path)),
    })
}

/// What stands at an article's address.
pub(crate) enum Found {
    Here(Box<Telling>),
    /// The address is an old one, or names another section.
    Elsewhere(String),
}

/// The article that the address means.
pub(crate) fn find(ask: &Ask, session: &mut Session<'_>) -> Result<Found, Trouble> {
    let article = crate::api::public(session.article_by_slug(ask.language, ask.param("slug"))?, session)?;
    let path = ask.site.article_path(article.language, &article.section, &article.slug);
    if same_path(&path, &ask.path) { Ok(Found::Here(Box::new(Telling::load(ask, session, article)?))) } else { Ok(Found::Elsewhere(path)) }
}

/// Whether two paths are one but for what browsers encode and others do not.
fn same_path(a: &str, b: &str) -> bool {
    percent_encoding::percent_decode_str(a).eq(percent_encoding::percent_decode_str(b))
}

/// The page with a form that has been filled in, for whoever filled it in.
pub(crate) fn draw(ask: &Ask, session: &mut Session<'_>, telling: &Telling, form: CommentForm) -> Result<Rope, Trouble> {
    let token = ask.token(telling.article.id);
    let (sheet, beside) = sheet(ask, session, telling, token, form)?;
    Ok(ask.rope(&sheet, &beside)?.still(&number(ask.app.readership.views(telling.article.id), ask.language)))
}

/// What stands on the page beside its lists.
pub(crate) fn around(article: &Article) -> Around {
    Around { own: Some((article.id, article.story)), listing: Vec::new(), kinds: &LISTS }
}

/// The page of an article as it would be if it were public; no reading is reported from it.
pub(crate) fn preview(ask: &Ask, session: &mut Session<'_>, telling: &Telling) -> Result<Rope, Trouble> {
    let (sheet, beside) = sheet(ask, session, telling, String::new(), CommentForm::default())?;
    Ok(ask.rope(&sheet, &beside)?.still(&number(ask.app.readership.views(telling.article.id), ask.language)))
}

fn sheet(ask: &Ask, session: &mut Session<'_>, telling: &Telling, token: String, form: CommentForm) -> Result<(Arc<Sheet>, Beside), Trouble> {
    let (site, article) = (&ask.site, &telling.article);
    let language = article.language;
    let around = around(article);
    let beside = ask.beside(&around)?;
    let comments = comments(ask, session, telling, &token, form)?;
    let mut paths = vec![(language, telling.path.clone())];
    paths.extend(telling.others.iter().map(|other| (other.language, other.path.clone())));
    let about = About {
        title: article.headline.clone(),
        description: telling.description(),
        paths,
        section: Some(article.section.clone()),
        feed: Some(site.publication.path(language, &format!("{}/feed.xml", encoded(&article.section)))),
        og_type: Some("article"),
        og_image: telling.picture().and_then(|picture| og_image(ask, picture, language)),
        structured_data: Some(structured_data(ask, telling, comments.count)),
        hidden_from_search: false,
    };
    let frame = frame(&ask.app, site, language, about);
    let page = ArticlePage { frame, article: view(ask, telling, token.clone()), comments, lists: beside.heads(language) };
    let made = Made {
        around,
        beside: &beside,
        leaves_out: false,
        token,
        until: token_turns(ask.seen.at, article.id).min(ask.day_ends()),
        views: Some(ask.app.readership.count_of(article.id)),
    };
    Ok((ask.sheet(&page, made)?, beside))
}

/// When a page's token is minted anew: in the hour after the one in which it was drawn, and not for all
/// pages at once.
fn token_turns(now: Time, article: ArticleId) -> Time {
    const SPREAD: i64 = 30 * Time::MINUTE;
    now.next_hour().plus((article.bits() % SPREAD.unsigned_abs()) as i64)
}

fn view(ask: &Ask, telling: &Telling, token: String) -> ArticleView {
    let (site, article) = (&ask.site, &telling.article);
    let language = article.language;
    let at = |time| moment(time, ask.app.now(), &site.publication.zone, language);
    let in_edition = |rest: String| site.publication.path(language, &rest);
    let notes = |kind| telling.notes(kind).map(|note| CorrectionView { at: at(note.at), text: note.text.clone() }).collect();
    ArticleView {
        id: article.id.to_string(),
        story: article.story.to_string(),
        section: Link { title: site.section_title(language, &article.section), url: in_edition(encoded(&article.section)) },
        headline: article.headline.clone(),
        deck: article.deck.clone(),
        credits: credits(ask, telling),
        published: Some(at(telling.published_at)),
        updated: telling.updated_at().map(at),
        views: String::new(),
        views_age: match ask.app.options.edge_seconds {
            0 => String::new(),
            seconds => Words::fill(words(language).views_age, &[("n", &number(seconds.into(), language))]),
        },
        view_pixel: if token.is_empty() { String::new() } else { format!("/api/v1/views.gif?token={token}") },
        view_token: token,
        picture: telling.picture().map(|picture| picture_view(picture, language)),
        body: unmarked(telling.body_html(None)),
        corrections: notes(NoteKind::Correction),
        replies: notes(NoteKind::Reply),
        topics: telling
            .topics
            .iter()
            .map(|topic| Link { title: telling.topic_title(site, topic).to_owned(), url: in_edition(format!("topics/{}", encoded(&topic.slug))) })
            .collect(),
        original: article.original_url.as_ref().map(|url| Link { title: host(url), url: url.clone() }),
        author_cards: author_cards(ask, telling),
    }
}

/// Reporters first, then the others as they are credited.
fn credits(ask: &Ask, telling: &Telling) -> Vec<CreditView> {
    let language = telling.article.language;
    let mut credits: Vec<_> = telling.credits().collect();
    credits.sort_by_key(|(credit, _)| credit.role != Role::Reporter);
    let view = |(credit, person): (model::Credit, &model::Person)| CreditView {
        name: telling.name(&ask.site, person).to_owned(),
        role: credit.role.word().to_owned(),
        role_title: words(language).role(credit.role).to_owned(),
        url: author_path(ask, language, person),
    };
    credits.into_iter().map(view).collect()
}

fn author_path(ask: &Ask, language: Language, person: &model::Person) -> String {
    ask.site.publication.path(language, &format!("authors/{}", encoded(&person.slug)))
}

/// The people with something to say about themselves or an address. The article's own address goes
/// to its first editor, else to its first reporter, else to the publication.
fn author_cards(ask: &Ask, telling: &Telling) -> Vec<AuthorCard> {
    let language = telling.article.language;
    let credits: Vec<_> = telling.credits().collect();
    let with = |role| credits.iter().position(|(credit, _)| credit.role == role);
    let addressee = with(Role::Editor).or_else(|| with(Role::Reporter)).or(if credits.is_empty() { None } else { Some(0) });
    let mut cards: Vec<AuthorCard> = Vec::new();
    for (at, (credit, person)) in credits.iter().enumerate() {
        let own = telling.article.contact.clone().filter(|_| addressee == Some(at));
        let card = AuthorCard {
            name: telling.name(&ask.site, person).to_owned(),
            role_title: words(language).role(credit.role).to_owned(),
            url: author_path(ask, language, person),
            about: person.about.get(language).cloned().unwrap_or_default(),
            contact: own.or_else(|| person.contact.clone()).unwrap_or_default(),
        };
        if !(card.about.is_empty() && card.contact.is_empty()) && cards.iter().all(|other| other.url != card.url) {
            cards.push(card);
        }
    }
    if addressee.is_none()
        && let Some(contact) = &telling.article.contact
    {
        let publication = &ask.site.publication;
        let name = publication.title(language).to_owned();
        cards.push(AuthorCard { name, role_title: String::new(), url: publication.root(language), about: String::new(), contact: contact.clone() });
    }
    cards
}

fn comments(ask: &Ask, session: &mut Session<'_>, telling: &Telling, token: &str, form: CommentForm) -> Result<CommentsView, Trouble> {
    let at = |time| moment(time, ask.app.now(), &ask.site.publication.zone, telling.article.language);
    let public = session.public_comments(telling.article.id, MOST_COMMENTS)?;
    let count = if public.len() < MOST_COMMENTS { public.len() } else { session.count_public_comments(telling.article.id)? as usize };
    let view = |comment: &Comment| CommentView {
        id: comment.id.to_string(),
        name: comment.name.clone(),
        lines: comment.text.lines().map(str::to_owned).collect(),
        at: at(comment.at),
    };
    let form = CommentForm { action: format!("{}#comments", telling.path), longest: Comment::LONGEST, ticket: token.to_owned(), ..form };
    Ok(CommentsView { count, comments: public.iter().map(view).collect(), form })
}

fn og_image(ask: &Ask, picture: &Picture, language: Language) -> Option<OgImage> {
    let view = picture_view(picture, language);
    let url = ask.site.absolute(&view.src?);
    Some(OgImage { url, width: view.width, height: view.height, alt: view.alt })
}

fn structured_data(ask: &Ask, telling: &Telling, comment_count: usize) -> String {
    let (site, article) = (&ask.site, &telling.article);
    let language = article.language;
    let url = site.absolute(&telling.path);
    let home = site.absolute(&site.publication.root(language));
    let section = site.section_title(language, &article.section);
    let section_url = site.absolute(&site.publication.path(language, &encoded(&article.section)));
    let description = telling.description();
    let people: Vec<(Role, &str, String)> = telling
        .credits()
        .map(|(credit, person)| (credit.role, telling.name(site, person), site.absolute(&author_path(ask, language, person))))
        .collect();
    let with =
        |role| -> Vec<Person<'_>> { people.iter().filter(|(its, ..)| *its == role).map(|(_, name, url)| Person { name, url: Some(url) }).collect() };
    let picture = telling.picture().map(|picture| picture_view(picture, language)).filter(|view| view.src.is_some());
    let picture_url = picture.as_ref().and_then(|view| view.src.as_ref()).map(|src| site.absolute(src)).unwrap_or_default();
    let image = picture.as_ref().map(|view| Image {
        url: &picture_url,
        width: view.width,
        height: view.height,
        caption: &view.caption,
        credit: &view.credit,
    });
    let others: Vec<String> = telling.others.iter().map(|other| site.absolute(&other.path)).collect();
    let told = |(other, url): (&crate::telling::Other, &'_ String)| (other.id, other.language, other.headline.clone(), url.clone());
    let told: Vec<_> = telling.others.iter().zip(&others).map(told).collect();
    let source =
        |id| told.iter().find(|(other, ..)| Some(*other) == id).map(|(_, language, headline, url)| Told { url, language: *language, headline });
    let things = [
        Thing::NewsArticle(NewsArticle {
            url: &url,
            headline: &article.headline,
            description: &description,
            language,
            section: &section,
            keywords: telling.topics.iter().map(|topic| telling.topic_title(site, topic)).collect(),
            published: telling.published_at,
            updated: article.updated_at,
            authors: with(Role::Reporter),
            editors: with(Role::Editor),
            translators: with(Role::Translator),
            images: image.into_iter().collect(),
            publisher: Publisher { name: site.publication.title(language), url: &home, logo: None },
            word_count: Some(article.body.to_plain().split_whitespace().count()),
            comment_count,
            corrections: telling.notes(NoteKind::Correction).map(|correction| Corrected { text: &correction.text, at: correction.at }).collect(),
            translation_of: source(article.made_from),
            translations: Vec::new(),
            original_url: article.original_url.as_deref(),
        }),
        Thing::Breadcrumbs(Breadcrumbs(vec![(site.publication.title(language), &home), (&section, &section_url), (&article.headline, &url)])),
    ];
    json_ld(&things)
}

/// The host of an address, which tells readers where a link leads.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}
