//! Looks where a publication shows, as a reader would: its page, the front page, the feed and the sitemap.

use std::collections::HashMap;
use std::sync::Arc;

use actions::ActionError;
use model::{Article, Language, Month};
use store::Receipt;

use crate::app::App;
use crate::ask::{Ask, Handler};
use crate::rope::Coding;
use crate::site::encoded;
use crate::{feeds, pages, sitemap};

/// A month of a large site has at most so many maps.
const MOST_MAPS: usize = 10;

/// Looks for the publications that have not been seen everywhere, and notes where they show now. A test calls this itself, a
/// server does so some times a second.
pub fn look_for_publications(app: &Arc<App>) -> Result<(), ActionError> {
    let mut looked = Looked { app, texts: HashMap::new() };
    let mut seen = Vec::new();
    for receipt in actions::unseen(&app.newsroom)? {
        let Some(article) = app.newsroom.store.read(|session| session.article(receipt.article))? else { continue };
        let places = looked.shown(&article, &receipt);
        if !places.is_empty() {
            seen.push((receipt.article, receipt.live_at, places));
        }
    }
    if seen.is_empty() { Ok(()) } else { actions::note_shown(&app.newsroom, &seen) }
}

/// What stands at the addresses that were looked at.
struct Looked<'a> {
    app: &'a Arc<App>,
    texts: HashMap<String, String>,
}

impl Looked<'_> {
    /// The places where an article shows and was not seen before.
    fn shown(&mut self, article: &Article, receipt: &Receipt) -> Vec<&'static str> {
        let site = self.app.site();
        let language = article.language;
        let path = site.article_path(language, &article.section, &article.slug);
        let story = format!("data-story=\"{}\"", article.story);
        let in_edition = |rest: &str| site.publication.path(language, rest);
        let params = [("section", article.section.as_str()), ("slug", article.slug.as_str())];
        let missing: Vec<&'static str> = actions::PLACES.into_iter().filter(|place| !receipt.shown.contains_key(*place)).collect();
        let mut places = Vec::new();
        for place in missing {
            let found = match place {
                "page" => self.has(language, &path, &params, pages::article::show, &story),
                "front" => self.has(language, &in_edition(""), &[], pages::front::show, &story),
                "feed" => self.has(language, &in_edition("feed.xml"), &[], feeds::of_edition, &path),
                _ => self.in_a_map(article, &path),
            };
            if found {
                places.push(place);
            }
        }
        places
    }

    fn in_a_map(&mut self, article: &Article, path: &str) -> bool {
        let default = self.app.site().publication.default_language();
        let month = Month::of(article.published_at.unwrap_or(article.updated_at));
        let part = |part: usize| if part == 1 { String::new() } else { format!("-{part}") };
        let maps = (1..=MOST_MAPS).map(|number| format!("/sitemap.xml?map={}-{month}{}", article.language, part(number)));
        std::iter::once("/sitemap.xml".to_owned()).chain(maps).any(|map| self.has(default, &map, &[], sitemap::show, path))
    }

    /// Whether a reader finds something there.
    fn has(&mut self, language: Language, address: &str, params: &[(&str, &str)], handler: Handler, sign: &str) -> bool {
        let app = self.app;
        let text = self.texts.entry(address.to_owned()).or_insert_with(|| {
            let ask = Ask::for_itself(Arc::clone(app), language, address, params, handler);
            let drawn = handler(&ask).map(|reply| reply.body.laid(Coding::Identity, "").bytes);
            drawn.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
        });
        text.contains(sign) || text.contains(&encoded(sign))
    }
}
