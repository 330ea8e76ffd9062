use crate::{Facts, date, text};

const IMAGE_DESCRIPTION: u16 = 0x010e;
const ARTIST: u16 = 0x013b;
const COPYRIGHT: u16 = 0x8298;
const EXIF_DIRECTORY: u16 = 0x8769;
const DATE_TIME_ORIGINAL: u16 = 0x9003;
const OFFSET_TIME_ORIGINAL: u16 = 0x9011;
/// XMP in a TIFF file (XMP part 3, section 1.1.9).
const XMP: u16 = 700;
/// IIM in a TIFF file, of whatever type it is declared.
const IIM: u16 = 33_723;
/// Photoshop's image resources in a TIFF file.
const RESOURCES: u16 = 34_377;

/// The most entries of one directory that are read.
const MAX_ENTRIES: usize = 512;
/// The most bytes of a text that are looked at.
const MAX_TEXT: usize = 16_000;

/// What is read of EXIF fields.
#[derive(Debug, Default)]
pub(crate) struct Fields<'a> {
    /// What the fields themselves say (Exif 2.32, sections 4.6.4 and 4.6.5).
    pub(crate) facts: Facts,
    /// An XMP packet among them, as TIFF files have it.
    pub(crate) xmp: Option<&'a [u8]>,
    /// IIM data sets among them.
    pub(crate) iim: Option<&'a [u8]>,
    /// Image resources among them.
    pub(crate) resources: Option<&'a [u8]>,
}

/// Reads a TIFF structure (TIFF 6.0, section 2), its first directory and the EXIF directory that this
/// names. What is broken in it is passed over.
///
/// Nothing is copied before its length is bounded: a field may declare the whole file as its text.
pub(crate) fn fields(bytes: &[u8]) -> Fields<'_> {
    let mut fields = Fields::default();
    let Some(tiff) = Tiff::open(bytes) else { return fields };
    let Some(start) = tiff.long(4) else { return fields };
    let (mut exif, mut taken, mut zone) = (None, None, None);
    for (tag, value) in tiff.directory(start) {
        match tag {
            IMAGE_DESCRIPTION => fields.facts.caption = words(value),
            ARTIST => fields.facts.byline = words(value),
            COPYRIGHT => fields.facts.copyright = words(value),
            XMP => fields.xmp = Some(value),
            IIM => fields.iim = Some(value),
            RESOURCES => fields.resources = Some(value),
            EXIF_DIRECTORY => exif = tiff.number(value),
            _ => {}
        }
    }
    for (tag, value) in exif.into_iter().flat_map(|start| tiff.directory(start)) {
        match tag {
            DATE_TIME_ORIGINAL => taken = words(value),
            OFFSET_TIME_ORIGINAL => zone = words(value),
            _ => {}
        }
    }
    fields.facts.date = taken.and_then(|taken| date::iso(&(taken + &zone.unwrap_or_default())));
    fields
}

/// A text. A copyright has two parts divided by a zero byte, the photographer's and the editor's;
/// others have one.
fn words(value: &[u8]) -> Option<String> {
    let value = &value[..value.len().min(MAX_TEXT)];
    let parts: Vec<String> = value.split(|&byte| byte == 0).take(2).filter_map(|part| text::tidy(&text::decoded(part))).collect();
    text::tidy(&parts.join(", "))
}

struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl<'a> Tiff<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        match bytes.first_chunk::<4>()? {
            b"II*\0" => Some(Self { bytes, little: true }),
            b"MM\0*" => Some(Self { bytes, little: false }),
            _ => None,
        }
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    fn number(&self, bytes: &[u8]) -> Option<usize> {
        let bytes = *bytes.first_chunk()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) } as usize)
    }

    fn long(&self, at: usize) -> Option<usize> {
        self.number(self.bytes.get(at..)?)
    }

    /// The tags of the directory at this offset with the bytes of their values.
    fn directory(&self, start: usize) -> impl Iterator<Item = (u16, &'a [u8])> {
        let count = usize::from(self.short(start).unwrap_or(0)).min(MAX_ENTRIES);
        (0..count).filter_map(move |index| self.entry(start + 2 + index * 12))
    }

    fn entry(&self, at: usize) -> Option<(u16, &'a [u8])> {
        let size = match self.short(at + 2)? {
            1 | 2 | 6 | 7 | 129 => 1,
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => return None,
        };
        let length = self.long(at + 4)?.checked_mul(size)?;
        // What fits into the four bytes of the offset stands there itself.
        let value = if length <= 4 { at + 8 } else { self.long(at + 8)? };
        Some((self.short(at)?, self.bytes.get(value..value.checked_add(length)?)?))
    }
}
