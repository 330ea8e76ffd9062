use actions::moderate;
use model::{ArticleId, CommentState, Time};
use serde_json::json;
use testkit::{Answer, Kind, on_both_databases};

use crate::paper::{Paper, attributes, paper, parse, texts};

on_both_databases! {
    a_comment_is_sent_without_script_and_held
    what_was_wrong_with_a_comment_is_said_beside_what_was_typed
    a_program_that_fills_in_every_field_is_told_what_it_wants_to_hear
    who_sends_many_comments_waits
    a_form_that_was_open_for_long_keeps_what_was_typed
    a_comment_sent_by_program_is_held_too
    markup_in_a_comment_is_text
}

fn send(paper: &Paper, id: ArticleId, name: &str, text: &str, more: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
    let page = paper.page_of(id);
    let ticket = attributes(&page, ".comment-form input[name=ticket]", "value").remove(0);
    let action = attributes(&page, ".comment-form", "action").remove(0);
    assert_eq!(attributes(&page, ".comment-form", "method"), ["post"]);
    let fields = [&[("name", name), ("text", text), ("ticket", ticket.as_str()), ("website", "")][..], more].concat();
    paper.browser.post_form(&action, &fields, headers)
}

fn held(paper: &Paper) -> Vec<model::Comment> {
    let rows = paper.site.newsroom.store.read(|session| session.comments_in_state(CommentState::Held, 100)).unwrap();
    rows.into_iter().map(|row| row.comment).collect()
}

fn a_comment_is_sent_without_script_and_held(kind: Kind) {
    let paper = paper(kind);
    let id = paper.korean[2];
    let answer = send(&paper, id, "민서", "좋은 소식입니다.\r\n\r\n정말로요.", &[], &[]);
    assert_eq!((answer.status, answer.header("cache-control")), (303, "no-store"));
    let to = answer.header("location").to_owned();
    assert_eq!(to, format!("{}?comment=held#comments", paper.site.path(id)));
    let page = parse(&paper.browser.page(&to));
    assert_eq!(texts(&page, ".notice"), ["고맙습니다. 편집자가 읽은 뒤에 댓글이 실립니다."]);
    assert_eq!(texts(&page, "[data-comments]"), ["0", "0"]);
    assert!(!paper.browser.page(&to).contains("좋은 소식"));
    let waiting = held(&paper);
    assert_eq!(waiting.len(), 1);
    moderate(&paper.site.newsroom, waiting[0].id, CommentState::Approved).unwrap();
    let page = paper.page_of(id);
    assert_eq!(texts(&page, "[data-comments]"), ["1", "1"]);
    assert_eq!(
        texts(&page, ".comment-list li p"),
        [format!("민서 {}", texts(&page, ".comment-head time")[0]), "좋은 소식입니다.".into(), "정말로요.".into()]
    );
    let listed = paper.browser.json(&format!("/api/v1/articles/{id}/comments"));
    assert_eq!((listed["count"].as_u64(), listed["items"][0]["name"].as_str()), (Some(1), Some("민서")));
    assert_eq!(paper.browser.json(&format!("/api/v1/articles/{id}"))["comments"], 1);
    moderate(&paper.site.newsroom, waiting[0].id, CommentState::Rejected).unwrap();
    assert_eq!(texts(&paper.page_of(id), "[data-comments]"), ["0", "0"]);
}

fn what_was_wrong_with_a_comment_is_said_beside_what_was_typed(kind: Kind) {
    let paper = paper(kind);
    let id = paper.english[2];
    let long = "가".repeat(301);
    let heavy = format!("e{}", "\u{301}".repeat(2100));
    for (n, (name, text, of, says)) in [
        ("", "Good, I say.", "name", "what we may call you"),
        (&*"n".repeat(41), "Good, I say.", "name", "40"),
        ("Ann", " \n ", "text", "write something"),
        ("Ann", &long, "text", "301"),
        ("Ann", &heavy, "text", "4,096"),
    ]
    .into_iter()
    .enumerate()
    {
        let answer = send(&paper, id, name, text, &[], &[("x-forwarded-for", &format!("203.0.113.{n}"))]);
        assert_eq!(answer.status, 422, "{says}");
        let page = parse(&answer.text());
        let error = texts(&page, &format!("#comment-{of}-error")).concat();
        assert!(error.contains(says), "{error}");
        assert_eq!(attributes(&page, "#comment-name", "value"), [name]);
        let typed = page.select("#comment-text").text().to_string();
        assert_eq!(typed.trim(), text.trim());
        assert_eq!(page.select("[aria-invalid=true]").length(), 1);
    }
    assert!(held(&paper).is_empty());
}

fn a_program_that_fills_in_every_field_is_told_what_it_wants_to_hear(kind: Kind) {
    let paper = paper(kind);
    let page = paper.page_of(paper.english[2]);
    let ticket = attributes(&page, ".comment-form input[name=ticket]", "value").remove(0);
    let fields = [("name", "Bot"), ("text", "Buy"), ("ticket", ticket.as_str()), ("website", "https://spam.example")];
    let answer = paper.browser.post_form(&paper.site.path(paper.english[2]), &fields, &[]);
    assert_eq!(answer.status, 303);
    assert!(held(&paper).is_empty());
}

fn who_sends_many_comments_waits(kind: Kind) {
    let paper = paper(kind);
    let id = paper.english[2];
    for n in 0..6 {
        assert_eq!(send(&paper, id, "Ann", &"long ".repeat(100), &[], &[]).status, 422, "what is sent back does not count");
        assert_eq!(send(&paper, id, "Ann", &format!("Comment {n}"), &[], &[]).status, 303);
    }
    let answer = send(&paper, id, "Ann", "Comment 7, a long one", &[], &[("user-agent", "Mozilla/5.0 another")]);
    assert_eq!(answer.status, 429);
    let page = parse(&answer.text());
    assert!(texts(&page, ".notice").concat().contains("several comments"));
    assert_eq!(texts(&page, "#comment-text"), ["Comment 7, a long one"]);
    let json = json!({ "name": "Ann", "text": "By program" });
    assert_eq!(paper.browser.post_json(&format!("/api/v1/articles/{id}/comments"), &json, &[]).status, 429);
    assert_eq!(send(&paper, id, "Bob", "Another reader", &[], &[("x-forwarded-for", "203.0.113.9")]).status, 303);
    paper.site.world.pass(10 * Time::MINUTE);
    assert_eq!(send(&paper, id, "Ann", "Comment 7, a long one", &[], &[]).status, 303);
    assert_eq!(held(&paper).len(), 8);
}

fn a_form_that_was_open_for_long_keeps_what_was_typed(kind: Kind) {
    let paper = paper(kind);
    let (id, other) = (paper.english[2], paper.english[3]);
    let ticket = |id| attributes(&paper.page_of(id), ".comment-form input[name=ticket]", "value").remove(0);
    let (old, others) = (ticket(id), ticket(other));
    paper.site.world.pass(50 * Time::HOUR);
    let path = paper.site.path(id);
    let fresh = ticket(id);
    let cross = [("origin", "https://evil.example")];
    for (ticket, headers) in [(old.as_str(), &[][..]), (&others, &[]), ("", &[]), ("nonsense", &[]), (&fresh, &cross)] {
        let fields = [("name", "Ann"), ("text", "Written over a long lunch"), ("ticket", ticket)];
        let answer = paper.browser.post_form(&path, &fields, headers);
        assert_eq!(answer.status, 422);
        let page = parse(&answer.text());
        assert!(texts(&page, ".notice").concat().contains("open for long"));
        assert_eq!(texts(&page, "#comment-text"), ["Written over a long lunch"]);
        // Sent again from the page that came back, it is taken.
        assert_eq!(attributes(&page, ".comment-form input[name=ticket]", "value"), std::slice::from_ref(&fresh));
    }
    assert!(held(&paper).is_empty());
    assert_eq!(send(&paper, id, "Ann", "Written over a long lunch", &[], &[]).status, 303);
}

fn a_comment_sent_by_program_is_held_too(kind: Kind) {
    let paper = paper(kind);
    let path = format!("/api/v1/articles/{}/comments", paper.english[2]);
    let said = json!({ "name": "Ann", "text": "Good." });
    let first = paper.browser.post_json(&path, &said, &[]);
    assert_eq!((first.status, first.json()["state"].as_str()), (202, Some("held")));
    assert_eq!(paper.browser.post_json(&path, &said, &[]).json()["id"], first.json()["id"], "a double submit is one comment");
    assert_eq!(paper.browser.json(&path)["count"], 0);
    assert_eq!(paper.browser.post_json(&path, &json!({ "name": "Ann" }), &[]).status, 422);
    assert_eq!(paper.browser.post_json(&path, &json!("Ann"), &[]).status, 400);
    assert_eq!(paper.browser.post_json(&path, &said, &[("sec-fetch-site", "cross-site")]).status, 403);
    assert_eq!(paper.browser.post_json("/api/v1/articles/000000000000/comments", &said, &[]).status, 404);
    let huge = json!({ "name": "Ann", "text": "x".repeat(100_000) });
    assert_eq!(paper.browser.post_json(&path, &huge, &[]).status, 400);
    assert_eq!(held(&paper).len(), 1);
}

fn markup_in_a_comment_is_text(kind: Kind) {
    let paper = paper(kind);
    let id = paper.english[2];
    let text = "<script>alert(1)</script><b onclick=x>bold</b> &amp; </textarea>\"'";
    assert_eq!(send(&paper, id, "<i>Ann</i>", text, &[], &[]).status, 303);
    moderate(&paper.site.newsroom, held(&paper)[0].id, CommentState::Approved).unwrap();
    let page = paper.page_of(id);
    assert!(!page.select(".comments script, .comments [onclick], .comments i").exists());
    assert_eq!(texts(&page, ".comment-list li p")[1], text);
    let answer = send(&paper, id, "\"><i>Ann", &format!("{text}{}", "x".repeat(300)), &[], &[]);
    assert_eq!(answer.status, 422);
    let page = parse(&answer.text());
    assert!(!page.select(".comments script, .comments [onclick], .comments i").exists());
    assert_eq!(attributes(&page, "#comment-name", "value"), ["\"><i>Ann"]);
}
