//! An article's body as HTML. It is drawn from typed blocks alone, so that nothing can stand in it that is not written here:
//! whatever comes in from outside is text, or an address of a kind that is known to be harmless.

mod inline;
#[cfg(test)]
mod tests;

use std::fmt::Write;

use model::{Block, Body, Cell, Kind, Language, ListItem, PictureId, Provider, Text};
use theme::PictureView;

use self::inline::{Inline, escape, host, is_blank, safe_file, safe_link};

/// The widths at which a picture in a body is shown, for the browser's choice among its files.
const SIZES: &str = "(min-width: 48rem) 42rem, 100vw";
/// The most columns that a cell may span; browsers bear 1,000, no reader does.
const MOST_COLUMNS: u16 = 50;
/// The deepest heading of a body.
const DEEPEST: usize = 4;

/// The words that the drawing needs, in the article's language.
#[derive(Debug, Clone, Copy)]
pub struct BodyWords<'a> {
    /// What stands before a picture's credit; may be empty.
    pub photo: &'a str,
    /// What a table without a caption is called to those who do not see it.
    pub table: &'a str,
}

impl BodyWords<'static> {
    /// The words of a language.
    pub fn of(language: Language) -> Self {
        Self { photo: theme::words(language).photo, table: if language == Language::KOREAN { "표" } else { "Table" } }
    }
}

/// The body as HTML. Links and files of this site are paths from the root; with a `base` (scheme and host, as the
/// publication's address), as a feed needs it, they are absolute. `picture` gives what is drawn of a record, in the
/// article's language.
pub fn draw_body(
    body: &Body,
    article_language: Language,
    picture: &dyn Fn(PictureId) -> Option<PictureView>,
    words: &BodyWords<'_>,
    base: Option<&str>,
) -> String {
    let base = base.map_or("", |base| base.trim_end_matches('/'));
    let mut pen = Pen { out: String::new(), language: article_language, base, picture, words, levels: Vec::new() };
    for block in &body.0 {
        pen.block(block);
    }
    pen.out
}

struct Pen<'a> {
    out: String,
    language: Language,
    base: &'a str,
    picture: &'a dyn Fn(PictureId) -> Option<PictureView>,
    words: &'a BodyWords<'a>,
    /// The levels, as written, of the headings that the present place stands under.
    levels: Vec<u8>,
}

impl Pen<'_> {
    fn block(&mut self, block: &Block) {
        let language = block.language.unwrap_or(self.language);
        let lang = if language == self.language { String::new() } else { format!(" lang=\"{language}\"") };
        let inline = Inline { language, base: self.base, links: true };
        match &block.kind {
            Kind::Paragraph { text } => self.element("p", &lang, text, inline),
            Kind::Heading { level, text } if !is_blank(text) => {
                let tag = self.heading(*level);
                self.element(tag, &lang, text, inline);
            }
            Kind::Heading { .. } => return,
            Kind::List { ordered, items } => self.list(*ordered, items, &lang, inline),
            Kind::Quote { paragraphs, by, pull } => self.quote(paragraphs, by.as_ref(), *pull, &lang, inline),
            Kind::Picture { picture } => self.figure(*picture),
            Kind::Table { caption, rows } => self.table(caption.as_ref(), rows, &lang, inline),
            Kind::Embed { provider, url, title } => self.embed(*provider, url, title.as_deref(), &lang),
            Kind::Preformatted { text } => self.preformatted(text, &lang),
            Kind::Rule => self.out.push_str("<hr>"),
        }
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn element(&mut self, tag: &str, lang: &str, text: &Text, inline: Inline<'_>) {
        if is_blank(text) {
            return;
        }
        _ = write!(self.out, "<{tag}{lang}>");
        inline.draw(&mut self.out, text);
        _ = write!(self.out, "</{tag}>");
    }

    /// The headline is level 1 and readers who jump from heading to heading rely on no level being passed over, so the
    /// levels as written only tell which heading stands under which.
    fn heading(&mut self, level: u8) -> &'static str {
        while self.levels.last().is_some_and(|&above| above >= level) {
            self.levels.pop();
        }
        self.levels.push(level);
        ["h2", "h3", "h4"][(self.levels.len() + 1).min(DEEPEST) - 2]
    }

    fn list(&mut self, ordered: bool, items: &[ListItem], lang: &str, inline: Inline<'_>) {
        if !items.iter().any(says_something) {
            return;
        }
        let tag = if ordered { "ol" } else { "ul" };
        _ = write!(self.out, "<{tag}{lang}>");
        for item in items.iter().filter(|item| says_something(item)) {
            self.out.push_str("<li>");
            inline.draw(&mut self.out, &item.text);
            self.list(item.ordered, &item.items, "", inline);
            self.out.push_str("</li>");
        }
        _ = write!(self.out, "</{tag}>");
    }

    fn quote(&mut self, paragraphs: &[Text], by: Option<&Text>, pull: bool, lang: &str, inline: Inline<'_>) {
        if paragraphs.iter().chain(by).all(is_blank) {
            return;
        }
        // What a screen reader passes over must not be reached by the keyboard either.
        let inline = Inline { links: !pull, ..inline };
        _ = write!(self.out, "<blockquote{}{lang}>", if pull { " class=\"pull\" aria-hidden=\"true\"" } else { "" });
        for paragraph in paragraphs {
            self.element("p", "", paragraph, inline);
        }
        if let Some(by) = by.filter(|by| !is_blank(by)) {
            self.out.push_str("<footer>— ");
            inline.draw(&mut self.out, by);
            self.out.push_str("</footer>");
        }
        self.out.push_str("</blockquote>");
    }

    fn figure(&mut self, picture: PictureId) {
        let Some(view) = (self.picture)(picture) else { return };
        let src = view.src.as_deref().and_then(|src| safe_file(src, self.base));
        let (caption, credit) = (view.caption.trim(), view.credit.trim());
        match src {
            Some(src) => {
                _ = write!(self.out, "<figure><img src=\"{}\"", escape(&src));
                let srcset = self.srcset(&view.srcset);
                if !srcset.is_empty() {
                    _ = write!(self.out, " srcset=\"{}\" sizes=\"{SIZES}\"", escape(&srcset));
                }
                if view.width > 0 && view.height > 0 {
                    _ = write!(self.out, " width=\"{}\" height=\"{}\"", view.width, view.height);
                }
                _ = write!(self.out, " alt=\"{}\" loading=\"lazy\" decoding=\"async\">", escape(&view.alt));
            }
            None if caption.is_empty() && credit.is_empty() => return,
            None => self.out.push_str("<figure class=\"without-file\">"),
        }
        if !caption.is_empty() || !credit.is_empty() {
            _ = write!(self.out, "<figcaption>{}", escape(caption));
            if !credit.is_empty() {
                let gap = if caption.is_empty() { "" } else { " " };
                let credit = format!("{} {credit}", self.words.photo);
                _ = write!(self.out, "{gap}<span class=\"credit\">{}</span>", escape(credit.trim()));
            }
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>");
    }

    fn srcset(&self, candidates: &str) -> String {
        let candidate = |candidate: &str| {
            let (file, width) = candidate.trim().split_once(' ')?;
            Some(format!("{} {width}", safe_file(file, self.base)?))
        };
        candidates.split(", ").filter_map(candidate).collect::<Vec<_>>().join(", ")
    }

    fn table(&mut self, caption: Option<&Text>, rows: &[Vec<Cell>], lang: &str, inline: Inline<'_>) {
        let caption = caption.filter(|caption| !is_blank(caption));
        if caption.is_none() && rows.iter().all(Vec::is_empty) {
            return;
        }
        let label =
            caption.map_or_else(|| self.words.table.to_owned(), |caption| caption.to_plain().split_whitespace().collect::<Vec<_>>().join(" "));
        _ = write!(self.out, "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{}\"{lang}><table>", escape(&label));
        if let Some(caption) = caption {
            self.element("caption", "", caption, inline);
        }
        let heads = rows.iter().take_while(|row| all_heads(row)).count();
        let (head, body) = rows.split_at(heads);
        self.rows("thead", head, inline);
        self.rows("tbody", body, inline);
        self.out.push_str("</table></div>");
    }

    fn rows(&mut self, group: &str, rows: &[Vec<Cell>], inline: Inline<'_>) {
        if rows.is_empty() {
            return;
        }
        _ = write!(self.out, "<{group}>");
        for (at, row) in rows.iter().enumerate() {
            // A row of heads alone heads the columns below it, wherever it stands.
            let scope = if all_heads(row) { "col" } else { "row" };
            let left = u16::try_from(rows.len() - at).unwrap_or(u16::MAX);
            self.out.push_str("<tr>");
            for cell in row {
                // A head that says nothing heads nothing: the corner above the heads of rows, most often.
                let head = cell.head && !is_blank(&cell.text);
                let tag = if head { "th" } else { "td" };
                _ = write!(self.out, "<{tag}");
                if head {
                    _ = write!(self.out, " scope=\"{scope}\"");
                }
                for (name, spanned) in [("colspan", cell.columns.min(MOST_COLUMNS)), ("rowspan", cell.rows.min(left))] {
                    if spanned > 1 {
                        _ = write!(self.out, " {name}=\"{spanned}\"");
                    }
                }
                self.out.push('>');
                inline.draw(&mut self.out, &cell.text);
                _ = write!(self.out, "</{tag}>");
            }
            self.out.push_str("</tr>");
        }
        _ = write!(self.out, "</{group}>");
    }

    fn embed(&mut self, provider: Provider, url: &str, title: Option<&str>, lang: &str) {
        let (word, name) = provider_names(provider);
        let host = host(url);
        let title = title.map(str::trim).filter(|title| !title.is_empty());
        let (lang, text) = match (title, host) {
            (Some(title), _) => (lang, title.to_owned()),
            (None, Some(host)) => ("", format!("{name} — {host}")),
            (None, None) => ("", name.to_owned()),
        };
        _ = write!(self.out, "<aside class=\"embed\" data-provider=\"{word}\"{lang}>");
        match host.and_then(|_| safe_link(url, "")) {
            Some(link) => _ = write!(self.out, "<a href=\"{}\" rel=\"noopener\">{}</a>", escape(&link.href), escape(&text)),
            None => _ = write!(self.out, "<p>{}</p>", escape(&text)),
        }
        self.out.push_str("</aside>");
    }

    fn preformatted(&mut self, text: &str, lang: &str) {
        if text.trim().is_empty() {
            return;
        }
        // A parser drops the first line break after the tag.
        _ = write!(self.out, "<pre{lang}>\n{}</pre>", escape(text));
    }
}

fn all_heads(row: &[Cell]) -> bool {
    !row.is_empty() && row.iter().all(|cell| cell.head)
}

fn says_something(item: &ListItem) -> bool {
    !is_blank(&item.text) || item.items.iter().any(says_something)
}

/// The name in the page's attribute, as it is kept, and the one that is read.
fn provider_names(provider: Provider) -> (&'static str, &'static str) {
    match provider {
        Provider::Youtube => ("youtube", "YouTube"),
        Provider::Vimeo => ("vimeo", "Vimeo"),
        Provider::X => ("x", "X"),
        Provider::Instagram => ("instagram", "Instagram"),
        Provider::Facebook => ("facebook", "Facebook"),
        Provider::Tiktok => ("tiktok", "TikTok"),
        Provider::Soundcloud => ("soundcloud", "SoundCloud"),
        Provider::Spotify => ("spotify", "Spotify"),
        Provider::NaverTv => ("naver-tv", "Naver TV"),
        Provider::KakaoTv => ("kakao-tv", "Kakao TV"),
        Provider::Dailymotion => ("dailymotion", "Dailymotion"),
        Provider::Reddit => ("reddit", "Reddit"),
        Provider::Bluesky => ("bluesky", "Bluesky"),
        Provider::Mastodon => ("mastodon", "Mastodon"),
        Provider::Googlemaps => ("googlemaps", "Google Maps"),
    }
}
