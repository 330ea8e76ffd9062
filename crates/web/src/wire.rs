//! HTTP/1.1 as browsers and proxies mostly speak it, answered without a detour.
//!
//! To answer a page that is at hand costs less than it takes hyper to make a request of what it reads and a head of
//! what it is to write. So plain requests are answered here; they are read by httparse, as hyper reads them too. The
//! first that is not plain, and all after it on the same connection, are hyper's; see
//! `docs/decisions/0014-plain-requests.md`.

mod head;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::io::{Error, ErrorKind, IoSlice, Result, Write};
use std::mem::MaybeUninit;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::OnceLock;
use std::task::{Poll, ready};
use std::time::{Duration, SystemTime};

use actions::Answer;
use axum::body::Bytes;
use axum::http::response::Parts;
use axum::http::{HeaderMap, HeaderName, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use model::Time;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::sync::watch;
use tokio::time::timeout;

use self::head::{MOST_FIELDS, Read};
use crate::api::views;
use crate::ask::PATIENCE;
use crate::door::Door;
use crate::kept::Hit;
use crate::pace::Pace;
use crate::reply::{Reply, Sent};

/// Room for what a client sends at a time,
const ROOM: usize = 8 * 1024;
/// and for the head of an answer.
const HEAD_ROOM: usize = 1024;

// Each thread has one of either for all of its connections: it is at hand for the processor, and a connection that is
// silent needs none.
thread_local! {
    static RECEIVED: RefCell<Box<[u8]>> = RefCell::new(vec![0; ROOM].into());
    static HEAD: RefCell<Vec<u8>> = RefCell::new(Vec::with_capacity(HEAD_ROOM));
}

/// What became of a connection.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// It has come to its end.
    Ended,
    /// Something is asked that is not plain.
    Over {
        /// What was read and is not answered.
        received: Vec<u8>,
        /// Whether something was answered before.
        spoken: bool,
    },
}

/// What is to be done with what was received.
enum Step {
    /// More must be read.
    Read,
    /// The rest of the body must be read.
    ReadBody,
    /// To send a page that is at hand; without its bytes, if only its head was asked for.
    Send(Hit, bool),
    /// To tell a page what became of a reading.
    Tell(views::Taken),
    /// To have the request answered by the table of routes.
    Ask(Box<Request<Full<Bytes>>>),
    /// To leave it to hyper.
    Leave,
}

/// How far a step goes in what was received, and whether the client wants nothing more after it.
#[derive(Default, Clone, Copy)]
struct Reach {
    length: usize,
    last: bool,
}

/// Answers plain requests from a client at `peer` until the connection ends or another kind of request comes. Once
/// `ending` changes what is being asked is answered, and no more.
pub(crate) async fn speak<S>(stream: &mut S, door: &Door, peer: SocketAddr, pace: &Pace, ending: &watch::Receiver<()>) -> Result<Left>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut told = ending.clone();
    let mut ends = pin!(told.changed());
    let is_ending = || ending.has_changed().unwrap_or(true);
    let mut received = Received::default();
    let mut spoken = false;
    loop {
        let (step, mut reach) = if received.rest().is_empty() {
            let next = tokio::select! {
                biased;
                next = received.next(stream, |bytes| door.step(peer, bytes)) => next?,
                _ = &mut ends => None,
            };
            let Some(next) = next else { return Ok(Left::Ended) };
            next
        } else {
            door.step(peer, received.rest())
        };
        let (response, whole) = match step {
            Step::Read => {
                let silent = received.is_silent();
                tokio::select! {
                    biased;
                    bytes = received.more(stream) => if bytes? == 0 { return Ok(Left::Ended) },
                    _ = &mut ends, if silent => return Ok(Left::Ended),
                }
                continue;
            }
            Step::ReadBody => {
                let asked = pace.asked();
                let whole = timeout(PATIENCE, received.until(stream, reach.length)).await;
                drop(asked);
                match whole {
                    Ok(Ok(())) => continue,
                    Ok(Err(error)) if error.kind() != ErrorKind::UnexpectedEof => return Err(error),
                    _ => {
                        let cut_off = serde_json::json!({ "error": "what was sent was cut off" });
                        reach.last = true;
                        (Some(Reply::answer(StatusCode::BAD_REQUEST, &cut_off).respond(&HeaderMap::new())), true)
                    }
                }
            }
            Step::Leave => return Ok(Left::Over { received: received.left(), spoken }),
            Step::Send(hit, whole) => {
                reach.last |= is_ending();
                let head = |into: &mut Vec<u8>| {
                    hit.write_head(into);
                    end_head(into, door, reach.last);
                };
                put(stream, head, if whole { hit.bytes() } else { &[] }).await?;
                (None, whole)
            }
            Step::Tell(taken) => {
                let asked = pace.asked();
                let answer = taken.answer().await;
                drop(asked);
                match answer {
                    Ok(Answer::Counted) => {
                        reach.last |= is_ending();
                        let head = |into: &mut Vec<u8>| {
                            into.extend_from_slice(head_of_counted());
                            end_head(into, door, reach.last);
                        };
                        put(stream, head, &[]).await?;
                        (None, true)
                    }
                    answer => (Some(views::told(answer)), true),
                }
            }
            Step::Ask(request) => {
                let _asked = pace.asked();
                let whole = request.method() != Method::HEAD;
                let Ok(response) = door.by_table(peer, *request).await;
                (Some(response), whole)
            }
        };
        if let Some(response) = response {
            reach.last |= is_ending();
            send(stream, door, response, whole, reach.last).await?;
        }
        stream.flush().await?;
        if reach.last {
            return Ok(Left::Ended);
        }
        received.answered += reach.length;
        spoken = true;
    }
}

/// What a client has sent.
#[derive(Default)]
struct Received {
    bytes: Vec<u8>,
    /// So many of them are answered.
    answered: usize,
}

impl Received {
    /// What is not answered.
    fn rest(&self) -> &[u8] {
        &self.bytes[self.answered..]
    }

    /// Whether nothing is being asked. Ends of lines may stand between requests (RFC 9112, section 2.2).
    fn is_silent(&self) -> bool {
        self.rest().iter().all(|byte| matches!(byte, b'\r' | b'\n'))
    }

    fn left(mut self) -> Vec<u8> {
        self.bytes.split_off(self.answered)
    }

    /// Reads what comes next where nothing is left of what came before, and decides what is to be done with it. Only what
    /// cannot be answered at once is kept. `None` at the end.
    async fn next<S>(&mut self, stream: &mut S, decide: impl Fn(&[u8]) -> (Step, Reach)) -> Result<Option<(Step, Reach)>>
    where
        S: AsyncRead + Unpin,
    {
        *self = Self::default();
        poll_fn(|context| {
            RECEIVED.with_borrow_mut(|room| {
                let mut read = ReadBuf::new(room);
                ready!(Pin::new(&mut *stream).poll_read(context, &mut read))?;
                let bytes = read.filled();
                if bytes.is_empty() {
                    return Poll::Ready(Ok(None));
                }
                let (step, mut reach) = decide(bytes);
                let taken = match step {
                    Step::Read | Step::ReadBody | Step::Leave => 0,
                    Step::Send(..) | Step::Tell(_) | Step::Ask(_) => std::mem::take(&mut reach.length),
                };
                self.bytes.extend_from_slice(&bytes[taken..]);
                Poll::Ready(Ok(Some((step, reach))))
            })
        })
        .await
    }

    /// Reads what comes next, and says how many bytes; none at the end. What was answered makes room for it.
    async fn more<S: AsyncRead + Unpin>(&mut self, stream: &mut S) -> Result<usize> {
        self.bytes.drain(..std::mem::take(&mut self.answered));
        self.bytes.reserve(ROOM);
        stream.read_buf(&mut self.bytes).await
    }

    /// Reads until so much is not answered.
    async fn until<S: AsyncRead + Unpin>(&mut self, stream: &mut S, length: usize) -> Result<()> {
        while self.rest().len() < length {
            if self.more(stream).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(())
    }
}

impl Door {
    fn step(&self, peer: SocketAddr, received: &[u8]) -> (Step, Reach) {
        let mut room = [MaybeUninit::uninit(); MOST_FIELDS];
        let head = match head::read(received, &mut room) {
            Read::Plain(head) => head,
            Read::Begun => return (Step::Read, Reach::default()),
            Read::Other => return (Step::Leave, Reach::default()),
        };
        let reach = Reach { length: head.length + head.body, last: head.last };
        let Some(body) = received.get(head.length..reach.length) else { return (Step::ReadBody, reach) };
        let step = if let Some(hit) = self.at_hand(head.method, head.address, &head.fields) {
            Step::Send(hit, head.method == "GET")
        } else if Self::is_report(head.method, head.address) {
            Step::Tell(views::take(self.app(), peer, &head.fields, body))
        } else {
            head.request(body).map_or(Step::Leave, |request| Step::Ask(Box::new(request)))
        };
        (step, reach)
    }
}

/// Sends an answer; without its body, if only its head was asked for.
async fn send<S>(stream: &mut S, door: &Door, response: Response<Sent>, whole: bool, last: bool) -> Result<()>
where
    S: AsyncWrite + Unpin,
{
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.map_err(Error::other)?.to_bytes();
    let bodiless = is_bodiless(parts.status);
    let head = |into: &mut Vec<u8>| {
        write_head(into, &parts, bytes.len(), whole);
        end_head(into, door, last);
    };
    put(stream, head, if whole && !bodiless { &bytes } else { &[] }).await
}

/// Whether an answer has no body, and says no length (RFC 9110, section 8.6).
fn is_bodiless(status: StatusCode) -> bool {
    matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
}

/// Writes the head of an answer with so many bytes; that of its head alone, unless they are sent too.
fn write_head(head: &mut Vec<u8>, parts: &Parts, bytes: usize, whole: bool) {
    let bodiless = is_bodiless(parts.status);
    // Writing into memory does not fail.
    let _ = write!(head, "HTTP/1.1 {} {}\r\n", parts.status.as_str(), parts.status.canonical_reason().unwrap_or_default());
    let mut measured = false;
    for (name, value) in &parts.headers {
        let is_length = *name == header::CONTENT_LENGTH;
        if !is_length || !whole && !bodiless {
            measured |= is_length;
            write_line(head, name, value.as_bytes());
        }
    }
    // A head alone says what the whole would say, as far as that is known.
    if !bodiless && !measured && (whole || bytes > 0) {
        let _ = write!(head, "content-length: {bytes}\r\n");
    }
}

/// The head of what most reports are answered, but for its end. It is the same each time.
fn head_of_counted() -> &'static [u8] {
    static HEAD: OnceLock<Vec<u8>> = OnceLock::new();
    HEAD.get_or_init(|| {
        let mut head = Vec::new();
        write_head(&mut head, &views::told(Ok(Answer::Counted)).into_parts().0, 0, true);
        head
    })
}

/// Writes a field of a head.
pub(crate) fn write_line(into: &mut Vec<u8>, name: &HeaderName, value: &[u8]) {
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

/// A moment as HTTP writes it (RFC 9110, section 5.6.7). Each thread writes it once a second.
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

/// Sends a head, as it is written, and what follows it.
async fn put<S: AsyncWrite + Unpin>(stream: &mut S, fill: impl Fn(&mut Vec<u8>), bytes: &[u8]) -> Result<()> {
    // Mostly all of it is taken at once.
    let (head, bytes) = poll_fn(|context| {
        HEAD.with_borrow_mut(|head| {
            head.clear();
            fill(head);
            let taken = match Pin::new(&mut *stream).poll_write_vectored(context, &[IoSlice::new(head), IoSlice::new(bytes)]) {
                Poll::Ready(taken) => taken?,
                Poll::Pending => 0,
            };
            let rest = &bytes[taken.saturating_sub(head.len())..];
            Poll::Ready(Result::Ok((head[taken.min(head.len())..].to_vec(), rest)))
        })
    })
    .await?;
    write(stream, &head, bytes).await
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
