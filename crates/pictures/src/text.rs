use encoding_rs::{EUC_KR, WINDOWS_1252};

/// The longest value that is kept, in characters. IPTC allows a caption 2,000.
const MAX_VALUE: usize = 4_000;

/// Text in an encoding that nobody named.
///
/// UTF-8 if it is that; else Korean, if what is beyond ASCII stands in pairs that are all Hangul or
/// Korean punctuation, as in the archives of Korean agencies; else Windows' Latin letters.
pub(crate) fn decoded(bytes: &[u8]) -> String {
    if let Ok(text) = str::from_utf8(bytes) {
        return text.to_owned();
    }
    if let Some(text) = EUC_KR.decode_without_bom_handling_and_without_replacement(bytes)
        && is_korean(&text)
    {
        return text.into_owned();
    }
    WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
}

/// Whether half or more of what is beyond ASCII is Hangul. Accented Latin letters that happen to form
/// pairs give rare ideographs and box drawings as well, so they do not pass for it.
fn is_korean(text: &str) -> bool {
    let (mut hangul, mut other) = (0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        if matches!(c, '\u{ac00}'..='\u{d7a3}') { hangul += 1 } else { other += 1 }
    }
    hangul > 1 && hangul >= other
}

/// A value on one line, bounded in length; `None` if nothing is left.
pub(crate) fn tidy(value: &str) -> Option<String> {
    let end = value.char_indices().nth(MAX_VALUE).map_or(value.len(), |(at, _)| at);
    let line = model::squeeze(value[..end].trim_matches('\0'));
    (!line.is_empty()).then_some(line)
}

/// Whether a caption is what a camera or a program puts where nobody wrote one.
pub(crate) fn is_placeholder(caption: &str) -> bool {
    const WHOLE: [&str; 11] = [
        "SONY DSC",
        "SAMSUNG",
        "SAMSUNG CSC",
        "MINOLTA DIGITAL CAMERA",
        "DCF 1.0",
        "EXIF_JPEG_PICTURE",
        "EXIF JPEG",
        "CREATED WITH GIMP",
        "DEFAULT",
        "UNTITLED",
        "SCREENSHOT",
    ];
    let caption = caption.to_ascii_uppercase();
    WHOLE.contains(&caption.as_str())
        || caption.ends_with("DIGITAL CAMERA") && caption.len() < 40
        || caption.starts_with("<DIGIMAX") && caption.ends_with('>')
        || is_file_name(&caption)
}

/// `DSC_0123`, `IMG_20240102_101112.JPG`, `P1010001`: letters known from cameras, then digits.
fn is_file_name(caption: &str) -> bool {
    let stem = [".JPG", ".JPEG", ".TIF", ".PNG", ".HEIC"].iter().find_map(|end| caption.strip_suffix(end)).unwrap_or(caption);
    ["DSCN", "DSCF", "DSC", "IMG", "PXL", "P", "IMAGE"].iter().any(|start| {
        stem.strip_prefix(start).is_some_and(|rest| rest.len() >= 4 && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_' || byte == b'-'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_no_named_encoding_is_utf_8_or_korean_or_latin() {
        assert_eq!(decoded("서울 é".as_bytes()), "서울 é");
        assert_eq!(decoded(b"[\xbc\xad\xbf\xef=\xbf\xac\xc7\xd5\xb4\xba\xbd\xba] Kim"), "[서울=연합뉴스] Kim");
        assert_eq!(decoded(b"J\xfcrgen M\xfcller \x93Z\xfcrich\x94 \xa9 2020"), "Jürgen Müller “Zürich” © 2020");
        assert_eq!(decoded(b"\xa9\xae"), "©®");
    }

    #[test]
    fn what_a_camera_writes_is_no_caption() {
        for caption in [
            "OLYMPUS DIGITAL CAMERA",
            "SONY DSC",
            "KONICA MINOLTA DIGITAL CAMERA",
            "DSC_0123.JPG",
            "img_20240102_101112",
            "<Digimax i50 MP3, Samsung #1 MP3>",
        ] {
            assert!(is_placeholder(caption), "{caption}");
        }
        for caption in ["P. Kim at work", "Sony's new camera", "DSC 2024 conference", "He holds an Olympus digital camera that he found in Busan"] {
            assert!(!is_placeholder(caption), "{caption}");
        }
    }
}
