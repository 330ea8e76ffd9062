//! What a running server measures of itself.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

/// The bounds of the groups in which drawing times are counted, in microseconds.
const GROUPS: [u64; 10] = [250, 500, 1_000, 2_500, 5_000, 10_000, 50_000, 200_000, 1_000_000, 5_000_000];

/// Counted since the start.
#[derive(Debug, Default)]
pub(crate) struct Meters {
    /// Answers by the hundred of their status, what was at hand apart.
    answers: [AtomicU64; 6],
    same: AtomicU64,
    different: AtomicU64,
    drawn: Mutex<BTreeMap<String, Times>>,
}

/// How long the pages of one row of the table of routes took to be drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// How many were drawn.
    pub drawn: u64,
    /// All together, in microseconds.
    pub micros: u64,
    /// The slowest, in microseconds.
    pub slowest: u64,
    /// The address of the slowest.
    pub address: String,
    groups: [u64; GROUPS.len()],
}

/// A moment from which time is taken.
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "how long something took is real time, which no test needs to move")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    pub fn passed(&self) -> Duration {
        self.0.elapsed()
    }
}

impl Meters {
    /// A request was answered otherwise than from the shelf.
    pub fn answered(&self, status: StatusCode) {
        if let Some(answers) = self.answers.get(usize::from(status.as_u16() / 100)) {
            answers.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// A page was drawn.
    pub fn drew(&self, row: &str, address: &str, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if !drawn.contains_key(row) {
            drawn.insert(row.to_owned(), Times::default());
        }
        let Some(times) = drawn.get_mut(row) else { return };
        times.drawn += 1;
        times.micros = times.micros.saturating_add(micros);
        if micros >= times.slowest {
            times.slowest = micros;
            address.clone_into(&mut times.address);
        }
        for (group, bound) in times.groups.iter_mut().zip(GROUPS) {
            *group += u64::from(micros <= bound);
        }
    }

    /// A kept page was drawn again, and was the same or not.
    pub fn compared(&self, same: bool) {
        if same { &self.same } else { &self.different }.fetch_add(1, Ordering::Relaxed);
    }

    /// Drawing times by row.
    pub fn times(&self) -> BTreeMap<String, Times> {
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// In the text format of Prometheus (version 0.0.4).
    pub fn write(&self, out: &mut Exposition) {
        for (hundred, answers) in self.answers.iter().enumerate().skip(1) {
            out.counter("masthead_answers_total", "Answers that were not at hand, by status.", &[("status", &format!("{hundred}xx"))], load(answers));
        }
        let about = "Kept pages that were drawn again and compared.";
        out.counter("masthead_pages_compared_total", about, &[("outcome", "same")], load(&self.same));
        out.counter("masthead_pages_compared_total", about, &[("outcome", "different")], load(&self.different));
        for (row, times) in self.times() {
            let name = "masthead_drawing_seconds";
            out.head(name, "How long a page took to be drawn, by its row in the table of routes.", "histogram");
            for (bound, count) in GROUPS.iter().zip(times.groups) {
                out.line(&format!("{name}_bucket"), &[("row", &row), ("le", &seconds(*bound))], &count.to_string());
            }
            out.line(&format!("{name}_bucket"), &[("row", &row), ("le", "+Inf")], &times.drawn.to_string());
            out.line(&format!("{name}_sum"), &[("row", &row)], &seconds(times.micros));
            out.line(&format!("{name}_count"), &[("row", &row)], &times.drawn.to_string());
        }
    }
}

fn load(number: &AtomicU64) -> u64 {
    number.load(Ordering::Relaxed)
}

fn seconds(micros: u64) -> String {
    (micros as f64 / 1e6).to_string()
}

/// A text for Prometheus as it is written.
#[derive(Debug, Default)]
pub(crate) struct Exposition {
    text: String,
    last: String,
}

impl Exposition {
    /// Says once what a measure is.
    fn head(&mut self, name: &str, about: &str, kind: &str) {
        if self.last != name {
            let _ = writeln!(self.text, "# HELP {name} {about}\n# TYPE {name} {kind}");
            name.clone_into(&mut self.last);
        }
    }

    fn line(&mut self, name: &str, labels: &[(&str, &str)], value: &str) {
        let escaped = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        let labels: Vec<String> = labels.iter().map(|(label, value)| format!("{label}=\"{}\"", escaped(value))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.text, "{name}{labels} {value}");
    }

    /// A number that only grows.
    pub fn counter(&mut self, name: &str, about: &str, labels: &[(&str, &str)], value: u64) {
        self.head(name, about, "counter");
        self.line(name, labels, &value.to_string());
    }

    /// A number that goes up and down.
    pub fn gauge(&mut self, name: &str, about: &str, value: u64) {
        self.head(name, about, "gauge");
        self.line(name, &[], &value.to_string());
    }

    pub fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_page_is_named() {
        let meters = Meters::default();
        meters.drew("/{section}", "/city", Duration::from_millis(2));
        meters.drew("/{section}", "/world", Duration::from_millis(90));
        let times = &meters.times()["/{section}"];
        assert_eq!((times.drawn, times.slowest, times.address.as_str()), (2, 90_000, "/world"));
        let mut out = Exposition::default();
        meters.write(&mut out);
        let text = out.finish();
        assert!(text.contains("masthead_drawing_seconds_bucket{row=\"/{section}\",le=\"0.0025\"} 1\n"), "{text}");
        assert!(text.contains("masthead_drawing_seconds_count{row=\"/{section}\"} 2\n"), "{text}");
        assert_eq!(text.matches("# TYPE masthead_answers_total counter").count(), 1);
    }
}
