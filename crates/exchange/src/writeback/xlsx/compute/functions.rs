//! The functions of ledgers: sums, counts, conditions, rounding. All others are beyond us.

use super::eval::{Operand, Parser};
use super::{Beyond, Val};

/// A number, as arithmetic takes a value for one.
pub(super) fn number(value: &Val) -> Option<f64> {
    match value {
        Val::Empty => Some(0.0),
        Val::Number(number) => Some(*number),
        Val::Bool(value) => Some(f64::from(u8::from(*value))),
        Val::Text(text) => text.trim().parse().ok(),
        Val::Error => None,
    }
}

/// A text, as `&` takes a value for one.
pub(super) fn text(value: &Val) -> Option<String> {
    match value {
        Val::Empty => Some(String::new()),
        Val::Number(number) => Some(number.to_string()),
        Val::Bool(value) => Some(if *value { "TRUE" } else { "FALSE" }.to_owned()),
        Val::Text(text) => Some(text.clone()),
        Val::Error => None,
    }
}

fn truth(value: &Val) -> Option<bool> {
    match value {
        Val::Bool(value) => Some(*value),
        Val::Text(_) | Val::Error => None,
        other => number(other).map(|number| number != 0.0),
    }
}

/// A comparison: numbers before texts before truths; texts without regard to case.
pub(super) fn compared(a: &Val, sign: &str, b: &Val) -> Val {
    if matches!(a, Val::Error) || matches!(b, Val::Error) {
        return Val::Error;
    }
    let rank = |value: &Val| match value {
        Val::Text(_) => 1,
        Val::Bool(_) => 2,
        _ => 0,
    };
    let order = match (a, b) {
        (Val::Empty, Val::Text(b)) => "".cmp(b.as_str()),
        (Val::Text(a), Val::Empty) => a.as_str().cmp(""),
        (Val::Text(a), Val::Text(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
        _ if rank(a) != rank(b) => rank(a).cmp(&rank(b)),
        _ => {
            let (a, b) = (number(a).unwrap_or(0.0), number(b).unwrap_or(0.0));
            a.total_cmp(&b)
        }
    };
    Val::Bool(match sign {
        "=" => order.is_eq(),
        "<>" => order.is_ne(),
        "<" => order.is_lt(),
        ">" => order.is_gt(),
        "<=" => order.is_le(),
        _ => order.is_ge(),
    })
}

/// Calls a function.
pub(super) fn call(
    parser: &mut Parser<'_, '_, '_>,
    name: &str,
    arguments: &[Operand],
) -> Result<Val, Beyond> {
    match name {
        "SUM" | "AVERAGE" | "MIN" | "MAX" | "COUNT" | "PRODUCT" => {
            let Some(numbers) = numbers(parser, arguments)? else {
                return Ok(Val::Error);
            };
            Ok(of_numbers(name, &numbers))
        }
        "COUNTA" => {
            let mut count = 0_u32;
            for argument in arguments {
                let values = parser.values(argument)?;
                let filled = values.iter().filter(|value| **value != Val::Empty).count();
                count += u32::try_from(filled).unwrap_or(u32::MAX);
            }
            Ok(Val::Number(f64::from(count)))
        }
        "SUMIF" | "COUNTIF" => conditional(parser, name, arguments),
        "RANK" | "RANK.EQ" => rank(parser, arguments),
        "ROW" if arguments.is_empty() => Ok(Val::Number(f64::from(parser.own_row()))),
        "ROW" => match arguments {
            [Operand::Cells(area)] => Ok(Val::Number(f64::from(area.rows.start() + 1))),
            _ => Err(Beyond),
        },
        _ => of_values(parser, name, arguments),
    }
}

/// Numbers among the arguments: of cells only what is a number; `None` for an error among them.
fn numbers(
    parser: &mut Parser<'_, '_, '_>,
    arguments: &[Operand],
) -> Result<Option<Vec<f64>>, Beyond> {
    let mut out = Vec::new();
    for argument in arguments {
        let in_cells = matches!(argument, Operand::Cells(_));
        for value in parser.values(argument)? {
            match value {
                Val::Error => return Ok(None),
                Val::Number(number) => out.push(number),
                Val::Empty if !in_cells => out.push(0.0),
                other if !in_cells => match number(&other) {
                    Some(number) => out.push(number),
                    None => return Ok(None),
                },
                _ => {}
            }
        }
    }
    Ok(Some(out))
}

fn of_numbers(name: &str, numbers: &[f64]) -> Val {
    let count = f64::from(u32::try_from(numbers.len()).unwrap_or(u32::MAX));
    let sum = || numbers.iter().sum::<f64>();
    match name {
        "SUM" => Val::Number(sum() + 0.0),
        "COUNT" => Val::Number(count),
        "PRODUCT" => Val::Number(numbers.iter().product()),
        "AVERAGE" if numbers.is_empty() => Val::Error,
        "AVERAGE" => Val::Number(sum() / count),
        _ if numbers.is_empty() => Val::Number(0.0),
        "MIN" => Val::Number(numbers.iter().copied().fold(f64::INFINITY, f64::min)),
        _ => Val::Number(numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max)),
    }
}

fn conditional(
    parser: &mut Parser<'_, '_, '_>,
    name: &str,
    arguments: &[Operand],
) -> Result<Val, Beyond> {
    let (range, wanted, sums) = match arguments {
        [range, wanted] => (range, wanted, range),
        [range, wanted, sums] => (range, wanted, sums),
        _ => return Err(Beyond),
    };
    let wanted = parser.single(wanted.clone())?;
    let (sign, wanted) = condition(&wanted)?;
    let values = parser.values(range)?;
    let fits: Vec<bool> = values
        .iter()
        .map(|value| {
            let same_kind = matches!(
                (value, &wanted),
                (Val::Number(_), Val::Number(_)) | (Val::Text(_) | Val::Empty, Val::Text(_))
            );
            let holds = compared(value, sign, &wanted) == Val::Bool(true);
            if sign == "<>" {
                !same_kind || holds
            } else {
                same_kind && holds
            }
        })
        .collect();
    if name == "COUNTIF" {
        let count = fits.iter().filter(|fits| **fits).count();
        return Ok(Val::Number(f64::from(
            u32::try_from(count).unwrap_or(u32::MAX),
        )));
    }
    let sums = parser.values(sums)?;
    if sums.len() != values.len() {
        return Err(Beyond);
    }
    let mut sum = 0.0;
    for (value, _) in sums.iter().zip(&fits).filter(|(_, fits)| **fits) {
        match value {
            Val::Number(number) => sum += number,
            Val::Error => return Ok(Val::Error),
            _ => {}
        }
    }
    Ok(Val::Number(sum))
}

/// A condition such as `">2"` or `"乙"`. Wildcards are beyond us.
fn condition(wanted: &Val) -> Result<(&'static str, Val), Beyond> {
    let Val::Text(text) = wanted else {
        return Ok(("=", wanted.clone()));
    };
    let signs = ["<>", "<=", ">=", "<", ">", "="];
    let sign = signs.into_iter().find(|sign| text.starts_with(sign));
    let rest = &text[sign.map_or(0, str::len)..];
    if rest.contains(['*', '?', '~']) {
        return Err(Beyond);
    }
    let value = match rest.parse() {
        Ok(number) => Val::Number(number),
        Err(_) => Val::Text(rest.to_owned()),
    };
    Ok((sign.unwrap_or("="), value))
}

fn rank(parser: &mut Parser<'_, '_, '_>, arguments: &[Operand]) -> Result<Val, Beyond> {
    let (own, range, ascending) = match arguments {
        [own, range] => (own, range, false),
        [own, range, order] => {
            let order = parser.single(order.clone())?;
            (own, range, truth(&order).unwrap_or(false))
        }
        _ => return Err(Beyond),
    };
    let own = parser.single(own.clone())?;
    let (Some(own), Some(all)) = (number(&own), numbers(parser, std::slice::from_ref(range))?)
    else {
        return Ok(Val::Error);
    };
    if !all.contains(&own) {
        return Ok(Val::Error);
    }
    let before = all.iter().filter(|other| {
        if ascending {
            **other < own
        } else {
            **other > own
        }
    });
    let before = u32::try_from(before.count()).unwrap_or(u32::MAX);
    Ok(Val::Number(f64::from(before) + 1.0))
}

fn of_values(
    parser: &mut Parser<'_, '_, '_>,
    name: &str,
    arguments: &[Operand],
) -> Result<Val, Beyond> {
    let mut single = |at: usize| match arguments.get(at) {
        Some(argument) => parser.single(argument.clone()).map(Some),
        None => Ok(None),
    };
    let first = single(0)?.ok_or(Beyond)?;
    match name {
        "IF" => {
            let Some(holds) = truth(&first) else {
                return Ok(Val::Error);
            };
            let chosen = single(if holds { 1 } else { 2 })?;
            Ok(chosen.unwrap_or(Val::Bool(holds)))
        }
        "IFERROR" if first == Val::Error => single(1)?.ok_or(Beyond),
        "IFERROR" => Ok(first),
        "ISERROR" => Ok(Val::Bool(first == Val::Error)),
        "ISBLANK" => Ok(Val::Bool(first == Val::Empty)),
        "ISNUMBER" => Ok(Val::Bool(matches!(first, Val::Number(_)))),
        "NOT" => Ok(truth(&first).map_or(Val::Error, |value| Val::Bool(!value))),
        "AND" | "OR" => {
            let mut all = Vec::new();
            for at in 0..arguments.len() {
                let value = single(at)?.unwrap_or(Val::Empty);
                match truth(&value) {
                    Some(value) => all.push(value),
                    None => return Ok(Val::Error),
                }
            }
            Ok(Val::Bool(if name == "AND" {
                all.iter().all(|value| *value)
            } else {
                all.iter().any(|value| *value)
            }))
        }
        "ABS" => Ok(number(&first).map_or(Val::Error, |own| Val::Number(own.abs()))),
        "INT" => Ok(number(&first).map_or(Val::Error, |own| Val::Number(own.floor()))),
        "N" => Ok(Val::Number(match first {
            Val::Text(_) => 0.0,
            other => number(&other).unwrap_or(0.0),
        })),
        "ROUND" | "ROUNDUP" | "ROUNDDOWN" => {
            let places = single(1)?.unwrap_or(Val::Empty);
            let Some((own, places)) = number(&first).zip(number(&places)) else {
                return Ok(Val::Error);
            };
            Ok(Val::Number(rounded(name, own, places)))
        }
        _ => Err(Beyond),
    }
}

/// Rounded half away from zero, up, or down, to so many places. The decimal a person sees counts:
/// 1.005 is a half to two places although its binary fraction is less.
fn rounded(name: &str, own: f64, places: f64) -> f64 {
    let scale = 10_f64.powf(places.trunc());
    let scaled = own.abs() * scale;
    let near = (scaled * 1e6).round() / 1e6;
    let scaled = if (near - scaled).abs() <= scaled * 1e-14 {
        near
    } else {
        scaled
    };
    let whole = match name {
        "ROUNDUP" => scaled.ceil(),
        "ROUNDDOWN" => scaled.floor(),
        _ => scaled.round(),
    };
    (whole / scale).copysign(own)
}
