use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use actions::{ImportOptions, ImportReport, Outcome, edit, import};
use model::{ArticleId, Kind as Block, Language, Role, Status, When};
use store::{ArticleDraft, Published, StoreError};
use testkit::{Kind, TestNewsroom, on_both_databases};

on_both_databases! {
    a_page_becomes_an_article
    the_same_file_twice_is_once
    two_imports_at_once_take_each_page_once
    a_page_dated_ahead_is_scheduled_and_says_so
    an_item_that_was_edited_here_is_left_and_named
    a_page_that_comes_again_with_other_words_is_changed
    an_import_that_was_killed_ends_as_one_that_was_not
    a_page_without_a_date_gets_the_one_that_is_given_else_its_files
    a_page_without_a_section_goes_where_it_is_told
    a_page_in_a_language_without_an_edition_is_marked
    the_language_that_is_given_is_the_edition
    a_picture_beside_the_page_comes_with_it_and_one_elsewhere_is_named
    drafts_stay_drafts_and_a_rehearsal_does_nothing
    the_source_is_sealed_as_it_came
}

/// A page as a newspaper's site serves it.
pub(super) fn html(language: &str, headline: &str, head: &str, more: &str) -> String {
    let body = match language {
        "ko" => [
            "항만공사는 화요일 부두를 다시 열었다고 밝혔다. 이번 공사에는 모두 열네 달이 걸렸고 예산은 예정보다 적게 들었다.",
            "주민들은 오랫동안 기다려 온 일이라며 반겼다. 상인 김민서 씨는 이제야 손님이 돌아올 것 같다고 말했다.",
            "시는 다음 달부터 여객선을 하루 네 차례로 늘리고, 주차장도 새로 만들 계획이라고 덧붙였다.",
        ],
        "de" => [
            "Die Hafenbehörde hat den Pier am Dienstag wieder geöffnet, wie sie in einer Mitteilung schreibt. Die Arbeiten dauerten vierzehn Monate.",
            "Viele Anwohner hatten lange darauf gewartet, sagte eine Händlerin, die ihren Stand seit zwanzig Jahren am Wasser hat.",
            "Die Stadt will ab dem nächsten Monat vier Fähren am Tag fahren lassen und einen neuen Parkplatz bauen, hieß es weiter.",
        ],
        _ => [
            "The harbour authority reopened the pier on Tuesday after fourteen months of work that cost less than had been planned.",
            "People who live along the quay had waited for a long time, said a trader who has kept her stall there for twenty years.",
            "The city means to run four ferries a day from next month, and to build a new car park behind the old customs house.",
        ],
    };
    let paragraphs: String = body.iter().map(|text| format!("<p>{text}</p>")).collect();
    format!(
        "<!DOCTYPE html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{headline} - The Elsewhere Post</title>{head}</head>\
         <body><header><nav><a href=\"/\">Home</a> <a href=\"/sports\">Sports</a></nav></header>\
         <main><article><h1>{headline}</h1>{more}{paragraphs}</article></main><footer>All rights reserved</footer></body></html>"
    )
}

/// What such a page says of itself.
pub(super) fn head(path: &str) -> String {
    format!(
        "<link rel=\"canonical\" href=\"https://elsewhere.example/{path}\">\
         <meta property=\"article:published_time\" content=\"2024-03-05T09:30:00+09:00\"><meta property=\"article:section\" content=\"City\">"
    )
}

/// Keeps a file in a folder of its own beside the site.
pub(super) fn put(site: &TestNewsroom, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = site.place().folder.join("incoming").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    path
}

pub(super) fn take(site: &TestNewsroom, files: &[PathBuf], options: &ImportOptions) -> ImportReport {
    let mut seen = 0;
    let report = import(&site.newsroom, files, options, &mut |_| seen += 1).unwrap();
    assert_eq!((report.items.len(), seen), (files.len(), files.len()), "each file is told of once");
    let of = |outcome| report.items.iter().filter(|item| item.outcome == outcome).count();
    let counted = (of(Outcome::Taken), of(Outcome::Changed), of(Outcome::Left), of(Outcome::Refused));
    assert_eq!((report.taken, report.changed, report.left, report.refused), counted);
    report
}

pub(super) fn one(site: &TestNewsroom, file: &Path, options: &ImportOptions) -> actions::Item {
    take(site, &[file.to_owned()], options).items.remove(0)
}

pub(super) fn taken(site: &TestNewsroom, file: &Path, options: &ImportOptions) -> (ArticleId, String) {
    let item = one(site, file, options);
    assert_eq!(item.outcome, Outcome::Taken, "{item:?}");
    (item.article.unwrap(), item.reason)
}

fn a_page_becomes_an_article(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let byline = "<p class=\"byline\">By <a rel=\"author\" href=\"/a\">Mina Seo</a></p>";
    let file = put(&site, "pier.html", html("en", "The pier reopens after fourteen months", &head("pier"), byline));
    let (id, reason) = taken(&site, &file, &ImportOptions::default());
    let found = site.found(id);
    assert_eq!((found.headline.as_str(), found.language), ("The pier reopens after fourteen months", Language::ENGLISH));
    assert_eq!((found.status, found.section.as_str(), found.revision), (Status::Published, "city", 1));
    assert_eq!(found.published_at.unwrap().rfc3339(), "2024-03-05T00:30:00Z");
    assert_eq!(found.original_url.as_deref(), Some("https://elsewhere.example/pier"));
    assert_eq!(found.body.0.len(), 3);
    assert!(found.body.to_plain().starts_with("The harbour authority") && !found.body.to_plain().contains("rights reserved"));
    assert_eq!(reason, "taken");
    let people: Vec<_> = found.credits.iter().map(|credit| credit.person).collect();
    let people = site.newsroom.store.read(|session| session.people(&people)).unwrap();
    assert_eq!(people.iter().map(|person| person.slug.as_str()).collect::<Vec<_>>(), ["mina-seo"]);
    assert_eq!(found.credits[0].role, Role::Reporter);
}

fn two_imports_at_once_take_each_page_once(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let page = |n: usize| put(&site, &format!("{n}.html"), html("en", &format!("The pier reopens, part {n}"), &head(&format!("pier-{n}")), ""));
    let files: Vec<PathBuf> = (0..12).map(page).collect();
    let taken: usize = std::thread::scope(|scope| {
        let both = [(); 2].map(|()| scope.spawn(|| take(&site, &files, &ImportOptions::default()).taken));
        both.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(taken, files.len());
    assert_eq!(testkit::published(&site.newsroom.store).len(), files.len());
}

fn a_page_dated_ahead_is_scheduled_and_says_so(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let ahead = head("ahead").replace("2024-03-05T09:30:00+09:00", "2030-06-01T09:30:00+09:00");
    let (id, reason) = taken(&site, &put(&site, "ahead.html", html("en", "The pier will reopen", &ahead, "")), &ImportOptions::default());
    assert!(reason.contains("scheduled for 2030-06-01T09:30:00+09:00"), "{reason}");
    let refused = actions::publish(&site.newsroom, id).unwrap_err().to_string();
    assert!(refused.contains("2030-06-01") && refused.contains("--now"), "{refused}");
    assert_eq!(site.found(id).status, Status::Scheduled);
    actions::publish_before_its_hour(&site.newsroom, id).unwrap();
    assert_eq!(site.found(id).status, Status::Published);
}

fn the_same_file_twice_is_once(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let with = put(&site, "with.html", html("en", "The pier reopens", &head("pier"), ""));
    let without = put(&site, "without.html", html("ko", "부두가 열네 달 만에 다시 열렸다", "", ""));
    let files = [with, without];
    let first = take(&site, &files, &ImportOptions::default());
    assert_eq!(first.taken, 2);
    let before = site.newest_change();
    let second = take(&site, &files, &ImportOptions::default());
    assert_eq!((second.taken, second.left), (0, 2));
    for (first, second) in first.items.iter().zip(&second.items) {
        assert_eq!((second.article, second.reason.as_str()), (first.article, "already here"));
    }
    assert!(!second.needs_a_look());
    assert_eq!(site.told_after(before), []);
    assert_eq!(testkit::published(&site.newsroom.store).len(), 2);
    // The same page under another file name is the same page.
    let copy = put(&site, "copy/again.html", fs::read(&files[0]).unwrap());
    assert_eq!(one(&site, &copy, &ImportOptions::default()).article, first.items[0].article);
}

fn an_item_that_was_edited_here_is_left_and_named(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let file = put(&site, "pier.html", html("en", "The pier reopens", &head("pier"), ""));
    let (id, _) = taken(&site, &file, &ImportOptions::default());
    let draft = ArticleDraft { headline: "The pier is open again".into(), ..(&site.found(id)).into() };
    edit(&site.newsroom, id, &draft).unwrap();
    for text in ["The pier reopens", "The pier reopens at last"] {
        fs::write(&file, html("en", text, &head("pier"), "")).unwrap();
        let report = take(&site, std::slice::from_ref(&file), &ImportOptions::default());
        let item = &report.items[0];
        assert_eq!((item.outcome, item.article, item.edited_here), (Outcome::Left, Some(id), true));
        assert!(item.reason.contains("edited here"), "{}", item.reason);
        assert!(report.needs_a_look());
    }
    assert_eq!(site.found(id).headline, "The pier is open again");
}

fn a_page_that_comes_again_with_other_words_is_changed(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let file = put(&site, "pier.html", html("en", "The pier reopens", &head("pier"), ""));
    let (id, _) = taken(&site, &file, &ImportOptions::default());
    let slug = site.found(id).slug;
    fs::write(&file, html("en", "The pier reopens, and stays open", &head("pier"), "")).unwrap();
    let item = one(&site, &file, &ImportOptions::default());
    assert_eq!((item.outcome, item.article), (Outcome::Changed, Some(id)));
    let found = site.found(id);
    assert_eq!((found.headline.as_str(), &found.slug, found.revision), ("The pier reopens, and stays open", &slug, 2));
    let again = one(&site, &file, &ImportOptions::default());
    assert_eq!((again.outcome, again.reason.as_str(), again.edited_here), (Outcome::Left, "already here", false));
}

/// Everything that an import leaves, but for ids, which are drawn anew each time.
fn left_by(site: &TestNewsroom) -> Vec<String> {
    let published = testkit::published(&site.newsroom.store);
    let mut left: Vec<String> = site
        .newsroom
        .store
        .read(|session| {
            let mut left = Vec::new();
            for Published { id, language, published_at: at, reading_seconds, .. } in published {
                let Some(article) = session.article(id)? else { continue };
                let people: Vec<_> = article.credits.iter().map(|credit| credit.person).collect();
                let people: Vec<_> = session.people(&people)?.into_iter().map(|person| person.slug).collect();
                left.push(format!("{language} {at} {reading_seconds} {} {} {people:?} {}", article.section, article.slug, article.body.to_plain()));
            }
            left.extend(session.sections()?.into_iter().map(|section| format!("{section:?}")));
            let pictures = session.pictures_after(None, 1000)?.len();
            left.push(format!("{pictures} pictures"));
            Ok::<_, StoreError>(left)
        })
        .unwrap();
    left.sort();
    left
}

fn an_import_that_was_killed_ends_as_one_that_was_not(kind: Kind) {
    let whole = TestNewsroom::new(kind);
    let killed = TestNewsroom::new(kind);
    let options = ImportOptions { date: When::parse("2024-03-05"), ..ImportOptions::default() };
    let files = |site: &TestNewsroom| -> Vec<PathBuf> {
        (0..8)
            .map(|n| {
                let head = if n % 2 == 0 { head(&format!("page-{n}")) } else { String::new() };
                let more =
                    format!("<p class=\"byline\">By <a rel=\"author\" href=\"/a\">Mina Seo</a></p><figure><img src=\"{n}.jpg\" alt=\"\"></figure>");
                put(site, &format!("{n}.html"), html(if n < 5 { "en" } else { "ko" }, &format!("The pier reopens: part {n}"), &head, &more))
            })
            .collect()
    };
    assert_eq!(take(&whole, &files(&whole), &options).taken, 8);
    let files = files(&killed);
    assert_eq!(take(&killed, &files[..4], &options).taken, 4);
    let rest = take(&killed, &files, &options);
    assert_eq!((rest.taken, rest.left), (4, 4));
    assert_eq!(left_by(&killed), left_by(&whole));
}

fn a_page_without_a_date_gets_the_one_that_is_given_else_its_files(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let given = put(&site, "given.html", html("en", "The pier reopens once", "", ""));
    let options = ImportOptions { date: When::parse("2024-03-05"), ..ImportOptions::default() };
    let (id, reason) = taken(&site, &given, &options);
    assert_eq!(site.found(id).published_at.unwrap().rfc3339(), "2024-03-05T03:00:00Z", "noon of the day in the publication's zone");
    assert!(reason.contains("--date"), "{reason}");
    let old = put(&site, "old.html", html("en", "The pier reopens twice", "", ""));
    let modified = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    fs::File::options().write(true).open(&old).unwrap().set_modified(modified).unwrap();
    let (id, reason) = taken(&site, &old, &ImportOptions::default());
    assert_eq!(site.found(id).published_at.unwrap().rfc3339(), "2023-11-14T22:13:20Z");
    assert!(reason.contains("2023-11-15T07:13:20+09:00"), "{reason}");
    let dated = put(&site, "dated.html", html("en", "The pier reopens thrice", &head("3"), ""));
    let (id, reason) = taken(&site, &dated, &options);
    assert_eq!((site.found(id).published_at.unwrap().rfc3339().as_str(), reason.as_str()), ("2024-03-05T00:30:00Z", "taken"));
}

fn a_page_without_a_section_goes_where_it_is_told(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let file = |n: u32| put(&site, &format!("{n}.html"), html("en", &format!("The pier reopens: part {n}"), "", ""));
    let (id, reason) = taken(&site, &file(1), &ImportOptions::default());
    assert_eq!(site.found(id).section, "news");
    assert!(reason.contains("“news”"), "{reason}");
    let options = ImportOptions { section: Some("Harbour Life".into()), ..ImportOptions::default() };
    let (id, reason) = taken(&site, &file(2), &options);
    assert_eq!(site.found(id).section, "harbour-life");
    assert!(reason.contains("“Harbour Life”"), "{reason}");
    let reserved = ImportOptions { section: Some("Search".into()), ..ImportOptions::default() };
    let (id, _) = taken(&site, &file(3), &reserved);
    assert_eq!(site.found(id).section, "search-section", "no section stands where an address begins already");
}

fn a_page_in_a_language_without_an_edition_is_marked(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let file = put(&site, "pier.html", html("de", "Der Pier ist wieder offen", &head("pier"), ""));
    let (id, reason) = taken(&site, &file, &ImportOptions::default());
    let found = site.found(id);
    assert_eq!(found.language, Language::ENGLISH);
    assert!(reason.contains("“de”") && reason.contains("“en”"), "{reason}");
    assert!(found.body.0.iter().all(|block| block.language == "de".parse().ok()));
}

fn the_language_that_is_given_is_the_edition(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let file = put(&site, "pier.html", html("en", "The pier reopens", &head("pier"), ""));
    let options = ImportOptions { language: Some(Language::KOREAN), ..ImportOptions::default() };
    let (id, _) = taken(&site, &file, &options);
    assert_eq!(site.found(id).language, Language::KOREAN);
}

fn a_picture_beside_the_page_comes_with_it_and_one_elsewhere_is_named(kind: Kind) {
    let site = TestNewsroom::new(kind);
    put(&site, "pictures/pier at dawn.bmp", testkit::bmp(800, 500));
    let beside = "<figure><img src=\"pictures/pier%20at%20dawn.bmp?w=800\" alt=\"A pier\"><figcaption>The pier on Tuesday. (Photo: Mina Seo)</figcaption></figure>";
    let elsewhere =
        "<figure><img src=\"https://elsewhere.example/i/crowd.jpg\" alt=\"A crowd\"><figcaption>People on the quay on Tuesday.</figcaption></figure>";
    let escaping = "<figure><img src=\"../masthead.db\" alt=\"Not a picture\"><figcaption>A file outside of the page's folder.</figcaption></figure>";
    let text = html("en", "The pier reopens", &head("pier"), "").replacen("</p>", &format!("</p>{beside}{elsewhere}{escaping}"), 1);
    let (id, reason) = taken(&site, &put(&site, "pier.html", text), &ImportOptions::default());
    let found = site.found(id);
    let ids: Vec<_> = found.picture.into_iter().chain(found.body.pictures()).collect();
    let pictures: Vec<_> = ids.iter().map(|id| site.newsroom.store.read(|session| session.picture(*id)).unwrap().unwrap()).collect();
    let of = |caption: &str| {
        let said = |picture: &&model::Picture| picture.captions.get(Language::ENGLISH).is_some_and(|text| text.contains(caption));
        pictures.iter().find(said).unwrap_or_else(|| panic!("{pictures:#?}"))
    };
    let pier = of("The pier on Tuesday");
    assert_eq!((pier.width, pier.height, pier.credit.as_deref()), (800, 500, Some("Mina Seo")));
    assert_eq!(pier.renditions.iter().map(|rendition| rendition.width).collect::<Vec<_>>(), [320, 768, 800]);
    for rendition in &pier.renditions {
        assert!(site.newsroom.media.path(&rendition.file).unwrap().is_file());
    }
    let crowd = of("People on the quay");
    assert_eq!((crowd.width, crowd.renditions.len()), (0, 0));
    assert_eq!(crowd.source.as_deref(), Some("https://elsewhere.example/i/crowd.jpg"));
    assert_eq!(of("outside of").renditions, [], "no file outside of the page's folder is read");
    assert!(reason.contains("2 pictures"), "{reason}");
}

fn drafts_stay_drafts_and_a_rehearsal_does_nothing(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let file = put(&site, "pier.html", html("en", "The pier reopens", &head("pier"), ""));
    let before = site.newest_change();
    let rehearsed = one(&site, &file, &ImportOptions { dry_run: true, ..ImportOptions::default() });
    assert_eq!((rehearsed.outcome, rehearsed.article), (Outcome::Taken, None));
    assert!(rehearsed.reason.contains("The pier reopens"), "{}", rehearsed.reason);
    assert_eq!(site.newsroom.store.read(|session| session.sections()).unwrap(), []);
    assert_eq!(site.told_after(before), []);
    let (id, _) = taken(&site, &file, &ImportOptions { as_drafts: true, ..ImportOptions::default() });
    assert_eq!((site.found(id).status, site.found(id).published_at), (Status::Draft, None));
    assert_eq!(testkit::published(&site.newsroom.store), []);
}

fn the_source_is_sealed_as_it_came(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let script = "<script>alert(1)</script><p onclick=\"alert(2)\">Read <a href=\"javascript:alert(3)\">more about the pier and the ferries</a> there, it is said.</p>";
    let text = html("en", "The pier reopens", &head("pier"), script);
    let (id, _) = taken(&site, &put(&site, "pier.html", &text), &ImportOptions::default());
    let sealed = site.newsroom.store.read(|session| session.sealed_source("https://elsewhere.example/pier")).unwrap().unwrap();
    assert_eq!(zstd::decode_all(&sealed[..]).unwrap(), text.as_bytes());
    let kept = format!("{:?}", site.found(id).body);
    assert!(!kept.contains("alert"), "{kept}");
    assert!(site.found(id).body.0.iter().any(|block| matches!(block.kind, Block::Paragraph { .. })));
}
