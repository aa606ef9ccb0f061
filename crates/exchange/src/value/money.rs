//! 金额: money in the unit of its column, its header, its title, or its own.

use rust_decimal::Decimal;
use zone::Fen;

use super::{Reading, common, number, short};
use crate::book::Cell;
use crate::problem::CellCause;

/// Units of money and how many yuan (dollars, pounds) each is. Longer names first.
const UNITS: [(&str, i64); 24] = [
    ("百亿元", 10_000_000_000),
    ("十亿元", 1_000_000_000),
    ("千万元", 10_000_000),
    ("百万元", 1_000_000),
    ("万亿元", 1_000_000_000_000),
    ("亿元", 100_000_000),
    ("万元", 10_000),
    ("千元", 1_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("元", 1),
    ("billion", 1_000_000_000),
    ("million", 1_000_000),
    ("thousand", 1_000),
    ("bn", 1_000_000_000),
    ("mn", 1_000_000),
    ("m", 1_000_000),
    ("k", 1_000),
    ("b", 1_000_000_000),
    ("usd", 1),
    ("gbp", 1),
    ("aud", 1),
    ("cny", 1),
    ("yuan", 1),
];

/// How many yuan a unit of money is, by its name as [`unit_in`] gives it.
pub fn factor(unit: &str) -> Option<Decimal> {
    let plain = unit.trim().to_ascii_lowercase();
    let plain = plain.trim_start_matches(['$', '£', '€', '¥']).trim();
    if plain.is_empty() && !unit.trim().is_empty() {
        return Some(Decimal::ONE);
    }
    let found = UNITS.iter().find(|(name, _)| *name == plain)?;
    Some(Decimal::from(found.1))
}

/// The unit of money named in a header or a title: `年度计划投资（万元）` names `万元`.
pub fn unit_in(text: &str) -> Option<&'static str> {
    let plain = number::half_width(text).to_ascii_lowercase();
    if let Some((name, _)) = UNITS[..8].iter().find(|(name, _)| plain.contains(name)) {
        return Some(name);
    }
    let marked = |mark: &str| plain.contains(mark);
    if marked("单位:元") || marked("(元)") || marked("/元") {
        return Some("元");
    }
    if marked("£bn") || marked("$bn") || marked("billion") {
        return Some("billion");
    }
    let million = ["million", "(£m)", "($m)", "£m", "$m"];
    if million.iter().any(|mark| marked(mark)) {
        return Some("million");
    }
    (marked("thousand") || marked("$k") || marked("£k")).then_some("thousand")
}

/// Reads a cell as money; a unit in the cell counts before that of the column.
pub fn read(cell: &Cell, unit: Decimal) -> Reading<Fen> {
    if let Some(common) = common(cell) {
        return common;
    }
    let shown = cell.shown();
    let refused = || Reading::Refused(CellCause::NotMoney(short(&shown)));
    let amount = match cell {
        Cell::Number(number) => number.checked_mul(unit),
        Cell::Text(text) => {
            let Some((number, own)) = split_unit(text) else {
                return refused();
            };
            number.checked_mul(own.unwrap_or(unit))
        }
        _ => return refused(),
    };
    match amount.and_then(Fen::from_yuan) {
        Some(fen) if fen.0 < 0 => Reading::Refused(CellCause::NegativeMoney(short(&shown))),
        Some(fen) => Reading::Value(fen),
        None => Reading::Refused(CellCause::MoneyTooLarge(short(&shown))),
    }
}

/// A number and the unit written behind it, if any: `3.2亿元`, `£2.5bn`, `约3000万`.
fn split_unit(text: &str) -> Option<(Decimal, Option<Decimal>)> {
    let plain = number::half_width(text).to_ascii_lowercase();
    let mut rest = plain
        .trim()
        .trim_start_matches(['约', '~', '≈', '≥', '≤', '>', '<']);
    for symbol in ["us$", "a$", "$", "£", "€", "¥", "￥", "rmb", "人民币"] {
        rest = rest.strip_prefix(symbol).unwrap_or(rest).trim();
        if let Some(inner) = rest
            .strip_prefix('-')
            .and_then(|inner| inner.strip_prefix(symbol))
        {
            return Some((-number::parse(inner)?, None));
        }
    }
    if let Some(number) = number::parse(rest) {
        return Some((number, None));
    }
    let (name, yuan) = UNITS.iter().find(|(name, _)| rest.ends_with(name))?;
    let number = number::parse(rest.strip_suffix(name)?)?;
    Some((number, Some(Decimal::from(*yuan))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn money_in_the_unit_of_its_column_or_its_own() {
        let wan = factor("万元").unwrap();
        let mut out = String::new();
        let texts = [
            "3000",
            "3,000.5",
            "３０００",
            "3.2亿元",
            "5000元",
            "£2.5bn",
            "$-12",
            "约3000万",
            "待定",
            "Exempt under Section 43",
            "三千",
            "1e20",
            "-5",
        ];
        for text in texts {
            out += &format!("{text} = {:?}\n", read(&Cell::text(text), wan));
        }
        expect![[r#"
            3000 = Value(Fen(3000000000))
            3,000.5 = Value(Fen(3000500000))
            ３０００ = Value(Fen(3000000000))
            3.2亿元 = Value(Fen(32000000000))
            5000元 = Value(Fen(500000))
            £2.5bn = Value(Fen(250000000000))
            $-12 = Refused(NegativeMoney("$-12"))
            约3000万 = Value(Fen(3000000000))
            待定 = Cleared(None)
            Exempt under Section 43 = Cleared(Some(Withheld("Exempt under Section 43")))
            三千 = Refused(NotMoney("三千"))
            1e20 = Refused(MoneyTooLarge("1e20"))
            -5 = Refused(NegativeMoney("-5"))
        "#]]
        .assert_eq(&out);
    }

    #[test]
    fn the_unit_is_found_in_headers_and_titles() {
        assert_eq!(unit_in("总投资（万元）"), Some("万元"));
        assert_eq!(unit_in("单位：亿元"), Some("亿元"));
        assert_eq!(unit_in("单位：元"), Some("元"));
        assert_eq!(unit_in("2013/2014 Budget (£million)"), Some("million"));
        assert_eq!(unit_in("总投资"), None);
        assert_eq!(unit_in("完成单元数"), None);
    }
}
