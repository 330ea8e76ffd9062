//! A site of two stories, commands on it, and a server of it.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

const STORIES: [&str; 2] = ["The pier reopens", "A tram stands still"];

/// A site in a folder.
pub struct Site {
    folder: PathBuf,
    /// The ids of its two articles.
    pub articles: Vec<String>,
}

impl Site {
    /// Makes a site in this folder, which must be there, and imports its stories.
    pub fn new(within: &Path) -> Self {
        let mut site = Self { folder: within.join("site"), articles: Vec::new() };
        let made = command(["new"]).arg(&site.folder).args(["--title", "The Test", "--language", "en"]).output().unwrap();
        assert!(made.status.success(), "{made:?}");
        for (number, headline) in STORIES.into_iter().enumerate() {
            let page = within.join(format!("{number}.html"));
            let text = format!("{headline} today, and many people came to see it happen. The mayor spoke for an hour and nobody left.");
            let html = format!("<html lang=\"en\"><title>{headline}</title><article><h1>{headline}</h1><p>{text}</p><p>{text}</p></article></html>");
            std::fs::write(&page, html).unwrap();
            let report = site.json(&["import", "--json", &page.to_string_lossy()]);
            site.articles.push(report["items"][0]["article"].as_str().unwrap().to_owned());
        }
        site
    }

    /// `masthead WORDS --site FOLDER`, to its end.
    pub fn run(&self, words: &[&str]) -> Output {
        command(words).arg("--site").arg(&self.folder).output().unwrap()
    }

    /// The same of a command that reports in JSON and must end well.
    pub fn json(&self, words: &[&str]) -> Value {
        let output = self.run(words);
        assert!(output.status.success(), "{words:?}: {output:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// How often an article was read, as `masthead counts` tells.
    pub fn views(&self, article: &str) -> u64 {
        self.json(&["counts", article, "--json"])["views"].as_u64().unwrap()
    }

    /// Serves the site at a port that nobody else has. Each `X-Forwarded-For` is believed, so that one machine can
    /// be many readers.
    pub fn serve(&self, options: &[&str]) -> Server {
        let mut child = command(["serve", "--listen", "127.0.0.1:0", "--trusted-proxy", "127.0.0.1", "--log", "off"])
            .args(options)
            .arg("--site")
            .arg(&self.folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut says = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = says.find_map(|line| line.unwrap().split_once("://").and_then(|(_, address)| address.parse().ok()));
        Server { child, address: address.expect("a server says where it serves") }
    }
}

fn command<S: AsRef<OsStr>>(words: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_masthead"));
    command.args(words).stdin(Stdio::null());
    for name in ["MASTHEAD_SITE", "MASTHEAD_DATABASE", "MASTHEAD_MEDIA", "MASTHEAD_LOG"] {
        command.env_remove(name);
    }
    command
}

/// A running server, told to end when this is dropped.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

impl Server {
    /// Tells it to end, and waits until it has.
    pub fn stop(mut self) -> ExitStatus {
        self.end()
    }

    fn end(&mut self) -> ExitStatus {
        if let (Ok(None), Some(process)) = (self.child.try_wait(), Pid::from_raw(self.child.id().cast_signed())) {
            let _ = kill_process(process, Signal::TERM);
        }
        self.child.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}
