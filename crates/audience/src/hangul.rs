/// Particles that stand at the end of a noun, the longest of those that end alike first. Those of
/// one syllable come in pairs, one for each kind of ending, and are told below.
const PARTICLES: &[&str] = &[
    "에서부터",
    "으로부터",
    "에게서는",
    "으로써",
    "으로서",
    "에서는",
    "에서도",
    "에게서",
    "까지는",
    "까지도",
    "부터는",
    "에게는",
    "에게도",
    "으로는",
    "으로도",
    "로부터",
    "이라는",
    "이라고",
    "이라도",
    "이라며",
    "이지만",
    "에서의",
    "에서",
    "에게",
    "에는",
    "에도",
    "에만",
    "한테",
    "께서",
    "까지",
    "부터",
    "보다",
    "처럼",
    "마다",
    "조차",
    "마저",
    "밖에",
    "라는",
    "라고",
    "로써",
    "로서",
    "로는",
    "이나",
    "으로",
];

/// What makes a verb or an adjective of a stem: such words are left out.
const VERBS: &[&str] = &[
    "습니다",
    "합니다",
    "입니다",
    "됩니다",
    "습니까",
    "했지만",
    "하지만",
    "됐지만",
    "했으며",
    "했으나",
    "하면서",
    "되면서",
    "으면서",
    "하려고",
    "하기로",
    "하도록",
    "되도록",
    "했던",
    "됐던",
    "였던",
    "있던",
    "하던",
    "하는",
    "되는",
    "있는",
    "없는",
    "않는",
    "받는",
    "시킨",
    "하고",
    "되고",
    "있고",
    "없고",
    "않고",
    "하며",
    "되며",
    "있으며",
    "없으며",
    "하면",
    "되면",
    "하게",
    "되게",
    "하지",
    "되지",
    "하기",
    "되기",
    "하자",
    "하라",
    "해서",
    "돼서",
    "해야",
    "돼야",
    "해도",
    "하여",
    "되어",
    "이며",
    "이고",
    "인데",
    "는데",
    "은데",
    "려는",
    "려고",
    "거나",
    "더니",
    "므로",
    "으로서의",
    "겠다고",
    "했다고",
    "한다고",
    "된다고",
    "이라는데",
    "라면",
    "다면",
    "다며",
];

/// Ends of nouns that look like a noun and a particle.
const WHOLE: &[&str] = &[
    "주의",
    "회의",
    "반도",
    "제주도",
    "강원도",
    "경기도",
    "충청도",
    "전라도",
    "경상도",
    "평안도",
    "함경도",
    "황해도",
    "지지도",
    "만족도",
    "난이도",
    "신뢰도",
    "어린이",
    "고양이",
    "정치가",
    "기업가",
    "만화가",
    "평가",
    "증가",
    "추가",
    "참가",
    "사과",
    "효과",
    "결과",
    "성과",
    "도로",
    "통로",
    "경로",
];

/// Words that tell nothing about what an article is about.
const STOP: &[&str] = &[
    "그리고",
    "그러나",
    "하지만",
    "그런데",
    "그래서",
    "따라서",
    "또한",
    "또는",
    "혹은",
    "및",
    "등",
    "등의",
    "등을",
    "등이",
    "이번",
    "지난",
    "지난해",
    "올해",
    "내년",
    "오늘",
    "어제",
    "내일",
    "오전",
    "오후",
    "당시",
    "현재",
    "최근",
    "이날",
    "이후",
    "이전",
    "앞서",
    "한편",
    "다만",
    "특히",
    "더욱",
    "매우",
    "가장",
    "모든",
    "모두",
    "여러",
    "다른",
    "같은",
    "같이",
    "함께",
    "대한",
    "대해",
    "대해서",
    "위한",
    "위해",
    "위해서",
    "통한",
    "통해",
    "통해서",
    "따른",
    "따라",
    "따르면",
    "의한",
    "의해",
    "관한",
    "관해",
    "관련",
    "대비",
    "경우",
    "때문",
    "정도",
    "이상",
    "이하",
    "약간",
    "가운데",
    "사이",
    "동안",
    "이것",
    "그것",
    "저것",
    "이런",
    "그런",
    "저런",
    "이렇게",
    "그렇게",
    "어떻게",
    "무엇",
    "우리",
    "저희",
    "그들",
    "자신",
    "사람",
    "사람들",
    "것으로",
    "것이",
    "것은",
    "것을",
    "수",
    "있다",
    "없다",
    "아니라",
    "아닌",
    "계속",
    "다시",
    "바로",
    "이미",
    "아직",
    "먼저",
    "결국",
    "만큼",
    "이라고",
    "라고",
    "때문에",
    "기자",
    "뉴스",
    "사진",
    "제공",
    "연합뉴스",
    "전했다",
    "말했다",
    "밝혔다",
    "예정",
    "것도",
    "스스로",
    "각각",
];

/// Whether a letter is a Hangul syllable.
pub(crate) fn is_syllable(letter: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&letter)
}

/// The number of the consonant that closes a syllable (Unicode, section 3.12): 0 for none, 4 ㄴ, 8 ㄹ,
/// 17 ㅂ, 20 ㅆ.
fn closing(syllable: char) -> Option<u32> {
    is_syllable(syllable).then(|| (u32::from(syllable) - 0xac00) % 28)
}

/// The noun in a written word, without its particles; `None` for a verb, an adjective, a word of one
/// syllable, or one that says nothing.
///
/// There is no dictionary behind this. It cuts some nouns that end like a particle, but always in
/// the same way, so that they are still found alike.
pub(crate) fn noun(word: &str) -> Option<&str> {
    if STOP.contains(&word) || is_verb(word) {
        return None;
    }
    let mut noun = stripped(word);
    // The plural says no more than the singular.
    if let Some(one) = noun.strip_suffix('들').filter(|one| one.chars().count() >= 2) {
        noun = one;
    }
    (noun.chars().count() >= 2 && !STOP.contains(&noun) && !is_verb(noun)).then_some(noun)
}

fn is_verb(word: &str) -> bool {
    if VERBS.iter().any(|ending| word.ends_with(*ending)) {
        return true;
    }
    let mut back = word.chars().rev();
    let (last, before) = (back.next(), back.next().and_then(closing));
    match last {
        // 했다, 있다, 한다, 된다; but 캐나다 and 바다 are places.
        Some('다') => matches!(before, Some(4 | 17 | 20)) || word.ends_with("이다") || word.ends_with("하다") || word.ends_with("되다"),
        // 발생할, 전망될.
        Some('할' | '될') => word.chars().count() > 2,
        Some('요') => before == Some(0) && ["세요", "에요", "해요", "어요", "아요", "네요"].iter().any(|ending| word.ends_with(ending)),
        // 했고, 있어, 됐지.
        Some('고' | '어' | '지' | '는' | '던' | '을' | '으' | '음') => before == Some(20),
        _ => false,
    }
}

fn stripped(word: &str) -> &str {
    let fits = |rest: &str| rest.chars().count() >= 2;
    if WHOLE.iter().any(|end| word.ends_with(*end)) {
        return word;
    }
    for particle in PARTICLES {
        if let Some(rest) = word.strip_suffix(*particle).filter(|rest| fits(rest)) {
            return rest;
        }
    }
    let Some((at, last)) = word.char_indices().next_back() else { return word };
    let rest = &word[..at];
    let Some(closing) = rest.chars().next_back().and_then(closing).filter(|_| fits(rest)) else { return word };
    match (last, closing) {
        ('은' | '이' | '을' | '과', 1..) | ('는' | '가' | '를' | '와', 0) | ('의' | '에' | '도' | '만', _) | ('로', 0 | 8) => rest,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_is_the_same_whatever_particle_it_carries() {
        for written in [
            "정부는",
            "정부가",
            "정부를",
            "정부의",
            "정부에서는",
            "정부에서도",
            "정부와",
            "정부로",
            "정부부터",
            "정부까지",
            "정부에게",
            "정부만",
            "정부들이",
            "정부",
        ] {
            assert_eq!(noun(written), Some("정부"), "{written}");
        }
        for written in ["북한은", "북한이", "북한을", "북한과", "북한으로", "북한으로부터", "북한에", "북한이라는"] {
            assert_eq!(noun(written), Some("북한"), "{written}");
        }
    }

    #[test]
    fn a_noun_that_only_ends_like_a_particle_stays_whole() {
        for word in ["전문가", "국가", "캐나다", "바다", "미국", "스위스", "평가", "회의", "한반도", "민주주의", "어린이"]
        {
            assert_eq!(noun(word), Some(word), "{word}");
        }
        assert_eq!(noun("서울로"), Some("서울"));
    }

    #[test]
    fn verbs_and_empty_words_are_left_out() {
        for word in
            ["말했다", "밝혔다", "한다", "됐다", "있으며", "하면서", "합니다", "이다", "그리고", "이번", "것으로", "수", "했고", "통해", "발생할"]
        {
            assert_eq!(noun(word), None, "{word}");
        }
    }
}
