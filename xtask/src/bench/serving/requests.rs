//! The requests of a browser, and which articles a crowd reads.

use std::io::Write as _;
use std::net::SocketAddr;

/// Browsers as they name themselves.
const AGENTS: [&str; 5] = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
];

/// A browser asks for a page.
pub fn page(host: SocketAddr, path: &str, encoding: &str) -> Vec<u8> {
    format!(
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {}\r\nAccept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n\
         Accept-Language: en-US,en;q=0.5\r\nAccept-Encoding: {encoding}\r\n\r\n",
        AGENTS[3]
    )
    .into_bytes()
}

/// The script of a page reports a reading, the `number`th of all: from an address and with a mark that no other has.
pub fn view(host: SocketAddr, token: &str, number: u64, into: &mut Vec<u8>) {
    let reference = scattered(number ^ 0x7265_6164_6572);
    let agent = AGENTS[scattered(number) as usize % AGENTS.len()];
    let [_, high, middle, low] = (number as u32).to_be_bytes();
    let length = r#"{"token":"","ref":"0123456789abcdef"}"#.len() + token.len();
    // Writing into memory does not fail.
    let _ = write!(
        into,
        "POST /api/v1/views HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {agent}\r\nAccept: */*\r\nAccept-Language: en-US,en;q=0.5\r\n\
         Accept-Encoding: gzip\r\nContent-Type: application/json\r\nOrigin: http://{host}\r\nSec-Fetch-Site: same-origin\r\n\
         X-Forwarded-For: 10.{high}.{middle}.{low}\r\nContent-Length: {length}\r\n\r\n{{\"token\":\"{token}\",\"ref\":\"{reference:016x}\"}}",
    );
}

/// A crowd's choice among things in order of fame: the second is asked for half as often as the first, the third a third.
pub struct Zipf(Vec<f64>);

impl Zipf {
    pub fn new(count: usize) -> Self {
        let mut sum = 0.0;
        Self(
            (1..=count)
                .map(|rank| {
                    sum += 1.0 / rank as f64;
                    sum
                })
                .collect(),
        )
    }

    /// The choice of the `number`th of the crowd, the same each time.
    pub fn pick(&self, number: u64) -> usize {
        let whole = self.0.last().copied().unwrap_or_default();
        let point = scattered(number) as f64 / u64::MAX as f64 * whole;
        self.0.partition_point(|sum| *sum < point).min(self.0.len().saturating_sub(1))
    }

    /// The mean of a quantity that the things have in order.
    pub fn mean(&self, of: impl Iterator<Item = usize>) -> f64 {
        let sum: f64 = of.enumerate().map(|(at, quantity)| quantity as f64 / (at + 1) as f64).sum();
        sum / self.0.last().copied().unwrap_or(1.0)
    }
}

/// SplitMix64 of a number: as good as a random one, the same each time.
pub fn scattered(number: u64) -> u64 {
    let z = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_read_twice_as_often_as_the_second() {
        let crowd = Zipf::new(1_000);
        let mut read = vec![0.0; 1_000];
        (0..200_000).for_each(|number| read[crowd.pick(number)] += 1.0);
        assert!((read[0] / read[1] - 2.0_f64).abs() < 0.1, "{} and {}", read[0], read[1]);
        assert!(read.iter().all(|times| *times > 0.0));
    }

    #[test]
    fn no_two_readings_come_from_one_address_or_with_one_mark() {
        let host = SocketAddr::from(([127, 0, 0, 1], 80));
        let of = |number| {
            let mut request = Vec::new();
            view(host, "token", number, &mut request);
            let text = String::from_utf8(request).unwrap();
            let (head, body) = text.split_once("\r\n\r\n").unwrap();
            assert!(head.contains(&format!("Content-Length: {}", body.len())), "{text}");
            (head.lines().find(|line| line.starts_with("X-Forwarded-For")).unwrap().to_owned(), body.to_owned())
        };
        let (addresses, bodies): (std::collections::HashSet<_>, std::collections::HashSet<_>) = (0..70_000).step_by(7).map(of).unzip();
        assert_eq!((addresses.len(), bodies.len()), (10_000, 10_000));
    }
}
