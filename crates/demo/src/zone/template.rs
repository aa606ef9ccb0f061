//! Step lists: what projects of one kind are made of, before anybody gives them dates.
//!
//! A template is written as rows of text, as an office would keep it in a sheet: relations stand
//! in one column as `04` (finish to start), `15SS+40`, `15FF+15` or `07-10` (a lead of ten days).

use zone::plan::{LinkKind, Plan, Step, StepLink, WeekKind};

/// A row: key, name, working days, gate, weight in money, kind of its usual problem, after what.
pub(crate) type Row = (
    &'static str,
    &'static str,
    u32,
    &'static str,
    u32,
    &'static str,
    &'static str,
);

/// A template with its relations read.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    /// Its rows.
    pub(crate) rows: &'static [Row],
    /// Relations by position.
    pub(crate) links: Vec<StepLink>,
    /// Share of the money each step costs, in millionths of the whole.
    pub(crate) costs: Vec<i64>,
    /// Position of the step by which the project has started.
    pub(crate) start: usize,
    /// Physical work, measured along a step: key, what, unit, amount for 亿元 of investment.
    pub(crate) quantities: &'static [(&'static str, &'static str, &'static str, i64)],
}

impl Template {
    /// Reads a template; `start` is the key of the step by which the project has started.
    pub(crate) fn read(
        rows: &'static [Row],
        start: &str,
        quantities: &'static [(&'static str, &'static str, &'static str, i64)],
    ) -> Template {
        let position = |key: &str| rows.iter().position(|row| row.0 == key).unwrap_or(0);
        let mut links = Vec::new();
        for (to, row) in rows.iter().enumerate() {
            for word in row.6.split_whitespace() {
                let (from, kind, lag_days) = relation(word);
                links.push(StepLink {
                    from: u32::try_from(position(from)).unwrap_or(0),
                    to: u32::try_from(to).unwrap_or(0),
                    kind,
                    lag_days,
                });
            }
        }
        let whole: i64 = rows.iter().map(|row| i64::from(row.4)).sum();
        let costs = rows
            .iter()
            .map(|row| i64::from(row.4) * 1_000_000 / whole.max(1))
            .collect();
        Template {
            rows,
            links,
            costs,
            start: position(start),
            quantities,
        }
    }

    /// The position of a step.
    pub(crate) fn position(&self, key: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.0 == key)
    }

    /// The plan with durations scaled by so many percent; no dates yet.
    pub(crate) fn plan(&self, percent: i64, week: WeekKind) -> Plan {
        let steps = self.rows.iter().map(|row| Step {
            key: row.0.to_owned(),
            name: row.1.to_owned(),
            days: scaled(row.2, percent),
            gate: (!row.3.is_empty()).then(|| row.3.to_owned()),
            not_before: None,
            baseline_start: None,
            baseline_finish: None,
            actual_start: None,
            actual_finish: None,
            remaining_days: None,
        });
        Plan {
            week,
            steps: steps.collect(),
            links: self.links.clone(),
            ..Plan::default()
        }
    }
}

/// A duration by so many percent; a milestone stays one, a step keeps a day at least.
pub(crate) fn scaled(days: u32, percent: i64) -> u32 {
    let scaled = (i64::from(days) * percent + 50) / 100;
    u32::try_from(scaled.max(i64::from(days.min(1)))).unwrap_or(days)
}

fn relation(word: &str) -> (&str, LinkKind, i32) {
    let (key, rest) = word.split_at(2.min(word.len()));
    let (kind, lag) = match rest.get(..2) {
        Some("SS") => (LinkKind::SS, &rest[2..]),
        Some("FF") => (LinkKind::FF, &rest[2..]),
        _ => (LinkKind::FS, rest),
    };
    (key, kind, lag.parse().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_read_as_they_are_written() {
        assert_eq!(relation("04"), ("04", LinkKind::FS, 0));
        assert_eq!(relation("15SS+40"), ("15", LinkKind::SS, 40));
        assert_eq!(relation("16FF+15"), ("16", LinkKind::FF, 15));
        assert_eq!(relation("07-10"), ("07", LinkKind::FS, -10));
    }

    #[test]
    fn durations_keep_milestones_and_a_day() {
        assert_eq!(scaled(0, 130), 0);
        assert_eq!(scaled(1, 20), 1);
        assert_eq!(scaled(50, 130), 65);
    }
}
