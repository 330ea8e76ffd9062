use model::{Marks, Text, nfc};

/// A line of text being put together: white space folded, marks kept.
#[derive(Default)]
pub(super) struct Line {
    text: Text,
    /// White space was read that has not been written.
    gap: bool,
    /// Line breaks read since the last character.
    breaks: usize,
}

impl Line {
    /// Adds characters; white space counts for one space, or for nothing at the beginning.
    pub fn push(&mut self, text: &str, marks: &Marks) {
        let text = nfc(text);
        let mut part = String::with_capacity(text.len());
        for c in text.chars() {
            if c.is_whitespace() {
                self.gap = true;
            } else if c.is_control()
                || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            {
                continue;
            } else {
                let begins = self.text.0.is_empty() && part.is_empty();
                if !begins && self.breaks > 0 {
                    self.write(&mut part, marks);
                    self.text.push("\n", &Marks::default());
                } else if !begins && self.gap {
                    // The space before a link or a bold word belongs to neither.
                    if part.is_empty() {
                        let plain = self.text.0.last().filter(|last| last.marks == *marks).map(|last| last.marks.clone());
                        self.text.push(" ", &plain.unwrap_or_default());
                    } else {
                        part.push(' ');
                    }
                }
                self.gap = false;
                self.breaks = 0;
                part.push(c);
            }
        }
        self.write(&mut part, marks);
    }

    fn write(&mut self, part: &mut String, marks: &Marks) {
        self.text.push(part, marks);
        part.clear();
    }

    /// A line break; true if it is the second in a row, which ends a paragraph.
    pub fn line_break(&mut self) -> bool {
        self.breaks += 1;
        self.breaks >= 2
    }

    /// Whether nothing has been read.
    pub fn is_blank(&self) -> bool {
        self.text.is_blank()
    }

    /// The finished text; the line begins anew.
    pub fn take(&mut self) -> Text {
        let text = std::mem::take(&mut self.text);
        *self = Self::default();
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_folds_across_marks() {
        let mut line = Line::default();
        let strong = Marks { strong: true, ..Marks::default() };
        line.push("  one \n ", &Marks::default());
        line.push(" two ", &strong);
        line.push("three ", &Marks::default());
        line.line_break();
        line.push(" four", &Marks::default());
        let text = line.take();
        assert_eq!(text.to_plain(), "one two three\nfour");
        assert_eq!(text.0[1].text, "two");
    }
}
