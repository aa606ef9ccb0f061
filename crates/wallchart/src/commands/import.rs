//! `import`: an office's own spreadsheet, previewed first, applied as a whole or not at all.

use std::path::{Path, PathBuf};

use exchange::Severity;
use exchange::preview::{Answers, Preview};
use host::{Done, SealBag};
use jiff::civil::Date;
use serde::Deserialize;
use server::LocalChannel;
use zone::{Lang, Refusal, Texts, Zone};

use crate::answer::{self, Answer};
use crate::context::Context;
use crate::failure::{self, Exit, Failure, file_fault};
use crate::import_answer::{self, ImportAnswer};
use crate::imports;
use crate::lang::say;
use crate::spreadsheet::{SourceFile, Wishes, refusal, refused};
use crate::writing::{self, Channel, Writer};
use crate::{output, progress, reading};

const EXAMPLES: &str = "  wallchart import 台账.xlsx
  wallchart import 台账.xlsx --save-map map.json
  wallchart import 台账.xlsx --map map.json --as-of 2026-05-31 --apply
  wallchart import 台账.xlsx --save-answers answers.json
  wallchart import 台账.xlsx --answers answers.json --apply
  wallchart import --list
  wallchart import --undo A3 --reason 传错文件";

/// 导入台账：先预览（新增、变更、消失、问题），再用 --apply 整体生效 | Import a ledger: preview first,
/// then --apply all of it or nothing
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// xlsx、xls、et、ods 或 csv 文件 | An xlsx, xls, et, ods or csv file
    #[arg(value_name = "FILE", required_unless_present_any = ["undo", "list"])]
    file: Option<PathBuf>,
    /// 生效；不加则只预览 | Apply it; without this it is previewed
    #[arg(long)]
    apply: bool,
    /// 列对应关系文件（默认用记住的或自动识别的） | Mapping of columns (else the one remembered, else a
    /// guess)
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// 把列对应关系写入文件，供修改 | Write the mapping to a file, to be corrected
    #[arg(long, value_name = "FILE")]
    save_map: Option<PathBuf>,
    /// 数据截至日期（表中没有时） | The date of its figures, where the file says none
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// 新建不认识的责任单位 | Create units that nobody knows
    #[arg(long)]
    create_missing: bool,
    /// 只导入这个工作表 | Only this sheet
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// 导入后设标记，可用 {date} | Set this mark after it; {date} stands for the date
    #[arg(long, value_name = "NAME")]
    mark: Option<String>,
    /// 文件来自哪个外部系统（按编码）：以它为准的字段采用，其余只比对；空为本区台账 | The outside system the
    /// file comes from, by key: its own fields are taken, others compared only; empty for a ledger
    #[arg(long, value_name = "KEY")]
    source: Option<String>,
    /// 对核对问题的答复（JSON，与页面、接口相同） | Answers to its questions (JSON, as page and API have it)
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// 把已有答复和待答问题写入文件，供填写 | Write the answers so far and the open questions to a file
    #[arg(long, value_name = "FILE")]
    save_answers: Option<PathBuf>,
    /// 撤销一次导入（默认最近一次），一步完成 | Undo an import (the newest unless named), as one step
    #[arg(long, value_name = "IMPORT", num_args = 0..=1, default_missing_value = "",
        conflicts_with_all = ["file", "apply", "map", "answers", "list"])]
    undo: Option<String>,
    /// 撤销的原因 | Why it is undone
    #[arg(long, value_name = "TEXT", requires = "undo")]
    reason: Option<String>,
    /// 列出已有的导入 | List the imports so far
    #[arg(long, conflicts_with_all = ["file", "apply", "map", "answers"])]
    list: bool,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    if arguments.list {
        return imports::list(context);
    }
    if let Some(import) = &arguments.undo {
        return imports::undo(context, import, arguments.reason.as_deref());
    }
    let Some(file) = &arguments.file else {
        return imports::list(context);
    };
    // The file first: what is wrong with it is wrong whatever lies in the data folder.
    let bar = progress::spinner(&say!(context.lang, "读取文件", "reading the file"));
    let source = SourceFile::read(file)?;
    bar.finish_and_clear();
    if arguments.apply {
        apply(context, arguments, source)
    } else {
        look(context, arguments, source)
    }
}

/// What it would do, beside whoever writes.
fn look(context: &Context, arguments: &Arguments, source: SourceFile) -> Result<Answer, Failure> {
    if !context.folder.has_ledger() {
        return Err(reading::not_founded(context).into());
    }
    let view = reading::see(context, &host::KnownAt::Latest, None)?;
    // Nothing is kept: its bytes are not needed.
    let source = SourceFile {
        bytes: Vec::new(),
        ..source
    };
    let (_, preview) = previewed(context, arguments, source, &view.seen.zone, &view.library)?;
    Ok(told(context, &preview, &view.seen.zone, None))
}

fn apply(context: &Context, arguments: &Arguments, source: SourceFile) -> Result<Answer, Failure> {
    let writer = match Channel::open(context)? {
        Channel::Own(writer) => writer,
        Channel::Through(server) => return through(context, arguments, source, &server),
    };
    let zone = writer.now()?.zone;
    let texts = writer.host().library();
    let (bytes, preview) = previewed(context, arguments, source, &zone, texts)?;
    if !preview.can_apply() {
        return Ok(told(context, &preview, &zone, None));
    }
    let done = carry_out(&writer, &bytes, &preview)?;
    Ok(told(context, &preview, &zone, done.as_ref()))
}

/// A server writes to the folder: it is given the file and the mapping, and applies it.
fn through(
    context: &Context,
    arguments: &Arguments,
    source: SourceFile,
    server: &LocalChannel,
) -> Result<Answer, Failure> {
    #[derive(Deserialize)]
    struct Waiting {
        id: String,
    }
    let view = reading::see(context, &host::KnownAt::Latest, None)?;
    let zone = &view.seen.zone;
    let (bytes, preview) = previewed(context, arguments, source, zone, &view.library)?;
    if !preview.can_apply() || !preview.has_news() {
        return Ok(told(context, &preview, zone, None));
    }
    let name = encoded(&preview.file);
    let answer = server.upload(&format!("/imports?name={name}"), &bytes)?;
    let Waiting { id } = writing::read(&answer)?;
    // The server's own idea of today must not date the figures otherwise than was shown here.
    let mut mapping = preview.mapping.clone();
    if preview
        .reports
        .iter()
        .all(|report| !report.stated_by_source)
    {
        let first = preview.reports.first().map(|report| report.effective_on);
        mapping.options.effective_on = first;
    }
    let mapping = mapping.to_json();
    let path = format!("/imports/{id}/mapping");
    let answer = server.send("PUT", &path, None, "application/json", mapping.as_bytes())?;
    let Waiting { id } = writing::read(&answer)?;
    let answers = preview.answers.to_json();
    let path = format!("/imports/{id}/answers");
    let answer = server.send("PUT", &path, None, "application/json", answers.as_bytes())?;
    let Waiting { id } = writing::read(&answer)?;
    let request = writing::request_id()?;
    let answer = server.post(&format!("/imports/{id}/apply"), &request, &())?;
    let done = writing::done(&answer)?;
    Ok(told(context, &preview, zone, Some(&done)))
}

/// A name as it may stand in an address.
pub(crate) fn encoded(name: &str) -> String {
    let mut text = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text += &format!("%{byte:02X}");
        }
    }
    text
}

/// Keeps the file and records what is new in it; nothing if nothing is.
pub(crate) fn carry_out(
    writer: &Writer,
    bytes: &[u8],
    preview: &Preview,
) -> Result<Option<Done>, Failure> {
    let zone = writer.now()?.zone;
    let library = writer.host().library();
    let mut bag = SealBag::new();
    let made = exchange::apply::command(&zone, library, preview, &mut bag);
    let Some(command) = made.map_err(|found| refused(&found))? else {
        return Ok(None);
    };
    library.files().keep(bytes)?;
    writer.execute(command, bag).map(Some)
}

fn previewed(
    context: &Context,
    arguments: &Arguments,
    source: SourceFile,
    zone: &Zone,
    texts: &dyn Texts,
) -> Result<(Vec<u8>, Preview), Failure> {
    let wishes = Wishes {
        map: arguments.map.clone(),
        sheet: arguments.sheet.clone(),
        create_missing: arguments.create_missing,
        as_of: arguments.as_of,
        mark: arguments.mark.clone(),
        source: arguments.source.clone(),
    };
    let mapping = source.mapping(zone, texts, &wishes)?;
    if let Some(path) = &arguments.save_map {
        output::write(path, mapping.to_json().as_bytes())?;
    }
    let answers = match &arguments.answers {
        Some(path) => given(path)?,
        None => Answers::default(),
    };
    let bar = progress::spinner(&say!(context.lang, "比对项目", "comparing projects"));
    let preview = source.preview(zone, texts, &mapping, &answers, context.today);
    bar.finish_and_clear();
    let (bytes, preview) = preview?;
    if let Some(path) = &arguments.save_answers {
        output::write(path, preview.answers_to_fill().to_json().as_bytes())?;
    }
    Ok((bytes, preview))
}

fn given(path: &Path) -> Result<Answers, Failure> {
    let json = std::fs::read(path).map_err(|error| file_fault(path, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Answers::from_json(&name, &String::from_utf8_lossy(&json)).map_err(|found| refused(&[found]))
}

/// The preview as an answer; its problems go to standard error as well.
fn told(context: &Context, preview: &Preview, zone: &Zone, done: Option<&Done>) -> Answer {
    if !context.json {
        tell(preview, Severity::Error, context.lang);
        tell(preview, Severity::Warning, context.lang);
    }
    let document = ImportAnswer::of(preview, zone, done);
    let answer = if context.json {
        answer::document(&document);
        Answer::nothing()
    } else {
        Answer::text(import_answer::text(&document, context.lang))
    };
    let exit = if preview.can_apply() {
        Exit::Done
    } else {
        Exit::Refused
    };
    answer.ending(exit)
}

/// The problems of one weight, for people.
fn tell(preview: &Preview, severity: Severity, lang: Lang) {
    let weighs = preview
        .problems
        .iter()
        .filter(|problem| problem.severity() == severity);
    let found: Vec<Refusal> = weighs.map(refusal).collect();
    if found.is_empty() {
        return;
    }
    let heading = match severity {
        Severity::Error => say!(lang, "错误：", "errors:"),
        Severity::Warning => say!(lang, "提醒：", "remarks:"),
    };
    answer::note(&heading);
    answer::note(&failure::list(found.iter(), lang));
}
