//! What a form of the desk sends.

use model::{Language, Time, Zone};
use percent_encoding::percent_decode_str;

/// The fields of `application/x-www-form-urlencoded` text, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    pub fn read(text: &str) -> Self {
        let decoded = |part: &str| percent_decode_str(&part.replace('+', " ")).decode_utf8_lossy().into_owned();
        let field = |pair: &str| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        };
        Self(text.split('&').filter(|pair| !pair.is_empty()).map(field).collect())
    }

    /// A field; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// All fields of a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether a box is ticked.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// A field per language: `title-en`, `title-ko`.
    pub fn by_language(&self, name: &str, languages: &[Language]) -> model::ByLanguage<String> {
        let filled = |language: &Language| {
            let text = self.get(&format!("{name}-{language}")).trim().to_owned();
            (!text.is_empty()).then_some((*language, text))
        };
        languages.iter().filter_map(filled).collect()
    }

    /// An hour as `datetime-local` sends it, in the publication's zone; `None` for an empty field, an error for what is
    /// no hour.
    pub fn hour(&self, name: &str, zone: &Zone) -> Result<Option<Time>, ()> {
        let text = self.get(name).trim();
        if text.is_empty() {
            return Ok(None);
        }
        model::When::parse(text).and_then(|when| when.in_zone(zone)).map(Some).ok_or(())
    }

    /// The fields as templates read them: what was typed stands in the form again.
    pub fn value(&self) -> minijinja::Value {
        // Of fields of one name the first stands.
        let fields: std::collections::BTreeMap<String, String> = self.0.iter().rev().cloned().collect();
        minijinja::Value::from(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_browsers_send_it() {
        let form = Form::read("name=A+B&duty=editor&duty=reporter&text=%EA%B8%80%26&empty=&on");
        assert_eq!(form.get("name"), "A B");
        assert_eq!(form.all("duty").collect::<Vec<_>>(), ["editor", "reporter"]);
        assert_eq!(form.get("text"), "글&");
        assert!(form.has("on") && form.has("empty") && !form.has("off"));
        assert_eq!(form.by_language("name", &[Language::ENGLISH]).get(Language::ENGLISH), None);
    }

    #[test]
    fn an_hour_is_one_of_the_publications_zone() {
        let zone: Zone = "Asia/Seoul".parse().unwrap();
        let form = Form::read("at=2026-11-24T09%3A30&no=half+past+nine");
        assert_eq!(form.hour("at", &zone).unwrap().map(|at| at.rfc3339()).as_deref(), Some("2026-11-24T00:30:00Z"));
        assert_eq!(form.hour("none", &zone), Ok(None));
        assert_eq!(form.hour("no", &zone), Err(()));
    }
}
