//! `purge`: what must go, asked for by one person and confirmed by another.

use server::PurgeTold;
use zone::purge::{PurgeGround, PurgeTarget};
use zone::view::purges::{PurgeBoard, PurgeView, purge, purges};
use zone::{Lang, PurgeId, Refusal, Words};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::writing::Channel;
use crate::{moment, reading};

const EXAMPLES: &str = "  wallchart purge ask K3 A7 --ground personal-data --reason 误录了个人电话
  wallchart purge ask 1234 --ground secret --reason 误录了不该公开的内容
  wallchart purge list
  wallchart purge confirm X2
  wallchart purge refuse X2 --reason 仍需留存

一人申请，另一人确认：本机终端算作同一人。确认后内容从账本、附件、草稿、检索中清除，
承诺值和理由留下，核验照常通过；此前的备份、打印件、发出的邮件仍有原文 | \
  wallchart purge ask K3 A7 --ground personal-data --reason 'a private number'
  wallchart purge ask 1234 --ground secret --reason 'must not be here'
  wallchart purge list
  wallchart purge confirm X2
  wallchart purge refuse X2 --reason 'still needed'

One person asks, another confirms; the machine's terminal counts as one. Then it goes from ledger,
files, drafts and search; commitment and reason stay, and the record goes on verifying. Backups
made before, prints and mails that were sent still hold it";

/// 清除：一人申请、另一人确认，留下承诺值和理由 | Purge what must go: one person asks, another confirms
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// 申请清除 | Ask that something be purged
    #[command(after_help = "  wallchart purge ask K3 --ground personal-data --reason 误录电话")]
    Ask {
        /// 评论 K3、附件 A7、人员姓名 R4、记录 1234 | Comment, attachment, person's name, record
        #[arg(value_name = "TARGET", required = true)]
        targets: Vec<PurgeTarget>,
        /// 理由类别 | Why, in a word
        #[arg(long, value_enum, value_name = "GROUND")]
        ground: Ground,
        /// 理由（会留存，不得复述内容） | Why; it stays, so do not repeat what is to go
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// 列出申请，待确认的在前 | List requests, those that wait first
    #[command(after_help = "  wallchart purge list")]
    List,
    /// 以另一人身份确认：立即清除，不可恢复 | Confirm as the second person: it goes, for good
    #[command(after_help = "  wallchart purge confirm X2")]
    Confirm {
        /// 申请编号 | The request
        #[arg(value_name = "REQUEST")]
        id: PurgeId,
    },
    /// 不予清除，或撤回自己的申请 | Refuse a request, or take the own one back
    #[command(after_help = "  wallchart purge refuse X2 --reason 仍需留存")]
    Refuse {
        /// 申请编号 | The request
        #[arg(value_name = "REQUEST")]
        id: PurgeId,
        /// 原因 | Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Ground {
    // 个人信息 | Personal data
    PersonalData,
    // 误录秘密 | A secret entered by mistake
    Secret,
    // 误传误录 | The wrong text or file
    Mistake,
    // 依法要求 | Required by law
    Ordered,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let id = match &arguments.what {
        What::List => return list(context),
        What::Ask {
            targets,
            ground,
            reason,
        } => {
            let told = PurgeTold {
                targets: targets.clone(),
                ground: match ground {
                    Ground::PersonalData => PurgeGround::PersonalData,
                    Ground::Secret => PurgeGround::Secret,
                    Ground::Mistake => PurgeGround::Mistake,
                    Ground::Ordered => PurgeGround::Ordered,
                },
                reason: reason.clone(),
            };
            Channel::open(context)?.ask_purge(&told)?
        }
        What::Confirm { id } => Channel::open(context)?.confirm_purge(*id)?,
        What::Refuse { id, reason } => Channel::open(context)?.refuse_purge(*id, reason)?,
    };
    let view = reading::see(context, &moment::known("")?, None)?;
    let own = purge(&view.seen.zone, view.looking(), id).ok_or_else(|| unknown(id))?;
    let mut text = line(&own, context.lang);
    if own.outcome.as_ref().is_some_and(|own| own.confirmed) {
        text += &say!(
            context.lang,
            "此前的备份、打印件和已发出的邮件仍有原文，请另行处理",
            "backups made before, prints and mails that were sent still hold it: see to them"
        );
    }
    Ok(Answer::new(text.trim_end().to_owned(), &own))
}

fn list(context: &Context) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let board: PurgeBoard = purges(&view.seen.zone, view.looking());
    let (waiting, all) = (board.waiting, board.purges.len());
    let mut text = say!(
        context.lang,
        "清除申请 {all} 件，待确认 {waiting} 件\n",
        "{all} requests to purge, {waiting} wait for a second person\n"
    );
    for own in &board.purges {
        text += &line(own, context.lang);
    }
    Ok(Answer::new(text.trim_end().to_owned(), &board))
}

/// A request in the terminal: what, why and by whom, then what became of it.
fn line(own: &PurgeView, lang: Lang) -> String {
    let targets: Vec<&str> = own
        .targets
        .iter()
        .map(|target| target.word.in_lang(lang))
        .collect();
    let targets = targets.join(lang.pick(|| "、", || ", "));
    let (id, on, by) = (own.id, own.on, own.by.name.in_lang(lang));
    let (ground, reason) = (own.ground_word.in_lang(lang), own.reason.in_lang(lang));
    let mut text = say!(
        lang,
        "  {id}  {on}  {by} 申请清除{targets}（{ground}）：{reason}\n",
        "  {id}  {on}  {by} asks to purge {targets} ({ground}): {reason}\n"
    );
    let Some(outcome) = &own.outcome else {
        return text
            + &say!(
                lang,
                "      待另一人确认\n",
                "      waits for a second person\n"
            );
    };
    let (on, by) = (outcome.on, outcome.by.name.in_lang(lang));
    text += &match &outcome.reason {
        None => {
            let count = own.texts;
            say!(
                lang,
                "      {on}  {by} 确认，已清除 {count} 份\n",
                "      {on}  {by} confirmed, {count} purged\n"
            )
        }
        Some(reason) => {
            let reason = reason.in_lang(lang);
            say!(
                lang,
                "      {on}  {by} 不予清除：{reason}\n",
                "      {on}  {by} refused: {reason}\n"
            )
        }
    };
    text
}

fn unknown(id: PurgeId) -> Failure {
    Failure::from(Refusal::new(
        "cli/no-such-purge",
        Words::new(
            format!("没有清除申请 {id}"),
            format!("there is no request {id}"),
        ),
        Words::new(
            "用 wallchart purge list 查看编号",
            "see `wallchart purge list`",
        ),
    ))
}
