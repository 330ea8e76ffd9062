use actions::{Deed, Described, bring_picture, describe_picture};
use axum::http::StatusCode;
use model::{Picture, Time};
use serde_json::{Value, json};

use super::super::caller::Call;
use crate::ask::Trouble;
use crate::reply::Reply;

/// A picture's record as the editor reads it.
pub(crate) fn record(picture: &Picture) -> Value {
    // Wide enough for a column of text on a sharp screen.
    const WIDE_ENOUGH: u32 = 1200;
    let shown = picture.renditions.iter().find(|rendition| rendition.width >= WIDE_ENOUGH).or(picture.renditions.last());
    json!({
        "id": picture.id,
        "url": shown.map(|rendition| format!("/desk/pictures/{}", rendition.file)),
        "width": picture.width,
        "height": picture.height,
        "captions": picture.captions,
        "alts": picture.alts,
        "credit": picture.credit,
        "rights": picture.rights,
        "source": picture.source,
        "focus": picture.focus.map(|(x, y)| [f64::from(x) / 1000.0, f64::from(y) / 1000.0]),
    })
}

/// Takes a picture's file in.
pub(crate) fn upload(call: &Call) -> Result<Reply, Trouble> {
    let name = call.headers.get("x-file-name").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
    if call.body.is_empty() {
        return Err(Trouble::Refused("the file is empty".to_owned()));
    }
    match bring_picture(&call.newsroom, &call.body, &name) {
        Ok(picture) => Ok(Reply::answer(StatusCode::CREATED, &record(&picture))),
        Err(actions::ActionError::Refused(why)) => {
            let why = super::super::words::said(&why, call.words());
            Ok(Reply::answer(StatusCode::UNSUPPORTED_MEDIA_TYPE, &json!({ "error": why })))
        }
        Err(error) => Err(error.into()),
    }
}

/// The pictures of the house, newest first, a page at a time. Whoever may not publish is shown those alone that readers see:
/// another's draft may be a secret, and its pictures with it.
pub(crate) fn shelf(call: &Call) -> Result<Reply, Trouble> {
    const PAGE: usize = 24;
    let words = call.field("q").map(|text| model::squeeze(&text)).unwrap_or_default();
    let before = call.field("before").and_then(|text| {
        let (at, id) = text.split_once('.')?;
        Some((Time::from_millis(at.parse().ok()?), id.parse().ok()?))
    });
    let public = !call.may(Deed::Publish, None);
    let found = call.newsroom.store.read(|session| session.newest_pictures(&words, public, before, PAGE + 1))?;
    let next = found.get(PAGE).and(found.get(PAGE - 1)).map(|(at, picture)| format!("{}.{}", at.millis(), picture.id));
    let items: Vec<Value> = found.iter().take(PAGE).map(|(_, picture)| record(picture)).collect();
    Ok(Reply::answer(StatusCode::OK, &json!({ "items": items, "next": next })))
}

/// Changes what is said of a picture.
pub(crate) fn describe(call: &Call) -> Result<Reply, Trouble> {
    let described: Described = call.json()?;
    let id = call.param("id").parse().map_err(|_| Trouble::NotFound)?;
    let picture = describe_picture(&call.newsroom, id, &described)?;
    Ok(Reply::answer(StatusCode::OK, &record(&picture)))
}

/// A picture's file, public or not.
pub(crate) fn file(call: &Call) -> Result<Reply, Trouble> {
    let path = call.newsroom.media.path(call.param("id")).filter(|path| path.extension().is_some_and(|ending| ending == "webp"));
    let bytes = std::fs::read(path.ok_or(Trouble::NotFound)?).map_err(|_| Trouble::NotFound)?;
    Ok(Reply::passing("image/webp", bytes))
}
