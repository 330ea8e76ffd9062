use std::collections::BTreeMap;

use actions::{ActionError, Newsroom};
use model::{Language, Publication, Section, Time};

/// Publication and sections, as every page needs them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The publication.
    pub publication: Publication,
    /// All sections by slug.
    sections: BTreeMap<String, Section>,
    /// Per edition the slugs of the sections that have something to read, in order.
    in_use: BTreeMap<Language, Vec<String>>,
}

impl Site {
    pub(crate) fn load(newsroom: &Newsroom) -> Result<Self, ActionError> {
        newsroom.store.read(|session| {
            let publication = session.publication()?;
            let sections = session.sections()?.into_iter().map(|section| (section.slug.clone(), section)).collect();
            let mut in_use = BTreeMap::new();
            for language in &publication.languages {
                in_use.insert(*language, session.sections_in_use(*language)?);
            }
            Ok(Self { publication, sections, in_use })
        })
    }

    /// The sections of an edition that have something to read, in order.
    pub fn sections(&self, language: Language) -> impl Iterator<Item = &Section> {
        self.in_use.get(&language).into_iter().flatten().filter_map(|slug| self.sections.get(slug))
    }

    /// A section that has something to read in an edition.
    pub fn section(&self, language: Language, slug: &str) -> Option<&Section> {
        self.sections(language).find(|section| section.slug == slug)
    }

    /// What a section is called in an edition.
    pub fn section_title(&self, language: Language, slug: &str) -> String {
        let titles = self.sections.get(slug).map(|section| &section.titles);
        titles.and_then(|titles| titles.or_any(language, self.publication.default_language())).cloned().unwrap_or_else(|| slug.to_owned())
    }

    /// The path of an article.
    pub fn article_path(&self, language: Language, section: &str, slug: &str) -> String {
        self.publication.path(language, &format!("{}/{}", encoded(section), encoded(slug)))
    }

    /// When the next day begins in the publication's zone.
    pub fn next_day(&self, now: Time) -> Time {
        now.next_day(&self.publication.zone)
    }

    /// An absolute address of a path.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.publication.address)
    }
}

/// A part of a path as it stands in an address: letters of any script are percent-encoded (RFC 3986, section 2.1).
pub(crate) fn encoded(part: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(part, KEPT).to_string()
}
