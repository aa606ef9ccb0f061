//! What a number format says of the number under it.

use std::sync::Arc;

use super::style::NumberFormat;

/// Reads a format code such as `0.00"万元"` or `yyyy"年"m"月"`: its first section.
pub(super) fn read(code: &str) -> NumberFormat {
    let mut scan = Scan::default();
    scan.section(code);
    let moment = scan.moment && !scan.elapsed;
    let unit = scan.words.trim();
    let says = unit.chars().any(char::is_alphanumeric);
    NumberFormat {
        percent: scan.percent,
        moment,
        text: scan.text && !moment && scan.digits == 0,
        unit: (says && !moment && scan.digits > 0).then(|| Arc::from(unit)),
        divided_by_power_of_ten: scan.divided(),
    }
}

/// The formats that every spreadsheet program knows by number; those above 26 are dates in
/// Chinese, Japanese and Korean.
pub(super) fn built_in(id: u32) -> NumberFormat {
    NumberFormat {
        percent: matches!(id, 9 | 10),
        moment: matches!(id, 14..=22 | 27..=36 | 45 | 47 | 50..=58),
        text: id == 49,
        ..NumberFormat::default()
    }
}

#[derive(Default)]
struct Scan {
    digits: u8,
    /// Digits after a point that is only drawn: `0!.0000`.
    drawn_decimals: Option<u8>,
    /// Commas after the last digit.
    commas: u8,
    words: String,
    percent: bool,
    moment: bool,
    elapsed: bool,
    text: bool,
}

impl Scan {
    fn section(&mut self, code: &str) {
        let general = code.replace("General", "0").replace("G/通用格式", "0");
        let mut chars = general.chars();
        while let Some(c) = chars.next() {
            match c {
                ';' => break,
                '"' => {
                    let quoted: String = chars.by_ref().take_while(|c| *c != '"').collect();
                    self.literal(&quoted);
                }
                '\\' | '!' => {
                    let next = chars.next().map(String::from).unwrap_or_default();
                    self.literal(&next);
                }
                '_' | '*' => {
                    chars.next();
                }
                '[' => {
                    let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    self.bracket(&inner);
                }
                '0' | '#' | '?' => self.digit(),
                ',' => self.commas = self.commas.saturating_add(1),
                '%' => self.percent = true,
                '@' => self.text = true,
                // An exponent: `0.00E+00`.
                'E' | 'e' if self.digits > 0 => {}
                'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' => {
                    self.moment = true;
                }
                c if !c.is_ascii() => self.literal(c.encode_utf8(&mut [0; 4])),
                _ => {}
            }
        }
    }

    fn digit(&mut self) {
        self.digits = self.digits.saturating_add(1);
        self.commas = 0;
        self.words.clear();
        if let Some(drawn) = &mut self.drawn_decimals {
            *drawn = drawn.saturating_add(1);
        }
    }

    fn literal(&mut self, text: &str) {
        if text == "." && self.digits > 0 {
            self.drawn_decimals = Some(0);
        } else {
            self.words.push_str(text);
        }
    }

    /// `[h]` counts hours beyond a day; `[Red]`, `[$-804]` and `[>100]` say nothing of the value,
    /// `[$万元]` and `[$¥-804]` carry a word.
    fn bracket(&mut self, inner: &str) {
        let lower = inner.to_ascii_lowercase();
        if !lower.is_empty() && lower.chars().all(|c| matches!(c, 'h' | 'm' | 's')) {
            self.elapsed = true;
        } else if let Some(word) = inner.strip_prefix('$') {
            let word = word.split_once('-').map_or(word, |parts| parts.0);
            self.words.push_str(word);
        }
    }

    fn divided(&self) -> u8 {
        if self.digits == 0 {
            return 0;
        }
        let drawn = self.drawn_decimals.unwrap_or(0);
        self.commas.saturating_mul(3).saturating_add(drawn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, expected: &str) {
        let read = read(code);
        let mut told = Vec::new();
        told.extend(read.percent.then_some("percent".to_owned()));
        told.extend(read.moment.then_some("moment".to_owned()));
        told.extend(read.text.then_some("text".to_owned()));
        told.extend(read.unit.map(|unit| unit.to_string()));
        let divided = read.divided_by_power_of_ten;
        told.extend((divided > 0).then(|| format!("/10^{divided}")));
        assert_eq!(told.join(" "), expected, "{code}");
    }

    #[test]
    fn what_formats_say() {
        check("General", "");
        check("G/通用格式", "");
        check("@", "text");
        check("0%", "percent");
        check("0.00\"万元\"", "万元");
        check("#,##0.00_ ;[Red]-#,##0.00 ", "");
        check("G/通用格式\"个月\"", "个月");
        check("0!.0,\"万\"", "万 /10^4");
        check("0!.0000\"万元\"", "万元 /10^4");
        check("0\\.0,\"万元\"", "万元 /10^4");
        check("0.00,,", "/10^6");
        check("yyyy\"年\"m\"月\"d\"日\"", "moment");
        check("yyyy年m月", "moment");
        check("[$-804]yyyy/m/d;@", "moment");
        check("[h]:mm:ss", "");
        check("0.00E+00", "");
        check("m/d", "moment");
        check("¥#,##0.00", "");
        check("[$万元]0.0", "");
    }
}
