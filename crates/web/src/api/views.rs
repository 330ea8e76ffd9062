//! Readings as pages report them. The only endpoints that answer later than they are asked: when the
//! reading is on disk.

use std::borrow::Cow;
use std::net::SocketAddr;
use std::sync::Arc;

use actions::{Answer, Reported, ReportedDepth, Then};
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::rejection::PathRejection;
use axum::extract::{ConnectInfo, Path, Query, Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use serde::Deserialize;
use tokio::sync::oneshot;

use crate::app::App;
use crate::client::{self, Fields};
use crate::reply::{Reply, Sent};

/// A report is a token and a mark; nothing is longer.
const LARGEST: usize = 4096;
const TOO_LARGE: &str = "the report is too large or was cut off";
/// The smallest GIF there is: one transparent pixel.
const PIXEL: &[u8] =
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x01D\x00;";

#[derive(Deserialize)]
struct Report<'a> {
    #[serde(borrow)]
    token: Cow<'a, str>,
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

/// The same with a body that has yet to come in.
pub(crate) async fn post<B>(app: &App, peer: SocketAddr, request: axum::http::Request<B>) -> Response<Sent>
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let (parts, body) = request.into_parts();
    match whole(body).await {
        Ok(body) => told(take(app, peer, &parts.headers, &body).answer().await),
        Err(why) => refused(&why).respond(&parts.headers),
    }
}

/// A report that was taken in.
pub(crate) enum Taken {
    /// It was understood; its page is told what became of it once that is known.
    Judged(oneshot::Receiver<Answer>),
    /// It was not, and for this reason.
    Refused(String),
}

/// Takes a report in: from a client at `peer`, with the fields of its head and its body.
pub(crate) fn take(app: &App, peer: SocketAddr, fields: &impl Fields, body: &[u8]) -> Taken {
    if body.len() > LARGEST {
        return Taken::Refused(TOO_LARGE.to_owned());
    }
    let understood = parsed(body, r#"{"token": …, "ref": …}"#)
        .and_then(|report: Report<'_>| Ok((report.token, report.reference.map(|text| mark(&text)).transpose()?)));
    match understood {
        Ok((token, reference)) => Taken::Judged(judge(app, peer, fields, &token, reference)),
        Err(why) => Taken::Refused(why),
    }
}

impl Taken {
    /// What became of it, or why it was not understood.
    pub(crate) async fn answer(self) -> Result<Answer, String> {
        match self {
            Taken::Judged(answer) => Ok(answer.await.unwrap_or(Answer::Unavailable)),
            Taken::Refused(why) => Err(why),
        }
    }
}

/// What its page is told of a report.
pub(crate) fn told(answer: Result<Answer, String>) -> Response<Sent> {
    // It is not kept, so it has no mark, and is too short to be worth packing.
    answer.map_or_else(|why| refused(&why), answered).respond(&HeaderMap::new())
}

/// `POST views/{ref}/depth` with `{"token": …, "seconds": …}`: for how long the page of a counted view
/// was read.
pub(crate) async fn post_depth(State(app): State<Arc<App>>, reference: Result<Path<String>, PathRejection>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let reference = reference.map_err(|error| error.to_string()).and_then(|Path(text)| mark(&text));
    let report = whole(body).await.and_then(|body| parsed::<DepthReport>(&body, r#"{"token": …, "seconds": …}"#));
    let reply = match (reference, report) {
        (Ok(reference), Ok(DepthReport { token, seconds })) => {
            let reported = ReportedDepth { token: &token, reference, seconds: seconds.get() };
            answered(waiting(|then| app.readership.deepen(&reported, then)).await.unwrap_or(Answer::Unavailable))
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
    let answer = judge(&app, peer, &headers, &asked.token, None).await.unwrap_or(Answer::Unavailable);
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

/// A body, as long as it is no larger than a report may be and comes in time.
async fn whole<B>(body: B) -> Result<Bytes, String>
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let whole = tokio::time::timeout(crate::ask::PATIENCE, Limited::new(body, LARGEST).collect()).await;
    Ok(whole.ok().and_then(Result::ok).ok_or(TOO_LARGE)?.to_bytes())
}

/// A body as JSON, whatever it is called: beacons cannot always name it.
fn parsed<'a, T: Deserialize<'a>>(body: &'a [u8], form: &str) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|error| format!("a report is JSON, {form}: {error}"))
}

fn mark(text: &str) -> Result<[u8; 16], String> {
    text.as_bytes().try_into().map_err(|_| "ref must be 16 characters of ASCII".to_owned())
}

fn judge(app: &App, peer: SocketAddr, fields: &impl Fields, token: &str, reference: Option<[u8; 16]>) -> oneshot::Receiver<Answer> {
    let reported = Reported {
        token,
        address: client::address(peer, fields, &app.options.trusted_proxies),
        user_agent: client::user_agent(fields),
        prefetch: client::prefetch(fields),
        same_origin: client::same_origin(fields),
        reference,
    };
    waiting(|then| app.readership.read(&reported, then))
}

fn waiting(ask: impl FnOnce(Then)) -> oneshot::Receiver<Answer> {
    let (tell, told) = oneshot::channel();
    ask(Box::new(move |answer| {
        let _ = tell.send(answer);
    }));
    told
}
