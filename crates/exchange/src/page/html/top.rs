use model::When;

use super::matching::letters;
use super::meta::Meta;
use super::tree::{Tree, is_inline, is_silent};
use crate::FoundCredit;
use crate::page::text::{self, words};

/// What a page shows between its headline and its text.
#[derive(Debug, Default)]
pub(super) struct Top {
    /// The lines of the standfirst.
    pub deck: Vec<String>,
    /// Those whom a by-line names with what they did.
    pub credits: Vec<FoundCredit>,
    /// The date that stands there, by its label or bare.
    pub published: Option<When>,
    /// The date of the last change.
    pub updated: Option<When>,
}

/// The most lines below the headline that are looked at.
const LINES: usize = 14;
/// The most nodes below the headline that are looked at.
const NODES: usize = 400;
/// The bytes after which a line is not read on.
const LONGEST: usize = 2_000;
/// A standfirst line's letters.
const DECK: std::ops::RangeInclusive<usize> = 16..=260;
/// The most lines of a standfirst.
const MOST: usize = 4;

/// Reads what stands below a headline. `root` is the element with the text.
pub(super) fn read(tree: &Tree, meta: &Meta, headline: &str, root: usize) -> Top {
    let mut top = Top::default();
    let Some(head) = head(tree, headline, root) else { return top };
    let said: Vec<String> = [meta.linked.description.as_deref(), meta.first(&["og:description", "description"])]
        .into_iter()
        .flatten()
        .map(letters)
        .filter(|said| said.len() >= 12)
        .collect();
    // Lines that may be a standfirst, until a signature shows that they are.
    let (mut open, mut signed) = (Vec::new(), false);
    for line in lines(tree, head) {
        let signature = text::signature(&line.text);
        if let Some(signature) = signature {
            if top.credits.is_empty() {
                top.credits = signature.credits;
            }
            top.published = top.published.or(signature.published);
            top.updated = top.updated.or(signature.updated);
            if !signed && top.deck.is_empty() {
                top.deck.append(&mut open);
            }
            signed = true;
            continue;
        }
        let units = text::units(&line.text);
        if units >= 60 && text::is_sentence(&line.text) && !line.says_deck && !said.contains(&letters(&line.text)) {
            break;
        }
        let fits =
            DECK.contains(&units) && line.text.split(' ').count() >= 3 && !words::is_button(&line.text) && !words::is_notice(&line.text, units);
        if !fits || line.linked || letters(&line.text) == letters(headline) {
            continue;
        }
        let known =
            line.says_deck || line.heading && !tree.within(line.at, root) || said.contains(&letters(&line.text)) && !tree.within(line.at, root);
        if known && top.deck.len() < MOST {
            top.deck.push(line.text);
        } else if !signed && open.len() < 2 && !text::is_sentence(&line.text) {
            open.push(line.text);
        }
    }
    top
}

/// The element that shows the headline: a heading, else any that shows nothing else.
fn head(tree: &Tree, headline: &str, root: usize) -> Option<usize> {
    let wanted = letters(headline);
    if wanted.is_empty() {
        return None;
    }
    let is_head = |at: &usize| letters(&tree.text(*at)) == wanted;
    let headings =
        || ["h1", "h2", "h3"].into_iter().find_map(|name| tree.all(0, name).take(40).filter(|&at| tree.end(at) - at < NODES).find(is_head));
    let short = |at: &usize| tree.end(*at) - at < 12 && !is_silent(tree.name(*at)) && tree.text_node(*at).is_none();
    headings().or_else(|| tree.below(root).take(NODES).filter(short).find(is_head))
}

struct Line {
    at: usize,
    text: String,
    /// Whether its element calls itself a standfirst.
    says_deck: bool,
    /// Whether its element is a heading.
    heading: bool,
    /// Whether it is a link.
    linked: bool,
}

/// The lines below an element, captions left out.
fn lines(tree: &Tree, head: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut at = tree.end(head);
    let end = tree.len().min(at + NODES);
    let mut block = 0;
    let mut broken = true;
    while at < end && lines.len() < LINES {
        let name = tree.name(at);
        if matches!(name, "figure" | "nav" | "aside" | "footer" | "form" | "button" | "table" | "amp-ad") || is_silent(name) {
            at = tree.end(at);
            broken = true;
            continue;
        }
        if let Some(text) = tree.text_node(at) {
            let here = tree.ancestors(at).find(|&up| !is_inline(tree.name(up))).unwrap_or(0);
            let text = model::squeeze(text);
            if !text.is_empty() {
                match lines.last_mut() {
                    // More than this is no line of the top, whatever follows.
                    Some(last) if !broken && here == block && last.text.len() > LONGEST => {}
                    Some(last) if !broken && here == block => {
                        last.text = format!("{} {text}", last.text);
                        last.linked &= is_link(tree, at);
                    }
                    _ => lines.push(line(tree, at, text)),
                }
                (block, broken) = (here, false);
            }
        } else {
            broken |= name == "br" || !is_inline(name);
        }
        at += 1;
    }
    lines
}

fn is_link(tree: &Tree, at: usize) -> bool {
    tree.ancestors(at).take(3).any(|up| tree.is(up, "a"))
}

fn line(tree: &Tree, at: usize, text: String) -> Line {
    const NAMES: &[&str] =
        &["deck", "dek", "standfirst", "subheading", "subheadline", "subtitle", "subtit", "subhead", "sub", "strapline", "tagline"];
    let names = tree.ancestors(at).take(3).flat_map(|up| ["class", "id", "itemprop"].into_iter().filter_map(move |key| tree.attribute(up, key)));
    let bare = |name: &str| name.split(['-', '_']).filter(|part| !part.is_empty()).map(str::to_ascii_lowercase).collect::<Vec<_>>();
    let says_deck = names.flat_map(str::split_whitespace).any(|name| {
        let parts = bare(name);
        parts.iter().any(|part| NAMES.contains(&part.as_str())) || NAMES.contains(&parts.concat().as_str()) || parts.concat() == "alternativeheadline"
    });
    let heading = tree.ancestors(at).take(3).any(|up| matches!(tree.name(up), "h2" | "h3" | "h4"));
    Line { at, says_deck, heading, linked: is_link(tree, at), text }
}
