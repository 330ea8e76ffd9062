//! HTTP/1.1 as browsers and proxies mostly speak it, answered without a detour.
//!
//! To answer a page that is at hand costs less than it takes hyper to make a request of what it reads and a head of
//! what it is to write. So plain requests are answered here; they are read by httparse, as hyper reads them too. The
//! first that is not plain, and all after it on the same connection, are hyper's; see
//! `docs/decisions/0014-plain-requests.md`.

mod head;
#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::io::{Error, ErrorKind, IoSlice, Result, Write};
use std::mem::MaybeUninit;
use std::net::SocketAddr;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use axum::body::{Bytes, HttpBody};
use axum::http::{HeaderName, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use model::Time;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;

use self::head::{MOST_FIELDS, Read};
use crate::api::views;
use crate::ask::PATIENCE;
use crate::door::Door;
use crate::kept::Hit;
use crate::pace::Pace;
use crate::reply::Sent;

/// Room for what a client sends at a time,
const ROOM: usize = 4 * 1024;
/// and for the head of an answer.
const HEAD_ROOM: usize = 1024;
/// The longest head of a plain request.
const LONGEST_HEAD: usize = 16 * 1024;

/// What became of a connection.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// It has come to its end.
    Ended,
    /// Something is asked that is not plain; this was read and is not answered.
    Over(Vec<u8>),
}

/// What is to be done with what was read.
enum Step {
    /// More must be read.
    Read,
    /// The rest of the body must be read.
    ReadBody,
    /// To send a page that is at hand; without its bytes, if only its head was asked for.
    Send(Hit, bool),
    /// To tell a page what became of a reading.
    Tell(views::Taken),
    /// To have the request answered.
    Ask(Box<Request<Full<Bytes>>>),
    /// To leave it to hyper.
    Leave,
}

/// How far a step goes in what was read, and whether it is the last over its connection.
#[derive(Clone, Copy)]
struct Reach {
    length: usize,
    last: bool,
}

/// Answers plain requests from a client at `peer` until the connection ends, another kind of request comes, or, when
/// nothing is being asked, `ending` comes to an end.
pub(crate) async fn speak<S>(stream: &mut S, door: &Door, peer: SocketAddr, pace: &Pace, mut ending: Pin<&mut impl Future>) -> Result<Left>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut received = Vec::with_capacity(ROOM);
    let mut head = Vec::with_capacity(HEAD_ROOM);
    let mut answered = 0;
    loop {
        let (step, reach) = door.step(peer, &received[answered..]);
        head.clear();
        match step {
            Step::Read => {
                received.drain(..std::mem::take(&mut answered));
                received.reserve(ROOM);
                tokio::select! {
                    biased;
                    bytes = stream.read_buf(&mut received) => if bytes? == 0 { return Ok(Left::Ended) },
                    _ = &mut ending, if received.is_empty() => return Ok(Left::Ended),
                }
                continue;
            }
            Step::ReadBody => {
                pace.begin();
                let whole = timeout(PATIENCE, receive(stream, &mut received, answered + reach.length)).await;
                pace.end();
                whole??;
                continue;
            }
            Step::Leave => return Ok(Left::Over(received.split_off(answered))),
            Step::Send(hit, whole) => {
                hit.write_head(&mut head);
                end_head(&mut head, door, reach.last);
                write(stream, &head, if whole { hit.bytes() } else { &[] }).await?;
            }
            Step::Tell(taken) => {
                pace.begin();
                let response = taken.response().await;
                pace.end();
                send(stream, &mut head, door, response, true, reach.last).await?;
            }
            Step::Ask(request) => {
                let whole = request.method() != Method::HEAD;
                pace.begin();
                let Ok(response) = door.answer(peer, *request).await;
                pace.end();
                send(stream, &mut head, door, response, whole, reach.last).await?;
            }
        }
        stream.flush().await?;
        answered += reach.length;
        if reach.last {
            return Ok(Left::Ended);
        }
    }
}

impl Door {
    fn step(&self, peer: SocketAddr, received: &[u8]) -> (Step, Reach) {
        let mut room = [MaybeUninit::uninit(); MOST_FIELDS];
        let head = match head::read(received, &mut room) {
            Read::Plain(head) => head,
            Read::Begun if received.len() < LONGEST_HEAD => return (Step::Read, Reach { length: 0, last: false }),
            Read::Begun | Read::Other => return (Step::Leave, Reach { length: 0, last: false }),
        };
        let reach = Reach { length: head.length + head.body, last: head.last };
        let Some(body) = received.get(head.length..reach.length) else { return (Step::ReadBody, reach) };
        let shown = matches!(head.method, "GET" | "HEAD");
        if let Some(hit) = shown.then(|| self.app().at_hand(head.address, &head.fields)).flatten() {
            return (Step::Send(hit, head.method == "GET"), reach);
        }
        if head.method == "POST" && head.address == views::PATH {
            return (Step::Tell(views::take(self.app(), peer, &head.fields, body)), reach);
        }
        (head.request(body).map_or(Step::Leave, |request| Step::Ask(Box::new(request))), reach)
    }
}

/// Sends an answer; without its body, if only its head was asked for.
async fn send<S>(stream: &mut S, head: &mut Vec<u8>, door: &Door, response: Response<Sent>, whole: bool, last: bool) -> Result<()>
where
    S: AsyncWrite + Unpin,
{
    let (parts, mut body) = response.into_parts();
    let bodiless = parts.status.is_informational() || matches!(parts.status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
    let length = body.size_hint().exact();
    // Writing into memory does not fail.
    let _ = write!(head, "HTTP/1.1 {} {}\r\n", parts.status.as_str(), parts.status.canonical_reason().unwrap_or_default());
    for (name, value) in &parts.headers {
        write_line(head, name, value.as_bytes());
    }
    let in_pieces = !bodiless && length.is_none() && !parts.headers.contains_key(header::CONTENT_LENGTH);
    if in_pieces {
        write_line(head, &header::TRANSFER_ENCODING, b"chunked");
    } else if let Some(length) = length.filter(|_| !bodiless && !parts.headers.contains_key(header::CONTENT_LENGTH)) {
        let _ = write!(head, "content-length: {length}\r\n");
    }
    end_head(head, door, last);
    if bodiless || !whole {
        return write(stream, head, &[]).await;
    }
    while let Some(frame) = body.frame().await {
        // What was promised cannot be kept: the client learns it by the connection's end.
        let Ok(bytes) = frame.map_err(Error::other)?.into_data() else { continue };
        if in_pieces && !bytes.is_empty() {
            let _ = write!(head, "{:x}\r\n", bytes.len());
            write(stream, head, &bytes).await?;
            head.clear();
            head.extend_from_slice(b"\r\n");
        } else {
            write(stream, head, &bytes).await?;
            head.clear();
        }
    }
    if in_pieces {
        head.extend_from_slice(b"0\r\n\r\n");
    }
    write(stream, head, &[]).await
}

fn write_line(into: &mut Vec<u8>, name: &HeaderName, value: &[u8]) {
    into.extend_from_slice(name.as_str().as_bytes());
    into.extend_from_slice(b": ");
    into.extend_from_slice(value);
    into.extend_from_slice(b"\r\n");
}

/// Ends a head: with the date, what becomes of the connection, and an empty line.
fn end_head(into: &mut Vec<u8>, door: &Door, last: bool) {
    into.extend_from_slice(b"date: ");
    into.extend_from_slice(&date(door.app().now()));
    into.extend_from_slice(if last { b"\r\nconnection: close\r\n\r\n" } else { b"\r\n\r\n" });
}

/// A moment as HTTP writes it (RFC 9110, section 5.6.7). It is written once a second.
fn date(now: Time) -> [u8; 29] {
    thread_local!(static WRITTEN: Cell<(i64, [u8; 29])> = const { Cell::new((i64::MIN, [b' '; 29])) });
    let second = now.millis().div_euclid(Time::SECOND);
    let (of, written) = WRITTEN.get();
    if of == second {
        return written;
    }
    let mut date = [b' '; 29];
    let moment = SystemTime::UNIX_EPOCH + Duration::from_secs(second.try_into().unwrap_or_default());
    let _ = write!(&mut date[..], "{}", httpdate::HttpDate::from(moment));
    WRITTEN.set((second, date));
    date
}

/// Reads until so many bytes have been received.
async fn receive<S: AsyncRead + Unpin>(stream: &mut S, received: &mut Vec<u8>, until: usize) -> Result<()> {
    received.reserve(until.saturating_sub(received.len()));
    while received.len() < until {
        if stream.read_buf(received).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(())
}

/// Writes a head and what follows it, together where they fit.
async fn write<S: AsyncWrite + Unpin>(stream: &mut S, mut head: &[u8], mut bytes: &[u8]) -> Result<()> {
    while !head.is_empty() {
        let written = stream.write_vectored(&[IoSlice::new(head), IoSlice::new(bytes)]).await?;
        if written == 0 {
            return Err(ErrorKind::WriteZero.into());
        }
        bytes = &bytes[written.saturating_sub(head.len())..];
        head = &head[written.min(head.len())..];
    }
    stream.write_all(bytes).await
}
