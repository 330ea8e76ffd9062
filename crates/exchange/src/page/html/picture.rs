use std::collections::HashMap;

use model::{ByLanguage, Language, squeeze};

use super::credit;
use super::links::Links;
use super::tree::Tree;
use crate::FoundPicture;

/// Reads pictures, each once.
pub(super) struct Pictures<'a> {
    tree: &'a Tree,
    links: &'a Links,
    latin: Language,
    /// What was found, in order.
    pub found: Vec<FoundPicture>,
    seen: HashMap<String, usize>,
}

/// The most pictures of one article.
const MOST: usize = 300;
/// Pictures drawn smaller than this are signs and counters.
const SMALLEST: u32 = 60;

impl<'a> Pictures<'a> {
    /// None yet.
    pub fn new(tree: &'a Tree, links: &'a Links, latin: Language) -> Self {
        Self { tree, links, latin, found: Vec::new(), seen: HashMap::new() }
    }

    /// The place of the picture that an `img` shows, with the caption of the figure around it;
    /// `None` if it is a sign, or was seen before.
    pub fn image(&mut self, image: usize, figure: Option<usize>) -> Option<usize> {
        if is_sign(self.tree, image) || self.found.len() >= MOST {
            return None;
        }
        let source = self.links.source(&source(self.tree, image)?);
        let alt = self.tree.attribute(image, "alt").map(squeeze).filter(|alt| !alt.is_empty() && !looks_like_file(alt));
        let (caption, owner) = figure.map(|figure| self.caption(figure)).unwrap_or_default();
        if let Some(&place) = self.seen.get(key(&source)) {
            let known = &mut self.found[place];
            if known.captions.is_empty() && !caption.is_empty() {
                known.captions = by_script(&caption, self.latin);
            }
            known.credit = known.credit.take().or(owner);
            return None;
        }
        let place = self.found.len();
        self.seen.insert(key(&source).to_owned(), place);
        let captions = if caption.is_empty() { ByLanguage::default() } else { by_script(&caption, self.latin) };
        let alts = alt.map(|alt| by_script(&alt, self.latin)).unwrap_or_default();
        self.found.push(FoundPicture { source: Some(source), captions, alts, credit: owner });
        Some(place)
    }

    /// The picture at an address that the page's data name, whether it was found in the body or not.
    pub fn named(&mut self, address: &str) -> Option<usize> {
        let source = self.links.source(address);
        if let Some(&place) = self.seen.get(key(&source)) {
            return Some(place);
        }
        // It may stand above the text, in a figure with its caption.
        let tree = self.tree;
        let shown = tree.all(0, "img").take(MOST).find_map(|at| {
            let figure = tree.ancestors(at).take(4).find(|&up| tree.is(up, "figure"))?;
            let same = self::source(tree, at).is_some_and(|shown| key(&self.links.source(&shown)) == key(&source));
            same.then_some((at, figure))
        });
        if let Some(place) = shown.and_then(|(image, figure)| self.image(image, Some(figure))) {
            return Some(place);
        }
        (!source.is_empty() && self.found.len() < MOST).then(|| {
            self.seen.insert(key(&source).to_owned(), self.found.len());
            self.found.push(FoundPicture { source: Some(source), ..FoundPicture::default() });
            self.found.len() - 1
        })
    }

    /// A figure's caption and credit.
    fn caption(&self, figure: usize) -> (String, Option<String>) {
        let tree = self.tree;
        let Some(caption) = caption_of(tree, figure) else { return Default::default() };
        let owner = tree.below(figure).find(|&at| {
            let names = ["class", "itemprop"].iter().filter_map(|key| tree.attribute(at, key)).collect::<Vec<_>>().join(" ").to_ascii_lowercase();
            (names.contains("credit") || names.contains("copyright") || names.contains("photographer") || names.contains("attribution"))
                && !tree.within(caption, at)
        });
        match owner {
            Some(owner) => {
                let name = credit::bare(&tree.text(owner));
                let whole = tree.text(caption);
                let told = if tree.within(owner, caption) { whole.replacen(&tree.text(owner), "", 1) } else { whole };
                let (told, second) = credit::split(&squeeze(&told));
                let name = if name.is_empty() || name.chars().count() > 120 { second } else { Some(name) };
                (told, name)
            }
            None => credit::split(&tree.text(caption)),
        }
    }
}

/// The element with a figure's caption.
pub(super) fn caption_of(tree: &Tree, figure: usize) -> Option<usize> {
    tree.all(figure, "figcaption").find(|&at| !tree.text(at).is_empty()).or_else(|| {
        tree.below(figure).find(|&at| {
            tree.attribute(at, "class").is_some_and(|class| class.to_ascii_lowercase().contains("caption"))
                && !tree.text(at).is_empty()
                && tree.all(at, "img").next().is_none()
        })
    })
}

/// A text under the language that its script says, Latin letters under the page's.
pub(super) fn by_script(text: &str, latin: Language) -> ByLanguage<String> {
    ByLanguage::one(Language::by_script(text, latin).unwrap_or(latin), text.to_owned())
}

/// The best address of an `img`: lazy pages keep it beside a placeholder.
fn source(tree: &Tree, image: usize) -> Option<String> {
    let lazy = ["data-src", "data-original", "data-lazy-src", "data-full-src", "data-hi-res-src", "data-url"];
    let plain = tree.attribute(image, "src").filter(|src| !is_placeholder(src));
    let lazy = lazy.iter().find_map(|key| tree.attribute(image, key)).filter(|src| !src.contains(['{', '<']) && !is_placeholder(src));
    let of_set = |at: usize| ["srcset", "data-srcset"].iter().find_map(|key| tree.attribute(at, key)).and_then(widest);
    let picture = tree.parent(image);
    let sources = || tree.is(picture, "picture").then(|| tree.all(picture, "source").find_map(of_set)).flatten();
    lazy.or(plain).map(str::to_owned).or_else(|| of_set(image)).or_else(sources).filter(|source| !is_placeholder(source) && source.len() <= 4_000_000)
}

/// The largest of a `srcset`.
fn widest(set: &str) -> Option<String> {
    let size = |text: &str| text.trim_end_matches(['w', 'x']).parse::<f64>().unwrap_or(1.0);
    // A comma may stand inside an address; between two candidates white space follows it.
    let candidates = set.split(", ").flat_map(|part| part.split(",\n")).filter_map(|part| {
        let mut words = part.split_whitespace();
        Some((words.next()?.trim_end_matches(','), words.next().map_or(1.0, size)))
    });
    candidates.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(address, _)| address.to_owned())
}

fn is_placeholder(source: &str) -> bool {
    if source.starts_with("data:") {
        return source.len() < 2_000 || source.starts_with("data:image/svg");
    }
    let file = source.rsplit('/').next().unwrap_or(source).to_ascii_lowercase();
    ["blank", "spacer", "placeholder", "pixel", "transparent", "1x1", "grey.gif", "gray.gif", "loading", "lazy"]
        .iter()
        .any(|word| file.contains(word))
}

fn is_sign(tree: &Tree, image: usize) -> bool {
    let length = |key: &str| tree.attribute(image, key).and_then(|value| value.trim_end_matches("px").parse::<u32>().ok());
    if ["width", "height"].iter().any(|key| length(key).is_some_and(|length| length < SMALLEST)) {
        return true;
    }
    ["class", "id", "src"].iter().filter_map(|key| tree.attribute(image, key)).any(|value| {
        let value = value.rsplit('/').next().unwrap_or(value).to_ascii_lowercase();
        value
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| matches!(word, "icon" | "logo" | "avatar" | "emoji" | "sprite" | "gravatar" | "smiley" | "badge" | "wp-smiley"))
    })
}

fn looks_like_file(alt: &str) -> bool {
    let lower = alt.to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".gif", ".webp"].iter().any(|end| lower.ends_with(end))
        || matches!(lower.as_str(), "image" | "photo" | "picture" | "img" | "thumbnail")
}

/// The address without scheme and parameters, by which a picture shown twice is known.
fn key(source: &str) -> &str {
    let rest = source.split_once("://").map_or(source, |(_, rest)| rest);
    if source.starts_with("data:") { source } else { rest.split(['?', '#']).next().unwrap_or(rest) }
}
