//! States of the past: from the newest base at or before a moment, by replay.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use ledger::{Hash, Reader, Snapshot};
use zone::Zone;
use zone::state::STATE_VERSION;

use crate::limits::{CHECKPOINTS_MAX, EVENTS_A_CHECKPOINT, READ_BATCH, SNAPSHOT_FORMAT};
use crate::{Error, ZONE_STREAM, record};

/// Gives the state at any sequence number, with a bounded cache of checkpoints.
pub(crate) struct States {
    reader: Arc<dyn Reader>,
    checkpoints: Mutex<BTreeMap<u64, Zone>>,
}

impl States {
    pub(crate) fn new(reader: Arc<dyn Reader>) -> States {
        States {
            reader,
            checkpoints: Mutex::default(),
        }
    }

    /// The state after event `seq`, which must exist.
    pub(crate) fn at(&self, seq: u64) -> Result<Zone, Error> {
        let mut zone = self.base(seq)?;
        while zone.seq < seq {
            let wanted = usize::try_from(seq - zone.seq)
                .unwrap_or(READ_BATCH)
                .min(READ_BATCH);
            let records = self
                .reader
                .records(ZONE_STREAM, zone.seq + 1, wanted, None)?;
            if records.is_empty() {
                return Err(Error::NoSuchMoment {
                    asked: seq.to_string(),
                });
            }
            for found in &records {
                let happened = record::read(found)?;
                zone.apply(happened.seq, &happened.event);
                if zone.seq.is_multiple_of(EVENTS_A_CHECKPOINT) {
                    self.remember(&zone);
                }
            }
        }
        Ok(zone)
    }

    /// The newest checkpoint or snapshot at or before a moment; the empty zone if there is none.
    fn base(&self, seq: u64) -> Result<Zone, Error> {
        let near = self
            .lock()
            .range(..=seq)
            .next_back()
            .map(|(_, zone)| zone.clone());
        if let Some(zone) = near
            .as_ref()
            .filter(|zone| seq - zone.seq <= EVENTS_A_CHECKPOINT)
        {
            return Ok(zone.clone());
        }
        let stored = self
            .reader
            .snapshot(ZONE_STREAM, SNAPSHOT_FORMAT, STATE_VERSION, seq)?;
        let stored = stored.and_then(|found| {
            // A snapshot that does not read back, or of another moment, is passed over.
            Zone::from_snapshot(&found.bytes).filter(|zone| zone.seq == found.seq)
        });
        let newest = near.into_iter().chain(stored).max_by_key(|zone| zone.seq);
        Ok(newest.unwrap_or_else(Zone::empty))
    }

    fn remember(&self, zone: &Zone) {
        let mut checkpoints = self.lock();
        if checkpoints.len() >= CHECKPOINTS_MAX {
            // Every second one goes: moments far apart stay reachable in few steps.
            let mut keep = false;
            checkpoints.retain(|_, _| {
                keep = !keep;
                keep
            });
        }
        checkpoints.insert(zone.seq, zone.clone());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, Zone>> {
        self.checkpoints
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// A snapshot of a state, for the store's cache.
pub(crate) fn snapshot(zone: &Zone, head_hash: Hash) -> Snapshot {
    Snapshot {
        stream: ZONE_STREAM.to_owned(),
        format: SNAPSHOT_FORMAT,
        apply_version: STATE_VERSION,
        seq: zone.seq,
        head_hash,
        bytes: zone.to_snapshot(),
    }
}
