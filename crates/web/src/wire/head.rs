//! The head of a request in HTTP/1.1 (RFC 9112), and whether it is a plain one.

use std::mem::MaybeUninit;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri, header};
use http_body_util::Full;
use httparse::{Header, ParserConfig, Status};

use crate::client::Fields;

/// The most fields of a plain head.
pub(super) const MOST_FIELDS: usize = 64;
/// The longest head of a plain request.
const LONGEST_HEAD: usize = 16 * 1024;
/// The longest body of a plain request: what readers send is shorter.
const LONGEST_BODY: usize = 16 * 1024;

/// Room for the fields of a head.
pub(super) type Room<'b> = [MaybeUninit<Header<'b>>; MOST_FIELDS];

/// What has been read so far.
#[derive(Debug)]
pub(super) enum Read<'h, 'b> {
    /// The beginning of a head, or nothing.
    Begun,
    /// A plain head, whole.
    Plain(Head<'h, 'b>),
    /// Something else.
    Other,
}

/// The head of a plain request.
#[derive(Debug)]
pub(super) struct Head<'h, 'b> {
    pub method: &'b str,
    /// Path and query.
    pub address: &'b str,
    pub fields: Lines<'h, 'b>,
    /// Its own length, the empty line included, in bytes.
    pub length: usize,
    /// The length of the body that follows it.
    pub body: usize,
    /// Whether the client wants nothing more over this connection.
    pub last: bool,
}

/// The lines of a head.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines<'h, 'b>(&'h [Header<'b>]);

impl Fields for Lines<'_, '_> {
    fn all(&self, name: HeaderName) -> impl DoubleEndedIterator<Item = &[u8]> {
        self.0.iter().filter(move |line| line.name.eq_ignore_ascii_case(name.as_str())).map(|line| line.value)
    }
}

/// Reads a head at the beginning of some bytes.
///
/// It is plain if it is of HTTP/1.1, asks for a path of this host, and says no more of what follows than the length of
/// a body, once, and whether the connection goes on: whatever else could change where the next request begins
/// (RFC 9112, section 6) makes it another.
pub(super) fn read<'h, 'b>(bytes: &'b [u8], room: &'h mut Room<'b>) -> Read<'h, 'b> {
    let mut request = httparse::Request::new(&mut []);
    let length = match ParserConfig::default().parse_request_with_uninit_headers(&mut request, bytes, room) {
        Ok(Status::Complete(length)) if length <= LONGEST_HEAD => length,
        Ok(Status::Partial) if bytes.len() < LONGEST_HEAD => return Read::Begun,
        Ok(_) | Err(_) => return Read::Other,
    };
    let (Some(method), Some(address), Some(1)) = (request.method, request.path, request.version) else { return Read::Other };
    if !address.starts_with('/') {
        return Read::Other;
    }
    let mut head = Head { method, address, fields: Lines(request.headers), length, body: 0, last: false };
    let mut measured = false;
    for line in head.fields.0 {
        let is = |name: HeaderName| line.name.eq_ignore_ascii_case(name.as_str());
        // Of the names that matter here none has another length.
        match line.name.len() {
            14 if is(header::CONTENT_LENGTH) => match length_of(line.value).filter(|length| !measured && *length <= LONGEST_BODY) {
                Some(length) => (head.body, measured) = (length, true),
                None => return Read::Other,
            },
            10 if is(header::CONNECTION) => match line.value {
                value if value.eq_ignore_ascii_case(b"keep-alive") => {}
                value if value.eq_ignore_ascii_case(b"close") => head.last = true,
                _ => return Read::Other,
            },
            17 | 7 | 6 if is(header::TRANSFER_ENCODING) || is(header::UPGRADE) || is(header::EXPECT) => return Read::Other,
            _ => {}
        }
    }
    Read::Plain(head)
}

fn length_of(value: &[u8]) -> Option<usize> {
    let digits = !value.is_empty() && value.iter().all(u8::is_ascii_digit);
    std::str::from_utf8(value).ok().filter(|_| digits)?.parse().ok()
}

impl Head<'_, '_> {
    /// The request as everything behind the door takes it. `None` if it cannot be one.
    pub fn request(&self, body: &[u8]) -> Option<Request<Full<Bytes>>> {
        let mut request = Request::new(Full::new(Bytes::copy_from_slice(body)));
        *request.method_mut() = Method::from_bytes(self.method.as_bytes()).ok()?;
        *request.uri_mut() = Uri::try_from(self.address).ok()?;
        let mut headers = HeaderMap::with_capacity(self.fields.0.len());
        for line in self.fields.0 {
            headers.append(HeaderName::from_bytes(line.name.as_bytes()).ok()?, HeaderValue::from_bytes(line.value).ok()?);
        }
        *request.headers_mut() = headers;
        Some(request)
    }
}
