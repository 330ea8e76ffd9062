use actions::{ActionError, correct, do_what_is_due, edit, publish, schedule, set_must_reads, withdraw};
use model::{ArticleId, Language, Role, Status, StoryId, Time, World};
use store::{Change, Cursor};
use testkit::{Kind, TestNewsroom, on_both_databases};

on_both_databases! {
    an_embargoed_story_stays_hidden_until_its_hour
    a_scheduled_article_that_is_withdrawn_is_never_published
    an_hour_that_is_moved_replaces_the_first
    an_article_that_is_late_carries_the_hour_it_was_scheduled_for
    a_draft_is_nobodys_business
    every_edit_is_a_revision
    an_article_that_was_withdrawn_can_come_back_and_keeps_its_hour
    a_correction_is_told_beside_the_article
    a_story_moves_to_another_section_with_all_its_articles
    a_story_is_told_once_in_a_language
    an_article_without_a_headline_or_an_edition_is_refused
    two_articles_of_one_headline_have_two_addresses
    the_editors_order_is_kept_and_told
    what_is_not_there_cannot_be_published
    a_picture_is_kept_in_every_width_with_its_record
}

fn headlines(site: &TestNewsroom, language: Language) -> Vec<String> {
    let places = site.newsroom.store.read(|session| session.newest(language, Cursor::START, 100)).unwrap();
    places.iter().map(|place| site.found(place.id).headline).collect()
}

fn told_of(site: &TestNewsroom, number: i64, id: ArticleId) -> usize {
    site.told_after(number).iter().filter(|change| matches!(change, Change::Article { article, .. } if *article == id)).count()
}

fn an_embargoed_story_stays_hidden_until_its_hour(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let before = site.newest_change();
    let id = site.article("The pier reopens").ago(-2 * Time::HOUR).write();
    let hour = site.found(id).published_at.unwrap();
    assert_eq!(site.found(id).status, Status::Scheduled);
    site.world.pass(2 * Time::HOUR - 1);
    assert_eq!(do_what_is_due(&site.newsroom).unwrap(), 0);
    assert!(headlines(&site, Language::ENGLISH).is_empty());
    assert_eq!(told_of(&site, before, id), 0);
    site.world.pass(1);
    assert_eq!(do_what_is_due(&site.newsroom).unwrap(), 1);
    assert_eq!(do_what_is_due(&site.newsroom).unwrap(), 0, "what is done is done once");
    assert_eq!(headlines(&site, Language::ENGLISH), ["The pier reopens"]);
    assert_eq!(told_of(&site, before, id), 1);
    let found = site.found(id);
    assert_eq!((found.status, found.published_at), (Status::Published, Some(hour)));
}

fn a_scheduled_article_that_is_withdrawn_is_never_published(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let id = site.article("Too soon").ago(-Time::HOUR).write();
    withdraw(&site.newsroom, id).unwrap();
    site.world.pass(Time::DAY);
    assert_eq!(do_what_is_due(&site.newsroom).unwrap(), 0);
    assert_eq!(site.found(id).status, Status::Withdrawn);
}

fn an_hour_that_is_moved_replaces_the_first(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let id = site.article("The vote").draft().write();
    let now = site.world.now();
    schedule(&site.newsroom, id, now.plus(Time::HOUR)).unwrap();
    schedule(&site.newsroom, id, now.plus(3 * Time::HOUR)).unwrap();
    site.world.pass(2 * Time::HOUR);
    assert_eq!(do_what_is_due(&site.newsroom).unwrap(), 0);
    site.world.pass(2 * Time::HOUR);
    assert_eq!(do_what_is_due(&site.newsroom).unwrap(), 1);
    assert_eq!(site.found(id).published_at, Some(now.plus(3 * Time::HOUR)));
    assert!(matches!(schedule(&site.newsroom, id, now.plus(Time::DAY)), Err(ActionError::Refused(_))), "it is public already");
    let other = site.article("The count").draft().write();
    assert!(matches!(schedule(&site.newsroom, other, now), Err(ActionError::Field { .. })), "a wrong month publishes nothing");
    assert_eq!(site.found(other).status, Status::Draft);
    schedule(&site.newsroom, other, site.world.now().plus(-20 * Time::SECOND)).unwrap();
    assert_eq!(site.found(other).status, Status::Published, "an hour that has just come is now");
}

fn an_article_that_is_late_carries_the_hour_it_was_scheduled_for(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let ids: Vec<_> = (1..=60).map(|n| site.article(&format!("Notice {n}")).ago(-n * Time::MINUTE).write()).collect();
    let start = site.world.now();
    site.world.pass(Time::DAY);
    let mut done = 0;
    while let tasks @ 1.. = do_what_is_due(&site.newsroom).unwrap() {
        done += tasks;
    }
    assert_eq!(done, 60);
    for (n, id) in (1..).zip(ids) {
        let found = site.found(id);
        assert_eq!(found.published_at, Some(start.plus(n * Time::MINUTE)));
        assert_eq!(found.updated_at, start.plus(n * Time::MINUTE), "nothing was changed in it since");
    }
}

fn a_draft_is_nobodys_business(kind: Kind) {
    let site = TestNewsroom::new(kind);
    site.article("Something public").write();
    let before = site.newest_change();
    let id = site.article("Not yet").draft().write();
    edit(&site.newsroom, id, &site.article("Not quite yet").made()).unwrap();
    assert_eq!(site.told_after(before), []);
    assert_eq!(headlines(&site, Language::ENGLISH), ["Something public"]);
    publish(&site.newsroom, id).unwrap();
    publish(&site.newsroom, id).unwrap();
    assert_eq!(told_of(&site, before, id), 1, "publishing twice is publishing once");
}

fn every_edit_is_a_revision(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let id = site.article("The bridge opens").body(&["It is open."]).write();
    let first = site.found(id);
    site.world.pass(Time::HOUR);
    let draft = site.article("The bridge is open").body(&["It is open.", "It was closed."]).made();
    edit(&site.newsroom, id, &draft).unwrap();
    let second = site.found(id);
    assert_eq!((second.revision, second.headline.as_str()), (first.revision + 1, "The bridge is open"));
    assert_eq!((&second.slug, second.published_at), (&first.slug, first.published_at), "its address and hour stay");
    assert_eq!(second.updated_at, site.world.now());
    edit(&site.newsroom, id, &store::ArticleDraft::from(&second)).unwrap();
    assert_eq!(site.found(id).revision, second.revision, "a save without a change is none");
    let revision = |number| site.newsroom.store.read(|session| session.revision(id, number)).unwrap();
    assert_eq!(revision(1).unwrap().headline, "The bridge opens");
    assert_eq!(revision(2).unwrap().body.to_plain(), "It is open.\nIt was closed.");
    assert_eq!(revision(3), None);
}

fn an_article_that_was_withdrawn_can_come_back_and_keeps_its_hour(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let id = site.article("The raid").write();
    let hour = site.world.now();
    site.world.pass(Time::HOUR);
    let before = site.newest_change();
    withdraw(&site.newsroom, id).unwrap();
    withdraw(&site.newsroom, id).unwrap();
    assert_eq!(told_of(&site, before, id), 1);
    assert!(headlines(&site, Language::ENGLISH).is_empty());
    assert!(testkit::published(&site.newsroom.store).is_empty());
    publish(&site.newsroom, id).unwrap();
    assert_eq!(site.found(id).published_at, Some(hour));
    assert_eq!(headlines(&site, Language::ENGLISH), ["The raid"]);
}

fn a_correction_is_told_beside_the_article(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let id = site.article("The pier is 450 metres long").write();
    site.world.pass(Time::HOUR);
    correct(&site.newsroom, id, model::NoteKind::Correction, " It is \n 430 metres. ").unwrap();
    assert!(matches!(correct(&site.newsroom, id, model::NoteKind::Correction, " \u{200b}"), Err(ActionError::Refused(_))));
    let draft = site.article("The pier is closed").draft().write();
    assert!(matches!(correct(&site.newsroom, draft, model::NoteKind::Correction, "It is open."), Err(ActionError::Refused(_))), "nobody has read it");
    let corrections = site.newsroom.store.read(|session| session.corrections(id)).unwrap();
    assert_eq!(corrections.len(), 1);
    assert_eq!((corrections[0].text.as_str(), corrections[0].at), ("It is 430 metres.", site.world.now()));
    assert_eq!((site.found(id).updated_at, site.found(id).revision), (site.world.now(), 2));
}

fn a_story_moves_to_another_section_with_all_its_articles(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let english = site.article("The harbour").section("City").write();
    let korean = site.article("항구").section("City").korean().telling(english).write();
    let before = site.newest_change();
    let moved = store::ArticleDraft { section: site.article("x").section("World").made().section, ..(&site.found(english)).into() };
    edit(&site.newsroom, english, &moved).unwrap();
    assert_eq!((site.found(english).section.as_str(), site.found(korean).section.as_str()), ("world", "world"));
    assert_eq!(told_of(&site, before, korean), 1, "the sister's pages lead elsewhere now");
    let listed = site.newsroom.store.read(|session| session.newest_in_section(Language::KOREAN, "city", Cursor::START, 9)).unwrap();
    assert!(listed.is_empty());
}

fn a_story_is_told_once_in_a_language(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let id = site.article("The strike").write();
    let refused = site.article("The strike again").telling(id).try_write().unwrap_err();
    assert!(refused.to_string().contains(&id.to_string()), "{refused}");
    site.article("파업").korean().telling(id).write();
}

fn an_article_without_a_headline_or_an_edition_is_refused(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let refused = site.article(" \u{200b}\n").try_write().unwrap_err();
    assert!(matches!(&refused, ActionError::Refused(why) if why.contains("headline")), "{refused}");
    let draft = site.article("Ein Artikel").made();
    let german = actions::NewArticle { story: None, language: "de".parse().unwrap(), slug: None, draft, published_at: None };
    let refused = actions::write(&site.newsroom, &german).unwrap_err();
    assert!(matches!(&refused, ActionError::Refused(why) if why.contains("de")), "{refused}");
    assert_eq!(testkit::published(&site.newsroom.store), []);
}

fn two_articles_of_one_headline_have_two_addresses(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let slugs: Vec<_> = [
        site.article("Weather").by("Mina Seo", Role::Reporter),
        site.article("Weather!").by("Mina Seo", Role::Editor),
        site.article("Weather").korean(),
    ]
    .map(|story| site.found(story.write()).slug)
    .into();
    assert_eq!(slugs, ["weather", "weather-2", "weather"]);
    let people = site.newsroom.store.read(|session| session.person_by_slug("mina-seo-2")).unwrap();
    assert_eq!(people, None, "one name is one person");
}

fn the_editors_order_is_kept_and_told(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let stories: Vec<StoryId> = ["One", "Two"].map(|headline| site.found(site.article(headline).write()).story).into();
    let ends = site.world.now().plus(Time::DAY);
    let before = site.newest_change();
    set_must_reads(&site.newsroom, Language::ENGLISH, &[(stories[1], None), (stories[0], Some(ends))]).unwrap();
    assert_eq!(site.told_after(before), [Change::MustReads { language: Language::ENGLISH }]);
    let kept = site.newsroom.store.read(|session| session.must_reads(Language::ENGLISH)).unwrap();
    assert_eq!(kept, [(stories[1], None), (stories[0], Some(ends))]);
    assert_eq!(site.newsroom.store.read(|session| session.must_reads(Language::KOREAN)).unwrap(), []);
}

fn what_is_not_there_cannot_be_published(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let nobody = ArticleId::from_bits(7);
    let draft = site.article("x").made();
    for result in [
        publish(&site.newsroom, nobody),
        withdraw(&site.newsroom, nobody),
        correct(&site.newsroom, nobody, model::NoteKind::Correction, "It was right."),
        edit(&site.newsroom, nobody, &draft),
        schedule(&site.newsroom, nobody, Time::FAR),
    ] {
        let error = result.unwrap_err();
        assert!(matches!(&error, ActionError::Missing(why) if why.contains(&nobody.to_string())), "{error}");
    }
}

fn a_picture_is_kept_in_every_width_with_its_record(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let file = pictures::prepare(&testkit::bmp(1000, 600), &pictures::WIDTHS).unwrap();
    let notes = actions::PictureNotes { credit: Some("Yonhap".into()), ..Default::default() };
    let keep = |session: &mut store::Session<'_>| actions::keep_picture(&site.newsroom, session, Some(&file), notes.clone());
    let kept = site.newsroom.store.write(keep).unwrap();
    assert_eq!((kept.width, kept.height, kept.credit.as_deref()), (1000, 600, Some("Yonhap")));
    assert_eq!(kept.renditions.iter().map(|rendition| rendition.width).collect::<Vec<_>>(), [320, 768, 1000]);
    for rendition in &kept.renditions {
        let bytes = std::fs::read(site.newsroom.media.path(&rendition.file).unwrap()).unwrap();
        assert!(bytes.starts_with(b"RIFF") && bytes.len() as u64 == rendition.bytes);
    }
    assert_eq!(site.newsroom.store.read(|session| session.picture(kept.id)).unwrap(), Some(kept));
    let alone = site.newsroom.store.write(|session| actions::keep_picture(&site.newsroom, session, None, notes.clone())).unwrap();
    assert_eq!((alone.width, alone.renditions.len()), (0, 0), "a record can stand without a file");
}
