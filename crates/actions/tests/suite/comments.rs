use actions::{ActionError, CommentRefusal, Posted, comment, moderate, withdraw};
use model::{ArticleId, Comment, CommentId, CommentState};
use store::Change;
use testkit::{Kind, TestNewsroom, on_both_databases};

on_both_databases! {
    a_comment_is_held_until_somebody_has_read_it
    a_comment_sent_twice_is_one
    approving_twice_is_one_change
    three_hundred_characters_are_a_comment_and_one_more_is_not
    a_character_built_of_many_parts_does_not_make_a_comment_endless
    a_comment_needs_a_name_and_a_text
    nobody_comments_on_what_is_not_public
}

fn send(site: &TestNewsroom, article: ArticleId, name: &str, text: &str) -> Result<Comment, CommentRefusal> {
    comment(&site.newsroom, &Posted { article, name, text, visitor: 7 })
}

fn public(site: &TestNewsroom, article: ArticleId) -> Vec<Comment> {
    site.newsroom.store.read(|session| session.public_comments(article, 100)).unwrap()
}

fn held(site: &TestNewsroom) -> usize {
    site.newsroom.store.read(|session| session.comments_in_state(CommentState::Held, 100)).unwrap().len()
}

fn a_comment_is_held_until_somebody_has_read_it(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let id = site.article("The pier reopens").write();
    let before = site.newest_change();
    let sent = send(&site, id, " 민서 ", "좋은 소식입니다.\r\n\r\n\r\n정말로요. ").unwrap();
    assert_eq!((sent.state, sent.name.as_str(), sent.text.as_str()), (CommentState::Held, "민서", "좋은 소식입니다.\n\n정말로요."));
    assert_eq!((public(&site, id).len(), held(&site)), (0, 1));
    assert_eq!(site.told_after(before), [], "nobody sees a held comment");
    moderate(&site.newsroom, sent.id, CommentState::Approved).unwrap();
    assert_eq!(public(&site, id).iter().map(|comment| comment.id).collect::<Vec<_>>(), [sent.id]);
    assert_eq!(held(&site), 0);
}

fn a_comment_sent_twice_is_one(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let id = site.article("The pier reopens").write();
    let first = send(&site, id, "Ann", "Good.").unwrap();
    site.world.pass(1000);
    let second = send(&site, id, "Ann ", " Good.").unwrap();
    assert_eq!((first.id, first.at), (second.id, second.at));
    assert_eq!(held(&site), 1);
    let other = comment(&site.newsroom, &Posted { article: id, name: "Ann", text: "Good.", visitor: 8 }).unwrap();
    assert_ne!(other.id, first.id, "the same words of another reader are another comment");
    let elsewhere = site.article("Another").write();
    assert_ne!(send(&site, elsewhere, "Ann", "Good.").unwrap().id, first.id);
}

fn approving_twice_is_one_change(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let id = site.article("The pier reopens").write();
    let sent = send(&site, id, "Ann", "Good.").unwrap();
    let refused = send(&site, id, "Bob", "Bad.").unwrap();
    let before = site.newest_change();
    for state in [CommentState::Approved, CommentState::Approved] {
        moderate(&site.newsroom, sent.id, state).unwrap();
    }
    moderate(&site.newsroom, refused.id, CommentState::Rejected).unwrap();
    assert_eq!(site.told_after(before), [Change::Comments { article: id }]);
    moderate(&site.newsroom, sent.id, CommentState::Rejected).unwrap();
    assert_eq!(site.told_after(before).len(), 2);
    assert_eq!(public(&site, id), []);
    let nobody = moderate(&site.newsroom, CommentId::from_bits(9), CommentState::Approved).unwrap_err();
    assert!(matches!(nobody, ActionError::Missing(_)), "{nobody}");
}

fn three_hundred_characters_are_a_comment_and_one_more_is_not(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let id = site.article("The pier reopens").write();
    for character in ["한", "\u{1112}\u{1161}\u{11ab}", "❤\u{fe0f}\u{200d}🔥", "🇰🇷", "e"] {
        let sent = send(&site, id, "Ann", &character.repeat(300)).unwrap();
        assert_eq!(model::graphemes(&sent.text), 300);
        let refused = send(&site, id, "Ann", &character.repeat(301)).unwrap_err();
        assert!(matches!(refused, CommentRefusal::LongText { found: 301 }), "{character}: {refused}");
    }
    assert_eq!(held(&site), 4, "loose jamo and composed Hangul are one comment");
}

fn a_character_built_of_many_parts_does_not_make_a_comment_endless(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let id = site.article("The pier reopens").write();
    let towers = format!("a{}", "\u{36f}".repeat(3000));
    let refused = send(&site, id, "Ann", &towers).unwrap_err();
    assert!(matches!(refused, CommentRefusal::HeavyText { found: 6001 }), "{refused}");
    let families = "👩\u{200d}👩\u{200d}👧\u{200d}👦".repeat(170);
    assert!(matches!(send(&site, id, "Ann", &families), Err(CommentRefusal::HeavyText { found: 4250 })));
    assert!(matches!(send(&site, id, &towers, "Good."), Err(CommentRefusal::LongName)));
    assert_eq!(held(&site), 0);
}

fn a_comment_needs_a_name_and_a_text(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let id = site.article("The pier reopens").write();
    for nothing in ["", " \t\n", "\u{200b}\u{202e}", "\u{3164}", "\u{2800} \u{200d}\u{fe0f}", "\u{e0041}"] {
        assert!(matches!(send(&site, id, nothing, "Good."), Err(CommentRefusal::NoName)));
        assert!(matches!(send(&site, id, "Ann", nothing), Err(CommentRefusal::NoText)));
    }
    assert!(matches!(send(&site, id, &"가".repeat(41), "Good."), Err(CommentRefusal::LongName)));
    send(&site, id, &"가".repeat(40), "Good.").unwrap();
}

fn nobody_comments_on_what_is_not_public(kind: Kind) {
    let site = TestNewsroom::new(kind);
    let withdrawn = site.article("Gone").write();
    withdraw(&site.newsroom, withdrawn).unwrap();
    let hidden = [withdrawn, site.article("Draft").draft().write(), site.article("Later").ago(-1000).write(), ArticleId::from_bits(3)];
    for id in hidden {
        let refused = send(&site, id, "Ann", "Good.").unwrap_err();
        assert!(matches!(refused, CommentRefusal::Action(ActionError::Missing(_))), "{refused}");
    }
    assert_eq!(held(&site), 0);
}
