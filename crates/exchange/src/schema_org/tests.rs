use super::*;

fn article<'a>() -> NewsArticle<'a> {
    NewsArticle {
        url: "https://courier.example/politics/budget",
        headline: "Budget passes by one vote",
        description: "After nine hours",
        language: Language::ENGLISH,
        section: "Politics",
        keywords: vec!["Budget", "City council"],
        published: Time::parse("2026-11-23T08:00:00Z").unwrap(),
        updated: Time::parse("2026-11-24T08:00:00Z").unwrap(),
        authors: vec![Person { name: "Choi Yoon Sun", url: Some("https://courier.example/authors/choi-yoon-sun") }],
        editors: vec![Person { name: "Daniel Kim", url: None }],
        translators: Vec::new(),
        images: vec![Image { url: "https://courier.example/media/a.webp", width: 1200, height: 800, caption: "The hall", credit: "" }],
        publisher: Publisher { name: "Haemil Courier", url: "https://courier.example/", logo: None },
        word_count: Some(412),
        comment_count: 0,
        corrections: vec![Corrected { text: "It is 56 billion.", at: Time::parse("2026-11-24T08:00:00Z").unwrap() }],
        translation_of: Some(Told { url: "https://courier.example/ko/politics/예산", language: Language::KOREAN, headline: "예산안 통과" }),
        translations: Vec::new(),
        original_url: None,
    }
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn an_article_is_described() {
    let value = read(&json_ld(&[Thing::NewsArticle(article())]));
    assert_eq!(value["@context"], "https://schema.org");
    assert_eq!(value["@type"], "NewsArticle");
    assert_eq!(value["mainEntityOfPage"], "https://courier.example/politics/budget");
    assert_eq!(value["datePublished"], "2026-11-23T08:00:00Z");
    assert_eq!(value["author"][0]["@type"], "Person");
    assert_eq!(
        value["image"][0],
        json!({ "@type": "ImageObject", "url": "https://courier.example/media/a.webp", "width": 1200, "height": 800, "caption": "The hall" })
    );
    assert_eq!(value["publisher"]["@type"], "NewsMediaOrganization");
    assert_eq!(value["isAccessibleForFree"], true);
    assert_eq!(value["commentCount"], 0);
    assert_eq!(value["correction"][0]["text"], "It is 56 billion.");
    assert_eq!(value["translationOfWork"]["inLanguage"], "ko");
}

#[test]
fn what_is_not_known_is_not_said() {
    let mut article = article();
    article.description = " ";
    article.authors.clear();
    article.images.clear();
    article.word_count = None;
    let value = read(&json_ld(&[Thing::NewsArticle(article)]));
    for absent in ["description", "image", "wordCount", "translator", "workTranslation", "isBasedOn"] {
        assert!(value.get(absent).is_none(), "{absent}");
    }
    assert_eq!(value["author"][0]["name"], "Haemil Courier", "an article without a name is its publication's");
}

#[test]
fn an_article_is_not_changed_before_it_is_published() {
    let mut article = article();
    article.updated = Time::parse("2026-11-01T00:00:00Z").unwrap();
    assert_eq!(read(&json_ld(&[Thing::NewsArticle(article)]))["dateModified"], "2026-11-23T08:00:00Z");
}

#[test]
fn no_text_ends_the_script_element() {
    let hostile = "</script><!--<script>&\u{2028}\u{2029}\"\\\u{0}";
    let mut article = article();
    article.headline = hostile;
    article.keywords = vec![hostile];
    let text = json_ld(&[Thing::NewsArticle(article)]);
    assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\0']), "{text}");
    let value = read(&text);
    assert_eq!(value["headline"], hostile);
    assert_eq!(value["keywords"][0], hostile);
}

#[test]
fn a_page_that_is_several_things_has_one_list_of_them() {
    let site = WebSite {
        url: "https://courier.example/",
        name: "Haemil Courier",
        description: "",
        language: Language::ENGLISH,
        publisher: Publisher { name: "Haemil Courier", url: "https://courier.example/", logo: None },
    };
    let crumbs = Breadcrumbs(vec![("Haemil Courier", "https://courier.example/"), ("Politics", "https://courier.example/politics")]);
    assert_eq!(read(&json_ld(&[Thing::WebSite(site)]))["@type"], "WebSite", "a page that is one thing is not a list");
    let value = read(&json_ld(&[Thing::NewsArticle(article()), Thing::Breadcrumbs(crumbs)]));
    assert_eq!(value[0]["@type"], "NewsArticle");
    assert_eq!(value[1]["@context"], "https://schema.org");
    let steps = &value[1]["itemListElement"];
    assert_eq!(steps[1], json!({ "@type": "ListItem", "position": 2, "name": "Politics", "item": "https://courier.example/politics" }));
}
