use std::sync::LazyLock;

use model::Role;
use regex::Regex;

use super::matching::letters;
use super::meta::Meta;
use super::tree::Tree;
use crate::FoundCredit;

/// Who made the article, by the page's data, else by its by-line.
pub(super) fn find(tree: &Tree, meta: &Meta) -> Vec<FoundCredit> {
    let site = meta.site().map(|site| letters(&site)).unwrap_or_default();
    let mut people: Vec<FoundCredit> = Vec::new();
    let mut add = |name: &str, role: Role| {
        for (name, said) in names(name) {
            let role = said.unwrap_or(role);
            if letters(&name) != site && !people.iter().any(|person| person.name == name && person.role == role) && people.len() < 20 {
                people.push(FoundCredit { name, role });
            }
        }
    };
    for author in meta.linked.authors.iter().filter(|named| !named.organization || meta.linked.authors.len() == 1) {
        add(&author.name, Role::Reporter);
    }
    for (list, role) in [(&meta.linked.translators, Role::Translator), (&meta.linked.editors, Role::Editor)] {
        list.iter().filter(|named| !named.organization).for_each(|named| add(&named.name, role));
    }
    if people.iter().any(|person| person.role == Role::Reporter) {
        return people;
    }
    let mut add = |name: &str| {
        for (name, said) in names(name) {
            let role = said.unwrap_or(Role::Reporter);
            if letters(&name) != site && !people.iter().any(|person| person.name == name && person.role == role) && people.len() < 20 {
                people.push(FoundCredit { name, role });
            }
        }
    };
    for key in [
        "author",
        "byl",
        "parsely-author",
        "sailthru.author",
        "article:author",
        "article:author_name",
        "og:article:author",
        "dc.creator",
        "dcterms.creator",
        "dable:author",
        "twitter:creator:name",
    ] {
        let values = meta.every(key);
        values.iter().filter(|value| !value.contains("://") && !value.starts_with('@')).for_each(|value| add(value));
        if !values.is_empty() {
            break;
        }
    }
    if people.is_empty() {
        for name in bylines(tree) {
            names(&name).into_iter().for_each(|(name, said)| {
                let role = said.unwrap_or(Role::Reporter);
                if letters(&name) != site && !people.iter().any(|person| person.name == name) && people.len() < 20 {
                    people.push(FoundCredit { name, role });
                }
            });
        }
    }
    people
}

/// The first address to write to beside the name of one of these people.
pub(super) fn contact(tree: &Tree, people: &[FoundCredit]) -> Option<String> {
    const LINKS: usize = 2_000;
    const NODES: usize = 60;
    tree.all(0, "a").take(LINKS).find_map(|at| {
        let address = tree.attribute(at, "href")?.strip_prefix("mailto:")?.split('?').next()?;
        let beside = tree
            .ancestors(at)
            .take(3)
            .take_while(|&up| tree.end(up) - up < NODES)
            .map(|up| tree.text(up))
            .find(|text| text.chars().count() > address.len() + 2)?;
        let named = beside.chars().count() <= 200 && people.iter().any(|person| beside.contains(&person.name));
        named.then(|| crate::page::text::email(address)).flatten()
    })
}

/// The texts of the elements that call themselves a by-line, the first kind that there is.
fn bylines(tree: &Tree) -> Vec<String> {
    type Test = fn(&Tree, usize) -> bool;
    let tests: [Test; 3] = [
        |tree, at| tree.attribute(at, "rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == "author")) && tree.is(at, "a"),
        |tree, at| tree.attribute(at, "itemprop").is_some_and(|prop| prop.split_whitespace().any(|word| word == "author")) && !tree.is(at, "meta"),
        |tree, at| {
            tree.attribute(at, "class").is_some_and(|class| {
                class.split_whitespace().any(|name| {
                    matches!(
                        name.to_ascii_lowercase().as_str(),
                        "byline"
                            | "by-line"
                            | "author"
                            | "author-name"
                            | "byline__name"
                            | "article-author"
                            | "post-author"
                            | "writer"
                            | "reporter"
                            | "journalist"
                    )
                })
            })
        },
    ];
    for test in tests {
        let texts: Vec<String> = (1..tree.len())
            .filter(|&at| test(tree, at) && tree.end(at) - at < 40)
            .map(|at| tree.text(at))
            .filter(|text| !text.is_empty() && text.chars().count() <= 120)
            .take(3)
            .collect();
        if !texts.is_empty() {
            return texts.into_iter().take(1).collect();
        }
    }
    Vec::new()
}

/// The names in a by-line, each with the role that its words give it.
fn names(line: &str) -> Vec<(String, Option<Role>)> {
    static PARTS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)\s*(?:,|;|·|ㆍ|/|\||&|\s+and\s+|\s+und\s+|\s+et\s+|\s+y\s+|\s+with\s+)\s*").ok());
    static LEADS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:(?:written|posted|reported|published|story|words)?\s*\bby\b[:.]?|author\s*:|von\b|par\b|por\b|글\s*[=:]|reporter\s*:)\s*",
        )
        .ok()
    });
    static ROLES: LazyLock<Vec<(Regex, Role)>> = LazyLock::new(|| {
        let forms = [
            (r"(?i)^(?:translated|translation)\s+by:?\s+|^번역\s*[=:]?\s*", Role::Translator),
            (r"(?i)^(?:photos?|photographs?|photography|pictures)\s+by:?\s+|^사진\s*[=:]?\s*", Role::Photographer),
            (r"(?i)^edited\s+by:?\s+|^편집\s*[=:]?\s*", Role::Editor),
        ];
        forms.into_iter().filter_map(|(form, role)| Some((Regex::new(form).ok()?, role))).collect()
    });
    static TAILS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\s*(?:\(.*\)|\[.*\]|<.*>|\S+@\S+|(?:선임|수습|인턴|객원|전문|시민|대)?기자|특파원|논설위원|에디터|앵커|칼럼니스트|staff\s+(?:writer|reporter)|correspondent|reporter|editor|updated.*|published.*)\s*$").ok()
    });
    let (Some(parts), Some(leads), Some(tails)) = (PARTS.as_ref(), LEADS.as_ref(), TAILS.as_ref()) else { return Vec::new() };
    if line.chars().count() > 200 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for part in parts.split(line) {
        let mut name = part.trim();
        let mut role = None;
        name = leads.find(name).map_or(name, |lead| &name[lead.end()..]);
        for (form, said) in ROLES.iter() {
            if let Some(lead) = form.find(name) {
                name = &name[lead.end()..];
                role = Some(*said);
            }
        }
        for _ in 0..3 {
            name = tails.find(name).map_or(name, |tail| &name[..tail.start()]).trim();
        }
        let name = model::squeeze(name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.'));
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        if letters >= 2
            && name.chars().count() <= 60
            && name.split(' ').count() <= 6
            && !name.contains("://")
            && !name.chars().any(|c| c.is_ascii_digit())
        {
            found.push((name, role));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_lines_give_names_and_roles() {
        let of = |line: &str| names(line).into_iter().map(|(name, role)| format!("{name}{}", role.map_or("", Role::word))).collect::<Vec<_>>();
        assert_eq!(of("By Jane Doe and John Q. Public"), ["Jane Doe", "John Q. Public"]);
        assert_eq!(of("홍길동 기자 hong@example.com"), ["홍길동"]);
        assert_eq!(of("Jane Doe, translated by Kim Min-ji"), ["Jane Doe", "Kim Min-jitranslator"]);
        assert_eq!(of("홍길동 특파원 · 사진 김민수"), ["홍길동", "김민수photographer"]);
        assert!(of("March 5, 2024").is_empty());
    }
}
