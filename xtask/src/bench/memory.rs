//! The most memory that a child process held at once.

use std::process::{Child, ExitStatus};
use std::time::Duration;

use anyhow::Result;

/// Waits for its end; gives that and its peak in bytes, which the kernel tells only while it lives.
pub fn wait(child: &mut Child) -> Result<(ExitStatus, u64)> {
    let file = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        if let Some(now) = std::fs::read_to_string(&file).ok().as_deref().and_then(high_water) {
            peak = now;
        }
        if let Some(status) = child.try_wait()? {
            return Ok((status, peak));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// `VmHWM:     12345 kB`, in bytes.
fn high_water(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()? * 1024)
}
