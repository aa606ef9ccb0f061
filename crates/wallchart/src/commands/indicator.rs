//! `indicator`: where each stands, how its year will end, what is needed, a target spread.

mod change;
mod decompose;
mod define;
mod figures;
mod honesty;
mod outlook;
mod peers;
mod projects;
mod show;
mod table;

use serde::Serialize;
use zone::Lang;
use zone::indicator::Indicator;

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::reading;

const EXAMPLES: &str = "  wallchart indicator list
  wallchart indicator forecast gdtz --unit 投资促进局
  wallchart indicator needed gdtz --true-on 2026-06-30
  wallchart indicator decompose gdtz --target 1200 --places 1";

const LIST_EXAMPLES: &str = "  wallchart indicator list --true-on 2026-06-30
  wallchart indicator list --json";

/// 经济指标：进度、预测、还需多少、目标分解 | Indicators: standing, forecast, what is needed, a target
/// spread
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    List(ListArguments),
    Show(show::Arguments),
    Add(define::AddArguments),
    Change(Box<change::Arguments>),
    Target(define::TargetArguments),
    Projects(projects::Arguments),
    Forecast(outlook::ForecastArguments),
    Needed(outlook::NeededArguments),
    Decompose(decompose::Arguments),
    Honesty(honesty::Arguments),
    Peers(peers::Arguments),
    Import(table::ImportArguments),
    Export(table::ExportArguments),
}

/// 各指标完成率和进度差 | Completion and gap of every indicator
#[derive(Debug, clap::Args)]
#[command(after_help = LIST_EXAMPLES)]
struct ListArguments {
    #[command(flatten)]
    moment: Moment,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    match &arguments.what {
        What::List(arguments) => list(context, arguments),
        What::Show(arguments) => show::run(context, arguments),
        What::Add(arguments) => define::add(context, arguments),
        What::Change(arguments) => change::run(context, arguments),
        What::Target(arguments) => define::target(context, arguments),
        What::Projects(arguments) => projects::run(context, arguments),
        What::Forecast(arguments) => outlook::forecast(context, arguments),
        What::Needed(arguments) => outlook::needed(context, arguments),
        What::Decompose(arguments) => decompose::run(context, arguments),
        What::Honesty(arguments) => honesty::run(context, arguments),
        What::Peers(arguments) => peers::run(context, arguments),
        What::Import(arguments) => table::import(context, arguments),
        What::Export(arguments) => table::export(context, arguments),
    }
}

#[derive(Serialize)]
struct Row {
    code: String,
    name: String,
    measure: String,
    month: Option<String>,
    done: Option<String>,
    target: Option<String>,
    completion_percent: Option<String>,
    gap_pp: Option<String>,
    pace: Option<String>,
}

#[derive(Serialize)]
struct Document {
    record: reading::Record,
    indicators: Vec<Row>,
}

fn list(context: &Context, arguments: &ListArguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let (on, lang) = (view.seen.true_on, context.lang);
    let row = |indicator: &Indicator| {
        let standing = indicator.standing(None, on);
        let standing = standing.as_ref();
        let progress = standing.and_then(|standing| {
            forecast::Progress::of(standing.done, standing.target?, standing.time_share)
        });
        let percent = |share: rust_decimal::Decimal| share * rust_decimal::Decimal::ONE_HUNDRED;
        Row {
            code: indicator.definition.code.clone(),
            name: indicator.definition.name.in_lang(lang).to_owned(),
            measure: indicator.definition.measure.in_lang(lang).to_owned(),
            month: standing.map(|standing| standing.month.to_string()),
            done: standing.map(|standing| standing.done.to_string()),
            target: standing.and_then(|standing| Some(standing.target?.to_string())),
            completion_percent: progress.map(|one| percent(one.completion).round_dp(1).to_string()),
            gap_pp: progress.map(|one| one.gap_pp.round_dp(1).to_string()),
            pace: progress.and_then(|one| Some(one.pace?.round_dp(2).to_string())),
        }
    };
    let document = Document {
        record: reading::record(&view),
        indicators: view
            .seen
            .zone
            .indicators
            .values()
            .map(|one| row(one))
            .collect(),
    };
    let mut table = Table::new(match lang {
        Lang::Zh => [
            "编码",
            "名称",
            "月份",
            "累计",
            "目标",
            "完成率%",
            "进度差",
            "相对进度",
        ],
        Lang::En => [
            "code", "name", "month", "done", "target", "done %", "gap pp", "pace",
        ],
    });
    let blank = |cell: &Option<String>| cell.clone().unwrap_or_default();
    for row in &document.indicators {
        table.row([
            cut(&row.code, 12),
            cut(&row.name, 28),
            blank(&row.month),
            blank(&row.done),
            blank(&row.target),
            blank(&row.completion_percent),
            blank(&row.gap_pp),
            blank(&row.pace),
        ]);
    }
    let none = say!(lang, "还没有指标\n", "there are no indicators\n");
    let body = if table.is_empty() { none } else { table.text() };
    let text = format!("{}\n{body}", reading::headline(&view, lang));
    Ok(Answer::new(text, &document))
}
