//! What robots are asked to leave alone, after RFC 9309.

use crate::xml::address;

/// The text of `/robots.txt`: everything may be fetched but the desk, the API and searches; the sitemap, whose address is
/// absolute, is named (sitemaps.org protocol, “Specifying the sitemap location”).
pub fn robots_txt(sitemap_url: &str) -> String {
    format!("User-agent: *\nDisallow: /desk\nDisallow: /api\nDisallow: /search\n\nSitemap: {}\n", address(sitemap_url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sitemap_is_named_on_a_line_of_its_own() {
        let text = robots_txt("https://courier.example/sitemap.xml\nDisallow: /");
        assert_eq!(text.lines().last(), Some("Sitemap: https://courier.example/sitemap.xmlDisallow:%20/"));
        assert_eq!(text.lines().filter(|line| line.starts_with("Disallow: ")).count(), 3);
    }
}
