use std::collections::BTreeSet;

use dom_query::Document;
use testkit::{Kind, on_both_databases};

use crate::paper::{ADDRESS, STORIES, attributes, crawl, page_count, pages, paper, parse, read, texts, token};

on_both_databases! {
    no_story_stands_twice_on_a_page_and_no_list_holds_its_own
    every_list_and_feed_holds_its_edition_only
    what_is_read_most_comes_first_in_what_is_popular
    each_list_of_the_api_says_why
    a_listing_turned_page_by_page_gives_each_article_once
    the_api_turned_page_by_page_gives_each_article_once
    an_empty_edition_has_pages_and_no_lists
}

fn listed(page: &Document, list: &str) -> Vec<String> {
    attributes(page, &format!("[data-list={list}] [data-story]"), "data-story")
}

fn no_story_stands_twice_on_a_page_and_no_list_holds_its_own(kind: Kind) {
    let paper = paper(kind);
    for (n, id) in paper.english.iter().chain(&paper.korean).step_by(2).enumerate() {
        let token = token(&paper.page_of(*id));
        for reader in 0..=n % 5 {
            assert_eq!(read(&paper.browser, &token, reader).status, 204);
        }
    }
    // A new order shows on a page within a second.
    paper.site.world.pass(1_000);
    let found = crawl(&paper.browser);
    let (mut articles, mut entries) = (0, 0);
    for (path, page) in pages(&found) {
        let stories = attributes(&page, "[data-story]", "data-story");
        let once: BTreeSet<_> = stories.iter().collect();
        assert_eq!(once.len(), stories.len(), "a story stands twice on {path}: {stories:?}");
        let own = attributes(&page, "article[data-article]", "data-story");
        articles += own.len();
        entries += stories.len();
        if let [own] = &own[..] {
            assert!(!page.select(&format!("[data-list] [data-story=\"{own}\"]")).exists(), "{path} lists itself");
            for list in ["must-reads", "related", "popular-now", "weekly-best", "latest"] {
                assert!(!listed(&page, list).is_empty(), "{path} has no {list}");
            }
        }
        let drawn = attributes(&page, "[data-list]", "data-list");
        assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), drawn.len(), "a list is drawn twice on {path}");
        let ranks: Vec<_> = texts(&page, "[data-list=popular-now] .rank");
        assert_eq!(ranks, (1..=ranks.len()).map(|n| n.to_string()).collect::<Vec<_>>(), "numbers are positions on {path}");
    }
    assert_eq!(articles, paper.english.len() + paper.korean.len());
    assert!(entries > 1000);
    assert!(page_count(&found) > articles + 20);
}

fn every_list_and_feed_holds_its_edition_only(kind: Kind) {
    let paper = paper(kind);
    let found = crawl(&paper.browser);
    for (path, page) in pages(&found) {
        let korean = attributes(&page, "html", "lang") == ["ko"];
        assert_eq!(korean, path.starts_with("/ko/"), "{path}");
        let mut links = attributes(&page, "[data-story] a", "href");
        links.retain(|link| link.starts_with('/'));
        assert!(links.iter().all(|link| link.starts_with("/ko/") == korean), "{path}: {links:?}");
    }
    let feeds: Vec<_> = found.iter().filter(|(path, _)| path.ends_with("/feed.xml")).collect();
    // Edition, sections, topics and people; nothing Korean is on one of the topics.
    assert_eq!(feeds.len(), (1 + 4 + 5 + 3) + (1 + 4 + 4 + 3));
    for (path, feed) in feeds {
        let text = str::from_utf8(&feed.body).unwrap();
        let foreign = if path.starts_with("/ko/") { format!("href=\"{ADDRESS}/city") } else { format!("{ADDRESS}/ko/") };
        assert!(!text.contains(&foreign), "{path}");
        assert!(text.contains("<entry>"), "{path}");
    }
    for language in ["en", "ko"] {
        for list in ["latest", "popular-now", "weekly-best", "must-reads"] {
            let value = paper.browser.json(&format!("/api/v1/lists/{list}?language={language}&limit=100"));
            let items = value["items"].as_array().unwrap();
            assert!(items.iter().all(|item| item["url"].as_str().unwrap().starts_with("/ko/") == (language == "ko")));
        }
    }
}

fn what_is_read_most_comes_first_in_what_is_popular(kind: Kind) {
    let paper = paper(kind);
    let chosen: Vec<_> = paper.english[20..28].iter().map(|id| (paper.site.found(*id).story, None)).collect();
    actions::set_must_reads(&paper.site.newsroom, model::Language::ENGLISH, &chosen).unwrap();
    for (views, id) in [3, 2, 1].into_iter().zip(&paper.english[30..]) {
        let token = token(&paper.page_of(*id));
        (0..views).for_each(|n| assert_eq!(read(&paper.browser, &token, n).status, 204));
    }
    let least = *paper.english.last().unwrap();
    let story = paper.site.found(least).story.to_string();
    let page = paper.page_of(least);
    assert_eq!(texts(&page, "[data-views]"), ["0"]);
    let token = token(&page);
    for n in 0..60 {
        assert_eq!(read(&paper.browser, &token, n).status, 204);
    }
    let popular = paper.browser.json("/api/v1/lists/popular-now?language=en");
    assert_eq!((popular["items"][0]["story"].as_str(), popular["items"][0]["score"].as_f64()), (Some(story.as_str()), Some(60.0)));
    assert_eq!(popular["items"].as_array().unwrap()[1]["id"], paper.english[30].to_string());
    for path in ["/", &paper.site.path(paper.english[5]), "/world"] {
        let page = parse(&paper.browser.page(path));
        let places = [listed(&page, "popular-now"), listed(&page, "related"), attributes(&page, ".stories [data-story]", "data-story")];
        assert!(places[0].first() == Some(&story) || places[1..].iter().any(|place| place.contains(&story)), "{path}");
    }
    assert_eq!(listed(&parse(&paper.browser.page("/")), "popular-now")[0], story);
    // The count stands in the page, without script.
    assert_eq!(texts(&paper.page_of(least), "[data-views]"), ["60"]);
    assert_eq!(paper.browser.json(&format!("/api/v1/articles/{least}"))["views"], 60);
}

fn each_list_of_the_api_says_why(kind: Kind) {
    let paper = paper(kind);
    let token = token(&paper.page_of(paper.english[7]));
    read(&paper.browser, &token, 1);
    for (list, why) in
        [("latest", "published at"), ("weekly-best", "read 1 times in seven days"), ("popular-now", "being read"), ("must-reads", "chosen")]
    {
        let value = paper.browser.json(&format!("/api/v1/lists/{list}?limit=3"));
        let first = &value["items"][0];
        assert!(first["why"].as_str().unwrap().contains(why), "{first}");
        assert_eq!(first["rank"], 1);
        assert!(value["items"].as_array().unwrap().len() <= 3);
    }
    let related = paper.browser.json(&format!("/api/v1/articles/{}/related?limit=4", paper.english[7]));
    assert_eq!(related["items"].as_array().unwrap().len(), 4);
    for path in ["/api/v1/lists/related", "/api/v1/lists/newest"] {
        assert_eq!(paper.browser.get(path).status, 404);
    }
    for query in ["limit=0", "limit=x", "language=de", "language=%00"] {
        let answer = paper.browser.get(&format!("/api/v1/lists/latest?{query}"));
        assert_eq!(answer.status, 400);
        assert!(answer.json()["error"].is_string());
    }
}

fn a_listing_turned_page_by_page_gives_each_article_once(kind: Kind) {
    let paper = paper(kind);
    for (start, expected) in [("/latest", paper.english.len()), ("/ko/latest", paper.korean.len()), ("/city", STORIES / 4)] {
        let (mut path, mut urls, mut turns) = (start.to_owned(), Vec::new(), 0);
        loop {
            let page = parse(&paper.browser.page(&path));
            urls.extend(attributes(&page, ".stories [data-story] .headline a", "href"));
            turns += 1;
            let canonical = attributes(&page, "link[rel=canonical]", "href");
            assert_eq!(canonical, [format!("{ADDRESS}{path}")]);
            match attributes(&page, "a.older", "href").first() {
                Some(older) => path = older.clone(),
                None => break,
            }
        }
        assert_eq!((urls.len(), urls.iter().collect::<BTreeSet<_>>().len()), (expected, expected), "{start}");
        assert_eq!(turns, expected.div_ceil(20));
    }
    assert_eq!(paper.browser.get("/latest?after=nonsense").status, 404);
}

fn the_api_turned_page_by_page_gives_each_article_once(kind: Kind) {
    let paper = paper(kind);
    for (query, expected) in [("language=en", paper.english.len()), ("language=ko", paper.korean.len()), ("section=world", STORIES / 4)] {
        let (mut ids, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = paper.browser.json(&format!("/api/v1/articles?{query}&limit=7{cursor}"));
            for item in page["items"].as_array().unwrap() {
                ids.push(item["id"].as_str().unwrap().to_owned());
                assert!(item.get("body_html").is_none() && item.get("body_text").is_none());
            }
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!((ids.len(), ids.iter().collect::<BTreeSet<_>>().len()), (expected, expected), "{query}");
    }
    assert_eq!(paper.browser.get("/api/v1/articles?cursor=x").status, 400);
}

fn an_empty_edition_has_pages_and_no_lists(kind: Kind) {
    let site = testkit::TestNewsroom::new(kind);
    site.article("The only story").write();
    let browser = testkit::Browser::open(&site);
    for path in ["/ko/", "/ko/latest", "/ko/about", "/ko/privacy", "/ko/about/counting"] {
        let page = parse(&browser.page(path));
        assert!(!page.select("[data-list], [data-story]").exists(), "{path}");
        assert!(page.select("main h1, main p").exists(), "{path}");
    }
    let front = parse(&browser.page("/"));
    assert_eq!(attributes(&front, "[data-story]", "data-story").len(), 1);
    let own = parse(&browser.page("/news/the-only-story"));
    assert!(!own.select("[data-list]").exists(), "a list with nothing left is not drawn");
}
