use model::{Language, Time};
use serde_json::json;
use testkit::{Kind, on_both_databases};

use crate::paper::{attributes, paper, read, texts, token};

on_both_databases! {
    a_reading_is_reported_with_the_pages_token
    a_reading_that_a_rule_refuses_is_told_which
    a_report_that_is_none_is_refused
    a_page_without_script_is_counted_by_its_pixel
    who_reads_is_who_the_proxy_says
    refusals_are_told_on_the_page_about_counting
    how_long_a_page_was_read_is_reported_once
    a_depth_that_is_none_is_refused
}

fn a_reading_is_reported_with_the_pages_token(kind: Kind) {
    let paper = paper(kind);
    let id = paper.english[9];
    let page = paper.page_of(id);
    let token = token(&page);
    assert_eq!(texts(&page, "[data-views]"), ["0"]);
    let report = json!({ "token": token, "ref": "0123456789abcdef" });
    for _ in 0..2 {
        let answer = paper.browser.post_json("/api/v1/views", &report, &[]);
        assert_eq!((answer.status, answer.body.len()), (204, 0));
    }
    for n in 1..12 {
        assert_eq!(read(&paper.browser, &token, n).status, 204);
    }
    assert_eq!(texts(&paper.page_of(id), "[data-views]"), ["12"]);
    assert_eq!(paper.browser.json(&format!("/api/v1/articles/{id}"))["views"], 12);
    assert_eq!(actions::counts(&paper.site.newsroom, id).unwrap().views, 12);
    let other = paper.korean.iter().find(|other| paper.site.found(**other).made_from == Some(id));
    if let Some(other) = other {
        assert_eq!(texts(&paper.page_of(*other), "[data-views]"), ["0"], "each edition has its own count");
    }
}

fn a_reading_that_a_rule_refuses_is_told_which(kind: Kind) {
    let paper = paper(kind);
    let token = token(&paper.page_of(paper.english[9]));
    let report = json!({ "token": token });
    let send = |headers: &[(&str, &str)]| paper.browser.post_json("/api/v1/views", &report, headers);
    for (headers, rule) in [
        (&[("user-agent", "Googlebot/2.1 (+http://www.google.com/bot.html)")][..], "robot"),
        (&[("sec-purpose", "prefetch;prerender")], "prefetch"),
        (&[("sec-fetch-site", "cross-site")], "cross-site"),
        (&[("origin", "https://evil.example")], "cross-site"),
    ] {
        let answer = send(headers);
        assert_eq!((answer.status, answer.json()), (200, json!({ "counted": false, "rule": rule })));
    }
    assert_eq!(send(&[("origin", "https://news.example.org")]).status, 204);
    assert_eq!(send(&[]).json()["rule"], "repeat");
    paper.site.world.pass(30 * Time::SECOND + 1);
    assert_eq!(send(&[]).status, 204);
}

fn a_report_that_is_none_is_refused(kind: Kind) {
    let paper = paper(kind);
    let token = token(&paper.page_of(paper.english[9]));
    let forged = format!("{}{}", &token[..40], "AAAAAAAA");
    for report in [
        json!({}),
        json!([]),
        json!({ "token": "" }),
        json!({ "token": forged }),
        json!({ "token": 7 }),
        json!({ "token": token, "ref": "short" }),
        json!({ "token": token, "ref": "열여섯글자열여섯글자열여섯글자가" }),
        json!({ "token": token, "padding": "x".repeat(5000) }),
    ] {
        let answer = paper.browser.post_json("/api/v1/views", &report, &[]);
        assert_eq!(answer.status, 400, "{report}");
        assert!(answer.json()["error"].is_string());
    }
    assert_eq!(paper.browser.send("POST", "/api/v1/views", &[], b"\xff\xfe".to_vec()).status, 400);
    paper.site.world.pass(50 * Time::HOUR);
    assert_eq!(read(&paper.browser, &token, 1).status, 400, "a token of the day before yesterday");
    assert_eq!(texts(&paper.page_of(paper.english[9]), "[data-views]"), ["0"]);
}

fn a_page_without_script_is_counted_by_its_pixel(kind: Kind) {
    let paper = paper(kind);
    let html = paper.browser.page(&paper.site.path(paper.english[9]));
    let noscript = html.split("<noscript>").nth(1).unwrap().split("</noscript>").next().unwrap();
    let pixel = attributes(&crate::paper::parse(noscript), "img", "src").remove(0);
    assert!(pixel.starts_with("/api/v1/views.gif?token="));
    assert_eq!(paper.browser.send("HEAD", &pixel, &[], Vec::new()).status, 200);
    assert_eq!(texts(&paper.page_of(paper.english[9]), "[data-views]"), ["0"], "the head alone is no reading");
    for expected in ["1", "1"] {
        let answer = paper.browser.get(&pixel);
        assert_eq!((answer.status, answer.header("content-type"), answer.header("cache-control")), (200, "image/gif", "no-store"));
        assert!(answer.body.starts_with(b"GIF89a"));
        assert_eq!(texts(&paper.page_of(paper.english[9]), "[data-views]"), [expected], "the same reader a moment later is a repeat");
    }
    assert_eq!(paper.browser.get("/api/v1/views.gif?token=x").status, 400);
    assert_eq!(paper.browser.get("/api/v1/views.gif").status, 400);
}

fn who_reads_is_who_the_proxy_says(kind: Kind) {
    let paper = paper(kind);
    let token = token(&paper.page_of(paper.english[9]));
    let send = |forwarded: &str| paper.browser.post_json("/api/v1/views", &json!({ "token": token }), &[("x-forwarded-for", forwarded)]).status;
    assert_eq!(send("203.0.113.1"), 204);
    assert_eq!(send("198.51.100.200, 203.0.113.1"), 200, "what a client writes there itself makes nobody new");
    assert_eq!(send("203.0.113.1, 203.0.113.2"), 204);
    assert_eq!(send("2001:db8::1"), 204);
    assert_eq!(send("2001:db8::2"), 200, "a household is one reader");
}

fn refusals_are_told_on_the_page_about_counting(kind: Kind) {
    let paper = paper(kind);
    let token = token(&paper.page_of(paper.english[9]));
    for _ in 0..3 {
        paper.browser.post_json("/api/v1/views", &json!({ "token": token }), &[("user-agent", "Googlebot/2.1")]);
    }
    read(&paper.browser, &token, 1);
    paper.browser.app.readership.keep_house();
    let counted = actions::counts(&paper.site.newsroom, paper.english[9]).unwrap();
    assert_eq!((counted.views, counted.refused["robot"]), (1, 3));
    for path in ["/about/counting", "/ko/about/counting"] {
        let page = crate::paper::parse(&paper.browser.page(path));
        assert!(texts(&page, "main").concat().contains("30"), "{path} names the constants in force");
        assert_eq!(page.select("main").length(), 1);
    }
}

const MARK: &str = "0123456789abcdef";

fn depth_of(mark: &str) -> String {
    format!("/api/v1/views/{mark}/depth")
}

fn how_long_a_page_was_read_is_reported_once(kind: Kind) {
    let paper = paper(kind);
    let id = paper.english[9];
    let token = token(&paper.page_of(id));
    let deepen = |seconds: u64| paper.browser.post_json(&depth_of(MARK), &json!({ "token": token, "seconds": seconds }), &[]);
    let not_counted = |rule: &str| (200, json!({ "counted": false, "rule": rule }));
    let told = |answer: testkit::Answer| (answer.status, answer.json());
    assert_eq!(told(deepen(9)), not_counted("no-view"));
    assert_eq!(paper.browser.post_json("/api/v1/views", &json!({ "token": token, "ref": MARK }), &[]).status, 204);
    // A beacon may say that its body is plain text.
    let beacon = json!({ "token": token, "seconds": 4_000_000_000_u64 }).to_string();
    let answer = paper.browser.send("POST", &depth_of(MARK), &[("content-type", "text/plain;charset=UTF-8")], beacon.into_bytes());
    assert_eq!((answer.status, answer.body.len(), answer.header("cache-control")), (204, 0, "no-store"));
    assert_eq!(told(deepen(9)), not_counted("again"));
    let counted = actions::counts(&paper.site.newsroom, id).unwrap();
    let most = audience::reading_seconds(Language::ENGLISH, &paper.site.found(id).body.to_plain());
    assert_eq!((counted.views, counted.depth_seconds, counted.depth_reports), (1, most.into(), 1));
    let list = paper.browser.json("/api/v1/lists/must-reads?language=en");
    let filled = list["items"].as_array().unwrap().iter().find(|item| item["id"] == id.to_string()).unwrap();
    assert_eq!(filled["why"], format!("fills up the editors' choice: read for {most} seconds in seven days"));
    assert_eq!(filled["score"], f64::from(most));
}

fn a_depth_that_is_none_is_refused(kind: Kind) {
    let paper = paper(kind);
    let token = token(&paper.page_of(paper.english[9]));
    assert_eq!(paper.browser.post_json("/api/v1/views", &json!({ "token": token, "ref": MARK }), &[]).status, 204);
    for report in [
        json!({}),
        json!({ "token": token }),
        json!({ "token": token, "seconds": 0 }),
        json!({ "token": token, "seconds": -5 }),
        json!({ "token": token, "seconds": 7.5 }),
        json!({ "token": token, "seconds": "7" }),
        json!({ "token": "x", "seconds": 7 }),
        json!({ "token": token, "seconds": 7, "padding": "x".repeat(5000) }),
    ] {
        let answer = paper.browser.post_json(&depth_of(MARK), &report, &[]);
        assert_eq!(answer.status, 400, "{report}");
        assert!(answer.json()["error"].is_string());
    }
    for mark in ["short", "0123456789abcdefg", "%ff", "%EC%97%B4%EC%97%AC"] {
        let answer = paper.browser.post_json(&depth_of(mark), &json!({ "token": token, "seconds": 7 }), &[]);
        assert_eq!((answer.status, answer.json()["error"].is_string()), (400, true), "{mark}");
    }
    assert_eq!(paper.browser.get(&depth_of(MARK)).status, 405);
    assert_eq!(actions::counts(&paper.site.newsroom, paper.english[9]).unwrap().depth_reports, 0);
}
