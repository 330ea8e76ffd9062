use model::squeeze;

/// A line of the page that has something on it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Squeezed to one line, without its bullet.
    pub(super) text: String,
    /// Whether an empty line stands above it.
    pub(super) gap: bool,
    /// Whether it began with a bullet or a number with a point.
    pub(super) bullet: Bullet,
    /// The bullet, number or mark with which it began, as the page has it.
    pub(super) mark: String,
    /// Its length, a Hangul syllable counted twice, since it says as much as two or three Latin letters.
    pub(super) units: usize,
    /// What it is taken for.
    pub(super) sort: Sort,
}

/// How a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bullet {
    None,
    /// A point of a list.
    Dot,
    /// A numbered point.
    Number,
    /// A mark under which Korean papers set subheadings.
    Square,
    /// The triangle that opens captions and enumerations.
    Triangle,
}

/// What a line is taken for, by itself and its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Running text: one sentence or more.
    Prose,
    /// Short and not a sentence: a headline, a subheading, an entry of a list.
    Title,
    /// The words under a picture.
    Caption,
    /// Who, when, where to write: no words of the article.
    Meta,
    /// What the page says about itself: buttons, counters, notices.
    Clutter,
    /// The title of a box of links to other articles.
    Box,
    /// One link to another article between paragraphs.
    Aside,
    /// Where comments begin.
    Comments,
    /// The notice of rights that closes an article.
    Rights,
}

const DOTS: &[char] = &['•', '·', '∙', '‣', '⁃', '*', '○', '●', '◦', '▪', '▸', '►', '▶', '☞', '➤', '✓', '✔', '→'];
const SQUARES: &[char] = &['■', '□', '◆', '◇', '▣', '◈', '▷', '【'];
const TRIANGLES: &[char] = &['▲', '△', '▼', '↑'];

/// The lines of a text that are not empty.
pub(super) fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut gap = true;
    // Every `\r\n` would otherwise look like a line and an empty one.
    let text = text.replace("\r\n", "\n");
    for raw in text.split(['\n', '\r', '\u{0b}', '\u{0c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let whole = squeeze(&unescape(raw));
        let (bullet, rest) = bullet(&whole);
        if rest.is_empty() {
            // A bullet that stands alone belongs to the list entry below it and separates nothing.
            gap |= bullet == Bullet::None;
            continue;
        }
        let mark = whole[..whole.len() - rest.len()].trim_end().to_owned();
        lines.push(Line { text: rest.to_owned(), gap, bullet, mark, units: units(rest), sort: Sort::Title });
        gap = false;
    }
    lines
}

/// Letters' worth of a text.
pub(in crate::page) fn units(text: &str) -> usize {
    text.chars().map(|c| if is_hangul(c) { 2 } else { 1 }).sum()
}

pub(super) fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7af}')
}

pub(super) fn has_hangul(text: &str) -> bool {
    text.chars().any(is_hangul)
}

/// Character references that a page showed because it escaped them twice.
fn unescape(raw: &str) -> String {
    if !raw.contains('&') {
        return raw.to_owned();
    }
    let mut text = raw.to_owned();
    for (from, to) in [
        ("&nbsp;", " "),
        ("&nbsp", " "),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&lsquo;", "‘"),
        ("&rsquo;", "’"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&middot;", "·"),
        ("&hellip;", "…"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        if text.contains(from) {
            text = text.replace(from, to);
        }
    }
    text
}

fn bullet(whole: &str) -> (Bullet, &str) {
    let mut chars = whole.chars();
    let Some(first) = chars.next() else { return (Bullet::None, whole) };
    let rest = chars.as_str();
    let kind = if DOTS.contains(&first) {
        Bullet::Dot
    } else if SQUARES.contains(&first) {
        Bullet::Square
    } else if TRIANGLES.contains(&first) {
        Bullet::Triangle
    } else if matches!(first, '-' | '–' | '—') && (rest.starts_with(' ') || rest.starts_with(is_hangul)) {
        Bullet::Dot
    } else if ('①'..='⑳').contains(&first) {
        return (Bullet::Number, rest.trim_start());
    } else if first.is_ascii_digit() {
        let digits = whole.chars().take_while(char::is_ascii_digit).count();
        let after = whole.get(digits..).unwrap_or_default();
        return match after.strip_prefix(['.', ')']) {
            Some(point) if digits <= 2 && point.starts_with(' ') => (Bullet::Number, point.trim_start()),
            _ => (Bullet::None, whole),
        };
    } else {
        return (Bullet::None, whole);
    };
    // Two bullets in one line are an enumeration, which stays whole.
    if rest.contains(first) && !rest.starts_with(first) {
        return (Bullet::None, whole);
    }
    (kind, rest.trim_start_matches([first, ' ']).trim_start())
}

const CLOSERS: &[char] = &['"', '”', '’', '\'', ')', ']', '」', '』', '〉', '》', '»', ' '];

/// Whether a line ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(CLOSERS);
    match bare.chars().next_back() {
        Some('.' | '!' | '?' | '…' | '。' | '‥' | '．' | '！' | '？') => true,
        Some('다' | '까' | '죠') => units(text) >= 36 && bare.contains(' '),
        _ => false,
    }
}

/// How many sentences end in a line, its end not counted.
pub(super) fn inner_sentences(text: &str) -> usize {
    let mut found = 0;
    let mut previous = ' ';
    let mut before = ' ';
    for c in text.chars() {
        let closed = matches!(previous, '.' | '!' | '?' | '．' | '！' | '？' | '”' | '"');
        if c == ' ' && closed && (before.is_lowercase() || is_hangul(before) || matches!(before, '.' | '!' | '?')) {
            found += 1;
        }
        before = previous;
        previous = c;
    }
    found
}

/// The words of a line.
pub(super) fn words(text: &str) -> usize {
    text.split(' ').filter(|word| word.chars().any(char::is_alphanumeric)).count()
}
