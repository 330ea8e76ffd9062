//! Where requests come in: what can be answered at once is, everything else goes by the table of routes.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::header::HOST;
use axum::http::{HeaderMap, HeaderValue, Request, Response};
use tower::ServiceExt;
use tracing::Instrument;

use crate::api::views;
use crate::app::App;
use crate::client::Fields;
use crate::kept::Hit;
use crate::reply::Sent;
use crate::routes::routes;

/// The header that names a request.
const NAME: &str = "x-request-id";

/// The way into a site.
#[derive(Debug, Clone)]
pub struct Door {
    app: Arc<App>,
    routes: Router,
}

impl Door {
    /// A site's door.
    pub fn new(app: Arc<App>) -> Self {
        Self { routes: routes(Arc::clone(&app)), app }
    }

    pub(crate) fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// The page that is asked for, if it is at hand.
    pub(crate) fn at_hand(&self, method: &str, address: &str, fields: &impl Fields) -> Option<Hit> {
        matches!(method, "GET" | "HEAD").then(|| self.app.at_hand(address, fields))?
    }

    /// Whether it is a reading that is reported.
    pub(crate) fn is_report(method: &str, address: &str) -> bool {
        method == "POST" && address == views::PATH
    }

    /// Answers a request that came over a connection from `peer`.
    pub async fn answer<B>(&self, peer: SocketAddr, mut request: Request<B>) -> Result<Response<Sent>, Infallible>
    where
        B: axum::body::HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let (method, address) = (request.method().as_str(), request.uri().path_and_query().map_or("/", |address| address.as_str()));
        if let Some(hit) = self.at_hand(method, address, request.headers()) {
            return Ok(hit.response());
        }
        let is_report = Self::is_report(method, address);
        name_host(&mut request);
        if is_report {
            return Ok(views::post(&self.app, peer, request).await);
        }
        self.by_table(peer, request).await
    }

    /// Answers what is neither at hand nor a report by the table of routes.
    pub(crate) async fn by_table<B>(&self, peer: SocketAddr, request: Request<B>) -> Result<Response<Sent>, Infallible>
    where
        B: axum::body::HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let name = self.named(request.headers());
        let span = tracing::info_span!("request", id = name.to_str().unwrap_or_default());
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        let mut response = self.routes.clone().oneshot(request).instrument(span).await?.map(Sent::from);
        self.app.meters.answered(response.status());
        response.headers_mut().insert(NAME, name);
        Ok(response)
    }

    /// The name under which a request is logged: the one that a proxy gave it, else one drawn by chance.
    fn named(&self, headers: &HeaderMap) -> HeaderValue {
        const LONGEST: usize = 64;
        let plain =
            |name: &&HeaderValue| name.len() <= LONGEST && name.as_bytes().iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte));
        let given = headers.get(NAME).filter(plain).cloned();
        given.or_else(|| HeaderValue::from_str(&format!("{:016x}", self.app.newsroom.world.random())).ok()).unwrap_or(HeaderValue::from_static("-"))
    }
}

/// HTTP/2 names the host that is asked in the address (RFC 9113, section 8.3.1); everything behind the door
/// looks for it among the headers.
fn name_host<B>(request: &mut Request<B>) {
    if request.headers().contains_key(HOST) {
        return;
    }
    let host = request.uri().authority().and_then(|host| HeaderValue::from_str(host.as_str()).ok());
    if let Some(host) = host {
        request.headers_mut().insert(HOST, host);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_over_http_2_comes_from_the_host_that_was_asked() {
        let mut request = Request::post("https://news.example/api/v1/views").header("origin", "https://news.example").body(()).unwrap();
        assert!(!crate::client::same_origin(request.headers()));
        name_host(&mut request);
        assert!(crate::client::same_origin(request.headers()));
        let mut other = Request::post("https://news.example/api/v1/views").header("origin", "https://evil.example").body(()).unwrap();
        name_host(&mut other);
        assert!(!crate::client::same_origin(other.headers()));
    }
}
