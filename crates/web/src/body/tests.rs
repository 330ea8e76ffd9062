use dom_query::{Document, NodeRef};
use model::{Marks, Run};
use proptest::prelude::*;

use super::*;

const WORDS: BodyWords<'static> = BodyWords { photo: "Photo", table: "Table" };

fn none(_: PictureId) -> Option<PictureView> {
    None
}

fn draw(blocks: impl IntoIterator<Item = Kind>) -> String {
    draw_body(&Body(blocks.into_iter().map(Block::new).collect()), Language::ENGLISH, &none, &WORDS, None)
}

fn wearing(text: &str, marks: Marks) -> Run {
    Run { text: text.into(), marks }
}

fn linked(text: &str, link: &str) -> Run {
    wearing(text, Marks { link: Some(link.into()), ..Marks::default() })
}

fn paragraph(runs: impl IntoIterator<Item = Run>) -> Kind {
    Kind::Paragraph { text: Text(runs.into_iter().collect()) }
}

fn view(src: Option<&str>) -> PictureView {
    PictureView {
        src: src.map(str::to_owned),
        srcset: "/media/a-320.webp 320w, /media/a-1200.webp 1200w".into(),
        width: 1200,
        height: 800,
        alt: "A “hall”".into(),
        caption: "The hall".into(),
        credit: "Yonhap News".into(),
        focus: String::new(),
    }
}

fn picture(view: PictureView, base: Option<&str>) -> String {
    let body = Body(vec![Block::new(Kind::Picture { picture: PictureId::from_bits(1) })]);
    draw_body(&body, Language::ENGLISH, &|_| Some(view.clone()), &WORDS, base)
}

#[test]
fn runs_wear_their_marks_and_one_link_is_one_element() {
    let strong = Marks { strong: true, link: Some("/news/a?x=1&y".into()), ..Marks::default() };
    let korean = Marks { emphasis: true, language: Some(Language::KOREAN), ..Marks::default() };
    let html =
        draw([paragraph([wearing("a\r\nb", strong), linked(" & c", "/news/a?x=1&y"), wearing("센다", korean), linked("d", "https://else.example")])]);
    assert_eq!(
        html,
        "<p><a href=\"/news/a?x=1&amp;y\"><strong>a<br>b</strong> &amp; c</a><span lang=\"ko\"><em>센다</em></span>\
        <a href=\"https://else.example\" rel=\"noopener\">d</a></p>\n"
    );
}

#[test]
fn addresses_that_could_do_more_than_lead_somewhere_are_no_links() {
    for link in [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "http://",
        "https://\u{0}x",
        "mailto:",
        "ftp://x.example",
        "file:///etc/passwd",
        "blob:https://x",
        "page.html",
        "?q",
        "",
    ] {
        assert_eq!(draw([paragraph([linked("word", link)])]), "<p>word</p>\n", "{link:?}");
    }
    for link in ["/", "/ko/뉴스/a", "#notes", "https://x.example/a b", "HTTP://x.example", "mailto:desk@x.example", "tel:+82-2-1234"] {
        assert!(draw([paragraph([linked("word", link)])]).starts_with(&format!("<p><a href=\"{link}\"")), "{link}");
    }
}

#[test]
fn headings_never_pass_over_a_level() {
    let levels = |levels: &[u8]| {
        let html = draw(levels.iter().map(|&level| Kind::Heading { level, text: Text::plain("x") }));
        html.lines().map(|line| line[2..3].parse::<u8>().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(levels(&[3, 3, 4, 3]), [2, 2, 3, 2]);
    assert_eq!(levels(&[2, 4, 4, 3, 2, 3]), [2, 3, 3, 3, 2, 3]);
    assert_eq!(levels(&[4, 2, 3, 4]), [2, 2, 3, 4]);
    assert_eq!(levels(&[0, 1, 2, 9, 255]), [2, 3, 4, 4, 4]);
}

#[test]
fn a_picture_knows_its_size_and_whose_it_is() {
    assert_eq!(
        picture(view(Some("/media/a-1200.webp")), Some("https://courier.example/")),
        "<figure><img src=\"https://courier.example/media/a-1200.webp\" \
        srcset=\"https://courier.example/media/a-320.webp 320w, https://courier.example/media/a-1200.webp 1200w\" \
        sizes=\"(min-width: 48rem) 42rem, 100vw\" width=\"1200\" height=\"800\" alt=\"A “hall”\" loading=\"lazy\" decoding=\"async\">\
        <figcaption>The hall <span class=\"credit\">Photo Yonhap News</span></figcaption></figure>\n"
    );
    let record = "<figure class=\"without-file\"><figcaption>The hall <span class=\"credit\">Photo Yonhap News</span></figcaption></figure>\n";
    assert_eq!(picture(view(None), None), record);
    assert_eq!(picture(view(Some("data:image/svg+xml,<svg>")), None), record);
    assert_eq!(picture(PictureView { caption: String::new(), credit: " ".into(), ..view(None) }, None), "");
}

#[test]
fn a_table_has_its_heads_and_no_cell_reaches_out_of_it() {
    let cell = |text: &str, head, columns, rows| Cell { text: Text::plain(text), head, columns, rows };
    let rows = vec![
        vec![cell("Item", true, 1, 9), cell("Sum", true, u16::MAX, 0)],
        vec![cell("Lamps", true, 0, 1), cell("1.1", false, 1, 2)],
        vec![cell("Reserve", true, 1, 5)],
    ];
    assert_eq!(
        draw([Kind::Table { caption: Some(Text::plain("The \"budget\"")), rows }]),
        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"The &quot;budget&quot;\"><table><caption>The &quot;budget&quot;</caption>\
        <thead><tr><th scope=\"col\">Item</th><th scope=\"col\" colspan=\"50\">Sum</th></tr></thead>\
        <tbody><tr><th scope=\"row\">Lamps</th><td rowspan=\"2\">1.1</td></tr><tr><th scope=\"col\">Reserve</th></tr></tbody></table></div>\n"
    );
}

#[test]
fn quotes_lists_embeds_and_verse_are_drawn() {
    let quote = |pull| Kind::Quote { paragraphs: vec![Text(vec![linked("Long", "/a")])], by: Some(Text::plain("Pyo")), pull };
    assert_eq!(draw([quote(false)]), "<blockquote><p><a href=\"/a\">Long</a></p><footer>— Pyo</footer></blockquote>\n");
    assert_eq!(draw([quote(true)]), "<blockquote class=\"pull\" aria-hidden=\"true\"><p>Long</p><footer>— Pyo</footer></blockquote>\n");
    let below = ListItem { text: Text::plain("b"), ..ListItem::default() };
    let items = vec![ListItem { text: Text::plain("a"), ordered: true, items: vec![below] }, ListItem::default()];
    assert_eq!(draw([Kind::List { ordered: false, items }]), "<ul><li>a<ol><li>b</li></ol></li></ul>\n");
    let embed =
        |url: &str, title: Option<&str>| draw([Kind::Embed { provider: Provider::NaverTv, url: url.into(), title: title.map(str::to_owned) }]);
    assert_eq!(
        embed("https://me@tv.naver.com/v/1?a&b", None),
        "<aside class=\"embed\" data-provider=\"naver-tv\"><a href=\"https://me@tv.naver.com/v/1?a&amp;b\" rel=\"noopener\">Naver TV — tv.naver.com</a></aside>\n"
    );
    assert_eq!(embed("javascript:x", Some("<b>")), "<aside class=\"embed\" data-provider=\"naver-tv\"><p>&lt;b&gt;</p></aside>\n");
    assert_eq!(draw([Kind::Preformatted { text: "\n a\r\n b".into() }, Kind::Rule]), "<pre>\n\n a\n b</pre>\n<hr>\n");
    let block = Block { language: Some(Language::KOREAN), ..Block::paragraph("먼저") };
    assert_eq!(draw_body(&Body(vec![block]), Language::ENGLISH, &none, &WORDS, None), "<p lang=\"ko\">먼저</p>\n");
    assert_eq!(
        draw([paragraph([linked(" ", "/a")]), Kind::List { ordered: true, items: Vec::new() }, Kind::Table { caption: None, rows: vec![vec![]] }]),
        ""
    );
}

#[test]
fn every_provider_has_the_name_it_is_kept_under() {
    let kept = |word: &str| serde_json::from_value::<Provider>(word.into()).map(|provider| provider_names(provider).0.to_owned());
    for word in [
        "youtube",
        "vimeo",
        "x",
        "instagram",
        "facebook",
        "tiktok",
        "soundcloud",
        "spotify",
        "naver-tv",
        "kakao-tv",
        "dailymotion",
        "reddit",
        "bluesky",
        "mastodon",
        "googlemaps",
    ] {
        assert_eq!(kept(word).unwrap(), word);
    }
}

fn hostile() -> impl Strategy<Value = String> {
    let known = [
        "<script>alert(1)</script>",
        "\" onload=\"x",
        "' onerror='x",
        "</p></table></article>",
        "&lt;b&gt;&amp;#60;",
        "<!-- ",
        "]]>",
        "<svg/onload=x>",
        "</pre>",
        "\0\u{1b}\u{85}",
        "\r\n\n\r",
        "\u{feff}\u{202e}",
        " ",
        "",
        "<template>",
        "<plaintext>",
        "가나 다",
        "{{ x }}",
        "<",
        "&",
    ];
    prop_oneof![proptest::sample::select(known.to_vec()).prop_map(str::to_owned), ".{0,12}", "[a-z<>&\"' \n]{0,20}"]
}

fn address() -> impl Strategy<Value = String> {
    let known = [
        "javascript:alert(1)",
        "JAVA\tscript:alert(1)",
        "\njavascript:x",
        "data:text/html,<script>",
        "vbscript:x",
        "//evil.example",
        "/\\evil",
        "/a\"b",
        "/ok",
        "#x",
        "https://x.example/'\"><script>",
        "http:/x",
        "mailto:a@b",
        "HTTPS://X.example",
        "tel:1",
    ];
    prop_oneof![proptest::sample::select(known.to_vec()).prop_map(str::to_owned), hostile()]
}

fn language() -> impl Strategy<Value = Option<Language>> {
    proptest::sample::select(vec![None, Some(Language::ENGLISH), Some(Language::KOREAN)])
}

fn text() -> impl Strategy<Value = Text> {
    let marks = (any::<[bool; 6]>(), proptest::option::of(address()), language()).prop_map(
        |([strong, emphasis, strike, code, superscript, subscript], link, language)| Marks {
            strong,
            emphasis,
            strike,
            code,
            superscript,
            subscript,
            link,
            language,
        },
    );
    proptest::collection::vec((hostile(), marks).prop_map(|(text, marks)| Run { text, marks }), 0..4).prop_map(Text)
}

fn item() -> impl Strategy<Value = ListItem> {
    let leaf = text().prop_map(|text| ListItem { text, ..ListItem::default() });
    leaf.prop_recursive(3, 8, 3, |below| {
        (text(), any::<bool>(), proptest::collection::vec(below, 0..3)).prop_map(|(text, ordered, items)| ListItem { text, ordered, items })
    })
}

fn block() -> impl Strategy<Value = Block> {
    use proptest::collection::vec;
    use proptest::option::of;
    let cell = (text(), any::<bool>(), any::<u16>(), any::<u16>()).prop_map(|(text, head, columns, rows)| Cell { text, head, columns, rows });
    let provider = proptest::sample::select(vec![Provider::Youtube, Provider::KakaoTv]);
    let kind = prop_oneof![
        text().prop_map(|text| Kind::Paragraph { text }),
        (any::<u8>(), text()).prop_map(|(level, text)| Kind::Heading { level, text }),
        (any::<bool>(), vec(item(), 0..3)).prop_map(|(ordered, items)| Kind::List { ordered, items }),
        (vec(text(), 0..3), of(text()), any::<bool>()).prop_map(|(paragraphs, by, pull)| Kind::Quote { paragraphs, by, pull }),
        any::<u64>().prop_map(|bits| Kind::Picture { picture: PictureId::from_bits(bits) }),
        (of(text()), vec(vec(cell, 0..3), 0..4)).prop_map(|(caption, rows)| Kind::Table { caption, rows }),
        (provider, address(), of(hostile())).prop_map(|(provider, url, title)| Kind::Embed { provider, url, title }),
        hostile().prop_map(|text| Kind::Preformatted { text }),
        Just(Kind::Rule),
    ];
    (language(), kind).prop_map(|(language, kind)| Block { language, ..Block::new(kind) })
}

fn pictures() -> impl Strategy<Value = Option<PictureView>> {
    let words = (hostile(), hostile(), hostile(), address());
    proptest::option::of((proptest::option::of(address()), words, any::<u32>(), any::<u32>()).prop_map(
        |(src, (alt, caption, credit, srcset), width, height)| PictureView {
            src,
            srcset: format!("{srcset} 320w, /b 640w"),
            width,
            height,
            alt,
            caption,
            credit,
            focus: String::new(),
        },
    ))
}

fn allowed(element: &str) -> Option<&'static [&'static str]> {
    Some(match element {
        "p" | "h2" | "h3" | "h4" | "ul" | "ol" | "pre" | "span" => &["lang", "class"],
        "li" | "strong" | "em" | "s" | "code" | "sup" | "sub" | "br" | "hr" | "table" | "caption" | "thead" | "tbody" | "tr" | "figcaption"
        | "footer" => &[],
        "blockquote" => &["lang", "class", "aria-hidden"],
        "figure" => &["class"],
        "img" => &["src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding"],
        "div" => &["class", "role", "tabindex", "aria-label", "lang"],
        "th" | "td" => &["scope", "colspan", "rowspan"],
        "aside" => &["class", "data-provider", "lang"],
        "a" => &["href", "rel"],
        _ => return None,
    })
}

fn check(node: NodeRef<'_>) -> Result<(), TestCaseError> {
    let name = node.node_name().unwrap_or_default();
    let attributes = allowed(&name);
    prop_assert!(attributes.is_some(), "<{name}>");
    for attribute in node.attrs() {
        let key = attribute.name.local.to_string();
        prop_assert!(attributes.unwrap_or_default().contains(&key.as_str()), "<{name} {key}>");
        let value = attribute.value.to_lowercase();
        let leads = ["http://", "https://", "mailto:", "tel:", "/", "#"].iter().any(|start| value.starts_with(start));
        prop_assert!(!matches!(key.as_str(), "href" | "src") || leads && !value.starts_with("//") && !value.starts_with("/\\"), "{value}");
    }
    Ok(())
}

/// What is read, without white space and characters that nobody sees.
fn ink(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

proptest! {
    #[test]
    fn any_body_draws_what_it_says_and_nothing_else(blocks in proptest::collection::vec(block(), 0..6), view in pictures(), feed: bool) {
        let body = Body(blocks);
        let base = feed.then_some("https://courier.example");
        let html = draw_body(&body, Language::ENGLISH, &|_| view.clone(), &WORDS, base);
        prop_assert!(!html.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')));
        let page = Document::fragment(format!("<article>{html}</article>"));
        let article = page.select_single("article");
        prop_assert_eq!(page.select("article").length(), 1);
        let mut level = 1;
        for node in article.select("*").nodes() {
            check(*node)?;
            if let Some(next) = node.node_name().and_then(|name| name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok())) {
                prop_assert!(next <= level + 1);
                level = next;
            }
        }
        prop_assert!(!page.select("a a, .pull a, p p").exists());
        page.select("figure, .embed, .pull").remove();
        for footer in page.select("blockquote > footer").nodes() {
            let said = footer.text();
            prop_assert!(said.starts_with("— "));
            footer.set_text(said.strip_prefix("— ").unwrap_or_default());
        }
        prop_assert_eq!(ink(&page.select("article").text()), ink(&body.to_plain()), "{}", html);
    }
}
