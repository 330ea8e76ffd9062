//! A folder that is gone at the end.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

pub struct Scratch(PathBuf);

impl Scratch {
    /// A new folder under the system's temporary one, which other users may look into: the database server runs as one.
    pub fn new(name: &str) -> Result<Self> {
        let path = std::env::temp_dir().join(format!("masthead-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        Ok(Self(path))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed lies in the temporary folder, where the system clears up.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
