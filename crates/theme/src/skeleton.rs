//! Pages as they are drawn: what stands still, with the places where lists and the count belong.

use minijinja::value::Value;
use minijinja::{Error, ErrorKind};
use serde::Serialize;

/// Begins and ends a mark in what a template has drawn. Unicode sets these two aside for use within a program, so no text
/// needs them; [`unmarked`] takes them out of whatever a page is given.
const BEGIN: char = '\u{fdd0}';
const END: char = '\u{fdd1}';
/// The mark of the count.
const COUNT: &str = "\u{fdd0}views\u{fdd1}";

/// A drawn page without its lists and its count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skeleton(Vec<Part>);

/// A stretch of a drawn page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// HTML that stands as it is.
    Still(String),
    /// Here a list stands.
    List(Place),
    /// Here the count of views stands.
    Count,
}

/// Which list stands in a place, and drawn by which macro of `lists.html`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// `latest`, `weekly-best`, `popular-now`, `related` or `must-reads`.
    pub kind: String,
    /// The macro's name: `column` or `band`, or one of a site's own.
    pub shape: String,
}

impl Skeleton {
    /// Cuts what a template has drawn at its marks.
    pub(crate) fn cut(drawn: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = drawn;
        while let Some((before, marked)) = rest.split_once(BEGIN) {
            let Some((mark, after)) = marked.split_once(END) else { break };
            parts.push(Part::Still(before.to_owned()));
            parts.push(match mark.split_once(' ') {
                Some((kind, shape)) => Part::List(Place { kind: kind.to_owned(), shape: shape.to_owned() }),
                None => Part::Count,
            });
            rest = after;
        }
        parts.push(Part::Still(rest.to_owned()));
        parts.retain(|part| !matches!(part, Part::Still(text) if text.is_empty()));
        Self(parts)
    }

    /// The page's stretches in order; none that stands still is empty.
    pub fn parts(&self) -> &[Part] {
        &self.0
    }
}

/// `{{ views }}`: where the count stands.
pub(crate) fn count() -> Value {
    Value::from_safe_string(COUNT.to_owned())
}

/// `{{ place(list, "column") }}`: where a list stands, and the macro that draws it.
pub(crate) fn place(list: &Value, shape: &str) -> Result<Value, Error> {
    let kind = list.get_attr("kind")?;
    let wrong = |text: &str| text.is_empty() || text.contains([' ', BEGIN, END]);
    match kind.as_str() {
        Some(kind) if !wrong(kind) && !wrong(shape) => Ok(Value::from_safe_string(format!("{BEGIN}{kind} {shape}{END}"))),
        _ => Err(Error::new(ErrorKind::InvalidOperation, "place is given one of `lists` and the name of a macro in lists.html")),
    }
}

/// A text without the characters that mark places. HTML that a page is given, and that is not escaped
/// again, has to go through here.
pub fn unmarked(text: String) -> String {
    if text.contains([BEGIN, END]) { text.replace([BEGIN, END], "\u{fffd}") } else { text }
}

/// What a list's template is given.
#[derive(Serialize)]
pub(crate) struct ListContext<'a> {
    pub list: &'a crate::ListView,
    pub shape: &'a str,
    pub home: &'a str,
}
