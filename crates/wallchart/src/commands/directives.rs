//! `directives`: what minutes, a speech or a report ask for.

use std::path::PathBuf;

use jiff::civil::Date;
use minutes::{Class, Directive};
use serde::Serialize;
use zone::Lang;

use crate::answer::Answer;
use crate::context::Context;
use crate::document;
use crate::failure::Failure;

const EXAMPLES: &str = "  wallchart directives 会议纪要.docx --date 2026-03-06
  wallchart directives 讲话.txt --json | \
  wallchart directives minutes.docx --date 2026-03-06
  wallchart directives speech.txt --json";

/// 从纪要、讲话、报道中找出要求：原句、位置、建议归类、期限；先修复受损文字 | Find what minutes,
/// a speech or a report ask for: sentence, place, proposed class, period; damage is repaired first
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 文稿：.txt、.docx、.html | The text: .txt, .docx, .html
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 文稿的日期，“二季度”等由此推算（默认今天） | The day the text is of, from which periods are
    /// told (today unless given)
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
}

#[derive(Serialize)]
struct Document {
    date: Date,
    /// Places in the text that were repaired without being sure of it.
    unsure: usize,
    directives: Vec<Directive>,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let text = document::read(&arguments.file)?;
    let date = arguments.date.unwrap_or(context.today);
    let repaired = minutes::repair(&text).map_err(document::too_long)?;
    let unsure = repaired
        .repairs
        .iter()
        .filter(|repair| !repair.sure)
        .count();
    let directives = minutes::directives(&repaired.text, date).map_err(document::too_long)?;
    let document = Document {
        date,
        unsure,
        directives,
    };
    Ok(Answer::new(told(&document, context.lang), &document))
}

fn told(document: &Document, lang: Lang) -> String {
    let mut lines: Vec<String> = document
        .directives
        .iter()
        .map(|one| line(one, lang))
        .collect();
    let count = |class| {
        let found = document.directives.iter().filter(|one| one.class == class);
        found.count()
    };
    let (all, assign) = (document.directives.len(), count(Class::Assign));
    let (pass_on, done) = (count(Class::PassOn), count(Class::Done));
    lines.push(lang.pick(
        || format!("共 {all} 条：建议立项 {assign}，传达 {pass_on}，已办 {done}"),
        || format!("{all} in all: assign {assign}, pass on {pass_on}, done {done}"),
    ));
    if document.unsure > 0 {
        let unsure = document.unsure;
        lines.push(lang.pick(
            || format!("原文有 {unsure} 处修复不确定，用 wallchart repair-text 查看"),
            || format!("{unsure} repairs of the text are unsure: see wallchart repair-text"),
        ));
    }
    lines.join("\n")
}

fn line(one: &Directive, lang: Lang) -> String {
    let class = match one.class {
        Class::Assign => lang.pick(|| "立项", || "assign "),
        Class::PassOn => lang.pick(|| "传达", || "pass on"),
        Class::Done => lang.pick(|| "已办", || "done   "),
    };
    let place = format!("{}:{}", one.line, one.column);
    let who = one
        .who
        .as_ref()
        .map_or(String::new(), |who| format!("[{who}] "));
    let due = one.due_on.map_or(String::new(), |due| format!("  {due}"));
    format!("{place:<8}{class}  {who}{}{due}", one.text)
}
