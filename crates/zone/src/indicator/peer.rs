//! 兄弟园区: what other zones published of the same indicator, with where it was published.

use imbl::OrdMap;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Indicator, Month};

/// A figure that another zone published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerFigure {
    /// The other zone.
    pub peer: String,
    /// The month.
    pub month: Month,
    /// The value, in the indicator's measure.
    pub value: Decimal,
}

/// What is known of another zone's month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerValue {
    /// The value.
    pub value: Decimal,
    /// Where it was published.
    pub publication: String,
    /// The event.
    pub seq: u64,
}

/// Figures of other zones, by name and month.
pub type Peers = OrdMap<String, OrdMap<Month, PeerValue>>;

impl Indicator {
    /// Takes in what other zones published.
    pub(crate) fn report_peers(&mut self, seq: u64, publication: &str, figures: &[PeerFigure]) {
        for own in figures {
            let value = PeerValue {
                value: own.value,
                publication: publication.to_owned(),
                seq,
            };
            let months = self.peers.entry(own.peer.clone()).or_default();
            months.insert(own.month, value);
        }
    }
}
