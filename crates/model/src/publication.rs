use serde::{Deserialize, Serialize};

use crate::{ByLanguage, Language, ListLengths, Zone};

/// The site itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// What it is called, per language.
    pub titles: ByLanguage<String>,
    /// A line under the name, per language.
    #[serde(default)]
    pub mottos: ByLanguage<String>,
    /// Where the public finds it: scheme and host, without a slash at the end. Canonical addresses,
    /// feeds and sitemaps begin with it.
    pub address: String,
    /// The zone in which days are drawn and typed.
    pub zone: Zone,
    /// The languages, the default edition's first; at least one.
    pub languages: Vec<Language>,
    /// Who answers for it.
    #[serde(default)]
    pub imprint: Imprint,
    /// How slugs are made of headlines.
    #[serde(default)]
    pub slugs: SlugStyle,
    /// How long the lists on pages are.
    #[serde(default)]
    pub lists: ListLengths,
    /// The text of the pages that every site has, per slug (`about`, `privacy`) and language, where the newsroom has one of
    /// its own; paragraphs apart by a blank line.
    #[serde(default)]
    pub pages: std::collections::BTreeMap<String, ByLanguage<String>>,
    /// Further pages of the house, in the order in which pages name them.
    #[serde(default)]
    pub house_pages: Vec<HousePage>,
}

/// A page that stands still: how to subscribe, where to send a tip, who owns the house.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HousePage {
    /// Names it in its address, `/about/{slug}`, the same in every edition.
    pub slug: String,
    /// What it is called, per language.
    pub titles: ByLanguage<String>,
    /// What it says, per language; paragraphs apart by a blank line. An edition without a text does not have the page.
    pub texts: ByLanguage<String>,
    /// Whether it stands in the row of sections too.
    #[serde(default)]
    pub menu: bool,
}

impl Publication {
    /// The edition without a prefix.
    pub fn default_language(&self) -> Language {
        self.languages.first().copied().unwrap_or(Language::ENGLISH)
    }

    /// Whether there is an edition in this language.
    pub fn has(&self, language: Language) -> bool {
        self.languages.contains(&language)
    }

    /// The further pages that this edition has, with title and text.
    pub fn house_pages(&self, language: Language) -> impl Iterator<Item = (&HousePage, &str, &str)> {
        self.house_pages.iter().filter_map(move |page| {
            let title = page.titles.or_any(language, self.default_language()).map_or("", String::as_str);
            Some((page, title, page.texts.get(language)?.as_str()))
        })
    }

    /// What it is called in this edition.
    pub fn title(&self, language: Language) -> &str {
        self.titles.or_any(language, self.default_language()).map_or("", String::as_str)
    }

    /// The path of an edition's front page: `/`, or `/ko/`.
    pub fn root(&self, language: Language) -> String {
        if language == self.default_language() { "/".to_owned() } else { format!("/{language}/") }
    }

    /// A path within an edition; `rest` without a slash in front.
    pub fn path(&self, language: Language, rest: &str) -> String {
        self.root(language) + rest
    }
}

/// Who answers for the publication, as Korean law asks of an internet newspaper and as readers
/// anywhere may want to know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Imprint {
    /// The publisher's name and seat, per language.
    pub publisher: ByLanguage<String>,
    /// The person who publishes (발행인).
    pub publishing: ByLanguage<String>,
    /// The person who edits (편집인).
    pub editing: ByLanguage<String>,
    /// The registration number (등록번호).
    pub registration: Option<String>,
    /// The day of registration (등록일자), as it is to be printed.
    pub registered: Option<String>,
    /// The person responsible for the protection of the young (청소년보호책임자).
    pub youth_protection: ByLanguage<String>,
    /// The postal address, per language.
    pub place: ByLanguage<String>,
    /// How to reach the newsroom.
    pub contact: Option<String>,
}

/// How slugs are made of headlines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlugStyle {
    /// Letters of any script stay as they are.
    #[default]
    Unicode,
    /// Hangul by the Revised Romanization of 2000, accents dropped.
    Roman,
}

/// A part of the publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Names it in addresses, the same in every edition.
    pub slug: String,
    /// What it is called, per language.
    pub titles: ByLanguage<String>,
    /// Its place in the row of sections.
    pub position: i64,
    /// Whether it stands in the menu. One that does not is a section all the same, with a page and a feed.
    pub menu: bool,
}

/// What stories are about, across sections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Names it in addresses, the same in every edition.
    pub slug: String,
    /// What it is called, per language.
    pub titles: ByLanguage<String>,
}
