//! The frame: one record, as the bytes that are stored and hashed.
//!
//! Promises: `Record::decode` accepts exactly the frames `FORMAT.md` describes, each in one way
//! only, with no byte left over. Never writes a frame: the encoder is out of the verifier's reach.

use super::{Day, Hash, Suite};
use thiserror::Error;

/// First bytes of every frame.
pub const FRAME_TAG: &[u8; 4] = b"WCR1";
/// Version of the frame's layout.
pub const FRAME_VERSION: u8 = 1;

/// One record, as it stands in the ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    /// The stream it belongs to.
    pub stream: String,
    /// Its number in the stream, from 1.
    pub seq: u64,
    /// When it was written, in microseconds since 1970-01-01T00:00:00Z, by the store's clock.
    pub recorded_at: i64,
    /// The day the fact holds from.
    pub effective_on: Day,
    /// What the source claims to be the day of its figures.
    pub source_as_of: Option<Day>,
    /// Who did it: an opaque account id.
    pub actor: String,
    /// The request it came from; all records of a batch share it.
    pub request_id: String,
    /// What kind of record it is.
    pub kind: String,
    /// Version of the body's shape.
    pub version: u32,
    /// Suite of its hash.
    pub suite: Suite,
    /// Commitments to the payloads it speaks of, in its own order.
    pub payload_commitments: Vec<Hash>,
    /// The facts, in the caller's encoding.
    pub body: Vec<u8>,
    /// Hash of the record before it; zero for the first.
    pub prev_hash: Hash,
    /// Hash of this record's frame. Not in the frame.
    pub hash: Hash,
}

/// Why bytes are not a frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum FrameError {
    /// The bytes end too early.
    #[error("the frame ends too early")]
    Short,
    /// Bytes follow the end.
    #[error("bytes follow the frame's end")]
    Long,
    /// It does not begin with the tag of a frame.
    #[error("the bytes do not begin with a frame's tag")]
    Tag,
    /// A layout this program does not know.
    #[error("frame layout {0} is not known")]
    Version(u8),
    /// A suite this program does not know.
    #[error("hash suite {0} is not known")]
    Suite(u8),
    /// A flag that is neither 0 nor 1.
    #[error("a flag is neither 0 nor 1")]
    Flag,
    /// A text that is not UTF-8.
    #[error("a text is not UTF-8")]
    Text,
}

impl Record {
    /// Reads a frame. The record's hash is computed from exactly these bytes.
    ///
    /// # Errors
    /// Says what is wrong with the first field that cannot be read.
    pub fn decode(frame: &[u8]) -> Result<Self, FrameError> {
        let mut from = Cursor(frame);
        if from.take(4)? != FRAME_TAG {
            return Err(FrameError::Tag);
        }
        let layout = from.byte()?;
        if layout != FRAME_VERSION {
            return Err(FrameError::Version(layout));
        }
        let suite_id = from.byte()?;
        let suite = Suite::from_id(suite_id).ok_or(FrameError::Suite(suite_id))?;
        let stream = from.text()?;
        let seq = u64::from_be_bytes(from.array()?);
        let recorded_at = i64::from_be_bytes(from.array()?);
        let effective_on = Day(i32::from_be_bytes(from.array()?));
        let source_as_of = match from.byte()? {
            0 => None,
            1 => Some(Day(i32::from_be_bytes(from.array()?))),
            _ => return Err(FrameError::Flag),
        };
        let actor = from.text()?;
        let request_id = from.text()?;
        let kind = from.text()?;
        let version = u32::from_be_bytes(from.array()?);
        let count = u16::from_be_bytes(from.array()?);
        let mut payload_commitments = Vec::with_capacity(usize::from(count).min(64));
        for _ in 0..count {
            payload_commitments.push(Hash(from.array()?));
        }
        let length = u32::from_be_bytes(from.array()?) as usize;
        let body = from.take(length)?.to_vec();
        let prev_hash = Hash(from.array()?);
        if !from.0.is_empty() {
            return Err(FrameError::Long);
        }
        let hash = suite.record(frame);
        Ok(Self {
            stream,
            seq,
            recorded_at,
            effective_on,
            source_as_of,
            actor,
            request_id,
            kind,
            version,
            suite,
            payload_commitments,
            body,
            prev_hash,
            hash,
        })
    }
}

struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], FrameError> {
        let (head, tail) = self.0.split_at_checked(count).ok_or(FrameError::Short)?;
        self.0 = tail;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], FrameError> {
        let mut out = [0; N];
        out.copy_from_slice(self.take(N)?);
        Ok(out)
    }

    fn byte(&mut self) -> Result<u8, FrameError> {
        Ok(self.take(1)?[0])
    }

    fn text(&mut self) -> Result<String, FrameError> {
        let length = u16::from_be_bytes(self.array()?);
        let bytes = self.take(usize::from(length))?;
        let text = std::str::from_utf8(bytes).map_err(|_| FrameError::Text)?;
        Ok(text.to_owned())
    }
}
