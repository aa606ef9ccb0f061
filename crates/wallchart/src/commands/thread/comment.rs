//! `comment`: what is said about a thing, listed, added, put otherwise, taken back.

use serde_json::json;
use zone::thread::Audience;
use zone::view::thread::{CommentView, ThreadView};
use zone::{AttachmentId, CommentId, Lang, Refusal, Words};

use super::{newest, seen, subject};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::reading::View;
use crate::writing::Channel;

const EXAMPLES: &str = "  wallchart comment list P12
  wallchart comment add P12 --text 请@建设局 本周报进展
  wallchart comment add S3 --text 见照片 --attachment A7 --reply-to K2
  wallchart comment edit K4 --text 请@建设局 周五前报进展
  wallchart comment withdraw K4 --reason 写错了项目";

/// 评论：列出、发表、修改、撤回 | Comments: list, add, put otherwise, take back
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// 列出评论和附件 | List comments and attachments
    #[command(after_help = "  wallchart comment list P12")]
    List {
        /// 事项：P12、S3、Q4、N5、M6、C5-U3、I7 | The thing it is about
        #[arg(value_name = "SUBJECT")]
        subject: String,
    },
    /// 发表评论；@人员或@单位即提及 | Say something; @NAME mentions a person or a unit
    #[command(after_help = "  wallchart comment add P12 --text 请@建设局 本周报进展")]
    Add {
        /// 事项：P12、S3、Q4、N5、M6、C5-U3、I7 | The thing it is about
        #[arg(value_name = "SUBJECT")]
        subject: String,
        /// 内容 | What is said
        #[arg(long, value_name = "TEXT")]
        text: String,
        /// 回复哪一条 | The comment it answers
        #[arg(long, value_name = "COMMENT")]
        reply_to: Option<CommentId>,
        /// 附件，可重复 | A file of the same thing; may be repeated
        #[arg(long, value_name = "ATTACHMENT")]
        attachment: Vec<AttachmentId>,
        /// 对企业可见（仅诉求） | The enterprise reads it too (requests only)
        #[arg(long)]
        to_enterprise: bool,
    },
    /// 修改自己的评论，原文保留 | Put one's own comment otherwise; both texts are kept
    #[command(after_help = "  wallchart comment edit K4 --text 改为下周答复")]
    Edit {
        /// 评论编号 | The comment
        #[arg(value_name = "COMMENT")]
        id: CommentId,
        /// 新的内容 | What it says now
        #[arg(long, value_name = "TEXT")]
        text: String,
    },
    /// 撤回评论，留痕 | Take a comment back; the mark stays
    #[command(after_help = "  wallchart comment withdraw K4 --reason 发错了")]
    Withdraw {
        /// 评论编号 | The comment
        #[arg(value_name = "COMMENT")]
        id: CommentId,
        /// 原因 | Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let view = newest(context)?;
    let on = context.today;
    let (subject, command) = match &arguments.what {
        What::List { subject: wanted } => {
            let thread = seen(&view, subject(&view, wanted)?).ok_or_else(nothing)?;
            return Ok(Answer::new(text(&thread, context.lang), &thread));
        }
        What::Add {
            subject: wanted,
            text,
            reply_to,
            attachment,
            to_enterprise,
        } => {
            let subject = subject(&view, wanted)?;
            let audience = match to_enterprise {
                true => Audience::Enterprise,
                false => Audience::Internal,
            };
            let body = json!({ "subject": subject, "text": text, "reply_to": reply_to,
                "attachments": attachment, "audience": audience, "effective_on": on });
            (subject, json!({ "make_comment": body }))
        }
        What::Edit { id, text } => {
            let (subject, version) = found(&view, *id)?;
            let body = json!({ "id": id, "version": version, "text": text, "effective_on": on });
            (subject, json!({ "edit_comment": body }))
        }
        What::Withdraw { id, reason } => {
            let (subject, version) = found(&view, *id)?;
            let body =
                json!({ "id": id, "version": version, "reason": reason, "effective_on": on });
            (subject, json!({ "withdraw_comment": body }))
        }
    };
    let seq = Channel::open(context)?.execute_of_thread(command)?.last;
    let view = newest(context)?;
    let thread = seen(&view, subject).ok_or_else(nothing)?;
    let done = say!(context.lang, "记录第 {seq} 条\n", "record {seq}\n");
    Ok(Answer::new(done + &text(&thread, context.lang), &thread))
}

fn found(view: &View, id: CommentId) -> Result<(zone::thread::ThreadSubject, u32), Failure> {
    let own = view.seen.zone.comments.get(&id);
    let own = own.ok_or_else(|| {
        Failure::from(Refusal::new(
            "cli/no-such-comment",
            Words::new(
                format!("没有评论 {id}"),
                format!("there is no comment {id}"),
            ),
            Words::new(
                "用 wallchart comment list 查看编号",
                "see `wallchart comment list`",
            ),
        ))
    })?;
    Ok((own.subject, own.version()))
}

fn nothing() -> Failure {
    Failure::from(Refusal::new(
        "cli/no-such-subject",
        Words::new("没有这一事项", "there is no such thing"),
        Words::new("核对编号", "check the id"),
    ))
}

/// A thread in the terminal: comments, then files with what a photo tells.
fn text(thread: &ThreadView, lang: Lang) -> String {
    let (subject, word) = (thread.subject, thread.word.in_lang(lang));
    let (said, files) = (thread.comments.len(), thread.attachments.len());
    let mut text = say!(
        lang,
        "{word} {subject}：{said} 条评论，{files} 个附件\n",
        "{word} {subject}: {said} comments, {files} files\n"
    );
    for comment in &thread.comments {
        text += &line(comment, lang);
    }
    for file in &thread.attachments {
        text += &super::attach::line(file, lang);
    }
    text.trim_end().to_owned()
}

fn line(comment: &CommentView, lang: Lang) -> String {
    let (id, at, by) = (
        comment.id,
        &comment.recorded_at,
        comment.by.name.in_lang(lang),
    );
    let mut notes = Vec::new();
    if let Some(to) = comment.reply_to {
        notes.push(say!(lang, "回复 {to}", "answers {to}"));
    }
    if comment.audience == Audience::Enterprise {
        notes.push(say!(lang, "对企业", "to the enterprise"));
    }
    if !comment.before.is_empty() {
        let times = comment.before.len();
        notes.push(say!(lang, "改过 {times} 次", "put otherwise {times} times"));
    }
    let files: Vec<String> = comment
        .attachments
        .iter()
        .map(AttachmentId::to_string)
        .collect();
    notes.extend(files);
    let notes = match notes.is_empty() {
        true => String::new(),
        false => format!(" [{}]", notes.join(", ")),
    };
    let what = match (&comment.text, &comment.withdrawn) {
        (Some(text), _) => text.in_lang(lang).to_owned(),
        (None, Some(own)) => {
            let reason = own.reason.in_lang(lang);
            say!(lang, "（已撤回：{reason}）", "(withdrawn: {reason})")
        }
        (None, None) => String::new(),
    };
    format!("  {id}  {at}  {by}{notes}\n      {what}\n")
}
