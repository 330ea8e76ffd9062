use std::collections::{BTreeMap, BTreeSet};

use model::{Comment, Kind, graphemes};

use super::*;
use crate::drawings;

fn all() -> Vec<Story> {
    stories().unwrap_or_else(|malformed| panic!("{malformed}"))
}

fn in_language(stories: &[Story], language: Language) -> Vec<&Telling> {
    stories.iter().filter_map(|story| story.telling(language)).collect()
}

#[test]
fn every_file_is_part_of_the_paper() {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/stories")).unwrap();
    let there: BTreeSet<String> = folder.map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    assert_eq!(there, FILES.iter().map(|(name, _)| (*name).to_owned()).collect());
}

#[test]
fn the_paper_has_both_editions_all_sections_and_a_whole_newsroom() {
    let stories = all();
    assert!(in_language(&stories, Language::ENGLISH).len() >= 40);
    assert!(in_language(&stories, Language::KOREAN).len() >= 25);
    assert!(stories.iter().all(|story| story.telling(Language::ENGLISH).is_some()));
    assert_eq!(stories.iter().map(|story| &story.section).collect::<BTreeSet<_>>().len(), 6);
    let people = stories.iter().flat_map(|story| [Some(&story.reporter), story.editor.as_ref(), story.translator.as_ref()]);
    assert_eq!(people.flatten().collect::<BTreeSet<_>>().len(), 8);
}

#[test]
fn some_pieces_are_long_and_some_are_short() {
    let stories = all();
    let lengths: Vec<usize> =
        in_language(&stories, Language::ENGLISH).iter().map(|telling| telling.body.to_plain().split_whitespace().count()).collect();
    assert!(lengths.iter().filter(|&&words| words > 600).count() >= 5, "{lengths:?}");
    assert!(lengths.iter().filter(|&&words| words < 200).count() >= 5, "{lengths:?}");
}

#[test]
fn the_bodies_use_what_a_body_can_have() {
    let stories = all();
    let blocks: Vec<&Kind> = stories.iter().flat_map(|story| &story.tellings).flat_map(|telling| &telling.body.0).map(|block| &block.kind).collect();
    let count = |is: fn(&Kind) -> bool| blocks.iter().filter(|kind| is(kind)).count();
    assert!(count(|kind| matches!(kind, Kind::Quote { by: Some(_), .. })) >= 10);
    assert!(count(|kind| matches!(kind, Kind::List { ordered: false, .. })) >= 8);
    assert!(count(|kind| matches!(kind, Kind::List { ordered: true, .. })) >= 4);
    assert!(count(|kind| matches!(kind, Kind::Table { .. })) >= 10);
    assert!(count(|kind| matches!(kind, Kind::Heading { .. })) >= 50);
    // Whatever is left of the markup was not understood.
    for kind in blocks {
        if let Kind::Paragraph { text } = kind {
            assert!(!text.to_plain().contains(['*', '|', '#']), "{text:?}");
        }
    }
}

#[test]
fn corrections_and_comments_are_such_as_the_site_takes() {
    let stories = all();
    let tellings: Vec<&Telling> = stories.iter().flat_map(|story| &story.tellings).collect();
    assert!(tellings.iter().map(|telling| telling.corrections.len()).sum::<usize>() >= 10);
    let comments: Vec<&Remark> = tellings.iter().flat_map(|telling| &telling.comments).collect();
    assert!(comments.len() >= 100);
    for comment in comments {
        assert!(graphemes(&comment.text) <= Comment::LONGEST && !comment.text.is_empty(), "{comment:?}");
        assert!(graphemes(&comment.name) <= Comment::LONGEST_NAME && !comment.name.is_empty(), "{comment:?}");
    }
}

#[test]
fn every_scene_is_drawn_and_stands_once() {
    let mut used: BTreeMap<String, u32> = BTreeMap::new();
    for scene in all().into_iter().filter_map(|story| story.scene) {
        assert!(drawings::scenes().contains(&scene.as_str()), "nobody has drawn “{scene}”");
        *used.entry(scene).or_default() += 1;
    }
    assert!(used.values().all(|&times| times == 1), "{used:?}");
    assert!(used.len() * 10 >= drawings::scenes().len() * 9, "{} of {} scenes are used", used.len(), drawings::scenes().len());
}

#[test]
fn a_malformed_story_names_its_file_and_line() {
    let whole = "+++\nsection = \"city\"\ntopics = [\"a\"]\nreporter = \"r\"\noriginal = \"en\"\nage_hours = 9\ninterest = 0.5\n+++\n=== en\nheadline: H\n\nB\n\n=== correction en 5\nC\n";
    let story = parse("piece", whole).unwrap();
    assert_eq!(story.tellings[0].corrections, [Repair { hours: 5, text: "C".to_owned() }]);
    for (from, to, line) in [
        ("age_hours = 9", "age_hours = \"x\"", 6),
        ("interest = 0.5", "interest = 0.5\nmood = 1", 8),
        ("headline: H", "headlin: H", 10),
        ("\nB\n", "\nB *b\n", 12),
        ("correction en 5", "correction ko 5", 14),
        ("correction en 5", "correction en soon", 14),
        ("correction en 5", "correction en 9", 1),
        ("=== en", "=== ko", 14),
        ("+++\n===", "===", 1),
    ] {
        let malformed = parse("piece", &whole.replacen(from, to, 1)).unwrap_err();
        assert_eq!(malformed.line, line, "{malformed}");
        assert!(malformed.to_string().starts_with("piece.md, line "), "{malformed}");
    }
}
