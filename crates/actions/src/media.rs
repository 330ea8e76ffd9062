use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::ActionError;

/// The ending of a file that is being written.
pub(crate) const PARTIAL: &str = "partial";

/// The folder in which pictures' files are.
///
/// A file's name is its picture's id and width; files are written whole, synced and then named, so
/// that a name that is there is a file that is complete.
#[derive(Debug, Clone)]
pub struct Media {
    folder: PathBuf,
}

impl Media {
    /// The media in a folder, which is made when the first picture comes.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the file of a name is; none for a name that no picture's file has.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.');
        (plain && name.len() > 12 && !name.contains("..")).then(|| self.folder.join(&name[..2]).join(name))
    }

    /// Keeps a file.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> Result<(), ActionError> {
        let path = self.path(name).ok_or_else(|| ActionError::File(format!("“{name}” is no name for a picture's file")))?;
        let folder = path.parent().unwrap_or(&self.folder);
        let partial = path.with_extension(PARTIAL);
        let write = || -> std::io::Result<()> {
            fs::create_dir_all(folder)?;
            let mut file = File::create(&partial)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&partial, &path)?;
            File::open(folder)?.sync_all()
        };
        write().map_err(|error| ActionError::file(&path, &error))
    }
}
