//! Texts by commitment, from the ledger's payloads, with a bounded cache.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use ledger::{Hash, PayloadState, Reader};
use zone::{FoundText, TextRef, Texts};

use crate::limits::TEXTS_MAX;

/// Looks texts up in a ledger.
pub struct LedgerTexts {
    reader: Arc<dyn Reader>,
    cache: Mutex<HashMap<TextRef, FoundText>>,
}

impl LedgerTexts {
    /// The texts of a ledger.
    pub fn new(reader: Arc<dyn Reader>) -> LedgerTexts {
        LedgerTexts {
            reader,
            cache: Mutex::default(),
        }
    }

    /// Forgets what was cached, after a purge.
    pub fn forget(&self) {
        self.cache
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

impl Texts for LedgerTexts {
    fn find(&self, text: TextRef) -> FoundText {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = cache.get(&text) {
            return found.clone();
        }
        let found = match self.reader.payload(&Hash(text.0)) {
            Ok(PayloadState::Present { bytes, .. }) => match String::from_utf8(bytes) {
                Ok(text) => FoundText::Text(Arc::from(text)),
                Err(_) => FoundText::Missing,
            },
            Ok(PayloadState::Purged { reason, .. }) => FoundText::Purged(Arc::from(reason)),
            // Not cached: it may be on its way, or the disk may recover.
            Ok(PayloadState::Missing) | Err(_) => return FoundText::Missing,
        };
        if cache.len() >= TEXTS_MAX {
            cache.clear();
        }
        cache.insert(text, found.clone());
        found
    }
}
