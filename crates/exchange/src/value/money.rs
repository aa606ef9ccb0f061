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
    let (amount, noted) = match cell {
        Cell::Number(number) => (number.checked_mul(unit), false),
        Cell::Text(text) => match amount(text, unit) {
            Ok(found) => (found.yuan, found.noted),
            Err(cause) => return Reading::Refused(cause),
        },
        _ => return Reading::Refused(CellCause::NotMoney(short(&shown))),
    };
    match amount.and_then(Fen::from_yuan) {
        Some(fen) if fen.0 < 0 => Reading::Refused(CellCause::NegativeMoney(short(&shown))),
        Some(fen) if noted => Reading::Noted(fen),
        Some(fen) => Reading::Value(fen),
        None => Reading::Refused(CellCause::MoneyTooLarge(short(&shown))),
    }
}

/// Reads one of two amounts that stand in a cell, from 1: `5000/3200`.
pub fn read_part(cell: &Cell, unit: Decimal, part: u8) -> Reading<Fen> {
    let Cell::Text(text) = cell else {
        // One number where two were agreed: it is the first.
        return if part == 1 || cell.is_blank() {
            read(cell, unit)
        } else {
            Reading::Blank
        };
    };
    match super::parts(text) {
        Some(parts) => match parts.get(usize::from(part).saturating_sub(1)) {
            // A unit behind the last amount is meant for all of them.
            Some(own) => {
                let last = parts.last().map_or("", |last| last);
                let shared = own_unit(last).filter(|_| own_unit(own).is_none());
                read(&Cell::text(own), shared.unwrap_or(unit))
            }
            None => Reading::Blank,
        },
        None if part == 1 || common::<Fen>(cell).is_some() => read(cell, unit),
        None => Reading::Blank,
    }
}

struct Amount {
    yuan: Option<Decimal>,
    noted: bool,
}

fn amount(text: &str, unit: Decimal) -> Result<Amount, CellCause> {
    let refused = || CellCause::NotMoney(short(text));
    let plain = number::half_width(text).to_ascii_lowercase();
    if plain.len() > 120 {
        return Err(refused());
    }
    let (rest, bracket) = without_bracket(plain.trim());
    let (rest, mut noted) = number::without_marks(rest);
    noted |= bracket;
    let rest = &*without_symbol(rest);
    if let Some(number) = number::parse(rest) {
        let yuan = number.checked_mul(unit);
        return Ok(Amount { yuan, noted });
    }
    if let Some(found) = composed(rest) {
        noted |= found.1;
        return Ok(Amount {
            yuan: found.0,
            noted,
        });
    }
    let numbers = rest
        .split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
        .filter(|part| part.bytes().any(|byte| byte.is_ascii_digit()))
        .count();
    Err(if numbers > 1 {
        CellCause::SeveralValues(short(text))
    } else {
        refused()
    })
}

/// Words in brackets behind an amount: 3000（含设备）. `(12)` is a number.
fn without_bracket(text: &str) -> (&str, bool) {
    let Some(inner) = text.strip_suffix(')') else {
        return (text, false);
    };
    match inner.rsplit_once('(') {
        Some((before, words)) if !before.trim().is_empty() => {
            // A unit in brackets says what the number is counted in, and nothing more.
            if UNITS.iter().any(|(name, _)| *name == words.trim()) {
                return (text, false);
            }
            (before.trim_end(), true)
        }
        _ => (text, false),
    }
}

/// Without the sign of a currency; the minus may stand on either side of it.
fn without_symbol(text: &str) -> String {
    const SYMBOLS: [&str; 9] = ["人民币", "rmb", "us$", "a$", "$", "£", "€", "¥", "￥"];
    let mut rest = text.to_owned();
    for symbol in SYMBOLS {
        let start = rest.trim_start_matches('-');
        if start.starts_with(symbol) {
            rest = rest.replacen(symbol, "", 1).trim().to_owned();
        }
    }
    rest
}

/// Numbers with units that go down, added up: `3.2亿元`, `3亿2000万元`, `3000余万元`; whether a mark
/// stood inside.
fn composed(text: &str) -> Option<(Option<Decimal>, bool)> {
    let mut rest = text.replace(['(', ')'], "");
    let mut sum = Decimal::ZERO;
    let (mut noted, mut last) = (false, i64::MAX);
    for _ in 0..3 {
        let end = rest.find(|c: char| {
            !c.is_ascii_digit() && !matches!(c, '.' | ',' | '-' | '+' | ' ' | '\'')
        })?;
        let number = number::parse(&rest[..end])?;
        let behind = rest[end..].trim_start();
        let behind = match behind.strip_prefix(['余', '多']) {
            Some(found) => {
                noted = true;
                found
            }
            None => behind,
        };
        let (name, yuan) = UNITS.iter().find(|(name, _)| behind.starts_with(name))?;
        if *yuan >= last {
            return None;
        }
        last = *yuan;
        let Some(part) = number.checked_mul(Decimal::from(*yuan)) else {
            return Some((None, noted));
        };
        let Some(total) = sum.checked_add(part) else {
            return Some((None, noted));
        };
        sum = total;
        let behind = behind[name.len()..].trim();
        let (behind, marked) = match behind {
            "余" | "多" | "左右" | "以上" | "余元" | "多元" => ("", true),
            "元" | "人民币" => ("", false),
            other => (other, false),
        };
        noted |= marked;
        if behind.is_empty() {
            return Some((Some(sum), noted));
        }
        rest = behind.to_owned();
    }
    None
}

/// The unit that stands behind an amount.
fn own_unit(text: &str) -> Option<Decimal> {
    let plain = number::half_width(text).to_ascii_lowercase();
    let (plain, _) = number::without_marks(&plain);
    let (_, yuan) = UNITS.iter().find(|(name, _)| plain.ends_with(name))?;
    plain
        .starts_with(|c: char| c.is_ascii_digit())
        .then(|| Decimal::from(*yuan))
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
            "3亿2000万元",
            "3000余万元",
            "≥5000",
            "5 000（含设备）",
            "5000（万元）",
            "总投资5亿元，其中设备3亿元",
            "5000/3200",
            "2万3亿",
            "£-3",
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
            约3000万 = Noted(Fen(3000000000))
            待定 = Cleared(None)
            Exempt under Section 43 = Cleared(Some(Withheld("Exempt under Section 43")))
            三千 = Refused(NotMoney("三千"))
            1e20 = Refused(MoneyTooLarge("1e20"))
            -5 = Refused(NegativeMoney("-5"))
            3亿2000万元 = Value(Fen(32000000000))
            3000余万元 = Noted(Fen(3000000000))
            ≥5000 = Noted(Fen(5000000000))
            5 000（含设备） = Noted(Fen(5000000000))
            5000（万元） = Value(Fen(5000000000))
            总投资5亿元，其中设备3亿元 = Refused(SeveralValues("总投资5亿元，其中设备3亿元"))
            5000/3200 = Refused(SeveralValues("5000/3200"))
            2万3亿 = Refused(SeveralValues("2万3亿"))
            £-3 = Refused(NegativeMoney("£-3"))
        "#]]
        .assert_eq(&out);
    }

    #[test]
    fn two_amounts_in_one_cell() {
        let wan = factor("万元").unwrap();
        let both = |text: &str| [1, 2].map(|part| read_part(&Cell::text(text), wan, part));
        let fen = |wan: i64| Reading::Value(Fen(wan * 1_000_000));
        assert_eq!(both("5000/3200"), [fen(5_000), fen(3_200)]);
        assert_eq!(both("５０００／３２００万元"), [fen(5_000), fen(3_200)]);
        assert_eq!(both("2/1.5亿元"), [fen(20_000), fen(15_000)]);
        assert_eq!(both("5000/—"), [fen(5_000), Reading::Cleared(None)]);
        assert_eq!(both("5000"), [fen(5_000), Reading::Blank]);
        assert_eq!(
            both("待定"),
            [Reading::Cleared(None), Reading::Cleared(None)]
        );
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
