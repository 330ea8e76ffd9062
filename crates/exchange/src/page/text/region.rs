use super::line::{Bullet, Line, Sort, inner_sentences};

/// What a line is worth for being in the body.
fn worth(lines: &[Line], at: usize) -> i64 {
    let line = &lines[at];
    match line.sort {
        Sort::Prose => {
            let full = i64::try_from(line.units.min(600)).unwrap_or(600);
            if line.text.ends_with("...") || line.text.ends_with('…') && line.units > 60 {
                return if is_teaser(lines, at) { -30 } else { full / 2 };
            }
            if line.bullet == Bullet::Dot {
                return 20;
            }
            if is_teaser(lines, at) { 10 } else { full }
        }
        Sort::Title if line.bullet == Bullet::None => -40,
        Sort::Title if line.bullet == Bullet::Square || is_introduced(lines, at) => -5,
        Sort::Title => -45,
        Sort::Caption => 0,
        Sort::Meta => -12,
        Sort::Clutter | Sort::Aside => -15,
        Sort::Box => -70,
        Sort::Comments => -30,
        Sort::Rights => -1500,
    }
}

/// Whether a point belongs to a list that a sentence of the text leads to.
fn is_introduced(lines: &[Line], at: usize) -> bool {
    let above = lines[..at].iter().rev().take(30).find(|line| line.bullet != lines[at].bullet);
    above.is_some_and(|line| line.sort == Sort::Prose && line.text.ends_with([':', '.', '：', '다']))
}

/// One sentence between two titles is the summary of another article.
fn is_teaser(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    if line.units >= 240 || inner_sentences(&line.text) > 0 {
        return false;
    }
    let titled = |at: usize| {
        let line = &lines[at];
        line.sort == Sort::Box
            || (line.sort == Sort::Title || line.bullet != Bullet::None) && !(line.bullet != Bullet::None && is_introduced(lines, at))
    };
    let shown = |at: &usize| !matches!(lines[*at].sort, Sort::Clutter | Sort::Meta | Sort::Caption);
    let before = (0..at).rev().take(6).find(shown);
    let after = (at + 1..lines.len()).take(6).find(shown);
    before.is_some_and(titled) && after.is_some_and(titled)
}

/// The body's worth that makes an article; some two sentences.
const LEAST: i64 = 110;
/// From this much on a title for the readers' comments ends the article for good.
const ENOUGH: i64 = 400;

/// The first and last line of the stretch that reads as an article, and its worth.
pub(super) fn body(lines: &[Line]) -> Option<(usize, usize, i64)> {
    let mut best: Option<(usize, usize, i64)> = None;
    let (mut start, mut sum) = (0, 0i64);
    for at in 0..lines.len() {
        let prose = lines[at].sort == Sort::Prose;
        if lines[at].sort == Sort::Comments && sum >= ENOUGH {
            sum = 0;
            continue;
        }
        if sum <= 0 {
            if !prose {
                continue;
            }
            (start, sum) = (at, 0);
        }
        sum += worth(lines, at);
        if prose && best.is_none_or(|(_, _, most)| sum > most) && sum > 0 {
            best = Some((start, at, sum));
        }
    }
    best.filter(|(_, _, sum)| *sum >= LEAST)
}
