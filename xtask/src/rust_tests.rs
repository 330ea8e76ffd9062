//! The tests in Rust, counted from what their runner prints.

use anyhow::Result;

use crate::commands::{Stream, cargo, output, watch};
use crate::postgres::Cluster;
use crate::report::Tally;

/// What ran, and how often a storage test ran on each database.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub tally: Tally,
    pub sqlite: u32,
    pub postgres: u32,
}

impl Counts {
    fn add(&mut self, name: &str, passed: bool) {
        *(if passed { &mut self.tally.passed } else { &mut self.tally.failed }) += 1;
        match name.split("::").find(|part| matches!(*part, "sqlite" | "postgres")) {
            Some("sqlite") => self.sqlite += 1,
            Some(_) => self.postgres += 1,
            None => {}
        }
    }

    /// A line of nextest: `PASS [   0.005s] (1/3) store::suite sqlite::it_is_kept`, or the summary's count of the skipped.
    fn nextest(&mut self, line: &str) {
        let line = line.trim();
        if let Some((_, ran)) = line.strip_prefix("Summary [").and_then(|rest| rest.split_once("] ")) {
            self.tally.failed += number_before(ran, "skipped");
            return;
        }
        let Some((verdict, rest)) = line.split_once(" [") else { return };
        let Some(name) = rest.split_whitespace().next_back() else { return };
        match verdict {
            "PASS" | "LEAK" => self.add(name, true),
            "FAIL" | "TIMEOUT" | "ABORT" | "LEAK-FAIL" => self.add(name, false),
            signal if signal.starts_with("SIG") => self.add(name, false),
            _ => {}
        }
    }

    /// A line of cargo's own runner: `test sqlite::it_is_kept ... ok`. An ignored test is not a passed one.
    fn cargo(&mut self, line: &str) {
        let Some((name, verdict)) = line.strip_prefix("test ").and_then(|rest| rest.rsplit_once(" ... ")) else { return };
        self.add(name, verdict == "ok");
    }
}

fn number_before(text: &str, word: &str) -> u32 {
    let words: Vec<&str> = text.split([' ', ',']).filter(|part| !part.is_empty()).collect();
    words.windows(2).find(|pair| pair[1] == word).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

/// All but the examples in documentation.
pub fn run(cluster: &Cluster) -> Result<Counts> {
    let mut counts = Counts::default();
    let nextest = output(&mut cargo(&["nextest", "--version"])).is_ok();
    let status = if nextest {
        // A failed test is told at the end with its output; one that is drawn twice would be counted twice.
        let words = ["nextest", "run", "--workspace", "--no-fail-fast", "--color=never", "--status-level=pass", "--final-status-level=none"];
        watch(cargo(&words).env("MASTHEAD_TEST_POSTGRES", cluster.address()), Stream::Errors, |line| counts.nextest(line))?
    } else {
        let words = ["test", "--workspace", "--all-targets", "--no-fail-fast"];
        watch(cargo(&words).env("MASTHEAD_TEST_POSTGRES", cluster.address()), Stream::Output, |line| counts.cargo(line))?
    };
    // What does not compile has no line of a test.
    if !status.success() && counts.tally.failed == 0 {
        counts.tally.failed = 1;
    }
    Ok(counts)
}

/// The examples in documentation.
pub fn documentation() -> Result<Tally> {
    let mut counts = Counts::default();
    let status = watch(&mut cargo(&["test", "--doc", "--workspace", "--no-fail-fast"]), Stream::Output, |line| counts.cargo(line))?;
    if !status.success() && counts.tally.failed == 0 {
        counts.tally.failed = 1;
    }
    Ok(counts.tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(lines: &str, count: fn(&mut Counts, &str)) -> Counts {
        let mut counts = Counts::default();
        lines.lines().for_each(|line| count(&mut counts, line));
        counts
    }

    #[test]
    fn nextest_is_understood() {
        let counts = counted(
            "    Starting 4 tests across 2 binaries (1 test skipped)
        PASS [   0.005s] (1/4) store::suite sqlite::it_is_kept
        PASS [   0.031s] (2/4) store::suite postgres::it_is_kept
        FAIL [   0.003s] (3/4) model body::an_id_is_unique
     SIGSEGV [   0.003s] (4/4) model body::a_split_keeps_its_id
     Summary [   0.042s] 4 tests run: 2 passed, 2 failed, 1 skipped",
            Counts::nextest,
        );
        assert_eq!(counts, Counts { tally: Tally { passed: 2, failed: 3 }, sqlite: 1, postgres: 1 });
    }

    #[test]
    fn cargo_is_understood() {
        let counts = counted(
            "running 4 tests
test sqlite::it_is_kept ... ok
test postgres::it_is_kept ... FAILED
test body::an_id_is_unique ... ignored
test src/lib.rs - text (line 12) ... ok
test result: FAILED. 2 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            Counts::cargo,
        );
        assert_eq!(counts, Counts { tally: Tally { passed: 2, failed: 2 }, sqlite: 1, postgres: 1 });
    }
}
