//! What the desk has in hand when somebody first sits down at it: drafts, one in review, one for tomorrow morning.

use std::sync::Arc;

use actions::{ActionError, Actor, Newsroom, Saved, Saving, begin, remark, save, schedule, submit};
use model::{Account, ArticleId, Block, Body, Language, Time};
use store::ArticleDraft;

/// An article in hand.
struct InHand {
    language: Language,
    section: &'static str,
    topics: &'static [&'static str],
    headline: &'static str,
    deck: &'static [&'static str],
    paragraphs: &'static [&'static str],
}

const FERRY: InHand = InHand {
    language: Language::ENGLISH,
    section: "city",
    topics: &[],
    headline: "A second evening ferry, if the crews agree",
    deck: &["The operator wants a sailing at 21:40; the crews want the hour back in the morning"],
    paragraphs: &[
        "The company that runs the harbour ferries has asked its crews whether they would take a second evening sailing from April, at 21:40 from the east pier.",
        "Crews say that the last boat already ties up after ten, and that the first leaves at 5:50.",
        "TO CHECK: how many passengers were left at the pier in February? The harbour office promised the figure for Monday.",
    ],
};

const LIBRARY: InHand = InHand {
    language: Language::KOREAN,
    section: "culture",
    topics: &[],
    headline: "도서관이 밤에도 불을 켜는 까닭",
    deck: &[],
    paragraphs: &["달무리구 도서관이 시험 기간에만 밤 11시까지 열던 열람실을 4월부터 평일마다 연다.", "사서 두 명이 번갈아 밤을 맡는다."],
};

const TRAMS: InHand = InHand {
    language: Language::KOREAN,
    section: "city",
    topics: &[],
    headline: "전차 정류장 의자, 다섯 곳부터 바뀐다",
    deck: &["기울어진 의자에 “앉을 수가 없다”는 민원 서른한 건"],
    paragraphs: &[
        "해밀시가 전차 정류장 다섯 곳의 의자를 3월 안에 바꾼다. 지금 의자는 앉는 면이 앞으로 기울어 있어 오래 앉기 어렵다는 민원이 지난해에만 서른한 건 들어왔다.",
        "시는 기운 의자를 들인 까닭을 “잠을 막기 위해서”라고 설명해 왔다.",
        "새 의자는 등받이가 있고 가운데 팔걸이가 없다.",
    ],
};

const TIDES: InHand = InHand {
    language: Language::ENGLISH,
    section: "sports",
    topics: &["baseball"],
    headline: "Tides open at home with a rookie behind the plate",
    deck: &[],
    paragraphs: &[
        "The Tides will start the season with a catcher who has never played a game in the league.",
        "He caught fourteen innings in the last practice match and said afterwards that his knees had asked him to stop at nine.",
    ],
};

/// Fills the desk as its own people would have: each writes under their account.
pub(crate) fn fill(newsroom: &Newsroom, reporter: Account, editor: Account) -> Result<(), ActionError> {
    let reporter = newsroom.acting(Actor::Account(Arc::new(reporter)));
    let editor = newsroom.acting(Actor::Account(Arc::new(editor)));
    write(&reporter, &FERRY)?;
    write(&reporter, &LIBRARY)?;
    let trams = write(&reporter, &TRAMS)?;
    submit(&reporter, trams)?;
    remark(&editor, trams, 2, "누가 한 설명인가요? 이름이나 부서를 넣어 주세요.")?;
    let tides = write(&editor, &TIDES)?;
    // Tomorrow at seven, before the first readers.
    let zone = newsroom.store.read(|session| session.publication())?.zone;
    schedule(&editor, tides, newsroom.world.now().next_day(&zone).plus(7 * Time::HOUR))
}

fn write(newsroom: &Newsroom, in_hand: &InHand) -> Result<ArticleId, ActionError> {
    let article = begin(newsroom, in_hand.language, None)?;
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let draft = ArticleDraft {
        section: in_hand.section.to_owned(),
        headline: in_hand.headline.to_owned(),
        deck: owned(in_hand.deck),
        body: Body(in_hand.paragraphs.iter().map(|text| Block::paragraph(*text)).collect()),
        credits: Vec::new(),
        contact: None,
        picture: None,
        topics: owned(in_hand.topics),
        made_from: None,
        original_url: None,
    };
    match save(newsroom, &Saving { article, base: 1, draft, slug: String::new(), note: None })? {
        Saved::Kept { .. } => Ok(article),
        Saved::Behind { .. } => Err(ActionError::Refused("the desk was filled by somebody else meanwhile".to_owned())),
    }
}
