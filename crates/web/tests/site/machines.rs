use std::collections::BTreeMap;

use actions::withdraw;
use model::{Language, Time};
use quick_xml::Reader;
use quick_xml::events::Event;
use testkit::{Browser, Kind, TestNewsroom, on_both_databases};

use crate::paper::{ADDRESS, STORIES, fill, paper};

on_both_databases! {
    a_feed_is_well_formed_and_its_addresses_are_absolute
    a_feed_holds_the_newest_first_and_no_more_than_it_should
    a_feed_calls_everything_what_it_is_called_now
    a_publication_draws_one_entry_of_a_feed
    the_sitemap_names_every_page_once_with_its_editions
    the_maps_of_a_small_paper_can_be_asked_for_by_name
    every_address_of_a_large_paper_stands_in_one_map
    robots_are_told_where_the_sitemap_is
    a_site_that_can_answer_says_so
}

/// An element with its attributes and its text.
#[derive(Debug, Default, Clone)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
}

/// The elements of a document in the order of their ends; a document that is not well-formed fails.
fn elements(xml: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(xml);
    let (mut open, mut done): (Vec<Element>, Vec<Element>) = Default::default();
    let named = |start: &quick_xml::events::BytesStart<'_>| {
        let attributes =
            start.attributes().map(|attribute| attribute.unwrap()).map(|attribute| (attribute.key.as_ref().to_owned(), attribute.value.to_string()));
        Element { name: start.name().as_ref().to_owned(), attributes: attributes.collect(), text: String::new() }
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(named(&start)),
            Event::Empty(start) => done.push(named(&start)),
            Event::End(_) => done.extend(open.pop()),
            Event::Text(text) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&format!("&{};", &*name));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    done
}

fn texts(elements: &[Element], name: &str) -> Vec<String> {
    elements.iter().filter(|element| element.name == name).map(|element| element.text.trim().to_owned()).collect()
}

fn a_feed_is_well_formed_and_its_addresses_are_absolute(kind: Kind) {
    let paper = paper(kind);
    paper.site.article("Ampersand & <b>angles</b> “quotes”").body(&["1 < 2 && 3 > 2"]).write();
    for path in ["/feed.xml", "/ko/feed.xml", "/city/feed.xml", "/ko/topics/harbour/feed.xml", "/authors/mina-seo/feed.xml"] {
        let answer = paper.browser.get(path);
        assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
        let xml = elements(&answer.text());
        let links: Vec<_> = xml.iter().filter(|element| element.name == "link").map(|element| element.attributes["href"].clone()).collect();
        assert!(links.len() > 3 && links.iter().all(|link| link.starts_with(&format!("{ADDRESS}/"))), "{path}: {links:?}");
        assert_eq!(links[0], format!("{ADDRESS}{path}"), "a feed names itself");
        for content in texts(&xml, "content") {
            assert!(!content.contains("href=&quot;/") && !content.contains("src=&quot;/"), "{content}");
        }
        let ids = texts(&xml, "id");
        assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len());
    }
}

fn a_feed_calls_everything_what_it_is_called_now(kind: Kind) {
    let paper = paper(kind);
    let (newsroom, english) = (&paper.site.newsroom, Language::ENGLISH);
    let feeds = ["/feed.xml", "/city/feed.xml", "/topics/harbour/feed.xml", "/authors/mina-seo/feed.xml"];
    let read = |browser: &Browser| feeds.map(|path| browser.page(path)).concat();
    let topic = |name: &str| {
        let mut topic = newsroom.store.read(|session| session.topic("harbour")).unwrap().unwrap();
        topic.titles.set(english, name.to_owned());
        actions::change_topic(newsroom, &topic).unwrap();
    };
    let section = |name: &str| {
        let mut section = newsroom.store.read(|session| session.sections()).unwrap().into_iter().find(|section| section.slug == "city").unwrap();
        section.titles.set(english, name.to_owned());
        actions::change_section(newsroom, &section).unwrap();
    };
    let person = |name: &str| {
        let mut person = newsroom.store.read(|session| session.person_by_slug("mina-seo")).unwrap().unwrap();
        person.names.set(english, name.to_owned());
        actions::change_person(newsroom, &person).unwrap();
    };
    let address = |name: &str| actions::change_publication(newsroom, |publication| name.clone_into(&mut publication.address)).unwrap();
    let changes: [&dyn Fn(&str); 4] = [&topic, &section, &person, &address];
    for (name, change) in ["Quayside", "Town and Coast", "Mina Seo-Kim", "https://quay.example"].into_iter().zip(changes) {
        assert!(!read(&paper.browser).contains(name));
        change(name);
        let told = read(&paper.browser);
        assert!(told.contains(name), "{name}");
        assert!(told == read(&Browser::open(&paper.site)), "a server that has drawn nothing yet tells the same: {name}");
    }
}

fn a_publication_draws_one_entry_of_a_feed(kind: Kind) {
    let paper = paper(kind);
    let asked = || {
        let before = paper.site.newsroom.store.queries();
        paper.browser.page("/feed.xml");
        paper.site.newsroom.store.queries() - before
    };
    let first = asked();
    paper.site.article("A kiosk burns down").section("City").write();
    paper.browser.page("/about");
    let again = asked();
    assert!(first > 100 && again < 20, "{first}, then {again}");
}

fn a_feed_holds_the_newest_first_and_no_more_than_it_should(kind: Kind) {
    let paper = paper(kind);
    let feed = || {
        let xml = elements(&paper.browser.page("/feed.xml"));
        xml.iter()
            .filter(|element| element.name == "link" && element.attributes["rel"] == "alternate")
            .skip(1)
            .map(|element| element.attributes["href"].trim_start_matches(ADDRESS).to_owned())
            .collect::<Vec<_>>()
    };
    let expected: Vec<_> = paper.browser.json("/api/v1/articles?limit=30")["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["url"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(feed(), expected);
    withdraw(&paper.site.newsroom, paper.english[0]).unwrap();
    assert!(!feed().contains(&paper.site.path(paper.english[0])));
}

fn the_sitemap_names_every_page_once_with_its_editions(kind: Kind) {
    let paper = paper(kind);
    let xml = elements(&paper.browser.page("/sitemap.xml"));
    let places = texts(&xml, "loc");
    assert!(places.iter().all(|place| place.starts_with(&format!("{ADDRESS}/"))));
    assert_eq!(places.iter().collect::<std::collections::BTreeSet<_>>().len(), places.len());
    for id in paper.english.iter().chain(&paper.korean) {
        assert!(places.contains(&format!("{ADDRESS}{}", paper.site.path(*id))));
    }
    for path in ["/", "/ko/", "/city", "/ko/sports", "/latest", "/about/counting"] {
        assert!(places.contains(&format!("{ADDRESS}{path}")), "{path}");
    }
    for place in &places {
        assert_eq!(paper.browser.get(place.trim_start_matches(ADDRESS)).status, 200, "{place}");
    }
    let alternates = xml.iter().filter(|element| element.name == "xhtml:link");
    let foreign = alternates.filter(|link| link.attributes["href"].contains("/ko/") != (link.attributes["hreflang"] == "ko")).count();
    assert_eq!(foreign, 0);
}

fn the_maps_of_a_small_paper_can_be_asked_for_by_name(kind: Kind) {
    let paper = paper(kind);
    paper.site.article("An old story").ago(400 * Time::DAY).write();
    let map = |name: &str| paper.browser.page(&format!("/sitemap.xml?map={name}"));
    let maps = ["pages", "en-2026-11", "ko-2026-11", "en-2025-10"].map(|name| texts(&elements(&map(name)), "loc"));
    assert!(maps[0].iter().all(|place| !place.contains("-part-")), "an article is no page");
    assert!(maps[2].iter().all(|place| place.starts_with(&format!("{ADDRESS}/ko/"))));
    assert_eq!(maps[3], [format!("{ADDRESS}/news/an-old-story")]);
    let (mut whole, mut parts) = (texts(&elements(&paper.browser.page("/sitemap.xml")), "loc"), maps.concat());
    whole.sort();
    parts.sort();
    assert_eq!(parts, whole);
    for name in [
        "",
        "1",
        "en",
        "en-2026",
        "en-2026-13",
        "en-2026-11-1",
        "en-2026-11-2",
        "EN-2026-11",
        "de-2026-11",
        "en-2024-05",
        "en-2026-11-1844674407370955",
        "pages-2",
    ] {
        assert_eq!(paper.browser.get(&format!("/sitemap.xml?map={name}")).status, 404, "{name}");
    }
}

fn every_address_of_a_large_paper_stands_in_one_map(kind: Kind) {
    const FULL: usize = 10_000;
    const ARCHIVE: usize = FULL + 10;
    const KOREAN: usize = 30;
    let site = TestNewsroom::new(kind);
    let (mut own, korean) = fill(&site);
    own.extend(korean);
    // One May with more articles than a map holds, four in each millisecond, and Korean ones over fourteen months before.
    let archive = |language: &str, every: usize, published: &str| {
        format!(
            "INSERT INTO article (id, story, language, section, slug, status, headline, deck, published_at, updated_at, revision)
             WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {ARCHIVE})
             SELECT n + 100000 * {every}, n, '{language}', 'city', 'archive-' || n, 'published', 'Archive', '[]', {published}, {published}, 1
             FROM number WHERE n % {every} = 0;"
        )
    };
    site.newsroom.store.run_sql(&archive("en", 1, "1714521600000 + n / 4")).unwrap();
    site.newsroom.store.run_sql(&archive("ko", KOREAN, "1714521600000 - n * CAST(3600000 AS BIGINT)")).unwrap();
    let browser = Browser::open(&site);
    let index = texts(&elements(&browser.page("/sitemap.xml")), "loc");
    let names: Vec<_> = index.iter().map(|place| place.trim_start_matches(&format!("{ADDRESS}/sitemap.xml?map="))).collect();
    assert_eq!(names[..5], ["pages", "en-2026-11", "en-2024-05", "en-2024-05-2", "ko-2026-11"]);
    assert_eq!((names[5], names.last(), names.len()), ("ko-2024-04", Some(&"ko-2023-03"), 5 + 14));
    let (mut places, mut foreign) = (Vec::new(), 0);
    for name in &names[1..] {
        let xml = elements(&browser.page(&format!("/sitemap.xml?map={name}")));
        let in_map = texts(&xml, "loc");
        assert!((1..=FULL).contains(&in_map.len()), "{name} holds {}", in_map.len());
        foreign += xml.iter().filter(|element| element.attributes.get("hreflang").is_some_and(|language| !name.starts_with(language))).count();
        places.extend(in_map);
    }
    let archive = (1..=ARCHIVE).map(|n| format!("{ADDRESS}/city/archive-{n}"));
    let korean = (1..=ARCHIVE).filter(|n| n % KOREAN == 0).map(|n| format!("{ADDRESS}/ko/city/archive-{n}"));
    let mut expected: Vec<_> = own.iter().map(|id| format!("{ADDRESS}{}", site.path(*id))).chain(archive).chain(korean).collect();
    expected.sort();
    places.sort();
    assert!(places == expected, "{} addresses in the maps, {} of articles", places.len(), expected.len());
    // Of the paper's own stories all but each fifth stand in both editions.
    assert_eq!(foreign, 2 * (ARCHIVE / KOREAN) + 2 * (own.len() - STORIES));
    assert_eq!(browser.get("/sitemap.xml?map=en-2024-05-3").status, 404);
}

fn robots_are_told_where_the_sitemap_is(kind: Kind) {
    let paper = paper(kind);
    let text = paper.browser.page("/robots.txt");
    assert!(text.contains(&format!("Sitemap: {ADDRESS}/sitemap.xml")), "{text}");
    assert!(!text.contains("Disallow: /\n"), "{text}");
}

fn a_site_that_can_answer_says_so(kind: Kind) {
    let paper = paper(kind);
    assert_eq!(paper.browser.page("/healthz"), "alive\n");
    assert_eq!(paper.browser.page("/readyz"), "ready\n");
    paper.site.newsroom.store.run_counts_sql("ALTER TABLE count_salt RENAME TO count_salt_away").unwrap();
    assert_eq!((paper.browser.get("/readyz").status, paper.browser.get("/healthz").status), (503, 200));
    paper.site.newsroom.store.run_counts_sql("ALTER TABLE count_salt_away RENAME TO count_salt").unwrap();
    assert_eq!(paper.browser.get("/readyz").status, 200);
}
