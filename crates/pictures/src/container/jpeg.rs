use super::Blocks;

const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";

/// The most scans. Programs write a dozen; each costs a pass over all pixels and a few bytes only, so
/// that a small file could keep a processor busy for hours.
const MAX_SCANS: usize = 64;

const START_OF_SCAN: u8 = 0xda;
const END_OF_IMAGE: u8 = 0xd9;
const APP1: u8 = 0xe1;
const APP13: u8 = 0xed;

/// The metadata in the application segments before the first scan (XMP part 3, section 1.1.3; Exif
/// 2.32, section 4.7). Extended XMP (its section 1.1.3.1) is left: captions stand in the main packet.
pub(crate) fn blocks(bytes: &[u8]) -> Blocks<'_> {
    let mut blocks = Blocks::default();
    for (marker, content) in segments(bytes).take_while(|(marker, _)| *marker != START_OF_SCAN) {
        match marker {
            APP1 => {
                if let Some(exif) = content.strip_prefix(EXIF) {
                    blocks.exif.get_or_insert(exif.into());
                } else if let Some(packet) = content.strip_prefix(XMP) {
                    blocks.add_xmp(packet);
                }
            }
            APP13 => {
                if let Some(resources) = content.strip_prefix(PHOTOSHOP) {
                    blocks.add_resources(resources);
                }
            }
            _ => {}
        }
    }
    blocks
}

/// What is wrong with its scans, as far as that is seen without decoding them: there must be some, not
/// too many, and an end of the image after them.
pub(crate) fn fault(bytes: &[u8]) -> Option<&'static str> {
    let mut scans = 0;
    for (marker, _) in segments(bytes) {
        match marker {
            START_OF_SCAN => scans += 1,
            END_OF_IMAGE if scans == 0 => return Some("it has no pixels"),
            END_OF_IMAGE => return None,
            _ => {}
        }
        if scans > MAX_SCANS {
            return Some("its pixels are told over and over");
        }
    }
    Some("its end is missing")
}

/// The marker segments (ITU-T T.81, section B.1.1) and what each holds, entropy-coded data passed over.
fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut at = 2;
    std::iter::from_fn(move || {
        loop {
            // Anything up to the next marker is entropy-coded data, or padding that writers left.
            at += bytes.get(at..)?.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xff))?;
            let marker = *bytes.get(at + 1)?;
            at += 2;
            if matches!(marker, 0x01 | 0xd0..=0xd8) {
                continue;
            }
            if marker == END_OF_IMAGE {
                return Some((marker, &bytes[at..at]));
            }
            let length = usize::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
            let content = bytes.get(at + 2..at + length.max(2))?;
            at += length.max(2);
            return Some((marker, content));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_inside_a_thumbnail_is_not_the_end_of_the_picture() {
        let thumbnail = b"\xff\xd8\xff\xe1\x00\x06\xff\xd8\xff\xd9\xff\xda\x00\x02abc";
        assert_eq!(fault(thumbnail), Some("its end is missing"));
        assert_eq!(fault(&[thumbnail.as_slice(), b"\xff\x00\xff\xd0\xff\xd9after"].concat()), None);
        assert_eq!(fault(b"\xff\xd8\xff\xd9"), Some("it has no pixels"));
    }

    #[test]
    fn a_picture_with_countless_scans_is_refused() {
        let scans = |count| [b"\xff\xd8".as_slice(), &b"\xff\xda\x00\x02\x00".repeat(count), b"\xff\xd9"].concat();
        assert_eq!(fault(&scans(MAX_SCANS)), None);
        assert_eq!(fault(&scans(MAX_SCANS + 1)), Some("its pixels are told over and over"));
    }
}
