//! What a process took of the processor, and how much memory it holds.

use std::time::Duration;

use anyhow::{Context, Result};
use nix::sched::{CpuSet, sched_setaffinity};
use nix::time::{clock_getcpuclockid, clock_gettime};
use nix::unistd::Pid;

/// The core that every measured server is kept on.
pub const SERVER: usize = 0;
/// The core that the readers, and whatever else is not measured, are kept on.
pub const READERS: usize = 1;

/// User and system time of all threads of a process, ended ones included, to the nanosecond.
pub fn time(process: u32) -> Result<Duration> {
    let clock = clock_getcpuclockid(Pid::from_raw(process.cast_signed())).context("the server's processor time cannot be read")?;
    Ok(clock_gettime(clock)?.into())
}

/// Keeps this thread, and those and the programs that it starts from now on, on one core.
pub fn keep_to(core: usize) -> Result<()> {
    let mut cores = CpuSet::new();
    cores.set(core)?;
    sched_setaffinity(Pid::from_raw(0), &cores).with_context(|| format!("this machine has no core {core} for us"))
}

/// `VmRSS` of a process, in bytes.
pub fn resident(process: u32) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("the kernel tells no memory")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse::<u64>()? * 1024)
}
