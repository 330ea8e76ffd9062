//! Text with marks, and what makes text and addresses safe to stand in HTML.

use std::fmt::Write;

use model::{Language, Run, Text};

/// How the text of a block is drawn.
#[derive(Clone, Copy)]
pub(super) struct Inline<'a> {
    /// The block's language.
    pub language: Language,
    /// What stands before a path; empty where paths stay paths.
    pub base: &'a str,
    /// Whether links are drawn as links.
    pub links: bool,
}

/// An address that may be linked to.
pub(super) struct Link {
    pub href: String,
    pub elsewhere: bool,
}

impl Inline<'_> {
    pub(super) fn draw(self, out: &mut String, text: &Text) {
        for runs in text.0.chunk_by(|one, next| one.marks.link == next.marks.link) {
            let link = runs.first().and_then(|run| run.marks.link.as_deref()).filter(|_| self.links).and_then(|link| safe_link(link, self.base));
            // A link without a word in it could not be found, and would be read out as its address.
            let link = link.filter(|_| runs.iter().any(|run| !nothing_to_read(&run.text)));
            if let Some(link) = &link {
                let rel = if link.elsewhere { " rel=\"noopener\"" } else { "" };
                _ = write!(out, "<a href=\"{}\"{rel}>", escape(&link.href));
            }
            for run in runs {
                self.run(out, run);
            }
            if link.is_some() {
                out.push_str("</a>");
            }
        }
    }

    fn run(self, out: &mut String, run: &Run) {
        let text = escape(&run.text).replace('\n', "<br>");
        if text.is_empty() {
            return;
        }
        let marks = &run.marks;
        let language = marks.language.filter(|language| *language != self.language);
        let worn: Vec<&str> = [
            (marks.strong, "strong"),
            (marks.emphasis, "em"),
            (marks.strike, "s"),
            (marks.superscript, "sup"),
            (marks.subscript, "sub"),
            (marks.code, "code"),
        ]
        .into_iter()
        .filter_map(|(wears, tag)| wears.then_some(tag))
        .collect();
        if let Some(language) = language {
            _ = write!(out, "<span lang=\"{language}\">");
        }
        worn.iter().for_each(|tag| _ = write!(out, "<{tag}>"));
        out.push_str(&text);
        worn.iter().rev().for_each(|tag| _ = write!(out, "</{tag}>"));
        if language.is_some() {
            out.push_str("</span>");
        }
    }
}

/// The text, fit to stand in an element or in a quoted attribute. Control characters are dropped but for tabs and line
/// breaks: HTML has no place for them (Infra standard, “control”).
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' => escaped.push('\n'),
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Whether a reader would see nothing of it.
pub(super) fn is_blank(text: &Text) -> bool {
    text.0.iter().all(|run| nothing_to_read(&run.text))
}

fn nothing_to_read(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control())
}

/// The address if a click on it can do no more than go somewhere: `http`, `https`, `mailto`, `tel`, a path of this site or
/// a fragment. Browsers drop tabs and line breaks inside an address and read `\` as `/`, so what has control
/// characters is refused whole, and so is a path that could turn into another host.
pub(super) fn safe_link(address: &str, base: &str) -> Option<Link> {
    let address = address.trim();
    if address.chars().any(char::is_control) {
        return None;
    }
    if let Some(path) = address.strip_prefix('/') {
        return (!path.starts_with(['/', '\\'])).then(|| Link { href: format!("{base}{address}"), elsewhere: false });
    }
    let elsewhere = host(address).is_some();
    let (scheme, rest) = address.split_once(':').unwrap_or_default();
    let writes = ["mailto", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) && !rest.is_empty();
    (address.starts_with('#') || writes || elsewhere).then(|| Link { href: address.to_owned(), elsewhere })
}

/// The address of a file that a page may load: a path of this site, or `http` and `https`.
pub(super) fn safe_file(address: &str, base: &str) -> Option<String> {
    let link = safe_link(address, base)?;
    (link.elsewhere || address.trim().starts_with('/')).then_some(link.href)
}

/// The host that an `http` or `https` address leads to, as a browser reads it; none for any other address.
pub(super) fn host(address: &str) -> Option<&str> {
    let address = address.trim();
    if address.chars().any(char::is_control) {
        return None;
    }
    let (scheme, rest) = address.split_once("://")?;
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return None;
    }
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    (!host.is_empty()).then_some(host)
}
