//! What goes over a connection, byte by byte: from a site that is served as it always is.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use testkit::Kind;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::paper::{Paper, attributes, paper, parse, token};

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

    /// Asks for the same plainly and in a roundabout way, from two addresses, and gives both answers but for what
    /// differs each time.
    fn ask_twice(&self, line: &str, fields: &str, body: &str) -> [Answer; 2] {
        ["X-Forwarded-For: 198.51.100.1\r\n", ROUNDABOUT].map(|more| {
            let mut stream = self.connect();
            let length = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
            write!(stream, "{line} HTTP/1.1\r\nHost: news.example.org\r\n{AGENT}{fields}{length}{more}\r\n{body}").unwrap();
            let mut answer = if line.starts_with("HEAD") { hear_head(&mut stream) } else { hear(&mut stream, 1).remove(0) };
            assert!(answer.headers.remove("date").is_some_and(|date| date.to_str().unwrap().ends_with(" GMT")), "{line}");
            answer.headers.remove("x-request-id");
            answer
        })
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
    let head = head(&bytes[..end]);
    let length = end + 4 + head.headers.get("content-length").map_or(0, |length| length.to_str().unwrap().parse().unwrap());
    let body = bytes.get(end + 4..length)?.to_vec();
    Some((Answer { body, ..head }, length))
}

fn head(text: &[u8]) -> Answer {
    let (first, lines) = std::str::from_utf8(text).unwrap().split_once("\r\n").unwrap();
    let mut headers = HeaderMap::new();
    for (name, value) in lines.lines().map(|line| line.split_once(": ").unwrap()) {
        headers.append(name.parse::<HeaderName>().unwrap(), value.parse::<HeaderValue>().unwrap());
    }
    Answer { status: first.strip_prefix("HTTP/1.1 ").unwrap()[..3].parse().unwrap(), headers, body: Vec::new() }
}

fn statuses(answers: &[Answer]) -> Vec<u16> {
    answers.iter().map(|answer| answer.status).collect()
}

/// Waits for a head without a body.
fn hear_head(stream: &mut TcpStream) -> Answer {
    let (mut came, mut byte) = (Vec::new(), [0]);
    while !came.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        came.extend(byte);
    }
    head(&came[..came.len() - 4])
}

const AGENT: &str = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n";
/// What is not plain and means the same, so that hyper is asked.
const ROUNDABOUT: &str = "Connection: keep-alive, x-nothing\r\nX-Forwarded-For: 198.51.100.2\r\n";

#[test]
fn what_is_answered_without_a_detour_is_what_hyper_answers() {
    let served = Served::new();
    let page = served.path();
    let browser = &served.paper.browser;
    let whole = browser.page(&page);
    let token = token(&parse(&whole));
    let known = |path: &str| format!("If-None-Match: {}\r\n", browser.get(path).header("etag"));
    let picture = attributes(&parse(&browser.page("/")), "img", "src").remove(0);
    let view = format!("{{\"token\": \"{token}\", \"ref\": \"0123456789abcdef\"}}");
    let depth = format!("{{\"token\": \"{token}\", \"seconds\": 9}}");
    for (line, fields, body, status) in [
        (format!("GET {page}"), String::new(), "", 200),
        (format!("GET {page}"), "Accept-Encoding: gzip, deflate\r\n".to_owned(), "", 200),
        (format!("GET {page}"), known(&page), "", 304),
        (format!("HEAD {page}"), String::new(), "", 200),
        ("GET /".to_owned(), String::new(), "", 200),
        ("GET /ko/".to_owned(), "Accept-Encoding: gzip;q=0\r\n".to_owned(), "", 200),
        ("GET /feed.xml".to_owned(), "accept-encoding: GZIP\r\n".to_owned(), "", 200),
        ("GET /api/v1/lists/latest?language=en".to_owned(), String::new(), "", 200),
        (format!("GET {picture}"), String::new(), "", 200),
        (format!("GET {picture}"), known(&picture), "", 304),
        (format!("HEAD {picture}"), String::new(), "", 200),
        ("GET /nothing/here".to_owned(), String::new(), "", 404),
        ("HEAD /nothing/here".to_owned(), String::new(), "", 404),
        ("GET /healthz".to_owned(), String::new(), "", 200),
        ("DELETE /".to_owned(), String::new(), "", 405),
        ("POST /".to_owned(), String::new(), "a=b", 405),
        ("POST /api/v1/views".to_owned(), String::new(), "{\"token\": \"x\"}", 400),
        ("POST /api/v1/views".to_owned(), String::new(), "{]", 400),
        ("POST /api/v1/views".to_owned(), String::new(), "", 400),
        ("POST /api/v1/views".to_owned(), String::new(), &view, 204),
        ("POST /api/v1/views/0123456789abcdef/depth".to_owned(), String::new(), &depth, 204),
    ] {
        // Whatever is drawn for the first is at hand for those after it.
        if line.starts_with("GET") {
            served.ask_twice(&line, &fields, body);
        }
        let [plain, hypers] = served.ask_twice(&line, &fields, body);
        // A depth is taken once; the second time it is told so.
        if !line.ends_with("/depth") {
            assert_eq!((plain.status, &plain.headers), (hypers.status, &hypers.headers), "{line} {fields}");
            assert!(plain.body == hypers.body, "{line} {fields}");
        }
        assert_eq!(plain.status, status, "{line} {fields}");
        assert!(status / 100 == 2 && status != 204 || status >= 400 || !plain.headers.contains_key("content-length"), "{line} {fields}");
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
fn whatever_is_published_or_withdrawn_shows_however_long_nothing_was() {
    let served = Served::new();
    let (page, site) = (served.path(), &served.paper.site);
    let shows = |status: u16| {
        let looks = 200;
        let found = (0..looks).any(|_| {
            let found = statuses(&served.say(&format!("GET {page} HTTP/1.1\r\nHost: x\r\n\r\n"), 1)) == [status];
            std::thread::sleep(Duration::from_millis(if found { 0 } else { 5 }));
            found
        });
        assert!(found, "{status} after {looks} looks");
    };
    for pause in (0..24).map(|round| round * 7 % 100) {
        std::thread::sleep(Duration::from_millis(pause));
        actions::withdraw(&site.newsroom, served.paper.english[3]).unwrap();
        shows(410);
        actions::publish(&site.newsroom, served.paper.english[3]).unwrap();
        shows(200);
    }
}

#[test]
fn a_body_that_does_not_come_is_told_of() {
    let served = Served::new();
    let mut stream = served.connect();
    write!(stream, "POST /api/v1/views HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{{\"token\"").unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let told = hear(&mut stream, usize::MAX);
    assert_eq!(statuses(&told), [400]);
    assert!(String::from_utf8_lossy(&told[0].body).contains("cut off"));
}

#[test]
fn a_conversation_keeps_to_its_protocol() {
    const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    let served = Served::new();
    let mut first = [0; 9];
    let mut stream = served.connect();
    stream.write_all(PREFACE).unwrap();
    stream.read_exact(&mut first).unwrap();
    assert_eq!(first[3], 4, "HTTP/2 begins with its settings (RFC 9113, section 3.4)");
    let mut stream = served.connect();
    write!(stream, "GET {} HTTP/1.1\r\nHost: x\r\n\r\n", served.path()).unwrap();
    assert_eq!(statuses(&hear(&mut stream, 1)), [200]);
    stream.write_all(PREFACE).unwrap();
    assert!(hear(&mut stream, usize::MAX).iter().all(|answer| answer.status == 400));
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
    let told = hear(&mut asking, usize::MAX);
    assert_eq!((statuses(&told), told[0].headers["connection"].to_str().unwrap()), (vec![400], "close"));
    // The rest of its page, and then the end.
    silent.read_to_end(&mut Vec::new()).unwrap();
    let served = ends.join().unwrap();
    assert!(TcpStream::connect(served.address).is_err());
}
