//! Hangul in Latin letters: the Revised Romanization of Korean (Ministry of Culture and Tourism,
//! proclamation 2000-8), which writes what is spoken, so that neighbouring syllables change each other.

const FIRST: u32 = 0xAC00;
const LAST: u32 = 0xD7A3;
const VOWELS: u32 = 21;
const FINALS: u32 = 28;

const INITIAL: [&str; 19] = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
const VOWEL: [&str; 21] =
    ["a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"];
/// How a final sounds at the end of a word or before a consonant.
const CLOSED: [&str; 28] =
    ["", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"];
/// How a final sounds before a vowel: what stays, and what begins the next syllable.
const OPEN: [(&str, &str); 28] = [
    ("", ""),
    ("", "g"),
    ("", "kk"),
    ("k", "s"),
    ("", "n"),
    ("n", "j"),
    ("", "n"),
    ("", "d"),
    ("", "r"),
    ("l", "g"),
    ("l", "m"),
    ("l", "b"),
    ("l", "s"),
    ("l", "t"),
    ("l", "p"),
    ("", "r"),
    ("", "m"),
    ("", "b"),
    ("p", "s"),
    ("", "s"),
    ("", "ss"),
    ("ng", ""),
    ("", "j"),
    ("", "ch"),
    ("", "k"),
    ("", "t"),
    ("", "p"),
    ("", ""),
];

const SILENT: u32 = 11;
const I: u32 = 20;
const FINAL_D: u32 = 7;
const FINAL_T: u32 = 25;
/// The finals that end in ㅎ: ㄶ, ㅀ, ㅎ.
const BREATHED: [u32; 3] = [6, 15, 27];

#[derive(Clone, Copy)]
struct Syllable {
    initial: u32,
    vowel: u32,
    last: u32,
}

impl Syllable {
    fn of(c: char) -> Option<Self> {
        let at = u32::from(c);
        if !(FIRST..=LAST).contains(&at) {
            return None;
        }
        let at = at - FIRST;
        Some(Self { initial: at / (VOWELS * FINALS), vowel: at / FINALS % VOWELS, last: at % FINALS })
    }
}

/// The text with its Hangul syllables, in NFC, written in Latin letters; all else as it is.
pub(crate) fn romanized(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before: Option<Syllable> = None;
    for c in text.chars() {
        let here = Syllable::of(c);
        let (end, begin) = match (before, here) {
            (Some(before), Some(here)) => joint(before, here),
            (Some(before), None) => (CLOSED[before.last as usize], ""),
            (None, Some(here)) => ("", INITIAL[here.initial as usize]),
            (None, None) => ("", ""),
        };
        out.push_str(end);
        out.push_str(begin);
        match here {
            Some(here) => out.push_str(VOWEL[here.vowel as usize]),
            None => out.push(c),
        }
        before = here;
    }
    out.push_str(before.map_or("", |before| CLOSED[before.last as usize]));
    out
}

/// How the end of a syllable and the beginning of the next sound together.
fn joint(before: Syllable, here: Syllable) -> (&'static str, &'static str) {
    let (last, initial) = (before.last, here.initial);
    if initial == SILENT {
        return match (last, here.vowel) {
            (FINAL_D, I) => ("", "j"),
            (FINAL_T, I) => ("", "ch"),
            _ => OPEN[last as usize],
        };
    }
    let (end, begin) = (CLOSED[last as usize], INITIAL[initial as usize]);
    if BREATHED.contains(&last) {
        let kept = match OPEN[last as usize].1 {
            "n" => "n",
            "r" => "l",
            _ => "",
        };
        match begin {
            "g" => return (kept, "k"),
            "d" => return (kept, "t"),
            "j" => return (kept, "ch"),
            "n" if kept.is_empty() => return ("n", "n"),
            _ => {}
        }
    }
    match (end, begin) {
        ("k", "n" | "m") => ("ng", begin),
        ("t", "n" | "m") => ("n", begin),
        ("p", "n" | "m") => ("m", begin),
        ("k" | "ng", "r") => ("ng", "n"),
        ("t", "r") => ("n", "n"),
        ("p" | "m", "r") => ("m", "n"),
        ("n", "r") | ("l", "n" | "r") => ("l", "l"),
        _ => (end, begin),
    }
}

#[cfg(test)]
mod tests {
    use super::romanized;

    #[test]
    fn the_examples_of_the_proclamation_come_out_as_it_writes_them() {
        let examples = [
            ("구미", "gumi"),
            ("영동", "yeongdong"),
            ("옥천", "okcheon"),
            ("합덕", "hapdeok"),
            ("벚꽃", "beotkkot"),
            ("한밭", "hanbat"),
            ("월곶", "wolgot"),
            ("구리", "guri"),
            ("설악", "seorak"),
            ("칠곡", "chilgok"),
            ("임실", "imsil"),
            ("울릉", "ulleung"),
            ("대관령", "daegwallyeong"),
            ("백마", "baengma"),
            ("종로", "jongno"),
            ("왕십리", "wangsimni"),
            ("별내", "byeollae"),
            ("신라", "silla"),
            ("해돋이", "haedoji"),
            ("같이", "gachi"),
            ("좋고", "joko"),
            ("놓다", "nota"),
            ("묵호", "mukho"),
            ("집현전", "jiphyeonjeon"),
            ("압구정", "apgujeong"),
            ("독도", "dokdo"),
        ];
        for (hangul, latin) in examples {
            assert_eq!(romanized(hangul), latin, "{hangul}");
        }
    }

    #[test]
    fn what_is_not_hangul_stays() {
        assert_eq!(romanized("KBS 뉴스 9"), "KBS nyuseu 9");
    }
}
