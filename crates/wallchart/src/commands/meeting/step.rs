//! `meeting fix`, `hold`, `minutes` and `cancel`.

use std::path::PathBuf;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};
use zone::meeting::Attendee;
use zone::{MeetingId, Refusal};

use super::find;
use crate::answer::Answer;
use crate::context::Context;
use crate::document;
use crate::failure::Failure;
use crate::lang::say;
use crate::writing::Channel;
use crate::{moment, reading};

const EXAMPLES: &str = "  wallchart meeting fix M3
  wallchart meeting hold M3 --absent 商务局
  wallchart meeting minutes M3 纪要.docx
  wallchart meeting minutes M3 更正.txt --reason 更正第三项的期限
  wallchart meeting cancel M3 --reason 与防汛调度冲突";

/// 定稿：调度手册从此时的记录排印 | Fix what the book is printed from
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Fix {
    /// 会议编号 | The meeting
    #[arg(value_name = "MEETING")]
    id: MeetingId,
    /// 手册截至日期（默认按周期和会议日期） | The date the book speaks of (by cycle and day unless
    /// given)
    #[arg(long, value_name = "DATE")]
    speaks_of: Option<Date>,
}

/// 登记会议已召开，固定会议所见 | Record that it was held, and mark what it saw
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Hold {
    /// 会议编号 | The meeting
    #[arg(value_name = "MEETING")]
    id: MeetingId,
    /// 召开日期（默认安排的日期） | Which day (the day planned unless given)
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// 缺席：单位、职务或姓名，可重复 | Who did not come; may be repeated
    #[arg(long, value_name = "WHO")]
    absent: Vec<String>,
}

/// 印发纪要；再次印发须写明原因 | Issue the minutes; again with a reason
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Minutes {
    /// 会议编号 | The meeting
    #[arg(value_name = "MEETING")]
    id: MeetingId,
    /// 纪要：.txt、.docx、.html | The minutes: .txt, .docx, .html
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 名称（默认按会议编号） | What they are called (by the meeting's number unless given)
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// 印发日期（默认今天） | Which day (today unless given)
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// 重新印发的原因 | Why an earlier issue is replaced
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

/// 取消会议 | Record that it does not take place
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Cancel {
    /// 会议编号 | The meeting
    #[arg(value_name = "MEETING")]
    id: MeetingId,
    /// 原因 | Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Serialize)]
struct Document {
    meeting: MeetingId,
    state: zone::meeting::MeetingState,
    mark: Option<String>,
    seq: u64,
}

pub(super) fn fix(context: &Context, asked: &Fix) -> Result<Answer, Failure> {
    let more = json!({ "speaks_of": asked.speaks_of });
    step(context, "fix_book", asked.id, more)
}

pub(super) fn hold(context: &Context, asked: &Hold) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let mut problems: Vec<Refusal> = Vec::new();
    let each = asked.absent.iter();
    let absent: Vec<String> = each
        .filter_map(|text| {
            let found = find::attendee(&view, text);
            found.map_err(|refusal| problems.push(refusal)).ok()
        })
        .map(Attendee::key)
        .collect();
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let more = json!({ "on": asked.on, "absent": absent });
    step(context, "hold_meeting", asked.id, more)
}

pub(super) fn minutes(context: &Context, asked: &Minutes) -> Result<Answer, Failure> {
    let text = document::read(&asked.file)?;
    let more = json!({
        "text": text, "name": asked.name, "reason": asked.reason,
        "on": asked.on.unwrap_or(context.today),
    });
    step(context, "issue_minutes", asked.id, more)
}

pub(super) fn cancel(context: &Context, asked: &Cancel) -> Result<Answer, Failure> {
    let more = json!({ "reason": asked.reason });
    step(context, "cancel_meeting", asked.id, more)
}

/// Takes a step on a meeting as it stands now.
fn step(context: &Context, name: &str, id: MeetingId, more: Value) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let version = find::meeting(&view, id)?.version;
    let mut asked = more;
    asked["id"] = json!(id);
    asked["version"] = json!(version);
    let channel = Channel::open(context)?;
    let seq = channel.execute_told(json!({ name: asked }))?.last;
    let view = reading::see(context, &moment::known("")?, None)?;
    let meeting = find::meeting(&view, id)?;
    let state = meeting.state();
    let mark = meeting.mark().map(str::to_owned);
    let lang = context.lang;
    let word = state.word();
    let seen = mark.as_ref().map_or_else(String::new, |mark| {
        say!(lang, "，会议所见：{mark}", ", as it saw it: {mark}")
    });
    let text = say!(
        lang,
        "{id} {}{seen}：记录第 {seq} 条",
        "{id} {}{seen}: record {seq}",
        word.in_lang(lang)
    );
    let meeting = id;
    let document = Document {
        meeting,
        state,
        mark,
        seq,
    };
    Ok(Answer::new(text, &document))
}
