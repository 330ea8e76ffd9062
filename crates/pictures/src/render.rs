use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, RgbImage};

use crate::decode::Picture;
use crate::{QUALITY, colour};

/// The longest side that WebP can express (RFC 9649, section 2.5: 14 bits).
const MAX_SIDE: u32 = 16_383;

/// One size of a picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendition {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The whole file: lossy WebP, without metadata.
    pub webp: Vec<u8>,
}

impl std::fmt::Debug for Rendition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} × {}, {} bytes", self.width, self.height, self.webp.len())
    }
}

/// Every size that was asked for, narrowest first; `None` if a third-party step fails.
pub(crate) fn all(picture: &Picture, widths: &[u32]) -> Option<Vec<Rendition>> {
    let own = picture.oriented();
    sizes(own, widths).into_iter().map(|size| one(picture, size)).collect()
}

/// The sizes to render a picture of this size in, narrowest first.
///
/// A strip so tall that WebP cannot hold it is made narrower until it fits.
fn sizes((width, height): (u32, u32), widths: &[u32]) -> Vec<(u32, u32)> {
    let widest = widths.iter().copied().max().unwrap_or(0);
    let mut wanted: Vec<u32> = widths.iter().copied().filter(|&w| w > 0 && w <= width).collect();
    if width < widest {
        wanted.push(width);
    }
    let scale = |side: u32, to: u32, from: u32| {
        let scaled = (u64::from(side) * u64::from(to) + u64::from(from) / 2) / u64::from(from);
        u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
    };
    let mut sizes: Vec<(u32, u32)> = wanted
        .into_iter()
        .map(|w| w.min(MAX_SIDE))
        .map(|w| match scale(height, w, width) {
            tall if tall > MAX_SIDE => (scale(width, MAX_SIDE, height), MAX_SIDE),
            tall => (w, tall),
        })
        .collect();
    sizes.sort_unstable();
    sizes.dedup();
    sizes
}

/// One size: scaled as it lies, then turned and its colours converted, when it is small.
fn one(picture: &Picture, (width, height): (u32, u32)) -> Option<Rendition> {
    let lying = if picture.lies() { (height, width) } else { (width, height) };
    let mut image = DynamicImage::ImageRgb8(scaled(&picture.pixels, lying)?);
    image.apply_orientation(picture.orientation);
    let mut pixels = image.into_rgb8();
    if let Some(profile) = &picture.profile {
        colour::to_srgb(&mut pixels, profile);
    }
    let webp = webp::Encoder::from_rgb(pixels.as_raw(), width, height).encode_simple(false, QUALITY).ok()?.to_vec();
    Some(Rendition { width, height, webp })
}

/// The picture in exactly this size.
fn scaled(pixels: &RgbImage, (width, height): (u32, u32)) -> Option<RgbImage> {
    if pixels.dimensions() == (width, height) {
        return Some(pixels.clone());
    }
    let source = ImageRef::new(pixels.width(), pixels.height(), pixels.as_raw(), PixelType::U8x3).ok()?;
    let mut target = Image::new(width, height, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(&source, &mut target, &options).ok()?;
    RgbImage::from_raw(width, height, target.into_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_picture_is_kept_in_its_own_width_and_never_enlarged() {
        assert_eq!(sizes((800, 400), &[320, 640, 960]), [(320, 160), (640, 320), (800, 400)]);
        assert_eq!(sizes((960, 480), &[320, 960]), [(320, 160), (960, 480)]);
        assert_eq!(sizes((5000, 2500), &[960, 320, 960]), [(320, 160), (960, 480)]);
        assert_eq!(sizes((100, 50), &[]), []);
        assert_eq!(sizes((100, 50), &[0, 200]), [(100, 50)]);
    }

    #[test]
    fn a_strip_taller_than_webp_holds_is_made_narrower() {
        assert_eq!(sizes((690, 40_000), &[320, 690]), [(283, MAX_SIDE)]);
        assert_eq!(sizes((40_000, 1), &[320]), [(320, 1)]);
    }
}
