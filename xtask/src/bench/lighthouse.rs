//! Lighthouse on the demo's home page and an article, in both languages.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::commands::{output, root};
use crate::masthead::{self, Server};
use crate::scratch::Scratch;
use crate::{bench::site, tools};

const FLAGS: &str = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
                     --disable-component-update --disable-sync";
const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];

pub fn run(words: &[&str]) -> Result<()> {
    if !words.is_empty() {
        bail!("this bench takes no arguments");
    }
    tools::for_lighthouse()?;
    let program = masthead::build()?;
    let folder = Scratch::new("lighthouse")?;
    let demo = folder.path().join("site");
    let server = Server::start(&program, &["demo", &demo.to_string_lossy()], Duration::from_secs(60))?;
    println!("{:<40} {}", "", CATEGORIES.map(|name| format!("{name:>15}")).concat());
    for (language, home) in [("en", "/"), ("ko", "/ko/")] {
        let articles = site::get(&server, &format!("/api/v1/articles?language={language}"))?;
        let items = articles["items"].as_array().context("the API lists articles")?;
        let illustrated = items.iter().find(|item| item["picture"]["url"].is_string()).context("an article has a picture")?;
        for (name, path) in [("home", home), ("article", illustrated["url"].as_str().context("an article has an address")?)] {
            let scores = scores(&format!("{}{path}", server.address), folder.path())?;
            println!("{:<40} {}", format!("{name} ({language})"), scores.map(|score| format!("{score:>15}")).concat());
        }
    }
    Ok(())
}

fn scores(url: &str, folder: &Path) -> Result<[String; 4]> {
    let file = folder.join("lighthouse.json");
    output(
        Command::new("node")
            .current_dir(root().join("browser/lighthouse"))
            .args(["node_modules/lighthouse/cli/index.js", url, "--quiet", "--output=json"])
            .arg(format!("--output-path={}", file.display()))
            .arg(format!("--chrome-flags={FLAGS}"))
            .env("CHROME_PATH", tools::chromium().context("no Chromium is installed")?),
    )?;
    let report: Value = serde_json::from_slice(&std::fs::read(file)?)?;
    for name in CATEGORIES {
        for lost in lost(&report, name) {
            println!("    {url}: {name}: {lost}");
        }
    }
    Ok(CATEGORIES.map(|name| report["categories"][name]["score"].as_f64().map_or("none".to_owned(), |score| format!("{:.0}", score * 100.0))))
}

/// What kept a category from its full score.
fn lost(report: &Value, category: &str) -> Vec<String> {
    let audits = report["categories"][category]["auditRefs"].as_array().into_iter().flatten();
    audits
        .filter(|audit| audit["weight"].as_f64().is_some_and(|weight| weight > 0.0))
        .filter_map(|audit| {
            let audit = &report["audits"][audit["id"].as_str()?];
            let score = audit["score"].as_f64()?;
            (score < 1.0).then(|| {
                format!("{} ({score:.2}) {}", audit["title"].as_str().unwrap_or_default(), audit["displayValue"].as_str().unwrap_or_default())
            })
        })
        .collect()
}
