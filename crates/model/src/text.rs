use sha2::{Digest, Sha256};
use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;

/// The text in Unicode's composed form (NFC), as everything is kept: macOS and some exports hand
/// over Hangul as loose jamo.
pub fn nfc(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

/// One line: white space of any kind folded to single spaces, control and zero-width format
/// characters dropped (joiners inside emoji stay), trimmed and composed.
pub fn squeeze(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
        } else if c.is_control() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
            continue;
        } else {
            if gap && !line.is_empty() {
                line.push(' ');
            }
            gap = false;
            line.push(c);
        }
    }
    nfc(&line)
}

/// Whether a text shows nothing: white space, joiners, variation selectors, tags and the fillers of Hangul
/// and Braille.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
    })
}

/// How many characters a person sees: extended grapheme clusters (UAX #29), so that a Hangul
/// syllable, a flag or a family emoji is one each.
pub fn graphemes(text: &str) -> usize {
    text.graphemes(true).count()
}

/// The mark by which a text is known again: the first eight bytes of the SHA-256 of its composed
/// form. Two texts that read the same have the same fingerprint.
pub fn fingerprint(text: &str) -> u64 {
    let digest = Sha256::digest(nfc(text).as_bytes());
    digest.iter().take(8).fold(0, |sum, &byte| sum << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loose_jamo_and_composed_hangul_are_one_text() {
        assert_eq!(nfc("\u{1112}\u{1162}\u{1106}\u{1175}\u{11af}"), "해밀");
        assert_eq!(fingerprint("\u{1112}\u{1162}"), fingerprint("해"));
    }

    #[test]
    fn characters_are_counted_as_people_see_them() {
        assert_eq!(graphemes("해밀"), 2);
        assert_eq!(graphemes("👩‍👩‍👧‍👦🇰🇷e\u{301}"), 3);
    }

    #[test]
    fn a_squeezed_line_has_no_hidden_characters() {
        assert_eq!(squeeze(" \u{feff}A\u{a0}\u{200b} b\n\tc\u{202e} "), "A b c");
        assert_eq!(squeeze("👩‍👩‍👧"), "👩‍👩‍👧");
    }
}
