use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::{Language, PictureId, fingerprint};

/// What an article says: typed blocks in order, and nothing else. There is no block for markup,
/// so markup from outside cannot come through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Body(pub Vec<Block>);

/// The id of a block, unique within its body and kept while the block is edited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlockId(pub u32);

/// One unit of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Unique in the body; zero until [`Body::number`] has given one.
    #[serde(default)]
    pub id: BlockId,
    /// The language, where it is another than the article's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// What kind of block it is, with what it holds.
    #[serde(flatten)]
    pub kind: Kind,
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Kind {
    /// Running text.
    Paragraph {
        /// The text.
        text: Text,
    },
    /// A heading inside the body. The page's headline is level 1, so these are 2, 3 or 4.
    Heading {
        /// 2 to 4.
        level: u8,
        /// The text.
        text: Text,
    },
    /// A list of points.
    List {
        /// Numbered, or with bullets.
        ordered: bool,
        /// The points.
        items: Vec<ListItem>,
    },
    /// Words of somebody else, set apart.
    Quote {
        /// Its paragraphs.
        paragraphs: Vec<Text>,
        /// Who said it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Text>,
        /// A pull quote repeats a sentence of the text, in large type; a screen reader passes over it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pull: bool,
    },
    /// A picture; what it shows, caption and credit stand in the picture's record.
    Picture {
        /// The record.
        picture: PictureId,
    },
    /// A table.
    Table {
        /// What the table shows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caption: Option<Text>,
        /// Rows of cells, top to bottom.
        rows: Vec<Vec<Cell>>,
    },
    /// Something that plays or shows elsewhere, drawn as a card with a link.
    Embed {
        /// Whose it is.
        provider: Provider,
        /// Where it stands, absolute, `https` or `http`.
        url: String,
        /// What it is called, where known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
    },
    /// Text whose line breaks and spaces matter: program text, verse.
    Preformatted {
        /// The text.
        text: String,
    },
    /// A break between two parts.
    Rule,
}

/// One point of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListItem {
    /// The point.
    pub text: Text,
    /// Whether the points below it are numbered.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ordered: bool,
    /// Points below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ListItem>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What stands in it.
    pub text: Text,
    /// Whether it heads its row or column.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub head: bool,
    /// Columns it spans; at least 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub columns: u16,
    /// Rows it spans; at least 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub rows: u16,
}

fn one() -> u16 {
    1
}

fn is_one(n: &u16) -> bool {
    *n == 1
}

/// Those whose embeds we know and whose pages can be linked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is the name of a company or its service")]
pub enum Provider {
    Youtube,
    Vimeo,
    X,
    Instagram,
    Facebook,
    Tiktok,
    Soundcloud,
    Spotify,
    NaverTv,
    KakaoTv,
    Dailymotion,
    Reddit,
    Bluesky,
    Mastodon,
    Googlemaps,
}

/// Text with marks: runs in order, each with the marks it wears.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Run>);

/// A stretch of text that wears the same marks throughout. A line break is `\n`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The characters.
    pub text: String,
    /// What they wear.
    #[serde(flatten)]
    pub marks: Marks,
}

/// What a run of text can wear.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// Strong importance.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    /// Stress.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub emphasis: bool,
    /// Struck out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strike: bool,
    /// Program text.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub code: bool,
    /// Above the line.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub superscript: bool,
    /// Below the line.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub subscript: bool,
    /// Where it leads: `http`, `https`, `mailto`, `tel`, or a path or fragment of this site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Its language, where it is another than the block's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

impl Text {
    /// Text without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::default() } else { Self(vec![Run { text, marks: Marks::default() }]) }
    }

    /// Adds a run, joining it to the last one where both wear the same.
    pub fn push(&mut self, text: &str, marks: &Marks) {
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.marks == *marks => last.text.push_str(text),
            _ => self.0.push(Run { text: text.to_owned(), marks: marks.clone() }),
        }
    }

    /// The characters without marks.
    pub fn to_plain(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether there is nothing to read in it.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|run| run.text.trim().is_empty())
    }
}

impl Block {
    /// A block that has no id yet, in the article's language.
    pub fn new(kind: Kind) -> Self {
        Self { id: BlockId::default(), language: None, kind }
    }

    /// A paragraph of plain text.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::new(Kind::Paragraph { text: Text::plain(text) })
    }

    /// What is read in it, one line a unit: an item of a list, a row of a table. Pictures, embeds
    /// and rules have none: their words are captions, which stand elsewhere.
    pub fn lines(&self) -> Vec<String> {
        let line = |text: &Text| text.to_plain().split('\n').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let mut lines = match &self.kind {
            Kind::Paragraph { text } | Kind::Heading { text, .. } => vec![line(text)],
            Kind::List { items, .. } => {
                let mut lines = Vec::new();
                item_lines(items, &line, &mut lines);
                lines
            }
            Kind::Quote { pull: true, .. } | Kind::Picture { .. } | Kind::Embed { .. } | Kind::Rule => Vec::new(),
            Kind::Quote { paragraphs, by, .. } => paragraphs.iter().chain(by).map(line).collect(),
            Kind::Table { rows, caption } => {
                let rows = rows.iter().map(|row| row.iter().map(|cell| line(&cell.text)).collect::<Vec<_>>().join("\t"));
                caption.iter().map(line).chain(rows).collect()
            }
            Kind::Preformatted { text } => text.lines().map(str::to_owned).collect(),
        };
        lines.retain(|line| !line.trim().is_empty());
        lines
    }

    /// The mark by which its words are known again; see [`fingerprint`].
    pub fn fingerprint(&self) -> u64 {
        fingerprint(&self.lines().join("\n"))
    }
}

fn item_lines(items: &[ListItem], line: &impl Fn(&Text) -> String, lines: &mut Vec<String>) {
    for item in items {
        lines.push(line(&item.text));
        item_lines(&item.items, line, lines);
    }
}

impl Body {
    /// Gives every block an id that no other in this body has, keeping the ids that are unique already.
    pub fn number(&mut self) {
        let mut next = self.0.iter().map(|block| block.id.0).max().unwrap_or(0);
        let mut seen = HashSet::new();
        for block in &mut self.0 {
            if block.id.0 == 0 || !seen.insert(block.id) {
                next += 1;
                block.id = BlockId(next);
                seen.insert(block.id);
            }
        }
    }

    /// The words alone, one line a block (a list has a line an item, a table a line a row),
    /// without headline, deck and captions.
    pub fn to_plain(&self) -> String {
        self.0.iter().flat_map(Block::lines).collect::<Vec<_>>().join("\n")
    }

    /// How it begins: the first line that says something, two hundred characters of it at the most.
    pub fn opening(&self) -> String {
        const LONGEST: usize = 200;
        let first = self.0.iter().flat_map(Block::lines).next();
        first.unwrap_or_default().chars().take(LONGEST).collect()
    }

    /// The pictures that stand in the body, in order.
    pub fn pictures(&self) -> impl Iterator<Item = PictureId> {
        self.0.iter().filter_map(|block| match block.kind {
            Kind::Picture { picture } => Some(picture),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_opens_with_its_first_words_whatever_stands_above() {
        let long = Block::paragraph("가나다 ".repeat(100));
        let rule = Block::new(Kind::Rule);
        assert_eq!(Body(vec![rule.clone(), Block::paragraph(" \n "), Block::paragraph("It\nstands."), long.clone()]).opening(), "It stands.");
        let cut = Body(vec![long]).opening();
        assert!(cut.starts_with("가나다 가나다") && cut.chars().count() == 200);
        assert_eq!(Body(vec![rule]).opening(), "");
    }

    #[test]
    fn blocks_keep_their_ids_and_copies_get_new_ones() {
        let mut body = Body(vec![Block::paragraph("a"), Block::paragraph("b")]);
        body.number();
        let copy = body.0[0].clone();
        body.0.push(copy);
        body.number();
        assert_eq!(body.0.iter().map(|block| block.id.0).collect::<Vec<_>>(), [1, 2, 3]);
    }

    #[test]
    fn a_body_is_kept_as_it_was() {
        let mut text = Text::plain("see ");
        text.push("this", &Marks { link: Some("/news/a".into()), strong: true, ..Marks::default() });
        let body = Body(vec![
            Block::new(Kind::Paragraph { text }),
            Block { language: Some(Language::KOREAN), ..Block::new(Kind::Rule) },
            Block::new(Kind::Table { caption: None, rows: vec![vec![Cell { text: Text::plain("x"), head: true, columns: 2, rows: 1 }]] }),
        ]);
        let json = serde_json::to_string(&body).unwrap();
        assert_eq!(serde_json::from_str::<Body>(&json).unwrap(), body, "{json}");
    }
}
