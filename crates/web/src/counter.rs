//! Where finished pages are handed out: from the shelf while they are right, else drawn, once however
//! many ask.

use std::sync::Arc;

use axum::http::Response;

use crate::app::App;
use crate::ask::{self, Ask};
use crate::client::Fields;
use crate::kept::{Hit, Keeping, Kept, Seen};
use crate::reply::{Reply, Sent};
use crate::rope::Coding;

impl App {
    /// The page of an address as it is kept, if it is still right, or can be made right from memory alone, for whoever
    /// gets it. All that stands between a request and its answer when nothing has been published.
    pub(crate) fn at_hand(self: &Arc<Self>, address: &str, fields: &impl Fields) -> Option<Hit> {
        let kept = self.shelf.page(address)?;
        if kept.is_right(&Seen::by(self)) {
            self.shelf.count_taken();
            return Some(kept.answer(fields));
        }
        self.with_lists_of_now(address, kept).map(|kept| kept.answer(fields))
    }

    /// A kept page with the lists of this moment, if all but its lists is still right.
    fn with_lists_of_now(self: &Arc<Self>, address: &str, before: Arc<Kept>) -> Option<Arc<Kept>> {
        before.keeping.sheet.as_ref()?;
        let mut ask = Ask::again(Arc::clone(self), Arc::clone(&before.asked));
        ask.before = Some(before);
        ask.from_memory = true;
        let mut reply = ask.page_from_memory()?;
        let keeping = reply.keeping.take()?;
        Some(keep(&ask, address, reply, keeping))
    }
}

impl App {
    /// Draws a kept page again, drawn by chance and with nothing that was drawn before, and compares.
    /// What differs is told and forgotten. `None` when nothing could be compared: no page is right at the
    /// moment, or something changed meanwhile.
    pub fn compare_a_page(self: &Arc<Self>) -> Option<bool> {
        let (address, kept) = self.shelf.any_page(self.newsroom.world.random())?;
        let mut ask = Ask::again(Arc::clone(self), Arc::clone(&kept.asked));
        let seen = ask.seen;
        if !kept.is_of(&seen) {
            return None;
        }
        ask.before = Some(Arc::clone(&kept));
        ask.anew = true;
        let again = (ask.handler)(&ask).ok()?;
        if !kept.is_of(&Seen { at: seen.at, ..Seen::by(self) }) {
            return None;
        }
        let same = kept.text() == again.body.laid(Coding::Identity, "").bytes;
        self.meters.compared(same);
        if !same {
            tracing::error!(address, "a kept page was not what is drawn now; it was forgotten, and all that it may have been made of");
            self.shelf.forget_page(&address);
            self.cards.clear();
            self.related.clear();
            self.feed_entries.clear();
        }
        Some(same)
    }
}

/// Answers what asks for a page: as it is kept, or drawn now.
pub(crate) async fn show(mut ask: Ask) -> Response<Sent> {
    let (app, address) = (Arc::clone(&ask.app), ask.address());
    if let Some(hit) = app.at_hand(&address, &ask.headers) {
        return hit.response();
    }
    let _turn = app.shelf.turn(&address).await;
    // Whoever had the turn before may have drawn it; what was waited for has aged meanwhile.
    if let Some(hit) = app.at_hand(&address, &ask.headers) {
        return hit.response();
    }
    ask.renew();
    ask.before = app.shelf.page(&address);
    let Some((ask, mut reply)) = ask.answer().await else { return ask::broken() };
    match reply.keeping.take() {
        Some(keeping) => keep(&ask, &address, reply, keeping).answer(&ask.headers).response(),
        None => {
            if ask.before.is_some() {
                app.shelf.forget_page(&address);
            }
            reply.respond(&ask.headers)
        }
    }
}

/// Keeps a reply for others: as the page from before, when nothing has changed in it.
fn keep(ask: &Ask, address: &str, reply: Reply, keeping: Keeping) -> Arc<Kept> {
    let seen = keeping.lists_seen.map_or(ask.seen, |lists| Seen { generation: ask.seen.generation, ..lists });
    if let Some(before) = ask.before.as_ref().filter(|before| before.is(&reply.head, &reply.body, &keeping)) {
        before.was_right(seen);
        return Arc::clone(before);
    }
    let page = Arc::new(Kept::new(ask, reply.head, reply.body, keeping, seen));
    ask.app.shelf.keep_page(address, Arc::clone(&page));
    page
}
