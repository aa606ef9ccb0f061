//! The normal distribution and Student's, as far as forecasts need them.

use std::f64::consts::PI;

/// Chance that a standard normal lies below `z`; error below 1.2e-7 (erfc by a rational Chebyshev
/// fit).
pub(crate) fn below(z: f64) -> f64 {
    const TERMS: [f64; 10] = [
        -1.265_512_23,
        1.000_023_68,
        0.374_091_96,
        0.096_784_18,
        -0.186_288_06,
        0.278_868_07,
        -1.135_203_98,
        1.488_515_87,
        -0.822_152_23,
        0.170_872_77,
    ];
    let x = z.abs() / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.5 * x);
    let sum = TERMS.iter().rev().fold(0.0, |sum, term| sum * t + term);
    let tail = 0.5 * t * (-x * x + sum).exp();
    if z > 0.0 { 1.0 - tail } else { tail }
}

/// The value below which a standard normal lies with chance `p`; Acklam's rational form, relative
/// error below 1.2e-9. Chances outside 1e-300..1-1e-16 count as the nearest of them.
pub(crate) fn quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 6] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
        1.0,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 5] = [
        7.784_695_709_041_462e-3,
        3.224_671_290_700_398e-1,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
        1.0,
    ];
    const LOW: f64 = 0.024_25;
    let p = p.clamp(1e-300, 1.0 - 1e-16);
    let sum = |terms: &[f64], x: f64| terms.iter().fold(0.0, |sum, term| sum * x + term);
    if p < LOW {
        let q = (-2.0 * p.ln()).sqrt();
        return sum(&C, q) / sum(&D, q);
    }
    if p > 1.0 - LOW {
        let q = (-2.0 * (1.0 - p).ln()).sqrt();
        return -sum(&C, q) / sum(&D, q);
    }
    let q = p - 0.5;
    let r = q * q;
    q * sum(&A, r) / sum(&B, r)
}

/// Chance that Student's t with `freedom` degrees lies below `t`.
pub(crate) fn student_below(t: f64, freedom: f64) -> f64 {
    let x = freedom / (freedom + t * t);
    let tail = 0.5 * beta_share(x, 0.5 * freedom, 0.5);
    if t > 0.0 { 1.0 - tail } else { tail }
}

/// The value below which Student's t with `freedom` degrees lies with chance `p`, by bisection to
/// a part in 2^40; never beyond a hundred either way.
pub(crate) fn student_quantile(p: f64, freedom: f64) -> f64 {
    let (mut low, mut high) = (-100.0, 100.0);
    for _ in 0..48 {
        let middle = 0.5 * (low + high);
        if student_below(middle, freedom) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// The regularised incomplete beta function, by the continued fraction of Lentz.
fn beta_share(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_share(1.0 - x, b, a);
    }
    let front =
        (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (1.0 - x).ln()).exp();
    let floor = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let (mut c, mut d) = (1.0, 1.0 / floor(1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = d;
    for step in 1..200 {
        let m = f64::from(step);
        let terms = [
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)),
        ];
        let mut last = 0.0;
        for term in terms {
            d = 1.0 / floor(1.0 + term * d);
            c = floor(1.0 + term / c);
            last = c * d;
            fraction *= last;
        }
        if (last - 1.0).abs() < 1e-12 {
            break;
        }
    }
    front * fraction / a
}

/// Logarithm of the gamma function above 0 (Lanczos, error below 1e-10).
fn ln_gamma(x: f64) -> f64 {
    const TERMS: [f64; 6] = [
        76.180_091_729_471_46,
        -86.505_320_329_416_77,
        24.014_098_240_830_91,
        -1.231_739_572_450_155,
        1.208_650_973_866_179e-3,
        -5.395_239_384_953e-6,
    ];
    let shifted = x + 5.5;
    let mut sum = 1.000_000_000_190_015;
    for (at, term) in (1..).zip(TERMS) {
        sum += term / (x + f64::from(at));
    }
    (x + 0.5) * shifted.ln() - shifted + ((2.0 * PI).sqrt() * sum / x).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, error: f64) {
        assert!(
            (found - expected).abs() < error,
            "{found} is not {expected}"
        );
    }

    #[test]
    fn tables_of_the_normal_and_of_students_t() {
        close(below(1.959_964), 0.975, 2e-7);
        close(below(-3.0), 0.001_349_898, 2e-7);
        close(quantile(0.975), 1.959_963_985, 1e-7);
        close(quantile(0.01), -2.326_347_874, 1e-7);
        close(student_quantile(0.975, 4.0), 2.776_445, 1e-5);
        close(student_quantile(0.9, 1.0), 3.077_684, 1e-5);
        close(student_below(-1.475_884, 5.0), 0.1, 1e-6);
    }
}
