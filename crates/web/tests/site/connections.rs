//! What goes over a connection, byte by byte: from a site that is served as it always is.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use testkit::Kind;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::paper::{Paper, paper};

/// A paper that is served, until this is dropped.
struct Served {
    paper: Paper,
    address: SocketAddr,
    runtime: Option<Runtime>,
    stop: Option<oneshot::Sender<()>>,
    served: Option<tokio::task::JoinHandle<()>>,
}

impl Served {
    fn new() -> Self {
        let paper = paper(Kind::Sqlite);
        let runtime = Runtime::new().unwrap();
        let (stop, stopped) = oneshot::channel();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let listening = web::Listening { listener, tls: None, metrics: None };
        let app = std::sync::Arc::clone(&paper.browser.app);
        let served = runtime.spawn(web::serve(app, listening, async move { drop(stopped.await) }));
        Self { paper, address, runtime: Some(runtime), stop: Some(stop), served: Some(served) }
    }

    fn path(&self) -> String {
        self.paper.site.path(self.paper.english[3])
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream
    }

    /// Sends some text over a connection of its own and gives the first answers, so many, or all that come.
    fn say(&self, text: &str, answers: usize) -> Vec<Answer> {
        let mut stream = self.connect();
        stream.write_all(text.as_bytes()).unwrap();
        hear(&mut stream, answers)
    }

    fn stop(&mut self) {
        if let (Some(runtime), Some(stop), Some(served)) = (&self.runtime, self.stop.take(), self.served.take()) {
            let _ = stop.send(());
            runtime.block_on(served).unwrap();
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop();
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(Duration::from_secs(5));
        }
    }
}

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

/// Waits for so many answers to GET and POST, or for the end.
fn hear(stream: &mut TcpStream, most: usize) -> Vec<Answer> {
    let (mut came, mut answers) = (Vec::new(), Vec::new());
    while answers.len() < most {
        let mut bytes = [0; 4096];
        match stream.read(&mut bytes) {
            Ok(read) if read > 0 => came.extend(&bytes[..read]),
            _ => break,
        }
        while let Some((answer, length)) = answer(&came) {
            answers.push(answer);
            came.drain(..length);
        }
    }
    assert!(came.is_empty(), "{:?}", String::from_utf8_lossy(&came));
    answers
}

/// The first answer, if it is whole, and its length.
fn answer(bytes: &[u8]) -> Option<(Answer, usize)> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let (first, lines) = std::str::from_utf8(&bytes[..end]).unwrap().split_once("\r\n").unwrap();
    let mut headers = HeaderMap::new();
    for (name, value) in lines.lines().map(|line| line.split_once(": ").unwrap()) {
        headers.append(name.parse::<HeaderName>().unwrap(), value.parse::<HeaderValue>().unwrap());
    }
    let length = end + 4 + headers.get("content-length").map_or(0, |length| length.to_str().unwrap().parse().unwrap());
    let body = bytes.get(end + 4..length)?.to_vec();
    Some((Answer { status: first.strip_prefix("HTTP/1.1 ").unwrap()[..3].parse().unwrap(), headers, body }, length))
}

fn statuses(answers: &[Answer]) -> Vec<u16> {
    answers.iter().map(|answer| answer.status).collect()
}

/// What hyper is asked for, since it is not plain, and means the same.
const ROUNDABOUT: &str = "Connection: keep-alive, x-nothing\r\n";

#[test]
fn what_is_answered_without_a_detour_is_what_hyper_answers() {
    let served = Served::new();
    let page = served.path();
    let known = served.paper.browser.get(&page).header("etag").to_owned();
    for (line, fields, body) in [
        (format!("GET {page}"), String::new(), ""),
        (format!("GET {page}"), "Accept-Encoding: gzip, deflate\r\n".to_owned(), ""),
        (format!("GET {page}"), format!("If-None-Match: {known}\r\n"), ""),
        ("GET /".to_owned(), String::new(), ""),
        ("GET /ko/".to_owned(), "Accept-Encoding: gzip;q=0\r\n".to_owned(), ""),
        ("GET /feed.xml".to_owned(), "accept-encoding: GZIP\r\n".to_owned(), ""),
        ("GET /api/v1/lists/latest?language=en".to_owned(), String::new(), ""),
        ("GET /nothing/here".to_owned(), String::new(), ""),
        ("GET /healthz".to_owned(), String::new(), ""),
        ("GET /readyz".to_owned(), String::new(), ""),
        ("DELETE /".to_owned(), String::new(), ""),
        ("POST /".to_owned(), "Content-Length: 3\r\n".to_owned(), "a=b"),
        ("POST /api/v1/views".to_owned(), "Content-Length: 14\r\n".to_owned(), "{\"token\": \"x\"}"),
        ("POST /api/v1/views".to_owned(), "Content-Length: 2\r\n".to_owned(), "{]"),
        ("POST /api/v1/views".to_owned(), String::new(), ""),
    ] {
        let ask = |more: &str| served.say(&format!("{line} HTTP/1.1\r\nHost: news.example.org\r\n{fields}{more}\r\n{body}"), 1);
        // Whatever is drawn for the first of them is at hand for the second.
        ask("");
        let (mut plain, mut hypers) = (ask(""), ask(ROUNDABOUT));
        assert_eq!((plain.len(), hypers.len()), (1, 1), "{line}");
        let (mut plain, mut hypers) = (plain.remove(0), hypers.remove(0));
        for answer in [&mut plain, &mut hypers] {
            assert!(answer.headers.remove("date").is_some_and(|date| date.to_str().unwrap().ends_with(" GMT")));
            answer.headers.remove("x-request-id");
        }
        assert_eq!((plain.status, &plain.headers), (hypers.status, &hypers.headers), "{line} {fields}");
        assert!(plain.body == hypers.body, "{line} {fields}");
    }
}

#[test]
fn a_conversation_goes_on_whoever_answers() {
    let served = Served::new();
    let page = served.path();
    let get = format!("GET {page} HTTP/1.1\r\nHost: news.example.org\r\n\r\n");
    let report = "POST /api/v1/views HTTP/1.1\r\nHost: news.example.org\r\nContent-Length: 13\r\n\r\n{\"token\":\"x\"}";
    let in_pieces =
        "POST /api/v1/views HTTP/1.1\r\nHost: news.example.org\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"t\r\na\r\noken\":\"x\"}\r\n0\r\n\r\n";
    let told = served.say(&[&get, report, &get, in_pieces, &get, report].concat(), 6);
    assert_eq!(statuses(&told), [200, 400, 200, 400, 200, 400]);
    assert!(told[0].body == told[2].body && told[2].body == told[4].body);
    assert_eq!(told[1].body, told[3].body);

    // However it is cut, it is the same conversation.
    let whole = [&get, report, &get].concat();
    for at in (1..whole.len()).step_by(7) {
        let mut stream = served.connect();
        stream.set_nodelay(true).unwrap();
        stream.write_all(&whole.as_bytes()[..at]).unwrap();
        std::thread::sleep(Duration::from_millis(1));
        stream.write_all(&whole.as_bytes()[at..]).unwrap();
        assert_eq!(statuses(&hear(&mut stream, 3)), [200, 400, 200], "cut at {at}");
    }
}

#[test]
fn a_client_that_wants_nothing_more_is_told_so() {
    let served = Served::new();
    let page = served.path();
    let mut stream = served.connect();
    write!(stream, "GET {page} HTTP/1.1\r\nHost: news.example.org\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    // It is the server that ends; what came after the last request is not answered.
    let told = hear(&mut stream, usize::MAX);
    assert_eq!((told.len(), told[0].status, told[0].headers["connection"].to_str().unwrap()), (1, 200, "close"));
}

#[test]
fn the_head_of_a_page_comes_without_its_body() {
    let served = Served::new();
    let page = served.path();
    let whole = served.say(&format!("GET {page} HTTP/1.1\r\nHost: x\r\n\r\n"), 1).remove(0);
    let mut stream = served.connect();
    write!(stream, "HEAD {page} HTTP/1.1\r\nHost: x\r\n\r\nHEAD /nothing/here HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut came = String::new();
    stream.read_to_string(&mut came).unwrap();
    let heads: Vec<&str> = came.split_terminator("\r\n\r\n").collect();
    assert_eq!(heads.len(), 2, "{came}");
    assert!(heads[0].starts_with("HTTP/1.1 200 OK\r\n") && heads[1].starts_with("HTTP/1.1 404 Not Found\r\n"), "{came}");
    assert!(heads[0].contains(&format!("content-length: {}", whole.body.len())), "{came}");
}

#[test]
fn what_can_be_read_in_two_ways_is_answered_once_at_the_most_and_nobody_else_suffers() {
    let served = Served::new();
    let page = served.path();
    for nonsense in [
        "\u{16}\u{3}\u{1} hello",
        "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "GET / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
        "POST / HTTP/9.9\r\n\r\n",
        &format!("GET / HTTP/1.1\r\n{}\r\n", "x-flood: 1\r\n".repeat(5_000)),
        &format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(200_000)),
    ] {
        let mut stream = served.connect();
        // It may be refused before it is sent to its end.
        let _ = stream.write_all(nonsense.as_bytes()).and_then(|()| stream.shutdown(Shutdown::Write));
        let told = hear(&mut stream, usize::MAX);
        assert!(told.len() <= 1, "{:?}", statuses(&told));
        assert_eq!(statuses(&served.say(&format!("GET {page} HTTP/1.1\r\nHost: x\r\n\r\n"), 1)), [200]);
    }
}

#[test]
fn a_server_that_ends_lets_the_silent_go_and_answers_who_has_asked() {
    let mut served = Served::new();
    let page = served.path();
    let mut silent = served.connect();
    write!(silent, "GET {page} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let mut first = [0; 15];
    silent.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");
    let mut asking = served.connect();
    // Its body comes after the server was told to end.
    write!(asking, "POST /api/v1/views HTTP/1.1\r\nHost: x\r\nContent-Length: 13\r\n\r\n{{\"tok").unwrap();
    std::thread::sleep(Duration::from_millis(100));
    let ends = std::thread::spawn(move || {
        served.stop();
        served
    });
    std::thread::sleep(Duration::from_millis(100));
    write!(asking, "en\":\"x\"}}").unwrap();
    assert_eq!(statuses(&hear(&mut asking, usize::MAX)), [400]);
    // The rest of its page, and then the end.
    silent.read_to_end(&mut Vec::new()).unwrap();
    let served = ends.join().unwrap();
    assert!(TcpStream::connect(served.address).is_err());
}
