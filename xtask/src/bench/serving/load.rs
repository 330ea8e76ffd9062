//! The readers: many connections in one thread, as fast as they are answered or at a fixed rate.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::sync::Mutex;
use tokio::task::{JoinSet, LocalSet, yield_now};
use tokio::time::sleep;

use super::connection::Connection;
use crate::clock;

/// No run takes longer, however slow the server: what has not been asked by then is left.
const LONGEST: Duration = Duration::from_secs(90);
/// So much longer than planned may a run at a fixed rate take.
const LATE: Duration = Duration::from_secs(15);

/// Writes the request of a number, the same each time.
pub type Write = Arc<dyn Fn(u64, &mut Vec<u8>) + Send + Sync>;

#[derive(Clone, Copy)]
pub enum Pace {
    /// So many requests at the most and for so long at the most, each connection asking again as soon as it is answered.
    AsAnswered { requests: u64, length: Duration },
    /// Each request at its hour; how long it took is counted from that hour, whether or not a connection was free.
    Fixed { per_second: f64, length: Duration },
}

impl Pace {
    /// So many requests, as fast as they are answered.
    pub fn as_answered(requests: u64) -> Self {
        Self::AsAnswered { requests, length: LONGEST }
    }
}

/// Requests of one kind.
#[derive(Clone)]
pub struct Stream {
    pub write: Write,
    /// The number of the first request.
    pub first: u64,
    pub connections: usize,
    pub pace: Pace,
    /// Whether the thread spins while it waits, to ask at the very moment. It needs a core of its own for that.
    pub punctual: bool,
}

/// How the requests of one kind were answered.
#[derive(Default, Clone)]
pub struct Seen {
    pub answers: BTreeMap<u16, u64>,
    /// In order of length.
    pub waits: Vec<Duration>,
    pub took: Duration,
}

impl Seen {
    pub fn total(&self) -> u64 {
        self.answers.values().sum()
    }

    pub fn of(&self, status: u16) -> u64 {
        self.answers.get(&status).copied().unwrap_or_default()
    }

    pub fn per_second(&self) -> f64 {
        self.total() as f64 / self.took.as_secs_f64()
    }

    pub fn wait(&self, share: f64) -> Duration {
        quantile(&self.waits, share)
    }
}

/// Of durations in order, that which this share of them does not exceed.
pub fn quantile(sorted: &[Duration], share: f64) -> Duration {
    let at = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(at.saturating_sub(1)).copied().unwrap_or_default()
}

/// Runs the streams side by side until each has asked everything, and says for each what it saw.
pub fn run(address: SocketAddr, streams: &[Stream]) -> Result<Vec<Seen>> {
    // The kernel is asked often which connections have news, since a late answer would be the readers' fault.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().event_interval(8).build()?;
    LocalSet::new().block_on(&runtime, async {
        let start = clock::now();
        let running: Vec<_> = streams.iter().map(|stream| Rc::new(Running::new(stream.clone(), start))).collect();
        let mut readers = JoinSet::new();
        for stream in &running {
            for _ in 0..stream.stream.connections {
                readers.spawn_local(read(address, Rc::clone(stream)));
            }
        }
        while let Some(reader) = readers.join_next().await {
            reader??;
        }
        Ok(running.iter().map(|stream| stream.seen()).collect())
    })
}

struct Running {
    stream: Stream,
    start: Instant,
    asked: Cell<u64>,
    ended: Cell<Duration>,
    turn: Mutex<()>,
    seen: RefCell<Seen>,
}

async fn read(address: SocketAddr, running: Rc<Running>) -> Result<()> {
    let mut connection = Connection::open(address).await?;
    let mut request = Vec::with_capacity(1024);
    while let Some((number, due)) = running.next().await {
        request.clear();
        (running.stream.write)(number, &mut request);
        let status = connection.ask(&request).await?.status;
        running.saw(status, due.elapsed());
    }
    Ok(())
}

impl Running {
    fn new(stream: Stream, start: Instant) -> Self {
        let none = Cell::new(Duration::ZERO);
        Self { stream, start, asked: Cell::new(0), ended: none, turn: Mutex::new(()), seen: RefCell::default() }
    }

    /// The number of the next request and its hour, once that has come. Only one connection waits for it at a time.
    async fn next(&self) -> Option<(u64, Instant)> {
        let asked = self.asked.get();
        match self.stream.pace {
            Pace::AsAnswered { requests, length } => {
                let now = clock::now();
                (asked < requests && now - self.start < length).then(|| (self.take(asked), now))
            }
            Pace::Fixed { per_second, length } => {
                let _turn = self.turn.lock().await;
                let asked = self.asked.get();
                let after = Duration::from_secs_f64(asked as f64 / per_second);
                if after >= length || self.start.elapsed() > length + LATE {
                    return None;
                }
                self.wait(self.start + after).await;
                Some((self.take(asked), self.start + after))
            }
        }
    }

    fn take(&self, asked: u64) -> u64 {
        self.asked.set(asked + 1);
        self.stream.first + asked
    }

    async fn wait(&self, due: Instant) {
        // The runtime's timer keeps whole milliseconds.
        const COARSE: Duration = Duration::from_millis(2);
        loop {
            let left = due.saturating_duration_since(clock::now());
            match left {
                Duration::ZERO => return,
                left if !self.stream.punctual => sleep(left).await,
                left if left > COARSE => sleep(left - COARSE).await,
                _ => yield_now().await,
            }
        }
    }

    fn saw(&self, status: u16, wait: Duration) {
        let mut seen = self.seen.borrow_mut();
        *seen.answers.entry(status).or_default() += 1;
        seen.waits.push(wait);
        self.ended.set(self.start.elapsed());
    }

    fn seen(&self) -> Seen {
        let mut seen = self.seen.take();
        seen.waits.sort_unstable();
        seen.took = self.ended.get();
        seen
    }
}
