//! Pictures that people bring to the desk, and what they say of them.

use model::{ByLanguage, Language, Picture, PictureId, squeeze};
use serde::Deserialize;
use serde_json::json;
use store::{Change, Session};

use crate::actor::{Deed, hash};
use crate::{ActionError, Newsroom, PictureNotes, keep_picture};

/// What is changed of a picture's record; what is not named stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Described {
    /// Captions of some languages; an empty one takes it away.
    pub captions: ByLanguage<String>,
    /// Alternative texts of some languages; an empty one takes it away.
    pub alts: ByLanguage<String>,
    /// Whose it is.
    pub credit: Option<String>,
    /// What its owner allows.
    pub rights: Option<String>,
    /// What must be seen when the picture is cut: how far from the left and from the top, from 0 to 1.
    pub focus: Option<[f64; 2]>,
}

/// The longest caption or alternative text, in characters.
const LONGEST: usize = 2_000;

/// Keeps a picture that somebody brings, with what its file says of itself.
pub fn bring_picture(newsroom: &Newsroom, bytes: &[u8], file: &str) -> Result<Picture, ActionError> {
    newsroom.allow(Deed::Depict)?;
    let prepared =
        pictures::prepare(bytes, &pictures::WIDTHS).map_err(|error| ActionError::Refused(format!("this picture cannot be used: {error}")))?;
    let source = Some(squeeze(file)).filter(|name| !name.is_empty());
    newsroom.store.write(|session| {
        let picture = keep_picture(newsroom, session, Some(&prepared), PictureNotes { source: source.clone(), ..PictureNotes::default() })?;
        newsroom.log(session, "bring-picture", &format!("picture:{}", picture.id), json!({ "hash": hash(bytes) }))?;
        Ok(picture)
    })
}

/// Changes what is said of a picture. One that readers see is described by whoever may publish.
pub fn describe_picture(newsroom: &Newsroom, id: PictureId, described: &Described) -> Result<Picture, ActionError> {
    newsroom.allow(Deed::Depict)?;
    newsroom.store.write(|session| {
        let before = session.picture(id)?.ok_or_else(|| ActionError::Missing("this picture is not there".to_owned()))?;
        if session.picture_is_public(id)? {
            newsroom.allow(Deed::Publish)?;
        }
        let mut picture = before.clone();
        put(&mut picture.captions, &described.captions)?;
        put(&mut picture.alts, &described.alts)?;
        if let Some(credit) = &described.credit {
            picture.credit = Some(squeeze(credit)).filter(|credit| !credit.is_empty());
        }
        if let Some(rights) = &described.rights {
            picture.rights = Some(squeeze(rights)).filter(|rights| !rights.is_empty());
        }
        if let Some([x, y]) = described.focus {
            let part = |share: f64| (share.clamp(0.0, 1.0) * 1000.0).round() as u16;
            picture.focus = Some((part(x), part(y)));
        }
        if picture == before {
            return Ok(picture);
        }
        session.set_picture(&picture, newsroom.world.now())?;
        tell_readers(newsroom, session, id)?;
        newsroom.log(
            session,
            "describe-picture",
            &format!("picture:{id}"),
            json!({ "hash": hash(&serde_json::to_vec(&picture).unwrap_or_default()) }),
        )?;
        Ok(picture)
    })
}

fn put(texts: &mut ByLanguage<String>, changed: &ByLanguage<String>) -> Result<(), ActionError> {
    for (language, text) in changed.iter() {
        let text = squeeze(text);
        if model::graphemes(&text) > LONGEST {
            return Err(ActionError::Refused(format!("this has more than {LONGEST} characters; a caption is a sentence or two")));
        }
        set(texts, language, text);
    }
    Ok(())
}

fn set(texts: &mut ByLanguage<String>, language: Language, text: String) {
    texts.0.retain(|known, _| *known != language);
    if !text.is_empty() {
        texts.set(language, text);
    }
}

/// The public articles that show the picture look different now.
fn tell_readers(newsroom: &Newsroom, session: &mut Session<'_>, id: PictureId) -> Result<(), ActionError> {
    for article in session.public_articles_with(id)? {
        session.tell(newsroom.world.now(), &Change::Article { article: article.id, story: article.story, language: article.language })?;
    }
    Ok(())
}
