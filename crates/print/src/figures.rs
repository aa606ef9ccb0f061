//! Figures as people write them: money by 万 and 亿 (k, m and bn in English), gaps with their
//! sign, real minus signs. Exact integers in, text out; rounded half away from zero, once.

use zone::state::Currency;
use zone::{BasisPoints, Fen, Lang};

/// What stands where nothing is known.
pub(crate) const NONE: &str = "—";

const MINUS: char = '−';

/// A scale on which money is written: fen for one of it, its name, digits after the point.
#[derive(Clone, Copy)]
struct Scale {
    fen: u64,
    name: &'static str,
    digits: u32,
}

fn scale_of(largest: u64, lang: Lang) -> Scale {
    let scale = |fen, name, digits| Scale { fen, name, digits };
    match (lang, largest) {
        (Lang::Zh, 1_000_000_000_000..) => scale(10_000_000_000, "亿", 1),
        (Lang::Zh, 10_000_000_000..) => scale(10_000_000_000, "亿", 2),
        (Lang::Zh, 1_000_000..) => scale(1_000_000, "万", 0),
        (Lang::En, 100_000_000_000..) => scale(100_000_000_000, "bn", 2),
        (Lang::En, 100_000_000..) => scale(100_000_000, "m", 1),
        (Lang::En, 100_000..) => scale(100_000, "k", 0),
        _ => scale(100, "", 0),
    }
}

/// An amount with its scale: `8.00 亿`, `3,200 万`, `800.0 m`.
pub(crate) fn money(amount: Fen, lang: Lang) -> String {
    let scale = scale_of(amount.0.unsigned_abs(), lang);
    with_name(fixed(amount.0, scale.fen, scale.digits), scale.name)
}

/// Two amounts on one scale, that of the larger: `3.20 / 8.00 亿`.
pub(crate) fn money_pair(done: Option<Fen>, whole: Option<Fen>, lang: Lang) -> String {
    let amounts = [done, whole];
    let largest = amounts
        .iter()
        .flatten()
        .map(|amount| amount.0.unsigned_abs());
    let Some(largest) = largest.max() else {
        return NONE.to_owned();
    };
    let scale = scale_of(largest, lang);
    let [done, whole] = amounts.map(|amount| match amount {
        Some(amount) => fixed(amount.0, scale.fen, scale.digits),
        None => NONE.to_owned(),
    });
    with_name(format!("{done} / {whole}"), scale.name)
}

fn with_name(figure: String, name: &str) -> String {
    if name.is_empty() {
        figure
    } else {
        format!("{figure} {name}")
    }
}

/// The currency that amounts are in.
pub(crate) fn currency(currency: Currency, lang: Lang) -> &'static str {
    match (currency, lang) {
        (Currency::CNY, Lang::Zh) => "元",
        (Currency::USD, Lang::Zh) => "美元",
        (Currency::AUD, Lang::Zh) => "澳元",
        (Currency::GBP, Lang::Zh) => "英镑",
        (Currency::CNY, Lang::En) => "CNY",
        (Currency::USD, Lang::En) => "USD",
        (Currency::AUD, Lang::En) => "AUD",
        (Currency::GBP, Lang::En) => "GBP",
    }
}

/// A share in percent without its sign, for a column whose head has it: `38.1`.
pub(crate) fn share(share: Option<BasisPoints>) -> String {
    share.map_or_else(
        || NONE.to_owned(),
        |share| fixed(i64::from(share.0), 100, 1),
    )
}

/// A share in percent: `38.1%`.
pub(crate) fn percent(of: Option<BasisPoints>) -> String {
    of.map_or_else(|| NONE.to_owned(), |of| share(Some(of)) + "%")
}

/// A gap in percentage points with its sign, for a column whose head has the unit: `−12.4`.
pub(crate) fn gap(gap: Option<BasisPoints>) -> String {
    gap.map_or_else(
        || NONE.to_owned(),
        |gap| signed(&fixed(i64::from(gap.0), 100, 1), gap.0),
    )
}

/// A number of days with its sign: `+41` is late.
pub(crate) fn days(days: Option<i32>) -> String {
    days.map_or_else(
        || NONE.to_owned(),
        |days| signed(&fixed(i64::from(days), 1, 0), days),
    )
}

/// A count with its thousands separated.
pub(crate) fn count(count: u64) -> String {
    grouped(&count.to_string())
}

fn signed(figure: &str, value: i32) -> String {
    let sign = if value > 0 { "+" } else { "" };
    format!("{sign}{figure}")
}

/// `value / per` with so many digits after the point.
fn fixed(value: i64, per: u64, digits: u32) -> String {
    let power = 10_u128.pow(digits);
    let per = u128::from(per);
    let scaled = (u128::from(value.unsigned_abs()) * power + per / 2) / per;
    let mut text = grouped(&(scaled / power).to_string());
    if digits > 0 {
        let width = digits as usize;
        text += &format!(".{:0width$}", scaled % power);
    }
    if value < 0 && scaled > 0 {
        text.insert(0, MINUS);
    }
    text
}

fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_by_scale() {
        assert_eq!(money(Fen(80_000_000_000), Lang::Zh), "8.00 亿");
        assert_eq!(money(Fen(3_200_000_000), Lang::Zh), "3,200 万");
        assert_eq!(money(Fen(2_702_945_000_000), Lang::Zh), "270.3 亿");
        assert_eq!(money(Fen(80_000_000_000), Lang::En), "800.0 m");
        assert_eq!(money(Fen(-12_345_600), Lang::En), "−123 k");
        assert_eq!(money(Fen(0), Lang::Zh), "0");
        let pair = money_pair(
            Some(Fen(32_000_000_000)),
            Some(Fen(80_000_000_000)),
            Lang::Zh,
        );
        assert_eq!(pair, "3.20 / 8.00 亿");
        assert_eq!(money_pair(None, Some(Fen(5_000_000)), Lang::Zh), "— / 5 万");
        assert_eq!(money_pair(None, None, Lang::En), NONE);
        assert_eq!(money(Fen(i64::MIN), Lang::En).chars().next(), Some(MINUS));
    }

    #[test]
    fn gaps_and_days_show_their_sign() {
        assert_eq!(gap(Some(BasisPoints(-1_240))), "−12.4");
        assert_eq!(gap(Some(BasisPoints(733))), "+7.3");
        assert_eq!(gap(Some(BasisPoints(0))), "0.0");
        assert_eq!(days(Some(1_041)), "+1,041");
        assert_eq!(days(Some(-12)), "−12");
        assert_eq!(days(None), NONE);
        assert_eq!(percent(Some(BasisPoints(3_805))), "38.1%");
        assert_eq!(count(1_234_567), "1,234,567");
    }
}
