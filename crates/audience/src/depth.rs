use model::Language;

use crate::constants::{CHARACTERS_PER_MINUTE, SHORTEST_READING, WORDS_PER_MINUTE};

/// The seconds for which somebody who reads all of a text is expected to read. No report of a reading
/// counts for more.
pub fn reading_seconds(language: Language, text: &str) -> u16 {
    let (units, per_minute) = match language.code() {
        "ko" | "ja" | "zh" => (text.chars().filter(|c| !c.is_whitespace()).count(), CHARACTERS_PER_MINUTE),
        _ => (text.split_whitespace().count(), WORDS_PER_MINUTE),
    };
    let seconds = units.saturating_mul(60).div_ceil(per_minute);
    u16::try_from(seconds).unwrap_or(u16::MAX).max(SHORTEST_READING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_text_is_read_for_longer_and_each_script_at_its_own_pace() {
        let words = |n| "word ".repeat(n);
        assert_eq!(reading_seconds(Language::ENGLISH, &words(230)), 60);
        assert_eq!(reading_seconds(Language::ENGLISH, &words(231)), 61);
        assert_eq!(reading_seconds(Language::KOREAN, &"부두가 다시 ".repeat(100)), 60);
        assert_eq!(reading_seconds("ja".parse().unwrap(), &"桟橋が再開した。".repeat(125)), 120);
    }

    #[test]
    fn a_picture_with_a_line_under_it_is_looked_at_for_a_moment() {
        assert_eq!(reading_seconds(Language::ENGLISH, ""), SHORTEST_READING);
        assert_eq!(reading_seconds(Language::KOREAN, "부두"), SHORTEST_READING);
        assert_eq!(reading_seconds(Language::ENGLISH, &"a ".repeat(1_000_000)), u16::MAX);
    }
}
