use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::{SlugStyle, nfc};

/// Words that name something else at the head of an address, so that no section may have them.
/// Language codes are refused besides, by the publication that has them.
pub const RESERVED: &[&str] = &[
    "about",
    "api",
    "assets",
    "authors",
    "comments",
    "desk",
    "feed",
    "healthz",
    "latest",
    "media",
    "metrics",
    "news-sitemap",
    "page",
    "privacy",
    "readyz",
    "robots",
    "rss",
    "search",
    "sitemap",
    "static",
    "topics",
    "views",
];

/// The most characters of a slug; the cut falls between words where there is one.
const LONGEST: usize = 80;

/// The slug of a headline or name: lower case, words joined by hyphens, NFC, at most eighty
/// characters. Empty when the text has no letters or digits.
pub fn slug(text: &str, style: SlugStyle) -> String {
    let text = match style {
        SlugStyle::Unicode => nfc(text),
        SlugStyle::Roman => roman(text),
    };
    let mut slug = String::new();
    let mut gap = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || is_combining_mark(c) {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            gap = false;
            slug.push(c);
        } else if !matches!(c, '\'' | '’' | '‘') {
            gap = true;
        }
    }
    shorten(&nfc(&slug))
}

fn roman(text: &str) -> String {
    crate::hangul::romanized(&nfc(text)).nfkd().filter(|c| !is_combining_mark(*c)).collect()
}

fn shorten(slug: &str) -> String {
    if slug.chars().count() <= LONGEST {
        return slug.to_owned();
    }
    let cut: String = slug.chars().take(LONGEST).collect();
    match cut.rfind('-') {
        Some(at) if at >= cut.len() / 2 => cut[..at].to_owned(),
        _ => cut,
    }
}

/// The slug itself if it is free, else the first of `slug-2`, `slug-3`, … that is.
pub fn free_slug<E>(slug: &str, mut taken: impl FnMut(&str) -> Result<bool, E>) -> Result<String, E> {
    let slug = if slug.is_empty() { "story" } else { slug };
    if !taken(slug)? {
        return Ok(slug.to_owned());
    }
    let mut number = 2;
    loop {
        let candidate = format!("{slug}-{number}");
        if !taken(&candidate)? {
            return Ok(candidate);
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hangul_stays_hangul_and_punctuation_goes() {
        assert_eq!(slug("“중국, 北 도발 막아야”… 블링컨", SlugStyle::Unicode), "중국-北-도발-막아야-블링컨");
        assert_eq!(slug("Biden’s Exit: $50,000?", SlugStyle::Unicode), "bidens-exit-50-000");
        assert_eq!(slug("!!!", SlugStyle::Unicode), "");
    }

    #[test]
    fn hangul_is_romanized_where_a_newsroom_wishes() {
        assert_eq!(slug("왕십리 역, ‘café’ 문 열어", SlugStyle::Roman), "wangsimni-yeok-cafe-mun-yeoreo");
    }

    #[test]
    fn a_long_headline_is_cut_between_words() {
        let long = slug(&"word ".repeat(40), SlugStyle::Unicode);
        assert!(long.chars().count() <= LONGEST && long.ends_with("word"), "{long}");
    }

    #[test]
    fn a_slug_in_use_gets_a_number() {
        let taken = |slug: &str| Ok::<_, ()>(slug == "a" || slug == "a-2");
        assert_eq!(free_slug("a", taken), Ok("a-3".to_owned()));
    }
}
