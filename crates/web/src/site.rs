use std::collections::BTreeMap;

use actions::{ActionError, Newsroom};
use model::{Front, Language, Publication, Section, Time};
use theme::BannerView;

/// Publication, sections and how front pages are arranged, as every page needs them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The publication.
    pub publication: Publication,
    /// All sections by slug.
    sections: BTreeMap<String, Section>,
    /// Per edition the slugs of the sections that have something to read, in order.
    in_use: BTreeMap<Language, Vec<String>>,
    /// Per edition how its front page is arranged.
    fronts: BTreeMap<Language, Front>,
    /// Per edition the path of the article that its banner leads to, where that is public.
    banner_paths: BTreeMap<Language, String>,
}

impl Site {
    pub(crate) fn load(newsroom: &Newsroom) -> Result<Self, ActionError> {
        newsroom.store.read(|session| {
            let publication = session.publication()?;
            let sections = session.sections()?.into_iter().map(|section| (section.slug.clone(), section)).collect();
            let (mut in_use, mut fronts) = (BTreeMap::new(), BTreeMap::new());
            let mut banners = Vec::new();
            for language in &publication.languages {
                in_use.insert(*language, session.sections_in_use(*language)?);
                let front = session.front(*language)?;
                if let Some(story) = front.banner.as_ref().and_then(|banner| banner.story) {
                    let told = session.published_telling(story)?.into_iter().find(|told| told.language == *language).map(|told| told.id);
                    banners.extend(session.cards(&told.into_iter().collect::<Vec<_>>())?);
                }
                fronts.insert(*language, front);
            }
            let site = Self { publication, sections, in_use, fronts, banner_paths: BTreeMap::new() };
            let banner_paths = banners.iter().map(|card| (card.language, site.article_path(card.language, &card.section, &card.slug))).collect();
            Ok(Self { banner_paths, ..site })
        })
    }

    /// How an edition's front page is arranged.
    pub fn front(&self, language: Language) -> &Front {
        static AS_IT_COMES: Front = Front { lead: None, seconds: Vec::new(), sections: Vec::new(), hidden: Vec::new(), banner: None };
        self.fronts.get(&language).unwrap_or(&AS_IT_COMES)
    }

    /// What is told above everything else on an edition's pages.
    pub(crate) fn banner(&self, language: Language) -> Option<BannerView> {
        let banner = self.front(language).banner.as_ref()?;
        Some(BannerView { text: banner.text.clone(), url: self.banner_paths.get(&language).cloned() })
    }

    /// The sections that have a block on an edition's front page, in the editors' order.
    pub fn blocks(&self, language: Language) -> Vec<&Section> {
        let front = self.front(language);
        let place = |section: &Section| front.sections.iter().position(|slug| *slug == section.slug).unwrap_or(usize::MAX);
        let mut blocks: Vec<_> = self.sections(language).filter(|section| !front.hidden.contains(&section.slug)).collect();
        blocks.sort_by_key(|section| place(section));
        blocks
    }

    /// All sections in the order of their slugs, with something to read or not.
    pub fn all_sections(&self) -> impl Iterator<Item = &Section> {
        self.sections.values()
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
