//! The servers that Masthead is measured beside: the bare one, and nginx where it is installed.

use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::cpu;
use crate::commands::signal;
use crate::masthead::{free_port, on_core};
use crate::tools;

/// A server on the measured core, ended when this is dropped.
pub struct Rival {
    child: Child,
    pub address: SocketAddr,
    /// The process that does the work.
    pub process: u32,
}

impl Rival {
    /// `ceiling.rs`, with this body.
    pub fn ceiling(folder: &Path, body: &[u8], encoding: &str) -> Result<Self> {
        let file = folder.join("ceiling-body");
        std::fs::write(&file, body)?;
        let address = free_address()?;
        let mut command = on_core(cpu::SERVER);
        command.arg(std::env::current_exe()?).args(["ceiling", &address.to_string()]).arg(file).arg(encoding);
        Self::start(command, address)
    }

    /// nginx with the page as a file, plain and compressed beforehand; none where it is not installed.
    pub fn nginx(folder: &Path, plain: &[u8], packed: &[u8]) -> Result<Option<Self>> {
        let Some(program) = tools::on_path("nginx") else { return Ok(None) };
        let folder = folder.join("nginx");
        std::fs::create_dir_all(folder.join("pages"))?;
        std::fs::write(folder.join("pages/page.html"), plain)?;
        std::fs::write(folder.join("pages/page.html.gz"), packed)?;
        let address = free_address()?;
        std::fs::write(folder.join("nginx.conf"), configuration(&folder, address))?;
        let mut command = on_core(cpu::SERVER);
        command.arg(program).arg("-p").arg(&folder).args(["-e", "stderr", "-c"]).arg(folder.join("nginx.conf"));
        let mut rival = Self::start(command, address)?;
        // The process that was started watches over the one that serves, and listens before it begins that.
        let master = rival.process;
        for _ in 0..500 {
            let children = std::fs::read_to_string(format!("/proc/{master}/task/{master}/children"))?;
            if let Some(worker) = children.split_whitespace().next().and_then(|child| child.parse().ok()) {
                rival.process = worker;
                return Ok(Some(rival));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        bail!("nginx has no worker")
    }

    fn start(mut command: Command, address: SocketAddr) -> Result<Self> {
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().context("a server to measure beside could not be started")?;
        let mut rival = Self { process: child.id(), child, address };
        for _ in 0..500 {
            if TcpStream::connect(address).is_ok() {
                return Ok(rival);
            }
            if let Some(status) = rival.child.try_wait()? {
                bail!("a server to measure beside ended at once ({status})");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        bail!("a server to measure beside takes no connections")
    }
}

impl Drop for Rival {
    fn drop(&mut self) {
        signal("-TERM", self.child.id());
        let _ = self.child.wait();
    }
}

fn free_address() -> Result<SocketAddr> {
    Ok(SocketAddr::from(([127, 0, 0, 1], free_port()?)))
}

/// What an operator who wants the most of it would write.
fn configuration(folder: &Path, address: SocketAddr) -> String {
    let folder = folder.display();
    // Its worker gives root away unless it is told not to, and then may not read our folder.
    let user = if tools::root_user() { "user root;\n" } else { "" };
    format!(
        "{user}worker_processes 1;\ndaemon off;\npid {folder}/nginx.pid;\nerror_log stderr error;\nevents {{ worker_connections 1024; }}\n\
         http {{\n  access_log off;\n  sendfile on;\n  tcp_nopush on;\n  keepalive_requests 1000000000;\n  keepalive_timeout 600s;\n\
         open_file_cache max=100;\n  gzip_static on;\n  types {{ text/html html; }}\n  charset utf-8;\n  client_body_temp_path {folder}/body;\n  \
         proxy_temp_path {folder}/proxy;\n  fastcgi_temp_path {folder}/fastcgi;\n  uwsgi_temp_path {folder}/uwsgi;\n  scgi_temp_path {folder}/scgi;\n  \
         server {{\n    listen {address};\n    root {folder}/pages;\n    location / {{ rewrite ^ /page.html break; }}\n  }}\n}}\n"
    )
}
