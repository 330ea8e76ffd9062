use image::{DynamicImage, GrayAlphaImage, ImageFormat, Luma, LumaA, Rgb, Rgba, RgbaImage};
use moxcms::ColorProfile;
use pictures::{Prepared, WIDTHS, prepare};

use crate::fixtures::{close, encoded, iim, jpeg, png, quarters, shown, tiff_fields, with_exif, with_iim, with_segment, with_xmp, xmp};

fn prepared(bytes: &[u8]) -> Prepared {
    prepare(bytes, &WIDTHS).unwrap()
}

/// The colour in the middle of each quarter: left above, right above, left below, right below.
fn middles(prepared: &Prepared) -> [Rgb<u8>; 4] {
    let image = shown(&prepared.renditions.last().unwrap().webp);
    let (x, y) = (image.width() / 4, image.height() / 4);
    [(x, y), (x * 3, y), (x, y * 3), (x * 3, y * 3)].map(|(x, y)| *image.get_pixel(x, y))
}

const RED: [u8; 3] = [255, 0, 0];
const GREEN: [u8; 3] = [0, 255, 0];
const BLUE: [u8; 3] = [0, 0, 255];
const WHITE: [u8; 3] = [255, 255, 255];

fn looks(prepared: &Prepared, colours: [[u8; 3]; 4]) {
    let seen = middles(prepared);
    assert!(seen.iter().zip(colours).all(|(seen, colour)| close(*seen, colour)), "{seen:?} are not {colours:?}");
}

#[test]
fn a_large_picture_comes_in_every_width_with_its_proportions() {
    let prepared = prepared(&jpeg(1600, 900));
    assert_eq!((prepared.width, prepared.height), (1600, 900));
    let sizes: Vec<_> = prepared.renditions.iter().map(|one| (one.width, one.height)).collect();
    assert_eq!(sizes, [(320, 180), (768, 432), (1080, 608), (1440, 810)]);
    for one in &prepared.renditions {
        assert_eq!(shown(&one.webp).dimensions(), (one.width, one.height));
    }
    looks(&prepared, [RED, GREEN, BLUE, WHITE]);
}

#[test]
fn every_kind_of_file_comes_out_the_same() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Tiff, ImageFormat::Bmp] {
        let prepared = prepared(&encoded(&quarters(120, 80), format));
        let sizes: Vec<_> = prepared.renditions.iter().map(|one| (one.width, one.height)).collect();
        assert_eq!(sizes, [(120, 80)], "{format:?}");
        looks(&prepared, [RED, GREEN, BLUE, WHITE]);
    }
}

#[test]
fn a_picture_stands_upright_whatever_its_orientation() {
    let expected = [
        (1, [RED, GREEN, BLUE, WHITE]),
        (2, [GREEN, RED, WHITE, BLUE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (4, [BLUE, WHITE, RED, GREEN]),
        (5, [RED, BLUE, GREEN, WHITE]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (7, [WHITE, GREEN, BLUE, RED]),
        (8, [GREEN, WHITE, RED, BLUE]),
    ];
    for (orientation, colours) in expected {
        let prepared = prepared(&with_exif(&jpeg(800, 400), &tiff_fields(orientation, &[])));
        let (width, height) = if orientation > 4 { (400, 800) } else { (800, 400) };
        assert_eq!((prepared.width, prepared.height), (width, height));
        let sizes: Vec<_> = prepared.renditions.iter().map(|one| (one.width, one.height)).collect();
        assert_eq!(sizes.last(), Some(&(width, height)));
        assert_eq!(sizes[0], (320, 320 * height / width));
        looks(&prepared, colours);
    }
}

#[test]
fn nothing_of_the_metadata_is_written() {
    let secret = "37.5665N 126.9780E";
    let bytes = with_exif(&jpeg(400, 300), &tiff_fields(1, &[(0x010e, secret.as_bytes()), (0x013b, b"secret")]));
    let bytes = with_xmp(&bytes, &xmp(&format!(r#"photoshop:Credit="{secret}""#), ""));
    let bytes = with_iim(&bytes, &iim(&[(2, 120, secret.as_bytes())]));
    for one in prepared(&bytes).renditions {
        assert_eq!(&one.webp[12..16], b"VP8 ", "a plain lossy file has no room for metadata");
        assert!(!one.webp.windows(6).any(|window| window == b"secret" || window == &secret.as_bytes()[..6]));
    }
}

#[test]
fn the_same_bytes_give_the_same_files() {
    let bytes = png(700, 500);
    assert_eq!(prepared(&bytes), prepared(&bytes));
}

#[test]
fn transparency_is_laid_on_white() {
    let mut image = RgbaImage::from_pixel(64, 64, Rgba([0, 0, 0, 0]));
    for (x, y, pixel) in image.enumerate_pixels_mut() {
        *pixel = match (x < 32, y < 32) {
            (true, true) => Rgba([255, 0, 0, 255]),
            (false, true) => Rgba([0, 0, 0, 128]),
            (true, false) => Rgba([0, 255, 0, 0]),
            (false, false) => Rgba([0, 0, 255, 255]),
        };
    }
    looks(&prepared(&encoded(&image.clone().into(), ImageFormat::Png)), [RED, [127, 127, 127], WHITE, BLUE]);
    looks(&prepared(&encoded(&image.clone().into(), ImageFormat::WebP)), [RED, [127, 127, 127], WHITE, BLUE]);
    let deep = DynamicImage::ImageRgba8(image).into_rgba16();
    looks(&prepared(&encoded(&deep.into(), ImageFormat::Png)), [RED, [127, 127, 127], WHITE, BLUE]);

    let grey = GrayAlphaImage::from_fn(64, 64, |x, _| if x < 32 { LumaA([0, 0]) } else { LumaA([0, 255]) });
    looks(&prepared(&encoded(&grey.into(), ImageFormat::Png)), [WHITE, [0; 3], WHITE, [0; 3]]);
}

#[test]
fn sixteen_bits_and_grey_come_out_right() {
    looks(&prepared(&encoded(&quarters(64, 64).into_rgb16().into(), ImageFormat::Png)), [RED, GREEN, BLUE, WHITE]);
    looks(&prepared(&encoded(&quarters(64, 64).into_rgb16().into(), ImageFormat::Tiff)), [RED, GREEN, BLUE, WHITE]);
    let deep = image::ImageBuffer::<Luma<u16>, _>::from_fn(64, 64, |x, y| Luma([if x < 32 { 0x8080 } else { 0xffff } >> u16::from(y < 32)]));
    looks(&prepared(&encoded(&deep.into(), ImageFormat::Png)), [[64; 3], [127; 3], [128; 3], WHITE]);
}

#[test]
fn colours_of_another_space_are_converted_to_srgb() {
    let image = image::RgbImage::from_pixel(64, 64, Rgb([200, 100, 50]));
    let plain = encoded(&image.into(), ImageFormat::Jpeg);
    // One segment holds a whole profile: number 1 of 1 (ICC.1, annex B.4).
    let tagged = |profile: ColorProfile| with_segment(&plain, 0xe2, b"ICC_PROFILE\0\x01\x01", &profile.encode().unwrap());
    looks(&prepared(&plain), [[200, 100, 50]; 4]);
    looks(&prepared(&tagged(ColorProfile::new_srgb())), [[200, 100, 50]; 4]);
    // By the published matrices, Display P3 (200, 100, 50) is about (215, 95, 38) in sRGB.
    let p3 = middles(&prepared(&tagged(ColorProfile::new_display_p3())))[0];
    assert!(p3.0[0] > 208 && p3.0[2] < 44, "{p3:?}");
    let broken = with_segment(&plain, 0xe2, b"ICC_PROFILE\0\x01\x01", b"no profile");
    looks(&prepared(&broken), [[200, 100, 50]; 4]);
}

#[test]
fn a_very_tall_strip_and_a_single_pixel_are_rendered() {
    let strip = prepare(&png(20, 20_000), &[10, 20]).unwrap();
    let sizes: Vec<_> = strip.renditions.iter().map(|one| (one.width, one.height)).collect();
    assert_eq!(sizes, [(10, 10_000), (16, 16_383)]);
    let pixel = prepared(&png(1, 1));
    assert_eq!((pixel.renditions.len(), pixel.renditions[0].width), (1, 1));
    assert!(prepare(&png(9, 9), &[]).unwrap().renditions.is_empty());
}
