//! `/metrics`, on a listener of its own: nobody who reads the paper sees it.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;

use crate::app::App;
use crate::meters::Exposition;

/// Whoever measures has this long for a request.
const PATIENCE: Duration = Duration::from_secs(10);

/// Answers whoever measures, for ever.
pub(crate) async fn serve(app: Arc<App>, listener: TcpListener) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(200)).await;
            continue;
        };
        let app = Arc::clone(&app);
        tokio::spawn(async move {
            let service = service_fn(|request: Request<Incoming>| {
                let response = answer(&app, &request);
                async move { Ok::<_, Infallible>(response) }
            });
            let connection =
                http1::Builder::new().timer(TokioTimer::new()).header_read_timeout(PATIENCE).serve_connection(TokioIo::new(stream), service);
            let _ = connection.await;
        });
    }
}

fn answer(app: &App, request: &Request<Incoming>) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    if request.uri().path() == "/metrics" {
        response.headers_mut().insert("content-type", axum::http::HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"));
        *response.body_mut() = Body::from(text(app));
    } else {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

/// Everything that is measured, in the text format of Prometheus.
fn text(app: &App) -> String {
    let mut out = Exposition::default();
    let (open, opened) = app.connections.numbers();
    out.gauge("masthead_connections", "Connections that are open.", open as u64);
    out.counter("masthead_connections_total", "Connections that were opened.", &[], opened);
    out.counter("masthead_pages_at_hand_total", "Pages that were sent as they were kept.", &[], app.shelf.taken());
    let (pages, bytes) = app.shelf.size();
    out.gauge("masthead_pages_kept", "Pages that are kept.", pages as u64);
    out.gauge("masthead_pages_kept_bytes", "Memory that they may take.", bytes);
    out.gauge("masthead_generation", "Grows whenever what is published changes.", app.generation());
    out.counter("masthead_queries_total", "Statements that were run on the database.", &[], app.newsroom.store.queries());
    let told = app.readership.told();
    out.counter("masthead_views_counted_total", "Readings that were counted.", &[], told.counted);
    for (rule, refused) in told.refused {
        out.counter("masthead_views_refused_total", "Readings that were refused, by rule.", &[("rule", rule)], refused);
    }
    out.counter("masthead_views_not_kept_total", "Readings that could not be kept and were sent away.", &[], told.unavailable);
    app.meters.write(&mut out);
    out.finish()
}
