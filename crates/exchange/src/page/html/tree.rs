use std::ops::Range;

use dom_query::{Document, LocalName, NodeData};

/// Deeper elements are dissolved into the element at this depth, so that code which descends by
/// calling itself never goes deeper.
pub(super) const DEPTH: usize = 200;

/// A page's nodes in document order: the descendants of a node stand right behind it, up to its `end`.
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// Whether elements were dissolved because of their depth.
    pub dissolved: bool,
}

struct Node {
    parent: usize,
    end: usize,
    depth: usize,
    data: Data,
}

enum Data {
    Element { name: LocalName, attributes: Vec<(LocalName, String)> },
    Text(String),
}

impl Tree {
    /// Copies a parsed document; comments and processing instructions are left behind.
    pub fn new(document: &Document) -> Self {
        let mut tree = Self { nodes: Vec::new(), dissolved: false };
        let root = document.root();
        tree.nodes.push(Node { parent: 0, end: 1, depth: 0, data: element("html") });
        // Each entry is a node to be copied and its parent here, or a parent that is complete.
        let mut work = vec![];
        let push = |work: &mut Vec<_>, node: dom_query::NodeRef<'_>, parent: usize| {
            for child in node.children_it(true) {
                work.push((child.id, parent));
            }
        };
        push(&mut work, root, 0);
        while let Some((id, parent)) = work.pop() {
            let Some(node) = document.tree.get(&id) else { continue };
            let at = tree.nodes.len();
            let data = node.query_or(None, |node| match &node.data {
                NodeData::Text { contents } => Some(Data::Text(crate::page::without_controls(contents).into_owned())),
                NodeData::Element(found) => Some(Data::Element {
                    // AMP has an element of its own for what is an `img` in all else.
                    name: if &*found.name.local == "amp-img" { LocalName::from("img") } else { found.name.local.clone() },
                    attributes: found
                        .attrs
                        .iter()
                        .map(|attribute| (attribute.name.local.clone(), crate::page::without_controls(&attribute.value).into_owned()))
                        .collect(),
                }),
                _ => None,
            });
            let Some(data) = data else { continue };
            let depth = tree.nodes[parent].depth + 1;
            if depth > DEPTH && matches!(data, Data::Element { .. }) {
                tree.dissolved = true;
                push(&mut work, node, parent);
                continue;
            }
            tree.nodes.push(Node { parent, end: at + 1, depth, data });
            push(&mut work, node, at);
        }
        for at in (1..tree.nodes.len()).rev() {
            let (parent, end) = (tree.nodes[at].parent, tree.nodes[at].end);
            tree.nodes[parent].end = tree.nodes[parent].end.max(end);
        }
        tree
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node that a node stands in; the root stands in itself.
    pub fn parent(&self, at: usize) -> usize {
        self.nodes[at].parent
    }

    /// The nodes below a node, in document order.
    pub fn below(&self, at: usize) -> Range<usize> {
        at + 1..self.nodes[at].end
    }

    /// Where a node's descendants end.
    pub fn end(&self, at: usize) -> usize {
        self.nodes[at].end
    }

    /// Whether a node is another or stands below it.
    pub fn within(&self, at: usize, above: usize) -> bool {
        (above..self.nodes[above].end).contains(&at)
    }

    /// The nodes directly below a node.
    pub fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes[at].end;
        let mut next = at + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next = self.nodes[child].end;
            Some(child)
        })
    }

    /// The nodes that a node stands in, nearest first.
    pub fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let mut here = at;
        std::iter::from_fn(move || {
            (here != 0).then(|| {
                here = self.nodes[here].parent;
                here
            })
        })
    }

    /// An element's name in lower case; empty for text.
    pub fn name(&self, at: usize) -> &str {
        match &self.nodes[at].data {
            Data::Element { name, .. } => name,
            Data::Text(_) => "",
        }
    }

    /// Whether it is an element of this name.
    pub fn is(&self, at: usize, name: &str) -> bool {
        self.name(at) == name
    }

    /// A text node's characters.
    pub fn text_node(&self, at: usize) -> Option<&str> {
        match &self.nodes[at].data {
            Data::Text(text) => Some(text),
            Data::Element { .. } => None,
        }
    }

    /// An attribute's value, if it is there and not blank.
    pub fn attribute(&self, at: usize, wanted: &str) -> Option<&str> {
        match &self.nodes[at].data {
            Data::Element { attributes, .. } => {
                attributes.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
            }
            Data::Text(_) => None,
        }
    }

    /// Whether an attribute is there, with or without a value.
    pub fn has(&self, at: usize, wanted: &str) -> bool {
        matches!(&self.nodes[at].data, Data::Element { attributes, .. } if attributes.iter().any(|(name, _)| &**name == wanted))
    }

    /// All elements of a name below a node, in document order.
    pub fn all<'a>(&'a self, at: usize, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.below(at).filter(move |&below| self.is(below, name))
    }

    /// The text below a node as one line, without scripts and styles.
    pub fn text(&self, at: usize) -> String {
        let mut text = String::new();
        let end = self.nodes[at].end;
        let mut here = at;
        while here < end {
            match &self.nodes[here].data {
                Data::Text(part) => text.push_str(part),
                Data::Element { name, .. } if here != at && is_silent(name) => {
                    here = self.nodes[here].end;
                    continue;
                }
                Data::Element { name, .. } if !is_inline(name) => text.push(' '),
                Data::Element { .. } => {}
            }
            here += 1;
        }
        model::squeeze(&text)
    }

    /// The characters of an element's own text nodes and those below, as they are: for scripts.
    pub fn raw_text(&self, at: usize) -> String {
        self.below(at).filter_map(|below| self.text_node(below)).collect()
    }
}

fn element(name: &str) -> Data {
    Data::Element { name: LocalName::from(name), attributes: Vec::new() }
}

/// Elements whose text nobody reads.
pub(super) fn is_silent(name: &str) -> bool {
    matches!(name, "script" | "style" | "template" | "noscript" | "head" | "svg" | "math" | "object" | "select" | "textarea" | "iframe" | "title")
}

/// Whether an element can hold an article: paragraphs and what stands in a line cannot.
pub(super) fn is_box(tree: &Tree, at: usize) -> bool {
    let name = tree.name(at);
    !is_inline(name)
        && !is_silent(name)
        && !matches!(
            name,
            "p" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" | "blockquote" | "ul" | "ol" | "figure" | "tr" | "table" | "tbody"
        )
        || matches!(name, "table" | "tbody" | "tr" | "span" | "font") && tree.below(at).any(|below| matches!(tree.name(below), "p" | "br"))
}

/// Elements that stand within a line of text.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "" | "a"
            | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "q"
            | "rb"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "br"
            | "math"
            | "bidi"
    )
}
