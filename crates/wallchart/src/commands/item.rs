//! `item`: supervision items listed, shown, assigned, and every step until they are closed.

mod assign;
mod find;
mod list;
mod show;
mod step;

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;

const EXAMPLES: &str = "  wallchart item list --overdue
  wallchart item show S3
  wallchart item assign --what 完成迁改 --lead 建设局 --owner 张三 --measure 通电 --evidence photo
  wallchart item answer S3 --text 已通电 --evidence photo=照1
  wallchart item close S3";

/// 督办事项：列出、查看、立项、催办、反馈、审核、销号 | Supervision items: list, show, assign, urge,
/// answer, review, close
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
    Assign(Box<assign::Arguments>),
    #[command(flatten)]
    Step(step::Step),
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    match &arguments.what {
        What::List(arguments) => list::run(context, arguments),
        What::Show(arguments) => show::run(context, arguments),
        What::Assign(arguments) => assign::run(context, arguments),
        What::Step(step) => step::run(context, step),
    }
}
