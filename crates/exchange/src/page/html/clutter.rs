//! What stands on a page besides its article, known by what it is called.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::tree::Tree;

/// Words that say so wherever they stand in a class name or id, one after another in hyphens.
static PARTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    whole(&[
        r"comments?",
        r"commentlist",
        r"commenting",
        r"disqus\w*",
        r"livefyre\w*",
        r"replies",
        r"discussion",
        r"related\w*",
        r"recommend(ed|s|ations?|ation)?",
        r"more-(stories|news|articles|on|from|posts|in)",
        r"most-(read|popular|viewed|shared|commented)",
        r"popular",
        r"trending",
        r"breaking-(news|block)",
        r"(news-)?ticker",
        r"latest-(news|posts|stories|articles)",
        r"top-(stories|news|posts)",
        r"tweets?-(wrapper|box)",
        r"outbrain\w*",
        r"taboola\w*",
        r"zergnet\w*",
        r"also-like",
        r"read-(next|more|also)",
        r"up-next",
        r"suggest(ed|ions?)",
        r"shar(e|ing|es|er)",
        r"share(bar|buttons?|tools?|links?|this|daddy)\w*",
        r"social\w*",
        r"addthis\w*",
        r"addtoany\w*",
        r"follow-(us|me|links?)",
        r"sns",
        r"newsletters?",
        r"newsletter\w*",
        r"subscri(be|ption)\w*",
        r"sign-?up",
        r"login",
        r"register",
        r"cookies?",
        r"gdpr",
        r"consent",
        r"ads?",
        r"advert(s|isement|isements|ising|orial)?",
        r"adsense",
        r"adsbygoogle",
        r"adslot",
        r"adbox",
        r"adunit",
        r"sponsor(ed|s)?",
        r"promo(s|tion|tions|box)?",
        r"dfp",
        r"banners?",
        r"side-?bar",
        r"breadcrumbs?",
        r"crumbs?",
        r"pagination",
        r"pager",
        r"navbar",
        r"navigation",
        r"nav-(menu|links?|bar|list|item|previous|next)",
        r"sub-?menu",
        r"toolbar",
        r"masthead",
        r"site-(header|nav|footer|navigation)",
        r"footer",
        r"by-?lines?",
        r"author-(info|bio|box|card|details?|meta|block|name|about|profile|description)",
        r"about-(the-)?authors?",
        r"post-(meta|info|tags|author|date|footer|nav|navigation|share)",
        r"entry-(meta|utility|footer|tags)",
        r"article-(meta|info|tags|tools|footer|date|author|share|actions)",
        r"tag-(list|cloud|links)",
        r"tags-(list|links)",
        r"date-?line",
        r"timestamp",
        r"pub(lish|lished)?-date",
        r"copyright",
        r"disclaimer",
        r"skip-(link|nav|to)",
        r"screen-reader(-text|-only)?",
        r"sr-only",
        r"visually-?hidden",
        r"modal",
        r"popup",
        r"lightbox",
        r"tooltip",
        r"poll",
        r"quiz",
        r"survey",
        r"donat(e|ion|ions)",
        r"jump-to",
        r"playlist",
        r"carousel",
        r"rating",
    ])
});

/// Words that say so only when they are the whole name.
static WHOLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    whole(&[
        r"tags?",
        r"topics?",
        r"keywords?",
        r"categories",
        r"nav",
        r"menu",
        r"header-nav",
        r"meta",
        r"metadata",
        r"bio",
        r"hidden",
        r"hide",
        r"is-hidden",
        r"d-none",
        r"print",
        r"print-only",
        r"legal",
        r"widget",
        r"widgets",
        r"widget-area",
        r"overlay",
        r"search",
        r"search-(form|box|bar|results)",
        r"feedback",
        r"respond",
        r"follow",
        r"reactions",
        r"teasers",
        r"teaser-list",
        r"video-(list|related|promo)",
        r"author",
        r"date",
        r"time",
        r"noprint",
    ])
});

fn whole(words: &[&str]) -> Option<Regex> {
    Regex::new(&format!("^(?:{})$", words.join("|"))).ok()
}

/// Names of the element that holds an article's text.
static BODY_NAMES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^(?:
        (?:article|story|post|entry|news|blog|page|single)[-_]?(?:body|text|content|copy|main|txt)(?:[-_]?(?:text|content|main|inner|wrapper|container|copy|body))?
        | articlebody | article-text-body | body-(?:copy|text|content) | content-(?:body|text|article) | (?:main|full)-(?:text|article)
        )$",
    )
    .ok()
});

/// Whether one of these names is one that the element with an article's text has.
pub(super) fn is_body_name(names: &str) -> bool {
    let Some(regex) = BODY_NAMES.as_ref() else { return false };
    names.split_whitespace().take(20).filter(|name| name.len() <= 80).any(|name| {
        let name: Vec<String> = hyphenated(name).split('-').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        regex.is_match(&name.join("-"))
    })
}

/// Per node, whether it is clutter or the like; what stands below it is not looked at.
pub(super) fn mark(tree: &Tree) -> Vec<bool> {
    let mut known: HashMap<&str, bool> = HashMap::new();
    // The first node is the document itself.
    let mut marks: Vec<bool> = (0..tree.len()).map(|at| at > 0 && is_clutter(tree, at, &mut known)).collect();
    spare_posts(tree, &mut marks);
    marks
}

/// A post that the article quotes may stand in a box that is called after its network.
fn spare_posts(tree: &Tree, marks: &mut [bool]) {
    for post in tree.all(0, "blockquote").filter(|&at| is_post(tree, at)) {
        let around = std::iter::once(post).chain(tree.ancestors(post)).take_while(|&at| tree.end(at) - at < 120);
        around.filter(|&at| !is_hidden(tree, at)).for_each(|at| marks[at] = false);
    }
}

/// Whether a quotation is a post of a social network.
pub(super) fn is_post(tree: &Tree, at: usize) -> bool {
    let class = tree.attribute(at, "class").unwrap_or_default().to_ascii_lowercase();
    ["twitter", "instagram", "tiktok", "reddit", "bluesky", "fb-", "mastodon"].iter().any(|name| class.contains(name))
}

/// Whether an element calls itself the place where readers write.
pub(super) fn is_comments(tree: &Tree, at: usize) -> bool {
    ["class", "id"].iter().filter_map(|key| tree.attribute(at, key)).any(|names| names.to_ascii_lowercase().contains("comment"))
}

/// Whether an element is none of the article by its name, role or being hidden.
fn is_clutter<'a>(tree: &'a Tree, at: usize, known: &mut HashMap<&'a str, bool>) -> bool {
    let name = tree.name(at);
    if matches!(name, "nav" | "footer" | "form" | "button" | "input" | "select" | "textarea" | "dialog" | "menu") {
        return true;
    }
    if is_hidden(tree, at) {
        return true;
    }
    if matches!(name, "" | "html" | "body" | "main" | "b" | "strong" | "em" | "i" | "br" | "img" | "td" | "tr" | "tbody") {
        return false;
    }
    let apart = [
        "navigation",
        "complementary",
        "contentinfo",
        "search",
        "dialog",
        "alert",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
        "banner",
        "button",
        "tooltip",
    ];
    if tree.attribute(at, "role").is_some_and(|role| apart.contains(&role)) {
        return true;
    }
    ["class", "id", "data-component", "data-testid", "itemprop"]
        .iter()
        .filter_map(|key| tree.attribute(at, key))
        .any(|names| *known.entry(names).or_insert_with(|| names_clutter(names)))
}

/// Whether it is never shown.
fn is_hidden(tree: &Tree, at: usize) -> bool {
    if tree.has(at, "hidden") || tree.attribute(at, "aria-hidden") == Some("true") && !tree.is(at, "img") {
        return true;
    }
    tree.attribute(at, "style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    })
}

/// Whether one of the names in a class attribute or id is one that clutter has, as a whole or in its parts.
fn names_clutter(names: &str) -> bool {
    let (Some(parts_regex), Some(whole_regex)) = (PARTS.as_ref(), WHOLE.as_ref()) else { return false };
    // Blog software writes an article's own tags and categories into its classes.
    if names.contains("hentry") || names.contains("status-publish") || names.contains("type-post") {
        return false;
    }
    names.split_whitespace().take(20).filter(|name| name.len() <= 80).any(|name| {
        let name = hyphenated(name);
        let parts: Vec<&str> = name.split('-').filter(|part| !part.is_empty()).collect();
        // "has-sidebar" or "with-comments" speak of a page's layout, not of this element.
        let of_layout = parts
            .first()
            .is_some_and(|first| matches!(*first, "has" | "no" | "with" | "not" | "is" | "js" | "u" | "single" | "without" | "pre" | "post"));
        if parts.len() > 8 || of_layout && parts.len() > 1 && parts[0] != "post" {
            return false;
        }
        whole_regex.is_match(&parts.join("-"))
            || (0..parts.len()).any(|from| (from + 1..=parts.len().min(from + 3)).any(|to| parts_regex.is_match(&parts[from..to].join("-"))))
    })
}

/// `relatedPosts`, `related__posts` and `related-posts` as the last.
fn hyphenated(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut lower = false;
    for c in name.chars() {
        if c.is_uppercase() && lower {
            out.push('-');
        }
        lower = c.is_lowercase();
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else {
            out.push('-');
        }
    }
    out
}
