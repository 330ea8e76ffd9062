//! Pictures: from the bytes somebody uploaded to the WebP files a page shows, and to what the file
//! itself says of caption and credit.
//!
//! Pure: bytes in, bytes and facts out. Everything that comes in is taken for hostile: the type is
//! read from the bytes, size and pixels are bounded before anything is decoded, and a decoder that
//! panics is an error like another. What goes out carries no metadata at all, places least of all.
//!
//! Decisions that show:
//! - Transparency is laid on white, so that a picture looks the same on a light page, a dark page, in
//!   a feed reader and on a share card.
//! - Of an animation the first frame is kept.
//! - Colours are converted to sRGB by the embedded profile; a picture without one is taken for sRGB.
//! - One call can hold up to about ten bytes per pixel of the original (a progressive JPEG: its
//!   coefficients and its pixels); callers keep the number of calls at a time small.

mod colour;
mod container;
mod date;
mod decode;
mod error;
mod exif;
mod facts;
mod guard;
mod iim;
mod render;
mod sniff;
mod text;
mod xmp;

pub use error::PictureError;
pub use facts::Facts;
pub use render::Rendition;

/// The widths a site keeps of each picture, in pixels, narrowest first: for a card, for a telephone's
/// whole width at two and at three pixels to a point, and for the head of a page on a desk.
pub const WIDTHS: [u32; 4] = [320, 768, 1080, 1440];

/// The most bytes a file may have.
pub const MAX_BYTES: usize = 40 << 20;

/// The most pixels a picture may declare: 64 megapixels.
pub const MAX_PIXELS: u64 = 64_000_000;

/// The most bytes of decoded pixels a picture may need: 64 megapixels of eight-bit colour with
/// transparency. Deeper colour is taken with accordingly fewer pixels.
pub const MAX_DECODED: u64 = MAX_PIXELS * 4;

/// The quality of the lossy WebP files, of 100: at this, photographs show no artefacts at their size
/// on the page and take less than half of what JPEG does.
pub const QUALITY: f32 = 78.0;

/// A picture made ready: what it is, what is kept of it, and what it says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// The original's width in pixels, after its orientation was applied.
    pub width: u32,
    /// The original's height in pixels, after its orientation was applied.
    pub height: u32,
    /// The sizes, narrowest first. Every picture has at least one if any width was asked for.
    pub renditions: Vec<Rendition>,
    /// What stood in the file's metadata.
    pub facts: Facts,
}

/// Reads a picture of whatever kind its bytes are, and renders it as WebP in every one of `widths`
/// (in pixels, in any order) that is not above its own, and in its own if that is below the widest.
///
/// Read are JPEG, PNG, GIF, WebP, TIFF and BMP. The same bytes and widths give the same result.
pub fn prepare(bytes: &[u8], widths: &[u32]) -> Result<Prepared, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(PictureError::TooLarge { bytes: bytes.len() });
    }
    let kind = sniff::kind(bytes)?;
    let picture = guard::no_panic(|| decode::decode(bytes, kind)).unwrap_or_else(|| Err(kind.damaged("its data contradict themselves")))?;
    let renditions = guard::no_panic(|| render::all(&picture, widths)).flatten().ok_or_else(|| kind.damaged("it could not be scaled"))?;
    let (width, height) = picture.oriented();
    Ok(Prepared { width, height, renditions, facts: Facts::read(bytes) })
}
