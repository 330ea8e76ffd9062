//! Readings as pages report them. The only endpoints that answer later than they are asked: when the
//! reading is on disk.

use std::net::SocketAddr;
use std::sync::Arc;

use actions::{Answer, Reported};
use axum::body::Body;
use axum::extract::{ConnectInfo, Query, Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode};
use serde::Deserialize;

use crate::app::App;
use crate::client;
use crate::reply::Reply;

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

/// `POST views` with `{"token": …, "ref": …}`.
pub(crate) async fn post(State(app): State<Arc<App>>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let reply = match report(body).await {
        Ok((token, reference)) => answered(count(&app, peer, &parts.headers, &token, reference).await),
        Err(why) => Reply::answer(StatusCode::BAD_REQUEST, &serde_json::json!({ "error": why })),
    };
    reply.respond(&parts.headers)
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
        return Reply::passing("image/gif", PIXEL.to_vec()).respond(&headers);
    }
    let answer = count(&app, peer, &headers, &asked.token, None).await;
    let reply = match answer {
        Answer::Counted | Answer::Refused(_) => Reply::passing("image/gif", PIXEL.to_vec()),
        other => answered(other),
    };
    reply.respond(&headers)
}

fn answered(answer: Answer) -> Reply {
    match answer {
        Answer::Counted => Reply::empty(StatusCode::NO_CONTENT),
        Answer::Refused(rule) => Reply::answer(StatusCode::OK, &serde_json::json!({ "counted": false, "rule": rule.name() })),
        Answer::BadToken(bad) => Reply::answer(StatusCode::BAD_REQUEST, &serde_json::json!({ "error": bad.to_string() })),
        Answer::Unavailable => {
            Reply::answer(StatusCode::SERVICE_UNAVAILABLE, &serde_json::json!({ "error": "the reading cannot be kept now; send it again" }))
        }
    }
}

async fn report(body: Body) -> Result<(String, Option<[u8; 16]>), String> {
    let whole = tokio::time::timeout(crate::ask::PATIENCE, axum::body::to_bytes(body, LARGEST)).await;
    let bytes = whole.ok().and_then(Result::ok).ok_or("the report is too large or was cut off")?;
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
