//! The table of the desk's addresses: who may call each, and what answers.

use std::net::SocketAddr;
use std::sync::Arc;

use actions::Deed;
use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::Method;
use axum::routing::{MethodFilter, on};

use super::assets;
use super::caller::{DeskHandler, answer};
use super::pages::{accounts, article, board, comments, front, history, log, pictures, settings, sign_in, you};
use crate::app::App;

/// Who may call an address. What is done to an article is judged once more by the action that does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Everybody, signed in or not.
    Nobody,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever may do this to anything.
    May(Deed),
}

/// A row of the table.
#[derive(Debug)]
pub struct Row {
    /// `GET` or `POST`.
    pub method: Method,
    /// The address, as the router takes it.
    pub path: &'static str,
    /// Who may call it.
    pub needs: Needs,
    /// Whether people call it, with forms and for pages; else a script does, with JSON.
    pub(crate) form: bool,
    /// The most bytes that it takes.
    pub(crate) most: usize,
    pub(crate) handler: DeskHandler,
}

const FORM: usize = 256 * 1024;
/// An article of 8 MB as JSON, with room for its marks.
const DRAFT: usize = 12 << 20;
const PICTURE: usize = 40 << 20;

const fn page(path: &'static str, needs: Needs, handler: DeskHandler) -> Row {
    Row { method: Method::GET, path, needs, form: true, most: FORM, handler }
}

const fn form(path: &'static str, needs: Needs, handler: DeskHandler) -> Row {
    Row { method: Method::POST, path, needs, form: true, most: FORM, handler }
}

const fn call(method: Method, path: &'static str, needs: Needs, most: usize, handler: DeskHandler) -> Row {
    Row { method, path, needs, form: false, most, handler }
}

use Needs::{May, Nobody, SignedIn};

static ROWS: &[Row] = &[
    // Whoever comes to the door.
    page("/desk/sign-in", Nobody, sign_in::show),
    form("/desk/sign-in", Nobody, sign_in::post),
    page("/desk/welcome/{secret}", Nobody, sign_in::show_welcome),
    form("/desk/welcome/{secret}", Nobody, sign_in::post_welcome),
    page("/desk/assets/{file}", Nobody, assets::show),
    // Whoever is signed in.
    form("/desk/sign-out", SignedIn, sign_in::post_out),
    page("/desk/you", SignedIn, you::show),
    form("/desk/you", SignedIn, you::post),
    page("/desk", SignedIn, board::show),
    // Writing.
    page("/desk/new", May(Deed::Begin), board::show_new),
    form("/desk/new", May(Deed::Begin), board::post_new),
    page("/desk/articles/{id}", May(Deed::Read), article::show),
    form("/desk/articles/{id}", May(Deed::Read), article::post),
    page("/desk/articles/{id}/preview", May(Deed::Read), article::preview),
    page("/desk/articles/{id}/history", May(Deed::Read), history::show),
    form("/desk/articles/{id}/history", May(Deed::Save), history::post),
    call(Method::GET, "/desk/articles/{id}/save", May(Deed::Read), FORM, article::draft),
    call(Method::POST, "/desk/articles/{id}/save", May(Deed::Save), DRAFT, article::save),
    call(Method::POST, "/desk/articles/{id}/aside", May(Deed::Save), DRAFT, article::aside),
    call(Method::POST, "/desk/articles/{id}/here", May(Deed::Read), FORM, article::here),
    call(Method::GET, "/desk/pictures", May(Deed::Depict), FORM, pictures::shelf),
    call(Method::POST, "/desk/pictures", May(Deed::Depict), PICTURE, pictures::upload),
    call(Method::POST, "/desk/pictures/{id}", May(Deed::Depict), FORM, pictures::describe),
    call(Method::GET, "/desk/pictures/{id}", May(Deed::Read), FORM, pictures::file),
    call(Method::GET, "/desk/embeds", May(Deed::Begin), FORM, article::embed),
    // Publishing and arranging.
    page("/desk/due", May(Deed::Schedule), board::show_due),
    page("/desk/front", May(Deed::Arrange), front::show),
    form("/desk/front", May(Deed::Arrange), front::post),
    page("/desk/articles/{id}/related", May(Deed::Arrange), front::show_related),
    form("/desk/articles/{id}/related", May(Deed::Arrange), front::post_related),
    // Readers' comments.
    page("/desk/comments", May(Deed::Moderate), comments::show),
    form("/desk/comments", May(Deed::Moderate), comments::post),
    // The house.
    page("/desk/accounts", May(Deed::Manage), accounts::show),
    form("/desk/accounts", May(Deed::Manage), accounts::post),
    page("/desk/settings", May(Deed::Configure), settings::show),
    form("/desk/settings", May(Deed::Configure), settings::post),
    page("/desk/settings/sections", May(Deed::Configure), settings::show_sections),
    form("/desk/settings/sections", May(Deed::Configure), settings::post_section),
    page("/desk/settings/topics", May(Deed::Configure), settings::show_topics),
    form("/desk/settings/topics", May(Deed::Configure), settings::post_topic),
    page("/desk/settings/people", May(Deed::Configure), settings::show_people),
    form("/desk/settings/people", May(Deed::Configure), settings::post_person),
    page("/desk/settings/pages", May(Deed::Configure), settings::show_pages),
    form("/desk/settings/pages", May(Deed::Configure), settings::post_page),
    page("/desk/log", May(Deed::Inspect), log::show),
];

/// The whole table, for tests that call each row by each role.
pub fn rows() -> &'static [Row] {
    ROWS
}

/// The desk's routes.
pub(crate) fn routes(mut router: Router<Arc<App>>) -> Router<Arc<App>> {
    for row in ROWS {
        let filter = if row.method == Method::POST { MethodFilter::POST } else { MethodFilter::GET };
        let handler =
            move |State(app): State<Arc<App>>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request| answer(app, row, peer, request);
        router = router.route(row.path, on(filter, handler));
    }
    router
}
