use image::ImageFormat;

use crate::PictureError;

/// A kind of picture that we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Jpeg,
    Png,
    Gif,
    WebP,
    Tiff,
    Bmp,
}

impl Kind {
    /// What people call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Jpeg => "JPEG",
            Kind::Png => "PNG",
            Kind::Gif => "GIF",
            Kind::WebP => "WebP",
            Kind::Tiff => "TIFF",
            Kind::Bmp => "BMP",
        }
    }

    /// What the decoders call it.
    pub(crate) fn format(self) -> ImageFormat {
        match self {
            Kind::Jpeg => ImageFormat::Jpeg,
            Kind::Png => ImageFormat::Png,
            Kind::Gif => ImageFormat::Gif,
            Kind::WebP => ImageFormat::WebP,
            Kind::Tiff => ImageFormat::Tiff,
            Kind::Bmp => ImageFormat::Bmp,
        }
    }

    /// The error that a picture of this kind is broken.
    pub(crate) fn damaged(self, why: impl Into<String>) -> PictureError {
        PictureError::Damaged { kind: self.name(), why: why.into() }
    }
}

/// The kind by the first bytes, or the refusal with a guess at what it is instead.
pub(crate) fn kind(bytes: &[u8]) -> Result<Kind, PictureError> {
    Ok(match bytes {
        [0xff, 0xd8, 0xff, ..] => Kind::Jpeg,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Kind::Png,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Kind::Gif,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Kind::WebP,
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] | [b'I', b'I', 43, 0, ..] | [b'M', b'M', 0, 43, ..] => Kind::Tiff,
        // Two letters may begin anything; a bitmap's header length (at byte 14) settles it.
        [b'B', b'M', _, _, _, _, _, _, _, _, _, _, _, _, 12..=124, _, 0, 0, ..] => Kind::Bmp,
        _ => return Err(PictureError::NotAPicture(guess(bytes).to_owned())),
    })
}

/// What a file that is none of ours seems to be.
fn guess(bytes: &[u8]) -> &'static str {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if let Some(brand) = bytes.get(4..12).and_then(|b| b.strip_prefix(b"ftyp")) {
        return match brand {
            b"avif" | b"avis" => "an AVIF picture",
            b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1" => "a HEIC picture from a phone",
            b"crx " => "a camera's raw picture",
            _ => "a film",
        };
    }
    if starts(b"%PDF") {
        "a PDF document"
    } else if starts(b"8BPS") {
        "a Photoshop document"
    } else if starts(b"%!PS") || starts(&[0xc5, 0xd0, 0xd3, 0xc6]) {
        "a PostScript drawing"
    } else if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") || starts(&[0x1f, 0x8b]) || starts(b"7z\xbc\xaf") || starts(b"Rar!") {
        "a packed file (ZIP, Word or the like)"
    } else if starts(&[0, 0, 1, 0]) || starts(&[0, 0, 2, 0]) {
        "an icon"
    } else if starts(&[0x1a, 0x45, 0xdf, 0xa3]) || starts(b"OggS") {
        "a film"
    } else if starts(b"ID3") || starts(b"RIFF") || starts(b"fLaC") {
        "a sound or film"
    } else if starts(&[0xff, 0x0a]) || starts(b"\0\0\0\x0cJXL ") || starts(b"\0\0\0\x0cjP  ") {
        "a picture of a rare kind"
    } else if starts(b"MZ") || starts(b"\x7fELF") || starts(b"#!") {
        "a program"
    } else {
        guess_text(bytes)
    }
}

/// What a text is, by what stands near its beginning.
fn guess_text(bytes: &[u8]) -> &'static str {
    let head = &bytes[..bytes.len().min(1024)];
    if head.contains(&0) {
        return "a file of an unknown kind";
    }
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let has = |tag: &str| head.contains(tag);
    if has("<svg") || has("svg.dtd") || has("<!doctype svg") {
        "an SVG drawing"
    } else if has("<!doctype html") || has("<html") || has("<script") || has("<body") {
        "a web page"
    } else if head.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        "an XML document"
    } else if head.chars().filter(|&c| c == '\u{fffd}').count() < 4 {
        "a text"
    } else {
        "a file of an unknown kind"
    }
}
