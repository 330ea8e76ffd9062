//! What is measured: who asks for what, and how fast.

use std::sync::Arc;

use anyhow::Result;

use super::load::Pace;
use super::options::Options;
use super::paper::Paper;

/// Readers of pages keep so many connections.
pub const READERS: usize = 32;
/// A reading is answered once it is on disk, so that more of them wait at a time.
pub const REPORTERS: usize = 256;
/// Articles of the crowd that reads by Zipf.
const FAMOUS: usize = 1_000;

#[derive(Default, Clone)]
pub struct Subject {
    pub name: String,
    pub encoding: &'static str,
    /// In order of fame; of one alone nginx has the file too.
    pub pages: Arc<Vec<String>>,
    pub gets: Option<Pace>,
    pub posts: Option<Pace>,
    /// Whether a story is published each second.
    pub publications: bool,
    /// The most that it may cost, as a multiple of what the bare server and nginx take.
    pub most: Most,
}

#[derive(Default, Clone, Copy)]
pub struct Most {
    pub of_ceiling: Option<f64>,
    pub of_nginx: Option<f64>,
}

/// The subjects that are wanted, in the order of the table.
pub fn wanted(options: &Options, paper: &Paper) -> Result<Vec<Subject>> {
    let pages = of_pages(options, paper)?;
    let mut subjects = pages.clone();
    let gets = Some(Pace::Fixed { per_second: options.pages_per_second(), length: options.length });
    let posts = |per_second| Some(Pace::Fixed { per_second, length: options.length });
    for (what, posts, publications) in [("views", posts(500.0), false), ("publications", None, true)] {
        if options.wants_beside(what) {
            let beside = |page: &Subject| Subject {
                name: format!("{} beside {what}", page.name),
                gets,
                posts,
                publications,
                most: Most::default(),
                ..page.clone()
            };
            subjects.extend(pages.iter().map(beside));
        }
    }
    if options.wants("views") {
        let posts = Some(Pace::as_answered(options.requests));
        let most = Most { of_ceiling: Some(2.5), of_nginx: None };
        subjects.push(Subject { name: "views".to_owned(), encoding: "identity", posts, most, ..Subject::default() });
    }
    if options.wants("mix") {
        let most = Most { of_ceiling: Some(1.3), of_nginx: None };
        let mix = Subject { encoding: "gzip", pages: Arc::new(crowd(paper)), posts: posts(2_000.0), publications: true, most, ..Subject::default() };
        // The fewer pages are asked for, the more of the whole are views and what follows a publication.
        let as_answered = Some(Pace::AsAnswered { requests: u64::MAX, length: options.length });
        subjects.push(Subject { name: "mix".to_owned(), gets: as_answered, ..mix.clone() });
        subjects.push(Subject { name: format!("mix at {} pages a second", options.pages_per_second()), gets, ..mix });
    }
    Ok(subjects)
}

fn of_pages(options: &Options, paper: &Paper) -> Result<Vec<Subject>> {
    let gets = Some(Pace::as_answered(options.requests));
    let page = |name: &str, encoding, pages| Subject { name: name.to_owned(), encoding, pages: Arc::new(pages), gets, ..Subject::default() };
    let mut subjects = Vec::new();
    if options.wants("article") {
        let most = Most { of_ceiling: Some(1.15), of_nginx: Some(1.0) };
        let path = paper.typical()?.path.clone();
        subjects.extend(["identity", "gzip"].map(|encoding| Subject { most, ..page("article", encoding, vec![path.clone()]) }));
    }
    for (name, path) in [("home", "/"), ("feed", "/feed.xml"), ("api-list", "/api/v1/lists/popular-now?language=en")] {
        if options.wants(name) {
            subjects.push(page(name, "gzip", vec![path.to_owned()]));
        }
    }
    if options.wants("zipf") {
        subjects.push(page("zipf", "gzip", crowd(paper)));
    }
    Ok(subjects)
}

/// The articles that a crowd asks for.
pub fn crowd(paper: &Paper) -> Vec<String> {
    paper.articles.iter().take(FAMOUS).map(|article| article.path.clone()).collect()
}

/// How many stories will be published: one a second of every round, and those of the rounds that warm up.
pub fn drafts(options: &Options) -> usize {
    let pages = ["article", "article", "home", "feed", "api-list", "zipf"].iter().filter(|name| options.wants(name)).count();
    let beside = if options.wants_beside("publications") { pages } else { 0 };
    (beside + 2 * usize::from(options.wants("mix"))) * (options.rounds + 1) * (options.length.as_secs() as usize + 20)
}
