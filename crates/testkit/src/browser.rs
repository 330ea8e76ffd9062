use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, Request};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use web::{App, Door, Options};

use crate::TestNewsroom;

/// What the browser calls itself.
const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

/// Serves a site in this process and asks for its pages, as through a proxy on the same machine.
///
/// Before each request what has changed is followed, as a server does all the time.
pub struct Browser {
    /// What is served.
    pub app: Arc<App>,
    door: Door,
    runtime: tokio::runtime::Runtime,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it was sent.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("what is sent as text is UTF-8")
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("what is sent as JSON is JSON")
    }
}

impl std::fmt::Debug for Browser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Browser").field("app", &self.app).finish_non_exhaustive()
    }
}

impl Browser {
    /// Starts to serve a site with the built-in theme.
    pub fn open(site: &TestNewsroom) -> Self {
        let proxy = "127.0.0.1/32".parse().expect("an address block");
        let options = Options { trusted_proxies: vec![proxy], ..Options::default() };
        let app = App::start(site.newsroom.clone(), theme::Theme::built_in(), options).expect("a site can be served");
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("threads can be started");
        Self { door: Door::new(app.clone()), app, runtime }
    }

    /// Asks for a page.
    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    /// Asks for a page, with these headers besides.
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", path, headers, Vec::new())
    }

    /// Asks for a page that must be there, and gives its text.
    pub fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}");
        answer.text()
    }

    /// Asks for JSON that must be there.
    pub fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}");
        answer.json()
    }

    /// Sends JSON.
    pub fn post_json(&self, path: &str, value: &Value, headers: &[(&str, &str)]) -> Answer {
        self.send("POST", path, &[headers, &[("content-type", "application/json")]].concat(), value.to_string().into_bytes())
    }

    /// Sends a form as browsers do.
    pub fn post_form(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let body = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect::<Vec<_>>().join("&");
        self.send("POST", path, &[headers, &[("content-type", "application/x-www-form-urlencoded")]].concat(), body.into_bytes())
    }

    /// Asks for a page without following first what has changed.
    pub fn at_once(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.runtime.block_on(self.answer(self.request("GET", path, headers, Vec::new())))
    }

    /// Asks so many times for the same page at the same moment.
    pub fn all_at_once(&self, path: &str, times: usize) -> Vec<Answer> {
        self.runtime.block_on(async {
            let asked: Vec<_> = (0..times)
                .map(|_| {
                    let (door, request) = (self.door.clone(), self.request("GET", path, &[], Vec::new()));
                    tokio::spawn(async move { answered(&door, request).await })
                })
                .collect();
            let mut answers = Vec::with_capacity(times);
            for asked in asked {
                answers.push(asked.await.expect("a request is answered"));
            }
            answers
        })
    }

    /// Sends a request; headers given here stand in place of the browser's own.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        self.app.follow().expect("the outbox can be followed");
        self.runtime.block_on(self.answer(self.request(method, path, headers, body)))
    }

    async fn answer(&self, request: Request<Body>) -> Answer {
        answered(&self.door, request).await
    }

    fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Request<Body> {
        let path = path.split('#').next().unwrap_or(path);
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in [("host", "news.example.org"), ("user-agent", AGENT), ("x-forwarded-for", "198.51.100.7")] {
            if !headers.iter().any(|(given, _)| *given == name) {
                request = request.header(name, value);
            }
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::from(body)).expect("a request that HTTP knows")
    }
}

async fn answered(door: &Door, request: Request<Body>) -> Answer {
    let peer = SocketAddr::from(([127, 0, 0, 1], 49_152));
    let (parts, body) = door.answer(peer, request).await.unwrap_or_else(|never| match never {}).into_parts();
    let body = axum::body::to_bytes(body.into(), usize::MAX).await.expect("a body can be read");
    Answer { status: parts.status.as_u16(), headers: parts.headers, body: body.into() }
}
