//! `verify --receipt`: a report's receipt against a ledger, without a server.
//!
//! The proof is checked by code that shares none with what made it; then the ledger has to hold
//! that very record under that very number, and to have grown from the head of the receipt.

use std::path::Path;

use ledger::{Reader as _, SqliteReader};
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use verify::{Hash, Head, Receipt, Suite, TreeStep, verify_receipt};
use zone::report::{ReportStepKind, figures_digest};
use zone::{Event, Lang, ReportId, Words, Zone};

use crate::failure::Failure;
use crate::lang::say;

/// Bytes of a receipt: a proof of 2^40 records has under a hundred hashes.
const RECEIPT_BYTES_MAX: u64 = 1_000_000;

/// What the receipt says, as it was written.
#[derive(Debug, Deserialize)]
pub(super) struct ReceiptFile {
    format: String,
    version: u32,
    report: ReportId,
    unit: String,
    cycle: Words,
    kind: String,
    by: String,
    figures_sha256: String,
    seq: u64,
    recorded_at: String,
    record: String,
    body_sha256: String,
    head: HeadFile,
    steps: Vec<StepFile>,
}

#[derive(Debug, Deserialize)]
struct HeadFile {
    seq: u64,
    short_code: String,
    chain: String,
    suite: String,
    tree: u32,
    tree_size: u64,
    root: String,
}

#[derive(Debug, Deserialize)]
struct StepFile {
    suite: String,
    tree: u32,
    index: u64,
    size: u64,
    path: Vec<String>,
}

/// What was found of a receipt, for scripts.
#[derive(Debug, Serialize)]
pub(super) struct Checked {
    /// Whether everything holds.
    pub(super) sound: bool,
    report: ReportId,
    kind: String,
    seq: u64,
    recorded_at: String,
    /// `SEQ:CODE` of the head it was given under.
    pub(super) head: String,
    /// What does not hold.
    problems: Vec<Words>,
    #[serde(skip)]
    what: Words,
}

impl Checked {
    /// For people: what was checked, and what does not hold.
    pub(super) fn text(&self, lang: Lang) -> String {
        let what = self.what.in_lang(lang);
        if self.sound {
            let (seq, at) = (self.seq, &self.recorded_at);
            return say!(
                lang,
                "回执属实：{what}，记录第 {seq} 条，{at}\n",
                "The receipt holds: {what}, record {seq}, {at}\n"
            );
        }
        let mut text = say!(
            lang,
            "回执不符：{what}\n",
            "The receipt does not hold: {what}\n"
        );
        for problem in &self.problems {
            text += &format!("✗ {}\n  {}\n", problem.zh, problem.en);
        }
        text
    }
}

/// Reads a receipt.
pub(super) fn read(path: &Path) -> Result<ReceiptFile, Failure> {
    let unread = |why: &str| {
        let shown = path.display();
        Failure::refused(
            "cli/bad-receipt",
            Words::new(
                format!("{shown} 不是填报回执：{why}"),
                format!("{shown} is no receipt of a report: {why}"),
            ),
            Words::new(
                "重新下载回执文件，不要改动其内容",
                "download the receipt again and leave it as it is",
            ),
        )
    };
    let size = std::fs::metadata(path).map_err(|error| unread(&error.to_string()))?;
    if size.len() > RECEIPT_BYTES_MAX {
        return Err(unread(&format!("> {RECEIPT_BYTES_MAX} B")));
    }
    let bytes = std::fs::read(path).map_err(|error| unread(&error.to_string()))?;
    let file: ReceiptFile =
        serde_json::from_slice(&bytes).map_err(|error| unread(&error.to_string()))?;
    if file.format != "wallchart-receipt" || file.version != 1 {
        return Err(unread(&format!("{} {}", file.format, file.version)));
    }
    Ok(file)
}

/// Checks a receipt against a ledger.
pub(super) fn check(file: &ReceiptFile, ledger: &Path) -> Result<Checked, Failure> {
    let mut problems = Vec::new();
    let mut require = |holds: bool, zh: &str, en: &str| {
        if !holds {
            problems.push(Words::new(zh, en));
        }
    };
    let receipt = receipt_of(file);
    let proved = receipt
        .as_ref()
        .is_some_and(|own| verify_receipt(own).is_ok());
    require(
        proved,
        "证明不能从记录推到回执上的链头",
        "the proof does not lead from the record to the head of the receipt",
    );
    let coded = receipt.is_some_and(|own| own.head.code() == file.head.short_code);
    require(
        coded,
        "回执上的短码与链头不符",
        "the short code is not that of the head",
    );
    let reader = SqliteReader::open(ledger)?;
    let head = reader.head(host::ZONE_STREAM)?;
    let grown = file.head.seq <= head.seq
        && reader.head_at(host::ZONE_STREAM, file.head.seq)?.code() == file.head.short_code;
    require(
        grown,
        "这份账本不是从回执上的链头续记而来",
        "this ledger did not grow from the head of the receipt",
    );
    let record = match file.seq <= head.seq {
        true => reader.record(host::ZONE_STREAM, file.seq)?,
        false => None,
    };
    let held = record.as_ref().is_some_and(|own| {
        own.hash.to_string() == file.record
            && own.kind == file.kind
            && own.actor == file.by
            && hex(&own.body) == file.body_sha256
    });
    require(
        held,
        "账本中该序号的记录与回执不同",
        "the record of that number in the ledger is another one",
    );
    let figures = figures(&reader, file)?;
    require(
        figures.as_deref() == Some(file.figures_sha256.as_str()),
        "数字摘要与账本中的报表不符",
        "the digest is not that of the figures in the ledger",
    );
    Ok(Checked {
        sound: problems.is_empty(),
        report: file.report,
        kind: file.kind.clone(),
        seq: file.seq,
        recorded_at: file.recorded_at.clone(),
        head: format!("{}:{}", file.head.seq, file.head.short_code),
        problems,
        what: what(file),
    })
}

fn what(file: &ReceiptFile) -> Words {
    let (unit, cycle, report) = (&file.unit, &file.cycle, file.report);
    let (zh, en) = match file.kind.as_str() {
        "report.accepted" => ("采用", "accepted"),
        "report.signed" => ("签字", "signed"),
        "report.sheet_scanned" => ("纸质签字", "signed on paper"),
        _ => ("报送", "submitted"),
    };
    Words::new(
        format!("{unit} {} 报表已{zh}（{report}）", cycle.zh),
        format!("report of {unit} for {}, {en} ({report})", cycle.en),
    )
}

/// The digest of the figures that the ledger holds for it: of the event itself, or of what had
/// come in last before an acceptance.
fn figures(reader: &SqliteReader, file: &ReceiptFile) -> Result<Option<String>, Failure> {
    const PAGE: usize = 1_000;
    let mut zone = Zone::empty();
    let mut from = 1;
    while from <= file.seq {
        let records = reader.records(host::ZONE_STREAM, from, PAGE, None)?;
        let Some(last) = records.last().map(|record| record.seq) else {
            break;
        };
        for record in records.iter().filter(|record| record.seq <= file.seq) {
            let version = u16::try_from(record.version).unwrap_or(u16::MAX);
            // Only reports count here: the whole history need not be played.
            if !record.kind.starts_with("report.") {
                continue;
            }
            if let Ok(event) = Event::decode(&record.kind, version, &record.body) {
                zone.apply(record.seq, &event);
            }
        }
        from = last + 1;
    }
    let told = zone.reports.get(&file.report).and_then(|report| {
        let step = report.steps.iter().find(|step| step.seq == file.seq)?;
        let proves = matches!(
            step.what,
            ReportStepKind::Submitted(_)
                | ReportStepKind::Accepted
                | ReportStepKind::Signed(_)
                | ReportStepKind::Scanned(_)
        );
        report.last().filter(|_| proves)
    });
    Ok(told.map(|(_, told)| figures_digest(file.report.cycle, file.report.unit, &told.lines)))
}

fn receipt_of(file: &ReceiptFile) -> Option<Receipt> {
    let steps = file.steps.iter().map(|step| {
        Some(TreeStep {
            suite: Suite::from_name(&step.suite)?,
            tree: step.tree,
            index: step.index,
            size: step.size,
            path: step
                .path
                .iter()
                .map(|own| hash(own))
                .collect::<Option<_>>()?,
        })
    });
    let head = &file.head;
    Some(Receipt {
        seq: file.seq,
        record: hash(&file.record)?,
        head: Head {
            stream: host::ZONE_STREAM.to_owned(),
            seq: head.seq,
            chain: hash(&head.chain)?,
            suite: Suite::from_name(&head.suite)?,
            tree: head.tree,
            tree_size: head.tree_size,
            root: hash(&head.root)?,
            recorded_at: 0,
        },
        steps: steps.collect::<Option<_>>()?,
    })
}

fn hash(text: &str) -> Option<Hash> {
    text.parse::<zone::TextRef>().ok().map(|own| Hash(own.0))
}

fn hex(bytes: &[u8]) -> String {
    let digest = sha2::Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
