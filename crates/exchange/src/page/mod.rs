//! News pages to [`Found`] articles: whole HTML pages, and the plain text of one.

mod charset;
mod html;
mod text;

use std::borrow::Cow;

use crate::{Found, Hints, Refusal};

/// The most bytes of one page that are read.
pub const LARGEST: u64 = 32 * MEGABYTE;

const MEGABYTE: u64 = 1_000_000;

/// The refusal of a page of so many bytes.
pub fn too_large(bytes: u64) -> Refusal {
    Refusal::TooLarge { found: bytes.div_ceil(MEGABYTE), limit: LARGEST / MEGABYTE }
}

/// Reads one page, HTML or plain text in any usual encoding.
pub fn read(bytes: &[u8], hints: &Hints) -> Result<Found, Refusal> {
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(bytes.len() as u64));
    }
    let decoded = charset::decode(bytes)?;
    if decoded.text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    let read = if is_html(&decoded.text) { html::read } else { text::read };
    let mut found = read(&without_controls(&decoded.text), hints)?;
    found.notes.splice(0..0, decoded.note);
    Ok(found)
}

/// Whose a page is that plays or shows something, and the address at which readers find it, where it is one that is known.
pub fn embed(address: &str) -> Option<(model::Provider, String)> {
    html::embed::known(&url::Url::parse(address.trim()).ok()?)
}

/// A text without the characters that control a terminal or a printer; line breaks and tabs stay.
fn without_controls(text: &str) -> Cow<'_, str> {
    let controls = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{0b}' | '\u{0c}' | '\u{85}');
    if text.contains(controls) { Cow::Owned(text.replace(controls, "")) } else { Cow::Borrowed(text) }
}

/// How much of a file is looked at to tell HTML from text.
const SAMPLE: usize = 200_000;

/// Plain text may speak of a tag or two; a page has a document's tags, or many closed ones.
fn is_html(text: &str) -> bool {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text[..end].to_ascii_lowercase();
    let starts = sample.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| starts.starts_with(tag)) {
        return true;
    }
    if ["<html", "<body", "</body>", "</html>"].iter().filter(|tag| sample.contains(**tag)).count() >= 2 {
        return true;
    }
    let tags = ["<p>", "<p ", "</p>", "<div", "</div>", "<br", "<article", "<h1", "<h2", "<li>", "</a>", "<meta ", "<figure", "<img "];
    starts.starts_with('<') && tags.iter().map(|tag| sample.matches(tag).count()).sum::<usize>() >= 2
        || tags.iter().map(|tag| sample.matches(tag).count()).sum::<usize>() >= 6
}

#[cfg(test)]
mod tests {
    use model::Language;

    use super::*;

    fn hints() -> Hints {
        Hints { languages: vec![Language::ENGLISH, Language::KOREAN] }
    }

    #[test]
    fn a_file_of_two_hundred_megabytes_is_refused() {
        let large = vec![b'a'; 200_000_000];
        assert_eq!(read(&large, &hints()).unwrap_err(), Refusal::TooLarge { found: 200, limit: 32 });
    }

    #[test]
    fn an_empty_file_is_refused_as_empty() {
        for bytes in [&b""[..], b" \r\n\t ", b"\xef\xbb\xbf"] {
            assert_eq!(read(bytes, &hints()).unwrap_err(), Refusal::Empty);
        }
    }

    #[test]
    fn text_that_speaks_of_tags_is_text() {
        assert!(!is_html("Put it in a <p> tag, he said, or in a <div>."));
        assert!(is_html("<p>One paragraph.</p><p>Another.</p>"));
        assert!(is_html("<!-- saved --><HTML><BODY>x</BODY></HTML>"));
    }
}
