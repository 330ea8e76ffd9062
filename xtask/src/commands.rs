//! Running other programs, so that the reader of a log sees what was run.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

/// The workspace's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_owned()
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// `cargo WORDS`, in the workspace.
pub fn cargo(words: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(words).current_dir(root());
    command
}

/// Runs it before the reader's eyes; an error if it fails.
pub fn succeed(command: &mut Command) -> Result<()> {
    say(command);
    let status = command.status().with_context(|| format!("{} could not be started", name(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", name(command));
    }
    Ok(())
}

/// Runs it and gives what it printed; an error with its complaint if it fails.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("{} could not be started", name(command)))?;
    if !output.status.success() {
        bail!("{} failed ({}): {}", name(command), output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Which of a program's two streams holds the lines that matter.
pub enum Stream {
    Output,
    Errors,
}

/// Runs it before the reader's eyes, and hands each line of one stream to `each`.
pub fn watch(command: &mut Command, stream: Stream, mut each: impl FnMut(&str)) -> Result<ExitStatus> {
    say(command);
    match stream {
        Stream::Output => command.stdout(Stdio::piped()),
        Stream::Errors => command.stderr(Stdio::piped()),
    };
    let mut child = command.spawn().with_context(|| format!("{} could not be started", name(command)))?;
    let piped: Box<dyn std::io::Read> = match (child.stdout.take(), child.stderr.take()) {
        (Some(output), _) => Box::new(output),
        (None, Some(errors)) => Box::new(errors),
        (None, None) => bail!("{} has no stream to read", name(command)),
    };
    let mut lines = BufReader::new(piped);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        println!("{}", text.trim_end_matches('\n'));
        each(text.trim_end());
        line.clear();
    }
    Ok(child.wait()?)
}

/// Asks a program to end, as an operator would.
pub fn signal(signal: &str, process: u32) {
    // One that has ended already is what was wanted.
    let _ = Command::new("kill").args([signal, &process.to_string()]).stderr(Stdio::null()).status();
}

fn name(command: &Command) -> String {
    Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn say(command: &Command) {
    let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy()).collect();
    println!("$ {} {}", name(command), words.join(" "));
}
