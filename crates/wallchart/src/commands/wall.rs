//! `wall`: projects against time, in the terminal, as SVG or as JSON.

use std::path::PathBuf;

use clap::ValueEnum;
use jiff::civil::Date;
use serde::Serialize;
use zone::Lang;
use zone::view::wall::{Wall, wall};

use super::compare;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::reading::{self, View};
use crate::{filter, moment, output, poster};

const EXAMPLES: &str = "  wallchart wall --data data/demo
  wallchart wall --known-at report-2016-11 --light red
  wallchart wall --true-on 2026-05-18 --unit 招商局 --format svg --out wall.svg
  wallchart wall --known-at report-2015-08 --compare report-2016-11";

/// 挂图：项目、进度、节点和灯 | The wall: projects, progress, gates and lights
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 当时已知：序号、标记或时间；给两次即对照 | As known at: a number, a mark or a time; twice to
    /// compare
    #[arg(long, value_name = "SEQ|MARK|TIME")]
    known_at: Vec<String>,
    /// 截至日期（默认随标记，否则今天） | True on this date (that of the mark, else today)
    #[arg(long, value_name = "DATE")]
    true_on: Option<Date>,
    /// 与另一时点并排对照 | Side by side with another moment
    #[arg(long, value_name = "SEQ|MARK|TIME")]
    compare: Option<String>,
    #[command(flatten)]
    filter: filter::FilterArguments,
    /// 形式：表格、JSON 或 SVG | Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// 写入文件 | Write to a file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// 最多多少行 | At most so many rows
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    // 表格 | A table
    Table,
    // JSON 文档 | A JSON document
    Json,
    // SVG 图 | A drawing
    Svg,
}

/// The wall with the head of the record it was made from.
#[derive(Serialize)]
struct Document<'a> {
    record: reading::Record,
    #[serde(flatten)]
    wall: &'a Wall,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moments: Vec<&str> = arguments
        .known_at
        .iter()
        .chain(&arguments.compare)
        .map(String::as_str)
        .collect();
    match moments[..] {
        [] => one(context, arguments, ""),
        [only] if arguments.compare.is_none() => one(context, arguments, only),
        // A single moment to compare is put beside the newest.
        [only] => two(context, arguments, [only, "latest"]),
        [then, now, ..] => two(context, arguments, [then, now]),
    }
}

fn look(context: &Context, arguments: &Arguments, at: &str) -> Result<(View, Wall), Failure> {
    let view = reading::see(context, &moment::known(at)?, arguments.true_on)?;
    let filter = arguments.filter.on(&view)?;
    let wall = wall(&view.seen.zone, view.looking(), &filter)?;
    Ok((view, wall))
}

fn one(context: &Context, arguments: &Arguments, at: &str) -> Result<Answer, Failure> {
    let (view, wall) = look(context, arguments, at)?;
    let (lang, limit) = (context.lang, arguments.limit);
    let mut listed = wall.clone();
    listed.rows.truncate(limit.unwrap_or(wall.rows.len()));
    let document = Document {
        record: reading::record(&view),
        wall: &listed,
    };
    let format = if context.json {
        Format::Json
    } else {
        arguments.format
    };
    let text = match format {
        Format::Table => poster::table(&wall, &view, lang, limit, arguments.out.is_none()),
        Format::Svg => poster::svg(&listed, &view, lang),
        Format::Json => serde_json::to_string_pretty(&document).unwrap_or_default(),
    };
    if let Some(path) = &arguments.out {
        output::write(path, text.as_bytes())?;
        let path = path.display();
        let text = say!(lang, "已写入 {path}", "written to {path}");
        return Ok(Answer::new(text, &document));
    }
    Ok(Answer::new(text, &document).already_clean())
}

fn left_out(more: usize, lang: Lang) -> String {
    say!(
        lang,
        "（另有 {more} 行未列出）\n",
        "({more} more rows are not listed)\n"
    )
}

fn two(context: &Context, arguments: &Arguments, at: [&str; 2]) -> Result<Answer, Failure> {
    let seen = |at| reading::see(context, &moment::known(at)?, arguments.true_on);
    let (then, now) = (seen(at[0])?, seen(at[1])?);
    let filter = arguments.filter.on(&now)?;
    let mut comparison = compare::compare(&then, &now, &filter)?;
    let rows = comparison.rows.len();
    comparison.rows.truncate(arguments.limit.unwrap_or(rows));
    let mut text = compare::text(&comparison, context.lang);
    let more = rows - comparison.rows.len();
    if more > 0 {
        text += &left_out(more, context.lang);
    }
    if let Some(path) = &arguments.out {
        output::write(path, text.as_bytes())?;
        let path = path.display();
        text = say!(context.lang, "已写入 {path}", "written to {path}");
    }
    Ok(Answer::new(text, &comparison))
}
