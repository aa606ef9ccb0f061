//! 知悉范围 and 实物工作量.

use rust_decimal::Decimal;
use zone::{HandlingLevel, Quantity};

use super::{Reading, common, number, short};
use crate::book::Cell;
use crate::problem::CellCause;

/// Reads a handling level. A state secret is refused.
pub fn read_level(cell: &Cell) -> Reading<HandlingLevel> {
    if let Some(common) = common(cell) {
        return common;
    }
    let shown = cell.shown();
    let plain = shown.trim().to_ascii_lowercase();
    Reading::Value(match plain.as_str() {
        "公开" | "public" => HandlingLevel::Public,
        "内部" | "internal" => HandlingLevel::Internal,
        "工作秘密" | "work secret" | "work_secret" => HandlingLevel::WorkSecret,
        "未发布统计" | "未发布统计资料" | "unpublished statistics" | "unpublished_statistics" => {
            HandlingLevel::UnpublishedStatistics
        }
        "秘密" | "机密" | "绝密" | "涉密" | "secret" | "confidential" | "top secret" => {
            return Reading::Refused(CellCause::StateSecret(short(&shown)));
        }
        _ => return Reading::Refused(CellCause::NotLevel(short(&shown))),
    })
}

/// Reads planned and done with their unit of measure: `5000/3200 平方米`.
pub fn quantity(cell: &Cell) -> Reading<Quantity> {
    if let Some(common) = common(cell) {
        return common;
    }
    let shown = cell.shown();
    let half = number::half_width(&shown);
    let end = half
        .rfind(|c: char| c.is_ascii_digit())
        .map_or(0, |at| at + 1);
    let (numbers, unit) = half.split_at(end);
    let (planned, done) = numbers.split_once('/').unwrap_or((numbers, "0"));
    let done = number::parse(done).unwrap_or(Decimal::ZERO);
    match number::parse(planned) {
        Some(planned) => Reading::Value(Quantity {
            planned,
            done,
            unit: unit.trim().to_owned(),
        }),
        None => Reading::Refused(CellCause::NotQuantity(short(&shown))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_secrets() {
        let read = |text| read_level(&Cell::text(text));
        assert_eq!(read("工作秘密"), Reading::Value(HandlingLevel::WorkSecret));
        assert_eq!(
            read("机密"),
            Reading::Refused(CellCause::StateSecret("机密".into()))
        );
        assert_eq!(
            read("一般"),
            Reading::Refused(CellCause::NotLevel("一般".into()))
        );
    }

    #[test]
    fn quantities_are_planned_and_done() {
        let Reading::Value(found) = quantity(&Cell::text("5000/3200 平方米")) else {
            panic!()
        };
        assert_eq!((found.planned, found.done), (5_000.into(), 3_200.into()));
        assert_eq!(found.unit, "平方米");
    }
}
