//! `history`: every event that touched a thing, in words.

use serde::Serialize;
use zone::thread::ThreadSubject;
use zone::view::history::of_subject;

use super::subject;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::history::{self, Happening};
use crate::lang::say;
use crate::{moment, reading};

const EXAMPLES: &str = "  wallchart history P12
  wallchart history S3 --limit 10
  wallchart history I7 --before 1200
  wallchart history 产业园一期 --known-at report-2026-05";

/// 经过：一件事的每一条记录，用话写出 | History: every record of a thing, in words
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 事项：P12、S3、Q4、N5、M6、C5-U3、I7，或项目名称 | The thing, or a project by name
    #[arg(value_name = "SUBJECT")]
    subject: String,
    /// 最多几条（最新的） | How many, the newest
    #[arg(long, value_name = "N", default_value_t = 40)]
    limit: usize,
    /// 只看这一条记录之前的 | Only what was recorded before this record
    #[arg(long, value_name = "SEQ")]
    before: Option<u64>,
    /// 按记录的哪一时点 | As known at
    #[arg(long, value_name = "MOMENT", default_value = "")]
    known_at: String,
}

#[derive(Serialize)]
struct Document {
    subject: ThreadSubject,
    total: usize,
    next: Option<u64>,
    changes: Vec<Happening>,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known(&arguments.known_at)?, None)?;
    let subject = subject(&view, &arguments.subject)?;
    let zone = &view.seen.zone;
    let seqs = of_subject(zone, view.looking(), subject).unwrap_or_default();
    let end = arguments.before.map_or(seqs.len(), |before| {
        seqs.partition_point(|seq| *seq < before)
    });
    let start = end.saturating_sub(arguments.limit.max(1));
    let page = &seqs[start..end];
    let changes = history::of(&view, page)?;
    let next = page.first().filter(|_| start > 0).copied();
    let total = seqs.len();
    let mut text = say!(
        context.lang,
        "{subject}：共 {total} 条记录\n",
        "{subject}: {total} records\n"
    );
    text += &history::lines(&changes, context.lang);
    if let Some(next) = next {
        text += &say!(
            context.lang,
            "  更早的：--before {next}\n",
            "  earlier ones: --before {next}\n"
        );
    }
    let document = Document {
        subject,
        total,
        next,
        changes,
    };
    Ok(Answer::new(text.trim_end().to_owned(), &document))
}
