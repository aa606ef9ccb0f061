//! A series and the projects behind it: two accounts of the same year's sum, joined.
//!
//! Investment has a past to go by and projects with plans and risks of their own. Each account is
//! trusted by how sure it says it is; both stay visible beside what they give together.

use crate::limits::PATHS;

/// Two accounts of one sum and what they give together; each [`PATHS`] sums, sorted.
#[derive(Debug, Clone, PartialEq)]
pub struct Blend {
    /// What the series says.
    pub series: Vec<f64>,
    /// What the projects say.
    pub projects: Vec<f64>,
    /// Both together.
    pub together: Vec<f64>,
    /// How much of it is the projects' word, 0 to 1.
    pub share_of_projects: f64,
}

/// Joins two accounts, given as [`PATHS`] sums each: quantile by quantile, weighted by precision,
/// so that the less sure account counts less. Their difference widens the result: two accounts
/// that contradict each other are no reason to be surer. `None` unless all are numbers.
pub fn blend(series: &[f64], projects: &[f64]) -> Option<Blend> {
    let sound = |sums: &[f64]| sums.len() == PATHS && sums.iter().all(|sum| sum.is_finite());
    if !sound(series) || !sound(projects) {
        return None;
    }
    let sorted = |sums: &[f64]| {
        let mut sums = sums.to_vec();
        sums.sort_unstable_by(f64::total_cmp);
        sums
    };
    let (series, projects) = (sorted(series), sorted(projects));
    let (of_series, of_projects) = (moments(&series), moments(&projects));
    let doubt = of_series.1 + of_projects.1;
    let share = if doubt > 0.0 {
        of_series.1 / doubt
    } else {
        0.5
    };
    let middle = (1.0 - share) * of_series.0 + share * of_projects.0;
    // The spread of a mixture of the two: within each, and between them.
    let between = share * (1.0 - share) * (of_series.0 - of_projects.0).powi(2);
    let within = (1.0 - share) * of_series.1 + share * of_projects.1;
    let mean_of_quantiles: Vec<f64> = series
        .iter()
        .zip(&projects)
        .map(|(series, projects)| (1.0 - share) * series + share * projects)
        .collect();
    let own = moments(&mean_of_quantiles).1;
    let times = if own > 0.0 {
        ((within + between) / own).sqrt().max(1.0)
    } else {
        1.0
    };
    let together = mean_of_quantiles
        .iter()
        .map(|sum| middle + times * (sum - middle))
        .collect();
    Some(Blend {
        series,
        projects,
        together,
        share_of_projects: share,
    })
}

/// Mean and variance.
fn moments(sums: &[f64]) -> (f64, f64) {
    let count = sums.len() as f64;
    let mean = sums.iter().sum::<f64>() / count;
    (
        mean,
        sums.iter().map(|sum| (sum - mean).powi(2)).sum::<f64>() / count,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reconcile::sums_of;

    fn spread(mean: f64, deviation: f64) -> Vec<f64> {
        sums_of(|chance| mean + deviation * crate::normal::quantile(chance))
    }

    #[test]
    fn the_surer_account_counts_more_and_contradiction_widens() {
        let near = blend(&spread(100.0, 10.0), &spread(102.0, 5.0)).expect("numbers");
        assert!(
            (near.share_of_projects - 0.8).abs() < 0.01,
            "{}",
            near.share_of_projects
        );
        assert!((moments(&near.together).0 - 101.6).abs() < 0.1);
        assert!(near.together.is_sorted());
        let far = blend(&spread(100.0, 10.0), &spread(160.0, 5.0)).expect("numbers");
        assert!(moments(&far.together).1 > 2.0 * moments(&near.together).1);
        assert_eq!(blend(&[1.0], &spread(1.0, 1.0)), None);
        let same = vec![7.0; PATHS];
        let sure = blend(&same, &same).expect("numbers");
        assert!(sure.together.iter().all(|sum| *sum == 7.0));
    }
}
