use model::Role;

use super::byline::Byline;
use super::name;
use crate::FoundCredit;

/// What stands behind a name, with what it makes of its bearer.
const TITLES: &[&str] = &[
    "기자",
    "선임기자",
    "전문기자",
    "수습기자",
    "인턴기자",
    "객원기자",
    "시민기자",
    "대기자",
    "특파원",
    "통신원",
    "논설위원",
    "논설위원장",
    "논설실장",
    "논설주간",
    "편집위원",
    "해설위원",
    "주필",
    "앵커",
    "PD",
    "피디",
    "칼럼니스트",
    "교수",
    "명예교수",
    "초빙교수",
    "겸임교수",
    "연구위원",
    "선임연구위원",
    "연구원",
    "작가",
    "시인",
    "소설가",
    "평론가",
    "문화평론가",
    "변호사",
    "에디터",
    "필자",
    "대표",
    "소장",
    "원장",
    "이사장",
    "회장",
    "부장",
    "차장",
    "국장",
    "팀장",
    "의원",
    "박사",
    "전문의",
    "리포터",
    "아나운서",
    "번역가",
    "사진가",
    "기고가",
    "저널리스트",
    "활동가",
    "감독",
];
/// Titles that no article speaks of in its own short lines.
const SURE: &[&str] = &[
    "기자",
    "선임기자",
    "전문기자",
    "수습기자",
    "인턴기자",
    "객원기자",
    "시민기자",
    "대기자",
    "특파원",
    "통신원",
    "논설위원",
    "칼럼니스트",
    "PD",
    "피디",
    "에디터",
    "리포터",
    "편집위원",
];
/// What stands before a name.
const OPENERS: &[(&str, Role)] = &[
    ("글", Role::Reporter),
    ("취재", Role::Reporter),
    ("정리", Role::Reporter),
    ("기사", Role::Reporter),
    ("글쓴이", Role::Reporter),
    ("기고", Role::Reporter),
    ("대담", Role::Reporter),
    ("필자", Role::Reporter),
    ("작성자", Role::Reporter),
    ("기자명", Role::Reporter),
    ("작성", Role::Reporter),
    ("번역", Role::Translator),
    ("옮김", Role::Translator),
    ("옮긴이", Role::Translator),
    ("번역자", Role::Translator),
    ("편집", Role::Editor),
    ("편집자", Role::Editor),
    ("에디터", Role::Editor),
    ("데스크", Role::Editor),
    ("감수", Role::Editor),
    ("사진", Role::Photographer),
    ("촬영", Role::Photographer),
    ("사진기자", Role::Photographer),
];
/// Words beside a name that say nothing of it.
const SILENT: &[&str] = &[
    "by",
    "구독",
    "공유",
    "페이지",
    "기자페이지",
    "이메일",
    "기자홈",
    "팔로우",
    "응원",
    "다른기사",
    "다른기사보기",
    "보기",
    "메일",
    "프로필",
    "입력",
    "수정",
    "=",
    "및",
    "와",
    "과",
    "등",
    "조회",
    "조회수",
    "views",
    "님",
    "구독하기",
    "기사제공",
    "기자의",
    "호수",
    "댓글",
    "모음",
    "기사모음",
    "모아보기",
];

/// Reads a Korean byline.
pub(super) fn read(text: &str) -> Option<Byline> {
    if text.chars().count() > 90 || super::line::ends_sentence(text) || text.contains(['“', '”', '"', '‘', '?', '!']) {
        return None;
    }
    let mut byline = Byline::default();
    let mut roles: Vec<Role> = Vec::new();
    let mut pending: Vec<String> = Vec::new();
    let (mut strange, mut opened, mut titled, mut sure) = (0, false, false, false);
    let both = text
        .replace("글·사진", "글 사진")
        .replace("사진·글", "글 사진")
        .replace("글/사진", "글 사진")
        .replace("글ㆍ사진", "글 사진")
        .replace("취재·사진", "취재 사진");
    let mut after_opener = false;
    opened |= text.get(..3).is_some_and(|open| open.eq_ignore_ascii_case("by "));
    for word in both.split([' ', '·', 'ㆍ', ',', '/', '|', '=', ':', '(', ')', '[', ']', '<', '>', '•', '&', ';', '‧', '∙', '\u{318d}']) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '○' | '◯' | '〇' | '@' | '●'));
        if word.is_empty() || word.contains('@') || SILENT.contains(&word.to_lowercase().as_str()) {
            continue;
        }
        if let Some((_, role)) = OPENERS.iter().find(|(open, _)| *open == word) {
            // 편집 before a name makes an editor; 홍길동 에디터 is a writer's title.
            if word == "에디터" && !pending.is_empty() {
                give(&mut pending, &[], &mut byline);
                titled = true;
                sure = true;
                continue;
            }
            give(&mut pending, if after_opener { &[] } else { &roles }, &mut byline);
            if !after_opener {
                roles.clear();
            }
            roles.push(*role);
            (opened, after_opener) = (true, true);
            continue;
        }
        if TITLES.contains(&word) || word.ends_with("칼럼니스트") {
            if pending.is_empty() && byline.credits.is_empty() {
                strange += 1;
            } else {
                titled = true;
                sure |= SURE.contains(&word);
                give(&mut pending, &roles, &mut byline);
            }
        } else if let Some(name) = glued(word) {
            pending.push(name.to_owned());
            give(&mut pending, &roles, &mut byline);
            (titled, sure) = (true, true);
        } else if name::is_korean(word) && !(name::is_unit(word) && !(pending.is_empty() && byline.credits.is_empty())) {
            pending.push(word.to_owned());
        } else if (after_opener || opened) && name::is_korean_with_role(word) {
            // A foreigner's name in Hangul has a first and a last word.
            match pending.last_mut() {
                Some(first) if !first.contains(' ') => *first = format!("{first} {word}"),
                Some(_) => strange += 1,
                None => pending.push(word.to_owned()),
            }
        } else if name::is_latin(word, 1) && opened {
            pending.push(word.to_owned());
        } else {
            strange += 1;
        }
        after_opener = false;
    }
    // A place or department may look like a name; the name is the one before the title.
    give(&mut pending, &roles, &mut byline);
    byline.said = opened || titled;
    let allowed = if sure {
        2
    } else if titled {
        4
    } else {
        usize::from(opened)
    };
    let alone = !byline.said && strange == 0 && byline.credits.len() <= 3;
    let plain = sure || opened || titled && byline.credits.len() == 1 && text.chars().count() <= 40;
    (!byline.credits.is_empty() && strange <= allowed && (plain || alone)).then_some(byline)
}

fn give(pending: &mut Vec<String>, roles: &[Role], byline: &mut Byline) {
    for name in pending.drain(..) {
        for role in if roles.is_empty() { &[Role::Reporter][..] } else { roles } {
            byline.credits.push(FoundCredit { name: name.clone(), role: *role });
        }
    }
}

/// The name in 홍길동기자.
fn glued(word: &str) -> Option<&str> {
    ["선임기자", "인턴기자", "기자", "특파원", "논설위원"]
        .iter()
        .find_map(|title| word.strip_suffix(title))
        .filter(|name| name::is_korean(name) && name.chars().count() >= 2)
}

/// The reporters whom an agency names before the first sentence: [서울=통신] 홍길동 기자 = …
pub(super) fn dateline(text: &str) -> Vec<FoundCredit> {
    let open = text.starts_with(['[', '(', '【', '〔']);
    let head: String = text.chars().take(80).collect();
    let Some((before, _)) = head.split_once(" = ").or_else(|| head.split_once("= ").filter(|_| open)) else { return Vec::new() };
    let before = before.split_once([']', ')', '】', '〕']).map_or(before, |(_, names)| names);
    read(before.trim()).filter(|byline| byline.said).map(|byline| byline.credits).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> String {
        read(text).map_or_else(
            || "none".to_owned(),
            |byline| byline.credits.iter().map(|credit| format!("{}:{}", credit.name, credit.role.word())).collect::<Vec<_>>().join(" "),
        )
    }

    #[test]
    fn korean_bylines_are_read() {
        assert_eq!(names("홍길동 기자"), "홍길동:reporter");
        assert_eq!(names("홍길동기자 hong@example.com"), "홍길동:reporter");
        assert_eq!(names("김아무개·이아무개 기자"), "김아무개:reporter 이아무개:reporter");
        assert_eq!(names("글 홍길동 · 사진 김민수"), "홍길동:reporter 김민수:photographer");
        assert_eq!(names("글·사진 홍길동 기자"), "홍길동:reporter 홍길동:photographer");
        assert_eq!(names("번역 이○○"), "이○○:translator");
        assert_eq!(names("편집=박민수"), "박민수:editor");
        assert_eq!(names("홍길동 논설위원"), "홍길동:reporter");
        assert_eq!(names("홍길동 | 한빛대 국제학부 교수"), "홍길동:reporter");
        assert_eq!(names("워싱턴=홍길동 특파원"), "홍길동:reporter");
        assert_eq!(names("정부, 항만 예산 늘린다"), "none");
        assert_eq!(names("정부가 예산을 늘렸다고 김민수 기자가 말했다."), "none");
    }

    #[test]
    fn an_agencys_dateline_names_its_reporter() {
        assert_eq!(dateline("[서울=통신] 홍길동 기자 = 정부가 9일 밝혔다.").len(), 1);
        assert_eq!(dateline("(부산=통신) 홍길동 김민수 기자 = 정부가 9일 밝혔다.").len(), 2);
        assert!(dateline("정부가 9일 a = b 라고 밝혔다.").is_empty());
    }
}
