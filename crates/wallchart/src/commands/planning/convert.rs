//! `schedule convert`: any schedule file as Microsoft Project XML.

use std::path::PathBuf;

use schedule::Options;
use serde::Serialize;
use zone::Words;

use super::{Unused, load, unused};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::{Failure, file_fault};
use crate::lang::say;

const EXAMPLES: &str = "  wallchart schedule convert plan.xer plan.xml";

/// 把进度计划文件转成 Microsoft Project XML | Write a schedule file as Microsoft Project XML
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 进度计划文件 | The file
    #[arg(value_name = "IN")]
    file: PathBuf,
    /// 写到哪里（.xml） | Where to (.xml)
    #[arg(value_name = "OUT.xml")]
    out: PathBuf,
}

#[derive(Serialize)]
struct Document {
    format: &'static str,
    activities: usize,
    links: usize,
    written: String,
    unused: Vec<Unused>,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let ending = arguments
        .out
        .extension()
        .map(|ending| ending.to_ascii_lowercase());
    if ending.is_none_or(|ending| ending != "xml") {
        let out = arguments.out.display();
        return Err(Failure::refused(
            "cli/convert-format",
            Words::new(
                format!("不能写成 {out}：只写 Microsoft Project XML"),
                format!("{out} cannot be written: only Microsoft Project XML is"),
            ),
            Words::new("目标文件名以 .xml 结尾", "let the target end in .xml"),
        ));
    }
    let loaded = load(&arguments.file, None)?;
    let schedule = loaded.network.schedule(&Options {
        required: loaded.plan.required,
        data_date: None,
    });
    let written = planfile::mspdi::write(&loaded.plan, &schedule);
    std::fs::write(&arguments.out, written).map_err(|error| file_fault(&arguments.out, &error))?;
    let document = Document {
        format: loaded.plan.format.name(),
        activities: loaded.plan.activities.len(),
        links: loaded.plan.links.len(),
        written: arguments.out.display().to_string(),
        unused: unused(&loaded.plan),
    };
    let Document {
        activities,
        links,
        written,
        ..
    } = &document;
    let mut text = say!(
        context.lang,
        "{activities} 道工序、{links} 条关系，已写到 {written}\n",
        "{activities} activities and {links} links written to {written}\n"
    );
    for Unused { kind, count, .. } in &document.unused {
        text += &say!(
            context.lang,
            "未转出 {kind} {count} 处\n",
            "not carried over: {kind} x{count}\n"
        );
    }
    Ok(Answer::new(text, &document))
}
