use std::fs::File;

use actions::{ImportOptions, Outcome, page_files};
use model::Language;
use testkit::{Kind, TestNewsroom, on_both_databases};

use super::import::{head, html, one, put, take, taken};

on_both_databases! {
    what_cannot_be_read_is_refused_each_with_its_reason_and_the_others_are_taken
    a_file_over_the_limit_is_refused_without_being_read
    a_picture_that_is_none_is_left_and_the_page_is_taken
    a_page_nested_ten_thousand_deep_is_read
    a_page_in_euc_kr_is_read
    a_folder_means_the_pages_in_it
}

fn what_cannot_be_read_is_refused_each_with_its_reason_and_the_others_are_taken(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let noise: Vec<u8> = (0..20_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let folder = site.place().folder.join("incoming/a-folder");
    std::fs::create_dir_all(&folder).unwrap();
    let files = [
        put(&site, "first.html", html("en", "The pier reopens", &head("1"), "")),
        put(&site, "empty.html", ""),
        put(&site, "blank.txt", " \n\n\t"),
        put(&site, "noise.html", noise),
        folder,
        site.place().folder.join("incoming/missing.html"),
        put(&site, "bare.html", "<html><body></body></html>"),
        put(&site, "last.html", html("en", "The ferries sail again", &head("2"), "")),
    ];
    let report = take(&site, &files, &ImportOptions::default());
    assert_eq!((report.taken, report.refused), (2, 6));
    let outcomes: Vec<_> = report.items.iter().map(|item| item.outcome).collect();
    assert_eq!((outcomes[0], outcomes[7]), (Outcome::Taken, Outcome::Taken));
    for (item, says) in report.items[1..7].iter().zip(["empty", "empty", "not text", "not a file", "cannot be read", "no article"]) {
        assert_eq!((item.outcome, item.article), (Outcome::Refused, None), "{item:?}");
        assert!(item.reason.contains(says) && !item.reason.contains('\n'), "{says}: {item:?}");
    }
    assert!(report.needs_a_look());
    assert!(report.items.iter().zip(&files).all(|(item, file)| item.source == file.display().to_string()));
}

fn a_file_over_the_limit_is_refused_without_being_read(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let path = put(&site, "huge.html", "<html>");
    File::options().write(true).open(&path).unwrap().set_len(40_000_000_000).unwrap();
    let item = one(&site, &path, &ImportOptions::default());
    assert_eq!(item.outcome, Outcome::Refused);
    assert!(item.reason.contains("40000 MB") && item.reason.contains("32 MB"), "{}", item.reason);
}

fn a_picture_that_is_none_is_left_and_the_page_is_taken(kind: Kind) {
    let site = TestNewsroom::new(kind);
    put(&site, "liar.jpg", "This is a letter to the editor and no photograph.");
    let mut cut = testkit::bmp(600, 400);
    cut.truncate(30);
    put(&site, "cut.bmp", cut);
    let figure = |name: &str| format!("<figure><img src=\"{name}\" alt=\"A pier\"><figcaption>The pier on Tuesday, by {name}.</figcaption></figure>");
    let text = html("en", "The pier reopens", &head("pier"), "").replacen("</p>", &format!("</p>{}{}", figure("liar.jpg"), figure("cut.bmp")), 1);
    let (id, reason) = taken(&site, &put(&site, "pier.html", text), &ImportOptions::default());
    assert!(reason.contains("liar.jpg was left") && reason.contains("cut.bmp was left"), "{reason}");
    let found = site.found(id);
    let ids: Vec<_> = found.picture.into_iter().chain(found.body.pictures()).collect();
    let pictures = site.newsroom.store.read(|session| session.pictures(&ids)).unwrap();
    assert_eq!(pictures.len(), 2);
    assert!(pictures.iter().all(|picture| picture.renditions.is_empty()));
    assert!(!site.newsroom.media.folder().exists(), "no file was made of it");
}

fn a_page_nested_ten_thousand_deep_is_read(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let page = html("en", "The pier reopens", &head("pier"), "");
    let deep =
        page.replace("<main>", &format!("<main>{}", "<div>".repeat(10_000))).replace("</main>", &format!("{}</main>", "</div>".repeat(10_000)));
    let item = one(&site, &put(&site, "deep.html", deep), &ImportOptions::default());
    assert_eq!(item.outcome, Outcome::Taken, "{item:?}");
    assert!(site.found(item.article.unwrap()).body.to_plain().contains("fourteen months"));
    let quotes = page.replace("<p>The", &format!("{}<p>The", "<blockquote>".repeat(10_000)));
    let item = one(&site, &put(&site, "quotes.html", quotes), &ImportOptions::default());
    assert_ne!(item.outcome, Outcome::Left, "{item:?}");
}

fn a_page_in_euc_kr_is_read(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let page = html("ko", "부두가 열네 달 만에 다시 열렸다", &head("pier"), "");
    let declared = page.replace("charset=\"utf-8\"", "charset=\"euc-kr\"");
    let (bytes, _, unmapped) = encoding_rs::EUC_KR.encode(&declared);
    assert!(!unmapped);
    let (id, _) = taken(&site, &put(&site, "pier.html", &bytes), &ImportOptions::default());
    let found = site.found(id);
    assert_eq!((found.headline.as_str(), found.language), ("부두가 열네 달 만에 다시 열렸다", Language::KOREAN));
    assert!(found.body.to_plain().contains("상인 김민서 씨는"), "{}", found.body.to_plain());
    // What it calls itself need not be true.
    let (bytes, ..) = encoding_rs::EUC_KR.encode(&page);
    let lying = put(&site, "lying.html", bytes.iter().copied().collect::<Vec<u8>>());
    let item = one(&site, &lying, &ImportOptions::default());
    let text = item.article.map(|id| site.found(id).body.to_plain()).unwrap_or_default();
    assert!(item.outcome == Outcome::Refused || text.contains("상인 김민서 씨는"), "{item:?} {text}");
}

fn a_folder_means_the_pages_in_it(kind: Kind) {
    let site = TestNewsroom::new(kind);
    for (n, name) in ["b.html", "a/z.txt", "a/y.HTM", "notes.pdf", "a/c/x.xhtml"].into_iter().enumerate() {
        put(&site, name, html("en", &format!("The pier reopens: part {n}"), &head(&n.to_string()), ""));
    }
    let folder = site.place().folder.join("incoming");
    let alone = folder.join("notes.pdf");
    let files = page_files(&[folder.clone(), alone.clone(), folder.join("missing")]);
    let names = ["a/c/x.xhtml", "a/y.HTM", "a/z.txt", "b.html"].map(|name| folder.join(name));
    assert_eq!(files[..4], names);
    assert_eq!(files[4..], [alone, folder.join("missing")]);
    assert_eq!(take(&site, &files[..4], &ImportOptions::default()).taken, 4);
}
