//! What other codings than gzip would save of the demo's pages, and what they cost: size as sent, and time to compress a
//! whole page against gzip's.

use std::io::Write as _;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::bench::site;
use crate::clock::now;
use crate::masthead::{self, Server};
use crate::scratch::Scratch;

const ROUNDS: usize = 9;

type Coding = (&'static str, fn(&[u8]) -> Result<Vec<u8>>);

const CODINGS: [Coding; 6] = [
    ("gzip 6", |text| gzip(text, 6)),
    ("gzip 9", |text| gzip(text, 9)),
    ("zstd 3", |text| Ok(zstd::encode_all(text, 3)?)),
    ("zstd 19", |text| Ok(zstd::encode_all(text, 19)?)),
    ("brotli 5", |text| brotli(text, 5)),
    ("brotli 11", |text| brotli(text, 11)),
];

fn gzip(text: &[u8], level: u32) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(level));
    encoder.write_all(text)?;
    Ok(encoder.finish()?)
}

fn brotli(text: &[u8], quality: i32) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality, ..Default::default() };
    brotli::BrotliCompress(&mut &text[..], &mut packed, &params)?;
    Ok(packed)
}

pub fn run(words: &[&str]) -> Result<()> {
    if !words.is_empty() {
        bail!("this bench takes no arguments");
    }
    let folder = Scratch::new("codings")?;
    let demo = folder.path().join("site");
    let server = Server::start(&masthead::build()?, &["demo", &demo.to_string_lossy()], Duration::from_secs(120))?;
    for (language, home) in [("en", "/"), ("ko", "/ko/")] {
        let articles = site::get(&server, &format!("/api/v1/articles?language={language}"))?;
        let article = articles["items"][0]["url"].as_str().context("an article has an address")?;
        for path in [home, article] {
            let whole = fetched(&server, path, "identity")?;
            let sent = fetched(&server, path, "gzip")?.len();
            println!("{path}: {} bytes, sent in {sent} by gzip in pieces", whole.len());
            let mut usual = None;
            for (name, packed) in CODINGS {
                let mut times = Vec::with_capacity(ROUNDS);
                let mut size = 0;
                for _ in 0..ROUNDS {
                    let begun = now();
                    size = packed(&whole)?.len();
                    times.push(begun.elapsed().as_secs_f64());
                }
                times.sort_by(f64::total_cmp);
                let took = times[ROUNDS / 2];
                let usual = *usual.get_or_insert(took);
                println!("  {name:<10} {size:>7} bytes  {:>5.2} of what is sent  {:>6.1} times gzip's time", size as f64 / sent as f64, took / usual);
            }
        }
    }
    Ok(())
}

fn fetched(server: &Server, path: &str, coding: &str) -> Result<Vec<u8>> {
    Ok(ureq::get(format!("{}{path}", server.address)).header("accept-encoding", coding).call()?.body_mut().read_to_vec()?)
}
