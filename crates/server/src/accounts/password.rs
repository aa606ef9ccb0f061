//! Hashing passwords with argon2id, a bounded number at a time.

use argon2::password_hash::PasswordHasher as _;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordVerifier as _, Version};

/// How hard passwords are hashed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PasswordCost {
    /// 19 MiB and two passes: the floor that OWASP gives for argon2id.
    #[default]
    Standard,
    /// As little as possible, for tests alone.
    Test,
}

/// Hashes and verifies.
#[derive(Debug, Clone)]
pub(crate) struct Passwords {
    argon2: Argon2<'static>,
    /// Verified in place of an unknown account's, so that both take the same time.
    decoy: String,
}

impl Passwords {
    pub(crate) fn new(cost: PasswordCost) -> Passwords {
        let params = match cost {
            PasswordCost::Standard => Params::DEFAULT,
            PasswordCost::Test => Params::new(8, 1, 1, None).unwrap_or(Params::DEFAULT),
        };
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let mut passwords = Passwords {
            argon2,
            decoy: String::new(),
        };
        passwords.decoy = passwords.hash("no account has this").unwrap_or_default();
        passwords
    }

    /// The hash of a password, with its salt and parameters, as a PHC string.
    pub(crate) fn hash(&self, password: &str) -> Result<String, String> {
        let hash = self.argon2.hash_password(password.as_bytes());
        hash.map(|hash| hash.to_string())
            .map_err(|error| error.to_string())
    }

    /// Whether the password is the hash's. Without a hash the work is the same and the answer no.
    pub(crate) fn verify(&self, password: &str, hash: Option<&str>) -> bool {
        let Ok(parsed) = PasswordHash::new(hash.unwrap_or(&self.decoy)) else {
            return false;
        };
        let matches = self.argon2.verify_password(password.as_bytes(), &parsed);
        matches.is_ok() && hash.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_matches() {
        let passwords = Passwords::new(PasswordCost::Test);
        let hash = passwords.hash("correct horse").unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(passwords.verify("correct horse", Some(&hash)));
        assert!(!passwords.verify("correct Horse", Some(&hash)));
        assert!(!passwords.verify("no account has this", None));
        assert!(!passwords.verify("", Some("not a hash")));
    }
}
