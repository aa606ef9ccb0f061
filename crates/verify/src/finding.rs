//! What the verifier finds, in words.
//!
//! Promises: each finding names stream, record and what is wrong, in Chinese and English. A
//! finding is about the ledger; that a file cannot be opened is an `OpenError`.

use std::fmt;

/// Something wrong with a ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The stream, if it is about one.
    pub stream: Option<String>,
    /// The record, if it is about one.
    pub seq: Option<u64>,
    /// What is wrong.
    pub what: What,
}

/// What is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// The record is not there.
    Missing,
    /// The stored bytes are no frame.
    Frame(ledger::format::FrameError),
    /// The stored hash is not that of the stored bytes.
    Hash,
    /// A column does not match the frame.
    Column(&'static str),
    /// It does not follow from the record before it.
    Link,
    /// The table of trees does not match the records.
    Tree,
    /// A stored node does not match the records.
    Node,
    /// The stored head does not match the last record.
    Head,
    /// The table of requests does not match the records.
    Request,
    /// The table of the clock's steps does not match the records.
    ClockStep,
    /// The bytes of a payload do not match its commitment.
    Payload,
    /// A payload the record commits to is not in the table, neither kept nor purged.
    PayloadMissing,
    /// A payload no record commits to.
    PayloadStray,
    /// A purged payload still has bytes, salt or subjects.
    PurgeUnclean,
    /// A table holds rows that belong to nothing.
    Stray(&'static str),
    /// The head does not match the one kept elsewhere: something before it was rewritten.
    KeptHead,
    /// The ledger ends before a head that was kept elsewhere.
    KeptHeadBeyond,
    /// The stream of a kept head is not in the ledger.
    NoStream,
    /// SQLite finds its file damaged.
    Database(String),
}

impl What {
    /// The code: stable, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "verify/missing",
            Self::Frame(_) => "verify/frame",
            Self::Hash => "verify/hash",
            Self::Column(_) => "verify/column",
            Self::Link => "verify/link",
            Self::Tree => "verify/tree",
            Self::Node => "verify/node",
            Self::Head => "verify/head",
            Self::Request => "verify/request",
            Self::ClockStep => "verify/clock-step",
            Self::Payload => "verify/payload",
            Self::PayloadMissing => "verify/payload-missing",
            Self::PayloadStray => "verify/payload-stray",
            Self::PurgeUnclean => "verify/purge-unclean",
            Self::Stray(_) => "verify/stray",
            Self::KeptHead => "verify/kept-head",
            Self::KeptHeadBeyond => "verify/kept-head-beyond",
            Self::NoStream => "verify/no-stream",
            Self::Database(_) => "verify/database",
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::Missing => "记录缺失".to_owned(),
            Self::Frame(_) => "存储的字节不是一条记录".to_owned(),
            Self::Hash => "存储的哈希与存储的字节不符".to_owned(),
            Self::Column(name) => format!("{name} 列与记录内容不符"),
            Self::Link => "与上一条记录的链接断开".to_owned(),
            Self::Tree => "树表与记录不符".to_owned(),
            Self::Node => "存储的默克尔节点与记录不符".to_owned(),
            Self::Head => "存储的链头与最后一条记录不符".to_owned(),
            Self::Request => "请求表与记录不符".to_owned(),
            Self::ClockStep => "时钟回拨表与记录不符".to_owned(),
            Self::Payload => "附文内容与承诺值不符".to_owned(),
            Self::PayloadMissing => "所引附文不在表中，也未标为已清除".to_owned(),
            Self::PayloadStray => "有附文未被任何记录引用".to_owned(),
            Self::PurgeUnclean => "已清除的附文仍留有内容、盐或相关人".to_owned(),
            Self::Stray(table) => format!("{table} 表中有无归属的行"),
            Self::KeptHead => "与外部留存的链头不符，此前的记录被改写过".to_owned(),
            Self::KeptHeadBeyond => "账本在外部留存的链头之前就结束了".to_owned(),
            Self::NoStream => "账本中没有外部留存链头所属的流".to_owned(),
            Self::Database(why) => format!("数据库文件损坏：{why}"),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Missing => "the record is missing".to_owned(),
            Self::Frame(why) => format!("the stored bytes are not a record: {why}"),
            Self::Hash => "the stored hash is not that of the stored bytes".to_owned(),
            Self::Column(name) => format!("column {name} does not match the record"),
            Self::Link => "it does not link to the record before it".to_owned(),
            Self::Tree => "the table of trees does not match the records".to_owned(),
            Self::Node => "a stored Merkle node does not match the records".to_owned(),
            Self::Head => "the stored head does not match the last record".to_owned(),
            Self::Request => "the table of requests does not match the records".to_owned(),
            Self::ClockStep => "the table of clock steps does not match the records".to_owned(),
            Self::Payload => "a payload's bytes do not match its commitment".to_owned(),
            Self::PayloadMissing => "a payload is neither kept nor marked as purged".to_owned(),
            Self::PayloadStray => "no record commits to a payload".to_owned(),
            Self::PurgeUnclean => "a purged payload still has bytes, salt or subjects".to_owned(),
            Self::Stray(table) => format!("table {table} holds rows that belong to nothing"),
            Self::KeptHead => {
                "it does not match the head kept elsewhere: records were rewritten".to_owned()
            }
            Self::KeptHeadBeyond => "the ledger ends before a head kept elsewhere".to_owned(),
            Self::NoStream => "the stream of a kept head is not in the ledger".to_owned(),
            Self::Database(why) => format!("the database file is damaged: {why}"),
        }
    }
}

impl Finding {
    /// About a record.
    pub(crate) fn at(stream: &str, seq: u64, what: What) -> Self {
        Self {
            stream: Some(stream.to_owned()),
            seq: Some(seq),
            what,
        }
    }

    /// About the file.
    pub(crate) fn whole(what: What) -> Self {
        Self {
            stream: None,
            seq: None,
            what,
        }
    }

    /// In Chinese.
    #[must_use]
    pub fn message_zh(&self) -> String {
        match (&self.stream, self.seq) {
            (Some(stream), Some(seq)) => format!("“{stream}”第 {seq} 条：{}", self.what.zh()),
            (Some(stream), None) => format!("“{stream}”：{}", self.what.zh()),
            (None, _) => self.what.zh(),
        }
    }

    /// In English.
    #[must_use]
    pub fn message_en(&self) -> String {
        match (&self.stream, self.seq) {
            (Some(stream), Some(seq)) => {
                format!("\"{stream}\" record {seq}: {}", self.what.en())
            }
            (Some(stream), None) => format!("\"{stream}\": {}", self.what.en()),
            (None, _) => self.what.en(),
        }
    }

    /// What to do about it, in Chinese.
    #[must_use]
    pub fn remedy_zh(&self) -> &'static str {
        "请保留原文件，停止写入，用最近一次核验通过的备份恢复，并与外部留存的链头短码逐一比对。"
    }

    /// What to do about it, in English.
    #[must_use]
    pub fn remedy_en(&self) -> &'static str {
        "Keep the file, stop writing, restore the last backup that verifies, and compare it with \
         the head codes kept on printed pages."
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message_en())
    }
}
