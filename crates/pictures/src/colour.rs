use image::RgbImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Converts the colours from this ICC profile to sRGB, in place.
///
/// What we write has no profile, and a browser takes it for sRGB: without this, an Adobe RGB or
/// Display P3 photograph would come out pale. A profile that cannot be read, and one for inks (those
/// the decoder has already turned into RGB), changes nothing.
pub(crate) fn to_srgb(pixels: &mut RgbImage, profile: &[u8]) {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return };
    let srgb = ColorProfile::new_srgb();
    let source: (Layout, Vec<u8>) = match profile.color_space {
        DataColorSpace::Rgb => (Layout::Rgb, pixels.as_raw().clone()),
        DataColorSpace::Gray => (Layout::Gray, pixels.pixels().map(|pixel| pixel.0[0]).collect()),
        _ => return,
    };
    let (layout, source) = source;
    let Ok(transform) = profile.create_transform_8bit(layout, &srgb, Layout::Rgb, TransformOptions::default()) else { return };
    let mut converted = vec![0; pixels.as_raw().len()];
    if transform.transform(&source, &mut converted).is_ok() {
        pixels.copy_from_slice(&converted);
    }
}
