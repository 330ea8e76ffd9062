//! Masthead, a whole news site in one program.

mod command_line;
mod import;
mod operate;
mod serve;
mod user;
mod world;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use command_line::{Command, Comments, Line, Theme, User};

/// A server gives memory out and takes it back some thousand times a second on several threads; this allocator takes
/// less of the processor for that than the system's (docs/performance.md has the comparison).
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a command ended when it did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// All is done.
    Done,
    /// All is done, but something was refused or left and wants a look.
    LookAgain,
}

/// Why a command could not start: one line that says why and what to do.
#[derive(Debug)]
struct Failure(String);

impl<E: std::fmt::Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure(error.to_string())
    }
}

fn main() -> ExitCode {
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(error) if !error.use_stderr() => {
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => return failed(&Failure(one_line(&error.render().to_string()))),
    };
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_max_level(line.log)
        .with_target(false)
        .init();
    // What this program makes holds keys and what readers wrote, and is its owner's alone.
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    match run(line.command) {
        Ok(Ended::Done) => ExitCode::SUCCESS,
        Ok(Ended::LookAgain) => ExitCode::from(1),
        Err(failure) => failed(&failure),
    }
}

fn run(command: Command) -> Result<Ended, Failure> {
    match command {
        Command::New(new) => operate::new(new),
        Command::Demo(demo) => serve::demo(demo),
        Command::Serve(serve) => serve::serve(serve),
        Command::Import(import) => import::import(import),
        Command::Publish(which) => operate::publish(which),
        Command::Withdraw(which) => operate::withdraw(which),
        Command::Comments(Comments::List(which)) => operate::list_comments(which),
        Command::Comments(Comments::Approve(which)) => operate::moderate(which, model::CommentState::Approved),
        Command::Comments(Comments::Reject(which)) => operate::moderate(which, model::CommentState::Rejected),
        Command::User(User::Add(new)) => user::add(new),
        Command::User(User::List(which)) => user::list(which),
        Command::User(User::Reset(which)) => user::reset(which),
        Command::User(User::Disable(which)) => user::disable(which),
        Command::Counts(which) => operate::counts(which),
        Command::Backup(file) => operate::backup(file),
        Command::Restore(file) => operate::restore(file),
        Command::Theme(Theme::Check(theme)) => operate::check_theme(theme),
        Command::Doctor(doctor) => operate::doctor(doctor),
    }
}

fn failed(failure: &Failure) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "masthead: {}", failure.0);
    ExitCode::from(2)
}

/// What was wrong with the command line, without the paragraphs of usage below it.
fn one_line(error: &str) -> String {
    let first: Vec<&str> = error.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    let first = first.join(" ");
    format!("{}; `masthead --help` shows how it is used", first.strip_prefix("error: ").unwrap_or(&first))
}

/// Prints a line for people, or for programs where they read along.
fn say(text: impl std::fmt::Display) {
    // Whoever closed the other end does not want to hear more.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Prints a report as JSON.
fn say_json(report: &impl serde::Serialize) -> Result<(), Failure> {
    say(serde_json::to_string_pretty(report)?);
    Ok(())
}
