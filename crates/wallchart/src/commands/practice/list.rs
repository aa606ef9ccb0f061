//! `practice list` and `practice related`.

use serde::Serialize;
use zone::view::practices::{self, Offer, PracticeFilter, PracticeList, PracticeRow, RelatedAsked};
use zone::{Lang, ProblemId, limits};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::{filter, moment, reading};

const EXAMPLES: &str = "  wallchart practice list --kind 用地
  wallchart practice list --waiting --json
  wallchart practice related Q12";

/// Columns a title may take.
const TITLE_COLUMNS: usize = 48;

/// 列出经验：待审核的在前，然后按发布先后 | List the practices: those to be reviewed, then the newest
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 单位（名称或编号），含下属单位 | The unit, with those below it
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// 适用的问题类型 | The kind of problem it helps with
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// 适用的阶段 | The stage it helps to pass
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// 只列待审核的 | Those to be reviewed only
    #[arg(long)]
    waiting: bool,
    #[command(flatten)]
    moment: Moment,
}

/// 与某个问题相近的经验 | Practices offered for a problem
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Related {
    /// 问题编号 | The problem
    #[arg(value_name = "PROBLEM")]
    problem: ProblemId,
}

#[derive(Serialize)]
struct Document<'a> {
    record: reading::Record,
    #[serde(flatten)]
    board: &'a PracticeList,
}

#[derive(Serialize)]
struct RelatedDocument<'a> {
    record: reading::Record,
    offers: &'a [Offer],
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let lang = context.lang;
    let unit = arguments.unit.as_deref();
    let unit = unit.map(|unit| filter::unit(&view, unit)).transpose()?;
    let filter = PracticeFilter {
        unit,
        kind: arguments.kind.clone(),
        stage: arguments.stage.clone(),
        state: None,
        waiting: arguments.waiting,
    };
    let board = practices::practices(&view.seen.zone, view.looking(), &filter);
    let mut table = table(lang);
    for row in &board.practices {
        line(&mut table, row, lang);
    }
    let (published, used, waiting) = (board.published, board.used, board.waiting);
    let text = say!(
        lang,
        "{}\n已发布 {published} 篇，用过的 {used} 篇，待审核 {waiting} 篇\n{}",
        "{}\n{published} published, {used} of them used, {waiting} to be reviewed\n{}",
        reading::headline(&view, lang),
        table.text()
    );
    let document = Document {
        record: reading::record(&view),
        board: &board,
    };
    Ok(Answer::new(text, &document))
}

pub(super) fn related(context: &Context, asked: &Related) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let lang = context.lang;
    let wanted = RelatedAsked {
        problem: Some(asked.problem),
        ..RelatedAsked::default()
    };
    let limit = limits::PRACTICES_OFFERED;
    let offers = practices::related(&view.seen.zone, view.looking(), &wanted, limit);
    let mut table = table(lang);
    for offer in &offers {
        line(&mut table, &offer.practice, lang);
    }
    let text = match offers.is_empty() {
        true => say!(lang, "没有相近的经验", "no practice is close"),
        false => table.text(),
    };
    let document = RelatedDocument {
        record: reading::record(&view),
        offers: &offers,
    };
    Ok(Answer::new(text, &document))
}

fn table(lang: Lang) -> Table {
    Table::new(match lang {
        Lang::Zh => ["编号", "标题", "单位", "类型", "状态", "日期", "用过"],
        Lang::En => ["id", "title", "unit", "kinds", "state", "date", "used"],
    })
}

fn line(table: &mut Table, row: &PracticeRow, lang: Lang) {
    table.row([
        row.id.to_string(),
        cut(&row.title, TITLE_COLUMNS),
        row.unit.name.clone(),
        row.kinds.join("、"),
        row.state_word.in_lang(lang).to_owned(),
        row.on.to_string(),
        row.used.to_string(),
    ]);
}
