use std::collections::HashMap;

use model::Language;

use crate::constants::TELLING_WORDS;
use crate::hangul;

/// What a word weighs by standing in the headline, in the deck, and for each e-fold in the body.
const IN_HEADLINE: f64 = 4.0;
const IN_DECK: f64 = 2.0;
const IN_BODY: f64 = 1.0;

/// More of a body than this tells nothing new of what it is about. In bytes.
const ENOUGH: usize = 64 * 1024;

/// English words that tell nothing about what an article is about.
const STOP: &str = " about above according across after again against ago ahead all almost alone along already also although always am \
among amid an and another any anyone anything are around as asked at away back be became because become been before began behind being below \
best better between both but by called came can cannot come could day days did do does doing done down during each early either else end \
enough even ever every everyone everything expected far few find first five following for found four from full further gave get give given go \
going good got great had half hard has have having he held help her here hers high him himself his hour hours how however i if important in \
including inside instead into is it its itself just keep kept know known large last late later least left less let like little long look made \
main make makes making many may me might mine minute minutes miss month months more most mr mrs ms much must my near need needs never new \
news next nine no nobody none nor not nothing now of off often old on once one only onto open or other others our out outside over own part \
past people percent perhaps place put quite rather really reported reporter right said same saw say saying says second see seen set seven \
several shall she should show shows since six small so some someone something soon still such take taken takes ten than that the their them \
then there these they thing things think third this those though three through thus time times to today together told tomorrow too took top \
toward towards turn two under until up upon us use used uses using very via want wants was way ways we week weeks well went were what when \
where whether which while who whole whom whose why will with within without work worked would year years yes yesterday yet you your \
photo photos image reuters yonhap monday tuesday wednesday thursday friday saturday sunday january february march april june july august \
september october november december ";

/// An article's most telling words with what each weighs, the weightiest first; the squares of the
/// weights add up to 1, as nearly as four digits say.
///
/// English words are lower-cased, their plurals and possessives folded; Korean words lose their
/// particles and verbs are left out; numbers and words that say nothing are left out everywhere.
pub fn words(language: Language, headline: &str, deck: &[String], body: &str) -> Vec<(String, f64)> {
    let mut weights: HashMap<String, (f64, u32)> = HashMap::new();
    for (text, weight) in std::iter::once((headline, IN_HEADLINE)).chain(deck.iter().map(|line| (line.as_str(), IN_DECK))) {
        for word in tokens(language, text) {
            let known = weights.entry(word).or_default();
            known.0 = known.0.max(weight);
        }
    }
    for word in tokens(language, &body[..body.floor_char_boundary(ENOUGH)]) {
        weights.entry(word).or_default().1 += 1;
    }
    let mut words: Vec<(String, f64)> =
        weights.into_iter().map(|(word, (stands, times))| (word, stands + IN_BODY * f64::from(times + 1).ln())).collect();
    words.sort_by(|(a, a_weight), (b, b_weight)| b_weight.total_cmp(a_weight).then_with(|| a.cmp(b)));
    words.truncate(TELLING_WORDS);
    let length = words.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    for (_, weight) in &mut words {
        // What is compared is read thousands of times: digits that tell nothing are not written.
        *weight = (*weight / length * 1e4).round() / 1e4;
    }
    words
}

/// The telling words of a text, in order.
fn tokens(language: Language, text: &str) -> impl Iterator<Item = String> {
    let folded = [Language::ENGLISH, Language::KOREAN].contains(&language);
    text.split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '\'' | '’')))
        .flat_map(by_script)
        .filter_map(move |(hangul, word)| if hangul { hangul::noun(word).map(str::to_owned) } else { other(word, folded) })
}

/// Cuts a word where Hangul begins or ends: “NATO가” is a name and a particle.
fn by_script(word: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let hangul = hangul::is_syllable(rest.chars().next()?);
        let end = rest.find(|letter| hangul::is_syllable(letter) != hangul).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        Some((hangul, part))
    })
}

/// A word in another script than Hangul.
fn other(word: &str, english: bool) -> Option<String> {
    let word = word.trim_matches(['\'', '’']);
    // Numbers, and what begins with one: 3rd, 2024, 10am.
    if word.starts_with(|letter: char| letter.is_numeric()) {
        return None;
    }
    // Names such as EU and G7 are short; other words so short tell nothing. “US” is no pronoun.
    let name = word.chars().count() == 2 && word.chars().all(|letter| letter.is_uppercase() || letter.is_numeric());
    let alphabet = word.chars().all(|letter| letter < '\u{2e80}');
    if alphabet && word.chars().count() < 3 && !name {
        return None;
    }
    let mut lower = word.to_lowercase().replace('’', "'");
    if !english || !alphabet {
        return Some(lower);
    }
    if let Some(at) = lower.find('\'') {
        lower.truncate(at);
    }
    if !name && STOP.contains(&format!(" {lower} ")) {
        return None;
    }
    if !name {
        singular(&mut lower);
    }
    (lower.chars().count() >= 2).then_some(lower)
}

/// Folds the common plurals of English.
fn singular(word: &mut String) {
    let end = word.len();
    if !word.is_ascii() || end < 4 {
        return;
    }
    if word.ends_with("ies") && end > 4 {
        word.truncate(end - 3);
        word.push('y');
    } else if ["sses", "shes", "ches", "xes", "zes"].iter().any(|ending| word.ends_with(ending)) {
        word.truncate(end - 2);
    } else if word.ends_with('s') && !["ss", "us", "is", "ous", "news"].iter().any(|ending| word.ends_with(ending)) {
        word.truncate(end - 1);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(language: Language, headline: &str, deck: &str, body: &str) -> Vec<String> {
        words(language, headline, &[deck.to_owned()], body).into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn an_english_article_is_known_by_its_nouns_and_names() {
        let known = of(
            Language::ENGLISH,
            "Harbour’s last cranes go remote",
            "The port authority says 12 operators will retrain",
            "The port said on Monday that its cranes, and the crane operators, would move. The US and the EU follow. Cities and city dwellers…",
        );
        assert_eq!(known[..3], ["crane", "harbour", "remote"]);
        for word in ["port", "operator", "authority", "us", "eu", "city"] {
            assert!(known.iter().any(|other| other == word), "{word} in {known:?}");
        }
        for word in ["the", "said", "12", "monday", "cranes", "last"] {
            assert!(!known.iter().any(|other| other == word), "{word} in {known:?}");
        }
    }

    #[test]
    fn a_korean_article_is_known_by_its_nouns_without_particles() {
        let known = of(
            Language::KOREAN,
            "블링컨 “중국, 北 도발 막아야”",
            "미국과 중국의 외교장관 회담",
            "블링컨 장관은 중국이 북한을 설득해야 한다고 말했다. 중국은 NATO가 확장하는 것을 반대했다. 2023년 6월 회담에서 장관이 밝혔다.",
        );
        assert_eq!(known[..2], ["중국", "블링컨"]);
        for word in ["북한", "장관", "회담", "미국", "nato"] {
            assert!(known.iter().any(|other| other == word), "{word} in {known:?}");
        }
        for word in ["말했다", "중국이", "2023년", "년", "가"] {
            assert!(!known.iter().any(|other| other == word), "{word} in {known:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_few_words_that_weigh_one_together(headline in ".{0,80}", body in "(\\PC{0,40}[ 가-힣a-z]{0,60}){0,8}") {
            let words = words(Language::KOREAN, &headline, &[], &body);
            prop_assert!(words.len() <= TELLING_WORDS);
            prop_assert!(words.windows(2).all(|pair| pair[0].1 >= pair[1].1));
            let whole: f64 = words.iter().map(|(_, weight)| weight * weight).sum();
            prop_assert!(words.is_empty() || (whole - 1.0).abs() < 1e-3);
        }
    }
}
