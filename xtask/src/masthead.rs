//! The program itself: building it, starting a server, and commands beside it.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::clock;
use crate::commands::{cargo, root, signal, succeed, target};

/// Builds the release program and says where it lies. One that is there already is named in `MASTHEAD_PROGRAM`.
pub fn build() -> Result<PathBuf> {
    build_by(cargo(&[]))
}

/// The same while something else goes on, to which it gives way; and how long it took.
pub fn build_meanwhile() -> JoinHandle<Result<(PathBuf, Duration)>> {
    std::thread::spawn(|| {
        let (cargo, mut yielding) = (cargo(&[]), Command::new("nice"));
        // What else goes on is told meanwhile; of this, what went wrong is enough.
        yielding.args(["-n", "19"]).arg(cargo.get_program()).current_dir(root()).env("CARGO_TERM_QUIET", "true");
        let start = clock::now();
        Ok((build_by(yielding)?, start.elapsed()))
    })
}

fn build_by(mut cargo: Command) -> Result<PathBuf> {
    if let Some(program) = std::env::var_os("MASTHEAD_PROGRAM") {
        return Ok(program.into());
    }
    succeed(cargo.args(["build", "--release", "--package", "masthead"]))?;
    Ok(target().join("release/masthead"))
}

/// A port that nobody listens on.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// An HTTP client that keeps its connections and takes every status for an answer.
pub fn client() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).timeout_global(Some(Duration::from_secs(10))).build().into()
}

/// The beginning of a command whose program is kept on one core, with all its threads.
pub fn on_core(core: usize) -> Command {
    let mut command = Command::new("taskset");
    command.arg("-c").arg(core.to_string());
    command
}

/// A running `masthead serve` or `masthead demo`, told to end when this is dropped.
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub address: String,
    /// How long it took from its start until `/readyz` answered 200.
    pub ready_after: Duration,
}

impl Server {
    /// Starts `masthead WORDS --listen …` and waits until it is ready. Addresses that come through a local proxy are
    /// believed, so that one machine can be many readers.
    pub fn start(program: &Path, words: &[&str], within: Duration) -> Result<Self> {
        Self::run(Command::new(program), words, within)
    }

    /// The same, on one core of the machine.
    pub fn on_core(core: usize, program: &Path, words: &[&str], within: Duration) -> Result<Self> {
        let mut command = on_core(core);
        command.arg(program);
        Self::run(command, words, within)
    }

    /// The server's process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    fn run(mut command: Command, words: &[&str], within: Duration) -> Result<Self> {
        let port = free_port()?;
        let listen = format!("127.0.0.1:{port}");
        let start = clock::now();
        let child = command
            .args(words)
            .args(["--listen", &listen, "--trusted-proxy", "127.0.0.1"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("masthead {} could not be started", words.join(" ")))?;
        let mut server = Self { child, address: format!("http://{listen}"), ready_after: Duration::ZERO };
        let client = client();
        let ready = format!("{}/readyz", server.address);
        while !client.get(&ready).call().is_ok_and(|answer| answer.status() == 200) {
            if let Some(status) = server.child.try_wait()? {
                bail!("masthead {} ended at once ({status})", words.join(" "));
            }
            if start.elapsed() > within {
                bail!("masthead {} was not ready within {} s", words.join(" "), within.as_secs());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        server.ready_after = start.elapsed();
        Ok(server)
    }

    /// Ends it at once, as a crash would. Says whether it had ended by itself and well.
    pub fn kill(&mut self) -> Result<bool> {
        self.child.kill()?;
        Ok(self.child.wait()?.success())
    }

    /// Waits for its end; false if that has not come within ten seconds.
    pub fn ends(&mut self) -> bool {
        (0..100).any(|_| {
            let ended = !matches!(self.child.try_wait(), Ok(None));
            if !ended {
                std::thread::sleep(Duration::from_millis(100));
            }
            ended
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(None)) {
            return;
        }
        signal("-TERM", self.child.id());
        if self.ends() {
            return;
        }
        println!("the server did not end within 10 s of being told to, and was killed");
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
