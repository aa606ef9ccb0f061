//! Seasonal figures of a series: is there a season, and what is its shape.

use crate::limits::PERIOD_MAX;

/// How a season joins the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    /// Value = trend + season.
    Add,
    /// Value = trend × season.
    Multiply,
}

/// The classical decomposition: seasonal figures by `index % period`, mean 0 or 1.
///
/// The trend is the centred moving average over one period. `None` with less than two periods, or
/// when a figure to divide by is not above zero.
pub(crate) fn figures(y: &[f64], period: usize, join: Join) -> Option<[f64; PERIOD_MAX]> {
    if period < 2 || y.len() < 2 * period {
        return None;
    }
    let mut sums = [0.0; PERIOD_MAX];
    let mut counts = [0u32; PERIOD_MAX];
    let half = period / 2;
    for at in half..y.len() - half {
        let trend = if period % 2 == 1 {
            y[at - half..=at + half].iter().sum::<f64>() / period as f64
        } else {
            let inner: f64 = y[at - half + 1..at + half].iter().sum();
            (inner + 0.5 * (y[at - half] + y[at + half])) / period as f64
        };
        let detrended = match join {
            Join::Add => y[at] - trend,
            Join::Multiply if trend > 0.0 => y[at] / trend,
            Join::Multiply => return None,
        };
        sums[at % period] += detrended;
        counts[at % period] += 1;
    }
    for (sum, count) in sums.iter_mut().zip(counts).take(period) {
        if count == 0 {
            return None;
        }
        *sum /= f64::from(count);
    }
    let mean = sums[..period].iter().sum::<f64>() / period as f64;
    for figure in &mut sums[..period] {
        match join {
            Join::Add => *figure -= mean,
            Join::Multiply => {
                *figure /= mean;
                if *figure < 0.01 {
                    return None;
                }
            }
        }
    }
    Some(sums)
}

/// Whether the autocorrelation one period back stands out at the 90% level (the test of the M3
/// theta method: |r_m| > 1.645 sqrt((1 + 2 Σ r_i²)/n)).
pub(crate) fn stands_out(y: &[f64], period: usize) -> bool {
    let n = y.len();
    if period < 2 || n < 2 * period + 1 {
        return false;
    }
    let mean = y.iter().sum::<f64>() / n as f64;
    let spread: f64 = y.iter().map(|value| (value - mean).powi(2)).sum();
    if spread <= 0.0 {
        return false;
    }
    let lagged = |lag: usize| {
        let products = y.iter().zip(&y[lag..]);
        products.map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>() / spread
    };
    let before: f64 = (1..period).map(|lag| lagged(lag).powi(2)).sum();
    let limit = 1.644_854 * ((1.0 + 2.0 * before) / n as f64).sqrt();
    lagged(period).abs() > limit
}
