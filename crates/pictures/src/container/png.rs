use std::io::Read;

use flate2::read::ZlibDecoder;

use super::{Blocks, MAX_BLOCK, hex};

/// The metadata in the chunks (PNG third edition, section 11.3): XMP in `iTXt` (XMP part 3, section
/// 1.1.5), EXIF in `eXIf`, and what ImageMagick writes in hexadecimal as a “raw profile”.
pub(crate) fn blocks(bytes: &[u8]) -> Blocks<'_> {
    let mut blocks = Blocks::default();
    for (kind, content) in chunks(bytes) {
        match kind {
            b"eXIf" => {
                blocks.exif.get_or_insert(content.into());
            }
            b"iTXt" => {
                if let Some((b"XML:com.adobe.xmp", text)) = split(content)
                    && let Some(packet) = international(text)
                {
                    blocks.add_xmp(packet);
                }
            }
            b"tEXt" => {
                if let Some((keyword, text)) = split(content) {
                    raw_profile(&mut blocks, keyword, || Some(text.to_vec()));
                }
            }
            b"zTXt" => {
                // One byte names the method of compression; there is but one.
                if let Some((keyword, [0, packed @ ..])) = split(content) {
                    raw_profile(&mut blocks, keyword, || inflated(packed));
                }
            }
            _ => {}
        }
    }
    blocks
}

/// The chunks up to the end, wherever the pixels stand among them.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut rest = bytes.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (kind, after) = after.split_first_chunk::<4>()?;
        let content = after.get(..u32::from_be_bytes(*length) as usize)?;
        rest = after.get(content.len() + 4..)?;
        Some((kind, content))
    })
}

/// A keyword and what follows its zero byte.
fn split(content: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = content.iter().take(80).position(|&byte| byte == 0)?;
    Some((&content[..end], &content[end + 1..]))
}

/// The text of an `iTXt` chunk: compression flag, method, language, translated keyword, text.
fn international(content: &[u8]) -> Option<Vec<u8>> {
    let (&[flag, _method], rest) = content.split_first_chunk::<2>()?;
    let mut parts = rest.splitn(3, |&byte| byte == 0);
    let text = parts.nth(2)?;
    if flag == 0 { (text.len() <= MAX_BLOCK).then(|| text.to_vec()) } else { inflated(text) }
}

/// Unpacked, if it does not grow beyond bounds.
fn inflated(packed: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    ZlibDecoder::new(packed).take(MAX_BLOCK as u64 + 1).read_to_end(&mut text).ok()?;
    (text.len() <= MAX_BLOCK).then_some(text)
}

fn raw_profile(blocks: &mut Blocks<'_>, keyword: &[u8], text: impl FnOnce() -> Option<Vec<u8>>) {
    let Some(name) = keyword.strip_prefix(b"Raw profile type ") else { return };
    if !matches!(name, b"exif" | b"APP1" | b"iptc" | b"8bim" | b"xmp") {
        return;
    }
    let Some(content) = text().and_then(|text| hex::raw_profile(&text)) else { return };
    match name {
        b"xmp" => blocks.add_xmp(content),
        // ImageMagick calls image resources “iptc” too; they say themselves what they are.
        b"iptc" | b"8bim" if content.starts_with(b"8BIM") => blocks.add_resources(&content),
        b"iptc" if blocks.iim.is_empty() => blocks.iim = content,
        b"exif" | b"APP1" => {
            if let Some(exif) = content.strip_prefix(b"Exif\0\0") {
                blocks.exif.get_or_insert(exif.to_vec().into());
            } else if let Some(packet) = content.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0") {
                blocks.add_xmp(packet.to_vec());
            }
        }
        _ => {}
    }
}
