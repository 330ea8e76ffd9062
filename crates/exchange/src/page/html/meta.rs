use std::collections::HashMap;

use model::squeeze;

use super::jsonld::{Linked, unescape};
use super::tree::Tree;

/// What a page's head says, before any of it is weighed.
pub(super) struct Meta {
    /// `meta` elements by name in lower case, in order.
    named: HashMap<String, Vec<String>>,
    pub linked: Linked,
    pub title: Option<String>,
    /// The canonical address as written.
    pub canonical: Option<String>,
    /// What the root element says of the language.
    pub lang: Option<String>,
}

/// The most `meta` elements that are kept.
const MOST: usize = 2_000;

impl Meta {
    /// Reads the head of a page.
    pub fn read(tree: &Tree) -> Self {
        let mut named: HashMap<String, Vec<String>> = HashMap::new();
        for at in tree.all(0, "meta").take(MOST) {
            let Some(content) = ["content", "value"].iter().find_map(|key| tree.attribute(at, key)) else { continue };
            for key in ["property", "name", "itemprop", "http-equiv"] {
                if let Some(name) = tree.attribute(at, key) {
                    // A property may have several names.
                    for name in name.split_whitespace().take(8) {
                        named.entry(name.to_ascii_lowercase()).or_default().push(squeeze(&unescape(content)));
                    }
                }
            }
        }
        let link = tree.all(0, "link").find(|&at| tree.attribute(at, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")));
        let html = tree.all(0, "html").next();
        Self {
            named,
            linked: super::jsonld::read(tree),
            title: tree
                .all(0, "title")
                .find(|&at| !tree.ancestors(at).any(|up| tree.is(up, "svg")))
                .map(|at| squeeze(&unescape(&tree.raw_text(at))))
                .filter(|title| !title.is_empty()),
            canonical: link.and_then(|at| tree.attribute(at, "href")).map(str::to_owned),
            lang: html.and_then(|at| tree.attribute(at, "lang").or_else(|| tree.attribute(at, "xml:lang"))).map(str::to_owned),
        }
    }

    /// The first value of the first of these names that has one.
    pub fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.named.get(*name)?.iter().find(|value| !value.is_empty()).map(String::as_str))
    }

    /// All values of a name.
    pub fn every(&self, name: &str) -> &[String] {
        self.named.get(name).map_or(&[], Vec::as_slice)
    }

    /// The page's address, absolute.
    pub fn address(&self) -> Option<String> {
        let candidates =
            [self.canonical.as_deref(), self.first(&["og:url"]), self.linked.address.as_deref(), self.first(&["twitter:url", "parsely-link"])];
        candidates.into_iter().flatten().find_map(|address| {
            let whole = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
            let mut url = url::Url::parse(&whole).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())?;
            url.set_fragment(None);
            // The front page is no article's address, whatever a careless template says.
            (url.path().len() > 1 || url.query().is_some()).then(|| url.into())
        })
    }

    /// What the site calls itself.
    pub fn site(&self) -> Option<String> {
        let named = self.first(&["og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:app:name:iphone"]).map(str::to_owned);
        named.or_else(|| self.linked.site.clone()).or_else(|| self.linked.publisher.clone()).filter(|name| name.chars().count() <= 80)
    }
}
