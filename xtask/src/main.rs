//! Development chores. `cargo xtask` names them.
#![expect(clippy::print_stdout, reason = "a chore speaks to the person who started it")]

mod bench;
mod ci;
mod clock;
mod commands;
mod masthead;
mod postgres;
mod report;
mod rust_tests;
mod scratch;
mod test;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask test                 every test: Rust on both databases, axe, HTML checker, browser journeys
cargo xtask test rust|browser    the one half or the other
cargo xtask ci                   format, clippy without warnings, every test
cargo xtask bench                names the long measurements
cargo xtask bench NAME [ARG…]    runs one";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => Ok(test::run(test::Part::All)),
        ["test", "rust"] => Ok(test::run(test::Part::Rust)),
        ["test", "browser"] => Ok(test::run(test::Part::Browser)),
        ["ci"] => ci::run(),
        ["bench"] => {
            println!("{}", bench::names());
            Ok(ExitCode::SUCCESS)
        }
        ["ceiling", rest @ ..] => bench::ceiling(rest).map(|()| ExitCode::SUCCESS),
        ["bench", name, rest @ ..] => bench::run(name, rest).map(|()| ExitCode::SUCCESS),
        _ => Err(anyhow::anyhow!("{USAGE}")),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
