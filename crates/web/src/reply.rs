//! How a page or a file becomes a response: the one place that writes cache headers.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use hyper::body::{Frame, SizeHint};
use sha2::{Digest, Sha256};

use crate::client;
use crate::kept::Keeping;
use crate::rope::{Coding, Piece, Rope};

/// Who may be shown within whose frames differs: the desk, where things are done, within nobody's.
const DESK_SECURITY_POLICY: &str = "default-src 'none'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; connect-src 'self'; \
     font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

/// How long a response may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Policy {
    /// Kept by browsers, asked about each time.
    Page,
    /// Never changes under this address.
    Forever,
    /// Not kept at all.
    Never,
}

/// What a response says of its body.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Head {
    status: StatusCode,
    content_type: &'static str,
    policy: Policy,
    location: Option<String>,
    /// Whether it is a page of the desk.
    desk: bool,
    cookie: Option<HeaderValue>,
}

/// What is sent, before it is known to whom.
#[derive(Debug)]
pub(crate) struct Reply {
    pub head: Head,
    pub body: Rope,
    /// For how long this node keeps it for others; not at all where there is nothing.
    pub keeping: Option<Keeping>,
}

/// Texts shorter than this are sent as they are.
const WORTH_PACKING: usize = 860;

/// Nothing but this site's own files runs, frames or is sent to; see `docs/decisions`.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; \
     font-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; manifest-src 'self'";

impl Head {
    /// The head of a response that is all right.
    pub fn new(content_type: &'static str, policy: Policy) -> Self {
        Self { status: StatusCode::OK, content_type, policy, location: None, desk: false, cookie: None }
    }

    fn is_text(&self) -> bool {
        self.content_type.starts_with("text/") || ["json", "xml", "svg"].iter().any(|kind| self.content_type.contains(kind))
    }

    /// Whether a body of so many bytes is sent compressed to whoever takes that.
    pub fn is_worth_packing(&self, length: usize) -> bool {
        length >= WORTH_PACKING && self.is_text()
    }

    /// Everything but the mark of the body. A cache in front of the site may keep a page for so many
    /// seconds.
    pub fn headers(&self, coding: Coding, edge_seconds: u32) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(16);
        let control = match self.policy {
            Policy::Page if edge_seconds > 0 => HeaderValue::from_str(&format!("public, max-age=0, s-maxage={edge_seconds}")).ok(),
            Policy::Page => None,
            Policy::Forever => Some(HeaderValue::from_static("public, max-age=31536000, immutable")),
            Policy::Never => Some(HeaderValue::from_static("no-store")),
        };
        headers.insert(header::CACHE_CONTROL, control.unwrap_or(HeaderValue::from_static("no-cache")));
        if let Some(location) = self.location.as_ref().and_then(|location| HeaderValue::from_str(location).ok()) {
            headers.insert(header::LOCATION, location);
        }
        if !self.content_type.is_empty() {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        }
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        if self.content_type.starts_with("text/html") {
            let (policy, referrer) =
                if self.desk { (DESK_SECURITY_POLICY, "same-origin") } else { (CONTENT_SECURITY_POLICY, "strict-origin-when-cross-origin") };
            headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
            headers.insert(header::REFERRER_POLICY, HeaderValue::from_static(referrer));
        }
        if self.desk {
            headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
        }
        if let Some(cookie) = &self.cookie {
            headers.insert(header::SET_COOKIE, cookie.clone());
        }
        if self.is_text() {
            headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        }
        if let Some(name) = coding.name() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        headers
    }
}

impl Reply {
    fn new(status: StatusCode, content_type: &'static str, body: impl Into<Vec<u8>>, policy: Policy) -> Self {
        let head = Head { status, ..Head::new(content_type, policy) };
        let body = body.into();
        // An answer without a body has nothing to be marked or packed.
        let body = if body.is_empty() { Rope::default() } else { Rope::from(Piece::new(body)) };
        Self { head, body, keeping: None }
    }

    /// A page of HTML that is put together from pieces.
    pub fn page(body: Rope) -> Self {
        Self { head: Head::new("text/html; charset=utf-8", Policy::Page), body, keeping: None }
    }

    /// A page that says what went wrong.
    pub fn trouble(status: StatusCode, html: impl Into<Rope>) -> Self {
        let head = Head { status, ..Head::new("text/html; charset=utf-8", Policy::Never) };
        Self { head, body: html.into(), keeping: None }
    }

    /// A page of the desk, which nobody keeps.
    pub fn desk(status: StatusCode, html: String) -> Self {
        let head = Head { status, desk: true, ..Head::new("text/html; charset=utf-8", Policy::Never) };
        Self { head, body: Piece::new(html).into(), keeping: None }
    }

    /// The same, and the browser takes a cookie.
    pub fn with_cookie(mut self, cookie: Option<HeaderValue>) -> Self {
        self.head.cookie = cookie;
        self
    }

    /// A document other than HTML that changes like a page.
    pub fn document(content_type: &'static str, body: impl Into<Rope>) -> Self {
        Self { head: Head::new(content_type, Policy::Page), body: body.into(), keeping: None }
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
        let mut reply = Self::new(StatusCode::MOVED_PERMANENTLY, "", Vec::new(), Policy::Page);
        reply.head.location = Some(to);
        reply
    }

    /// The form was taken; what came of it is shown there.
    pub fn see(to: String) -> Self {
        let mut reply = Self::new(StatusCode::SEE_OTHER, "", Vec::new(), Policy::Never);
        reply.head.location = Some(to);
        reply
    }

    /// The same, kept for others.
    pub fn kept(self, keeping: Keeping) -> Self {
        Self { keeping: Some(keeping), ..self }
    }

    /// The response to a request with these headers.
    pub fn respond(self, request: &HeaderMap) -> Response<Sent> {
        let packed = self.head.is_worth_packing(self.body.len()) && client::accepts_gzip(request);
        let coding = if packed { Coding::Gzip } else { Coding::Identity };
        let bytes = self.body.laid(coding, "").bytes;
        let mut headers = self.head.headers(coding, 0);
        let mut response = Response::new(Sent::nothing());
        *response.status_mut() = self.head.status;
        if self.head.status == StatusCode::OK && self.head.policy != Policy::Never {
            let mark: String = Sha256::digest(&bytes).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
            if let Ok(etag) = HeaderValue::from_str(&format!("\"{mark}\"")) {
                if client::holds(request, etag.as_bytes()) {
                    *response.status_mut() = StatusCode::NOT_MODIFIED;
                }
                headers.insert(header::ETAG, etag);
            }
        }
        if response.status() != StatusCode::NOT_MODIFIED {
            *response.body_mut() = Sent::whole(bytes);
        }
        *response.headers_mut() = headers;
        response
    }
}

/// The body of a response: bytes that are at hand, or what the router streams.
#[derive(Debug)]
pub struct Sent(Inner);

#[derive(Debug)]
enum Inner {
    Whole(Option<Bytes>),
    Streamed(Body),
}

impl Sent {
    pub(crate) fn nothing() -> Self {
        Self(Inner::Whole(None))
    }

    pub(crate) fn whole(bytes: Bytes) -> Self {
        Self(Inner::Whole(Some(bytes).filter(|bytes| !bytes.is_empty())))
    }
}

impl From<Body> for Sent {
    fn from(body: Body) -> Self {
        Self(Inner::Streamed(body))
    }
}

impl From<Sent> for Body {
    fn from(sent: Sent) -> Self {
        match sent.0 {
            Inner::Whole(None) => Body::empty(),
            Inner::Whole(Some(bytes)) => Body::from(bytes),
            Inner::Streamed(body) => body,
        }
    }
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match &mut self.get_mut().0 {
            Inner::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Inner::Streamed(body) => Pin::new(body).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Whole(bytes) => bytes.is_none(),
            Inner::Streamed(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, Bytes::len) as u64),
            Inner::Streamed(body) => body.size_hint(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(header::HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect()
    }

    #[test]
    fn a_page_that_the_reader_has_is_not_sent_again() {
        let first = Reply::page(Rope::from(Piece::new("<p>".repeat(400)))).respond(&headers(&[(header::ACCEPT_ENCODING, "gzip, br")]));
        assert_eq!(first.headers()[header::CONTENT_ENCODING], "gzip");
        assert_eq!(first.headers()[header::CACHE_CONTROL], "no-cache");
        let etag = first.headers()[header::ETAG].to_str().unwrap();
        let second = Reply::page(Rope::from(Piece::new("<p>".repeat(400))))
            .respond(&headers(&[(header::ACCEPT_ENCODING, "gzip"), (header::IF_NONE_MATCH, etag)]));
        assert_eq!(second.status(), StatusCode::NOT_MODIFIED);
        let plain = Reply::page(Rope::from(Piece::new("<p>".repeat(400)))).respond(&headers(&[(header::IF_NONE_MATCH, etag)]));
        assert_eq!(plain.status(), StatusCode::OK, "the uncompressed page is another representation");
    }

    #[test]
    fn what_went_wrong_is_not_kept() {
        let missing = Reply::trouble(StatusCode::NOT_FOUND, Piece::new(String::new())).respond(&HeaderMap::new());
        assert_eq!(missing.headers()[header::CACHE_CONTROL], "no-store");
    }
}
