//! The few lines of XML that feeds and sitemaps need.

use std::fmt::Write;

/// What every document begins with.
pub(crate) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The text, fit to stand in an element or in a quoted attribute. What XML 1.0 (§2.2) has no place for is dropped,
/// for it cannot be written as a reference either; breaks are written as references so that a reader does not fold them.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// The address as RFC 3986 wants it, in ASCII and without spaces. What is encoded already stays as it is, so that
/// encoding twice changes nothing.
pub(crate) fn address(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for byte in url.trim().bytes() {
        match byte {
            b'!' | b'#'..=b';' | b'=' | b'?'..=b'[' | b']' | b'_' | b'a'..=b'z' | b'~' => address.push(char::from(byte)),
            0..=0x1f | 0x7f => {}
            byte => {
                let digit = |four: u8| char::from(b"0123456789ABCDEF"[usize::from(four)]);
                address.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }
    address
}

/// An element with text alone.
pub(crate) fn element(out: &mut String, name: &str, text: &str) {
    _ = writeln!(out, "<{name}>{}</{name}>", escape(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_has_no_place_for_is_dropped() {
        assert_eq!(escape("a\0\u{b}\u{1f}\u{ffff}<b c=\"d\">&\u{7f}é\n"), "a&lt;b c=&quot;d&quot;&gt;&amp;\u{7f}é&#10;");
    }

    #[test]
    fn an_address_is_encoded_once() {
        let once = address(" https://paper.example/ko/뉴스/a b?q=\"<'>\"\n&r=%ED%95%9C#x ");
        assert_eq!(once, "https://paper.example/ko/%EB%89%B4%EC%8A%A4/a%20b?q=%22%3C'%3E%22&r=%ED%95%9C#x");
        assert_eq!(address(&once), once);
    }
}
