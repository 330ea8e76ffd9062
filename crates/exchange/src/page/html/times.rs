use model::When;

use super::meta::Meta;
use super::tree::Tree;
use super::when::machine;

const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.created",
    "dc.date.created",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "article:published",
    "published",
    "originalpublicationdate",
    "datecreated",
    "published_date",
    "published-date",
    "cxenseparse:recs:publishtime",
    "ptime",
    "displaydate",
    "article_date_original",
    "article:post_time",
];
const UPDATED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "article.updated",
    "utime",
    "revised",
];

/// When the article came out and when it was changed.
pub(super) fn find(tree: &Tree, meta: &Meta) -> (Option<When>, Option<When>) {
    let of = |names: &[&str]| names.iter().flat_map(|name| meta.every(name)).find_map(|value| machine(value));
    let published = meta.linked.published.as_deref().and_then(machine).or_else(|| of(PUBLISHED)).or_else(|| shown(tree));
    let updated = meta.linked.modified.as_deref().and_then(machine).or_else(|| of(UPDATED)).filter(|updated| Some(*updated) != published);
    (published, updated)
}

/// The date that the page shows: a `time` element, else an element that calls itself a date.
fn shown(tree: &Tree) -> Option<When> {
    let times = tree.all(0, "time").filter_map(|at| {
        let when = tree.attribute(at, "datetime").and_then(machine).or_else(|| machine(&tree.text(at)))?;
        let marked = tree.has(at, "pubdate")
            || ["itemprop", "class"].iter().filter_map(|key| tree.attribute(at, key)).any(|value| value.to_ascii_lowercase().contains("publish"));
        Some((marked, when))
    });
    let times: Vec<(bool, When)> = times.take(20).collect();
    if let Some((_, when)) = times.iter().find(|(marked, _)| *marked).or(times.first()) {
        return Some(*when);
    }
    let named = (1..tree.len()).filter(|&at| {
        tree.end(at) - at < 12
            && ["itemprop", "class", "id"].iter().filter_map(|key| tree.attribute(at, key)).any(|value| {
                let value = value.to_ascii_lowercase();
                ["date", "time", "publish", "posted"].iter().any(|word| value.contains(word)) && !value.contains("update")
            })
    });
    named.take(50).find_map(|at| {
        ["content", "datetime", "title"].iter().filter_map(|key| tree.attribute(at, key)).find_map(machine).or_else(|| machine(&tree.text(at)))
    })
}
