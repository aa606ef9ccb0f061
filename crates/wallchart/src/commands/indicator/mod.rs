//! `indicator`: where each indicator stands, and everything about one.

mod ahead;
mod decompose;

use clap::Subcommand;
use host::KnownAt;
use rust_decimal::Decimal;
use serde::Serialize;
use zone::view::Filter;
use zone::view::indicator::{IndicatorSheet, SeriesRow, sheet};
use zone::view::wall::{IndicatorTile, wall};
use zone::{BasisPoints, IndicatorId, Lang, Refusal, UnitId, Words};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::reading::{self, View};

const EXAMPLES: &str = "  wallchart indicator list --data data/demo
  wallchart indicator show gdtz --true-on 2026-06-30
  wallchart indicator forecast I2 --json
  wallchart indicator decompose I2 --year 2027 --lock U3=120";

/// Columns a name may take.
const NAME_COLUMNS: usize = 28;

/// 指标：进度、分单位、修订、目标调整与分解 | Indicators: where they stand, by unit, revised,
/// adjusted, broken down
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Asked,
}

#[derive(Debug, Subcommand)]
enum Asked {
    /// 全部指标 | All indicators
    List {
        #[command(flatten)]
        moment: Moment,
    },
    /// 年末预计和完成目标的可能性 | How the year may end, and the chance to reach the target
    Forecast {
        /// 编号、代码或名称 | Id, code or name
        #[arg(value_name = "INDICATOR")]
        indicator: String,
        #[command(flatten)]
        moment: Moment,
    },
    /// 余下各月须完成的数 | What each remaining month must bring
    Needed {
        /// 编号、代码或名称 | Id, code or name
        #[arg(value_name = "INDICATOR")]
        indicator: String,
        #[command(flatten)]
        moment: Moment,
    },
    /// 年度目标分解到单位，合计一分不差 | Break a year's target down over units, to the last digit
    Decompose(decompose::Arguments),
    /// 一项指标 | One indicator
    Show {
        /// 编号、代码或名称 | Id, code or name
        #[arg(value_name = "INDICATOR")]
        indicator: String,
        #[command(flatten)]
        moment: Moment,
    },
}

#[derive(Serialize)]
struct List<'a> {
    record: reading::Record,
    indicators: &'a [IndicatorTile],
}

#[derive(Serialize)]
struct One<'a> {
    record: reading::Record,
    #[serde(flatten)]
    sheet: &'a IndicatorSheet,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    match &arguments.verb {
        Asked::List { moment } => list(context, moment),
        Asked::Show { indicator, moment } => show(context, indicator, moment),
        Asked::Forecast { indicator, moment } => {
            let (view, sheet) = look(context, indicator, moment)?;
            Ok(ahead::forecast(context, &view, &sheet))
        }
        Asked::Needed { indicator, moment } => {
            let (view, sheet) = look(context, indicator, moment)?;
            Ok(ahead::needed(context, &view, &sheet))
        }
        Asked::Decompose(asked) => {
            let view = reading::see(context, &KnownAt::Latest, None)?;
            let id = find(&view, &asked.indicator)?;
            decompose::run(context, &view, id, asked)
        }
    }
}

fn list(context: &Context, moment: &Moment) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    // The wall carries the tiles; a unit that cannot exist leaves out its rows.
    let filter = Filter {
        unit: Some(UnitId(u32::MAX)),
        ..Filter::default()
    };
    let wall = wall(&view.seen.zone, view.looking(), &filter)?;
    let lang = context.lang;
    let mut table = Table::new(match lang {
        Lang::Zh => [
            "",
            "编号",
            "指标",
            "截至",
            "累计",
            "目标",
            "完成率",
            "序时",
            "差",
        ],
        Lang::En => [
            "",
            "id",
            "indicator",
            "to",
            "done",
            "target",
            "of target",
            "of time",
            "gap",
        ],
    });
    for tile in &wall.indicators {
        table.row([
            tile.colour.shape().to_string(),
            tile.id.to_string(),
            named(&tile.name, &tile.measure, lang),
            tile.month.clone().unwrap_or_default(),
            figure(tile.done),
            figure(tile.target),
            share(tile.completion),
            share(tile.time_share),
            gap(tile.gap, lang),
        ]);
    }
    let rows = if table.is_empty() {
        say!(lang, "还没有指标\n", "there are no indicators\n")
    } else {
        table.text()
    };
    let document = List {
        record: reading::record(&view),
        indicators: &wall.indicators,
    };
    Ok(Answer::new(
        reading::headline(&view, lang) + "\n" + &rows,
        &document,
    ))
}

fn show(context: &Context, wanted: &str, moment: &Moment) -> Result<Answer, Failure> {
    let (view, sheet) = look(context, wanted, moment)?;
    let (id, lang) = (sheet.id, context.lang);
    let title = named(&sheet.name, &sheet.measure, lang);
    let overdue = sheet.overdue.as_ref().map_or_else(String::new, |month| {
        say!(
            lang,
            "{month} 的数应已发布，尚未填报\n",
            "the value of {month} is due and not reported\n"
        )
    });
    let parts = [
        format!("{id} {title}\n"),
        reading::headline(&view, lang) + "\n",
        overdue,
        series(&sheet.rows, lang),
        targets(&sheet, lang),
        revisions(&sheet, lang),
        differences(&sheet, lang),
    ];
    let document = One {
        record: reading::record(&view),
        sheet: &sheet,
    };
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    Ok(Answer::new(parts.collect::<Vec<_>>().join("\n"), &document))
}

fn look(
    context: &Context,
    wanted: &str,
    moment: &Moment,
) -> Result<(View, IndicatorSheet), Failure> {
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let id = find(&view, wanted)?;
    let sheet = sheet(&view.seen.zone, view.looking(), id).ok_or_else(|| unknown(wanted))?;
    Ok((view, sheet))
}

/// The indicator that is meant, by id, code or name.
fn find(view: &View, wanted: &str) -> Result<IndicatorId, Failure> {
    let indicators = &view.seen.zone.indicators;
    let id = wanted.parse::<IndicatorId>().ok();
    let known = id.filter(|id| indicators.contains_key(id));
    let called = || {
        let mut all = indicators.values();
        let found = all.find(|own| {
            let name = &own.definition.name;
            [&own.definition.code, &name.zh, &name.en]
                .iter()
                .any(|own| *own == wanted)
        });
        found.map(|own| own.id)
    };
    known.or_else(called).ok_or_else(|| unknown(wanted).into())
}

fn unknown(wanted: &str) -> Refusal {
    Refusal::new(
        "cli/no-such-indicator",
        Words::new(
            format!("没有指标“{wanted}”"),
            format!("there is no indicator {wanted:?}"),
        ),
        Words::new(
            "用 wallchart indicator list 查看编号和代码",
            "see wallchart indicator list for ids and codes",
        ),
    )
}

fn series(rows: &[SeriesRow], lang: Lang) -> String {
    let mut table = Table::new(match lang {
        Lang::Zh => [
            "",
            "单位",
            "截至",
            "累计",
            "目标",
            "原目标",
            "完成率",
            "序时",
            "差",
        ],
        Lang::En => [
            "",
            "unit",
            "to",
            "done",
            "target",
            "first set",
            "of target",
            "of time",
            "gap",
        ],
    });
    for row in rows {
        table.row([
            row.colour.shape().to_string(),
            cut(row.name.in_lang(lang), NAME_COLUMNS),
            row.month.clone().unwrap_or_default(),
            figure(row.done),
            figure(row.target),
            figure(row.original),
            share(row.completion),
            share(row.time_share),
            gap(row.gap, lang),
        ]);
    }
    table.text()
}

fn targets(sheet: &IndicatorSheet, lang: Lang) -> String {
    if sheet.targets.len() < 2 {
        return String::new();
    }
    let mut text = say!(lang, "目标调整\n", "adjustments of the target\n");
    for own in &sheet.targets {
        let (value, on, document) = (figure(Some(own.value)), own.effective_on, &own.document);
        let reason = own.reason.as_deref().unwrap_or_default();
        let counts = if own.counts { "→" } else { " " };
        text += &format!("{counts} {value}  {on}  {document}  {reason}\n");
    }
    text
}

fn revisions(sheet: &IndicatorSheet, lang: Lang) -> String {
    if sheet.revisions.is_empty() {
        return String::new();
    }
    let mut text = say!(lang, "修订\n", "revisions\n");
    for own in sheet.revisions.iter().take(10) {
        let (name, month) = (own.name.in_lang(lang), &own.month);
        let (from, to) = (figure(Some(own.from)), figure(Some(own.to)));
        let reason = own.reason.as_deref().unwrap_or_default();
        text += &format!("  {month}  {name}  {from} → {to}  {reason}\n");
    }
    text
}

fn differences(sheet: &IndicatorSheet, lang: Lang) -> String {
    let mut text = String::new();
    for own in &sheet.differences {
        let (month, whole, sum) = (&own.month, own.whole.normalize(), own.sum.normalize());
        text += &say!(
            lang,
            "{month}：各单位合计 {sum}，全区 {whole}\n",
            "{month}: the units add up to {sum}, the whole is {whole}\n"
        );
    }
    text
}

fn named(name: &Words, measure: &Words, lang: Lang) -> String {
    let (name, measure) = (name.in_lang(lang), measure.in_lang(lang));
    format!("{} ({measure})", cut(name, NAME_COLUMNS))
}

fn figure(value: Option<Decimal>) -> String {
    value.map_or_else(|| "—".to_owned(), |value| value.normalize().to_string())
}

fn share(value: Option<BasisPoints>) -> String {
    value.map_or_else(|| "—".to_owned(), |value| value.to_string())
}

/// Points ahead or behind.
fn gap(value: Option<BasisPoints>, lang: Lang) -> String {
    value.map_or_else(
        || "—".to_owned(),
        |value| {
            let points = Decimal::new(i64::from(value.0), 2).round_dp(1).normalize();
            let sign = if value.0 > 0 { "+" } else { "" };
            say!(lang, "{sign}{points} 个点", "{sign}{points} pp")
        },
    )
}
