//! A filled site, and ways to look at its pages.

use std::collections::{BTreeMap, BTreeSet};

use dom_query::Document;
use model::{ArticleId, Language, Role, Time};
use serde_json::{Value, json};
use testkit::{Answer, Browser, Kind, TestNewsroom};

pub const ADDRESS: &str = "https://news.example.org";
pub const STORIES: usize = 44;
const SECTIONS: [&str; 4] = ["City", "World", "Business", "Sports"];
const TOPICS: [&str; 5] = ["Harbour", "Ferries", "Budget", "Football", "Schools"];
const PEOPLE: [&str; 3] = ["Mina Seo", "Daniel Kim", "Choi Yoon Sun"];
const THINGS: [&str; 11] = ["pier", "ferry", "market", "school", "bridge", "tram", "lantern", "orchard", "stadium", "library", "lighthouse"];

/// A paper of forty-four English stories, two of each hour, most of them in Korean too.
pub struct Paper {
    pub browser: Browser,
    pub site: TestNewsroom,
    /// Newest first.
    pub english: Vec<ArticleId>,
    /// Newest first.
    pub korean: Vec<ArticleId>,
}

pub fn fill(site: &TestNewsroom) -> (Vec<ArticleId>, Vec<ArticleId>) {
    let pictures: Vec<_> = (0..3)
        .map(|n| site.picture(&[(Language::ENGLISH, "On the quay."), (Language::KOREAN, "부두에서.")], &format!("Photographer {n}")).id)
        .collect();
    let (mut english, mut korean) = (Vec::new(), Vec::new());
    for n in (0..STORIES).rev() {
        let thing = THINGS[n % THINGS.len()];
        let ago = (n as i64 / 2 + 1) * Time::HOUR;
        let first = format!("The {thing} was opened on day {n}, and {} people came to see the {thing}.", n * 3 + 7);
        let mut story = site
            .article(&format!("The {thing} opens, part {n}"))
            .deck(&["“We have waited long enough”"])
            .body(&[&first, "The mayor spoke for an hour. Nobody left before the end.", "It will be open every day from now on."])
            .section(SECTIONS[n % SECTIONS.len()])
            .topic(TOPICS[n % TOPICS.len()])
            .by(PEOPLE[n % PEOPLE.len()], Role::Reporter)
            .ago(ago);
        if n % 3 == 0 {
            story = story.picture(pictures[n / 3 % 3]);
        }
        let id = story.write();
        english.push(id);
        if n % 5 != 4 {
            let mut story = site
                .article(&format!("{thing} 개장 {n}번째 소식"))
                .korean()
                .telling(id)
                .body(&[&format!("{n}일째 되는 날 {thing} 문을 열었고 많은 사람이 찾아왔다."), "시장은 한 시간 동안 연설했다."])
                .section(SECTIONS[n % SECTIONS.len()])
                .topic(TOPICS[n % TOPICS.len()])
                .by(PEOPLE[n % PEOPLE.len()], Role::Editor)
                .ago(ago - 10 * Time::MINUTE);
            if n % 3 == 0 {
                story = story.picture(pictures[n / 3 % 3]);
            }
            korean.push(story.write());
        }
    }
    english.reverse();
    korean.reverse();
    let chosen: Vec<_> = [30, 20].map(|at| (site.found(english[at]).story, None)).into();
    actions::set_must_reads(&site.newsroom, Language::ENGLISH, &chosen).unwrap();
    (english, korean)
}

pub fn paper(kind: Kind) -> Paper {
    let site = TestNewsroom::new(kind);
    let (english, korean) = fill(&site);
    Paper { browser: Browser::open(&site), site, english, korean }
}

impl Paper {
    pub fn page_of(&self, id: ArticleId) -> Document {
        parse(&self.browser.page(&self.site.path(id)))
    }
}

pub fn parse(html: &str) -> Document {
    Document::from(html)
}

/// The values of an attribute wherever the selector finds it.
pub fn attributes(page: &Document, selector: &str, name: &str) -> Vec<String> {
    page.select(selector).iter().filter_map(|found| found.attr(name)).map(|value| value.to_string()).collect()
}

/// The texts of what the selector finds, white space folded.
pub fn texts(page: &Document, selector: &str) -> Vec<String> {
    page.select(selector).iter().map(|found| model::squeeze(&found.text())).collect()
}

pub fn token(page: &Document) -> String {
    let tokens = attributes(page, "meta[name=masthead-view]", "content");
    assert_eq!(tokens.len(), 1);
    tokens.into_iter().next().unwrap()
}

/// Reports a reading of a page from one of many addresses.
pub fn read(browser: &Browser, token: &str, n: usize) -> Answer {
    let address = format!("198.18.{}.{}", n / 250, n % 250 + 1);
    browser.post_json("/api/v1/views", &json!({ "token": token }), &[("x-forwarded-for", &address)])
}

/// Text with the tokens of its page taken out.
pub fn masked(html: &str) -> String {
    let found = attributes(&parse(html), "meta[name=masthead-view]", "content");
    found.iter().filter(|token| !token.is_empty()).fold(html.to_owned(), |html, token| html.replace(token.as_str(), "TOKEN"))
}

fn links(path: &str, answer: &Answer) -> Vec<String> {
    let kind = answer.header("content-type");
    let mut links = Vec::new();
    if kind.starts_with("text/html") {
        let page = parse(&answer.text());
        for name in ["href", "src", "action"] {
            links.extend(attributes(&page, &format!("[{name}]"), name));
        }
        for set in attributes(&page, "[srcset]", "srcset") {
            links.extend(set.split(", ").filter_map(|entry| entry.split(' ').next()).map(str::to_owned));
        }
    } else if kind.contains("xml") || path == "/robots.txt" {
        let text = answer.text();
        links.extend(
            text.match_indices(ADDRESS).map(|(at, _)| text[at..].split(['<', '"', '\n', '&', ' ', '\'']).next().unwrap_or_default().to_owned()),
        );
    } else if kind == "application/json" {
        let value = answer.json();
        urls_in(&value, &mut links);
        for item in value["items"].as_array().into_iter().flatten() {
            if let (Some(id), true) = (item["id"].as_str(), item["headline"].is_string()) {
                links.extend(["", "/related", "/comments"].map(|rest| format!("/api/v1/articles/{id}{rest}")));
            }
        }
        if let Some(next) = value["next"].as_str() {
            links.push(format!("{}&cursor={next}", path.split("&cursor").next().unwrap_or(path)));
        }
    }
    let path_of = |link: String| link.strip_prefix(ADDRESS).map(str::to_owned).unwrap_or(link).split('#').next().unwrap_or_default().to_owned();
    links.into_iter().map(path_of).filter(|link| link.starts_with('/') && !link.starts_with("/api/v1/views.gif")).collect()
}

/// Every `url` in a piece of JSON.
pub fn urls_in(value: &Value, urls: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(url) if name == "url" => urls.push(url.to_owned()),
                    _ => urls_in(value, urls),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| urls_in(item, urls)),
        _ => {}
    }
}

/// What is sent for an address, but for the tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub status: u16,
    pub kind: String,
    pub location: String,
    pub body: Vec<u8>,
}

pub fn sent(answer: &Answer) -> Sent {
    let kind = answer.header("content-type").to_owned();
    let body = if kind.starts_with("text/html") { masked(&answer.text()).into_bytes() } else { answer.body.clone() };
    Sent { status: answer.status, kind, location: answer.header("location").to_owned(), body }
}

/// Everything that can be reached from the front pages and from what programs know.
pub fn crawl(browser: &Browser) -> BTreeMap<String, Sent> {
    let mut left: BTreeSet<String> =
        ["/", "/ko", "/ko/", "/latest/", "/nowhere", "/ko/nowhere", "/city/nowhere", "/topics/nowhere", "/authors/nowhere"]
            .into_iter()
            .chain([
                "/sitemap.xml",
                "/robots.txt",
                "/healthz",
                "/readyz",
                "/media/000000000000-320.webp",
                "/assets/nowhere.css",
                "/feed.xml",
                "/ko/feed.xml",
            ])
            .chain([
                "/api/v1/articles?language=en&limit=7",
                "/api/v1/articles?language=ko&limit=7",
                "/api/v1/articles?language=en&section=world&limit=3",
            ])
            .map(str::to_owned)
            .collect();
    for language in ["en", "ko"] {
        for list in ["latest", "weekly-best", "popular-now", "must-reads"] {
            left.insert(format!("/api/v1/lists/{list}?language={language}&limit=50"));
        }
    }
    let mut found = BTreeMap::new();
    while let Some(path) = left.pop_first() {
        let answer = browser.get(&path);
        if path != "/readyz" {
            left.extend(links(&path, &answer).into_iter().filter(|link| !found.contains_key(link) && *link != path));
            if !answer.header("location").is_empty() {
                left.extend([answer.header("location").to_owned()].into_iter().filter(|link| !found.contains_key(link)));
            }
        }
        found.insert(path, sent(&answer));
    }
    found
}

/// The pages of HTML among what was found.
pub fn pages(found: &BTreeMap<String, Sent>) -> impl Iterator<Item = (&str, Document)> {
    let html = found.iter().filter(|(_, sent)| sent.kind.starts_with("text/html"));
    html.map(|(path, sent)| (path.as_str(), parse(str::from_utf8(&sent.body).unwrap())))
}

pub fn page_count(found: &BTreeMap<String, Sent>) -> usize {
    found.values().filter(|sent| sent.status == 200 && sent.kind.starts_with("text/html")).count()
}
