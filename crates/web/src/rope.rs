//! A finished page as a rope of pieces, each compressed by itself, and the count that is patched in
//! between them as the page is sent.
//!
//! In gzip (RFC 1952) each piece is a run of deflate blocks that ends on a whole byte (RFC 1951; a sync
//! flush), and the count a stored block of fixed width. So neither a list that changed nor a count
//! costs the compression of anything else: pieces are set one after the other, and their checksums are
//! combined.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::body::Bytes;
use flate2::{Compress, CompressError, Compression, Crc, FlushCompress};
use sha2::{Digest, Sha256};

/// As many characters as the largest count has, with a sign between each three.
const WIDEST: usize = 26;
/// Magic, deflate, no flags, no time, no hint, unknown system.
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
/// The last block: final, fixed codes, empty.
const LAST: [u8; 2] = [3, 0];
/// What stands before the bytes of a stored block: its header, its length and the length's complement.
const STORED: usize = 5;

/// How the bytes of a page are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coding {
    Identity,
    Gzip,
}

impl Coding {
    /// As it stands in `Content-Encoding`.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Coding::Identity => None,
            Coding::Gzip => Some("gzip"),
        }
    }
}

/// Text that stands still, and the same compressed, once somebody has asked for that.
#[derive(Debug)]
pub(crate) struct Piece {
    text: Box<[u8]>,
    packed: OnceLock<Box<[u8]>>,
    effort: Compression,
    crc: u32,
    shift: u32,
    digest: [u8; 16],
}

impl Piece {
    pub fn new(text: impl Into<Vec<u8>>) -> Self {
        Self::made(text.into(), Compression::new(6))
    }

    /// A piece that soon makes room for another: to pack it must cost little.
    pub fn of_a_moment(text: impl Into<Vec<u8>>) -> Self {
        Self::made(text.into(), Compression::new(1))
    }

    fn made(text: Vec<u8>, effort: Compression) -> Self {
        let mut digest = [0; 16];
        digest.copy_from_slice(&Sha256::digest(&text)[..16]);
        Self { packed: OnceLock::new(), effort, crc: checksum(&text), shift: shift(text.len() as u64), digest, text: text.into() }
    }

    /// Bytes in memory, about: a page of text packs to less than half of itself.
    pub fn weight(&self) -> usize {
        self.text.len() * 3 / 2
    }

    fn packed(&self) -> &[u8] {
        self.packed.get_or_init(|| packed(&self.text, self.effort))
    }

    fn coded(&self, coding: Coding) -> &[u8] {
        match coding {
            Coding::Identity => &self.text,
            Coding::Gzip => self.packed(),
        }
    }
}

/// What packs, per effort, when it is not packing: its tables are larger than most texts, and are made once.
static PACKERS: Mutex<BTreeMap<u32, Vec<Compress>>> = Mutex::new(BTreeMap::new());
/// So many of one effort are kept, some three hundred kilobytes each.
const MOST_PACKERS: usize = 8;

/// Deflate blocks without a last one. To pack in memory does not fail; if it did, the text would stand there as it is.
fn packed(text: &[u8], effort: Compression) -> Box<[u8]> {
    let packers = || PACKERS.lock().unwrap_or_else(PoisonError::into_inner);
    let mut packer = packers().get_mut(&effort.level()).and_then(Vec::pop).unwrap_or_else(|| Compress::new(effort, false));
    let packed = packed_by(&mut packer, text, Vec::with_capacity(text.len() / 3 + 64));
    {
        let mut all = packers();
        let idle = all.entry(effort.level()).or_default();
        if idle.len() < MOST_PACKERS {
            idle.push(packer);
        }
    }
    packed.unwrap_or_else(|_| text.chunks(usize::from(u16::MAX)).flat_map(stored).collect()).into()
}

fn packed_by(packer: &mut Compress, text: &[u8], mut packed: Vec<u8>) -> Result<Vec<u8>, CompressError> {
    packer.reset();
    loop {
        packer.compress_vec(&text[packer.total_in() as usize..], &mut packed, FlushCompress::Sync)?;
        // All is packed and flushed once room is left. Nothing may stay behind in it for the next text.
        if packed.len() < packed.capacity() {
            return Ok(packed);
        }
        packed.reserve(text.len() / 8 + 64);
    }
}

/// A block that is not compressed.
fn stored(text: &[u8]) -> Vec<u8> {
    let length = text.len() as u16;
    let mut block = vec![0];
    block.extend(length.to_le_bytes());
    block.extend((!length).to_le_bytes());
    block.extend(text);
    block
}

/// A part of a page.
#[derive(Debug)]
pub(crate) enum Part {
    /// Text that stands still as long as the page is not drawn anew.
    Still(Piece),
    /// The count, and the end tag of the element in which it stands: the room that it leaves is filled
    /// with spaces after that.
    Count { end_tag: Box<str> },
    /// Where a piece stands that changes apart from the rest, and that other pages have too.
    Slot,
}

/// The parts of a page in order, and what stands in its slots. Pages that differ in that alone share the parts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rope {
    parts: Arc<[Part]>,
    slots: Vec<Arc<Piece>>,
}

/// What a rope is, stretch by stretch.
enum Strand<'a> {
    Piece(&'a Piece),
    Count { end_tag: &'a str },
}

impl PartialEq for Strand<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Strand::Piece(one), Strand::Piece(other)) => one.digest == other.digest,
            (Strand::Count { end_tag: one }, Strand::Count { end_tag: other }) => one == other,
            _ => false,
        }
    }
}

/// A rope laid out in one row of bytes, and where in it the counts stand.
#[derive(Debug, Clone)]
pub(crate) struct Laid {
    pub bytes: Bytes,
    counts: Vec<Place>,
}

/// Where a count stands in what was laid out.
#[derive(Debug, Clone, Copy)]
struct Place {
    at: usize,
    /// What a checksum of its text is multiplied by for what follows it.
    shift: u32,
}

impl From<Piece> for Rope {
    fn from(piece: Piece) -> Self {
        Self::new(Arc::new([Part::Still(piece)]), Vec::new())
    }
}

impl Rope {
    /// These parts with these pieces in their slots, in order.
    pub fn new(parts: Arc<[Part]>, slots: Vec<Arc<Piece>>) -> Self {
        debug_assert_eq!(parts.iter().filter(|part| matches!(part, Part::Slot)).count(), slots.len(), "a piece stands in each slot");
        Self { parts, slots }
    }

    fn strands(&self) -> impl Iterator<Item = Strand<'_>> {
        let mut slots = self.slots.iter();
        self.parts.iter().filter_map(move |part| match part {
            Part::Still(piece) => Some(Strand::Piece(piece)),
            Part::Count { end_tag } => Some(Strand::Count { end_tag }),
            Part::Slot => slots.next().map(|piece| Strand::Piece(piece)),
        })
    }

    /// The same with a count that does not change any more.
    pub fn still(&self, count: &str) -> Self {
        Self::from(Piece::new(self.laid(Coding::Identity, count).bytes))
    }

    /// Whether the same stands in both.
    pub fn is(&self, other: &Rope) -> bool {
        let same = |(one, other): (&Arc<Piece>, &Arc<Piece>)| one.digest == other.digest;
        if Arc::ptr_eq(&self.parts, &other.parts) {
            return self.slots.iter().zip(&other.slots).all(same);
        }
        self.strands().eq(other.strands())
    }

    /// Names what stands in it, counts apart: the same on every node.
    pub fn revision(&self) -> String {
        let mut hasher = Sha256::new();
        for strand in self.strands() {
            match strand {
                Strand::Piece(piece) => hasher.update(piece.digest),
                Strand::Count { end_tag } => hasher.update(end_tag.as_bytes()),
            }
        }
        let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
        hasher.finalize()[..10].iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }

    /// Bytes without the count, uncompressed.
    pub fn len(&self) -> usize {
        self.pieces().map(|piece| piece.text.len()).sum()
    }

    /// Bytes of the pieces in memory.
    pub fn weight(&self) -> usize {
        self.pieces().map(Piece::weight).sum()
    }

    fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.strands().filter_map(|strand| if let Strand::Piece(piece) = strand { Some(piece) } else { None })
    }

    fn end_tags(&self) -> impl Iterator<Item = &str> {
        self.strands().filter_map(|strand| if let Strand::Count { end_tag } = strand { Some(end_tag) } else { None })
    }

    /// The rope as it is sent, with this count in it.
    pub fn laid(&self, coding: Coding, count: &str) -> Laid {
        self.laid_in(Vec::new(), coding, count)
    }

    /// The same in memory that was used before.
    pub fn laid_in(&self, mut bytes: Vec<u8>, coding: Coding, count: &str) -> Laid {
        let gzip = coding == Coding::Gzip;
        let piece_bytes: usize = self.pieces().map(|piece| piece.coded(coding).len()).sum();
        bytes.clear();
        bytes.reserve_exact(piece_bytes + 128);
        let mut counts = Vec::new();
        // Of the text, uncompressed: its checksum, and what follows a count.
        let mut sum = 0;
        let mut follows = self.text_length();
        if gzip {
            bytes.extend(HEAD);
        }
        for strand in self.strands() {
            match strand {
                Strand::Piece(piece) => {
                    bytes.extend_from_slice(piece.coded(coding));
                    sum = multiplied(piece.shift, sum) ^ piece.crc;
                    follows = follows.saturating_sub(piece.text.len());
                }
                Strand::Count { end_tag } => {
                    let text = filled(count, end_tag);
                    follows = follows.saturating_sub(text.len());
                    counts.push(Place { at: bytes.len() + if gzip { STORED } else { 0 }, shift: shift(follows as u64) });
                    if gzip {
                        bytes.extend(stored(text.as_bytes()))
                    } else {
                        bytes.extend(text.as_bytes())
                    }
                    sum = multiplied(shift(text.len() as u64), sum) ^ checksum(text.as_bytes());
                }
            }
        }
        if gzip {
            bytes.extend(LAST);
            // Checksum and length of the whole text end a gzip member.
            bytes.extend(sum.to_le_bytes());
            bytes.extend((self.text_length() as u32).to_le_bytes());
        }
        Laid { bytes: bytes.into(), counts }
    }

    /// The length of its text with a count in it.
    fn text_length(&self) -> usize {
        self.end_tags().map(|end_tag| WIDEST + end_tag.len()).sum::<usize>() + self.len()
    }

    /// The same with another count: where nobody is sending those bytes they are changed, else copied.
    pub fn with_count(&self, laid: Laid, coding: Coding, count: &str) -> Laid {
        let Laid { bytes, counts } = laid;
        let mut bytes = Vec::from(bytes);
        let mut change = 0;
        for (place, end_tag) in counts.iter().zip(self.end_tags()) {
            let text = filled(count, end_tag);
            if let Some(before) = bytes.get_mut(place.at..place.at + text.len()) {
                // Of two texts of one length the checksums differ by as much as the text that is their difference adds.
                change ^= multiplied(place.shift, checksum(before) ^ checksum(text.as_bytes()));
                before.copy_from_slice(text.as_bytes());
            }
        }
        if coding == Coding::Gzip && change != 0 {
            let at = bytes.len() - 8;
            if let Some(sum) = bytes[at..].first_chunk_mut::<4>() {
                *sum = (u32::from_le_bytes(*sum) ^ change).to_le_bytes();
            }
        }
        Laid { bytes: bytes.into(), counts }
    }
}

fn checksum(text: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(text);
    crc.sum()
}

/// The count and its element's end tag in a fixed width.
fn filled(count: &str, end_tag: &str) -> String {
    debug_assert!(count.len() <= WIDEST, "no count is written longer");
    format!("{count}{end_tag}{:1$}", "", WIDEST.saturating_sub(count.len()))
}

/// The polynomial of CRC-32, the lowest power at the top.
const POLYNOMIAL: u32 = 0xedb8_8320;
/// x to the power of 0.
const ONE: u32 = 1 << 31;

/// The product of two polynomials over GF(2), modulo that of CRC-32.
const fn multiplied(a: u32, mut b: u32) -> u32 {
    let mut product = 0;
    let mut power = ONE;
    while power != 0 {
        if a & power != 0 {
            product ^= b;
        }
        b = if b & 1 == 1 { b >> 1 ^ POLYNOMIAL } else { b >> 1 };
        power >>= 1;
    }
    product
}

/// x to the power of 2^n, for n from 0.
const SQUARES: [u32; 64] = {
    let mut squares = [ONE >> 1; 64];
    let mut n = 1;
    while n < 64 {
        squares[n] = multiplied(squares[n - 1], squares[n - 1]);
        n += 1;
    }
    squares
};

/// What the checksum of a text is multiplied by when so many bytes follow: x to the power of their bits.
fn shift(bytes: u64) -> u32 {
    // A byte has 2^3 bits.
    (0..61).filter(|n| bytes >> n & 1 == 1).fold(ONE, |product, n| multiplied(SQUARES[n + 3], product))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;
    use proptest::prelude::*;

    use super::*;

    fn unpacked(bytes: &[u8]) -> String {
        let mut text = String::new();
        GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
        text
    }

    /// A part, and what stands in it if it is a slot.
    fn part() -> impl Strategy<Value = (Part, Option<Arc<Piece>>)> {
        let slot = |text| (Part::Slot, Some(Arc::new(Piece::of_a_moment(text))));
        prop_oneof![
            "(?s).{0,400}".prop_map(|text| (Part::Still(Piece::new(text)), None)),
            "(?s).{0,400}".prop_map(slot),
            "[a-c]{300,3000}".prop_map(slot),
            "(</[a-z]{1,6}>)?".prop_map(|end_tag| (Part::Count { end_tag: end_tag.into() }, None)),
        ]
    }

    fn rope(parts: Vec<(Part, Option<Arc<Piece>>)>) -> Rope {
        let (parts, slots): (Vec<Part>, Vec<_>) = parts.into_iter().unzip();
        Rope::new(parts.into(), slots.into_iter().flatten().collect())
    }

    proptest! {
        #[test]
        fn what_a_browser_unpacks_is_what_the_others_are_sent(parts in prop::collection::vec(part(), 0..9), first in "[0-9,]{1,26}", then in "[0-9,]{1,26}") {
            let rope = rope(parts);
            let (plain, packed) = (rope.laid(Coding::Identity, &first), rope.laid(Coding::Gzip, &first));
            prop_assert_eq!(unpacked(&packed.bytes).into_bytes(), &plain.bytes[..]);
            let (sent, bytes) = (packed.clone(), packed.bytes.to_vec());
            let (plain, packed) = (rope.with_count(plain, Coding::Identity, &then), rope.with_count(packed, Coding::Gzip, &then));
            prop_assert_eq!(unpacked(&packed.bytes).into_bytes(), &plain.bytes[..]);
            prop_assert_eq!(plain.bytes, rope.laid(Coding::Identity, &then).bytes);
            let once_more = rope.with_count(packed, Coding::Gzip, &first);
            prop_assert_eq!(&once_more.bytes[..], &bytes[..]);
            prop_assert_eq!(&sent.bytes[..], &bytes[..], "what is being sent stays as it is");
        }
    }

    #[test]
    fn a_count_stands_alone_in_its_element_however_long_it_is() {
        let parts = [Part::Still(Piece::new("<b>")), Part::Count { end_tag: "</b>".into() }, Part::Still(Piece::new("<p>"))];
        let rope = Rope::new(parts.into(), Vec::new());
        for count in ["0", "1,234", "18,446,744,073,709,551,615"] {
            let laid = rope.laid(Coding::Identity, count);
            let text = String::from_utf8(laid.bytes.to_vec()).unwrap();
            assert!(text.starts_with(&format!("<b>{count}</b>")), "{text}");
            assert_eq!(text.len(), "<b></b><p>".len() + WIDEST);
        }
    }

    #[test]
    fn a_text_is_packed_whole_however_little_room_there_is_at_first() {
        for effort in [1, 6].map(Compression::new) {
            let mut packer = Compress::new(effort, false);
            for text in ["", "x", &"harbour ".repeat(90), &(0..900).map(|n| format!("{:x} ", n * 7919 % 8191)).collect::<String>()] {
                let length = packed_by(&mut packer, text.as_bytes(), Vec::with_capacity(9_000)).unwrap().len();
                for room in [1, length / 2, length.saturating_sub(1), length, length + 1] {
                    let packed = packed_by(&mut packer, text.as_bytes(), Vec::with_capacity(room)).unwrap();
                    let mut whole = String::new();
                    flate2::read::DeflateDecoder::new(&[&packed[..], &LAST].concat()[..]).read_to_string(&mut whole).unwrap();
                    assert_eq!(whole, text, "with room for {room}");
                }
            }
        }
    }

    #[test]
    fn a_long_page_is_packed_whole() {
        let long: String = (0..200_000).map(|number| format!("{number} ")).collect();
        let rope = Rope::from(Piece::new(long.clone()));
        assert_eq!(unpacked(&rope.laid(Coding::Gzip, "").bytes), long);
    }

    #[test]
    fn a_revision_names_what_stands_there() {
        let one = Rope::from(Piece::new("one"));
        assert_eq!(one.revision(), Rope::from(Piece::new("one")).revision());
        assert_ne!(one.revision(), Rope::from(Piece::new("two")).revision());
        assert!(one.is(&Rope::from(Piece::new("one"))) && !one.is(&Rope::from(Piece::new("two"))));
        let parts: Arc<[Part]> = [Part::Still(Piece::new("o")), Part::Slot].into();
        let [shared, other] = ["ne", "re"].map(|text| Rope::new(Arc::clone(&parts), vec![Arc::new(Piece::new(text))]));
        assert!(shared.is(&shared.clone()) && !shared.is(&other) && !shared.is(&one));
        assert_ne!(shared.revision(), other.revision());
    }
}
