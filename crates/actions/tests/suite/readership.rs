use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use actions::{Answer, Readership, Reported, counts};
use audience::{BadToken, Rule, unpack_views};
use model::{ArticleId, Language, Time, World};
use store::Store;
use testkit::{Kind, TestNewsroom, on_both_databases};

on_both_databases! {
    a_counted_view_is_on_disk_before_it_is_answered
    a_view_repeated_within_thirty_seconds_is_not_counted
    a_reading_sent_again_is_answered_the_same_and_counted_once
    robots_and_other_sites_are_refused_and_tallied
    a_token_is_of_this_site_and_of_these_days
    after_a_restart_the_total_is_exact
    no_view_that_was_answered_is_lost_when_counting_stops
    folding_changes_no_number
    a_new_day_has_a_new_salt_and_old_ones_are_destroyed
    a_clock_that_jumps_by_days_stops_no_counting
    keys_follow_each_other_without_a_gap
    a_store_that_fails_counts_nothing_and_nothing_twice
    counts_of_an_article_that_is_not_there_are_refused
    where_readers_went_on_to_is_related_and_a_few_are_nobodys_business
    what_an_article_is_known_by_is_remembered_until_it_changes
    what_editors_leave_out_makes_room_for_the_next
}

const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

fn address(n: u32) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from(0xc612_0000 + n))
}

/// The nth reader's report.
pub fn reported(token: &str, n: u32) -> Reported<'_> {
    Reported { token, address: address(n), user_agent: AGENT, prefetch: false, same_origin: true, reference: None }
}

const NINE: actions::RelatedLength = actions::RelatedLength { closely: 9, beside: Vec::new(), limit: 9 };

struct Paper {
    readership: Readership,
    article: ArticleId,
    token: String,
    site: TestNewsroom,
}

fn paper(kind: Kind) -> Paper {
    let site = TestNewsroom::new(kind);
    let article = site.article("The pier reopens").write();
    let readership = Readership::start(&site.newsroom).unwrap();
    let token = readership.mint(article, Language::ENGLISH);
    Paper { readership, article, token, site }
}

impl Paper {
    fn read(&self, n: u32) -> Answer {
        self.readership.read_now(&reported(&self.token, n))
    }

    fn counted(&self) -> u64 {
        counts(&self.site.newsroom, self.article).unwrap().views
    }
}

fn a_counted_view_is_on_disk_before_it_is_answered(kind: Kind) {
    let paper = paper(kind);
    let disk = Store::open(&paper.site.place().database()).unwrap();
    for n in 1..=5 {
        assert_eq!(paper.read(n), Answer::Counted);
        let batches = disk.read_counts(|session| session.batches()).unwrap();
        let kept: u32 = batches.iter().flat_map(|batch| unpack_views(&batch.views).unwrap()).map(|(_, views)| views).sum();
        assert_eq!(kept, n);
        assert_eq!(paper.readership.views(paper.article), u64::from(n));
    }
}

fn a_view_repeated_within_thirty_seconds_is_not_counted(kind: Kind) {
    let paper = paper(kind);
    assert_eq!(paper.read(1), Answer::Counted);
    assert_eq!(paper.read(1), Answer::Refused(Rule::Repeat));
    assert_eq!(paper.read(2), Answer::Counted, "somebody else reads it too");
    paper.site.world.pass(30 * Time::SECOND);
    assert_eq!(paper.read(1), Answer::Refused(Rule::Repeat));
    paper.site.world.pass(1);
    assert_eq!(paper.read(1), Answer::Counted);
    assert_eq!(paper.counted(), 3);
}

fn a_reading_sent_again_is_answered_the_same_and_counted_once(kind: Kind) {
    let paper = paper(kind);
    let marked =
        |mark: &[u8; 16], agent| paper.readership.read_now(&Reported { reference: Some(*mark), user_agent: agent, ..reported(&paper.token, 1) });
    for _ in 0..3 {
        assert_eq!(marked(b"0123456789abcdef", AGENT), Answer::Counted);
        assert_eq!(marked(b"fedcba9876543210", "Googlebot/2.1"), Answer::Refused(Rule::Robot));
        paper.site.world.pass(40 * Time::SECOND);
    }
    paper.readership.keep_house();
    let counted = counts(&paper.site.newsroom, paper.article).unwrap();
    assert_eq!((counted.views, counted.refused.get("robot")), (1, Some(&1)));
}

fn robots_and_other_sites_are_refused_and_tallied(kind: Kind) {
    let paper = paper(kind);
    let one = reported(&paper.token, 1);
    let read = |reported| paper.readership.read_now(&reported);
    assert_eq!(read(Reported { user_agent: "Mozilla/5.0 (compatible; Googlebot/2.1)", ..one }), Answer::Refused(Rule::Robot));
    assert_eq!(read(Reported { user_agent: "", ..one }), Answer::Refused(Rule::Robot));
    assert_eq!(read(Reported { prefetch: true, ..one }), Answer::Refused(Rule::Prefetch));
    assert_eq!(read(Reported { same_origin: false, ..one }), Answer::Refused(Rule::CrossSite));
    assert_eq!(read(one), Answer::Counted);
    paper.readership.stop();
    let counted = counts(&paper.site.newsroom, paper.article).unwrap();
    let refused: Vec<_> = counted.refused.iter().map(|(rule, n)| (rule.as_str(), *n)).collect();
    assert_eq!((counted.views, refused), (1, vec![("cross-site", 1), ("prefetch", 1), ("robot", 2)]));
}

fn a_token_is_of_this_site_and_of_these_days(kind: Kind) {
    let paper = paper(kind);
    let read = |token: &str| paper.readership.read_now(&reported(token, 1));
    assert_eq!(read(""), Answer::BadToken(BadToken::Malformed));
    assert_eq!(read("한"), Answer::BadToken(BadToken::Malformed));
    let mut forged = paper.token.clone();
    forged.replace_range(47..48, if forged.ends_with('A') { "B" } else { "A" });
    assert_eq!(read(&forged), Answer::BadToken(BadToken::Forged));
    paper.site.world.pass(47 * Time::HOUR);
    assert_eq!(read(&paper.token), Answer::Counted);
    paper.site.world.pass(3 * Time::HOUR);
    assert_eq!(read(&paper.token), Answer::BadToken(BadToken::Stale));
    assert_eq!(paper.counted(), 1);
}

fn after_a_restart_the_total_is_exact(kind: Kind) {
    let Paper { readership, article, token, site } = paper(kind);
    for n in 0..20 {
        assert_eq!(readership.read_now(&reported(&token, n)), Answer::Counted);
    }
    readership.stop();
    assert_eq!(readership.read_now(&reported(&token, 99)), Answer::Unavailable, "who has stopped counts no more and says so");
    let again = Readership::start(&site.newsroom).unwrap();
    assert_eq!(again.views(article), 20);
    assert_eq!(again.verify(&token).unwrap().article, article, "pages that were served before are still good");
    assert_eq!(again.read_now(&reported(&token, 99)), Answer::Counted);
    assert_eq!(again.views(article), 21);
    let week = again.lists(|lists, now| lists.weekly_best(Language::ENGLISH, now, 5));
    assert_eq!(week.iter().map(|ranked| (ranked.article, ranked.score)).collect::<Vec<_>>(), [(article, 21.0)]);
}

fn no_view_that_was_answered_is_lost_when_counting_stops(kind: Kind) {
    let Paper { readership, article, token, site } = paper(kind);
    let readership = Arc::new(readership);
    let (sent, acknowledged) = (AtomicU64::new(0), AtomicU64::new(0));
    std::thread::scope(|scope| {
        for thread in 0..4u32 {
            let (readership, token, sent, acknowledged) = (&readership, &token, &sent, &acknowledged);
            scope.spawn(move || {
                for n in 0..200 {
                    sent.fetch_add(1, Ordering::Relaxed);
                    match readership.read_now(&reported(token, (thread << 16) + (n << 8) + 1)) {
                        Answer::Counted => acknowledged.fetch_add(1, Ordering::Relaxed),
                        Answer::Unavailable => return,
                        other => panic!("{other:?}"),
                    };
                }
            });
        }
        while acknowledged.load(Ordering::Relaxed) < 40 {
            std::thread::yield_now();
        }
        readership.stop();
    });
    let total = Readership::start(&site.newsroom).unwrap().views(article);
    let (sent, acknowledged) = (sent.into_inner(), acknowledged.into_inner());
    assert!(acknowledged <= total && total <= sent, "{acknowledged} acknowledged, {total} in all, {sent} sent");
    assert!(acknowledged >= 40);
}

fn folding_changes_no_number(kind: Kind) {
    let paper = paper(kind);
    let before = paper.site.newest_change();
    let other = paper.site.article("The tide").write();
    paper.readership.follow(&paper.site.told_after(before)).unwrap();
    let others = paper.readership.mint(other, Language::ENGLISH);
    for n in 0..12 {
        assert_eq!(paper.read(n), Answer::Counted);
        if n % 3 == 0 {
            assert_eq!(paper.readership.read_now(&reported(&others, n)), Answer::Counted);
        }
        assert_eq!(paper.read(n), Answer::Refused(Rule::Repeat));
        paper.site.world.pass(7 * Time::MINUTE);
    }
    // What a rule refused waits for a batch to go with.
    assert_eq!(paper.read(50), Answer::Counted);
    let state = || {
        let of = |article| (counts(&paper.site.newsroom, article).unwrap(), paper.readership.views(article));
        let weekly = paper.readership.lists(|lists, now| lists.weekly_best(Language::ENGLISH, now, 9));
        let popular = paper.readership.lists(|lists, now| lists.popular_now(Language::ENGLISH, now, 9));
        (of(paper.article), of(other), weekly, popular)
    };
    let before = state();
    assert_eq!((before.0.0.views, before.0.0.refused["repeat"], before.1.0.views), (13, 12, 4));
    assert_eq!(before.0.0.views, before.0.1);
    for _ in 0..2 {
        paper.readership.keep_house();
        let left = paper.site.newsroom.store.read_counts(|session| session.batches()).unwrap();
        assert_eq!(left, []);
        assert_eq!(state(), before);
    }
    let again = Readership::start(&paper.site.newsroom).unwrap();
    assert_eq!(again.lists(|lists, now| lists.popular_now(Language::ENGLISH, now, 9)), before.3);
}

fn salted_days(site: &TestNewsroom) -> Vec<i64> {
    site.newsroom.store.read_counts(|session| session.salts()).unwrap().into_iter().map(|salt| salt.day).collect()
}

fn a_new_day_has_a_new_salt_and_old_ones_are_destroyed(kind: Kind) {
    let paper = paper(kind);
    let today = paper.site.world.now().millis().div_euclid(Time::DAY);
    assert_eq!(salted_days(&paper.site), [today, today + 1]);
    let before = paper.readership.visitor(address(1), AGENT).unwrap();
    paper.site.world.pass(Time::DAY);
    paper.readership.keep_house();
    assert_eq!(salted_days(&paper.site), [today, today + 1, today + 2]);
    assert_ne!(paper.readership.visitor(address(1), AGENT).unwrap().number(), before.number());
    paper.site.world.pass(Time::DAY);
    paper.readership.keep_house();
    assert_eq!(salted_days(&paper.site), [today + 1, today + 2, today + 3], "after 48 hours a salt is gone");
    let secrets: BTreeSet<_> =
        paper.site.newsroom.store.read_counts(|session| session.salts()).unwrap().into_iter().map(|salt| salt.secret).collect();
    assert_eq!(secrets.len(), 3);
}

fn a_clock_that_jumps_by_days_stops_no_counting(kind: Kind) {
    let paper = paper(kind);
    assert_eq!(paper.read(1), Answer::Counted);
    paper.site.world.pass(9 * Time::DAY);
    let token = paper.readership.mint(paper.article, Language::ENGLISH);
    assert_eq!(paper.readership.read_now(&reported(&token, 1)), Answer::Counted);
    let week = paper.readership.lists(|lists, now| lists.weekly_best(Language::ENGLISH, now, 5));
    assert_eq!(week[0].score, 1.0, "what was read nine days ago is not of this week");
    assert_eq!(paper.readership.views(paper.article), 2);
    paper.site.world.pass(-9 * Time::DAY);
    paper.readership.keep_house();
    assert_eq!(paper.read(2), Answer::Counted);
    assert_eq!(paper.counted(), 3);
}

fn keys_follow_each_other_without_a_gap(kind: Kind) {
    let paper = paper(kind);
    let keys = || paper.site.newsroom.store.read_counts(|session| session.keys()).unwrap().into_iter().map(|key| key.id).collect::<Vec<_>>();
    let first = keys();
    assert_eq!(first.len(), 1);
    paper.site.world.pass(7 * Time::DAY);
    let mint = || paper.readership.mint(paper.article, Language::ENGLISH);
    let old = mint();
    paper.readership.keep_house();
    assert_eq!(keys().len(), 2);
    assert_eq!(mint(), old, "a page's token does not change within an hour");
    paper.site.world.pass(2 * Time::HOUR);
    let new = mint();
    for token in [&old, &new] {
        paper.readership.verify(token).unwrap();
    }
    paper.site.world.pass(45 * Time::HOUR);
    paper.readership.keep_house();
    paper.readership.verify(&old).unwrap();
    let newest = mint();
    paper.site.world.pass(6 * Time::HOUR);
    paper.readership.keep_house();
    let left = keys();
    assert!(left.len() == 1 && left != first, "the old key is destroyed");
    paper.readership.verify(&newest).unwrap();
    assert_eq!(paper.readership.verify(&old), Err(BadToken::Forged));
}

fn a_store_that_fails_counts_nothing_and_nothing_twice(kind: Kind) {
    let paper = paper(kind);
    assert_eq!(paper.read(1), Answer::Counted);
    let marked = Reported { reference: Some(*b"0123456789abcdef"), ..reported(&paper.token, 2) };
    paper.site.newsroom.store.run_counts_sql("ALTER TABLE count_batch RENAME TO count_batch_away").unwrap();
    assert_eq!(paper.readership.read_now(&marked), Answer::Unavailable);
    assert_eq!(paper.read(3), Answer::Unavailable);
    assert_eq!(paper.readership.views(paper.article), 1, "what is not on disk is shown to nobody");
    paper.site.newsroom.store.run_counts_sql("ALTER TABLE count_batch_away RENAME TO count_batch").unwrap();
    assert_eq!(paper.readership.read_now(&marked), Answer::Counted);
    assert_eq!(paper.readership.read_now(&marked), Answer::Counted);
    assert_eq!(paper.read(3), Answer::Counted);
    assert_eq!((paper.counted(), paper.readership.views(paper.article)), (3, 3));
}

fn counts_of_an_article_that_is_not_there_are_refused(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let error = counts(&site.newsroom, ArticleId::from_bits(1)).unwrap_err();
    assert!(error.to_string().contains("000000000001"), "{error}");
}

fn where_readers_went_on_to_is_related_and_a_few_are_nobodys_business(kind: Kind) {
    let paper = paper(kind);
    let [next, few, korean] = [
        paper.site.article("A recipe for mackerel").section("culture").write(),
        paper.site.article("Rain on Sunday").section("culture").write(),
        paper.site.article("부두가 다시 열렸다").korean().section("culture").write(),
    ];
    let go_on = |to: ArticleId, readers: std::ops::Range<u32>| {
        let token = paper.readership.mint(to, Language::ENGLISH);
        for n in readers {
            assert_eq!(paper.read(n), Answer::Counted);
            assert_eq!(paper.readership.read_now(&reported(&token, n)), Answer::Counted);
        }
    };
    go_on(next, 0..6);
    go_on(korean, 10..16);
    go_on(few, 20..24);
    paper.readership.keep_house();
    let store = &paper.site.newsroom.store;
    let related = || {
        let own = store.read(|session| session.compared(&[paper.article])).unwrap().remove(0);
        let related = actions::related_to(store, &actions::KnownFeatures::default(), &own, paper.site.world.now(), &NINE).unwrap();
        related.ranked().iter().map(|ranked| (ranked.article, ranked.why.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(related(), [(next, "6 readers went on to it".to_owned())]);
    assert_eq!(store.read_counts(|session| session.turns_from(paper.article)).unwrap().len(), 2, "four are never written");
    actions::withdraw(&paper.site.newsroom, next).unwrap();
    assert_eq!(related(), []);
}

fn what_editors_leave_out_makes_room_for_the_next(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let own = site.article("The pier reopens").topic("Harbour").write();
    let alike: Vec<_> = (0..12).map(|n| site.article(&format!("Matter{n}")).topic("Harbour").write()).collect();
    let store = &site.newsroom.store;
    let own = store.read(|session| session.compared(&[own])).unwrap().remove(0);
    let related = || {
        let related = actions::related_to(store, &actions::KnownFeatures::default(), &own, site.world.now(), &NINE).unwrap();
        related
            .ranked()
            .iter()
            .filter(|ranked| ranked.why.to_string().contains("harbour"))
            .map(|ranked| (ranked.article, ranked.story))
            .collect::<Vec<_>>()
    };
    let first = related();
    assert_eq!(first.len(), 9);
    let left_out: Vec<_> = first.iter().map(|(_, story)| *story).collect();
    store.write(|session| session.set_related_choice(own.id, &[], &left_out)).unwrap();
    let then = related();
    assert_eq!(then.len(), 3, "all that are left stand by what they share");
    assert!(then.iter().all(|(article, _)| alike.contains(article)));
}

fn what_an_article_is_known_by_is_remembered_until_it_changes(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let own = site.article("The pier reopens").topic("Harbour").write();
    let other = site.article("A crane is sold").topic("Harbour").topic("Money").write();
    let (store, known) = (&site.newsroom.store, actions::KnownFeatures::default());
    let own = store.read(|session| session.compared(&[own])).unwrap().remove(0);
    let related = || {
        let related = actions::related_to(store, &known, &own, site.world.now(), &NINE).unwrap();
        related.ranked().iter().map(|ranked| (ranked.article, ranked.why.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(related(), [(other, "shares topics harbour".to_owned())]);
    let asked = store.queries();
    related();
    let remembered = store.queries() - asked;
    known.follow(&[store::Change::Everything]);
    let asked = store.queries();
    related();
    assert_eq!(store.queries() - asked - remembered, 1, "its row is asked for anew");

    let changes_before = store.read(|session| session.newest_change()).unwrap();
    let mut draft = store::ArticleDraft::from(&store.read(|session| session.article(other)).unwrap().unwrap());
    draft.topics = vec!["money".to_owned()];
    actions::edit(&site.newsroom, other, &draft).unwrap();
    let changes = store.read(|session| session.changes_after(changes_before, 9)).unwrap();
    known.follow(&changes.into_iter().map(|numbered| numbered.change).collect::<Vec<_>>());
    assert_eq!(related(), [(other, "new in the same section".to_owned())]);
}
