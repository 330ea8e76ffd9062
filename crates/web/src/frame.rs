//! What stands around every page.

use model::{Imprint, Language};
use theme::{Alternate, BannerView, EditionLink, Fact, Frame, Link, OgImage, SectionLink, moment, unmarked, words};

use crate::app::App;
use crate::ask::Ask;
use crate::pages::prose::house_path;
use crate::site::{Site, encoded};

/// What a page says of itself.
#[derive(Debug, Default)]
pub(crate) struct About {
    /// Its title; empty on the front page.
    pub title: String,
    /// One or two sentences.
    pub description: String,
    /// Its path in each edition that has it, this one first; empty for a page without an address.
    pub paths: Vec<(Language, String)>,
    /// The section it belongs to.
    pub section: Option<String>,
    /// The feed that belongs to it; the edition's where there is none.
    pub feed: Option<String>,
    pub og_type: Option<&'static str>,
    pub og_image: Option<OgImage>,
    pub structured_data: Option<String>,
    pub hidden_from_search: bool,
}

pub(crate) fn frame(app: &App, site: &Site, language: Language, about: About) -> Frame {
    let publication = &site.publication;
    let now = app.now();
    let path_in = |language: Language| about.paths.iter().find(|(there, _)| *there == language).map(|(_, path)| path.clone());
    let editions = publication.languages.iter().map(|&there| {
        let path = path_in(there);
        EditionLink {
            language: there.to_string(),
            name: there.own_name().to_owned(),
            same_page: path.is_some(),
            url: path.unwrap_or_else(|| publication.root(there)),
            current: there == language,
        }
    });
    let mut alternates: Vec<Alternate> = Vec::new();
    if about.paths.len() > 1 {
        alternates.extend(about.paths.iter().map(|(there, path)| Alternate { language: there.to_string(), url: site.absolute(path) }));
        let default = path_in(publication.default_language()).or_else(|| about.paths.first().map(|(_, path)| path.clone()));
        alternates.extend(default.map(|path| Alternate { language: "x-default".to_owned(), url: site.absolute(&path) }));
    }
    let sections = site.sections(language).filter(|section| section.menu).map(|section| SectionLink {
        title: site.section_title(language, &section.slug),
        url: publication.path(language, &encoded(&section.slug)),
        current: about.section.as_deref() == Some(section.slug.as_str()),
    });
    let said = words(language);
    let pages = [("about", said.about.heading), ("privacy", said.privacy.heading), ("about/counting", said.counting_heading)]
        .map(|(rest, title)| Link { title: title.to_owned(), url: publication.path(language, rest) });
    let house =
        |(page, title, _): (&model::HousePage, &str, _)| Link { title: title.to_owned(), url: publication.path(language, &house_path(&page.slug)) };
    let own = path_in(language);
    let menu = publication.house_pages(language).filter(|(page, ..)| page.menu).map(house).map(|Link { title, url }| SectionLink {
        title,
        current: own.as_ref() == Some(&url),
        url,
    });
    Frame {
        language: language.to_string(),
        title: about.title,
        description: if about.description.is_empty() { publication.mottos.get(language).cloned().unwrap_or_default() } else { about.description },
        publication: publication.title(language).to_owned(),
        motto: publication.mottos.get(language).cloned().unwrap_or_default(),
        home: publication.root(language),
        banner: site.banner(language).map(|banner| {
            // A page leads to itself nowhere.
            let url = banner.url.filter(|url| path_in(language).as_ref() != Some(url));
            BannerView { url, ..banner }
        }),
        today: moment(now, now, &publication.zone, language),
        editions: editions.collect(),
        sections: sections.chain(menu).collect(),
        canonical: path_in(language).map(|path| site.absolute(&path)),
        alternates,
        feed: about.feed.unwrap_or_else(|| publication.path(language, "feed.xml")),
        indexed: !about.hidden_from_search,
        og_type: about.og_type.unwrap_or("website").to_owned(),
        og_image: about.og_image,
        structured_data: about.structured_data.map(unmarked),
        imprint: imprint(&publication.imprint, publication.title(language), language),
        pages: pages.into_iter().chain(publication.house_pages(language).map(house)).collect(),
        stylesheet: app.theme.asset_path("masthead.css"),
    }
}

/// The imprint's facts in the order in which Korean papers print them; what is not known is not printed.
fn imprint(imprint: &Imprint, title: &str, language: Language) -> Vec<Fact> {
    let said = words(language);
    let named = |by: &model::ByLanguage<String>| by.or_any(language, language).cloned();
    let facts = [
        (said.imprint_title, (!imprint.publisher.is_empty()).then(|| title.to_owned())),
        (said.imprint_publisher, named(&imprint.publisher)),
        (said.imprint_registration, imprint.registration.clone()),
        (said.imprint_registered, imprint.registered.clone()),
        (said.imprint_publishing, named(&imprint.publishing)),
        (said.imprint_editing, named(&imprint.editing)),
        (said.imprint_youth, named(&imprint.youth_protection)),
        (said.imprint_place, named(&imprint.place)),
        (said.imprint_contact, imprint.contact.clone()),
    ];
    facts.into_iter().filter_map(|(label, value)| Some(Fact { label: label.to_owned(), value: value? })).collect()
}

/// A path that every edition has, this request's edition first.
pub(crate) fn everywhere(ask: &Ask, rest: &str) -> Vec<(Language, String)> {
    let publication = &ask.site.publication;
    let others = publication.languages.iter().copied().filter(|language| *language != ask.language);
    std::iter::once(ask.language).chain(others).map(|language| (language, publication.path(language, rest))).collect()
}
