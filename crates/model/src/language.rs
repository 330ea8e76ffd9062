use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A language by its primary subtag (BCP 47, section 2.2.1): `en`, `ko`, `haw`.
///
/// Regions and scripts are dropped on reading: an edition is one language.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language([u8; 3]);

/// The text does not begin with a language's subtag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a language; use a code of two or three letters, such as en or ko")]
pub struct NotALanguage(pub String);

impl Language {
    /// English.
    pub const ENGLISH: Language = Language(*b"en\0");
    /// Korean.
    pub const KOREAN: Language = Language(*b"ko\0");

    /// The code, in lower case.
    pub fn code(&self) -> &str {
        let length = self.0.iter().position(|&byte| byte == 0).unwrap_or(3);
        str::from_utf8(&self.0[..length]).unwrap_or("en")
    }

    /// The language of a text by its script, where the script tells: Hangul is Korean, kana is
    /// Japanese, Latin letters are taken for `latin`. `None` when there are no letters to judge by.
    ///
    /// Names and quotations in Latin letters stand in most Korean articles, so a fifth of Hangul is
    /// enough for Korean.
    pub fn by_script(text: &str, latin: Language) -> Option<Language> {
        let (mut hangul, mut kana, mut han, mut other, mut letters) = (0usize, 0usize, 0usize, 0usize, 0usize);
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            letters += 1;
            match c {
                '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => hangul += 1,
                '\u{3040}'..='\u{30ff}' => kana += 1,
                '\u{4e00}'..='\u{9fff}' => han += 1,
                '\u{0600}'..='\u{06ff}' | '\u{0400}'..='\u{04ff}' | '\u{0900}'..='\u{0dff}' => other += 1,
                _ => {}
            }
        }
        if letters == 0 {
            None
        } else if hangul * 5 >= letters {
            Some(Self::KOREAN)
        } else if kana * 5 >= letters {
            Some(Language(*b"ja\0"))
        } else if han * 2 >= letters {
            Some(Language(*b"zh\0"))
        } else if other * 2 >= letters {
            None
        } else {
            Some(latin)
        }
    }

    /// What the language calls itself, where we know it; else its code.
    pub fn own_name(&self) -> &str {
        match self.code() {
            "en" => "English",
            "ko" => "한국어",
            "ja" => "日本語",
            "zh" => "中文",
            "de" => "Deutsch",
            "fr" => "Français",
            "es" => "Español",
            "vi" => "Tiếng Việt",
            code => code,
        }
    }
}

impl FromStr for Language {
    type Err = NotALanguage;

    fn from_str(text: &str) -> Result<Self, NotALanguage> {
        let primary = text.trim().split(['-', '_']).next().unwrap_or_default();
        let mut code = [0; 3];
        if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Err(NotALanguage(text.to_owned()));
        }
        for (to, from) in code.iter_mut().zip(primary.bytes()) {
            *to = from.to_ascii_lowercase();
        }
        Ok(Language(code))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// One thing said in several languages: a name, a caption, a title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ByLanguage<T>(pub BTreeMap<Language, T>);

impl<T> Default for ByLanguage<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> ByLanguage<T> {
    /// Said in one language.
    pub fn one(language: Language, value: T) -> Self {
        Self(BTreeMap::from([(language, value)]))
    }

    /// The value in exactly this language.
    pub fn get(&self, language: Language) -> Option<&T> {
        self.0.get(&language)
    }

    /// Says it in one more language, or anew.
    pub fn set(&mut self, language: Language, value: T) {
        self.0.insert(language, value);
    }

    /// The value in this language, else in `fallback`, else in whichever comes first. For names,
    /// which must be called something; not for captions, which must not stand in a foreign edition.
    pub fn or_any(&self, language: Language, fallback: Language) -> Option<&T> {
        self.get(language).or_else(|| self.get(fallback)).or_else(|| self.0.values().next())
    }

    /// Whether it is said in no language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Language and value, by code.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &T)> {
        self.0.iter().map(|(language, value)| (*language, value))
    }
}

impl<T> FromIterator<(Language, T)> for ByLanguage<T> {
    fn from_iter<I: IntoIterator<Item = (Language, T)>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_does_not_make_another_edition() {
        assert_eq!("ko-KR".parse(), Ok(Language::KOREAN));
        assert_eq!("EN_us".parse(), Ok(Language::ENGLISH));
        assert!("e".parse::<Language>().is_err());
        assert!("한국".parse::<Language>().is_err());
    }

    #[test]
    fn a_korean_article_with_english_names_is_korean() {
        let text = "블링컨 장관은 NATO와 UN 그리고 Antony Blinken이라는 이름을 언급했다";
        assert_eq!(Language::by_script(text, Language::ENGLISH), Some(Language::KOREAN));
        assert_eq!(Language::by_script("12:30 – 14", Language::ENGLISH), None);
    }
}
