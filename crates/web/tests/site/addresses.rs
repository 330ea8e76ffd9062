use actions::{edit, withdraw};
use model::Time;
use store::ArticleDraft;
use testkit::{Kind, on_both_databases};

use crate::paper::{ADDRESS, attributes, paper, parse, texts};

on_both_databases! {
    the_section_in_an_address_may_be_any_and_the_right_one_is_led_to
    an_address_that_leads_nowhere_says_so_in_the_readers_language
    a_draft_is_not_found_and_a_withdrawn_article_is_gone
    a_slash_too_many_leads_on_and_never_to_another_host
    a_page_that_the_reader_has_is_not_sent_again
    files_are_kept_and_troubles_are_not
    a_method_that_an_address_does_not_know_is_told
    what_is_published_beside_the_server_is_served_at_once
    what_comes_at_its_hour_is_served_from_then_on
    a_path_may_hold_anything
    the_imprint_stands_at_the_foot_of_every_page
    no_page_needs_another_host
}

fn the_section_in_an_address_may_be_any_and_the_right_one_is_led_to(kind: Kind) {
    let paper = paper(kind);
    let id = paper.korean[0];
    let path = paper.site.path(id);
    let slug = path.rsplit('/').next().unwrap();
    for wrong in ["world", "nowhere", "%EB%AC%B8%ED%99%94"] {
        let moved = paper.browser.get(&format!("/ko/{wrong}/{slug}"));
        assert_eq!((moved.status, moved.header("location")), (301, path.as_str()), "{wrong}");
    }
    assert_eq!(paper.browser.get(&format!("/city/{slug}")).status, 404, "a slug is of its edition");
    let mut article = paper.site.found(id);
    let old = paper.site.path(id);
    article.slug = "새-이름".into();
    article.revision += 1;
    paper.site.newsroom.store.write(|session| session.set_article(&article)).unwrap();
    let moved = paper.browser.get(&old);
    assert_eq!((moved.status, moved.header("location")), (301, paper.site.path(id).as_str()));
    assert_eq!(paper.browser.get(&paper.site.path(id)).status, 200);
    // Loose jamo are the same address, led to or shown.
    let jamo = format!("/ko/{}/{}", article.section, "%E1%84%89%E1%85%A2-%E1%84%8B%E1%85%B5%E1%84%85%E1%85%B3%E1%86%B7");
    assert!([200, 301].contains(&paper.browser.get(&jamo).status));
}

fn an_address_that_leads_nowhere_says_so_in_the_readers_language(kind: Kind) {
    let paper = paper(kind);
    for (path, wishes, language) in [
        ("/nowhere", "", "en"),
        ("/nowhere", "ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("/nowhere", "de,en;q=0.1", "en"),
        ("/ko/nowhere", "en", "ko"),
        ("/ko/city/nowhere", "", "ko"),
        ("/ko/no/where/at/all", "", "ko"),
        ("/city/nowhere", "ko", "ko"),
        ("/.%2e/%2e%2e/etc/passwd", "", "en"),
    ] {
        let answer = paper.browser.get_with(path, &[("accept-language", wishes)]);
        let page = parse(&answer.text());
        assert_eq!((answer.status, attributes(&page, "html", "lang")), (404, vec![language.to_owned()]), "{path} {wishes}");
        assert_eq!(attributes(&page, "meta[name=robots]", "content"), ["noindex"]);
        assert!(!page.select("link[rel=canonical]").exists());
        assert_eq!(attributes(&page, "main [data-story]", "data-story").len(), 3, "there is something to read instead");
    }
    let answer = paper.browser.get("/api/v1/nowhere");
    assert_eq!((answer.status, answer.header("content-type")), (404, "application/json"));
}

fn a_draft_is_not_found_and_a_withdrawn_article_is_gone(kind: Kind) {
    let paper = paper(kind);
    let draft = paper.site.article("Not yet").draft().write();
    let later = paper.site.article("Later").ago(-Time::HOUR).write();
    let gone = paper.korean[1];
    withdraw(&paper.site.newsroom, gone).unwrap();
    for (id, status) in [(draft, 404), (later, 404), (gone, 410)] {
        assert_eq!(paper.browser.get(&paper.site.path(id)).status, status);
        for rest in ["", "/related", "/comments"] {
            let answer = paper.browser.get(&format!("/api/v1/articles/{id}{rest}"));
            assert_eq!(answer.status, status);
            assert!(answer.json()["error"].is_string());
        }
    }
    let page = parse(&paper.browser.get(&paper.site.path(gone)).text());
    assert_eq!(texts(&page, "main h1"), ["내려진 기사입니다"]);
    assert!(!paper.browser.page("/ko/latest").contains(&paper.site.path(gone)));
    assert!(!paper.browser.page("/sitemap.xml").contains(&paper.site.path(gone)));
}

fn a_slash_too_many_leads_on_and_never_to_another_host(kind: Kind) {
    let paper = paper(kind);
    let article = paper.site.path(paper.english[0]);
    for (path, to) in [
        ("/city/", "/city"),
        ("/latest/?after=x", "/latest?after=x"),
        ("/ko/latest/", "/ko/latest"),
        ("/ko", "/ko/"),
        (&format!("{article}/"), &article),
    ] {
        let moved = paper.browser.get(path);
        assert_eq!((moved.status, moved.header("location")), (301, to), "{path}");
    }
    for path in ["//evil.example/", "//evil.example", "///evil.example//", "/%2f/evil.example/", "/\\evil.example/", "/%5cevil.example/"] {
        let path = path.replace('\\', "%5c");
        let answer = paper.browser.get(&path);
        let to = answer.header("location");
        assert!(to.is_empty() || to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\"), "{path} leads to {to}");
        assert!([301, 404].contains(&answer.status), "{path}");
    }
}

fn a_page_that_the_reader_has_is_not_sent_again(kind: Kind) {
    let paper = paper(kind);
    let article = paper.site.path(paper.english[3]);
    let media = attributes(&parse(&paper.browser.page(&article)), "article img", "src");
    for path in ["/", "/feed.xml", "/sitemap.xml", "/api/v1/articles", &article, &media[0]] {
        let first = paper.browser.get(path);
        let etag = first.header("etag").to_owned();
        assert!(etag.starts_with('"'), "{path}");
        // A moment later nothing has changed; an article's page has a new token then.
        if path != article {
            paper.site.world.pass(2 * Time::SECOND);
        }
        let again = paper.browser.get_with(path, &[("if-none-match", &etag)]);
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header("etag"), etag);
        let packed = paper.browser.get_with(path, &[("accept-encoding", "gzip, br")]);
        if first.header("content-type") == "image/webp" {
            assert_eq!(packed.header("content-encoding"), "");
        } else {
            assert_eq!((packed.header("content-encoding"), packed.header("vary")), ("gzip", "Accept-Encoding"), "{path}");
            let mut text = Vec::new();
            std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&packed.body[..]), &mut text).unwrap();
            assert_eq!(text, first.body, "{path}");
            assert!(packed.body.len() < first.body.len());
        }
    }
    let etag = paper.browser.get(&article).header("etag").to_owned();
    let draft = ArticleDraft { deck: vec!["Another line".into()], ..(&paper.site.found(paper.english[3])).into() };
    edit(&paper.site.newsroom, paper.english[3], &draft).unwrap();
    assert_eq!(paper.browser.get_with(&article, &[("if-none-match", &etag)]).status, 200, "it has changed since");
}

fn files_are_kept_and_troubles_are_not(kind: Kind) {
    let paper = paper(kind);
    let page = parse(&paper.browser.page(&paper.site.path(paper.english[3])));
    let style = attributes(&page, "link[rel=stylesheet]", "href");
    let media = attributes(&page, "article img", "src");
    let kept = "public, max-age=31536000, immutable";
    for (path, control) in [
        ("/", "no-cache"),
        ("/feed.xml", "no-cache"),
        ("/api/v1/lists/latest", "no-cache"),
        (&style[0], kept),
        (&media[0], kept),
        ("/assets/masthead.css", "no-cache"),
        ("/nowhere", "no-store"),
        ("/healthz", "no-store"),
        ("/media/000000000000-320.webp", "no-store"),
    ] {
        let answer = paper.browser.get(path);
        assert_eq!(answer.header("cache-control"), control, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("set-cookie"), "");
    }
    assert!(paper.browser.get("/").header("content-security-policy").contains("default-src 'none'"));
    let file = paper.browser.get(&media[0]);
    assert!(file.body.starts_with(b"RIFF") && file.header("content-type") == "image/webp");
}

fn a_method_that_an_address_does_not_know_is_told(kind: Kind) {
    let paper = paper(kind);
    for (method, path) in
        [("DELETE", "/"), ("PUT", "/api/v1/articles"), ("GET", "/api/v1/views"), ("POST", "/feed.xml"), ("POST", "/api/v1/views.gif")]
    {
        let answer = paper.browser.send(method, path, &[], Vec::new());
        assert_eq!(answer.status, 405, "{method} {path}");
        assert_ne!(answer.header("allow"), "");
    }
    let head = paper.browser.send("HEAD", "/", &[], Vec::new());
    assert_eq!((head.status, head.body.len()), (200, 0));
}

fn what_is_published_beside_the_server_is_served_at_once(kind: Kind) {
    let paper = paper(kind);
    assert!(!paper.browser.app.follow().unwrap(), "there is nothing new yet");
    let before = (paper.browser.app.generation(), paper.browser.page("/"), paper.browser.page("/feed.xml"));
    assert_eq!(paper.browser.app.generation(), before.0);
    // As another command would, with a store of its own.
    let beside = actions::Newsroom::open(paper.site.place(), paper.site.world.clone()).unwrap();
    let draft = paper.site.article("The tide comes in").section("Tides").made();
    let new = actions::NewArticle { story: None, language: model::Language::ENGLISH, slug: None, draft, published_at: Some(beside.world.now()) };
    let id = actions::write(&beside, &new).unwrap();
    let path = paper.site.path(id);
    assert_eq!(texts(&parse(&paper.browser.page(&path)), "main h1"), ["The tide comes in"]);
    assert!(paper.browser.app.generation() > before.0);
    for there in ["/", "/latest", "/feed.xml", "/sitemap.xml", "/tides", "/api/v1/lists/latest"] {
        assert!(paper.browser.page(there).contains(&path), "{there}");
    }
    edit(&beside, id, &ArticleDraft { headline: "The tide goes out".into(), ..(&paper.site.found(id)).into() }).unwrap();
    assert!(paper.browser.page("/").contains("The tide goes out"));
    withdraw(&beside, id).unwrap();
    assert_eq!((paper.browser.get(&path).status, paper.browser.get("/tides").status), (410, 404));
    assert_eq!((paper.browser.page("/"), paper.browser.page("/feed.xml")), (before.1, before.2));
}

fn what_comes_at_its_hour_is_served_from_then_on(kind: Kind) {
    let paper = paper(kind);
    let id = paper.site.article("The embargo ends").ago(-Time::HOUR).write();
    let path = paper.site.path(id);
    paper.site.world.pass(Time::HOUR - 1);
    actions::do_what_is_due(&paper.site.newsroom).unwrap();
    assert_eq!(paper.browser.get(&path).status, 404);
    assert!(!paper.browser.page("/latest").contains("The embargo ends"));
    paper.site.world.pass(1);
    assert_eq!(paper.browser.get(&path).status, 404, "the clock alone publishes nothing");
    actions::do_what_is_due(&paper.site.newsroom).unwrap();
    assert_eq!(paper.browser.get(&path).status, 200);
    assert!(paper.browser.page("/latest").contains("The embargo ends"));
}

fn a_path_may_hold_anything(kind: Kind) {
    let paper = paper(kind);
    for path in [
        "/%00",
        "/%ff%fe",
        "/city/%00",
        "/ko/%ed%a0%80/x",
        "/topics/%2e%2e%2f",
        "/authors/'%20OR%201=1--",
        "/media/..%2f..%2fmasthead.db",
        "/city?after=%00.%00",
    ] {
        let answer = paper.browser.get(path);
        assert_eq!(answer.status, 404, "{path}");
    }
    let long = format!("/city/{}", "x".repeat(8000));
    assert_eq!(paper.browser.get(&long).status, 404);
    for query in ["after=99999999999999999999.000000000000", "after=-9223372036854775808.000000000000", "after=9223372036854775807.zzzzzzzzzzzz"] {
        assert!([200, 404].contains(&paper.browser.get(&format!("/latest?{query}")).status), "{query}");
    }
}

fn the_imprint_stands_at_the_foot_of_every_page(kind: Kind) {
    let paper = paper(kind);
    let by = |text: &str| model::ByLanguage::one(model::Language::KOREAN, text.to_owned());
    paper
        .site
        .newsroom
        .store
        .write(|session| {
            let mut publication = session.publication()?;
            publication.imprint = model::Imprint {
                publisher: by("해밀신문사"),
                publishing: by("서민아"),
                editing: by("최윤선"),
                registration: Some("서울 아 00000".into()),
                registered: Some("2020-03-02".into()),
                youth_protection: by("김다니엘"),
                place: by("해밀시 부두로 1"),
                contact: Some("desk@news.example.org".into()),
            };
            session.set_publication(&publication)?;
            session.tell(paper.site.newsroom.world.now(), &store::Change::Everything)
        })
        .unwrap();
    for path in ["/", "/ko/", "/ko/latest", &paper.site.path(paper.korean[0]), "/ko/about"] {
        let page = parse(&paper.browser.page(path));
        let facts = texts(&page, "footer .imprint dd");
        let expected =
            ["The Test", "해밀신문사", "서울 아 00000", "2020-03-02", "서민아", "최윤선", "김다니엘", "해밀시 부두로 1", "desk@news.example.org"];
        assert_eq!(facts, expected, "{path}");
    }
    let labels = texts(&parse(&paper.browser.page("/ko/")), "footer .imprint dt");
    assert_eq!(labels, ["제호", "발행소", "등록번호", "등록일자", "발행인", "편집인", "청소년보호책임자", "주소", "연락처"]);
}

fn no_page_needs_another_host(kind: Kind) {
    let paper = paper(kind);
    let found = crate::paper::crawl(&paper.browser);
    let troubled: Vec<_> = found.iter().filter(|(_, sent)| sent.status >= 500).map(|(path, _)| path).collect();
    assert!(troubled.is_empty(), "{troubled:?}");
    let expected = |path: &str| path.contains("nowhere") || path.contains("000000000000");
    for (path, sent) in &found {
        assert_eq!(sent.status == 404, expected(path), "{path} is linked to and answers {}", sent.status);
    }
    for (path, page) in crate::paper::pages(&found) {
        for (selector, name) in [("script[src]", "src"), ("img[src]", "src"), ("link[rel=stylesheet]", "href"), ("form", "action")] {
            let outside: Vec<_> = attributes(&page, selector, name).into_iter().filter(|link| !link.starts_with('/')).collect();
            assert!(outside.is_empty(), "{path} needs {outside:?}");
        }
        let absolute = attributes(&page, "body [href]", "href").into_iter().filter(|link| link.starts_with(ADDRESS)).count();
        assert_eq!(absolute, 0, "links in {path} are paths from the root");
        assert_eq!(page.select("main").length(), 1, "{path}");
        assert_eq!(page.select("h1").length(), 1, "{path}");
    }
}
