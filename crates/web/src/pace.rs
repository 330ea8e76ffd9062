//! Connections that say nothing are closed.
//!
//! A timer for each read of each connection would cost more than the read. So each connection notes
//! the second in which something last went forward, and one thread looks at all of them once a second.

use std::collections::HashMap;
use std::io::{IoSlice, Result};
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::task::AbortHandle;

/// A client may be silent for so many seconds: before the head of a request is whole, between requests,
/// and while it does not take what is sent.
pub(crate) const PATIENCE: u32 = 20;

/// The connections that are open, and the second that it is.
#[derive(Debug, Default)]
pub(crate) struct Connections {
    second: AtomicU32,
    opened: AtomicU64,
    open: Mutex<HashMap<u64, (Arc<Pace>, AbortHandle)>>,
}

/// How a connection goes forward.
#[derive(Debug)]
pub(crate) struct Pace {
    connections: Arc<Connections>,
    /// Requests that are being answered.
    asked: AtomicU32,
    /// The second in which a request was answered or bytes of an answer were taken.
    forward: AtomicU32,
}

impl Connections {
    /// A new connection.
    pub fn pace(self: &Arc<Self>) -> Arc<Pace> {
        let forward = AtomicU32::new(self.second.load(Ordering::Relaxed));
        Arc::new(Pace { connections: Arc::clone(self), asked: AtomicU32::new(0), forward })
    }

    /// Looks after a connection until its task has ended; the number is its name.
    pub fn watch(&self, pace: Arc<Pace>, task: AbortHandle) -> u64 {
        let number = self.opened.fetch_add(1, Ordering::Relaxed);
        self.lock().insert(number, (pace, task));
        number
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u64, (Arc<Pace>, AbortHandle)>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many are open, and how many have been opened.
    pub fn numbers(&self) -> (usize, u64) {
        (self.lock().len(), self.opened.load(Ordering::Relaxed))
    }

    /// Closes those that have been silent too long. To be called once a second.
    pub fn second_passes(&self) {
        let second = self.second.fetch_add(1, Ordering::Relaxed) + 1;
        self.lock().retain(|_, (pace, task)| {
            if pace.silent_since(second) > PATIENCE {
                task.abort();
            }
            !task.is_finished()
        });
    }
}

impl Pace {
    fn now(&self) -> u32 {
        self.connections.second.load(Ordering::Relaxed)
    }

    /// A request has come in whole, as far as its head: until what this gives is dropped, it is being answered.
    pub fn asked(&self) -> Asked<'_> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.forward.store(self.now(), Ordering::Relaxed);
        Asked(self)
    }

    /// While a request is being answered it is not the client that is slow; what it still sends has a
    /// time of its own.
    fn silent_since(&self, second: u32) -> u32 {
        if self.asked.load(Ordering::Relaxed) > 0 { 0 } else { second.wrapping_sub(self.forward.load(Ordering::Relaxed)) }
    }
}

/// A request that is being answered, or was given up.
#[derive(Debug)]
pub(crate) struct Asked<'a>(&'a Pace);

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        self.0.asked.fetch_sub(1, Ordering::Relaxed);
        self.0.forward.store(self.0.now(), Ordering::Relaxed);
    }
}

/// A stream whose bytes are noted as they are taken.
#[derive(Debug)]
pub(crate) struct Paced<S> {
    stream: S,
    pace: Arc<Pace>,
}

impl<S> Paced<S> {
    pub fn new(stream: S, pace: Arc<Pace>) -> Self {
        Self { stream, pace }
    }

    fn taken(&self, result: Poll<Result<usize>>) -> Poll<Result<usize>> {
        if matches!(result, Poll::Ready(Ok(bytes)) if bytes > 0) {
            self.pace.forward.store(self.pace.now(), Ordering::Relaxed);
        }
        result
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.taken(result)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.taken(result)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_sends_no_request_is_let_go_and_who_waits_for_an_answer_is_not() {
        let connections = Arc::new(Connections::default());
        let (silent, waiting) = (connections.pace(), connections.pace());
        let asked = waiting.asked();
        let tasks = [silent, Arc::clone(&waiting)].map(|pace| {
            let task = tokio::spawn(std::future::pending::<()>());
            connections.watch(pace, task.abort_handle());
            task
        });
        for _ in 0..=PATIENCE {
            connections.second_passes();
        }
        let [silent, held] = tasks;
        assert!(silent.await.unwrap_err().is_cancelled());
        assert!(!held.is_finished());
        drop(asked);
        for _ in 0..=PATIENCE {
            connections.second_passes();
        }
        assert!(held.await.unwrap_err().is_cancelled());
        connections.second_passes();
        assert_eq!(connections.numbers(), (0, 2));
    }
}
