//! Readers who send views as fast as they are answered, and remember exactly what was sent and what was acknowledged.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use crate::bench::beside::AGENT;
use crate::clock;

const CONNECTIONS: usize = 16;

/// The readers' own book, over all the lives of a server.
#[derive(Default)]
pub struct Load {
    /// Requests of which at least one byte was written.
    sent: AtomicU64,
    /// Answers 204 that arrived.
    acknowledged: AtomicU64,
    /// Other answers: no rule should refuse these readers.
    other: AtomicU64,
    /// Each view is another reader's.
    readers: AtomicU64,
    over: AtomicBool,
}

impl Load {
    pub fn sent(&self) -> u64 {
        self.sent.load(Relaxed)
    }

    pub fn acknowledged(&self) -> u64 {
        self.acknowledged.load(Relaxed)
    }

    pub fn other(&self) -> u64 {
        self.other.load(Relaxed)
    }

    /// Sends views to this server while `meanwhile` runs, and until the open ones are answered or the connections broken.
    pub fn during<T>(&self, address: &str, tokens: &[String], meanwhile: impl FnOnce() -> T) -> T {
        self.over.store(false, Relaxed);
        thread::scope(|scope| {
            for _ in 0..CONNECTIONS {
                // A connection that breaks is what a crash looks like from here.
                scope.spawn(|| drop(self.read(address, tokens)));
            }
            let done = meanwhile();
            self.over.store(true, Relaxed);
            done
        })
    }

    /// Waits until `enough` says so, for 20 seconds at most.
    pub fn wait(enough: impl Fn() -> bool) {
        let start = clock::now();
        while !enough() && start.elapsed() < Duration::from_secs(20) {
            thread::sleep(Duration::from_millis(2));
        }
    }

    fn read(&self, address: &str, tokens: &[String]) -> std::io::Result<()> {
        let host = address.trim_start_matches("http://");
        let mut out = TcpStream::connect(host)?;
        out.set_nodelay(true)?;
        out.set_read_timeout(Some(Duration::from_secs(10)))?;
        let mut answers = BufReader::new(out.try_clone()?);
        while !self.over.load(Relaxed) {
            let request = self.request(host, tokens);
            let written = out.write(request.as_bytes())?;
            if written > 0 {
                self.sent.fetch_add(1, Relaxed);
            }
            out.write_all(&request.as_bytes()[written..])?;
            let of = if status(&mut answers)? == 204 { &self.acknowledged } else { &self.other };
            of.fetch_add(1, Relaxed);
        }
        Ok(())
    }

    fn request(&self, host: &str, tokens: &[String]) -> String {
        let reader = self.readers.fetch_add(1, Relaxed);
        let from = format!("10.{}.{}.{}", reader >> 16 & 255, reader >> 8 & 255, reader & 255);
        let body = format!("{{\"token\":\"{}\",\"ref\":\"{reader:016x}\"}}", tokens[reader as usize % tokens.len()]);
        format!(
            "POST /api/v1/views HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nUser-Agent: {AGENT}\r\nX-Forwarded-For: {from}\r\n\
             Sec-Fetch-Site: same-origin\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    }
}

/// Reads an answer to its end and gives its status.
fn status(answers: &mut impl BufRead) -> std::io::Result<u16> {
    let (mut status, mut length) = (None, 0);
    loop {
        let mut line = String::new();
        if answers.read_line(&mut line)? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let line = line.trim_end().to_ascii_lowercase();
        if let Some(rest) = line.strip_prefix("http/1.1 ") {
            status = rest.get(..3).and_then(|code| code.parse().ok());
        } else if let Some(rest) = line.strip_prefix("content-length:") {
            length = rest.trim().parse().unwrap_or(0);
        } else if line.is_empty() {
            answers.by_ref().take(length).read_to_end(&mut Vec::new())?;
            return status.ok_or(ErrorKind::InvalidData.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::status;

    #[test]
    fn a_reader_reads_each_answer_to_its_end() {
        let mut answers = &b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{1}HTTP/1.1 204 No Content\r\ndate: x\r\n\r\nHTTP/1.1 20"[..];
        assert_eq!(status(&mut answers).unwrap(), 200);
        assert_eq!(status(&mut answers).unwrap(), 204);
        assert!(status(&mut answers).is_err());
    }
}
