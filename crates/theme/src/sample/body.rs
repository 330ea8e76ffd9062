//! The sample article, with every kind of block.

use super::*;

const ENGLISH: &str = include_str!("body.en.html");
const KOREAN: &str = include_str!("body.ko.html");

impl Paper<'_> {
    pub(super) fn about_author(&self) -> &'static str {
        if self.korean() {
            "항만과 교통을 취재한다. 달무리에서 나고 자랐으며, 배 시간표를 외운다."
        } else {
            "Reports on the harbour and on transport. Born in Dalmuri, she knows the ferry timetable by heart."
        }
    }

    pub(super) fn article(&self) -> ArticlePage {
        let t = words(self.language);
        let story = self.story(0, 1);
        let mut frame = self.frame(&story.headline, "politics/council-passes-budget", Some(1));
        frame.description = story.summary.clone();
        frame.og_type = "article".into();
        frame.og_image = Some(OgImage {
            url: format!("{ADDRESS}/media/council-hall-1200.jpg"),
            width: 1200,
            height: 800,
            alt: self.say("The domed council hall", "둥근 지붕의 시의회 의사당").to_owned(),
        });
        frame.structured_data = Some(r#"{"@context":"https://schema.org","@type":"NewsArticle"}"#.into());
        let credit = |person: usize, role: Role| CreditView {
            name: self.person(person),
            role: role.word().to_owned(),
            role_title: t.role(role).to_owned(),
            url: format!("{}authors/person-{person}", self.home()),
        };
        let mut picture = self.picture(
            "council-hall",
            self.say("Woodcut of a domed council hall with a broad flight of steps.", "둥근 지붕을 얹은 시의회 의사당과 넓은 계단을 새긴 목판화."),
        );
        picture.caption = self
            .say(
                "The steps and dome of the council hall in Gaonnae, where the members sat for nine hours.",
                "의원들이 아홉 시간 동안 자리를 지킨 가온내구 시의회 의사당의 돔과 계단.",
            )
            .to_owned();
        ArticlePage {
            frame,
            article: ArticleView {
                id: "a7k2m9x4q1".into(),
                story: story.story,
                section: Link { title: story.section, url: story.section_url },
                headline: story.headline,
                deck: if self.korean() {
                    vec!["“밤을 먼저 세고, 그다음에 돈을 셌다”".into(), "임기 11시간째 초선과 푸른언덕 이탈표가 갈랐다".into()]
                } else {
                    vec![
                        "“I counted the nights, and then I counted the money.”".into(),
                        "A member eleven hours in office and a Green Hills rebel made the majority.".into(),
                    ]
                },
                credits: vec![credit(2, Role::Reporter), credit(4, Role::Translator), credit(3, Role::Editor)],
                published: Some(self.ago(17)),
                updated: Some(self.ago(2)),
                views: number(12_345, self.language),
                views_age: String::new(),
                view_token: "v1.a7k2m9x4q1.sample".into(),
                view_pixel: "/api/v1/views.gif?token=v1.a7k2m9x4q1.sample".into(),
                picture: Some(picture),
                body: if self.korean() { KOREAN } else { ENGLISH }.to_owned(),
                corrections: vec![CorrectionView {
                    at: self.ago(2),
                    text: self
                        .say(
                            "An earlier version gave the reserve as 65 billion won. It is 56 billion.",
                            "앞서 예비비를 650억 원이라고 썼으나 560억 원이므로 바로잡습니다.",
                        )
                        .to_owned(),
                }],
                replies: vec![CorrectionView {
                    at: self.ago(1),
                    text: self
                        .say("The council says that the reserve is set by law.", "시의회는 예비비 규모가 법으로 정해져 있다고 밝혀 왔습니다.")
                        .to_owned(),
                }],
                topics: [("Budget", "예산"), ("City council", "시의회"), ("Mirinae", "미리내")]
                    .iter()
                    .map(|(english, korean)| Link {
                        title: self.say(english, korean).to_owned(),
                        url: format!("{}topics/{}", self.home(), english.to_lowercase().replace(' ', "-")),
                    })
                    .collect(),
                original: Some(Link { title: "Haemil Ilbo".into(), url: "https://ilbo.example/2026/budget".into() }),
                author_cards: vec![AuthorCard {
                    name: self.person(2),
                    role_title: t.role(Role::Reporter).to_owned(),
                    url: format!("{}authors/person-2", self.home()),
                    about: self.about_author().to_owned(),
                    contact: "yoonsun.choi@courier.example".into(),
                }],
            },
            comments: self.comments(),
            lists: vec![
                self.list(ListKind::MustReads, 1..6),
                self.list(ListKind::Related, 6..11),
                self.list(ListKind::PopularNow, 11..16),
                self.list(ListKind::WeeklyBest, 16..24),
                self.list(ListKind::Latest, 24..30),
            ],
        }
    }

    fn comments(&self) -> CommentsView {
        let comment = |at: usize, name: &str, text: &str| CommentView {
            id: format!("c{at}"),
            name: name.to_owned(),
            lines: text.lines().map(str::to_owned).collect(),
            at: self.ago(14 - at * 3),
        };
        CommentsView {
            count: 2,
            comments: vec![
                comment(
                    1,
                    self.say("Ferry regular", "막배 단골"),
                    self.say(
                        "Thirty-one billion for a terminal without a ship.\nMy island still has no late boat.",
                        "배도 없는 터미널에 310억 원이라니.\n우리 섬에는 아직 막배가 없습니다.",
                    ),
                ),
                comment(
                    2,
                    self.say("H. Baek", "백하늘"),
                    self.say(
                        "The stair lamps alone are worth it. Thank you for printing the table.",
                        "계단 가로등만으로도 값어치가 있습니다. 표를 실어 주셔서 고맙습니다.",
                    ),
                ),
            ],
            form: CommentForm { action: "/comments/a7k2m9x4q1".into(), longest: 300, ticket: "t1.sample".into(), ..CommentForm::default() },
        }
    }

    /// Nothing that may be missing is there; the picture is a record alone.
    pub(super) fn article_sparse(&self) -> ArticlePage {
        let mut page = self.article();
        page.frame = self.bare_frame(&page.article.headline);
        page.comments = CommentsView { count: 0, comments: Vec::new(), form: page.comments.form };
        page.lists = Vec::new();
        page.article = ArticleView {
            deck: Vec::new(),
            credits: Vec::new(),
            published: None,
            updated: None,
            views: "0".into(),
            views_age: String::new(),
            view_token: String::new(),
            view_pixel: String::new(),
            picture: page.article.picture.map(|picture| PictureView {
                src: None,
                srcset: String::new(),
                width: 0,
                height: 0,
                alt: String::new(),
                focus: String::new(),
                ..picture
            }),
            body: String::new(),
            corrections: Vec::new(),
            replies: Vec::new(),
            topics: Vec::new(),
            original: None,
            author_cards: Vec::new(),
            ..page.article
        };
        page
    }

    /// A comment came back with something wrong.
    pub(super) fn article_with_errors(&self) -> ArticlePage {
        let t = words(self.language);
        let mut page = self.article();
        page.article.picture = None;
        page.comments.form = CommentForm {
            text: "“So?”\n".repeat(61),
            name_error: t.comment_name_missing.to_owned(),
            text_error: Words::fill(t.comment_too_long, &[("n", "305"), ("most", "300")]),
            notice: t.comment_too_many.to_owned(),
            ..page.comments.form
        };
        page
    }
}
