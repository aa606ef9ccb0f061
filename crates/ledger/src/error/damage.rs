//! The first bad record of a damaged ledger.
//!
//! Promises: names stream, number and what is wrong, in both languages. Never guesses who did it.

use std::fmt;

/// Where a ledger is damaged first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Damage {
    /// The stream.
    pub stream: String,
    /// Number of the first bad record.
    pub seq: u64,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What is wrong with a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wrong {
    /// The record is not there.
    Missing,
    /// The stored bytes cannot be read as a frame.
    Frame,
    /// The hash does not match the bytes.
    Hash,
    /// A column does not match the frame.
    Column,
    /// It does not follow from the record before it.
    Link,
    /// The stored tree does not match the records.
    Tree,
    /// The stored head does not match the last record.
    Head,
}

impl Wrong {
    /// In Chinese.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Missing => "记录缺失",
            Self::Frame => "存储的字节无法读成一条记录",
            Self::Hash => "哈希与存储的字节不符",
            Self::Column => "索引列与记录内容不符",
            Self::Link => "与上一条记录的链接断开",
            Self::Tree => "存储的默克尔树与记录不符",
            Self::Head => "存储的链头与最后一条记录不符",
        }
    }

    /// In English.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Missing => "the record is missing",
            Self::Frame => "its stored bytes cannot be read as a record",
            Self::Hash => "its hash does not match the stored bytes",
            Self::Column => "an index column does not match the record",
            Self::Link => "it does not link to the record before it",
            Self::Tree => "the stored Merkle tree does not match the records",
            Self::Head => "the stored head does not match the last record",
        }
    }
}

impl Damage {
    /// In Chinese.
    #[must_use]
    pub fn message_zh(&self) -> String {
        format!(
            "账本“{}”第 {} 条记录损坏：{}",
            self.stream,
            self.seq,
            self.wrong.zh()
        )
    }

    /// In English.
    #[must_use]
    pub fn message_en(&self) -> String {
        format!(
            "record {} of ledger stream \"{}\" is damaged: {}",
            self.seq,
            self.stream,
            self.wrong.en()
        )
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message_en())
    }
}
