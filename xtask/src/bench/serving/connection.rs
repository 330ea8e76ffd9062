//! One reader's connection: as little of HTTP/1.1 as it takes to know when an answer has come whole.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Nobody waits longer for a page.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Connection {
    address: SocketAddr,
    stream: TcpStream,
    received: Vec<u8>,
}

/// An answer, as long as the connection asks nothing else.
pub struct Answer<'a> {
    pub status: u16,
    pub body: &'a [u8],
}

/// What the head of an answer says that matters here.
struct Head {
    status: u16,
    length: usize,
    closes: bool,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> Result<Self> {
        Ok(Self { address, stream: connect(address).await?, received: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a request and waits for the whole answer.
    pub async fn ask(&mut self, request: &[u8]) -> Result<Answer<'_>> {
        self.received.clear();
        self.stream.write_all(request).await?;
        let (head, begin) = loop {
            let before = self.received.len();
            self.receive().await?;
            let from = before.saturating_sub(3);
            if let Some(at) = self.received[from..].windows(4).position(|four| four == b"\r\n\r\n") {
                let begin = from + at + 4;
                break (Head::read(&self.received[..begin])?, begin);
            }
        };
        let end = begin + head.length;
        self.received.reserve(end.saturating_sub(self.received.len()));
        while self.received.len() < end {
            self.receive().await?;
        }
        if head.closes {
            self.stream = connect(self.address).await?;
        }
        Ok(Answer { status: head.status, body: &self.received[begin..end] })
    }

    async fn receive(&mut self) -> Result<()> {
        if self.stream.read_buf(&mut self.received).await? == 0 {
            bail!("the server closed the connection within an answer");
        }
        Ok(())
    }
}

/// Asks one after the other, and hands each answer with its place to `take`.
pub fn ask_each(address: SocketAddr, requests: &[Vec<u8>], mut take: impl FnMut(usize, Answer<'_>) -> Result<()>) -> Result<()> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let mut connection = Connection::open(address).await?;
        for (at, request) in requests.iter().enumerate() {
            take(at, timeout(PATIENCE, connection.ask(request)).await.context("the server does not answer")??)?;
        }
        Ok(())
    })
}

async fn connect(address: SocketAddr) -> Result<TcpStream> {
    let stream = TcpStream::connect(address).await.context("the server takes no connection")?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

impl Head {
    fn read(bytes: &[u8]) -> Result<Self> {
        let text = std::str::from_utf8(bytes).context("the head of an answer is ASCII")?;
        let mut lines = text.split("\r\n");
        let status = lines.next().and_then(|line| line.get(9..12)?.parse().ok()).context("an answer begins with its status")?;
        let mut head = Self { status, length: 0, closes: false };
        let mut measured = status == 204 || status == 304;
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            if name.eq_ignore_ascii_case("content-length") {
                head.length = value.trim().parse()?;
                measured = true;
            } else if name.eq_ignore_ascii_case("connection") {
                head.closes = value.trim().eq_ignore_ascii_case("close");
            }
        }
        if !measured {
            bail!("an answer says its length");
        }
        Ok(head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_ends_where_its_head_says() {
        let head = Head::read(b"HTTP/1.1 200 OK\r\nContent-LENGTH: 12\r\nconnection: close\r\n\r\n").unwrap();
        assert_eq!((head.status, head.length, head.closes), (200, 12, true));
        let head = Head::read(b"HTTP/1.1 204 No Content\r\ndate: now\r\n\r\n").unwrap();
        assert_eq!((head.status, head.length, head.closes), (204, 0, false));
    }

    #[test]
    fn an_answer_of_unknown_length_is_refused() {
        assert!(Head::read(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").is_err());
    }
}
