use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::bytes::{RegexSet, RegexSetBuilder};

use crate::forms;

/// An open list of robots, as it is shipped.
struct List {
    name: &'static str,
    patterns: &'static str,
    /// Whether the patterns are names to be taken letter by letter.
    literal: bool,
    /// Whether upper and lower case are told apart.
    case: bool,
}

const LISTS: [List; 3] = [
    List { name: "crawler-user-agents", patterns: include_str!("../data/crawler-user-agents.txt"), literal: false, case: true },
    List { name: "counter-robots", patterns: include_str!("../data/counter-robots.txt"), literal: false, case: false },
    List { name: "training-crawlers", patterns: include_str!("../data/training-crawlers.txt"), literal: true, case: false },
];

const NOT_APPLIED: &str = include_str!("../data/not-applied.txt");

/// The name under which the forms of robots stand beside the lists.
const FORMS: &str = "forms";

/// Knows robots by what they call themselves: by the open lists, and by the forms that no browser of
/// people has.
pub struct Robots {
    finders: Vec<Finder>,
    forms: bool,
}

/// The patterns of one list. Most are plain names, which one automaton finds in a single pass.
struct Finder {
    list: &'static str,
    names: Option<AhoCorasick>,
    rest: Option<RegexSet>,
}

static SHIPPED: LazyLock<Robots> = LazyLock::new(|| Robots::without(&[]));

/// Which list knows this user agent as a robot's; `None` for a person's browser. The lists are
/// compiled at the first call.
pub fn robot(user_agent: &str) -> Option<&'static str> {
    SHIPPED.list(user_agent)
}

impl Robots {
    /// The names of all lists, the forms among them.
    pub fn lists() -> impl Iterator<Item = &'static str> {
        LISTS.iter().map(|list| list.name).chain([FORMS])
    }

    /// All lists but these, to see what each is good for.
    pub fn without(left_out: &[&str]) -> Self {
        let finders = LISTS.iter().filter(|list| !left_out.contains(&list.name)).map(Finder::new).collect();
        Self { finders, forms: !left_out.contains(&FORMS) }
    }

    /// Which list knows this user agent as a robot's.
    pub fn list(&self, user_agent: &str) -> Option<&'static str> {
        let user_agent = forms::within(user_agent);
        let known = self.finders.iter().find(|finder| finder.finds(user_agent)).map(|finder| finder.list);
        known.or_else(|| (self.forms && forms::robot(user_agent)).then_some(FORMS))
    }
}

impl Finder {
    fn new(list: &List) -> Self {
        let left_out: Vec<&str> = NOT_APPLIED
            .lines()
            .filter_map(|line| line.split_once('\t').filter(|(name, _)| *name == list.name))
            .filter_map(|(_, rest)| rest.split('\t').next())
            .collect();
        let applied = list.patterns.lines().filter(|pattern| !pattern.is_empty() && !left_out.contains(pattern));
        let (mut names, mut rest) = (Vec::new(), Vec::new());
        for pattern in applied {
            match if list.literal { Some(pattern.to_owned()) } else { plain(pattern) } {
                Some(name) => names.push(name),
                None => rest.push(pattern),
            }
        }
        // A list that cannot be compiled finds nothing; a test sees to it that those shipped can be.
        let names = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .ascii_case_insensitive(!list.case)
            .build(&names)
            .ok()
            .filter(|_| !names.is_empty());
        let rest = RegexSetBuilder::new(&rest).unicode(false).case_insensitive(!list.case).build().ok().filter(|_| !rest.is_empty());
        Self { list: list.name, names, rest }
    }

    fn finds(&self, user_agent: &str) -> bool {
        self.names.as_ref().is_some_and(|names| names.is_match(user_agent))
            || self.rest.as_ref().is_some_and(|rest| rest.is_match(user_agent.as_bytes()))
    }
}

/// The text that a pattern stands for, if it stands for one text only.
fn plain(pattern: &str) -> Option<String> {
    let mut name = String::new();
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => name.push(letters.next().filter(|escaped| !escaped.is_alphanumeric())?),
            '.' | '^' | '$' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' => return None,
            _ => name.push(letter),
        }
    }
    Some(name)
}

#[cfg(test)]
#[path = "robots_tests.rs"]
mod tests;
