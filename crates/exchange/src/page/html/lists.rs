//! Lists, quotes and tables.

use model::{Cell, Kind, ListItem, Marks, Text};

use super::blocks::Reader;
use super::embed;

/// A list nested deeper is read as part of the item around it.
const LIST_DEPTH: usize = 6;
/// The most cells of a table.
const CELLS: usize = 20_000;

impl Reader<'_> {
    pub(super) fn list(&mut self, at: usize) {
        // A list whose items are whole passages is a way to lay out a page.
        if self.holds_passages(at) {
            self.read_passages(at);
            return;
        }
        let items = self.items(at, 0);
        if !items.is_empty() {
            self.place(Kind::List { ordered: self.tree.is(at, "ol"), items }, at);
        }
    }

    fn read_passages(&mut self, list: usize) {
        let tree = self.tree;
        for child in tree.children(list) {
            if !self.left_out[child] && tree.text_node(child).is_none() {
                self.read(child);
            }
        }
    }

    fn holds_passages(&self, list: usize) -> bool {
        let tree = self.tree;
        tree.below(list)
            .any(|at| matches!(tree.name(at), "h1" | "h2" | "h3" | "h4" | "figure" | "table" | "blockquote" | "iframe" | "section" | "article"))
            || tree.children(list).any(|item| tree.all(item, "p").filter(|&p| !tree.text(p).is_empty()).count() > 2)
    }

    fn items(&mut self, list: usize, depth: usize) -> Vec<ListItem> {
        let tree = self.tree;
        let mut items: Vec<ListItem> = Vec::new();
        for child in tree.children(list) {
            if self.left_out[child] || tree.text_node(child).is_some() {
                continue;
            }
            let nested = matches!(tree.name(child), "ul" | "ol");
            let lists: Vec<usize> = if nested {
                vec![child]
            } else {
                tree.children(child).filter(|&inner| matches!(tree.name(inner), "ul" | "ol") && !self.left_out[inner]).collect()
            };
            let text = if nested { Text::default() } else { self.item_text(child, &lists, depth) };
            let mut below = Vec::new();
            let ordered = lists.first().is_some_and(|&list| tree.is(list, "ol"));
            if depth < LIST_DEPTH {
                for list in lists {
                    below.extend(self.items(list, depth + 1));
                }
            }
            let definition = tree.is(child, "dd");
            match items.last_mut() {
                Some(last) if nested || definition => {
                    last.ordered |= ordered;
                    if !text.is_blank() {
                        last.items.push(ListItem { text, ..ListItem::default() });
                    }
                    last.items.extend(below);
                }
                _ if text.is_blank() => items.extend(below),
                _ => items.push(ListItem { text, ordered, items: below }),
            }
        }
        items
    }

    /// An item's text without that of the lists in it, which are read on their own.
    fn item_text(&mut self, item: usize, lists: &[usize], depth: usize) -> Text {
        let apart = if depth < LIST_DEPTH { lists } else { &[] };
        for &list in apart {
            self.left_out[list] = true;
        }
        let text = self.text_of(item);
        for &list in apart {
            self.left_out[list] = false;
        }
        text
    }

    pub(super) fn quote(&mut self, at: usize) {
        let tree = self.tree;
        if super::clutter::is_post(tree, at) {
            let addresses = ["cite", "data-instgrm-permalink", "data-href", "data-bluesky-uri"].iter().filter_map(|key| tree.attribute(at, key));
            let links = tree.all(at, "a").filter_map(|link| tree.attribute(link, "href")).collect::<Vec<_>>();
            // The post's own address is the last link of it.
            let known = addresses.chain(links.into_iter().rev()).find_map(|address| embed::known(&self.links.web(address)?));
            if let Some((provider, url)) = known {
                if !self.post(at, &url) {
                    self.place(Kind::Embed { provider, url, title: None }, at);
                }
                return;
            }
        }
        let first = self.blocks.len();
        self.read(at);
        let inner = self.blocks.split_off(first);
        let by =
            tree.below(at).find(|&below| matches!(tree.name(below), "cite" | "footer") && !tree.text(below).is_empty()).map(|cite| tree.text(cite));
        let mut paragraphs = Vec::new();
        let mut others = Vec::new();
        for block in inner {
            match block.kind {
                Kind::Paragraph { text } | Kind::Heading { text, .. } => paragraphs.push(text),
                Kind::Quote { paragraphs: inner, .. } => paragraphs.extend(inner),
                Kind::List { ref items, .. } if others.is_empty() => paragraphs.extend(items.iter().map(|item| item.text.clone())),
                _ => others.push(block),
            }
        }
        let by = by.filter(|by| by.chars().count() <= 150);
        if let Some(by) = &by {
            paragraphs.retain(|text| text.to_plain().trim() != by);
        }
        if !paragraphs.is_empty() {
            let by = by.map(|by| Text::plain(by.trim_start_matches(['—', '–', '-', '―', ' '])));
            self.place(Kind::Quote { paragraphs, by, pull: false }, at);
        }
        self.blocks.extend(others);
    }

    /// A post whose words stand in the page is a quotation, signed with a link to it; false if it has no words here.
    fn post(&mut self, at: usize, url: &str) -> bool {
        let tree = self.tree;
        let paragraphs: Vec<usize> = tree.all(at, "p").collect();
        let words: Vec<Text> = paragraphs.iter().map(|&at| self.text_of(at)).filter(|text| !text.is_blank()).collect();
        let end = paragraphs.last().map_or(at + 1, |&last| tree.end(last));
        let signature: String = (end..tree.end(at)).filter_map(|at| tree.text_node(at)).collect();
        let signature = model::squeeze(&signature);
        if words.is_empty() || signature.chars().count() > 200 {
            return false;
        }
        let mut by = Text::default();
        let link = Marks { link: Some(url.to_owned()), ..Marks::default() };
        by.push(if signature.is_empty() { url } else { signature.trim_start_matches(['—', '–', '-', '―', ' ']) }, &link);
        self.place(Kind::Quote { paragraphs: words, by: Some(by), pull: false }, at);
        true
    }

    /// An aside is a pull quote if the article says its words too, else a box of its own.
    pub(super) fn aside(&mut self, at: usize) {
        self.read(at);
    }

    pub(super) fn table(&mut self, at: usize) {
        if !self.is_data(at) {
            self.read(at);
            return;
        }
        let tree = self.tree;
        let rows: Vec<usize> = tree.all(at, "tr").filter(|&row| tree.ancestors(row).find(|&up| tree.is(up, "table")) == Some(at)).collect();
        let mut table = Vec::new();
        let mut cells = 0;
        for row in rows {
            let mut line = Vec::new();
            for cell in tree.children(row).filter(|&cell| matches!(tree.name(cell), "td" | "th")) {
                let span = |key| tree.attribute(cell, key).and_then(|value| value.parse::<u16>().ok()).unwrap_or(1).clamp(1, 1_000);
                let text = self.text_of(cell);
                line.push(Cell { text, head: tree.is(cell, "th"), columns: span("colspan"), rows: span("rowspan") });
            }
            cells += line.len();
            if cells > CELLS {
                break;
            }
            if line.iter().any(|cell| !cell.text.is_blank()) {
                table.push(line);
            }
        }
        let caption = tree.all(at, "caption").next().map(|caption| self.text_of(caption)).filter(|caption| !caption.is_blank());
        if !table.is_empty() {
            self.place(Kind::Table { caption, rows: table }, at);
        }
    }

    /// A table of data has heads, or several short cells in several rows; others lay out a page.
    fn is_data(&self, at: usize) -> bool {
        let tree = self.tree;
        if matches!(tree.attribute(at, "role"), Some("presentation" | "none")) || tree.all(at, "table").next().is_some() {
            return false;
        }
        if tree.below(at).any(|below| matches!(tree.name(below), "h1" | "h2" | "figure" | "iframe" | "article" | "section")) {
            return false;
        }
        let rows = tree.all(at, "tr").count();
        let cells: Vec<usize> = tree.below(at).filter(|&below| matches!(tree.name(below), "td" | "th")).collect();
        let long = cells.iter().filter(|&&cell| tree.text(cell).chars().count() > 400).count();
        rows >= 2 && cells.len() >= rows * 2 && long * 4 < cells.len().max(1)
    }
}
