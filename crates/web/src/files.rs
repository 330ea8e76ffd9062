//! Files: pictures and the theme's assets.

use actions::ActionError;
use model::PictureId;

use crate::ask::{Ask, Trouble};
use crate::kept::Keeping;
use crate::reply::Reply;
use crate::rope::Piece;

/// A picture's file, as long as a published article shows the picture.
pub(crate) fn media(ask: &Ask) -> Result<Reply, Trouble> {
    let name = ask.param("file");
    let id: PictureId = name.split('-').next().and_then(|id| id.parse().ok()).ok_or(Trouble::NotFound)?;
    let public = ask.app.newsroom.store.read(|session| {
        let known = session.picture(id)?.is_some_and(|picture| picture.renditions.iter().any(|rendition| rendition.file == name));
        Ok::<_, ActionError>(known && session.picture_is_public(id)?)
    })?;
    let path = ask.app.newsroom.media.path(name).filter(|_| public).ok_or(Trouble::NotFound)?;
    match std::fs::read(&path) {
        Ok(bytes) => Ok(Reply::file("image/webp", bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Trouble::NotFound),
        Err(error) => Err(Trouble::Broken(format!("{}: {error}", path.display()))),
    }
}

/// A style sheet, script or picture of the theme. Under its hashed path it never changes; by its plain
/// name it may.
pub(crate) fn asset(ask: &Ask) -> Result<Reply, Trouble> {
    let path = format!("/assets/{}", ask.param("file"));
    let asset = ask.app.theme.asset(&path).ok_or(Trouble::NotFound)?;
    Ok(if asset.path == path {
        Reply::file(asset.content_type, asset.bytes.clone()).kept(Keeping::with_content())
    } else {
        Reply::document(asset.content_type, Piece::new(asset.bytes.clone())).kept(Keeping::with_content())
    })
}
