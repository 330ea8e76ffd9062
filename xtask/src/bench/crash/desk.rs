//! The server is killed again and again while editors save and publish and readers comment.

use std::thread::{self, sleep};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use super::{Asked, keep};
use crate::bench::pages::Chance;
use crate::bench::site::{Site, get};
use crate::commands::output;
use crate::masthead::{Server, client};
use crate::scratch::Scratch;

const PASSWORD: &str = "a harbour in the rain";

/// What was acknowledged, over all the lives of a server.
#[derive(Default)]
struct Acknowledged {
    /// Article, revision, what it says.
    saves: Vec<(String, i64, String)>,
    published: Vec<String>,
    /// Comments that were not looked for yet,
    comments: Vec<String>,
    /// and how many were looked for and found.
    found: usize,
}

/// `[TIMES] [--program FILE]`.
pub fn run(words: &[&str]) -> Result<()> {
    let asked = Asked::read(words, 100)?;
    let folder = Scratch::new("bench-desk")?;
    let site = Site::new(asked.program, folder.path())?;
    let mut chance = Chance(u64::from(std::process::id()));
    let mut book = Acknowledged::default();
    let mut editor = None;
    for life in 0..=asked.times {
        let mut server = site.serve()?;
        let editor = match &editor {
            Some(editor) => editor,
            None => editor.insert(Editor::enter(&site, &server)?),
        };
        if let Err(wrong) = look(&site, &server, editor, &mut book) {
            keep(&site.folder, "desk")?;
            return Err(wrong.context(format!("after {life} lives")));
        }
        if life == asked.times {
            break;
        }
        let lives = Duration::from_millis(80 + chance.below(500) as u64);
        let address = server.address.clone();
        thread::scope(|scope| -> Result<()> {
            // A connection that breaks is what a crash looks like from here.
            let work = scope.spawn(|| editor.work(&address, life, &mut book));
            sleep(lives);
            server.kill()?;
            drop(work.join());
            Ok(())
        })?;
    }
    println!("lives          {}", asked.times);
    println!("acknowledged   {} saves, {} publications, {} comments", book.saves.len(), book.published.len(), book.found);
    println!("lost           0; the audit log is whole");
    Ok(())
}

/// Everything that was acknowledged must be there.
fn look(site: &Site, server: &Server, editor: &Editor, book: &mut Acknowledged) -> Result<()> {
    // Of an article's saves the last one tells of all before it.
    let mut last: Vec<&(String, i64, String)> = Vec::new();
    for save in &book.saves {
        last.retain(|(article, ..)| *article != save.0);
        last.push(save);
    }
    // What was looked at before has not changed since.
    for (article, revision, text) in last.iter().rev().take(40) {
        let found = editor.json(&server.address, &format!("/desk/articles/{article}/save"))?;
        let newest = found["revision"].as_i64().context("a draft has a revision")?;
        ensure!(newest >= *revision, "revision {revision} of {article} was acknowledged, {newest} is there");
        let says = found["body"][0]["text"][0]["text"].as_str().unwrap_or_default();
        ensure!(newest > *revision || says == text, "revision {revision} of {article} says “{says}”, not “{text}”");
    }
    for article in book.published.iter().rev().take(40) {
        let found = get(server, &format!("/api/v1/articles/{article}"))?;
        ensure!(found["status"] == "published", "{article} was published, and is {}", found["status"]);
    }
    let held: Value = serde_json::from_str(&output(&mut site.masthead(&["comments", "list", "--json"]))?)?;
    let held: Vec<(&str, &str)> =
        held.as_array().into_iter().flatten().filter_map(|one| Some((one["id"].as_str()?, one["text"].as_str()?))).collect();
    for comment in &book.comments {
        ensure!(held.iter().any(|(_, text)| text == comment), "the comment “{comment}” was taken and is not there");
    }
    // Those that were found are approved, so that the queue does not outgrow what the list shows.
    book.found += book.comments.len();
    book.comments.clear();
    if !held.is_empty() {
        output(site.masthead(&["comments", "approve"]).args(held.iter().map(|(id, _)| id)))?;
    }
    let told = site.masthead(&["doctor", "--json"]).output()?;
    let found: Value = serde_json::from_slice(&told.stdout)?;
    let audit =
        found.as_array().into_iter().flatten().find(|finding| finding["about"] == "audit log").context("the doctor looks at the audit log")?;
    ensure!(audit["well"] == true, "{}", audit["says"]);
    Ok(())
}

struct Editor {
    cookie: String,
    token: String,
}

impl Editor {
    fn enter(site: &Site, server: &Server) -> Result<Self> {
        let said = output(&mut site.masthead(&["user", "add", "editor", "--role", "editor", "--json"]))?;
        let said: Value = serde_json::from_str(&said)?;
        let link = said["link"].as_str().context("an invitation has a link")?;
        let path = &link[link.find("/desk/").context("the link leads to the desk")?..];
        let form = [("password", PASSWORD), ("again", PASSWORD)];
        let answer = client().post(format!("{}{path}", server.address)).send_form(form)?;
        let cookie =
            answer.headers().get("set-cookie").and_then(|value| value.to_str().ok()).context("whoever accepts an invitation is signed in")?;
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let page = client().get(format!("{}/desk/you", server.address)).header("cookie", &cookie).call()?.body_mut().read_to_string()?;
        let token = page.split("name=\"desk-token\" content=\"").nth(1).and_then(|rest| rest.split('"').next()).context("the page has a token")?;
        Ok(Self { cookie, token: token.to_owned() })
    }

    fn json(&self, address: &str, path: &str) -> Result<Value> {
        let text = client().get(format!("{address}{path}")).header("cookie", &self.cookie).call()?.body_mut().read_to_string()?;
        serde_json::from_str(&text).with_context(|| format!("{path} did not answer in JSON: {text}"))
    }

    /// Begins, saves, publishes and comments until the server is no more.
    fn work(&self, address: &str, life: usize, book: &mut Acknowledged) -> Result<()> {
        let client = client();
        for turn in 0.. {
            let form = [("edition", "en"), ("story", ""), ("token", &self.token)];
            let begun = client.post(format!("{address}/desk/new")).header("cookie", &self.cookie).send_form(form)?;
            let place = begun.headers().get("location").and_then(|value| value.to_str().ok()).context("a new article has a place")?.to_owned();
            let article = place.rsplit('/').next().unwrap_or_default().to_owned();
            for base in 1..4 {
                let text = format!("Life {life}, story {turn}, save {base}.");
                let draft = json!({ "section": "news", "headline": format!("Story {turn} of life {life}"), "deck": [], "topics": [], "credits": [],
                    "body": [{ "kind": "paragraph", "text": [{ "text": text }] }] });
                let mut answer = client
                    .post(format!("{address}{place}/save"))
                    .header("cookie", &self.cookie)
                    .header("x-desk-token", &self.token)
                    .content_type("application/json")
                    .send(json!({ "base": base, "draft": draft }).to_string())?;
                if answer.status() != 200 {
                    bail!("a save was answered {}: {}", answer.status(), answer.body_mut().read_to_string()?);
                }
                let kept: Value = serde_json::from_str(&answer.body_mut().read_to_string()?)?;
                book.saves.push((article.clone(), kept["revision"].as_i64().unwrap_or_default(), text));
            }
            let form = [("do", "publish"), ("token", &self.token)];
            let published = client.post(format!("{address}{place}")).header("cookie", &self.cookie).send_form(form)?;
            if published.status() == 303 {
                book.published.push(article.clone());
            }
            let text = format!("What I think of story {turn} in life {life}.");
            let from = format!("10.{}.{}.{}", life % 250, turn / 250 % 250, turn % 250);
            let comment = client
                .post(format!("{address}/api/v1/articles/{article}/comments"))
                .header("x-forwarded-for", from)
                .content_type("application/json")
                .send(json!({ "name": "A reader", "text": text }).to_string())?;
            if comment.status() == 202 {
                book.comments.push(text);
            }
        }
        Ok(())
    }
}
