//! Measures the reading of news pages against pages whose articles are known.
//!
//! `cargo run --release -p exchange --example extraction -- FOLDER [--worst N] [--show ID]`, where FOLDER (or the
//! variable `MASTHEAD_SHARED`) holds `article-benchmark.jsonl.zst` and its neighbours. The article benchmark is counted
//! as by scrapinghub/article-extraction-benchmark: 4-grams of words, each page weighing the same; the text compared is
//! the body alone, as the benchmark's own texts have neither headline nor captions.
#![allow(clippy::print_stdout)]

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use exchange::{Found, Hints, page};
use model::{Body, Language, squeeze};
use serde_json::Value;

type Anyhow<T> = Result<T, Box<dyn std::error::Error>>;

struct Options {
    folder: PathBuf,
    worst: usize,
    show: Option<String>,
}

fn main() -> Anyhow<()> {
    let options = options()?;
    benchmark(&options)?;
    headlines(&options)?;
    phrases(&options)
}

fn options() -> Anyhow<Options> {
    let mut options = Options { folder: PathBuf::new(), worst: 0, show: None };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--worst" => options.worst = words.next().ok_or("--worst wants a number")?.parse()?,
            "--show" => options.show = words.next(),
            _ => options.folder = PathBuf::from(word),
        }
    }
    if options.folder.as_os_str().is_empty() {
        options.folder = std::env::var_os("MASTHEAD_SHARED").ok_or("name the folder with the pages")?.into();
    }
    for below in ["data/extraction", "extraction"] {
        if options.folder.join(below).is_dir() {
            options.folder = options.folder.join(below);
        }
    }
    Ok(options)
}

/// A page of a set, with its bytes and everything else that the set says of it.
struct Sample {
    id: String,
    bytes: Vec<u8>,
    row: Value,
}

fn samples(folder: &Path, name: &str) -> Anyhow<Vec<Sample>> {
    let packed = std::fs::read(folder.join(format!("{name}.jsonl.zst")))?;
    let text = String::from_utf8(zstd::decode_all(packed.as_slice())?)?;
    let mut samples = Vec::new();
    for line in text.lines() {
        let row: Value = serde_json::from_str(line)?;
        let bytes = match (row["html"].as_str(), row["html_base64"].as_str()) {
            (Some(html), _) => html.as_bytes().to_vec(),
            (_, Some(packed)) => base64(packed),
            _ => continue,
        };
        samples.push(Sample { id: row["id"].as_str().unwrap_or_default().to_owned(), bytes, row });
    }
    Ok(samples)
}

fn base64(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    };
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0u32, 0);
    for six in text.bytes().filter_map(value) {
        held = held << 6 | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    bytes
}

fn hints() -> Hints {
    Hints { languages: vec![Language::ENGLISH, Language::KOREAN] }
}

fn read(sample: &Sample) -> Found {
    page::read(&sample.bytes, &hints()).unwrap_or_default()
}

fn body(found: &Found) -> String {
    Body(found.body.clone()).to_plain()
}

fn by_library(sample: &Sample) -> (String, String) {
    let html = String::from_utf8_lossy(&sample.bytes);
    let article = dom_smoothie::Readability::new(html.as_ref(), sample.row["url"].as_str(), None).and_then(|mut reader| reader.parse());
    article.map(|article| (article.title, article.text_content.to_string())).unwrap_or_default()
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect()
}

fn shingles<'a>(words: &[&'a str]) -> HashMap<Vec<&'a str>, usize> {
    let mut counts = HashMap::new();
    for at in 0..(words.len() + 1).saturating_sub(4).max(1) {
        let shingle = words[at..words.len().min(at + 4)].to_vec();
        if !shingle.is_empty() {
            *counts.entry(shingle).or_default() += 1;
        }
    }
    counts
}

#[derive(Default)]
struct Score {
    precision: Vec<f64>,
    recall: Vec<f64>,
}

impl Score {
    /// Counts one page, and says how well it was read.
    fn add(&mut self, gold: &str, text: &str) -> (f64, f64) {
        let (gold, text) = (shingles(&words(gold)), shingles(&words(text)));
        let both: usize = gold.iter().map(|(shingle, count)| text.get(shingle).copied().unwrap_or(0).min(*count)).sum();
        let (gold, text): (usize, usize) = (gold.values().sum(), text.values().sum());
        let share = |of: usize| if of == 0 { 0.0 } else { both as f64 / of as f64 };
        if text > 0 {
            self.precision.push(share(text));
        }
        if gold > 0 {
            self.recall.push(share(gold));
        }
        (share(text), share(gold))
    }

    fn say(&self, name: &str) {
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
        let (precision, recall) = (mean(&self.precision), mean(&self.recall));
        println!("{name:<28} F1 {:.4}  precision {precision:.4}  recall {recall:.4}", 2.0 * precision * recall / (precision + recall));
    }
}

fn benchmark(options: &Options) -> Anyhow<()> {
    let (mut ours, mut library) = (Score::default(), Score::default());
    let mut pages = Vec::new();
    for sample in samples(&options.folder, "article-benchmark")? {
        let gold = sample.row["gold_text"].as_str().unwrap_or_default();
        let found = read(&sample);
        let text = body(&found);
        let (precision, recall) = ours.add(gold, &text);
        library.add(gold, &by_library(&sample).1);
        if options.show.as_ref().is_some_and(|id| sample.id.starts_with(id)) {
            show(gold, &text, &found);
        }
        pages.push((2.0 * precision * recall / (precision + recall).max(1e-9), precision, recall, sample));
    }
    pages.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (f1, precision, recall, sample) in pages.iter().take(options.worst) {
        println!(
            "  {f1:.3}  p {precision:.3}  r {recall:.3}  {}  {}",
            &sample.id[..8.min(sample.id.len())],
            sample.row["url"].as_str().unwrap_or_default()
        );
    }
    ours.say("article benchmark");
    library.say("  dom_smoothie alone");
    Ok(())
}

/// What one side has and the other lacks, line by line.
fn show(gold: &str, text: &str, found: &Found) {
    let (of_gold, of_text) = (shingles(&words(gold)), shingles(&words(text)));
    println!("headline: {}\ncredits: {:?} published: {:?}\nnotes: {:?}", found.headline, found.credits, found.published, found.notes);
    let mark = |line: &str, other: &HashMap<Vec<&str>, usize>| {
        let own = shingles(&words(line));
        let missing = own.keys().filter(|shingle| !other.contains_key(*shingle) && shingle.len() == 4).count();
        missing * 2 > own.len() || own.len() == 1 && own.keys().all(|shingle| shingle.len() < 4)
    };
    for line in gold.lines().filter(|line| !line.trim().is_empty() && mark(line, &of_text)) {
        println!("- {}", line.chars().take(220).collect::<String>());
    }
    for line in text.lines().filter(|line| mark(line, &of_gold)) {
        println!("+ {}", line.chars().take(220).collect::<String>());
    }
}

/// A title as it is compared, with what it may be without a site's name at one end.
fn forms(title: &str) -> HashSet<String> {
    let title = squeeze(title).replace(['“', '”'], "\"").replace(['’', '‘'], "'");
    let mut forms = HashSet::from([title.clone()]);
    for joint in [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", ": ", " / "] {
        for (at, _) in title.match_indices(joint) {
            let (before, after) = (&title[..at], &title[at + joint.len()..]);
            let site = |part: &str| part.chars().count() <= 45;
            if site(after) {
                forms.insert(before.trim().to_owned());
            }
            if site(before) {
                forms.insert(after.trim().to_owned());
            }
        }
    }
    forms
}

/// Whether two titles are one, a site's name at either end of either apart.
fn same_title(ours: &str, expected: &str) -> bool {
    let plain = |title: &str| squeeze(title).replace(['“', '”'], "\"").replace(['’', '‘'], "'");
    forms(expected).contains(&plain(ours)) || forms(ours).contains(&plain(expected))
}

fn headlines(options: &Options) -> Anyhow<()> {
    let (mut all, mut right, mut exact) = (0, 0, 0);
    for (set, title) in [("readability-pages", "/expected_metadata/title"), ("goose-pages", "/expected/title")] {
        let (mut count, mut good, mut same, mut library) = (0, 0, 0, 0);
        for sample in samples(&options.folder, set)? {
            let Some(expected) = sample.row.pointer(title).and_then(Value::as_str).filter(|title| !title.is_empty()) else { continue };
            let found = read(&sample);
            let equal = same_title(&found.headline, expected);
            count += 1;
            good += usize::from(equal);
            same += usize::from(squeeze(expected) == found.headline);
            library += usize::from(same_title(&by_library(&sample).0, expected));
            if options.worst > 0 && !equal {
                println!("  {}: “{}”, expected “{}”", sample.id, found.headline, expected);
            }
        }
        let share = |n: usize| n as f64 * 100.0 / f64::from(count.max(1));
        println!(
            "{:<28} {:.1} % of {count} ({:.1} % to the letter; dom_smoothie {:.1} %)",
            format!("headlines, {set}"),
            share(good),
            share(same),
            share(library)
        );
        (all, right, exact) = (all + count, right + good, exact + same);
    }
    let share = |n: usize| n as f64 * 100.0 / f64::from(all.max(1));
    println!("{:<28} {:.1} % ({:.1} % to the letter)", "headlines, both", share(right), share(exact));
    readability_text(options)
}

/// The text of Readability's own expected results, counted as the benchmark counts.
fn readability_text(options: &Options) -> Anyhow<()> {
    let mut score = Score::default();
    let mut pages = Vec::new();
    for sample in samples(&options.folder, "readability-pages")? {
        let html = sample.row["expected_html"].as_str().unwrap_or_default();
        let gold = dom_query::Document::from(html).formatted_text().to_string();
        let found = read(&sample);
        let (precision, recall) = score.add(&gold, &body(&found));
        if options.show.as_ref() == Some(&sample.id) {
            show(&gold, &body(&found), &found);
        }
        pages.push((precision, recall, sample.id));
    }
    pages.sort_by(|a, b| (a.0 + a.1).total_cmp(&(b.0 + b.1)));
    for (precision, recall, id) in pages.iter().take(options.worst) {
        println!("  p {precision:.3}  r {recall:.3}  {id}");
    }
    score.say("readability texts");
    Ok(())
}

fn phrases(options: &Options) -> Anyhow<()> {
    let (mut have, mut has, mut not, mut has_not) = (0, 0, 0, 0);
    let (mut library_has, mut library_has_not, mut titles, mut titled) = (0, 0, 0, 0);
    let mut pages = Vec::new();
    for sample in samples(&options.folder, "trafilatura-pages")? {
        let list = |key: &str| sample.row[key].as_array().into_iter().flatten().filter_map(Value::as_str).map(squeeze).collect::<Vec<_>>();
        let found = read(&sample);
        let text = squeeze(&body(&found));
        let library = squeeze(&by_library(&sample).1);
        let (wanted, unwanted) = (list("must_have"), list("must_not_have"));
        let missing: Vec<_> = wanted.iter().filter(|phrase| !text.contains(*phrase)).collect();
        let wrong: Vec<_> = unwanted.iter().filter(|phrase| text.contains(*phrase)).collect();
        have += wanted.len();
        has += wanted.len() - missing.len();
        not += unwanted.len();
        has_not += unwanted.len() - wrong.len();
        library_has += wanted.iter().filter(|phrase| library.contains(*phrase)).count();
        library_has_not += unwanted.iter().filter(|phrase| !library.contains(*phrase)).count();
        if let Some(title) = sample.row["title"].as_str().filter(|title| !title.is_empty()) {
            titles += 1;
            titled += usize::from(same_title(&found.headline, title));
            if options.worst > 100 && !same_title(&found.headline, title) {
                println!("  {}: “{}”, expected “{title}”", sample.id, found.headline);
            }
        }
        if options.show.as_ref() == Some(&sample.id) {
            println!("{}\nmissing {missing:?}\nwrong {wrong:?}", body(&found));
        }
        if !missing.is_empty() || !wrong.is_empty() {
            let line = format!("  {}: missing {missing:?}, wrong {wrong:?}", sample.id);
            pages.push((missing.len() + wrong.len(), line));
        }
    }
    pages.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    pages.iter().take(options.worst).for_each(|(_, line)| println!("{line}"));
    let share = |n: usize, of: usize| n as f64 * 100.0 / of.max(1) as f64;
    let say = |name: &str, has: usize, has_not: usize| {
        let right = has + has_not;
        println!(
            "{name:<28} {:.1} % right (must have {:.1} %, must not have {:.1} %)",
            share(right, have + not),
            share(has, have),
            share(has_not, not)
        );
    };
    say("trafilatura phrases", has, has_not);
    say("  dom_smoothie alone", library_has, library_has_not);
    println!("{:<28} {:.1} % of {titles}", "headlines, trafilatura", share(titled, titles));
    Ok(())
}
