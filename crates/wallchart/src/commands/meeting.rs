//! `meeting`: meetings planned, given an agenda, held, minuted; and their book.

mod agenda;
mod book;
mod find;
mod list;
mod plan;
mod step;

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;

const EXAMPLES: &str =
    "  wallchart meeting plan --on 2026-06-08 --at 14:30 --place 二楼会议室 --cycle C61
  wallchart meeting agenda M3
  wallchart meeting agenda M3 --take 12 --own 部署下阶段工作
  wallchart meeting hold M3
  wallchart meeting minutes M3 纪要.docx
  wallchart meeting book M3 --json > book.json";

/// 会议：安排、议程、召开、纪要、调度手册 | Meetings: plan, agenda, hold, minutes, the dispatch book
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    List(list::Arguments),
    Show(list::One),
    Plan(Box<plan::Arguments>),
    Agenda(agenda::Arguments),
    Fix(step::Fix),
    Hold(step::Hold),
    Minutes(step::Minutes),
    Cancel(step::Cancel),
    Book(book::Arguments),
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    match &arguments.what {
        What::List(arguments) => list::run(context, arguments),
        What::Show(arguments) => list::one(context, arguments),
        What::Plan(arguments) => plan::run(context, arguments),
        What::Agenda(arguments) => agenda::run(context, arguments),
        What::Fix(arguments) => step::fix(context, arguments),
        What::Hold(arguments) => step::hold(context, arguments),
        What::Minutes(arguments) => step::minutes(context, arguments),
        What::Cancel(arguments) => step::cancel(context, arguments),
        What::Book(arguments) => book::run(context, arguments),
    }
}
