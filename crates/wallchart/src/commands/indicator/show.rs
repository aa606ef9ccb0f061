//! `indicator show`: one indicator by unit, its half-way mark, adjustments, revisions, differences.

use rust_decimal::Decimal;
use serde::Serialize;
use zone::view::indicator::{IndicatorSheet, SeriesRow, sheet};
use zone::{BasisPoints, Lang, Words};

use super::figures;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::reading;

const EXAMPLES: &str = "  wallchart indicator show gdtz --true-on 2026-06-30
  wallchart indicator show gdtz --json";

/// Columns a name may take.
const NAME_COLUMNS: usize = 28;

/// 一项指标：分单位、双过半、目标调整、修订、合计差异 | One indicator: by unit, half way, adjusted,
/// revised, where units do not add up
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 指标编码或名称 | Code or name of the indicator
    #[arg(value_name = "INDICATOR")]
    indicator: String,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Serialize)]
struct One<'a> {
    record: reading::Record,
    #[serde(flatten)]
    sheet: &'a IndicatorSheet,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let lang = context.lang;
    let id = figures::find(&view, &arguments.indicator)?.id;
    let sheet = sheet(&view.seen.zone, view.looking(), id).expect("found above");
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
