//! `item assign`: an item opens with owner, measure and evidence, or not at all.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;
use zone::Refusal;
use zone::item::ItemKind;

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::reading::View;
use crate::writing::Channel;
use crate::{filter, lookup, moment, reading};

const EXAMPLES: &str =
    "  wallchart item assign --what 完成迁改 --lead 建设局 --owner 张三 --measure 通电 --evidence photo
  wallchart item assign --what 供地 --lead U3 --support U5 --owner T2 --measure 签约 \\
    --evidence contract --due 2026-09-30 --sentence 年底前供地。 --document 第3次纪要";

/// 立项交办 | Assign an item
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 办什么 | What is to be done
    #[arg(long, value_name = "TEXT")]
    what: String,
    /// 主办单位（名称或编号） | The unit that answers for it
    #[arg(long, value_name = "UNIT")]
    lead: String,
    /// 协办单位，可重复 | A supporting unit; may be repeated
    #[arg(long, value_name = "UNIT")]
    support: Vec<String>,
    /// 交办单位（默认调度办公室） | The unit it is owed to (the dispatch office unless given)
    #[arg(long, value_name = "UNIT")]
    owed_to: Option<String>,
    /// 责任人：姓名、职务或编号 | Who answers for it: a name, a post or an id
    #[arg(long, value_name = "WHO")]
    owner: Option<String>,
    /// 做到什么程度算完成 | What counts as done
    #[arg(long, value_name = "TEXT")]
    measure: Option<String>,
    /// 销号材料的种类，可重复：approval、photo 等 | A kind of evidence; may be repeated
    #[arg(long, value_name = "KIND")]
    evidence: Vec<String>,
    /// 期限（默认按类别限时） | By when (the limit of its kind unless given)
    #[arg(long, value_name = "DATE")]
    due: Option<Date>,
    /// 来源类别（默认会议议定） | Where it comes from (a meeting unless given)
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Option<KindName>,
    /// 来源原句 | The sentence it is made from
    #[arg(long, value_name = "TEXT")]
    sentence: Option<String>,
    /// 原句所在文稿 | The text the sentence stands in
    #[arg(long, value_name = "TEXT", requires = "sentence")]
    document: Option<String>,
    /// 来自哪次会议 | The meeting that asked for it
    #[arg(long, value_name = "MEETING")]
    meeting: Option<zone::MeetingId>,
    /// 关联项目 | The project it is about
    #[arg(long, value_name = "PROJECT")]
    project: Option<String>,
    /// 交办日期（默认今天） | From which date (today unless given)
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum KindName {
    // 会议议定 | Decided at a meeting
    Meeting,
    // 文件 | Asked for by a document
    Document,
    // 批示（急） | An urgent note of a leader
    UrgentNote,
    // 批示 | A leader's note
    Note,
    // 批示（复杂） | A note on a hard matter
    HardNote,
    // 问题 | A problem of a project
    Problem,
}

impl From<KindName> for ItemKind {
    fn from(name: KindName) -> ItemKind {
        match name {
            KindName::Meeting => ItemKind::Meeting,
            KindName::Document => ItemKind::Document,
            KindName::UrgentNote => ItemKind::UrgentNote,
            KindName::Note => ItemKind::Note,
            KindName::HardNote => ItemKind::HardNote,
            KindName::Problem => ItemKind::Problem,
        }
    }
}

#[derive(Serialize)]
struct Document {
    item: String,
    number: String,
    due_on: Date,
    seq: u64,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let mut problems: Vec<Refusal> = Vec::new();
    let mut unit = |text: &str| {
        let found = filter::unit(&view, text);
        found.map_err(|refusal| problems.push(refusal)).ok()
    };
    let lead = unit(&arguments.lead);
    let support: Vec<_> = arguments
        .support
        .iter()
        .filter_map(|text| unit(text))
        .collect();
    let owed_to = arguments.owed_to.as_deref().and_then(&mut unit);
    let owner = arguments.owner.as_deref().and_then(|text| {
        let found = owner(&view, text);
        found.map_err(|refusal| problems.push(refusal)).ok()
    });
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let project = arguments.project.as_deref();
    let project = project
        .map(|text| lookup::project(&view, text))
        .transpose()?;
    let source = arguments
        .sentence
        .as_ref()
        .map(|sentence| json!({ "sentence": sentence, "document": arguments.document }));
    let kind = arguments.kind.map_or(ItemKind::Meeting, ItemKind::from);
    let command = json!({ "assign_item": {
        "kind": kind, "what": arguments.what, "source": source, "lead": lead, "support": support,
        "owed_to": owed_to, "owner": owner, "measure": arguments.measure,
        "evidence": arguments.evidence, "project": project, "meeting": arguments.meeting,
        "due_on": arguments.due,
        "effective_on": arguments.on.unwrap_or(context.today),
    } });
    let seq = Channel::open(context)?.execute_told(command)?.last;
    let view = reading::see(context, &moment::known("")?, None)?;
    let made = view.seen.zone.items.values().find(|item| item.seq == seq);
    let Some(item) = made else {
        return Ok(Answer::nothing());
    };
    let (number, due_on) = (item.number_text(), item.first_due.on);
    let text = say!(
        context.lang,
        "已立项 {} {number}，{due_on} 前办结：记录第 {seq} 条",
        "assigned {} {number}, due {due_on}: record {seq}",
        item.id
    );
    let item = item.id.to_string();
    Ok(Answer::new(
        text,
        &Document {
            item,
            number,
            due_on,
            seq,
        },
    ))
}

/// A person by name, a post by title, or the id of either.
fn owner(view: &View, text: &str) -> Result<String, Refusal> {
    let (zone, on) = (&view.seen.zone, view.seen.true_on);
    let post = zone.posts.values().find(|post| {
        let titled = post.titles.at(on).is_some_and(|(_, title)| title == text);
        titled || post.id.to_string() == text
    });
    if let Some(post) = post {
        return Ok(post.id.to_string());
    }
    filter::sponsor(view, text).map(|person| person.to_string())
}
