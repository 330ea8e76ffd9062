//! Who asks: the client's address, and whether the request comes from one of our own pages.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, header};
use ipnet::IpNet;

/// The client's address: the rightmost hop that no trusted proxy vouches for.
///
/// Each proxy adds the address it was called from at the right of `X-Forwarded-For`; what a client
/// writes there itself stands to the left of what the first trusted proxy added, and is not believed.
pub fn address(peer: SocketAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let vouched = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    let mut client = peer.ip().to_canonical();
    if !vouched(&client) {
        return client;
    }
    let forwarded: Vec<&str> =
        headers.get_all("x-forwarded-for").into_iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).collect();
    for hop in forwarded.into_iter().rev() {
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
pub fn same_origin(headers: &HeaderMap) -> bool {
    let get = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok()) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(from) = get(header::ORIGIN).or_else(|| get(header::REFERER)) else { return true };
    let host = from.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or_default());
    let asked = headers.get("x-forwarded-host").and_then(|value| value.to_str().ok()).or_else(|| get(header::HOST));
    host.is_some() && (host == asked || host == get(header::HOST))
}

/// Whether the page was fetched ahead of the reader (`Sec-Purpose`, and the older `Purpose` and `X-Moz`).
pub fn prefetch(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose", "x-purpose", "x-moz"].iter().any(|name| {
        headers.get(*name).and_then(|value| value.to_str().ok()).is_some_and(|value| {
            let value = value.to_ascii_lowercase();
            value.contains("prefetch") || value.contains("prerender") || value.contains("preview")
        })
    })
}

/// What the client calls itself; empty if it does not.
pub fn user_agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default()
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
