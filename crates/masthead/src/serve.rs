use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;

use actions::{ActionError, Newsroom, SitePlace, StoreError};
use theme::Theme;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use web::{App, Listening, Options};

use crate::command_line::{Demo, Serve, Serving};
use crate::world::Machine;
use crate::{Ended, Failure, say};

/// The file of a site's folder in which a server notes what is slow.
pub const SLOW: &str = "slow.json";

/// Threads that wait for the store on behalf of requests. More only wait for each other.
const WAITING_THREADS: usize = 64;

/// What was taken before the data is touched: a program that cannot serve must not.
struct Taken {
    listener: TcpListener,
    metrics: Option<TcpListener>,
    tls: Option<TlsAcceptor>,
}

impl Taken {
    fn take(serving: &Serving) -> Result<Self, Failure> {
        let tls = match (&serving.tls_certificate, &serving.tls_key) {
            (Some(certificate), Some(key)) => Some(secret(certificate, key)?),
            _ => None,
        };
        Ok(Self {
            tls,
            listener: listen(serving.listen, "--listen")?,
            metrics: serving.metrics_listen.map(|address| listen(address, "--metrics-listen")).transpose()?,
        })
    }
}

pub fn serve(serve: Serve) -> Result<Ended, Failure> {
    let taken = Taken::take(&serve.serving)?;
    run(&serve.place.place(), serve.serving, taken, As::Paper)
}

pub fn demo(demo: Demo) -> Result<Ended, Failure> {
    let taken = Taken::take(&demo.serving)?;
    let place = demo.elsewhere.at(demo.folder);
    if !is_site(&place) {
        seed(&place, &format!("http://{}", demo.serving.listen))?;
    }
    run(&place, demo.serving, taken, As::Demonstration)
}

/// What makes connections secret, by HTTP/2 where the reader's browser speaks it.
fn secret(certificate: &Path, key: &Path) -> Result<TlsAcceptor, Failure> {
    let wrong = |file: &Path, error: pem::Error| Failure(format!("{} cannot be used ({error}); name a file in PEM form", file.display()));
    let chain: Vec<_> = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect).map_err(|error| wrong(certificate, error))?;
    if chain.is_empty() {
        return Err(wrong(certificate, pem::Error::NoItemsFound));
    }
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| wrong(key, error))?;
    let mut config = ServerConfig::builder().with_no_client_auth().with_single_cert(chain, secret).map_err(|error| {
        let (certificate, key) = (certificate.display(), key.display());
        Failure(format!("{certificate} and {key} cannot be used with each other ({error}); name two files that belong together"))
    })?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn listen(address: SocketAddr, option: &str) -> Result<TcpListener, Failure> {
    let listener = TcpListener::bind(address).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => format!("{address} is in use already; stop what listens there, or choose another with {option}"),
        std::io::ErrorKind::PermissionDenied => format!("{address} may not be used by this user; choose a port from 1024 on with {option}"),
        _ => format!("{address} cannot be listened on ({error}); choose another with {option}"),
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// A site of whatever version: what is older is brought up to date when it is served.
fn is_site(place: &SitePlace) -> bool {
    match &place.database {
        Some(_) => !matches!(Newsroom::open(place, Arc::new(Machine)), Err(ActionError::Store(StoreError::Missing(_)))),
        None => place.folder.join("masthead.db").exists(),
    }
}

/// Makes the demonstration. It gets its name only when it is whole, so that one that was interrupted is
/// made anew.
fn seed(place: &SitePlace, address: &str) -> Result<(), Failure> {
    let folder = place.folder.display().to_string();
    let occupied = std::fs::read_dir(&place.folder).is_ok_and(|mut entries| entries.next().is_some());
    if occupied {
        return Err(Failure(format!("{folder} holds something that is not a site of Masthead; name another folder")));
    }
    let partial = partial(&place.folder);
    let _ = std::fs::remove_dir_all(&partial);
    say(format_args!("Making the demonstration newspaper in {folder}, once."));
    let making = SitePlace { folder: partial.clone(), ..place.clone() };
    let newsroom = demo::seed(&making, address, Arc::new(Machine), &mut |step| say(format_args!("  {step}")))?;
    drop(newsroom);
    let _ = std::fs::remove_dir(&place.folder);
    std::fs::rename(&partial, &place.folder).map_err(|error| format!("{folder} cannot be made ({error}); name another folder"))?;
    Ok(())
}

fn partial(folder: &Path) -> std::path::PathBuf {
    let name = folder.file_name().map_or_else(|| "demo-site".to_owned(), |name| name.to_string_lossy().into_owned());
    folder.with_file_name(format!(".{name}.partial"))
}

/// As what a site is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum As {
    Paper,
    /// Accounts that everybody may use sign in, as long as nobody else reaches them.
    Demonstration,
}

fn run(place: &SitePlace, serving: Serving, taken: Taken, served: As) -> Result<Ended, Failure> {
    let (newsroom, backup) = Newsroom::open_and_migrate(place, Arc::new(Machine))?;
    if let Some(file) = backup {
        say(format_args!("The site was brought up to date; {} holds it as it was.", file.display()));
    }
    let slow_notes = Some(place.folder.join(SLOW));
    let demo = served == As::Demonstration && serving.listen.ip().is_loopback();
    if demo {
        demo::make_accounts(&newsroom)?;
    }
    let setup = if demo { None } else { actions::setup_secret(&newsroom)? };
    let options = Options { trusted_proxies: serving.trusted_proxy, edge_seconds: serving.edge_seconds, slow_notes, demo };
    let app = App::start(newsroom, theme(place), options)?;
    let title = app.site().publication.title(app.site().publication.default_language()).to_owned();
    // The last to let go of it must stand outside of the runtime: PostgreSQL's connections have one of their own.
    let kept = Arc::clone(&app);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(WAITING_THREADS).build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(taken.listener)?;
        let metrics = taken.metrics.map(tokio::net::TcpListener::from_std).transpose()?;
        let scheme = if taken.tls.is_some() { "https" } else { "http" };
        let address = format!("{scheme}://{}", listener.local_addr()?);
        say(format_args!("{title} is served at {address}"));
        if demo {
            say(format_args!("Its desk is at {address}/desk; the sign-in page names an account for each role."));
        }
        if let Some(secret) = setup {
            say(format_args!(
                "Nobody has an account at its desk yet. Whoever opens this link within a day makes the first: {address}/desk/welcome/{secret}"
            ));
        }
        web::serve(app, Listening { listener, tls: taken.tls, metrics }, stop()).await;
        Ok::<_, Failure>(())
    })?;
    drop(runtime);
    drop(kept);
    Ok(Ended::Done)
}

/// The site's theme; the built-in one where the site's has faults, which are logged.
fn theme(place: &SitePlace) -> Theme {
    let folder = place.theme();
    match Theme::with_overlay(&folder) {
        Ok(theme) => {
            let problems = theme.check();
            for problem in &problems {
                tracing::error!(template = problem.template, line = problem.line, "{}", problem.message);
            }
            if problems.is_empty() {
                return theme;
            }
        }
        Err(error) => tracing::error!("{error}"),
    }
    tracing::error!("the theme in {} has faults, so the built-in one serves; `masthead theme check` names them", folder.display());
    Theme::built_in()
}

/// Comes to an end when the program is told to stop.
async fn stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        if let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}
