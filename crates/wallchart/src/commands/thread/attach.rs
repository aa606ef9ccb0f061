//! `attach`: files of a thing, listed, added, taken out, taken back.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::json;
use server::{Attaching, ToldOfFile};
use zone::place::{Datum, Place};
use zone::thread::{Audience, ThreadSubject};
use zone::view::thread::{AttachmentView, attachment};
use zone::{AttachmentId, Lang, Refusal, Words};

use super::{newest, recorded, seen, subject};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::{Failure, file_fault};
use crate::lang::say;
use crate::output;
use crate::reading::View;
use crate::writing::Channel;

const EXAMPLES: &str = "  wallchart attach add P12 现场.jpg
  wallchart attach add P12 现场.jpg --datum GCJ-02
  wallchart attach list P12
  wallchart attach get A7 --out 现场.jpg
  wallchart attach withdraw A7 --reason 传错了项目

附件按内容识别；照片的时间和地点取自 EXIF，未注明坐标系的按 WGS-84 理解 | \
  wallchart attach add P12 site.jpg
  wallchart attach add P12 site.jpg --datum GCJ-02
  wallchart attach list P12
  wallchart attach get A7 --out site.jpg
  wallchart attach withdraw A7 --reason mistaken

A file is told by its content; a photo's time and place come from its EXIF, WGS-84 unless it says
otherwise";

/// 附件：添加、列出、取出、撤回 | Attachments: add, list, take out, take back
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// 添加附件 | Attach a file
    #[command(after_help = "  wallchart attach add P12 site.jpg")]
    Add {
        /// 事项：P12、S3、Q4、N5、M6、C5-U3、I7 | The thing it is about
        #[arg(value_name = "SUBJECT")]
        subject: String,
        /// 文件 | The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// 照片未带地点时：纬度,经度 坐标系 | Where it was taken, if it does not say: LAT,LON DATUM
        #[arg(long, value_name = "PLACE", allow_hyphen_values = true)]
        place: Option<Place>,
        /// 照片中坐标的坐标系（照片未注明时） | The datum of the photo's place, if it does not say
        #[arg(long, value_enum, value_name = "DATUM")]
        datum: Option<DatumName>,
        /// 对企业可见（仅诉求） | The enterprise sees it too (requests only)
        #[arg(long)]
        to_enterprise: bool,
    },
    /// 列出附件 | List attachments
    #[command(after_help = "  wallchart attach list P12")]
    List {
        /// 事项：P12、S3、Q4、N5、M6、C5-U3、I7 | The thing they are about
        #[arg(value_name = "SUBJECT")]
        subject: String,
    },
    /// 取出附件，读取时重新核对摘要 | Take an attachment out; it is hashed again
    #[command(after_help = "  wallchart attach get A7 --out site.jpg")]
    Get {
        /// 附件编号 | The attachment
        #[arg(value_name = "ATTACHMENT")]
        id: AttachmentId,
        /// 写到哪个文件 | The file to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// 撤回附件，留痕 | Take an attachment back; the mark stays
    #[command(after_help = "  wallchart attach withdraw A7 --reason 传错了")]
    Withdraw {
        /// 附件编号 | The attachment
        #[arg(value_name = "ATTACHMENT")]
        id: AttachmentId,
        /// 原因 | Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum DatumName {
    // GPS
    #[value(name = "WGS-84", alias = "wgs84")]
    Wgs84,
    // 国测局坐标 | Maps published in China
    #[value(name = "GCJ-02", alias = "gcj02")]
    Gcj02,
}

#[derive(Serialize)]
struct Taken {
    id: AttachmentId,
    file: String,
    bytes: usize,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let view = newest(context)?;
    match &arguments.what {
        What::Add {
            subject: wanted,
            file,
            place,
            datum,
            to_enterprise,
        } => {
            let told = ToldOfFile {
                audience: match to_enterprise {
                    true => Audience::Enterprise,
                    false => Audience::Internal,
                },
                place: *place,
                datum: datum.map(|own| match own {
                    DatumName::Wgs84 => Datum::Wgs84,
                    DatumName::Gcj02 => Datum::Gcj02,
                }),
                ..ToldOfFile::default()
            };
            add(context, &view, subject(&view, wanted)?, file, &told)
        }
        What::List { subject: wanted } => {
            let thread = seen(&view, subject(&view, wanted)?);
            let files = thread.map(|own| own.attachments).unwrap_or_default();
            let lines: String = files.iter().map(|own| line(own, context.lang)).collect();
            let none = || say!(context.lang, "没有附件", "no attachments");
            let text = if lines.is_empty() { none() } else { lines };
            Ok(Answer::new(text.trim_end().to_owned(), &files))
        }
        What::Get { id, out } => get(context, &view, *id, out),
        What::Withdraw { id, reason } => {
            let on = context.today;
            let body = json!({ "id": id, "reason": reason, "effective_on": on });
            let command = json!({ "withdraw_attachment": body });
            Channel::open(context)?.execute_of_thread(command)?;
            shown(context, *id)
        }
    }
}

fn add(
    context: &Context,
    view: &View,
    subject: ThreadSubject,
    path: &Path,
    told: &ToldOfFile,
) -> Result<Answer, Failure> {
    let size = std::fs::metadata(path).map_err(|error| file_fault(path, &error))?;
    if size.len() > media::FILE_BYTES_MAX {
        return Err(media::too_large(size.len()).into());
    }
    let bytes = std::fs::read(path).map_err(|error| file_fault(path, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Looked into here too, so that a running server is not bothered with what is refused.
    let actor = &view.actor;
    let attaching = Attaching::prepare(actor, subject, &name, bytes, told, context.today);
    let attaching = attaching.map_err(host::Error::from)?;
    let id = Channel::open(context)?.attach(subject, &name, attaching, told)?;
    shown(context, id)
}

fn shown(context: &Context, id: AttachmentId) -> Result<Answer, Failure> {
    let view = newest(context)?;
    let recorded = |seq| recorded(&view, seq);
    let own = attachment(&view.seen.zone, view.looking(), id, &recorded);
    let own = own.ok_or_else(|| Failure::from(unknown(id)))?;
    Ok(Answer::new(
        line(&own, context.lang).trim_end().to_owned(),
        &own,
    ))
}

fn get(context: &Context, view: &View, id: AttachmentId, out: &Path) -> Result<Answer, Failure> {
    let kept = view.seen.zone.attachments.get(&id);
    let kept = kept.ok_or_else(|| Failure::from(unknown(id)))?;
    let sha256 = view.library.content(kept);
    let sha256 = sha256.ok_or_else(|| Failure::from(purged(id)))?;
    let bytes = view.library.files().read(&sha256)?;
    output::write(out, &bytes)?;
    let taken = Taken {
        id,
        file: out.display().to_string(),
        bytes: bytes.len(),
    };
    let (file, size) = (&taken.file, taken.bytes);
    let text = say!(
        context.lang,
        "{id} → {file}（{size} 字节，摘要相符）",
        "{id} → {file} ({size} bytes, as its hash says)"
    );
    Ok(Answer::new(text, &taken))
}

/// A file in the terminal, with what a photo tells, a fact a line.
pub(super) fn line(own: &AttachmentView, lang: Lang) -> String {
    let (id, at, by) = (own.id, &own.recorded_at, own.by.name.in_lang(lang));
    let (kind, name) = (own.kind_word.in_lang(lang), own.name.in_lang(lang));
    let size = own.bytes.div_ceil(1024);
    let mut text = format!("  {id}  {at}  {by}  {kind} {name} ({size} KB)\n");
    let gone = own.withdrawn.as_ref().map(|own| &own.reason);
    if let Some(reason) = gone.or(own.purged.as_ref()) {
        let reason = reason.in_lang(lang);
        text += &say!(
            lang,
            "      （已撤回：{reason}）\n",
            "      (withdrawn: {reason})\n"
        );
    }
    for fact in own.photo.iter().flat_map(|photo| &photo.facts) {
        text += &format!("      {}\n", fact.in_lang(lang));
    }
    text
}

fn unknown(id: AttachmentId) -> Refusal {
    Refusal::new(
        "cli/no-such-attachment",
        Words::new(
            format!("没有附件 {id}"),
            format!("there is no attachment {id}"),
        ),
        Words::new(
            "用 wallchart attach list 查看编号",
            "see `wallchart attach list`",
        ),
    )
}

fn purged(id: AttachmentId) -> Refusal {
    Refusal::new(
        "cli/attachment-purged",
        Words::new(
            format!("附件 {id} 已清除"),
            format!("the attachment {id} was purged"),
        ),
        Words::new("见清除原因", "see why it was purged"),
    )
}
