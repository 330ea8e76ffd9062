use crate::{Facts, date, text};

/// The id of the image resource that holds IIM data sets (Photoshop file formats, image resource IDs).
const IIM_RESOURCE: u16 = 0x0404;

/// The most data sets that are read.
const MAX_SETS: usize = 2_000;

/// The IIM data sets among Photoshop's image resources: signature, id, a name padded to even length,
/// a length, and data padded likewise.
pub(crate) fn in_resources(mut resources: &[u8]) -> Vec<u8> {
    let mut iim = Vec::new();
    while let Some((id, data, rest)) = resource(resources) {
        if id == IIM_RESOURCE {
            iim.extend_from_slice(data);
        }
        resources = rest;
    }
    iim
}

fn resource(bytes: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let (signature, rest) = bytes.split_first_chunk::<4>()?;
    if !matches!(signature, b"8BIM" | b"PHUT" | b"DCSR" | b"AgHg" | b"MeSa") {
        return None;
    }
    let (id, rest) = rest.split_first_chunk::<2>()?;
    let name = 1 + usize::from(*rest.first()?);
    let (length, rest) = rest.get(name.next_multiple_of(2)..)?.split_first_chunk::<4>()?;
    let length = u32::from_be_bytes(*length) as usize;
    let data = rest.get(..length)?;
    let rest = rest.get(length.next_multiple_of(2)..).unwrap_or_default();
    Some((u16::from_be_bytes(*id), data, rest))
}

/// The facts in IIM data sets (IPTC IIM 4.2, chapter 6: record 2).
pub(crate) fn facts(iim: &[u8]) -> Facts {
    let mut facts = Facts::default();
    let (mut utf8, mut day, mut clock, mut bylines) = (false, None, None, Vec::new());
    for (record, set, data) in Sets(iim).take(MAX_SETS) {
        // 1:90 names the character set by an escape sequence (chapter 5 and ISO 2022).
        if (record, set) == (1, 90) {
            utf8 = data == b"\x1b%G";
        }
        if record != 2 {
            continue;
        }
        // Files that claim UTF-8 and hold something else exist; those are guessed at like the rest.
        let text = if utf8 { String::from_utf8(data.to_vec()).unwrap_or_else(|_| text::decoded(data)) } else { text::decoded(data) };
        let Some(value) = text::tidy(&text) else { continue };
        match set {
            120 => Facts::fill(&mut facts.caption, value),
            110 => Facts::fill(&mut facts.credit, value),
            115 => Facts::fill(&mut facts.source, value),
            40 => Facts::fill(&mut facts.instructions, value),
            116 => Facts::fill(&mut facts.copyright, value),
            105 => Facts::fill(&mut facts.headline, value),
            80 => bylines.push(value),
            25 => facts.add_keyword(value),
            55 => day = Some(value),
            60 => clock = Some(value),
            _ => {}
        }
    }
    facts.byline = Facts::people(bylines);
    facts.date = day.and_then(|day| clock.and_then(|clock| date::iso(&format!("{day}T{clock}"))).or_else(|| date::iso(&day)));
    facts
}

/// Data sets one after another (chapter 3): a tag marker, record, number, length, data.
struct Sets<'a>(&'a [u8]);

impl<'a> Iterator for Sets<'a> {
    type Item = (u8, u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (&[marker, record, set, high, low], mut rest) = self.0.split_first_chunk::<5>()?;
        if marker != 0x1c {
            return None;
        }
        let mut length = usize::from(u16::from_be_bytes([high, low]));
        // An extended data set: the number says how many bytes the length itself takes.
        if length & 0x8000 != 0 {
            let digits = rest.get(..length & 0x7fff).filter(|digits| digits.len() <= 4)?;
            rest = &rest[digits.len()..];
            length = digits.iter().fold(0, |length, &digit| length << 8 | usize::from(digit));
        }
        let data = rest.get(..length)?;
        self.0 = &rest[length..];
        Some((record, set, data))
    }
}
