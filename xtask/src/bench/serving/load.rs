//! The load: requests over connections that are kept open, from one thread.

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::clock;

/// What is asked, by the number of the request.
pub type Ask<'a> = &'a dyn Fn(u64) -> std::borrow::Cow<'a, [u8]>;

/// How requests follow each other.
#[derive(Clone, Copy)]
pub enum Pace {
    /// Each connection asks again as soon as it is answered, so many times in all.
    Closed { requests: u64 },
    /// So many a second, for so many seconds, whether the server keeps up or not.
    Fixed { rate: f64, seconds: f64 },
}

/// What came of it.
#[derive(Default)]
pub struct Outcome {
    /// Answers by status.
    pub statuses: std::collections::BTreeMap<u16, u64>,
    pub took: Duration,
    /// From the moment when a request was due until its answer was whole, sorted; with a fixed rate alone.
    pub times: Vec<Duration>,
}

impl Outcome {
    pub fn answers(&self) -> u64 {
        self.statuses.values().sum()
    }

    pub fn rate(&self) -> f64 {
        self.answers() as f64 / self.took.as_secs_f64()
    }

    /// The time within which this share of the requests was answered.
    pub fn percentile(&self, share: f64) -> Duration {
        let at = (self.times.len() as f64 * share) as usize;
        self.times.get(at.min(self.times.len().saturating_sub(1))).copied().unwrap_or_default()
    }
}

/// Sends requests to a server and waits for all answers.
pub fn send(server: SocketAddr, connections: usize, pace: Pace, ask: Ask<'_>) -> Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let local = tokio::task::LocalSet::new();
    let outcome = Rc::new(RefCell::new(Outcome::default()));
    let next = Rc::new(Cell::new(0u64));
    let start = clock::now();
    let most = match pace {
        Pace::Closed { requests } => requests,
        Pace::Fixed { rate, seconds } => (rate * seconds) as u64,
    };
    runtime.block_on(local.run_until(async {
        let mut streams = Vec::new();
        for _ in 0..connections {
            streams.push(Connection::open(server).await?);
        }
        let all = streams.into_iter().map(|connection| ask_on(connection, pace, start, most, Rc::clone(&next), Rc::clone(&outcome), ask));
        for done in futures_util::future::join_all(all).await {
            done?;
        }
        Ok::<_, anyhow::Error>(())
    }))?;
    let mut outcome = Rc::try_unwrap(outcome).map_err(|_| anyhow::anyhow!("a connection is still open"))?.into_inner();
    outcome.took = start.elapsed();
    outcome.times.sort_unstable();
    Ok(outcome)
}

async fn ask_on(
    mut connection: Connection,
    pace: Pace,
    start: Instant,
    most: u64,
    next: Rc<Cell<u64>>,
    outcome: Rc<RefCell<Outcome>>,
    ask: Ask<'_>,
) -> Result<()> {
    loop {
        let number = next.get();
        if number >= most {
            return Ok(());
        }
        next.set(number + 1);
        let due = match pace {
            Pace::Closed { .. } => None,
            Pace::Fixed { rate, .. } => Some(start + Duration::from_secs_f64(number as f64 / rate)),
        };
        if let Some(due) = due {
            // The runtime's timers know whole milliseconds; the rest is waited out.
            while clock::now() < due {
                let left = due - clock::now();
                if left > Duration::from_millis(2) {
                    tokio::time::sleep(left - Duration::from_millis(1)).await
                } else {
                    tokio::task::yield_now().await
                }
            }
        }
        let status = connection.ask(&ask(number)).await?;
        let mut outcome = outcome.borrow_mut();
        *outcome.statuses.entry(status).or_default() += 1;
        if let Some(due) = due {
            outcome.times.push(due.elapsed());
        }
    }
}

/// One connection that is kept open.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    filled: usize,
    /// The last answer's body.
    pub body: Vec<u8>,
    keep: bool,
}

impl Connection {
    pub async fn open(server: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(server).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; 256 << 10], filled: 0, body: Vec::new(), keep: false })
    }

    /// Keeps the bodies of answers from now on.
    pub fn keep_bodies(mut self) -> Self {
        self.keep = true;
        self
    }

    /// Sends a request; gives the status when the answer is whole.
    pub async fn ask(&mut self, request: &[u8]) -> Result<u16> {
        self.stream.write_all(request).await?;
        self.filled = 0;
        self.body.clear();
        let (head, status, length) = loop {
            let read = self.stream.read(&mut self.buffer[self.filled..]).await?;
            if read == 0 {
                bail!("the server closed a connection in the middle");
            }
            self.filled += read;
            let known = &self.buffer[..self.filled];
            if let Some(end) = known.windows(4).position(|four| four == b"\r\n\r\n") {
                let head = std::str::from_utf8(&known[..end]).context("a head is text")?;
                let status: u16 = head.get(9..12).and_then(|status| status.parse().ok()).context("an answer has a status")?;
                let length = head.lines().find_map(|line| {
                    let (name, value) = line.split_once(':')?;
                    name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok()).flatten()
                });
                break (end + 4, status, length.unwrap_or(0));
            }
        };
        if self.keep {
            self.body.extend_from_slice(&self.buffer[head..self.filled]);
        }
        let mut left = (head + length).saturating_sub(self.filled);
        while left > 0 {
            let most = self.buffer.len().min(left);
            let read = self.stream.read(&mut self.buffer[..most]).await?;
            if read == 0 {
                bail!("the server closed a connection in the middle of a body");
            }
            if self.keep {
                self.body.extend_from_slice(&self.buffer[..read]);
            }
            left -= read;
        }
        Ok(status)
    }
}
