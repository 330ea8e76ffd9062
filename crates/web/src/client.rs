//! Who asks: the client's address, what it takes, and whether the request comes from one of our own pages.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;

/// The fields of a request's head, in whatever form they are at hand.
pub(crate) trait Fields {
    /// The values of all fields of this name, in their order.
    fn all(&self, name: HeaderName) -> impl DoubleEndedIterator<Item = &[u8]>;

    /// The first field of this name, if it is text of visible characters.
    fn text(&self, name: HeaderName) -> Option<&str> {
        self.all(name).next().and_then(text)
    }
}

impl Fields for HeaderMap {
    fn all(&self, name: HeaderName) -> impl DoubleEndedIterator<Item = &[u8]> {
        self.get_all(name).into_iter().map(axum::http::HeaderValue::as_bytes)
    }
}

fn text(value: &[u8]) -> Option<&str> {
    // Without a way out in the middle the compiler looks at many at a time.
    let visible = value.iter().fold(true, |visible, byte| visible & matches!(byte, b' '..=b'~' | b'\t'));
    std::str::from_utf8(value).ok().filter(|_| visible)
}

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const PURPOSES: [HeaderName; 4] = [
    HeaderName::from_static("sec-purpose"),
    HeaderName::from_static("purpose"),
    HeaderName::from_static("x-purpose"),
    HeaderName::from_static("x-moz"),
];

/// The client's address: the rightmost hop that no trusted proxy vouches for.
///
/// Each proxy adds the address it was called from at the right of `X-Forwarded-For`; what a client
/// writes there itself stands to the left of what the first trusted proxy added, and is not believed.
pub(crate) fn address(peer: SocketAddr, fields: &impl Fields, trusted: &[IpNet]) -> IpAddr {
    let vouched = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    let mut client = peer.ip().to_canonical();
    if !vouched(&client) {
        return client;
    }
    for hop in fields.all(FORWARDED_FOR).rev().filter_map(text).flat_map(|value| value.rsplit(',')) {
        let Some(address) = hop_address(hop.trim()) else { break };
        client = address;
        if !vouched(&client) {
            break;
        }
    }
    client
}

/// `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]:4711`.
fn hop_address(hop: &str) -> Option<IpAddr> {
    let address = hop.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    let address = address.or_else(|| hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok());
    address.map(|address: IpAddr| address.to_canonical())
}

/// Whether a request is sent by a page of this site: by `Sec-Fetch-Site` where the browser says it,
/// else by `Origin`, else by `Referer`, compared with the host that was asked. A client that names none of
/// the three is no browser acting for another site.
pub(crate) fn same_origin(fields: &impl Fields) -> bool {
    if let Some(site) = fields.text(FETCH_SITE) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(from) = fields.text(header::ORIGIN).or_else(|| fields.text(header::REFERER)) else { return true };
    let host = from.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or_default());
    let asked = fields.text(FORWARDED_HOST).or_else(|| fields.text(header::HOST));
    host.is_some() && (host == asked || host == fields.text(header::HOST))
}

/// Whether the page was fetched ahead of the reader (`Sec-Purpose`, and the older `Purpose` and `X-Moz`).
pub(crate) fn prefetch(fields: &impl Fields) -> bool {
    PURPOSES.into_iter().filter_map(|name| fields.text(name)).any(|value| {
        let value = value.to_ascii_lowercase();
        value.contains("prefetch") || value.contains("prerender") || value.contains("preview")
    })
}

/// What the client calls itself; empty if it does not.
pub(crate) fn user_agent(fields: &impl Fields) -> &str {
    fields.text(header::USER_AGENT).unwrap_or_default()
}

/// Whether the client takes gzip (RFC 9110, section 12.5.3); a weight of zero means that it does not.
pub(crate) fn accepts_gzip(fields: &impl Fields) -> bool {
    let offered = fields.all(header::ACCEPT_ENCODING).flat_map(|value| value.split(|byte| *byte == b','));
    offered.map(<[u8]>::trim_ascii).any(|coding| {
        let end = coding.iter().position(|byte| *byte == b';');
        let (name, weights) = coding.split_at(end.unwrap_or(coding.len()));
        let named = name.trim_ascii_end().eq_ignore_ascii_case(b"gzip") || name.trim_ascii_end() == b"*";
        named && (weights.is_empty() || !weights.split(|byte| *byte == b';').any(is_of_no_weight))
    })
}

fn is_of_no_weight(weight: &[u8]) -> bool {
    let quality = weight.trim_ascii().strip_prefix(b"q=").and_then(|quality| std::str::from_utf8(quality).ok());
    quality.and_then(|quality| quality.parse::<f32>().ok()) == Some(0.0)
}

/// Whether the client has this very page (RFC 9110, section 13.1.2).
pub(crate) fn holds(fields: &impl Fields, etag: &[u8]) -> bool {
    let held = fields.all(header::IF_NONE_MATCH).flat_map(|value| value.split(|byte| *byte == b','));
    held.map(<[u8]>::trim_ascii).any(|held| held == b"*" || held.strip_prefix(b"W/").unwrap_or(held) == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(*name, value.parse().unwrap());
        }
        map
    }

    fn client(peer: &str, forwarded: &[(&'static str, &str)], trusted: &[&str]) -> String {
        let trusted: Vec<IpNet> = trusted.iter().map(|net| net.parse().unwrap()).collect();
        address(format!("{peer}:1").parse().unwrap(), &headers(forwarded), &trusted).to_string()
    }

    #[test]
    fn nobody_but_a_trusted_proxy_is_believed() {
        let claim = [("x-forwarded-for", "203.0.113.9")];
        assert_eq!(client("198.51.100.1", &claim, &[]), "198.51.100.1");
        assert_eq!(client("127.0.0.1", &claim, &["127.0.0.1/32"]), "203.0.113.9");
    }

    #[test]
    fn what_the_client_wrote_itself_is_passed_over() {
        let chain = [("x-forwarded-for", "1.1.1.1, 203.0.113.9"), ("x-forwarded-for", "10.0.0.2")];
        assert_eq!(client("10.0.0.1", &chain, &["10.0.0.0/8"]), "203.0.113.9");
        assert_eq!(client("10.0.0.1", &[("x-forwarded-for", "nonsense")], &["10.0.0.0/8"]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &[("x-forwarded-for", "[2001:db8::7]:443")], &["10.0.0.0/8"]), "2001:db8::7");
    }

    #[test]
    fn a_client_that_refuses_gzip_gets_none() {
        let takes = |offered| accepts_gzip(&headers(&[("accept-encoding", offered)]));
        for refusing in ["", "identity", "gzip;q=0", "br, gzip; q=0.0", "x-gzip, gzip2"] {
            assert!(!takes(refusing), "{refusing}");
        }
        for taking in ["gzip", "br;q=1, GZIP;q=0.5", "*", "deflate,gzip ; q=1"] {
            assert!(takes(taking), "{taking}");
        }
    }

    #[test]
    fn a_client_holds_what_it_names_among_others() {
        let holding = |held| holds(&headers(&[("if-none-match", held)]), b"\"7\"");
        assert!(["\"7\"", "\"6\", W/\"7\"", "*"].into_iter().all(holding));
        assert!(!["7", "\"77\"", ""].into_iter().any(holding));
    }

    #[test]
    fn another_sites_page_is_not_ours() {
        assert!(same_origin(&headers(&[("host", "news.example"), ("origin", "https://news.example")])));
        assert!(!same_origin(&headers(&[("host", "news.example"), ("origin", "https://evil.example")])));
        assert!(!same_origin(&headers(&[("host", "news.example"), ("origin", "null")])));
        assert!(!same_origin(&headers(&[("host", "news.example"), ("sec-fetch-site", "cross-site"), ("origin", "https://news.example")])));
        assert!(!same_origin(&headers(&[("host", "news.example"), ("referer", "https://evil.example/news.example")])));
        assert!(same_origin(&headers(&[("host", "news.example"), ("referer", "https://news.example/a")])));
        assert!(same_origin(&headers(&[("host", "news.example")])));
    }
}
