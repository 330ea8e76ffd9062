//! `/sitemap.xml`: every page that search engines may want. A site that is not large has one map. A larger one
//! has an index of many, of which no more than one is ever in memory.

use std::fmt;

use exchange::SitemapPage;
use model::{Language, Month, Time};
use store::{Mapped, Session};

use crate::ask::{Ask, Trouble};
use crate::kept::Keeping;
use crate::pages::prose::house_path;
use crate::reply::Reply;
use crate::rope::Piece;
use crate::site::{Site, encoded};

/// The most articles of one map; a site with no more of them has one map alone. With the bound below, a map is
/// drawn in a fraction of a second and takes some megabytes.
const MOST_ARTICLES: usize = 10_000;
/// The most addresses of one map, each article's own and those of its story's other editions. A slug of eighty
/// letters of three bytes, in a section of such a name, is fifteen hundred bytes long in an address, and a map may
/// have fifty million.
const MOST_ADDRESSES: usize = 30_000;

/// A map of a site, by its name in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Map {
    /// The pages that are no articles.
    Pages,
    /// What an edition published in a month, or a part of it; parts are numbered from one.
    Articles { language: Language, month: Month, part: usize },
}

impl fmt::Display for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Map::Pages => f.write_str("pages"),
            Map::Articles { language, month, part: 1 } => write!(f, "{language}-{month}"),
            Map::Articles { language, month, part } => write!(f, "{language}-{month}-{part}"),
        }
    }
}

impl Map {
    /// The map of this name, if it is one that a map could have.
    fn named(name: &str) -> Option<Self> {
        if name == "pages" {
            return Some(Map::Pages);
        }
        let (language, rest) = name.split_once('-')?;
        let (month, part) = match Month::parse(rest) {
            Some(month) => (month, 1),
            None => rest.rsplit_once('-').and_then(|(month, part)| Some((Month::parse(month)?, part.parse().ok()?)))?,
        };
        let map = Map::Articles { language: language.parse().ok()?, month, part };
        (part > 0 && map.to_string() == name).then_some(map)
    }

    /// The maps of a month in which so many articles were published, with at most so many in each.
    fn of_month(language: Language, month: Month, articles: usize, most: usize) -> impl Iterator<Item = Self> {
        (1..=articles.div_ceil(most)).map(move |part| Map::Articles { language, month, part })
    }
}

/// How many articles a map holds at most on a site with so many editions.
fn most_articles(editions: usize) -> usize {
    MOST_ARTICLES.min(MOST_ADDRESSES / (editions + 1)).max(1)
}

/// `/sitemap.xml`, and each map of a large site as `/sitemap.xml?map=NAME`.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Trouble> {
    let site = &ask.site;
    let languages = &site.publication.languages;
    let most = most_articles(languages.len());
    let text = ask.app.newsroom.store.read(|session| match ask.field("map") {
        Some(name) => map(site, session, Map::named(&name).ok_or(Trouble::NotFound)?, most),
        None => {
            let mut articles = 0;
            for language in languages {
                articles += session.published_up_to(*language, most + 1)?;
            }
            if articles > most { index(site, session, most) } else { whole(site, session, most) }
        }
    })?;
    Ok(Reply::document("application/xml; charset=utf-8", Piece::new(text)).kept(Keeping::with_content()))
}

fn whole(site: &Site, session: &mut Session<'_>, most: usize) -> Result<String, Trouble> {
    let ever = Time::from_millis(i64::MIN)..Time::FAR;
    let mut found = pages(site);
    for language in &site.publication.languages {
        found.extend(session.mapped(*language, &ever, 0, most)?.into_iter().filter_map(|article| article_page(site, *language, article)));
    }
    Ok(exchange::sitemap(found.into_iter()))
}

fn index(site: &Site, session: &mut Session<'_>, most: usize) -> Result<String, Trouble> {
    let mut maps = vec![Map::Pages];
    for language in &site.publication.languages {
        for (month, articles) in session.months_published(*language)? {
            maps.extend(Map::of_month(*language, month, articles, most));
        }
    }
    let maps: Vec<_> = maps.iter().map(|map| (site.absolute(&format!("/sitemap.xml?map={map}")), None)).collect();
    Ok(exchange::sitemap_index(&maps))
}

fn map(site: &Site, session: &mut Session<'_>, map: Map, most: usize) -> Result<String, Trouble> {
    let Map::Articles { language, month, part } = map else { return Ok(exchange::sitemap(pages(site).into_iter())) };
    let passed = (part - 1).checked_mul(most).filter(|_| site.publication.has(language)).ok_or(Trouble::NotFound)?;
    let articles = session.mapped(language, &month.span(), passed, most)?;
    if articles.is_empty() {
        return Err(Trouble::NotFound);
    }
    Ok(exchange::sitemap(articles.into_iter().filter_map(|article| article_page(site, language, article))))
}

/// The pages that are no articles.
fn pages(site: &Site) -> Vec<SitemapPage> {
    let publication = &site.publication;
    let languages = &publication.languages;
    let mut pages = Vec::new();
    let mut shared = |rest: &str, there: &dyn Fn(Language) -> bool| {
        let there = languages.iter().filter(|language| there(**language));
        let urls: Vec<_> = there.map(|language| (*language, site.absolute(&publication.path(*language, rest)))).collect();
        let alternates = alternates(&urls);
        pages.extend(urls.into_iter().map(|(_, url)| SitemapPage { url, updated: None, alternates: alternates.clone() }));
    };
    for rest in ["", "latest", "about", "privacy", "about/counting"] {
        shared(rest, &|_| true);
    }
    for page in &publication.house_pages {
        shared(&house_path(&page.slug), &|language| page.texts.get(language).is_some());
    }
    let mut sections: Vec<&str> = languages.iter().flat_map(|language| site.sections(*language)).map(|section| section.slug.as_str()).collect();
    sections.sort_unstable();
    sections.dedup();
    for slug in sections {
        shared(&encoded(slug), &|language| site.section(language, slug).is_some());
    }
    pages
}

fn article_page(site: &Site, language: Language, article: Mapped) -> Option<SitemapPage> {
    let tellings = site.publication.languages.iter().filter_map(|edition| article.tellings.iter().find(|(language, ..)| language == edition));
    let urls: Vec<_> = tellings.map(|(edition, section, slug)| (*edition, site.absolute(&site.article_path(*edition, section, slug)))).collect();
    let (_, url) = urls.iter().find(|(edition, _)| *edition == language)?;
    Some(SitemapPage { url: url.clone(), updated: Some(article.changed_at), alternates: alternates(&urls) })
}

/// What a page in these editions says of the others; nothing where there is but one.
fn alternates(urls: &[(Language, String)]) -> Vec<(String, String)> {
    let named = urls.iter().map(|(language, url)| (language.to_string(), url.clone()));
    if urls.len() > 1 { named.collect() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_known_by_its_name() {
        let month = Month::parse("2024-05").unwrap();
        let articles = |language, part| Map::Articles { language, month, part };
        let maps = [(Map::Pages, "pages"), (articles(Language::ENGLISH, 1), "en-2024-05"), (articles(Language::KOREAN, 12), "ko-2024-05-12")];
        for (map, name) in maps {
            assert_eq!(map.to_string(), name);
            assert_eq!(Map::named(name), Some(map));
        }
        let old = Map::Articles { language: Language::ENGLISH, month: Month::of(Time::from_millis(i64::MIN)), part: 2 };
        assert_eq!(Map::named(&old.to_string()), Some(old));
    }

    #[test]
    fn no_map_has_a_second_name() {
        let names = [
            "",
            "1",
            "-",
            "en",
            "en-",
            "en-2024",
            "en-2024-5",
            "en-2024-05-",
            "en-2024-05-0",
            "en-2024-05-1",
            "en-2024-05-02",
            "en-2024-05--2",
            "en-2024-05-+2",
            "EN-2024-05",
            "english-2024-05",
            "en-2024-13",
            "en-2024-05-2-2",
            "en-2024-05-99999999999999999999999",
            "Pages",
            "pages-2",
            "한-2024-05",
        ];
        for name in names {
            assert_eq!(Map::named(name), None, "{name}");
        }
    }

    #[test]
    fn a_month_goes_on_in_another_map_when_one_is_full() {
        let month = Month::parse("2024-05").unwrap();
        let names = |articles| Map::of_month(Language::ENGLISH, month, articles, 3).map(|map| map.to_string()).collect::<Vec<_>>();
        assert_eq!(names(1), ["en-2024-05"]);
        assert_eq!(names(3), ["en-2024-05"]);
        assert_eq!(names(4), ["en-2024-05", "en-2024-05-2"]);
        assert_eq!(names(7), ["en-2024-05", "en-2024-05-2", "en-2024-05-3"]);
    }

    #[test]
    fn the_addresses_of_all_editions_fit_into_a_map() {
        for editions in 1..1_000 {
            let articles = most_articles(editions);
            assert!((1..=MOST_ARTICLES).contains(&articles) && articles * (editions + 1) <= MOST_ADDRESSES, "{editions} editions");
        }
        assert_eq!(most_articles(2), MOST_ARTICLES);
    }
}
