use proptest::prelude::*;

use super::head::{MOST_FIELDS, Read, read};
use super::*;
use crate::client::Fields;

fn of<T>(bytes: &[u8], look: impl FnOnce(Read<'_, '_>) -> T) -> T {
    let mut room = [MaybeUninit::uninit(); MOST_FIELDS];
    look(read(bytes, &mut room))
}

fn is_plain(bytes: &[u8]) -> bool {
    of(bytes, |read| matches!(read, Read::Plain(_)))
}

/// A request's first line and fields, as they are sent.
fn asked(line: &str, fields: &[&str]) -> Vec<u8> {
    format!("{line}\r\n{}\r\n", fields.iter().map(|field| format!("{field}\r\n")).collect::<String>()).into_bytes()
}

#[test]
fn what_browsers_and_proxies_ask_is_plain() {
    let get = asked(
        "GET /news/a-pier?comment=1 HTTP/1.1",
        &["Host: news.example", "accept-encoding: gzip", "Accept-Encoding: br", "Connection: Keep-Alive"],
    );
    of(&get, |read| {
        let Read::Plain(head) = read else { panic!("{read:?}") };
        assert_eq!((head.method, head.address, head.length, head.body, head.last), ("GET", "/news/a-pier?comment=1", get.len(), 0, false));
        assert_eq!(head.fields.all(header::ACCEPT_ENCODING).collect::<Vec<_>>(), [&b"gzip"[..], b"br"]);
        let request = head.request(b"").unwrap();
        assert_eq!((request.uri().query(), request.headers().len()), (Some("comment=1"), 4));
    });
    let post = asked("POST /api/v1/views HTTP/1.1", &["Host: news.example", "Content-Length: 12", "Connection: close"]);
    of(&post, |read| {
        let Read::Plain(head) = read else { panic!("{read:?}") };
        assert_eq!((head.length, head.body, head.last), (post.len(), 12, true));
    });
    for begun in 0..get.len() {
        assert!(of(&get[..begun], |read| matches!(read, Read::Begun)), "{begun}");
    }
}

#[test]
fn whatever_could_move_the_beginning_of_the_next_request_is_not_plain() {
    let host = "Host: news.example";
    for fields in [
        vec![host, "Content-Length: 3", "Content-Length: 3"],
        vec![host, "Content-Length: 3", "content-length: 4"],
        vec![host, "Content-Length: +3"],
        vec![host, "Content-Length: 3, 3"],
        vec![host, "Content-Length: 0x3"],
        vec![host, "Content-Length:"],
        vec![host, "Content-Length: 99999999999999999999999"],
        vec![host, "Content-Length: 20000"],
        vec![host, "Transfer-Encoding: chunked"],
        vec![host, "TRANSFER-ENCODING: identity", "Content-Length: 3"],
        vec![host, "Expect: 100-continue"],
        vec![host, "Upgrade: h2c", "Connection: Upgrade"],
        vec![host, "Connection: close, te"],
        vec![host, "Name : value"],
        vec![host, " folded: value"],
        vec![host, "no field at all"],
    ] {
        assert!(!is_plain(&asked("POST /api/v1/views HTTP/1.1", &fields)), "{fields:?}");
    }
    for line in [
        "GET / HTTP/1.0",
        "GET / HTTP/2.0",
        "GET http://news.example/ HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "CONNECT news.example:443 HTTP/1.1",
        "GET  / HTTP/1.1",
        "PRI * HTTP/2.0",
    ] {
        assert!(!is_plain(&asked(line, &[host])), "{line}");
    }
    let crowded: Vec<String> = (0..=MOST_FIELDS).map(|number| format!("x-{number}: 1")).collect();
    assert!(!is_plain(&asked("GET / HTTP/1.1", &crowded.iter().map(String::as_str).collect::<Vec<_>>())));
}

#[test]
fn a_date_is_written_as_http_has_it() {
    let moment = |text: &str| Time::parse(text).unwrap();
    assert_eq!(&date(moment("1994-11-06T08:49:37.999Z")), b"Sun, 06 Nov 1994 08:49:37 GMT");
    assert_eq!(&date(moment("2026-11-28T00:00:00Z")), b"Sat, 28 Nov 2026 00:00:00 GMT");
    assert_eq!(&date(moment("1900-01-01T00:00:00Z")), b"Thu, 01 Jan 1970 00:00:00 GMT");
}

#[tokio::test]
async fn what_was_answered_takes_no_memory_however_requests_are_cut() {
    let (mut client, mut server) = tokio::io::duplex(1 << 20);
    let mut received = Received::default();
    // Each piece ends within a body: the rest of one request and the beginning of the next.
    let request = [&b"POST / HTTP/1.1\r\nContent-Length: 16000\r\n\r\n"[..], &[b'x'; 16_000]].concat();
    client.write_all(&request[..9_000]).await.unwrap();
    for _ in 0..2_000 {
        client.write_all(&request[9_000..]).await.unwrap();
        client.write_all(&request[..9_000]).await.unwrap();
        received.until(&mut server, request.len()).await.unwrap();
        assert_eq!(received.rest()[..request.len()], request);
        received.answered += request.len();
        assert!(received.bytes.capacity() <= 80 * 1024, "{}", received.bytes.capacity());
    }
    let more = asked("GET / HTTP/1.1", &[&format!("x: {}", "a".repeat(17_000))]);
    assert!(!is_plain(&more), "a long head is not plain, however it comes");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_left_alone(bytes: Vec<u8>) {
        of(&bytes, |read| if let Read::Plain(head) = read { let _ = head.request(b""); });
    }

    /// A plain head is whole in itself: what comes behind it changes nothing of it.
    #[test]
    fn what_follows_a_head_is_no_part_of_it(fields in prop::collection::vec("[A-Za-z-]{1,17}: ?[ -~]{0,20}", 0..8), more: Vec<u8>) {
        let alone = asked("GET /a HTTP/1.1", &fields.iter().map(String::as_str).collect::<Vec<_>>());
        let told = |bytes: &[u8]| of(bytes, |read| match read {
            Read::Plain(head) => Some((head.length, head.body, head.last)),
            _ => None,
        });
        prop_assert_eq!(told(&alone), told(&[&alone[..], &more[..]].concat()));
    }
}
