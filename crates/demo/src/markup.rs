//! The small markup in which the stories' bodies are written, as typed blocks.
//!
//! A blank line ends a block. Known are paragraphs, `## ` headings, `> ` quotations with `> — ` before
//! whoever said it, `- ` and `1. ` lists and `| … |` tables; within a line `*emphasis*`, `**strong**`
//! and `[a link](https://…)`. A list may follow its paragraph's line directly.

use model::{Block, Body, Cell, Kind, ListItem, Marks, Text};

/// A line of a text, with its number in the file.
pub(crate) type Line<'a> = (usize, &'a str);

/// What is wrong, and in which line.
pub(crate) type Fault = (usize, String);

/// What a line begins, going by its first characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Blank,
    Paragraph,
    Heading,
    Quote,
    Bullets,
    Numbers,
    Table,
}

/// The body that the lines tell.
pub(crate) fn body(lines: &[Line<'_>]) -> Result<Body, Fault> {
    let mut blocks = Vec::new();
    let mut rest = lines;
    while let Some(&(_, first)) = rest.first() {
        let form = form(first);
        // A paragraph and a heading are a line each; the others go on for as long as their lines do.
        let length = match form {
            Form::Blank | Form::Paragraph | Form::Heading => 1,
            _ => rest.iter().take_while(|(_, line)| self::form(line) == form).count(),
        };
        let (own, after) = rest.split_at(length);
        blocks.extend(block(form, own)?.map(Block::new));
        rest = after;
    }
    let mut body = Body(blocks);
    body.number();
    Ok(body)
}

fn form(line: &str) -> Form {
    if line.trim().is_empty() {
        Form::Blank
    } else if line.starts_with('#') {
        Form::Heading
    } else if line.starts_with("> ") {
        Form::Quote
    } else if line.starts_with("- ") {
        Form::Bullets
    } else if line.starts_with('|') {
        Form::Table
    } else if numbered(line).is_some() {
        Form::Numbers
    } else {
        Form::Paragraph
    }
}

/// The number and the point of a line such as `3. A point`.
fn numbered(line: &str) -> Option<(usize, &str)> {
    let (number, point) = line.split_once(". ")?;
    (number.len() <= 2).then(|| number.parse().ok()).flatten().map(|number| (number, point))
}

fn block(form: Form, lines: &[Line<'_>]) -> Result<Option<Kind>, Fault> {
    let Some(&(number, first)) = lines.first() else { return Ok(None) };
    Ok(Some(match form {
        Form::Blank => return Ok(None),
        Form::Paragraph => Kind::Paragraph { text: text(number, first)? },
        Form::Heading => {
            let words = first.trim_start_matches('#');
            let level = first.len() - words.len();
            let level = u8::try_from(level).ok().filter(|level| (2..=4).contains(level) && words.starts_with(' '));
            let level = level.ok_or_else(|| (number, "a heading begins with “## ”, “### ” or “#### ”".to_owned()))?;
            Kind::Heading { level, text: text(number, words)? }
        }
        Form::Quote => quote(lines)?,
        Form::Bullets => {
            let item = |&(number, line): &Line<'_>| Ok(ListItem { text: text(number, line.trim_start_matches("- "))?, ..ListItem::default() });
            Kind::List { ordered: false, items: lines.iter().map(item).collect::<Result<_, Fault>>()? }
        }
        Form::Numbers => {
            let item = |(at, &(number, line)): (usize, &Line<'_>)| match numbered(line) {
                Some((place, point)) if place == at + 1 => Ok(ListItem { text: text(number, point)?, ..ListItem::default() }),
                _ => Err((number, format!("this point of the list should be number {}", at + 1))),
            };
            Kind::List { ordered: true, items: lines.iter().enumerate().map(item).collect::<Result<_, Fault>>()? }
        }
        Form::Table => table(lines)?,
    }))
}

fn quote(lines: &[Line<'_>]) -> Result<Kind, Fault> {
    let mut paragraphs = Vec::new();
    let mut by = None;
    for &(number, line) in lines {
        if by.is_some() {
            return Err((number, "nothing may follow the name under a quotation".to_owned()));
        }
        let words = line.trim_start_matches("> ");
        match words.strip_prefix("— ") {
            Some(name) => by = Some(text(number, name)?),
            None => paragraphs.push(text(number, words)?),
        }
    }
    match lines.first() {
        Some(&(number, _)) if paragraphs.is_empty() => Err((number, "there is a name but no quotation".to_owned())),
        _ => Ok(Kind::Quote { paragraphs, by, pull: false }),
    }
}

fn table(lines: &[Line<'_>]) -> Result<Kind, Fault> {
    let mut rows = Vec::with_capacity(lines.len());
    let mut width = 0;
    for (at, &(number, line)) in lines.iter().enumerate() {
        let cells = line.trim().strip_prefix('|').and_then(|line| line.strip_suffix('|'));
        let cells: Vec<&str> = cells.ok_or_else(|| (number, "a row of a table ends with “|”".to_owned()))?.split('|').map(str::trim).collect();
        if at == 0 {
            width = cells.len();
        } else if cells.len() != width {
            return Err((number, format!("this row has {} cells, the first one {width}", cells.len())));
        }
        if at == 1 {
            if !cells.iter().all(|cell| cell.len() >= 3 && cell.bytes().all(|byte| byte == b'-')) {
                return Err((number, "under a table's first row stands “|---|---|”".to_owned()));
            }
            continue;
        }
        let cell = |cell: &str| Ok(Cell { text: text(number, cell)?, head: at == 0, columns: 1, rows: 1 });
        rows.push(cells.into_iter().map(cell).collect::<Result<Vec<_>, Fault>>()?);
    }
    match lines.first() {
        Some(&(number, _)) if rows.len() < 2 => Err((number, "a table has a row of heads and one more at least".to_owned())),
        _ => Ok(Kind::Table { caption: None, rows }),
    }
}

/// A line's words with their marks.
fn text(number: usize, line: &str) -> Result<Text, Fault> {
    let mut text = Text::default();
    let mut marks = Marks::default();
    let mut rest = line.trim();
    while let Some(at) = rest.find(['*', '[', ']']) {
        let (before, from) = rest.split_at(at);
        text.push(before, &marks);
        rest = if let Some(after) = from.strip_prefix("**") {
            marks.strong = !marks.strong;
            after
        } else if let Some(after) = from.strip_prefix('*') {
            marks.emphasis = !marks.emphasis;
            after
        } else if let Some(after) = from.strip_prefix('[') {
            let link = after.split_once("](").and_then(|(words, after)| Some((words, after.split_once(')')?)));
            let (words, (address, after)) = link.ok_or_else(|| (number, "a link is written “[words](https://…)”".to_owned()))?;
            if words.is_empty() || words.contains(['*', '[']) || !["https://", "http://", "/"].iter().any(|start| address.starts_with(start)) {
                return Err((number, format!("“{words}” cannot be linked to “{address}”")));
            }
            text.push(words, &Marks { link: Some(address.to_owned()), ..marks.clone() });
            after
        } else {
            return Err((number, "there is a “]” without a “[”".to_owned()));
        };
    }
    text.push(rest, &marks);
    if marks.strong || marks.emphasis {
        return Err((number, "there is a “*” that is not closed".to_owned()));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Vec<Kind>, Fault> {
        let lines: Vec<_> = text.lines().enumerate().map(|(at, line)| (at + 1, line)).collect();
        body(&lines).map(|body| body.0.into_iter().map(|block| block.kind).collect())
    }

    #[test]
    fn every_form_becomes_its_block() {
        let source = "One *light* **word** and [a link](https://example.org/a).\n\n## Head\n\n- a\n- b\n\n1. a\n2. b\n\n> Said.\n> Twice.\n> — Her\n\n| a | b |\n|---|---|\n| | **2** |\n";
        let kinds = parse(source).unwrap();
        let Kind::Paragraph { text } = &kinds[0] else { panic!("{kinds:?}") };
        assert_eq!(text.to_plain(), "One light word and a link.");
        assert!(text.0[1].marks.emphasis && text.0[3].marks.strong);
        assert_eq!(text.0[5].marks.link.as_deref(), Some("https://example.org/a"));
        assert!(matches!(&kinds[1], Kind::Heading { level: 2, .. }));
        assert!(matches!(&kinds[2], Kind::List { ordered: false, items } if items.len() == 2));
        assert!(matches!(&kinds[3], Kind::List { ordered: true, items } if items[1].text.to_plain() == "b"));
        assert!(matches!(&kinds[4], Kind::Quote { paragraphs, by: Some(by), .. } if paragraphs.len() == 2 && by.to_plain() == "Her"));
        assert!(
            matches!(&kinds[5], Kind::Table { rows, .. } if rows.len() == 2 && rows[0][0].head && !rows[1][1].head && rows[1][0].text.is_blank())
        );
        assert_eq!(kinds.len(), 6);
    }

    #[test]
    fn a_fault_names_its_line() {
        for (source, line) in [
            ("a\n\nb *c", 3),
            ("1. a\n3. b", 2),
            ("| a | b |\n|---|---|\n| c |", 3),
            ("| a |\n| b |", 2),
            ("#Head", 1),
            ("a\n[b](javascript:c)", 2),
            ("> — Her", 1),
        ] {
            assert_eq!(parse(source).unwrap_err().0, line, "{source}");
        }
    }
}
