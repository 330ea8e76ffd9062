//! What every drawn page must keep, in every language.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::marker::PhantomData;
use std::path::PathBuf;

use model::Language;
use serde::{Serialize, Serializer};
use serde_json::Value;
use theme::sample::{self, Sample};
use theme::{Frame, PageContext, Theme, ThemeError, contexts};

const LANGUAGES: [Language; 2] = [Language::ENGLISH, Language::KOREAN];

/// Every sample with its name, language and HTML.
fn pages(theme: &Theme) -> Vec<(String, Sample, String)> {
    let mut pages = Vec::new();
    for language in LANGUAGES {
        for (name, page) in sample::all(language, theme) {
            let html = theme.draw_sample(&page).unwrap();
            pages.push((format!("{name}.{language}"), page, html));
        }
    }
    pages
}

fn count(html: &str, part: &str) -> usize {
    html.matches(part).count()
}

#[test]
fn every_page_draws_in_every_language_with_nothing_undefined() {
    assert_eq!(Theme::built_in().check(), []);
}

#[test]
fn no_page_carries_a_script_or_a_style_of_its_own() {
    for (name, _, html) in pages(&Theme::built_in()) {
        assert_eq!(count(&html, "<script"), count(&html, "<script src=") + count(&html, "<script type=\"application/ld+json\""), "{name}");
        assert_eq!(count(&html, "<script src="), usize::from(name.starts_with("article")), "{name}");
        assert!(!html.contains(" style=") && !html.contains("<style") && !html.contains(" onclick="), "{name}");
        assert_eq!(count(&html, "<h1"), 1, "{name}");
        assert_eq!(count(&html, "<main"), 1, "{name}");
        for target in ["contents", "sections", "footer"] {
            assert_eq!(count(&html, &format!("id=\"{target}\"")), 1, "{name} {target}");
        }
    }
}

#[test]
fn every_story_and_list_is_marked_once() {
    for (name, page, html) in pages(&Theme::built_in()) {
        let (own, lists) = match &page {
            Sample::Front(page) => {
                let blocks: usize = page.sections.iter().map(|block| block.stories.len()).sum();
                (usize::from(page.lead.is_some()) + page.seconds.len() + blocks, page.lists.as_slice())
            }
            Sample::Listing(page) => (page.stories.len(), page.lists.as_slice()),
            Sample::Article(page) => (1, page.lists.as_slice()),
            Sample::Error(page) => (page.stories.len(), [].as_slice()),
            Sample::Static(_) | Sample::Counting(_) => (0, [].as_slice()),
        };
        let listed: usize = lists.iter().map(|list| list.stories.len()).sum();
        assert_eq!(count(&html, " data-story=\""), own + listed, "{name}");
        assert_eq!(count(&html, " data-list=\""), lists.len(), "{name}");
        for list in lists {
            assert_eq!(count(&html, &format!(" data-list=\"{}\"", list.kind)), 1, "{name}");
        }
    }
}

#[test]
fn an_article_carries_its_marks_its_token_and_its_counts() {
    for (name, page, html) in pages(&Theme::built_in()) {
        let Sample::Article(page) = page else {
            assert!(!html.contains("masthead-view") && !html.contains("data-article"), "{name}");
            continue;
        };
        let article = format!("<article class=\"article\" data-article=\"{}\" data-story=\"{}\">", page.article.id, page.article.story);
        assert_eq!(count(&html, &article), 1, "{name}");
        assert_eq!(count(&html, "data-article"), 1, "{name}");
        assert_eq!(count(&html, "<span data-views>"), 1, "{name}");
        assert!(html.contains(&format!("<span data-views>{}</span>", page.article.views)), "{name}");
        assert_eq!(count(&html, " data-comments>"), 2, "{name}");
        assert_eq!(count(&html, &format!(" data-comments>{}</span>", page.comments.count)), 2, "{name}");
        let token = format!("<meta name=\"masthead-view\" content=\"{}\">", page.article.view_token);
        let counted = !page.article.view_token.is_empty();
        assert_eq!(html.contains(&token), counted, "{name}");
        assert_eq!(html.contains("<noscript><img class=\"pixel\" src=\"/api/v1/views.gif?token="), counted, "{name}");
        assert_eq!(count(&html, "name=\"website\""), 1, "{name}");
        assert!(html.contains("<form class=\"comment-form\" method=\"post\" action=\"/comments/a7k2m9x4q1\">"), "{name}");
    }
}

const HOSTILE: &str = "javascript:alert('1')\"><script>bad()</script>&amp;{{ 7 * 7 }}";

/// A page whose every string is hostile.
struct Hostile<P> {
    values: Value,
    frame: Frame,
    page: PhantomData<P>,
}

impl<P> Serialize for Hostile<P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.values.serialize(serializer)
    }
}

impl<P: PageContext> PageContext for Hostile<P> {
    const TEMPLATE: &'static str = P::TEMPLATE;

    fn frame(&self) -> &Frame {
        &self.frame
    }
}

fn poison(value: &mut Value) {
    match value {
        Value::String(text) => HOSTILE.clone_into(text),
        Value::Array(values) => values.iter_mut().for_each(poison),
        Value::Object(fields) => {
            // These two are HTML and JSON by contract; the others choose a branch, which has to be drawn.
            for (name, value) in fields.iter_mut() {
                if !matches!(name.as_str(), "body" | "structured_data" | "kind" | "role") {
                    poison(value);
                }
            }
        }
        _ => {}
    }
}

fn draw_hostile<P: PageContext>(theme: &Theme, page: &P) -> String {
    let mut values = serde_json::to_value(page).unwrap();
    poison(&mut values);
    theme.draw(&Hostile::<P> { values, frame: page.frame().clone(), page: PhantomData }).unwrap()
}

#[test]
fn hostile_text_is_text_wherever_it_stands() {
    let theme = Theme::built_in();
    for (name, page) in sample::all(Language::ENGLISH, &theme) {
        let html = match &page {
            Sample::Front(page) => draw_hostile(&theme, page.as_ref()),
            Sample::Listing(page) => draw_hostile(&theme, page.as_ref()),
            Sample::Article(page) => draw_hostile(&theme, page.as_ref()),
            Sample::Static(page) => draw_hostile(&theme, page.as_ref()),
            Sample::Counting(page) => draw_hostile(&theme, page.as_ref()),
            Sample::Error(page) => draw_hostile(&theme, page.as_ref()),
        };
        assert!(html.contains("javascript:alert(&#39;1&#39;)&quot;&gt;&lt;script&gt;bad()&lt;/script&gt;&amp;amp;{{ 7 * 7 }}"), "{name}");
        assert!(!html.contains("<script>bad") && !html.contains("alert('1')"), "{name}");
        for attribute in ["href", "src", "action"] {
            assert!(!html.contains(&format!("{attribute}=\"javascript:")), "{name}: {attribute}");
        }
    }
}

#[test]
fn a_language_without_words_of_its_own_is_drawn_in_english() {
    let theme = Theme::built_in();
    let Some((_, Sample::Error(mut page))) = sample::all(Language::ENGLISH, &theme).pop() else { panic!("the last sample is an error page") };
    page.frame.language = "de".into();
    let html = theme.draw(page.as_ref()).unwrap();
    assert!(html.contains("<html lang=\"de\">") && html.contains("Skip to contents"));
}

#[test]
fn assets_are_found_by_the_path_with_their_hash() {
    let theme = Theme::built_in();
    for (name, kind) in
        [("masthead.css", "text/css; charset=utf-8"), ("reader.js", "text/javascript; charset=utf-8"), ("favicon.svg", "image/svg+xml")]
    {
        let path = theme.asset_path(name);
        let asset = theme.asset(&path).unwrap();
        assert_eq!((asset.path.as_str(), asset.content_type), (path.as_str(), kind));
        assert!(path.starts_with("/assets/") && path.contains(&asset.hash));
        assert_eq!(theme.asset(name).unwrap().hash, asset.hash);
    }
    assert!(theme.asset("/assets/masthead-0000000000000000.css").is_none());
    assert!(theme.asset("/assets/../Cargo.toml").is_none());
    assert!(theme.asset("reader.js").unwrap().bytes.len() < 5_000);
}

/// A folder for an overlay, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("masthead-theme-{}-{name}", std::process::id()));
        for (file, text) in files {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn an_overlay_replaces_and_extends_by_name() {
    let folder = Folder::new(
        "good",
        &[
            ("templates/footer.html", "<p class=\"mine\">Ours</p>\n{% include \"builtin/footer.html\" %}"),
            ("templates/static.html", "{% extends \"builtin/static.html\" %}\n{% block kind %}mine{% endblock %}"),
            ("assets/site.css", ":root { --accent: navy; }"),
            ("assets/fonts/own.woff2", "font"),
            ("assets/.hidden", "no"),
        ],
    );
    let theme = Theme::with_overlay(&folder.0).unwrap();
    assert_eq!(theme.check(), []);
    for (name, _, html) in pages(&theme) {
        assert!(html.contains("<p class=\"mine\">Ours</p>") && html.contains("id=\"footer\""), "{name}");
        assert!(html.contains(&format!("<link rel=\"stylesheet\" href=\"{}\">", theme.asset_path("site.css"))), "{name}");
        assert_eq!(html.contains("<body class=\"mine\">"), name.starts_with("static"), "{name}");
    }
    assert_eq!(theme.asset("fonts/own.woff2").unwrap().content_type, "font/woff2");
    assert!(theme.asset(".hidden").is_none());
}

#[test]
fn an_overlay_that_asks_for_what_is_not_there_is_named_with_its_line() {
    let folder = Folder::new("undefined", &[("templates/footer.html", "<p>\n{{ frame.publicaton }}\n</p>")]);
    let problems = Theme::with_overlay(&folder.0).unwrap().check();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!((problems[0].template.as_str(), problems[0].line), ("footer.html", 2), "{problems:?}");
}

#[test]
fn an_overlay_that_cannot_be_read_or_parsed_is_refused() {
    let broken = Folder::new("broken", &[("templates/front.html", "<p>\n{% if %}")]);
    assert!(matches!(Theme::with_overlay(&broken.0), Err(ThemeError::Template { line: 2, .. })));
    for (name, file, text) in [
        ("dots", "templates/a..b.html", "x".to_owned()),
        ("space", "assets/a b.css", "x".to_owned()),
        ("large", "templates/large.html", "x".repeat(300 << 10)),
    ] {
        let folder = Folder::new(name, &[(file, &text)]);
        assert!(matches!(Theme::with_overlay(&folder.0), Err(ThemeError::Refused { .. })), "{name}");
    }
    assert_eq!(Theme::with_overlay(&std::env::temp_dir().join("masthead-no-such-folder")).unwrap().check(), []);
}

#[test]
fn the_contexts_are_told_to_those_who_write_a_theme() {
    let told: Value = serde_json::from_str(&contexts()).unwrap();
    for template in ["front.html", "listing.html", "article.html", "static.html", "counting.html", "error.html", "t"] {
        assert!(told[template].is_object(), "{template}");
    }
    assert_eq!(told["lists.html"]["stories"][0]["rank"], 1);
    assert!(told["article.html"]["lists"][0]["stories"].is_null(), "a page's template does not see the entries of lists");
}

#[test]
fn the_plainest_pages_stay_as_they_are() {
    let theme = Theme::built_in();
    for (name, _, mut html) in pages(&theme) {
        if name == "error-sparse.en" || name == "article-sparse.ko" {
            for (asset, _) in theme.assets() {
                html = html.replace(&theme.asset_path(asset), &format!("/assets/{asset}"));
            }
            insta::assert_snapshot!(name, html);
        }
    }
}
