use model::Language;

use crate::sample::{self, Sample};
use crate::theme::{PageContext, Theme, ThemeError};

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The template's name.
    pub template: String,
    /// The line in it, from 1; 0 if not known.
    pub line: usize,
    /// What is wrong, with the sample that showed it.
    pub message: String,
}

impl Theme {
    /// Draws every page from every sample in every language we have words for. Empty when all is well.
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for language in [Language::ENGLISH, Language::KOREAN] {
            for (name, sample) in sample::all(language, self) {
                if let Err(ThemeError::Template { template, line, message }) = self.draw_sample(&sample) {
                    // One mistake shows in most samples; it is told once.
                    if !problems.iter().any(|known: &Problem| known.template == template && known.line == line) {
                        let message = format!("{message} (sample {name}, {language})");
                        problems.push(Problem { template, line, message });
                    }
                }
            }
        }
        problems
    }

    /// Draws a sample.
    pub fn draw_sample(&self, sample: &Sample) -> Result<String, ThemeError> {
        match sample {
            Sample::Front(page) => self.draw(page.as_ref()),
            Sample::Listing(page) => self.draw(page.as_ref()),
            Sample::Article(page) => self.draw(page.as_ref()),
            Sample::Static(page) => self.draw(page.as_ref()),
            Sample::Counting(page) => self.draw(page.as_ref()),
            Sample::Error(page) => self.draw(page.as_ref()),
        }
    }
}

/// For those who write a theme: what each template is given, as JSON, one full sample in English for each.
pub fn contexts() -> String {
    let mut contexts = serde_json::Map::new();
    for (name, sample) in sample::all(Language::ENGLISH, &Theme::built_in()) {
        if !name.contains('-') {
            if let Sample::Article(page) = &sample {
                contexts.insert("lists.html".to_owned(), serde_json::to_value(page.lists.first()).unwrap_or_default());
            }
            let (template, value) = match &sample {
                Sample::Front(page) => described(page.as_ref()),
                Sample::Listing(page) => described(page.as_ref()),
                Sample::Article(page) => described(page.as_ref()),
                Sample::Static(page) => described(page.as_ref()),
                Sample::Counting(page) => described(page.as_ref()),
                Sample::Error(page) => described(page.as_ref()),
            };
            contexts.insert(template.to_owned(), value);
        }
    }
    contexts.insert("t".to_owned(), serde_json::to_value(crate::words(Language::ENGLISH)).unwrap_or_default());
    serde_json::to_string_pretty(&contexts).unwrap_or_default()
}

fn described<P: PageContext>(page: &P) -> (&'static str, serde_json::Value) {
    (P::TEMPLATE, serde_json::to_value(page).unwrap_or_default())
}
