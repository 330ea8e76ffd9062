use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits, RgbImage};

use crate::container::jpeg;
use crate::sniff::Kind;
use crate::{MAX_DECODED, MAX_PIXELS, PictureError};

/// The longest colour profile that is looked at, in bytes.
const MAX_PROFILE: usize = 4 << 20;

/// A decoded picture: opaque, eight bits a channel, not yet turned.
pub(crate) struct Picture {
    /// The pixels as they lie in the file.
    pub(crate) pixels: RgbImage,
    /// How they are to be turned to stand upright.
    pub(crate) orientation: Orientation,
    /// The ICC profile their colours are in.
    pub(crate) profile: Option<Vec<u8>>,
}

impl Picture {
    /// Width and height when standing upright.
    pub(crate) fn oriented(&self) -> (u32, u32) {
        let (width, height) = self.pixels.dimensions();
        if self.lies() { (height, width) } else { (width, height) }
    }

    /// Whether turning it swaps width and height.
    pub(crate) fn lies(&self) -> bool {
        use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
        matches!(self.orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
    }
}

/// The most memory that a PNG's own structures may take, in bytes: its chunks as they are read, one
/// row, and its colour profile when unpacked. Its pixels are counted apart.
const MAX_PNG_STRUCTURE: u64 = 64 << 20;

/// Decodes the picture, or its first frame, within the bounds.
pub(crate) fn decode(bytes: &[u8], kind: Kind) -> Result<Picture, PictureError> {
    // The JPEG decoder fills what is missing with grey and calls it well, so the end is looked for here.
    if kind == Kind::Jpeg
        && let Some(fault) = jpeg::fault(bytes)
    {
        return Err(kind.damaged(fault));
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(if kind == Kind::Png { MAX_PNG_STRUCTURE } else { MAX_DECODED });
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind.format());
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refusal(kind, (0, 0), error))?;

    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(kind.damaged("it has no pixels"));
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_DECODED {
        return Err(PictureError::TooManyPixels { width, height });
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| profile.len() <= MAX_PROFILE);
    let decoded = DynamicImage::from_decoder(decoder).map_err(|error| refusal(kind, (width, height), error))?;
    let pixels = opaque(decoded).ok_or_else(|| kind.damaged("its data end too soon"))?;
    Ok(Picture { pixels, orientation, profile })
}

/// The decoders' errors in our words.
fn refusal(kind: Kind, (width, height): (u32, u32), error: ImageError) -> PictureError {
    match error {
        ImageError::Unsupported(_) => PictureError::NotAPicture(format!("a {} picture of a rare kind", kind.name())),
        ImageError::Limits(_) if width > 0 => PictureError::TooManyPixels { width, height },
        ImageError::Limits(_) => kind.damaged("it asks for more memory than a picture needs"),
        ImageError::IoError(_) => kind.damaged("its data end too soon"),
        error => {
            let why = model::squeeze(&error.to_string());
            // “Format error decoding Png: …” says twice what the sentence says already.
            let why = why.split_once(": ").filter(|(start, _)| start.starts_with("Format error")).map_or(&why[..], |(_, why)| why);
            kind.damaged(why.chars().take(120).collect::<String>())
        }
    }
}

/// Eight bits a channel, with what is transparent laid on white.
fn opaque(image: DynamicImage) -> Option<RgbImage> {
    if !image.color().has_alpha() {
        return Some(image.into_rgb8());
    }
    let image = image.into_rgba8();
    let (width, height) = image.dimensions();
    let mut bytes = image.into_raw();
    let pixels = bytes.len() / 4;
    // Packed where it stands: a second buffer would be as large as the picture again.
    for pixel in 0..pixels {
        let alpha = u32::from(bytes[pixel * 4 + 3]);
        for channel in 0..3 {
            let value = u32::from(bytes[pixel * 4 + channel]);
            bytes[pixel * 3 + channel] = ((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        }
    }
    bytes.truncate(pixels * 3);
    RgbImage::from_raw(width, height, bytes)
}
