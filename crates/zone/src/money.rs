//! Money in integer fen, shares in integer basis points. No floats.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// An amount of money in fen (a hundredth of a yuan, or of the zone's currency).
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fen(pub i64);

impl Fen {
    /// Largest amount the program keeps: 90 万亿元. Beyond it an input is a slip of units.
    pub const MAX: Fen = Fen(9_000_000_000_000_000);

    /// From an amount in yuan, rounded half away from zero to whole fen; `None` beyond
    /// [`Fen::MAX`].
    pub fn from_yuan(yuan: Decimal) -> Option<Fen> {
        let fen = yuan
            .checked_mul(Decimal::ONE_HUNDRED)?
            .round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
            .to_i64()?;
        (fen.abs() <= Fen::MAX.0).then_some(Fen(fen))
    }

    /// The amount in yuan, exactly.
    pub fn yuan(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// The amount in 万元 (10,000 yuan), exactly.
    pub fn wan(self) -> Decimal {
        Decimal::new(self.0, 6).normalize()
    }

    /// `self / whole` in basis points, rounded half away from zero; `None` when `whole` is not
    /// above zero.
    pub fn share_of(self, whole: Fen) -> Option<BasisPoints> {
        if whole.0 <= 0 {
            return None;
        }
        let ratio = (self.yuan() / whole.yuan()) * Decimal::from(10_000);
        ratio
            .round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
            .to_i32()
            .map(BasisPoints)
    }
}

/// How many yuan a measure of money is; `None` for what is none: `亿元` is 100,000,000.
pub fn yuan_per(measure: &str) -> Option<Decimal> {
    let factor: i64 = match measure {
        "元" => 1,
        "千元" => 1_000,
        "万元" => 10_000,
        "百万元" => 1_000_000,
        "千万元" => 10_000_000,
        "亿元" => 100_000_000,
        _ => return None,
    };
    Some(Decimal::from(factor))
}

impl Add for Fen {
    type Output = Fen;
    fn add(self, other: Fen) -> Fen {
        Fen(self.0.saturating_add(other.0))
    }
}

impl Sub for Fen {
    type Output = Fen;
    fn sub(self, other: Fen) -> Fen {
        Fen(self.0.saturating_sub(other.0))
    }
}

impl Neg for Fen {
    type Output = Fen;
    fn neg(self) -> Fen {
        Fen(-self.0)
    }
}

impl Sum for Fen {
    fn sum<I: Iterator<Item = Fen>>(amounts: I) -> Fen {
        amounts.fold(Fen(0), Add::add)
    }
}

impl fmt::Display for Fen {
    /// In 万元, the unit of Chinese project ledgers: `32000 万元`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} 万元", self.wan())
    }
}

/// A share in basis points: 45% is 4,500.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BasisPoints(pub i32);

impl BasisPoints {
    /// The whole, 100%.
    pub const WHOLE: BasisPoints = BasisPoints(10_000);

    /// The share as an exact decimal fraction: 4,500 is 0.45.
    pub fn fraction(self) -> Decimal {
        Decimal::new(i64::from(self.0), 4)
    }

    /// From a decimal fraction, rounded half away from zero.
    pub fn from_fraction(fraction: Decimal) -> Option<BasisPoints> {
        fraction
            .checked_mul(Decimal::from(10_000))?
            .round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
            .to_i32()
            .map(BasisPoints)
    }
}

impl fmt::Display for BasisPoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", Decimal::new(i64::from(self.0), 2).normalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_become_fen_and_back_without_loss() {
        let yuan: Decimal = "182980960.37".parse().unwrap();
        assert_eq!(Fen::from_yuan(yuan), Some(Fen(18_298_096_037)));
        assert_eq!(Fen(18_298_096_037).yuan(), yuan);
        assert_eq!(Fen(3_200_000_000).to_string(), "3200 万元");
        assert_eq!(Fen::from_yuan(Decimal::MAX), None);
    }

    #[test]
    fn a_share_is_rounded_half_away_from_zero() {
        assert_eq!(Fen(1).share_of(Fen(3)), Some(BasisPoints(3_333)));
        assert_eq!(Fen(2).share_of(Fen(3)), Some(BasisPoints(6_667)));
        assert_eq!(Fen(2).share_of(Fen(0)), None);
        assert_eq!(BasisPoints(4_520).to_string(), "45.2%");
    }
}
