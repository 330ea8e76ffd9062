use super::line::{ends_sentence, has_hangul, inner_sentences, units, words};
use super::name;

/// A line under a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::page) struct Caption {
    /// What the picture shows, without the credit; empty if the line is a credit alone.
    pub(in crate::page) text: String,
    /// Whose the picture is.
    pub(in crate::page) credit: Option<String>,
}

/// The characters of the longest caption; what is longer is running text.
const LONGEST: usize = 600;

fn is_too_long(text: &str) -> bool {
    // Bytes are looked at first, since a line may have millions of characters.
    text.len() > LONGEST * 4 || text.chars().count() > LONGEST
}

/// Words that open a credit, in lower case, longer ones first where one begins another.
const CREDITS: &[&str] = &[
    "photo courtesy of",
    "image courtesy of",
    "picture courtesy of",
    "photos courtesy of",
    "courtesy of",
    "photo credit",
    "image credit",
    "picture credit",
    "photo by",
    "photos by",
    "photograph by",
    "photographs by",
    "image by",
    "picture by",
    "pictures by",
    "photograph",
    "file photo",
    "photo",
    "photos",
    "image",
    "picture",
    "credit",
    "courtesy",
    "source",
    "사진 제공",
    "사진제공",
    "사진 출처",
    "사진출처",
    "사진",
    "출처",
    "제공",
    "자료",
    "이미지",
    "자료사진",
    "그래픽",
    "캡처",
];
/// Words that open a caption.
const OPENERS: &[&str] = &[
    "file photo:",
    "file -",
    "file –",
    "file —",
    "file photo -",
    "caption:",
    "photo caption:",
    "photo:",
    "pictured:",
    "above:",
    "in this photo",
    "in this file photo",
    "in this undated",
    "사진설명",
    "사진 설명",
    "[사진]",
    "(사진)",
    "[사진설명]",
    "<사진>",
    "이미지 설명",
];
/// How Korean agencies and papers are called at the end of their names.
const HOUSES: &[&str] = &[
    "뉴스",
    "통신",
    "일보",
    "신문",
    "뉴시스",
    "뉴스1",
    "db",
    "ap",
    "afp",
    "epa",
    "로이터",
    "방송",
    "연합",
    "캡처",
    "갈무리",
    "제공",
    "경제",
    "공사",
    "청",
    "부",
    "실",
    "시",
    "그룹",
    "닷컴",
    "미디어",
    "프레스",
    "게티이미지",
    "게티이미지뱅크",
    "홈페이지",
    "유튜브",
    "인스타그램",
    "페이스북",
    "자료사진",
    "자료",
    "공동취재단",
    "취재단",
];
/// Particles that make 사진 a word of the sentence.
const PARTICLES: &[&str] = &[
    "이",
    "을",
    "은",
    "과",
    "의",
    "에",
    "도",
    "만",
    "으로",
    "이다",
    "에서",
    "까지",
    "처럼",
    "기자",
    "작가",
    "전",
    "첩",
    "관",
    "집",
    "들",
    "들이",
    "들을",
    "에는",
    "이라고",
    "이라며",
    "촬영",
    "찍기",
    "사진",
];

/// Agencies that stand alone as a picture's credit, in lower case.
const AGENCIES: &[&str] = &[
    "getty images",
    "getty",
    "reuters",
    "afp",
    "afp via getty images",
    "ap",
    "ap photo",
    "associated press",
    "the associated press",
    "epa",
    "alamy",
    "shutterstock",
    "pa",
    "pa media",
    "bloomberg",
    "xinhua",
    "연합뉴스",
    "뉴시스",
    "뉴스1",
    "게티이미지뱅크",
    "게티이미지코리아",
    "클립아트코리아",
    "셔터스톡",
];
/// What pages set behind or before a caption that belongs to neither it nor its credit.
const ENDS: &[&str] = &["purchase licensing rights, opens new tab", "purchase licensing rights", "buy now", "재판매 및 db 금지", "db 및 재판매 금지"];

/// Whether a line is an agency's name and nothing else.
pub(super) fn is_agency(text: &str) -> bool {
    AGENCIES.contains(&text.to_lowercase().as_str())
}

/// Whether a line may be a photographer and a paper in capitals: "ANN OTHER, VALLEY LEDGER".
pub(super) fn is_in_capitals(text: &str) -> bool {
    let small = |c: char| c.is_lowercase() || c.is_ascii_digit() || super::line::is_hangul(c);
    text.contains(", ") && (3..=8).contains(&words(text)) && !ends_sentence(text) && !text.contains(small)
}

/// Whether a line is a caption for sure, though it may also read as a by-line: a credit that says that it is
/// one, alone or in brackets behind what the picture shows, or whoever took it behind one sentence.
pub(super) fn is_sure(text: &str) -> bool {
    if is_too_long(text) {
        return false;
    }
    let bare = bare(text);
    if ["사진=", "사진 =", "사진제공", "사진 제공", "사진출처"].iter().any(|open| bare.starts_with(open)) && words(bare) <= 4 {
        return true;
    }
    if shot(bare).is_some() {
        return true;
    }
    let inner = bare.trim_end_matches(['.', ' ', ')', ']', '>']).rsplit(['(', '[', '<']).next().unwrap_or_default().to_lowercase();
    let said = ["사진=", "사진 =", "사진:", "사진제공=", "photo=", "photo:", "photo by", "제공="].iter().any(|open| inner.starts_with(open));
    said && bracketed(bare).is_some_and(|(shown, _)| units(shown) >= 10 && !shown.ends_with("기자"))
}

/// A line without what pages set around captions: numbers of pictures, addresses, terms of use.
fn bare(text: &str) -> &str {
    let mut text = text.trim();
    if let Some((number, rest)) = text.split_once(']').filter(|(number, _)| number.starts_with('['))
        && let Some((one, of)) = number[1..].split_once('/')
        && [one, of].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        text = rest.trim_start();
    }
    // An agency opens the caption with its own dateline.
    if let Some((line, rest)) = text.split_once(']').filter(|(line, _)| line.starts_with('[') && line.contains('=') && units(line) <= 40) {
        text = if rest.trim().is_empty() || line.contains("사진") { text } else { rest.trim_start() };
    }
    if let Some(rest) = text.strip_prefix("Item ") {
        let numbered = rest.split_once(|c: char| c.is_alphabetic() && c != 'o' && c != 'f').map_or(0, |(number, _)| number.len());
        text = rest.get(numbered..).filter(|_| numbered > 4).unwrap_or(text);
    }
    loop {
        let lower = text.to_lowercase();
        let end = ENDS.iter().find(|end| lower.ends_with(**end) && lower.len() == text.len() && lower.len() > end.len());
        let address = || text.rsplit_once(' ').filter(|(_, last)| super::sort::email(last).is_some()).map(|(before, _)| before);
        match end.and_then(|end| text.get(..text.len() - end.len())).or_else(address) {
            Some(before) => text = before.trim_end_matches([' ', '*', ',', '·']),
            None => return text,
        }
    }
}

/// Reads a caption or a credit; none for a line that shows neither.
pub(in crate::page) fn read(text: &str, triangle: bool) -> Option<Caption> {
    if is_too_long(text) {
        return None;
    }
    let text = bare(text);
    if is_agency(text) {
        return Some(Caption { text: String::new(), credit: Some(text.to_owned()) });
    }
    if let Some((said, credit)) = credited(text) {
        return Some(Caption { text: without_opener(said).to_owned(), credit: Some(credit) });
    }
    let lower = text.to_lowercase();
    let opened = OPENERS.iter().any(|open| lower.starts_with(open)) && units(text) > 20;
    let shown = triangle && (ends_sentence(text) || ["모습", "전경", "장면", "사진"].iter().any(|end| text.trim_end_matches('.').ends_with(end)));
    (opened || shown).then(|| Caption { text: without_opener(text).to_owned(), credit: None })
}

/// Whether a line speaks of a picture by its first words.
fn without_opener(text: &str) -> &str {
    let lower = text.to_lowercase();
    // Openers that are part of the sentence stay.
    for open in OPENERS.iter().filter(|open| !open.starts_with("in this")) {
        if lower.starts_with(open) && lower.len() == text.len() {
            return text[open.len()..].trim_start_matches([' ', ':', '-', '=', ']', '–', '—']);
        }
    }
    text
}

fn credited(text: &str) -> Option<(&str, String)> {
    bracketed(text).or_else(|| keyword(text)).or_else(|| glued(text)).or_else(|| shot(text)).or_else(|| trailing(text))
}

/// "…달리고 있다. 홍길동 기자", "…출근하고 있다. /홍길동 기자", "… on Monday. | ANN OTHER/LEDGER", "… Times photo by Ann Other":
/// the person who took the picture, behind one sentence.
fn shot(text: &str) -> Option<(&str, String)> {
    let one = |said: &str| inner_sentences(said) == 0 && (12..=320).contains(&units(said));
    if let Some(before) = text.trim_end_matches('.').strip_suffix("기자").map(str::trim_end) {
        let before = before.strip_suffix("사진").or_else(|| before.strip_suffix("선임")).unwrap_or(before).trim_end();
        let (said, taker) = before.rsplit_once([' ', '/', '|'])?;
        let marked = before.as_bytes().get(said.len()).is_some_and(|byte| matches!(byte, b'/' | b'|'));
        let said = said.trim_end_matches([' ', '/', '|']);
        // The paper may stand before the name.
        let housed = said.rsplit_once(". ").filter(|(_, house)| words(house) == 1 && is_house(house)).map(|(before, _)| &said[..before.len() + 1]);
        let (said, marked) = (housed.unwrap_or(said), marked || housed.is_some());
        let shows = ["있다.", "있다", "모습", "모습.", "전경", "전경.", "장면", "장면."].iter().any(|end| said.ends_with(end));
        let taken = name::is_korean(taker) && one(said) && (shows || marked && said.ends_with(['.', '다']));
        return taken.then(|| (said, taker.to_owned()));
    }
    if let Some((said, taker)) = text.rsplit_once(" | ") {
        let named = words(taker) <= 6 && taker.split([' ', '/']).all(|word| word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()));
        return (named && (ends_sentence(said) || !taker.contains(char::is_lowercase)) && one(said) && !has_hangul(taker) && words(taker) >= 2)
            .then(|| (said, tidy(taker)));
    }
    let (said, taker) = text.rsplit_once(" photo by ")?;
    let (said, house) = said.rsplit_once(". ")?;
    let named = name::is_latin(taker.trim_end_matches('.'), 2) && words(house) <= 3 && house.starts_with(char::is_uppercase);
    named.then(|| (&text[..said.len() + 1], tidy(taker)))
}

/// "… on the 9th. [Photo=Agency]", "…있다. (사진=통신)", "… in Busan. (Kim Min-su/Agency)"
fn bracketed(text: &str) -> Option<(&str, String)> {
    let bare = text.trim_end_matches(['.', ' ']);
    let close = bare.chars().next_back()?;
    let open = match close {
        ')' => '(',
        ']' => '[',
        '>' => '<',
        '〉' => '〈',
        _ => return None,
    };
    let at = bare.rfind(open)?;
    let inner = bare[at + open.len_utf8()..bare.len() - close.len_utf8()].trim();
    // Terms of use may follow the giver's name.
    let inner = inner.find("제공. ").map_or(inner, |at| &inner[..at + "제공".len()]);
    let said = bare[..at].trim_end();
    if units(inner) > 80 {
        return None;
    }
    let credit = after_keyword(inner).or_else(|| {
        let alone = said.is_empty();
        let slashed = inner.contains('/') && words(inner) <= 7 && inner.chars().any(char::is_uppercase) && !inner.contains(['.', '?']) && !alone;
        let house = is_house(inner) && has_hangul(inner) && words(inner) <= 4 && units(inner) <= 40 && (!alone || inner.ends_with("제공"));
        let agency = !has_hangul(inner) && !alone && words(inner) <= 5 && name::is_organisation(inner) && !inner.chars().any(|c| c.is_ascii_digit());
        (slashed || house || agency).then(|| tidy(inner))
    })?;
    Some((said, credit)).filter(|(_, credit)| is_credit(credit))
}

/// The name behind a word such as "Photo=".
fn after_keyword(inner: &str) -> Option<String> {
    let lower = inner.to_lowercase();
    if lower.len() != inner.len() {
        return None;
    }
    let keyword = CREDITS.iter().find(|keyword| lower.starts_with(**keyword))?;
    let rest = &inner[keyword.len()..];
    let separated = rest.trim_start_matches([' ', '=', ':', '-', '/', '|', '│', '：']);
    if separated.len() == rest.len() && !keyword.ends_with("by") && !has_hangul(keyword) {
        return None;
    }
    let separated = separated.strip_prefix("by ").or_else(|| separated.strip_prefix("courtesy of ")).unwrap_or(separated);
    let separated = ["제공=", "제공:", "제공 =", "출처="].iter().find_map(|open| separated.strip_prefix(open)).unwrap_or(separated);
    Some(tidy(separated))
}

/// "… in Seoul. Photo: Agency", "…있다 / 사진=통신", "… ⓒ 통신", and the credit alone.
fn keyword(text: &str) -> Option<(&str, String)> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let mut best: Option<(usize, usize)> = None;
    for keyword in CREDITS {
        let Some(at) = lower.rfind(keyword) else { continue };
        let end = at + keyword.len();
        let said = keyword.ends_with("by")
            || keyword.ends_with("of")
            || text[end..].trim_start().starts_with(['=', ':', '/', '|', '：'])
            || text[end..].starts_with("...");
        let starts = at == 0 || text[..at].ends_with([' ', '/', '.', '(', '[', '|', '▲', '”', '"', '다', ',', '-', '–', '—', '│', ';']);
        // Inside a sentence "photo by" is no credit: there it begins in lower case.
        let capital =
            has_hangul(keyword) || at == 0 || text[at..].starts_with(char::is_uppercase) || text[..at].trim_end().ends_with(['/', '|', '(']);
        if said && starts && capital && best.is_none_or(|(other, _)| at < other) && text[end..].chars().count() <= 70 {
            best = Some((at, end));
        }
    }
    for sign in ['ⓒ', '©'] {
        if let Some(at) = text.rfind(sign)
            && best.is_none()
            && text[at..].chars().count() <= 50
        {
            best = Some((at, at + sign.len_utf8()));
        }
    }
    let (at, end) = best?;
    let mut credit = tidy(text[end..].trim_start_matches([' ', '=', '＝', ':', '/', '|', '：', '-', '.']));
    if let Some(rest) = credit.strip_prefix("by ") {
        credit = rest.to_owned();
    }
    let said = text[..at].trim_end_matches([' ', '/', '|', '(', '[', '-', '–', '—', '│', ',', ';']).trim_end();
    Some((said, credit)).filter(|(said, credit)| is_credit(credit) && (said.is_empty() || units(said) >= 10))
}

/// "…발언하고 있다 사진통신": the credit set against the sentence without a mark.
fn glued(text: &str) -> Option<(&str, String)> {
    let bare = text.trim_end_matches('.');
    let at = bare.rfind("사진")?;
    let tail = bare[at + "사진".len()..].trim();
    let before = bare[..at].trim_end();
    let separate = bare[..at].ends_with([' ', '.', '/', '|']) || before.is_empty();
    let count = tail.chars().count();
    if !separate || !(2..=16).contains(&count) || words(tail) > 3 || PARTICLES.contains(&tail) || ends_sentence(tail) || units(before) < 16 {
        return None;
    }
    let ended = ["다", "다.", "모습", "전경", "장면", "모습.", "있다", "."].iter().any(|end| before.ends_with(end));
    (ended || is_house(tail)).then(|| (before.trim_end_matches(['/', '|', ' ']), tidy(tail)))
}

/// "… on Monday. Agency", "…있다. 통신", "…있다 /통신", "…모습. 항만공사 제공"
fn trailing(text: &str) -> Option<(&str, String)> {
    let at = text.rfind(['.', '/', '|', '”', '│'])?;
    let width = text[at..].chars().next().map_or(1, char::len_utf8);
    let (said, tail) = (text[..at].trim_end(), text[at + width..].trim());
    let stop = &text[at..at + width];
    let count = words(tail);
    if tail.is_empty() || count == 0 || units(tail) > 44 || ends_sentence(tail) || tail.contains('@') {
        return None;
    }
    if tail.ends_with("제공") {
        let said = if stop == "." { text[..at + width].trim_end() } else { said };
        return Some((said, tidy(tail))).filter(|(said, credit)| is_credit(credit) && units(said) > 14);
    }
    let long = units(said) > if has_hangul(said) || is_agency(tail) { 14 } else { 40 };
    if has_hangul(tail) {
        let ended = stop != "." && ["다", "모습", "전경", "장면", "다."].iter().any(|end| said.ends_with(end))
            || stop == "." && said.ends_with(['다', '습', '경', '면']);
        let said = if stop == "." { text[..at + width].trim_end() } else { said };
        return (long && ended && count <= 2 && is_house(tail) && !tail.ends_with("기자")).then(|| (said, tidy(tail)));
    }
    if stop == "/" {
        // "… on Monday. Kim Min-su/Agency"
        let sentence = text.rfind(". ")?;
        let whole = text[sentence + 1..].trim();
        let people = words(whole) <= 6 && whole.split(' ').all(|word| word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()));
        return (sentence > 30 && people && units(whole) <= 60).then(|| (text[..=sentence].trim_end(), tidy(whole)));
    }
    let known = is_agency(tail) || name::is_organisation(tail) || tail.chars().all(|c| c.is_ascii_uppercase() || c == '-') && tail.len() <= 8;
    let spaced = text[at + width..].starts_with(' ');
    (long && spaced && count <= 5 && known && tail.starts_with(char::is_uppercase))
        .then(|| (if stop == "|" { said } else { text[..at + width].trim_end() }, tidy(tail)))
}

fn is_house(tail: &str) -> bool {
    let lower = tail.to_lowercase();
    HOUSES.iter().any(|end| lower.ends_with(end)) || tail.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '=' | '-' | '/'))
}

fn is_credit(credit: &str) -> bool {
    let long = words(credit) > 9 || units(credit) > 70;
    let sentence = ends_sentence(credit) && words(credit) > 5;
    !long && !sentence && credit.chars().any(char::is_alphabetic)
}

fn tidy(credit: &str) -> String {
    let bare = credit.trim().trim_matches(['=', '＝', ':', '/', '|', ' ', '<', '>', '[', ']', 'ⓒ', '©', ',', '-', '·']).trim();
    let bare = if bare.ends_with(')') && !bare.contains('(') { bare.trim_end_matches(')') } else { bare };
    // The point that ends the line, not the one of an abbreviation.
    let bare =
        bare.strip_suffix('.').filter(|rest| !rest.rsplit(' ').next().is_some_and(|last| last.contains('.') || last.len() <= 3)).unwrap_or(bare);
    bare.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> String {
        read(text, false).map_or_else(|| "none".to_owned(), |caption| format!("{} [{}]", caption.text, caption.credit.unwrap_or_default()))
    }

    #[test]
    fn a_credit_is_taken_from_its_caption() {
        assert_eq!(parts("The minister speaks in Seoul on the 9th. [Photo=Han News]"), "The minister speaks in Seoul on the 9th. [Han News]");
        assert_eq!(parts("The minister speaks in Seoul. (Photo: Jane Doe)"), "The minister speaks in Seoul. [Jane Doe]");
        assert_eq!(parts("The minister speaks in Seoul. Photograph by Jane Doe"), "The minister speaks in Seoul. [Jane Doe]");
        assert_eq!(parts("The minister speaks in Seoul. Image credit: Harbour Authority"), "The minister speaks in Seoul. [Harbour Authority]");
        assert_eq!(parts("A ship in the harbour. Courtesy of the Port"), "A ship in the harbour. [the Port]");
        assert_eq!(
            parts("People wait for a bus in the rain in Busan on Monday. Reuters"),
            "People wait for a bus in the rain in Busan on Monday. [Reuters]"
        );
        assert_eq!(
            parts("People wait for a bus in the rain on Monday. Kim Min-su/Reuters"),
            "People wait for a bus in the rain on Monday. [Kim Min-su/Reuters]"
        );
        assert_eq!(parts("Photo: Han News"), " [Han News]");
        assert_eq!(parts("장관이 9일 서울에서 발언하고 있다 사진한빛뉴스"), "장관이 9일 서울에서 발언하고 있다 [한빛뉴스]");
        assert_eq!(parts("장관이 9일 서울에서 발언하고 있다. /사진=한빛통신"), "장관이 9일 서울에서 발언하고 있다. [한빛통신]");
        assert_eq!(parts("장관이 9일 서울에서 발언하고 있다. (사진=한빛통신)"), "장관이 9일 서울에서 발언하고 있다. [한빛통신]");
        assert_eq!(parts("부산항 신항에 쌓인 컨테이너의 모습. 항만공사 제공"), "부산항 신항에 쌓인 컨테이너의 모습. [항만공사 제공]");
        assert_eq!(parts("사진=한빛통신"), " [한빛통신]");
        assert_eq!(parts("부산항에 배가 들어오고 있다. ⓒ 한빛뉴스"), "부산항에 배가 들어오고 있다. [한빛뉴스]");
    }

    #[test]
    fn running_text_is_no_caption() {
        assert_eq!(parts("The ministry said the photo by its staff was old."), "none");
        assert_eq!(parts("정부는 이 사진이 지난해 것이라고 밝혔다."), "none");
        assert_eq!(parts("Prices rose by 3.5 percent, he said. “We will act.”"), "none");
        assert_eq!(parts("그는 9일 서울에서 기자들과 만나 이같이 말했다."), "none");
        assert_eq!(parts("The committee will meet on Friday (March 8) in Seoul."), "none");
    }
}
