//! Which part of a page is the article.

use super::clutter;
use super::matching::{BodyMatch, letters};
use super::tree::{Tree, is_box};
use super::units::{Sums, Unit, divide};

/// The article's place in a page.
pub(super) struct Place {
    /// The element that holds it.
    pub root: usize,
    /// Per node, whether it is left out with all below it.
    pub left_out: Vec<bool>,
}

/// A child that holds this share of its parent's readable text is looked into.
const DOMINANT: f64 = 0.75;

/// The worth of a short article.
const SHORT: f64 = 150.0;
/// The worth from which on an article is taken though another part of the page has more text.
const APART: f64 = 400.0;

/// Finds the article. `told` is its text as the page's own data give it, where they do.
pub(super) fn find(tree: &Tree, told: Option<&str>, headline: Option<&str>) -> Option<Place> {
    let mut left_out = clutter::mark(tree);
    let nothing = vec![false; tree.len()];
    let all = divide(tree, &nothing);
    let matched = told.and_then(|told| BodyMatch::new(tree, &all, told));
    spare(tree, &all, &mut left_out, matched.as_ref());
    let units = divide(tree, &left_out);
    let sums = Sums::new(&units, |unit| unit.worth(tree).max(0.0));
    let total = sums.of(tree, 0);
    if total <= 0.0 {
        return None;
    }
    let root = matched.as_ref().map(|matched| matched.root).unwrap_or_else(|| {
        let named = named(tree, &sums, total);
        let root = named.unwrap_or_else(|| descend(tree, &sums));
        headline.and_then(|headline| own_article(tree, &sums, &left_out, root, headline)).unwrap_or(root)
    });
    Some(Place { root, left_out })
}

/// Of several articles in a row, the one that has the page's headline.
fn own_article(tree: &Tree, sums: &Sums, left_out: &[bool], root: usize, headline: &str) -> Option<usize> {
    let headline = letters(headline);
    let mut articles = Vec::new();
    let mut at = 1;
    while at < tree.len() {
        if left_out[at] {
            at = tree.end(at);
        } else if tree.is(at, "article") {
            articles.push(at);
            at = tree.end(at);
        } else {
            at += 1;
        }
    }
    if articles.len() < 2 || headline.is_empty() {
        return None;
    }
    let headed = |at: usize| tree.below(at).any(|below| matches!(tree.name(below), "h1" | "h2") && letters(&tree.text(below)) == headline);
    let mut own = articles.into_iter().filter(|&at| headed(at));
    let own = own.next().filter(|_| own.next().is_none())?;
    // A head that stands apart from its text is no article.
    let least = if tree.within(own, root) { SHORT } else { APART };
    (!tree.within(root, own) && sums.of(tree, own) >= least).then_some(own)
}

/// An article of pictures with hardly a word: the element that calls itself an article and shows several.
pub(super) fn pictured(tree: &Tree) -> Option<Place> {
    let left_out = clutter::mark(tree);
    let shown = |at: usize| tree.all(at, "img").filter(|&image| !tree.ancestors(image).any(|up| left_out[up])).count();
    let root = tree.all(0, "article").chain(tree.all(0, "main")).take(5).find(|&at| shown(at) >= 2)?;
    Some(Place { root, left_out })
}

/// The most parts that are taken for clutter by mistake.
const SPARED: usize = 60;

/// Clutter that holds nearly all that is to be read is none, nor is what the page's data call its text.
fn spare(tree: &Tree, all: &[Unit], left_out: &mut [bool], matched: Option<&BodyMatch>) {
    let sums = Sums::new(all, |unit| unit.worth(tree).max(0.0));
    let total = sums.of(tree, 0);
    if let Some(matched) = matched {
        for (at, out) in left_out.iter_mut().enumerate() {
            *out = *out && matched.share(tree, at) <= 0.3;
        }
        return;
    }
    for _ in 0..SPARED {
        let outermost = outermost(tree, left_out);
        let gone: f64 = outermost.iter().map(|&at| sums.of(tree, at)).sum();
        if total - gone > total * 0.2 {
            return;
        }
        // Readers may write more than the article has.
        let apart = |at: &usize| total - gone < SHORT || !clutter::is_comments(tree, *at);
        let largest = outermost.into_iter().filter(apart).max_by(|a, b| sums.of(tree, *a).total_cmp(&sums.of(tree, *b)));
        match largest {
            Some(at) => left_out[at] = false,
            None => return,
        }
    }
}

/// The nodes that are left out for their own sake, not for that of a node above them.
fn outermost(tree: &Tree, left_out: &[bool]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tree.len() {
        if left_out[at] {
            found.push(at);
            at = tree.end(at);
        } else {
            at += 1;
        }
    }
    found
}

/// Walks down from the whole page, as long as one child holds nearly all.
fn descend(tree: &Tree, sums: &Sums) -> usize {
    let mut root = 0;
    loop {
        let here = sums.of(tree, root);
        let best =
            tree.children(root).filter(|&child| is_box(tree, child)).map(|child| (child, sums.of(tree, child))).max_by(|a, b| a.1.total_cmp(&b.1));
        match best {
            Some((child, worth)) if worth >= here * DOMINANT && worth > 0.0 => root = child,
            _ => return root,
        }
    }
}

/// The element that calls itself the article's body, if it holds much of what is to be read.
fn named(tree: &Tree, sums: &Sums, total: f64) -> Option<usize> {
    let says_body = |at: usize| {
        let of = |key| tree.attribute(at, key).unwrap_or_default();
        of("itemprop").split_whitespace().any(|word| word.eq_ignore_ascii_case("articleBody"))
            || clutter::is_body_name(of("class"))
            || clutter::is_body_name(of("id"))
    };
    let best = (1..tree.len())
        .filter(|&at| says_body(at))
        .map(|at| (at, sums.of(tree, at)))
        .filter(|(_, worth)| *worth > total * 0.3)
        .max_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    best.map(|(at, _)| at)
}
