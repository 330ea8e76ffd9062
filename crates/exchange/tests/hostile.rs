//! Files that are no pages, and broken pages: a clear answer each.

#![allow(clippy::unwrap_used, reason = "a page that is not read is a failed test")]

use encoding_rs::{EUC_KR, UTF_8};
use exchange::{Found, Hints, Refusal, page};
use model::Language;

const HEADLINE: &str = "해밀시 물레시장 배송센터 넉 달 만에 주문 2만건";
const FIRST: &str = "해밀시 물레시장 공동배송센터의 누적 주문이 문을 연 지 넉 달 만에 2만건을 넘어섰다. 시장 골목마다 흩어져 있던 배달을 한곳에 모은 것이 주효했다는 평가다.";
const SECOND: &str =
    "상인회는 “젊은 손님이 늘었다”며 배송비 지원이 끊기지 않게 해 달라고 시에 요청했고, 시는 추가경정예산에 반영하겠다고 밝혔다. 똠방각하.";

fn read(bytes: &[u8]) -> Result<Found, Refusal> {
    page::read(bytes, &Hints { languages: vec![Language::ENGLISH, Language::KOREAN] })
}

fn body(found: &Found) -> Vec<String> {
    found.body.iter().flat_map(|block| block.lines()).collect()
}

fn korean_page(label: Option<&str>) -> String {
    let meta = label.map(|label| format!("<meta charset=\"{label}\">")).unwrap_or_default();
    format!(
        "<!DOCTYPE html><html><head>{meta}<title>{HEADLINE}</title></head><body><nav><a href=/>홈</a></nav><article><h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    )
}

fn korean_text() -> String {
    format!("본문 바로가기\n\n{HEADLINE}\n\n문가람 기자\n입력 2024.03.05 09:30\n\n{FIRST}\n\n{SECOND}\n\n관련기사\n빈 점포에 들어선 그림책방\n")
}

fn assert_korean(bytes: &[u8], what: &str) {
    let found = read(bytes).unwrap_or_else(|refusal| panic!("{what}: {refusal}"));
    assert_eq!(found.headline, HEADLINE, "{what}");
    assert_eq!(body(&found), [FIRST, SECOND], "{what}");
    assert_eq!(found.language, Some(Language::KOREAN), "{what}");
}

#[test]
fn an_empty_file_is_refused() {
    for bytes in [&b""[..], b"\n \t\r\n", b"\xef\xbb\xbf", b"\xff\xfe"] {
        assert_eq!(read(bytes).unwrap_err(), Refusal::Empty);
    }
    assert_eq!(Refusal::Empty.to_string(), "the file is empty");
}

#[test]
fn a_binary_file_is_refused() {
    let mut noise = vec![0u8; 100_000];
    let mut state = 88_172_645_463_325_252u64;
    for byte in &mut noise {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        *byte = state as u8;
    }
    for bytes in [&noise[..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"%PDF-1.7\n", b"PK\x03\x04\x14\0", &[0; 4096]] {
        assert!(matches!(read(bytes), Err(Refusal::NotText(_) | Refusal::Empty)), "{:?}", &bytes[..8]);
    }
}

#[test]
fn a_page_over_the_bound_is_refused_in_megabytes() {
    let bytes = vec![b'a'; usize::try_from(page::LARGEST).unwrap() + 1];
    let refusal = read(&bytes).unwrap_err();
    assert_eq!(refusal, Refusal::TooLarge { found: 33, limit: 32 });
    assert_eq!(refusal.to_string(), "the file is 33 MB large; at most 32 MB are read");
}

#[test]
fn a_page_that_breaks_off_gives_what_it_has() {
    let whole = korean_page(Some("utf-8"));
    let cut = whole.find("배송비 지원").unwrap() + 1;
    let found = read(&whole.as_bytes()[..cut]).unwrap();
    assert_eq!(found.headline, HEADLINE);
    assert_eq!(body(&found)[0], FIRST);
    // Anywhere else it must only end well.
    for cut in 0..whole.len() {
        let _ = read(&whole.as_bytes()[..cut]);
    }
}

#[test]
fn korean_in_its_old_encoding_is_read_whatever_is_said_of_it() {
    for label in [Some("euc-kr"), Some("cp949"), Some("ks_c_5601-1987"), Some("utf-8"), Some("iso-8859-1"), Some("shift_jis"), None] {
        for encoding in [EUC_KR, UTF_8] {
            let page = korean_page(label);
            let (bytes, _, lost) = encoding.encode(&page);
            assert!(!lost);
            assert_korean(&bytes, &format!("{} called {label:?}", encoding.name()));
        }
    }
    let text = korean_text();
    assert_korean(text.as_bytes(), "text in UTF-8");
    assert_korean(&EUC_KR.encode(&text).0, "text in EUC-KR");
}

#[test]
fn utf_16_is_read() {
    for page in [korean_page(Some("utf-16")), korean_page(None), korean_text()] {
        for marked in [true, false] {
            let mark = if marked { "\u{feff}" } else { "" };
            let units: Vec<u16> = mark.encode_utf16().chain(page.encode_utf16()).collect();
            // Hangul without a mark has few zero bytes; only a page with tags shows what it is.
            if !marked && !page.contains('<') {
                continue;
            }
            let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            assert_korean(&little, "little endian");
            assert_korean(&big, "big endian");
        }
    }
}

#[test]
fn deep_nesting_is_read() {
    for tag in ["div", "b", "span", "ul><li", "table><tr><td", "blockquote", "svg", "em", "font", "section", "a"] {
        let closing = format!("</{}>", tag.rsplit('<').next().unwrap());
        let html = format!(
            "<html><head><title>{HEADLINE}</title></head><body><p>{FIRST}</p>{}<p>{SECOND}</p>{}</body></html>",
            format!("<{tag}>").repeat(10_000),
            closing.repeat(10_000)
        );
        let found = read(html.as_bytes()).unwrap();
        assert_eq!(found.headline, HEADLINE, "{tag}");
        assert!(body(&found).concat().contains("해밀시 물레시장 공동배송센터"), "{tag}");
    }
}

#[test]
fn a_picture_within_the_page_keeps_its_source() {
    let data = format!("data:image/png;base64,{}", "iVBORw0KGgo".repeat(400));
    let page = korean_page(None).replace("</article>", &format!("<figure><img src=\"{data}\"></figure><p>{FIRST}</p></article>"));
    let found = read(page.as_bytes()).unwrap();
    assert_eq!(found.pictures[0].source.as_deref(), Some(data.as_str()));
}

#[test]
fn a_text_without_an_article_is_refused() {
    for text in ["Home\nNews\nSports\nLogin\n", "hello", "<html><body><nav><a href=/>Home</a></nav></body></html>"] {
        assert!(matches!(read(text.as_bytes()), Err(Refusal::NoArticle(_))), "{text}");
    }
}
