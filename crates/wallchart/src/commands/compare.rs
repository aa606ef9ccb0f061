//! Two walls side by side: what each project's light and forecast were, and are.

use serde::Serialize;
use zone::Lang;
use zone::view::Filter;
use zone::view::compare::{ComparedCounts, ComparedRow, ComparedSide, Comparison, Stood};
use zone::view::wall::LightCounts;

use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::reading::{self, View};

/// Columns a name may take in the table.
const NAME_COLUMNS: usize = 40;

/// Two moments compared, each with the head of the record it was made from.
#[derive(Debug, Serialize)]
pub(crate) struct Document {
    then: Side,
    now: Side,
    counts: ComparedCounts,
    /// Projects of either wall, in the order of the later one.
    pub(crate) rows: Vec<ComparedRow>,
}

/// One of the two.
#[derive(Debug, Serialize)]
struct Side {
    record: reading::Record,
    #[serde(flatten)]
    side: ComparedSide,
}

/// Puts two walls beside each other.
pub(crate) fn compare(then: &View, now: &View, filter: &Filter) -> Result<Document, Failure> {
    let side = |view: &View, side: ComparedSide| Side {
        record: reading::record(view),
        side,
    };
    let Comparison {
        then: before,
        now: after,
        counts,
        rows,
    } = zone::view::compare::compare(
        (&then.seen.zone, then.looking()),
        (&now.seen.zone, now.looking()),
        filter,
    )?;
    Ok(Document {
        then: side(then, before),
        now: side(now, after),
        counts,
        rows,
    })
}

/// The comparison as a table.
pub(crate) fn text(comparison: &Document, lang: Lang) -> String {
    let headings = match lang {
        Lang::Zh => [
            "编号",
            "项目",
            "当时",
            "现在",
            "当时预计",
            "现在预计",
            "推后天数",
        ],
        Lang::En => [
            "id",
            "project",
            "then",
            "now",
            "forecast then",
            "forecast now",
            "days",
        ],
    };
    let mut table = Table::new(headings);
    for row in &comparison.rows {
        let (then, now) = (row.then.as_ref(), row.now.as_ref());
        table.row([
            row.id.to_string(),
            cut(&row.name, NAME_COLUMNS),
            light(then, lang),
            light(now, lang),
            forecast(then),
            forecast(now),
            row.moved_days
                .map_or_else(String::new, |days| format!("{days:+}")),
        ]);
    }
    format!(
        "{}\n{}\n{}",
        heads(comparison, lang),
        table.text(),
        summary(comparison, lang)
    )
}

fn heads(comparison: &Document, lang: Lang) -> String {
    let line = |name: String, side: &Side| {
        let (on, record) = (side.side.true_on, &side.record);
        let (seq, code) = (record.seq, &record.code);
        let lights = lights(side.side.lights);
        say!(
            lang,
            "{name}　截至 {on}　记录第 {seq} 条　{code}　{lights}\n",
            "{name}: true on {on}, record {seq}, {code}, {lights}\n"
        )
    };
    line(say!(lang, "当时", "then"), &comparison.then)
        + &line(say!(lang, "现在", "now"), &comparison.now)
}

fn lights(counts: LightCounts) -> String {
    let LightCounts {
        green,
        yellow,
        red,
        blue,
        grey,
    } = counts;
    format!("◆{blue} ●{green} ▲{yellow} ■{red} ○{grey}")
}

fn light(state: Option<&Stood>, lang: Lang) -> String {
    match state {
        Some(state) => format!(
            "{} {}",
            state.light.shape(),
            state.light.word().in_lang(lang)
        ),
        None => "–".to_owned(),
    }
}

fn forecast(state: Option<&Stood>) -> String {
    let date = state.and_then(|state| state.forecast_finish);
    date.map_or_else(String::new, |date| date.to_string())
}

fn summary(comparison: &Document, lang: Lang) -> String {
    let ComparedCounts {
        new,
        gone,
        worse,
        better,
        same,
        not_comparable,
        slipped,
        earlier,
        held,
        median_days,
    } = comparison.counts;
    let median = median_days.map_or_else(|| "–".to_owned(), |days| format!("{days:+}"));
    say!(
        lang,
        "灯：变差 {worse}，变好 {better}，不变 {same}，无法比较 {not_comparable}；新增 {new}，\
         不再有 {gone}\n预计竣工：推后 {slipped}，提前 {earlier}，不变 {held}；中位数 {median} 天\n",
        "lights: {worse} worse, {better} better, {same} the same, {not_comparable} not comparable; \
         {new} new, {gone} gone\nforecasts: {slipped} slipped, {earlier} earlier, {held} held; \
         median {median} days\n"
    )
}
