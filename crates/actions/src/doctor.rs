//! A look at the health of a site, for whoever operates it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use model::{PictureId, Time};
use store::{Database, StoreError};

use crate::{ActionError, Newsroom, SitePlace};

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// What was looked at.
    pub about: &'static str,
    /// Whether it is as it should be.
    pub well: bool,
    /// What was found, and where something is wrong, what to do.
    pub says: String,
}

/// Less room than this on the disk is too little to write a backup of a small site.
const LITTLE_ROOM: u64 = 1 << 30;
/// What should have happened this long ago and has not means that no server runs.
const LATE: i64 = 2 * Time::MINUTE;
/// How many pictures' records are read at once.
const AT_ONCE: usize = 500;

/// Looks at everything that can be looked at without changing it. The theme is looked at by whoever
/// draws.
pub fn examine(newsroom: &Newsroom, place: &SitePlace) -> Result<Vec<Finding>, ActionError> {
    let finding = |about, well, says: String| Finding { about, well, says };
    let mut found = vec![finding("data", true, format!("{} opens and is of this program's version", newsroom.store.place()))];

    let damage = newsroom.store.read(|session| session.damage())?.into_iter().chain(newsroom.store.read_counts(|session| session.damage())?);
    let damage: Vec<String> = damage.collect();
    found.push(match damage.first() {
        None => finding("integrity", true, "the database's own check finds nothing wrong".to_owned()),
        Some(first) => finding("integrity", false, format!("the database is damaged ({first}); restore the newest backup into an empty folder")),
    });

    found.push(writable(place));
    found.extend(room(newsroom, place));
    found.push(pictures(newsroom)?);

    let late = newsroom.store.read(|session| session.anything_due(newsroom.world.now().plus(-LATE)))?;
    found.push(match late {
        false => finding("due-queue", true, "nothing waits that should have happened".to_owned()),
        true => finding(
            "due-queue",
            false,
            "an hour has passed at which something was to be published and was not; is `masthead serve` running?".to_owned(),
        ),
    });

    found.push(match newsroom.store.read(|session| session.check_deeds())? {
        (whole, None) => finding("audit log", true, format!("all {whole} rows are as they were written, each chained to the one before")),
        (_, Some(row)) => finding(
            "audit log",
            false,
            format!("row {row} is not as it was written, or is missing; compare the table `audit` with that of the newest backup"),
        ),
    });

    let address = newsroom.store.read(|session| session.publication())?.address;
    let local = ["//localhost", "//127.", "//[::1]"].iter().any(|host| address.contains(host));
    found.push(match local {
        false => finding("address", true, format!("canonical links, feeds and the sitemap begin with {address}")),
        true => finding("address", false, format!("the public address is {address}, which leads nobody here from elsewhere")),
    });
    Ok(found)
}

/// A disk that takes longer for a synced write is slow.
const SLOW_SYNC: Duration = Duration::from_millis(50);

/// How long the median of some synced writes takes.
#[expect(clippy::disallowed_methods, reason = "the disk's time is real time, which no test needs to move")]
fn sync_time(probe: &Path) -> std::io::Result<Duration> {
    let mut times = Vec::new();
    let written = (0..5).try_for_each(|_| {
        let start = Instant::now();
        let mut file = fs::OpenOptions::new().create(true).append(true).open(probe)?;
        file.write_all(&[0; 4096])?;
        file.sync_data()?;
        times.push(start.elapsed());
        Ok(())
    });
    let removed = fs::remove_file(probe);
    written.and(removed)?;
    times.sort();
    Ok(times[times.len() / 2])
}

fn writable(place: &SitePlace) -> Finding {
    let probe = place.folder.join(".masthead-write-test");
    match sync_time(&probe) {
        Ok(took) => {
            let well = took < SLOW_SYNC;
            let what = if well { "" } else { "; each view and each save waits for that, so a faster disk is worth its price" };
            let says = format!("{} can be written, synced in {:.1} ms{what}", place.folder.display(), took.as_secs_f64() * 1e3);
            Finding { about: "folder", well, says }
        }
        Err(error) => {
            Finding { about: "folder", well: false, says: format!("{} cannot be written ({error}); change its rights", place.folder.display()) }
        }
    }
}

/// What the site takes on the disk, and what is left of it.
fn room(newsroom: &Newsroom, place: &SitePlace) -> Option<Finding> {
    let data = match newsroom.store.database() {
        Database::Folder(folder) => ["masthead.db", "masthead.db-wal", "counts.db", "counts.db-wal"]
            .iter()
            .filter_map(|name| fs::metadata(folder.join(name)).ok())
            .map(|about| about.len())
            .sum(),
        Database::Postgres(_) => 0,
    };
    let media = size(place.media().folder(), 0);
    let disk = rustix::fs::statvfs(&place.folder).ok()?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let needed = LITTLE_ROOM.max(2 * (data + media));
    let takes = format!("data takes {} MB, pictures take {} MB, {} MB of the disk are free", mega(data), mega(media), mega(free));
    Some(match free >= needed {
        true => Finding { about: "disk", well: true, says: takes },
        false => Finding { about: "disk", well: false, says: format!("{takes}; make room, so that a backup has {} MB", mega(needed)) },
    })
}

fn mega(bytes: u64) -> u64 {
    bytes.div_ceil(1_000_000)
}

fn size(folder: &Path, depth: usize) -> u64 {
    const DEEPEST: usize = 4;
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let of = |entry: fs::DirEntry| match entry.metadata() {
        Ok(about) if about.is_dir() && depth < DEEPEST => size(&entry.path(), depth + 1),
        Ok(about) => about.len(),
        Err(_) => 0,
    };
    entries.flatten().map(of).sum()
}

fn pictures(newsroom: &Newsroom) -> Result<Finding, StoreError> {
    let mut after: Option<PictureId> = None;
    let (mut files, mut missing) = (0, Vec::new());
    loop {
        let pictures = newsroom.store.read(|session| session.pictures_after(after, AT_ONCE))?;
        let Some(last) = pictures.last() else { break };
        after = Some(last.id);
        for rendition in pictures.iter().flat_map(|picture| &picture.renditions) {
            files += 1;
            if !newsroom.media.path(&rendition.file).is_some_and(|path| path.is_file()) {
                missing.push(rendition.file.clone());
            }
        }
    }
    Ok(match missing.first() {
        None => Finding { about: "pictures", well: true, says: format!("all {files} files of pictures are there") },
        Some(first) => {
            let says = format!("{} of {files} files of pictures are missing, first {first}; copy them back from a backup", missing.len());
            Finding { about: "pictures", well: false, says }
        }
    })
}
