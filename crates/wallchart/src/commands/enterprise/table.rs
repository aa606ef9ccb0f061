//! `enterprise import`: a table of enterprises, looked at or applied.

use std::path::{Path, PathBuf};

use exchange::enterprises::{Said, Table};
use host::SealBag;
use serde::Serialize;
use zone::decide::Moment;
use zone::decide::enterprise::{RowChange, check_import};
use zone::enterprise::command::EnterpriseCommand;
use zone::{Command, Refusal};

use super::list;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::filter;
use crate::lang::say;
use crate::writing::Writer;

const EXAMPLES: &str = "  wallchart enterprise import 企业台账.xlsx --month 2026-04 --dry-run
  wallchart enterprise import 企业台账.csv --month 2026-04 --unit 招商局 --reason 春节停产";

/// 导入企业台账和月度数据（服务停止时；运行中请在页面粘贴） | Import a table of enterprises (while
/// the server is stopped; paste it on the page while it runs)
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 表格文件 | The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 数据所属月份（表中无月份列时） | The month of its figures, where no column names it
    #[arg(long, value_name = "MONTH")]
    month: Option<String>,
    /// 新企业的责任单位（表中无此列时） | Who answers for new ones, where no column names it
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// 数字异常的原因（全表） | Why figures are what nobody expected, for all rows
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// 只看结果，不记录 | Look, record nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Serialize)]
struct Document {
    new: usize,
    changed: usize,
    unchanged: usize,
    /// The record's last event; none for a look.
    seq: Option<u64>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let writer = Writer::open(context)?;
    let table = read(&arguments.file)?;
    let seen = writer.now()?;
    let month = arguments.month.as_deref().map(list::month).transpose()?;
    let view = crate::reading::see(context, &crate::moment::known("")?, None)?;
    let unit = arguments.unit.as_deref();
    let unit = unit.map(|text| filter::unit(&view, text)).transpose()?;
    let reasons = table.lines.iter().filter_map(|line| {
        let reason = arguments.reason.clone()?;
        Some((line.line, reason))
    });
    let said = Said {
        month,
        unit,
        reasons: reasons.collect(),
    };
    let mut texts = SealBag::new();
    let (rows, unread) = exchange::enterprises::rows(
        &seen.zone,
        context.today,
        &table,
        &said,
        (writer.host().library(), &mut texts),
    );
    let moment = Moment {
        today: context.today,
        calendars: &seen.calendars,
    };
    let checked = check_import(&seen.zone, moment, &rows);
    let count = |change: RowChange| checked.iter().filter(|row| row.change == change).count();
    let (new, changed) = (count(RowChange::New), count(RowChange::Changed));
    let unchanged = count(RowChange::Unchanged);
    let told = checked.into_iter().flat_map(|row| row.refusals);
    let problems: Vec<Refusal> = table
        .refusals
        .into_iter()
        .chain(unread)
        .chain(told)
        .collect();
    if !problems.is_empty() {
        return Err(Failure {
            exit: Exit::Refused,
            problems,
        });
    }
    let seq = match arguments.dry_run || new + changed == 0 {
        true => None,
        false => {
            let command = EnterpriseCommand::Import(rows);
            let command = Command::Enterprise(Box::new(command));
            Some(writer.execute(command, texts)?.last)
        }
    };
    let text = say!(
        context.lang,
        "新增 {new} 家，变更 {changed} 家，未变 {unchanged} 家{}",
        "{new} new, {changed} changed, {unchanged} unchanged{}",
        seq.map_or(String::new(), |seq| say!(
            context.lang,
            "：记录第 {seq} 条",
            ": record {seq}"
        ))
    );
    let document = Document {
        new,
        changed,
        unchanged,
        seq,
    };
    Ok(Answer::new(text, &document))
}

fn read(file: &Path) -> Result<Table, Failure> {
    let name = file.file_name().unwrap_or_default();
    let bytes = std::fs::read(file).map_err(|error| crate::failure::file_fault(file, &error))?;
    let book = exchange::book::read(&name.to_string_lossy(), &bytes).map_err(|problems| {
        let refusals = problems.iter().map(|own| {
            let told = own.told();
            Refusal::new(told.code, told.what, told.remedy)
        });
        Failure::from(refusals.collect::<Vec<Refusal>>())
    })?;
    exchange::enterprises::read(&book).map_err(Failure::from)
}
