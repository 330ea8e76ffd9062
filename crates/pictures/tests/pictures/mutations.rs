use image::ImageFormat;
use pictures::{Facts, MAX_PIXELS, prepare};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any};
use proptest::sample::Index;
use proptest::{prop_assert, proptest};

use crate::fixtures::{encoded, iim, jpeg, png, quarters, tiff_fields, with_chunk, with_exif, with_iim, with_xmp, xmp};

/// Small pictures of every kind, the first with all metadata.
fn seeds() -> Vec<Vec<u8>> {
    let fields = tiff_fields(6, &[(0x010e, b"caption"), (0x013b, b"artist")]);
    let full = with_exif(&jpeg(24, 16), &fields);
    let full = with_iim(&full, &iim(&[(1, 90, b"\x1b%G"), (2, 120, b"caption"), (2, 80, b"Kim")]));
    let full = with_xmp(&full, &xmp("photoshop:Credit='AP'", "<dc:creator><rdf:Seq><rdf:li>Kim</rdf:li></rdf:Seq></dc:creator>"));
    let others = [ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Tiff, ImageFormat::Bmp].map(|format| encoded(&quarters(24, 16), format));
    [full, with_chunk(&png(24, 16), b"eXIf", &fields), fields].into_iter().chain(others).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_spoilt_picture_is_rendered_or_refused_but_never_breaks_anything(
        seed in any::<Index>(),
        changes in vec((any::<Index>(), any::<u8>()), 1..12),
        cut in any::<Index>(),
        whole in any::<bool>(),
    ) {
        let seeds = seeds();
        let mut bytes = seed.get(&seeds).clone();
        for (at, byte) in &changes {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        if !whole {
            bytes.truncate(cut.index(bytes.len()));
        }
        let facts = Facts::read(&bytes);
        match prepare(&bytes, &[8, 16, 32]) {
            Ok(prepared) => {
                prop_assert!(u64::from(prepared.width) * u64::from(prepared.height) <= MAX_PIXELS);
                prop_assert!(!prepared.renditions.is_empty());
                prop_assert!(prepared.facts == facts);
            }
            Err(error) => prop_assert!(error.to_string().ends_with('.')),
        }
    }

    #[test]
    fn any_bytes_at_all_are_answered(bytes in vec(any::<u8>(), 0..400), start in any::<Index>()) {
        let starts: [&[u8]; 7] = [b"", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"II*\0", b"BM"];
        let bytes = [start.get(&starts), &bytes[..]].concat();
        Facts::read(&bytes);
        let _ = prepare(&bytes, &[8]);
    }
}
