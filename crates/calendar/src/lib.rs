//! Working days and hours, holidays and make-up days, with constant-time date arithmetic.
