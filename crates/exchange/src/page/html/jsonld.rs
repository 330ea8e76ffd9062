use serde_json::Value;

use super::tree::Tree;

/// What a page says of its article in JSON-LD.
#[derive(Default)]
pub(super) struct Linked {
    pub headline: Option<String>,
    pub name: Option<String>,
    pub body: Option<String>,
    pub description: Option<String>,
    pub authors: Vec<Named>,
    pub editors: Vec<Named>,
    pub translators: Vec<Named>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub section: Option<String>,
    pub keywords: Vec<String>,
    pub language: Option<String>,
    pub address: Option<String>,
    pub publisher: Option<String>,
    pub image: Option<String>,
    /// What a `WebSite` or `Organization` beside the article calls itself.
    pub site: Option<String>,
}

/// A person or an organization.
#[derive(Clone, PartialEq)]
pub(super) struct Named {
    pub name: String,
    pub organization: bool,
}

/// The most objects looked at, over all blocks of a page.
const OBJECTS: usize = 5_000;

/// Reads all JSON-LD of a page and joins what is said of the article.
pub(super) fn read(tree: &Tree) -> Linked {
    let mut values = Vec::new();
    for script in tree.all(0, "script") {
        let kind = tree.attribute(script, "type").unwrap_or_default().to_ascii_lowercase();
        if kind.starts_with("application/ld+json") {
            values.extend(parse(&tree.raw_text(script)));
        }
    }
    let mut objects = Vec::new();
    let mut open: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(object) => {
                for key in ["mainEntity", "mainEntityOfPage", "@graph"] {
                    open.extend(object.get(key).filter(|value| !value.is_string()));
                }
                objects.push(value);
            }
            _ => {}
        }
        if objects.len() + open.len() > OBJECTS {
            break;
        }
    }
    let mut linked = Linked::default();
    let mut articles: Vec<&Value> = objects.iter().copied().filter(|object| rank(object) > 0).collect();
    articles.sort_by_key(|object| std::cmp::Reverse((rank(object), text(object, "articleBody").map_or(0, |body| body.len()))));
    // A list of other articles is no description of this one.
    if articles.iter().filter(|object| rank(object) == 3).count() <= 3 {
        for article in articles {
            join(&mut linked, article, &objects);
        }
    }
    linked.site = objects
        .iter()
        .find(|object| is_type(object, |name| name == "WebSite"))
        .and_then(|object| text(object, "name"))
        .or_else(|| linked.publisher.clone());
    linked
}

fn rank(object: &Value) -> u8 {
    let article = |name: &str| {
        (name.ends_with("Article") || name.ends_with("BlogPosting") || matches!(name, "Report" | "Blog" | "LiveBlogPosting")) && name != "Blog"
    };
    if is_type(object, article) {
        3
    } else if is_type(object, |name| {
        matches!(name, "Review" | "Recipe" | "SocialMediaPosting" | "CreativeWork" | "AnalysisNewsArticle" | "VideoObject")
    }) {
        2
    } else if is_type(object, |name| matches!(name, "WebPage" | "ItemPage" | "MedicalWebPage")) {
        1
    } else {
        0
    }
}

fn is_type(object: &Value, test: impl Fn(&str) -> bool) -> bool {
    let short = |name: &Value| name.as_str().is_some_and(|name| test(name.rsplit(['/', '#', ':']).next().unwrap_or(name)));
    match &object["@type"] {
        Value::Array(names) => names.iter().any(short),
        name => short(name),
    }
}

fn join(linked: &mut Linked, article: &Value, all: &[&Value]) {
    let whole = rank(article) >= 2;
    let fill = |slot: &mut Option<String>, key: &str| {
        if slot.is_none() {
            *slot = text(article, key);
        }
    };
    if whole {
        fill(&mut linked.headline, "headline");
        fill(&mut linked.name, "name");
        fill(&mut linked.body, "articleBody");
        fill(&mut linked.section, "articleSection");
        for (list, key) in [(&mut linked.authors, "author"), (&mut linked.editors, "editor"), (&mut linked.translators, "translator")] {
            if list.is_empty() {
                *list = names(&article[key], all);
            }
        }
        if linked.authors.is_empty() {
            linked.authors = names(&article["creator"], all).into_iter().filter(|named| !named.organization).collect();
        }
        if linked.keywords.is_empty() {
            linked.keywords = keywords(&article["keywords"]);
        }
    }
    fill(&mut linked.description, "description");
    fill(&mut linked.published, "datePublished");
    fill(&mut linked.modified, "dateModified");
    fill(&mut linked.language, "inLanguage");
    fill(&mut linked.address, "url");
    fill(&mut linked.address, "mainEntityOfPage");
    fill(&mut linked.image, "image");
    if linked.publisher.is_none() {
        linked.publisher = names(&article["publisher"], all).into_iter().next().map(|named| named.name);
    }
}

/// A property as one line of text; of an object its name, value or address; of a list its first.
fn text(object: &Value, key: &str) -> Option<String> {
    let mut value = &object[key];
    for _ in 0..4 {
        match value {
            Value::String(text) => {
                let text = if key == "articleBody" { text.trim().to_owned() } else { model::squeeze(&unescape(text)) };
                return Some(text).filter(|text| !text.is_empty());
            }
            Value::Array(items) => value = items.first()?,
            Value::Object(inner) => value = ["name", "@value", "url", "@id"].iter().find_map(|key| inner.get(*key))?,
            _ => return None,
        }
    }
    None
}

fn keywords(value: &Value) -> Vec<String> {
    let list: Vec<&str> = match value {
        Value::String(text) => text.split([',', ';']).collect(),
        Value::Array(items) => items.iter().filter_map(Value::as_str).flat_map(|text| text.split(',')).collect(),
        _ => Vec::new(),
    };
    list.into_iter().map(|word| model::squeeze(&unescape(word))).filter(|word| !word.is_empty() && !word.contains(':')).collect()
}

fn names(value: &Value, all: &[&Value]) -> Vec<Named> {
    let items: Vec<&Value> = match value {
        Value::Array(items) => items.iter().collect(),
        Value::Null => Vec::new(),
        single => vec![single],
    };
    let named = |item: &Value| {
        // An object may stand elsewhere in the graph, and only its id here.
        let target = match item["@id"].as_str() {
            Some(id) if item["name"].is_null() => {
                all.iter().copied().find(|object| object["@id"] == *id && !object["name"].is_null()).unwrap_or(item)
            }
            _ => item,
        };
        let name = match target {
            Value::String(name) => Some(model::squeeze(&unescape(name))),
            Value::Object(_) => text(target, "name").filter(|_| target["name"].is_string() || target["name"].is_array()),
            _ => None,
        }?;
        let organization = is_type(target, |kind| kind.ends_with("Organization"));
        (!name.is_empty() && !name.starts_with("http")).then_some(Named { name, organization })
    };
    items.into_iter().take(50).filter_map(named).collect()
}

/// JSON-LD as publishers write it: wrapped in comments or CDATA, with raw line breaks inside strings.
fn parse(script: &str) -> Option<Value> {
    let mut json = script.trim();
    for (open, close) in [("<![CDATA[", "]]>"), ("//<![CDATA[", "//]]>"), ("/*<![CDATA[*/", "/*]]>*/"), ("<!--", "-->")] {
        json = json.strip_prefix(open).unwrap_or(json).trim();
        json = json.strip_suffix(close).unwrap_or(json).trim();
    }
    let json = json.trim_end_matches(';');
    serde_json::from_str(json).or_else(|_| serde_json::from_str(&repair(json))).ok()
}

/// Escapes what must not stand raw in a string, and drops commas before a closing bracket.
fn repair(json: &str) -> String {
    let mut repaired = String::with_capacity(json.len() + 64);
    let (mut quoted, mut escaped) = (false, false);
    for c in json.chars() {
        match c {
            _ if escaped => {
                escaped = false;
                if !matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') {
                    repaired.pop();
                }
                repaired.push(c);
            }
            '\\' if quoted => {
                escaped = true;
                repaired.push(c);
            }
            '"' => {
                quoted = !quoted;
                repaired.push(c);
            }
            '\n' | '\r' if quoted => repaired.push_str("\\n"),
            c if quoted && c.is_control() => repaired.push(' '),
            '}' | ']' if !quoted => {
                let kept = repaired.trim_end().trim_end_matches(',').len();
                repaired.truncate(kept);
                repaired.push(c);
            }
            c => repaired.push(c),
        }
    }
    repaired
}

/// Character references left inside a string by careless templates.
pub(super) fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest[1..].find(';').filter(|&end| end <= 8).map(|end| &rest[1..=end]);
        let character = reference.and_then(|name| match name {
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "nbsp" => Some(' '),
            "rsquo" => Some('’'),
            "lsquo" => Some('‘'),
            "ldquo" => Some('“'),
            "rdquo" => Some('”'),
            "hellip" => Some('…'),
            "mdash" => Some('—'),
            "ndash" => Some('–'),
            "eacute" => Some('é'),
            _ => {
                let digits = name.strip_prefix('#')?;
                let code = match digits.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => digits.parse().ok()?,
                };
                char::from_u32(code).filter(|c| !c.is_control())
            }
        });
        match (character, reference) {
            (Some(c), Some(name)) => {
                out.push(c);
                rest = &rest[name.len() + 2..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn careless_json_is_read() {
        let value = parse("<!-- {\"headline\": \"two\nlines\", \"keywords\": [\"a\", \"b\",],} -->").unwrap();
        assert_eq!(text(&value, "headline").unwrap(), "two lines");
        assert_eq!(keywords(&value["keywords"]), ["a", "b"]);
        assert!(parse("{\"a\": ").is_none());
        assert!(parse(&"[".repeat(100_000)).is_none());
    }

    #[test]
    fn authors_are_looked_up_in_the_graph() {
        let value: Value = serde_json::from_str(
            r##"[{"@type": "NewsArticle", "author": [{"@id": "#a"}, "Kim Min-ji"]}, {"@id": "#a", "@type": "Person", "name": "Choi Yoon-sun"}]"##,
        )
        .unwrap();
        let all: Vec<&Value> = value.as_array().unwrap().iter().collect();
        let names: Vec<_> = names(&all[0]["author"], &all).into_iter().map(|named| named.name).collect();
        assert_eq!(names, ["Choi Yoon-sun", "Kim Min-ji"]);
    }

    #[test]
    fn references_in_strings_are_resolved_once() {
        assert_eq!(unescape("AT&amp;T &#8217;&#x2019; &amp;amp; & &bogus; &"), "AT&T ’’ &amp; & &bogus; &");
    }
}
