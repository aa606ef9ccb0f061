//! Sealing free texts before a command: commitments go into it, texts beside it.

use ledger::{OsEntropy, Sealed, Suite};
use zone::{PersonId, Sealer, TextRef};

/// Texts sealed for one request.
#[derive(Debug, Default)]
pub struct SealBag {
    sealed: Vec<Sealed>,
    failure: Option<ledger::Error>,
}

impl SealBag {
    /// An empty bag.
    pub fn new() -> SealBag {
        SealBag::default()
    }

    /// The texts that the events really refer to, or the reason why sealing failed.
    pub(crate) fn referred(&self, wanted: &[TextRef]) -> Result<Vec<Sealed>, ledger::Error> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let refers = |sealed: &&Sealed| wanted.iter().any(|text| text.0 == sealed.commitment.0);
        Ok(self.sealed.iter().filter(refers).cloned().collect())
    }
}

impl Sealer for SealBag {
    fn seal(&mut self, text: &str, about: &[PersonId]) -> TextRef {
        let subjects = about.iter().map(PersonId::to_string).collect();
        match ledger::seal(
            Suite::Sha256,
            text.as_bytes().to_vec(),
            subjects,
            &mut OsEntropy,
        ) {
            Ok(sealed) => {
                let text = TextRef(sealed.commitment.0);
                self.sealed.push(sealed);
                text
            }
            Err(error) => {
                // The request fails as a whole when it is carried out: nothing is stored unsalted.
                self.failure = Some(error);
                TextRef([0; 32])
            }
        }
    }
}
