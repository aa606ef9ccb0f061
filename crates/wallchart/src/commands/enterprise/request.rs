//! `enterprise request` and `requests`: what enterprises ask for.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;
use zone::enterprise::request::RequestKind;
use zone::view::enterprises::{RequestBoard, RequestFilter, RequestRow, requests};
use zone::{Lang, RequestId};

use super::find;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::writing::Channel;
use crate::{filter, moment, reading};

const RAISE: &str = "  wallchart enterprise request E3 --kind energy --text 夏季限电请保障
  wallchart enterprise request 晨光精密 --kind land --text 扩建需 20 亩 --received-by 招商局";
const LIST: &str = "  wallchart enterprise requests --overdue
  wallchart enterprise requests --unit 招商局 --kind land --over --json";

/// Columns a text may take.
const TEXT_COLUMNS: usize = 36;

/// 登记企业诉求：首接单位一直负责 | Receive a request: who receives it stays responsible
#[derive(Debug, clap::Args)]
#[command(after_help = RAISE)]
pub(super) struct RaiseArguments {
    /// 编号、代码或名称 | The enterprise: id, code or name
    #[arg(value_name = "ENTERPRISE")]
    enterprise: String,
    /// 要素 | What for
    #[arg(long, value_enum, value_name = "KIND")]
    kind: KindName,
    /// 诉求内容 | What is asked
    #[arg(long, value_name = "TEXT")]
    text: String,
    /// 首接单位（默认责任单位） | Who received it (the unit that answers for it unless given)
    #[arg(long, value_name = "UNIT")]
    received_by: Option<String>,
    /// 关联项目 | The project it is about
    #[arg(long, value_name = "PROJECT")]
    project: Option<String>,
    /// 日期（默认今天） | When (today unless given)
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

/// 列出诉求，逾期的在前 | List the requests, the most late first
#[derive(Debug, clap::Args)]
#[command(after_help = LIST)]
pub(super) struct ListArguments {
    /// 首接或承办单位，含下属单位 | Who received it or works on it, with units below
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// 要素 | What for
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Option<KindName>,
    /// 企业 | Whose
    #[arg(long, value_name = "ENTERPRISE")]
    enterprise: Option<String>,
    /// 只列逾期的 | Late ones only
    #[arg(long)]
    overdue: bool,
    /// 含已办结 | Those that are over too
    #[arg(long)]
    over: bool,
    /// 文字 | Text in number, words, enterprise or units
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum KindName {
    // 用地 | Land
    Land,
    // 用能 | Energy
    Energy,
    // 用工 | Labour
    Labour,
    // 融资 | Finance
    Finance,
    // 物流 | Logistics
    Logistics,
    // 环境容量 | Environmental capacity
    Environment,
    // 其他 | Other
    Other,
}

impl From<KindName> for RequestKind {
    fn from(name: KindName) -> RequestKind {
        match name {
            KindName::Land => RequestKind::Land,
            KindName::Energy => RequestKind::Energy,
            KindName::Labour => RequestKind::Labour,
            KindName::Finance => RequestKind::Finance,
            KindName::Logistics => RequestKind::Logistics,
            KindName::Environment => RequestKind::Environment,
            KindName::Other => RequestKind::Other,
        }
    }
}

#[derive(Serialize)]
struct Raised {
    request: RequestId,
    number: String,
    due_on: Date,
    seq: u64,
}

#[derive(Serialize)]
struct Listed<'a> {
    record: reading::Record,
    #[serde(flatten)]
    board: &'a RequestBoard,
}

pub(super) fn raise(context: &Context, arguments: &RaiseArguments) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let enterprise = find::enterprise(&view, &arguments.enterprise)?.id;
    let received_by = arguments.received_by.as_deref();
    let received_by = received_by
        .map(|text| filter::unit(&view, text))
        .transpose()?;
    let project = arguments.project.as_deref();
    let project = project
        .map(|text| crate::lookup::project(&view, text))
        .transpose()?;
    let seq = Channel::open(context)?
        .execute_told(json!({ "raise_request": {
            "enterprise": enterprise, "kind": RequestKind::from(arguments.kind),
            "text": arguments.text, "received_by": received_by, "project": project,
            "effective_on": arguments.on.unwrap_or(context.today),
        } }))?
        .last;
    let view = reading::see(context, &moment::known("")?, None)?;
    let made = view.seen.zone.requests.values().find(|own| own.seq == seq);
    let Some(own) = made else {
        return Ok(Answer::nothing());
    };
    let (number, due_on) = (own.number_text(), own.due.on);
    let text = say!(
        context.lang,
        "已登记 {} {number}，{due_on} 前答复：记录第 {seq} 条",
        "received {} {number}, due {due_on}: record {seq}",
        own.id
    );
    let document = Raised {
        request: own.id,
        number,
        due_on,
        seq,
    };
    Ok(Answer::new(text, &document))
}

pub(super) fn list(context: &Context, arguments: &ListArguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let lang = context.lang;
    let unit = arguments.unit.as_deref();
    let enterprise = arguments.enterprise.as_deref();
    let enterprise = enterprise.map(|text| find::enterprise(&view, text));
    let wanted = RequestFilter {
        unit: unit.map(|text| filter::unit(&view, text)).transpose()?,
        kind: arguments.kind.map(RequestKind::from),
        enterprise: enterprise.transpose()?.map(|own| own.id),
        state: None,
        overdue: arguments.overdue,
        over: arguments.over,
        text: arguments.text.clone(),
    };
    let board = requests(&view.seen.zone, view.looking(), &wanted);
    let counts = board.counts;
    let sum = say!(
        lang,
        "未办结 {}：逾期 {}，临期 {}，待企业确认 {}，企业退回 {}；已办结 {}\n",
        "{} open: {} late, {} due soon, {} wait for the enterprise, {} reopened; {} over\n",
        counts.open,
        counts.late,
        counts.soon,
        counts.waiting,
        counts.reopened,
        counts.over
    );
    let body = match board.requests.is_empty() {
        true => say!(lang, "没有符合条件的诉求\n", "no request fits\n"),
        false => table(&board.requests, lang) + &sum,
    };
    let text = format!(
        "{}\n{body}{}",
        reading::headline(&view, lang),
        units(&board, lang)
    );
    let document = Listed {
        record: reading::record(&view),
        board: &board,
    };
    Ok(Answer::new(text, &document))
}

/// Requests as a table; nothing where there are none.
pub(super) fn table(rows: &[RequestRow], lang: Lang) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut table = Table::new(match lang {
        Lang::Zh => [
            "编号",
            "灯",
            "企业",
            "诉求",
            "首接",
            "承办",
            "期限",
            "工作日",
            "状态",
        ],
        Lang::En => [
            "request",
            "light",
            "enterprise",
            "what",
            "received by",
            "with",
            "due",
            "working days",
            "state",
        ],
    });
    for row in rows {
        let (late, left) = (row.days_late, -row.days_late);
        let days = match (row.state.is_with_unit(), late) {
            (true, 1..) => say!(lang, "逾期 {late}", "{late} late"),
            (true, 0) => say!(lang, "今天到期", "due today"),
            (true, _) => say!(lang, "还有 {left}", "{left} left"),
            (false, 1..) => say!(lang, "答复逾期 {late}", "answered {late} late"),
            (false, _) => say!(lang, "按期答复", "answered in time"),
        };
        let state = match row.satisfaction {
            Some(rating) => format!("{} {rating}/5", row.state_word.in_lang(lang)),
            None => row.state_word.in_lang(lang).to_owned(),
        };
        let kind = row.kind_word.in_lang(lang);
        table.row([
            format!("{} {}", row.id, row.number),
            row.colour.map_or("", |colour| colour.shape()).to_owned(),
            row.enterprise_name.clone(),
            cut(
                &format!("[{kind}] {}", row.text.in_lang(lang)),
                TEXT_COLUMNS,
            ),
            row.first.name.clone(),
            row.handler.name.clone(),
            row.due_on.to_string(),
            days,
            state,
        ]);
    }
    table.text()
}

/// How units do, with what the shares are counted from.
fn units(board: &RequestBoard, lang: Lang) -> String {
    if board.units.is_empty() {
        return String::new();
    }
    let mut table = Table::new(match lang {
        Lang::Zh => [
            "首接单位",
            "收到",
            "未办结",
            "逾期",
            "按期答复",
            "满意",
            "均分",
            "转办",
            "退回",
        ],
        Lang::En => [
            "received by",
            "received",
            "open",
            "late",
            "in time",
            "satisfied",
            "mean",
            "passed on",
            "reopened",
        ],
    });
    for own in &board.units {
        let few = match own.few {
            true => lang.pick(|| "（样本少）", || " (few)"),
            false => "",
        };
        let mean = own.mean_hundredths;
        table.row([
            own.unit.name.clone(),
            own.received.to_string(),
            own.open.to_string(),
            own.late.to_string(),
            format!("{}/{}", own.on_time, own.due),
            format!("{}/{}{few}", own.satisfied, own.rated),
            mean.map_or("-".to_owned(), |own| {
                format!("{}.{:02}", own / 100, own % 100)
            }),
            own.passed_on.to_string(),
            own.reopened.to_string(),
        ]);
    }
    format!("\n{}", table.text())
}
