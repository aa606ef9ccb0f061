//! `verify`: walks the chain of the record and names the first entry that does not fit.

mod files;
mod purges;
mod receipt;

use std::path::{Path, PathBuf};

use host::ZONE_STREAM;
use serde::Serialize;
use verify::{Finding, Kept, KeptHead, OpenError, Options, Report, verify_file};
use zone::{Lang, Words};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::lang::say;
use crate::progress;

const EXAMPLES: &str = "  wallchart verify --data data/demo
  wallchart verify --head 1200:7Q2M-0KXD-9VWA-31TE
  wallchart verify backup/ledger.sqlite
  wallchart verify --receipt receipt-C61-U3-1200.json

退出码：0 记录完好；3 发现问题；2 不是账本文件 | \
  wallchart verify --data data/demo
  wallchart verify --head 1200:7Q2M-0KXD-9VWA-31TE
  wallchart verify backup/ledger.sqlite
  wallchart verify --receipt receipt-C61-U3-1200.json

Exit codes: 0 the record holds; 3 something is wrong with it; 2 the file is no ledger";

/// 核验：走完整条记录链，指出第一条对不上的 | Walk the chain of the record and name the first entry
/// that does not fit
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 账本文件或备份目录（默认为数据目录的账本） | A ledger file or a backup (else that of the data
    /// folder)
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// 外部留存的链头：序号:短码，可多次 | A head kept elsewhere, SEQ:CODE; may be repeated
    #[arg(long, value_name = "SEQ:CODE")]
    head: Vec<String>,
    /// 填报回执文件：核对报了什么、何时报的 | A report's receipt: what was reported, and when
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
}

/// What was found, for scripts.
#[derive(Debug, Serialize)]
pub(crate) struct Document {
    sound: bool,
    file: String,
    pub(crate) streams: Vec<Stream>,
    payloads: u64,
    purged: u64,
    /// Kept files hashed again; absent where the file looked at is not in a data folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    kept_files: Option<files::Checked>,
    /// Purges held against the record; absent where the record does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    purges: Option<purges::Checked>,
    findings: Vec<Found>,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<receipt::Checked>,
}

/// One stream of the record.
#[derive(Debug, Serialize)]
pub(crate) struct Stream {
    pub(crate) stream: String,
    pub(crate) records: u64,
    /// Short code of its head; none if the stream does not hold.
    pub(crate) code: Option<String>,
}

#[derive(Debug, Serialize)]
struct Found {
    code: &'static str,
    stream: Option<String>,
    seq: Option<u64>,
    message: Words,
    remedy: Words,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let path = match &arguments.file {
        Some(path) if path.is_dir() => path.join("ledger.sqlite"),
        Some(path) => path.clone(),
        None => context.folder.existing_ledger()?,
    };
    let given = arguments
        .receipt
        .as_deref()
        .map(receipt::read)
        .transpose()?;
    let (heads, codes) = kept(&arguments.head)?;
    let bar = progress::spinner(&say!(context.lang, "核验中", "verifying"));
    let mut report = look(&path, heads)?;
    bar.finish_and_clear();
    for code in codes {
        compare_present(&mut report, &code);
    }
    let mut document = document(&path, &report);
    // What the record speaks of beside itself; of a record that does not hold nothing follows.
    if document.sound {
        document.kept_files = files::check(&path)?;
        document.sound = document
            .kept_files
            .as_ref()
            .is_none_or(files::Checked::is_sound);
        let purges = purges::check(&path, report.purged)?;
        document.sound = document.sound && purges.is_sound();
        document.purges = Some(purges);
    }
    if let Some(given) = given.filter(|_| document.sound) {
        let checked = receipt::check(&given, &path)?;
        document.sound = checked.sound;
        document.receipt = Some(checked);
    }
    let exit = if document.sound {
        Exit::Done
    } else {
        Exit::Damaged
    };
    Ok(Answer::new(text(&document, context.lang), &document).ending(exit))
}

/// Verifies a file; what cannot even be looked at is a failure.
pub(crate) fn look(path: &Path, heads: Vec<KeptHead>) -> Result<Report, Failure> {
    let options = Options {
        stream: None,
        heads,
    };
    verify_file(path, &options).map_err(|error| unopened(&error))
}

fn unopened(error: &OpenError) -> Failure {
    let message = Words::new(error.message_zh(), error.to_string());
    let remedy = Words::new(error.remedy_zh(), error.remedy_en());
    match error {
        OpenError::Read(_) => Failure::fault(error.code(), message, remedy),
        OpenError::NotALedger(_) | OpenError::TooNew(_) => {
            Failure::refused(error.code(), message, remedy)
        }
    }
}

/// Heads with their numbers, and bare codes. Without a name the zone's own stream is meant.
fn kept(texts: &[String]) -> Result<(Vec<KeptHead>, Vec<String>), Failure> {
    let (mut heads, mut codes) = (Vec::new(), Vec::new());
    for text in texts {
        // A bare code is read like one with a number, which is then forgotten.
        if !text.contains([':', '：'])
            && let Ok(KeptHead {
                kept: Kept::Code(code),
                ..
            }) = format!("0:{text}").parse()
        {
            codes.push(code);
            continue;
        }
        let mut head: KeptHead = text.parse().map_err(|error: verify::KeptError| {
            Failure::refused(
                error.code(),
                Words::new(error.message_zh(), error.to_string()),
                Words::new("照印件重新抄写", "copy it again from the printed page"),
            )
        })?;
        head.stream.get_or_insert_with(|| ZONE_STREAM.to_owned());
        heads.push(head);
    }
    Ok((heads, codes))
}

/// A code without its number can only be that of the present head.
fn compare_present(report: &mut Report, code: &str) {
    let zone = report.streams.iter().find(|own| own.stream == ZONE_STREAM);
    let head = zone.and_then(|zone| zone.head.as_ref());
    if head.is_none_or(|head| head.code() != code) {
        report.findings.push(Finding {
            stream: Some(ZONE_STREAM.to_owned()),
            seq: head.map(|head| head.seq),
            what: verify::What::KeptHead,
        });
    }
}

/// The report in the shape it is answered in.
pub(crate) fn document(path: &Path, report: &Report) -> Document {
    let streams = report.streams.iter().map(|own| Stream {
        stream: own.stream.clone(),
        records: own.records,
        code: own.head.as_ref().map(verify::Head::code),
    });
    let findings = report.findings.iter().map(|finding| Found {
        code: finding.what.code(),
        stream: finding.stream.clone(),
        seq: finding.seq,
        message: Words::new(finding.message_zh(), finding.message_en()),
        remedy: Words::new(finding.remedy_zh(), finding.remedy_en()),
    });
    Document {
        sound: report.is_sound(),
        file: path.display().to_string(),
        streams: streams.collect(),
        payloads: report.payloads,
        purged: report.purged,
        findings: findings.collect(),
        kept_files: None,
        purges: None,
        receipt: None,
    }
}

/// The report for people: findings in both languages, for they are passed on.
pub(crate) fn text(document: &Document, lang: Lang) -> String {
    let mut text = String::new();
    for stream in &document.streams {
        let (name, records) = (&stream.stream, stream.records);
        text += &match &stream.code {
            Some(code) => say!(
                lang,
                "{name}：{records} 条记录，链头 {records}:{code}\n",
                "{name}: {records} records, head {records}:{code}\n"
            ),
            None => say!(
                lang,
                "{name}：前 {records} 条记录完好，其后不符\n",
                "{name}: {records} records hold, what follows does not\n"
            ),
        };
    }
    let (payloads, purged) = (document.payloads, document.purged);
    text += &say!(
        lang,
        "附文 {payloads} 份，已清除 {purged} 份\n",
        "{payloads} payloads, {purged} purged\n"
    );
    if let Some(files) = &document.kept_files {
        text += &files.text(lang);
        if !files.is_sound() {
            return text;
        }
    }
    if let Some(purges) = &document.purges {
        text += &purges.text(lang);
        if !purges.is_sound() {
            return text;
        }
    }
    if let Some(receipt) = &document.receipt {
        text += &receipt.text(lang);
        if !receipt.sound {
            return text;
        }
    }
    if document.sound {
        return text + &say!(lang, "记录完好。\n", "The record holds.\n");
    }
    for found in &document.findings {
        text += &format!(
            "✗ {}\n  {} [{}]\n",
            found.message.zh, found.message.en, found.code
        );
    }
    if let Some(first) = document.findings.first() {
        text += &format!("→ {}\n→ {}\n", first.remedy.zh, first.remedy.en);
    }
    text
}
