use std::io::IsTerminal;
use std::sync::Arc;

use actions::{ImportOptions, Item, Newsroom, Outcome, page_files};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::command_line::{Import, Status};
use crate::world::Machine;
use crate::{Ended, Failure, say, say_json};

/// So few items need no bar.
const FEW: usize = 20;

pub fn import(import: Import) -> Result<Ended, Failure> {
    let newsroom = Newsroom::open(&import.place.place(), Arc::new(Machine))?;
    let options = ImportOptions {
        language: import.language,
        section: import.section,
        date: import.date,
        as_drafts: import.status == Status::Draft,
        dry_run: import.dry_run,
    };
    let files = page_files(&import.files);
    if files.is_empty() {
        return Err(Failure("there is no page in these folders; pages end in .txt, .html or .htm".to_owned()));
    }
    let bar = bar(files.len());
    let quiet = import.report.json;
    let report = actions::import(&newsroom, &files, &options, &mut |item| {
        if !quiet {
            bar.suspend(|| say(line(item)));
        }
        bar.inc(1);
    })?;
    bar.finish_and_clear();
    if import.report.json {
        say_json(&report)?;
    } else {
        say(format_args!("{} taken, {} changed, {} left, {} refused", report.taken, report.changed, report.left, report.refused));
    }
    Ok(if report.needs_a_look() { Ended::LookAgain } else { Ended::Done })
}

fn line(item: &Item) -> String {
    let outcome = match item.outcome {
        Outcome::Taken => "taken",
        Outcome::Changed => "changed",
        Outcome::Left => "left",
        Outcome::Refused => "refused",
    };
    match item.article {
        Some(id) => format!("{outcome}  {id}  {}: {}", item.source, item.reason),
        None => format!("{outcome}  {}: {}", item.source, item.reason),
    }
}

fn bar(items: usize) -> ProgressBar {
    if items <= FEW || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(items as u64), ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{bar:40} {pos} of {len}, {per_sec}, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
