//! Pages made to be slow end soon, and no control character passes.

#![allow(clippy::disallowed_methods, reason = "what is measured here is the clock's time")]

use std::time::{Duration, Instant};

use exchange::{Found, Hints, Refusal, page};
use model::Language;

const TEXT: &str =
    "A storm came to the coast, and the boats stayed in the harbour all day, the mayor said on Monday, as the waves broke over the mole.";

fn read(bytes: &[u8]) -> Result<Found, Refusal> {
    page::read(bytes, &Hints { languages: vec![Language::ENGLISH, Language::KOREAN] })
}

/// Reads within seconds, with room for a slow machine and a build without optimization.
fn soon(bytes: &[u8], what: &str) {
    let begun = Instant::now();
    let _ = read(bytes);
    let spent = begun.elapsed();
    let limit = Duration::from_secs(if cfg!(debug_assertions) { 120 } else { 15 });
    assert!(spent < limit, "{what:?} took {spent:?}");
}

/// Quick builds read a page of nearly the largest size, others a tenth of it.
const SIZE: usize = if cfg!(debug_assertions) { 3_000_000 } else { 30_000_000 };

#[test]
fn a_large_page_ends_soon() {
    let units = [
        "<p>",
        "<div>",
        "<b>",
        "<a>",
        "<p>Some words, and a point. ",
        "<a href=x>y</a> ",
        "<table><tr><td>",
        "<div class=\"related a b c\"><p>x, y.</div>",
        "<li><ul>",
        "<!--",
        "<div a=",
        "&amp;",
        "<svg><g>",
        "<blockquote class=twitter-tweet><p>Words. ",
        "<article><h1>x</h1>",
        "<figure><img src=a.jpg><figcaption>x",
        "<div class=caption><img src=a.jpg>",
        "<a href=mailto:a@b.co>a@b.co</a> Ann Other ",
        "<h1>A storm",
    ];
    for unit in units {
        let mut page = format!("<html><head><title>A storm</title></head><body><p>{TEXT}</p>");
        page.push_str(&unit.repeat(SIZE / unit.len()));
        soon(page.as_bytes(), unit);
    }
}

#[test]
fn a_large_text_ends_soon() {
    for line in [
        "a\n",
        "By Jane Doe\n",
        "Jane Doe rakes the pans. It is late.\n\n",
        "가나다라 마바사.\n",
        "Photo: x\n",
        "x ",
        "2024.03.05 ",
        "• ",
        ". ",
        "a@b.c ",
        "a@b.co ",
        "These are the points of it:\nA point\nAnother point\n",
        "Read more\nA headline of some other story\n\n",
        "12 March 2026\nA headline of the storm on the coast\n",
    ] {
        let mut page = format!("A storm comes to the coast\n\nBy Jane Doe\nPhotographs by Al Poe\n\n{TEXT}\n\n");
        page.push_str(&line.repeat(SIZE / line.len()));
        soon(page.as_bytes(), line);
    }
}

#[test]
fn control_characters_are_left_out() {
    let text = format!("A st\u{0}orm comes\u{1b} to the coast\n\nBy Jane\u{7f} Doe\n\n{TEXT}\n\n{TEXT}\u{7}\n");
    let found = read(text.as_bytes()).unwrap_or_default();
    assert_eq!(found.headline, "A storm comes to the coast");
    assert_eq!(found.body.iter().flat_map(|block| block.lines()).collect::<Vec<_>>(), [TEXT, TEXT]);
    let html = format!(
        "<html><head><title>A storm&#0; &#1;comes&#27; to the coast\u{1b}</title><script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\"headline\":\"A storm\\u0000 comes to\\u001b the coast\"}}</script></head><body><p>&#1;&#x9f;{TEXT}\u{0}\u{7}</p><img src=a.jpg alt=\"a\u{1}b&#2;c d\"></body></html>"
    );
    let found = read(html.as_bytes()).unwrap_or_default();
    let all = format!("{:?} {:?}", found, found.body.iter().flat_map(|block| block.lines()).collect::<Vec<_>>());
    assert_eq!(found.headline, "A storm comes to the coast");
    assert!(all.contains(TEXT) && !all.contains("\\u{") && !all.contains("\\0"), "{all}");
}
