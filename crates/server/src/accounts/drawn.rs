//! Passwords drawn for people: long enough, and copied from a screen without mistakes.

use ledger::{Entropy as _, OsEntropy};

/// Without letters and digits that look alike: 31 characters, close to five bits each.
const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// Groups of four: 16 characters hold 79 bits.
const GROUPS: usize = 4;

/// A new password, to be shown once.
///
/// # Errors
/// A fault of the system's source of randomness.
pub fn draw_password() -> Result<String, ledger::Error> {
    let mut text = String::new();
    let mut bytes = [0_u8; 1];
    while text.len() < GROUPS * 5 - 1 {
        if text.len() % 5 == 4 {
            text.push('-');
            continue;
        }
        OsEntropy.fill(&mut bytes)?;
        let at = usize::from(bytes[0]);
        // Bytes beyond the last whole round of the alphabet would favour its beginning.
        if at < ALPHABET.len() * (256 / ALPHABET.len()) {
            text.push(char::from(ALPHABET[at % ALPHABET.len()]));
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_four_groups_of_four() {
        let drawn = draw_password().expect("the system gives random bytes");
        let groups: Vec<&str> = drawn.split('-').collect();
        assert_eq!(groups.len(), GROUPS);
        assert!(groups.iter().all(|group| group.len() == 4), "{drawn}");
        assert_ne!(drawn, draw_password().expect("again"));
    }
}
