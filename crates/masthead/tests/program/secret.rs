//! HTTPS with a certificate of one's own.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use tokio_rustls::rustls::pki_types::CertificateDer;

use crate::program::{Server, Site};
use crate::reader::{Answer, Protocol, Reader};

/// A site, a certificate for `localhost`, and its key.
struct Secret {
    folder: tempfile::TempDir,
    site: Site,
    certificate: CertificateDer<'static>,
}

impl Secret {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let certificate = certify(folder.path());
        Self { site: Site::new(folder.path()), certificate, folder }
    }

    fn file(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    fn serve(&self) -> Server {
        self.site.serve(&["--tls-certificate", &self.file("certificate.pem"), "--tls-key", &self.file("key.pem")])
    }
}

/// Writes a new certificate and its key into a folder.
fn certify(folder: &Path) -> CertificateDer<'static> {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(folder.join("certificate.pem"), made.cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    made.cert.der().clone()
}

/// An answer without what differs each time: the second, and the request's name.
fn lasting(mut answer: Answer) -> Answer {
    for name in ["date", "x-request-id"] {
        answer.headers.remove(name);
    }
    answer
}

#[test]
fn a_page_is_the_same_by_https_as_by_http() {
    let secret = Secret::new();
    let paths = ["/", "/latest", "/about", "/feed.xml", "/nowhere"];
    let read = |mut reader: Reader| paths.map(|path| lasting(reader.get(path)));
    let server = secret.site.serve(&[]);
    let plain = read(Reader::plain(&server));
    assert!(server.stop().success());
    assert_eq!(plain.each_ref().map(|answer| answer.status), [200, 200, 200, 200, 404]);
    assert!(plain[0].body.contains("The pier reopens"));
    let server = secret.serve();
    for protocol in [Protocol::One, Protocol::Two] {
        assert_eq!(read(Reader::secret(&server, &secret.certificate, protocol)), plain, "{protocol:?}");
    }
    assert!(server.stop().success());
}

#[test]
fn a_reading_that_comes_by_http_2_counts() {
    let secret = Secret::new();
    let server = secret.serve();
    let mut reader = Reader::secret(&server, &secret.certificate, Protocol::Two);
    let token = reader.token(&secret.site.articles[0]);
    let own = reader.origin.clone();
    assert_eq!(reader.report(&token, 1, &own).status, 204);
    let strange = reader.report(&token, 2, "https://elsewhere.example");
    assert_eq!((strange.status, strange.body.contains("cross-site")), (200, true), "{}", strange.body);
    assert_eq!(secret.site.views(&secret.site.articles[0]), 1);
}

#[test]
fn whoever_speaks_plainly_to_a_secret_port_gets_no_page_and_harms_nobody() {
    let secret = Secret::new();
    let server = secret.serve();
    let mut reader = Reader::secret(&server, &secret.certificate, Protocol::Two);
    for _ in 0..3 {
        let mut plain = TcpStream::connect(server.address).unwrap();
        plain.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        plain.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut said = Vec::new();
        if let Err(error) = plain.read_to_end(&mut said) {
            assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "the connection is closed at once");
        }
        let said = String::from_utf8_lossy(&said);
        assert!(!said.contains("HTTP/") && !said.contains('<'), "{said}");
    }
    assert_eq!(reader.get("/").status, 200, "who was there already reads on");
    assert_eq!(Reader::secret(&server, &secret.certificate, Protocol::One).get("/").status, 200, "who comes now is served");
}

#[test]
fn a_certificate_or_key_that_cannot_be_used_ends_serve_with_a_sentence() {
    let secret = Secret::new();
    let other = tempfile::tempdir().unwrap();
    certify(other.path());
    std::fs::write(secret.folder.path().join("words.txt"), "Between the lines there is nothing.\n").unwrap();
    let (certificate, key) = (secret.file("certificate.pem"), secret.file("key.pem"));
    let others_key = other.path().join("key.pem").to_string_lossy().into_owned();
    let (nowhere, words) = (secret.file("nowhere.pem"), secret.file("words.txt"));
    let pem = "name a file in PEM form";
    let cases: [(&[&str], &str, &str); 7] = [
        (&["--tls-certificate", &certificate, "--tls-key", &nowhere], &nowhere, pem),
        (&["--tls-certificate", &certificate, "--tls-key", &words], &words, pem),
        (&["--tls-certificate", &certificate, "--tls-key", &certificate], &certificate, pem),
        (&["--tls-certificate", &nowhere, "--tls-key", &key], &nowhere, pem),
        (&["--tls-certificate", &words, "--tls-key", &key], &words, pem),
        (&["--tls-certificate", &certificate, "--tls-key", &others_key], &others_key, "name two files that belong together"),
        (&["--tls-certificate", &certificate], "--tls-key", "masthead --help"),
    ];
    for (options, names, advises) in cases {
        let ended = secret.site.run(&[&["serve", "--listen", "127.0.0.1:0"], options].concat());
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!((ended.status.code(), said.lines().count()), (Some(2), 1), "{options:?}: {said}");
        assert!(said.contains(names) && said.contains(advises), "{options:?}: {said}");
    }
}
