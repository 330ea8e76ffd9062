//! The pictures of an item: files that lie beside the page, or stand in it. Nothing is fetched.

use std::path::{Component, Path, PathBuf};

use base64::Engine;
use exchange::{Found, FoundPicture};
use model::PictureId;
use pictures::{Prepared, WIDTHS, prepare};
use store::Session;

use crate::keep_picture::{PictureNotes, keep_picture};
use crate::{ActionError, Newsroom};

/// The most pictures of a page that are read.
const MOST_PICTURES: usize = 200;

/// Reads and resizes the pictures' files, where they are; what is missing or broken is noted.
pub(super) fn read_pictures(page: &Path, pictures: &[FoundPicture], notes: &mut Vec<String>) -> Vec<Option<Prepared>> {
    let mut missing = 0;
    let read = |picture: &FoundPicture| -> Option<Result<Prepared, String>> {
        let source = picture.source.as_deref()?;
        let bytes = match source.strip_prefix("data:") {
            Some(data) => data.split_once(";base64,").and_then(|(_, text)| base64::engine::general_purpose::STANDARD.decode(text.trim()).ok())?,
            None => std::fs::read(beside(page, source)?).ok()?,
        };
        let name = if source.starts_with("data:") { "in the page" } else { source };
        Some(prepare(&bytes, &WIDTHS).map_err(|error| format!("the picture {name} was left: {error}")))
    };
    let mut prepared = Vec::with_capacity(pictures.len());
    for (place, picture) in pictures.iter().enumerate() {
        let read = if place < MOST_PICTURES { read(picture) } else { None };
        prepared.push(match read {
            Some(Ok(file)) => Some(file),
            Some(Err(note)) => {
                notes.push(note);
                None
            }
            None => {
                missing += 1;
                None
            }
        });
    }
    match missing {
        0 => {}
        1 => notes.push("1 picture's file is not beside the page; its record stands without it".to_owned()),
        _ => notes.push(format!("the files of {missing} pictures are not beside the page; their records stand without them")),
    }
    prepared
}

/// The most folders of an address that are looked for beside the page.
const DEEPEST: usize = 16;

/// The file that a page's reference means, if it lies in the page's folder or below. An address may
/// have been made whole by the page it comes from, so its path is looked for, then what is left of
/// that path without its first folder, and so on to the bare name.
fn beside(page: &Path, source: &str) -> Option<PathBuf> {
    let folder = page.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder })?;
    let plain = source.split(['?', '#']).next()?;
    let plain = percent_encoding::percent_decode_str(plain).decode_utf8().ok()?;
    let path = match plain.split_once("//") {
        Some((scheme, rest)) if scheme.is_empty() || scheme.ends_with(':') => rest.split_once('/')?.1,
        _ => plain.as_ref(),
    };
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let within = |path: &PathBuf| path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let real = folder.canonicalize().ok()?;
    (parts.len().saturating_sub(DEEPEST)..parts.len())
        .map(|from| parts[from..].iter().collect::<PathBuf>())
        .filter(within)
        .map(|path| folder.join(path))
        .find(|path| path.is_file() && path.canonicalize().is_ok_and(|path| path.starts_with(&real)))
}

/// Keeps the records, and the files that were read; the ids are in the order of the pictures.
pub(super) fn keep_pictures(
    newsroom: &Newsroom,
    session: &mut Session<'_>,
    found: &Found,
    files: &[Option<Prepared>],
) -> Result<Vec<PictureId>, ActionError> {
    let mut ids = Vec::with_capacity(found.pictures.len());
    for (picture, file) in found.pictures.iter().zip(files) {
        let source = picture.source.clone().filter(|source| !source.starts_with("data:"));
        let notes = PictureNotes { captions: picture.captions.clone(), alts: picture.alts.clone(), credit: picture.credit.clone(), source };
        ids.push(keep_picture(newsroom, session, file.as_ref(), notes)?.id);
    }
    Ok(ids)
}
