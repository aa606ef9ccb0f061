//! What can go wrong in the host: refusals by the rules, refusals and faults of the storage.

use std::path::PathBuf;

use zone::{Refusal, Words};

/// A failure, in one of the three kinds: refused, or a fault of disk and files. Bugs panic.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The rules say no, with every reason.
    #[error("refused for {} reasons", .0.len())]
    Refused(Vec<Refusal>),
    /// The ledger refused or failed.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// The index of texts failed.
    #[error(transparent)]
    Search(#[from] search::Error),
    /// A record cannot be read as an event.
    #[error("record {seq} cannot be read")]
    Record {
        /// Its number.
        seq: u64,
        /// Why.
        #[source]
        source: zone::event::DecodeError,
    },
    /// The data folder cannot be used.
    #[error("the data folder {path:?} cannot be used")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// There is no ledger in the folder.
    #[error("there is no ledger in {path:?}")]
    NoLedger {
        /// The folder.
        path: PathBuf,
    },
    /// A kept file cannot be read or written.
    #[error("the kept file {sha256} failed")]
    File {
        /// Its hash.
        sha256: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A kept file is not what its hash says.
    #[error("the kept file {sha256} was changed")]
    FileChanged {
        /// Its hash.
        sha256: String,
    },
    /// A file is larger than may be kept.
    #[error("the file has {bytes} bytes, more than {max}")]
    FileTooLarge {
        /// Its size.
        bytes: u64,
        /// The limit.
        max: u64,
    },
    /// The moment asked for does not exist in the record.
    #[error("{asked:?} is no moment of the record")]
    NoSuchMoment {
        /// What was asked for.
        asked: String,
    },
    /// The same request is being carried out right now.
    #[error("the request {request_id:?} is being carried out")]
    InFlight {
        /// The request.
        request_id: String,
    },
}

impl Error {
    /// Whether it is a refusal: nothing failed, the answer is no.
    pub fn is_refusal(&self) -> bool {
        match self {
            Error::Refused(_)
            | Error::NoLedger { .. }
            | Error::FileTooLarge { .. }
            | Error::NoSuchMoment { .. }
            | Error::InFlight { .. } => true,
            Error::Ledger(error) => error.is_refusal(),
            Error::Record { .. }
            | Error::Search(_)
            | Error::Folder { .. }
            | Error::File { .. }
            | Error::FileChanged { .. } => false,
        }
    }

    /// Every reason in both languages, in the shape refusals have everywhere.
    pub fn problems(&self) -> Vec<Refusal> {
        match self {
            Error::Refused(refusals) => refusals.clone(),
            Error::Ledger(error) => vec![Refusal::new(
                error.code(),
                Words::new(error.message_zh(), error.message_en()),
                Words::new(error.remedy_zh(), error.remedy_en()),
            )],
            Error::Search(error) => vec![search_failed(error)],
            other => vec![other.described()],
        }
    }

    fn described(&self) -> Refusal {
        let (code, zh, en, fix_zh, fix_en) = match self {
            Error::Refused(_) | Error::Ledger(_) | Error::Search(_) => {
                return Refusal::new("host/unknown", Words::default(), Words::default());
            }
            Error::Record { seq, source } => (
                "host/unreadable-record",
                format!("第 {seq} 条记录读不出来：{source}"),
                format!("record {seq} cannot be read: {source}"),
                "请用较新版本的程序打开，或运行 wallchart verify 查明是否被改动",
                "use a newer program, or run `wallchart verify` to see whether it was changed",
            ),
            Error::Folder { path, source } => (
                "host/folder",
                format!("数据目录 {} 不能使用：{source}", path.display()),
                format!(
                    "the data folder {} cannot be used: {source}",
                    path.display()
                ),
                "检查目录是否存在、是否可写、磁盘是否有空间，或用 --data 另指定目录",
                "check that it exists, is writable and has space, or name another with --data",
            ),
            Error::NoLedger { path } => (
                "host/no-ledger",
                format!("目录 {} 中没有账本", path.display()),
                format!("there is no ledger in {}", path.display()),
                "用 --data 指定正确的目录，或先运行 wallchart demo zone",
                "name the right folder with --data, or run `wallchart demo zone` first",
            ),
            Error::File { sha256, source } => (
                "host/file",
                format!("附件 {sha256} 读写失败：{source}"),
                format!("the kept file {sha256} cannot be read or written: {source}"),
                "检查磁盘；必要时从备份恢复 files 目录",
                "check the disk; restore the files folder from a backup if needed",
            ),
            Error::FileChanged { sha256 } => (
                "host/file-changed",
                format!("附件 {sha256} 的内容与登记的摘要不符"),
                format!("the kept file {sha256} is not what its hash says"),
                "从备份恢复该文件",
                "restore the file from a backup",
            ),
            Error::FileTooLarge { bytes, max } => (
                "host/file-too-large",
                format!("文件 {bytes} 字节，超过上限 {max} 字节"),
                format!("the file has {bytes} bytes; at most {max} are kept"),
                "拆分文件，或删去其中的图片后重试",
                "split the file, or remove its pictures, and try again",
            ),
            Error::NoSuchMoment { asked } => (
                "host/no-such-moment",
                format!("记录中没有“{asked}”这一时点"),
                format!("{asked:?} is no moment of the record"),
                "用序号、标记名称，或 2026-05-18T12:00:00Z 这样的时间",
                "give a sequence number, the name of a mark, or a time like 2026-05-18T12:00:00Z",
            ),
            Error::InFlight { request_id } => (
                "host/in-flight",
                format!("请求 {request_id} 正在办理"),
                format!("the request {request_id} is being carried out"),
                "稍候片刻再查看结果",
                "wait a moment and look at the result",
            ),
        };
        Refusal::new(code, Words::new(zh, en), Words::new(fix_zh, fix_en))
    }
}

impl From<Vec<Refusal>> for Error {
    fn from(refusals: Vec<Refusal>) -> Error {
        Error::Refused(refusals)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(vec![refusal])
    }
}

fn search_failed(error: &search::Error) -> Refusal {
    Refusal::new(
        "host/search",
        Words::new(format!("检索索引出错：{error}"), error.to_string()),
        Words::new(
            "删除数据目录中的 search.sqlite 后重试，索引会重新建立",
            "delete search.sqlite in the data folder and try again: it is made anew",
        ),
    )
}
