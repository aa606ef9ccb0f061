//! `practice`: practices written from what is over, reviewed, used.

mod list;
mod show;
mod step;

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;

const EXAMPLES: &str = "  wallchart practice list --kind 用地
  wallchart practice show B3
  wallchart practice related Q12
  wallchart practice use B3 --for Q12 --note 照此会商红线";

/// 经验：从已办结的事写成，审核发布，登记使用 | Practices: written from what is over, reviewed, used
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
    Related(list::Related),
    Submit(step::Submit),
    Publish(step::Publish),
    Return(step::Return),
    Withdraw(step::Withdraw),
    Use(step::Use),
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    match &arguments.what {
        What::List(arguments) => list::run(context, arguments),
        What::Show(arguments) => show::run(context, arguments),
        What::Related(arguments) => list::related(context, arguments),
        What::Submit(arguments) => step::submit(context, arguments),
        What::Publish(arguments) => step::publish(context, arguments),
        What::Return(arguments) => step::send_back(context, arguments),
        What::Withdraw(arguments) => step::withdraw(context, arguments),
        What::Use(arguments) => step::used(context, arguments),
    }
}
