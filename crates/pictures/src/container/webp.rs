use super::Blocks;

/// The metadata in the RIFF chunks (RFC 9649, section 2.7.1.5; XMP part 3, section 1.1.8).
pub(crate) fn blocks(bytes: &[u8]) -> Blocks<'_> {
    let mut blocks = Blocks::default();
    for (kind, content) in chunks(bytes) {
        match kind {
            // Some writers put the prefix that JPEG needs before the EXIF fields here as well.
            b"EXIF" => {
                blocks.exif.get_or_insert(content.strip_prefix(b"Exif\0\0").unwrap_or(content).into());
            }
            b"XMP " => blocks.add_xmp(content),
            _ => {}
        }
    }
    blocks
}

fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut rest = bytes.get(12..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (kind, after) = rest.split_first_chunk::<4>()?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let content = after.get(..u32::from_le_bytes(*length) as usize)?;
        // Chunks are padded to even lengths; the last may lack its padding.
        rest = after.get(content.len().next_multiple_of(2)..).unwrap_or_default();
        Some((kind, content))
    })
}
