//! One plain page of text, with one line changed at a time.

#![expect(clippy::unwrap_used, reason = "a page that is not read is a failed test")]

use exchange::{Found, Hints, page};
use model::{Kind, Language, When};

fn read(page: &str) -> Found {
    page::read(page.as_bytes(), &Hints { languages: vec![Language::ENGLISH, Language::KOREAN] }).unwrap()
}

/// What stands between navigation and list on an English page.
struct Page {
    by: &'static str,
    date: &'static str,
    below: &'static str,
    amid: &'static str,
}

const PLAIN: Page = Page { by: "By Ann Other", date: "2 March 2026", below: "", amid: "" };

impl Page {
    fn read(&self) -> Found {
        let Page { by, date, below, amid } = self;
        read(&format!(
            "Home\nNews\nSport\n\nCouncil to plant 400 trees along the ring road\n\n{by}\n{date}\n\n{below}\n\n\
             The council will plant 400 trees along the ring road this autumn, in its biggest planting since the road opened.\n\n{amid}\n\n\
             Residents had asked for a wall. “Trees are slower than concrete, but they look better,” said Jo Field, a councillor.\n\n\
             The first lime trees will go in beside the hospital in October.\n\n\
             Most read\n1. Council to plant 400 trees along the ring road\n2. Bus fares to rise\n"
        ))
    }
}

fn korean(below: &str) -> Found {
    read(&format!(
        "홈\n정치\n사회\n\n외곽순환로에 나무 400그루 심는다\n\n홍가람 기자\n입력 2026.03.02 09:12\n\n{below}\n\n\
         시는 올가을 외곽순환로를 따라 나무 400그루를 심는다고 밝혔다. 1974년 도로가 열린 뒤 가장 큰 규모다.\n\n\
         주민들은 방음벽을 요구해 왔다. 조은별 시의원은 “나무는 느리지만 보기에는 낫다”고 말했다.\n\n\
         첫 느릅나무는 10월 병원 앞에 심는다.\n\n많이 본 뉴스\n1. 버스 요금 오른다\n"
    ))
}

/// A first picture as "caption [credit]".
fn pictured(found: &Found) -> String {
    found.pictures.first().map_or_else(
        || "none".to_owned(),
        |picture| {
            let captions: Vec<_> = picture.captions.iter().map(|(_, text)| text.as_str()).collect();
            format!("{} [{}]", captions.join(" "), picture.credit.as_deref().unwrap_or_default())
        },
    )
}

#[test]
fn the_hour_may_stand_before_the_day_or_against_the_year() {
    for (date, hour) in [
        ("Updated 9:12 AM, March 2, 2026", "2026-03-02T09:12:00"),
        ("March 2, 20269:12 AM Updated March 3, 2026", "2026-03-02T09:12:00"),
        ("Published : 2026/03/02 [09:12]", "2026-03-02T09:12:00"),
    ] {
        let found = Page { date, ..PLAIN }.read();
        assert!(matches!(found.published, Some(When::Local(local)) if local.to_string() == hour), "{date}: {:?}", found.published);
    }
}

#[test]
fn names_without_a_word_before_them_are_those_who_wrote_it() {
    for (by, names) in [
        ("Ann Other in Exeter", &["Ann Other"][..]),
        ("Ann Other and Ben Cole", &["Ann Other", "Ben Cole"]),
        ("Ann Other\nPolitical correspondent", &["Ann Other"]),
    ] {
        let found = Page { by, ..PLAIN }.read();
        assert_eq!(found.credits.iter().map(|credit| credit.name.as_str()).collect::<Vec<_>>(), names, "{by}");
        assert!(found.deck.is_empty(), "{by}");
    }
}

#[test]
fn links_below_the_first_paragraph_leave_it_where_it_is() {
    for amid in
        ["READ MORE\nBus fares to rise\nBypass opens", "See also\nBus fares to rise", "Sign up for our newsletter\nThe day in a letter.\nSubscribe"]
    {
        let found = Page { amid, ..PLAIN }.read();
        assert_eq!((found.deck.len(), found.body.len()), (0, 3), "{amid}");
    }
}

#[test]
fn lines_under_bullets_are_one_list() {
    for (amid, ordered) in
        [("• 400 trees\n• 12 kinds", false), ("- 400 trees\n- 12 kinds", false), ("△ 400 trees\n△ 12 kinds", false), ("① Limes\n② Elms", true)]
    {
        let found = Page { amid, ..PLAIN }.read();
        assert!(matches!(&found.body[1].kind, Kind::List { items, ordered: is } if items.len() == 2 && *is == ordered), "{amid}");
    }
}

#[test]
fn a_credit_needs_no_word_that_says_so() {
    for (below, expected) in [
        ("Getty Images\nThe ring road opened in 1974", "The ring road opened in 1974 [Getty Images]"),
        ("The ring road in 2024. Getty Images", "The ring road in 2024. [Getty Images]"),
        ("The ring road opened in 1974 | ANN OTHER/LEDGER", "The ring road opened in 1974 [ANN OTHER/LEDGER]"),
        (
            "Cars stand on the ring road on a Monday in May.\nANN OTHER, VALLEY LEDGER",
            "Cars stand on the ring road on a Monday in May. [ANN OTHER, VALLEY LEDGER]",
        ),
    ] {
        let found = Page { below, ..PLAIN }.read();
        assert_eq!((pictured(&found).as_str(), found.deck.len()), (expected, 0));
    }
    for (below, expected) in [
        ("외곽순환로 모습. 홍가람 기자", "외곽순환로 모습. [홍가람]"),
        ("외곽순환로 모습. 시 제공", "외곽순환로 모습. [시 제공]"),
        ("외곽순환로 모습 (사진=시청 제공)", "외곽순환로 모습 [시청 제공]"),
        ("사진=시청", " [시청]"),
    ] {
        let found = korean(below);
        assert_eq!((pictured(&found).as_str(), found.deck.len(), found.credits.len()), (expected, 0, 1));
    }
}
