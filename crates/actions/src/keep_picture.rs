use model::{ByLanguage, Language, Picture, Rendition};
use store::Session;

use crate::{ActionError, Newsroom};

/// What is told of a picture beside its file.
#[derive(Debug, Clone, Default)]
pub struct PictureNotes {
    /// Captions per language.
    pub captions: ByLanguage<String>,
    /// Alternative texts per language.
    pub alts: ByLanguage<String>,
    /// Whose it is.
    pub credit: Option<String>,
    /// Where it came from.
    pub source: Option<String>,
}

/// Keeps a picture: its files in the media folder, and its record. What the file says of itself
/// fills in what the notes leave open. Without a file the record stands alone.
pub fn keep_picture(
    newsroom: &Newsroom,
    session: &mut Session<'_>,
    file: Option<&pictures::Prepared>,
    notes: PictureNotes,
) -> Result<Picture, ActionError> {
    let mut picture = Picture {
        id: newsroom.world.picture_id(),
        width: 0,
        height: 0,
        captions: notes.captions,
        alts: notes.alts,
        credit: notes.credit,
        rights: None,
        source: notes.source,
        focus: None,
        renditions: Vec::new(),
    };
    if let Some(file) = file {
        (picture.width, picture.height) = (file.width, file.height);
        for rendition in &file.renditions {
            let name = format!("{}-{}.webp", picture.id, rendition.width);
            newsroom.media.put(&name, &rendition.webp)?;
            picture.renditions.push(Rendition { width: rendition.width, height: rendition.height, file: name, bytes: rendition.webp.len() as u64 });
        }
        if picture.credit.is_none() {
            picture.credit = file.facts.credit_line();
        }
        picture.rights = file.facts.rights_line();
        let said = |text: &Option<String>| text.as_ref().and_then(|text| Some((Language::by_script(text, Language::ENGLISH)?, text.clone())));
        if picture.captions.is_empty() {
            picture.captions.0.extend(said(&file.facts.caption));
        }
        if picture.alts.is_empty() {
            picture.alts.0.extend(said(&file.facts.alt));
        }
    }
    session.set_picture(&picture, newsroom.world.now())?;
    Ok(picture)
}
