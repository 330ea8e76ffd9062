//! Believable pages to draw: full ones and sparse ones, in every language we have words for. `masthead theme check`
//! and the tests draw them all.

mod body;
mod stories;

use model::{Language, ListKind, Role, Time, Zone};

use self::stories::STORIES;
use crate::*;

/// A page to draw.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "each is the page of its name")]
pub enum Sample {
    Front(Box<FrontPage>),
    Listing(Box<ListingPage>),
    Article(Box<ArticlePage>),
    Static(Box<StaticPage>),
    Counting(Box<CountingPage>),
    Error(Box<ErrorPage>),
}

/// Every sample by name. Those without a hyphen in the name are the full ones.
pub fn all(language: Language, theme: &Theme) -> Vec<(&'static str, Sample)> {
    let paper = Paper { language, theme };
    vec![
        ("front", Sample::Front(Box::new(paper.front()))),
        ("front-sparse", Sample::Front(Box::new(paper.front_sparse()))),
        ("front-empty", Sample::Front(Box::new(paper.front_empty()))),
        ("listing", Sample::Listing(Box::new(paper.listing()))),
        ("listing-author", Sample::Listing(Box::new(paper.listing_author()))),
        ("listing-latest", Sample::Listing(Box::new(paper.listing_latest()))),
        ("listing-empty", Sample::Listing(Box::new(paper.listing_empty()))),
        ("article", Sample::Article(Box::new(paper.article()))),
        ("article-sparse", Sample::Article(Box::new(paper.article_sparse()))),
        ("article-errors", Sample::Article(Box::new(paper.article_with_errors()))),
        ("static", Sample::Static(Box::new(paper.prose()))),
        ("counting", Sample::Counting(Box::new(paper.counting()))),
        ("error", Sample::Error(Box::new(paper.error()))),
        ("error-gone", Sample::Error(Box::new(paper.error_gone()))),
        ("error-sparse", Sample::Error(Box::new(paper.error_sparse()))),
    ]
}

const SECTIONS: [(&str, &str, &str); 6] = [
    ("city", "City", "도시"),
    ("politics", "Politics", "정치"),
    ("business", "Business", "경제"),
    ("world", "World", "세계"),
    ("culture", "Culture", "문화"),
    ("sports", "Sports", "스포츠"),
];

const PEOPLE: [(&str, &str); 5] = [
    ("Mina Seo", "서민아"),
    ("Tomas Reyes", "토마스 레예스"),
    ("Choi Yoon Sun", "최윤선"),
    ("Eleanor Finch", "엘리너 핀치"),
    ("Jiwoo Nam", "남지우"),
];

const ADDRESS: &str = "https://courier.example";

struct Paper<'a> {
    language: Language,
    theme: &'a Theme,
}

impl Paper<'_> {
    fn korean(&self) -> bool {
        self.language == Language::KOREAN
    }

    fn say<'t>(&self, english: &'t str, korean: &'t str) -> &'t str {
        if self.korean() { korean } else { english }
    }

    fn now(&self) -> Time {
        Time::from_millis(1_795_500_000_000)
    }

    fn ago(&self, minutes: usize) -> Moment {
        let zone: Zone = "Asia/Seoul".parse().unwrap_or_else(|_| Zone::utc());
        let minutes = i64::try_from(minutes).unwrap_or_default();
        moment(self.now().plus(-minutes * Time::MINUTE), self.now(), &zone, self.language)
    }

    fn home(&self) -> String {
        self.say("/", "/ko/").to_owned()
    }

    fn section_url(&self, section: usize) -> String {
        format!("{}{}", self.home(), SECTIONS[section].0)
    }

    fn section_title(&self, section: usize) -> String {
        let (_, english, korean) = SECTIONS[section];
        self.say(english, korean).to_owned()
    }

    fn person(&self, at: usize) -> String {
        let (english, korean) = PEOPLE[at % PEOPLE.len()];
        self.say(english, korean).to_owned()
    }

    fn frame(&self, title: &str, path: &str, current: Option<usize>) -> Frame {
        let t = words(self.language);
        let fact = |label: &str, value: &str| Fact { label: label.to_owned(), value: value.to_owned() };
        let mut imprint = vec![
            fact(t.imprint_publisher, self.say("Haemil Courier Press", "해밀신보사")),
            fact(t.imprint_publishing, self.say("Han Sora", "한소라")),
            fact(t.imprint_editing, self.say("Eleanor Finch", "엘리너 핀치")),
            fact(t.imprint_place, self.say("12 Quay Road, Dalmuri, Haemil", "해밀시 달무리구 부두길 12")),
            fact(t.imprint_contact, "newsroom@courier.example"),
        ];
        if self.korean() {
            imprint.insert(0, fact(t.imprint_title, "해밀신보"));
            imprint.insert(1, fact(t.imprint_registration, "해밀 아00000"));
            imprint.insert(2, fact(t.imprint_registered, "2024년 3월 5일"));
            imprint.push(fact(t.imprint_youth, "한소라"));
        }
        let english = format!("/{path}");
        let korean = format!("/ko/{path}");
        Frame {
            language: self.language.code().to_owned(),
            title: title.to_owned(),
            description: self
                .say("News of the harbour city of Haemil and the world beyond its sea wall.", "항구 도시 해밀과 방파제 너머 세계의 소식.")
                .to_owned(),
            publication: self.say("The Haemil Courier", "해밀신보").to_owned(),
            motto: self.say("What the tide brought in, and who sent it", "물때를 놓치지 않는 신문").to_owned(),
            home: self.home(),
            banner: None,
            today: self.ago(0),
            editions: vec![
                EditionLink { language: "en".into(), name: "English".into(), url: english.clone(), current: !self.korean(), same_page: true },
                EditionLink { language: "ko".into(), name: "한국어".into(), url: korean.clone(), current: self.korean(), same_page: true },
            ],
            sections: (0..SECTIONS.len())
                .map(|at| SectionLink { title: self.section_title(at), url: self.section_url(at), current: current == Some(at) })
                .collect(),
            canonical: Some(format!("{ADDRESS}{}", self.say(&english, &korean))),
            alternates: vec![
                Alternate { language: "en".into(), url: format!("{ADDRESS}{english}") },
                Alternate { language: "ko".into(), url: format!("{ADDRESS}{korean}") },
                Alternate { language: "x-default".into(), url: format!("{ADDRESS}{english}") },
            ],
            feed: format!("{}feed.xml", self.home()),
            indexed: true,
            og_type: "website".into(),
            og_image: None,
            structured_data: None,
            imprint,
            pages: [("about", t.about.heading), ("privacy", t.privacy.heading), ("about/counting", t.counting_heading)]
                .iter()
                .map(|(path, title)| Link { title: (*title).to_owned(), url: format!("{}{path}", self.home()) })
                .collect(),
            stylesheet: self.theme.asset_path("masthead.css"),
        }
    }

    /// A page's frame without anything that may be missing.
    fn bare_frame(&self, title: &str) -> Frame {
        let mut frame = self.frame(title, "", None);
        frame.motto = String::new();
        frame.description = String::new();
        frame.canonical = None;
        frame.alternates = Vec::new();
        frame.editions.retain(|edition| edition.current);
        frame.imprint = Vec::new();
        frame.pages = Vec::new();
        frame.indexed = false;
        frame
    }

    fn picture(&self, scene: &str, alt: &str) -> PictureView {
        let path = |width: u32| format!("/media/{scene}-{width}.jpg");
        PictureView {
            src: Some(path(1200)),
            srcset: [320, 640, 1200].map(|width| format!("{} {width}w", path(width))).join(", "),
            width: 1200,
            height: 800,
            alt: alt.to_owned(),
            caption: alt.to_owned(),
            credit: self.say("Courier woodcut", "해밀신보 목판").to_owned(),
            focus: "fx-5 fy-4".to_owned(),
        }
    }

    /// The sample story at a place, counted round.
    fn story(&self, at: usize, rank: usize) -> StoryLink {
        let (section, scene, english, korean) = STORIES[at % STORIES.len()];
        let [headline, summary] = if self.korean() { korean } else { english };
        StoryLink {
            story: format!("s{at:05}"),
            url: format!("{}/{}", self.section_url(section), format_args!("story-{at}")),
            headline: headline.to_owned(),
            summary: summary.to_owned(),
            section: self.section_title(section),
            section_url: self.section_url(section),
            published: self.ago(17 + at * 83),
            picture: (!scene.is_empty()).then(|| self.picture(scene, self.say("Woodcut", "목판화"))),
            reporter: self.person(at),
            rank,
        }
    }

    fn list(&self, kind: ListKind, stories: impl IntoIterator<Item = usize>) -> ListView {
        ListView {
            kind: kind.name().to_owned(),
            title: words(self.language).list(kind).to_owned(),
            numbered: matches!(kind, ListKind::Related | ListKind::PopularNow | ListKind::WeeklyBest),
            stories: stories.into_iter().enumerate().map(|(at, story)| self.story(story, at + 1)).collect(),
        }
    }

    fn front(&self) -> FrontPage {
        let of_section = |section: usize, most: usize| -> Vec<StoryLink> {
            (0..STORIES.len())
                .skip(15)
                .take(19)
                .filter(|&at| STORIES[at].0 == section)
                .take(most)
                .enumerate()
                .map(|(rank, at)| self.story(at, rank + 1))
                .collect()
        };
        let banner = BannerView {
            text: self.say("The harbour is closed to all ships until further notice", "해밀항 전면 통제, 모든 선박 입출항 중단").to_owned(),
            url: Some(self.story(0, 1).url),
        };
        FrontPage {
            frame: Frame { banner: Some(banner), ..self.frame("", "", None) },
            lead: Some(self.story(0, 1)),
            seconds: (1..4).map(|at| self.story(at, at)).collect(),
            sections: (0..SECTIONS.len())
                .map(|at| SectionBlock { title: self.section_title(at), url: self.section_url(at), stories: of_section(at, 4) })
                .filter(|block| !block.stories.is_empty())
                .collect(),
            lists: vec![
                self.list(ListKind::Latest, 4..10),
                self.list(ListKind::MustReads, 10..15),
                self.list(ListKind::PopularNow, 34..39),
                self.list(ListKind::WeeklyBest, 39..STORIES.len().min(49)),
            ],
        }
    }

    fn front_sparse(&self) -> FrontPage {
        let plain = |at: usize| StoryLink { picture: None, summary: String::new(), reporter: String::new(), ..self.story(at, 1) };
        FrontPage {
            frame: self.bare_frame(""),
            lead: Some(plain(0)),
            seconds: vec![plain(1)],
            sections: vec![SectionBlock { title: self.section_title(0), url: self.section_url(0), stories: vec![plain(2)] }],
            lists: Vec::new(),
        }
    }

    fn front_empty(&self) -> FrontPage {
        FrontPage { frame: self.frame("", "", None), lead: None, seconds: Vec::new(), sections: Vec::new(), lists: Vec::new() }
    }

    fn listing(&self) -> ListingPage {
        let title = self.section_title(0);
        ListingPage {
            frame: self.frame(&title, "city", Some(0)),
            kind: "section".into(),
            heading: title,
            about: String::new(),
            contact: String::new(),
            stories: (0..9).map(|at| self.story(at, at + 1)).collect(),
            newer: None,
            older: Some(format!("{}?before=1", self.section_url(0))),
            lists: vec![self.list(ListKind::MustReads, 9..14), self.list(ListKind::PopularNow, 14..19), self.list(ListKind::WeeklyBest, 19..29)],
        }
    }

    fn listing_author(&self) -> ListingPage {
        let name = self.person(0);
        ListingPage {
            frame: self.frame(&name, "authors/mina-seo", None),
            kind: "author".into(),
            heading: name,
            about: self.about_author().to_owned(),
            contact: "mina.seo@courier.example".into(),
            stories: (0..4).map(|at| self.story(at, at + 1)).collect(),
            newer: Some(format!("{}authors/mina-seo?after=9", self.home())),
            older: Some(format!("{}authors/mina-seo?before=1", self.home())),
            lists: vec![self.list(ListKind::PopularNow, 4..9)],
        }
    }

    fn listing_latest(&self) -> ListingPage {
        let title = words(self.language).list_latest;
        ListingPage {
            frame: self.frame(title, "latest", None),
            kind: "latest".into(),
            heading: title.to_owned(),
            stories: (0..12).map(|at| self.story(at, at + 1)).collect(),
            about: String::new(),
            contact: String::new(),
            newer: None,
            older: Some(format!("{}latest?before=1", self.home())),
            lists: vec![self.list(ListKind::PopularNow, 14..19), self.list(ListKind::WeeklyBest, 19..29)],
        }
    }

    fn listing_empty(&self) -> ListingPage {
        ListingPage {
            frame: self.bare_frame("Rain"),
            kind: "topic".into(),
            heading: "Rain".into(),
            about: String::new(),
            contact: String::new(),
            stories: Vec::new(),
            newer: None,
            older: None,
            lists: Vec::new(),
        }
    }

    fn prose(&self) -> StaticPage {
        let page = words(self.language).privacy;
        let frame = self.frame(page.heading, "privacy", None);
        let paragraphs = page.paragraphs.iter().map(|text| Words::fill(text, &[("publication", &frame.publication)])).collect();
        StaticPage { frame, heading: page.heading.to_owned(), paragraphs }
    }

    fn counting(&self) -> CountingPage {
        let t = words(self.language);
        let fact =
            |label: &str, sentence: &str, n: u64| Fact { label: label.to_owned(), value: Words::fill(sentence, &[("n", &number(n, self.language))]) };
        CountingPage {
            frame: self.frame(t.counting_heading, "about/counting", None),
            rules: t
                .rules
                .iter()
                .zip([48_211, 9_034, 21_877, 112, 1_450, 36])
                .map(|(rule, refused)| CountingRule {
                    name: rule.name.to_owned(),
                    text: rule.text.to_owned(),
                    refused: number(refused, self.language),
                })
                .collect(),
            constants: vec![
                fact(t.constant_repeat, t.seconds, 30),
                fact(t.constant_token, t.hours, 48),
                fact(t.constant_salt, t.hours, 48),
                Fact { label: t.constant_cap.to_owned(), value: Words::fill(t.burst_and_hour, &[("burst", "300"), ("hour", "1,800")]) },
                fact(t.constant_half_life, t.minutes, 90),
            ],
        }
    }

    fn error(&self) -> ErrorPage {
        let said = words(self.language).error(404);
        let mut frame = self.frame(said.heading, "", None);
        frame.canonical = None;
        frame.alternates = Vec::new();
        frame.indexed = false;
        ErrorPage {
            frame,
            status: 404,
            heading: said.heading.to_owned(),
            sentence: said.sentence.to_owned(),
            reason: String::new(),
            reason_language: String::new(),
            stories: (1..4).map(|at| self.story(at, at)).collect(),
        }
    }

    fn error_gone(&self) -> ErrorPage {
        let said = words(self.language).error(410);
        ErrorPage {
            status: 410,
            heading: said.heading.to_owned(),
            sentence: said.sentence.to_owned(),
            reason: self.say("The ferry company was not asked before it was accused.", "해당 여객선사의 반론을 듣지 않고 보도했습니다.").to_owned(),
            reason_language: self.language.code().to_owned(),
            ..self.error()
        }
    }

    fn error_sparse(&self) -> ErrorPage {
        let said = words(self.language).error(503);
        ErrorPage {
            frame: self.bare_frame(said.heading),
            status: 503,
            heading: said.heading.to_owned(),
            sentence: said.sentence.to_owned(),
            reason: String::new(),
            reason_language: String::new(),
            stories: Vec::new(),
        }
    }
}
