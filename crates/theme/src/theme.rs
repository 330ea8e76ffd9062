use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, context, escape_formatter};
use model::Language;
use serde::Serialize;

use crate::arrange::arranged;
use crate::assets::{Asset, Assets};
use crate::overlay::Overlay;
use crate::skeleton::{self, ListContext, Part, Skeleton};
use crate::{ArticlePage, CountingPage, ErrorPage, Frame, FrontPage, ListView, ListingPage, StaticPage, words};

/// Our templates by name.
const TEMPLATES: [(&str, &str); 13] = [
    ("base.html", include_str!("../templates/base.html")),
    ("nameplate.html", include_str!("../templates/nameplate.html")),
    ("footer.html", include_str!("../templates/footer.html")),
    ("stories.html", include_str!("../templates/stories.html")),
    ("lists.html", include_str!("../templates/lists.html")),
    (LIST, include_str!("../templates/list.html")),
    ("comments.html", include_str!("../templates/comments.html")),
    ("front.html", include_str!("../templates/front.html")),
    ("listing.html", include_str!("../templates/listing.html")),
    ("article.html", include_str!("../templates/article.html")),
    ("static.html", include_str!("../templates/static.html")),
    ("counting.html", include_str!("../templates/counting.html")),
    ("error.html", include_str!("../templates/error.html")),
];

/// The template of a list that is drawn by itself.
const LIST: &str = "list.html";

/// What can be drawn: each page names its template.
pub trait PageContext: Serialize {
    /// The template's name.
    const TEMPLATE: &'static str;

    /// What stands around the page.
    fn frame(&self) -> &Frame;

    /// The lists that stand on it.
    fn lists(&self) -> &[ListView] {
        &[]
    }

    /// The count that stands on it.
    fn views(&self) -> &str {
        ""
    }
}

macro_rules! pages {
    ($($page:ty = $template:literal $(, $member:ident = |$self:ident| $value:expr => $result:ty)*);+ $(;)?) => {
        $(impl PageContext for $page {
            const TEMPLATE: &'static str = $template;

            fn frame(&self) -> &Frame {
                &self.frame
            }

            $(fn $member(&self) -> $result {
                let $self = self;
                $value
            })*
        })+
    };
}

pages! {
    FrontPage = "front.html", lists = |page| &page.lists => &[ListView];
    ListingPage = "listing.html", lists = |page| &page.lists => &[ListView];
    ArticlePage = "article.html", lists = |page| &page.lists => &[ListView], views = |page| &page.article.views => &str;
    StaticPage = "static.html";
    CountingPage = "counting.html";
    ErrorPage = "error.html";
}

/// Why a theme cannot be used, or a page not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// A file of the overlay cannot be read.
    #[error("{file} of the theme cannot be read: {source}")]
    Unreadable {
        /// Which.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// A file of the overlay is not taken.
    #[error("{file} of the theme is refused: {reason}")]
    Refused {
        /// Which.
        file: String,
        /// Why.
        reason: String,
    },
    /// A template is wrong in itself, or asks for what is not in its context.
    #[error("template {template}, line {line}: {message}")]
    Template {
        /// Which.
        template: String,
        /// Where, from 1; 0 if not known.
        line: usize,
        /// What is wrong.
        message: String,
    },
}

impl ThemeError {
    pub(crate) fn of(template: &str, error: &Error) -> Self {
        // The innermost cause names the included template and the line that somebody has to change.
        let mut inner = error;
        while let Some(source) = std::error::Error::source(inner).and_then(|source| source.downcast_ref::<Error>()) {
            inner = source;
        }
        let message = match inner.detail() {
            Some(detail) => format!("{}: {detail}", inner.kind()),
            None => inner.kind().to_string(),
        };
        Self::Template {
            template: inner.name().or(error.name()).unwrap_or(template).to_owned(),
            line: inner.line().or(error.line()).unwrap_or_default(),
            message,
        }
    }
}

/// Templates, words and assets, ready to draw.
#[derive(Debug)]
pub struct Theme {
    environment: Environment<'static>,
    assets: Arc<Assets>,
    words: BTreeMap<&'static str, Value>,
}

impl Theme {
    /// The theme in the program.
    ///
    /// # Panics
    ///
    /// If one of the templates in the program is not well formed, which a test rules out.
    pub fn built_in() -> Self {
        #[expect(clippy::expect_used, reason = "the templates are in the program, and every test draws them")]
        Self::new(Overlay::default()).expect("the built-in theme is well formed")
    }

    /// The theme in the program with a site's own files laid over it: `templates/*.html` replace ours by
    /// name, and can extend or include ours as `builtin/NAME`; `assets/*` replace or add assets. A style
    /// sheet `assets/site.css` is linked after ours.
    pub fn with_overlay(folder: &Path) -> Result<Self, ThemeError> {
        Self::new(Overlay::read(folder)?)
    }

    fn new(overlay: Overlay) -> Result<Self, ThemeError> {
        let mut assets = Assets::built_in();
        for (name, bytes) in overlay.assets {
            assets.put(&name, bytes);
        }
        let assets = Arc::new(assets);
        let mut environment = environment(&assets);
        for (name, source) in TEMPLATES {
            let source = unindented(source);
            add(&mut environment, format!("builtin/{name}"), source.clone())?;
            add(&mut environment, name.to_owned(), source)?;
        }
        for (name, source) in overlay.templates {
            add(&mut environment, name, source)?;
        }
        let words = [Language::ENGLISH, Language::KOREAN]
            .iter()
            .map(|&language| (if language == Language::KOREAN { "ko" } else { "en" }, serialized(words(language))))
            .collect();
        Ok(Self { environment, assets, words })
    }

    /// The page as HTML, whole.
    pub fn draw<P: PageContext>(&self, page: &P) -> Result<String, ThemeError> {
        let frame = page.frame();
        let mut html = String::new();
        for part in self.skeleton(page)?.parts() {
            match part {
                Part::Still(text) => html.push_str(text),
                Part::Count => html.push_str(page.views()),
                Part::List(place) => {
                    for list in page.lists().iter().filter(|list| list.kind == place.kind) {
                        html.push_str(&self.list(list, &place.shape, &frame.language, &frame.home)?);
                    }
                }
            }
        }
        Ok(html)
    }

    /// The page without its lists and its count. Of the lists it depends on which there are alone.
    pub fn skeleton<P: PageContext>(&self, page: &P) -> Result<Skeleton, ThemeError> {
        let values = context! { t => self.words_of(&page.frame().language), views => skeleton::count(), ..serialized(page) };
        self.render(P::TEMPLATE, values).map(|drawn| Skeleton::cut(&drawn))
    }

    /// A list by itself, drawn by the macro `shape` of `lists.html`, for a page in `language`, whose front
    /// page is `home`.
    pub fn list(&self, list: &ListView, shape: &str, language: &str, home: &str) -> Result<String, ThemeError> {
        let values = context! { t => self.words_of(language), ..serialized(&ListContext { list, shape, home }) };
        self.render(LIST, values)
    }

    fn words_of(&self, language: &str) -> Option<&Value> {
        self.words.get(language).or_else(|| self.words.get("en"))
    }

    fn render(&self, name: &str, values: Value) -> Result<String, ThemeError> {
        self.environment.get_template(name).and_then(|template| template.render(values)).map_err(|error| ThemeError::of(name, &error))
    }

    /// An asset by its name (`masthead.css`) or by its path, with or without its hash. What is asked for by
    /// [`Asset::path`] may be kept for ever.
    pub fn asset(&self, path: &str) -> Option<&Asset> {
        self.assets.get(path)
    }

    /// The path of an asset, its hash in the name: `/assets/masthead-0123456789abcdef.css`. Without a hash
    /// when there is no such asset.
    pub fn asset_path(&self, name: &str) -> String {
        self.assets.get(name).map_or_else(|| format!("/assets/{name}"), |asset| asset.path.clone())
    }

    /// Every asset with its name.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.assets.iter()
    }
}

fn serialized<T: Serialize>(value: &T) -> Value {
    Value::from(minijinja::value::Serde(value))
}

fn add(environment: &mut Environment<'static>, name: String, source: String) -> Result<(), ThemeError> {
    environment.add_template_owned(name.clone(), source).map_err(|error| ThemeError::of(&name, &error))
}

/// A template without the spaces that indent it; its line numbers stay. They would be a tenth of a page.
fn unindented(source: &str) -> String {
    source.lines().map(str::trim_start).collect::<Vec<_>>().join("\n")
}

fn environment(assets: &Arc<Assets>) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(format_value);
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    let known = Arc::clone(assets);
    environment.add_function("asset", move |name: &str| match known.get(name) {
        Some(asset) => Ok(asset.path.clone()),
        None => Err(Error::new(ErrorKind::InvalidOperation, format!("there is no asset “{name}”"))),
    });
    let known = Arc::clone(assets);
    environment.add_function("has_asset", move |name: &str| known.get(name).is_some());
    environment.add_function("place", |list: Value, shape: &str| skeleton::place(&list, shape));
    environment.add_filter("arranged", |blocks: Value| arranged(&blocks));
    environment.add_filter("href", |url: &str| href(url));
    environment.add_filter("contact_href", |contact: &str| contact_href(contact));
    environment
}

/// Escapes the five characters that HTML asks for, and those that mark the places of lists; the engine's own escapes the
/// slashes of every link too.
fn format_value(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    let Some(text) = value.as_str().filter(|_| !value.is_safe() && matches!(state.auto_escape(), AutoEscape::Html)) else {
        return escape_formatter(out, state, value);
    };
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'', '\u{fdd0}', '\u{fdd1}']) {
        out.write_str(&rest[..at])?;
        if !rest.is_char_boundary(at + 1) {
            out.write_str("\u{fffd}")?;
            rest = &rest[at + '\u{fdd0}'.len_utf8()..];
            continue;
        }
        out.write_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_str(rest)?;
    Ok(())
}

/// A link's target if it is a path from the root, a part of the page, or an address of the kinds that cannot run
/// a script; else the page itself.
fn href(url: &str) -> String {
    let path = url.starts_with('/') && !url.starts_with("//");
    let lower = url.to_ascii_lowercase();
    if path || url.starts_with(['#', '?']) || ["https://", "http://", "mailto:"].iter().any(|kind| lower.starts_with(kind)) {
        url.to_owned()
    } else {
        "#".to_owned()
    }
}

/// Where a person's public address leads: a web page or a mailbox; empty for anything else.
fn contact_href(contact: &str) -> String {
    let plain = !contact.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"'()\\,;:".contains(c));
    if contact.starts_with("https://") || contact.starts_with("http://") {
        contact.to_owned()
    } else if plain && contact.split('@').filter(|part| !part.is_empty()).count() == 2 && contact.matches('@').count() == 1 {
        format!("mailto:{contact}")
    } else {
        String::new()
    }
}
