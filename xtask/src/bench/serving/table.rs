//! The table: what each subject costs on each server, and which bounds hold.

use super::measure::{Measured, Rounds};
use super::subjects::{Most, Subject};

pub struct Row {
    pub subject: Subject,
    pub rounds: Rounds,
}

/// The median, the least and the most.
pub struct Spread {
    pub median: f64,
    least: f64,
    most: f64,
}

impl Spread {
    pub fn of(mut numbers: Vec<f64>) -> Option<Self> {
        numbers.sort_by(f64::total_cmp);
        let (least, most) = (*numbers.first()?, *numbers.last()?);
        Some(Self { median: numbers[numbers.len() / 2], least, most })
    }
}

/// Two decimals in the median, and between which numbers the rounds lay.
pub fn spread(spread: Option<&Spread>) -> String {
    spread.map_or("–".to_owned(), |Spread { median, least, most }| format!("{median:.2} ({least:.2}–{most:.2})"))
}

impl Row {
    fn ratios(&self, other: &[Measured]) -> Option<Spread> {
        Spread::of(self.rounds.masthead.iter().zip(other).map(|(own, other)| own.cost / other.cost).collect())
    }

    /// What is said of the row's bounds, and whether they hold.
    fn verdict(&self) -> (String, bool) {
        let Most { of_ceiling, of_nginx } = self.subject.most;
        let bounds = [("hyper", of_ceiling, self.ratios(&self.rounds.ceiling)), ("nginx", of_nginx, self.ratios(&self.rounds.nginx))];
        let judged: Vec<_> = bounds
            .into_iter()
            .filter_map(|(of, most, ratio)| Some((of, most?, ratio?.median)))
            .map(|(of, most, ratio)| (format!("≤ {most} of {of}: {}", word(ratio <= most)), ratio <= most))
            .collect();
        (judged.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join("; "), judged.iter().all(|(_, kept)| *kept))
    }
}

pub fn word(kept: bool) -> &'static str {
    if kept { "kept" } else { "missed" }
}

/// Prints the table; says whether every bound holds.
pub fn print(rows: &[Row]) -> bool {
    // The column is left out where nginx is not installed.
    let nginx = rows.iter().any(|row| !row.rounds.nginx.is_empty());
    let mut heads =
        vec!["subject", "encoding", "masthead µs", "hyper µs", "nginx µs", "of hyper", "of nginx", "masthead/s", "hyper/s", "nginx/s", "bounds"];
    if !nginx {
        heads.retain(|head| !head.contains("nginx"));
    }
    println!("\n| {} |\n|{}", heads.join(" | "), "---|".repeat(heads.len()));
    let median = |rounds: &[Measured], of: fn(&Measured) -> f64, decimals: usize| {
        Spread::of(rounds.iter().map(of).collect()).map_or("–".to_owned(), |spread| format!("{:.decimals$}", spread.median))
    };
    let mut kept = true;
    for row in rows {
        let Rounds { masthead, ceiling, nginx: third } = &row.rounds;
        let (verdict, holds) = row.verdict();
        kept &= holds;
        let cost = |rounds| median(rounds, |measured| measured.cost, 2);
        let rate = |rounds| median(rounds, |measured| measured.per_second, 0);
        let ratio = |rounds| spread(row.ratios(rounds).as_ref());
        let mut cells = vec![row.subject.name.clone(), row.subject.encoding.to_owned(), cost(masthead), cost(ceiling)];
        cells.extend(nginx.then(|| cost(third)));
        cells.push(ratio(ceiling));
        cells.extend(nginx.then(|| ratio(third)));
        cells.extend([rate(masthead), rate(ceiling)]);
        cells.extend(nginx.then(|| rate(third)));
        cells.push(verdict);
        println!("| {} |", cells.join(" | "));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_judged_by_the_median_of_the_rounds_ratios() {
        let rounds = |costs: [f64; 3]| costs.map(|cost| Measured { cost, per_second: 1.0 }).to_vec();
        // The second round was slow for both.
        let measured = Rounds { masthead: rounds([11.0, 33.0, 12.0]), ceiling: rounds([10.0, 30.0, 10.0]), nginx: Vec::new() };
        let most = |of_ceiling| Most { of_ceiling: Some(of_ceiling), of_nginx: Some(0.1) };
        let row = |of_ceiling| Row { subject: Subject { most: most(of_ceiling), ..Subject::default() }, rounds: measured.clone() };
        assert_eq!(row(1.15).verdict(), ("≤ 1.15 of hyper: kept".to_owned(), true));
        assert_eq!(row(1.05).verdict(), ("≤ 1.05 of hyper: missed".to_owned(), false));
    }
}
