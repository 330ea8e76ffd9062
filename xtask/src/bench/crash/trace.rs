//! Reads what `strace -f -y -xx -a 1` writes: one call a line, every string in hex.

use std::collections::HashMap;

use anyhow::{Context, Result};

/// A system call. Lines number the moments of the trace: what stands on an earlier line was seen earlier.
#[derive(Debug, PartialEq, Eq)]
pub struct Call {
    pub name: String,
    pub arguments: Vec<String>,
    /// What it returned; nothing if it had not ended when the program did, or was broken off.
    pub result: Option<i64>,
    pub begun: usize,
    pub ended: Option<usize>,
}

/// A trace, line by line.
#[derive(Default)]
pub struct Trace {
    line: usize,
    /// By thread, the call that it is in.
    open: HashMap<String, (usize, String)>,
}

impl Trace {
    /// The call that ends on the next line, if one does.
    pub fn read(&mut self, line: &str) -> Result<Option<Call>> {
        self.line += 1;
        let (thread, rest) = line.trim_start().split_once(' ').with_context(|| format!("line {} has no thread", self.line))?;
        let (_time, rest) = rest.trim_start().split_once(' ').with_context(|| format!("line {} has no time", self.line))?;
        if let Some(begun) = rest.strip_suffix("<unfinished ...>") {
            self.open.insert(thread.to_owned(), (self.line, begun.to_owned()));
            return Ok(None);
        }
        if let Some(resumed) = rest.strip_prefix("<... ") {
            let (_, rest) = resumed.split_once(" resumed>").with_context(|| format!("line {} resumes nothing", self.line))?;
            let (begun, head) = self.open.remove(thread).with_context(|| format!("line {} resumes what was not begun", self.line))?;
            return call(&(head + rest), begun, Some(self.line)).map(Some);
        }
        if rest.starts_with("---") || rest.starts_with("+++") {
            return Ok(None);
        }
        call(rest, self.line, Some(self.line)).map(Some)
    }

    /// The calls that never ended.
    pub fn unfinished(self) -> Result<Vec<Call>> {
        self.open.into_values().map(|(begun, head)| call(&head, begun, None)).collect()
    }
}

fn call(text: &str, begun: usize, ended: Option<usize>) -> Result<Call> {
    let (name, rest) = text.split_once('(').with_context(|| format!("a call has arguments: {}", start(text)))?;
    let (arguments, result) = match ended {
        Some(_) => rest.rsplit_once(" = ").with_context(|| format!("a call has a result: {}", start(text)))?,
        None => (rest, "?"),
    };
    let arguments = arguments.trim_end();
    let arguments = split(arguments.strip_suffix(')').unwrap_or(arguments));
    Ok(Call { name: name.to_owned(), arguments, result: number(result), begun, ended })
}

fn start(text: &str) -> String {
    text.chars().take(100).collect()
}

/// Parts at the commas that stand in no bracket. Strings are in hex and hold neither.
fn split(text: &str) -> Vec<String> {
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for letter in text.chars() {
        match letter {
            '[' | '{' | '(' => depth += 1,
            ']' | '}' | ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

/// The number that an argument or a result begins with.
pub fn number(text: &str) -> Option<i64> {
    let sign = usize::from(text.starts_with('-'));
    let end = text[sign..].find(|letter: char| !letter.is_ascii_digit()).map_or(text.len(), |end| sign + end);
    text[..end].parse().ok()
}

/// What a descriptor leads to: a path, or `socket:[NUMBER]`. Nothing if the file is deleted.
pub fn leads_to(argument: &str) -> Option<String> {
    let (_, rest) = argument.split_once('<')?;
    let name = rest.strip_suffix('>')?;
    if name.starts_with('\\') { String::from_utf8(hex(name)?).ok() } else { Some(name.to_owned()) }
}

/// The bytes of an argument's strings, one after another, as `writev` writes them. Nothing where one is cut short.
pub fn bytes(argument: &str) -> Option<Vec<u8>> {
    if argument.contains("\"...") {
        return None;
    }
    let strings = argument.split('"').skip(1).step_by(2);
    strings.map(hex).collect::<Option<Vec<_>>>().map(|parts| parts.concat())
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let digit = |letter: u8| char::from(letter).to_digit(16);
    let (letters, rest) = text.as_bytes().as_chunks::<4>();
    let byte = |[slash, x, high, low]: &[u8; 4]| ([*slash, *x] == *br"\x").then_some((digit(*high)? << 4 | digit(*low)?) as u8);
    rest.is_empty().then(|| letters.iter().map(byte).collect()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Call, Trace, bytes, leads_to, number};

    fn calls(text: &str) -> Vec<Call> {
        let mut trace = Trace::default();
        let mut calls: Vec<_> = text.lines().filter_map(|line| trace.read(line).unwrap()).collect();
        calls.extend(trace.unfinished().unwrap());
        calls
    }

    #[test]
    fn a_line_is_a_call_with_its_bytes() {
        let calls = calls(r#"7 1.5 pwrite64(8<\x2f\x61>, "\x37\x7f\x00", 3, 4096) = 3"#);
        let [call] = &calls[..] else { panic!("one call") };
        assert_eq!((call.name.as_str(), call.result, call.begun, call.ended), ("pwrite64", Some(3), 1, Some(1)));
        assert_eq!(leads_to(&call.arguments[0]).unwrap(), "/a");
        assert_eq!(bytes(&call.arguments[1]).unwrap(), [0x37, 0x7f, 0]);
        assert_eq!(number(&call.arguments[3]), Some(4096));
    }

    #[test]
    fn a_call_that_others_interrupt_is_one_call_from_its_first_line_to_its_last() {
        let text = "7 1.1 recvfrom(3<socket:[5]>,  <unfinished ...>\n\
                    8 1.2 fsync(4<\\x2f\\x61> <unfinished ...>\n\
                    7 1.3 <... recvfrom resumed>\"\\x50\\x4f\", 24, 0, NULL, NULL) = 2\n\
                    8 1.4 <... fsync resumed>) = 0";
        let calls = calls(text);
        assert_eq!((calls[0].name.as_str(), calls[0].begun, calls[0].ended), ("recvfrom", 1, Some(3)));
        assert_eq!(leads_to(&calls[0].arguments[0]).unwrap(), "socket:[5]");
        assert_eq!(bytes(&calls[0].arguments[1]).unwrap(), b"PO");
        assert_eq!((calls[1].arguments.len(), calls[1].begun, calls[1].ended, calls[1].result), (1, 2, Some(4), Some(0)));
        assert_eq!(leads_to(&calls[1].arguments[0]).unwrap(), "/a");
    }

    #[test]
    fn fewer_bytes_than_asked_for_are_told_by_the_result() {
        let call = calls(r#"7 1.5 writev(3<socket:[5]>, [{iov_base="\x41\x42", iov_len=2}, {iov_base="\x43", iov_len=1}], 2) = 2"#).remove(0);
        assert_eq!(call.arguments.len(), 3);
        assert_eq!(bytes(&call.arguments[1]).unwrap(), b"ABC");
        assert_eq!(call.result, Some(2));
    }

    #[test]
    fn a_call_that_failed_or_never_ended_did_not_return() {
        let text = "7 1.1 recvfrom(3<socket:[5]>, 0x55, 24, 0, NULL, NULL) = -1 EAGAIN (Resource temporarily unavailable)\n\
                    7 1.2 read(3<\\x2f>, 0x55, 8) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)\n\
                    7 1.3 write(1<\\x2f\\x61>, \"\\x41\", 1 <unfinished ...>\n\
                    7 1.4 --- SIGKILL {si_signo=SIGKILL} ---\n\
                    7 1.5 +++ killed by SIGKILL +++";
        let results: Vec<_> = calls(text).iter().map(|call| (call.result, call.ended)).collect();
        assert_eq!(results, [(Some(-1), Some(1)), (None, Some(2)), (None, None)]);
    }

    #[test]
    fn a_result_can_be_a_descriptor_and_a_deleted_file_has_no_name() {
        let call = calls(r#"7 1.5 openat(AT_FDCWD<\x2f>, "\x2f\x61", O_RDWR|O_CREAT, 0644) = 5<\x2f\x61>"#).remove(0);
        assert_eq!((call.result, call.arguments.len()), (Some(5), 4));
        assert_eq!(leads_to(&call.arguments[0]).unwrap(), "/");
        assert_eq!(leads_to(r"6<\x2f\x61>(deleted)"), None);
        assert_eq!(leads_to("-1"), None);
    }

    #[test]
    fn a_string_that_was_cut_short_has_no_bytes() {
        assert_eq!(bytes(r#""\x41"..."#), None);
        assert_eq!(bytes(r#""\x4""#), None);
        assert_eq!(bytes("0x55f89c78ae28").unwrap(), b"");
    }
}
