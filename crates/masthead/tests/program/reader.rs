//! A reader's browser: one connection, plain or secret, by HTTP/1.1 or HTTP/2.

use std::sync::Arc;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::{http1, http2};
use hyper::{HeaderMap, Request};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::program::Server;

/// What every reader's browser calls itself.
const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

pub struct Reader {
    runtime: Runtime,
    connection: Connection,
    /// Scheme and host of what is read.
    pub origin: String,
}

enum Connection {
    One(http1::SendRequest<Full<Bytes>>),
    Two(http2::SendRequest<Full<Bytes>>),
}

/// What came back.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    One,
    Two,
}

impl Reader {
    /// Connects as readers do where no certificate is.
    pub fn plain(server: &Server) -> Self {
        let runtime = runtime();
        let connection = runtime.block_on(async {
            let stream = TcpStream::connect(server.address).await.unwrap();
            let (connection, driver) = http1::handshake(TokioIo::new(stream)).await.unwrap();
            tokio::spawn(driver);
            Connection::One(connection)
        });
        Self { runtime, connection, origin: format!("http://localhost:{}", server.address.port()) }
    }

    /// Connects to whoever has this certificate, and agrees with them on the protocol.
    pub fn secret(server: &Server, certificate: &CertificateDer<'static>, protocol: Protocol) -> Self {
        let mut roots = RootCertStore::empty();
        roots.add(certificate.clone()).unwrap();
        let mut config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
        let name: &[u8] = if protocol == Protocol::Two { b"h2" } else { b"http/1.1" };
        config.alpn_protocols = vec![name.to_vec()];
        let runtime = runtime();
        let connection = runtime.block_on(async {
            let stream = TcpStream::connect(server.address).await.unwrap();
            let host = ServerName::try_from("localhost").unwrap();
            let stream = TlsConnector::from(Arc::new(config)).connect(host, stream).await.unwrap();
            assert_eq!(stream.get_ref().1.alpn_protocol(), Some(name));
            if protocol == Protocol::Two {
                let (connection, driver) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
                tokio::spawn(driver);
                Connection::Two(connection)
            } else {
                let (connection, driver) = http1::handshake(TokioIo::new(stream)).await.unwrap();
                tokio::spawn(driver);
                Connection::One(connection)
            }
        });
        Self { runtime, connection, origin: format!("https://localhost:{}", server.address.port()) }
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, &[], String::new())
    }

    /// The token of an article's page.
    pub fn token(&mut self, article: &str) -> String {
        let found: serde_json::Value = serde_json::from_str(&self.get(&format!("/api/v1/articles/{article}")).body).unwrap();
        let page = self.get(found["url"].as_str().unwrap());
        let (_, rest) = page.body.split_once("name=\"masthead-view\" content=\"").expect("an article's page carries a token");
        rest.split('"').next().unwrap().to_owned()
    }

    /// Reports that reader number `reader` has read the page of this token; each has an address of their own.
    pub fn report(&mut self, token: &str, reader: u8, origin: &str) -> Answer {
        let body = format!("{{\"token\":\"{token}\",\"ref\":\"{reader:016}\"}}");
        self.ask("POST", "/api/v1/views", &[("origin", origin), ("x-forwarded-for", &format!("198.51.100.{reader}"))], body)
    }

    fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: String) -> Answer {
        // By HTTP/2 the host stands in the address, by HTTP/1.1 in a header.
        let mut request = match &self.connection {
            Connection::One(_) => Request::builder().uri(path).header("host", self.origin.split_once("://").unwrap().1),
            Connection::Two(_) => Request::builder().uri(format!("{}{path}", self.origin)),
        };
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.method(method).header("user-agent", AGENT).body(Full::from(body)).unwrap();
        let connection = &mut self.connection;
        self.runtime.block_on(async {
            let answer = match connection {
                Connection::One(connection) => {
                    connection.ready().await.unwrap();
                    connection.send_request(request).await
                }
                Connection::Two(connection) => connection.send_request(request).await,
            };
            let (head, body) = answer.unwrap().into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            Answer { status: head.status.as_u16(), headers: head.headers, body: String::from_utf8(body.into()).unwrap() }
        })
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}
