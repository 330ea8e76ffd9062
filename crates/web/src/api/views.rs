//! Readings as pages report them. The only endpoints that answer later than they are asked: when the
//! reading is on disk.

use std::net::SocketAddr;
use std::sync::Arc;

use actions::{Answer, Reported, ReportedDepth, Then};
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::rejection::PathRejection;
use axum::extract::{ConnectInfo, Path, Query, Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use serde::Deserialize;
use serde::de::DeserializeOwned;

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
struct DepthReport {
    token: String,
    seconds: std::num::NonZeroU64,
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
    let reply = match report(body).await {
        Ok((token, reference)) => answered(count(app, peer, &parts.headers, &token, reference).await),
        Err(why) => refused(&why),
    };
    reply.respond(&parts.headers)
}

/// `POST views/{ref}/depth` with `{"token": …, "seconds": …}`: for how long the page of a counted view
/// was read.
pub(crate) async fn post_depth(State(app): State<Arc<App>>, reference: Result<Path<String>, PathRejection>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let reference = reference.map_err(|error| error.to_string()).and_then(|Path(text)| mark(&text));
    let reply = match (reference, parsed::<DepthReport, _>(body, r#"{"token": …, "seconds": …}"#).await) {
        (Ok(reference), Ok(DepthReport { token, seconds })) => {
            let reported = ReportedDepth { token: &token, reference, seconds: seconds.get() };
            answered(waited(|then| app.readership.deepen(&reported, then)).await)
        }
        (Err(why), _) | (_, Err(why)) => refused(&why),
    };
    reply.respond(&parts.headers).map(Body::from)
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
    let reply = match answer {
        Answer::Counted | Answer::Refused(_) => Reply::passing("image/gif", PIXEL.to_vec()),
        other => answered(other),
    };
    reply.respond(&headers).map(Body::from)
}

fn answered(answer: Answer) -> Reply {
    let not_counted = |rule: &str| Reply::answer(StatusCode::OK, &serde_json::json!({ "counted": false, "rule": rule }));
    match answer {
        Answer::Counted => Reply::empty(StatusCode::NO_CONTENT),
        Answer::Refused(rule) => not_counted(rule.name()),
        Answer::NoView => not_counted("no-view"),
        Answer::Again => not_counted("again"),
        Answer::BadToken(bad) => refused(&bad.to_string()),
        Answer::Unavailable => {
            Reply::answer(StatusCode::SERVICE_UNAVAILABLE, &serde_json::json!({ "error": "the reading cannot be kept now; send it again" }))
        }
    }
}

fn refused(why: &str) -> Reply {
    Reply::answer(StatusCode::BAD_REQUEST, &serde_json::json!({ "error": why }))
}

async fn report<B>(body: B) -> Result<(String, Option<[u8; 16]>), String>
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let report: Report = parsed(body, r#"{"token": …, "ref": …}"#).await?;
    Ok((report.token, report.reference.map(|text| mark(&text)).transpose()?))
}

/// A body as JSON, whatever it is called: beacons cannot always name it.
async fn parsed<T, B>(body: B, form: &str) -> Result<T, String>
where
    T: DeserializeOwned,
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let whole = tokio::time::timeout(crate::ask::PATIENCE, Limited::new(body, LARGEST).collect()).await;
    let bytes = whole.ok().and_then(Result::ok).ok_or("the report is too large or was cut off")?.to_bytes();
    serde_json::from_slice(&bytes).map_err(|error| format!("a report is JSON, {form}: {error}"))
}

fn mark(text: &str) -> Result<[u8; 16], String> {
    text.as_bytes().try_into().map_err(|_| "ref must be 16 characters of ASCII".to_owned())
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
    waited(|then| app.readership.read(&reported, then)).await
}

async fn waited(ask: impl FnOnce(Then)) -> Answer {
    let (tell, told) = tokio::sync::oneshot::channel();
    ask(Box::new(move |answer| {
        let _ = tell.send(answer);
    }));
    told.await.unwrap_or(Answer::Unavailable)
}
