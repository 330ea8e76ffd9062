//! A part of the page to typed blocks.

use model::{Block, Kind, Language, Marks, Text};

use super::embed;
use super::line::Line;
use super::links::Links;
use super::picture::Pictures;
use super::tree::{Tree, is_inline};
use crate::Found;

/// Turns elements into blocks. It descends by calling itself; a [`Tree`] is never deeper than
/// [`super::tree::DEPTH`].
pub(super) struct Reader<'a> {
    pub tree: &'a Tree,
    pub links: &'a Links,
    pub(super) left_out: Vec<bool>,
    pub pictures: Pictures<'a>,
    pub blocks: Vec<Block>,
    line: Line,
    /// Pictures and embeds met within a line, to stand behind it.
    pending: Vec<Block>,
    language: Language,
    root: usize,
}

impl<'a> Reader<'a> {
    /// Reads what is not left out below `root`.
    pub fn new(tree: &'a Tree, links: &'a Links, left_out: Vec<bool>, root: usize, language: Language) -> Self {
        let pictures = Pictures::new(tree, links, language);
        Self { tree, links, left_out, pictures, blocks: Vec::new(), line: Line::default(), pending: Vec::new(), language, root }
    }

    /// Reads an element with all below it.
    pub fn read(&mut self, at: usize) {
        self.container(at, &Marks::default());
        self.flush(at);
    }

    fn container(&mut self, at: usize, marks: &Marks) {
        let tree = self.tree;
        for child in tree.children(at) {
            self.node(child, at, marks);
        }
    }

    fn node(&mut self, at: usize, inside: usize, marks: &Marks) {
        let tree = self.tree;
        if self.left_out[at] {
            return;
        }
        if let Some(text) = tree.text_node(at) {
            self.line.push(text, marks);
            return;
        }
        let name = tree.name(at);
        match name {
            "br" => {
                if self.line.line_break() {
                    self.flush(inside);
                }
            }
            "img" | "picture" => self.image(at, None),
            "iframe" | "embed" | "video" | "amp-youtube" => self.frame(at),
            "object" => {
                self.frame(at);
                for inner in tree.all(at, "embed").take(1) {
                    self.frame(inner);
                }
            }
            "hr" => {
                self.flush(inside);
                self.place(Kind::Rule, at);
            }
            "noscript" => self.noscript(at),
            "script" | "style" | "template" | "head" | "svg" | "math" | "select" | "textarea" | "title" | "audio" | "canvas" | "link" | "meta" => {}
            "wbr" | "rp" => {}
            _ if is_inline(name) => {
                let marks = self.marks(at, marks);
                self.container(at, &marks);
            }
            _ => {
                self.flush(inside);
                self.block(at, name, marks);
                self.flush(at);
            }
        }
    }

    fn block(&mut self, at: usize, name: &str, marks: &Marks) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(at, name),
            "ul" | "ol" | "dl" => self.list(at),
            "blockquote" => self.quote(at),
            "figure" | "amp-figure" => self.figure(at),
            "figcaption" => {}
            "pre" => self.preformatted(at),
            "table" => self.table(at),
            "aside" => self.aside(at),
            _ if self.is_caption_box(at) => self.figure(at),
            _ => self.container(at, marks),
        }
    }

    /// The marks of an inline element added to those around it.
    fn marks(&self, at: usize, around: &Marks) -> Marks {
        let mut marks = around.clone();
        match self.tree.name(at) {
            "b" | "strong" => marks.strong = true,
            "i" | "em" | "cite" | "dfn" | "var" => marks.emphasis = true,
            "s" | "strike" | "del" => marks.strike = true,
            "code" | "kbd" | "samp" | "tt" => marks.code = true,
            "sup" => marks.superscript = true,
            "sub" => marks.subscript = true,
            "a" => marks.link = self.tree.attribute(at, "href").and_then(|href| self.links.target(href)).or(marks.link),
            _ => {}
        }
        if let Some(language) = self.tree.attribute(at, "lang").and_then(|lang| lang.parse().ok()) {
            marks.language = Some(language).filter(|&language| language != self.language);
        }
        marks
    }

    /// Ends the line: it becomes a paragraph, and what stood within it follows.
    pub(super) fn flush(&mut self, inside: usize) {
        let text = self.line.take();
        if !text.is_blank() {
            self.place(Kind::Paragraph { text }, inside);
        }
        let mut pending = std::mem::take(&mut self.pending);
        self.blocks.append(&mut pending);
    }

    pub(super) fn place(&mut self, kind: Kind, node: usize) {
        let mut block = Block::new(kind);
        block.language = self.language_at(node);
        self.blocks.push(block);
    }

    fn language_at(&self, node: usize) -> Option<Language> {
        let tree = self.tree;
        let own = std::iter::once(node).chain(tree.ancestors(node)).take_while(|&at| at > self.root).find_map(|at| tree.attribute(at, "lang"))?;
        own.parse().ok().filter(|&language: &Language| language != self.language)
    }

    /// The inline text below an element, pictures and embeds kept for behind it.
    pub(super) fn text_of(&mut self, at: usize) -> Text {
        let outer = std::mem::take(&mut self.line);
        let first = self.blocks.len();
        self.container(at, &Marks::default());
        let mut text = self.line.take();
        // Blocks within are joined as lines of one text.
        let mut before = Text::default();
        for block in self.blocks.split_off(first) {
            match block.kind {
                Kind::Paragraph { text } | Kind::Heading { text, .. } => join(&mut before, text),
                _ => self.pending.push(block),
            }
        }
        if !before.is_blank() {
            join(&mut before, std::mem::take(&mut text));
            text = before;
        }
        self.line = outer;
        text
    }

    fn heading(&mut self, at: usize, name: &str) {
        let level = match name {
            "h1" | "h2" => 2,
            "h3" => 3,
            _ => 4,
        };
        let text = self.text_of(at);
        if !text.is_blank() {
            self.place(Kind::Heading { level, text }, at);
        }
    }

    fn preformatted(&mut self, at: usize) {
        let text = model::nfc(self.tree.raw_text(at).trim_matches('\n').trim_end());
        if !text.trim().is_empty() {
            self.place(Kind::Preformatted { text }, at);
        }
    }

    fn image(&mut self, at: usize, figure: Option<usize>) {
        let tree = self.tree;
        let image = if tree.is(at, "picture") { tree.all(at, "img").next() } else { Some(at) };
        if let Some(place) = image.and_then(|image| self.pictures.image(image, figure)) {
            self.aside_block(Kind::Picture { picture: Found::picture_id(place) });
        }
    }

    /// A block met within a line: before it if it has not begun, else behind it.
    fn aside_block(&mut self, kind: Kind) {
        let block = Block::new(kind);
        if self.line.is_blank() { self.blocks.push(block) } else { self.pending.push(block) }
    }

    fn frame(&mut self, at: usize) {
        let tree = self.tree;
        let address = ["src", "data-src", "data-lazy-src", "data", "data-videoid"].iter().find_map(|key| tree.attribute(at, key));
        let known = address.and_then(|address| self.links.web(address)).and_then(|url| embed::known(&url));
        if let Some((provider, url)) = known {
            let title = tree.attribute(at, "title").map(model::squeeze).filter(|title| title.len() > 8);
            self.aside_block(Kind::Embed { provider, url, title });
        }
    }

    /// A lazy page repeats in `noscript` the picture that its script would load; text in there is for nobody.
    fn noscript(&mut self, at: usize) {
        for image in self.tree.all(at, "img").take(1) {
            self.image(image, None);
        }
    }

    /// A figure: its pictures with its caption, or the embed, quote or table that it holds.
    fn figure(&mut self, at: usize) {
        let tree = self.tree;
        let before = self.blocks.len();
        let mut child = at + 1;
        while child < tree.end(at) {
            let whole = self.left_out[child] || matches!(tree.name(child), "table" | "pre" | "blockquote" | "script" | "style");
            match tree.name(child) {
                _ if self.left_out[child] => {}
                "img" => self.image(child, Some(at)),
                "iframe" | "embed" => self.frame(child),
                "table" => self.table(child),
                "pre" => self.preformatted(child),
                "blockquote" => self.quote(child),
                _ => {}
            }
            child = if whole { tree.end(child) } else { child + 1 };
        }
        if self.blocks.len() == before && tree.all(at, "img").next().is_none() && super::picture::caption_of(tree, at).is_none() {
            self.container(at, &Marks::default());
        }
    }

    /// A box with a picture and its caption, as older pages have instead of `figure`.
    fn is_caption_box(&self, at: usize) -> bool {
        let tree = self.tree;
        let Some(class) = tree.attribute(at, "class") else { return false };
        let class = class.to_ascii_lowercase();
        let named = [
            "wp-caption",
            "image-caption",
            "captioned",
            "photo-caption",
            "caption",
            "imagebox",
            "image-box",
            "photobox",
            "photo-box",
            "article-image",
            "article_photo",
        ];
        named.iter().any(|name| class.contains(name)) && tree.end(at) - at < 60
    }
}

/// Adds a line to a text.
pub(super) fn join(text: &mut Text, line: Text) {
    if line.is_blank() {
        return;
    }
    if !text.0.is_empty() {
        text.push("\n", &Marks::default());
    }
    for run in line.0 {
        text.push(&run.text, &run.marks);
    }
}
