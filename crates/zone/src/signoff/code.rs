//! The code of a printed sheet: unit, cycle, version and the beginning of the digest of the
//! figures, with a check character, short enough to be typed: `C5U3V2-7KQ9-M4TX-H`.
//!
//! The check character is that of ISO 7064 MOD 37-2 over all letters and digits before it: any one
//! character mistyped and any two neighbours exchanged are caught.

use crate::{CycleId, ReportId, UnitId};

/// Digits and letters that nobody confuses on paper: no I, L, O.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of the digest in a code: 40 bits of it.
const DIGEST_CHARS: usize = 8;

/// How the text in a square code begins.
const PREFIX: &str = "WALLCHART1";

/// What a code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeParts {
    /// The report.
    pub report: ReportId,
    /// Its version.
    pub version: u32,
}

/// Why a text is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCode {
    /// It does not have the form of one.
    Form,
    /// Its check character does not fit: a slip.
    Check,
}

/// The code of a version of a report with these figures (SHA-256 in hexadecimal).
pub fn code(report: ReportId, version: u32, digest: &str) -> String {
    let nibbles: Vec<u32> = digest
        .chars()
        .filter_map(|digit| digit.to_digit(16))
        .collect();
    let bits = |from: usize| {
        let bit = |at: usize| {
            let nibble = nibbles.get(at / 4 % nibbles.len().max(1)).copied();
            nibble.unwrap_or(0) >> (3 - at % 4) & 1
        };
        (0..5).fold(0_usize, |sum, at| sum << 1 | bit(from + at) as usize)
    };
    // Check characters that cannot be typed or are confused are avoided by beginning further on in
    // the digest: four starts in 37 have one.
    for start in 0..nibbles.len().max(1) {
        let part: String = (0..DIGEST_CHARS)
            .map(|at| char::from(ALPHABET[bits(start * 4 + at * 5)]))
            .collect();
        let (cycle, unit) = (report.cycle, report.unit);
        let (first, last) = part.split_at(DIGEST_CHARS / 2);
        let body = format!("{cycle}{unit}V{version}-{first}-{last}");
        if let Some(check) = check_char(&plain(&body)) {
            return format!("{body}-{check}");
        }
    }
    String::new()
}

/// Reads a code as it was typed: small letters, blanks and other dashes do no harm, nor do O for 0
/// and I or L for 1.
///
/// # Errors
/// What is wrong with it.
pub fn read(typed: &str) -> Result<(String, CodeParts), NoCode> {
    let plain = plain(typed);
    let (rest, check) = plain
        .char_indices()
        .next_back()
        .map(|(at, check)| (&plain[..at], check))
        .ok_or(NoCode::Form)?;
    if rest.len() < DIGEST_CHARS + 6 || !rest.is_ascii() {
        return Err(NoCode::Form);
    }
    let (head, digest) = rest.split_at(rest.len() - DIGEST_CHARS);
    let parts = parts(head);
    // A slip of one character may hit the letters between the numbers too.
    if check_char(rest) != Some(check) {
        return Err(NoCode::Check);
    }
    let parts = parts.ok_or(NoCode::Form)?;
    let (first, last) = digest.split_at(DIGEST_CHARS / 2);
    Ok((format!("{head}-{first}-{last}-{check}"), parts))
}

/// The text in the square code: the code and the whole digest.
pub fn square_text(code: &str, digest: &str) -> String {
    format!("{PREFIX}:{code}:{}", digest.to_ascii_uppercase())
}

/// Code and digest (in small letters) from the text of a square code; `None` for another one.
pub fn from_square(text: &str) -> Option<(String, String)> {
    let rest = text.trim().strip_prefix(PREFIX)?.strip_prefix(':')?;
    let (code, digest) = rest.split_once(':')?;
    let whole = digest.len() == 64 && digest.chars().all(|own| own.is_ascii_hexdigit());
    whole.then(|| (code.to_owned(), digest.to_ascii_lowercase()))
}

/// Letters and digits alone, in capitals, with those that are confused put right.
fn plain(typed: &str) -> String {
    typed
        .chars()
        .map(half_width)
        .filter(char::is_ascii_alphanumeric)
        .map(|own| match own.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

/// 全角 to 半角: as an input method may leave it.
fn half_width(own: char) -> char {
    match own {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(own as u32 - 0xfee0).unwrap_or(own),
        other => other,
    }
}

fn parts(head: &str) -> Option<CodeParts> {
    let (cycle, rest) = head.strip_prefix('C')?.split_once('U')?;
    let (unit, version) = rest.split_once('V')?;
    Some(CodeParts {
        report: ReportId {
            cycle: CycleId(cycle.parse().ok()?),
            unit: UnitId(unit.parse().ok()?),
        },
        version: version.parse().ok()?,
    })
}

/// ISO 7064 MOD 37-2; `None` where it would be the asterisk, or a letter that is confused.
fn check_char(text: &str) -> Option<char> {
    let value = |own: char| own.to_digit(36).unwrap_or(0);
    let sum = text.chars().fold(0, |sum, own| (sum + value(own)) * 2 % 37);
    // The whole with its check character is 1 modulo 37.
    let check = (38 - sum) % 37;
    let digit = char::from_digit(check, 36)?.to_ascii_uppercase();
    (!matches!(digit, 'I' | 'L' | 'O')).then_some(digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: ReportId = ReportId {
        cycle: CycleId(61),
        unit: UnitId(3),
    };

    fn digest(seed: u8) -> String {
        use sha2::Digest as _;
        let hash = sha2::Sha256::digest([seed]);
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        for seed in 0..100 {
            let code = code(ID, 2, &digest(seed));
            let (read_back, parts) = read(&code).expect("its own code");
            assert_eq!(read_back, code);
            assert_eq!((parts.report, parts.version), (ID, 2));
            let typed = code.to_lowercase().replace('-', " ").replace('0', "o");
            assert_eq!(read(&typed).map(|own| own.0), Ok(code.clone()));
        }
        assert_eq!(code(ID, 2, &digest(1)), "C61U3V2-9FTH-4BSM-7");
    }

    #[test]
    fn one_slip_or_two_neighbours_exchanged_are_caught() {
        let own: Vec<char> = code(ID, 12, &digest(7)).replace('-', "").chars().collect();
        let mut tried = 0;
        for at in 0..own.len() {
            for other in ALPHABET.map(char::from) {
                let mut slip = own.clone();
                slip[at] = other;
                if slip != own {
                    tried += 1;
                    let slip: String = slip.into_iter().collect();
                    assert!(read(&slip).is_err(), "{slip}");
                }
            }
            let mut exchanged = own.clone();
            if at + 1 < own.len() && own[at] != own[at + 1] {
                exchanged.swap(at, at + 1);
                let exchanged: String = exchanged.into_iter().collect();
                assert!(read(&exchanged).is_err(), "{exchanged}");
            }
        }
        assert!(tried > 400);
    }

    #[test]
    fn what_is_no_code_is_told_from_a_slip() {
        assert_eq!(read(""), Err(NoCode::Form));
        assert_eq!(read("随便写写"), Err(NoCode::Form));
        assert_eq!(read("C61U3"), Err(NoCode::Form));
        assert_eq!(read("C61U3V2-9DAV-X2H8-7"), Err(NoCode::Check));
    }

    #[test]
    fn a_square_code_holds_the_whole_digest() {
        let own = digest(1);
        let code = code(ID, 2, &own);
        let text = square_text(&code, &own);
        assert_eq!(from_square(&text), Some((code, own)));
        assert_eq!(from_square("https://example.org"), None);
        assert_eq!(from_square("WALLCHART1:C1U1V1:12"), None);
    }
}
