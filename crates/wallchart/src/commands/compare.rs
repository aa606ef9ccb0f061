//! Two walls side by side: what each project's light and forecast were, and are.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use zone::view::wall::{LightCounts, Wall, WallRow};
use zone::{Colour, Lang, ProjectId};

use crate::lang::say;
use crate::layout::{Table, cut};
use crate::reading::{self, View};

/// Columns a name may take in the table.
const NAME_COLUMNS: usize = 40;

/// Two moments compared.
#[derive(Debug, Serialize)]
pub(crate) struct Comparison {
    then: Side,
    now: Side,
    counts: Counts,
    /// Projects of either wall, in the order of the later one.
    pub(crate) rows: Vec<Row>,
}

/// One of the two.
#[derive(Debug, Serialize)]
pub(crate) struct Side {
    record: reading::Record,
    true_on: Date,
    lights: LightCounts,
    #[serde(skip)]
    rows: Vec<WallRow>,
}

/// How many projects changed in which way.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Counts {
    /// In the later wall alone.
    new: u32,
    /// In the earlier wall alone.
    gone: u32,
    /// A worse colour than before.
    worse: u32,
    /// A better colour than before.
    better: u32,
    /// The same colour.
    same: u32,
    /// A colour on one side only.
    not_comparable: u32,
    /// The forecast moved to a later day.
    slipped: u32,
    /// The forecast moved to an earlier day.
    earlier: u32,
    /// The forecast is what it was.
    held: u32,
    /// Median of the days by which forecasts moved, over all that have both.
    median_days: Option<i32>,
}

/// One project on both sides.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    id: ProjectId,
    name: String,
    then: Option<State>,
    now: Option<State>,
    /// Days from the earlier forecast to the later one.
    moved_days: Option<i32>,
}

/// How a project stood.
#[derive(Debug, Clone, Serialize)]
struct State {
    light: Colour,
    forecast_finish: Option<Date>,
    delay_days: Option<i32>,
    stage: Option<String>,
}

impl Side {
    /// A wall as one side of a comparison.
    pub(crate) fn new(view: &View, wall: &Wall) -> Side {
        Side {
            record: reading::record(view),
            true_on: wall.head.true_on,
            lights: wall.head.counts,
            rows: wall.rows.clone(),
        }
    }
}

/// Puts two walls beside each other.
pub(crate) fn compare(then: Side, now: Side) -> Comparison {
    let before: BTreeMap<ProjectId, &WallRow> = then.rows.iter().map(|row| (row.id, row)).collect();
    let after: BTreeMap<ProjectId, &WallRow> = now.rows.iter().map(|row| (row.id, row)).collect();
    let gone = then.rows.iter().filter(|row| !after.contains_key(&row.id));
    let rows: Vec<Row> = now
        .rows
        .iter()
        .map(|row| row_of(before.get(&row.id).copied(), Some(row)))
        .chain(gone.map(|row| row_of(Some(row), None)))
        .collect();
    let counts = count(&rows);
    Comparison {
        then,
        now,
        counts,
        rows,
    }
}

fn row_of(then: Option<&WallRow>, now: Option<&WallRow>) -> Row {
    let state = |row: &WallRow| State {
        light: row.light.colour,
        forecast_finish: row.bars.forecast_finish,
        delay_days: row.bars.delay_days,
        stage: row.stage.clone(),
    };
    let forecast = |row: Option<&WallRow>| row.and_then(|row| row.bars.forecast_finish);
    let moved = match (forecast(then), forecast(now)) {
        (Some(then), Some(now)) => Some(zone::figures::days_between(then, now)),
        _ => None,
    };
    let named = now.or(then);
    Row {
        id: named.map_or(ProjectId(0), |row| row.id),
        name: named.map_or_else(String::new, |row| row.name.clone()),
        then: then.map(state),
        now: now.map(state),
        moved_days: moved,
    }
}

fn count(rows: &[Row]) -> Counts {
    let mut counts = Counts::default();
    for row in rows {
        let lights = match (&row.then, &row.now) {
            (None, _) => &mut counts.new,
            (_, None) => &mut counts.gone,
            (Some(then), Some(now)) if then.light == now.light => &mut counts.same,
            (Some(then), Some(now)) if then.light == Colour::Grey || now.light == Colour::Grey => {
                &mut counts.not_comparable
            }
            (Some(then), Some(now)) if then.light < now.light => &mut counts.worse,
            _ => &mut counts.better,
        };
        *lights += 1;
        match row.moved_days {
            Some(1..) => counts.slipped += 1,
            Some(0) => counts.held += 1,
            Some(_) => counts.earlier += 1,
            None => {}
        }
    }
    let mut moved: Vec<i32> = rows.iter().filter_map(|row| row.moved_days).collect();
    moved.sort_unstable();
    counts.median_days = moved.get(moved.len() / 2).copied();
    counts
}

/// The comparison as a table.
pub(crate) fn text(comparison: &Comparison, lang: Lang) -> String {
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

fn heads(comparison: &Comparison, lang: Lang) -> String {
    let line = |name: String, side: &Side| {
        let (on, record) = (side.true_on, &side.record);
        let (seq, code) = (record.seq, &record.code);
        let lights = lights(side.lights);
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

fn light(state: Option<&State>, lang: Lang) -> String {
    match state {
        Some(state) => format!(
            "{} {}",
            state.light.shape(),
            state.light.word().in_lang(lang)
        ),
        None => "–".to_owned(),
    }
}

fn forecast(state: Option<&State>) -> String {
    let date = state.and_then(|state| state.forecast_finish);
    date.map_or_else(String::new, |date| date.to_string())
}

fn summary(comparison: &Comparison, lang: Lang) -> String {
    let Counts {
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
