//! `indicator projects`: what projects bring to an indicator, and what would come if.

use serde::Serialize;
use zone::view::feed::{Assumed, EndView, FeedView, WhatIf, WorkState, feed};
use zone::{Fen, Lang, ProjectId, Refusal, Words};

use super::figures;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::reading;

const EXAMPLES: &str = "  wallchart indicator projects gdtz
  wallchart indicator projects gdtz --what-if P12=2026-07-01 --what-if P13=plan --json";

/// Columns a name may take, and what a project is held up by.
const NAME_COLUMNS: usize = 32;
const NEED_COLUMNS: usize = 40;

/// Rows of the table; `--json` has all that are listed.
const ROWS: usize = 20;

/// 项目支撑：各项目能为指标带来多少、卡在哪里，如果几月开工会怎样 | What projects bring to an
/// indicator, what holds them up, and what if some began in another month
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 指标编码或名称 | Code or name of the indicator
    #[arg(value_name = "INDICATOR")]
    indicator: String,
    /// 假设：某日开工，或按年度计划完成 | Assume that a project begins on a date, or brings its plan
    #[arg(long, value_name = "PROJECT=DATE|plan")]
    what_if: Vec<String>,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Serialize)]
struct Document {
    record: reading::Record,
    indicator: String,
    #[serde(flatten)]
    projects: FeedView,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let lang = context.lang;
    let indicator = figures::find(&view, &arguments.indicator)?;
    let what_if = arguments.what_if.iter().map(|text| assumed(text));
    let what_if: WhatIf = what_if.collect::<Result<_, Refusal>>()?;
    let projects = feed(&view.seen.zone, view.looking(), indicator.id, &what_if);
    let document = Document {
        record: reading::record(&view),
        indicator: indicator.definition.name.in_lang(lang).to_owned(),
        projects: projects.ok_or_else(not_fed)?,
    };
    let text = reading::headline(&view, lang) + "\n" + &text(&document, lang);
    Ok(Answer::new(text, &document))
}

/// `P12=2026-07-01` or `P12=plan`.
fn assumed(text: &str) -> Result<(ProjectId, Assumed), Refusal> {
    let read = text.split_once('=').and_then(|(project, what)| {
        let what = match what.trim() {
            "plan" => Assumed::AsPlanned,
            date => Assumed::Begins(date.parse().ok()?),
        };
        Some((project.trim().parse().ok()?, what))
    });
    read.ok_or_else(|| {
        Refusal::new(
            "cli/what-if",
            Words::new(
                format!("“{text}”不是“项目=日期”，也不是“项目=plan”"),
                format!("{text:?} is neither PROJECT=DATE nor PROJECT=plan"),
            ),
            Words::new("如 P12=2026-07-01", "for example P12=2026-07-01"),
        )
    })
}

fn not_fed() -> Refusal {
    Refusal::new(
        "cli/not-fed",
        Words::new(
            "该指标没有由项目投资汇入，或今年还没有数",
            "no projects feed this indicator, or it has no value this year",
        ),
        Words::new(
            "在指标页“修改定义”中设定项目投资汇入，或先填报今年的数",
            "set “fed by projects” on the indicator's page, or report this year's figures first",
        ),
    )
}

fn text(document: &Document, lang: Lang) -> String {
    let found = &document.projects;
    let (name, target) = (&document.indicator, found.target);
    let target = target.map_or_else(|| "—".to_owned(), |own| own.to_string());
    let head = say!(lang, "{name}：目标 {target}\n", "{name}: target {target}\n");
    let ends = [
        (say!(lang, "按数列", "by the series"), &found.by_series),
        (say!(lang, "按项目", "by the projects"), &found.by_projects),
        (say!(lang, "合并", "together"), &found.together),
        (say!(lang, "不作假设", "nothing assumed"), &found.as_it_goes),
    ];
    let ends = ends
        .iter()
        .filter_map(|(word, end)| Some(line(word, end.as_ref()?, lang)));
    let mut table = Table::new(match lang {
        Lang::Zh => ["项目", "状态", "计划", "完成", "预计", "缺口", "卡在哪里"],
        Lang::En => [
            "project",
            "state",
            "plan",
            "done",
            "expected",
            "short",
            "held up by",
        ],
    });
    for row in found.works.iter().take(ROWS) {
        let state = match row.state {
            WorkState::Waits => say!(lang, "未开工", "not begun"),
            WorkState::UnderWay => say!(lang, "在建", "under way"),
            WorkState::Rests => say!(lang, "完工停缓", "at rest"),
        };
        let need = row.needs.first().map(|need| need.in_lang(lang));
        table.row([
            cut(&format!("{} {}", row.id, row.name), NAME_COLUMNS),
            state,
            wan(row.planned),
            wan(row.done),
            wan(row.expected),
            wan(row.short),
            cut(need.unwrap_or_default(), NEED_COLUMNS),
        ]);
    }
    let more = found.works.len().saturating_sub(ROWS) + found.unlisted;
    let tail = say!(
        lang,
        "金额单位：万元；另有 {more} 个项目未列出\n",
        "amounts in 10,000 yuan; {more} more projects not listed\n"
    );
    format!(
        "{head}{}\n{}\n{tail}",
        ends.collect::<String>(),
        table.text()
    )
}

fn line(word: &str, end: &EndView, lang: Lang) -> String {
    let chance = end
        .chance
        .map_or_else(|| "—".to_owned(), |own| own.to_string());
    let EndView {
        mean, low, high, ..
    } = end;
    say!(
        lang,
        "  {word}：年末 {mean}（八成可能 {low}—{high}），完成目标的可能性 {chance}\n",
        "  {word}: {mean} at the year's end (eight in ten {low}–{high}), chance {chance}\n"
    )
}

/// Whole 万元.
fn wan(amount: Fen) -> String {
    amount.wan().round().to_string()
}
