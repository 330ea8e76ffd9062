//! Reading in depth, from a page's report to the must-reads.

use actions::{Answer, Counts, Readership, Reported, ReportedDepth, counts};
use audience::constants::SHORTEST_READING;
use audience::{BadToken, FilledBy, Rule, Why, unpack_depths};
use model::{ArticleId, Language, Time};
use store::Store;
use testkit::{Kind, TestNewsroom, on_both_databases};

on_both_databases! {
    a_depth_is_on_disk_before_it_is_answered
    a_depth_is_counted_once_for_each_counted_view
    nobody_reads_for_longer_than_the_article_takes
    folding_and_a_restart_change_no_depth
    a_depth_is_of_a_page_of_this_site
    a_store_that_fails_loses_no_depth_and_counts_none_twice
    must_reads_are_filled_up_by_depth_across_a_restart
}

/// Six words.
const SIX: &str = "the pier reopens and the harbour ";

struct Paper {
    readership: Readership,
    article: ArticleId,
    token: String,
    site: TestNewsroom,
}

fn paper(kind: Kind) -> Paper {
    let site = TestNewsroom::new(kind);
    let body = SIX.repeat(40);
    let article = site.article("The pier reopens").body(&[&body, "Ten more words make two hundred and fifty in all"]).write();
    let readership = Readership::start(&site.newsroom).unwrap();
    let token = readership.mint(article, Language::ENGLISH);
    Paper { readership, article, token, site }
}

/// The nth reader's report, with a mark.
fn reported(token: &str, n: u32) -> Reported<'_> {
    Reported { reference: Some(mark(n)), ..crate::readership::reported(token, n) }
}

fn mark(n: u32) -> [u8; 16] {
    format!("reading-{n:08}").into_bytes().try_into().unwrap()
}

impl Paper {
    fn read(&self, token: &str, n: u32) -> Answer {
        self.readership.read_now(&reported(token, n))
    }

    fn deepen(&self, n: u32, seconds: u64) -> Answer {
        self.readership.deepen_now(&ReportedDepth { token: &self.token, reference: mark(n), seconds })
    }

    fn counted(&self) -> Counts {
        counts(&self.site.newsroom, self.article).unwrap()
    }

    fn depth(&self) -> (u64, u64) {
        (self.counted().depth_seconds, self.counted().depth_reports)
    }
}

fn a_depth_is_on_disk_before_it_is_answered(kind: Kind) {
    let paper = paper(kind);
    let disk = Store::open(&paper.site.place().database()).unwrap();
    for n in 1..=5 {
        assert_eq!(paper.read(&paper.token, n), Answer::Counted);
        assert_eq!(paper.deepen(n, 10), Answer::Counted);
        let batches = disk.read_counts(|session| session.batches()).unwrap();
        let packed: Vec<_> = batches.iter().filter_map(|batch| batch.depths.as_deref()).flat_map(|packed| unpack_depths(packed).unwrap()).collect();
        assert_eq!(packed, vec![(paper.article, 10); n as usize]);
    }
    assert_eq!((paper.depth(), paper.counted().views), ((50, 5), 5));
}

fn a_depth_is_counted_once_for_each_counted_view(kind: Kind) {
    let paper = paper(kind);
    assert_eq!(paper.deepen(1, 20), Answer::NoView, "nobody has opened it");
    assert_eq!(paper.read(&paper.token, 1), Answer::Counted);
    assert_eq!(paper.deepen(1, 20), Answer::Counted);
    assert_eq!(paper.deepen(1, 20), Answer::Again);
    assert_eq!(paper.deepen(1, 50), Answer::Again);
    assert_eq!(paper.read(&paper.token, 1), Answer::Counted, "the view is known again");
    assert_eq!(paper.deepen(1, 20), Answer::Again);
    let reloaded = Reported { reference: Some(mark(2)), ..reported(&paper.token, 1) };
    assert_eq!(paper.readership.read_now(&reloaded), Answer::Refused(Rule::Repeat));
    assert_eq!(paper.deepen(2, 20), Answer::NoView, "that view was not counted");
    assert_eq!(paper.depth(), (20, 1));
}

fn nobody_reads_for_longer_than_the_article_takes(kind: Kind) {
    let paper = paper(kind);
    // 250 words at 230 a minute.
    for (n, seconds, kept) in [(1, 65, 65), (2, 66, 66), (3, 67, 66), (4, u64::MAX, 66)] {
        let before = paper.depth().0;
        assert_eq!((paper.read(&paper.token, n), paper.deepen(n, seconds)), (Answer::Counted, Answer::Counted));
        assert_eq!(paper.depth().0 - before, kept);
    }
    // What is edited takes as long as it takes now.
    let before = paper.site.newest_change();
    let mut draft = store::ArticleDraft::from(&paper.site.found(paper.article));
    draft.body = model::Body(vec![model::Block::paragraph("Very little.")]);
    actions::edit(&paper.site.newsroom, paper.article, &draft).unwrap();
    paper.readership.follow(&paper.site.told_after(before)).unwrap();
    let counted = paper.depth().0;
    assert_eq!((paper.read(&paper.token, 5), paper.deepen(5, 600)), (Answer::Counted, Answer::Counted));
    assert_eq!(paper.depth().0 - counted, u64::from(SHORTEST_READING));
}

fn folding_and_a_restart_change_no_depth(kind: Kind) {
    let paper = paper(kind);
    for n in 0..10 {
        assert_eq!((paper.read(&paper.token, n), paper.deepen(n, 12)), (Answer::Counted, Answer::Counted));
        paper.site.world.pass(20 * Time::MINUTE);
        if n == 6 {
            paper.readership.keep_house();
            assert_eq!(paper.site.newsroom.store.read_counts(|session| session.batches()).unwrap(), []);
        }
    }
    let list = |readership: &Readership| readership.lists(|lists, now| lists.must_reads(Language::ENGLISH, now, 5));
    let before = (paper.counted(), list(&paper.readership));
    assert_eq!((before.0.depth_seconds, before.0.depth_reports), (120, 10));
    assert_eq!(before.1[0].why, Why::FillsUp(FilledBy::Depth { seconds: 120 }));
    // Some are folded and some are not.
    assert_eq!(list(&Readership::start(&paper.site.newsroom).unwrap()), before.1);
    paper.readership.stop();
    assert_eq!(paper.deepen(9, 12), Answer::Unavailable, "who has stopped counts no more and says so");
    assert_eq!(paper.site.newsroom.store.read_counts(|session| session.batches()).unwrap(), []);
    let again = Readership::start(&paper.site.newsroom).unwrap();
    assert_eq!((paper.counted(), list(&again)), before);
    let mut hours = Vec::new();
    paper.site.newsroom.store.read_counts(|session| session.hours_from(0, |row| hours.push(row))).unwrap();
    hours.sort_unstable();
    assert_eq!(hours.iter().map(|(.., depth)| *depth).collect::<Vec<_>>(), [36, 36, 36, 12]);
    let sent_again = again.deepen_now(&ReportedDepth { token: &paper.token, reference: mark(9), seconds: 12 });
    assert_eq!(sent_again, Answer::NoView, "marks are in memory alone");
    // A week later it is forgotten in the list and stands in the total.
    paper.site.world.pass(8 * Time::DAY);
    assert!(list(&again).is_empty());
    assert_eq!(paper.depth(), (120, 10));
}

fn a_depth_is_of_a_page_of_this_site(kind: Kind) {
    let paper = paper(kind);
    let before = paper.site.newest_change();
    let other = paper.site.article("The tide").write();
    paper.readership.follow(&paper.site.told_after(before)).unwrap();
    let others = paper.readership.mint(other, Language::ENGLISH);
    let deepen = |token: &str| paper.readership.deepen_now(&ReportedDepth { token, reference: mark(1), seconds: 9 });
    assert_eq!(paper.read(&paper.token, 1), Answer::Counted);
    assert_eq!(deepen("x"), Answer::BadToken(BadToken::Malformed));
    assert_eq!(deepen(&others), Answer::NoView, "the mark is of another article's view");
    assert_eq!(deepen(&paper.token), Answer::Counted);
    // A withdrawn article's depth is kept, at what the shortest of articles may have.
    assert_eq!(paper.read(&paper.token, 2), Answer::Counted);
    let before = paper.site.newest_change();
    actions::withdraw(&paper.site.newsroom, paper.article).unwrap();
    paper.readership.follow(&paper.site.told_after(before)).unwrap();
    assert_eq!(paper.deepen(2, 60), Answer::Counted);
    assert_eq!(paper.depth(), (9 + u64::from(SHORTEST_READING), 2));
}

fn a_store_that_fails_loses_no_depth_and_counts_none_twice(kind: Kind) {
    let paper = paper(kind);
    assert_eq!(paper.read(&paper.token, 1), Answer::Counted);
    let run = |sql| paper.site.newsroom.store.run_counts_sql(sql).unwrap();
    run("ALTER TABLE count_batch RENAME TO count_batch_away");
    assert_eq!(paper.deepen(1, 30), Answer::Unavailable);
    assert_eq!(paper.read(&paper.token, 2), Answer::Unavailable);
    assert_eq!(paper.deepen(2, 30), Answer::NoView, "its view is not kept either");
    run("ALTER TABLE count_batch_away RENAME TO count_batch");
    assert_eq!(paper.deepen(1, 30), Answer::Counted);
    assert_eq!(paper.deepen(1, 30), Answer::Again);
    assert_eq!(paper.depth(), (30, 1));
}

fn must_reads_are_filled_up_by_depth_across_a_restart(kind: Kind) {
    let paper = paper(kind);
    let before = paper.site.newest_change();
    let often = paper.site.article("Opened often").write();
    paper.readership.follow(&paper.site.told_after(before)).unwrap();
    let token = paper.readership.mint(often, Language::ENGLISH);
    for n in 10..15 {
        assert_eq!(paper.read(&token, n), Answer::Counted);
    }
    assert_eq!((paper.read(&paper.token, 1), paper.deepen(1, 40)), (Answer::Counted, Answer::Counted));
    let filled = |readership: &Readership| {
        let list = readership.lists(|lists, now| lists.must_reads(Language::ENGLISH, now, 5));
        list.into_iter().map(|ranked| (ranked.article, ranked.why)).collect::<Vec<_>>()
    };
    let by = |by| Why::FillsUp(by);
    let expected = [(paper.article, by(FilledBy::Depth { seconds: 40 })), (often, by(FilledBy::Views { views: 5 }))];
    assert_eq!(filled(&paper.readership), expected);
    paper.readership.stop();
    assert_eq!(filled(&Readership::start(&paper.site.newsroom).unwrap()), expected);
}
