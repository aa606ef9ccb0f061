//! Faults: the disk, the file or the machine failed.
//!
//! Promises: after a fault nothing was acknowledged; the same request id may be sent again. Each
//! says how to go on. Refusals are elsewhere.

use super::Damage;
use crate::format::Hash;
use std::sync::Arc;

/// A failure of the machine.
#[derive(Clone, Debug)]
pub enum Fault {
    /// No space is left. Nothing was written; writing resumes by itself once there is space.
    DiskFull,
    /// Another program keeps the database locked. Nothing was written.
    DatabaseBusy,
    /// An operation on storage failed. A failed write stops the store.
    Io {
        /// What was being done.
        doing: &'static str,
        /// What the storage said.
        source: Arc<dyn std::error::Error + Send + Sync>,
    },
    /// The store stopped after an earlier fault and acknowledges nothing more.
    Stopped {
        /// The earlier fault, in English as the storage gave it.
        cause: String,
    },
    /// A record is bad: reading ends before it, writing is off.
    Damaged(Damage),
    /// A payload's bytes do not match its commitment.
    PayloadDamaged {
        /// Its commitment.
        commitment: Hash,
    },
    /// The system gave no random bytes.
    Entropy {
        /// What the system said.
        source: Arc<dyn std::error::Error + Send + Sync>,
    },
    /// A record's body could not be raised to the present version.
    Upcast {
        /// Kind of record.
        kind: String,
        /// Version it has.
        version: u32,
        /// What the upcaster said.
        why: String,
    },
}

impl Fault {
    /// The code: stable, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::DiskFull => "ledger/disk-full",
            Self::DatabaseBusy => "ledger/database-busy",
            Self::Io { .. } => "ledger/io",
            Self::Stopped { .. } => "ledger/stopped",
            Self::Damaged(_) => "ledger/damaged",
            Self::PayloadDamaged { .. } => "ledger/payload-damaged",
            Self::Entropy { .. } => "ledger/entropy",
            Self::Upcast { .. } => "ledger/event-unreadable",
        }
    }

    /// The cause, in Chinese.
    #[must_use]
    pub fn message_zh(&self) -> String {
        match self {
            Self::DiskFull => "磁盘空间已满，本次未写入任何内容".to_owned(),
            Self::DatabaseBusy => "其他程序占用数据库，本次未写入任何内容".to_owned(),
            Self::Io { doing, source } => format!("存储出错（{doing}）：{source}"),
            Self::Stopped { cause } => format!("此前存储出错，账本已停止写入：{cause}"),
            Self::Damaged(damage) => damage.message_zh(),
            Self::PayloadDamaged { commitment } => {
                format!("附文与其承诺值不符：{commitment}")
            }
            Self::Entropy { source } => format!("系统未能提供随机数：{source}"),
            Self::Upcast { kind, version, why } => {
                format!("“{kind}”第 {version} 版的记录无法升级读取：{why}")
            }
        }
    }

    /// The cause, in English.
    #[must_use]
    pub fn message_en(&self) -> String {
        match self {
            Self::DiskFull => "the disk is full; nothing was written".to_owned(),
            Self::DatabaseBusy => {
                "another program keeps the database locked; nothing was written".to_owned()
            }
            Self::Io { doing, .. } => format!("storage failed while doing: {doing}"),
            Self::Stopped { cause } => {
                format!("the ledger stopped writing after an earlier fault: {cause}")
            }
            Self::Damaged(damage) => damage.message_en(),
            Self::PayloadDamaged { commitment } => {
                format!("a payload does not match its commitment {commitment}")
            }
            Self::Entropy { .. } => "the system gave no random bytes".to_owned(),
            Self::Upcast { kind, version, why } => {
                format!("a record of kind \"{kind}\" version {version} cannot be raised: {why}")
            }
        }
    }

    /// What to do about it, in Chinese.
    #[must_use]
    pub fn remedy_zh(&self) -> &'static str {
        match self {
            Self::DiskFull => "请腾出磁盘空间；之后无需重启，自动恢复写入。",
            Self::DatabaseBusy => "请关闭正在打开该数据库文件的其他程序后重试。",
            Self::Io { .. } | Self::Stopped { .. } => {
                "读取仍可用。请检查磁盘，然后重启程序；启动时会核验账本，同一请求可安全重试。"
            }
            Self::Damaged(_) => {
                "损坏处之前的记录仍可读取，写入已停用。请保留原文件，用最近一次核验通过的\
                 备份恢复，并用 verify 比对印出的链头短码。"
            }
            Self::PayloadDamaged { .. } => "请从备份中恢复该附文；记录链本身不受影响。",
            Self::Entropy { .. } => "请检查操作系统的随机数设备后重试。",
            Self::Upcast { .. } => "请升级程序；若仍出现，请报告该记录的类型与版本。",
        }
    }

    /// What to do about it, in English.
    #[must_use]
    pub fn remedy_en(&self) -> &'static str {
        match self {
            Self::DiskFull => "Free some space; writing resumes by itself, without a restart.",
            Self::DatabaseBusy => "Close the other program that has the file open, then retry.",
            Self::Io { .. } | Self::Stopped { .. } => {
                "Reading still works. Check the disk and restart the program: the ledger is \
                 verified on opening, and the same request may safely be sent again."
            }
            Self::Damaged(_) => {
                "Records before it can be read; writing is off. Keep the file, restore the last \
                 backup that verifies, and compare with the head codes on printed pages."
            }
            Self::PayloadDamaged { .. } => {
                "Restore this payload from a backup; the chain itself is not affected."
            }
            Self::Entropy { .. } => "Check the system's random device, then retry.",
            Self::Upcast { .. } => {
                "Install a newer program; if it stays, report the record's kind and version."
            }
        }
    }
}
