use super::MAX_BLOCK;

/// The bytes of an ImageMagick “raw profile”: a line with its name, a line with its length, and the
/// bytes in hexadecimal, broken into lines.
pub(crate) fn raw_profile(text: &[u8]) -> Option<Vec<u8>> {
    let text = str::from_utf8(text).ok()?.trim_start();
    let (_name, rest) = text.split_once('\n')?;
    let (length, digits) = rest.trim_start().split_once('\n')?;
    let length: usize = length.trim().parse().ok().filter(|&length| length <= MAX_BLOCK)?;
    let mut digits = digits.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_digit(16));
    let mut bytes = Vec::new();
    while bytes.len() < length {
        bytes.push((digits.next()?? << 4 | digits.next()??) as u8);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_raw_profile_is_as_long_as_it_says() {
        assert_eq!(raw_profile(b"\niptc\n       3\n1c02\n78ff\n").as_deref(), Some(&[0x1c, 0x02, 0x78][..]));
        assert_eq!(raw_profile(b"\niptc\n 9\n1c02\n"), None);
        assert_eq!(raw_profile(b"\niptc\n 1\nzz\n"), None);
    }
}
