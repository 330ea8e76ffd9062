use super::tree::{Tree, is_inline, is_silent};

/// A stretch of text that stands in one block: what is weighed.
pub(super) struct Unit {
    /// The block that it stands in directly.
    pub block: usize,
    /// Its first text node.
    pub first: usize,
    /// Its last text node.
    pub last: usize,
    /// How much there is to read in it; a Hangul syllable or a Han character is worth two letters.
    pub weight: usize,
    /// How much of that stands in links.
    pub linked: usize,
    /// Whether it has the punctuation of a sentence.
    pub sentence: bool,
}

impl Unit {
    /// The share of it that stands in links.
    pub fn link_density(&self) -> f64 {
        self.linked as f64 / self.weight.max(1) as f64
    }

    /// How much it speaks for its surroundings being an article; below zero, how much against.
    pub fn worth(&self, tree: &Tree) -> f64 {
        let weight = self.weight as f64;
        let density = self.link_density();
        let name = tree.name(self.block);
        if matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "button" | "label" | "option" | "figcaption" | "th") {
            0.0
        } else if density > 0.5 {
            -weight.min(40.0)
        } else if self.sentence && weight >= 60.0 {
            weight * (1.0 - density)
        } else if self.sentence || weight >= 80.0 {
            weight * (1.0 - density) * 0.5
        } else if matches!(name, "p" | "blockquote" | "pre") {
            weight * (1.0 - density) * 0.3
        } else {
            -2.0
        }
    }
}

/// Divides a page's text into units, in document order.
pub(super) fn divide(tree: &Tree, skipped: &[bool]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut linked = vec![false; tree.len()];
    let mut block = vec![0; tree.len()];
    let mut broken = true;
    let mut at = 1;
    while at < tree.len() {
        let (name, parent) = (tree.name(at), tree.parent(at));
        if skipped[at] || is_silent(name) {
            broken |= !is_inline(name);
            at = tree.end(at);
            continue;
        }
        linked[at] = linked[parent] || name == "a" && tree.has(at, "href");
        block[at] = if is_inline(name) { block[parent] } else { at };
        match tree.text_node(at) {
            None => broken |= !is_inline(name),
            Some(text) if !text.trim().is_empty() => {
                let measured = measure(text);
                match units.last_mut() {
                    Some(unit) if !broken && unit.block == block[at] => {
                        unit.last = at;
                        unit.weight += measured.weight;
                        unit.linked += if linked[at] { measured.weight } else { 0 };
                        unit.sentence |= measured.sentence;
                    }
                    _ => units.push(Unit {
                        block: block[at],
                        first: at,
                        last: at,
                        weight: measured.weight,
                        linked: if linked[at] { measured.weight } else { 0 },
                        sentence: measured.sentence,
                    }),
                }
                broken = false;
            }
            Some(_) => {}
        }
        at += 1;
    }
    units
}

/// What is counted of a text.
pub(super) struct Measured {
    pub weight: usize,
    pub sentence: bool,
}

/// Weighs a text.
pub(super) fn measure(text: &str) -> Measured {
    let (mut weight, mut gap, mut sentence, mut last) = (0, true, false, ' ');
    for c in text.chars() {
        if c.is_whitespace() {
            weight += usize::from(!gap);
            gap = true;
            sentence |= matches!(last, '.' | '!' | '?' | '…');
        } else {
            weight += if is_wide(c) { 2 } else { 1 };
            gap = false;
            sentence |= matches!(c, '。' | '？' | '！' | '।' | '؟' | '،' | '、') || c == ',' && last.is_alphabetic();
        }
        if !matches!(c, '"' | '”' | '’' | ')' | '\'' | '»') {
            last = c;
        }
    }
    sentence |= matches!(last, '.' | '!' | '?' | '…');
    Measured { weight, sentence }
}

/// Whether a character is a syllable or a word rather than a letter.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// Sums of the units' worth, for any stretch of nodes at once.
pub(super) struct Sums {
    firsts: Vec<usize>,
    sums: Vec<f64>,
}

impl Sums {
    /// Adds up one number per unit.
    pub fn new(units: &[Unit], worth: impl Fn(&Unit) -> f64) -> Self {
        let mut sums = vec![0.0];
        for unit in units {
            sums.push(sums[sums.len() - 1] + worth(unit));
        }
        Self { firsts: units.iter().map(|unit| unit.first).collect(), sums }
    }

    /// The sum over the units that begin in a node.
    pub fn of(&self, tree: &Tree, node: usize) -> f64 {
        let from = self.firsts.partition_point(|&first| first < node);
        let to = self.firsts.partition_point(|&first| first < tree.end(node));
        self.sums[to] - self.sums[from]
    }
}
