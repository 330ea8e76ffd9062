//! The parser, kept within bounds: hostile pages make any HTML parser slow (its work grows with
//! depth times tags, and with attributes of one tag squared), so both are cut before they reach it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use dom_query::{Document, LocalName};
use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

/// The most nodes of one page.
const NODES: usize = 500_000;
/// The most elements that may stand open at once.
const OPEN: usize = 4_000;
/// The most formatting elements that may stand open at once; the parser opens them anew in every paragraph.
const OPEN_FORMATTING: usize = 60;
/// The most steps up through open elements, over all tags: the parser looks for what a tag closes.
const STEPS: usize = 300_000_000;
/// The most attributes of one tag.
const ATTRIBUTES: usize = 400;
/// The bytes between two looks at the number of nodes.
const STEP: usize = 32_768;

/// A parsed page, and what was cut off it.
pub(super) struct Parsed {
    pub document: Document,
    pub notes: Vec<String>,
}

/// Parses a page of any shape in bounded time and memory.
pub(super) fn parse(html: &str) -> Parsed {
    let (html, endless) = without_excess_attributes(html);
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let tokenizer = Tokenizer::new(Guard::new(TreeBuilder::new(Document::default(), options)), Default::default());
    let queue = BufferQueue::default();
    let (mut rest, mut notes) = (&*html, Vec::new());
    if endless {
        notes.push("Tags that never end were left out, with all that follows them.".to_owned());
    }
    while !rest.is_empty() {
        if tokenizer.sink.steps.get() > STEPS {
            notes.push("The page is nested too deep and too often; its end was left out.".to_owned());
            break;
        }
        if tokenizer.sink.builder.sink.tree.len() > NODES {
            notes.push(format!("The page is larger than is read ({NODES} nodes); its end was left out."));
            break;
        }
        let (step, after) = rest.split_at(boundary(rest, STEP));
        queue.push_back(StrTendril::from_slice(step));
        // The parser stops at each script's end, for a browser to run it.
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        rest = after;
    }
    tokenizer.end();
    if tokenizer.sink.cut.get() {
        notes.push("Elements nested deeper than any article is were taken out of their nesting.".to_owned());
    }
    Parsed { document: tokenizer.sink.builder.sink, notes }
}

fn boundary(text: &str, wanted: usize) -> usize {
    let mut at = text.len().min(wanted);
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Passes the parser's tokens on, but for the start tags that would nest too deep and their end tags.
struct Guard<S> {
    builder: S,
    /// Per name, how many stand open and how many were dropped.
    counts: RefCell<HashMap<LocalName, (usize, usize)>>,
    open: Cell<usize>,
    formatting: Cell<usize>,
    steps: Cell<usize>,
    cut: Cell<bool>,
}

impl<S> Guard<S> {
    fn new(builder: S) -> Self {
        Self { builder, counts: RefCell::default(), open: Cell::new(0), formatting: Cell::new(0), steps: Cell::new(0), cut: Cell::new(false) }
    }

    /// Whether a tag may pass.
    fn admits(&self, tag: &Tag, foreign: bool) -> bool {
        let (kind, name) = (tag.kind, &tag.name);
        self.steps.set(self.steps.get() + self.open.get());
        let leaf = if foreign { tag.self_closing && is_drawing(name) } else { closes_by_itself(name) };
        if leaf {
            return true;
        }
        let mut counts = self.counts.borrow_mut();
        let (open, dropped) = counts.entry(name.clone()).or_default();
        let formatting = is_formatting(name);
        match kind {
            TagKind::StartTag if self.open.get() >= OPEN || formatting && self.formatting.get() >= OPEN_FORMATTING => {
                *dropped += 1;
                self.cut.set(true);
                false
            }
            TagKind::StartTag => {
                *open += 1;
                self.open.set(self.open.get() + 1);
                self.formatting.set(self.formatting.get() + usize::from(formatting));
                true
            }
            TagKind::EndTag if *dropped > 0 => {
                *dropped -= 1;
                false
            }
            TagKind::EndTag => {
                if *open > 0 {
                    *open -= 1;
                    self.open.set(self.open.get() - 1);
                    self.formatting.set(self.formatting.get() - usize::from(formatting));
                }
                true
            }
        }
    }
}

impl<S: TokenSink> TokenSink for Guard<S> {
    type Handle = S::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<S::Handle> {
        match &token {
            Token::TagToken(tag) if !self.admits(tag, self.adjusted_current_node_present_but_not_in_html_namespace()) => TokenSinkResult::Continue,
            Token::CommentToken(_) => TokenSinkResult::Continue,
            _ => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements that are empty, or that the next of their kind closes: these nest only through others.
fn closes_by_itself(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
            | "param"
            | "html"
            | "head"
            | "body"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "tbody"
            | "thead"
            | "tfoot"
            | "colgroup"
            | "caption"
            | "option"
            | "a"
            | "script"
            | "style"
            | "title"
            | "textarea"
    )
}

/// Elements of SVG that are mostly written as closing themselves, hundreds to a drawing.
fn is_drawing(name: &str) -> bool {
    matches!(name, "path" | "rect" | "circle" | "use" | "g" | "polygon" | "line" | "stop" | "ellipse" | "polyline" | "image" | "animate")
}

/// The elements that the parser's list of active formatting elements knows; a link ends the link before it.
fn is_formatting(name: &str) -> bool {
    matches!(name, "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u")
}

/// The page without what stands after the last attribute that one tag may have, and whether its end is missing too.
fn without_excess_attributes(html: &str) -> (Cow<'_, str>, bool) {
    let bytes = html.as_bytes();
    let mut kept: Option<String> = None;
    let (mut at, mut copied, mut work) = (0, 0, 0);
    while let Some(found) = bytes[at..].iter().position(|&byte| byte == b'<') {
        at += found + 1;
        let is_tag = bytes[at..].first().is_some_and(u8::is_ascii_alphabetic)
            || bytes[at..].first() == Some(&b'/') && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
        if !is_tag {
            continue;
        }
        let scan = tag_end(bytes, at);
        work += scan.end - at;
        if work > 16 * bytes.len() {
            return (Cow::Owned(kept.unwrap_or_default() + &html[copied..at - 1]), true);
        }
        if let Some(from) = scan.excess {
            kept.get_or_insert_default().push_str(&html[copied..from]);
            copied = scan.end;
        }
        // A quotation mark astray may hide a tag, so that the next is looked for right here.
        at = if scan.excess.is_some() || !scan.quoted { scan.end } else { at + 1 };
    }
    match kept {
        None => (Cow::Borrowed(html), false),
        Some(kept) => (Cow::Owned(kept + &html[copied..]), false),
    }
}

struct Scan {
    /// Where the tag ends.
    end: usize,
    /// Where its excess of attributes begins.
    excess: Option<usize>,
    /// Whether it has quotation marks.
    quoted: bool,
}

fn tag_end(bytes: &[u8], from: usize) -> Scan {
    let mut scan = Scan { end: from, excess: None, quoted: false };
    let mut attributes = 0;
    let is_space = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_whitespace);
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => break,
            b'=' => {
                at += 1;
                while is_space(at) {
                    at += 1;
                }
                if let Some(&quote @ (b'"' | b'\'')) = bytes.get(at) {
                    scan.quoted = true;
                    let length = bytes[at + 1..].iter().position(|&byte| byte == quote);
                    at = length.map_or(bytes.len(), |length| at + length + 2);
                }
                continue;
            }
            b'/' | b'"' | b'\'' => attributes += 1,
            _ if is_space(at) && !is_space(at + 1) => attributes += 1,
            _ => {}
        }
        if attributes > ATTRIBUTES && scan.excess.is_none() {
            scan.excess = Some(at);
        }
        at += 1;
    }
    scan.end = at.min(bytes.len());
    scan
}
