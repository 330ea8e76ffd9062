use std::fs;
use std::path::PathBuf;

use actions::{Posted, Readership, Reported, backup, comment, correct, counts, moderate, restore, set_must_reads};
use model::{Article, ArticleId, CommentState, Language, Role, Time, World};
use store::StoreError;
use testkit::{Kind, TestDatabase, TestNewsroom, on_both_databases};

on_both_databases! {
    a_backup_restored_elsewhere_is_the_same_paper
    a_backup_of_a_backup_loses_nothing
    a_backup_is_written_while_the_newsroom_works
    a_backup_overwrites_no_file
    a_restore_into_a_place_with_a_site_is_refused
    a_file_that_is_no_backup_is_refused_and_leaves_no_site
}

/// A site with something of each kind; the articles, the first public in both languages.
fn filled(kind: Kind) -> (TestNewsroom, Vec<ArticleId>) {
    let site = TestNewsroom::new(kind);
    let picture = site.picture(&[(Language::ENGLISH, "The pier"), (Language::KOREAN, "부두")], "Mina Seo");
    let english = site.article("The pier reopens").picture(picture.id).topic("Harbour").by("Mina Seo", Role::Reporter).ago(Time::DAY).write();
    let korean = site.article("부두 다시 열려").korean().telling(english).picture(picture.id).ago(Time::HOUR).write();
    let withdrawn = site.article("Taken back").write();
    actions::withdraw(&site.newsroom, withdrawn).unwrap();
    let articles = vec![english, korean, withdrawn, site.article("Later").ago(-Time::HOUR).write(), site.article("Perhaps").draft().write()];
    correct(&site.newsroom, english, model::NoteKind::Correction, "It is 430 metres long.").unwrap();
    let held = comment(&site.newsroom, &Posted { article: english, name: "Ann", text: "Held.", visitor: 1 }).unwrap();
    let public = comment(&site.newsroom, &Posted { article: english, name: "민서", text: "좋습니다.", visitor: 1 }).unwrap();
    moderate(&site.newsroom, public.id, CommentState::Approved).unwrap();
    assert_ne!(held.id, public.id);
    set_must_reads(&site.newsroom, Language::ENGLISH, &[(site.found(english).story, None)]).unwrap();
    fs::create_dir_all(site.place().theme()).unwrap();
    fs::write(site.place().theme().join("site.css"), "h1 { color: navy }").unwrap();
    let readership = Readership::start(&site.newsroom).unwrap();
    let token = readership.mint(english, Language::ENGLISH);
    let reported = |n: u8, agent| Reported {
        token: &token,
        address: [198, 51, 100, n].into(),
        user_agent: agent,
        prefetch: false,
        same_origin: true,
        reference: None,
    };
    for n in 0..9 {
        readership.read_now(&reported(n, "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0"));
        if n == 4 {
            readership.keep_house();
        }
    }
    readership.read_now(&reported(1, "Googlebot/2.1"));
    drop(readership);
    (site, articles)
}

/// Everything that a reader or an editor could find, as text.
fn told(site: &TestNewsroom, articles: &[ArticleId]) -> String {
    let found: Vec<Article> = articles.iter().map(|id| site.found(*id)).collect();
    let mut told = format!("{found:#?}");
    site.newsroom
        .store
        .read(|session| {
            told += &format!("{:#?}{:#?}", session.publication()?, session.sections()?);
            for article in &found {
                let comments: Vec<_> = session.public_comments(article.id, 99)?;
                told += &format!("{:#?}{:#?}{comments:#?}", session.revision(article.id, 1)?, session.corrections(article.id)?);
                told += &format!("{:?}{:#?}", session.words(article.id)?, session.topics(&article.topics)?);
                let people: Vec<_> = article.credits.iter().map(|credit| credit.person).collect();
                told += &format!("{:#?}", session.people(&people)?);
            }
            told += &format!("{:#?}", session.comments_in_state(CommentState::Held, 99)?);
            told += &format!("{:#?}{:#?}", session.must_reads(Language::ENGLISH)?, session.pictures_after(None, 99)?);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    for id in articles {
        told += &format!("{:#?}", counts(&site.newsroom, *id).unwrap());
    }
    for picture in site.newsroom.store.read(|session| session.pictures_after(None, 99)).unwrap() {
        for rendition in picture.renditions {
            let bytes = fs::read(site.newsroom.media.path(&rendition.file).unwrap()).unwrap();
            told += &format!("{} {}", rendition.file, model::fingerprint(&String::from_utf8_lossy(&bytes)));
        }
    }
    told + &fs::read_to_string(site.place().theme().join("site.css")).unwrap()
}

fn file(site: &TestNewsroom, name: &str) -> PathBuf {
    site.place().folder.join(name)
}

fn a_backup_restored_elsewhere_is_the_same_paper(kind: Kind) {
    let (site, articles) = filled(kind);
    let before = told(&site, &articles);
    assert!(before.contains("부두") && before.contains("views: 9"));
    let file = file(&site, "monday.tar.zst");
    backup(site.place(), &file).unwrap();
    assert_eq!(told(&site, &articles), before, "the site itself goes on as it was");
    for into in [Kind::Sqlite, Kind::Postgres] {
        let other = site.restored(into, &file);
        assert_eq!(told(&other, &articles), before);
        // What was to happen at its hour happens there too.
        other.world.pass(Time::DAY);
        assert_eq!(actions::do_what_is_due(&other.newsroom).unwrap(), 1);
        let left: Vec<_> = fs::read_dir(&other.place().folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().contains("restore")), "{left:?}");
    }
}

fn a_backup_of_a_backup_loses_nothing(kind: Kind) {
    let (site, articles) = filled(kind);
    let before = told(&site, &articles);
    backup(site.place(), &file(&site, "1")).unwrap();
    let second = site.restored(Kind::Postgres, &file(&site, "1"));
    backup(second.place(), &file(&second, "2")).unwrap();
    let third = site.restored(Kind::Sqlite, &file(&second, "2"));
    backup(third.place(), &file(&third, "3")).unwrap();
    assert_eq!(told(&site.restored(kind, &file(&third, "3")), &articles), before);
}

fn a_backup_is_written_while_the_newsroom_works(kind: Kind) {
    let (site, _) = filled(kind);
    let before = testkit::published(&site.newsroom.store).len();
    let written: Vec<_> = std::thread::scope(|scope| {
        let writer = scope.spawn(|| (0..20).map(|n| site.article(&format!("Story {n}")).write()).collect());
        backup(site.place(), &file(&site, "busy")).unwrap();
        writer.join().unwrap()
    });
    let other = site.restored(kind, &file(&site, "busy"));
    let there: Vec<_> = testkit::published(&other.newsroom.store).iter().map(|row| row.id).collect();
    let taken = written.iter().filter(|id| there.contains(id)).count();
    assert_eq!(there.len(), before + taken);
    assert!(written[..taken].iter().all(|id| there.contains(id)), "a backup is of one moment");
}

fn a_backup_overwrites_no_file(kind: Kind) {
    let (site, _) = filled(kind);
    let file = file(&site, "kept.txt");
    fs::write(&file, "mine").unwrap();
    let refused = backup(site.place(), &file).unwrap_err().to_string();
    assert!(refused.contains("kept.txt exists already"), "{refused}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    let nowhere = TestDatabase::new(kind);
    assert!(matches!(backup(&nowhere.place(), &nowhere.folder().join("b")), Err(actions::ActionError::Store(StoreError::Missing(_)))));
}

fn a_restore_into_a_place_with_a_site_is_refused(kind: Kind) {
    let (site, articles) = filled(kind);
    let before = told(&site, &articles);
    backup(site.place(), &file(&site, "b")).unwrap();
    site.article("Written since").write();
    let refused = restore(site.place(), &file(&site, "b")).unwrap_err().to_string();
    assert!(refused.contains("holds a site already"), "{refused}");
    assert_eq!(told(&site, &articles), before);
    assert_eq!(testkit::published(&site.newsroom.store).len(), 3);
}

fn a_file_that_is_no_backup_is_refused_and_leaves_no_site(kind: Kind) {
    let (site, articles) = filled(kind);
    let whole = file(&site, "whole");
    backup(site.place(), &whole).unwrap();
    let bytes = fs::read(&whole).unwrap();
    let empty = zstd::encode_all(&[0u8; 1024][..], 3).unwrap();
    let place = TestDatabase::new(kind);
    let bad = place.folder().join("bad");
    for (what, bytes) in
        [("nothing", Vec::new()), ("a text", b"dear editor".to_vec()), ("a half", bytes[..bytes.len() / 2].to_vec()), ("an empty archive", empty)]
    {
        fs::write(&bad, bytes).unwrap();
        let refused = restore(&place.place(), &bad).unwrap_err().to_string();
        assert!(refused.contains("backup of Masthead"), "{what}: {refused}");
    }
    let missing = restore(&place.place(), &place.folder().join("missing")).unwrap_err().to_string();
    assert!(missing.contains("missing"), "{missing}");
    fs::remove_file(&bad).unwrap();
    // Nothing of the attempts is in the way of the right file.
    restore(&place.place(), &whole).unwrap();
    let newsroom = actions::Newsroom::open(&place.place(), site.world.clone()).unwrap();
    let headline = newsroom.store.read(|session| session.article(articles[0])).unwrap().unwrap().headline;
    assert_eq!((headline.as_str(), newsroom.world.now()), ("The pier reopens", site.world.now()));
}
