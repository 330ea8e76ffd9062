//! A throw-away PostgreSQL cluster: made empty, stopped and removed at the end.

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::commands::{output, signal};
use crate::masthead::free_port;
use crate::scratch::Scratch;
use crate::tools;

pub struct Cluster {
    server: Child,
    port: u16,
    // Removed after the server has stopped, since fields are dropped after the drop of the whole.
    _folder: Scratch,
}

impl Cluster {
    pub fn start() -> Result<Self> {
        let programs = tools::postgres_folder().context("no PostgreSQL server is installed")?;
        let folder = Scratch::new("postgres")?;
        let data = folder.path().join("data");
        if tools::root_user() {
            output(Command::new("install").args(["--directory", "--owner=postgres", "--mode=0700"]).arg(&data))?;
        }
        output(
            as_server(&programs.join("initdb"))
                .args(["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--pgdata"])
                .arg(&data),
        )?;

        let port = free_port()?;
        let log = folder.path().join("log");
        let mut command = as_server(&programs.join("postgres"));
        command.arg("-D").arg(&data).args(["-p", &port.to_string(), "-h", "127.0.0.1", "-k", ""]);
        // The cluster does not outlive the tests, so nothing is gained by waiting for the disk.
        for setting in ["max_connections=200", "fsync=off", "synchronous_commit=off", "full_page_writes=off"] {
            command.args(["-c", setting]);
        }
        // The server is a child of ours in our process group, not a daemon, so that Ctrl-C ends it too.
        let server = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(&log)?).spawn()?;
        let mut cluster = Self { server, port, _folder: folder };
        cluster.wait(&programs, &log)?;
        Ok(cluster)
    }

    /// Its address, for `MASTHEAD_TEST_POSTGRES`.
    pub fn address(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait(&mut self, programs: &Path, log: &Path) -> Result<()> {
        for _ in 0..300 {
            let port = self.port.to_string();
            if output(Command::new(programs.join("pg_isready")).args(["-h", "127.0.0.1", "-p", &port])).is_ok() {
                return Ok(());
            }
            if self.server.try_wait()?.is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        bail!("the PostgreSQL server did not start: {}", std::fs::read_to_string(log).unwrap_or_default())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Interrupting is its fast way down: open connections are closed.
        signal("-INT", self.server.id());
        let _ = self.server.wait();
    }
}

/// A server program. It refuses to run as root, so root runs it as the user that its package made, and has the kernel
/// interrupt it should this process be killed.
fn as_server(program: &Path) -> Command {
    if !tools::root_user() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--pdeathsig=INT", "--"]).arg(program).current_dir("/");
    command
}
