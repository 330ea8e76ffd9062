//! The programs that tests need besides Rust, installed where they are missing and we may.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::commands::{output, root, succeed};

/// A program, how to see whether it is here, and which Debian package brings it.
struct Tool {
    here: fn() -> bool,
    package: &'static str,
    what: &'static str,
}

const POSTGRES: Tool = Tool { here: || postgres_folder().is_some(), package: "postgresql", what: "the PostgreSQL server" };
const CHROMIUM: Tool = Tool { here: || chromium().is_some(), package: "chromium", what: "Chromium" };
const JAVA: Tool = Tool { here: || on_path("java").is_some(), package: "default-jre-headless", what: "Java 17 or newer" };
const FONTS: Tool = Tool { here: || font_for("Noto Serif", "en"), package: "fonts-noto-core", what: "the Noto fonts" };
const KOREAN_FONTS: Tool = Tool { here: || font_for("Noto Serif CJK KR", "ko"), package: "fonts-noto-cjk", what: "the Noto fonts for Korean" };

/// What the tests in Rust need.
pub fn for_rust() -> Result<()> {
    ensure(&[POSTGRES])
}

/// What the browser checks need, their packages included.
pub fn for_browser() -> Result<()> {
    ensure(&[CHROMIUM, JAVA, FONTS, KOREAN_FONTS])?;
    packages(&root().join("browser"))
}

/// What Lighthouse needs, itself included.
pub fn for_lighthouse() -> Result<()> {
    ensure(&[CHROMIUM, FONTS, KOREAN_FONTS])?;
    packages(&root().join("browser/lighthouse"))
}

/// The folder of the newest PostgreSQL server's programs; Debian keeps them off the path.
pub fn postgres_folder() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| folder.join("postgres").exists())
        .collect();
    versions.sort();
    let newest = versions.pop().map(|(_, folder)| folder);
    newest.or_else(|| on_path("postgres")?.parent().map(Path::to_owned))
}

/// The browser, under the name that this system gives it.
pub fn chromium() -> Option<PathBuf> {
    std::env::var_os("CHROMIUM").map(PathBuf::from).or_else(|| ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path))
}

/// Whether we are root: then the database server needs another user, and packages may be installed.
pub fn root_user() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Where the path leads to this program.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn font_for(family: &str, language: &str) -> bool {
    output(Command::new("fc-list").arg(format!("{family}:lang={language}"))).is_ok_and(|fonts| !fonts.trim().is_empty())
}

fn ensure(tools: &[Tool]) -> Result<()> {
    let missing = || tools.iter().filter(|tool| !(tool.here)()).collect::<Vec<_>>();
    let before = missing();
    if before.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = before.iter().map(|tool| tool.package).collect();
    if root_user() && on_path("apt-get").is_some() {
        succeed(apt().arg("update"))?;
        succeed(apt().args(["install", "--yes", "--no-install-recommends"]).args(&packages))?;
    }
    let still: Vec<&str> = missing().iter().map(|tool| tool.what).collect();
    if !still.is_empty() {
        bail!("Install {}: on Debian, as root, `apt-get install {}`.", still.join(", "), packages.join(" "));
    }
    Ok(())
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet").stdin(Stdio::null());
    command
}

/// Installs what a folder's lock file names, unless that has been done since the file last changed.
fn packages(folder: &Path) -> Result<()> {
    let changed = |file: &str| std::fs::metadata(folder.join(file)).and_then(|facts| facts.modified()).ok();
    let lock = changed("package-lock.json").with_context(|| format!("{} has no package-lock.json", folder.display()))?;
    if changed("node_modules/.package-lock.json").is_some_and(|done| done >= lock) {
        return Ok(());
    }
    if on_path("node").is_none() || on_path("npm").is_none() {
        bail!("Install Node 20.15 or newer, with npm.");
    }
    // No package here needs its install script, and none is trusted with one.
    succeed(Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder))
}
