use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_KR, Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

use crate::Refusal;

/// A file's characters, and what was odd about them.
pub(super) struct Decoded {
    /// The characters, without a byte-order mark.
    pub text: String,
    /// A sentence for the report, where the file was not what it says.
    pub note: Option<String>,
}

/// How far into a file its own word on its encoding is looked for.
const HEAD: usize = 16_384;

/// Reads bytes as text: by byte-order mark, else as UTF-8 where they are valid UTF-8, else by what
/// the file says if that fits, else by detection.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return Ok(Decoded { text: text.into_owned(), note: None });
    }
    if let Some(what) = signature(bytes) {
        return Err(Refusal::NotText(what.to_owned()));
    }
    if let Some(encoding) = wide(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return Ok(Decoded { text: text.into_owned(), note: Some(format!("The file has no byte-order mark; it was read as {}.", encoding.name())) });
    }
    if is_binary(bytes) {
        return Err(Refusal::NotText("it holds bytes that no text has".to_owned()));
    }
    let declared = declared(&bytes[..bytes.len().min(HEAD)]);
    let (encoding, broken) = choose(bytes, declared);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let note = match declared {
        Some(said) if said != encoding => {
            Some(format!("The page says that it is written in {}, but it is not; it was read as {}.", said.name(), encoding.name()))
        }
        _ if broken => Some(format!("Some characters are damaged (read as {}).", encoding.name())),
        _ => None,
    };
    Ok(Decoded { text: text.into_owned(), note })
}

/// The encoding to read with, and whether characters are lost even so.
fn choose(bytes: &[u8], declared: Option<&'static Encoding>) -> (&'static Encoding, bool) {
    let utf8 = utf8_state(bytes);
    let other = declared.filter(|&said| said != UTF_8);
    if utf8.broken == 0 {
        let by_chance = utf8.two_byte <= 4 && utf8.longer == 0;
        return match other {
            Some(said) if said == ISO_2022_JP && bytes.contains(&0x1b) => (said, false),
            Some(said) if utf8.two_byte + utf8.longer == 0 => (said, false),
            Some(said) if by_chance && !said.is_single_byte() && losses(said, bytes) == 0 => (said, false),
            _ => (UTF_8, false),
        };
    }
    // A few bad bytes among many good characters are damage, not another encoding.
    if (utf8.two_byte + utf8.longer) > 10 * utf8.broken {
        return (UTF_8, true);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let guess = if losses(guess, bytes) > 0 && losses(EUC_KR, bytes) < losses(guess, bytes) { EUC_KR } else { guess };
    let chosen = match other {
        // Every byte is some letter in these, so that nothing was lost proves nothing.
        Some(said) if said.is_single_byte() && !guess.is_single_byte() && losses(guess, bytes) == 0 => guess,
        Some(said) if losses(said, bytes) <= losses(guess, bytes) => said,
        _ => guess,
    };
    (chosen, losses(chosen, bytes) > 0)
}

#[derive(Default)]
struct Utf8State {
    two_byte: usize,
    longer: usize,
    broken: usize,
}

/// Counts UTF-8's characters; one cut off by the file's end is not broken.
fn utf8_state(bytes: &[u8]) -> Utf8State {
    let mut state = Utf8State::default();
    for chunk in bytes.utf8_chunks() {
        for byte in chunk.valid().bytes() {
            match byte {
                0xc2..=0xdf => state.two_byte += 1,
                0xe0..=0xf4 => state.longer += 1,
                _ => {}
            }
        }
        let at_end = chunk.invalid().as_ptr_range().end == bytes.as_ptr_range().end;
        let cut = at_end && std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
        if !chunk.invalid().is_empty() && !cut {
            state.broken += 1;
        }
    }
    state
}

/// How many characters cannot be read in an encoding, in the first megabyte.
fn losses(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let sample = &bytes[..bytes.len().min(1_000_000)];
    let (text, lossy) = encoding.decode_without_bom_handling(sample);
    let lost = if lossy { text.matches('\u{fffd}').count() } else { 0 };
    // The file, or the sample, may end amid a character.
    lost.saturating_sub(usize::from(text.ends_with('\u{fffd}')))
}

/// What the head of the file says: `<?xml encoding=…`, `<meta charset=…`, `<meta content="…charset=…`.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head: String = head.iter().map(|&byte| if byte.is_ascii() { byte.to_ascii_lowercase() as char } else { ' ' }).collect();
    let label = |rest: &str| {
        let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))).unwrap_or(rest.len());
        Encoding::for_label(&rest.as_bytes()[..end])
    };
    let xml = head
        .trim_start()
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .and_then(|(inside, _)| inside.split_once("encoding"))
        .and_then(|(_, rest)| label(rest));
    let meta = head.match_indices("<meta").find_map(|(at, _)| {
        let tag = head[at..].split('>').next()?;
        tag.match_indices("charset").find_map(|(at, word)| label(&tag[at + word.len()..]))
    });
    // These were decoded from single bytes, so the file cannot be UTF-16 whatever it says.
    match xml.or(meta)? {
        said if said == UTF_16LE || said == UTF_16BE => Some(UTF_8),
        said if said == REPLACEMENT || said == X_USER_DEFINED => None,
        said => Some(said),
    }
}

/// UTF-16 without a mark, known by its zero bytes.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let half = sample.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    match half {
        0..4 => None,
        _ if odd * 10 > half * 3 && even * 20 < half => Some(UTF_16LE),
        _ if even * 10 > half * 3 && odd * 20 < half => Some(UTF_16BE),
        _ => None,
    }
}

fn signature(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 10] = [
        (b"%PDF-", "it is a PDF"),
        (b"PK\x03\x04", "it is a ZIP archive or an office document"),
        (b"\x89PNG", "it is a picture"),
        (b"\xff\xd8\xff", "it is a picture"),
        (b"GIF8", "it is a picture"),
        (b"RIFF", "it is a picture or a recording"),
        (b"\x1f\x8b", "it is compressed"),
        (b"\x28\xb5\x2f\xfd", "it is compressed"),
        (b"\x7fELF", "it is a program"),
        (b"\xd0\xcf\x11\xe0", "it is an office document"),
    ];
    KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, what)| *what)
}

fn is_binary(bytes: &[u8]) -> bool {
    let odd = |byte: &u8| matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    let share = |part: &[u8]| part.iter().filter(|byte| odd(byte)).count() * 100 > part.len();
    share(&bytes[..bytes.len().min(65_536)]) || share(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KOREAN: &str = "박진 외교부 장관은 13일 미국과의 회담에서 북한의 도발을 막아야 한다고 말했다. 똠방각하 펲시콜라.";

    fn page(label: &str, encoding: &'static Encoding) -> Vec<u8> {
        let html = format!("<html><head><meta charset=\"{label}\"><title>{KOREAN}</title></head><body><p>{KOREAN}</p></body></html>");
        encoding.encode(&html).0.into_owned()
    }

    #[test]
    fn korean_comes_out_right_whatever_the_page_says() {
        for label in ["euc-kr", "cp949", "ks_c_5601-1987", "utf-8", "iso-8859-1", "nonsense", "windows-1252"] {
            for encoding in [UTF_8, EUC_KR] {
                let decoded = decode(&page(label, encoding)).unwrap();
                assert!(decoded.text.contains(KOREAN), "{label} said, {} written", encoding.name());
                let right = Encoding::for_label(label.as_bytes()).is_none_or(|said| said == encoding);
                assert_eq!(decoded.note.is_none(), right, "{label} {:?}", decoded.note);
            }
        }
    }

    #[test]
    fn a_short_korean_page_keeps_the_encoding_it_names() {
        let bytes = EUC_KR.encode("<meta charset=euc-kr><p>English words and 가나</p>").0.into_owned();
        assert!(decode(&bytes).unwrap().text.contains("가나"));
    }

    #[test]
    fn a_cut_character_does_not_spoil_the_rest() {
        let bytes = page("utf-8", UTF_8);
        let cut = bytes.iter().rposition(|&byte| byte == 0xeb || byte == 0xed || byte == 0xec).unwrap() + 1;
        let decoded = decode(&bytes[..cut]).unwrap();
        assert!(decoded.text.contains(KOREAN) && decoded.note.is_none());
    }

    #[test]
    fn one_bad_byte_is_damage_and_not_another_encoding() {
        let mut bytes = page("utf-8", UTF_8);
        bytes.extend_from_slice(b"<p>\xb0\xff</p>");
        let decoded = decode(&bytes).unwrap();
        assert!(decoded.text.contains(KOREAN) && decoded.note.is_some());
    }

    #[test]
    fn pictures_archives_and_noise_are_not_text() {
        let noise: Vec<u8> = (0u32..5000).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [&b"\x89PNG\r\n\x1a\n0000"[..], b"PK\x03\x04....", b"%PDF-1.7", &noise] {
            assert!(matches!(decode(bytes), Err(Refusal::NotText(_))));
        }
    }

    #[test]
    fn utf_16_is_read_with_and_without_its_mark() {
        let units: Vec<u8> = "<p>Hello there, reader</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(decode(&units).unwrap().text.contains("Hello there"));
        let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(units).collect();
        assert_eq!(decode(&marked).unwrap().note, None);
    }
}
