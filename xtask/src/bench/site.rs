//! A site to measure: made new, filled from pages, read over loopback.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::bench::memory;
use crate::clock;
use crate::commands::succeed;
use crate::masthead::{Server, client};

/// A site's folder, the folder of the pages that go into it, and the program.
pub struct Site {
    pub program: PathBuf,
    pub folder: PathBuf,
    pub pages: PathBuf,
}

/// What an import took.
pub struct Imported {
    /// The articles' ids, in the order of the files.
    pub articles: Vec<String>,
    pub seconds: f64,
    pub peak_memory: u64,
}

impl Site {
    pub fn new(program: PathBuf, scratch: &Path) -> Result<Self> {
        let site = Self::standing(program, scratch);
        std::fs::create_dir_all(&site.pages)?;
        site.make()?;
        Ok(site)
    }

    /// One that was made there before.
    pub fn standing(program: PathBuf, scratch: &Path) -> Self {
        Self { program, folder: scratch.join("site"), pages: scratch.join("pages") }
    }

    /// Another site, empty too, for the same pages.
    pub fn beside(&self, name: &str) -> Result<Self> {
        let site = Self { program: self.program.clone(), folder: self.folder.with_file_name(name), pages: self.pages.clone() };
        site.make()?;
        Ok(site)
    }

    fn make(&self) -> Result<()> {
        succeed(
            Command::new(&self.program)
                .args(["new", &self.folder.to_string_lossy(), "--title", "The Bench", "--language", "en", "--language", "ko"])
                .args(["--address", "https://bench.example", "--zone", "Asia/Seoul"]),
        )
    }

    /// `masthead WORDS --site FOLDER`.
    pub fn masthead(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(words).arg("--site").arg(&self.folder).current_dir(&self.pages).stdin(Stdio::null());
        command
    }

    /// Imports these files; an error unless every one of them is taken.
    pub fn import(&self, files: &[String]) -> Result<Imported> {
        self.import_as("published", files)
    }

    /// The same, as published or as drafts.
    pub fn import_as(&self, status: &str, files: &[String]) -> Result<Imported> {
        let report = self.folder.with_extension("report.json");
        let start = clock::now();
        let mut child =
            self.masthead(&["import", "--json", "--status", status]).args(files).stdout(File::create(&report)?).stderr(Stdio::null()).spawn()?;
        let (status, peak_memory) = memory::wait(&mut child)?;
        let seconds = start.elapsed().as_secs_f64();
        let report: Value = serde_json::from_slice(&std::fs::read(report)?).context("the import prints its report as JSON")?;
        let items = report["items"].as_array().context("the import's report has items")?;
        if let Some(item) = items.iter().find(|item| item["outcome"] != "taken") {
            bail!("the import left something out, first {item}");
        }
        if !status.success() || items.len() != files.len() {
            bail!("the import of {} files reported {} and ended with {status}", files.len(), items.len());
        }
        let articles = items.iter().filter_map(|item| item["article"].as_str().map(str::to_owned)).collect();
        Ok(Imported { articles, seconds, peak_memory })
    }

    pub fn serve(&self) -> Result<Server> {
        Server::start(&self.program, &["serve", "--site", &self.folder.to_string_lossy()], Duration::from_secs(60))
    }

    /// On one core of the machine. A very large site is given time to start.
    pub fn serve_on_core(&self, core: usize) -> Result<Server> {
        Server::on_core(core, &self.program, &["serve", "--site", &self.folder.to_string_lossy()], Duration::from_secs(600))
    }

    /// Bytes on disk.
    pub fn size(&self) -> Result<u64> {
        fn of(folder: &Path) -> Result<u64> {
            std::fs::read_dir(folder)?.try_fold(0, |sum, entry| {
                let entry = entry?;
                let facts = entry.metadata()?;
                Ok(sum + if facts.is_dir() { of(&entry.path())? } else { facts.len() })
            })
        }
        of(&self.folder)
    }
}

/// An answer of the API.
pub fn get(server: &Server, path: &str) -> Result<Value> {
    let text = client().get(format!("{}{path}", server.address)).call()?.body_mut().read_to_string()?;
    serde_json::from_str(&text).with_context(|| format!("{path} did not answer in JSON"))
}

/// The addresses of these articles' pages.
pub fn addresses(server: &Server, articles: &[String]) -> Result<Vec<String>> {
    articles
        .iter()
        .map(|id| {
            let article = get(server, &format!("/api/v1/articles/{id}"))?;
            let path = article["url"].as_str().with_context(|| format!("the article {id} has an address"))?;
            Ok(format!("{}{path}", server.address))
        })
        .collect()
}

/// The median time of `requests` requests that go round each of two lists of addresses, after one round that is not
/// measured. The two take turns, so that a machine that is slow for a while is slow for both.
pub fn medians(lists: [&[String]; 2], requests: usize) -> Result<[Duration; 2]> {
    let client = client();
    let read = |address: &String| -> Result<Duration> {
        let start = clock::now();
        let mut answer = client.get(address).header("Accept-Encoding", "gzip").call()?;
        let bytes = answer.body_mut().read_to_vec()?;
        if answer.status() != 200 || bytes.is_empty() {
            bail!("{address} answered {}", answer.status());
        }
        Ok(start.elapsed())
    };
    lists.iter().copied().flatten().try_for_each(|address| read(address).map(drop))?;
    let mut times = [Vec::with_capacity(requests), Vec::with_capacity(requests)];
    for (one, other) in lists[0].iter().cycle().zip(lists[1].iter().cycle()).take(requests) {
        times[0].push(read(one)?);
        times[1].push(read(other)?);
    }
    Ok(times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    }))
}
