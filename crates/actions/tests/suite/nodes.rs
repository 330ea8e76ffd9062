use actions::{Answer, Readership, Reported, ReportedDepth};
use audience::FilledBy;
use audience::Why;
use model::{ArticleId, Language, Time};
use testkit::{Kind, TestNewsroom, on_both_databases};

use crate::readership::reported;

on_both_databases! {
    what_one_server_counts_stands_in_the_lists_of_all
    a_server_that_heard_nothing_for_long_misses_nothing
    a_batch_stays_until_every_server_has_read_it
}

/// Two servers of one site.
struct Pair {
    one: Readership,
    other: Readership,
    article: ArticleId,
    token: String,
    site: TestNewsroom,
}

fn pair(kind: Kind) -> Pair {
    let site = TestNewsroom::new(kind);
    let article = site.article("The pier reopens").write();
    let (one, other) = (Readership::start(&site.newsroom).unwrap(), Readership::start(&site.newsroom).unwrap());
    let token = one.mint(article, Language::ENGLISH);
    Pair { one, other, article, token, site }
}

impl Pair {
    fn read(&self, server: &Readership, n: u32) {
        assert_eq!(server.read_now(&reported(&self.token, n)), Answer::Counted);
    }

    /// What each server shows: the count, and the week's list.
    fn shown(&self) -> [(u64, Vec<(ArticleId, f64)>); 2] {
        [&self.one, &self.other].map(|server| {
            let week = server.lists(|lists, now| lists.weekly_best(Language::ENGLISH, now, 5));
            (server.views(self.article), week.iter().map(|ranked| (ranked.article, ranked.score)).collect())
        })
    }
}

fn what_one_server_counts_stands_in_the_lists_of_all(kind: Kind) {
    let pair = pair(kind);
    let running = pair.other.count_of(pair.article);
    for n in 0..3 {
        pair.read(&pair.one, n);
    }
    let marked = Reported { reference: Some(*b"0123456789abcdef"), ..reported(&pair.token, 9) };
    assert_eq!(pair.one.read_now(&marked), Answer::Counted);
    let depth = ReportedDepth { token: &pair.token, reference: *b"0123456789abcdef", seconds: 12 };
    assert_eq!(pair.one.deepen_now(&depth), Answer::Counted);
    pair.other.keep_house();
    assert_eq!(running.load(std::sync::atomic::Ordering::Acquire), 4, "pages that are kept show it too");
    let must = pair.other.lists(|lists, now| lists.must_reads(Language::ENGLISH, now, 1));
    assert_eq!(must[0].why, Why::FillsUp(FilledBy::Depth { seconds: 12 }));
    // Each folds what the other has counted, and nobody counts anything twice.
    for n in 10..20 {
        pair.read(&pair.other, n);
        pair.read(&pair.one, n + 100);
        if n % 3 == 0 {
            pair.one.keep_house();
            pair.other.keep_house();
        }
        pair.site.world.pass(20 * Time::SECOND);
    }
    pair.one.keep_house();
    pair.other.keep_house();
    let all = (24, vec![(pair.article, 24.0)]);
    assert_eq!(pair.shown(), [all.clone(), all.clone()]);
    assert_eq!(actions::counts(&pair.site.newsroom, pair.article).unwrap().views, 24);
    let later = Readership::start(&pair.site.newsroom).unwrap();
    assert_eq!(later.views(pair.article), 24);
    assert_eq!(later.told().counted, 0, "a server tells of its own readings alone");
}

fn a_server_that_heard_nothing_for_long_misses_nothing(kind: Kind) {
    let pair = pair(kind);
    for n in 0..5 {
        pair.read(&pair.one, n);
        pair.site.world.pass(Time::HOUR);
        pair.one.keep_house();
    }
    pair.read(&pair.other, 50);
    pair.other.keep_house();
    pair.one.keep_house();
    let all = (6, vec![(pair.article, 6.0)]);
    assert_eq!(pair.shown(), [all.clone(), all]);
}

fn a_batch_stays_until_every_server_has_read_it(kind: Kind) {
    let pair = pair(kind);
    let kept = || pair.site.newsroom.store.read_counts(|session| session.counting_nodes()).unwrap().len();
    pair.read(&pair.one, 1);
    pair.one.keep_house();
    assert_eq!(kept(), 1, "it is folded and still there");
    pair.site.world.pass(5 * Time::MINUTE);
    pair.read(&pair.other, 2);
    pair.other.keep_house();
    assert_eq!(kept(), 1, "the old one is gone, the new one is there");
    pair.site.world.pass(5 * Time::MINUTE);
    pair.read(&pair.other, 3);
    pair.other.keep_house();
    pair.one.keep_house();
    assert_eq!(pair.shown()[0].0, 3);
}
