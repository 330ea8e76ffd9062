//! The ceiling: what hyper takes to answer every GET with the same bytes, and every POST with 204.

use std::convert::Infallible;

use anyhow::{Result, bail};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

/// `xtask ceiling ADDRESS FILE ENCODING`: serves the file's bytes until it is told to end.
pub fn run(words: &[&str]) -> Result<()> {
    let [address, file, encoding] = words else { bail!("xtask ceiling ADDRESS FILE ENCODING") };
    let encoding = (*encoding != "identity").then(|| HeaderValue::from_str(encoding)).transpose()?;
    let body = Bytes::from(std::fs::read(file)?);
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let listener = TcpListener::bind(address).await?;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let (body, encoding) = (body.clone(), encoding.clone());
            let service = service_fn(move |request| answer(request, body.clone(), encoding.clone()));
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    })
}

async fn answer(request: Request<Incoming>, body: Bytes, encoding: Option<HeaderValue>) -> Result<Response<Full<Bytes>>, Infallible> {
    if request.method() == Method::POST {
        let _ = request.into_body().collect().await;
        let mut answer = Response::new(Full::default());
        *answer.status_mut() = StatusCode::NO_CONTENT;
        return Ok(answer);
    }
    let mut answer = Response::new(Full::new(body));
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if let Some(encoding) = encoding {
        answer.headers_mut().insert(CONTENT_ENCODING, encoding);
    }
    Ok(answer)
}
