use std::collections::BTreeMap;

use actions::{Posted, comment, withdraw};
use model::{ArticleId, Duty, Language, Role, Status, Time, World};
use testkit::{Browser, Kind, TestNewsroom, on_both_databases};

use crate::paper::{Sent, crawl, fill, sent};

on_both_databases! {
    a_site_with_hidden_stories_shows_the_same_bytes_as_one_without
    a_story_is_as_hidden_again_once_it_is_withdrawn
    who_has_no_business_with_hidden_stories_finds_none_at_the_desk
}

/// Adds what nobody may see, each with a picture, a topic, a person and a section of its own.
fn hide(site: &TestNewsroom, english: &[ArticleId], korean: &[ArticleId]) -> Vec<ArticleId> {
    let mut hidden = Vec::new();
    let only_english = *english.iter().rev().find(|id| korean.iter().all(|other| site.found(*other).story != site.found(**id).story)).unwrap();
    let alone = site.found(only_english);
    for (n, ago) in [None, Some(-Time::HOUR), Some(-30 * Time::DAY), Some(Time::HOUR)].into_iter().enumerate() {
        let picture = site.picture(&[(Language::ENGLISH, "A secret picture"), (Language::KOREAN, "비밀")], "Nobody");
        let mut stories = vec![
            site.article(&format!("The secret pier, part {n}")).section(&format!("Secret section {n}")).topic(&format!("Secret topic {n}")),
            // It has everything in common with what is public.
            site.article("The pier opens, part 0").section("City").topic("Harbour"),
        ];
        if n == 3 {
            stories.push(site.article("비밀 번역").korean().telling(only_english).section(&alone.section).topic("Harbour"));
        }
        for story in stories {
            let story = story.by(&format!("Secret Person {n}"), Role::Reporter).by("Mina Seo", Role::Editor).picture(picture.id);
            let id = match ago {
                Some(ago) => story.ago(ago).write(),
                None => story.draft().write(),
            };
            if ago.is_some_and(|ago| ago > 0) {
                withdraw(&site.newsroom, id).unwrap();
            }
            hidden.push(id);
        }
    }
    let mut chosen: Vec<_> = hidden.iter().map(|id| (site.found(*id).story, None)).filter(|(story, _)| *story != alone.story).collect();
    chosen.extend(site.newsroom.store.read(|session| session.must_reads(Language::ENGLISH)).unwrap());
    actions::set_must_reads(&site.newsroom, Language::ENGLISH, &chosen).unwrap();
    for id in &english[..3] {
        comment(&site.newsroom, &Posted { article: *id, name: "Ann", text: "Nobody has read this yet.", visitor: 1 }).unwrap();
    }
    hidden
}

/// The addresses of what is hidden, and whether it was withdrawn.
fn addresses(site: &TestNewsroom, hidden: &[ArticleId]) -> Vec<(String, bool)> {
    let mut addresses = Vec::new();
    for (n, id) in hidden.iter().enumerate() {
        let found = site.found(*id);
        let gone = found.status == Status::Withdrawn;
        addresses.push((site.path(*id), gone));
        addresses.extend(["", "/related", "/comments"].map(|rest| (format!("/api/v1/articles/{id}{rest}"), gone)));
        addresses.push((format!("/api/v1/articles?section={}", found.section), false));
        addresses.push((format!("/latest?after={}.{id}", found.published_at.map_or(0, Time::millis)), false));
        for prefix in ["", "/ko"] {
            addresses.push((format!("{prefix}/{}", if found.section.starts_with("secret") { &found.section } else { "secret" }), false));
            for rest in ["", "/feed.xml"] {
                addresses.push((format!("{prefix}/topics/secret-topic-{n}{rest}"), false));
                addresses.push((format!("{prefix}/authors/secret-person-{n}{rest}"), false));
                addresses.push((format!("{prefix}/secret-section-{n}{rest}"), false));
            }
        }
        let picture = site.newsroom.store.read(|session| session.picture(found.picture.unwrap())).unwrap().unwrap();
        addresses.extend(picture.renditions.iter().map(|rendition| (format!("/media/{}", rendition.file), false)));
    }
    addresses
}

#[track_caller]
fn compare(plain: &BTreeMap<String, Sent>, twin: &BTreeMap<String, Sent>) {
    for (path, sent) in plain {
        let other = twin.get(path).unwrap_or_else(|| panic!("{path} is missing in the twin"));
        if sent != other {
            let (one, other) = (String::from_utf8_lossy(&sent.body), String::from_utf8_lossy(&other.body));
            let differing = one.lines().zip(other.lines()).find(|(one, other)| one != other);
            panic!("{path} differs: {differing:#?} ({}, {} bytes)", one.len(), other.len());
        }
    }
    assert_eq!(plain.keys().collect::<Vec<_>>(), twin.keys().collect::<Vec<_>>());
}

fn a_site_with_hidden_stories_shows_the_same_bytes_as_one_without(kind: Kind) {
    let (plain, twin) = (TestNewsroom::new(kind), TestNewsroom::new(kind));
    let (english, korean) = fill(&plain);
    assert_eq!(fill(&twin), (english.clone(), korean.clone()), "the same chance makes the same ids");
    let hidden = hide(&twin, &english, &korean);
    let (one, other) = (Browser::open(&plain), Browser::open(&twin));
    let found = crawl(&one);
    assert!(found.len() > 250, "{} addresses", found.len());
    assert!(found.values().all(|sent| sent.status < 500));
    compare(&found, &crawl(&other));
    let mut gone = 0;
    for (path, withdrawn) in addresses(&twin, &hidden) {
        for headers in [&[][..], &[("accept-language", "ko")]] {
            let (there, here) = (other.get_with(&path, headers), one.get_with(&path, headers));
            if withdrawn {
                gone += 1;
                assert_eq!(there.status, 410, "{path}");
            } else {
                assert_eq!(sent(&there), sent(&here), "{path}");
                assert!(there.status == 404 || path.contains("?"), "{path}");
            }
        }
    }
    assert!(gone > 0);
    for id in hidden.iter().filter(|id| twin.found(**id).status != Status::Withdrawn) {
        let said = [("name", "Ann"), ("text", "I know what you hide"), ("ticket", "")];
        let post = |browser: &Browser| sent(&browser.post_form(&twin.path(*id), &said, &[]));
        assert_eq!(post(&other), post(&one));
        let json = serde_json::json!({ "name": "Ann", "text": "I know what you hide" });
        let post = |browser: &Browser| sent(&browser.post_json(&format!("/api/v1/articles/{id}/comments"), &json, &[]));
        assert_eq!(post(&other), post(&one));
    }
}

fn a_story_is_as_hidden_again_once_it_is_withdrawn(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let (english, korean) = fill(&site);
    let browser = Browser::open(&site);
    let before = crawl(&browser);
    let hidden = hide(&site, &english, &korean);
    let drafts: Vec<_> = hidden.into_iter().filter(|id| site.found(*id).status != Status::Withdrawn).collect();
    for id in &drafts {
        actions::publish_before_its_hour(&site.newsroom, *id).unwrap();
    }
    let path = site.path(drafts[0]);
    assert!(browser.page("/latest").contains("secret"));
    assert_eq!(browser.get(&path).status, 200);
    let picture = site.newsroom.store.read(|session| session.picture(site.found(drafts[0]).picture.unwrap())).unwrap().unwrap();
    let file = format!("/media/{}", picture.renditions[0].file);
    assert_eq!(browser.get(&file).status, 200);
    for id in &drafts {
        withdraw(&site.newsroom, *id).unwrap();
    }
    compare(&before, &crawl(&browser));
    assert_eq!((browser.get(&path).status, browser.get(&file).status), (410, 404));
}

/// Sections, topics and people are no secrets at the desk: whoever writes chooses from them.
fn name_what_is_hidden(site: &TestNewsroom) {
    let name = |session: &mut store::Session<'_>| -> Result<(), store::StoreError> {
        for n in 0..4 {
            actions::section_named(session, site.world.now(), &format!("Secret section {n}"), Language::ENGLISH)?;
            actions::topic_named(session, site.world.now(), &format!("Secret topic {n}"), Language::ENGLISH)?;
            actions::person_named(session, &*site.world, &format!("Secret Person {n}"), Language::ENGLISH)?;
        }
        Ok(())
    };
    site.newsroom.store.write(name).unwrap();
}

fn who_has_no_business_with_hidden_stories_finds_none_at_the_desk(kind: Kind) {
    let (plain, twin) = (TestNewsroom::new(kind), TestNewsroom::new(kind));
    let (english, korean) = fill(&plain);
    fill(&twin);
    let (one, other) = (Browser::open(&plain), Browser::open(&twin));
    let duties = [Duty::Reporter, Duty::Moderator, Duty::Administrator];
    let enter = |browser, site: &TestNewsroom| -> Vec<_> {
        name_what_is_hidden(site);
        duties.map(|duty| Browser::sign_in(browser, site, duty.word(), &[duty])).into_iter().map(|who| who.cookie).collect()
    };
    let (ours, theirs): (Vec<String>, Vec<String>) = (enter(&one, &plain), enter(&other, &twin));
    assert_eq!(ours, theirs, "the same chance makes the same secrets");
    let hidden = hide(&twin, &english, &korean);
    let articles = [english[0], *english.last().unwrap()];
    let mut compared = 0;
    for row in web::rows().iter().filter(|row| row.method == "GET") {
        // These are there to show what readers wrote, what is set, what was done, and a key that is drawn anew each time.
        if ["comments", "settings", "log", "you"].iter().any(|part| row.path.contains(part)) {
            continue;
        }
        for (article, cookie) in
            articles.iter().flat_map(|article| ours.iter().map(|cookie| cookie.as_str()).chain([""]).map(move |cookie| (article, cookie)))
        {
            let path = row.path.replace("{id}", &article.to_string()).replace("{secret}", "none").replace("{file}", "none");
            let get = |browser: &Browser| sent(&browser.get_with(&path, &[("cookie", cookie)]));
            let (here, there) = (get(&one), get(&other));
            assert_eq!(String::from_utf8_lossy(&here.body), String::from_utf8_lossy(&there.body), "{path}");
            assert_eq!(here, there, "{path}");
            compared += 1;
        }
    }
    assert!(compared > 100, "{compared} pages");
    for id in &hidden {
        for cookie in &ours {
            for rest in ["", "/preview", "/history", "/save"] {
                let path = format!("/desk/articles/{id}{rest}");
                let get = |browser: &Browser| sent(&browser.get_with(&path, &[("cookie", cookie)]));
                assert_eq!(get(&one), get(&other), "{path}: what is hidden is as if it were not there");
            }
        }
    }
}
