use super::matching::letters;
use super::meta::Meta;
use super::tree::Tree;

/// What stands between a headline and the name of the site.
const JOINTS: &[&str] =
    &[" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " / ", " · ", " ‹ ", " › ", " > ", " < ", " • ", " ~ ", "｜", "│", " : ", ": ", "| "];

/// The headline, without the site's name.
pub(super) fn find(tree: &Tree, meta: &Meta, root: Option<usize>) -> Option<String> {
    let site = meta.site();
    let titles = [
        meta.linked.headline.as_deref(),
        meta.linked.name.as_deref(),
        meta.first(&["dc:title", "dc.title", "dcterms:title", "dcterm:title"]),
        meta.first(&["og:title"]),
        meta.first(&["twitter:title", "parsely-title", "sailthru.title", "title"]),
        meta.title.as_deref(),
    ];
    let heads = heads(tree, root);
    let candidates: Vec<String> =
        titles.into_iter().flatten().map(|title| without_site(title, site.as_deref(), &heads)).filter(|title| !title.is_empty()).collect();
    // The one that most others contain or are; of equals the first.
    let all: Vec<String> = candidates.iter().chain(&heads).map(|text| letters(text)).collect();
    let support = |text: &str| {
        let text = letters(text);
        all.iter().filter(|other| **other == text || text.len() * 2 > other.len() && other.contains(&text)).count()
    };
    let mut best: Option<(&String, usize)> = None;
    for candidate in candidates.iter().chain(heads.iter().filter(|_| candidates.is_empty())) {
        let support = support(candidate);
        if best.is_none_or(|(_, most)| support > most) {
            best = Some((candidate, support));
        }
    }
    let best = best.map(|(text, _)| text.clone())?;
    // A title that was cut short for others is whole above the text.
    let cut = best.strip_suffix("...").or_else(|| best.strip_suffix('…')).map(letters).filter(|cut| cut.len() >= 12);
    if let Some(whole) = cut.and_then(|cut| heads.iter().find(|head| letters(head).starts_with(&cut))) {
        return Some(whole.clone());
    }
    // On a page without headings, the line above the text that the title ends with.
    if heads.is_empty()
        && let Some(shown) = root.and_then(|root| shown_in(tree, root, &best))
    {
        return Some(shown);
    }
    // What the page's data call the headline is it, where no heading says otherwise.
    let headed = heads.iter().any(|head| letters(head) == letters(&best));
    let said = meta.linked.headline.as_deref().map(|said| without_site(said, site.as_deref(), &heads)).filter(|said| letters(said).len() >= 12);
    if headed { Some(best) } else { Some(said.unwrap_or(best)) }
}

/// The first short text of an element that a title begins or ends with.
fn shown_in(tree: &Tree, root: usize, title: &str) -> Option<String> {
    const NODES: usize = 60;
    let title = letters(title);
    tree.below(root).take(NODES).filter(|&at| tree.end(at) - at < 8 && tree.text_node(at).is_none()).map(|at| tree.text(at)).find(|text| {
        let text = letters(text);
        text.chars().count() >= 8 && text.len() * 2 > title.len() && (title.ends_with(&text) || title.starts_with(&text))
    })
}

/// The page's `h1`s that could be its headline, those nearest the article's text first.
fn heads(tree: &Tree, root: Option<usize>) -> Vec<String> {
    let mut heads: Vec<usize> = tree.all(0, "h1").collect();
    if heads.is_empty() {
        heads = root.into_iter().flat_map(|root| tree.all(root, "h2").take(1)).collect();
    }
    let first = root.unwrap_or(0);
    heads.sort_by_key(|&at| if root.is_some_and(|root| tree.within(at, root)) { 0 } else { at.abs_diff(first) + 1 });
    let texts = heads.into_iter().map(|at| tree.text(at)).filter(|text| (3..=400).contains(&text.chars().count()));
    texts.take(5).collect()
}

/// A title without the parts that name the site.
pub(super) fn without_site(title: &str, site: Option<&str>, heads: &[String]) -> String {
    let mut title = model::squeeze(title);
    for _ in 0..3 {
        match shorter(&title, site, heads) {
            Some(short) => title = short,
            None => break,
        }
    }
    title
}

fn shorter(title: &str, site: Option<&str>, heads: &[String]) -> Option<String> {
    let site = site.map(letters).filter(|site| !site.is_empty());
    for joint in JOINTS {
        for (at, _) in title.match_indices(joint) {
            let (before, after) = (title[..at].trim(), title[at + joint.len()..].trim());
            if letters(before).is_empty() || letters(after).is_empty() {
                continue;
            }
            let is_site = |part: &str| site.as_ref().is_some_and(|site| letters(part) == *site);
            if is_site(after) || looks_like_host(after) {
                return Some(before.to_owned());
            }
            if is_site(before) || looks_like_host(before) {
                return Some(after.to_owned());
            }
            let is_head = |part: &str| letters(part).len() >= 12 && heads.iter().any(|head| letters(head) == letters(part));
            if is_head(before) {
                return Some(before.to_owned());
            }
            if is_head(after) {
                return Some(after.to_owned());
            }
        }
    }
    None
}

/// `example.com` and the like.
fn looks_like_host(part: &str) -> bool {
    let name = part.strip_prefix("www.").unwrap_or(part);
    let Some((before, end)) = name.rsplit_once('.') else { return false };
    !before.is_empty()
        && (2..=4).contains(&end.len())
        && end.bytes().all(|byte| byte.is_ascii_alphabetic())
        && before.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sites_name_leaves_the_headline() {
        let heads = ["Ministers agree on a plan for the river".to_owned()];
        let of = |title: &str| without_site(title, Some("The Daily Example"), &heads);
        assert_eq!(of("A storm comes | The Daily Example"), "A storm comes");
        assert_eq!(of("The Daily Example - A storm comes"), "A storm comes");
        assert_eq!(of("A storm comes - Weather - daily-example.com"), "A storm comes - Weather");
        assert_eq!(of("Ministers agree on a plan for the river | World news | Example"), "Ministers agree on a plan for the river");
        assert_eq!(of("Storm - a warning"), "Storm - a warning");
        assert_eq!(of("속보: 폭풍이 온다 | The Daily Example"), "속보: 폭풍이 온다");
    }
}
