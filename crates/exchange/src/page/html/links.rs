use url::Url;

use super::tree::Tree;

/// Resolves the addresses of a page.
pub(super) struct Links {
    base: Option<Url>,
    page: Option<Url>,
}

impl Links {
    /// By the page's own address, where it is known, and its `base`.
    pub fn new(tree: &Tree, canonical: Option<&str>) -> Self {
        let page = canonical.and_then(|address| Url::parse(address).ok()).filter(is_web);
        let named = tree.all(0, "base").find_map(|at| tree.attribute(at, "href"));
        let base = match (named, &page) {
            (Some(href), Some(page)) => page.join(href).ok(),
            (Some(href), None) => Url::parse(href).ok(),
            (None, page) => page.clone(),
        };
        Self { base: base.filter(is_web).or_else(|| page.clone()), page }
    }

    /// Where a link leads: an absolute address, or none if it leads nowhere outside the page.
    pub fn target(&self, href: &str) -> Option<String> {
        let href = href.trim();
        if href.is_empty() || href.starts_with('#') || href.len() > 2_000 {
            return None;
        }
        let url = self.resolve(href)?;
        let same_page =
            url.fragment().is_some() && self.page.as_ref().is_some_and(|page| page.as_str() == url.as_str().split('#').next().unwrap_or_default());
        match url.scheme() {
            "http" | "https" if url.has_host() && !same_page => Some(url.into()),
            "mailto" | "tel" => Some(url.into()),
            _ => None,
        }
    }

    /// The address of a file that a page shows: absolute where that can be, else as written.
    pub fn source(&self, address: &str) -> String {
        let address = address.trim();
        if address.starts_with("data:") {
            return address.to_owned();
        }
        match self.resolve(address) {
            Some(url) if is_web(&url) => url.into(),
            _ => address.to_owned(),
        }
    }

    /// An address on the web.
    pub fn web(&self, address: &str) -> Option<Url> {
        let address = address.trim();
        let whole = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
        self.resolve(&whole).filter(is_web)
    }

    fn resolve(&self, address: &str) -> Option<Url> {
        match &self.base {
            Some(base) => base.join(address).ok(),
            None if address.starts_with("//") => Url::parse(&format!("https:{address}")).ok(),
            None => Url::parse(address).ok(),
        }
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

#[cfg(test)]
mod tests {
    use super::super::guard::parse;
    use super::*;

    #[test]
    fn links_are_absolute_or_gone() {
        let tree = Tree::new(&parse("<p>x</p>").document);
        let links = Links::new(&tree, Some("https://news.example/a/b.html"));
        assert_eq!(links.target("/c?d=1").as_deref(), Some("https://news.example/c?d=1"));
        assert_eq!(links.target("../e").as_deref(), Some("https://news.example/e"));
        assert_eq!(links.target("mailto:desk@news.example").as_deref(), Some("mailto:desk@news.example"));
        for nowhere in ["javascript:alert(1)", "#top", "https://news.example/a/b.html#top", "data:text/html,x", "", "ftp://news.example/f"] {
            assert_eq!(links.target(nowhere), None, "{nowhere}");
        }
        assert_eq!(Links::new(&tree, None).target("/c"), None);
    }
}
