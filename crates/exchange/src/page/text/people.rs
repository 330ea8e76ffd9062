use model::{Role, When};

use super::date::{self, Label};
use super::head::Head;
use super::line::{Line, Sort};
use super::{byline, byline_korean, sort};
use crate::FoundCredit;

/// The most people that a page can credit.
const MOST: usize = 20;

/// The lines around the text that can name people and dates.
fn around<'a>(lines: &'a [Line], head: &Head) -> impl Iterator<Item = (usize, &'a Line)> {
    let (from, start, end, until) = (head.from, head.start, head.end, head.until.min(lines.len()));
    let near = head.headline.map_or(from, |headline| headline.saturating_sub(2));
    (near..start).chain(end + 1..until.max(end + 1)).map(|at| (at, &lines[at])).filter(|(_, line)| line.sort == Sort::Meta)
}

/// Who made the article: those whom a line names with what they did, then those whom it only names.
pub(super) fn find(lines: &[Line], head: &Head) -> Vec<FoundCredit> {
    let mut credits: Vec<FoundCredit> = Vec::new();
    let mut bare: Vec<String> = Vec::new();
    for (_, line) in around(lines, head) {
        let text = date::scan(&line.text).rest;
        match byline::read(&text).filter(|byline| byline.said) {
            Some(byline) => byline.credits.into_iter().for_each(|credit| add(&mut credits, credit)),
            None => bare.extend(sort::bare_names(text.trim()).into_iter().flat_map(|(names, _)| names)),
        }
    }
    if let Some(first) = lines[head.start..=head.end].iter().find(|line| line.sort == Sort::Prose) {
        byline_korean::dateline(&first.text).into_iter().for_each(|credit| add(&mut credits, credit));
    }
    // Who only posts an article that names its writer is the one who answers for it.
    let written = credits.iter().any(|credit| credit.role == Role::Reporter);
    for name in bare {
        if !credits.iter().any(|credit| credit.name == name) {
            add(&mut credits, FoundCredit { name, role: if written { Role::Editor } else { Role::Reporter } });
        }
    }
    credits
}

fn add(credits: &mut Vec<FoundCredit>, credit: FoundCredit) {
    let known = credits.iter().any(|other| other.role == credit.role && other.name.eq_ignore_ascii_case(&credit.name));
    if !known && credits.len() < MOST {
        credits.push(credit);
    }
}

/// When it was published and changed. A page's own labels go before a bare date, and what stands
/// above the text before what stands below it. A page that tells of its last change alone came out then
/// at the latest.
pub(super) fn dates(lines: &[Line], head: &Head) -> (Option<When>, Option<When>) {
    let mut found: Vec<(bool, Label, When)> = Vec::new();
    let mut day = None;
    let mut label = Label::Bare;
    for (at, line) in around(lines, head) {
        let scan = date::scan(&line.text);
        for (place, dated) in scan.dates.iter().enumerate() {
            day = day.or(match dated.when {
                When::Day(day) => Some(day),
                When::Local(local) => Some(local.date()),
                When::Exact(_) => None,
            });
            let said = if place == 0 && dated.label == Label::Bare { label } else { dated.label };
            found.push((at < head.start, said, dated.when));
        }
        // The hour alone belongs to the day that stands beside it.
        if scan.dates.is_empty()
            && let (Some(day), Some((said, clock))) = (day, date::hour(&line.text))
        {
            found.push((at < head.start, said, When::Local(day.to_datetime(clock))));
        }
        label = scan.open.filter(|_| scan.dates.is_empty()).unwrap_or(Label::Bare);
    }
    let of = |wanted: Label| found.iter().filter(|(_, label, _)| *label == wanted).max_by_key(|(above, ..)| *above).map(|(.., when)| *when);
    let first = |wanted: Label| found.iter().find(|(above, label, _)| *above && *label == wanted).map(|(.., when)| *when).or_else(|| of(wanted));
    let published = first(Label::Published).or_else(|| first(Label::Bare)).or_else(|| first(Label::Updated));
    (published, first(Label::Updated).filter(|updated| Some(*updated) != published))
}

/// The first address that readers can write to, below the text before above it.
pub(super) fn contact(lines: &[Line], head: &Head) -> Option<String> {
    let until = head.until.min(lines.len()).max(head.end + 1);
    let below = lines[head.end + 1..until].iter();
    let above = lines[head.from..head.start].iter();
    below.chain(above).flat_map(|line| line.text.split(' ')).find_map(sort::email).map(str::to_owned)
}
