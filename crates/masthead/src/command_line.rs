//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use actions::SitePlace;
use clap::{Args, Parser, Subcommand, ValueEnum};
use ipnet::IpNet;
use model::{ArticleId, CommentId, Duty, Language, When, Zone};
use tracing::level_filters::LevelFilter;

/// A whole news site in one program.
///
/// Exit 0: all done. 1: done, but items were refused or left, each named. 2: could not start; one line
/// says why and what to do.
#[derive(Debug, Parser)]
#[command(name = "masthead", version)]
pub struct Line {
    #[command(subcommand)]
    pub command: Command,
    /// How much is logged to standard error: off, error, warn, info, debug.
    #[arg(long, global = true, env = "MASTHEAD_LOG", default_value = "info")]
    pub log: LevelFilter,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new, empty site.
    New(New),
    /// Make a demonstration newspaper with stories and readers, and serve it.
    Demo(Demo),
    /// Serve a site. One of an older version is brought up to date after a backup was written.
    Serve(Serve),
    /// Import pages: the text of a news page, or HTML.
    Import(Import),
    /// Make an article public now.
    Publish(Publish),
    /// Take an article back: its address answers 410 from now on.
    Withdraw(OneArticle),
    /// Read and judge readers' comments.
    #[command(subcommand)]
    Comments(Comments),
    /// Accounts at the desk.
    #[command(subcommand)]
    User(User),
    /// How often an article was read, and what was not counted.
    Counts(OneArticle),
    /// Write everything of a site into one file. The site may be in use.
    Backup(Backup),
    /// Restore a backup into a place that has no site.
    Restore(Restore),
    /// The site's own templates and assets.
    #[command(subcommand)]
    Theme(Theme),
    /// Look at the health of a site.
    Doctor(Doctor),
}

/// Where the site is.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// The site's folder.
    #[arg(long, value_name = "DIR", env = "MASTHEAD_SITE", default_value = "./site")]
    pub site: PathBuf,
    #[command(flatten)]
    pub elsewhere: Elsewhere,
}

/// What of the site is not in its folder.
#[derive(Debug, Clone, Args)]
pub struct Elsewhere {
    /// A PostgreSQL database, `postgres://…`, instead of SQLite in the folder.
    #[arg(long, value_name = "ADDRESS", env = "MASTHEAD_DATABASE", value_parser = postgres)]
    pub database: Option<String>,
    /// The folder for pictures, instead of `media` in the site's folder.
    #[arg(long, value_name = "DIR", env = "MASTHEAD_MEDIA")]
    pub media: Option<PathBuf>,
}

impl Elsewhere {
    /// The place of a site in this folder.
    pub fn at(self, folder: PathBuf) -> SitePlace {
        SitePlace { folder, database: self.database, media: self.media }
    }
}

impl Place {
    /// As the actions take it.
    pub fn place(self) -> SitePlace {
        self.elsewhere.at(self.site)
    }
}

/// Where a report goes.
#[derive(Debug, Clone, Args)]
pub struct Report {
    /// Print the report as JSON, and nothing else, on standard output.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct New {
    /// The site's folder, which is made if it is not there.
    #[arg(value_name = "DIR", default_value = "./site", env = "MASTHEAD_SITE")]
    pub folder: PathBuf,
    /// What the publication is called.
    #[arg(long, value_name = "NAME")]
    pub title: String,
    /// An edition's language, such as `en` or `ko`; the first is the default. May be given again.
    #[arg(long, value_name = "CODE", required = true)]
    pub language: Vec<Language>,
    /// Where the public finds it, with `https://` and without a slash at the end.
    #[arg(long, value_name = "ADDRESS", default_value = "http://127.0.0.1:8080", value_parser = public_address)]
    pub address: String,
    /// The time zone in which days are drawn and typed, such as `Asia/Seoul`.
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    pub zone: Zone,
    #[command(flatten)]
    pub elsewhere: Elsewhere,
    #[command(flatten)]
    pub report: Report,
}

/// How a site is served.
#[derive(Debug, Clone, Args)]
pub struct Serving {
    /// The address to listen on.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// A proxy, or a network of them, whose `X-Forwarded-For` is believed. May be given again.
    #[arg(long, value_name = "ADDRESS", value_parser = network)]
    pub trusted_proxy: Vec<IpNet>,
    /// An address on which `/metrics` is answered, for Prometheus. It should not be reachable from outside.
    #[arg(long, value_name = "ADDRESS")]
    pub metrics_listen: Option<SocketAddr>,
    /// A file with the certificate and those that vouch for it (PEM): readers then connect by HTTPS.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_certificate: Option<PathBuf>,
    /// A file with the certificate's private key (PEM).
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    pub tls_key: Option<PathBuf>,
    /// Let a cache in front of the site (a CDN) keep pages for so many seconds. Pages then say how old their
    /// numbers may be.
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=86_400))]
    pub edge_seconds: u32,
}

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub serving: Serving,
}

#[derive(Debug, Args)]
pub struct Demo {
    /// The demonstration's folder; what is there already is served as it is.
    #[arg(value_name = "DIR", default_value = "./demo-site")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub elsewhere: Elsewhere,
    #[command(flatten)]
    pub serving: Serving,
}

/// The kind of file that is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Told by the file itself.
    Auto,
    /// The text of a news page, or HTML.
    Page,
}

#[derive(Debug, Args)]
pub struct Import {
    /// Files, or folders of them.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// The kind of file.
    #[arg(long, value_enum, default_value_t = Format::Auto)]
    pub format: Format,
    /// The language of all items, whatever they say.
    #[arg(long, value_name = "CODE")]
    pub language: Option<Language>,
    /// The section of items that name none; made if it is missing. Without it, `news`.
    #[arg(long, value_name = "SECTION", value_parser = section)]
    pub section: Option<String>,
    /// The date of items that name none; without it, that of their file. `2026-11-24`, or with a time.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub date: Option<When>,
    /// Whether the items are public at once.
    #[arg(long, value_enum, default_value_t = Status::Published)]
    pub status: Status,
    /// Report what would be done, and do nothing.
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub report: Report,
}

/// Where in its life an imported article begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Status {
    Published,
    Draft,
}

#[derive(Debug, Args)]
pub struct Publish {
    #[command(flatten)]
    pub which: OneArticle,
    /// Publish it although it is scheduled for a later hour.
    #[arg(long)]
    pub now: bool,
}

#[derive(Debug, Args)]
pub struct OneArticle {
    /// The article's id, as reports and the API give it.
    #[arg(value_name = "ARTICLE", value_parser = article)]
    pub article: ArticleId,
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub report: Report,
}

#[derive(Debug, Subcommand)]
pub enum Comments {
    /// Show comments; those that wait, where no other state is named.
    List(ListComments),
    /// Let comments be read.
    Approve(SomeComments),
    /// Turn comments down.
    Reject(SomeComments),
}

/// Which comments are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CommentFilter {
    Held,
    Approved,
    Rejected,
}

#[derive(Debug, Args)]
pub struct ListComments {
    /// Which.
    #[arg(long, value_enum, default_value_t = CommentFilter::Held)]
    pub state: CommentFilter,
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub report: Report,
}

#[derive(Debug, Args)]
pub struct SomeComments {
    /// The comments' ids, as `comments list` shows them.
    #[arg(value_name = "COMMENT", required = true, value_parser = comment)]
    pub comments: Vec<CommentId>,
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub report: Report,
}

#[derive(Debug, Subcommand)]
pub enum User {
    /// Invite somebody: prints a link by which they choose a password.
    Add(AddUser),
    /// Show the accounts.
    List(ListUsers),
    /// Forget an account's password and second factor: prints a link by which its owner chooses another.
    Reset(OneUser),
    /// Let an account sign in no more. What it wrote stays.
    Disable(OneUser),
}

#[derive(Debug, Args)]
pub struct AddUser {
    /// What is typed to sign in: letters, digits, or the signs . - _ @ +
    #[arg(value_name = "NAME")]
    pub name: String,
    /// What colleagues see; without it, the name.
    #[arg(long, value_name = "TEXT")]
    pub called: Option<String>,
    /// What they do: reporter, translator, editor, moderator or administrator. May be given again.
    #[arg(long, value_name = "ROLE", required = true, value_parser = duty)]
    pub role: Vec<Duty>,
    /// An edition that a translator writes for, such as `ko`. May be given again.
    #[arg(long, value_name = "CODE")]
    pub edition: Vec<Language>,
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub report: Report,
}

#[derive(Debug, Args)]
pub struct ListUsers {
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub report: Report,
}

#[derive(Debug, Args)]
pub struct OneUser {
    /// The name that they sign in with.
    #[arg(value_name = "NAME")]
    pub name: String,
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub report: Report,
}

#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write, which must not be there yet; a name that ends in `.tar.zst` says what it is.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub report: Report,
}

#[derive(Debug, Args)]
pub struct Restore {
    /// The backup.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub report: Report,
}

#[derive(Debug, Subcommand)]
pub enum Theme {
    /// Draw every template of the site's theme from samples, and say what is wrong with it. With
    /// `--contexts`, print what each template is given.
    Check(CheckTheme),
}

#[derive(Debug, Args)]
pub struct CheckTheme {
    /// Print what each template is given, as JSON.
    #[arg(long)]
    pub contexts: bool,
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub report: Report,
}

#[derive(Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub report: Report,
}

fn public_address(text: &str) -> Result<String, String> {
    let bare = text.trim_end_matches('/');
    let host = bare.strip_prefix("https://").or_else(|| bare.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', ' ', '"', '<', '>']) => Ok(bare.to_owned()),
        _ => Err("an address is a scheme and a host, such as https://news.example".to_owned()),
    }
}

fn network(text: &str) -> Result<IpNet, String> {
    let network = text.parse::<IpNet>().ok().or_else(|| text.parse::<std::net::IpAddr>().ok().map(IpNet::from));
    network.ok_or_else(|| "an address or a network, such as 127.0.0.1 or 10.0.0.0/8".to_owned())
}

fn date(text: &str) -> Result<When, String> {
    When::parse(text).ok_or_else(|| "a date such as 2026-11-24, 2026-11-24T09:30 or 2026-11-24T09:30:00+09:00".to_owned())
}

fn postgres(text: &str) -> Result<String, String> {
    let known = text.starts_with("postgres://") || text.starts_with("postgresql://");
    known.then(|| text.to_owned()).ok_or_else(|| "a database is named by its address, postgres://USER@HOST/NAME".to_owned())
}

fn section(text: &str) -> Result<String, String> {
    let named = text.chars().any(char::is_alphanumeric) && text.chars().count() <= 40;
    named.then(|| text.to_owned()).ok_or_else(|| "a section is a word or two, at most 40 characters".to_owned())
}

fn article(text: &str) -> Result<ArticleId, String> {
    text.parse().map_err(|_| "an article's id is twelve letters and digits, as reports and the API give it".to_owned())
}

fn duty(text: &str) -> Result<Duty, String> {
    Duty::from_word(text).ok_or_else(|| "a role is one of: reporter, translator, editor, moderator, administrator".to_owned())
}

fn comment(text: &str) -> Result<CommentId, String> {
    text.parse().map_err(|_| "a comment's id is twelve letters and digits, as `masthead comments list` shows it".to_owned())
}
