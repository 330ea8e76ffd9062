use model::ArticleId;
use sha2::{Digest, Sha256};

/// The first byte of packed views.
const VIEWS: u8 = 0x01;
/// The first byte of packed refusals.
const REFUSALS: u8 = 0x81;
/// The first byte of packed depths.
const DEPTHS: u8 = 0x02;
/// The bytes at the end by which damage is noticed.
const CHECK: usize = 4;

/// The bytes are no batch of this kind: damaged, cut off, or of a layout that is not known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a batch of counts is damaged")]
pub struct Damaged;

/// Packs the views of one batch: article and how many. The order does not matter, and an article
/// may stand there more than once.
pub fn pack_views(views: &[(ArticleId, u32)]) -> Vec<u8> {
    pack(VIEWS, views.iter().map(|&(article, count)| (article, 0, count)).collect())
}

/// The views of a packed batch, by article.
pub fn unpack_views(bytes: &[u8]) -> Result<Vec<(ArticleId, u32)>, Damaged> {
    unpack(VIEWS, bytes).map(|rows| rows.into_iter().map(|(article, _, count)| (article, count)).collect())
}

/// Packs the depths of one batch: for each report the article, and for how many seconds it was read.
pub fn pack_depths(depths: &[(ArticleId, u32)]) -> Vec<u8> {
    pack(DEPTHS, depths.iter().map(|&(article, seconds)| (article, 0, seconds)).collect())
}

/// The depths of a packed batch, a row for each report.
pub fn unpack_depths(bytes: &[u8]) -> Result<Vec<(ArticleId, u32)>, Damaged> {
    unpack(DEPTHS, bytes).map(|rows| rows.into_iter().map(|(article, _, seconds)| (article, seconds)).collect())
}

/// Packs the refusals of one batch: article, the rule's code, and how many.
pub fn pack_refusals(refusals: &[(ArticleId, u8, u32)]) -> Vec<u8> {
    pack(REFUSALS, refusals.to_vec())
}

/// The refusals of a packed batch, by article and rule.
pub fn unpack_refusals(bytes: &[u8]) -> Result<Vec<(ArticleId, u8, u32)>, Damaged> {
    unpack(REFUSALS, bytes)
}

/// Layout, number of rows, then each row: how far the article's id is from the one before, the code
/// (refusals alone), the count; at the end four bytes of the SHA-256 of all before.
fn pack(layout: u8, mut rows: Vec<(ArticleId, u8, u32)>) -> Vec<u8> {
    rows.sort_unstable();
    let mut bytes = Vec::with_capacity(16 + rows.len() * 11);
    bytes.push(layout);
    write(&mut bytes, rows.len() as u64);
    let mut before = 0;
    for (article, code, count) in rows {
        write(&mut bytes, article.bits() - before);
        before = article.bits();
        if layout == REFUSALS {
            bytes.push(code);
        }
        write(&mut bytes, u64::from(count));
    }
    let check = Sha256::digest(&bytes);
    bytes.extend(&check[..CHECK]);
    bytes
}

fn unpack(layout: u8, bytes: &[u8]) -> Result<Vec<(ArticleId, u8, u32)>, Damaged> {
    let (bytes, check) = bytes.len().checked_sub(CHECK).map(|end| bytes.split_at(end)).ok_or(Damaged)?;
    if Sha256::digest(bytes)[..CHECK] != *check {
        return Err(Damaged);
    }
    let (&first, mut bytes) = bytes.split_first().ok_or(Damaged)?;
    let number = read(&mut bytes)?;
    let shortest = if layout == REFUSALS { 3 } else { 2 };
    // Whatever the number says, there is no room for more rows than these.
    if first != layout || number > (bytes.len() / shortest) as u64 {
        return Err(Damaged);
    }
    let mut rows = Vec::with_capacity(number as usize);
    let mut article = 0u64;
    for _ in 0..number {
        article = article.checked_add(read(&mut bytes)?).filter(|&bits| bits <= ArticleId::LAST.bits()).ok_or(Damaged)?;
        let code = if layout == REFUSALS { take(&mut bytes)? } else { 0 };
        let count = u32::try_from(read(&mut bytes)?).map_err(|_| Damaged)?;
        rows.push((ArticleId::from_bits(article), code, count));
    }
    if bytes.is_empty() { Ok(rows) } else { Err(Damaged) }
}

/// A number in groups of seven bits, lowest first; the top bit says that more follow (LEB128).
fn write(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn read(bytes: &mut &[u8]) -> Result<u64, Damaged> {
    let mut number = 0;
    for place in 0..10 {
        let byte = take(bytes)?;
        let part = u64::from(byte & 0x7f);
        if place == 9 && part > 1 || place > 0 && byte == 0 {
            return Err(Damaged);
        }
        number |= part << (7 * place);
        if byte < 0x80 {
            return Ok(number);
        }
    }
    Err(Damaged)
}

fn take(bytes: &mut &[u8]) -> Result<u8, Damaged> {
    let (&byte, rest) = bytes.split_first().ok_or(Damaged)?;
    *bytes = rest;
    Ok(byte)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(bits: u64) -> ArticleId {
        ArticleId::from_bits(bits)
    }

    fn seal(mut bytes: Vec<u8>) -> Vec<u8> {
        let check = Sha256::digest(&bytes);
        bytes.extend(&check[..CHECK]);
        bytes
    }

    #[test]
    fn views_depths_and_refusals_are_not_mistaken_for_each_other() {
        assert_eq!(unpack_depths(&pack_views(&[(id(1), 2)])), Err(Damaged));
        assert_eq!(unpack_views(&pack_depths(&[(id(1), 2)])), Err(Damaged));
        assert_eq!(unpack_refusals(&pack_views(&[(id(1), 2)])), Err(Damaged));
        assert_eq!(unpack_views(&pack_refusals(&[(id(1), 3, 2)])), Err(Damaged));
        assert_eq!(unpack_views(&pack_views(&[])), Ok(Vec::new()));
    }

    #[test]
    fn a_batch_that_claims_to_be_huge_takes_no_memory() {
        let mut bytes = vec![VIEWS];
        write(&mut bytes, u64::MAX);
        assert_eq!(unpack_views(&seal(bytes)), Err(Damaged));
    }

    #[test]
    fn a_row_is_small() {
        let rows: Vec<_> = (0..1_000u64).map(|n| (id(n.wrapping_mul(0x9e37_79b9_7f4a_7c15)), 3)).collect();
        assert!(pack_views(&rows).len() < 9_100, "{}", pack_views(&rows).len());
    }

    proptest! {
        #[test]
        fn what_was_packed_comes_out(rows: Vec<(u64, u8, u32)>) {
            let mut refusals: Vec<_> = rows.iter().map(|&(bits, code, count)| (id(bits), code, count)).collect();
            let mut views: Vec<_> = refusals.iter().map(|&(article, _, count)| (article, count)).collect();
            let (packed, packed_views, packed_depths) = (pack_refusals(&refusals), pack_views(&views), pack_depths(&views));
            refusals.sort_unstable();
            views.sort_unstable();
            prop_assert_eq!(unpack_refusals(&packed), Ok(refusals));
            prop_assert_eq!(unpack_views(&packed_views), Ok(views.clone()));
            prop_assert_eq!(unpack_depths(&packed_depths), Ok(views));
        }

        #[test]
        fn any_damage_is_noticed(rows: Vec<(u64, u32)>, place: prop::sample::Index, change in 1u8.., cut: prop::sample::Index) {
            let views: Vec<_> = rows.iter().map(|&(bits, count)| (id(bits), count)).collect();
            let whole = pack_views(&views);
            let mut bytes = whole.clone();
            let place = place.index(bytes.len());
            bytes[place] ^= change;
            prop_assert_eq!(unpack_views(&bytes), Err(Damaged));
            prop_assert_eq!(unpack_views(&whole[..cut.index(whole.len())]), Err(Damaged));
        }

        #[test]
        fn any_bytes_are_answered_even_if_their_check_is_right(mut bytes: Vec<u8>, layout in prop::sample::select(vec![VIEWS, REFUSALS, DEPTHS])) {
            bytes.insert(0, layout);
            let bytes = seal(bytes);
            let _ = (unpack_views(&bytes), unpack_refusals(&bytes), unpack_depths(&bytes));
        }
    }
}
