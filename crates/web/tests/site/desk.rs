//! The desk: who may do what, and what becomes of what they do.

use std::collections::BTreeMap;

use actions::{Actor, do_what_is_due};
use model::{Duty, Status, Time, World};
use serde_json::{Value, json};
use testkit::{Browser, Colleague, Kind, TestNewsroom};
use web::{Needs, public_rows, rows};

testkit::on_both_databases! {
    each_address_of_the_desk_is_called_by_those_alone_who_may
    no_public_address_tells_anybody_more_for_being_signed_in
    a_set_up_link_leads_to_the_first_account_and_is_good_once
    nobody_learns_which_accounts_there_are
    a_browser_gets_a_secret_of_its_own_that_scripts_cannot_read
    forms_of_other_sites_and_other_browsers_are_refused
    pages_of_the_desk_run_no_script_of_their_own_and_stand_in_nobodys_frame
    who_is_disabled_is_signed_out_at_once
    digits_are_good_once
    a_draft_becomes_a_story_that_readers_find
    of_two_who_save_the_second_is_shown_both
    what_is_written_in_a_public_article_is_public_when_an_editor_says_so
    an_embargoed_draft_is_published_by_nobody
    a_reporter_reads_their_own_drafts_alone
    a_scheduled_story_has_a_receipt
    a_picture_needs_words_before_it_is_published
    pictures_of_the_house_are_found_again_by_those_who_may_see_them
    an_earlier_revision_can_be_the_newest_again
    half_filled_forms_come_back_with_what_was_typed
    markup_in_any_field_is_text_on_every_page_of_the_desk
    known_attacks_are_text_on_the_pages_that_show_an_article
    a_clock_that_is_wrong_for_a_while_loses_nothing
    a_demonstrations_account_opens_no_other_door
    a_revision_has_a_note_of_its_writer
    the_board_names_whose_an_article_is
}

fn open(kind: Kind) -> (TestNewsroom, Browser) {
    let site = TestNewsroom::new(kind);
    let browser = Browser::open(&site);
    (site, browser)
}

/// Begins an article and gives its id.
fn begin(who: &Colleague<'_>, edition: &str) -> String {
    let answer = who.does("/desk/new", &[("edition", edition), ("story", "")]);
    answer.header("location").rsplit('/').next().unwrap().to_owned()
}

fn draft(headline: &str, text: &str) -> Value {
    json!({
        "section": "news", "slug": "", "headline": headline, "deck": [], "topics": ["Harbour"], "credits": [], "contact": null, "picture": null,
        "original_url": null, "body": [{ "kind": "paragraph", "text": [{ "text": text }] }],
    })
}

fn save(who: &Colleague<'_>, id: &str, base: i64, draft: &Value) -> testkit::Answer {
    who.send(&format!("/desk/articles/{id}/save"), &json!({ "base": base, "draft": draft }))
}

/// Writes a draft that could be published.
fn written(who: &Colleague<'_>, headline: &str) -> String {
    let id = begin(who, "en");
    let saved = save(who, &id, 1, &draft(headline, "What there is to say of it."));
    assert_eq!(saved.status, 200, "{}", saved.text());
    id
}

/// For each row of the table: nobody, reporter, translator, editor, moderator, administrator. `y` may call it, `s` is sent
/// to the door, `n` may not. Typed from what the roles are there for; a row that is not here fails.
const WHO_MAY: &[(&str, &str)] = &[
    ("GET /desk/sign-in", "yyyyyy"),
    ("POST /desk/sign-in", "yyyyyy"),
    ("GET /desk/welcome/{secret}", "yyyyyy"),
    ("POST /desk/welcome/{secret}", "yyyyyy"),
    ("GET /desk/assets/{file}", "yyyyyy"),
    ("POST /desk/sign-out", "syyyyy"),
    ("GET /desk/you", "syyyyy"),
    ("POST /desk/you", "syyyyy"),
    ("GET /desk", "syyyyy"),
    ("GET /desk/new", "syyynn"),
    ("POST /desk/new", "syyynn"),
    ("GET /desk/articles/{id}", "syyynn"),
    ("POST /desk/articles/{id}", "syyynn"),
    ("GET /desk/articles/{id}/preview", "syyynn"),
    ("GET /desk/articles/{id}/history", "syyynn"),
    ("POST /desk/articles/{id}/history", "syyynn"),
    ("GET /desk/articles/{id}/save", "syyynn"),
    ("POST /desk/articles/{id}/save", "syyynn"),
    ("POST /desk/articles/{id}/aside", "syyynn"),
    ("POST /desk/articles/{id}/here", "syyynn"),
    ("GET /desk/pictures", "syyynn"),
    ("POST /desk/pictures", "syyynn"),
    ("POST /desk/pictures/{id}", "syyynn"),
    ("GET /desk/pictures/{id}", "syyynn"),
    ("GET /desk/embeds", "syyynn"),
    ("GET /desk/due", "snnynn"),
    ("GET /desk/front", "snnynn"),
    ("POST /desk/front", "snnynn"),
    ("GET /desk/articles/{id}/related", "snnynn"),
    ("POST /desk/articles/{id}/related", "snnynn"),
    ("GET /desk/comments", "snnnyn"),
    ("POST /desk/comments", "snnnyn"),
    ("GET /desk/accounts", "snnnny"),
    ("POST /desk/accounts", "snnnny"),
    ("GET /desk/settings", "snnnny"),
    ("POST /desk/settings", "snnnny"),
    ("GET /desk/settings/sections", "snnnny"),
    ("POST /desk/settings/sections", "snnnny"),
    ("GET /desk/settings/topics", "snnnny"),
    ("POST /desk/settings/topics", "snnnny"),
    ("GET /desk/settings/people", "snnnny"),
    ("POST /desk/settings/people", "snnnny"),
    ("GET /desk/settings/pages", "snnnny"),
    ("POST /desk/settings/pages", "snnnny"),
    ("GET /desk/log", "snnnny"),
];

fn each_address_of_the_desk_is_called_by_those_alone_who_may(kind: Kind) {
    let (site, browser) = open(kind);
    let table: BTreeMap<&str, &str> = WHO_MAY.iter().copied().collect();
    let colleagues: Vec<Colleague<'_>> = Duty::ALL.iter().map(|duty| browser.sign_in(&site, duty.word(), &[*duty])).collect();
    let public = site.article("The pier reopens").write().to_string();
    let file = "0000000000000-640.webp";
    for row in rows() {
        let named = format!("{} {}", row.method, row.path);
        let expected = table.get(named.as_str()).unwrap_or_else(|| panic!("nobody has said who may call {named}"));
        let id = if row.path.contains("pictures") { file } else { public.as_str() };
        let path = row.path.replace("{id}", id).replace("{secret}", &"0".repeat(64)).replace("{file}", "none.css");
        // Signing out and the door are tried by the others; here they would end what the rest of the table needs.
        if path == "/desk/sign-out" {
            assert_eq!(row.needs, Needs::SignedIn);
            continue;
        }
        let call = |cookie: &str, token: &str| {
            let headers = [("cookie", cookie), ("x-desk-token", token), ("content-type", "application/x-www-form-urlencoded")];
            let body = if row.method == "POST" { format!("token={token}").into_bytes() } else { Vec::new() };
            browser.send(row.method.as_str(), &path, &headers, body)
        };
        let judged = |status: u16, answer: &testkit::Answer| match status {
            401 => 's',
            303 if answer.header("location").starts_with("/desk/sign-in") => 's',
            403 => 'n',
            _ => 'y',
        };
        let answer = call("", "");
        let mut found = String::from(judged(answer.status, &answer));
        for colleague in &colleagues {
            let answer = call(&colleague.cookie, &colleague.token);
            assert_ne!(answer.status, 500, "{named} by {}: {}", colleague.account.name, answer.text());
            found.push(judged(answer.status, &answer));
        }
        assert_eq!(found, *expected, "{named}");
    }
    assert_eq!(rows().len(), WHO_MAY.len(), "the table names addresses that there are not");
}

/// For each row of the public table, the answer to a bare call where it is about what is public, and where it is about a
/// draft. Typed from what the addresses are there for; a row that is not here fails.
const PUBLIC: &[(&str, u16, u16)] = &[
    ("GET ", 200, 200),
    ("GET latest", 200, 200),
    ("GET topics/{topic}", 200, 404),
    ("GET authors/{author}", 200, 404),
    ("GET about", 200, 200),
    ("GET privacy", 200, 200),
    ("GET about/counting", 200, 200),
    ("GET about/{page}", 404, 404),
    ("GET {section}", 200, 404),
    ("GET {section}/{slug}", 200, 404),
    ("POST {section}/{slug}", 422, 404),
    ("GET feed.xml", 200, 200),
    ("GET {section}/feed.xml", 200, 404),
    ("GET topics/{topic}/feed.xml", 200, 404),
    ("GET authors/{author}/feed.xml", 200, 404),
    ("GET /api/v1/articles", 200, 200),
    ("GET /api/v1/articles/{id}", 200, 404),
    ("GET /api/v1/articles/{id}/related", 200, 404),
    ("GET /api/v1/articles/{id}/plan", 200, 404),
    ("GET /api/v1/articles/{id}/comments", 200, 404),
    ("POST /api/v1/articles/{id}/comments", 400, 404),
    ("GET /api/v1/lists/{kind}", 200, 200),
    ("GET /api/v1/plan", 200, 200),
    ("POST /api/v1/views", 400, 400),
    ("POST /api/v1/views/{ref}/depth", 400, 400),
    ("GET /api/v1/views.gif", 400, 400),
    ("GET /media/{file}", 200, 404),
    ("GET /assets/{*file}", 200, 200),
    ("GET /sitemap.xml", 200, 200),
    ("GET /robots.txt", 200, 200),
    ("GET /healthz", 200, 200),
    ("GET /readyz", 200, 200),
];

fn no_public_address_tells_anybody_more_for_being_signed_in(kind: Kind) {
    let (site, browser) = open(kind);
    let colleagues: Vec<Colleague<'_>> = Duty::ALL.iter().map(|duty| browser.sign_in(&site, duty.word(), &[*duty])).collect();
    let written = |headline: &str, name: &str, public: bool| {
        let picture = site.picture(&[(model::Language::ENGLISH, headline)], "Nobody");
        let story = site.article(headline).section(&format!("{name} section")).topic(&format!("{name} topic"));
        let story = story.by(&format!("{name} Kim"), model::Role::Reporter).picture(picture.id);
        (if public { story.write() } else { story.draft().write() }, name.to_lowercase(), picture.renditions[0].file.clone())
    };
    let (public, draft) = (written("The pier reopens", "Plain", true), written("The mayor resigns", "Secret", false));
    let asset = browser.page("/").split("/assets/").nth(1).unwrap().split(['"', '\'']).next().unwrap().to_owned();
    let rows: Vec<_> = public_rows().into_iter().flatten().collect();
    for row in &rows {
        let named = format!("{} {}", row.method, row.path);
        let (_, open, hidden) = PUBLIC.iter().find(|(row, ..)| *row == named).unwrap_or_else(|| panic!("nobody has said what {named} answers"));
        for ((id, name, file), expected) in [(&public, open), (&draft, hidden)] {
            let path = row.path.replace("{section}", &format!("{name}-section")).replace("{topic}", &format!("{name}-topic"));
            let path = path.replace("{author}", &format!("{name}-kim")).replace("{slug}", &site.found(*id).slug).replace("{file}", file);
            let path = path.replace("{id}", &id.to_string()).replace("{kind}", "latest").replace("{ref}", "0123456789abcdef");
            let path = format!("/{}", path.replace("{*file}", &asset).trim_start_matches('/'));
            let call = |cookie: &str, token: &str| {
                let headers = [("cookie", cookie), ("x-desk-token", token), ("sec-fetch-site", "same-origin")];
                let answer = browser.send(row.method.as_str(), &path, &headers, Vec::new());
                (answer.status, answer.body)
            };
            let nobody = call("", "");
            assert_eq!(nobody.0, *expected, "{named} at {path}: {}", String::from_utf8_lossy(&nobody.1));
            assert!(!String::from_utf8_lossy(&nobody.1).contains("The mayor resigns"), "{named} at {path}");
            for colleague in &colleagues {
                assert_eq!(call(&colleague.cookie, &colleague.token), nobody, "{named} at {path} by {}", colleague.account.name);
            }
        }
    }
    assert_eq!(rows.len(), PUBLIC.len(), "the table names addresses that there are not");
}

fn a_set_up_link_leads_to_the_first_account_and_is_good_once(kind: Kind) {
    let (site, browser) = open(kind);
    let secret = actions::setup_secret(&site.newsroom).unwrap().unwrap();
    let welcome = format!("/desk/welcome/{secret}");
    assert!(browser.page(&welcome).contains("no account yet"));
    let fields = [("name", "kim"), ("called", "Kim Min-ji"), ("password", "a harbour in the rain"), ("again", "a harbour in the rain")];
    let weak = browser.post_form(&welcome, &[fields[0], fields[1], ("password", "short"), ("again", "short")], &[]);
    assert_eq!(weak.status, 422);
    assert!(weak.text().contains("Kim Min-ji"), "what was typed stands in the form again");
    let answer = browser.post_form(&welcome, &fields, &[]);
    assert_eq!((answer.status, answer.header("location")), (303, "/desk"));
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    assert!(browser.get_with("/desk", &[("cookie", &cookie)]).text().contains("Kim Min-ji"));
    assert!(browser.page(&welcome).contains("not good any more"));
    assert_eq!(actions::setup_secret(&site.newsroom).unwrap(), None);
}

fn nobody_learns_which_accounts_there_are(kind: Kind) {
    let (site, browser) = open(kind);
    site.account("kim", &[Duty::Editor]);
    let tried = |name: &str| browser.post_form("/desk/sign-in", &[("name", name), ("password", "not the password")], &[]);
    let (there, not_there) = (tried("kim"), tried("lee"));
    assert_eq!(there.status, not_there.status);
    assert_eq!(there.text().replace("kim", "NAME"), not_there.text().replace("lee", "NAME"));
    for _ in 0..10 {
        tried("kim");
    }
    assert_eq!(tried("kim").status, 429, "guesses run out");
    assert_eq!(browser.post_form("/desk/sign-in", &[("name", "kim"), ("password", testkit::PASSWORD)], &[]).status, 429);
    let elsewhere = [("x-forwarded-for", "203.0.113.80")];
    assert_eq!(browser.post_form("/desk/sign-in", &[("name", "kim"), ("password", testkit::PASSWORD)], &elsewhere).status, 303);
}

fn a_browser_gets_a_secret_of_its_own_that_scripts_cannot_read(kind: Kind) {
    let (site, browser) = open(kind);
    let account = site.account("kim", &[Duty::Editor]);
    let fields = [("name", "kim"), ("password", testkit::PASSWORD)];
    let planted = format!("masthead_desk={}", "a".repeat(64));
    let answer = browser.post_form("/desk/sign-in", &fields, &[("cookie", &planted), ("origin", "https://news.example.org")]);
    let cookie = answer.header("set-cookie").to_owned();
    assert!(!cookie.contains(&"a".repeat(64)), "what was planted is not what is used");
    for flag in ["; HttpOnly", "; SameSite=Lax", "; Path=/desk", "; Secure"] {
        assert!(cookie.contains(flag), "{cookie} has {flag}");
    }
    assert_eq!(browser.get_with("/desk/you", &[("cookie", &planted)]).status, 303, "what was planted opens nothing");
    let open_line = browser.post_form("/desk/sign-in", &fields, &[("origin", "http://news.example.org")]);
    assert!(!open_line.header("set-cookie").contains("Secure"));
    let kept = site.newsroom.store.read(|session| session.signed_in_by(account.id, site.world.now())).unwrap();
    assert!(kept.iter().all(|browser| !cookie.contains(&browser.hash)), "the store holds hashes alone");
}

fn forms_of_other_sites_and_other_browsers_are_refused(kind: Kind) {
    let (site, browser) = open(kind);
    let editor = browser.sign_in(&site, "kim", &[Duty::Editor]);
    let id = written(&editor, "The pier reopens");
    let path = format!("/desk/articles/{id}");
    let cookie = ("cookie", editor.cookie.as_str());
    let publish = [("do", "publish"), ("token", editor.token.as_str())];
    let foreign = browser.post_form(&path, &publish, &[cookie, ("sec-fetch-site", "cross-site")]);
    assert_eq!(foreign.status, 403);
    assert_eq!(browser.post_form(&path, &publish, &[cookie, ("origin", "https://evil.example")]).status, 403);
    for token in ["", "0", &"0".repeat(32)] {
        assert_eq!(browser.post_form(&path, &[("do", "publish"), ("token", token)], &[cookie]).status, 403, "“{token}”");
    }
    assert_eq!(browser.post_json(&format!("{path}/save"), &json!({}), &[cookie]).status, 403);
    assert_eq!(site.found(id.parse().unwrap()).status, Status::Draft);
    editor.does(&path, &[("do", "publish")]);
    assert_eq!(site.found(id.parse().unwrap()).status, Status::Published);
}

fn pages_of_the_desk_run_no_script_of_their_own_and_stand_in_nobodys_frame(kind: Kind) {
    let (site, browser) = open(kind);
    let all = browser.sign_in(&site, "kim", &Duty::ALL);
    let id = written(&all, "The pier reopens");
    for row in rows().iter().filter(|row| row.method == "GET") {
        let answer = all.get(&row.path.replace("{id}", &id).replace("{secret}", "none").replace("{file}", "none"));
        if !answer.header("content-type").starts_with("text/html") || !answer.header("location").is_empty() {
            continue;
        }
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("script-src 'self';") && policy.contains("style-src 'self';") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{}", row.path);
        assert_eq!(answer.header("cache-control"), "no-store", "{}", row.path);
        let page = dom_query::Document::from(answer.text());
        for script in page.select("script").iter().filter(|script| script.attr("type").is_none_or(|kind| !kind.contains("json"))) {
            assert!(script.attr("src").is_some(), "{} has a script of its own", row.path);
        }
        assert!(!page.select("[style], style, [onclick]").exists(), "{} has a style of its own", row.path);
    }
}

fn who_is_disabled_is_signed_out_at_once(kind: Kind) {
    let (site, browser) = open(kind);
    site.account("boss", &[Duty::Administrator]);
    let editor = browser.sign_in(&site, "kim", &[Duty::Editor]);
    assert_eq!(editor.get("/desk").status, 200);
    actions::disable_account(&site.newsroom, editor.account.id).unwrap();
    assert_eq!(editor.get("/desk").status, 303);
    assert_eq!(browser.post_form("/desk/sign-in", &[("name", "kim"), ("password", testkit::PASSWORD)], &[]).status, 422);
}

fn digits_are_good_once(kind: Kind) {
    let (site, browser) = open(kind);
    let editor = browser.sign_in(&site, "kim", &[Duty::Editor]);
    let page = editor.page("/desk/you");
    let secret = page.split("name=\"secret\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let digits = || actions::code_at(&secret, site.world.now()).unwrap();
    let factor = |code: &str| editor.post("/desk/you", &[("do", "factor"), ("secret", &secret), ("code", code), ("password", testkit::PASSWORD)]);
    assert_eq!(factor("000000").status, 422);
    assert_eq!(factor(&digits()).status, 303);
    let enter = |code: &str| browser.post_form("/desk/sign-in", &[("name", "kim"), ("password", testkit::PASSWORD), ("code", code)], &[]);
    assert!(enter("").text().contains("one-time-code"), "the digits are asked for");
    assert_eq!(enter(&digits()).status, 422, "those that were used are good no more");
    site.world.pass(31 * Time::SECOND);
    let next = digits();
    assert_eq!(enter(&next).status, 303);
    site.world.pass(Time::SECOND);
    assert_eq!(enter(&next).status, 422);
}

fn a_draft_becomes_a_story_that_readers_find(kind: Kind) {
    let (site, browser) = open(kind);
    let reporter = browser.sign_in(&site, "han", &[Duty::Reporter]);
    let editor = browser.sign_in(&site, "seo", &[Duty::Editor]);
    let id = written(&reporter, "The pier reopens");
    let path = format!("/desk/articles/{id}");
    assert_eq!(reporter.post(&path, &[("do", "publish")]).status, 403, "reporters do not publish");
    reporter.does(&path, &[("do", "submit")]);
    assert_eq!(save(&reporter, &id, 2, &draft("Another", "text")).status, 403, "what is in review is the editor's");
    editor.does(&path, &[("do", "send-back"), ("text", "Who says so?")]);
    assert!(reporter.page(&path).contains("Who says so?"));
    assert_eq!(save(&reporter, &id, 2, &draft("The pier reopens", "The mayor says so.")).status, 200);
    reporter.does(&path, &[("do", "submit")]);
    assert_eq!(browser.get("/news/the-pier-reopens").status, 404, "nobody reads it yet");
    assert!(editor.page(&format!("{path}/preview")).contains("The mayor says so."));
    editor.does(&path, &[("do", "publish")]);
    assert!(browser.page("/news/the-pier-reopens").contains("The mayor says so."));
    assert!(browser.page("/").contains("The pier reopens"));
    editor.does(&path, &[("do", "correct"), ("kind", "correction"), ("correction", "It was the deputy mayor.")]);
    editor.does(&path, &[("do", "correct"), ("kind", "reply"), ("correction", "The deputy mayor says that nobody asked.")]);
    let empty = editor.post(&path, &[("do", "correct"), ("kind", "reply"), ("correction", " ")]);
    assert!(empty.status == 422 && empty.text().contains("A reply needs the words of whoever replies."));
    let public = dom_query::Document::from(browser.page("/news/the-pier-reopens"));
    let said = |of: &str| public.select(&format!(".corrections[aria-labelledby={of}-title]")).text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said("corrections").starts_with("Corrections ") && said("corrections").ends_with("It was the deputy mayor."), "{}", said("corrections"));
    assert!(said("replies").starts_with("Right of reply ") && said("replies").ends_with("nobody asked."), "{}", said("replies"));
    editor.does(&path, &[("do", "withdraw"), ("reason", "It never reopened.")]);
    assert_eq!(browser.get("/news/the-pier-reopens").status, 410);
    let (whole, broken) = site.newsroom.store.read(|session| session.check_deeds()).unwrap();
    assert!(whole > 10 && broken.is_none(), "{whole} deeds, {broken:?}");
    let log = site.newsroom.store.read(|session| session.deeds_before(i64::MAX, None, 100)).unwrap();
    assert!(log.iter().all(|deed| !deed.detail.contains("mayor") && !deed.detail.contains("Who says")), "the log holds hashes, not what was written");
}

fn of_two_who_save_the_second_is_shown_both(kind: Kind) {
    let (site, browser) = open(kind);
    // They need not be served by the same server.
    let another = Browser::open(&site);
    let (one, other) = (browser.sign_in(&site, "one", &[Duty::Editor]), another.sign_in(&site, "two", &[Duty::Editor]));
    let id = written(&one, "The pier reopens");
    let here = |who: &Colleague<'_>| who.send(&format!("/desk/articles/{id}/here"), &json!({})).json();
    assert_eq!(here(&one)["others"], json!([]));
    let seen = here(&other);
    assert_eq!(seen["others"][0]["name"], "one of the Test");
    assert_eq!(seen["revision"], 2);
    assert_eq!(here(&one)["others"][0]["name"], "two of the Test");
    site.world.pass(15 * Time::SECOND);
    here(&one);
    site.world.pass(10 * Time::SECOND);
    assert_eq!(here(&one)["others"], json!([]), "who closed the page is gone");
    assert_eq!(here(&other)["others"][0]["since"], seen["others"][0]["since"]);
    assert_eq!(save(&one, &id, 2, &draft("The pier reopens", "By the one.")).json()["revision"], 3);
    let behind = save(&other, &id, 2, &draft("The pier reopens", "By the other."));
    assert_eq!(behind.status, 409);
    let behind = behind.json();
    assert_eq!((behind["by"].as_str(), behind["revision"].as_i64()), (Some("one of the Test"), Some(3)));
    assert_eq!(behind["draft"]["body"][0]["text"][0]["text"], "By the one.");
    assert_eq!(other.send(&format!("/desk/articles/{id}/aside"), &json!({ "draft": draft("The pier reopens", "By the other.") })).status, 200);
    assert!(other.page(&format!("/desk/articles/{id}/history")).contains("By the other."), "nothing is lost");
    assert_eq!(save(&other, &id, 3, &draft("The pier reopens", "By both.")).json()["revision"], 4);
}

fn what_is_written_in_a_public_article_is_public_when_an_editor_says_so(kind: Kind) {
    let (site, browser) = open(kind);
    let editor = browser.sign_in(&site, "seo", &[Duty::Editor]);
    let id = written(&editor, "The pier reopens");
    let path = format!("/desk/articles/{id}");
    editor.does(&path, &[("do", "publish")]);
    assert_eq!(save(&editor, &id, 2, &draft("The pier is open", "Half a sente")).status, 200);
    let page = browser.page("/news/the-pier-reopens");
    assert!(page.contains("The pier reopens") && !page.contains("Half a sente"));
    assert!(!browser.page("/").contains("The pier is open"));
    let ahead = |page: &str| dom_query::Document::from(page).select("p.ahead:not([hidden])").exists();
    assert!(ahead(&editor.page(&path)));
    assert!(editor.page("/desk").contains("changes waiting"));
    editor.does(&path, &[("do", "correct"), ("correction", "It was Tuesday.")]);
    assert_eq!(save(&editor, &id, 3, &draft("The pier is open", "A whole sentence.")).status, 200, "a correction does not come between");
    editor.does(&path, &[("do", "make-public")]);
    let page = browser.page("/news/the-pier-reopens");
    assert!(page.contains("The pier is open") && page.contains("A whole sentence.") && page.contains("It was Tuesday."));
    assert!(!ahead(&editor.page(&path)) && !editor.page("/desk").contains("changes waiting"));
}

fn an_embargoed_draft_is_published_by_nobody(kind: Kind) {
    let (site, browser) = open(kind);
    let editor = browser.sign_in(&site, "seo", &[Duty::Editor]);
    let id = written(&editor, "The budget");
    let path = format!("/desk/articles/{id}");
    let field = |at: Time| at.rfc3339_in(&"Asia/Seoul".parse().unwrap()).chars().take(16).collect::<String>();
    let hour = site.world.now().plus(3 * Time::HOUR);
    editor.does(&path, &[("do", "embargo"), ("embargo", &field(hour))]);
    assert_eq!(editor.post(&path, &[("do", "publish")]).status, 409);
    assert_eq!(editor.post(&path, &[("do", "schedule"), ("at", &field(hour.plus(-Time::HOUR)))]).status, 409);
    assert!(actions::publish_before_its_hour(&site.newsroom, id.parse().unwrap()).is_err(), "the command line neither");
    editor.does(&path, &[("do", "schedule"), ("at", &field(hour.plus(Time::MINUTE)))]);
    assert!(actions::publish_before_its_hour(&site.newsroom, id.parse().unwrap()).is_err());
    site.world.pass(3 * Time::HOUR + 2 * Time::MINUTE);
    assert_eq!(do_what_is_due(&site.newsroom.acting(Actor::Clock)).unwrap(), 1);
    assert_eq!(site.found(id.parse().unwrap()).status, Status::Published);
}

fn a_reporter_reads_their_own_drafts_alone(kind: Kind) {
    let (site, browser) = open(kind);
    let (one, other) = (browser.sign_in(&site, "one", &[Duty::Reporter]), browser.sign_in(&site, "two", &[Duty::Reporter]));
    let translator = browser.sign_in(&site, "three", &[Duty::Translator]);
    let id = written(&one, "What nobody knows yet");
    let path = format!("/desk/articles/{id}");
    for who in [&other, &translator] {
        for part in ["", "/preview", "/history", "/save"] {
            let answer = who.get(&format!("{path}{part}"));
            assert_eq!(answer.status, 404, "{part}");
            assert!(!answer.text().contains("nobody knows"));
        }
        assert_eq!(save(who, &id, 2, &draft("Mine now", "text")).status, 404);
        assert!(!who.page("/desk").contains("nobody knows"));
        assert!(matches!(who.post(&path, &[("do", "submit")]).status, 403 | 404));
    }
    assert!(one.page("/desk").contains("What nobody knows yet"));
    assert_eq!(begin_status(&translator, "en"), 403, "a translator writes the editions that were given to them");
    assert_eq!(begin_status(&translator, "ko"), 303);
}

fn begin_status(who: &Colleague<'_>, edition: &str) -> u16 {
    who.post("/desk/new", &[("edition", edition), ("story", "")]).status
}

fn a_scheduled_story_has_a_receipt(kind: Kind) {
    let (site, browser) = open(kind);
    let editor = browser.sign_in(&site, "seo", &[Duty::Editor]);
    let id = written(&editor, "The budget");
    let due = site.world.now().plus(10 * Time::MINUTE);
    actions::schedule(&site.newsroom, id.parse().unwrap(), due).unwrap();
    assert!(editor.page("/desk/due").contains("The budget"));
    site.world.pass(10 * Time::MINUTE + 400);
    do_what_is_due(&site.newsroom.acting(Actor::Clock)).unwrap();
    browser.app.follow().unwrap();
    site.world.pass(100);
    web::look_for_publications(&browser.app).unwrap();
    let receipt = site.newsroom.store.read(|session| session.receipt_of(id.parse().unwrap())).unwrap().unwrap();
    assert_eq!(receipt.due_at, Some(due));
    assert_eq!(receipt.live_at, due.plus(400));
    assert_eq!(receipt.shown.len(), 4, "{receipt:?}");
    assert!(receipt.shown.values().all(|at| *at == due.plus(500)));
    let page = editor.page("/desk/due");
    assert!(page.contains("0.40") && page.contains("0.10"), "{page}");
}

fn a_picture_needs_words_before_it_is_published(kind: Kind) {
    let (site, browser) = open(kind);
    let editor = browser.sign_in(&site, "seo", &[Duty::Editor]);
    let sent = editor.upload(&testkit::bmp(320, 200), "quay.bmp");
    assert_eq!(sent.status, 201, "{}", sent.text());
    let picture = sent.json();
    assert_eq!(editor.get(picture["url"].as_str().unwrap()).header("content-type"), "image/webp");
    assert_eq!(editor.upload(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "evil.svg").status, 415);
    let id = begin(&editor, "en");
    let mut draft = draft("The quay", "What there is to say.");
    draft["picture"] = picture["id"].clone();
    assert_eq!(save(&editor, &id, 1, &draft).status, 200);
    let refused = editor.post(&format!("/desk/articles/{id}"), &[("do", "publish")]);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("says what is seen"));
    let described = json!({ "alts": { "en": "Two boats at a quay." }, "captions": { "en": "The quay on Monday." }, "focus": [0.25, 0.5] });
    let record = editor.send(&format!("/desk/pictures/{}", picture["id"].as_str().unwrap()), &described).json();
    assert_eq!(record["alts"]["en"], "Two boats at a quay.");
    assert_eq!(record["focus"], json!([0.25, 0.5]));
    editor.does(&format!("/desk/articles/{id}"), &[("do", "publish")]);
    assert!(browser.page("/news/the-quay").contains("Two boats at a quay."));
}

fn pictures_of_the_house_are_found_again_by_those_who_may_see_them(kind: Kind) {
    let (site, browser) = open(kind);
    let editor = browser.sign_in(&site, "kim", &[Duty::Editor]);
    let reporter = browser.sign_in(&site, "lee", &[Duty::Reporter]);
    let picture = |caption: &str| {
        site.world.pass(Time::SECOND);
        site.picture(&[(model::Language::ENGLISH, caption)], "Harbour Pictures").id
    };
    let [public, secret] = [picture("A crane, 50% done"), picture("A crane at night")];
    site.article("The pier reopens").picture(public).write();
    site.article("The mayor resigns").picture(secret).draft().write();
    let shelf = |who: &Colleague<'_>, query: &str| {
        let answer: Value = serde_json::from_str(&who.get(&format!("/desk/pictures?{query}")).text()).unwrap();
        let ids = answer["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        (ids, answer["next"].as_str().map(str::to_owned))
    };
    let (public, secret) = (public.to_string(), secret.to_string());
    assert_eq!(shelf(&editor, "").0, [secret.clone(), public.clone()], "the newest first");
    assert_eq!(shelf(&editor, "q=CRANE+at").0, [secret]);
    assert_eq!(shelf(&editor, "q=50%25").0, std::slice::from_ref(&public), "no sign stands for any other");
    assert!(shelf(&editor, "q=renditions").0.is_empty() && shelf(&editor, "q=harbour").0.len() == 2);
    assert_eq!(shelf(&reporter, "").0, [public], "a draft of somebody else is nobody's business, nor are its pictures");
    for n in 0..30 {
        picture(&format!("Rain, no. {n}"));
    }
    let (first, next) = shelf(&editor, "q=rain");
    let (rest, end) = shelf(&editor, &format!("q=rain&before={}", next.unwrap()));
    assert_eq!((first.len(), rest.len(), end), (24, 6, None));
    assert!(first.iter().all(|id| !rest.contains(id)));
}

fn an_earlier_revision_can_be_the_newest_again(kind: Kind) {
    let (site, browser) = open(kind);
    let editor = browser.sign_in(&site, "seo", &[Duty::Editor]);
    let id = written(&editor, "The pier reopens");
    save(&editor, &id, 2, &draft("The pier reopens", "What was lost."));
    save(&editor, &id, 3, &draft("The pier reopens", "What replaced it."));
    let history = format!("/desk/articles/{id}/history");
    let page = editor.page(&history);
    assert!(page.contains("<del>") && page.contains("<ins>"), "{page}");
    editor.does(&history, &[("revision", "3")]);
    let article = site.found(id.parse().unwrap());
    assert_eq!((article.revision, article.body.to_plain().as_str()), (5, "What was lost."));
}

fn half_filled_forms_come_back_with_what_was_typed(kind: Kind) {
    let (site, browser) = open(kind);
    let editor = browser.sign_in(&site, "seo", &[Duty::Editor]);
    let id = begin(&editor, "en");
    let path = format!("/desk/articles/{id}");
    assert_eq!(editor.post(&path, &[("do", "publish")]).status, 422, "without a headline nothing is published");
    assert_eq!(editor.post(&path, &[("do", "submit")]).status, 422, "nor is it sent to anybody");
    save(&editor, &id, 1, &draft("The pier", "text"));
    let answer = editor.post(&path, &[("do", "schedule"), ("at", "next Tuesday")]);
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("next Tuesday") && answer.text().contains("no date and hour"));
    let passed = editor.post(&path, &[("do", "schedule"), ("at", "2001-01-01T09:00")]);
    assert_eq!(passed.status, 422);
    assert!(passed.text().contains("This hour has passed") && passed.text().contains("2001-01-01T09:00"));
    let long = save(&editor, &id, 2, &draft(&"x".repeat(500), "text"));
    assert_eq!(long.status, 422);
    assert!(long.json()["fields"]["headline"].is_string());
    let gone = save(&editor, &id, 2, &json!({ "section": "gone", "headline": "h", "deck": [], "body": [], "credits": [], "topics": [] }));
    assert_eq!(gone.status, 422);
    assert!(gone.json()["fields"]["section"].is_string());
    let nonsense = editor.send(&format!("{path}/save"), &json!({ "base": 2, "draft": { "headline": 3 } }));
    assert_eq!(nonsense.status, 400);
    let unknown = json!([{ "kind": "picture", "picture": "000000000000" }]);
    let mut with_picture = draft("The pier", "text");
    with_picture["body"] = unknown;
    assert_eq!(save(&editor, &id, 2, &with_picture).status, 422, "a picture that is not there");
}

fn markup_in_any_field_is_text_on_every_page_of_the_desk(kind: Kind) {
    const EVIL: &str = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'><b id=evil>";
    let (site, browser) = open(kind);
    let all = browser.sign_in(&site, "kim", &Duty::ALL);
    let id = begin(&all, "en");
    let mut hostile = draft(EVIL, EVIL);
    hostile["deck"] = json!([EVIL]);
    hostile["topics"] = json!([EVIL]);
    hostile["contact"] = json!(EVIL);
    hostile["original_url"] = json!("javascript:alert(3)");
    assert_eq!(save(&all, &id, 1, &hostile).status, 200);
    let path = format!("/desk/articles/{id}");
    all.does(&path, &[("do", "remark"), ("text", EVIL)]);
    all.does(&path, &[("do", "publish")]);
    let public = site.path(id.parse().unwrap());
    let mut pages: Vec<String> = rows().iter().filter(|row| row.method == "GET").map(|row| row.path.replace("{id}", &id)).collect();
    pages.extend([format!("/desk?q={}", "%3Cscript%3Ealert(1)%3C/script%3E"), public, "/".to_owned()]);
    for page in pages {
        let answer = all.get(&page);
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        let drawn = dom_query::Document::from(answer.text());
        assert!(!drawn.select("#evil, [onerror], script:not([src]):not([type*=json]), a[href^='javascript:']").exists(), "{page}");
    }
}

/// What markup that was typed would leave in a page: none of it is ours.
const FOREIGN: &str = "main script:not([src]):not([type*=json]), main iframe, main object, main embed, main svg, main math, main base, main link, \
    main [onerror], main [onload], main [onclick], main [onfocus], main [onmouseover], main [ontoggle], main [srcdoc], main [style], \
    [href^='javascript:' i], [src^='javascript:' i], [action^='javascript:' i], [formaction^='javascript:' i], [href^='data:text' i], [href^='vbscript:' i]";

/// Public lists of attacks, where the optional folder of acceptance data lies beside the repository; many to an article.
fn known_attacks_are_text_on_the_pages_that_show_an_article(kind: Kind) {
    const TO_AN_ARTICLE: usize = 120;
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/hostile/xss-payloads.jsonl.zst");
    let Ok(packed) = std::fs::read(file) else {
        println!("skipped: {file} is not there");
        return;
    };
    let text = String::from_utf8(zstd::decode_all(packed.as_slice()).unwrap()).unwrap();
    let payloads: Vec<String> =
        text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["payload"].as_str().unwrap().to_owned()).collect();
    let (site, browser) = open(kind);
    let all = browser.sign_in(&site, "kim", &Duty::ALL);
    for (drawn, some) in payloads.chunks(TO_AN_ARTICLE).enumerate() {
        let id = begin(&all, "en");
        let run = |text: &String| json!([{ "text": text }]);
        let headline: String = some.iter().flat_map(|payload| payload.chars()).take(350).collect();
        // Each stands in one kind of block here; `any_body_draws_what_it_says_and_nothing_else` has every text in every kind.
        let block = |(at, payload): (usize, &String)| match at % 6 {
            0 => json!({ "kind": "list", "ordered": false, "items": [{ "text": run(payload) }] }),
            1 => json!({ "kind": "quote", "paragraphs": [run(payload)], "by": run(payload) }),
            2 => json!({ "kind": "table", "rows": [[{ "text": run(payload) }]], "caption": run(payload) }),
            3 => json!({ "kind": "preformatted", "text": payload }),
            4 => json!({ "kind": "paragraph", "text": [{ "text": payload, "link": payload }] }),
            _ => json!({ "kind": "embed", "provider": "x", "url": payload, "title": payload }),
        };
        let body: Vec<Value> = some.iter().enumerate().map(block).collect();
        let hostile = json!({
            "section": "news", "slug": some[0], "headline": headline, "deck": some, "topics": &some[..some.len().min(30)], "credits": [],
            "contact": some[0], "picture": null, "original_url": some[some.len() / 2], "body": body,
        });
        let saved = save(&all, &id, 1, &hostile);
        assert_eq!(saved.status, 200, "{}", saved.text());
        let path = format!("/desk/articles/{id}");
        all.does(&path, &[("do", "remark"), ("text", &some.join(" ").chars().take(1_900).collect::<String>())]);
        // Comparing so much with nothing takes long; once is enough for its template.
        let pages = if drawn == 0 { &["", "/preview", "/history"][..] } else { &["", "/preview"] };
        for page in pages.iter().map(|rest| format!("{path}{rest}")) {
            let answer = all.get(&page);
            assert_eq!(answer.status, 200, "{page}");
            let page_drawn = dom_query::Document::from(answer.text());
            let found = page_drawn.select(FOREIGN);
            assert!(!found.exists(), "{page}: {}", found.html());
        }
    }
    let board = dom_query::Document::from(all.page("/desk"));
    assert!(!board.select(FOREIGN).exists());
}

fn a_clock_that_is_wrong_for_a_while_loses_nothing(kind: Kind) {
    let (site, browser) = open(kind);
    let editor = browser.sign_in(&site, "seo", &[Duty::Editor]);
    let id = written(&editor, "The pier reopens");
    let path = format!("/desk/articles/{id}");
    let right = site.world.now();
    site.world.set(right.plus(-Time::DAY));
    assert_eq!(save(&editor, &id, 2, &draft("The pier is open", "Set back.")).status, 200, "who is signed in stays so");
    assert_eq!(save(&editor, &id, 2, &draft("An older tab", "Behind.")).status, 409, "revisions follow each other, whatever the hour");
    let field = right.plus(Time::HOUR).rfc3339_in(&"Asia/Seoul".parse().unwrap()).chars().take(16).collect::<String>();
    editor.does(&path, &[("do", "schedule"), ("at", &field)]);
    assert_eq!(do_what_is_due(&site.newsroom).unwrap(), 0);
    site.world.set(right.plus(2 * Time::HOUR));
    assert_eq!(do_what_is_due(&site.newsroom).unwrap(), 1);
    assert!(browser.page("/news/the-pier-is-open").contains("Set back."));
    site.world.set(right);
    assert_eq!(do_what_is_due(&site.newsroom).unwrap(), 0, "nothing is published twice");
    assert_eq!(browser.get("/news/the-pier-is-open").status, 200, "what was public stays so");
    let history = editor.page(&format!("{path}/history"));
    assert_eq!(dom_query::Document::from(history).select(".revisions > li").length(), 3);
    let (deeds, broken) = site.newsroom.store.read(|session| session.check_deeds()).unwrap();
    assert!(deeds > 5 && broken.is_none());
}

fn a_demonstrations_account_opens_no_other_door(kind: Kind) {
    let (site, browser) = open(kind);
    let new =
        actions::NewAccount { name: "editor".into(), called: "An editor".into(), duties: [Duty::Editor].into_iter().collect(), editions: vec![] };
    actions::demo_account(&site.newsroom, &new).unwrap();
    let page = browser.page("/desk/sign-in");
    assert!(!page.contains(actions::DEMO_PASSWORD), "the sign-in page of a paper names no account");
    assert_eq!(browser.post_form("/desk/sign-in", &[("name", "editor"), ("password", actions::DEMO_PASSWORD)], &[]).status, 422);
    assert!(actions::setup_secret(&site.newsroom).unwrap().is_some(), "the paper still wants its first administrator");
}

fn a_revision_has_a_note_of_its_writer(kind: Kind) {
    let (site, browser) = open(kind);
    let reporter = browser.sign_in(&site, "han", &[Duty::Reporter]);
    let id = written(&reporter, "The pier reopens");
    let history = format!("/desk/articles/{id}/history");
    reporter.does(&history, &[("note", "With the mayor's answer"), ("of", "2")]);
    assert!(reporter.page(&history).contains("With the mayor"));
    let other = browser.sign_in(&site, "lee", &[Duty::Reporter]);
    assert!(matches!(other.post(&history, &[("note", "Not mine"), ("of", "2")]).status, 403 | 404));
}

fn the_board_names_whose_an_article_is(kind: Kind) {
    let (site, browser) = open(kind);
    let editor = browser.sign_in(&site, "seo", &[Duty::Editor]);
    written(&editor, "The budget");
    let imported = site.article("The pier reopens").by("Mina Seo", model::Role::Reporter).by("Mina Seo", model::Role::Photographer);
    imported.by("Daniel Kim", model::Role::Editor).write();
    let page = dom_query::Document::from(editor.page("/desk"));
    let by = |headline: &str| {
        let row = page.select("tbody tr").iter().find(|row| row.text().contains(headline)).unwrap();
        let mut names: Vec<String> = row.select("td").iter().nth(3).unwrap().text().split(", ").map(str::to_owned).collect();
        names.sort_unstable();
        names
    };
    assert_eq!(by("The budget"), [editor.account.called.as_str()]);
    assert_eq!(by("The pier reopens"), ["Daniel Kim", "Mina Seo"], "who is credited, each once, where no account wrote it");
}
