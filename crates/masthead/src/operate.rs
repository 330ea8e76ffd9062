//! The commands that do one thing and end.

use std::collections::BTreeMap;

use std::sync::Arc;

use actions::{NewSite, Newsroom};
use model::{ArticleId, CommentState};
use serde_json::json;

use crate::command_line::{Backup, CheckTheme, CommentFilter, Doctor, ListComments, New, OneArticle, Publish, Restore, SomeComments};
use crate::world::Machine;
use crate::{Ended, Failure, say, say_json};

/// The most comments that are listed at once.
const MOST_COMMENTS: usize = 1000;

pub fn new(new: New) -> Result<Ended, Failure> {
    let place = new.elsewhere.at(new.folder);
    let folder = place.folder.display().to_string();
    let site = NewSite { title: new.title, languages: new.language, address: new.address, zone: new.zone };
    std::fs::create_dir_all(&place.folder).map_err(|error| format!("the folder {folder} cannot be made ({error}); choose another"))?;
    actions::create_site(&place, &site, Arc::new(Machine))?;
    if new.report.json {
        say_json(&json!({ "site": folder }))?;
    } else {
        say(format_args!(
            "{folder} is a new site. `masthead import --site {folder} FILE…` brings stories in, `masthead serve --site {folder}` serves it."
        ));
    }
    Ok(Ended::Done)
}

pub fn publish(publish: Publish) -> Result<Ended, Failure> {
    let action = if publish.now { actions::publish_before_its_hour } else { actions::publish };
    change(publish.which, "published", action)
}

pub fn withdraw(which: OneArticle) -> Result<Ended, Failure> {
    change(which, "withdrawn", actions::withdraw)
}

fn change(which: OneArticle, becomes: &str, action: fn(&Newsroom, ArticleId) -> Result<(), actions::ActionError>) -> Result<Ended, Failure> {
    let newsroom = Newsroom::open(&which.place.place(), Arc::new(Machine))?;
    action(&newsroom, which.article)?;
    if which.report.json {
        say_json(&json!({ "article": which.article, "status": becomes }))?;
    } else {
        say(format_args!("{} is {becomes}", which.article));
    }
    Ok(Ended::Done)
}

pub fn list_comments(which: ListComments) -> Result<Ended, Failure> {
    let newsroom = Newsroom::open(&which.place.place(), Arc::new(Machine))?;
    let state = match which.state {
        CommentFilter::Held => CommentState::Held,
        CommentFilter::Approved => CommentState::Approved,
        CommentFilter::Rejected => CommentState::Rejected,
    };
    let rows = newsroom.store.read(|session| session.comments_in_state(state, MOST_COMMENTS))?;
    if which.report.json {
        let view = rows.iter().map(|row| {
            let comment = &row.comment;
            json!({
                "id": comment.id, "article": comment.article, "headline": row.headline, "name": comment.name, "text": comment.text,
                "at": comment.at.rfc3339(), "state": comment.state.word(),
            })
        });
        say_json(&view.collect::<Vec<_>>())?;
        return Ok(Ended::Done);
    }
    for row in &rows {
        say(format_args!("{}  {}  under “{}”", row.comment.id, row.comment.at.rfc3339(), row.headline));
        say(format_args!("    {}: {}", row.comment.name, row.comment.text.replace('\n', "\n    ")));
    }
    if rows.is_empty() {
        say(format_args!("no comment is {}", state.word()));
    }
    Ok(Ended::Done)
}

/// Those that are not there are named; the others are judged all the same.
pub fn moderate(which: SomeComments, state: CommentState) -> Result<Ended, Failure> {
    let newsroom = Newsroom::open(&which.place.place(), Arc::new(Machine))?;
    let mut ended = Ended::Done;
    let mut done = Vec::new();
    for id in which.comments {
        match actions::moderate(&newsroom, id, state) {
            Ok(comment) => done.push(json!({ "id": id, "state": comment.state.word() })),
            Err(actions::ActionError::Missing(why)) => {
                ended = Ended::LookAgain;
                done.push(json!({ "id": id, "error": why }));
            }
            Err(error) => return Err(error.into()),
        }
    }
    if which.report.json {
        say_json(&done)?;
    } else {
        for row in &done {
            match row["error"].as_str() {
                Some(why) => say(why),
                None => say(format_args!("{} is {}", row["id"].as_str().unwrap_or_default(), state.word())),
            }
        }
    }
    Ok(ended)
}

pub fn counts(which: OneArticle) -> Result<Ended, Failure> {
    let newsroom = Newsroom::open(&which.place.place(), Arc::new(Machine))?;
    let counts = actions::counts(&newsroom, which.article)?;
    if which.report.json {
        say_json(&counts)?;
        return Ok(Ended::Done);
    }
    say(format_args!("{} was read {} times", counts.article, counts.views));
    if counts.depth_reports > 0 {
        say(format_args!("    {} readers read in depth, {} seconds in all", counts.depth_reports, counts.depth_seconds));
    }
    for (rule, readings) in &counts.refused {
        say(format_args!("    {readings} not counted by the rule {rule}"));
    }
    Ok(Ended::Done)
}

pub fn backup(backup: Backup) -> Result<Ended, Failure> {
    actions::backup(&backup.place.place(), &backup.file)?;
    let bytes = std::fs::metadata(&backup.file).map_or(0, |about| about.len());
    if backup.report.json {
        say_json(&json!({ "file": backup.file, "bytes": bytes }))?;
    } else {
        say(format_args!("{} holds everything of the site ({:.1} MB)", backup.file.display(), bytes as f64 / 1e6));
    }
    Ok(Ended::Done)
}

pub fn restore(restore: Restore) -> Result<Ended, Failure> {
    let place = restore.place.place();
    let folder = place.folder.display().to_string();
    actions::restore(&place, &restore.file)?;
    if restore.report.json {
        say_json(&json!({ "site": folder }))?;
    } else {
        say(format_args!("{folder} holds the site of {}; `masthead serve --site {folder}` serves it", restore.file.display()));
    }
    Ok(Ended::Done)
}

pub fn check_theme(check: CheckTheme) -> Result<Ended, Failure> {
    if check.contexts {
        say(theme::contexts());
        return Ok(Ended::Done);
    }
    let folder = check.place.place().theme();
    let problems = theme::Theme::with_overlay(&folder)?.check();
    if check.report.json {
        let view = problems.iter().map(|problem| json!({ "template": problem.template, "line": problem.line, "message": problem.message }));
        say_json(&view.collect::<Vec<_>>())?;
    } else {
        for problem in &problems {
            say(format_args!("{}, line {}: {}", problem.template, problem.line, problem.message));
        }
        match (problems.is_empty(), folder.is_dir()) {
            (true, true) => say(format_args!("every template of {} draws every sample in every language", folder.display())),
            (true, false) => say(format_args!("there is no {}, so the built-in theme serves; it draws every sample", folder.display())),
            (false, _) => {}
        }
    }
    Ok(if problems.is_empty() { Ended::Done } else { Ended::LookAgain })
}

/// A page that takes longer than this to be drawn is called slow.
const SLOW_PAGE: u64 = 250_000;

/// What the server that ran last has noted of its pages: the slowest row first.
fn slow(notes: &std::path::Path) -> actions::Finding {
    let noted: Option<BTreeMap<String, web::Times>> = std::fs::read(notes).ok().and_then(|text| serde_json::from_slice(&text).ok());
    let Some(noted) = noted else {
        let says = "no server has noted yet how long its pages take; it does so each minute".to_owned();
        return actions::Finding { about: "speed", well: true, says };
    };
    let mut rows: Vec<_> = noted.iter().filter(|(_, times)| times.drawn > 0).collect();
    rows.sort_by_key(|(_, times)| std::cmp::Reverse(times.micros / times.drawn));
    let told = rows.iter().take(5).map(|(row, times)| {
        let millis = |micros: u64| micros as f64 / 1e3;
        format!(
            "{row} {:.1} ms ({} drawn; slowest {:.0} ms, {})",
            millis(times.micros / times.drawn),
            times.drawn,
            millis(times.slowest),
            times.address
        )
    });
    let told = told.collect::<Vec<_>>().join("; ");
    match rows.first() {
        Some((_, times)) if times.micros / times.drawn > SLOW_PAGE => {
            let says = format!("pages take long to be drawn: {told}; see that the disk is not busy and that the machine has memory to spare");
            actions::Finding { about: "speed", well: false, says }
        }
        _ => actions::Finding { about: "speed", well: true, says: format!("drawn on average in: {told}") },
    }
}

pub fn doctor(doctor: Doctor) -> Result<Ended, Failure> {
    let place = doctor.place.place();
    let newsroom = Newsroom::open(&place, Arc::new(Machine))?;
    let mut found = actions::examine(&newsroom, &place)?;
    let theme = theme::Theme::with_overlay(&place.theme()).map(|theme| theme.check().len());
    found.push(match theme {
        Ok(0) => actions::Finding { about: "theme", well: true, says: "every template draws every sample".to_owned() },
        Ok(_) | Err(_) => {
            let says = "the site's theme has faults, so the built-in one serves; `masthead theme check` names them".to_owned();
            actions::Finding { about: "theme", well: false, says }
        }
    });
    found.push(slow(&place.folder.join(crate::serve::SLOW)));
    let well = found.iter().all(|finding| finding.well);
    if doctor.report.json {
        say_json(&found)?;
    } else {
        for finding in &found {
            say(format_args!("{}  {}: {}", if finding.well { "well" } else { "LOOK" }, finding.about, finding.says));
        }
    }
    Ok(if well { Ended::Done } else { Ended::LookAgain })
}
