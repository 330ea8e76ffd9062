//! How the paper looks: the contexts that pages are drawn from, the templates, words and style sheet that draw them,
//! and a site's own overlay over these.

mod arrange;
mod assets;
mod check;
mod context;
mod format;
mod overlay;
pub mod sample;
mod skeleton;
mod theme;
mod words;

pub use assets::Asset;
pub use check::{Problem, contexts};
pub use context::*;
pub use format::{moment, number};
pub use skeleton::{Part, Place, Skeleton, unmarked};
pub use theme::{PageContext, Theme, ThemeError};
pub use words::{RuleWords, Said, StaticWords, Words, words};
