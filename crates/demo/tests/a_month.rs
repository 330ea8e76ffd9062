//! The whole demonstration site, made once and looked at from all sides.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use actions::{Newsroom, Readership, SitePlace};
use audience::{Lists, Ranked, candidates, plan};
use demo::{Extent, seed_with};
use model::{Article, ArticleId, CommentState, Language, ListKind, Role, Status, StoryId, Time, World};
use store::{BoardFilter, Published};
use testkit::{Kind, TestDatabase, TestWorld};

const EDITIONS: [Language; 2] = [Language::ENGLISH, Language::KOREAN];

struct Paper {
    newsroom: Newsroom,
    published: Vec<Published>,
    now: Time,
}

impl Paper {
    fn of(&self, language: Language) -> impl Iterator<Item = &Published> {
        self.published.iter().filter(move |published| published.language == language)
    }

    fn article(&self, id: ArticleId) -> Article {
        self.newsroom.store.read(|session| session.article(id)).unwrap().unwrap()
    }
}

#[test]
fn a_month_of_the_paper_can_be_read_in_one_sitting() {
    let database = TestDatabase::new(Kind::Sqlite);
    let world = Arc::new(TestWorld::default());
    let extent = Extent { picture_widths: vec![320], ..Extent::default() };
    let place = SitePlace::folder(database.folder().join("site"));
    let mut steps = Vec::new();
    let newsroom = seed_with(&extent, &place, "http://127.0.0.1:7878", world.clone(), &mut |step| steps.push(step.to_owned())).unwrap();
    assert!(steps.len() >= 4, "{steps:?}");
    assert_eq!(newsroom.world.now(), world.now());
    let published = testkit::published(&newsroom.store);
    let paper = Paper { newsroom, published, now: world.now() };

    the_editions_are_whole(&paper);
    pictures_are_hung(&paper);
    corrections_and_comments_came_in_time(&paper);
    let readership = Readership::start(&paper.newsroom).unwrap();
    views_are_as_believable_as_they_can_be(&paper, &readership);
    every_page_can_draw_its_lists(&paper, &readership);
    a_story_can_be_brought_to_the_top(&paper, &readership);
    the_desk_has_something_in_hand(&paper);
}

fn the_desk_has_something_in_hand(paper: &Paper) {
    // A second start finds the accounts, and leaves the desk as its people left it.
    for _ in 0..2 {
        demo::make_accounts(&paper.newsroom).unwrap();
    }
    let board = |status| paper.newsroom.store.read(|session| session.board(&BoardFilter { status: Some(status), ..BoardFilter::default() }, None, 9));
    let count = |status| board(status).unwrap().len();
    assert_eq!([Status::Draft, Status::InReview, Status::Scheduled].map(count), [2, 1, 1]);
    assert_eq!(testkit::published(&paper.newsroom.store).len(), paper.published.len(), "and readers see nothing of it");
}

fn the_editions_are_whole(paper: &Paper) {
    assert!(paper.of(Language::ENGLISH).count() >= 40);
    assert!(paper.of(Language::KOREAN).count() >= 25);
    let ages = paper.published.iter().map(|published| paper.now.millis() - published.published_at.millis());
    assert!(ages.clone().all(|age| (3 * Time::HOUR..30 * Time::DAY).contains(&age)), "{:?}", ages.collect::<Vec<_>>());
    let publication = paper.newsroom.store.read(|session| session.publication()).unwrap();
    assert_eq!((publication.title(EDITIONS[0]), publication.title(EDITIONS[1])), ("The Haemil Courier", "해밀신문"));
    for language in EDITIONS {
        assert_eq!(paper.newsroom.store.read(|session| session.sections_in_use(language)).unwrap().len(), 6);
    }
    let mut translated = 0;
    for Published { id, story, language, .. } in &paper.published {
        let article = paper.article(*id);
        assert!(article.credits.iter().any(|credit| credit.role == Role::Reporter), "{}", article.headline);
        assert_eq!(article.made_from.is_some(), article.credits.iter().any(|credit| credit.role == Role::Translator), "{}", article.headline);
        if let Some(original) = article.made_from {
            let original = paper.article(original);
            assert_eq!(original.story, *story);
            assert!(original.language != *language && original.published_at < article.published_at);
            translated += 1;
        }
    }
    assert_eq!(translated, paper.of(Language::KOREAN).count());
}

fn pictures_are_hung(paper: &Paper) {
    let shown: HashSet<_> = paper.published.iter().filter_map(|published| paper.article(published.id).picture).collect();
    assert!(shown.len() >= 20, "{}", shown.len());
    for id in shown {
        let picture = paper.newsroom.store.read(|session| session.picture(id)).unwrap().unwrap();
        assert_eq!(picture.credit.as_deref(), Some("Courier print"));
        assert_eq!(picture.captions.iter().count(), picture.alts.iter().count());
        assert!(picture.captions.get(Language::ENGLISH).is_some());
        assert!(picture.renditions.iter().all(|file| paper.newsroom.media.path(&file.file).unwrap().is_file()));
    }
}

fn corrections_and_comments_came_in_time(paper: &Paper) {
    let (mut corrections, mut approved) = (0, 0);
    for Published { id, published_at: published, .. } in &paper.published {
        let (repairs, comments) =
            paper.newsroom.store.read(|session| Ok::<_, store::StoreError>((session.corrections(*id)?, session.public_comments(*id, 100)?))).unwrap();
        assert!(repairs.iter().all(|repair| *published < repair.at && repair.at < paper.now));
        assert!(comments.iter().all(|comment| *published < comment.at && comment.at < paper.now));
        (corrections, approved) = (corrections + repairs.len(), approved + comments.len());
    }
    assert!(corrections >= 10, "{corrections}");
    assert!(approved >= 150, "{approved}");
    let held = paper.newsroom.store.read(|session| session.comments_in_state(CommentState::Held, 100)).unwrap();
    assert!((4..=10).contains(&held.len()), "{}", held.len());
}

fn views_are_as_believable_as_they_can_be(paper: &Paper, readership: &Readership) {
    let mut views: Vec<u64> = paper.published.iter().map(|published| readership.views(published.id)).collect();
    views.sort_unstable();
    let (least, most, sum) = (views[0], views[views.len() - 1], views.iter().sum::<u64>());
    assert!((10..150).contains(&least), "{views:?}");
    assert!((1_000..10_000).contains(&most), "{views:?}");
    assert!((55_000..=100_000).contains(&sum), "{sum}");
    let refused: BTreeMap<_, _> = paper.newsroom.store.read_counts(|session| session.refusals(None)).unwrap().into_iter().collect();
    assert_eq!(refused.keys().map(String::as_str).collect::<Vec<_>>(), ["cross-site", "prefetch", "repeat", "robot"], "{refused:?}");
}

/// Each page's lists, chosen as the pages do.
fn every_page_can_draw_its_lists(paper: &Paper, readership: &Readership) {
    let lengths = paper.newsroom.store.read(|session| session.publication()).unwrap().lists;
    let known = actions::KnownFeatures::default();
    for Published { id, story, language, .. } in &paper.published {
        let ranked = |kind| -> Vec<Ranked> {
            let most = candidates(kind, &lengths, 0);
            if kind == ListKind::Related {
                let store = &paper.newsroom.store;
                let article = store.read(|session| session.compared(&[*id])).unwrap().remove(0);
                let must_reads = readership.lists(|lists, now| best(lists, ListKind::MustReads, *language, now, lengths.of(ListKind::MustReads)));
                let beside = must_reads.into_iter().map(|ranked| ranked.article).collect();
                let length = actions::RelatedLength { closely: lengths.of(kind), beside, limit: 40 };
                return actions::related_to(store, &known, &article, paper.now, &length).unwrap().ranked().to_vec();
            }
            readership.lists(|lists, now| best(lists, kind, *language, now, most))
        };
        let lists = ListKind::BY_PRIORITY.map(|kind| (kind, ranked(kind), lengths.of(kind)));
        let plan = plan(Some(*story), &[], &lists.each_ref().map(|(kind, ranked, length)| (*kind, ranked.as_slice(), *length)));
        for kind in ListKind::BY_PRIORITY {
            let drawn = plan.slots(kind).len();
            assert!(
                drawn >= if kind == ListKind::Related { 1 } else { lengths.of(kind) },
                "{kind:?} of {drawn} beside {}",
                paper.article(*id).headline
            );
        }
    }
}

fn best(lists: &mut Lists, kind: ListKind, language: Language, now: Time, limit: usize) -> Vec<Ranked> {
    match kind {
        ListKind::MustReads => lists.must_reads(language, now, limit),
        ListKind::PopularNow => lists.popular_now(language, now, limit),
        ListKind::WeeklyBest => lists.weekly_best(language, now, limit),
        ListKind::Latest => lists.latest(language, limit),
        ListKind::Related => Vec::new(),
    }
}

fn a_story_can_be_brought_to_the_top(paper: &Paper, readership: &Readership) {
    for language in EDITIONS {
        let popular = readership.lists(|lists, now| lists.popular_now(language, now, 100));
        assert!(popular.len() >= 20, "{language}: {}", popular.len());
        assert!((8.0..=35.0).contains(&popular[0].score), "{language}: {}", popular[0].score);
        let must: Vec<StoryId> = readership.lists(|lists, now| lists.must_reads(language, now, 6)).iter().map(|ranked| ranked.story).collect();
        let headline = |story: &StoryId| {
            let english = paper.of(Language::ENGLISH).find(|english| english.story == *story).unwrap();
            paper.article(english.id).headline
        };
        let headlines: Vec<String> = must.iter().map(headline).collect();
        assert!(headlines[0].starts_with("Council passes"), "{headlines:?}");
        // Of two in the fourth place the newer one stands first.
        assert!(headlines[3].starts_with("Ferry lane") && headlines[4].starts_with("Projectionist"), "{headlines:?}");
    }
}
