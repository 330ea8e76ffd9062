//! HTML pages: the article out of all that stands around it.

mod blocks;
mod clutter;
mod credit;
pub(super) mod embed;
mod find;
mod guard;
mod headline;
mod jsonld;
mod line;
mod links;
mod lists;
mod matching;
mod meta;
mod people;
mod picture;
mod times;
mod top;
mod tree;
mod trim;
mod units;
mod when;

use model::{Block, Language};

use self::blocks::Reader;
use self::links::Links;
use self::meta::Meta;
use self::tree::Tree;
use crate::{Found, Hints, Refusal};

/// Reads the article of an HTML page.
pub fn read(html: &str, hints: &Hints) -> Result<Found, Refusal> {
    let parsed = guard::parse(html);
    let tree = Tree::new(&parsed.document);
    let meta = Meta::read(&tree);
    let title = headline::find(&tree, &meta, None);
    let place = find::find(&tree, meta.linked.body.as_deref(), title.as_deref()).or_else(|| title.as_ref().and_then(|_| find::pictured(&tree)));
    let place = place.ok_or_else(|| Refusal::NoArticle("the page has no running text".to_owned()))?;
    let canonical = meta.address();
    let links = Links::new(&tree, canonical.as_deref());
    let headline = headline::find(&tree, &meta, Some(place.root)).unwrap_or_default();
    let language = language(&tree, &meta, place.root, hints);
    let mut reader = Reader::new(&tree, &links, place.left_out, place.root, language);
    reader.read(place.root);
    let mut pictures = reader.pictures;
    let top = top::read(&tree, &meta, &headline, place.root);
    let (body, contact) = trim::trim(reader.blocks, &mut pictures.found, &headline, &top.deck, language);
    let lead = meta
        .first(&["og:image:secure_url", "og:image", "twitter:image", "twitter:image:src"])
        .map(str::to_owned)
        .or_else(|| meta.linked.image.clone());
    let lead = lead.and_then(|address| pictures.named(&address));
    let mut found = Found {
        language: Some(language),
        headline,
        deck: top.deck,
        body,
        pictures: pictures.found,
        credits: people::find(&tree, &meta),
        section: meta
            .linked
            .section
            .clone()
            .or_else(|| meta.first(&["article:section", "og:article:section", "parsely-section", "section"]).map(str::to_owned)),
        topics: topics(&meta),
        canonical,
        contact,
        site: meta.site(),
        notes: parsed.notes,
        ..Found::default()
    };
    if found.credits.is_empty() {
        found.credits = top.credits;
    }
    (found.published, found.updated) = times::find(&tree, &meta);
    found.published = found.published.or(top.published);
    found.updated = found.updated.or(top.updated).filter(|updated| Some(*updated) != found.published);
    found.contact = found.contact.or_else(|| people::contact(&tree, &found.credits));
    found.lead = lead
        .filter(|&lead| !found.body.iter().any(|block| matches!(block.kind, model::Kind::Picture { picture } if Found::picture_at(picture) == lead)));
    if tree.dissolved {
        found.notes.push("Elements nested deeper than any article is were taken out of their nesting.".to_owned());
    }
    if !found.body.iter().any(|block| matches!(block.kind, model::Kind::Picture { .. }) || !block.lines().is_empty()) {
        return Err(Refusal::NoArticle("the page has no running text".to_owned()));
    }
    if found.headline.is_empty() {
        found.headline = first_words(&found.body);
        found.notes.push("The page names no headline; its first words were taken.".to_owned());
    }
    Ok(found)
}

/// The page's own word, unless the script of the text says otherwise.
fn language(tree: &Tree, meta: &Meta, root: usize, hints: &Hints) -> Language {
    let said = [meta.lang.as_deref(), meta.linked.language.as_deref(), meta.first(&["og:locale", "content-language", "dc.language", "language"])];
    let said = said.into_iter().flatten().find_map(|code| code.parse::<Language>().ok());
    let first = hints.languages.iter().find(|language| **language != Language::KOREAN).copied().unwrap_or(Language::ENGLISH);
    let latin = said.filter(|language| !matches!(language.code(), "ko" | "ja" | "zh")).unwrap_or(first);
    let mut sample: String = tree.text(root).chars().take(20_000).collect();
    sample.truncate(sample.trim_end().len());
    Language::by_script(&sample, latin).or(said).unwrap_or(latin)
}

fn topics(meta: &Meta) -> Vec<String> {
    let mut topics: Vec<String> = meta.every("article:tag").to_vec();
    if topics.is_empty() {
        topics = meta.linked.keywords.clone();
    }
    if topics.is_empty() {
        let words = meta.first(&["news_keywords", "keywords", "parsely-tags", "sailthru.tags"]).unwrap_or_default();
        topics = words.split([',', ';']).map(|word| word.trim().to_owned()).collect();
    }
    let mut seen = std::collections::HashSet::new();
    topics.retain(|topic| !topic.is_empty() && topic.chars().count() <= 60 && seen.insert(topic.to_lowercase()));
    topics.truncate(30);
    topics
}

fn first_words(body: &[Block]) -> String {
    let line = body.iter().flat_map(Block::lines).next().unwrap_or_default();
    let cut: String = line.chars().take(90).collect();
    if cut.len() == line.len() { line } else { format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before)) }
}
