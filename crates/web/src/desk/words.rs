//! What the desk says, in English and Korean.

use model::Language;

mod labels;
mod sentences;

/// A word of the desk by its key.
pub(crate) fn word(key: &str, language: Language) -> Option<&'static str> {
    labels::LABELS.iter().find(|(known, ..)| *known == key).map(|(_, english, korean)| if language == Language::KOREAN { *korean } else { *english })
}

/// A word of the desk with what differs filled in; the key itself where there is no such word.
pub(crate) fn filled(key: &str, language: Language, values: &[(&str, &str)]) -> String {
    let word = word(key, language).unwrap_or(key).to_owned();
    values.iter().fold(word, |word, (name, value)| word.replace(&format!("{{{name}}}"), value))
}

/// A sentence that an action says, in the language of the desk. What is not known stays English; numbers and names within
/// are kept where the sentence has `{}` for them.
pub(crate) fn said(sentence: &str, language: Language) -> String {
    if language != Language::KOREAN {
        return capital(sentence);
    }
    for (english, korean) in sentences::SENTENCES {
        if let Some(filled) = matched(english, sentence) {
            let mut text = (*korean).to_owned();
            for part in filled {
                text = text.replacen("{}", &part, 1);
            }
            return text;
        }
    }
    capital(sentence)
}

/// What stands in the places of a sentence's `{}`.
fn matched(pattern: &str, sentence: &str) -> Option<Vec<String>> {
    let mut parts = pattern.split("{}");
    let mut rest = sentence.strip_prefix(parts.next()?)?;
    let mut filled = Vec::new();
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        let end = if at + 1 == parts.len() && part.is_empty() { rest.len() } else { rest.find(part)? };
        filled.push(rest[..end].to_owned());
        rest = &rest[end + part.len()..];
    }
    rest.is_empty().then_some(filled)
}

/// A sentence of an action begins small, since the command line puts a name before it.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    let text = first + letters.as_str();
    if text.ends_with(['.', '!', '?', '”']) || text.is_empty() { text } else { text + "." }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys that templates name.
    fn named() -> Vec<(String, String)> {
        let mut found = Vec::new();
        for (name, text) in super::super::draw::TEMPLATES {
            for (at, _) in text.match_indices("t(\"") {
                let alone = !text[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
                let key = text[at + 3..].split('"').next().unwrap_or_default();
                // A key that ends so is put together with a word that the page is given.
                if alone && !key.ends_with('-') {
                    found.push(((*name).to_owned(), key.to_owned()));
                }
            }
        }
        found
    }

    #[test]
    fn every_word_that_a_page_of_the_desk_names_is_there_in_both_languages() {
        for (template, key) in named() {
            assert!(labels::LABELS.iter().any(|(known, ..)| *known == key), "{template} names “{key}”");
        }
        let mut keys: Vec<_> = labels::LABELS.iter().map(|(key, ..)| key).collect();
        keys.sort_unstable();
        keys.windows(2).for_each(|pair| assert_ne!(pair[0], pair[1], "a key stands twice"));
        for (key, english, korean) in labels::LABELS {
            assert!(!english.is_empty() && !korean.is_empty(), "{key}");
            let holes = |text: &str| text.matches('{').count();
            assert_eq!(holes(english), holes(korean), "{key}");
        }
    }

    #[test]
    fn a_sentence_keeps_what_stands_in_it() {
        let korean = said("it is under embargo until 2026-11-24T09:00:00+09:00; lift the embargo, or choose a later hour", Language::KOREAN);
        assert!(korean.contains("2026-11-24T09:00:00+09:00") && korean.contains("엠바고"), "{korean}");
        assert_eq!(said("an article needs a headline", Language::ENGLISH), "An article needs a headline.");
        assert_eq!(matched("a {} b {}", "a 1 b 2"), Some(vec!["1".to_owned(), "2".to_owned()]));
        assert_eq!(matched("a {}", "b 1"), None);
    }
}
