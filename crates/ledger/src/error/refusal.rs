//! Refusals: the request cannot be met as it stands.
//!
//! Promises: a refusal left nothing behind. Each names the value that is wrong and what to do.

use crate::format::Hash;
use std::path::PathBuf;

/// A request that is not met, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// Somebody else appended meanwhile.
    Stale {
        /// The stream.
        stream: String,
        /// Last record the caller had seen.
        expected: u64,
        /// Last record there is.
        actual: u64,
    },
    /// The stream asks for a newer program.
    WriterTooOld {
        /// The stream.
        stream: String,
        /// Lowest version that may write.
        needs: u32,
        /// Version of this program.
        have: u32,
    },
    /// Another process writes to this ledger.
    InUse {
        /// The data file.
        path: PathBuf,
        /// Process that holds it, if it could be read.
        pid: Option<u32>,
    },
    /// The file is no ledger.
    NotALedger {
        /// The file.
        path: PathBuf,
    },
    /// The file was made by a newer program.
    TablesTooNew {
        /// The file.
        path: PathBuf,
        /// Version of its tables.
        version: i32,
    },
    /// The target of a backup exists already.
    BackupExists {
        /// The target.
        path: PathBuf,
    },
    /// A value goes over a limit.
    TooLarge {
        /// What is too large, as a constant of `limits` names it.
        what: &'static str,
        /// The limit.
        limit: usize,
        /// The value.
        actual: usize,
    },
    /// A value must not be empty.
    Empty {
        /// What is empty.
        what: &'static str,
    },
    /// No record of the batch commits to a payload of the batch.
    PayloadUnbound {
        /// Its commitment.
        commitment: Hash,
    },
    /// A record commits to, or a purge names, a payload that is not in the store.
    PayloadUnknown {
        /// Its commitment.
        commitment: Hash,
    },
    /// A payload of the batch is in the store already.
    PayloadExists {
        /// Its commitment.
        commitment: Hash,
    },
    /// A payload's bytes do not match the commitment it came with.
    SealBroken {
        /// Its commitment.
        commitment: Hash,
    },
    /// There is no such record.
    NoSuchRecord {
        /// The stream.
        stream: String,
        /// Its number.
        seq: u64,
    },
    /// Too many batches wait for the writer.
    Busy,
    /// A record is of a kind this program does not know.
    KindUnknown {
        /// The kind.
        kind: String,
    },
    /// A record is of a later version than this program knows.
    EventTooNew {
        /// The kind.
        kind: String,
        /// Its version.
        version: u32,
        /// The latest version known.
        known: u32,
    },
}

impl Refusal {
    /// The code: stable, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Stale { .. } => "ledger/stale",
            Self::WriterTooOld { .. } => "ledger/writer-too-old",
            Self::InUse { .. } => "ledger/in-use",
            Self::NotALedger { .. } => "ledger/not-a-ledger",
            Self::TablesTooNew { .. } => "ledger/tables-too-new",
            Self::BackupExists { .. } => "ledger/backup-exists",
            Self::TooLarge { .. } => "ledger/too-large",
            Self::Empty { .. } => "ledger/empty",
            Self::PayloadUnbound { .. } => "ledger/payload-unbound",
            Self::PayloadUnknown { .. } => "ledger/payload-unknown",
            Self::PayloadExists { .. } => "ledger/payload-exists",
            Self::SealBroken { .. } => "ledger/seal-broken",
            Self::NoSuchRecord { .. } => "ledger/no-such-record",
            Self::Busy => "ledger/busy",
            Self::KindUnknown { .. } => "ledger/kind-unknown",
            Self::EventTooNew { .. } => "ledger/event-too-new",
        }
    }

    /// The cause, in Chinese.
    #[must_use]
    pub fn message_zh(&self) -> String {
        match self {
            Self::Stale {
                stream,
                expected,
                actual,
            } => {
                format!("“{stream}”已有新记录：所见为第 {expected} 条，现为第 {actual} 条")
            }
            Self::WriterTooOld {
                stream,
                needs,
                have,
            } => {
                format!("写入“{stream}”需要程序版本 {needs}，本程序为 {have}")
            }
            Self::InUse { path, pid } => {
                let holder = pid.map_or_else(|| "未知".to_owned(), |pid| pid.to_string());
                format!(
                    "账本 {} 正被另一进程（进程号 {holder}）使用",
                    path.display()
                )
            }
            Self::NotALedger { path } => format!("{} 不是账本文件", path.display()),
            Self::TablesTooNew { path, version } => {
                format!("账本 {} 的表版本 {version} 比本程序新", path.display())
            }
            Self::BackupExists { path } => format!("备份目标 {} 已存在", path.display()),
            Self::TooLarge {
                what,
                limit,
                actual,
            } => {
                format!("{what} 超出上限：上限 {limit}，实为 {actual}")
            }
            Self::Empty { what } => format!("{what} 不能为空"),
            Self::PayloadUnbound { commitment } => format!("没有记录引用附文 {commitment}"),
            Self::PayloadUnknown { commitment } => format!("账本中没有附文 {commitment}"),
            Self::PayloadExists { commitment } => format!("附文 {commitment} 已在账本中"),
            Self::SealBroken { commitment } => format!("附文内容与承诺值 {commitment} 不符"),
            Self::NoSuchRecord { stream, seq } => format!("“{stream}”没有第 {seq} 条记录"),
            Self::Busy => "等待写入的请求过多，本次未接收".to_owned(),
            Self::KindUnknown { kind } => format!("本程序不认识“{kind}”类记录"),
            Self::EventTooNew {
                kind,
                version,
                known,
            } => {
                format!("“{kind}”记录为第 {version} 版，本程序只认识到第 {known} 版")
            }
        }
    }

    /// The cause, in English.
    #[must_use]
    pub fn message_en(&self) -> String {
        match self {
            Self::Stale {
                stream,
                expected,
                actual,
            } => {
                format!("\"{stream}\" moved on: seen up to {expected}, now at {actual}")
            }
            Self::WriterTooOld {
                stream,
                needs,
                have,
            } => {
                format!("writing to \"{stream}\" needs program version {needs}, this is {have}")
            }
            Self::InUse { path, pid } => {
                let holder = pid.map_or_else(|| "unknown".to_owned(), |pid| pid.to_string());
                format!("ledger {} is in use by process {holder}", path.display())
            }
            Self::NotALedger { path } => format!("{} is not a ledger", path.display()),
            Self::TablesTooNew { path, version } => {
                format!(
                    "ledger {} has tables of newer version {version}",
                    path.display()
                )
            }
            Self::BackupExists { path } => format!("backup target {} exists", path.display()),
            Self::TooLarge {
                what,
                limit,
                actual,
            } => {
                format!("{what} is over its limit: {actual} of at most {limit}")
            }
            Self::Empty { what } => format!("{what} must not be empty"),
            Self::PayloadUnbound { commitment } => {
                format!("no record of the batch commits to payload {commitment}")
            }
            Self::PayloadUnknown { commitment } => format!("no payload {commitment} in the store"),
            Self::PayloadExists { commitment } => {
                format!("payload {commitment} is in the store already")
            }
            Self::SealBroken { commitment } => {
                format!("a payload's bytes do not match its commitment {commitment}")
            }
            Self::NoSuchRecord { stream, seq } => format!("\"{stream}\" has no record {seq}"),
            Self::Busy => "too many batches wait for the writer; this one was not taken".to_owned(),
            Self::KindUnknown { kind } => format!("records of kind \"{kind}\" are not known"),
            Self::EventTooNew {
                kind,
                version,
                known,
            } => format!(
                "a \"{kind}\" record has version {version}, this program knows up to {known}"
            ),
        }
    }

    /// What to do about it, in Chinese.
    #[must_use]
    pub fn remedy_zh(&self) -> &'static str {
        match self {
            Self::Stale { .. } => "请读取新记录，重新判断后再提交。",
            Self::WriterTooOld { .. } | Self::TablesTooNew { .. } => "请升级程序；读取不受影响。",
            Self::InUse { .. } => "请先停止该进程，或改为只读打开。",
            Self::NotALedger { .. } => "请检查路径是否正确。",
            Self::BackupExists { .. } => "请换一个文件名；备份从不覆盖已有文件。",
            Self::TooLarge { .. } => "请减小内容或分批提交。",
            Self::Empty { .. } => "请填写该项。",
            Self::PayloadUnbound { .. } => "请让本批某条记录引用该附文，或去掉该附文。",
            Self::PayloadUnknown { .. } => "请随本批一并提交该附文，或改正引用。",
            Self::PayloadExists { .. } => "请重新封装附文（使用新的盐），或直接引用已有附文。",
            Self::SealBroken { .. } => "请重新封装附文后再提交。",
            Self::NoSuchRecord { .. } => "请核对流名称与记录序号。",
            Self::Busy => "请稍后重试；同一请求号不会重复写入。",
            Self::KindUnknown { .. } | Self::EventTooNew { .. } => "请升级程序后再读取。",
        }
    }

    /// What to do about it, in English.
    #[must_use]
    pub fn remedy_en(&self) -> &'static str {
        match self {
            Self::Stale { .. } => "Read the new records, decide again, and submit again.",
            Self::WriterTooOld { .. } | Self::TablesTooNew { .. } => {
                "Install a newer program; reading is not affected."
            }
            Self::InUse { .. } => "Stop that process first, or open the ledger for reading only.",
            Self::NotALedger { .. } => "Check the path.",
            Self::BackupExists { .. } => "Choose another name; a backup never overwrites a file.",
            Self::TooLarge { .. } => "Make it smaller, or submit it in parts.",
            Self::Empty { .. } => "Fill it in.",
            Self::PayloadUnbound { .. } => {
                "Let a record of the batch commit to the payload, or leave it out."
            }
            Self::PayloadUnknown { .. } => "Submit the payload with the batch, or correct it.",
            Self::PayloadExists { .. } => "Seal it again with a new salt, or refer to the old one.",
            Self::SealBroken { .. } => "Seal the payload again, then submit.",
            Self::NoSuchRecord { .. } => "Check the stream's name and the record's number.",
            Self::Busy => "Retry in a moment; the same request id never counts twice.",
            Self::KindUnknown { .. } | Self::EventTooNew { .. } => {
                "Install a newer program, then read again."
            }
        }
    }
}
