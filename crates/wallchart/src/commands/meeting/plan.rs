//! `meeting plan`: a meeting is planned, or planned anew.

use jiff::civil::{Date, Time};
use serde::Serialize;
use serde_json::json;
use zone::meeting::{Attendee, MeetingKind};
use zone::{CycleId, MeetingId, Refusal, Words};

use super::find;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::writing::Channel;
use crate::{moment, reading};

const EXAMPLES: &str =
    "  wallchart meeting plan --on 2026-06-08 --at 14:30 --place 二楼会议室 --cycle C61 \\
    --chair 管委会常务副主任 --member 规划建设局 --member 财政金融局 --observer 审计分局
  wallchart meeting plan --kind site-visit --title 管网工程 --on 2026-06-12 --place 东部片区
  wallchart meeting plan --change M3 --on 2026-06-09 --at 09:00 --place 二楼会议室";

/// 安排一次会议；日期可以在过去，随后登记为已召开 | Plan a meeting; a day in the past is recorded as
/// held next
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 改动已安排的会议；没有写的照旧 | Change this one; what is not given stays
    #[arg(long, value_name = "MEETING")]
    change: Option<MeetingId>,
    /// 类型（默认调度会） | Its kind (a dispatch meeting unless given)
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Option<KindName>,
    /// 议题；只用编号时不填 | Its subject, where the number does not say enough
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// 日期 | Which day
    #[arg(long, value_name = "DATE", required_unless_present = "change")]
    on: Option<Date>,
    /// 时间 | From what time
    #[arg(long, value_name = "TIME")]
    at: Option<Time>,
    /// 地点 | Where
    #[arg(long, value_name = "TEXT", required_unless_present = "change")]
    place: Option<String>,
    /// 所属周期：手册以期末为准 | The cycle it belongs to: the book speaks of its end
    #[arg(long, value_name = "CYCLE")]
    cycle: Option<CycleId>,
    /// 主持：姓名、职务或编号 | The chair: a name, a post or an id
    #[arg(long, value_name = "WHO")]
    chair: Option<String>,
    /// 出席：单位、职务或姓名，可重复 | A member: unit, post or name; may be repeated
    #[arg(long = "member", value_name = "WHO")]
    members: Vec<String>,
    /// 列席，可重复 | An observer; may be repeated
    #[arg(long = "observer", value_name = "WHO")]
    observers: Vec<String>,
    /// 按给定的顺序排列（默认按位次） | Keep the order given (protocol order unless asked for)
    #[arg(long)]
    given_order: bool,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum KindName {
    // 调度会 | Dispatch meeting
    Dispatch,
    // 经验交流会 | Exchange of practice
    Exchange,
    // 现场会 | Site visit
    SiteVisit,
}

impl From<KindName> for MeetingKind {
    fn from(name: KindName) -> MeetingKind {
        match name {
            KindName::Dispatch => MeetingKind::Dispatch,
            KindName::Exchange => MeetingKind::Exchange,
            KindName::SiteVisit => MeetingKind::SiteVisit,
        }
    }
}

#[derive(Serialize)]
struct Document {
    meeting: MeetingId,
    number: Words,
    on: Date,
    seq: u64,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let mut problems: Vec<Refusal> = Vec::new();
    let mut all = |texts: &[String]| -> Vec<String> {
        let each = texts.iter();
        let found = each.filter_map(|text| {
            let found = find::attendee(&view, text);
            found.map_err(|refusal| problems.push(refusal)).ok()
        });
        found.map(Attendee::key).collect()
    };
    let members = all(&arguments.members);
    let observers = all(&arguments.observers);
    let chair = all(arguments.chair.as_slice());
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let known = arguments.change.map(|id| find::meeting(&view, id));
    let known = known.transpose()?;
    let now = known.map(|meeting| &meeting.plan);
    let keys = |given: Vec<String>, now: Option<&Vec<Attendee>>| match (given.is_empty(), now) {
        (true, Some(now)) => now.iter().map(|own| own.key()).collect(),
        _ => given,
    };
    let holder = |holder: zone::Holder| match holder {
        zone::Holder::Person(id) => id.to_string(),
        zone::Holder::Post(id) => id.to_string(),
    };
    let title = arguments.title.clone();
    let place = arguments.place.clone();
    let plan = json!({
        "kind": arguments.kind.map(MeetingKind::from)
            .or(now.map(|now| now.kind)).unwrap_or(MeetingKind::Dispatch),
        "title": title.or(now.map(|now| now.title.clone())).unwrap_or_default(),
        "on": arguments.on.or(now.map(|now| now.on)),
        "at": arguments.at.or(now.and_then(|now| now.at)),
        "place": place.or(now.map(|now| now.place.clone())),
        "cycle": arguments.cycle.or(now.and_then(|now| now.cycle)),
        "chair": chair.into_iter().next().or(now.and_then(|now| now.chair).map(holder)),
        "members": keys(members, now.map(|now| &now.members)),
        "observers": keys(observers, now.map(|now| &now.observers)),
        "given_order": arguments.given_order,
    });
    let command = match known {
        None => json!({ "plan_meeting": plan }),
        Some(meeting) => json!({ "change_meeting": {
            "id": meeting.id, "version": meeting.version, "plan": plan,
        } }),
    };
    let seq = Channel::open(context)?.execute_told(command)?.last;
    planned(context, seq)
}

/// The meeting that an event planned.
fn planned(context: &Context, seq: u64) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let made = view.seen.zone.meetings.values();
    let made = made
        .into_iter()
        .find(|own| own.history.last() == Some(&seq));
    let Some(meeting) = made else {
        return Ok(Answer::nothing());
    };
    let (id, number, on) = (meeting.id, meeting.number_words(), meeting.day());
    let text = say!(
        context.lang,
        "已安排 {id} {}，{on}：记录第 {seq} 条",
        "planned {id} {}, {on}: record {seq}",
        number.in_lang(context.lang)
    );
    Ok(Answer::new(
        text,
        &Document {
            meeting: id,
            number,
            on,
            seq,
        },
    ))
}
