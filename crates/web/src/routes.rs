//! The table of every address, grouped by who calls it. Each row leads to one function that reads top
//! to bottom: load, decide, name a policy for caches, show.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::{Method, Response, StatusCode, header};
use axum::routing::{MethodRouter, get, post};
use model::Language;

use crate::api::{articles, comments, lists, views};
use crate::app::App;
use crate::ask::{self, Ask, Handler, Trouble};
use crate::counter::show;
use crate::pages::{article, comment, counting, front, listing, prose};
use crate::reply::{Reply, Sent};
use crate::{feeds, files, machines, sitemap};

/// How a row answers.
enum By {
    /// GET and HEAD: what is shown. Of the query these fields alone are read.
    Shown(&'static [&'static str], Handler),
    /// POST, as a form or as JSON.
    Taken(Handler),
    /// In a way of its own.
    Own(fn() -> MethodRouter<Arc<App>>),
}

/// A row of the table.
pub struct PublicRow {
    /// `GET` (and `HEAD`) or `POST`.
    pub method: Method,
    /// The address, as the router takes it; of a page of an edition what follows the edition's root.
    pub path: &'static str,
    by: By,
}

const fn page(path: &'static str, handler: Handler) -> PublicRow {
    call(path, &[], handler)
}

const fn listing(path: &'static str, handler: Handler) -> PublicRow {
    call(path, &["after"], handler)
}

const fn call(path: &'static str, fields: &'static [&'static str], handler: Handler) -> PublicRow {
    PublicRow { method: Method::GET, path, by: By::Shown(fields, handler) }
}

const fn taken(path: &'static str, handler: Handler) -> PublicRow {
    PublicRow { method: Method::POST, path, by: By::Taken(handler) }
}

const fn own(method: Method, path: &'static str, answer: fn() -> MethodRouter<Arc<App>>) -> PublicRow {
    PublicRow { method, path, by: By::Own(answer) }
}

/// Readers, in one edition.
static EDITION: &[PublicRow] = &[
    page("", front::show),
    listing("latest", listing::show_latest),
    listing("topics/{topic}", listing::show_topic),
    listing("authors/{author}", listing::show_author),
    page("about", prose::about),
    page("privacy", prose::privacy),
    page("about/counting", counting::show),
    page("about/{page}", prose::house),
    listing("{section}", listing::show_section),
    call("{section}/{slug}", &["comment"], article::show),
    taken("{section}/{slug}", comment::post),
    page("feed.xml", feeds::of_edition),
    page("{section}/feed.xml", feeds::of_section),
    page("topics/{topic}/feed.xml", feeds::of_topic),
    page("authors/{author}/feed.xml", feeds::of_author),
];

/// The whole site.
static SITE: &[PublicRow] = &[
    // Programs, and the pages' own script.
    call("/api/v1/articles", &["language", "section", "cursor", "limit"], articles::list),
    page("/api/v1/articles/{id}", articles::one),
    call("/api/v1/articles/{id}/related", &["limit"], lists::related),
    page("/api/v1/articles/{id}/plan", lists::plan_of_article),
    page("/api/v1/articles/{id}/comments", comments::list),
    taken("/api/v1/articles/{id}/comments", comments::post),
    call("/api/v1/lists/{kind}", &["language", "limit"], lists::of_edition),
    call("/api/v1/plan", &["language"], lists::plan_of_front),
    own(Method::POST, "/api/v1/views", || post(views::routed)),
    own(Method::POST, "/api/v1/views/{ref}/depth", || post(views::post_depth)),
    own(Method::GET, "/api/v1/views.gif", || get(views::pixel)),
    // Browsers for parts of pages, search engines, and whoever watches over the machine.
    page("/media/{file}", files::media),
    page("/assets/{*file}", files::asset),
    call("/sitemap.xml", &["map"], sitemap::show),
    page("/robots.txt", machines::robots),
    page("/healthz", machines::alive),
    page("/readyz", machines::ready),
];

/// The whole table, for tests that call each row: an edition's rows, and those of the whole site.
pub fn public_rows() -> [&'static [PublicRow]; 2] {
    [EDITION, SITE]
}

/// All routes of a site.
pub fn routes(app: Arc<App>) -> Router {
    let publication = app.site().publication.clone();
    let default = publication.default_language();
    let mut router = Router::new();
    for &language in &publication.languages {
        let root = publication.root(language);
        if language != default {
            router = router.route(root.trim_end_matches('/'), moved_to(root.clone()));
        }
        router = EDITION.iter().fold(router, |router, row| router.route(&format!("{root}{}", row.path), row.routed(language)));
    }
    router = SITE.iter().fold(router, |router, row| router.route(row.path, row.routed(default)));
    let router = crate::desk::routes(router).fallback(nothing_here).method_not_allowed_fallback(not_so);
    router.layer(DefaultBodyLimit::disable()).with_state(app)
}

impl PublicRow {
    /// The row for the router, answering in one language.
    fn routed(&self, language: Language) -> MethodRouter<Arc<App>> {
        match self.by {
            By::Shown(fields, handler) => get(move |State(app): State<Arc<App>>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request| {
                reveal(app, peer, request, language, fields, handler)
            }),
            By::Taken(handler) => post(move |State(app): State<Arc<App>>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request| {
                take(app, peer, request, language, handler)
            }),
            By::Own(answer) => answer(),
        }
    }
}

async fn reveal(
    app: Arc<App>,
    peer: SocketAddr,
    request: Request,
    language: Language,
    fields: &'static [&'static str],
    handler: Handler,
) -> Response<Body> {
    routed(match Ask::read(app, language, handler, peer, request).await {
        Ok(mut ask) => {
            ask.narrow(fields);
            show(ask).await
        }
        Err((ask, trouble)) => ask.trouble_response(trouble).await,
    })
}

async fn take(app: Arc<App>, peer: SocketAddr, request: Request, language: Language, handler: Handler) -> Response<Body> {
    routed(match Ask::read(app, language, handler, peer, request).await {
        Ok(ask) => match ask.answer().await {
            Some((ask, reply)) => reply.respond(&ask.headers),
            None => ask::broken(),
        },
        Err((ask, trouble)) => ask.trouble_response(trouble).await,
    })
}

/// A response as the router hands it on.
fn routed(response: Response<Sent>) -> Response<Body> {
    response.map(Body::from)
}

fn moved_to(path: String) -> MethodRouter<Arc<App>> {
    get(move |request: Request| {
        let reply = Reply::moved(path.clone());
        async move { routed(reply.respond(request.headers())) }
    })
}

/// An address without a row: with a slash too many it leads on, else there is nothing.
async fn nothing_here(State(app): State<Arc<App>>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request) -> Response<Body> {
    let path = request.uri().path();
    let bare = path.trim_end_matches('/');
    // What begins with two slashes, or with one and its mirror image, would be taken for the name of another host.
    if matches!(*request.method(), Method::GET | Method::HEAD)
        && bare.len() + 1 == path.len()
        && !bare.is_empty()
        && !matches!(path.as_bytes().get(1), Some(b'/' | b'\\'))
    {
        let to = request.uri().query().map_or(bare.to_owned(), |query| format!("{bare}?{query}"));
        return routed(Reply::moved(to).respond(request.headers()));
    }
    let language = app.site().publication.default_language();
    take(app, peer, request, language, |_| Err(Trouble::NotFound)).await
}

/// The address is right and the method is not.
async fn not_so(request: Request) -> Response<Body> {
    let mut response = routed(Reply::empty(StatusCode::METHOD_NOT_ALLOWED).respond(request.headers()));
    response.headers_mut().entry(header::ALLOW).or_insert(axum::http::HeaderValue::from_static("GET, HEAD, POST"));
    response
}
