use actions::{Actor, NewAccount, accept_invitation, do_what_is_due, invite, withdraw};
use dom_query::{Document, Selection};
use model::{Duties, Duty, Language, Time, World};
use testkit::{Answer, Kind, on_both_databases};

use crate::paper::{Paper, attributes, paper, parse, texts};

on_both_databases! {
    lead_seconds_and_blocks_stand_where_editors_put_them
    of_two_who_arrange_one_front_page_the_second_is_told
    a_lead_that_is_not_public_is_passed_over
    must_reads_stand_in_their_order_until_their_end
    a_banner_stands_on_every_page_of_its_edition_until_its_end
    what_is_pinned_stands_first_and_what_is_left_out_nowhere
    a_form_that_is_filled_in_wrong_comes_back_as_it_was_typed
    the_desk_says_why_each_story_stands_where_it_stands
    what_must_be_seen_of_a_picture_is_named_by_classes
}

const PASSWORD: &str = "a harbour full of morning ferries";

/// Somebody who is signed in at the desk.
pub struct Desk<'a> {
    pub paper: &'a Paper,
    cookie: String,
    token: String,
}

impl<'a> Desk<'a> {
    /// Somebody with these duties.
    pub fn of(paper: &'a Paper, duties: &[Duty]) -> Self {
        let newsroom = &paper.site.newsroom;
        let name = duties.iter().map(|duty| duty.word()).collect::<Vec<_>>().join("-");
        let new =
            NewAccount { name: name.clone(), called: format!("The {name}"), duties: Duties::from_iter(duties.iter().copied()), editions: Vec::new() };
        let (_, secret) = invite(newsroom, &new).unwrap();
        accept_invitation(newsroom, &secret, "", "", PASSWORD).unwrap();
        let answer = paper.browser.post_form("/desk/sign-in", &[("name", &name), ("password", PASSWORD)], &[]);
        assert_eq!(answer.status, 303, "{}", answer.text());
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        let mut desk = Self { paper, cookie, token: String::new() };
        desk.token = attributes(&desk.page("/desk/you"), "input[name=token]", "value").remove(0);
        desk
    }

    pub fn get(&self, path: &str) -> Answer {
        self.paper.browser.get_with(path, &[("cookie", &self.cookie)])
    }

    pub fn page(&self, path: &str) -> Document {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        parse(&answer.text())
    }

    /// The same in Korean.
    pub fn korean(&self, path: &str) -> Document {
        let answer = self.paper.browser.get_with(path, &[("cookie", &self.cookie), ("accept-language", "ko")]);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        parse(&answer.text())
    }

    /// Sends fields as a form of the desk.
    pub fn send(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let fields = [&[("token", self.token.as_str())][..], fields].concat();
        self.paper.browser.post_form(path, &fields, &[("cookie", &self.cookie)])
    }

    /// Presses a button of a page, with what stands in its form and these fields filled in otherwise.
    pub fn press(&self, path: &str, button: &str, filled: &[(&str, &str)]) -> Answer {
        let page = self.page(path);
        let form = page.select("form").iter().find(|form| form.select(&format!("button{button}")).exists());
        let form = form.unwrap_or_else(|| panic!("{path} has no form with {button}"));
        let mut fields: Vec<(String, String)> = standing(&form);
        for (name, value) in filled {
            fields.retain(|(known, _)| known != name);
            if *value != "(off)" {
                fields.push(((*name).to_owned(), (*value).to_owned()));
            }
        }
        let pressed = form.select(&format!("button{button}"));
        fields.extend(pressed.attr("name").zip(pressed.attr("value")).map(|(name, value)| (name.to_string(), value.to_string())));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let to = form.attr("action").map_or_else(|| path.to_owned(), |action| action.to_string());
        self.paper.browser.post_form(&to, &fields, &[("cookie", &self.cookie)])
    }
}

/// What stands in the fields of a form, as a browser would send it.
fn standing(form: &Selection<'_>) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for field in form.select("input, textarea, select").iter() {
        let Some(name) = field.attr("name") else { continue };
        let ticks = field.attr("type").is_some_and(|kind| matches!(&*kind, "checkbox" | "radio"));
        if ticks && field.attr("checked").is_none() {
            continue;
        }
        let value = match (field.is("select"), field.is("textarea")) {
            (true, _) => field.select("option[selected]").attr("value").unwrap_or_default().to_string(),
            (_, true) => field.text().to_string(),
            _ => field.attr("value").unwrap_or_default().to_string(),
        };
        fields.push((name.to_string(), value));
    }
    fields
}

/// The row of a form in which a story stands.
fn row(page: &Document, story: &str) -> String {
    let field = page.select(&format!("input[type=hidden][value=\"{story}\"]")).attr("name").unwrap_or_else(|| panic!("{story} is not offered"));
    field.trim_start_matches("story-").to_owned()
}

fn story(paper: &Paper, id: model::ArticleId) -> String {
    paper.site.found(id).story.to_string()
}

fn opening(page: &Document) -> Vec<String> {
    attributes(page, ".opening .story[data-story]", "data-story")
}

fn of_two_who_arrange_one_front_page_the_second_is_told(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Editor]);
    let [one, other] = [9, 4].map(|at| story(&paper, paper.english[at]));
    let found = "/desk/front?edition=en&q=part";
    let page = desk.page(found);
    let lead = |story: &str| format!("place-{}", row(&page, story));
    // A page that was opened before, and is saved after, somebody else's.
    let form = page.select("form").iter().find(|form| form.select("[value=stories]").exists()).unwrap();
    let mut stale: Vec<(String, String)> = standing(&form);
    stale.retain(|(name, _)| *name != lead(&other));
    stale.extend([(lead(&other), "lead".to_owned()), ("do".to_owned(), "stories".to_owned())]);
    assert_eq!(desk.press(found, "[value=stories]", &[(&lead(&one), "lead")]).status, 303);
    assert_eq!(desk.press(found, "[value=banner]", &[("banner", "The vote is on"), ("banner_ends", "2099-01-01T00:00")]).status, 303);
    let stale: Vec<(&str, &str)> = stale.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = desk.send(found, &stale);
    assert_eq!(answer.status, 409);
    assert_eq!(opening(&parse(&paper.browser.page("/")))[0], one, "nothing was overwritten");
    let both = parse(&answer.text());
    assert_eq!(attributes(&both, &format!("#place-{} option[selected]", row(&both, &other)), "value"), ["lead"], "what was chosen stands there");
    assert_eq!(texts(&both, "td.title .wrong"), ["By now: Lead"], "and what stands now beside it");
    // Saved again, knowing that, it stands; the banner was no matter of this form.
    let form = both.select("form").iter().find(|form| form.select("[value=stories]").exists()).unwrap();
    let mut again = standing(&form);
    again.push(("do".to_owned(), "stories".to_owned()));
    let again: Vec<(&str, &str)> = again.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(desk.send(found, &again).status, 303);
    let page = parse(&paper.browser.page("/"));
    assert_eq!(opening(&page)[0], other);
    assert!(page.text().contains("The vote is on"));
}

fn lead_seconds_and_blocks_stand_where_editors_put_them(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Editor]);
    let front = "/desk/front?edition=en";
    let [lead, second, third] = [9, 4, 1].map(|at| story(&paper, paper.english[at]));
    let found = format!("{front}&q=part");
    let page = desk.page(&found);
    let fields = [
        (format!("place-{}", row(&page, &lead)), "lead"),
        (format!("place-{}", row(&page, &second)), "2"),
        (format!("place-{}", row(&page, &third)), "1"),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let answer = desk.press(&found, "[value=stories]", &fields);
    assert_eq!((answer.status, answer.header("location")), (303, "/desk/front?edition=en&done=stories"));
    let page = parse(&paper.browser.page("/"));
    assert_eq!(opening(&page)[..3], [lead.clone(), third.clone(), second.clone()]);
    assert_eq!(opening(&page).len(), 4, "the newest fill up what nobody chose");
    // The Korean edition arranges itself.
    assert_ne!(opening(&parse(&paper.browser.page("/ko/")))[0], lead);
    // What was chosen stands in the form again.
    let page = desk.page(front);
    assert_eq!(attributes(&page, &format!("#place-{} option[selected]", row(&page, &lead)), "value"), ["lead"]);

    let blocks = |page: &Document| texts(page, ".block h2");
    assert_eq!(blocks(&parse(&paper.browser.page("/"))).len(), 4);
    let answer =
        desk.press(front, "[value=sections]", &[("order-sports", "1"), ("order-world", "2"), ("order-city", "9"), ("shown-business", "(off)")]);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = parse(&paper.browser.page("/"));
    assert_eq!(blocks(&page), ["Sports", "World", "City"]);
    assert_eq!(texts(&page, ".sections li").len(), 4, "a section without a block stays in the menu");
    let stories = attributes(&page, "[data-story]", "data-story");
    assert_eq!(stories.iter().collect::<std::collections::BTreeSet<_>>().len(), stories.len(), "no story stands twice");
    // Nothing that is arranged a second time as it is changes anything.
    let before = paper.site.newest_change();
    assert_eq!(desk.press(front, "[value=sections]", &[]).status, 303);
    assert_eq!(desk.press(front, "[value=stories]", &[]).status, 303);
    assert_eq!(paper.site.newest_change(), before);
}

fn a_lead_that_is_not_public_is_passed_over(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Editor]);
    let id = paper.english[3];
    let lead = story(&paper, id);
    let page = desk.page("/desk/front");
    desk.press("/desk/front", "[value=stories]", &[(&format!("place-{}", row(&page, &lead)), "lead")]);
    assert_eq!(opening(&parse(&paper.browser.page("/")))[0], lead);
    withdraw(&paper.site.newsroom, id).unwrap();
    let page = paper.browser.page("/");
    assert!(!page.contains(&lead));
    assert_eq!(opening(&parse(&page)).len(), 4);
    let page = desk.page("/desk/front");
    let row = row(&page, &lead);
    assert_eq!(attributes(&page, &format!("#place-{row} option[selected]"), "value"), ["lead"], "the editors' choice is kept");
    assert!(texts(&page, "tr.chosen td.title .hint").concat().contains("passed over"));
}

fn must_reads_stand_in_their_order_until_their_end(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Editor]);
    let [first, second] = [17, 12].map(|at| story(&paper, paper.english[at]));
    let page = desk.page("/desk/front");
    let [one, other] = [&first, &second].map(|story| row(&page, story));
    let page_rows = attributes(&page, "input[name^=read-]", "name");
    let mut fields: Vec<(String, String)> = page_rows.iter().map(|name| (name.clone(), String::new())).collect();
    fields.extend([
        (format!("read-{one}"), "1".to_owned()),
        (format!("read-{other}"), "2".to_owned()),
        (format!("until-{one}"), "2026-11-24T10:00".to_owned()),
    ]);
    fields.retain(|(name, value)| !value.is_empty() || (*name != format!("read-{one}") && *name != format!("read-{other}")));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(desk.press("/desk/front", "[value=stories]", &fields).status, 303);
    let listed = |page: &str| attributes(&parse(page), "[data-list=must-reads] [data-story]", "data-story");
    assert_eq!(listed(&paper.browser.page("/"))[..2], [first.clone(), second.clone()]);
    paper.site.world.pass(Time::HOUR + 1);
    assert_eq!(listed(&paper.browser.page("/"))[0], second);
    // What has ended is no more in the form.
    let page = desk.page("/desk/front");
    assert_eq!(attributes(&page, "input[name^=read-]", "value").into_iter().filter(|value| !value.is_empty()).count(), 1);
}

fn a_banner_stands_on_every_page_of_its_edition_until_its_end(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Editor]);
    let id = paper.english[2];
    let (told, path) = (story(&paper, id), paper.site.path(id));
    let text = "Harbour <b>closed</b> & no ferry leaves";
    let before = paper.browser.page("/about");
    let filled = [("banner", text), ("banner_story", told.as_str()), ("banner_ends", "2026-11-24T09:30")];
    assert_eq!(desk.press("/desk/front", "[value=banner]", &filled).status, 303);
    let others = ["/", "/latest", "/city", "/about", "/privacy", "/about/counting", "/nowhere", &paper.site.path(paper.english[9])];
    for page in others {
        let page = parse(&paper.browser.get(page).text());
        assert_eq!(texts(&page, ".banner[role=region][aria-label] a"), [text]);
        assert_eq!(attributes(&page, ".banner a", "href"), [path.as_str()]);
        assert!(!page.select(".banner b, .banner [data-story]").exists());
        assert!(page.select(".banner + .nameplate").exists(), "it stands above the nameplate");
    }
    let own = paper.page_of(id);
    assert!(own.select(".banner").exists() && !own.select(".banner a").exists(), "a page does not lead to itself");
    assert!(!paper.browser.page("/ko/").contains("class=\"banner\""));
    // Where the article goes, the sentence stays and leads nowhere.
    withdraw(&paper.site.newsroom, id).unwrap();
    assert!(parse(&paper.browser.page("/")).select(".banner").exists() && !paper.browser.page("/").contains(&format!("href=\"{path}\"")));

    let clock = paper.site.newsroom.acting(Actor::Clock);
    paper.site.world.pass(30 * Time::MINUTE - 1);
    assert_eq!(do_what_is_due(&clock).unwrap(), 0);
    assert!(paper.browser.page("/about").contains("class=\"banner\""));
    paper.site.world.pass(1);
    assert_eq!(do_what_is_due(&clock).unwrap(), 1);
    assert_eq!(paper.browser.page("/about"), before);
    assert!(!paper.browser.page("/").contains("class=\"banner\""));
    // Taken down by hand it is gone as well, and nothing is due any more.
    assert_eq!(desk.press("/desk/front", "[value=banner]", &[("banner", "Short"), ("banner_ends", "2026-11-24T12:00")]).status, 303);
    assert!(paper.browser.page("/city").contains("class=\"banner\""));
    assert_eq!(desk.press("/desk/front", "[value=no-banner]", &[]).status, 303);
    assert!(!paper.browser.page("/city").contains("class=\"banner\""));
    assert_eq!(paper.site.newsroom.store.read(|session| session.coming(10)).unwrap(), []);
}

fn what_is_pinned_stands_first_and_what_is_left_out_nowhere(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Editor]);
    let id = paper.english[6];
    let related = |page: &Document| attributes(page, "[data-list=related] [data-story]", "data-story");
    let before = related(&paper.page_of(id));
    let far = paper.english.iter().map(|id| story(&paper, *id)).rev().find(|story| !before.contains(story)).unwrap();
    let path = format!("/desk/articles/{id}/related");
    let by_id = format!("{path}?q={far}");
    let page = desk.page(&by_id);
    let pin = format!("pin-{}", row(&page, &far));
    let out = format!("out-{}", row(&page, &before[0]));
    let own = format!("input[value=\"{}\"]", story(&paper, id));
    assert!(!page.select(&own).exists(), "a story is not related to itself");
    let answer = desk.press(&by_id, "[data-key]", &[(&pin, "1"), (&out, "yes")]);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let after = related(&paper.page_of(id));
    assert_eq!(after[0], far);
    assert!(!after.contains(&before[0]));
    assert_eq!(after.len(), before.len());
    let api = paper.browser.json(&format!("/api/v1/articles/{id}/related?limit=3"));
    assert_eq!((api["items"][0]["story"].as_str(), api["items"][0]["why"].as_str()), (Some(far.as_str()), Some("pinned by the editors, place 1")));
    let page = desk.page(&path);
    assert!(texts(&page, "tr.chosen").concat().contains("pinned by the editors"));
    // What is pinned and withdrawn stands there no more, and comes back with its article.
    let pinned = *paper.english.iter().find(|id| story(&paper, **id) == far).unwrap();
    withdraw(&paper.site.newsroom, pinned).unwrap();
    assert!(!related(&paper.page_of(id)).contains(&far));
    actions::publish(&paper.site.newsroom, pinned).unwrap();
    assert_eq!(related(&paper.page_of(id))[0], far);
    // The planner keeps its word: what stands in the must-reads does not stand here too.
    let chosen = [(far.parse().unwrap(), None)];
    actions::set_must_reads(&paper.site.newsroom, Language::ENGLISH, &chosen).unwrap();
    let page = paper.page_of(id);
    assert!(!related(&page).contains(&far));
    assert_eq!(attributes(&page, "[data-list=must-reads] [data-story]", "data-story")[0], far);
    // The choice is taken back.
    let page = desk.page(&path);
    let (pin, out) = (format!("pin-{}", row(&page, &far)), format!("out-{}", row(&page, &before[0])));
    assert_eq!(desk.press(&path, "[data-key]", &[(&pin, ""), (&out, "(off)")]).status, 303);
    assert_eq!(related(&paper.page_of(id)), before);
}

fn a_form_that_is_filled_in_wrong_comes_back_as_it_was_typed(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Editor]);
    let page = desk.page("/desk/front");
    let rows: Vec<String> = [2, 3].map(|at| row(&page, &story(&paper, paper.english[at]))).into();
    let (one, other) = (format!("place-{}", rows[0]), format!("place-{}", rows[1]));
    let before = paper.site.newest_change();
    let answer = desk.press("/desk/front", "[value=stories]", &[(&one, "lead"), (&other, "lead")]);
    assert_eq!(answer.status, 422);
    let back = parse(&answer.text());
    let later = format!("place-{}", rows.iter().max_by_key(|row| row.parse::<usize>().unwrap()).unwrap());
    assert_eq!(texts(&back, &format!("#{later}-wrong")), ["One story leads; another one is chosen already."]);
    assert_eq!(attributes(&back, &format!("#{one} option[selected], #{other} option[selected]"), "value"), ["lead", "lead"]);
    let (read, until) = (format!("read-{}", rows[0]), format!("until-{}", rows[0]));
    for (field, value, said) in
        [(&read, "soon", "This is no number."), (&until, "2026-11-24T08:00", "This hour has passed; choose a later one, or none.")]
    {
        let answer = desk.press("/desk/front", "[value=stories]", &[(&read, "1"), (field, value)]);
        assert_eq!(answer.status, 422);
        let back = parse(&answer.text());
        assert_eq!(texts(&back, &format!("#{field}-wrong")), [said]);
        assert_eq!(attributes(&back, &format!("#{field}[aria-invalid]"), "value"), [value]);
    }
    for (filled, field) in [
        ([("banner", " "), ("banner_ends", "2026-11-24T12:00")], "banner"),
        ([("banner", "Flood"), ("banner_ends", "")], "banner_ends"),
        ([("banner", "Flood"), ("banner_ends", "2026-11-24T09:00")], "banner_ends"),
        ([("banner", "x".repeat(141).leak()), ("banner_ends", "2026-11-24T12:00")], "banner"),
    ] {
        let answer = desk.press("/desk/front", "[value=banner]", &filled);
        assert_eq!(answer.status, 422, "{filled:?}");
        let back = parse(&answer.text());
        assert_eq!(texts(&back, &format!("#{field}-wrong")).len(), 1, "{filled:?}");
        assert_eq!(attributes(&back, "#banner", "value"), [filled[0].1]);
    }
    assert_eq!(paper.site.newest_change(), before, "nothing was changed by all that");
}

fn the_desk_says_why_each_story_stands_where_it_stands(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Editor]);
    let public = parse(&paper.browser.page("/"));
    for (page, chosen) in [(desk.page("/desk/front"), "chosen by the editors, place 1"), (desk.korean("/desk/front"), "편집자 선정 1번째")] {
        for list in ["must-reads", "popular-now", "weekly-best", "latest"] {
            let shown = attributes(&public, &format!("[data-list={list}] [data-story]"), "data-story").len();
            assert_eq!(texts(&page, &format!("tr[data-why={list}] td.title > a")).len(), shown, "{list}");
        }
        assert!(texts(&page, "tr[data-why=must-reads] td").contains(&chosen.to_owned()));
        assert!(page.select("tr[data-why=latest] details li").exists(), "those that were passed over are told");
        assert_eq!(texts(&page, ".why tr td.title > a").len(), 4 + attributes(&public, "[data-list] [data-story]", "data-story").len());
    }
}

fn what_must_be_seen_of_a_picture_is_named_by_classes(kind: Kind) {
    let paper = paper(kind);
    let newsroom = &paper.site.newsroom;
    let pictured = paper.english.iter().map(|id| paper.site.found(*id)).find(|article| article.picture.is_some()).unwrap();
    newsroom
        .store
        .write(|session| {
            let mut picture = session.picture(pictured.picture.unwrap())?.unwrap();
            picture.focus = Some((249, 1000));
            session.set_picture(&picture, paper.site.world.now())?;
            session.tell(paper.site.world.now(), &store::Change::Everything)
        })
        .unwrap();
    let page = parse(&paper.browser.page("/"));
    let image = format!(".story[data-story=\"{}\"] img.fx-2.fy-10", pictured.story);
    assert!(page.select(&image).exists());
}
