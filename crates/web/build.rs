//! Bundles the desk's editor, with what npm's lock file names.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    let from = Path::new("editor");
    for file in ["package.json", "package-lock.json", "build.mjs", "src"] {
        println!("cargo::rerun-if-changed={}", from.join(file).display());
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    if let Err(why) = bundle(from, &out) {
        println!("cargo::error={why}");
        std::process::exit(1);
    }
}

/// Works in the build's own folder, so that nothing is written beside the sources.
fn bundle(from: &Path, out: &Path) -> Result<(), String> {
    let work = out.join("editor");
    let failed = |what: &str, error: &dyn std::fmt::Display| format!("{what}: {error}");
    fs::create_dir_all(&work).map_err(|error| failed("the editor's folder cannot be made", &error))?;
    let lock = fs::read(from.join("package-lock.json")).map_err(|error| failed("editor/package-lock.json cannot be read", &error))?;
    copy(from, &work).map_err(|error| failed("the editor's sources cannot be copied", &error))?;
    let installed = work.join("node_modules/.masthead-lock");
    if fs::read(&installed).ok().as_deref() != Some(&lock) {
        run(Command::new("npm").args(["ci", "--omit=dev", "--no-audit", "--no-fund"]).current_dir(&work))?;
        fs::write(&installed, &lock).map_err(|error| failed("what was installed cannot be noted", &error))?;
    }
    run(Command::new("node").arg("build.mjs").arg(out).current_dir(&work))
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if name == "node_modules" || name == "test" {
            continue;
        }
        let target = to.join(&name);
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("{name} is not there: the desk's editor is bundled with Node; install nodejs (20 or newer) and npm"),
        _ => format!("{name} could not be started: {error}"),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).take(4).collect();
    Err(format!("{name} failed while the desk's editor was bundled: {}", said.join(" / ")))
}
