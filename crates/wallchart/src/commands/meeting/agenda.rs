//! `meeting agenda`: the agenda with what is proposed for it; taking proposals, adding, dropping.

use serde::Serialize;
use serde_json::{Value, json};
use server::{BookAsked, Sides};
use zone::meeting::{AgendaEntry, Subject};
use zone::view::agenda::{AgendaBoard, AgendaLine, PROPOSED};
use zone::{Lang, MeetingId, Refusal, Texts as _};

use super::find;
use super::list::lines;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::reading::{self, View};
use crate::writing::Channel;
use crate::{filter, moment};

const EXAMPLES: &str = "  wallchart meeting agenda M3
  wallchart meeting agenda M3 --since report-2026-04 --limit 50 --json
  wallchart meeting agenda M3 --take 12 --own 部署下阶段工作 --minutes 10 --speaker 经发局
  wallchart meeting agenda M3 --add P17 --drop P4";

/// 查看议程和建议列入的事项；加上选项则设定议程 | Show the agenda and what is proposed; with options,
/// set it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 会议编号 | The meeting
    #[arg(value_name = "MEETING")]
    id: MeetingId,
    /// 变化从何时算起：标记、序号或时间（默认上次会议） | Changes since: a mark, a number or a time
    /// (the last meeting unless given)
    #[arg(long, value_name = "SEQ|MARK|TIME")]
    since: Option<String>,
    /// 最多列出几条建议 | Proposals shown at most
    #[arg(long, value_name = "N", default_value_t = PROPOSED)]
    limit: usize,
    /// 列入最急的几条建议 | Take the most urgent proposals
    #[arg(long, value_name = "N")]
    take: Option<usize>,
    /// 列入一项：P12 S3 M2 C5 I1，可重复 | Add a subject: P12, S3, M2, C5, I1; may be repeated
    #[arg(long, value_name = "SUBJECT")]
    add: Vec<String>,
    /// 列入办公室自拟的议题，可重复 | Add a subject in the office's own words; may be repeated
    #[arg(long, value_name = "TEXT")]
    own: Vec<String>,
    /// 去掉一项，可重复 | Drop a subject; may be repeated
    #[arg(long, value_name = "SUBJECT")]
    drop: Vec<String>,
    /// 所加各项的时长（分钟，默认 5） | Minutes of each added entry (5 unless given)
    #[arg(long, value_name = "MINUTES")]
    minutes: Option<u16>,
    /// 所加各项的发言单位（默认责任单位） | The unit that speaks to what is added
    #[arg(long, value_name = "UNIT")]
    speaker: Option<String>,
}

#[derive(Serialize)]
struct Document<'a> {
    record: reading::Record,
    #[serde(flatten)]
    board: &'a AgendaBoard,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let (view, board) = look(context, arguments)?;
    let changes = arguments.take.is_some()
        || [&arguments.add, &arguments.own, &arguments.drop]
            .iter()
            .any(|list| !list.is_empty());
    if !changes {
        return Ok(shown(context, &view, &board));
    }
    let entries = entries(&view, arguments, &board)?;
    let command = json!({ "set_agenda": {
        "id": board.id, "version": board.version, "entries": entries,
    } });
    Channel::open(context)?.execute_told(command)?;
    let (view, board) = look(context, arguments)?;
    Ok(shown(context, &view, &board))
}

/// The meeting's moment and its agenda there.
fn look(context: &Context, arguments: &Arguments) -> Result<(View, AgendaBoard), Failure> {
    let mut view = reading::see(context, &moment::known("")?, None)?;
    let since = arguments.since.as_deref().map(moment::known).transpose()?;
    let asked = BookAsked {
        since,
        ..BookAsked::default()
    };
    let (id, seen) = (arguments.id, view.seen.clone());
    let sides = Sides::of(
        &view.library,
        seen,
        id,
        &asked,
        (&view.actor, context.today),
    )?;
    let sides = sides.ok_or_else(|| find::no_such(id))?;
    let board = sides.agenda(&view.library, &view.actor, id, arguments.limit);
    let board = board.map_err(|refusal| Failure::from(vec![refusal]))?;
    let board = board.ok_or_else(|| find::no_such(id))?;
    view.seen = sides.now;
    Ok((view, board))
}

/// The agenda as it stands, less what is dropped, with what is taken and added.
fn entries(view: &View, arguments: &Arguments, board: &AgendaBoard) -> Result<Vec<Value>, Failure> {
    let dropped = |key: Option<&String>| {
        key.is_some_and(|key| {
            arguments
                .drop
                .iter()
                .any(|own| own.eq_ignore_ascii_case(key))
        })
    };
    let meeting = find::meeting(view, board.id)?;
    let mut entries: Vec<Value> = meeting
        .agenda
        .iter()
        .filter(|entry| !dropped(entry.subject.key().as_ref()))
        .map(|entry| as_told(view, entry))
        .collect();
    let taken = board.proposed.iter().take(arguments.take.unwrap_or(0));
    entries.extend(taken.map(of_line));
    let speaker = arguments.speaker.as_deref();
    let speaker = speaker.map(|text| filter::unit(view, text)).transpose();
    let speaker = speaker.map_err(|refusal: Refusal| Failure::from(vec![refusal]))?;
    let minutes = arguments.minutes.unwrap_or(5);
    for subject in &arguments.add {
        let proposed = board.proposed.iter();
        let mut proposed = proposed.filter(|line| line.subject.as_deref() == Some(subject));
        let mut entry = proposed.next().map_or_else(
            || json!({ "subject": subject, "minutes": minutes }),
            of_line,
        );
        if let Some(speaker) = speaker {
            entry["speaker"] = json!(speaker);
        }
        if arguments.minutes.is_some() {
            entry["minutes"] = json!(minutes);
        }
        entries.push(entry);
    }
    let own = arguments.own.iter();
    entries.extend(own.map(|text| json!({ "own": text, "speaker": speaker, "minutes": minutes })));
    Ok(entries)
}

fn of_line(line: &AgendaLine) -> Value {
    let speaker = line.speaker.as_ref().map(|unit| unit.id);
    json!({ "subject": line.subject, "speaker": speaker, "minutes": line.minutes })
}

/// An entry as it is sent again: the office's own words in plain.
fn as_told(view: &View, entry: &AgendaEntry) -> Value {
    let own = match entry.subject {
        Subject::Own(text) => Some(view.library.find(text).shown(Lang::Zh)),
        _ => None,
    };
    json!({
        "subject": entry.subject.key(), "own": own,
        "speaker": entry.speaker, "minutes": entry.minutes,
    })
}

fn shown(context: &Context, view: &View, board: &AgendaBoard) -> Answer {
    let lang = context.lang;
    let mut text = format!("{}\n", reading::headline(view, lang));
    if let Some(since) = &board.since {
        let (label, date) = (since.label.in_lang(lang), since.date);
        text += &say!(
            lang,
            "变化自 {label}（{date}）算起\n",
            "changes since {label} ({date})\n"
        );
    }
    let minutes: u32 = board.entries.iter().map(|own| u32::from(own.minutes)).sum();
    let count = board.entries.len();
    text += &say!(
        lang,
        "议程 {count} 项，{minutes} 分钟\n",
        "agenda: {count} entries, {minutes} minutes\n"
    );
    text += &lines(&board.entries, lang);
    if board.may_set {
        text += &say!(lang, "建议列入\n", "proposed\n");
        text += &lines(&board.proposed, lang);
        if board.left_off > 0 {
            let more = board.left_off;
            text += &say!(
                lang,
                "另有 {more} 项，用 --limit 查看\n",
                "{more} more: see --limit\n"
            );
        }
    }
    let record = reading::record(view);
    Answer::new(text, &Document { record, board })
}
