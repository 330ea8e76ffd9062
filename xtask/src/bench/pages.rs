//! Article pages to import: real articles where the test data has them, the rest written by a generator.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::commands::root;

const DATA: [(&str, &str); 6] = [
    ("en", "en-18f"),
    ("en", "en-digitalgov"),
    ("en", "en-wikinews"),
    ("ko", "ko-publisher-blog"),
    ("ko", "ko-review-columns"),
    ("ko", "ko-wikinews"),
];

/// How many articles a bench is asked for; 10,000 if it is not said.
pub fn wanted(words: &[&str]) -> Result<usize> {
    match words {
        [] => Ok(10_000),
        [count] => count.parse().with_context(|| format!("{count} is not a number of articles")),
        _ => bail!("name at most a number of articles"),
    }
}

#[derive(Clone)]
struct Page {
    language: &'static str,
    headline: String,
    author: String,
    paragraphs: Vec<String>,
}

/// Writes `count` pages into the folder and gives their names. Real and generated ones take turns while there are real
/// ones, so that any part of them is a mixture.
pub fn write(folder: &Path, count: usize) -> Result<Vec<String>> {
    let mut real = real()?.into_iter();
    let mut chance = Chance(0x6d61_7374_6865_6164);
    let mut taken = 0;
    let mut names = Vec::with_capacity(count);
    for number in 0..count {
        let page = if number % 2 == 0 { real.next() } else { None };
        taken += usize::from(page.is_some());
        let page = page.unwrap_or_else(|| generated(&mut chance, number));
        let name = format!("{number:05}.html");
        std::fs::write(folder.join(&name), html(&page, number))?;
        names.push(name);
    }
    println!("{count} pages to import, {taken} of them of real articles");
    Ok(names)
}

/// Writes `count` English pages without a date, to be published one after another, and gives their names. The slug of
/// each article is [`fresh_slug`] of its number.
pub fn write_fresh(folder: &Path, count: usize) -> Result<Vec<String>> {
    write_dated(folder, count, |_| None)
}

/// The same with the hour of each, as RFC 3339.
pub fn write_dated(folder: &Path, count: usize, hour: impl Fn(usize) -> Option<String>) -> Result<Vec<String>> {
    let mut chance = Chance(0x6672_6573_6821);
    let write = |number: usize| {
        // The generator writes English at every number but each fourth.
        let page = Page { headline: fresh_slug(number).replace('-', " "), ..generated(&mut chance, number * 4) };
        let paragraphs: String = page.paragraphs.iter().map(|text| format!("<p>{text}</p>\n")).collect();
        let headline = &page.headline;
        let mut facts = json!({ "@context": "https://schema.org", "@type": "NewsArticle", "headline": headline, "inLanguage": "en",
            "author": { "@type": "Person", "name": page.author }, "articleSection": SECTIONS[0] });
        if let Some(hour) = hour(number) {
            facts["datePublished"] = hour.into();
        }
        let name = format!("fresh-{number:05}.html");
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{headline}</title>\n\
             <script type=\"application/ld+json\">{facts}</script>\n</head>\n<body>\n<article>\n<h1>{headline}</h1>\n{paragraphs}</article>\n</body>\n</html>\n"
        );
        std::fs::write(folder.join(&name), html)?;
        Ok(name)
    };
    (0..count).map(write).collect()
}

/// What the address of a fresh article ends in.
pub fn fresh_slug(number: usize) -> String {
    format!("fresh-story-{number}-reaches-its-readers")
}

/// The articles of the test data that can be told apart by headline and have text enough to be one.
fn real() -> Result<Vec<Page>> {
    let mut pages = Vec::new();
    for (language, name) in DATA {
        let Ok(file) = File::open(root().join(format!("../shared/data/articles/{name}.jsonl.zst"))) else { continue };
        for line in BufReader::new(zstd::Decoder::new(file)?).lines() {
            let item: Value = serde_json::from_str(&line?)?;
            let text = item["body_text"].as_str().or(item["body_markdown"].as_str()).unwrap_or_default();
            let paragraphs: Vec<String> = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
            let headline = item["title"].as_str().unwrap_or_default().trim().to_owned();
            let author = item["author"].as_str().or(item["authors"][0].as_str()).unwrap_or("Wire").to_owned();
            if !headline.is_empty() && text.chars().count() > 400 {
                pages.push(Page { language, headline, author, paragraphs });
            }
        }
    }
    // Files hold one language and one source each; every seventh in turn mixes them.
    Ok((0..7).flat_map(|first| pages.iter().skip(first).step_by(7).cloned()).collect())
}

/// The page as a publisher would serve it, with the things around an article that an importer must leave.
fn html(page: &Page, number: usize) -> String {
    let Page { language, headline, author, paragraphs } = page;
    let day = number % 28 + 1;
    let month = number / 28 % 12 + 1;
    let year = 2023 + number % 3;
    let date = format!("{year}-{month:02}-{day:02}T{:02}:{:02}:00+09:00", number % 24, number % 60);
    let address = format!("https://source.example/{language}/{number}");
    let facts = json!({
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": headline, "datePublished": date, "inLanguage": language,
        "author": { "@type": "Person", "name": author }, "url": address, "articleSection": SECTIONS[number % SECTIONS.len()],
    });
    let facts = facts.to_string().replace('<', "\\u003c");
    let body: String = paragraphs.iter().map(|text| format!("<p>{}</p>\n", escaped(text))).collect();
    let (headline, author) = (escaped(headline), escaped(author));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{headline}</title>\n\
         <link rel=\"canonical\" href=\"{address}\">\n<script type=\"application/ld+json\">{facts}</script>\n</head>\n<body>\n\
         <nav><a href=\"/\">Home</a> <a href=\"/world\">World</a> <a href=\"/sports\">Sports</a></nav>\n\
         <article>\n<h1>{headline}</h1>\n<p class=\"byline\">{author} <time datetime=\"{date}\">{date}</time></p>\n{body}</article>\n\
         <footer><p>All rights reserved.</p></footer>\n</body>\n</html>\n"
    )
}

const SECTIONS: [&str; 5] = ["World", "Politics", "Business", "Culture", "Sports"];

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// An article nobody wrote: words made of syllables, so that the vocabulary is as wide as that of a newspaper.
fn generated(chance: &mut Chance, number: usize) -> Page {
    let language = if number % 4 == 3 { "ko" } else { "en" };
    let words = |chance: &mut Chance, least: usize, most: usize| {
        let count = least + chance.below(most - least);
        (0..count).map(|at| if language == "ko" { korean_word(chance) } else { english_word(chance, at) }).collect::<Vec<_>>().join(" ")
    };
    // A newsroom of two hundred writes them all.
    let author = capital(&words(&mut Chance(number as u64 % 200), 2, 3));
    let sentence = |chance: &mut Chance| capital(&words(chance, 8, 20)) + if language == "ko" { "다." } else { "." };
    let paragraphs = 4 + chance.below(14);
    let paragraphs = (0..paragraphs).map(|_| (0..2 + chance.below(4)).map(|_| sentence(chance)).collect::<Vec<_>>().join(" ")).collect();
    Page { language, headline: format!("{} {number}", capital(&words(chance, 5, 10))), author, paragraphs }
}

fn english_word(chance: &mut Chance, at: usize) -> String {
    const SMALL: [&str; 12] = ["the", "of", "and", "to", "in", "that", "for", "with", "on", "by", "from", "has"];
    const STARTS: [&str; 20] = ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl", "gr", "ch", "sh"];
    const ENDS: [&str; 16] = ["a", "e", "i", "o", "an", "en", "in", "on", "ar", "er", "or", "al", "el", "ist", "ent", "ing"];
    if at % 3 == 1 {
        return SMALL[chance.below(SMALL.len())].to_owned();
    }
    (0..2 + chance.below(2)).map(|_| STARTS[chance.below(STARTS.len())].to_owned() + ENDS[chance.below(ENDS.len())]).collect()
}

fn korean_word(chance: &mut Chance) -> String {
    const ENDS: [&str; 8] = ["", "은", "이", "을", "의", "에서", "으로", "도"];
    let syllables = 2 + chance.below(2);
    let stem: String = (0..syllables).filter_map(|_| char::from_u32(0xac00 + 28 * chance.below(399) as u32)).collect();
    stem + ENDS[chance.below(ENDS.len())]
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same pages each time.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }
}
