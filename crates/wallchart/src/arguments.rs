//! The arguments of the command line; each verb's own stand in its file.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::commands::thread::{attach, comment, history};
use crate::commands::{
    account, backup, cycle, deal, demo, directives, enterprise, export, factor, forecasting,
    holidays, import, indicator, init, item, mark, meeting, notice, practice, project, purge,
    repair_text, report, restore, schedule, search, serve, source, verify, wall,
};

const EXAMPLES: &str = "  wallchart demo zone --data data/demo --serve
  wallchart wall --data data/demo --known-at report-2026-04 --light red
  wallchart import 台账.xlsx --data my-zone

退出码：0 完成；1 磁盘、网络等故障；2 输入有误或规则不允许；3 核验发现记录被改动 | \
  wallchart demo zone --data data/demo --serve
  wallchart wall --data data/demo --known-at report-2026-04 --light red
  wallchart import ledger.xlsx --data my-zone

Exit codes: 0 done; 1 a fault of disk or network; 2 bad input, or the rules say no; 3 verify found
that the record does not hold";

/// 挂图：把计划、实际、红绿灯挂上墙，并留下改不动的记录 | Wallchart: plan, work and lights on the
/// wall, and a record that nobody can change unnoticed
#[derive(Debug, Parser)]
#[command(name = "wallchart", version, after_help = EXAMPLES, propagate_version = true)]
pub(crate) struct CommandLine {
    /// 数据目录 | The data folder
    #[arg(
        long,
        global = true,
        env = "WALLCHART_DATA",
        default_value = "data",
        value_name = "DIR"
    )]
    pub(crate) data: PathBuf,
    /// 语言；默认取 WALLCHART_LANG，再取 LANG，否则中文 | Language; else WALLCHART_LANG, LANG, zh
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub(crate) lang: Option<LangName>,
    /// 以一个 JSON 文档作答（出错时为 problems） | Answer with one JSON document ("problems" if
    /// something is wrong)
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// 要做的事 | What to do
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// The languages by the names people type.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LangName {
    // 简体中文 | Simplified Chinese
    Zh,
    // 英文 | English
    En,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Serve(serve::Arguments),
    Demo(demo::Arguments),
    Init(init::Arguments),
    Import(import::Arguments),
    Export(export::Arguments),
    Wall(wall::Arguments),
    Project(project::Arguments),
    Indicator(indicator::Arguments),
    Item(item::Arguments),
    Comment(comment::Arguments),
    Attach(attach::Arguments),
    History(history::Arguments),
    Enterprise(enterprise::Arguments),
    Deal(deal::Arguments),
    Factor(factor::Arguments),
    Source(source::Arguments),
    Schedule(schedule::Arguments),
    Forecast(forecasting::Arguments),
    Account(account::Arguments),
    Mark(mark::Arguments),
    Cycle(cycle::Arguments),
    Report(report::Arguments),
    Meeting(meeting::Arguments),
    Notice(notice::Arguments),
    Practice(practice::Arguments),
    Purge(purge::Arguments),
    Search(search::Arguments),
    Holidays(holidays::Arguments),
    RepairText(repair_text::Arguments),
    Directives(directives::Arguments),
    Verify(verify::Arguments),
    Backup(backup::Arguments),
    Restore(restore::Arguments),
}
