//! Files from other projects' test suites. They are no part of the repository; where they are not at
//! hand, a line says so and nothing is tested.

use std::path::{Path, PathBuf};

use pictures::{Facts, MAX_PIXELS, PictureError, Prepared, prepare};

use crate::fixtures::{close, shown};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");

/// The files of a folder by name, with their bytes.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(DATA).join(folder);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not here", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    paths.sort();
    paths.iter().map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap())).collect()
}

/// The results of a folder, printed and checked to be within bounds.
fn results(folder: &str) -> Vec<(String, Result<Prepared, PictureError>)> {
    let results: Vec<_> = files(folder).into_iter().map(|(name, bytes)| (name, prepare(&bytes, &[320]))).collect();
    for (name, result) in &results {
        match result {
            Ok(prepared) => {
                assert!(!prepared.renditions.is_empty(), "{name}");
                assert!(u64::from(prepared.width) * u64::from(prepared.height) <= MAX_PIXELS, "{name}");
                println!("{name}: {} × {} {:?}", prepared.width, prepared.height, prepared.facts);
            }
            Err(error) => println!("{name}: {error}"),
        }
    }
    results
}

/// The names of those that were refused.
fn refused(results: &[(String, Result<Prepared, PictureError>)]) -> Vec<&str> {
    results.iter().filter(|(_, result)| result.is_err()).map(|(name, _)| &name[..]).collect()
}

/// Pictures that are spoilt or of kinds that hardly anybody meets, and that our decoders refuse.
const RARE: [&str; 10] = [
    "bmp__images__lenient__badplanes.bmp",
    "bmp__images__lenient__badrle.bmp",
    "bmp__images__lenient__pal8oversizepal.bmp",
    "bmp__images__lenient__rgb16-880.bmp",
    "bmp__images__lenient__rle_overflow.bmp",
    "bmp__images__lenient__rletopdown.bmp",
    "bmp__images__rgb24rle24.bmp",
    "bmp__images__rgba32abf.bmp",
    "tiff__testsuite__cmyk_u8_trunc_case.tif",
    "tiff__testsuite__ycbcr_jpeg_8bit.tif",
];

#[test]
fn pictures_of_decoders_test_suites_are_decoded_and_broken_ones_refused() {
    let results = results("images/decode");
    let refused = refused(&results);
    for (name, _) in &results {
        let bad = name.contains("__Bad_") || name.starts_with("ico__") || name.ends_with(".tga") || name.ends_with(".md") || name.ends_with(".txt");
        if bad {
            assert!(refused.contains(&&name[..]), "{name} was taken");
        } else if !name.starts_with("regression__") && !RARE.contains(&&name[..]) {
            assert!(!refused.contains(&&name[..]), "{name} was refused");
        }
    }
}

#[test]
fn pictures_of_old_cameras_are_rendered() {
    assert_eq!(refused(&results("images/exif")), [""; 0]);
}

#[test]
fn pictures_with_signed_histories_are_rendered() {
    let results = results("images/c2pa");
    if !results.is_empty() {
        let no_rasters = ["cloud_manifest.c2pa", "sample1.avif", "sample1.svg", "sample3.svg", "sample4.svg", "sample5.svg", "tiff_poc.tiff"];
        assert_eq!(refused(&results), no_rasters);
    }
}

/// The picture of four inks is greenish brown on the whole, by another program's conversion.
fn assert_inks_became_light(prepared: &Prepared) {
    let pixels = shown(&prepared.renditions[0].webp);
    let count = pixels.pixels().len() as u32;
    let mean = [0, 1, 2].map(|channel| (pixels.pixels().map(|pixel| u32::from(pixel.0[channel])).sum::<u32>() / count) as u8);
    assert!(close(image::Rgb(mean), [83, 103, 50]), "{mean:?}");
}

#[test]
fn press_pictures_are_rendered_with_their_captions_and_credits() {
    for (name, result) in results("images/press") {
        if name == "grid__cmyk.jpg" {
            assert_inks_became_light(result.as_ref().unwrap());
        }
        let facts: Facts = result.unwrap_or_else(|error| panic!("{name}: {error}")).facts;
        let expected = match &name[..] {
            "grid__cmyk.jpg" => "Christopher Furlong/Getty Images",
            "grid__cech.jpg" => "Phil Cole/Getty Images",
            "grid__corbis.jpg" => "© Mike Cardew/ZUMA Press/Corbis",
            "grid__guardian-turner.jpg" => "Graham Turner",
            "grid__rgb-wo-profile.jpg" => "PAT HEALY/RACINGFOTOS.COM",
            _ => continue,
        };
        assert_eq!(facts.credit_line().as_deref(), Some(expected), "{name}");
        assert!(facts.caption.is_some_and(|caption| caption.len() > 100), "{name}");
    }
}

#[test]
fn hostile_uploads_come_out_clean_or_not_at_all() {
    for (name, result) in results("hostile/uploads") {
        let is_raster = [".png", ".jpg", ".jpeg"].iter().any(|end| name.ends_with(end));
        assert!(is_raster || matches!(result, Err(PictureError::NotAPicture(_))), "{name}");
        for one in result.iter().flat_map(|prepared| &prepared.renditions) {
            assert_eq!(&one.webp[12..16], b"VP8 ", "{name}");
            assert!(!one.webp.windows(7).any(|window| window == b"<script" || window == b"<?php e"), "{name}");
        }
    }
}
