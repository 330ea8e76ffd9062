//! How a page or a file becomes a response: the one place that writes cache headers.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;

/// How long a response may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Kept by browsers, asked about each time.
    Page,
    /// Never changes under this address.
    Forever,
    /// Not kept at all.
    Never,
}

/// What is sent, before it is known to whom.
#[derive(Debug)]
pub struct Reply {
    status: StatusCode,
    content_type: &'static str,
    body: Vec<u8>,
    policy: Policy,
    location: Option<String>,
}

/// Texts shorter than this are sent as they are.
const WORTH_COMPRESSING: usize = 860;

/// Nothing but this site's own files runs, frames or is sent to; see `docs/decisions`.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; \
     font-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; manifest-src 'self'";

impl Reply {
    fn new(status: StatusCode, content_type: &'static str, body: impl Into<Vec<u8>>, policy: Policy) -> Self {
        Self { status, content_type, body: body.into(), policy, location: None }
    }

    /// A page of HTML.
    pub fn page(html: String) -> Self {
        Self::new(StatusCode::OK, "text/html; charset=utf-8", html, Policy::Page)
    }

    /// A page that says what went wrong.
    pub fn trouble(status: StatusCode, html: String) -> Self {
        Self::new(status, "text/html; charset=utf-8", html, Policy::Never)
    }

    /// A document other than HTML that changes like a page.
    pub fn document(content_type: &'static str, text: impl Into<Vec<u8>>) -> Self {
        Self::new(StatusCode::OK, content_type, text, Policy::Page)
    }

    /// A file that never changes under its address.
    pub fn file(content_type: &'static str, bytes: Vec<u8>) -> Self {
        Self::new(StatusCode::OK, content_type, bytes, Policy::Forever)
    }

    /// Bytes that are not kept, such as the counting pixel.
    pub fn passing(content_type: &'static str, bytes: Vec<u8>) -> Self {
        Self::new(StatusCode::OK, content_type, bytes, Policy::Never)
    }

    /// JSON that changes like a page.
    pub fn json(value: &impl serde::Serialize) -> Self {
        Self::json_with(StatusCode::OK, value, Policy::Page)
    }

    /// JSON that is not kept, with a status.
    pub fn answer(status: StatusCode, value: &impl serde::Serialize) -> Self {
        Self::json_with(status, value, Policy::Never)
    }

    fn json_with(status: StatusCode, value: &impl serde::Serialize, policy: Policy) -> Self {
        let text = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
        Self::new(status, "application/json", text, policy)
    }

    /// Nothing, with a status.
    pub fn empty(status: StatusCode) -> Self {
        Self::new(status, "", Vec::new(), Policy::Never)
    }

    /// The page is elsewhere for good.
    pub fn moved(to: String) -> Self {
        Self { location: Some(to), ..Self::new(StatusCode::MOVED_PERMANENTLY, "", Vec::new(), Policy::Page) }
    }

    /// The form was taken; what came of it is shown there.
    pub fn see(to: String) -> Self {
        Self { location: Some(to), ..Self::new(StatusCode::SEE_OTHER, "", Vec::new(), Policy::Never) }
    }

    /// The response to a request with these headers.
    pub fn respond(self, request: &HeaderMap) -> Response<Body> {
        let mut headers = HeaderMap::new();
        let control = match self.policy {
            Policy::Page => "no-cache",
            Policy::Forever => "public, max-age=31536000, immutable",
            Policy::Never => "no-store",
        };
        set(&mut headers, header::CACHE_CONTROL, control);
        if let Some(location) = &self.location {
            set(&mut headers, header::LOCATION, location);
        }
        if !self.content_type.is_empty() {
            set(&mut headers, header::CONTENT_TYPE, self.content_type);
        }
        set(&mut headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        if self.content_type.starts_with("text/html") {
            set(&mut headers, header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
            set(&mut headers, header::REFERRER_POLICY, "strict-origin-when-cross-origin");
        }
        let text = self.content_type.starts_with("text/") || ["json", "xml", "svg"].iter().any(|kind| self.content_type.contains(kind));
        let compressed = text && self.body.len() >= WORTH_COMPRESSING && accepts_gzip(request);
        if text {
            set(&mut headers, header::VARY, "Accept-Encoding");
        }
        if self.status == StatusCode::OK && self.policy != Policy::Never {
            let mark: String = Sha256::digest(&self.body).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
            let etag = if compressed { format!("\"{mark}-gz\"") } else { format!("\"{mark}\"") };
            set(&mut headers, header::ETAG, &etag);
            if matches(request, &etag) {
                return build(StatusCode::NOT_MODIFIED, headers, Vec::new());
            }
        }
        let body = match compressed {
            true => match gzip(&self.body) {
                Ok(packed) => {
                    set(&mut headers, header::CONTENT_ENCODING, "gzip");
                    packed
                }
                Err(_) => self.body,
            },
            false => self.body,
        };
        build(self.status, headers, body)
    }
}

fn build(status: StatusCode, headers: HeaderMap, body: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

fn set(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// Whether the client takes gzip (RFC 9110, section 12.5.3); a weight of zero means that it does not.
fn accepts_gzip(request: &HeaderMap) -> bool {
    let offered = request.get_all(header::ACCEPT_ENCODING).into_iter().filter_map(|value| value.to_str().ok());
    offered.flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip") || name == "*");
        named && !parts.any(|weight| weight.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()) == Some(0.0))
    })
}

/// Whether the client has this very page (RFC 9110, section 13.1.2).
fn matches(request: &HeaderMap, etag: &str) -> bool {
    let held = request.get_all(header::IF_NONE_MATCH).into_iter().filter_map(|value| value.to_str().ok());
    held.flat_map(|value| value.split(',')).map(str::trim).any(|held| held == "*" || held.trim_start_matches("W/") == etag)
}

fn gzip(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 3), Compression::new(6));
    encoder.write_all(body)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(header::HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect()
    }

    #[test]
    fn a_page_that_the_reader_has_is_not_sent_again() {
        let first = Reply::page("<p>".repeat(400)).respond(&headers(&[(header::ACCEPT_ENCODING, "gzip, br")]));
        assert_eq!(first.headers()[header::CONTENT_ENCODING], "gzip");
        assert_eq!(first.headers()[header::CACHE_CONTROL], "no-cache");
        let etag = first.headers()[header::ETAG].to_str().unwrap();
        let second = Reply::page("<p>".repeat(400)).respond(&headers(&[(header::ACCEPT_ENCODING, "gzip"), (header::IF_NONE_MATCH, etag)]));
        assert_eq!(second.status(), StatusCode::NOT_MODIFIED);
        let plain = Reply::page("<p>".repeat(400)).respond(&headers(&[(header::IF_NONE_MATCH, etag)]));
        assert_eq!(plain.status(), StatusCode::OK, "the uncompressed page is another representation");
    }

    #[test]
    fn a_client_that_refuses_gzip_gets_none() {
        for refusing in ["", "identity", "gzip;q=0", "br, gzip; q=0.0"] {
            assert!(!accepts_gzip(&headers(&[(header::ACCEPT_ENCODING, refusing)])), "{refusing}");
        }
        assert!(accepts_gzip(&headers(&[(header::ACCEPT_ENCODING, "br;q=1, GZIP;q=0.5")])));
    }

    #[test]
    fn what_went_wrong_is_not_kept() {
        let missing = Reply::trouble(StatusCode::NOT_FOUND, String::new()).respond(&HeaderMap::new());
        assert_eq!(missing.headers()[header::CACHE_CONTROL], "no-store");
    }
}
