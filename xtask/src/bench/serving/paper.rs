//! The paper that is measured: a site full of articles, served on one core, and all that its readers need to know.

use std::io::Read as _;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use serde_json::Value;

use super::connection::{Answer, ask_each};
use super::cpu;
use super::load::Write;
use super::requests::{self, Zipf};
use crate::bench::pages;
use crate::bench::site::Site;
use crate::masthead::{self, Server};

pub struct Paper {
    pub site: Site,
    pub server: Server,
    pub address: SocketAddr,
    pub articles: Arc<Vec<Article>>,
    /// Drafts that nothing has published yet, and how many of them have been since.
    pub drafts: Vec<String>,
    pub published: AtomicU64,
    /// How many views were sent: none may come twice from one address.
    sent: AtomicU64,
}

pub struct Article {
    pub id: String,
    pub path: String,
    pub token: String,
    /// Of its page, in bytes, not compressed.
    pub size: usize,
}

impl Paper {
    /// Makes and serves it.
    pub fn make(scratch: &Path, articles: usize, drafts: usize) -> Result<Self> {
        let site = Site::new(masthead::build()?, scratch)?;
        println!("importing {articles} articles and {drafts} drafts");
        let ids = site.import(&pages::write(&site.pages, articles)?)?.articles;
        let drafts = match drafts {
            0 => Vec::new(),
            count => site.import_as("draft", &pages::write_fresh(&site.pages, count)?)?.articles,
        };
        let server = site.serve_on_core(cpu::SERVER)?;
        let address = server.address.trim_start_matches("http://").parse()?;
        let articles = Arc::new(read(address, ids)?);
        Ok(Self { site, server, address, articles, drafts, published: AtomicU64::new(0), sent: AtomicU64::new(0) })
    }

    /// The article whose page is of middling size, in the edition of the front page.
    pub fn typical(&self) -> Result<&Article> {
        let mut english: Vec<_> = self.articles.iter().filter(|article| !article.path.starts_with("/ko/")).collect();
        english.sort_by_key(|article| article.size);
        english.get(english.len() / 2).copied().context("the site has an article in English")
    }

    /// Readings spread over the first `count` articles as a crowd spreads.
    pub fn views(&self, host: SocketAddr, count: usize) -> Write {
        let articles = Arc::clone(&self.articles);
        let crowd = Zipf::new(articles.len().min(count));
        Arc::new(move |number, into| requests::view(host, &articles[crowd.pick(number)].token, number, into))
    }

    /// Sets the next `count` readers aside, and gives the number of the first.
    pub fn readers(&self, count: u64) -> u64 {
        self.sent.fetch_add(count, Ordering::Relaxed)
    }

    /// The body of a page or an answer of the API, unpacked.
    pub fn body(&self, path: &str, encoding: &str) -> Result<String> {
        let bytes = self.bytes(path, encoding)?;
        let mut text = String::new();
        match encoding {
            "gzip" => GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).with_context(|| format!("{path} is compressed"))?,
            _ => bytes.as_slice().read_to_string(&mut text)?,
        };
        Ok(text)
    }

    /// The body as it was sent.
    pub fn bytes(&self, path: &str, encoding: &str) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        ask_each(self.address, &[requests::page(self.address, path, encoding)], |_, answer| {
            body.extend_from_slice(good(path, &answer)?);
            Ok(())
        })?;
        Ok(body)
    }

    /// What the API says of an article's views.
    pub fn views_of(&self, article: &Article) -> Result<u64> {
        views(self.body(&of_api(&article.id), "identity")?.as_bytes())
    }

    /// The views of all articles.
    pub fn views_of_all(&self) -> Result<u64> {
        let asked: Vec<_> = self.articles.iter().map(|article| requests::page(self.address, &of_api(&article.id), "identity")).collect();
        let mut sum = 0;
        ask_each(self.address, &asked, |at, answer| {
            sum += views(good(&self.articles[at].path, &answer)?)?;
            Ok(())
        })?;
        Ok(sum)
    }
}

fn of_api(id: &str) -> String {
    format!("/api/v1/articles/{id}")
}

fn views(article: &[u8]) -> Result<u64> {
    serde_json::from_slice::<Value>(article)?["views"].as_u64().context("an article has a number of views")
}

fn good<'a>(path: &str, answer: &Answer<'a>) -> Result<&'a [u8]> {
    if answer.status != 200 {
        bail!("{path} answered {}", answer.status);
    }
    Ok(answer.body)
}

/// Addresses from the API, and tokens from the pages.
fn read(address: SocketAddr, ids: Vec<String>) -> Result<Vec<Article>> {
    println!("opening every page for its token");
    let mut articles = Vec::with_capacity(ids.len());
    let asked: Vec<_> = ids.iter().map(|id| requests::page(address, &of_api(id), "identity")).collect();
    ask_each(address, &asked, |at, answer| {
        let article: Value = serde_json::from_slice(good(&ids[at], &answer)?)?;
        let path = article["url"].as_str().with_context(|| format!("the article {} has an address", ids[at]))?.to_owned();
        articles.push(Article { id: ids[at].clone(), path, token: String::new(), size: 0 });
        Ok(())
    })?;
    let asked: Vec<_> = articles.iter().map(|article| requests::page(address, &article.path, "identity")).collect();
    ask_each(address, &asked, |at, answer| {
        let page = std::str::from_utf8(good(&articles[at].path, &answer)?)?;
        let (_, rest) = page.split_once("name=\"masthead-view\" content=\"").with_context(|| format!("{} carries a token", articles[at].path))?;
        articles[at].token = rest.split('"').next().unwrap_or_default().to_owned();
        articles[at].size = page.len();
        Ok(())
    })?;
    Ok(articles)
}
