use actions::{correct, edit};
use model::{ArticleId, Language, Role, Time};
use serde_json::Value;
use store::ArticleDraft;
use testkit::{Browser, Kind, TestNewsroom, on_both_databases};

use crate::paper::{ADDRESS, attributes, parse, texts, urls_in};

on_both_databases! {
    a_page_shows_the_caption_of_its_own_language_alone
    a_page_tells_search_engines_what_it_is
    a_page_of_one_edition_leads_to_the_others
    a_page_shows_who_made_it_and_whom_to_write_to
    a_correction_stands_under_the_article
    the_api_has_every_field_of_an_article
    a_picture_without_a_file_is_told_and_not_drawn
    the_days_are_those_of_the_publications_zone
}

struct Story {
    browser: Browser,
    site: TestNewsroom,
    english: ArticleId,
    korean: ArticleId,
}

/// A Korean story that is told in English too, with a picture, topics and people.
fn story(kind: Kind) -> Story {
    let site = TestNewsroom::new(kind);
    let picture =
        site.picture(&[(Language::ENGLISH, "The mayor cuts the ribbon."), (Language::KOREAN, "시장이 테이프를 자르고 있다.")], "Yonhap News");
    let korean = site
        .article("부두 다시 열려")
        .korean()
        .section("City")
        .topic("Harbour")
        .by("최윤선", Role::Reporter)
        .picture(picture.id)
        .body(&["부두가 화요일 다시 열렸다."])
        .ago(2 * Time::HOUR)
        .write();
    let english = site
        .article("The pier reopens & stays \"open\"")
        .section("City")
        .topic("Harbour")
        .topic("Ferries")
        .by("Daniel Kim", Role::Editor)
        .by("Choi Yoon Sun", Role::Reporter)
        .telling(korean)
        .picture(picture.id)
        .deck(&["“We have waited long enough”", "It cost less than was planned"])
        .body(&["The pier was opened on Tuesday.", "The mayor spoke."])
        .contact("content@news.example.org")
        .ago(Time::HOUR)
        .write();
    Story { browser: Browser::open(&site), site, english, korean }
}

impl Story {
    fn html(&self, id: ArticleId) -> String {
        self.browser.page(&self.site.path(id))
    }

    fn page(&self, id: ArticleId) -> dom_query::Document {
        parse(&self.html(id))
    }

    fn json(&self, id: ArticleId) -> Value {
        self.browser.json(&format!("/api/v1/articles/{id}"))
    }
}

fn a_page_shows_the_caption_of_its_own_language_alone(kind: Kind) {
    let story = story(kind);
    let (english, korean) = ("The mayor cuts the ribbon.", "시장이 테이프를 자르고 있다.");
    for (id, own, foreign) in [(story.english, english, korean), (story.korean, korean, english)] {
        let html = story.html(id);
        assert!(!html.contains(foreign), "{foreign}");
        let page = parse(&html);
        assert_eq!(texts(&page, "figcaption").len(), 1);
        assert!(texts(&page, "figcaption")[0].starts_with(own));
        assert!(texts(&page, "figcaption .credit")[0].ends_with("Yonhap News"));
        assert_eq!(attributes(&page, "article figure img", "alt"), [own]);
        let record = &story.json(id)["picture"];
        assert_eq!((record["caption"]["en"].as_str(), record["caption"]["ko"].as_str()), (Some(english), Some(korean)));
        assert_eq!((record["alt"].as_str(), record["credit"].as_str()), (Some(own), Some("Yonhap News")));
    }
    for path in ["/", "/city", "/latest", "/topics/harbour", "/feed.xml"] {
        assert!(!story.browser.page(path).contains(korean), "{path}");
    }
}

fn a_page_tells_search_engines_what_it_is(kind: Kind) {
    let story = story(kind);
    let page = story.page(story.english);
    let url = format!("{ADDRESS}{}", story.site.path(story.english));
    assert_eq!(attributes(&page, "link[rel=canonical]", "href"), std::slice::from_ref(&url));
    let property = |name: &str| attributes(&page, &format!("meta[property=\"{name}\"]"), "content").remove(0);
    assert_eq!(property("og:type"), "article");
    assert_eq!(property("og:url"), url);
    assert_eq!(property("og:title"), "The pier reopens & stays \"open\"");
    assert_eq!(property("og:description"), "“We have waited long enough”");
    assert!(property("og:image").starts_with(&format!("{ADDRESS}/media/")));
    assert_eq!((property("og:image:width"), property("og:image:height")), ("640".into(), "400".into()));
    let data: Value = serde_json::from_str(&page.select("script[type=\"application/ld+json\"]").text()).unwrap();
    let all = data.get("@graph").and_then(Value::as_array).cloned().unwrap_or_else(|| data.as_array().cloned().unwrap_or_else(|| vec![data.clone()]));
    let article = all.iter().find(|thing| thing["@type"] == "NewsArticle").unwrap_or_else(|| panic!("{data:#}"));
    assert_eq!(article["headline"], "The pier reopens & stays \"open\"");
    assert_eq!((article["inLanguage"].as_str(), article["url"].as_str()), (Some("en"), Some(url.as_str())));
    let found = story.site.found(story.english);
    assert_eq!(Time::parse(article["datePublished"].as_str().unwrap()), found.published_at);
    assert!(article["author"].to_string().contains("Choi Yoon Sun") && article["editor"].to_string().contains("Daniel Kim"), "{article:#}");
    assert!(article["translationOfWork"].to_string().contains("부두 다시 열려"), "{article:#}");
    assert_eq!(article["publisher"]["name"], "The Test");
    assert!(article["image"].to_string().contains("The mayor cuts the ribbon."));
    let crumbs = all.iter().find(|thing| thing["@type"] == "BreadcrumbList").unwrap();
    assert_eq!(crumbs["itemListElement"].as_array().unwrap().len(), 3);
    let front: Value = serde_json::from_str(&parse(&story.browser.page("/")).select("script[type=\"application/ld+json\"]").text()).unwrap();
    assert!(front.to_string().contains("WebSite"));
}

fn a_page_of_one_edition_leads_to_the_others(kind: Kind) {
    let story = story(kind);
    let (english, korean) = (format!("{ADDRESS}{}", story.site.path(story.english)), format!("{ADDRESS}{}", story.site.path(story.korean)));
    for id in [story.english, story.korean] {
        let page = story.page(id);
        let mut led: Vec<_> = page
            .select("link[rel=alternate][hreflang]")
            .iter()
            .map(|link| (link.attr("hreflang").unwrap().to_string(), link.attr("href").unwrap().to_string()))
            .collect();
        led.sort();
        assert_eq!(led, [("en".to_owned(), english.clone()), ("ko".to_owned(), korean.clone()), ("x-default".to_owned(), english.clone())]);
    }
    let alone = story.site.article("Told in English alone").write();
    let page = story.page(alone);
    assert!(!page.select("link[hreflang]").exists());
    for path in ["/", "/latest", "/about/counting", "/city"] {
        let front = parse(&story.browser.page(path));
        assert_eq!(attributes(&front, "link[hreflang]", "hreflang"), ["en", "ko", "x-default"], "{path}");
    }
}

fn a_page_shows_who_made_it_and_whom_to_write_to(kind: Kind) {
    let story = story(kind);
    let page = story.page(story.english);
    assert_eq!(texts(&page, ".credits .credit-of"), ["By Choi Yoon Sun", "Editor Daniel Kim"]);
    assert_eq!(texts(&page, ".deck p"), ["“We have waited long enough”", "It cost less than was planned"]);
    assert_eq!(texts(&page, ".body p"), ["The pier was opened on Tuesday.", "The mayor spoke."]);
    assert_eq!(attributes(&page, ".author-card .contact a", "href"), ["mailto:content@news.example.org"]);
    assert!(texts(&page, ".author-card .author-name")[0].starts_with("Daniel Kim"));
    assert_eq!(texts(&page, ".topics a"), ["Harbour", "Ferries"]);
    for (path, heading) in [("/authors/choi-yoon-sun", "Choi Yoon Sun"), ("/topics/ferries", "Ferries"), ("/city", "City")] {
        let listing = parse(&story.browser.page(path));
        assert_eq!((texts(&listing, "main h1"), attributes(&listing, "main [data-story]", "data-story").len()), (vec![heading.to_owned()], 1));
    }
    assert_eq!(story.browser.get("/ko/topics/ferries").status, 404, "the Korean edition has nothing on it");
    assert_eq!(story.browser.get("/ko/authors/daniel-kim").status, 404);
}

fn a_correction_stands_under_the_article(kind: Kind) {
    let story = story(kind);
    assert!(!story.page(story.english).select(".corrections").exists());
    story.site.world.pass(Time::DAY);
    correct(&story.site.newsroom, story.english, model::NoteKind::Correction, "It was opened on Wednesday.").unwrap();
    let page = story.page(story.english);
    assert_eq!(texts(&page, ".corrections p"), ["25 November 2026, 09:00 It was opened on Wednesday."]);
    assert!(attributes(&page, "meta[property=\"article:modified_time\"]", "content")[0].starts_with("2026-11-25T09:00:00"));
}

fn the_api_has_every_field_of_an_article(kind: Kind) {
    let story = story(kind);
    let article = story.json(story.english);
    let fields = [
        "id",
        "story",
        "language",
        "url",
        "slug",
        "status",
        "section",
        "headline",
        "deck",
        "credits",
        "picture",
        "body_html",
        "body_text",
        "published_at",
        "updated_at",
        "views",
        "comments",
        "translations",
    ];
    let known: Vec<_> = article.as_object().unwrap().keys().map(String::as_str).collect();
    assert!(fields.iter().all(|field| known.contains(field)), "{known:?}");
    assert_eq!(article["url"], story.site.path(story.english));
    assert_eq!(article["body_text"], "The pier was opened on Tuesday.\nThe mayor spoke.");
    assert_eq!(article["deck"][1], "It cost less than was planned");
    assert_eq!(article["credits"][1], serde_json::json!({ "name": "Choi Yoon Sun", "role": "reporter" }));
    assert_eq!(article["translations"], serde_json::json!([{ "language": "ko", "url": story.site.path(story.korean) }]));
    assert_eq!(article["published_at"], "2026-11-23T23:00:00Z");
    for path in [
        format!("/api/v1/articles/{}", story.english),
        "/api/v1/articles".into(),
        "/api/v1/articles?language=ko".into(),
        "/api/v1/lists/latest".into(),
    ] {
        let mut urls = Vec::new();
        urls_in(&story.browser.json(&path), &mut urls);
        assert!(!urls.is_empty() && urls.iter().all(|url| url.starts_with('/') && !url.starts_with("//")), "{path}: {urls:?}");
    }
    for id in ["x", "000000000000", "%00", "OOOOOOOOOOOO"] {
        assert_eq!(story.browser.get(&format!("/api/v1/articles/{id}")).status, 404);
    }
}

fn a_picture_without_a_file_is_told_and_not_drawn(kind: Kind) {
    let story = story(kind);
    let notes = actions::PictureNotes {
        captions: model::ByLanguage::one(Language::ENGLISH, "A picture that was not there.".to_owned()),
        credit: Some("Yonhap News".into()),
        source: Some("https://elsewhere.example/a.jpg".into()),
        ..Default::default()
    };
    let picture = story.site.newsroom.store.write(|session| actions::keep_picture(&story.site.newsroom, session, None, notes)).unwrap();
    let draft = ArticleDraft { picture: Some(picture.id), ..(&story.site.found(story.english)).into() };
    edit(&story.site.newsroom, story.english, &draft).unwrap();
    let page = story.page(story.english);
    assert!(!page.select("article img").exists() && !page.select("meta[property=\"og:image\"]").exists());
    assert!(texts(&page, "figcaption")[0].starts_with("A picture that was not there."));
    let record = &story.json(story.english)["picture"];
    assert_eq!((&record["url"], record["caption"]["en"].as_str()), (&Value::Null, Some("A picture that was not there.")));
    assert!(!story.html(story.english).contains("elsewhere.example"));
}

fn the_days_are_those_of_the_publications_zone(kind: Kind) {
    let story = story(kind);
    // 2026-11-23 at 23:00 in UTC is the next morning in Seoul.
    let page = story.page(story.english);
    let time = page.select(".facts time");
    assert_eq!(
        (time.attr("datetime").unwrap().to_string(), time.text().to_string()),
        ("2026-11-24T08:00:00+09:00".into(), "24 November 2026, 08:00".into())
    );
    assert_eq!(texts(&story.page(story.korean), ".facts time"), ["2026년 11월 24일 07:00"]);
}
