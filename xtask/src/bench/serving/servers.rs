//! The servers that are compared, each pinned to the first core.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::commands::signal;
use crate::masthead::free_port;

/// The core of whoever serves; the load has another.
pub const SERVES: &str = "0";
pub const ASKS: &str = "1";

/// A running process that serves.
pub struct Process {
    child: Child,
    pub address: SocketAddr,
}

impl Process {
    /// A bare hyper server of these bytes.
    pub fn ceiling(file: &Path, coding: &str) -> Result<Self> {
        let address: SocketAddr = format!("127.0.0.1:{}", free_port()?).parse()?;
        let me = std::env::current_exe()?;
        let mut command = Command::new("taskset");
        command.args(["-c", SERVES]).arg(me).args(["ceiling", &address.to_string()]).arg(file).arg(coding);
        Self::start(command, address)
    }

    /// nginx with this page as a file, packed beside it; `None` where it is not installed.
    pub fn nginx(folder: &Path, page: &[u8], packed: Option<&[u8]>) -> Result<Option<Self>> {
        if Command::new("nginx").arg("-v").stderr(Stdio::null()).status().is_err() {
            return Ok(None);
        }
        let address: SocketAddr = format!("127.0.0.1:{}", free_port()?).parse()?;
        std::fs::create_dir_all(folder.join("html"))?;
        std::fs::write(folder.join("html/page.html"), page)?;
        if let Some(packed) = packed {
            std::fs::write(folder.join("html/page.html.gz"), packed)?;
        }
        let pack = if packed.is_some() { "gzip_static on;" } else { "" };
        let at = folder.display();
        let configuration = format!(
            "daemon off; master_process off; pid {at}/pid; error_log {at}/error.log;\n\
             events {{ worker_connections 1024; }}\n\
             http {{ access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 100000000; open_file_cache max=100; {pack}\n\
             types {{ text/html html; }} client_body_temp_path {at}/body; proxy_temp_path {at}/proxy; fastcgi_temp_path {at}/fastcgi;\n\
             uwsgi_temp_path {at}/uwsgi; scgi_temp_path {at}/scgi;\n\
             server {{ listen {address}; root {at}/html; location / {{ try_files /page.html =404; }} }} }}\n"
        );
        std::fs::write(folder.join("nginx.conf"), configuration)?;
        let mut command = Command::new("taskset");
        command.args(["-c", SERVES, "nginx", "-p"]).arg(folder).arg("-c").arg(folder.join("nginx.conf"));
        Self::start(command, address).map(Some)
    }

    fn start(mut command: Command, address: SocketAddr) -> Result<Self> {
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("taskset could not be started")?;
        let mut process = Self { child, address };
        for _ in 0..500 {
            if std::net::TcpStream::connect(address).is_ok() {
                return Ok(process);
            }
            if let Some(status) = process.child.try_wait()? {
                bail!("a server ended at once ({status})");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        bail!("a server did not begin to listen within five seconds")
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        signal("-KILL", self.child.id());
        let _ = self.child.wait();
    }
}

/// The time that a process has had of the processors, user and system together, by the kernel's count.
pub fn processor_time(process: u32) -> Result<Duration> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let (_, fields) = text.rsplit_once(") ").context("a process has a name")?;
    let fields: Vec<&str> = fields.split(' ').collect();
    let ticks: u64 = fields[11].parse::<u64>()? + fields[12].parse::<u64>()?;
    // A tick is a hundredth of a second on Linux (USER_HZ).
    Ok(Duration::from_millis(ticks * 10))
}

/// Memory that a process has in use, in bytes.
pub fn resident(process: u32) -> Result<u64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("a process has memory")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse::<u64>()? * 1024)
}
