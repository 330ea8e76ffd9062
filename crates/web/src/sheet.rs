//! A page that is drawn but for its lists and its count, and how they come together.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use model::{ArticleId, ListKind, Time};
use theme::{Frame, PageContext};

use crate::ask::{Ask, Trouble};
use crate::kept::{Follows, Keeping};
use crate::lists::{Around, Beside, Stand};
use crate::reply::Reply;
use crate::rope::{Part, Piece, Rope};

/// A page without its lists, and what it was drawn from. It stands while that stands, however often
/// its lists change.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub around: Around,
    /// The lists that stand on it.
    kinds: Vec<ListKind>,
    /// The entries of those lists, where the rest of the page depends on them.
    entries: Option<Vec<ArticleId>>,
    /// The page's token.
    pub token: String,
    generation: u64,
    until: Time,
    home: String,
    parts: Arc<[Part]>,
    /// What stands in the slots among them.
    stands: Vec<Stand>,
    views: Option<Arc<AtomicU64>>,
}

/// What else a sheet is made of, beside its page.
pub(crate) struct Made<'a> {
    pub around: Around,
    pub beside: &'a Beside,
    /// Whether the page tells of its lists' entries outside of them too, if only by leaving them out.
    pub leaves_out: bool,
    pub token: String,
    pub until: Time,
    pub views: Option<Arc<AtomicU64>>,
}

impl Sheet {
    /// Bytes in memory.
    pub fn weight(&self) -> usize {
        self.parts.iter().map(|part| if let Part::Still(piece) = part { piece.weight() } else { 0 }).sum()
    }

    /// Whether these lists can stand on it.
    pub fn fits(&self, beside: &Beside) -> bool {
        self.kinds.iter().copied().eq(beside.kinds()) && self.entries.as_ref().is_none_or(|entries| entries.iter().copied().eq(beside.articles()))
    }
}

impl Ask {
    /// Draws a page without its lists.
    pub(crate) fn sheet<P: PageContext>(&self, page: &P, made: Made<'_>) -> Result<Arc<Sheet>, Trouble> {
        let frame: &Frame = page.frame();
        let skeleton = self.app.theme.skeleton(page)?;
        let (mut parts, mut stands) = (Vec::with_capacity(skeleton.parts().len()), Vec::new());
        for part in skeleton.parts() {
            match part {
                theme::Part::Still(text) => {
                    let mut text = text.as_str();
                    if let Some(Part::Count { end_tag: tag }) = parts.last_mut() {
                        let (first, rest) = text.split_at(end_tag(text));
                        *tag = first.into();
                        text = rest;
                    }
                    parts.push(Part::Still(Piece::new(text)));
                }
                theme::Part::Count => parts.push(Part::Count { end_tag: "".into() }),
                theme::Part::List(place) => {
                    // A list that is not on the page has no place to stand in.
                    if let Some(kind) = ListKind::from_name(&place.kind).filter(|kind| made.beside.list(*kind).is_some()) {
                        parts.push(Part::Slot);
                        stands.push(Stand::new(kind, place.clone(), self.language));
                    }
                }
            }
        }
        Ok(Arc::new(Sheet {
            kinds: made.beside.kinds().collect(),
            entries: made.leaves_out.then(|| made.beside.articles().collect()),
            around: made.around,
            token: made.token,
            generation: self.seen.generation,
            until: made.until,
            home: frame.home.clone(),
            parts: parts.into(),
            stands,
            views: made.views,
        }))
    }

    /// The page that was kept for this address with its lists of this moment, if all but its lists is still
    /// right and nothing has to be asked of the store.
    pub(crate) fn page_from_memory(&self) -> Option<Reply> {
        let sheet = self.sheet_before()?;
        let beside = self.beside(&sheet.around).ok()?;
        sheet.fits(&beside).then(|| self.page(sheet, &beside).ok())?
    }

    /// The sheet of the page that was kept for this address, if it is still right.
    fn sheet_before(&self) -> Option<Arc<Sheet>> {
        let sheet = self.before.as_ref()?.keeping.sheet.as_ref()?;
        let changed = match sheet.around.own {
            Some((article, story)) => self.app.changed(article, story),
            None => self.seen.generation,
        };
        (changed <= sheet.generation && self.seen.at < sheet.until).then(|| Arc::clone(sheet))
    }

    /// The token of an article's page: that of the page before, when a kept page is to be drawn again for
    /// comparison.
    pub(crate) fn token(&self, article: ArticleId) -> String {
        let before = self.before.as_ref().filter(|_| self.anew).and_then(|kept| kept.keeping.sheet.as_ref());
        before.map_or_else(|| self.app.readership.mint(article, self.language), |sheet| sheet.token.clone())
    }

    /// A sheet with its lists: the whole page, kept for others.
    pub(crate) fn page(&self, sheet: Arc<Sheet>, beside: &Beside) -> Result<Reply, Trouble> {
        let body = self.rope(&sheet, beside)?;
        let until = sheet.until.min(beside.until);
        let views = sheet.views.clone();
        Ok(Reply::page(body).kept(Keeping { follows: Follows::Order, until, views, sheet: Some(sheet), lists_seen: Some(beside.lineup.seen) }))
    }

    /// A page without lists and counts, kept for others until the day is over.
    pub(crate) fn kept_alone(&self, html: String) -> Reply {
        let keeping = Keeping { follows: Follows::Content, until: self.day_ends(), views: None, sheet: None, lists_seen: None };
        Reply::page(Piece::new(html).into()).kept(keeping)
    }

    /// The page of a sheet, with these lists, which fit it.
    pub(crate) fn rope(&self, sheet: &Sheet, beside: &Beside) -> Result<Rope, Trouble> {
        let lists = sheet.stands.iter().filter_map(|stand| Some((stand, beside.list(stand.kind)?)));
        let pieces = lists.map(|(stand, list)| self.list_piece(&beside.lineup, list, stand, &sheet.home));
        Ok(Rope::new(Arc::clone(&sheet.parts), pieces.collect::<Result<_, _>>()?))
    }
}

/// How long the end tag is with which a text begins; 0 where it begins otherwise.
fn end_tag(text: &str) -> usize {
    let Some(name) = text.strip_prefix("</") else { return 0 };
    name.find('>').filter(|end| name[..*end].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')).map_or(0, |end| end + "</>".len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_tag_is_told_from_other_text() {
        assert_eq!(end_tag("</span></li>"), 7);
        assert_eq!(end_tag(" views</p>"), 0);
        assert_eq!(end_tag("</"), 0);
        assert_eq!(end_tag("</a <b>"), 0);
    }
}
