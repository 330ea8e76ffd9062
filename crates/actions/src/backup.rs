//! Everything of a site in one file, and back.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use store::{Database, Store, StoreError};

use crate::media::PARTIAL;
use crate::{ActionError, SitePlace};

/// Why a backup could not be written or restored.
pub type BackupError = ActionError;

/// Where the data is in a backup.
const DATA: &str = "data";
/// Where the pictures are in a backup.
const MEDIA: &str = "media";
/// Where the site's own templates and assets are in a backup.
const THEME: &str = "theme";

/// Writes a backup of a site that may be in use: a zstd-compressed tar with the newsroom's data and the
/// counts, each as of one moment (as SQLite, whichever database they are from), then the pictures and
/// the site's own theme.
pub fn backup(place: &SitePlace, file: &Path) -> Result<(), BackupError> {
    let store = Store::open(&place.database())?;
    write(&store, place, file)
}

pub(crate) fn write(store: &Store, place: &SitePlace, file: &Path) -> Result<(), BackupError> {
    if file.exists() {
        return Err(ActionError::Refused(format!("{} exists already; name another file", file.display())));
    }
    let beside = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or("backup");
    let data = Scratch::new(beside.join(format!(".{name}.data")))?;
    let partial = beside.join(format!(".{name}.partial"));
    store.copy_into(&data.0)?;
    let pack = || -> std::io::Result<()> {
        let mut archive = tar::Builder::new(zstd::Encoder::new(File::create(&partial)?, 3)?);
        archive.follow_symlinks(false);
        archive.append_dir_all(DATA, &data.0)?;
        for (name, folder) in [(MEDIA, place.media().folder().to_owned()), (THEME, place.theme())] {
            append(&mut archive, Path::new(name), &folder)?;
        }
        let mut out = archive.into_inner()?.finish()?;
        out.flush()?;
        out.sync_all()?;
        fs::rename(&partial, file)
    };
    pack().map_err(|error| {
        let _ = fs::remove_file(&partial);
        ActionError::file(file, &error)
    })
}

/// Adds the files of a folder, and those below it. One that goes while it is looked for was on its way
/// to its real name, and belongs to what came after the data was copied.
fn append(archive: &mut tar::Builder<impl Write>, name: &Path, folder: &Path) -> std::io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let (path, name) = (entry.path(), name.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            append(archive, &name, &path)?;
        } else if path.extension().is_none_or(|ending| ending != PARTIAL) {
            match File::open(&path) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                file => archive.append_file(&name, &mut file?)?,
            }
        }
    }
    Ok(())
}

/// Restores a backup into a place that has no site.
pub fn restore(place: &SitePlace, file: &Path) -> Result<(), BackupError> {
    if place.folder.join("masthead.db").exists() {
        return Err(StoreError::Exists(place.folder.display().to_string()).into());
    }
    fs::create_dir_all(&place.folder).map_err(|error| ActionError::file(&place.folder, &error))?;
    let unpacked = Scratch::new(place.folder.join(".restore"))?;
    let unpack = || -> std::io::Result<()> {
        let mut archive = tar::Archive::new(zstd::Decoder::new(File::open(file)?)?);
        archive.set_preserve_permissions(false);
        // `unpack` refuses entries that would lie outside of the folder.
        archive.unpack(&unpacked.0)
    };
    unpack().map_err(|error| ActionError::File(format!("{} is not a whole backup of Masthead: {error}", file.display())))?;
    let data = unpacked.0.join(DATA);
    if !data.join("masthead.db").is_file() {
        return Err(ActionError::File(format!("{} is not a backup of Masthead: it has no data", file.display())));
    }
    match place.database() {
        Database::Folder(folder) => {
            for name in ["counts.db", "masthead.db"] {
                fs::rename(data.join(name), folder.join(name)).map_err(|error| ActionError::file(&folder.join(name), &error))?;
            }
        }
        database @ Database::Postgres(_) => {
            let from = Store::unchecked(&Database::Folder(data))?;
            from.migrate()?;
            Store::create(&database)?.fill_from(&from)?;
        }
    }
    for (name, to) in [(MEDIA, place.media().folder().to_owned()), (THEME, place.theme())] {
        let from = unpacked.0.join(name);
        if from.is_dir() {
            move_into(&from, &to)?;
        }
    }
    Ok(())
}

fn move_into(from: &Path, to: &Path) -> Result<(), ActionError> {
    let step = || -> std::io::Result<()> {
        if fs::rename(from, to).is_ok() {
            return Ok(());
        }
        // The folders can be on two disks, or the target there already.
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            let target = to.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                move_into(&entry.path(), &target).map_err(|error| std::io::Error::other(error.to_string()))?;
            } else {
                fs::copy(entry.path(), target)?;
            }
        }
        Ok(())
    };
    step().map_err(|error| ActionError::file(to, &error))
}

/// A folder that is gone when it is no longer needed.
struct Scratch(PathBuf);

impl Scratch {
    fn new(folder: PathBuf) -> Result<Self, ActionError> {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(|error| ActionError::file(&folder, &error))?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
