//! The listener, and the threads that keep what is served up to date.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::extract::Request;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use crate::app::App;

/// The outbox is looked at this often. With what a page takes to be drawn it stays well under the one
/// second in which everything that is served must agree with the store.
const FOLLOW: Duration = Duration::from_millis(40);
/// The due-queue is looked at this often.
const DUE: Duration = Duration::from_millis(200);
/// A client has this long to send the head of its request, and may be silent for so long at any time.
const HEAD: Duration = Duration::from_secs(20);
/// A client that speaks HTTP/2 is asked this often whether it is still there.
const PING: Duration = Duration::from_secs(8);
/// How long open requests are waited for at the end.
const LAST: Duration = Duration::from_secs(5);
/// The most connections at a time; more wait in the system's queue.
const MOST_CONNECTIONS: usize = 8192;

/// Serves until `stop` comes to an end, then lets open requests finish.
pub async fn serve(app: Arc<App>, listener: TcpListener, stop: impl Future<Output = ()>) {
    let routes = crate::routes::routes(Arc::clone(&app));
    let chores = Chores::start(&app);
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(64 * 1024);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(PING).max_concurrent_streams(64);
    let graceful = GracefulShutdown::new();
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
        let routes = routes.clone();
        let service = hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| called(routes.clone(), peer, request));
        let mut stream = Box::pin(TimeoutStream::new(stream));
        stream.as_mut().set_read_timeout_pinned(Some(HEAD));
        stream.as_mut().set_write_timeout_pinned(Some(HEAD));
        let connection = graceful.watch(builder.serve_connection(TokioIo::new(stream), service).into_owned());
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, %peer, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(LAST, graceful.shutdown()).await;
    let readership = Arc::clone(&app.readership);
    let _ = tokio::task::spawn_blocking(move || {
        drop(chores);
        readership.stop();
    })
    .await;
}

async fn called(routes: Router, peer: SocketAddr, request: hyper::Request<hyper::body::Incoming>) -> Result<axum::response::Response, Infallible> {
    let mut request: Request = request.map(axum::body::Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    routes.oneshot(request).await
}

/// Two threads that follow the outbox and do what is due, until this is dropped.
#[derive(Debug)]
struct Chores {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Chores {
    fn start(app: &Arc<App>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let follow = chore("follow", FOLLOW, app, &stop, |app| app.follow().map(drop));
        let due = chore("due", DUE, app, &stop, |app| {
            // As many rounds as there is work for.
            while actions::do_what_is_due(&app.newsroom)? > 0 {}
            Ok(())
        });
        Self { stop, threads: [follow, due].into_iter().flatten().collect() }
    }
}

impl Drop for Chores {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
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
    work: fn(&App) -> Result<(), actions::ActionError>,
) -> Option<JoinHandle<()>> {
    let (app, stop) = (Arc::clone(app), Arc::clone(stop));
    let named = name.to_owned();
    let run = move || {
        while !stop.load(Ordering::Acquire) {
            if let Err(error) = work(&app) {
                tracing::error!(%error, chore = named, "a chore failed and is tried again");
                std::thread::sleep(Duration::from_secs(1).saturating_sub(every));
            }
            std::thread::sleep(every);
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
