//! Writes frames: the one place that does (`FORMAT.md`).
//!
//! Promises: `Record::decode` gives every field back of a frame that got its place. Out of the
//! verifier's reach. Lengths were checked against `limits` before; a length that does not fit is a
//! bug.

use crate::batch::Draft;
use crate::format::{FRAME_TAG, FRAME_VERSION, HASH_BYTES, Hash, Suite};

/// What the store adds to a frame when its record gets its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) seq: u64,
    pub(crate) recorded_at: i64,
    pub(crate) suite: Suite,
    pub(crate) prev_hash: Hash,
}

/// Where the suite stands; the length of the stream's name follows it.
const SUITE_AT: usize = FRAME_TAG.len() + 1;

/// The bytes of a record but for its place, so that callers write frames and the writer, of whom
/// there is one, need not.
pub(crate) fn unplaced(draft: &Draft, stream: &str, request_id: &str) -> Vec<u8> {
    let texts = stream.len() + draft.actor.len() + request_id.len() + draft.kind.len();
    let commitments = draft.payload_commitments.len() * HASH_BYTES;
    let mut out = Vec::with_capacity(88 + texts + commitments + draft.body.len());
    out.extend_from_slice(FRAME_TAG);
    out.push(FRAME_VERSION);
    out.push(0);
    text(&mut out, stream);
    out.extend_from_slice(&0u64.to_be_bytes());
    out.extend_from_slice(&0i64.to_be_bytes());
    out.extend_from_slice(&draft.effective_on.0.to_be_bytes());
    match draft.source_as_of {
        None => out.push(0),
        Some(day) => {
            out.push(1);
            out.extend_from_slice(&day.0.to_be_bytes());
        }
    }
    text(&mut out, &draft.actor);
    text(&mut out, request_id);
    text(&mut out, &draft.kind);
    out.extend_from_slice(&draft.version.to_be_bytes());
    let count = u16::try_from(draft.payload_commitments.len()).expect("checked against a limit");
    out.extend_from_slice(&count.to_be_bytes());
    for commitment in &draft.payload_commitments {
        out.extend_from_slice(commitment.as_bytes());
    }
    let length = u32::try_from(draft.body.len()).expect("checked against a limit");
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(&draft.body);
    out.extend_from_slice(Hash::ZERO.as_bytes());
    out
}

/// Gives a frame its place.
pub(crate) fn place(frame: &mut [u8], place: Place) {
    frame[SUITE_AT] = place.suite.id();
    let length = [frame[SUITE_AT + 1], frame[SUITE_AT + 2]];
    let seq = SUITE_AT + 3 + usize::from(u16::from_be_bytes(length));
    frame[seq..seq + 8].copy_from_slice(&place.seq.to_be_bytes());
    frame[seq + 8..seq + 16].copy_from_slice(&place.recorded_at.to_be_bytes());
    let end = frame.len();
    frame[end - HASH_BYTES..].copy_from_slice(place.prev_hash.as_bytes());
}

fn text(out: &mut Vec<u8>, value: &str) {
    let length = u16::try_from(value.len()).expect("checked against a limit");
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(value.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::{Place, place, unplaced};
    use crate::batch::Draft;
    use crate::format::{Day, FrameError, Hash, Record, Suite};
    use proptest::prelude::*;

    prop_compose! {
        fn draft()(
            effective in -700_000i32..2_900_000,
            source in proptest::option::of(-700_000i32..2_900_000),
            actor in "[a-z0-9]{0,20}",
            kind in "\\PC{0,12}",
            version in any::<u32>(),
            commitments in proptest::collection::vec(any::<[u8; 32]>(), 0..4),
            body in proptest::collection::vec(any::<u8>(), 0..200),
        ) -> Draft {
            Draft {
                effective_on: Day(effective),
                source_as_of: source.map(Day),
                actor,
                kind,
                version,
                payload_commitments: commitments.into_iter().map(Hash).collect(),
                body,
            }
        }
    }

    fn frame(draft: &Draft, seq: u64, recorded_at: i64, suite: Suite) -> Vec<u8> {
        let mut frame = unplaced(draft, "开发区", "r-1");
        let at = Place {
            seq,
            recorded_at,
            suite,
            prev_hash: Hash([7; 32]),
        };
        place(&mut frame, at);
        frame
    }

    proptest! {
        #[test]
        fn every_field_comes_back(
            draft in draft(), seq in any::<u64>(), at in any::<i64>(), sm3 in any::<bool>(),
        ) {
            let suite = if sm3 { Suite::Sm3 } else { Suite::Sha256 };
            let bytes = frame(&draft, seq, at, suite);
            let record = Record::decode(&bytes).expect("own frame");
            prop_assert_eq!(record.hash, suite.record(&bytes));
            prop_assert_eq!(record.stream.as_str(), "开发区");
            prop_assert_eq!((record.seq, record.recorded_at), (seq, at));
            prop_assert_eq!(record.prev_hash, Hash([7; 32]));
            let back = Draft {
                effective_on: record.effective_on,
                source_as_of: record.source_as_of,
                actor: record.actor,
                kind: record.kind,
                version: record.version,
                payload_commitments: record.payload_commitments,
                body: record.body,
            };
            prop_assert_eq!(back, draft);
        }

        #[test]
        fn no_cut_or_longer_frame_is_read(draft in draft(), cut in 1usize..400) {
            let mut bytes = frame(&draft, 1, 2, Suite::Sha256);
            let kept = bytes.len().saturating_sub(cut);
            prop_assert!(Record::decode(&bytes[..kept]).is_err());
            bytes.push(0);
            prop_assert_eq!(Record::decode(&bytes), Err(FrameError::Long));
        }

        #[test]
        fn strangers_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let mut framed = b"WCR1\x01\x01".to_vec();
            framed.extend_from_slice(&bytes);
            prop_assert!(Record::decode(&bytes).is_err());
            // A random tail may be a frame only if it is used to the last byte.
            if let Ok(record) = Record::decode(&framed) {
                prop_assert!(record.body.len() < framed.len());
            }
        }
    }
}
