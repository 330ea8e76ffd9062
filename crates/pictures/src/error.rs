use crate::{MAX_BYTES, MAX_PIXELS};

/// Why a file was not taken as a picture, and what the person who brought it can do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// No bytes at all.
    #[error("The file is empty; choose the picture again and upload it once more.")]
    Empty,
    /// Something else than a picture we read. The text is a guess at what it is, with its article:
    /// “a web page”, “an SVG drawing”.
    #[error("This is {0}, which cannot be taken as a picture; export it as JPEG, PNG or WebP and upload that.")]
    NotAPicture(String),
    /// More than [`MAX_BYTES`].
    #[error("The file has {} MB, and at most {} MB are taken; save it as JPEG or make it smaller.", bytes.div_ceil(1 << 20), MAX_BYTES >> 20)]
    TooLarge {
        /// The bytes it has.
        bytes: usize,
    },
    /// More than [`MAX_PIXELS`], or than [`MAX_DECODED`](crate::MAX_DECODED) bytes of them.
    #[error(
        "The picture has {width} × {height} pixels, and at most {} million are taken (fewer in 16-bit colour); scale it down and upload that.",
        MAX_PIXELS / 1_000_000
    )]
    TooManyPixels {
        /// The width it declares.
        width: u32,
        /// The height it declares.
        height: u32,
    },
    /// It begins as a picture and cannot be read to its end.
    #[error("This {kind} picture is damaged or cut off ({why}); export it anew from the original and upload that.")]
    Damaged {
        /// “JPEG”, “PNG” ….
        kind: &'static str,
        /// What was wrong with it.
        why: String,
    },
}
