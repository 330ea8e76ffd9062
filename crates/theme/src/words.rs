//! Every word of the public pages that no newsroom writes.

mod en;
mod ko;

use model::{Language, ListKind, Role};
use serde::Serialize;

/// The interface in one language; reaches templates as `t`. A `{name}` in a sentence stands for a value
/// that whoever uses it fills in, with [`Words::fill`] or with `replace` in a template.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the names and the English words say it")]
pub struct Words {
    pub skip_contents: &'static str,
    pub skip_sections: &'static str,
    pub skip_footer: &'static str,
    pub sections: &'static str,
    pub editions: &'static str,
    /// `{language}`: what the edition's language calls itself.
    pub edition: &'static str,
    pub front_page: &'static str,
    pub to_top: &'static str,
    pub about_publication: &'static str,
    pub feed: &'static str,
    /// What stands before the first reporter's name.
    pub by_before: &'static str,
    /// What stands after each reporter's name.
    pub by_after: &'static str,
    pub published: &'static str,
    pub updated: &'static str,
    pub views: &'static str,
    /// With `{n}`: how many seconds old the count may be.
    pub views_age: &'static str,
    pub comments: &'static str,
    pub photo: &'static str,
    pub corrections: &'static str,
    pub replies: &'static str,
    pub topics: &'static str,
    pub original_elsewhere: &'static str,
    pub about_author: &'static str,
    pub more_stories: &'static str,
    pub top_stories: &'static str,
    pub all_latest: &'static str,
    /// `{section}`: a section's title.
    pub all_of_section: &'static str,
    pub newer: &'static str,
    pub older: &'static str,
    pub pages: &'static str,
    pub topic: &'static str,
    pub author: &'static str,
    pub stories_by: &'static str,
    pub nothing_yet: &'static str,
    /// `{heading}`: a listing's heading; `{publication}`: the publication's name; `{newest}`: the newest headline.
    pub listing_description: &'static str,
    pub nothing_yet_front: &'static str,
    pub worth_reading: &'static str,

    pub list_latest: &'static str,
    pub list_weekly_best: &'static str,
    pub list_related: &'static str,
    pub list_popular_now: &'static str,
    pub list_must_reads: &'static str,

    pub role_reporter: &'static str,
    pub role_translator: &'static str,
    pub role_editor: &'static str,
    pub role_photographer: &'static str,

    pub comment_heading: &'static str,
    pub comment_none: &'static str,
    pub comment_write: &'static str,
    pub comment_name: &'static str,
    pub comment_text: &'static str,
    pub comment_send: &'static str,
    pub comment_house_rule: &'static str,
    pub comment_leave_empty: &'static str,
    /// `{n}`: the most characters.
    pub comment_at_most: &'static str,
    /// `{n}`: how many characters are left.
    pub comment_left: &'static str,
    /// `{n}`: by how many characters the text is too long.
    pub comment_over: &'static str,
    pub comment_held: &'static str,
    pub comment_thanks: &'static str,
    /// `{n}`: how long the text is; `{most}`: the most characters.
    pub comment_too_long: &'static str,
    /// `{n}`: how many bytes the text takes; `{most}`: the most bytes.
    pub comment_too_heavy: &'static str,
    pub comment_name_missing: &'static str,
    /// `{most}`: the most characters of a name.
    pub comment_name_too_long: &'static str,
    pub comment_text_missing: &'static str,
    pub comment_too_many: &'static str,
    pub comment_form_old: &'static str,

    pub imprint_title: &'static str,
    pub imprint_registration: &'static str,
    pub imprint_registered: &'static str,
    pub imprint_publisher: &'static str,
    pub imprint_publishing: &'static str,
    pub imprint_editing: &'static str,
    pub imprint_youth: &'static str,
    pub imprint_place: &'static str,
    pub imprint_contact: &'static str,

    pub error_not_found: Said,
    pub error_gone: Said,
    pub error_too_many: Said,
    pub error_broken: Said,
    pub error_unavailable: Said,
    pub error_refused: Said,
    pub error_number: &'static str,
    /// What stands before the reason for which an article was taken back.
    pub error_reason: &'static str,
    /// What the banner above the nameplate is called.
    pub banner: &'static str,

    pub about: StaticWords,
    pub privacy: StaticWords,

    pub counting_heading: &'static str,
    pub counting_description: &'static str,
    pub counting_intro: &'static [&'static str],
    pub counting_rules: &'static str,
    pub counting_rules_intro: &'static str,
    pub counting_refused: &'static str,
    pub counting_numbers: &'static str,
    pub counting_numbers_text: &'static [&'static str],
    pub counting_limits: &'static str,
    pub counting_limits_text: &'static [&'static str],
    pub counting_lists: &'static str,
    pub counting_lists_text: &'static [&'static str],

    /// The rules by which a reading is refused.
    pub rules: [RuleWords; 8],

    pub constant_repeat: &'static str,
    pub constant_cap: &'static str,
    pub constant_hammer: &'static str,
    pub constant_walk: &'static str,
    pub constant_rush: &'static str,
    /// `{burst}`: so many at once; `{minute}`: so many in each minute after.
    pub burst_and_minute: &'static str,
    /// `{burst}`: so many at once; `{hour}`: so many in each hour after.
    pub burst_and_hour: &'static str,
    pub constant_token: &'static str,
    pub constant_salt: &'static str,
    pub constant_half_life: &'static str,
    pub constant_week: &'static str,
    pub constant_turns: &'static str,
    pub constant_reading_words: &'static str,
    pub constant_reading_characters: &'static str,
    pub constant_shortest_reading: &'static str,
    /// `{n}`: a number of seconds; the others likewise.
    pub seconds: &'static str,
    pub minutes: &'static str,
    pub hours: &'static str,
    pub days: &'static str,
}

/// What happened, and what to do.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Said {
    /// What happened.
    pub heading: &'static str,
    /// What to do.
    pub sentence: &'static str,
}

/// A rule of counting in words.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct RuleWords {
    /// Its short name, as the API gives it.
    pub name: &'static str,
    /// Its name for readers.
    pub title: &'static str,
    /// What it says.
    pub text: &'static str,
}

/// The text of a page that stands until the newsroom writes its own.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct StaticWords {
    /// The heading, and the link's text.
    pub heading: &'static str,
    /// One sentence for search engines.
    pub description: &'static str,
    /// Its paragraphs; `{publication}` stands for the publication's name.
    pub paragraphs: &'static [&'static str],
}

/// The words of a language; English where we have none.
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::KOREAN => &ko::WORDS,
        _ => &en::WORDS,
    }
}

impl Words {
    /// The sentence with its values filled in.
    pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(sentence.to_owned(), |sentence, (name, value)| sentence.replace(&format!("{{{name}}}"), value))
    }

    /// What a list is called.
    pub fn list(&self, kind: ListKind) -> &'static str {
        match kind {
            ListKind::Latest => self.list_latest,
            ListKind::WeeklyBest => self.list_weekly_best,
            ListKind::Related => self.list_related,
            ListKind::PopularNow => self.list_popular_now,
            ListKind::MustReads => self.list_must_reads,
        }
    }

    /// What somebody with this role is called.
    pub fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Reporter => self.role_reporter,
            Role::Translator => self.role_translator,
            Role::Editor => self.role_editor,
            Role::Photographer => self.role_photographer,
        }
    }

    /// What is said to a reader who gets this status instead of a page.
    pub fn error(&self, status: u16) -> Said {
        match status {
            404 => self.error_not_found,
            410 => self.error_gone,
            429 => self.error_too_many,
            503 => self.error_unavailable,
            400..=499 => self.error_refused,
            _ => self.error_broken,
        }
    }

    /// A rule of counting by its short name, as the API gives it.
    pub fn rule(&self, name: &str) -> Option<RuleWords> {
        self.rules.into_iter().find(|rule| rule.name == name)
    }
}
