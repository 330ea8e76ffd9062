use std::fs;
use std::path::Path;

use crate::ThemeError;

/// The largest template of an overlay.
const LARGEST_TEMPLATE: u64 = 256 << 10;
/// The largest asset of an overlay.
const LARGEST_ASSET: u64 = 8 << 20;
/// The most that all files of an overlay may have together.
const LARGEST_OVERLAY: u64 = 64 << 20;
/// How deep folders may stand in folders.
const DEEPEST: usize = 4;

/// What a site lays over the built-in theme: names with `/`, and what stands in the files.
#[derive(Debug, Default)]
pub(crate) struct Overlay {
    pub(crate) templates: Vec<(String, String)>,
    pub(crate) assets: Vec<(String, Vec<u8>)>,
}

impl Overlay {
    /// Reads `templates/` and `assets/` of a folder; either may be missing.
    pub(crate) fn read(folder: &Path) -> Result<Self, ThemeError> {
        let mut left = LARGEST_OVERLAY;
        let mut overlay = Self::default();
        for (name, bytes) in read_files(&folder.join("templates"), LARGEST_TEMPLATE, &mut left)? {
            if !name.ends_with(".html") {
                continue;
            }
            let text = String::from_utf8(bytes).map_err(|_| ThemeError::Refused { file: name.clone(), reason: "it is not UTF-8".to_owned() })?;
            overlay.templates.push((name, text));
        }
        overlay.assets = read_files(&folder.join("assets"), LARGEST_ASSET, &mut left)?;
        Ok(overlay)
    }
}

fn read_files(folder: &Path, largest: u64, left: &mut u64) -> Result<Vec<(String, Vec<u8>)>, ThemeError> {
    let mut files = Vec::new();
    if folder.is_dir() {
        walk(folder, "", 0, largest, left, &mut files)?;
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(files)
}

fn walk(folder: &Path, prefix: &str, depth: usize, largest: u64, left: &mut u64, files: &mut Vec<(String, Vec<u8>)>) -> Result<(), ThemeError> {
    let unreadable = |source| ThemeError::Unreadable { file: folder.display().to_string(), source };
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        let Ok(own) = entry.file_name().into_string() else {
            return Err(refused(&path.display().to_string(), "its name is not UTF-8"));
        };
        // Editors and file managers leave hidden files about; they are nobody's template.
        if own.starts_with('.') && !own.starts_with("..") {
            continue;
        }
        let name = if prefix.is_empty() { own.clone() } else { format!("{prefix}/{own}") };
        if let Err(reason) = plain_name(&own) {
            return Err(refused(&name, reason));
        }
        let kind = entry.file_type().map_err(unreadable)?;
        if kind.is_symlink() {
            return Err(refused(&name, "it is a symbolic link"));
        } else if kind.is_dir() {
            if depth + 1 >= DEEPEST {
                return Err(refused(&name, "it stands too deep"));
            }
            walk(&path, &name, depth + 1, largest, left, files)?;
        } else {
            let size = entry.metadata().map_err(unreadable)?.len();
            if size > largest || size > *left {
                return Err(refused(&name, "it is too large"));
            }
            let bytes = fs::read(&path).map_err(|source| ThemeError::Unreadable { file: name.clone(), source })?;
            *left = left.saturating_sub(bytes.len() as u64);
            files.push((name, bytes));
        }
    }
    Ok(())
}

fn plain_name(name: &str) -> Result<(), &'static str> {
    if name.contains("..") {
        Err("its name has two dots in a row")
    } else if !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')) {
        Err("its name has other characters than letters, digits, dots, hyphens and underscores")
    } else {
        Ok(())
    }
}

fn refused(file: &str, reason: &str) -> ThemeError {
    ThemeError::Refused { file: file.to_owned(), reason: reason.to_owned() }
}
