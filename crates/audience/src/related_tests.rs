use model::{Language, weight_of_each};
use proptest::prelude::*;

use super::*;
use crate::words;

fn now() -> Time {
    Time::parse("2024-03-05T12:00:00Z").unwrap()
}

fn features(topics: &[&str], people: &[u64], headline: &str, section: &str, days: i64) -> Features {
    let topics = topics.iter().map(|topic| (*topic).to_owned()).collect();
    let people = people.iter().map(|&bits| PersonId::from_bits(bits)).collect();
    Features::new(topics, people, words(Language::ENGLISH, headline, &[], headline), section.to_owned(), now().plus(-days * Time::DAY))
}

/// Everybody is found by everything that they share.
fn related<'a>(own: &Features, others: impl Iterator<Item = (usize, &'a Features)> + Clone, limit: usize) -> Related {
    let mut kindred = Kindred::of(own.clone());
    for (n, other) in others.clone() {
        let (id, at) = (id(n).0, other.published_at);
        (0..common(&own.topics, &other.topics).len()).for_each(|_| kindred.shares_topic(id, at, weight_of_each(other.topics.len())));
        (0..common(&own.people, &other.people).len()).for_each(|_| kindred.shares_person(id, at, weight_of_each(other.people.len())));
        for (place, (word, _)) in own.words.iter().enumerate() {
            other.words.iter().filter(|(theirs, _)| theirs == word).for_each(|(_, weight)| kindred.shares_word(id, at, place, *weight));
        }
        if own.section == other.section {
            kindred.shares_section(id, at);
        }
    }
    let closest = kindred.closest(40, 24, &[], now());
    let candidates: Vec<_> = others.map(|(n, other)| (id(n).0, id(n).1, other)).filter(|(id, ..)| closest.contains(id)).collect();
    Related::new(kindred, candidates, now(), limit)
}

fn id(n: usize) -> (ArticleId, StoryId) {
    (ArticleId::from_bits(n as u64), StoryId::from_bits(n as u64 + 50))
}

fn ranked(own: &Features, others: &[Features], limit: usize) -> Vec<(u64, Why)> {
    related(own, others.iter().enumerate(), limit).ranked().iter().map(|ranked| (ranked.article.bits(), ranked.why.clone())).collect()
}

#[test]
fn what_editors_pin_stands_first_and_what_they_leave_out_never() {
    let own = features(&["harbour"], &[1], "Crane operators go remote", "business", 0);
    let others = [
        features(&["harbour"], &[1], "Remote crane operators strike", "business", 1),
        features(&["harbour"], &[3], "Fish auction keeps its hand signals", "culture", 3),
        features(&["football"], &[4], "A goalkeeper retires", "sports", 0),
        features(&["cinema"], &[5], "The last reel", "culture", 90),
    ];
    let all = || others.iter().enumerate().map(|(n, other)| (id(n).0, id(n).1, other));
    let choice = (vec![id(3).1, id(2).1], vec![id(0).1]);
    let mut list = Related::arranged(Kindred::of(own), all(), choice, now(), 3);
    let order = |list: &Related| list.ranked().iter().map(|ranked| ranked.article.bits()).collect::<Vec<_>>();
    assert_eq!(order(&list), [3, 2, 1]);
    assert_eq!(list.ranked()[0].why, Why::Pinned { place: 1 });
    // What goes and comes again stands where it stood; what is left out comes not at all.
    list.remove(id(3).0);
    assert_eq!(order(&list), [2, 1]);
    list.put(id(3).0, id(3).1, &others[3], now());
    list.put(id(0).0, id(0).1, &others[0], now());
    assert_eq!(order(&list), [3, 2, 1]);
}

#[test]
fn a_story_on_the_same_topic_stands_before_one_in_the_same_section() {
    let own = features(&["harbour"], &[1], "Crane operators go remote", "business", 0);
    let others = [
        features(&["football"], &[2], "Cup final ends in rain", "business", 0),
        features(&["harbour"], &[3], "Fish auction keeps its hand signals", "culture", 3),
        features(&["harbour"], &[1], "Remote crane operators strike", "business", 3),
        features(&["football"], &[4], "A goalkeeper retires", "sports", 0),
    ];
    let list = ranked(&own, &others, 5);
    assert_eq!(list.iter().map(|place| place.0).collect::<Vec<_>>(), [2, 1, 0]);
    let Why::Alike(shared) = &list[0].1 else { panic!("{list:?}") };
    assert_eq!(shared.topics, ["harbour"]);
    assert_eq!(shared.people, [PersonId::from_bits(1)]);
    assert_eq!(shared.words.len(), 3);
    assert_eq!(list[2].1, Why::SameSection);
    assert!(list[0].1.to_string().starts_with("shares topics harbour; people "), "{}", list[0].1);
}

#[test]
fn the_fresher_of_two_that_are_alike_stands_first() {
    let own = features(&["harbour"], &[], "Crane operators", "business", 0);
    let others = [features(&["harbour"], &[], "Quay repaired", "business", 90), features(&["harbour"], &[], "Quay repaired", "business", 1)];
    assert_eq!(ranked(&own, &others, 5).iter().map(|place| place.0).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn a_word_that_every_article_has_says_nothing() {
    let own = features(&[], &[], "Harbour ferry", "city", 0);
    let mut others: Vec<_> = (0..40).map(|n| features(&[], &[], &format!("Harbour matter{n}"), "news", 0)).collect();
    others.push(features(&[], &[], "Ferry timetable", "news", 20));
    assert_eq!(ranked(&own, &others, 1)[0].0, 40);
}

#[test]
fn an_article_that_is_published_later_stands_where_it_would_have_stood() {
    let own = features(&["harbour"], &[1], "Crane operators go remote", "business", 0);
    let others: Vec<_> = (0..6).map(|n| features(if n % 2 == 0 { &["harbour"] } else { &[] }, &[n], "Crane strike", "business", n as i64)).collect();
    let all = ranked(&own, &others, 4);
    for late in 0..others.len() {
        let mut related = related(&own, others.iter().enumerate().filter(|(n, _)| *n != late), 4);
        related.put(id(late).0, id(late).1, &others[late], now());
        let list: Vec<_> = related.ranked().iter().map(|ranked| ranked.article.bits()).collect();
        assert_eq!(list, all.iter().map(|place| place.0).collect::<Vec<_>>(), "{late}");
        related.remove(id(late).0);
        assert!(related.ranked().iter().all(|ranked| ranked.article != id(late).0));
    }
}

#[test]
fn the_newest_of_the_section_fill_a_list_up() {
    let own = features(&[], &[], "Harbour", "city", 0);
    let others: Vec<_> = (0..5).map(|n| features(&[], &[], &format!("Matter{n}"), "city", 10 - n)).collect();
    assert_eq!(ranked(&own, &others, 2), [(4, Why::SameSection), (3, Why::SameSection)]);
}

proptest! {
    #[test]
    fn likeness_is_the_same_from_both_sides_and_falls_with_age(
        a in prop::collection::vec(0u8..6, 0..5), b in prop::collection::vec(0u8..6, 0..5), days in 0i64..400,
    ) {
        let names = |numbers: &[u8]| numbers.iter().collect::<std::collections::BTreeSet<_>>().iter().map(|n| format!("topic{n}")).collect::<Vec<_>>();
        let made = |numbers: &[u8], days| {
            let topics = names(numbers);
            features(&topics.iter().map(String::as_str).collect::<Vec<_>>(), &[], &topics.join(" "), "city", days)
        };
        let (one, there) = likeness(&made(&a, 0), &made(&b, 0), now());
        let (other, _) = likeness(&made(&b, 0), &made(&a, 0), now());
        prop_assert!((one - other).abs() < 1e-9);
        let (older, shared) = likeness(&made(&a, 0), &made(&b, days), now());
        prop_assert!(older <= one && older >= one * FRESH_FLOOR - 1e-9);
        prop_assert_eq!(shared.topics, there.topics);
    }
}

#[test]
fn what_readers_went_on_to_stands_with_what_is_alike_and_says_why() {
    let own = features(&["harbour"], &[1], "Crane operators go remote", "business", 0);
    let others = [
        features(&["harbour"], &[3], "Fish auction keeps its hand signals", "culture", 3),
        features(&["cinema"], &[5], "The last reel", "culture", 9),
        features(&["football"], &[4], "A goalkeeper retires", "sports", 0),
    ];
    let mut kindred = Kindred::of(own);
    kindred.shares_topic(id(0).0, others[0].published_at, 1.0);
    kindred.read_on(id(1).0, others[1].published_at, 400);
    kindred.read_on(id(2).0, others[2].published_at, 5);
    let all = || others.iter().enumerate().map(|(n, other)| (id(n).0, id(n).1, other));
    let mut list = Related::new(kindred, all(), now(), 5);
    let order = |list: &Related| list.ranked().iter().map(|ranked| ranked.article.bits()).collect::<Vec<_>>();
    assert_eq!(order(&list), [1, 0], "five of so many readers prove nothing");
    assert_eq!(list.ranked()[0].why.to_string(), "400 readers went on to it");
    let alike = list.ranked().to_vec();
    list.put(id(1).0, id(1).1, &others[1], now());
    assert_eq!(*list.ranked().as_ref(), alike, "an article that changes keeps its readers");
}
