//! The text of news pages, each with what a reader of it would write down.

#![expect(clippy::unwrap_used, reason = "a fixture that cannot be read is a failed test")]

use std::path::Path;

use exchange::{Found, Hints, page};
use model::{Kind, Language, When, Zone};
use toml::{Table, Value};

fn hints() -> Hints {
    Hints { languages: vec![Language::ENGLISH, Language::KOREAN] }
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages"))
}

/// The words of the body, block by block; pictures have none there.
fn body(found: &Found) -> Vec<String> {
    found.body.iter().filter(|block| !matches!(block.kind, Kind::Picture { .. })).flat_map(|block| block.lines()).collect()
}

fn captions(found: &Found) -> Vec<(String, String)> {
    let all = found.pictures.iter().flat_map(|picture| picture.captions.iter());
    sorted(all.map(|(language, text)| (language.code().to_owned(), text.clone())).collect())
}

/// The languages of one picture's captions have no order.
fn sorted(mut pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    pairs.sort();
    pairs
}

/// All that was taken, for finding what should not have been.
fn everything(found: &Found) -> String {
    let mut all = vec![found.headline.clone()];
    all.extend(found.deck.iter().cloned());
    all.extend(body(found));
    all.extend(captions(found).into_iter().map(|(_, text)| text));
    all.extend(found.pictures.iter().filter_map(|picture| picture.credit.clone()));
    all.extend(found.credits.iter().map(|credit| credit.name.clone()));
    all.extend(found.topics.iter().cloned().chain(found.section.clone()).chain(found.contact.clone()));
    all.join("\n")
}

/// A time as the fixtures write it: the clock of the publication's place, or a day.
fn written(when: When) -> String {
    let local = |local: jiff::civil::DateTime| local.strftime("%Y-%m-%dT%H:%M").to_string();
    match when {
        When::Day(day) => day.to_string(),
        When::Local(time) => local(time),
        When::Exact(time) => {
            let seoul: Zone = "Asia/Seoul".parse().unwrap();
            time.rfc3339_in(&seoul)[..16].to_owned()
        }
    }
}

fn strings(table: &Table, key: &str) -> Vec<String> {
    table.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn pairs(table: &Table, key: &str, first: &str, second: &str) -> Vec<(String, String)> {
    let of = |entry: &Value, key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    table.get(key).and_then(Value::as_array).into_iter().flatten().map(|entry| (of(entry, first), of(entry, second))).collect()
}

fn check(name: &str) {
    let page = ["txt", "html"].iter().find_map(|end| std::fs::read(folder().join(format!("{name}.{end}"))).ok()).unwrap();
    let expected: Table = std::fs::read_to_string(folder().join(format!("{name}.expected.toml"))).unwrap().parse().unwrap();
    let found = page::read(&page, &hints()).unwrap();
    let said = |key: &str| expected.get(key).and_then(Value::as_str).map(str::to_owned);
    assert_eq!(Some(found.headline.clone()), said("headline"));
    assert_eq!(found.language.map(|language| language.code().to_owned()), said("language"));
    assert_eq!(found.deck, strings(&expected, "deck"));
    assert_eq!(body(&found), strings(&expected, "body"));
    assert_eq!(captions(&found), sorted(pairs(&expected, "captions", "language", "text")));
    let credits: Vec<_> = found.credits.iter().map(|credit| (credit.name.clone(), credit.role.word().to_owned())).collect();
    assert_eq!(credits, pairs(&expected, "credits", "name", "role"));
    assert_eq!(found.published.map(written), said("published"));
    assert_eq!(found.contact, said("contact"));
    assert_eq!(found.section, said("section"));
    let credit = expected.get("picture").and_then(|picture| picture.get("credit")).and_then(Value::as_str);
    assert_eq!(found.pictures.first().and_then(|picture| picture.credit.as_deref()), credit);
    let all = everything(&found);
    for absent in strings(&expected, "absent") {
        assert!(!all.contains(&absent), "“{absent}” is no part of the article");
    }
}

macro_rules! pages {
    ($($test:ident: $name:literal,)*) => {
        $(#[test]
        fn $test() {
            check($name);
        })*

        #[test]
        fn no_page_is_left_unread() {
            let read = [$($name),*];
            let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
            let mut texts: Vec<String> = files.filter_map(|file| file.strip_suffix(".expected.toml").map(str::to_owned)).collect();
            texts.sort();
            assert_eq!(texts, read);
        }
    };
}

pages! {
    breadcrumb_and_two_times: "01-en-breadcrumb-shipping",
    agency_report_with_dateline: "02-en-wire-dateline",
    consent_and_newsletter_boxes: "03-en-cookie-newsletter",
    no_byline_and_readers_comments: "04-en-no-byline-comments",
    english_edition_with_two_captions: "05-en-edition-two-captions",
    feature_below_lists: "06-en-feature-lists-first",
    korean_times_and_share_buttons: "07-ko-input-times-share",
    korean_agency_report: "08-ko-wire-dateline",
    korean_subheadings_and_captions: "09-ko-subheads-captions",
    translation_into_korean: "10-ko-translated",
    korean_column: "11-ko-opinion-column",
    korean_broadcast_with_comments: "12-ko-reader-comments",
    standfirst_below_the_dates: "13-ko-deck-below-dates",
    a_caption_pasted_twice: "14-ko-caption-twice",
    a_headline_that_quotes: "15-ko-quoted-headline",
    a_name_behind_a_caption: "16-ko-names-as-credits",
    a_list_of_triangles: "17-ko-list-of-triangles",
    a_magazine_with_numbered_points: "18-ko-magazine-numbers",
    a_credit_in_capitals: "19-en-credit-in-capitals",
    a_list_that_lost_its_dots: "20-en-list-without-dots",
    each_caption_in_two_languages: "21-en-captions-of-two-languages",
    links_amid_the_text: "22-en-links-amid-text",
    tables_in_an_old_encoding: "23-ko-tables-without-data",
    boxes_without_any_data: "24-en-nothing-but-boxes",
    a_page_of_amp: "25-ko-amp",
}

/// Texts of real pages beside the workspace; runs where they exist.
#[test]
fn a_real_page_is_read_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: there is no folder of real pages");
        return;
    };
    let marked = |text: &str| text.contains("[Photo=");
    let file = entries.filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok()).find(|text| marked(text));
    let Some(text) = file else {
        eprintln!("skipped: the folder has no such page");
        return;
    };
    let found = page::read(text.as_bytes(), &hints()).unwrap();
    assert_eq!(found.language, Some(Language::ENGLISH));
    assert_eq!(found.headline, "US and South Korea Urge China to Help in Dealing with North Korea’s Provocations");
    assert_eq!(found.deck.len(), 2);
    assert!(found.deck[0].starts_with("Blinken: “China must help") && found.deck[0].ends_with("actions.”"), "{:?}", found.deck);
    assert!(found.deck[1].starts_with("Park Jin: “Increased tension") && found.deck[1].ends_with("benefit China.”"), "{:?}", found.deck);
    assert_eq!(found.pictures.len(), 1);
    let picture = &found.pictures[found.lead.unwrap()];
    assert_eq!(picture.credit.as_deref(), Some("Yonhap News"));
    let korean = picture.captions.get(Language::KOREAN).unwrap();
    assert!(korean.starts_with("토니 블링컨 미국") && korean.ends_with("발언하고 있다"), "{korean}");
    let english = picture.captions.get(Language::ENGLISH).unwrap();
    assert!(english.starts_with("U.S. Secretary of State") && english.ends_with("on the 9th."), "{english}");
    let body = body(&found);
    assert_eq!(body.len(), 11);
    assert!(body[0].starts_with("U.S. Secretary of State Tony Blinken stated on the 9th"));
    assert!(body[10].ends_with("significant economic partnership.”"));
    // Every paragraph of the page's text is there, in its order.
    let paragraphs: Vec<&str> =
        text.lines().map(str::trim).filter(|line| line.ends_with(['.', '”']) && line.len() > 130 && !line.contains(": “")).collect();
    assert_eq!(body.iter().map(String::as_str).collect::<Vec<_>>(), paragraphs);
    let credits: Vec<_> = found.credits.iter().map(|credit| (credit.name.as_str(), credit.role.word())).collect();
    assert_eq!(credits, [("Choi Yoon Sun", "reporter"), ("Daniel Kim", "editor")]);
    assert_eq!(found.contact.as_deref(), Some("content@viewusglobal.com"));
    assert_eq!((found.published, found.updated, found.section.as_deref()), (None, None, None));
    let all = everything(&found);
    for absent in ["Quick access", "Comments", "300", "Latest", "Weekly", "Must-Reads", "Popular", "ASIA", "Paris Hilton", "Views"] {
        assert!(!all.contains(absent), "“{absent}” is no part of the article");
    }
}
