//! The simplex method of Nelder and Mead (1965), bounded by clamping, without allocation.

/// Most dimensions any model here searches.
pub(crate) const DIMENSIONS: usize = 4;

/// A point searched; those beyond the dimensions in use stay as they are.
pub(crate) type Point = [f64; DIMENSIONS];

/// What a search may vary and how far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Search<'a> {
    /// Where it starts.
    pub(crate) start: Point,
    /// First step along each axis.
    pub(crate) step: Point,
    /// Lowest and highest value of each dimension; their number is the dimensions in use.
    pub(crate) bounds: &'a [(f64, f64)],
    /// Most evaluations.
    pub(crate) budget: usize,
    /// Ends once best and worst corner differ by less.
    pub(crate) tolerance: f64,
}

impl Search<'_> {
    /// The best point found and its value.
    pub(crate) fn minimum(&self, f: impl Fn(&Point) -> f64) -> (Point, f64) {
        let n = self.bounds.len();
        if n == 0 {
            return (self.start, f(&self.start));
        }
        let mut corners = [(self.start, 0.0); DIMENSIONS + 1];
        for (at, corner) in corners.iter_mut().enumerate().take(n + 1) {
            if at > 0 {
                let axis = at - 1;
                let (low, high) = self.bounds[axis];
                let ahead = corner.0[axis] + self.step[axis];
                corner.0[axis] = if ahead <= high {
                    ahead
                } else {
                    corner.0[axis] - self.step[axis]
                };
                corner.0[axis] = corner.0[axis].clamp(low, high);
            }
            corner.1 = f(&corner.0);
        }
        let mut used = n + 1;
        while used < self.budget {
            sort(&mut corners[..=n]);
            if corners[n].1 - corners[0].1 < self.tolerance {
                break;
            }
            used += self.turn(&mut corners[..=n], &f);
        }
        sort(&mut corners[..=n]);
        corners[0]
    }

    /// One step of the simplex; says how many evaluations it took.
    fn turn(&self, corners: &mut [(Point, f64)], f: &impl Fn(&Point) -> f64) -> usize {
        let n = self.bounds.len();
        let mut centre = self.start;
        for axis in 0..n {
            centre[axis] = corners[..n]
                .iter()
                .map(|(point, _)| point[axis])
                .sum::<f64>()
                / n as f64;
        }
        let worst = corners[n];
        let along = |reach: f64| {
            let mut point = self.start;
            for axis in 0..n {
                let (low, high) = self.bounds[axis];
                let at = centre[axis] + reach * (worst.0[axis] - centre[axis]);
                point[axis] = at.clamp(low, high);
            }
            (point, f(&point))
        };
        let reflected = along(-1.0);
        if reflected.1 < corners[0].1 {
            let expanded = along(-2.0);
            corners[n] = if expanded.1 < reflected.1 {
                expanded
            } else {
                reflected
            };
            return 2;
        }
        if reflected.1 < corners[n - 1].1 {
            corners[n] = reflected;
            return 1;
        }
        let contracted = along(if reflected.1 < worst.1 { -0.5 } else { 0.5 });
        if contracted.1 < worst.1.min(reflected.1) {
            corners[n] = contracted;
            return 2;
        }
        let best = corners[0].0;
        for corner in &mut corners[1..] {
            for (at, best) in corner.0.iter_mut().zip(best) {
                *at = best + 0.5 * (*at - best);
            }
            corner.1 = f(&corner.0);
        }
        2 + n
    }
}

/// Best first; what is no number counts as worst.
fn sort(corners: &mut [(Point, f64)]) {
    for corner in corners.iter_mut() {
        if corner.1.is_nan() {
            corner.1 = f64::INFINITY;
        }
    }
    corners.sort_by(|a, b| a.1.total_cmp(&b.1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_floor_of_a_valley_and_stays_inside_its_bounds() {
        let valley = |at: &Point| (1.0 - at[0]).powi(2) + 100.0 * (at[1] - at[0] * at[0]).powi(2);
        let search = |bounds| Search {
            start: [-1.2, 1.0, 0.0, 0.0],
            step: [0.3; DIMENSIONS],
            bounds,
            budget: 600,
            tolerance: 1e-12,
        };
        let (at, value) = search(&[(-5.0, 5.0), (-5.0, 5.0)]).minimum(valley);
        assert!(value < 1e-8, "{at:?} {value}");
        let (at, _) = search(&[(-5.0, 0.5), (-5.0, 5.0)]).minimum(valley);
        assert!((at[0] - 0.5).abs() < 1e-3, "{at:?}");
    }
}
