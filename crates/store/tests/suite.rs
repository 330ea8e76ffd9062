//! What the store promises, on SQLite and on PostgreSQL alike.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

use model::{
    Article, ArticleId, Block, Body, ByLanguage, Comment, CommentId, CommentState, Correction, Credit, Language, ListLengths, Person, PersonId,
    Picture, Publication, Role, Section, SlugStyle, Status, StoryId, Time, Topic, World, Zone,
};
use store::{Batch, Change, CountSums, Cursor, Database, Depth, DueTask, ImportItem, NewComment, SaltRow, Shares, Store, StoreError};
use testkit::{Kind, TestDatabase, TestWorld, on_both_databases};

on_both_databases! {
    what_was_kept_is_found_again
    a_publication_keeps_its_settings
    a_withdrawn_article_is_in_no_listing
    listings_go_on_where_they_stopped
    an_old_slug_still_leads_to_its_article
    a_section_lists_its_own_edition_alone
    people_are_found_by_any_of_their_names
    the_outbox_is_in_commit_order
    writers_at_the_same_time_lose_no_change
    a_failed_transaction_leaves_nothing
    a_task_is_taken_once_and_not_before_its_hour
    a_double_submit_is_one_comment
    a_held_comment_is_not_public
    batches_are_folded_into_exact_sums
    a_day_has_one_salt_and_old_ones_are_destroyed
    turns_from_one_article_to_another_add_up_until_nobody_makes_them
    an_item_is_known_again_by_its_identity
    related_stories_are_found_by_topic_person_word_and_section
    must_reads_keep_their_order
    every_published_article_stands_in_one_part_of_its_month
    a_map_names_a_storys_published_articles_alone
    a_copy_has_everything_and_can_be_restored_into_either_database
    a_newer_site_is_refused_with_a_sentence
    a_second_site_in_the_same_place_is_refused
    every_migration_meets_the_rows_of_the_one_before
    a_site_of_any_version_before_can_be_copied_and_the_copy_brought_up_to_date
    an_article_is_found_by_words_that_stay_the_same
    a_long_article_of_before_is_expected_to_take_long
    text_of_any_script_survives
    a_zero_character_troubles_neither_database
}

struct Site {
    store: Store,
    world: TestWorld,
    _place: TestDatabase,
}

fn site(kind: Kind) -> Site {
    let place = TestDatabase::new(kind);
    let store = place.create();
    let publication = Publication {
        titles: ByLanguage::one(Language::ENGLISH, "The Test".to_owned()),
        mottos: ByLanguage::default(),
        address: "https://news.example.org".to_owned(),
        zone: Zone::utc(),
        languages: vec![Language::ENGLISH, Language::KOREAN],
        imprint: Default::default(),
        slugs: SlugStyle::Unicode,
        lists: ListLengths::default(),
        pages: Default::default(),
        house_pages: Vec::new(),
    };
    store
        .write(|session| {
            session.set_publication(&publication)?;
            for (position, slug) in ["news", "sports"].into_iter().enumerate() {
                session.set_section(&Section {
                    slug: slug.into(),
                    titles: ByLanguage::one(Language::ENGLISH, slug.into()),
                    position: position as i64,
                    menu: true,
                })?;
            }
            session.set_topic(&Topic { slug: "harbour".into(), titles: ByLanguage::one(Language::ENGLISH, "Harbour".into()) })
        })
        .unwrap();
    Site { store, world: TestWorld::default(), _place: place }
}

fn article(site: &Site, language: Language, slug: &str, published: Option<i64>) -> Article {
    let now = site.world.now();
    Article {
        id: site.world.article_id(),
        story: site.world.story_id(),
        language,
        section: "news".into(),
        slug: slug.into(),
        status: if published.is_some() { Status::Published } else { Status::Draft },
        headline: format!("Headline of {slug}"),
        deck: vec!["“A line”".into()],
        body: Body(vec![Block::paragraph("It stands.")]),
        credits: Vec::new(),
        contact: Some("desk@example.org".into()),
        picture: None,
        topics: Vec::new(),
        made_from: None,
        original_url: Some("https://elsewhere.example/1".into()),
        published_at: published.map(|ago| now.plus(-ago)),
        updated_at: now,
        revision: 1,
    }
}

fn keep(site: &Site, article: &Article) {
    site.store.write(|session| session.set_article(article)).unwrap();
}

fn person(site: &Site, slug: &str, names: &[(Language, &str)]) -> Person {
    Person {
        id: site.world.person_id(),
        slug: slug.into(),
        names: names.iter().map(|(language, name)| (*language, (*name).to_owned())).collect(),
        about: ByLanguage::default(),
        contact: None,
    }
}

fn what_was_kept_is_found_again(kind: Kind) {
    let site = site(kind);
    let reporter = person(&site, "mina-seo", &[(Language::ENGLISH, "Mina Seo")]);
    let picture = Picture {
        id: site.world.picture_id(),
        width: 0,
        height: 0,
        captions: ByLanguage::one(Language::KOREAN, "부두".into()),
        alts: ByLanguage::default(),
        rights: Some("Once, in print".into()),
        credit: Some("Yonhap".into()),
        source: None,
        focus: None,
        renditions: Vec::new(),
    };
    let mut kept = article(&site, Language::ENGLISH, "the-pier", Some(1000));
    kept.credits = vec![Credit { person: reporter.id, role: Role::Reporter }, Credit { person: reporter.id, role: Role::Photographer }];
    kept.picture = Some(picture.id);
    kept.topics = vec!["harbour".into()];
    let correction = Correction { article: kept.id, kind: model::NoteKind::Reply, at: site.world.now(), text: "It is 430 metres.".into() };
    site.store
        .write(|session| {
            session.set_person(&reporter)?;
            session.set_picture(&picture, site.world.now())?;
            session.set_article(&kept)?;
            session.add_correction(&correction)
        })
        .unwrap();
    site.store
        .read(|session| {
            assert_eq!(session.article(kept.id)?.as_ref(), Some(&kept));
            assert_eq!(session.picture(picture.id)?.as_ref(), Some(&picture));
            assert_eq!(session.people(&[reporter.id])?, std::slice::from_ref(&reporter));
            assert_eq!(session.corrections(kept.id)?, std::slice::from_ref(&correction));
            assert_eq!(session.articles_of_story(kept.story)?, [(kept.id, Language::ENGLISH, Status::Published)]);
            assert_eq!(session.revision(kept.id, 1)?.unwrap().headline, kept.headline);
            assert!(session.is_credited(reporter.id, Language::ENGLISH)? && !session.is_credited(reporter.id, Language::KOREAN)?);
            assert_eq!(session.article(ArticleId::from_bits(5))?, None);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn a_publication_keeps_its_settings(kind: Kind) {
    let site = site(kind);
    let mut publication = site.store.read(|session| session.publication()).unwrap();
    publication.imprint.registration = Some("해밀 아00001".into());
    publication.zone = "Asia/Seoul".parse().unwrap();
    site.store.write(|session| session.set_publication(&publication)).unwrap();
    assert_eq!(site.store.read(|session| session.publication()).unwrap(), publication);
    let sections = site.store.read(|session| session.sections()).unwrap();
    assert_eq!(sections.iter().map(|section| section.slug.as_str()).collect::<Vec<_>>(), ["news", "sports"]);
}

fn a_withdrawn_article_is_in_no_listing(kind: Kind) {
    let site = site(kind);
    let mut gone = article(&site, Language::ENGLISH, "gone", Some(1000));
    gone.topics = vec!["harbour".into()];
    keep(&site, &gone);
    let listed = |site: &Site| {
        site.store
            .read(|session| {
                Ok::<_, StoreError>([
                    session.newest(Language::ENGLISH, Cursor::START, 9)?.len(),
                    session.newest_in_section(Language::ENGLISH, "news", Cursor::START, 9)?.len(),
                    session.newest_on_topic(Language::ENGLISH, "harbour", Cursor::START, 9)?.len(),
                    session.cards(&[gone.id])?.len(),
                    session.newest_published(Language::ENGLISH, 9)?.len(),
                    session.topics_in_use(Language::ENGLISH)?.len(),
                ])
            })
            .unwrap()
    };
    assert_eq!(listed(&site), [1; 6]);
    gone.status = Status::Withdrawn;
    gone.revision = 2;
    keep(&site, &gone);
    assert_eq!(listed(&site), [0; 6]);
}

fn listings_go_on_where_they_stopped(kind: Kind) {
    let site = site(kind);
    for number in 0..7 {
        // Two of them in the same millisecond, so that the order needs the id too.
        keep(&site, &article(&site, Language::ENGLISH, &format!("n{number}"), Some(number / 2 * 1000)));
    }
    let all = site.store.read(|session| session.newest(Language::ENGLISH, Cursor::START, 100)).unwrap();
    assert_eq!(all.len(), 7);
    assert!(all.is_sorted_by(|a, b| (a.published_at, a.id) > (b.published_at, b.id)));
    let mut paged = Vec::new();
    let mut after = Cursor::START;
    loop {
        let page = site.store.read(|session| session.newest(Language::ENGLISH, after, 2)).unwrap();
        let Some(last) = page.last() else { break };
        after = *last;
        paged.extend(page);
    }
    assert_eq!(paged, all);
}

fn an_old_slug_still_leads_to_its_article(kind: Kind) {
    let site = site(kind);
    let mut renamed = article(&site, Language::KOREAN, "옛-이름", Some(10));
    keep(&site, &renamed);
    renamed.slug = "새-이름".into();
    renamed.revision = 2;
    keep(&site, &renamed);
    site.store
        .read(|session| {
            assert_eq!(session.article_by_slug(Language::KOREAN, "옛-이름")?.as_ref(), Some(&renamed));
            assert!(session.slug_is_taken(Language::KOREAN, "옛-이름")?);
            assert!(!session.slug_is_taken(Language::ENGLISH, "옛-이름")?, "a slug is unique in its edition alone");
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn a_section_lists_its_own_edition_alone(kind: Kind) {
    let site = site(kind);
    keep(&site, &article(&site, Language::ENGLISH, "a", Some(1)));
    let korean = article(&site, Language::KOREAN, "a", Some(1));
    keep(&site, &korean);
    let places = site.store.read(|session| session.newest_in_section(Language::KOREAN, "news", Cursor::START, 9)).unwrap();
    assert_eq!(places.iter().map(|place| place.id).collect::<Vec<_>>(), [korean.id]);
}

fn people_are_found_by_any_of_their_names(kind: Kind) {
    let site = site(kind);
    let mut mina = person(&site, "mina-seo", &[(Language::ENGLISH, "Mina Seo"), (Language::KOREAN, "서민아")]);
    site.store.write(|session| session.set_person(&mina)).unwrap();
    let found = |name: &str| site.store.read(|session| session.person_by_name(name)).unwrap();
    assert_eq!(found("서민아").as_ref(), Some(&mina));
    mina.names.set(Language::ENGLISH, "Mina Suh".into());
    site.store.write(|session| session.set_person(&mina)).unwrap();
    assert_eq!(found("Mina Suh").as_ref(), Some(&mina));
    assert_eq!(found("Mina Seo"), None);
}

fn change(number: u64) -> Change {
    Change::Comments { article: ArticleId::from_bits(number) }
}

fn the_outbox_is_in_commit_order(kind: Kind) {
    let site = site(kind);
    for number in 1..=5 {
        site.store.write(|session| session.tell(site.world.now(), &change(number))).unwrap();
    }
    site.store
        .read(|session| {
            let all = session.changes_after(0, 100)?;
            assert_eq!(all.iter().map(|told| told.change.clone()).collect::<Vec<_>>(), (1..=5).map(change).collect::<Vec<_>>());
            let rest = session.changes_after(all[2].number, 100)?;
            assert_eq!(rest, all[3..]);
            assert_eq!(session.newest_change()?, all[4].number);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn writers_at_the_same_time_lose_no_change(kind: Kind) {
    let site = site(kind);
    // A second store is what a second process would be: it shares nothing with the first but the database.
    let other = Store::open(site.store.database()).unwrap();
    std::thread::scope(|scope| {
        for (writer, store) in [&site.store, &other, &site.store, &other].into_iter().enumerate() {
            scope.spawn(move || {
                for number in 0..25 {
                    store.write(|session| session.tell(Time::from_millis(0), &change((writer * 100 + number) as u64))).unwrap();
                }
            });
        }
    });
    let changes = site.store.read(|session| session.changes_after(0, 1000)).unwrap();
    assert_eq!(changes.len(), 100);
    assert!(changes.is_sorted_by(|a, b| a.number < b.number));
}

fn a_failed_transaction_leaves_nothing(kind: Kind) {
    let site = site(kind);
    let result = site.store.write(|session| {
        session.tell(site.world.now(), &change(1))?;
        Err::<(), _>(StoreError::Damaged("on purpose".into()))
    });
    assert!(result.is_err());
    assert_eq!(site.store.read(|session| session.newest_change()).unwrap(), 0);
    site.store.write(|session| session.tell(site.world.now(), &change(2))).unwrap();
}

fn a_task_is_taken_once_and_not_before_its_hour(kind: Kind) {
    let site = site(kind);
    let now = site.world.now();
    let task = DueTask::Publish { article: ArticleId::from_bits(7) };
    site.store.write(|session| session.enqueue(1, now.plus(1000), &task)).unwrap();
    assert_eq!(site.store.write(|session| session.take_due(now, 9)).unwrap(), []);
    assert!(!site.store.read(|session| session.anything_due(now)).unwrap());
    assert_eq!(site.store.write(|session| session.take_due(now.plus(1000), 9)).unwrap(), [(now.plus(1000), task)]);
    assert_eq!(site.store.write(|session| session.take_due(now.plus(1000), 9)).unwrap(), []);
}

fn comment(site: &Site, article: ArticleId, state: CommentState) -> Comment {
    Comment {
        id: site.world.comment_id(), article, name: "독자".into(), text: "잘 읽었습니다.\n둘째 줄".into(), at: site.world.now(), state
    }
}

fn a_double_submit_is_one_comment(kind: Kind) {
    let site = site(kind);
    let under = article(&site, Language::ENGLISH, "a", Some(1));
    keep(&site, &under);
    let first = NewComment { comment: comment(&site, under.id, CommentState::Held), ticket: "one".into() };
    let second = NewComment { comment: comment(&site, under.id, CommentState::Held), ticket: "one".into() };
    assert!(site.store.write(|session| session.add_comment(&first)).unwrap());
    assert!(!site.store.write(|session| session.add_comment(&second)).unwrap());
    assert_eq!(site.store.read(|session| session.comment_by_ticket("one")).unwrap(), Some(first.comment));
}

fn a_held_comment_is_not_public(kind: Kind) {
    let site = site(kind);
    let under = article(&site, Language::ENGLISH, "a", Some(1));
    keep(&site, &under);
    let held = comment(&site, under.id, CommentState::Held);
    site.store.write(|session| session.add_comment(&NewComment { comment: held.clone(), ticket: "t".into() })).unwrap();
    let counted = || {
        site.store
            .read(|session| Ok::<_, StoreError>((session.count_public_comments(under.id)?, session.public_comments(under.id, 9)?.len())))
            .unwrap()
    };
    assert_eq!(counted(), (0, 0));
    let queue = site.store.read(|session| session.comments_in_state(CommentState::Held, 9)).unwrap();
    assert_eq!((queue[0].comment.clone(), queue[0].headline.as_str()), (held.clone(), "Headline of a"));
    site.store.write(|session| session.set_comment_state(held.id, CommentState::Approved)).unwrap();
    assert_eq!(counted(), (1, 1));
    assert_eq!(site.store.read(|session| session.comment(CommentId::from_bits(3))).unwrap(), None);
}

fn batches_are_folded_into_exact_sums(kind: Kind) {
    let site = site(kind);
    let pier = ArticleId::from_bits(31);
    let batch = |number| Batch { node: 7, number, minute: 120, views: vec![1, 2], refusals: vec![], depths: (number > 1).then(|| vec![3]) };
    for number in 1..=3 {
        site.store.write_counts(|session| session.append_batch(&batch(number))).unwrap();
    }
    let quay = ArticleId::from_bits(32);
    let deep = |seconds| Depth { seconds, reports: 3 };
    let sums = CountSums {
        views: vec![(120, pier, 5), (61, pier, 2)],
        depths: vec![(2, pier, deep(50)), (1, quay, deep(9))],
        refused: vec![(0, pier, "robot".into(), 4)],
    };
    for fold in [[(7, 1)].as_slice(), &[(7, 2)]] {
        site.store.write_counts(|session| session.fold(fold, &sums)).unwrap();
    }
    site.store
        .read_counts(|session| {
            assert_eq!(session.batches()?, [batch(3)]);
            let (mut totals, mut hours, mut minutes) = (Vec::new(), Vec::new(), Vec::new());
            session.totals(|article, views| totals.push((article, views)))?;
            totals.sort_unstable();
            assert_eq!(totals, [(pier, 14), (quay, 0)]);
            assert_eq!(session.total(pier)?, (14, Depth { seconds: 100, reports: 6 }));
            assert_eq!(session.total(quay)?, (0, Depth { seconds: 18, reports: 6 }));
            assert_eq!(session.total(ArticleId::from_bits(33))?, (0, Depth::default()));
            session.hours_from(2, |row| hours.push(row))?;
            assert_eq!(hours, [(2, pier, 10, 100)]);
            session.hours_from(1, |row| hours.push(row))?;
            assert!(hours.contains(&(1, quay, 0, 18)));
            session.minutes_from(0, |(_, _, views)| minutes.push(views))?;
            assert_eq!(minutes.iter().sum::<u64>(), 14);
            assert_eq!(session.refusals(Some(pier))?, [("robot".to_owned(), 8)]);
            assert_eq!(session.refusals(None)?, [("robot".to_owned(), 8)]);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn a_day_has_one_salt_and_old_ones_are_destroyed(kind: Kind) {
    let site = site(kind);
    let today = site.world.now().millis().div_euclid(Time::DAY);
    for (day, byte) in [(today - 2, 1), (today - 1, 2), (today, 3), (today, 4)] {
        site.store.write_counts(|session| session.add_salt(&SaltRow { day, secret: vec![byte; 32] })).unwrap();
    }
    site.store.write_counts(|session| session.forget_old_counts(site.world.now())).unwrap();
    let salts = site.store.read_counts(|session| session.salts()).unwrap();
    assert_eq!(salts.iter().map(|salt| (salt.day, salt.secret[0])).collect::<Vec<_>>(), [(today - 1, 2), (today, 3)]);
}

fn turns_from_one_article_to_another_add_up_until_nobody_makes_them(kind: Kind) {
    let site = site(kind);
    let [pier, crane, auction] = [31, 33, 35].map(ArticleId::from_bits);
    let today = site.world.now();
    let later = today.plus(366 * Time::DAY);
    let write = |turns: &[(ArticleId, ArticleId, u64)], now: Time| site.store.write_counts(|session| session.add_turns(turns, now)).unwrap();
    let turns = || site.store.read_counts(|session| session.turns_from(pier)).unwrap();
    write(&[(pier, crane, 5), (pier, auction, 7), (crane, pier, 9)], today);
    write(&[(pier, crane, 6)], today.plus(Time::DAY));
    assert_eq!(turns(), [(crane, 11), (auction, 7)]);
    site.store.write_counts(|session| session.forget_old_counts(later)).unwrap();
    assert_eq!(turns(), [(crane, 11)]);
}

fn an_item_is_known_again_by_its_identity(kind: Kind) {
    let site = site(kind);
    let became = article(&site, Language::ENGLISH, "a", Some(1));
    keep(&site, &became);
    let item = ImportItem {
        identity: "https://elsewhere.example/1".into(),
        article: became.id,
        revision: 1,
        source: "page.html".into(),
        hash: "00ff".into(),
        sealed: vec![1, 2, 3],
        at: site.world.now(),
    };
    site.store.write(|session| session.set_import_item(&item)).unwrap();
    site.store
        .read(|session| {
            assert_eq!(session.import_item(&item.identity)?, Some(ImportItem { sealed: Vec::new(), ..item.clone() }));
            assert_eq!(session.sealed_source(&item.identity)?, Some(vec![1, 2, 3]));
            assert_eq!(session.import_item("hash:1")?, None);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn related_stories_are_found_by_topic_person_word_and_section(kind: Kind) {
    let site = site(kind);
    let reporter = person(&site, "r", &[(Language::ENGLISH, "R")]);
    let four = ["harbour", "fish", "quay", "tide"].map(str::to_owned);
    site.store
        .write(|session| {
            four.iter().try_for_each(|slug| session.set_topic(&Topic { slug: slug.clone(), titles: ByLanguage::default() }))?;
            session.set_person(&reporter)
        })
        .unwrap();
    let make = |slug: &str, section: &str, change: &dyn Fn(&mut Article)| {
        let mut made = article(&site, Language::ENGLISH, slug, Some(1));
        made.section = section.into();
        change(&mut made);
        keep(&site, &made);
        made
    };
    let credit = Credit { person: reporter.id, role: Role::Reporter };
    let own = make("own", "news", &|own| {
        own.topics = vec!["harbour".into()];
        own.credits = vec![credit];
    });
    let by_topic = make("topic", "sports", &|other| other.topics = four.to_vec());
    let by_person = make("person", "sports", &|other| other.credits = vec![credit]);
    let by_word = make("word", "sports", &|_| {});
    let by_section = make("section", "news", &|_| {});
    let draft = make("draft", "news", &|other| {
        other.status = Status::Draft;
        other.topics = vec!["harbour".into()];
    });
    make("neither", "sports", &|_| {});
    let words = [("pier".to_owned(), 2.0)];
    site.store
        .write(|session| {
            session.set_words(&own, &words)?;
            session.set_words(&by_word, &[("pier".into(), 1.0)])
        })
        .unwrap();
    site.store
        .read(|session| {
            let compared = session.compared(&[own.id])?;
            let found: Vec<_> = session.kin(&compared[0], 8)?.iter().map(|kin| (kin.article, kin.shares)).collect();
            let word = Shares::Word { at: 0, weight: 1.0 };
            assert_eq!(
                found,
                [
                    (by_topic.id, Shares::Topic { weight: 0.5 }),
                    (by_person.id, Shares::Person { weight: 1.0 }),
                    (by_word.id, word),
                    (by_section.id, Shares::Section)
                ]
            );
            assert_eq!((&compared[0].topics[..], &compared[0].people[..]), (&["harbour".to_owned()][..], &[reporter.id][..]));
            assert_eq!((&compared[0].words, &session.words(own.id)?), (&words.to_vec(), &words.to_vec()));
            assert_eq!((compared[0].story, compared[0].section.as_str()), (own.story, "news"));
            assert_eq!(Some(compared[0].published_at), own.published_at);
            let few = session.compared(&[draft.id, by_word.id, by_topic.id])?;
            assert_eq!(few.len(), 2, "a draft is no candidate, and nobody stands twice");
            let many: Vec<_> = (0..600).map(ArticleId::from_bits).chain([by_word.id, by_topic.id]).collect();
            assert_eq!(session.compared(&many)?.iter().filter(|one| [by_word.id, by_topic.id].contains(&one.id)).count(), 2);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn an_article_is_found_by_words_that_stay_the_same(kind: Kind) {
    let site = site(kind);
    let [own, mut other] = ["own", "other"].map(|slug| article(&site, Language::ENGLISH, slug, Some(1)));
    other.section = "sports".into();
    let words = ["pier", "quay"].map(|word| (word.to_owned(), 0.5));
    let kept = |article: &Article| {
        keep(&site, article);
        site.store.write(|session| session.set_words(article, &words)).unwrap();
    };
    kept(&own);
    kept(&other);
    let found_by = |words| {
        let own = site.store.read(|session| session.compared(&[own.id])).unwrap().remove(0);
        site.store.read(|session| session.kin(&own, words)).unwrap().iter().map(|kin| kin.article).collect::<Vec<_>>()
    };
    let found = || found_by(8);
    assert_eq!(found(), [other.id; 2]);
    assert_eq!(found_by(1), [other.id], "others are looked for by the first words alone");
    kept(&other);
    assert_eq!(found(), [other.id; 2]);
    other.status = Status::Withdrawn;
    kept(&other);
    assert_eq!(found(), []);
    other.status = Status::Published;
    kept(&other);
    assert_eq!(found(), [other.id; 2]);
    site.store.write(|session| session.set_words(&other, &words[..1])).unwrap();
    assert_eq!(found(), [other.id]);
}

fn must_reads_keep_their_order(kind: Kind) {
    let site = site(kind);
    let order: Vec<_> = [3, 1, 2].map(|bits| (StoryId::from_bits(bits), (bits == 1).then(|| site.world.now()))).into();
    site.store.write(|session| session.set_must_reads(Language::ENGLISH, &order)).unwrap();
    site.store.write(|session| session.set_must_reads(Language::KOREAN, &order[..1])).unwrap();
    assert_eq!(site.store.read(|session| session.must_reads(Language::ENGLISH)).unwrap(), order);
    site.store.write(|session| session.set_must_reads(Language::ENGLISH, &[])).unwrap();
    assert_eq!(site.store.read(|session| session.must_reads(Language::ENGLISH)).unwrap(), []);
}

fn published_at(site: &Site, language: Language, slug: &str, hour: &str) -> Article {
    Article { published_at: Time::parse(hour), ..article(site, language, slug, Some(0)) }
}

fn every_published_article_stands_in_one_part_of_its_month(kind: Kind) {
    let site = site(kind);
    let hours = ["2023-12-31T23:59:59.999Z", "2024-01-01T00:00:00Z", "2024-01-31T23:59:59.999Z", "2024-02-29T12:00:00Z", "2024-05-01T00:00:00Z"];
    for (number, hour) in hours.into_iter().enumerate() {
        // As many of each hour as its number, all in the same millisecond.
        for copy in 0..=number {
            keep(&site, &published_at(&site, Language::ENGLISH, &format!("n{number}-{copy}"), hour));
        }
    }
    keep(&site, &published_at(&site, Language::KOREAN, "다른-판", hours[0]));
    keep(&site, &Article { status: Status::Withdrawn, ..published_at(&site, Language::ENGLISH, "gone", "2022-01-01T00:00:00Z") });
    site.store
        .read(|session| {
            let months = session.months_published(Language::ENGLISH)?;
            let told: Vec<_> = months.iter().map(|(month, articles)| (month.to_string(), *articles)).collect();
            let wanted = [("2024-05", 5), ("2024-02", 4), ("2024-01", 2 + 3), ("2023-12", 1)];
            assert_eq!(told, wanted.map(|(month, articles)| (month.to_owned(), articles)));
            let mut all: Vec<_> = session.newest(Language::ENGLISH, Cursor::START, 100)?.into_iter().map(|place| place.id).collect();
            all.reverse();
            for limit in 1..7 {
                let mut found = Vec::new();
                for (month, articles) in months.iter().rev() {
                    for passed in (0..*articles).step_by(limit) {
                        found.extend(session.mapped(Language::ENGLISH, &month.span(), passed, limit)?.into_iter().map(|article| article.id));
                    }
                    assert!(session.mapped(Language::ENGLISH, &month.span(), articles.next_multiple_of(limit), limit)?.is_empty());
                }
                assert_eq!(found, all, "in parts of {limit}");
            }
            assert_eq!([3, 15, 99].map(|most| session.published_up_to(Language::ENGLISH, most).unwrap()), [3, 15, 15]);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn a_map_names_a_storys_published_articles_alone(kind: Kind) {
    let site = site(kind);
    let english = published_at(&site, Language::ENGLISH, "the-pier", "2024-05-01T00:00:00Z");
    let mut korean = Article { story: english.story, ..published_at(&site, Language::KOREAN, "부두", "2021-05-01T00:00:00Z") };
    keep(&site, &english);
    keep(&site, &korean);
    let mapped = |site: &Site| {
        let ever = Time::from_millis(i64::MIN)..Time::FAR;
        site.store.read(|session| session.mapped(Language::ENGLISH, &ever, 0, 9)).unwrap()
    };
    let telling = |article: &Article| (article.language, article.section.clone(), article.slug.clone());
    let expected = store::Mapped { id: english.id, changed_at: english.updated_at, tellings: vec![telling(&english), telling(&korean)] };
    assert_eq!(mapped(&site), [expected]);
    korean.status = Status::Withdrawn;
    korean.revision = 2;
    keep(&site, &korean);
    assert_eq!(mapped(&site)[0].tellings, [telling(&english)]);
}

fn a_copy_has_everything_and_can_be_restored_into_either_database(kind: Kind) {
    let site = site(kind);
    let first = article(&site, Language::KOREAN, "원문", Some(10));
    let mut second = article(&site, Language::ENGLISH, "translation", Some(5));
    (second.made_from, second.story) = (Some(first.id), first.story);
    // Kept first so that it stands before the article it was made from wherever rows are read in order.
    keep(&site, &first);
    keep(&site, &second);
    site.store
        .write(|session| {
            let mut sections = session.sections()?;
            sections[1].menu = false;
            session.set_section(&sections[1])?;
            session.note_present(first.id, model::AccountId::from_bits(7), Time::from_millis(9), (Time::from_millis(0), Time::from_millis(20)))
        })
        .unwrap();
    let batch = Batch { node: 1, number: 1, minute: 9, views: vec![0, 255], refusals: vec![], depths: Some(vec![255, 1]) };
    let shallow = Batch { number: 2, depths: None, ..batch.clone() };
    site.store.write_counts(|session| [&batch, &shallow].into_iter().try_for_each(|batch| session.append_batch(batch))).unwrap();
    let copy = TestDatabase::new(Kind::Sqlite);
    site.store.copy_into(copy.folder()).unwrap();
    let copied = Store::open(&Database::Folder(copy.folder().to_owned())).unwrap();
    // Nobody has an article open in a copy: the same row again is refused where there is one.
    let present = format!("INSERT INTO presence (article, account, since, seen) VALUES ({}, 7, 0, 0)", first.id.to_i64());
    assert!(site.store.run_sql(&present).is_err());
    copied.run_sql(&present).unwrap();
    for into in [Kind::Sqlite, Kind::Postgres] {
        let place = TestDatabase::new(into);
        let restored = place.create();
        restored.fill_from(&copied).unwrap();
        restored
            .read(|session| {
                assert_eq!(session.article(first.id)?.as_ref(), Some(&first));
                assert_eq!(session.article(second.id)?.as_ref(), Some(&second));
                assert_eq!(session.publication()?.address, "https://news.example.org");
                assert_eq!(session.sections()?.iter().map(|section| section.menu).collect::<Vec<_>>(), [true, false]);
                Ok::<_, StoreError>(())
            })
            .unwrap();
        assert_eq!(restored.read_counts(|session| session.batches()).unwrap(), [batch.clone(), shallow.clone()]);
        assert!(restored.fill_from(&copied).is_err(), "a place with a site in it is not overwritten");
    }
}

fn a_newer_site_is_refused_with_a_sentence(kind: Kind) {
    let place = TestDatabase::new(kind);
    let store = place.create();
    store.run_sql("UPDATE schema_version SET version = 99").unwrap();
    let error = Store::open(place.database()).unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 99, .. }), "{error}");
    assert!(error.to_string().contains("newer version"));
    assert!(store.migrate().is_err(), "and is not touched");
}

fn a_second_site_in_the_same_place_is_refused(kind: Kind) {
    let place = TestDatabase::new(kind);
    place.create();
    assert!(matches!(Store::create(place.database()), Err(StoreError::Exists(_))));
}

/// A site as it was before some of the steps, each of which met what the one before left.
fn site_of_before(place: &TestDatabase, is_done: impl Fn(&store::Migration) -> bool) -> Store {
    for file in ["masthead.db", "counts.db"] {
        std::fs::write(place.folder().join(file), b"").unwrap();
    }
    let store = Store::unchecked(place.database()).unwrap();
    assert!(store.is_older().is_err(), "there is no site yet");
    for step in store::migrations().iter().filter(|step| is_done(step)) {
        let (part, version) = (step.part, step.version);
        let run = |sql: &str| if part == "newsroom" { store.run_sql(sql) } else { store.run_counts_sql(sql) };
        run(step.sql).unwrap();
        if part == "newsroom" {
            store.write(|session| (step.fill)(session)).unwrap();
        }
        run(step.sample).unwrap();
        run("CREATE TABLE IF NOT EXISTS schema_version (part TEXT PRIMARY KEY, version BIGINT NOT NULL)").unwrap();
        run(&format!("DELETE FROM schema_version WHERE part = '{part}'; INSERT INTO schema_version VALUES ('{part}', {version})")).unwrap();
    }
    store
}

fn a_site_of_any_version_before_can_be_copied_and_the_copy_brought_up_to_date(kind: Kind) {
    for version in 1..store::NEWEST {
        let (place, copy) = (TestDatabase::new(kind), TestDatabase::new(Kind::Sqlite));
        site_of_before(&place, |step| step.part == "counts" || step.version <= version).copy_into(copy.folder()).unwrap();
        let copied = Store::unchecked(&Database::Folder(copy.folder().to_owned())).unwrap();
        assert!(copied.is_older().unwrap(), "version {version}");
        copied.migrate().unwrap();
        let article = copied.read(|session| session.article(ArticleId::from_bits(31))).unwrap().unwrap();
        assert_eq!((article.body.to_plain().as_str(), article.topics.len()), ("It stands.", 1), "version {version}");
    }
}

fn every_migration_meets_the_rows_of_the_one_before(kind: Kind) {
    let place = TestDatabase::new(kind);
    let store = site_of_before(&place, |_| true);
    let article = store.read(|session| session.article(ArticleId::from_bits(31))).unwrap().unwrap();
    assert_eq!(article.body.to_plain(), "It stands.");
    assert_eq!(article.topics, ["harbour"]);
    assert_eq!(article.credits, [Credit { person: PersonId::from_bits(11), role: Role::Reporter }]);
    let cards = store.read(|session| session.cards(&[article.id])).unwrap();
    assert_eq!((cards[0].opening.as_str(), &cards[0].credits), ("It stands.", &article.credits));
    let catch = store.read(|session| session.article(ArticleId::from_bits(35))).unwrap().unwrap();
    assert_eq!(catch.topics, ["tide", "fish", "harbour"]);
    assert_eq!(catch.credits.iter().map(|credit| credit.role).collect::<Vec<_>>(), [Role::Reporter, Role::Editor]);
    let of_words = |article| store.read(|session| session.words(ArticleId::from_bits(article))).unwrap();
    assert_eq!(of_words(35), [("catch".to_owned(), 0.8), ("pier".to_owned(), 0.6)]);
    let own = store.read(|session| session.compared(&[article.id])).unwrap();
    let kin: Vec<_> =
        store.read(|session| session.kin(&own[0], 8)).unwrap().into_iter().filter(|kin| kin.article == catch.id).map(|kin| kin.shares).collect();
    let third = model::weight_of_each(3);
    let half = model::weight_of_each(2);
    assert_eq!(kin, [Shares::Topic { weight: third }, Shares::Person { weight: half }, Shares::Word { at: 0, weight: 0.6 }]);
    let words = |article| store.read(|session| session.words(ArticleId::from_bits(article))).unwrap();
    assert_eq!([words(31), words(32)], [[("pier".to_owned(), 1.5)], [("부두".to_owned(), 1.0)]]);
    assert!(!store.is_older().unwrap());
    let menu: Vec<_> = store.read(|session| session.sections()).unwrap().into_iter().map(|section| (section.slug, section.menu)).collect();
    assert_eq!(menu, [("news".to_owned(), true), ("notices".to_owned(), false)]);
    let mut times: Vec<_> = store
        .read(|session| session.newest_published(Language::ENGLISH, 9))
        .unwrap()
        .iter()
        .map(|row| (row.id.bits(), row.reading_seconds))
        .collect();
    times.sort_unstable();
    assert_eq!(times, [(31, 15), (33, 240), (35, 15)]);
    store
        .read_counts(|session| {
            assert_eq!(session.total(article.id)?, (12, Depth::default()));
            assert_eq!(session.total(ArticleId::from_bits(33))?, (5, Depth { seconds: 90, reports: 2 }));
            assert_eq!(session.batches()?.iter().map(|batch| batch.depths.is_some()).collect::<Vec<_>>(), [false, true]);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn a_long_article_of_before_is_expected_to_take_long(kind: Kind) {
    let step = store::migrations().iter().find(|step| (step.part, step.version) == ("newsroom", 2)).unwrap();
    let guess = step.sql.split_once("UPDATE").unwrap().1.split_once("\n\n").unwrap().0;
    let site = site(kind);
    // As it was kept then: beside the headline, and not compressed.
    site.store.run_sql("ALTER TABLE article ADD COLUMN body TEXT NOT NULL DEFAULT '[]'").unwrap();
    let long = |language, slug: &str, text: &str| {
        let mut long = article(&site, language, slug, Some(1));
        long.body = Body((0..10).map(|_| Block::paragraph(text.repeat(10))).collect());
        keep(&site, &long);
        let body = serde_json::to_string(&long.body).unwrap();
        site.store.run_sql(&format!("UPDATE article SET body = '{body}' WHERE id = {}", long.id.to_i64())).unwrap();
        long.id
    };
    let english = long(Language::ENGLISH, "long", "nine more words of the sort that papers print ");
    let korean = long(Language::KOREAN, "긴", "다시 문을 연 부두에 사람들이 모였다. ");
    let endless = long(Language::ENGLISH, "endless", &"word ".repeat(40_000));
    site.store.run_sql(&format!("UPDATE{guess}; ALTER TABLE article DROP COLUMN body")).unwrap();
    let seconds = |id| site.store.read(|session| session.published_of(&[id])).unwrap()[0].reading_seconds;
    // 900 words, and 1,600 characters without spaces: 235 and 192 seconds.
    assert!((180..300).contains(&seconds(english)), "{}", seconds(english));
    assert!((130..230).contains(&seconds(korean)), "{}", seconds(korean));
    assert_eq!(seconds(endless), u16::MAX);
    site.store.write(|session| session.set_reading_seconds(english, 77)).unwrap();
    assert_eq!(seconds(english), 77);
    assert_eq!(site.store.read(|session| session.published_of(&[ArticleId::from_bits(1)])).unwrap(), []);
}

fn text_of_any_script_survives(kind: Kind) {
    let site = site(kind);
    let mut strange = article(&site, Language::KOREAN, "이상한", Some(1));
    strange.headline = "北 도발 ‘막아야’ 👩‍👩‍👧‍👦 '; DROP TABLE article; -- $1 ?1 \\ \u{202e}".into();
    keep(&site, &strange);
    assert_eq!(site.store.read(|session| session.article(strange.id)).unwrap().unwrap().headline, strange.headline);
}

fn a_zero_character_troubles_neither_database(kind: Kind) {
    let site = site(kind);
    let mut strange = article(&site, Language::ENGLISH, "strange", Some(1));
    strange.headline = "Before\0after".into();
    keep(&site, &strange);
    assert_eq!(site.store.read(|session| session.article(strange.id)).unwrap().unwrap().headline, "Before\u{fffd}after");
    assert_eq!(site.store.read(|session| session.article_by_slug(Language::ENGLISH, "strange\0")).unwrap(), None);
}

#[test]
fn a_site_whose_counts_are_gone_says_so_and_counts_nothing_anew() {
    let place = TestDatabase::new(Kind::Sqlite);
    drop(place.create());
    let counts = place.folder().join("counts.db");
    std::fs::remove_file(&counts).unwrap();
    let told = Store::open(place.database()).unwrap_err().to_string();
    assert!(told.contains("counts.db") && told.contains("backup"), "{told}");
    assert!(!counts.exists());
    std::fs::write(&counts, b"").unwrap();
    assert!(Store::unchecked(place.database()).unwrap().is_older().unwrap(), "an empty file is a decision to count from nothing");
}
