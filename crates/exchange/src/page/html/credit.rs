use std::sync::LazyLock;

use regex::Regex;

use crate::page::text::caption;

/// Ways to name a picture's owner, as an end of the caption in brackets or behind a mark, each with the owner as its first group.
static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let label = r"(?:(?:photo|photos|photograph|photographs|picture|pictures|image|images|file photo|pic|video)\s*(?:credits?|courtesy(?:\s+of)?|source|by)?|credits?|courtesy(?:\s+of)?|source|사진\s*제공|사진\s*출처|사진|자료\s*사진|출처|제공|그래픽|foto|fotos|crédito|bild|bildquelle)";
    let joint = r"\s*[:=：＝/|]\s*|\s+by\s+|\s+courtesy\s+of\s+";
    let forms = [
        // (Photo: Jane Doe/Agency), [사진=연합뉴스]
        format!(r"(?is)^(.*?)\s*[(\[【<]\s*{label}(?:{joint}|\s+)([^()\[\]]{{2,90}}?)\s*[)\]】>]\s*\.?$"),
        // Photo: Jane Doe
        format!(r"(?is)^(.*?(?:^|[.!?。”’\x22)\]|/\n·]|\s[-–—])\s*)/?\s*{label}(?:{joint})([^.:\n]{{2,80}}(?:\.[^.:\n]{{1,12}})?)\.?$"),
        // 사진 제공 연합뉴스 / ⓒ 연합뉴스 / © Agency
        r"(?is)^(.*?)\s*(?:[(\[/]\s*)?(?:[ⓒ©]|\(c\))\s*([^()\[\]©ⓒ]{2,80}?)\s*[)\]]?\s*\.?$".to_owned(),
        // (AP Photo/Jane Doe), (Jane Doe / Agency)
        r"(?s)^(.*?)\s*[(\[]\s*((?:[A-Z][\w.&'’-]*\s+){0,5}(?:[Pp]hoto|PHOTO|Images|Pictures|AP|AFP|Reuters|REUTERS|EPA|Getty)\b[^()\[\]]{0,70})\s*[)\]]\s*\.?$".to_owned(),
        r"(?s)^(.+?)\s*[(\[]\s*([^()\[\]/]{2,50}/\s*[^()\[\]/]{2,50}(?:/[^()\[\]]{2,40})?)\s*[)\]]\s*\.?$".to_owned(),
    ];
    forms.iter().filter_map(|form| Regex::new(form).ok()).collect()
});

/// Divides a caption into what it tells and whose the picture is.
pub(super) fn split(caption: &str) -> (String, Option<String>) {
    if caption.len() <= 2_000 {
        for form in FORMS.iter() {
            if let Some(found) = form.captures(caption) {
                let (Some(before), Some(owner)) = (found.get(1), found.get(2)) else { continue };
                let owner = bare(owner.as_str());
                if !owner.is_empty() && owner.split_whitespace().count() <= 12 {
                    let before = before.as_str().trim().trim_end_matches(['/', '|', '-', '–', '—', '·', '(', '[']).trim();
                    return (before.to_owned(), Some(owner));
                }
            }
        }
    }
    match caption::read(caption, false) {
        Some(read) if read.credit.is_some() => (read.text, read.credit),
        _ => (caption.to_owned(), None),
    }
}

/// A credit without the brackets and words around it.
pub(super) fn bare(credit: &str) -> String {
    static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:(?:photo(?:graph|s)?|picture|image|file photo|video|bild|foto)\s*(?:credits?|courtesy(?:\s+of)?|source|by)?\s*[:=/|]|(?:photo(?:graph)?|picture|image)s?\s+(?:credit|courtesy|by)\s*:?|credits?\s*:|courtesy(?:\s+of)?\s|source\s*:|사진\s*(?:제공|출처)?\s*[:=/]|출처\s*[:=]|제공\s*[:=]|[ⓒ©]|\(c\)|by\s)\s*").ok()
    });
    let mut credit = credit.trim();
    for _ in 0..3 {
        credit = credit.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '|' | '/' | ',' | ';' | '=' | ':'));
        if let Some(found) = LABEL.as_ref().and_then(|label| label.find(credit)) {
            credit = &credit[found.end()..];
        }
    }
    model::squeeze(credit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_and_its_credit_part() {
        let cases = [
            ("Ministers meet in Seoul. (Photo: Jane Doe/Agency)", "Ministers meet in Seoul.", "Jane Doe/Agency"),
            ("외교부 장관이 회담하고 있다. [사진=연합뉴스]", "외교부 장관이 회담하고 있다.", "연합뉴스"),
            ("[Photo=Yonhap News]", "", "Yonhap News"),
            ("A quiet street. Photo by Jane Doe", "A quiet street.", "Jane Doe"),
            ("A quiet street. Photograph: Jane Doe/Agency", "A quiet street.", "Jane Doe/Agency"),
            ("회담장 전경 ⓒ 연합뉴스", "회담장 전경", "연합뉴스"),
            ("A crowd waits. © Agency Images", "A crowd waits.", "Agency Images"),
            ("The mayor speaks on Monday. (AP Photo/Jane Doe)", "The mayor speaks on Monday.", "AP Photo/Jane Doe"),
            ("회담장 전경. /사진=홍길동 기자", "회담장 전경.", "홍길동 기자"),
            ("Image credit: Jane Doe", "", "Jane Doe"),
        ];
        for (caption, told, owner) in cases {
            assert_eq!(split(caption), (told.to_owned(), Some(owner.to_owned())), "{caption}");
        }
    }

    #[test]
    fn a_caption_that_speaks_of_photos_keeps_its_words() {
        for caption in ["She took the photo in 1950.", "Visitors look at a picture by the sea.", "The cast (from left) on stage"] {
            assert_eq!(split(caption), (caption.to_owned(), None));
        }
    }
}
