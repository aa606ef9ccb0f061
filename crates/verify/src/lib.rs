//! Checks a log and its proofs offline, sharing only the format with the writer.
