//! Who calls the desk, and how a call becomes an answer.

use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::Arc;

use actions::{Actor, Deed, Matter, Newsroom, may};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, Response, header};
use model::{Account, Article, Language};
use sha2::{Digest, Sha256};

use super::draw;
use super::form::Form;
use super::rows::{Needs, Row};
use crate::app::App;
use crate::ask::{Ask, Trouble, broken};
use crate::client;
use crate::reply::Reply;

/// What a browser that is signed in holds.
const COOKIE: &str = "masthead_desk";

/// A call of the desk.
pub(crate) struct Call {
    pub ask: Ask,
    /// The newsroom, with whoever is signed in acting in it.
    pub newsroom: Newsroom,
    /// Who is signed in, and the hash of what their browser holds.
    pub who: Option<(Arc<Account>, String)>,
    /// Proves that a form is one of ours, and of this browser's.
    pub token: String,
    pub form: Form,
}

impl Deref for Call {
    type Target = Ask;

    fn deref(&self) -> &Ask {
        &self.ask
    }
}

pub(crate) type DeskHandler = fn(&Call) -> Result<Reply, Trouble>;

impl Call {
    /// Who is signed in. Rows that need somebody are called by nobody else.
    pub fn account(&self) -> Result<&Arc<Account>, Trouble> {
        self.who.as_ref().map(|(account, _)| account).ok_or(Trouble::SignIn)
    }

    /// Whether whoever calls may do something, to an article where it is about one: for showing the way to it.
    pub fn may(&self, deed: Deed, matter: Option<Matter>) -> bool {
        self.who.as_ref().is_some_and(|(account, _)| may(account, deed, matter))
    }

    /// Whether there is anything to which they may do it.
    pub fn could(&self, deed: Deed) -> bool {
        self.who.as_ref().is_some_and(|(account, _)| could(account, deed))
    }

    /// The language in which the desk speaks: the account's, else the one that the browser likes best.
    pub fn words(&self) -> Language {
        let own = self.who.as_ref().and_then(|(account, _)| account.language);
        let speaks = |language: Language| if language == Language::KOREAN { Language::KOREAN } else { Language::ENGLISH };
        speaks(own.unwrap_or_else(|| crate::ask::preferred_of(&self.headers, &[Language::ENGLISH, Language::KOREAN])))
    }

    /// An article that whoever calls may read.
    pub fn readable(&self, session: &mut store::Session<'_>) -> Result<(Article, Matter), Trouble> {
        let id = self.param("id").parse().map_err(|_| Trouble::NotFound)?;
        let article = session.article(id)?.ok_or(Trouble::NotFound)?;
        let matter = self.newsroom.matter(session, &article)?;
        // What one may not read is not there, so that nobody learns what is being written.
        if self.may(Deed::Read, Some(matter)) { Ok((article, matter)) } else { Err(Trouble::NotFound) }
    }

    /// What was posted as JSON.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, Trouble> {
        serde_json::from_slice(&self.body).map_err(|error| Trouble::Refused(format!("what was sent cannot be read: {error}")))
    }

    fn demo(&self) -> bool {
        self.app.options.demo
    }
}

/// Whether there is an article, or anything else, to which an account may do something.
pub(crate) fn could(account: &Account, deed: Deed) -> bool {
    use model::Status::{Draft, Published};
    let languages = account.editions.iter().copied().chain([Language::ENGLISH]);
    let mut matters = languages.flat_map(|language| [Draft, Published].map(|status| Matter { language, status, own: true }));
    may(account, deed, None) || matters.any(|matter| may(account, deed, Some(matter)))
}

/// Takes a call in, finds out who makes it, and answers it.
pub(crate) async fn answer(app: Arc<App>, row: &'static Row, peer: SocketAddr, request: Request) -> Response<Body> {
    let language = app.site().publication.default_language();
    let posts = request.method() == Method::POST;
    let ask = match Ask::read_up_to(row.most, app, language, |_| Err(Trouble::NotFound), peer, request).await {
        Ok(ask) => ask,
        Err((ask, trouble)) => {
            let reply = tokio::task::spawn_blocking(move || {
                let call = Call::of(ask);
                said(&call, row, trouble).respond(&call.headers).map(Body::from)
            });
            return reply.await.unwrap_or_else(|_| broken().map(Body::from));
        }
    };
    let span = tracing::Span::current();
    let answered = tokio::task::spawn_blocking(move || {
        let _entered = span.enter();
        let mut call = Call::of(ask);
        let reply = call.recognise().and_then(|()| call.admit(row, posts)).and_then(|()| (row.handler)(&call));
        let reply = reply.unwrap_or_else(|trouble| said(&call, row, trouble));
        reply.respond(&call.headers).map(Body::from)
    });
    answered.await.inspect_err(|error| tracing::error!(%error, "a page of the desk ended in the middle")).unwrap_or_else(|_| broken().map(Body::from))
}

impl Call {
    fn of(ask: Ask) -> Self {
        let newsroom = ask.app.newsroom.clone();
        Self { ask, newsroom, who: None, token: String::new(), form: Form::default() }
    }

    /// Finds out who calls.
    fn recognise(&mut self) -> Result<(), Trouble> {
        let Some(secret) = cookie(&self.headers) else { return Ok(()) };
        let found = actions::signed_in(&self.app.newsroom, &secret, self.demo())?;
        if let Some((account, signed_in)) = found {
            let account = Arc::new(account);
            self.newsroom = self.app.newsroom.acting(Actor::Account(Arc::clone(&account)));
            self.token = token_of(&secret);
            self.who = Some((account, signed_in.hash));
        }
        Ok(())
    }

    /// Whether the row may be called by them, and by this page.
    fn admit(&mut self, row: &Row, posts: bool) -> Result<(), Trouble> {
        if posts && !client::same_origin(&self.headers) {
            return Err(Trouble::Forbidden("this was sent by a page of another site; open the desk and try again there".to_owned()));
        }
        if posts && row.form {
            self.form = Form::read(&String::from_utf8_lossy(&self.body));
        }
        match (row.needs, &self.who) {
            (Needs::Nobody, _) => return Ok(()),
            (_, None) => return Err(Trouble::SignIn),
            (Needs::SignedIn, Some(_)) => {}
            (Needs::May(deed), Some((account, _))) if could(account, deed) => {}
            (Needs::May(_), Some(_)) => return Err(Trouble::Forbidden("your role does not allow that".to_owned())),
        }
        if posts {
            let sent = if row.form {
                self.form.get("token")
            } else {
                self.headers.get("x-desk-token").and_then(|value| value.to_str().ok()).unwrap_or_default()
            };
            if !same(sent, &self.token) {
                return Err(Trouble::Forbidden("this page is from before you signed in; load it again".to_owned()));
            }
        }
        Ok(())
    }
}

/// What went wrong, as a page or, to a script, in JSON.
fn said(call: &Call, row: &Row, trouble: Trouble) -> Reply {
    let status = trouble.status();
    let why = match trouble {
        Trouble::SignIn if row.form && row.method == Method::GET => return Reply::see(sign_in_path(&call.ask)),
        Trouble::SignIn => "you are not signed in any more".to_owned(),
        Trouble::NotFound => "there is nothing at this address".to_owned(),
        Trouble::Gone(_) => "this is not there any more".to_owned(),
        Trouble::TooMany => "that was too much at once; try again in some minutes".to_owned(),
        Trouble::Refused(why) | Trouble::Forbidden(why) => why,
        Trouble::Field { field, why } if !row.form => {
            return Reply::answer(status, &serde_json::json!({ "fields": { field: super::words::said(&why, call.words()) } }));
        }
        Trouble::Field { why, .. } => why,
        Trouble::Unavailable(why) => {
            tracing::error!(path = call.path.as_str(), why, "a page of the desk could not be made now");
            "that cannot be done now; nothing was changed; try again in a moment".to_owned()
        }
        Trouble::Broken(why) => {
            tracing::error!(path = call.path.as_str(), why, "a page of the desk could not be made");
            "something broke on our side; nothing was changed".to_owned()
        }
    };
    let why = super::words::said(&why, call.words());
    if !row.form {
        return Reply::answer(status, &serde_json::json!({ "error": why }));
    }
    draw::trouble(call, status, &why)
}

/// Where one signs in and comes back from.
fn sign_in_path(ask: &Ask) -> String {
    if ask.path == "/desk" { "/desk/sign-in".to_owned() } else { format!("/desk/sign-in?to={}", crate::site::encoded(&ask.address())) }
}

fn cookie(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let secret = cookies.flat_map(|cookies| cookies.split(';')).find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))?;
    (secret.len() == 64 && secret.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| secret.to_owned())
}

/// The header by which a browser takes a secret, or, without one, forgets it. It is sent to the desk alone, never read
/// by a script, and over an open line only where the whole site is.
pub(crate) fn set_cookie(call: &Ask, secret: Option<&str>) -> Option<HeaderValue> {
    let origin = call.headers.get(header::ORIGIN).and_then(|value| value.to_str().ok()).unwrap_or(&call.site.publication.address);
    let secure = if origin.starts_with("https://") { "; Secure" } else { "" };
    let (secret, age) = secret.map_or(("", "; Max-Age=0"), |secret| (secret, "; Max-Age=2592000"));
    HeaderValue::from_str(&format!("{COOKIE}={secret}; Path=/desk; HttpOnly; SameSite=Lax{age}{secure}")).ok()
}

/// The token of a browser's forms.
fn token_of(secret: &str) -> String {
    Sha256::digest(format!("form\0{secret}")).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Compares without telling by the time it takes how much is the same.
fn same(one: &str, other: &str) -> bool {
    !other.is_empty() && one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |differ, (one, other)| differ | (one ^ other)) == 0
}
