//! Real pages' texts, imported and served.

use std::path::{Path, PathBuf};

use actions::{ImportOptions, NewArticle, Outcome, import};
use model::{Article, ArticleId, Block, Body, Kind as BlockKind, Language};
use store::ArticleDraft;
use testkit::{Browser, Kind, TestNewsroom, on_both_databases};
use toml::{Table, Value};

use crate::paper::{attributes, parse, texts};

on_both_databases! {
    the_text_of_a_page_is_served_as_its_reader_knew_it
    a_real_page_is_served_whole_and_without_what_stood_around_it
    the_korean_article_of_a_real_story_shows_the_korean_caption
}

fn take(site: &TestNewsroom, file: &Path) -> ArticleId {
    let report = import(&site.newsroom, &[file.to_owned()], &ImportOptions::default(), &mut |_| {}).unwrap();
    assert_eq!(report.items[0].outcome, Outcome::Taken, "{:?}", report.items[0]);
    report.items[0].article.unwrap()
}

fn strings(table: &Table, key: &str) -> Vec<String> {
    table.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn the_text_of_a_page_is_served_as_its_reader_knew_it(kind: Kind) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../exchange/tests/pages");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "txt"));
    files.sort();
    assert!(files.len() >= 12);
    let site = TestNewsroom::new(kind);
    let browser = Browser::open(&site);
    for file in files {
        let expected: Table = std::fs::read_to_string(file.with_extension("expected.toml")).unwrap().parse().unwrap();
        let said = |key: &str| expected.get(key).and_then(Value::as_str).map(model::squeeze);
        let id = take(&site, &file);
        let found = site.found(id);
        let name = file.file_name().unwrap().to_string_lossy();
        assert_eq!(Some(found.language.code().to_owned()), said("language"), "{name}");
        let page = parse(&browser.page(&site.path(id)));
        assert_eq!(texts(&page, "main h1"), [said("headline").unwrap()], "{name}");
        assert_eq!(texts(&page, ".deck p"), strings(&expected, "deck"), "{name}");
        let json = browser.json(&format!("/api/v1/articles/{id}"));
        let body = strings(&expected, "body");
        assert_eq!(json["body_text"].as_str().unwrap().lines().collect::<Vec<_>>(), body, "{name}");
        let drawn = texts(&page, "article .body").concat();
        let mut from = 0;
        for line in &body {
            let at = drawn[from..].find(&model::squeeze(line)).unwrap_or_else(|| panic!("{name}: “{line}” is not drawn in its place"));
            from += at + line.len().min(drawn.len() - from - at);
            while !drawn.is_char_boundary(from) {
                from -= 1;
            }
        }
        let captions = texts(&page, "article figcaption").concat();
        for caption in expected.get("captions").and_then(Value::as_array).into_iter().flatten() {
            let (language, text) = (caption["language"].as_str().unwrap(), caption["text"].as_str().unwrap());
            let own = language == found.language.code();
            assert_eq!(captions.contains(text), own, "{name}: {text}");
            assert!(recorded(&site, &found, language.parse().unwrap()).contains(&text.to_owned()), "{name}: it stands in the record");
        }
        if let Some(credit) = expected.get("picture").and_then(|picture| picture.get("credit")).and_then(Value::as_str) {
            assert!(captions.contains(credit), "{name}: {captions}");
        }
        let credits: Vec<_> =
            json["credits"].as_array().unwrap().iter().map(|credit| (credit["name"].as_str().unwrap(), credit["role"].as_str().unwrap())).collect();
        let named: Vec<_> = expected.get("credits").and_then(Value::as_array).into_iter().flatten().collect();
        let named: Vec<_> = named.iter().map(|credit| (credit["name"].as_str().unwrap(), credit["role"].as_str().unwrap())).collect();
        assert_eq!(credits, named, "{name}");
        for (person, _) in named {
            assert!(texts(&page, ".credits").concat().contains(person), "{name}: {person}");
        }
        let contact = texts(&page, "article .contact");
        assert!(
            contact.len() == usize::from(said("contact").is_some()) && contact.iter().all(|contact| Some(contact.clone()) == said("contact")),
            "{name}"
        );
        if let Some(published) = said("published") {
            let day = attributes(&page, "meta[property=\"article:published_time\"]", "content").remove(0);
            assert!(day.starts_with(&published[..published.len().min(16)]), "{name}: {day}");
        }
        // The counts of the site's own comments stand between head and body.
        page.select("article .facts li:not(.credits)").remove();
        let article = texts(&page, "article[data-article]").concat();
        for absent in strings(&expected, "absent") {
            assert!(!article.contains(&absent), "{name}: “{absent}” is no part of the article");
        }
    }
}

/// The captions of an article's pictures in a language.
fn recorded(site: &TestNewsroom, article: &Article, language: Language) -> Vec<String> {
    let of_body = article.body.0.iter().filter_map(|block| match block.kind {
        BlockKind::Picture { picture } => Some(picture),
        _ => None,
    });
    let pictures = article.picture.into_iter().chain(of_body);
    let pictures = pictures.filter_map(|id| site.newsroom.store.read(|session| session.picture(id)).unwrap());
    pictures.filter_map(|picture| picture.captions.get(language).cloned()).collect()
}

/// The one real page that lies beside the workspace, where it does.
fn real() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let entries = std::fs::read_dir(folder).ok().into_iter().flatten();
    let found =
        entries.filter_map(|entry| Some(entry.ok()?.path())).find(|path| std::fs::read_to_string(path).is_ok_and(|text| text.contains("[Photo=")));
    if found.is_none() {
        eprintln!("skipped: no real page lies beside the workspace");
    }
    found
}

const HEADLINE: &str = "US and South Korea Urge China to Help in Dealing with North Korea’s Provocations";

fn a_real_page_is_served_whole_and_without_what_stood_around_it(kind: Kind) {
    let Some(file) = real() else { return };
    let site = TestNewsroom::new(kind);
    let browser = Browser::open(&site);
    let id = take(&site, &file);
    assert_eq!(site.path(id), "/news/us-and-south-korea-urge-china-to-help-in-dealing-with-north-koreas-provocations");
    let page = parse(&browser.page(&site.path(id)));
    assert_eq!(texts(&page, "main h1"), [HEADLINE]);
    let deck = texts(&page, ".deck p");
    assert!(deck.len() == 2 && deck[0].starts_with("Blinken: “China must") && deck[1].starts_with("Park Jin: “Increased"), "{deck:?}");
    assert_eq!(texts(&page, ".credits .credit-of"), ["By Choi Yoon Sun", "Editor Daniel Kim"]);
    assert_eq!(texts(&page, "article .contact"), ["content@viewusglobal.com"]);
    assert_eq!((texts(&page, "[data-views]"), texts(&page, "[data-comments]")), (vec!["0".into()], vec!["0".into(), "0".into()]));
    let caption = texts(&page, "figcaption").concat();
    assert!(
        caption.starts_with("U.S. Secretary of State") && caption.contains("Yonhap News") && !caption.contains('[') && !caption.contains("토니"),
        "{caption}"
    );
    let text = std::fs::read_to_string(&file).unwrap();
    let paragraphs: Vec<_> =
        text.lines().map(str::trim).filter(|line| line.ends_with(['.', '”']) && line.len() > 130 && !line.contains(": “")).collect();
    assert_eq!(texts(&page, ".body p"), paragraphs);
    let article = texts(&page, "article[data-article]").concat();
    for absent in ["Quick access", "LATEST", "Weekly Best", "Must-Reads", "Popular Now", "Paris Hilton", "&nbsp", "300"] {
        assert!(!article.contains(absent), "{absent}");
    }
    let json = browser.json(&format!("/api/v1/articles/{id}"));
    assert!(json["picture"]["caption"]["ko"].as_str().unwrap().starts_with("토니 블링컨 미국"));
    assert_eq!(json["picture"]["url"], serde_json::Value::Null);
    let again = import(&site.newsroom, &[file], &ImportOptions::default(), &mut |_| {}).unwrap();
    assert_eq!((again.items[0].outcome, again.items[0].reason.as_str(), again.items[0].article), (Outcome::Left, "already here", Some(id)));
}

fn the_korean_article_of_a_real_story_shows_the_korean_caption(kind: Kind) {
    let Some(file) = real() else { return };
    let site = TestNewsroom::new(kind);
    let browser = Browser::open(&site);
    let id = take(&site, &file);
    let english = site.found(id);
    let draft = ArticleDraft {
        headline: "한미, 북한 도발에 중국의 역할 촉구".into(),
        deck: Vec::new(),
        body: Body(vec![Block::paragraph("토니 블링컨 미국 국무장관은 9일 중국이 역할을 해야 한다고 말했다.")]),
        made_from: Some(id),
        ..(&english).into()
    };
    let new = NewArticle { story: Some(english.story), language: Language::KOREAN, slug: None, draft, published_at: english.published_at };
    let korean = actions::write(&site.newsroom, &new).unwrap();
    let page = parse(&browser.page(&site.path(korean)));
    let caption = texts(&page, "figcaption").concat();
    assert!(caption.starts_with("토니 블링컨 미국") && caption.contains("발언하고 있다") && !caption.contains("Secretary"), "{caption}");
    assert_eq!(attributes(&page, "link[hreflang=en]", "href"), [format!("https://news.example.org{}", site.path(id))]);
    assert!(!texts(&parse(&browser.page(&site.path(id))), "figcaption").concat().contains("토니"));
    assert_eq!(attributes(&page, "article[data-article]", "data-story"), [english.story.to_string()]);
}
