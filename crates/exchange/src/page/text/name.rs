//! What can be the name of a person.

use super::line::{has_hangul, is_hangul};

/// Words in capitals that no person is called by.
const NO_NAMES: &[&str] = &[
    "the",
    "news",
    "staff",
    "views",
    "share",
    "read",
    "more",
    "our",
    "this",
    "that",
    "your",
    "all",
    "new",
    "how",
    "why",
    "what",
    "when",
    "who",
    "where",
    "in",
    "on",
    "at",
    "to",
    "for",
    "and",
    "or",
    "of",
    "with",
    "from",
    "is",
    "are",
    "was",
    "a",
    "an",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "contact",
    "published",
    "updated",
    "photo",
    "photos",
    "image",
    "video",
    "comments",
    "comment",
    "advertisement",
    "related",
    "latest",
    "most",
    "popular",
    "top",
    "stories",
    "story",
    "home",
    "politics",
    "business",
    "economy",
    "world",
    "sports",
    "opinion",
    "culture",
    "technology",
    "science",
    "health",
    "korea",
    "china",
    "japan",
    "russia",
    "seoul",
    "minister",
    "president",
    "secretary",
    "government",
    "newsletter",
    "subscribe",
    "follow",
    "section",
    "local",
    "tags",
    "topics",
    "key",
    "points",
    "background",
    "analysis",
    "editorial",
    "breaking",
    "live",
    "exclusive",
    "it",
    "its",
    "we",
    "they",
    "after",
    "before",
    "no",
    "not",
    "main",
    "access",
    "menu",
    "search",
    "editor",
    "editors",
    "writer",
    "reporter",
    "team",
    "desk",
    "bureau",
    "press",
    "times",
    "agency",
    "daily",
    "company",
    "ministry",
    "court",
    "university",
    "next",
    "steps",
    "copyright",
    "rights",
];

/// Words in an organisation's name; it is left out where a person is named beside it.
const ORGANISATIONS: &[&str] = &[
    "news",
    "times",
    "post",
    "press",
    "herald",
    "journal",
    "daily",
    "tribune",
    "agency",
    "agencies",
    "reuters",
    "afp",
    "ap",
    "bloomberg",
    "cnn",
    "bbc",
    "cnbc",
    "npr",
    "media",
    "magazine",
    "today",
    "globe",
    "chronicle",
    "gazette",
    "observer",
    "review",
    "broadcasting",
    "radio",
    "tv",
    "network",
    "wire",
    "yonhap",
    "newspaper",
    "weekly",
    "university",
    "institute",
    "college",
    "bureau",
    "group",
    "foundation",
];

/// Words for what a person does at a paper or elsewhere.
const TITLES: &[&str] = &[
    "writer",
    "writers",
    "reporter",
    "reporters",
    "correspondent",
    "correspondents",
    "editor",
    "editors",
    "columnist",
    "contributor",
    "contributors",
    "contributing",
    "staff",
    "producer",
    "chief",
    "analyst",
    "professor",
    "journalist",
    "critic",
    "intern",
    "lecturer",
    "fellow",
    "researcher",
    "author",
    "novelist",
    "photographer",
    "translator",
    "freelance",
    "freelancer",
    "guest",
    "host",
    "anchor",
    "blogger",
    "director",
    "ambassador",
    "lawyer",
    "economist",
];

/// Small words inside names.
const PARTICLES: &[&str] =
    &["de", "da", "di", "del", "della", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la", "le", "du", "dos", "ten", "ter", "y", "st"];

/// Family names of Korea by their first syllable.
const FAMILIES: &str = "김이박최정한구나도피강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예봉사경부가복태피두감음빈동온호범좌팽승간견당로나독고";

/// A name in Latin letters, of at least so many words.
pub(super) fn is_latin(text: &str, least: usize) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() < least || words.len() > 5 || text.chars().count() > 48 || has_hangul(text) {
        return false;
    }
    let mut capitals = 0;
    for word in &words {
        let bare = word.trim_end_matches('.');
        if bare.is_empty() || !bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\'' | '.')) {
            return false;
        }
        let lower = bare.to_lowercase();
        if word.ends_with('.') && bare.chars().count() > 3 {
            return false;
        }
        if bare.chars().next().is_some_and(char::is_uppercase) {
            if NO_NAMES.contains(&lower.as_str()) {
                return false;
            }
            capitals += 1;
        } else if !PARTICLES.contains(&lower.as_str()) {
            return false;
        }
    }
    capitals >= least.max(1)
}

/// A Korean name, such as 홍길동, or 이○○ where the page hides part of it.
pub(super) fn is_korean(text: &str) -> bool {
    let count = text.chars().count();
    (2..=4).contains(&count)
        && !NO_KOREAN_NAMES.contains(&text)
        && text.chars().all(|c| is_hangul(c) || is_placeholder(c))
        && text.chars().next().is_some_and(|c| FAMILIES.contains(c))
        && (count < 4 || text.chars().any(is_placeholder) || DOUBLE.iter().any(|double| text.starts_with(double)) || text.ends_with("아무개"))
}

/// Words of the page that would pass for names.
const NO_KOREAN_NAMES: &[&str] = &[
    "편집국",
    "편집부",
    "편집",
    "구독자",
    "구독",
    "기자",
    "기자의",
    "기사",
    "모습",
    "호수",
    "모음",
    "전체",
    "전체기사",
    "사진",
    "사회",
    "사회부",
    "정치",
    "정치부",
    "경제",
    "경제부",
    "국제",
    "국제부",
    "문화",
    "문화부",
    "산업",
    "산업부",
    "지역",
    "전국",
    "전국부",
    "오피니언",
    "연예",
    "방송",
    "조회",
    "조회수",
    "공유",
    "추천",
    "최신",
    "인기",
    "주요",
    "제보",
    "제공",
    "원문",
    "이전",
    "이슈",
    "연재",
    "기획",
    "특집",
    "심층",
    "현장",
    "인물",
    "부고",
    "인사",
    "동정",
    "공지",
    "안내",
    "서울",
    "부산",
    "인천",
    "대구",
    "대전",
    "광주",
    "울산",
    "세종",
    "경기",
    "강원",
    "경남",
    "경북",
    "전남",
    "전북",
    "충남",
    "충북",
    "제주",
    "선임",
    "전문",
    "고정",
    "취소",
    "화면",
    "설명",
    "자료",
    "한국",
    "미국",
    "중국",
    "일본",
    "정부",
    "국회",
    "오전",
    "오후",
    "이미지",
    "주간",
    "선택",
    "여행",
    "건강",
    "교육",
    "환경",
    "과학",
    "기술",
];

/// Family names of two syllables.
const DOUBLE: &[&str] = &["남궁", "황보", "제갈", "선우", "독고", "사공", "서문", "동방"];

fn is_placeholder(c: char) -> bool {
    matches!(c, '○' | '◯' | '〇' | 'O' | '●')
}

/// A name that a role stands beside, so that any few syllables will do: also 다니엘 김 and 제인 도.
pub(super) fn is_korean_with_role(text: &str) -> bool {
    let count = text.chars().filter(|c| *c != ' ').count();
    (2..=6).contains(&count) && text.chars().all(|c| is_hangul(c) || is_placeholder(c)) && !is_unit(text)
}

/// A department, a place or an office that stands beside names.
pub(super) fn is_unit(text: &str) -> bool {
    [
        "부",
        "팀",
        "국",
        "실",
        "센터",
        "본부",
        "대",
        "대학",
        "대학교",
        "학과",
        "학부",
        "연구소",
        "연구원",
        "일보",
        "신문",
        "뉴스",
        "통신",
        "방송",
        "경제",
        "타임스",
        "위원회",
        "협회",
        "재단",
    ]
    .iter()
    .any(|end| text.ends_with(end))
        && !(text.chars().count() <= 3 && is_korean(text) && !["부", "팀", "대", "실"].iter().any(|end| text.ends_with(end)))
}

/// The title a person has, or the house that they write for.
pub(super) fn is_title(text: &str) -> bool {
    text.split(' ').count() <= 8
        && text.split([' ', '-']).any(|word| TITLES.contains(&word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase().as_str()))
}

pub(super) fn is_organisation(text: &str) -> bool {
    text.split(' ').count() <= 6
        && (text.starts_with("The ") || text.split([' ', '/', '-']).any(|word| ORGANISATIONS.contains(&word.to_lowercase().as_str())))
}
