//! `item list`: what is owed, the most late first.

use serde::Serialize;
use zone::item::ItemState;
use zone::view::items::{ItemFilter, ItemRow, Items, items};
use zone::{Lang, Refusal};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::{filter, lookup, reading};

const EXAMPLES: &str = "  wallchart item list --overdue
  wallchart item list --owed-by 建设局 --closed --true-on 2026-06-30
  wallchart item list --state answered --json";

/// Columns a title may take.
const TITLE_COLUMNS: usize = 40;

/// 列出督办事项，逾期最久的在前 | List the items, the most late first
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 主办或协办单位（名称或编号），含下属单位 | Lead or supporting unit, with those below it
    #[arg(long, value_name = "UNIT")]
    owed_by: Option<String>,
    /// 交办单位（名称或编号） | The unit it is owed to
    #[arg(long, value_name = "UNIT")]
    owed_to: Option<String>,
    /// 责任人（姓名或编号） | The person who answers for it
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// 关联项目 | The project it is about
    #[arg(long, value_name = "PROJECT")]
    project: Option<String>,
    /// 状态 | Where it stands
    #[arg(long, value_enum, value_name = "STATE")]
    state: Option<StateName>,
    /// 只列逾期的 | Late ones only
    #[arg(long)]
    overdue: bool,
    /// 含已销号 | Closed ones too
    #[arg(long)]
    closed: bool,
    /// 编号、事项、责任人、单位中的文字 | Text in number, title, owner or units
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum StateName {
    // 办理中 | With the unit
    Assigned,
    // 待审核 | To be reviewed
    Answered,
    // 已退办 | Returned
    Returned,
    // 待销号 | To be closed
    Accepted,
    // 已销号 | Closed
    Closed,
}

impl From<StateName> for ItemState {
    fn from(name: StateName) -> ItemState {
        match name {
            StateName::Assigned => ItemState::Assigned,
            StateName::Answered => ItemState::Answered,
            StateName::Returned => ItemState::Returned,
            StateName::Accepted => ItemState::Accepted,
            StateName::Closed => ItemState::Closed,
        }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    record: reading::Record,
    #[serde(flatten)]
    board: &'a Items,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let lang = context.lang;
    let filter = wanted(&view, arguments)?;
    let board = items(&view.seen.zone, view.looking(), &filter);
    let mut table = Table::new(match lang {
        Lang::Zh => [
            "编号",
            "灯",
            "事项",
            "主办",
            "责任人",
            "期限",
            "工作日",
            "状态",
        ],
        Lang::En => [
            "item",
            "light",
            "what",
            "lead",
            "owner",
            "due",
            "working days",
            "state",
        ],
    });
    for row in &board.items {
        table.row([
            format!("{} {}", row.id, row.number),
            row.colour.map_or("", |colour| colour.shape()).to_owned(),
            cut(row.what.in_lang(lang), TITLE_COLUMNS),
            row.lead.name.clone(),
            row.owner.in_lang(lang).to_owned(),
            row.due_on.to_string(),
            days(row, lang),
            row.state_word.in_lang(lang).to_owned(),
        ]);
    }
    let counts = board.counts;
    let sum = say!(
        lang,
        "在办 {}：逾期 {}，临期 {}，待审核销号 {}，待批延期 {}；已销号 {}\n",
        "{} open: {} late, {} due soon, {} wait for review, {} extensions asked; {} closed\n",
        counts.open,
        counts.late,
        counts.soon,
        counts.waiting,
        counts.extensions,
        counts.closed
    );
    let none = say!(lang, "没有符合条件的督办事项\n", "no item fits\n");
    let body = if table.is_empty() {
        none
    } else {
        table.text() + &sum
    };
    let document = Document {
        record: reading::record(&view),
        board: &board,
    };
    let text = format!("{}\n{body}", reading::headline(&view, lang));
    Ok(Answer::new(text, &document))
}

fn wanted(view: &reading::View, arguments: &Arguments) -> Result<ItemFilter, Failure> {
    let mut problems: Vec<Refusal> = Vec::new();
    let mut unit = |text: &Option<String>| {
        let found = filter::unit(view, text.as_deref()?);
        found.map_err(|refusal| problems.push(refusal)).ok()
    };
    let (owed_by, owed_to) = (unit(&arguments.owed_by), unit(&arguments.owed_to));
    let person = arguments.person.as_deref().and_then(|text| {
        let found = filter::sponsor(view, text);
        found.map_err(|refusal| problems.push(refusal)).ok()
    });
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let project = arguments.project.as_deref();
    Ok(ItemFilter {
        side: None,
        owed_by,
        person,
        owed_to,
        project: project
            .map(|text| lookup::project(view, text))
            .transpose()?,
        state: arguments.state.map(ItemState::from),
        overdue: arguments.overdue,
        closed: arguments.closed,
        text: arguments.text.clone(),
    })
}

/// Working days left or late; an answer has stopped the clock.
pub(super) fn days(row: &ItemRow, lang: Lang) -> String {
    let late = row.days_late;
    let left = -late;
    match (row.state.is_with_unit(), late) {
        (true, 1..) => say!(lang, "逾期 {late}", "{late} late"),
        (true, 0) => say!(lang, "今天到期", "due today"),
        (true, _) => say!(lang, "还有 {left}", "{left} left"),
        (false, 1..) => say!(lang, "反馈逾期 {late}", "answered {late} late"),
        (false, _) => say!(lang, "按期反馈", "answered in time"),
    }
}
