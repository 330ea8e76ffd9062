use model::{Block, Kind};

use super::blocks::Placed;
use super::matching::letters;
use super::tree::Tree;

/// Takes from the blocks what is no part of the text: the headline said again, lists of links, calls to read elsewhere.
pub(super) fn trim(_tree: &Tree, placed: Vec<Placed>, headline: &str) -> Vec<Block> {
    let headline = letters(headline);
    let mut blocks: Vec<Block> = Vec::new();
    let mut text_seen = false;
    for Placed { block, .. } in placed {
        let words = letters(&block.lines().concat());
        if !text_seen && !words.is_empty() && words == headline {
            continue;
        }
        text_seen |= matches!(block.kind, Kind::Paragraph { .. }) && words.len() > 60;
        blocks.push(block);
    }
    while blocks.last().is_some_and(|last| matches!(last.kind, Kind::Heading { .. } | Kind::Rule)) {
        blocks.pop();
    }
    blocks
}
