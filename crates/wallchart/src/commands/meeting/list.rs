//! `meeting list` and `meeting show`.

use serde::Serialize;
use zone::view::agenda::AgendaLine;
use zone::view::meetings::{AskedItem, MeetingRow, MeetingSheet, Meetings, meetings, sheet};
use zone::{Lang, MeetingId};

use super::find;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::reading;

const EXAMPLES: &str = "  wallchart meeting list
  wallchart meeting list --known-at dispatch-2026-03 --json
  wallchart meeting show M3";

/// Columns a title may take.
pub(super) const TITLE_COLUMNS: usize = 44;

/// 列出会议：待召开的在前 | List the meetings, those to come first
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    moment: Moment,
}

/// 查看一次会议：参会、纪要、交办事项落实情况 | One meeting: who attends, minutes, what was asked
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct One {
    /// 会议编号 | The meeting
    #[arg(value_name = "MEETING")]
    id: MeetingId,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Serialize)]
struct Document<'a> {
    record: reading::Record,
    #[serde(flatten)]
    board: &'a Meetings,
}

#[derive(Serialize)]
struct OneDocument<'a> {
    record: reading::Record,
    sheet: &'a MeetingSheet,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let lang = context.lang;
    let board = meetings(&view.seen.zone, view.looking());
    let mut table = Table::new(match lang {
        Lang::Zh => [
            "编号", "会议", "日期", "地点", "状态", "议程", "交办", "逾期", "标记",
        ],
        Lang::En => [
            "id", "meeting", "day", "place", "state", "agenda", "asked", "overdue", "mark",
        ],
    });
    for row in &board.meetings {
        table.row([
            row.id.to_string(),
            called(row, lang),
            day(row),
            row.place.clone(),
            row.state_word.in_lang(lang).to_owned(),
            row.entries.to_string(),
            format!("{}/{}", row.asked.done, row.asked.total),
            row.asked.overdue.to_string(),
            row.mark.clone().unwrap_or_default(),
        ]);
    }
    let body = match table.is_empty() {
        true => say!(lang, "还没有会议\n", "no meeting yet\n"),
        false => table.text(),
    };
    let text = format!("{}\n{body}", reading::headline(&view, lang));
    let record = reading::record(&view);
    Ok(Answer::new(
        text,
        &Document {
            record,
            board: &board,
        },
    ))
}

/// Number and subject.
pub(super) fn called(row: &MeetingRow, lang: Lang) -> String {
    let number = row.number.in_lang(lang);
    match row.title.as_str() {
        "" => number.to_owned(),
        title => say!(lang, "{number}：{title}", "{number}: {title}"),
    }
}

/// Day and time.
pub(super) fn day(row: &MeetingRow) -> String {
    let time = row.at.as_deref().map(|at| format!(" {at}"));
    format!("{}{}", row.on, time.unwrap_or_default())
}

pub(super) fn one(context: &Context, arguments: &One) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let lang = context.lang;
    let found = sheet(&view.seen.zone, view.looking(), arguments.id);
    let sheet = found.ok_or_else(|| find::no_such(arguments.id))?;
    let row = &sheet.row;
    let mut text = format!("{}\n", reading::headline(&view, lang));
    text += &format!("{} {}\n", row.id, called(row, lang));
    let state = row.state_word.in_lang(lang);
    text += &format!("{}  {}  {state}\n", day(row), row.place);
    let names = |list: &[zone::view::meetings::AttendeeView]| {
        let name = |own: &zone::view::meetings::AttendeeView| {
            let name = own.name.in_lang(lang);
            match own.absent {
                true => say!(lang, "{name}（缺席）", "{name} (absent)"),
                false => name.to_owned(),
            }
        };
        let names: Vec<String> = list.iter().map(name).collect();
        names.join(lang.pick(|| "、", || ", "))
    };
    if let Some(chair) = &row.chair {
        let chair = chair.name.in_lang(lang);
        text += &say!(lang, "主持：{chair}\n", "chair: {chair}\n");
    }
    let (members, observers) = (names(&sheet.members), names(&sheet.observers));
    text += &say!(lang, "出席：{members}\n", "members: {members}\n");
    if !observers.is_empty() {
        text += &say!(lang, "列席：{observers}\n", "observers: {observers}\n");
    }
    if let Some(mark) = &row.mark {
        text += &say!(
            lang,
            "会议所见：--known-at {mark}\n",
            "as the meeting saw it: --known-at {mark}\n"
        );
    }
    text += &asked(&sheet.asked, lang);
    if let Some(minutes) = sheet.minutes.first() {
        let name = minutes.name.in_lang(lang);
        text += &format!("\n{name}\n\n{}\n", minutes.text.in_lang(lang).trim_end());
    }
    let record = reading::record(&view);
    Ok(Answer::new(
        text,
        &OneDocument {
            record,
            sheet: &sheet,
        },
    ))
}

/// What a meeting asked and where each stands.
pub(super) fn asked(asked: &[AskedItem], lang: Lang) -> String {
    if asked.is_empty() {
        return String::new();
    }
    let mut table = Table::new(match lang {
        Lang::Zh => ["督办", "落实", "事项", "主办", "期限", "工作日"],
        Lang::En => ["item", "stands", "what", "lead", "due", "working days"],
    });
    for own in asked {
        table.row([
            format!("{} {}", own.id, own.number),
            own.standing_word.in_lang(lang).to_owned(),
            cut(own.what.in_lang(lang), TITLE_COLUMNS),
            own.lead.name.clone(),
            own.due_on.to_string(),
            own.days_late.to_string(),
        ]);
    }
    table.text()
}

/// An agenda: what, who speaks, minutes, and why it is here.
pub(super) fn lines(lines: &[AgendaLine], lang: Lang) -> String {
    let mut text = String::new();
    for (no, line) in (1..).zip(lines) {
        let colour = line.colour.map_or("", |colour| colour.shape());
        let subject = line.subject.as_deref().unwrap_or("-");
        let speaker = line.speaker.as_ref().map_or("", |unit| unit.name.as_str());
        let (title, minutes) = (line.title.in_lang(lang), line.minutes);
        text += &format!("{no:>3}. {colour} {subject} {title}  {speaker}  {minutes}′\n");
        for why in &line.whys {
            text += &format!("       · {}\n", why.text.in_lang(lang));
        }
    }
    text
}
