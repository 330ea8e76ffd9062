use super::tree::{Tree, is_box};
use super::units::Unit;

/// Which units of a page stand in the text that the page's own data give as the article's.
pub(super) struct BodyMatch {
    /// The smallest element that holds nearly all of it.
    pub root: usize,
    /// Per unit that stands in it: its first node and its weight.
    found: Vec<(usize, usize)>,
    total: usize,
}

/// Shorter texts are summaries.
const SHORTEST: usize = 200;

/// The most letters of it that are looked for, and the most units that are looked at.
const LONGEST: usize = 100_000;
const UNITS: usize = 20_000;

impl BodyMatch {
    /// Looks for the given text; `None` if too little of it stands in the page.
    pub fn new(tree: &Tree, units: &[Unit], told: &str) -> Option<Self> {
        let mut told = letters(&super::jsonld::unescape(told));
        if let Some((end, _)) = told.char_indices().nth(LONGEST) {
            told.truncate(end);
        }
        if told.len() < SHORTEST {
            return None;
        }
        let mut found = Vec::new();
        for unit in units.iter().take(UNITS) {
            let text: String = (unit.first..=unit.last).filter_map(|at| tree.text_node(at)).collect();
            let text = letters(&text);
            if text.len() >= 25 && told.contains(&text) {
                found.push((unit.first, text.len()));
            }
        }
        let total: usize = found.iter().map(|(_, weight)| weight).sum();
        let covered = total as f64 / told.len() as f64;
        if covered < 0.5 {
            return None;
        }
        let mut matched = Self { root: 0, found, total };
        loop {
            let next = tree.children(matched.root).find(|&child| is_box(tree, child) && matched.share(tree, child) > 0.85);
            match next {
                Some(child) => matched.root = child,
                None => return Some(matched),
            }
        }
    }

    /// The share of the found text that stands in a node.
    pub fn share(&self, tree: &Tree, node: usize) -> f64 {
        let from = self.found.partition_point(|(first, _)| *first < node);
        let to = self.found.partition_point(|(first, _)| *first < tree.end(node));
        let inside: usize = self.found[from..to].iter().map(|(_, weight)| weight).sum();
        inside as f64 / self.total.max(1) as f64
    }
}

/// A text's letters and digits alone, so that quotation marks and spaces make no difference.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
