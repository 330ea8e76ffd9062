use std::io::Read;

use flate2::read::GzDecoder;
use model::Time;
use testkit::{Answer, Kind, on_both_databases};

use crate::paper::{Paper, crawl, paper, parse, read, texts, token};

on_both_databases! {
    a_page_is_drawn_once_and_its_count_goes_on
    a_list_is_right_at_once_and_asks_nothing_of_the_store
    whoever_takes_gzip_is_told_the_same
    what_is_published_shows_on_every_page_at_the_next_request
    a_comment_changes_its_own_page_alone
    kept_pages_are_what_is_drawn_anew
    a_page_that_the_reader_has_is_not_sent_again_until_it_is_read
    a_page_is_drawn_once_however_many_ask
    what_stands_behind_the_question_mark_makes_no_other_page
}

/// How many statements are run over the newsroom's data while something is done. Of the counts the store is asked by
/// counting itself, now and then.
fn queries(paper: &Paper, done: impl FnOnce()) -> u64 {
    let before = paper.site.newsroom.store.newsroom_queries();
    done();
    paper.site.newsroom.store.newsroom_queries() - before
}

fn unpacked(answer: &Answer) -> String {
    assert_eq!(answer.header("content-encoding"), "gzip");
    let mut text = String::new();
    GzDecoder::new(&answer.body[..]).read_to_string(&mut text).unwrap();
    text
}

fn a_page_is_drawn_once_and_its_count_goes_on(kind: Kind) {
    let paper = paper(kind);
    let path = paper.site.path(paper.english[3]);
    let first = paper.browser.page(&path);
    let token = token(&parse(&first));
    for reader in 0..1_200 {
        assert_eq!(read(&paper.browser, &token, reader).status, 204);
    }
    let asked = queries(&paper, || {
        let page = paper.browser.at_once(&path, &[]);
        assert_eq!(texts(&parse(&page.text()), "[data-views]"), ["1,200"]);
        assert_eq!(page.body.len(), first.len(), "the count has its room from the beginning");
        assert_eq!(page.header("x-masthead-revision").len(), 20);
    });
    assert_eq!(asked, 0);
}

fn a_list_is_right_at_once_and_asks_nothing_of_the_store(kind: Kind) {
    let paper = paper(kind);
    let last = *paper.english.last().unwrap();
    let token = token(&paper.page_of(last));
    let list = |name: &str| paper.browser.at_once(&format!("/api/v1/lists/{name}?language=en&limit=5"), &[]).json();
    for name in ["popular-now", "weekly-best", "must-reads", "latest"] {
        paper.browser.json(&format!("/api/v1/lists/{name}?language=en&limit=5"));
    }
    for reader in 0..3 {
        assert_eq!(read(&paper.browser, &token, reader).status, 204);
        let asked = queries(&paper, || {
            for name in ["popular-now", "weekly-best"] {
                assert_eq!(list(name)["items"][0]["id"], last.to_string());
            }
            assert_eq!(list("weekly-best")["items"][0]["score"], f64::from(reader as u32 + 1));
            assert_eq!(list("must-reads")["items"].as_array().unwrap().len(), 3);
            assert_eq!(list("latest")["items"].as_array().unwrap().len(), 5);
        });
        assert_eq!(asked, 0);
    }
}

fn whoever_takes_gzip_is_told_the_same(kind: Kind) {
    let paper = paper(kind);
    let token = token(&paper.page_of(paper.english[0]));
    let article = paper.site.path(paper.english[0]);
    for reader in 0..3 {
        for path in ["/", "/ko/", "/latest", "/city", "/feed.xml", "/sitemap.xml", "/about", &article] {
            let packed = paper.browser.get_with(path, &[("accept-encoding", "gzip, deflate, br")]);
            assert_eq!(unpacked(&packed), paper.browser.page(path), "{path}");
        }
        read(&paper.browser, &token, reader);
    }
}

fn what_is_published_shows_on_every_page_at_the_next_request(kind: Kind) {
    let paper = paper(kind);
    let before = crawl(&paper.browser);
    let id = paper.site.article("A kiosk burns down").section("City").topic("Harbour").write();
    let path = paper.site.path(id);
    let mut shown = 0;
    for sent in before.keys().filter(|path| !path.starts_with("/ko") && !path.starts_with("/api") && !path.contains('?')) {
        let answer = paper.browser.get(sent);
        if answer.status == 200 && answer.header("content-type").starts_with("text/html") && answer.text().contains("data-list=\"latest\"") {
            assert!(answer.text().contains(&path), "{sent} does not know of it");
            shown += 1;
        }
    }
    assert!(shown > 40, "{shown}");
    for path_of in ["/", "/latest", "/city", "/feed.xml", "/city/feed.xml", "/sitemap.xml", "/api/v1/lists/latest", "/api/v1/articles"] {
        assert!(paper.browser.page(path_of).contains(&path), "{path_of}");
    }
    actions::withdraw(&paper.site.newsroom, id).unwrap();
    for sent in before.keys() {
        let answer = paper.browser.get(sent);
        assert!(!String::from_utf8_lossy(&answer.body).contains(&path), "{sent} still knows of it");
    }
    assert_eq!(paper.browser.get(&path).status, 410);
}

fn a_comment_changes_its_own_page_alone(kind: Kind) {
    let paper = paper(kind);
    let (own, other) = (paper.site.path(paper.english[4]), paper.site.path(paper.english[5]));
    let revision = |path: &str| paper.browser.get(path).header("x-masthead-revision").to_owned();
    let before = (revision(&own), revision(&other));
    let said = actions::Posted { article: paper.english[4], name: "민서", text: "좋은 소식입니다.", visitor: 3 };
    let sent = actions::comment(&paper.site.newsroom, &said).unwrap();
    actions::moderate(&paper.site.newsroom, sent.id, model::CommentState::Approved).unwrap();
    assert!(paper.browser.page(&own).contains("좋은 소식입니다."));
    assert_ne!(revision(&own), before.0);
    assert_eq!(revision(&other), before.1);
}

fn kept_pages_are_what_is_drawn_anew(kind: Kind) {
    let paper = paper(kind);
    let token = token(&paper.page_of(paper.english[7]));
    crawl(&paper.browser);
    for reader in 0..40 {
        read(&paper.browser, &token, reader);
    }
    paper.site.article("A kiosk burns down").section("City").write();
    actions::correct(&paper.site.newsroom, paper.english[2], model::NoteKind::Correction, "It was the other pier.").unwrap();
    paper.site.world.pass(Time::SECOND);
    crawl(&paper.browser);
    let compared: Vec<bool> = (0..300).filter_map(|_| paper.browser.app.compare_a_page()).collect();
    assert!(compared.len() > 200, "{}", compared.len());
    assert!(compared.iter().all(|same| *same));
}

fn a_page_that_the_reader_has_is_not_sent_again_until_it_is_read(kind: Kind) {
    let paper = paper(kind);
    let path = paper.site.path(paper.english[1]);
    let first = paper.browser.get(&path);
    let held = [("if-none-match", first.header("etag"))];
    let again = paper.browser.get_with(&path, &held);
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(again.header("etag"), first.header("etag"));
    assert_eq!(read(&paper.browser, &token(&parse(&first.text())), 0).status, 204);
    assert_eq!(paper.browser.get_with(&path, &held).status, 200);
    let packed = paper.browser.get_with(&path, &[("accept-encoding", "gzip")]);
    assert_eq!(paper.browser.get_with(&path, &[("accept-encoding", "gzip"), ("if-none-match", packed.header("etag"))]).status, 304);
    assert_eq!(paper.browser.get_with(&path, &[("if-none-match", packed.header("etag"))]).status, 200, "that is another coding");
}

fn a_page_is_drawn_once_however_many_ask(kind: Kind) {
    let paper = paper(kind);
    let path = paper.site.path(paper.english[11]);
    let one = queries(&paper, || drop(paper.browser.at_once(&path, &[])));
    let other = paper.site.path(paper.english[12]);
    let many = queries(&paper, || paper.browser.all_at_once(&other, 20).iter().for_each(|answer| assert_eq!(answer.status, 200)));
    assert!(many < 2 * one, "{many} queries for twenty readers, {one} for one");
}

fn what_stands_behind_the_question_mark_makes_no_other_page(kind: Kind) {
    let paper = paper(kind);
    let path = paper.site.path(paper.english[2]);
    let plain = paper.browser.get(&path);
    let asked = queries(&paper, || {
        for query in ["utm_source=letter", "fbclid=1&x=2", "", "after=7"] {
            let answer = paper.browser.at_once(&format!("{path}?{query}"), &[]);
            assert_eq!((answer.status, answer.header("etag")), (200, plain.header("etag")));
        }
    });
    assert_eq!(asked, 0);
}
