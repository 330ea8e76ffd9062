//! `cargo xtask ci`: what must hold before a change is taken.

use std::process::ExitCode;

use anyhow::Result;

use crate::commands::{cargo, succeed};
use crate::test;

pub fn run() -> Result<ExitCode> {
    succeed(&mut cargo(&["fmt", "--all", "--check"]))?;
    succeed(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    Ok(test::run(test::Part::All))
}
