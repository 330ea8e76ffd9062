//! The listener, and the threads that keep what is served up to date.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use actions::{Actor, Answers};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

use crate::app::App;
use crate::door::Door;
use crate::pace::{Pace, Paced};
use crate::wire::{self, Left};

/// The outbox is looked at this often. With what a page takes to be drawn it stays well under the one
/// second in which everything that is served must agree with the store.
pub(crate) const FOLLOW: Duration = Duration::from_millis(20);
/// The due-queue is looked at this often.
const DUE: Duration = Duration::from_millis(200);
/// A kept page is drawn again and compared this often.
const COMPARE: Duration = Duration::from_secs(30);
/// Publications are looked for this often where readers should find them.
const RECEIPTS: Duration = Duration::from_millis(250);
/// Connections that are silent too long are looked for this often: as often as their pace is noted.
const SILENT: Duration = Duration::from_secs(1);
/// How long pages take to be drawn is written down this often.
const NOTE: Duration = Duration::from_secs(60);
/// A client that speaks HTTP/2 is asked this often whether it is still there.
const PING: Duration = Duration::from_secs(8);
/// How long open requests are waited for at the end.
const LAST: Duration = Duration::from_secs(5);
/// The most connections at a time; more wait in the system's queue.
const MOST_CONNECTIONS: usize = 8192;

/// Where a site is served, and how connections are secured.
pub struct Listening {
    /// For readers.
    pub listener: TcpListener,
    /// What makes connections secret; without it they are not.
    pub tls: Option<TlsAcceptor>,
    /// For whoever measures: `/metrics` alone.
    pub metrics: Option<TcpListener>,
}

impl std::fmt::Debug for Listening {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listening").field("listener", &self.listener).field("metrics", &self.metrics).finish_non_exhaustive()
    }
}

/// Serves until `stop` comes to an end, then lets open requests finish.
pub async fn serve(app: Arc<App>, listening: Listening, stop: impl Future<Output = ()>) {
    let Listening { listener, tls, metrics } = listening;
    let porter = Porter::new(Arc::clone(&app), tls);
    let chores = Chores::start(&app);
    deliver_answers(&app);
    let measured = metrics.map(|listener| tokio::spawn(crate::metrics::serve(Arc::clone(&app), listener)));
    let (end, ending) = watch::channel(());
    let room = Arc::new(tokio::sync::Semaphore::new(MOST_CONNECTIONS));
    let mut stop = std::pin::pin!(stop);
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { break };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file handles, most likely; those in use come back.
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(Duration::from_millis(200)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let _ = stream.set_nodelay(true);
        let (porter, pace, ending) = (porter.clone(), app.connections.pace(), ending.clone());
        let visit = Visit { peer, pace: Arc::clone(&pace), ending };
        let task = tokio::spawn(async move {
            porter.receive(stream, visit).await;
            drop(place);
        });
        app.connections.watch(pace, task.abort_handle());
    }
    drop((listener, ending));
    let _ = end.send(());
    let _ = tokio::time::timeout(LAST, end.closed()).await;
    if let Some(measured) = measured {
        measured.abort();
    }
    let readership = Arc::clone(&app.readership);
    let _ = tokio::task::spawn_blocking(move || {
        drop(chores);
        readership.stop();
    })
    .await;
}

/// Has the answers to readings given by a task of the runtime, which wakes those who wait for them without a word to
/// the system.
fn deliver_answers(app: &App) {
    let (send, mut batches) = tokio::sync::mpsc::unbounded_channel::<Answers>();
    let give = |answers: Answers| answers.into_iter().for_each(|(then, answer)| then(answer));
    tokio::spawn(async move {
        while let Some(answers) = batches.recv().await {
            give(answers);
        }
    });
    app.readership.deliver_with(Box::new(move |answers| {
        if let Err(refused) = send.send(answers) {
            give(refused.0);
        }
    }));
}

/// Receives connections.
#[derive(Clone)]
struct Porter {
    door: Arc<Door>,
    /// Whatever a connection begins with,
    protocol: Arc<Builder<TokioExecutor>>,
    /// and what alone may follow HTTP/1.1 on it.
    same_protocol: Arc<Builder<TokioExecutor>>,
    tls: Option<TlsAcceptor>,
}

/// A connection, but for its stream.
struct Visit {
    peer: SocketAddr,
    pace: Arc<Pace>,
    /// Changes when the server is to end. As long as this is held, the end is waited for.
    ending: watch::Receiver<()>,
}

impl Porter {
    fn new(app: Arc<App>, tls: Option<TlsAcceptor>) -> Self {
        let mut protocol = Builder::new(TokioExecutor::new());
        // Who is slow with the head of a request is let go by its pace.
        protocol.http1().header_read_timeout(None).max_buf_size(64 * 1024);
        protocol.http2().timer(TokioTimer::new()).keep_alive_interval(PING).max_concurrent_streams(64);
        let same_protocol = Arc::new(protocol.clone().http1_only());
        Self { door: Arc::new(Door::new(app)), protocol: Arc::new(protocol), same_protocol, tls }
    }

    async fn receive(&self, stream: TcpStream, visit: Visit) {
        let stream = Paced::new(stream, Arc::clone(&visit.pace));
        let Some(tls) = &self.tls else { return self.speak(stream, visit).await };
        match tls.accept(stream).await {
            Ok(stream) if stream.get_ref().1.alpn_protocol() == Some(b"h2") => self.attend(stream, visit, &self.protocol).await,
            Ok(stream) => self.speak(stream, visit).await,
            Err(error) => tracing::debug!(%error, peer = %visit.peer, "a secret connection did not come about"),
        }
    }

    /// Answers plain requests, and leaves the rest to hyper.
    async fn speak<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(&self, mut stream: S, visit: Visit) {
        match wire::speak(&mut stream, &self.door, visit.peer, &visit.pace, &visit.ending).await {
            Ok(Left::Over { received, spoken }) => {
                let (read, write) = tokio::io::split(stream);
                let protocol = if spoken { &self.same_protocol } else { &self.protocol };
                self.attend(tokio::io::join(std::io::Cursor::new(received).chain(read), write), visit, protocol).await;
            }
            Ok(Left::Ended) => drop(stream.shutdown().await),
            Err(error) => tracing::debug!(%error, peer = %visit.peer, "a connection ended early"),
        }
    }

    /// Has hyper answer all that is asked.
    async fn attend<S>(&self, stream: S, mut visit: Visit, protocol: &Builder<TokioExecutor>)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let Visit { peer, pace, ending } = &mut visit;
        let service = hyper::service::service_fn(|request: hyper::Request<hyper::body::Incoming>| {
            let (door, pace, peer) = (Arc::clone(&self.door), Arc::clone(pace), *peer);
            async move {
                let _asked = pace.asked();
                door.answer(peer, request).await
            }
        });
        let mut connection = std::pin::pin!(protocol.serve_connection(TokioIo::new(stream), service));
        let ended = tokio::select! {
            // What was read already is begun before it hears of the end.
            biased;
            ended = connection.as_mut() => ended,
            _ = ending.changed() => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, %peer, "a connection ended early");
        }
    }
}

/// Threads that follow the outbox, do what is due and look after kept pages, until this is dropped.
#[derive(Debug)]
struct Chores {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Chores {
    fn start(app: &Arc<App>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let follow = chore("follow", FOLLOW, app, &stop, App::follow_what_is_written);
        let due = chore("due", DUE, app, &stop, |app| {
            // As many rounds as there is work for.
            while actions::do_what_is_due(&app.newsroom.acting(Actor::Clock))? > 0 {}
            Ok(())
        });
        let compare = chore("compare", COMPARE, app, &stop, |app| {
            app.compare_a_page();
            Ok(())
        });
        let receipts = chore("receipts", RECEIPTS, app, &stop, crate::desk::look_for_publications);
        // Not by a timer of the runtime: with one that is always set, whoever waits for bytes would set an alarm each time.
        let silent = chore("silent", SILENT, app, &stop, |app| {
            app.connections.second_passes();
            Ok(())
        });
        let note = chore("note", NOTE, app, &stop, |app| {
            app.note_what_is_slow();
            Ok(())
        });
        Self { stop, threads: [follow, due, compare, receipts, silent, note].into_iter().flatten().collect() }
    }
}

impl Drop for Chores {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        self.threads.iter().for_each(|thread| thread.thread().unpark());
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn chore(
    name: &str,
    every: Duration,
    app: &Arc<App>,
    stop: &Arc<AtomicBool>,
    work: fn(&Arc<App>) -> Result<(), actions::ActionError>,
) -> Option<JoinHandle<()>> {
    let (app, stop) = (Arc::clone(app), Arc::clone(stop));
    let named = name.to_owned();
    let run = move || {
        while !stop.load(Ordering::Acquire) {
            if let Err(error) = work(&app) {
                tracing::error!(%error, chore = named, "a chore failed and is tried again");
                std::thread::park_timeout(Duration::from_secs(1).saturating_sub(every));
            }
            std::thread::park_timeout(every);
        }
    };
    match std::thread::Builder::new().name(name.to_owned()).spawn(run) {
        Ok(thread) => Some(thread),
        Err(error) => {
            tracing::error!(%error, chore = name, "a thread could not be started");
            None
        }
    }
}
