//! One request: what came in, and the frame in which a handler answers it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use actions::ActionError;
use audience::BadToken;
use axum::extract::{FromRequestParts, MatchedPath, RawPathParams, Request};
use axum::http::{HeaderMap, Response, StatusCode, header};
use model::{Language, Time};
use store::StoreError;
use theme::ThemeError;

use crate::app::App;
use crate::client;
use crate::kept::{Kept, Seen};
use crate::meters::Stopwatch;
use crate::reply::{Reply, Sent};
use crate::site::{Site, encoded};

/// The most bytes of a form or of a call's JSON.
const LARGEST_BODY: usize = 64 * 1024;
/// What is sent with a request must have arrived within this time.
pub(crate) const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// Answers a request. It may wait for the store; it runs beside the threads that move bytes.
pub(crate) type Handler = fn(&Ask) -> Result<Reply, Trouble>;

/// What is asked for: as much of a request as a page may depend on that is kept for others.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// The edition that the address belongs to.
    pub language: Language,
    /// The address as asked for, from the root, without the query.
    pub path: String,
    /// The query; of a page that is kept, the fields alone that its row in the table of routes reads.
    pub query: String,
    params: Vec<(String, String)>,
    /// Its row in the table of routes.
    row: Option<MatchedPath>,
    /// What answers it.
    pub handler: Handler,
}

/// A request and what it is asked of.
pub(crate) struct Ask {
    pub app: Arc<App>,
    /// How far everything had come before anything was read for this request.
    pub seen: Seen,
    /// Publication and sections as they were when the request came.
    pub site: Arc<Site>,
    pub asked: Arc<Asked>,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    pub client: IpAddr,
    /// The page that was kept for this address.
    pub before: Option<Arc<Kept>>,
    /// Whether nothing that was drawn before is to be used.
    pub anew: bool,
    /// Whether nothing may be asked of the store, since it is a thread that moves bytes which asks.
    pub from_memory: bool,
    /// Worked out when it is first needed: see [`Ask::day_ends`].
    pub day: OnceLock<Time>,
}

impl Deref for Ask {
    type Target = Asked;

    fn deref(&self) -> &Asked {
        &self.asked
    }
}

/// Why there is no page to show.
#[derive(Debug)]
pub(crate) enum Trouble {
    NotFound,
    /// It was there once and was taken back, for this reason where one was given.
    Gone(Option<String>),
    /// The request itself is wrong; the sentence says how.
    Refused(String),
    /// Nobody is signed in, where somebody must be.
    SignIn,
    /// Whoever asks may not do this.
    Forbidden(String),
    /// A field of a form is not right.
    Field {
        field: String,
        why: String,
    },
    TooMany,
    Unavailable(String),
    /// Our own fault.
    Broken(String),
}

impl Trouble {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Trouble::NotFound => StatusCode::NOT_FOUND,
            Trouble::Gone(_) => StatusCode::GONE,
            Trouble::Refused(_) => StatusCode::BAD_REQUEST,
            Trouble::SignIn => StatusCode::UNAUTHORIZED,
            Trouble::Forbidden(_) => StatusCode::FORBIDDEN,
            Trouble::Field { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Trouble::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Trouble::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Trouble::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Database(_) | StoreError::Full => Trouble::Unavailable(error.to_string()),
            error => Trouble::Broken(error.to_string()),
        }
    }
}

impl From<ActionError> for Trouble {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::Store(error) => error.into(),
            ActionError::Missing(_) => Trouble::NotFound,
            ActionError::Refused(why) => Trouble::Refused(why),
            ActionError::Forbidden(_) => Trouble::Forbidden(error.to_string()),
            ActionError::Field { field, why } => Trouble::Field { field, why },
            ActionError::File(why) => Trouble::Broken(why),
        }
    }
}

impl From<ThemeError> for Trouble {
    fn from(error: ThemeError) -> Self {
        Trouble::Broken(error.to_string())
    }
}

impl From<BadToken> for Trouble {
    fn from(error: BadToken) -> Self {
        Trouble::Refused(error.to_string())
    }
}

impl Ask {
    /// Takes a request in. The address's parameters are those of its row in the table of routes.
    pub(crate) async fn read(
        app: Arc<App>,
        language: Language,
        handler: Handler,
        peer: SocketAddr,
        request: Request,
    ) -> Result<Self, (Self, Trouble)> {
        Self::read_up_to(LARGEST_BODY, app, language, handler, peer, request).await
    }

    /// The same with a body of at most so many bytes.
    pub(crate) async fn read_up_to(
        most: usize,
        app: Arc<App>,
        language: Language,
        handler: Handler,
        peer: SocketAddr,
        request: Request,
    ) -> Result<Self, (Self, Trouble)> {
        let (mut parts, body) = request.into_parts();
        let client = client::address(peer, &parts.headers, &app.options.trusted_proxies);
        let raw = RawPathParams::from_request_parts(&mut parts, &()).await;
        let mut params = Vec::new();
        if let Ok(raw) = &raw {
            params.extend(raw.iter().map(|(name, value)| (name.to_owned(), model::nfc(value))));
        }
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let asked = Asked { language, path: parts.uri.path().to_owned(), query, params, row: parts.extensions.get().cloned(), handler };
        let mut ask = Self { headers: parts.headers, client, ..Self::again(app, Arc::new(asked)) };
        if raw.is_err() {
            return Err((ask, Trouble::NotFound));
        }
        match tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, most)).await {
            Ok(Ok(bytes)) => ask.body = bytes.into(),
            _ => {
                let why = format!("what was sent is larger than {} kB, or was cut off", most / 1024);
                return Err((ask, Trouble::Refused(why)));
            }
        }
        Ok(ask)
    }

    /// A question that has no address, for what is looked up of the site's own accord.
    pub(crate) fn of_nobody(app: Arc<App>) -> Self {
        let language = app.site().publication.default_language();
        let asked = Asked { language, path: String::new(), query: String::new(), params: Vec::new(), row: None, handler: |_| Err(Trouble::NotFound) };
        Self::again(app, Arc::new(asked))
    }

    /// What the server asks itself, as a reader would.
    pub(crate) fn for_itself(app: Arc<App>, language: Language, address: &str, params: &[(&str, &str)], handler: Handler) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let params = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let asked = Asked { language, path: path.to_owned(), query: query.to_owned(), params, row: None, handler };
        Self::again(app, Arc::new(asked))
    }

    /// The same request by nobody in particular, as of now.
    pub(crate) fn again(app: Arc<App>, asked: Arc<Asked>) -> Self {
        let seen = Seen::by(&app);
        let site = app.site();
        let client = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        Self {
            app,
            seen,
            site,
            asked,
            headers: HeaderMap::new(),
            body: Vec::new(),
            client,
            before: None,
            anew: false,
            from_memory: false,
            day: OnceLock::new(),
        }
    }

    /// Takes in how far everything has come meanwhile.
    pub(crate) fn renew(&mut self) {
        self.seen = Seen::by(&self.app);
        self.site = self.app.site();
        self.day = OnceLock::new();
    }

    /// The same question to an edition that the address does not name.
    pub(crate) fn in_edition(&self, language: Language) -> Self {
        let asked = Asked { language, ..Asked::clone(&self.asked) };
        Self { seen: self.seen, ..Self::again(Arc::clone(&self.app), Arc::new(asked)) }
    }

    /// Leaves these fields alone in the query, in this order.
    pub(crate) fn narrow(&mut self, fields: &[&str]) {
        if self.query.is_empty() {
            return;
        }
        let query: Vec<String> = fields.iter().filter_map(|name| self.field(name).map(|value| format!("{name}={}", encoded(&value)))).collect();
        self.asked = Arc::new(Asked { query: query.join("&"), ..Asked::clone(&self.asked) });
    }

    /// When the day is over in which this is asked.
    pub(crate) fn day_ends(&self) -> Time {
        *self.day.get_or_init(|| self.site.next_day(self.seen.at))
    }

    /// The address under which the answer is kept.
    pub(crate) fn address(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }

    /// Has the handler answer, where waiting for the store holds nobody up. `None` when it broke off.
    pub(crate) async fn answer(self) -> Option<(Self, Reply)> {
        let span = tracing::Span::current();
        let task = tokio::task::spawn_blocking(move || {
            let _entered = span.enter();
            let time = Stopwatch::start();
            let reply = (self.handler)(&self).unwrap_or_else(|trouble| self.trouble(trouble));
            self.app.meters.drew(self.row.as_ref().map_or("none", MatchedPath::as_str), &self.path, time.passed());
            (self, reply)
        });
        task.await.inspect_err(|error| tracing::error!(%error, "a handler ended in the middle")).ok()
    }

    /// Says what was wrong with a request that no handler has seen.
    pub(crate) async fn trouble_response(self, trouble: Trouble) -> Response<Sent> {
        let span = tracing::Span::current();
        let reply = tokio::task::spawn_blocking(move || span.in_scope(|| self.trouble(trouble).respond(&self.headers)));
        reply.await.unwrap_or_else(|_| broken())
    }

    /// Says what went wrong: to programs in JSON, to readers as a page in their language.
    pub(crate) fn trouble(&self, trouble: Trouble) -> Reply {
        let status = trouble.status();
        let why = match &trouble {
            Trouble::NotFound => "there is nothing at this address",
            Trouble::Gone(_) => "the article was withdrawn",
            Trouble::TooMany => "that was too much at once; try again in some minutes",
            Trouble::SignIn => "nobody is signed in",
            Trouble::Refused(why) | Trouble::Forbidden(why) | Trouble::Field { why, .. } => why.as_str(),
            Trouble::Unavailable(why) => {
                tracing::error!(path = self.path.as_str(), why, "a page could not be made now");
                "that cannot be answered now; try again in a moment"
            }
            Trouble::Broken(why) => {
                tracing::error!(path = self.path.as_str(), why, "a page could not be made");
                "something broke on our side"
            }
        };
        let reason = if let Trouble::Gone(reason) = &trouble { reason.as_deref() } else { None };
        if self.path.starts_with("/api/") {
            let mut said = serde_json::json!({ "error": why });
            if let Some(reason) = reason {
                said["reason"] = reason.into();
            }
            return Reply::answer(status, &said);
        }
        crate::pages::error::page(self, status, reason)
    }

    /// A parameter of the address, decoded and in NFC.
    pub(crate) fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// A field of the query.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        field(&self.query, name)
    }

    /// A field of a posted form.
    pub(crate) fn posted(&self, name: &str) -> String {
        field(&String::from_utf8_lossy(&self.body), name).unwrap_or_default()
    }

    /// How many entries are asked for, within bounds.
    pub(crate) fn limit(&self, usual: usize, most: usize) -> Result<usize, Trouble> {
        let Some(limit) = self.field("limit") else { return Ok(usual) };
        let number = limit.parse::<usize>().ok().filter(|number| *number > 0);
        number.map(|number| number.min(most)).ok_or_else(|| Trouble::Refused(format!("limit must be a number from 1 to {most}")))
    }

    /// The edition that a program asks for in the query; the default one where it names none.
    pub(crate) fn wanted_language(&self) -> Result<Language, Trouble> {
        let publication = &self.site.publication;
        let Some(code) = self.field("language") else { return Ok(publication.default_language()) };
        let language = code.parse().ok().filter(|language| publication.has(*language));
        language.ok_or_else(|| {
            let known: Vec<_> = publication.languages.iter().map(Language::to_string).collect();
            Trouble::Refused(format!("there is no edition in “{code}”; there are: {}", known.join(", ")))
        })
    }

    /// The language of somebody who asked for a page that is not there: the edition's whose prefix
    /// stands in the address, else the one that their browser likes best, else the default.
    pub(crate) fn readers_language(&self) -> Language {
        let publication = &self.site.publication;
        if self.language != publication.default_language() {
            return self.language;
        }
        let prefix = self.path.split('/').nth(1).unwrap_or_default();
        if let Some(language) = prefix.parse().ok().filter(|language: &Language| publication.has(*language) && language.code() == prefix) {
            return language;
        }
        preferred_of(&self.headers, &publication.languages)
    }
}

/// The language that a browser likes best; the first where it likes none of them.
pub(crate) fn preferred_of(headers: &HeaderMap, languages: &[Language]) -> Language {
    let wishes = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    preferred(wishes, languages).or_else(|| languages.first().copied()).unwrap_or(Language::ENGLISH)
}

/// What is said when a handler broke off and can say nothing itself.
pub(crate) fn broken() -> Response<Sent> {
    Reply::empty(StatusCode::INTERNAL_SERVER_ERROR).respond(&HeaderMap::new())
}

/// The best of the languages for an `Accept-Language` header (RFC 9110, section 12.5.4).
fn preferred(wishes: &str, languages: &[Language]) -> Option<Language> {
    let weighed = wishes.split(',').take(32).filter_map(|wish| {
        let mut parts = wish.split(';').map(str::trim);
        let language: Language = parts.next()?.split('-').next()?.to_ascii_lowercase().parse().ok()?;
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse::<f32>().ok())?;
        (weight > 0.0 && languages.contains(&language)).then_some((language, weight))
    });
    // Of equal weights the first stands.
    weighed
        .fold(None, |best: Option<(Language, f32)>, wish| if best.is_none_or(|best| wish.1 > best.1) { Some(wish) } else { best })
        .map(|(language, _)| language)
}

/// A field of `application/x-www-form-urlencoded` text.
fn field(text: &str, name: &str) -> Option<String> {
    text.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(key) == name).then(|| decoded(value))
    })
}

fn decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_the_language_that_it_likes_best() {
        let both = [Language::ENGLISH, Language::KOREAN];
        assert_eq!(preferred("ko-KR,ko;q=0.9,en-US;q=0.8", &both), Some(Language::KOREAN));
        assert_eq!(preferred("de, en;q=0.4, ko;q=0.5", &both), Some(Language::KOREAN));
        assert_eq!(preferred("ko;q=0, en", &both), Some(Language::ENGLISH));
        assert_eq!(preferred("fr, *;q=0.1, \u{1}", &both), None);
    }

    #[test]
    fn a_form_is_read_as_browsers_write_it() {
        assert_eq!(field("name=A+B&text=%EA%B8%80%0D%0A%26", "text").as_deref(), Some("글\r\n&"));
        assert_eq!(field("name=A+B", "name").as_deref(), Some("A B"));
        assert_eq!(field("name", "name").as_deref(), Some(""));
        assert_eq!(field("", "name"), None);
    }
}
