//! What was done, how long it took, and how it ended.

use std::process::ExitCode;

use anyhow::Result;

use crate::clock;

/// How many tests passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u32,
    pub failed: u32,
}

struct Step {
    name: String,
    seconds: f64,
    tally: Tally,
    trouble: Option<String>,
}

#[derive(Default)]
pub struct Report {
    steps: Vec<Step>,
    notes: Vec<String>,
}

impl Report {
    /// A step that makes something later steps need. One that fails counts as one failure.
    pub fn make<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        let (made, seconds) = timed(name, work);
        let (made, tally, trouble) = match made {
            Ok(made) => (Some(made), Tally::default(), None),
            Err(error) => (None, Tally { passed: 0, failed: 1 }, Some(format!("{error:#}"))),
        };
        self.steps.push(Step { name: name.to_owned(), seconds, tally, trouble });
        made
    }

    /// A step that is tests.
    pub fn tests(&mut self, name: &str, work: impl FnOnce() -> Result<Tally>) {
        let (done, seconds) = timed(name, work);
        let (tally, trouble) = match done {
            Ok(tally) => (tally, None),
            Err(error) => (Tally { passed: 0, failed: 1 }, Some(format!("{error:#}"))),
        };
        self.steps.push(Step { name: name.to_owned(), seconds, tally, trouble });
    }

    /// A sentence for the summary.
    pub fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// Something that is wrong although no test says so.
    pub fn fault(&mut self, name: &str, trouble: String) {
        self.steps.push(Step { name: name.to_owned(), seconds: 0.0, tally: Tally { passed: 0, failed: 1 }, trouble: Some(trouble) });
    }

    /// Prints the summary, the sum in its last line, and says whether anything failed.
    pub fn end(self) -> ExitCode {
        println!("\n== summary");
        let mut sum = Tally::default();
        for Step { name, seconds, tally, trouble } in &self.steps {
            sum.passed += tally.passed;
            sum.failed += tally.failed;
            let result = if tally.failed == 0 { "ok" } else { "FAILED" };
            let tests = if tally.passed + tally.failed == 0 { String::new() } else { format!("{} passed, {} failed", tally.passed, tally.failed) };
            println!("{name:<24} {result:<7} {seconds:>7.1} s  {tests}");
            if let Some(trouble) = trouble {
                println!("    {trouble}");
            }
        }
        for note in &self.notes {
            println!("{note}");
        }
        println!("{} passed, {} failed", sum.passed, sum.failed);
        if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

fn timed<T>(name: &str, work: impl FnOnce() -> T) -> (T, f64) {
    println!("\n== {name}");
    let start = clock::now();
    let done = work();
    (done, start.elapsed().as_secs_f64())
}
