//! What stands in each cell of a row, and what each column is called.

use jiff::civil::Date;
use zone::view::wall::WallRow;
use zone::{Colour, Lang};

use crate::figures;
use crate::text::{clean, say};

/// The columns, from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    No,
    Project,
    Unit,
    Stage,
    Light,
    Completion,
    Gap,
    Required,
    Forecast,
    Delay,
    Needs,
}

impl Column {
    pub(super) const ALL: [Column; 11] = [
        Column::No,
        Column::Project,
        Column::Unit,
        Column::Stage,
        Column::Light,
        Column::Completion,
        Column::Gap,
        Column::Required,
        Column::Forecast,
        Column::Delay,
        Column::Needs,
    ];

    /// Its name, and the unit of its figures.
    pub(super) fn heading(self, lang: Lang) -> [&'static str; 2] {
        let words = |zh, en| say(lang, zh, en);
        match self {
            Column::No => [words("序", "No"), ""],
            Column::Project => [words("项目", "Project"), ""],
            Column::Unit => [words("责任单位", "Unit"), ""],
            Column::Stage => [words("阶段", "Stage"), ""],
            Column::Light => [words("灯", "Light"), ""],
            Column::Completion => [words("完成率", "Done"), "%"],
            Column::Gap => [words("进度差", "Gap"), words("个百分点", "pp")],
            Column::Required => [words("要求完成", "Required"), ""],
            Column::Forecast => [words("预计完成", "Forecast"), ""],
            Column::Delay => [words("误期", "Delay"), words("天", "days")],
            Column::Needs => [words("须关注", "Needs attention"), ""],
        }
    }

    /// Whether its cells end under each other.
    pub(super) fn is_right(self) -> bool {
        matches!(
            self,
            Column::No | Column::Completion | Column::Gap | Column::Delay
        )
    }
}

/// The cells of a row, in the order of [`Column::ALL`], and what colours them.
pub(super) struct Row {
    pub(super) cells: [String; 11],
    pub(super) colour: Colour,
    pub(super) is_behind: bool,
    pub(super) is_late: bool,
}

/// The cells of a project.
pub(super) fn of(row: &WallRow, lang: Lang) -> Row {
    let text = |text: Option<&String>| text.map_or_else(|| figures::NONE.to_owned(), |t| clean(t));
    let date =
        |date: Option<Date>| date.map_or_else(|| figures::NONE.to_owned(), |d| d.to_string());
    let bars = &row.bars;
    let needs: Vec<String> = row
        .needs
        .iter()
        .map(|need| clean(need.text.in_lang(lang)))
        .collect();
    let delay = bars.delay_days;
    Row {
        cells: [
            row.no.to_string(),
            title(row, lang),
            text(row.unit.as_ref().map(|unit| &unit.name)),
            text(row.stage.as_ref()),
            format!(
                "{} {}",
                row.light.colour.shape(),
                light_word(row.light.colour, lang)
            ),
            figures::share(row.money.completion),
            figures::gap(row.money.gap),
            date(bars.required_finish),
            date(bars.actual_finish.or(bars.forecast_finish)),
            figures::days(delay),
            needs.join(say(lang, "；", "; ")),
        ],
        colour: row.light.colour,
        is_behind: row.money.gap.is_some_and(|gap| gap.0 < 0),
        is_late: delay.is_some_and(|days| days > 0),
    }
}

/// The name with its status, so that a suspended project never looks like a running one.
pub(crate) fn title(row: &WallRow, lang: Lang) -> String {
    let name = clean(&row.name);
    match &row.status {
        None => name,
        Some(status) => {
            let status = clean(status.in_lang(lang));
            lang.pick(
                || format!("{name}（{status}）"),
                || format!("{name} ({status})"),
            )
        }
    }
}

/// The word of a light, short enough for a narrow column.
pub(crate) fn light_word(colour: Colour, lang: Lang) -> &'static str {
    match colour {
        Colour::Green => say(lang, "正常", "On track"),
        Colour::Yellow => say(lang, "预警", "Warning"),
        Colour::Red => say(lang, "滞后", "Behind"),
        Colour::Blue => say(lang, "提前", "Ahead"),
        Colour::Grey => say(lang, "无法判断", "Cannot say"),
    }
}
