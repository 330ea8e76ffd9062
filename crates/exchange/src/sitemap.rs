//! Sitemaps by the protocol of sitemaps.org, with the editions of a page as Google's `xhtml:link` annotations.

use std::fmt::Write;

use model::Time;

use crate::xml::{HEAD, address, element, escape};

/// The most pages in one sitemap, and sitemaps in one index (sitemaps.org protocol).
pub const MOST_PAGES: usize = 50_000;
/// The most bytes of one sitemap, uncompressed (sitemaps.org protocol: 50 MB).
pub const MOST_BYTES: usize = 52_428_800;
/// An address must be shorter than this (sitemaps.org protocol, `loc`).
const LONGEST_ADDRESS: usize = 2_048;

const END: &str = "</urlset>\n";

/// A page in a sitemap. Addresses are absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitemapPage {
    /// Where it stands.
    pub url: String,
    /// When its words last changed.
    pub updated: Option<Time>,
    /// The page in every language that it has, itself included: `hreflang` (a language or `x-default`) and address.
    pub alternates: Vec<(String, String)>,
}

/// The pages as one sitemap. What goes over the limits of the protocol is left out: whoever has more pages makes
/// several, and a [`sitemap_index`].
///
/// A sitemap without a page breaks the protocol, so there should be one.
pub fn sitemap(pages: impl Iterator<Item = SitemapPage>) -> String {
    let mut out = String::from(HEAD);
    out.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    for entry in pages.filter_map(|page| entry(&page)).take(MOST_PAGES) {
        if out.len() + entry.len() + END.len() > MOST_BYTES {
            break;
        }
        out.push_str(&entry);
    }
    out.push_str(END);
    out
}

/// The index of several sitemaps: the absolute address of each, and when a page in it last changed.
pub fn sitemap_index(maps: &[(String, Option<Time>)]) -> String {
    let mut out = String::from(HEAD);
    out.push_str("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (url, updated) in maps.iter().take(MOST_PAGES) {
        out.push_str("<sitemap>\n");
        place(&mut out, &address(url), *updated);
        out.push_str("</sitemap>\n");
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// None for an address that is longer than a sitemap may name.
fn entry(page: &SitemapPage) -> Option<String> {
    let url = address(&page.url);
    if url.len() >= LONGEST_ADDRESS {
        return None;
    }
    let mut out = String::from("<url>\n");
    place(&mut out, &url, page.updated);
    for (language, url) in &page.alternates {
        let (language, url) = (escape(language), escape(&address(url)));
        _ = writeln!(out, "<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{url}\"/>");
    }
    out.push_str("</url>\n");
    Some(out)
}

fn place(out: &mut String, url: &str, updated: Option<Time>) {
    element(out, "loc", url);
    if let Some(updated) = updated {
        element(out, "lastmod", &updated.rfc3339());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(url: &str) -> SitemapPage {
        SitemapPage { url: url.into(), updated: None, alternates: Vec::new() }
    }

    #[test]
    fn a_page_names_its_editions() {
        let pages = [SitemapPage {
            url: "https://courier.example/news/a?x=1&y=<2>".into(),
            updated: Time::parse("2026-11-24T08:30:00.250Z"),
            alternates: vec![("ko".into(), "https://courier.example/ko/news/가".into()), ("x-\"default".into(), "https://courier.example/".into())],
        }];
        let expected = "<url>\n<loc>https://courier.example/news/a?x=1&amp;y=%3C2%3E</loc>\n<lastmod>2026-11-24T08:30:00Z</lastmod>\n\
            <xhtml:link rel=\"alternate\" hreflang=\"ko\" href=\"https://courier.example/ko/news/%EA%B0%80\"/>\n\
            <xhtml:link rel=\"alternate\" hreflang=\"x-&quot;default\" href=\"https://courier.example/\"/>\n</url>\n";
        let map = sitemap(pages.into_iter());
        assert!(map.contains(expected), "{map}");
        assert!(map.starts_with("<?xml") && map.ends_with("</urlset>\n"));
    }

    #[test]
    fn a_sitemap_has_no_more_than_fifty_thousand_pages() {
        let pages = (0..50_001).map(|number| page(&format!("https://courier.example/{number}")));
        assert_eq!(sitemap(pages).matches("<url>").count(), MOST_PAGES);
    }

    #[test]
    fn a_sitemap_stays_under_fifty_megabytes() {
        let long = "가".repeat(200);
        let many = |number| (0..20).map(|at| (format!("l{at}"), format!("https://courier.example/{number}/{long}"))).collect();
        let pages = (0..1_500).map(|number| SitemapPage { alternates: many(number), ..page("https://courier.example/a-page") });
        let map = sitemap(pages);
        assert!(map.len() <= MOST_BYTES && map.len() > MOST_BYTES / 10 * 9 && map.ends_with(END), "{} bytes", map.len());
    }

    #[test]
    fn an_address_that_is_too_long_is_passed_over() {
        let pages = [page(&format!("https://courier.example/{}", "가".repeat(300))), page("https://courier.example/b")];
        assert_eq!(sitemap(pages.into_iter()).matches("<loc>").count(), 1);
    }

    #[test]
    fn an_index_names_its_sitemaps() {
        let index = sitemap_index(&[
            ("https://courier.example/sitemap-1.xml".into(), Time::parse("2026-11-24T08:30:00Z")),
            ("https://courier.example/s?a&b".into(), None),
        ]);
        assert!(index.contains("<sitemap>\n<loc>https://courier.example/sitemap-1.xml</loc>\n<lastmod>2026-11-24T08:30:00Z</lastmod>\n</sitemap>"));
        assert!(index.contains("<loc>https://courier.example/s?a&amp;b</loc>\n</sitemap>\n</sitemapindex>"));
    }
}
