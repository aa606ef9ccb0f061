//! Steps on an item: urge, extend, decide, answer, return, accept, close, escalate.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};
use zone::Words;

use super::find;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::writing::Channel;
use crate::{moment, reading};

const URGE: &str = "  wallchart item urge S3 --note 请报进展";
const EXTEND: &str = "  wallchart item extend S3 --until 2026-09-30 --reason 设备未到";
const DECIDE: &str = "  wallchart item decide S3 --until 2026-09-30
  wallchart item decide S3 --refuse --note 不具备延期理由";
const ANSWER: &str = "  wallchart item answer S3 --text 已通电 --evidence photo=照1";
const RETURN: &str = "  wallchart item return S3 --reason 缺验收材料";
const ACCEPT: &str = "  wallchart item accept S3";
const CLOSE: &str = "  wallchart item close S3 --evidence approval=云栖审批〔2026〕7号";
const ESCALATE: &str = "  wallchart item escalate S3 --step notice --grounds 逾期未反馈";

/// Which item, and when.
#[derive(Debug, clap::Args)]
pub(super) struct About {
    /// 编号：S3、2026-3 或全称 | Its id or number: S3, 2026-3
    #[arg(value_name = "ITEM")]
    item: String,
    /// 日期（默认今天） | When (today unless given)
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum Step {
    /// 催办 | Urge it
    #[command(after_help = URGE)]
    Urge {
        #[command(flatten)]
        about: About,
        /// 说明 | A note
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// 申请延期（到期前） | Ask for an extension, before it is due
    #[command(after_help = EXTEND)]
    Extend {
        #[command(flatten)]
        about: About,
        /// 延到哪天 | Until when
        #[arg(long, value_name = "DATE")]
        until: Date,
        /// 原因 | Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// 审批延期 | Decide on an extension
    #[command(after_help = DECIDE)]
    Decide {
        #[command(flatten)]
        about: About,
        /// 同意延到哪天 | Granted until
        #[arg(long, value_name = "DATE", required_unless_present = "refuse")]
        until: Option<Date>,
        /// 不同意 | Refuse it
        #[arg(long, conflicts_with = "until")]
        refuse: bool,
        /// 说明 | A note
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// 反馈 | Answer it
    #[command(after_help = ANSWER)]
    Answer {
        #[command(flatten)]
        about: About,
        /// 办理情况 | How it stands
        #[arg(long, value_name = "TEXT")]
        text: String,
        /// 材料：种类=文号或附件编号，可重复 | Evidence as KIND=NUMBER or KIND=A7; may be repeated
        #[arg(long, value_name = "KIND=NUMBER")]
        evidence: Vec<String>,
    },
    /// 退办 | Return an answer that is not enough
    #[command(after_help = RETURN)]
    Return {
        #[command(flatten)]
        about: About,
        /// 原因 | Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// 审核通过 | Accept an answer
    #[command(after_help = ACCEPT)]
    Accept {
        #[command(flatten)]
        about: About,
        /// 说明 | A note
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// 销号 | Close it with its evidence
    #[command(after_help = CLOSE)]
    Close {
        #[command(flatten)]
        about: About,
        /// 说明 | A note
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
        /// 材料：种类=文号或附件编号，可重复 | Evidence as KIND=NUMBER or KIND=A7; may be repeated
        #[arg(long, value_name = "KIND=NUMBER")]
        evidence: Vec<String>,
    },
    /// 督办升级 | Take a step of the ladder
    #[command(after_help = ESCALATE)]
    Escalate {
        #[command(flatten)]
        about: About,
        /// 升到哪一步 | Which step
        #[arg(long, value_enum, value_name = "STEP")]
        step: Rung,
        /// 文号（约谈及以上必填） | By which document (from an interview on)
        #[arg(long, value_name = "NUMBER", default_value = "")]
        document: String,
        /// 依据 | Its grounds
        #[arg(long, value_name = "TEXT")]
        grounds: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(super) enum Rung {
    // 工作提示 | A notice
    Notice,
    // 督办 | A supervision letter
    Supervision,
    // 约谈 | An interview
    Interview,
    // 通报 | A circular
    Circular,
    // 移交问责线索 | A lead handed over
    Accountability,
}

#[derive(Serialize)]
struct Document {
    item: String,
    state: zone::item::ItemState,
    due_on: Date,
    seq: u64,
}

pub(super) fn run(context: &Context, step: &Step) -> Result<Answer, Failure> {
    let (name, about, more) = asked(step)?;
    let view = reading::see(context, &moment::known("")?, None)?;
    let item = find::item(&view, &about.item)?;
    let (id, on) = (item.id, about.on.unwrap_or(context.today));
    let mut body = json!({ "id": id, "version": item.version, "effective_on": on });
    if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
        body.extend(more);
    }
    let seq = Channel::open(context)?
        .execute_told(json!({ name: body }))?
        .last;
    let view = reading::see(context, &moment::known("")?, None)?;
    let item = find::item(&view, &id.to_string())?;
    let standing = item.standing();
    let (number, word, due_on) = (item.number_text(), standing.state.word(), standing.due.on);
    let word = word.in_lang(context.lang);
    let text = say!(
        context.lang,
        "{id} {number}：{word}，期限 {due_on}：记录第 {seq} 条",
        "{id} {number}: {word}, due {due_on}: record {seq}"
    );
    let document = Document {
        item: id.to_string(),
        state: standing.state,
        due_on,
        seq,
    };
    Ok(Answer::new(text, &document))
}

/// The command's name, which item, and what it needs beside that.
fn asked(step: &Step) -> Result<(&'static str, &About, Value), Failure> {
    Ok(match step {
        Step::Urge { about, note } => ("urge_item", about, json!({ "note": note })),
        Step::Extend {
            about,
            until,
            reason,
        } => {
            let more = json!({ "until": until, "reason": reason });
            ("ask_extension", about, more)
        }
        Step::Decide {
            about, until, note, ..
        } => {
            let more = json!({ "until": until, "note": note });
            ("decide_extension", about, more)
        }
        Step::Answer {
            about,
            text,
            evidence,
        } => {
            let more = json!({ "text": text, "evidence": papers(evidence)? });
            ("answer_item", about, more)
        }
        Step::Return { about, reason } => ("return_item", about, json!({ "reason": reason })),
        Step::Accept { about, note } => ("accept_item", about, json!({ "note": note })),
        Step::Close {
            about,
            note,
            evidence,
        } => {
            let more = json!({ "note": note, "evidence": papers(evidence)? });
            ("close_item", about, more)
        }
        Step::Escalate {
            about,
            step,
            document,
            grounds,
        } => {
            let step = match step {
                Rung::Notice => "notice",
                Rung::Supervision => "supervision",
                Rung::Interview => "interview",
                Rung::Circular => "circular",
                Rung::Accountability => "accountability",
            };
            let more = json!({ "step": step, "document": document, "grounds": grounds });
            ("escalate_item", about, more)
        }
    })
}

/// Evidence as it is typed: `photo=照1`, or `photo=A7` for an attachment.
fn papers(evidence: &[String]) -> Result<Vec<Value>, Failure> {
    let paper = |text: &String| {
        let parts = text.split_once('=');
        let (kind, number) =
            parts.filter(|(kind, number)| !kind.is_empty() && !number.is_empty())?;
        // `A7` is an attachment; no document is numbered like that.
        if let Ok(id) = number.parse::<zone::AttachmentId>() {
            return Some(json!({ "file": { "kind": kind, "attachment": id } }));
        }
        Some(json!({ "document": { "kind": kind, "number": number } }))
    };
    let read: Option<Vec<Value>> = evidence.iter().map(paper).collect();
    read.ok_or_else(|| {
        Failure::refused(
            "cli/bad-evidence",
            Words::new(
                "材料应写成 种类=文号 或 种类=附件编号",
                "evidence is written KIND=NUMBER or KIND=A7",
            ),
            Words::new("如 --evidence photo=照1", "such as --evidence photo=P1"),
        )
    })
}
