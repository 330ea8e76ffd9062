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
use crate::{files, machines, sitemap};

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
    crate::desk::routes(for_machines(for_programs(router, default), default))
        .fallback(nothing_here)
        .layer(DefaultBodyLimit::disable())
        .with_state(app)
}

/// Readers, in one edition.
fn edition(router: Router<Arc<App>>, language: Language, root: &str) -> Router<Arc<App>> {
    let at = |rest: &str| format!("{root}{rest}");
    let page = |handler: Handler| shown(language, &[], handler);
    let listing = |handler: Handler| shown(language, &["after"], handler);
    router
        .route(&at(""), page(front::show))
        .route(&at("latest"), listing(listing::show_latest))
        .route(&at("topics/{topic}"), listing(listing::show_topic))
        .route(&at("authors/{author}"), listing(listing::show_author))
        .route(&at("about"), page(prose::about))
        .route(&at("privacy"), page(prose::privacy))
        .route(&at("about/counting"), page(counting::show))
        .route(&at("{section}"), listing(listing::show_section))
        .route(&at("{section}/{slug}"), shown(language, &["comment"], article::show).merge(taken(language, comment::post)))
        .route(&at("feed.xml"), page(machines::feed_of_edition))
        .route(&at("{section}/feed.xml"), page(machines::feed_of_section))
        .route(&at("topics/{topic}/feed.xml"), page(machines::feed_of_topic))
        .route(&at("authors/{author}/feed.xml"), page(machines::feed_of_author))
}

/// Programs, and the pages' own script.
fn for_programs(router: Router<Arc<App>>, default: Language) -> Router<Arc<App>> {
    let call = |fields: &'static [&'static str], handler: Handler| shown(default, fields, handler);
    router
        .route("/api/v1/articles", call(&["language", "section", "cursor", "limit"], articles::list))
        .route("/api/v1/articles/{id}", call(&[], articles::one))
        .route("/api/v1/articles/{id}/related", call(&["limit"], lists::related))
        .route("/api/v1/articles/{id}/plan", call(&[], lists::plan_of_article))
        .route("/api/v1/articles/{id}/comments", call(&[], comments::list).merge(taken(default, comments::post)))
        .route("/api/v1/lists/{kind}", call(&["language", "limit"], lists::of_edition))
        .route("/api/v1/plan", call(&["language"], lists::plan_of_front))
        .route("/api/v1/views", post(views::routed).fallback(not_so))
        .route("/api/v1/views/{ref}/depth", post(views::post_depth).fallback(not_so))
        .route("/api/v1/views.gif", get(views::pixel).fallback(not_so))
}

/// Browsers for parts of pages, search engines, and whoever watches over the machine.
fn for_machines(router: Router<Arc<App>>, default: Language) -> Router<Arc<App>> {
    let file = |handler: Handler| shown(default, &["map"], handler);
    router
        .route("/media/{file}", file(files::media))
        .route("/assets/{*file}", file(files::asset))
        .route("/sitemap.xml", file(sitemap::show))
        .route("/robots.txt", file(machines::robots))
        .route("/healthz", file(machines::alive))
        .route("/readyz", file(machines::ready))
}

/// Answers GET and HEAD. Of the query these fields alone are read.
fn shown(language: Language, fields: &'static [&'static str], handler: Handler) -> MethodRouter<Arc<App>> {
    let answer = move |State(app): State<Arc<App>>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request| async move {
        routed(match Ask::read(app, language, handler, peer, request).await {
            Ok(mut ask) => {
                ask.narrow(fields);
                show(ask).await
            }
            Err((ask, trouble)) => ask.trouble_response(trouble).await,
        })
    };
    get(answer).fallback(not_so)
}

/// Answers POST.
fn taken(language: Language, handler: Handler) -> MethodRouter<Arc<App>> {
    post(move |State(app): State<Arc<App>>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request| take(app, peer, request, language, handler))
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
