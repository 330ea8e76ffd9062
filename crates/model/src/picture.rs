use serde::{Deserialize, Serialize};

use crate::{ByLanguage, PictureId};

/// A picture's record: what is known of it in every language, and the sizes it is kept in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Its id.
    pub id: PictureId,
    /// The width it came in, in pixels; 0 while there is no file.
    pub width: u32,
    /// The height it came in, in pixels; 0 while there is no file.
    pub height: u32,
    /// What it shows and why it stands here, per language. A page draws its own language's alone.
    #[serde(default)]
    pub captions: ByLanguage<String>,
    /// What is seen, for those who do not see it, per language.
    #[serde(default)]
    pub alts: ByLanguage<String>,
    /// Whose it is, as it is to be printed.
    #[serde(default)]
    pub credit: Option<String>,
    /// What its owner allows, as the file or the newsroom says it; for the newsroom alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
    /// Where it came from: an address or a file name.
    #[serde(default)]
    pub source: Option<String>,
    /// What must be seen when it is cut: how far from the left and from the top, in thousandths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<(u16, u16)>,
    /// The files it is kept in, narrowest first; empty for a record without a picture.
    #[serde(default)]
    pub renditions: Vec<Rendition>,
}

/// One size of a picture, kept as WebP under the media folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendition {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The file's name in the media folder.
    pub file: String,
    /// Its size in bytes.
    pub bytes: u64,
}
