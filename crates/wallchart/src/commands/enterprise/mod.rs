//! `enterprise`: enterprises, their figures by month, and what they ask for.

mod act;
mod find;
pub(super) mod list;
mod plan;
mod request;
mod show;
mod table;
pub(super) mod write;

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;

const EXAMPLES: &str = "  wallchart enterprise list --mark red
  wallchart enterprise show E3
  wallchart enterprise add --name 晨光精密 --lead 招商局 --industry 装备制造
  wallchart enterprise record E3 --month 2026-04 --output 1250 --electricity 32.4 --capacity 85
  wallchart enterprise import 企业台账.xlsx --month 2026-04
  wallchart enterprise request E3 --kind energy --text 夏季限电请保障
  wallchart enterprise requests --overdue
  wallchart enterprise answer N3 --outcome solved --text 已增容";

/// 企业：台账、月度数据、诉求的登记、转办、答复 | Enterprises: ledger, figures by month, requests
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    List(list::Arguments),
    Show(show::Arguments),
    Add(write::AddArguments),
    Change(write::ChangeArguments),
    Record(write::RecordArguments),
    Import(table::Arguments),
    Plan(plan::Agree),
    Measure(plan::Measure),
    Request(request::RaiseArguments),
    Requests(request::ListArguments),
    #[command(flatten)]
    Act(act::Act),
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    match &arguments.what {
        What::List(arguments) => list::run(context, arguments),
        What::Show(arguments) => show::run(context, arguments),
        What::Add(arguments) => write::add(context, arguments),
        What::Change(arguments) => write::change(context, arguments),
        What::Record(arguments) => write::record(context, arguments),
        What::Import(arguments) => table::run(context, arguments),
        What::Plan(arguments) => plan::agree(context, arguments),
        What::Measure(arguments) => plan::measure(context, arguments),
        What::Request(arguments) => request::raise(context, arguments),
        What::Requests(arguments) => request::list(context, arguments),
        What::Act(act) => act::run(context, act),
    }
}
