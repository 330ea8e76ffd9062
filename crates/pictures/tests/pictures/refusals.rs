use pictures::{MAX_BYTES, PictureError, WIDTHS, prepare};

use crate::fixtures::{chunk, jpeg, packed_zeros, png, png_claiming, with_chunk};

fn refused(bytes: &[u8]) -> PictureError {
    prepare(bytes, &WIDTHS).expect_err("it was taken")
}

#[test]
fn nothing_is_not_a_picture() {
    assert_eq!(refused(b""), PictureError::Empty);
}

#[test]
fn what_is_no_picture_is_refused_by_what_it_is_and_not_by_its_name() {
    let cases: [(&[u8], &str); 14] = [
        (b"<!DOCTYPE html><html><body>photo.jpg</body></html>", "a web page"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "an SVG drawing"),
        (b"<?xml version='1.0'?><feed/>", "an XML document"),
        (b"%PDF-1.7", "a PDF document"),
        (b"PK\x03\x04word/document.xml", "a packed file (ZIP, Word or the like)"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC picture from a phone"),
        (b"\0\0\0\x18ftypavif\0\0\0\0", "an AVIF picture"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "a film"),
        (b"8BPS\0\x01", "a Photoshop document"),
        (b"\0\0\x01\0\x01\0", "an icon"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "a sound or film"),
        (b"push graphic-context\nviewbox 0 0 640 480", "a text"),
        ("BMW는 오늘".as_bytes(), "a text"),
        (b"\x01\0\x02\xff", "a file of an unknown kind"),
    ];
    for (bytes, kind) in cases {
        assert_eq!(refused(bytes), PictureError::NotAPicture(kind.to_owned()));
    }
}

#[test]
fn a_file_beyond_the_bound_is_refused_unread() {
    let mut bytes = jpeg(8, 8);
    bytes.resize(MAX_BYTES + 1, 0);
    assert_eq!(refused(&bytes), PictureError::TooLarge { bytes: MAX_BYTES + 1 });
}

#[test]
fn a_picture_that_claims_too_many_pixels_is_refused_before_it_is_decoded() {
    let bomb = png_claiming(60_000, 60_000, &packed_zeros(1 << 20));
    assert_eq!(refused(&bomb), PictureError::TooManyPixels { width: 60_000, height: 60_000 });

    let mut screen = b"GIF89a\xff\xff\xff\xff\0\0\0".to_vec();
    screen.extend(b",\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;");
    assert_eq!(refused(&screen), PictureError::TooManyPixels { width: 65_535, height: 65_535 });

    let mut tall = jpeg(16, 16);
    let frame = tall.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    tall[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert_eq!(refused(&tall), PictureError::TooManyPixels { width: 65_535, height: 65_535 });
}

#[test]
fn sixteen_bit_colour_is_bounded_by_its_memory() {
    let header = [&7_000_u32.to_be_bytes()[..], &7_000_u32.to_be_bytes(), &[16, 6, 0, 0, 0]].concat();
    let bytes = [b"\x89PNG\r\n\x1a\n".as_slice(), &chunk(b"IHDR", &header), &chunk(b"IDAT", &packed_zeros(1 << 16)), &chunk(b"IEND", b"")].concat();
    assert_eq!(refused(&bytes), PictureError::TooManyPixels { width: 7_000, height: 7_000 });
}

#[test]
fn more_packed_pixels_than_declared_do_no_harm() {
    let bytes = png_claiming(8, 8, &packed_zeros(64 << 20));
    if let Ok(prepared) = prepare(&bytes, &WIDTHS) {
        assert_eq!((prepared.width, prepared.height), (8, 8));
    }
}

#[test]
fn packed_texts_and_profiles_that_grow_do_no_harm() {
    let bomb = packed_zeros(128 << 20);
    for (kind, before) in [(b"iCCP", b"x\0\0".as_slice()), (b"zTXt", b"Raw profile type iptc\0\0"), (b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0")] {
        let bytes = with_chunk(&png(16, 16), kind, &[before, &bomb].concat());
        if let Ok(prepared) = prepare(&bytes, &WIDTHS) {
            assert_eq!(prepared.facts, pictures::Facts::default());
        }
    }
}

#[test]
fn a_picture_cut_off_anywhere_is_refused() {
    let whole = [jpeg(64, 48), png(64, 48)];
    for bytes in &whole {
        assert!(prepare(bytes, &WIDTHS).is_ok());
        for part in [3, 10, 40, 60, 90] {
            let cut = &bytes[..bytes.len() * part / 100];
            assert!(matches!(refused(cut), PictureError::Damaged { .. } | PictureError::NotAPicture(_)), "{part} %");
        }
    }
    let sentence = refused(&whole[0][..whole[0].len() - 2]).to_string();
    assert_eq!(sentence, "This JPEG picture is damaged or cut off (its end is missing); export it anew from the original and upload that.");
}

#[test]
fn what_only_begins_like_a_picture_is_damaged() {
    // The letters after its first six make a size.
    assert!(matches!(refused(b"GIF89a<script>alert(1)</script>"), PictureError::TooManyPixels { .. }));
    for bytes in [
        &b"GIF89a\x01\0\x01\0\0\0\0<script>alert(1)</script>"[..],
        b"\xff\xd8\xff\xe0<?php system($_GET[0]); ?>",
        b"\x89PNG\r\n\x1a\n<html>",
        b"II*\0\x08\0\0\0",
    ] {
        assert!(matches!(refused(bytes), PictureError::Damaged { .. }));
    }
}

#[test]
fn every_refusal_says_what_to_do() {
    let errors = [
        PictureError::Empty,
        PictureError::NotAPicture("an SVG drawing".to_owned()),
        PictureError::TooLarge { bytes: MAX_BYTES + 1 },
        PictureError::TooManyPixels { width: 60_000, height: 60_000 },
        PictureError::Damaged { kind: "PNG", why: "its data end too soon".to_owned() },
    ];
    let sentences = errors.map(|error| error.to_string());
    assert_eq!(
        sentences,
        [
            "The file is empty; choose the picture again and upload it once more.",
            "This is an SVG drawing, which cannot be taken as a picture; export it as JPEG, PNG or WebP and upload that.",
            "The file has 41 MB, and at most 40 MB are taken; save it as JPEG or make it smaller.",
            "The picture has 60000 × 60000 pixels, and at most 64 million are taken (fewer in 16-bit colour); scale it down and upload that.",
            "This PNG picture is damaged or cut off (its data end too soon); export it anew from the original and upload that.",
        ]
    );
}
