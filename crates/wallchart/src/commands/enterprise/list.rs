//! `enterprise list`: the month against the year and the month before, requests, a mark.

use serde::Serialize;
use zone::view::enterprises::{EnterpriseFilter, EnterpriseList, enterprises};
use zone::{BasisPoints, Colour, Lang, Refusal, Words, labels};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::{filter, reading};

const EXAMPLES: &str = "  wallchart enterprise list --mark red
  wallchart enterprise list --unit 招商局 --month 2026-04 --json";

/// Columns a name may take.
const NAME_COLUMNS: usize = 28;

/// 列出企业，须关注的在前 | List the enterprises, the marked ones first
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 责任单位（名称或编号），含下属单位 | The unit that answers for them, with those below it
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// 行业 | Industry
    #[arg(long, value_name = "INDUSTRY")]
    industry: Option<String>,
    /// 标记 | The mark
    #[arg(long, value_enum, value_name = "MARK")]
    mark: Option<Mark>,
    /// 月份（默认半数以上企业已报的最新一月） | The month (the newest half of them told of)
    #[arg(long, value_name = "MONTH")]
    month: Option<String>,
    /// 含已迁出 | Those that have left too
    #[arg(long)]
    left: bool,
    /// 名称、代码、行业、单位中的文字 | Text in name, code, industry or unit
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Mark {
    // 重点关注 | Needs attention
    Red,
    // 关注 | Watch
    Yellow,
    // 正常 | In order
    Green,
    // 无数据 | No figures
    Grey,
}

#[derive(Serialize)]
struct Document<'a> {
    record: reading::Record,
    #[serde(flatten)]
    board: &'a EnterpriseList,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let lang = context.lang;
    let unit = arguments.unit.as_deref();
    let unit = unit.map(|text| filter::unit(&view, text)).transpose()?;
    let month = arguments.month.as_deref().map(month).transpose()?;
    let wanted = EnterpriseFilter {
        unit,
        industry: arguments.industry.clone(),
        colour: arguments.mark.map(|mark| match mark {
            Mark::Red => Colour::Red,
            Mark::Yellow => Colour::Yellow,
            Mark::Green => Colour::Green,
            Mark::Grey => Colour::Grey,
        }),
        state: None,
        left: arguments.left,
        month,
        text: arguments.text.clone(),
    };
    let board = enterprises(&view.seen.zone, view.looking(), &wanted);
    let text = format!(
        "{}\n{}",
        reading::headline(&view, lang),
        told(&view, &board, lang)
    );
    let document = Document {
        record: reading::record(&view),
        board: &board,
    };
    Ok(Answer::new(text, &document))
}

fn told(view: &reading::View, board: &EnterpriseList, lang: Lang) -> String {
    if board.enterprises.is_empty() {
        return say!(lang, "没有符合条件的企业\n", "no enterprise fits\n");
    }
    let mut table = Table::new(match lang {
        Lang::Zh => [
            "编号",
            "标记",
            "企业",
            "责任单位",
            "产值",
            "同比",
            "环比",
            "用电同比",
            "产能利用率",
            "诉求",
        ],
        Lang::En => [
            "id",
            "mark",
            "enterprise",
            "unit",
            "output",
            "on year",
            "on month",
            "power on year",
            "capacity",
            "requests",
        ],
    });
    let share = |value: Option<BasisPoints>| value.map_or("-".to_owned(), |own| own.to_string());
    for row in &board.enterprises {
        let cell = row.told.as_ref();
        let output = cell.and_then(|own| own.output_fen);
        let output = output.map(|amount| labels::money_rounded(&view.seen.zone, amount));
        let (open, late) = (row.open_requests, row.late_requests);
        table.row([
            row.id.to_string(),
            format!("{} {}", row.colour.shape(), row.mark.in_lang(lang)),
            cut(&row.name, NAME_COLUMNS),
            row.lead
                .as_ref()
                .map_or(String::new(), |unit| unit.name.clone()),
            output.map_or("-".to_owned(), |own| own.in_lang(lang).to_owned()),
            share(cell.and_then(|own| own.output_on_year)),
            share(cell.and_then(|own| own.output_on_month)),
            share(cell.and_then(|own| own.electricity_on_year)),
            share(cell.and_then(|own| own.capacity_use)),
            match late {
                0 => open.to_string(),
                _ => say!(lang, "{open}（逾期 {late}）", "{open} ({late} late)"),
            },
        ]);
    }
    let counts = board.counts;
    let sum = say!(
        lang,
        "{} 家企业：重点关注 {}，关注 {}；{} 已报 {}/{} 家；未办结诉求 {} 件，逾期 {} 件\n",
        "{} enterprises: {} need attention, {} to watch; of {} {} of {} told; {} requests open, \
         {} late\n",
        counts.all,
        counts.red,
        counts.yellow,
        board.month,
        counts.told,
        counts.reporting,
        counts.open_requests,
        counts.late_requests
    );
    table.text() + &sum
}

/// A month as it is typed.
pub(in crate::commands) fn month(text: &str) -> Result<zone::indicator::Month, Refusal> {
    exchange::enterprises::month_named(text).ok_or_else(|| {
        Refusal::new(
            "cli/bad-month",
            Words::new(
                format!("“{text}”不是月份"),
                format!("{text:?} is not a month"),
            ),
            Words::new("写成 2026-04", "write it 2026-04"),
        )
    })
}
