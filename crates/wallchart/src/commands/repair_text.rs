//! `repair-text`: a damaged text as it should read.

use std::path::PathBuf;

use minutes::{Damage, Repair};
use zone::Lang;

use crate::answer::{self, Answer};
use crate::context::Context;
use crate::document;
use crate::failure::Failure;

const EXAMPLES: &str = "  wallchart repair-text 会议报道.txt > 修复.txt
  wallchart repair-text 会议报道.txt --json | \
  wallchart repair-text report.txt > repaired.txt
  wallchart repair-text report.txt --json";

/// 修复受损文稿：丢失的字节、拼音、繁体、半角标点；每处修复写到标准错误 | Repair a damaged text:
/// lost bytes, pinyin, Traditional characters, half-width marks; repairs go to standard error
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 文稿：.txt（UTF-8 或 GB18030）、.docx、.html | The text: .txt (UTF-8 or GB18030), .docx or
    /// .html
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let text = document::read(&arguments.file)?;
    let repaired = minutes::repair(&text).map_err(document::too_long)?;
    if !context.json {
        let lines = repaired
            .repairs
            .iter()
            .map(|repair| told(repair, context.lang));
        let lines: Vec<String> = lines.collect();
        if !lines.is_empty() {
            answer::note(&lines.join("\n"));
        }
    }
    Ok(Answer::new(repaired.text.clone(), &repaired).exactly())
}

/// `3:50 丢失的字节 !半p -> 保“雙 99.5%`.
fn told(repair: &Repair, lang: Lang) -> String {
    let what = match repair.damage {
        Damage::LostBytes => lang.pick(|| "丢失的字节", || "lost bytes"),
        Damage::Pinyin => lang.pick(|| "拼音", || "pinyin"),
        Damage::Traditional => lang.pick(|| "繁体", || "Traditional"),
        Damage::Punctuation => lang.pick(|| "半角标点", || "half-width mark"),
    };
    let (line, column) = (repair.line, repair.column);
    let (found, put) = (&repair.found, &repair.put);
    let tenths = repair.sure_bp / 10;
    let sure = format!("{}.{}%", tenths / 10, tenths % 10);
    let doubt = match (repair.sure, repair.others.is_empty()) {
        (true, _) => String::new(),
        (false, true) => lang.pick(|| "，不确定", || ", unsure").to_owned(),
        (false, false) => {
            let others = repair.others.join(" / ");
            lang.pick(
                || format!("，不确定，也可能是 {others}"),
                || format!(", unsure, or {others}"),
            )
        }
    };
    format!("{line}:{column} {what} {found} -> {put} {sure}{doubt}")
}
