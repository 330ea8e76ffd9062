//! Readings as pages report them. The only endpoints that answer later than they are asked: when the
//! reading is on disk.

use std::net::SocketAddr;
use std::sync::Arc;

use actions::{Answer, Reported};
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{ConnectInfo, Query, Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use serde::Deserialize;

use crate::app::App;
use crate::client;
use crate::reply::{Reply, Sent};

/// A report is a token and a mark; nothing is longer.
const LARGEST: usize = 4096;
/// The smallest GIF there is: one transparent pixel.
const PIXEL: &[u8] =
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x01D\x00;";

#[derive(Deserialize)]
struct Report {
    token: String,
    #[serde(rename = "ref")]
    reference: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    token: String,
}

/// The path of `POST views`.
pub(crate) const PATH: &str = "/api/v1/views";

/// `POST views` with `{"token": …, "ref": …}`. The door leads here by itself; the row in the table of routes
/// is for whoever comes by that.
pub(crate) async fn routed(State(app): State<Arc<App>>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request) -> Response<Body> {
    post(&app, peer, request).await.map(Body::from)
}

pub(crate) async fn post<B>(app: &App, peer: SocketAddr, request: axum::http::Request<B>) -> Response<Sent>
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let (parts, body) = request.into_parts();
    match report(body).await {
        Ok((token, reference)) => answered(count(app, peer, &parts.headers, &token, reference).await, &parts.headers),
        Err(why) => Reply::answer(StatusCode::BAD_REQUEST, &serde_json::json!({ "error": why })).respond(&parts.headers),
    }
}

/// `GET views.gif?token=`: the pixel for pages without script. It is a picture whatever became of the
/// reading, since nobody reads its answer.
pub(crate) async fn pixel(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Query(asked): Query<Asked>,
    method: Method,
    headers: HeaderMap,
) -> Response<Body> {
    // Who asks for the head alone shows the picture to nobody.
    if method != Method::GET {
        return Reply::passing("image/gif", PIXEL.to_vec()).respond(&headers).map(Body::from);
    }
    let answer = count(&app, peer, &headers, &asked.token, None).await;
    let response = match answer {
        Answer::Counted | Answer::Refused(_) => Reply::passing("image/gif", PIXEL.to_vec()).respond(&headers),
        other => answered(other, &headers),
    };
    response.map(Body::from)
}

fn answered(answer: Answer, request: &HeaderMap) -> Response<Sent> {
    let reply = match answer {
        Answer::Counted => Reply::empty(StatusCode::NO_CONTENT),
        Answer::Refused(rule) => Reply::answer(StatusCode::OK, &serde_json::json!({ "counted": false, "rule": rule.name() })),
        Answer::BadToken(bad) => Reply::answer(StatusCode::BAD_REQUEST, &serde_json::json!({ "error": bad.to_string() })),
        Answer::Unavailable => {
            Reply::answer(StatusCode::SERVICE_UNAVAILABLE, &serde_json::json!({ "error": "the reading cannot be kept now; send it again" }))
        }
    };
    reply.respond(request)
}

async fn report<B>(body: B) -> Result<(String, Option<[u8; 16]>), String>
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let whole = tokio::time::timeout(crate::ask::PATIENCE, Limited::new(body, LARGEST).collect()).await;
    let bytes = whole.ok().and_then(Result::ok).ok_or("the report is too large or was cut off")?.to_bytes();
    let report: Report = serde_json::from_slice(&bytes).map_err(|error| format!("a report is JSON, {{\"token\": …, \"ref\": …}}: {error}"))?;
    let reference = report.reference.map(|text| <[u8; 16]>::try_from(text.as_bytes()).map_err(|_| "ref must be 16 characters of ASCII".to_owned()));
    Ok((report.token, reference.transpose()?))
}

async fn count(app: &App, peer: SocketAddr, headers: &HeaderMap, token: &str, reference: Option<[u8; 16]>) -> Answer {
    let reported = Reported {
        token,
        address: client::address(peer, headers, &app.options.trusted_proxies),
        user_agent: client::user_agent(headers),
        prefetch: client::prefetch(headers),
        same_origin: client::same_origin(headers),
        reference,
    };
    let (tell, told) = tokio::sync::oneshot::channel();
    app.readership.read(
        &reported,
        Box::new(move |answer| {
            let _ = tell.send(answer);
        }),
    );
    told.await.unwrap_or(Answer::Unavailable)
}
