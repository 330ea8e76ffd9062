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
use crate::ask::{Ask, Handler, Trouble};
use crate::pages::{article, comment, counting, front, listing, prose};
use crate::reply::Reply;
use crate::{files, machines};

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
        router = edition(router, language, &root);
    }
    for_machines(for_programs(router, default), default).fallback(nothing_here).layer(DefaultBodyLimit::disable()).with_state(app)
}

/// Readers, in one edition.
fn edition(router: Router<Arc<App>>, language: Language, root: &str) -> Router<Arc<App>> {
    let at = |rest: &str| format!("{root}{rest}");
    let page = |handler: Handler| shown(language, handler);
    router
        .route(&at(""), page(front::show))
        .route(&at("latest"), page(listing::show_latest))
        .route(&at("topics/{topic}"), page(listing::show_topic))
        .route(&at("authors/{author}"), page(listing::show_author))
        .route(&at("about"), page(prose::about))
        .route(&at("privacy"), page(prose::privacy))
        .route(&at("about/counting"), page(counting::show))
        .route(&at("{section}"), page(listing::show_section))
        .route(&at("{section}/{slug}"), page(article::show).merge(taken(language, comment::post)))
        .route(&at("feed.xml"), page(machines::feed_of_edition))
        .route(&at("{section}/feed.xml"), page(machines::feed_of_section))
        .route(&at("topics/{topic}/feed.xml"), page(machines::feed_of_topic))
        .route(&at("authors/{author}/feed.xml"), page(machines::feed_of_author))
}

/// Programs, and the pages' own script.
fn for_programs(router: Router<Arc<App>>, default: Language) -> Router<Arc<App>> {
    let call = |handler: Handler| shown(default, handler);
    router
        .route("/api/v1/articles", call(articles::list))
        .route("/api/v1/articles/{id}", call(articles::one))
        .route("/api/v1/articles/{id}/related", call(lists::related))
        .route("/api/v1/articles/{id}/comments", call(comments::list).merge(taken(default, comments::post)))
        .route("/api/v1/lists/{kind}", call(lists::of_edition))
        .route("/api/v1/views", post(views::post).fallback(not_so))
        .route("/api/v1/views/{ref}/depth", post(views::post_depth).fallback(not_so))
        .route("/api/v1/views.gif", get(views::pixel).fallback(not_so))
}

/// Browsers for parts of pages, search engines, and whoever watches over the machine.
fn for_machines(router: Router<Arc<App>>, default: Language) -> Router<Arc<App>> {
    let file = |handler: Handler| shown(default, handler);
    router
        .route("/media/{file}", file(files::media))
        .route("/assets/{*file}", file(files::asset))
        .route("/sitemap.xml", file(machines::sitemap))
        .route("/robots.txt", file(machines::robots))
        .route("/healthz", file(machines::alive))
        .route("/readyz", file(machines::ready))
}

/// Answers GET and HEAD.
fn shown(language: Language, handler: Handler) -> MethodRouter<Arc<App>> {
    get(move |app: State<Arc<App>>, peer: ConnectInfo<SocketAddr>, request: Request| answer(app, peer, request, language, handler)).fallback(not_so)
}

/// Answers POST.
fn taken(language: Language, handler: Handler) -> MethodRouter<Arc<App>> {
    post(move |app: State<Arc<App>>, peer: ConnectInfo<SocketAddr>, request: Request| answer(app, peer, request, language, handler))
}

async fn answer(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    language: Language,
    handler: Handler,
) -> Response<Body> {
    match Ask::read(app, language, peer, request).await {
        Ok(ask) => ask.answer(handler).await,
        Err((ask, trouble)) => ask.trouble_response(trouble).await,
    }
}

fn moved_to(path: String) -> MethodRouter<Arc<App>> {
    get(move |request: Request| {
        let reply = Reply::moved(path.clone());
        async move { reply.respond(request.headers()) }
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
        return Reply::moved(to).respond(request.headers());
    }
    let language = app.site().publication.default_language();
    answer(State(app), ConnectInfo(peer), request, language, |_| Err(Trouble::NotFound)).await
}

/// The address is right and the method is not.
async fn not_so(request: Request) -> Response<Body> {
    let mut response = Reply::empty(StatusCode::METHOD_NOT_ALLOWED).respond(request.headers());
    response.headers_mut().entry(header::ALLOW).or_insert(axum::http::HeaderValue::from_static("GET, HEAD, POST"));
    response
}
