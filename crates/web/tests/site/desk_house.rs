use actions::{Posted, comment, withdraw_because};
use model::{CommentState, Duty};
use testkit::{Kind, on_both_databases};

use crate::desk_front::Desk;
use crate::paper::{attributes, paper, parse, texts};

on_both_databases! {
    a_comment_approved_by_form_appears_and_undo_takes_it_away
    the_queue_is_turned_page_by_page
    the_last_administrator_stays
    an_invitation_is_shown_once_and_lets_somebody_in
    a_section_that_articles_stand_in_is_not_removed
    settings_show_on_the_papers_pages
    the_house_has_further_pages_and_a_menu
    topics_and_people_are_called_what_the_house_says
    the_log_tells_who_did_what_and_a_changed_row_is_found
    a_withdrawn_article_says_why
    the_house_speaks_korean
}

fn say(paper: &crate::paper::Paper, at: usize, text: &str, visitor: u64) -> model::CommentId {
    paper.site.world.pass(1_000);
    comment(&paper.site.newsroom, &Posted { article: paper.english[at], name: "Ann", text, visitor }).unwrap().id
}

fn a_comment_approved_by_form_appears_and_undo_takes_it_away(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Moderator]);
    let (first, second) = (say(&paper, 2, "The first.\nWith <i>two</i> lines.", 1), say(&paper, 2, "The second.", 2));
    let queue = desk.page("/desk/comments");
    assert_eq!(
        attributes(&queue, ".waiting > li[data-line]", "id"),
        [format!("comment-{first}"), format!("comment-{second}")],
        "who came first is first"
    );
    assert!(!queue.select(".waiting i").exists());
    assert_eq!(attributes(&queue, ".under a", "href")[0], format!("{}#comments", paper.site.path(paper.english[2])));
    assert_eq!(attributes(&queue, &format!("#comment-{first} button"), "data-key-here"), ["a", "x"]);
    let id = first.to_string();
    let form = |word: &str| format!("[value={word}]");
    let answer = desk.press("/desk/comments", &form("approved"), &[]);
    assert_eq!(answer.status, 303);
    let to = answer.header("location").to_owned();
    assert_eq!(to, format!("/desk/comments?state=held&done=approved&comment={id}&at={second}"));
    assert!(texts(&paper.page_of(paper.english[2]), ".comment-list").concat().contains("The first."));
    let page = desk.page(&to);
    assert_eq!(texts(&page, ".undo [role=status]"), ["Approved."]);
    assert_eq!(attributes(&page, ".undo button", "data-key"), ["z"]);
    assert_eq!(attributes(&page, "[autofocus]", "id"), [format!("comment-{second}")], "the next one is looked at");
    assert!(texts(&page, ".beside").concat().contains("The first."), "its thread stands around it");
    // Undo.
    let answer = desk.press(&to, "[data-key=z]", &[]);
    assert_eq!(answer.status, 303);
    assert!(!texts(&paper.page_of(paper.english[2]), ".comment-list").concat().contains("The first."));
    let page = desk.page(answer.header("location"));
    assert_eq!(texts(&page, ".undo [role=status]"), ["It waits again."]);
    assert_eq!(attributes(&page, ".waiting > li", "id").len(), 2);
    // Rejected, found again, and let through after all.
    assert_eq!(desk.send("/desk/comments", &[("comment", &id), ("do", "rejected")]).status, 303);
    let rejected = desk.page("/desk/comments?state=rejected");
    assert_eq!(attributes(&rejected, ".waiting button", "data-key-here"), ["a", "h"]);
    assert_eq!(desk.press("/desk/comments?state=rejected", &form("approved"), &[]).status, 303);
    assert!(texts(&paper.page_of(paper.english[2]), ".comment-list").concat().contains("The first."));
    let deeds = paper.site.newsroom.store.read(|session| session.deeds_before(i64::MAX, Some(&format!("comment:{id}")), 10)).unwrap();
    assert_eq!(deeds.len(), 4);
    assert!(deeds.iter().all(|deed| deed.deed == "moderate" && deed.who.starts_with("account:")));
    for (fields, status) in [([("comment", "nonsense"), ("do", "approved")], 404), ([("comment", id.as_str()), ("do", "loved")], 400)] {
        assert_eq!(desk.send("/desk/comments", &fields).status, status);
    }
}

fn the_queue_is_turned_page_by_page(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Moderator]);
    let ids: Vec<String> = (0..70).map(|n| format!("comment-{}", say(&paper, n % 40, &format!("Number {n}"), n as u64))).collect();
    let walk = |start: &str| {
        let (mut path, mut found) = (start.to_owned(), Vec::new());
        loop {
            let page = desk.page(&path);
            found.extend(attributes(&page, ".waiting > li", "id"));
            match attributes(&page, ".next a", "href").pop() {
                Some(next) => path = next,
                None => return found,
            }
        }
    };
    assert_eq!(walk("/desk/comments"), ids);
    for id in &ids {
        actions::moderate(&paper.site.newsroom, id.trim_start_matches("comment-").parse().unwrap(), CommentState::Rejected).unwrap();
    }
    assert_eq!(walk("/desk/comments?state=rejected"), ids.into_iter().rev().collect::<Vec<_>>(), "the newest are judged last and stand first");
    assert!(walk("/desk/comments?state=nonsense&after=nonsense").is_empty());
}

fn the_last_administrator_stays(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Administrator]);
    let answer = desk.press("/desk/accounts", "[value=disable]", &[]);
    assert_eq!(answer.status, 422);
    assert_eq!(texts(&parse(&answer.text()), ".wrong"), ["The last administrator stays; make another one first."]);
    // Nor is the office given up.
    let id = attributes(&desk.page("/desk/accounts"), "input[name=account]", "value").remove(0);
    let without = [("do", "change"), ("account", id.as_str()), ("name", "administrator"), ("called", "Boss"), ("duties", "editor")];
    let answer = desk.send("/desk/accounts", &without);
    assert_eq!(answer.status, 422);
    let back = parse(&answer.text());
    assert_eq!(attributes(&back, "li details[open] input[name=called]", "value"), ["Boss"], "what was typed stands in the form");
    assert_eq!(texts(&desk.page("/desk/accounts"), ".lines .state"), ["active"]);
    // With another one the first may go.
    Desk::of(&paper, &[Duty::Administrator, Duty::Editor]);
    let answer = desk.send("/desk/accounts", &[("do", "disable"), ("account", &id)]);
    assert_eq!(answer.status, 303);
    assert_eq!(desk.get("/desk/accounts").status, 303, "and is signed out");
}

fn an_invitation_is_shown_once_and_lets_somebody_in(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Administrator]);
    let new = [("called", "민지"), ("name", "Minji"), ("duties", "translator"), ("do", "invite")];
    let answer = desk.send("/desk/accounts", &new);
    assert_eq!(answer.status, 422);
    let back = parse(&answer.text());
    assert_eq!(texts(&back, ".plain .wrong"), ["A translator needs at least one edition."]);
    assert_eq!(attributes(&back, ".plain input[name=called], .plain input[name=duties][checked]", "value"), ["민지", "translator"]);
    let answer = desk.send("/desk/accounts", &[&new[..], &[("editions", "ko")]].concat());
    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
    let link = texts(&parse(&answer.text()), ".secret code").remove(0);
    let path = link.strip_prefix("https://news.example.org").unwrap();
    assert!(!paper_text(&desk, "/desk/accounts").contains(path), "it is told once");
    let words = [("password", "ferries leave before the sun"), ("again", "ferries leave before the sun")];
    assert_eq!(paper.browser.post_form(path, &words, &[]).status, 303);
    let page = desk.page("/desk/accounts");
    assert!(texts(&page, ".lines li").concat().contains("민지 minji active"));
    assert!(texts(&page, ".lines li").concat().contains("last used"));
    // Reset: the old password is good no more.
    let id = attributes(&page, ".lines li form", "action");
    assert_eq!(id.len(), 2);
    let minji = paper.site.newsroom.store.read(|session| session.account_by_name("minji")).unwrap().unwrap();
    let answer = desk.send("/desk/accounts", &[("do", "reset"), ("account", &minji.id.to_string()), ("called", "민지")]);
    let other = texts(&parse(&answer.text()), ".secret code").remove(0);
    assert_ne!(other, link);
    let old = [("name", "minji"), ("password", "ferries leave before the sun")];
    assert_eq!(paper.browser.post_form("/desk/sign-in", &old, &[]).status, 422);
}

fn paper_text(desk: &Desk<'_>, path: &str) -> String {
    desk.get(path).text()
}

fn a_section_that_articles_stand_in_is_not_removed(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Administrator]);
    let path = "/desk/settings/sections";
    let answer = desk.send(path, &[("do", "remove"), ("section", "city")]);
    assert_eq!(answer.status, 422);
    let said = texts(&parse(&answer.text()), "#remove-city-wrong");
    assert!(said[0].contains("articles stand in this section; move them to another one first"), "{said:?}");
    assert_eq!(paper.browser.get("/city").status, 200);
    // A new one is made, refused twice, and removed again.
    assert_eq!(desk.press(path, "[value=add]", &[("title-en", "Food & Drink"), ("title-ko", "음식")]).status, 303);
    for (filled, field) in [
        ([("title-en", "Again"), ("slug", "food-drink")], "slug"),
        ([("title-en", "X"), ("slug", "latest")], "slug"),
        ([("title-en", ""), ("slug", "x")], "title-en"),
    ] {
        let answer = desk.press(path, "[value=add]", &filled);
        assert_eq!(answer.status, 422, "{filled:?}");
        let back = parse(&answer.text());
        assert_eq!(texts(&back, &format!("#{field}-wrong")).len(), 1, "{filled:?}");
        assert_eq!(attributes(&back, "#slug", "value"), [filled[1].1]);
    }
    assert_eq!(desk.send(path, &[("do", "remove"), ("section", "food-drink")]).status, 303);
    assert_eq!(desk.page(path).select("#order-food-drink").length(), 0);
    // Their order is the menu's; a name is changed with it.
    let page = desk.page(path);
    let fields: Vec<(String, String)> = page
        .select("input[form=sections]")
        .iter()
        .map(|field| (field.attr("name").unwrap().to_string(), field.attr("value").unwrap().to_string()))
        .map(|(name, value)| match name.as_str() {
            "order-city" => (name, "0".to_owned()),
            "title-world-en" => (name, "Planet".to_owned()),
            "title-world-ko" => (name, "지구촌".to_owned()),
            _ => (name, value),
        })
        .collect();
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.push(("do", "change"));
    assert_eq!(desk.send(path, &fields).status, 303);
    assert_eq!(texts(&parse(&paper.browser.page("/")), ".sections li"), ["City", "Sports", "Business", "Planet"]);
    assert!(texts(&parse(&paper.browser.page("/ko/")), ".sections li").contains(&"지구촌".to_owned()));
    // Who is taken off the menu is there all the same.
    fields.retain(|(name, _)| *name != "menu-sports");
    assert_eq!(desk.send(path, &fields).status, 303);
    assert_eq!(texts(&parse(&paper.browser.page("/")), ".sections li"), ["City", "Business", "Planet"]);
    assert_eq!((paper.browser.get("/sports").status, paper.browser.get("/sports/feed.xml").status), (200, 200));
    let ticked = |section: &str| desk.page(path).select(&format!("[name=menu-{section}][checked]")).length();
    assert_eq!((ticked("city"), ticked("sports")), (1, 0));
}

fn settings_show_on_the_papers_pages(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Administrator]);
    let filled = [
        ("title-en", "The Quay"),
        ("title-ko", "부두신문"),
        ("motto-en", "What the tide brings"),
        ("address", "https://quay.example/"),
        ("publisher-en", "Quay Press"),
        ("editing-ko", "한소라"),
        ("registration", "서울 아00000"),
        ("latest", "2"),
        ("slugs", "roman"),
    ];
    assert_eq!(desk.press("/desk/settings", "[data-key]", &filled).status, 303);
    let page = parse(&paper.browser.page("/"));
    assert_eq!(texts(&page, ".nameplate .name"), ["The Quay"]);
    assert_eq!(attributes(&page, "link[rel=canonical]", "href"), ["https://quay.example/"]);
    assert_eq!(attributes(&page, "[data-list=latest] [data-story]", "data-story").len(), 2);
    assert!(texts(&page, ".imprint").concat().contains("Quay Press"));
    assert!(texts(&parse(&paper.browser.page("/ko/")), ".imprint").concat().contains("한소라"));
    for (field, value) in [("address", "quay"), ("latest", "many"), ("latest", "41")] {
        let answer = desk.press("/desk/settings", "[data-key]", &[(field, value), ("motto-en", "Typed")]);
        assert_eq!(answer.status, 422, "{field}");
        let back = parse(&answer.text());
        assert_eq!(texts(&back, &format!("#{field}-wrong")).len(), 1);
        assert_eq!(attributes(&back, &format!("#{field}, #motto-en"), "value").len(), 2);
        assert_eq!(attributes(&back, "#motto-en", "value"), ["Typed"]);
    }
    assert_eq!(desk.press("/desk/settings", "[data-key]", &[("title-en", ""), ("title-ko", "")]).status, 422);
    // The static pages.
    assert_eq!(desk.press("/desk/settings/pages", "[data-key]", &[("do", "usual"), ("about-en", "We are <few>.\r\n\r\nAnd glad.")]).status, 303);
    let page = parse(&paper.browser.page("/about"));
    assert!(texts(&page, "main p").contains(&"We are <few>.".to_owned()) && texts(&page, "main p").contains(&"And glad.".to_owned()));
    assert_eq!(texts(&desk.page("/desk/settings/pages"), "#about-en"), ["We are <few>. And glad."]);
}

fn the_house_has_further_pages_and_a_menu(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Administrator]);
    let path = "/desk/settings/pages";
    let half = desk.send(path, &[("do", "add"), ("new-title-en", "Send a <tip>"), ("new-menu", "on")]);
    assert_eq!(half.status, 422);
    let half = parse(&half.text());
    assert_eq!(attributes(&half, "#new-title-en", "value"), ["Send a <tip>"], "what was typed comes back");
    assert_eq!(texts(&half, "#new-text-en-wrong"), ["A page needs a text in one language at least."]);
    let tip = [("do", "add"), ("new-title-en", "Send a <tip>"), ("new-text-en", "By <post>.\r\n\r\nOr by hand."), ("new-menu", "on")];
    assert_eq!(desk.send(path, &tip).status, 303);
    assert_eq!(desk.send(path, &tip).status, 422, "the address is taken");
    let page = parse(&paper.browser.page("/about/send-a-tip"));
    assert_eq!(texts(&page, "main h1, main p"), ["Send a <tip>", "By <post>.", "Or by hand."]);
    assert_eq!(attributes(&page, ".sections [aria-current]", "href"), ["/about/send-a-tip"]);
    assert_eq!(paper.browser.get("/ko/about/send-a-tip").status, 404, "the Korean edition has no such page");
    assert!(
        attributes(&parse(&paper.browser.page("/")), ".sections a, footer a", "href").iter().filter(|link| *link == "/about/send-a-tip").count() == 2
    );
    assert!(!paper.browser.page("/ko/").contains("send-a-tip"));
    assert!(paper.browser.page("/sitemap.xml").contains("/about/send-a-tip</loc>"));
    let korean = [("do", "change"), ("page", "send-a-tip"), ("send-a-tip-title-ko", "제보하기"), ("send-a-tip-text-ko", "우편으로 보내 주세요.")];
    assert_eq!(desk.send(path, &korean).status, 303);
    assert_eq!(texts(&parse(&paper.browser.page("/ko/about/send-a-tip")), "main h1"), ["제보하기"]);
    assert_eq!(paper.browser.get("/about/send-a-tip").status, 404);
    assert_eq!(desk.send(path, &[("do", "remove"), ("page", "send-a-tip")]).status, 303);
    assert_eq!(paper.browser.get("/ko/about/send-a-tip").status, 404);
    assert_eq!(desk.send(path, &[("do", "add"), ("new-title-en", "Counting"), ("new-text-en", "One.")]).status, 422);
}

fn topics_and_people_are_called_what_the_house_says(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Administrator]);
    assert_eq!(desk.press("/desk/settings/topics", "[data-key]", &[("title-harbour-en", "The harbour"), ("title-harbour-ko", "항구")]).status, 303);
    assert_eq!(texts(&parse(&paper.browser.page("/topics/harbour")), "main h1"), ["The harbour"]);
    let answer = desk.press("/desk/settings/topics", "[data-key]", &[("title-harbour-en", ""), ("title-harbour-ko", "")]);
    assert_eq!(answer.status, 422);
    assert_eq!(texts(&parse(&answer.text()), "#title-harbour-en-wrong"), ["A topic needs a name."]);
    let mina = paper.site.newsroom.store.read(|session| session.person_by_slug("mina-seo")).unwrap().unwrap();
    let changed = [
        ("person", mina.id.to_string()),
        ("name-en", "Mina Suh".to_owned()),
        ("name-ko", "서민아".to_owned()),
        ("about-en", "Writes of <ships>.".to_owned()),
        ("slug", "other".to_owned()),
    ];
    let changed: Vec<(&str, &str)> = changed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(desk.send("/desk/settings/people", &changed).status, 303);
    let page = parse(&paper.browser.page("/authors/mina-seo"));
    assert_eq!(texts(&page, "main h1, main .about"), ["Mina Suh", "Writes of <ships>."]);
    let new = [("person", ""), ("name-en", "Mina Seo"), ("name-ko", ""), ("contact", "mina@news.example")];
    assert_eq!(desk.send("/desk/settings/people", &new).status, 303);
    let other = paper.site.newsroom.store.read(|session| session.person_by_slug("mina-seo-2")).unwrap().unwrap();
    assert_eq!(other.contact.as_deref(), Some("mina@news.example"), "a namesake gets an address of her own");
    let answer = desk.send("/desk/settings/people", &[("person", ""), ("name-en", "Somebody"), ("slug", "mina-seo")]);
    assert_eq!(answer.status, 422);
    assert_eq!(attributes(&parse(&answer.text()), "#slug-new[aria-invalid], #name-en-new", "value"), ["Somebody", "mina-seo"]);
    assert_eq!(texts(&desk.page("/desk/settings/people?q=Mina+Suh"), ".lines summary"), ["Mina Suh mina-seo"]);
}

fn the_log_tells_who_did_what_and_a_changed_row_is_found(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Editor, Duty::Moderator, Duty::Administrator]);
    let id = say(&paper, 1, "Hello.", 1);
    assert_eq!(desk.send("/desk/comments", &[("comment", &id.to_string()), ("do", "approved")]).status, 303);
    assert_eq!(desk.press("/desk/front", "[value=banner]", &[("banner", "Flood"), ("banner_ends", "2026-11-24T12:00")]).status, 303);
    let page = desk.page("/desk/log");
    let first = texts(&page, "tbody tr").into_iter().next().unwrap();
    assert!(first.contains("The editor-moderator-administrator arranged the front page"), "{first}");
    assert_eq!(texts(&desk.page("/desk/log?before=5"), "tbody tr").len(), 4);
    assert!(!page.select(".done, .alarm").exists(), "the chain is walked when that is asked for");
    let about = desk.page(&format!("/desk/log?about=comment:{id}"));
    assert_eq!(texts(&about, "tbody tr").len(), 1);
    assert!(texts(&about, "tbody tr")[0].contains("from Waiting · to Approved"));
    let (whole, _) = paper.site.newsroom.store.read(|session| session.check_deeds()).unwrap();
    let said = texts(&desk.page("/desk/log?check=1"), ".done");
    assert_eq!(said, [format!("The chain is whole: {whole} rows, each as it was written.")]);
    let finding = || {
        let found = actions::examine(&paper.site.newsroom, paper.site.place()).unwrap();
        found.into_iter().find(|finding| finding.about == "audit log").unwrap()
    };
    assert!(finding().well);
    paper.site.newsroom.store.run_sql("UPDATE audit SET who = 'console' WHERE number = 7").unwrap();
    paper.site.newsroom.store.run_sql("UPDATE audit SET detail = '{}' WHERE number = 7").unwrap();
    let page = desk.page("/desk/log?check=1");
    assert!(texts(&page, ".alarm")[0].starts_with("Row 7 is not as it was written"), "{:?}", texts(&page, ".alarm"));
    assert!(!finding().well && finding().says.contains("row 7"));
}

fn a_withdrawn_article_says_why(kind: Kind) {
    let paper = paper(kind);
    let (told, silent) = (paper.korean[3], paper.korean[4]);
    withdraw_because(&paper.site.newsroom, told, Some("<b>사실</b>과 달랐습니다 & 바로잡습니다")).unwrap();
    withdraw_because(&paper.site.newsroom, silent, None).unwrap();
    let answer = paper.browser.get(&paper.site.path(told));
    assert_eq!(answer.status, 410);
    let page = parse(&answer.text());
    assert_eq!(texts(&page, ".reason"), ["철회 사유: <b>사실</b>과 달랐습니다 & 바로잡습니다"]);
    assert!(!page.select(".reason b").exists());
    assert_eq!(attributes(&page, ".reason span", "lang"), ["ko"]);
    assert!(!parse(&paper.browser.get(&paper.site.path(silent)).text()).select(".reason").exists());
    let program = |id| serde_json::from_str::<serde_json::Value>(&paper.browser.get(&format!("/api/v1/articles/{id}")).text()).unwrap();
    let gone = "the article was withdrawn";
    assert_eq!(program(told), serde_json::json!({ "error": gone, "reason": "<b>사실</b>과 달랐습니다 & 바로잡습니다" }));
    assert_eq!(program(silent), serde_json::json!({ "error": gone }));
}

fn the_house_speaks_korean(kind: Kind) {
    let paper = paper(kind);
    let desk = Desk::of(&paper, &[Duty::Administrator, Duty::Editor, Duty::Moderator]);
    say(&paper, 1, "Hello.", 1);
    let related = format!("/desk/articles/{}/related", paper.english[1]);
    let paths = ["/desk/front", &related, "/desk/comments", "/desk/comments?state=approved", "/desk/comments?state=rejected", "/desk/accounts"];
    let others =
        ["/desk/settings", "/desk/settings/sections", "/desk/settings/topics", "/desk/settings/people", "/desk/settings/pages", "/desk/log?check=1"];
    for path in paths.into_iter().chain(others) {
        let page = desk.korean(path);
        assert_eq!(attributes(&page, "html", "lang"), ["ko"]);
        let ids = attributes(&page, "[id]", "id");
        assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len(), "{path}: an id stands twice");
        let labels = attributes(&page, "label[for]", "for");
        assert!(labels.iter().all(|id| ids.contains(id)), "{path}: a label is for nothing");
        let korean = |text: &String| text.chars().any(|letter| ('가'..='힣').contains(&letter));
        assert!(texts(&page, "main h1, main h2, main button.first, main p.empty").iter().all(korean), "{path}");
    }
}
