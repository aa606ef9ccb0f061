//! The chance to reach a year's target: its invariants, and what is said with little history.

use forecast::year_end::year_end;
use forecast::{Method, Problem, Series};

/// Sales that grow by a tenth a year, with a season and a small wobble.
fn months(count: usize) -> Vec<f64> {
    let month = |at: usize| {
        let wobble = 1.0 + 0.02 * ((at * 7919 % 101) as f64 / 50.0 - 1.0);
        let season = [
            8.0, 6.0, 9.0, 10.0, 10.0, 12.0, 9.0, 10.0, 11.0, 10.0, 11.0, 14.0,
        ][at % 12];
        season * 1.1f64.powf(at as f64 / 12.0) * wobble
    };
    (0..count).map(month).collect()
}

fn year_so_far(years: usize, known: usize) -> Series {
    Series::new(&months(12 * years + known), 12).expect("a sound series")
}

#[test]
fn an_easy_target_is_likely_and_a_hard_one_is_not() {
    for known in [3, 6, 9] {
        let end = year_end(&year_so_far(6, known), known, 1).expect("six years");
        let actual: f64 = months(84)[72..].iter().sum();
        assert_eq!(end.method, Method::Pool);
        assert!(
            (end.mean / actual - 1.0).abs() < 0.03,
            "{} and {actual}",
            end.mean
        );
        assert!(end.chance(0.9 * actual) > 0.97, "{known}");
        assert!(end.chance(1.1 * actual) < 0.03, "{known}");
        let inside = end.quantile(0.025)..end.quantile(0.975);
        assert!(inside.contains(&actual), "{inside:?}");
    }
}

#[test]
fn the_chance_never_rises_with_the_target_and_bounds_are_its_inverse() {
    let values: Vec<f64> = months(66)
        .iter()
        .enumerate()
        .map(|(at, value)| value + (at % 5) as f64)
        .collect();
    let series = Series::new(&values, 12).expect("sound");
    let end = year_end(&series, 6, 3).expect("five years");
    let chances: Vec<f64> = (0..400).map(|step| end.chance(f64::from(step))).collect();
    assert!(chances.windows(2).all(|pair| pair[1] <= pair[0]));
    assert!(chances[0] > 0.999 && chances[399] < 0.001);
    for chance in [0.025, 0.1, 0.5, 0.9, 0.975] {
        let back = 1.0 - end.chance(end.quantile(chance));
        assert!((back - chance).abs() < 1e-6, "{chance} {back}");
    }
}

#[test]
fn with_little_history_the_share_method_answers_or_nobody() {
    let end = year_end(&year_so_far(2, 6), 6, 1).expect("two years and a half");
    assert_eq!(end.method, Method::Share);
    assert_eq!(end.notes[0].code(), "forecast/share-only");
    assert!(end.chance(end.mean) > 0.45 && end.chance(end.mean) < 0.55);
    let few = year_end(&year_so_far(1, 6), 6, 1).expect_err("a year and a half");
    assert_eq!(
        few,
        Problem::TooFew {
            values: 18,
            needed: 30
        }
    );
    let none = year_end(&year_so_far(3, 6), 12, 1).expect_err("nothing open");
    assert_eq!(
        none,
        Problem::Known {
            known: 12,
            period: 12
        }
    );
}

#[test]
fn january_and_february_may_be_one() {
    let values = months(78);
    let merged = values.chunks(12).flat_map(|year| {
        let first = year[0] + year[1];
        std::iter::once(first).chain(year[2..].iter().copied())
    });
    let merged: Vec<f64> = merged.collect();
    let apart = year_end(&year_so_far(6, 6), 6, 1).expect("six years");
    let series = Series::new(&merged, 11).expect("sound");
    let end = year_end(&series, 5, 1).expect("six years");
    assert!(
        (end.mean / apart.mean - 1.0).abs() < 0.02,
        "{} {}",
        end.mean,
        apart.mean
    );
}

#[test]
fn a_constant_series_ends_where_it_is_going_and_says_so() {
    let series = Series::new(&[2.0; 40], 12).expect("sound");
    let end = year_end(&series, 4, 1).expect("an answer");
    assert_eq!((end.method, end.mean), (Method::Constant, 24.0));
    assert_eq!((end.chance(24.0), end.chance(24.1)), (1.0, 0.0));
    assert_eq!(end.notes[0].code(), "forecast/constant");
}

/// One month says nothing of a year, and neither do a few that happen to be equal.
#[test]
fn a_few_equal_values_are_not_called_constant() {
    for known in 1..12 {
        let series = Series::new(&vec![4.5; known], 12).expect("sound");
        let refused = year_end(&series, known, 1).expect_err("too few");
        assert!(matches!(refused, Problem::TooFew { .. }), "{refused:?}");
        let year_more = Series::new(&vec![4.5; 12 + known], 12).expect("sound");
        let end = year_end(&year_more, known, 1).expect("an answer");
        assert_eq!(end.method, Method::Constant);
    }
}
