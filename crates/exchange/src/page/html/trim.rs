use model::{Block, Kind, Language, Text};

use super::matching::letters;
use super::picture::by_script;
use crate::page::text::{self, caption, words};
use crate::{Found, FoundPicture};

/// Takes from the blocks what is no part of the text: the headline said again, boxes with links to other articles,
/// calls to read elsewhere, notices, and captions, which go to their pictures. Also says where the writers can be reached.
pub(super) fn trim(
    found: Vec<Block>,
    pictures: &mut [FoundPicture],
    headline: &str,
    deck: &[String],
    latin: Language,
) -> (Vec<Block>, Option<String>) {
    let headline = letters(headline);
    let deck: Vec<String> = deck.iter().map(|line| letters(line)).collect();
    let total: usize = found.iter().filter(|block| !is_linked(block)).map(weight).sum();
    let mut blocks: Vec<Block> = Vec::new();
    let (mut seen, mut in_box, mut contact) = (0, false, None);
    let last = found.len().saturating_sub(1);
    for (at, block) in found.into_iter().enumerate() {
        let plain = block.lines().join(" ");
        let letters = letters(&plain);
        if !letters.is_empty() && letters == headline && is_line(&block) {
            continue;
        }
        // What stands above the text was taken for itself.
        if seen == 0 && is_line(&block) && !letters.is_empty() && is_of_the_top(&plain, &letters, &headline, &deck) {
            continue;
        }
        let short = text::units(&plain) <= 200;
        if short && !plain.is_empty() && words::is_box(&plain, text::units(&plain)) && is_line(&block) {
            // Below most of the text, such a box ends the article.
            if seen * 10 > total * 7 {
                break;
            }
            in_box = true;
            continue;
        }
        let linked = is_linked(&block);
        if in_box && (linked || plain.is_empty()) {
            continue;
        }
        in_box = false;
        let closing = at == last || seen * 20 > total * 17;
        let edge = seen == 0 || closing;
        let address = text::email(&plain).filter(|_| closing && is_line(&block));
        if short && text::is_about(&plain) {
            contact = contact.or_else(|| address.clone());
        }
        if is_line(&block) && short && (is_aside(&block, &plain, linked) || edge && text::is_about(&plain)) {
            continue;
        }
        if linked && matches!(block.kind, Kind::List { .. }) && weight(&block) > 40 {
            continue;
        }
        if matches!(block.kind, Kind::Paragraph { .. })
            && text::units(&plain) <= 110
            && let Some(address) = address
        {
            contact.get_or_insert(address);
            continue;
        }
        if captions(&block, &plain, blocks.last(), pictures, latin) {
            continue;
        }
        if matches!(block.kind, Kind::Paragraph { .. }) {
            seen += weight(&block);
        }
        blocks.push(block);
    }
    while blocks.last().is_some_and(|last| matches!(last.kind, Kind::Heading { .. } | Kind::Rule)) {
        blocks.pop();
    }
    (blocks, contact)
}

/// Whether a line is the standfirst, with the headline before it or not, or a by-line.
fn is_of_the_top(plain: &str, letters: &str, headline: &str, deck: &[String]) -> bool {
    let rest = letters.strip_prefix(headline).unwrap_or(letters);
    let told = !deck.is_empty() && (rest == deck.concat() || deck.iter().any(|line| line == rest));
    told || text::units(plain) <= 90 && text::signature(plain).is_some()
}

fn weight(block: &Block) -> usize {
    block.lines().iter().map(|line| text::units(line)).sum()
}

fn is_line(block: &Block) -> bool {
    matches!(block.kind, Kind::Paragraph { .. } | Kind::Heading { .. })
}

/// One line that calls to read, watch or do something, or that claims rights.
fn is_aside(block: &Block, plain: &str, linked: bool) -> bool {
    let count = plain.split_whitespace().count();
    let letters = plain.chars().filter(|c| c.is_alphabetic());
    let capital = letters.clone().count() > 8 && letters.clone().all(|c| !c.is_lowercase()) && letters.clone().any(char::is_uppercase);
    let button = words::is_button(plain) && plain.chars().any(char::is_alphabetic);
    button
        || words::is_aside(plain)
        || words::is_notice(plain, text::units(plain))
        || words::claims_rights(plain)
        || linked && (capital || count >= 4) && matches!(block.kind, Kind::Paragraph { .. })
}

/// Whether nearly all the words of a block are links.
fn is_linked(block: &Block) -> bool {
    let (mut all, mut linked) = (0, 0);
    let mut add = |text: &Text| {
        for run in &text.0 {
            let letters = run.text.chars().filter(|c| c.is_alphanumeric()).count();
            all += letters;
            linked += if run.marks.link.is_some() { letters } else { 0 };
        }
    };
    match &block.kind {
        Kind::Paragraph { text } | Kind::Heading { text, .. } => add(text),
        Kind::List { items, .. } => items.iter().for_each(|item| add(&item.text)),
        _ => return false,
    }
    all > 0 && linked * 10 >= all * 9
}

/// Gives a line below a picture to it if it tells whose the picture is.
fn captions(block: &Block, plain: &str, above: Option<&Block>, pictures: &mut [FoundPicture], latin: Language) -> bool {
    if !matches!(block.kind, Kind::Paragraph { .. }) || text::units(plain) > 400 {
        return false;
    }
    let marked = plain.strip_prefix(['▲', '△']).map(str::trim_start);
    let shown = matches!(above.map(|above| &above.kind), Some(Kind::Picture { .. }));
    let Some(read) = caption::read(marked.unwrap_or(plain), marked.is_some()).filter(|read| read.credit.is_some() || marked.is_some() && shown)
    else {
        return false;
    };
    let Some(Kind::Picture { picture }) = above.map(|above| &above.kind) else {
        // Its picture may stand elsewhere, or play.
        let lower = plain.to_lowercase();
        return plain.ends_with([')', ']'])
            && ["photo", "사진", "image"].iter().any(|word| lower.rsplit(['(', '[']).next().is_some_and(|end| end.contains(word)));
    };
    let Some(picture) = pictures.get_mut(Found::picture_at(*picture)) else { return false };
    if picture.captions.is_empty() && !read.text.is_empty() {
        picture.captions = by_script(&read.text, latin);
    }
    picture.credit = picture.credit.take().or(read.credit);
    true
}
