//! The demonstration paper itself: what it is called, who makes it, and how it is divided.

use std::collections::BTreeMap;

use model::{ByLanguage, HousePage, Imprint, Language, ListLengths, NotAZone, Publication, Section, SlugStyle, Topic};

/// Somebody who makes the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Names them in the stories' files and in the address of their page.
    pub slug: &'static str,
    /// What they are called, per language.
    pub names: ByLanguage<String>,
    /// A word about them, per language.
    pub about: ByLanguage<String>,
    /// Where readers can write to them.
    pub contact: String,
}

fn both(english: &str, korean: &str) -> ByLanguage<String> {
    [(Language::ENGLISH, english.to_owned()), (Language::KOREAN, korean.to_owned())].into_iter().collect()
}

/// The publication, found by its readers at an address such as `http://127.0.0.1:7878`.
pub fn publication(address: &str) -> Result<Publication, NotAZone> {
    Ok(Publication {
        titles: both("The Haemil Courier", "해밀신문"),
        mottos: both("What happened, and who it happened to", "있었던 일을, 겪은 사람의 말로"),
        address: address.trim_end_matches('/').to_owned(),
        zone: "Asia/Seoul".parse()?,
        languages: vec![Language::ENGLISH, Language::KOREAN],
        imprint: imprint(),
        slugs: SlugStyle::Unicode,
        lists: ListLengths { must_reads: 4, related: 4, popular_now: 4, weekly_best: 4, latest: 5 },
        pages: BTreeMap::from([
            ("about".to_owned(), both(ABOUT_ENGLISH, ABOUT_KOREAN)),
            ("privacy".to_owned(), both(PRIVACY_ENGLISH, PRIVACY_KOREAN)),
        ]),
        house_pages: vec![HousePage {
            slug: "tips".to_owned(),
            titles: both("Send us a tip", "제보"),
            texts: both(TIPS_ENGLISH, TIPS_KOREAN),
            menu: false,
        }],
    })
}

fn imprint() -> Imprint {
    Imprint {
        publisher: both("Haemil Courier Publishing Ltd, Haemil", "주식회사 해밀신문사"),
        publishing: both("Moon Hyewon", "문혜원"),
        editing: both("Eleanor Finch", "엘리너 핀치"),
        registration: Some("해밀 아00001".to_owned()),
        registered: Some("2014-03-12".to_owned()),
        youth_protection: both("Dohyun Han", "한도현"),
        place: both("12 Old Customs Quay, Gaonnae, Haemil", "해밀시 가온내구 옛세관로 12"),
        contact: Some("newsroom@haemil-courier.example".to_owned()),
    }
}

/// The sections in their order.
pub fn sections() -> Vec<Section> {
    let titles = [
        ("city", "City", "사회"),
        ("politics", "Politics", "정치"),
        ("business", "Business", "경제"),
        ("world", "World", "국제"),
        ("culture", "Culture", "문화"),
        ("sports", "Sport", "스포츠"),
    ];
    let section = |(position, (slug, english, korean)): (i64, (&str, &str, &str))| Section {
        slug: slug.to_owned(),
        titles: both(english, korean),
        position,
        menu: true,
    };
    (1..).zip(titles).map(section).collect()
}

/// The topics, by slug.
pub fn topics() -> Vec<Topic> {
    let titles = [
        ("athletics", "Individual sports", "개인 종목"),
        ("baseball", "Baseball", "야구"),
        ("books", "Books", "책"),
        ("budget", "City budget", "시 예산"),
        ("council", "City council", "시의회"),
        ("crafts", "Crafts", "공예"),
        ("diplomacy", "Diplomacy", "외교"),
        ("education", "Schools", "교육"),
        ("elections", "Elections", "선거"),
        ("energy", "Energy", "에너지"),
        ("environment", "Environment", "환경"),
        ("film", "Film", "영화"),
        ("food", "Food", "먹거리"),
        ("football", "Football", "축구"),
        ("harbour", "Harbour", "항구"),
        ("health", "Health", "보건의료"),
        ("history", "History", "옛일"),
        ("housing", "Housing", "주거"),
        ("labour", "Work", "노동"),
        ("music", "Music", "음악"),
        ("public-safety", "Public safety", "안전"),
        ("science", "Science", "과학"),
        ("technology", "Technology", "기술"),
        ("theatre", "Theatre", "연극"),
        ("trade", "Trade", "상업·무역"),
        ("transport", "Transport", "교통"),
        ("weather", "Weather", "날씨"),
    ];
    titles.into_iter().map(|(slug, english, korean)| Topic { slug: slug.to_owned(), titles: both(english, korean) }).collect()
}

/// Those who make the paper.
pub fn people() -> Vec<Colleague> {
    let colleague = |slug: &'static str, names: [&str; 2], about: [&str; 2]| Colleague {
        slug,
        names: both(names[0], names[1]),
        about: both(about[0], about[1]),
        contact: format!("{slug}@haemil-courier.example"),
    };
    vec![
        colleague(
            "mina-seo",
            ["Mina Seo", "서민아"],
            [
                "Mina Seo covers the harbour, the markets and the stairs between them. Most of what she knows she heard before seven in the morning.",
                "항구와 시장, 그 사이의 계단길을 취재한다. 아는 이야기의 대부분은 아침 일곱 시 전에 들은 것이다.",
            ],
        ),
        colleague(
            "dohyun-han",
            ["Dohyun Han", "한도현"],
            [
                "Dohyun Han has reported on the city council for eleven years and reads its budgets from the back, where the footnotes are.",
                "11년째 시의회를 출입한다. 예산서는 각주가 있는 뒤쪽부터 읽는다.",
            ],
        ),
        colleague(
            "yuna-baek",
            ["Yuna Baek", "백유나"],
            [
                "Yuna Baek writes about work and money, from the shipyard to the corner shop. She was an accountant first and still adds everything up twice.",
                "조선소에서 골목 가게까지 일과 돈을 다룬다. 기자가 되기 전에는 회계사였고, 지금도 모든 숫자를 두 번 더해 본다.",
            ],
        ),
        colleague(
            "june-park",
            ["June Park", "박준"],
            [
                "June Park reports from the far side of the strait and from wherever the railway goes after that.",
                "해협 건너편과 거기서 기차로 닿는 모든 곳을 취재한다.",
            ],
        ),
        colleague(
            "sora-lim",
            ["Sora Lim", "임소라"],
            [
                "Sora Lim writes about stages, books, kilns and kitchens, and about the people who sweep up after the applause.",
                "무대와 책, 가마와 부엌에 대해 쓴다. 박수가 끝난 뒤 바닥을 쓰는 사람에게도 말을 건다.",
            ],
        ),
        colleague(
            "taeyang-oh",
            ["Taeyang Oh", "오태양"],
            [
                "Taeyang Oh has missed two Cranes home matches in fifteen years, both for weddings, one of them his own.",
                "15년 동안 크레인스 안방 경기를 두 번 놓쳤다. 두 번 다 결혼식 때문이었고 한 번은 본인 결혼식이었다.",
            ],
        ),
        colleague(
            "eleanor-finch",
            ["Eleanor Finch", "엘리너 핀치"],
            [
                "Eleanor Finch edits the Courier. She reads every story before it appears and every correction twice; write to her if we got something wrong.",
                "해밀신문 편집인. 모든 기사를 싣기 전에 읽고, 바로잡는 글은 두 번 읽는다. 틀린 곳을 찾으셨다면 이 주소로 알려 주시기 바란다.",
            ],
        ),
        colleague(
            "jiwoo-nam",
            ["Jiwoo Nam", "남지우"],
            [
                "Jiwoo Nam carries stories from Korean into English and back, and reports in either when something cannot wait.",
                "한국어와 영어 사이에서 기사를 옮긴다. 급한 일이 생기면 어느 쪽으로든 직접 쓴다.",
            ],
        ),
    ]
}

const ABOUT_ENGLISH: &str = "The Haemil Courier has reported from the four districts of Haemil since 2014, in Korean and in English. Neither edition is the other’s shadow: a story is written in the language of whoever found it out, and translated by a colleague whose name stands beside theirs.

Reporters put their names to what they write and can be written to; the address is at the foot of every story. Somebody who is criticised here has been asked for their side of it first, and what they said is in the story.

When we get something wrong we say so at the end of the story, with the date, and leave the note there. If you find a mistake, or a report is about you and you wish to answer it, write to the newsroom at newsroom@haemil-courier.example.

The paper belongs to a small company in Gaonnae. It carries no advertising and takes no money from the city or from anybody whom it reports on. How often a story was read is counted as told on the page about counting, and decides nothing about what we write next.

The Haemil Courier is a demonstration. The city of Haemil, the strait and everybody in these pages are invented, and any likeness to people, clubs or companies is chance. What runs the paper is real.";

const ABOUT_KOREAN: &str = "해밀신문은 2014년부터 해밀시 네 개 구의 소식을 한국어와 영어로 전합니다. 어느 한쪽이 다른 쪽의 그림자는 아닙니다. 기사는 취재한 기자의 말로 먼저 쓰고, 옮긴 이의 이름을 그 옆에 나란히 적습니다.

기자는 기사에 이름을 걸고, 기사 끝에 연락할 주소를 남깁니다. 비판받는 사람에게는 먼저 사정을 묻고, 들은 답을 기사에 싣습니다.

틀린 것이 있으면 날짜와 함께 기사 끝에 밝히고 지우지 않습니다. 잘못된 곳을 찾으셨거나 보도에 반론이 있으시면 newsroom@haemil-courier.example로 보내 주십시오.

신문의 주인은 가온내구의 작은 회사입니다. 광고를 싣지 않으며, 시와 취재 대상 누구에게서도 돈을 받지 않습니다. 기사가 몇 번 읽혔는지는 ‘조회 수를 세는 법’에 적은 대로 셀 뿐, 다음에 무엇을 쓸지는 그 숫자로 정하지 않습니다.

해밀신문은 시연용 신문입니다. 해밀시와 해협, 지면에 나오는 모든 사람은 지어낸 것이며, 실제 인물이나 단체, 회사와 닮았다면 우연입니다. 신문을 움직이는 프로그램만 진짜입니다.";

const PRIVACY_ENGLISH: &str = "Reading the Courier sets no cookie and stores nothing on your device. No page loads anything from another company: no advertising, no analytics, no fonts.

We count how often a story is read. To tell a second reading from a reload, your network address and the name of your browser are turned into a code with a secret that changes every day. The address itself is not kept. The secret is destroyed after 48 hours; from then on nobody, ourselves included, can tell which readings were yours.

Together with each reading your browser sends sixteen random characters, so that a reading that arrives twice is counted once. They are drawn anew each time a page is shown and forgotten after 48 hours.

Which article is read after another is added up, so that a story can point to what its readers went on to. For half an hour the server knows in memory which article a code read last; what is written down are sums of at least five readers, never who they were.

If you write a comment, the name you give, your text and the time are kept and, once an editor has approved them, shown. A name need not be your own. To have a comment removed, write to newsroom@haemil-courier.example and say which one.

A letter to a reporter stays with that reporter. We do not pass on who has written to us, and we have no list to send anything to.";

const PRIVACY_KOREAN: &str = "해밀신문을 읽어도 쿠키가 생기지 않으며, 읽는 기기에 아무것도 저장하지 않습니다. 어느 페이지도 다른 회사의 것을 불러오지 않습니다. 광고도, 분석 도구도, 외부 글꼴도 없습니다.

기사가 몇 번 읽혔는지는 셉니다. 다시 읽은 것과 새로 고친 것을 가리기 위해 접속 주소와 브라우저 이름을 날마다 바뀌는 비밀값과 함께 부호로 바꿉니다. 주소 자체는 보관하지 않습니다. 비밀값은 48시간 뒤에 없애므로, 그 뒤로는 저희를 포함해 누구도 어느 조회가 누구의 것인지 알 수 없습니다.

조회를 알릴 때 브라우저는 무작위 글자 열여섯 자를 함께 보냅니다. 같은 조회가 두 번 도착해도 한 번만 세기 위한 것입니다. 이 글자는 화면이 열릴 때마다 새로 뽑고 48시간 뒤에 지웁니다.

한 기사를 읽은 독자가 어느 기사를 이어 읽는지도 더합니다. 함께 읽을 만한 기사를 알려 드리기 위한 것입니다. 어느 부호가 무엇을 마지막으로 읽었는지는 서버 메모리에 30분만 남고, 기록하는 것은 다섯 명 이상을 더한 값뿐이며 누구였는지는 남기지 않습니다.

댓글을 쓰시면 적으신 이름과 글, 시각을 보관하고, 편집자가 승인한 뒤에 싣습니다. 본명이 아니어도 됩니다. 댓글을 지우고 싶으시면 어느 댓글인지 적어 newsroom@haemil-courier.example로 보내 주십시오.

기자에게 보낸 편지는 그 기자만 봅니다. 누가 편지를 보냈는지 밖에 알리지 않으며, 소식지를 보내는 명단도 없습니다.";

const TIPS_ENGLISH: &str = "If something in Haemil should be known and is not, write to newsroom@haemil-courier.example, or put it on paper and through the door at 12 Old Customs Quay. A name helps us to ask back; it is never printed unless you agree.

Tell us how you know. A photograph, a date, a document or the name of somebody else who was there lets us check in an afternoon what would otherwise take a week.

We answer every letter, though not always on the same day.";

const TIPS_KOREAN: &str = "해밀에 알려져야 할 일이 있다면 newsroom@haemil-courier.example로 보내 주시거나, 종이에 적어 옛세관로 12번지 우편함에 넣어 주십시오. 이름을 적어 주시면 되물을 수 있습니다. 허락 없이 이름을 싣는 일은 없습니다.

어떻게 아셨는지 함께 적어 주십시오. 사진이나 날짜, 문서, 그 자리에 있던 다른 사람의 이름이 있으면 일주일 걸릴 확인이 한나절에 끝납니다.

모든 편지에 답을 드립니다. 다만 그날 바로 드리지 못할 때도 있습니다.";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::stories;

    #[test]
    fn whatever_the_stories_name_is_there_and_nothing_else() {
        let stories = stories().unwrap();
        let named: BTreeSet<&str> = stories.iter().map(|story| story.section.as_str()).collect();
        assert_eq!(sections().iter().map(|section| section.slug.as_str()).collect::<BTreeSet<_>>(), named);
        let named: BTreeSet<&str> = stories.iter().flat_map(|story| &story.topics).map(String::as_str).collect();
        assert_eq!(topics().iter().map(|topic| topic.slug.as_str()).collect::<BTreeSet<_>>(), named);
        let named: BTreeSet<&str> = stories
            .iter()
            .flat_map(|story| [Some(story.reporter.as_str()), story.editor.as_deref(), story.translator.as_deref()])
            .flatten()
            .collect();
        assert_eq!(people().iter().map(|person| person.slug).collect::<BTreeSet<_>>(), named);
    }

    #[test]
    fn the_paper_has_a_name_and_its_pages_in_both_languages() {
        let paper = publication("http://127.0.0.1:7878/").unwrap();
        assert_eq!(paper.address, "http://127.0.0.1:7878");
        assert_eq!(paper.title(Language::KOREAN), "해밀신문");
        for page in ["about", "privacy"] {
            for language in &paper.languages {
                assert!(paper.pages[page].get(*language).unwrap().split("\n\n").count() >= 4);
            }
        }
    }
}
