/// A piece of a line as the reader of dates sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits, at most nine of them.
    Number(u32),
    /// Letters, in lower case.
    Word(String),
    /// Any other character that is not a space.
    Mark(char),
}

/// The tokens of a line with the places where each begins and ends.
pub(super) fn tokens(line: &str) -> Vec<(Token, usize, usize)> {
    let mut found = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        let mut take_while = |same: fn(char) -> bool, end: &mut usize| {
            while let Some((at, c)) = chars.next_if(|(_, c)| same(*c)) {
                *end = at + c.len_utf8();
            }
        };
        if c.is_ascii_digit() {
            take_while(|c| c.is_ascii_digit(), &mut end);
            // A year against which the hour was set: 20269:12.
            let year = line[start..end].starts_with("20") && matches!(end - start, 5 | 6) && line[end..].starts_with(':');
            let start = if year {
                found.push((Token::Number(line[start..start + 4].parse().unwrap_or(0)), start, start + 4));
                start + 4
            } else {
                start
            };
            // A longer number is no part of a date and stands for nothing here.
            let token = line[start..end].parse().ok().filter(|_| end - start <= 9).map_or(Token::Mark('#'), Token::Number);
            found.push((token, start, end));
        } else if c.is_alphabetic() {
            take_while(char::is_alphabetic, &mut end);
            found.push((Token::Word(line[start..end].to_lowercase()), start, end));
        } else if !c.is_whitespace() {
            found.push((Token::Mark(c), start, end));
        }
    }
    found
}
