//! The wall as a table that fits the terminal, and as a drawing.

use zone::Lang;
use zone::view::wall::{LightCounts, Wall, WallRow};

use crate::failure::Failure;
use crate::layout::{Table, cut};
use crate::reading::{self, View};

/// Columns of a line where standard output is no terminal: a page of a printout.
const COLUMNS_ELSEWHERE: usize = 160;

/// Columns that everything but names and reasons takes.
const COLUMNS_FIXED: usize = 66;

/// Least columns for a name, and for a reason.
const COLUMNS_TEXT_MIN: usize = 12;

/// The wall as a table. One that is written to a file is not cut to the terminal.
pub(crate) fn table(wall: &Wall, view: &View, lang: Lang, in_terminal: bool) -> String {
    let term = console::Term::stdout();
    let size = term.size_checked().filter(|_| in_terminal);
    let columns = size.map_or(COLUMNS_ELSEWHERE, |(_, columns)| usize::from(columns));
    let room = (columns.saturating_sub(COLUMNS_FIXED) / 2).max(COLUMNS_TEXT_MIN);
    let mut table = Table::new(match lang {
        Lang::Zh => [
            "序号",
            "编号",
            "灯",
            "项目",
            "单位",
            "阶段",
            "完成",
            "计划",
            "预计竣工",
            "原因",
        ],
        Lang::En => [
            "no", "id", "light", "project", "unit", "stage", "done", "plan", "forecast", "why",
        ],
    });
    for row in &wall.rows {
        table.row(cells(row, room, lang));
    }
    format!("{}\n{}", head(wall, view, lang), table.text())
}

fn cells(row: &WallRow, room: usize, lang: Lang) -> [String; 10] {
    let light = &row.light;
    let unit = row.unit.as_ref().map_or("", |unit| unit.name.as_str());
    let share = |share: Option<zone::BasisPoints>| {
        share.map_or_else(String::new, |share| share.to_string())
    };
    let forecast = row.bars.forecast_finish;
    let reason = match &row.status {
        Some(status) => status.in_lang(lang),
        None => light.reason.in_lang(lang),
    };
    [
        row.no.to_string(),
        row.id.to_string(),
        format!(
            "{}{}",
            light.colour.shape(),
            light.colour.word().in_lang(lang)
        ),
        cut(&row.name, room),
        cut(unit, 12),
        cut(row.stage.as_deref().unwrap_or(""), 8),
        share(row.money.completion.or(row.money.physical)),
        share(row.money.planned),
        forecast.map_or_else(String::new, |date| date.to_string()),
        cut(reason, room),
    ]
}

/// What it is the wall of, and when; what the data is; how many lights there are.
fn head(wall: &Wall, view: &View, lang: Lang) -> String {
    let LightCounts {
        green,
        yellow,
        red,
        blue,
        grey,
    } = wall.head.counts;
    let (rule, version) = (wall.head.rule.name.in_lang(lang), wall.head.rule.version);
    let mut text = reading::headline(view, lang) + "\n";
    if wall.head.synthetic {
        let said = lang.pick(
            || "虚构数据，仅供演示",
            || "synthetic data, for demonstration",
        );
        text += &format!("{said}\n");
    }
    let attribution = wall.head.attribution.in_lang(lang);
    if !attribution.is_empty() {
        text += &format!("{attribution}\n");
    }
    let rule = lang.pick(
        || format!("规则“{rule}”第 {version} 版"),
        || format!("rule {rule:?}, version {version}"),
    );
    text + &format!("◆{blue} ●{green} ▲{yellow} ■{red} ○{grey}　{rule}\n")
}

/// The wall as SVG.
pub(crate) fn svg(wall: &Wall, view: &View, lang: Lang) -> Result<String, Failure> {
    let _ = (wall, view, lang);
    Err(Failure::refused(
        "cli/no-drawing",
        zone::Words::new("本程序未带绘图", "this program was built without drawings"),
        zone::Words::new("用 --format table 或 json", "use --format table or json"),
    ))
}
