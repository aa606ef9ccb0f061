//! 日程: what somebody owes on which day, and the meetings somebody attends; for a calendar.

use jiff::civil::{Date, Time};

use super::items::{ItemFilter, Side};
use super::{Looking, cycles, enterprises, items, meetings};
use crate::authority::{Operation, Reach};
use crate::enterprise::Request;
use crate::meeting::Meeting;
use crate::report::{self, ReportId, ReportStanding};
use crate::state::Zone;
use crate::{Lang, limits};

/// An entry of somebody's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Stays the same for as long as it is the same thing: `item-S1`.
    pub key: String,
    /// How often the thing changed.
    pub version: u32,
    /// The event that changed it last.
    pub seq: u64,
    /// What it is.
    pub title: String,
    /// More about it.
    pub detail: String,
    /// Where.
    pub place: String,
    /// Which day.
    pub on: Date,
    /// From what time.
    pub at: Option<Time>,
    /// Minutes it takes.
    pub minutes: i64,
    /// Whether it does not take place.
    pub cancelled: bool,
}

/// What the viewer owes from a day on, what is late, and the meetings, by day.
pub fn dues(zone: &Zone, looking: Looking<'_>, lang: Lang) -> Vec<Due> {
    let view = View {
        zone,
        looking,
        lang,
    };
    let mut found = view.items();
    found.extend(view.reports());
    found.extend(view.requests());
    found.extend(view.meetings());
    found.sort_by(|one, other| (one.on, &one.key).cmp(&(other.on, &other.key)));
    found.truncate(limits::DUES_MAX);
    found
}

struct View<'a> {
    zone: &'a Zone,
    looking: Looking<'a>,
    lang: Lang,
}

impl View<'_> {
    fn pick(&self, zh: String, en: String) -> String {
        self.lang.pick(|| zh, || en)
    }

    fn items(&self) -> Vec<Due> {
        let filter = ItemFilter {
            side: Some(Side::Owing),
            ..ItemFilter::default()
        };
        let rows = items::items(self.zone, self.looking, &filter).items;
        let with_unit = rows.into_iter().filter(|row| row.state.is_with_unit());
        let due = with_unit.filter_map(|row| {
            let item = self.zone.items.get(&row.id)?;
            let last = item.steps.last().map_or(item.seq, |step| step.seq);
            Some(Due {
                key: format!("item-{}", row.id),
                version: row.version,
                seq: last,
                title: self.pick(
                    format!("督办到期：{}", row.number),
                    format!("Due: {}", row.number),
                ),
                detail: self
                    .lang
                    .pick(|| row.what.zh.clone(), || row.what.en.clone()),
                ..whole_day(row.due_on)
            })
        });
        due.collect()
    }

    /// Of the own unit where one reports for it; of the whole zone once for those who run it.
    fn reports(&self) -> Vec<Due> {
        let on = self.looking.true_on;
        let open = self
            .zone
            .cycles
            .values()
            .filter(|cycle| cycle.closed.is_none());
        let runs = self.looking.actor.reach(Operation::RunCycles) == Reach::All;
        let reports = self.looking.actor.reach(Operation::Report) == Reach::OwnUnit;
        let unit = self
            .looking
            .actor
            .unit
            .map(|own| self.zone.unit_on(own, on));
        let due = open.filter_map(|cycle| {
            let name = &cycle.name;
            if runs {
                return Some(Due {
                    key: format!("cycle-{}", cycle.id),
                    version: 1,
                    seq: cycle.seq,
                    title: self.pick(
                        format!("{}报送截止", name.zh),
                        format!("Reports of {} are due", name.en),
                    ),
                    ..whole_day(cycle.due_on)
                });
            }
            let unit = unit.filter(|_| reports)?;
            let owed = report::owed(self.zone, cycle, unit).len();
            let id = ReportId {
                cycle: cycle.id,
                unit,
            };
            let own = self.zone.reports.get(&id);
            let standing = own.map_or(ReportStanding::owed(cycle), |own| own.stands(cycle, on));
            if owed == 0 || !standing.state.is_with_unit() {
                return None;
            }
            let unit = cycles::named(self.zone, unit, on).name;
            let last = own.and_then(|own| own.steps.last()).map(|step| step.seq);
            Some(Due {
                key: format!("report-{id}"),
                version: own.map_or(0, |own| own.version) + 1,
                seq: last.unwrap_or(cycle.seq),
                title: self.pick(
                    format!("{unit}报送{}进展", name.zh),
                    format!("{unit}: report of {}", name.en),
                ),
                detail: self.pick(format!("{owed} 个项目"), format!("{owed} projects")),
                ..whole_day(standing.due.on)
            })
        });
        due.collect()
    }

    fn requests(&self) -> Vec<Due> {
        let on = self.looking.true_on;
        let Some(unit) = self
            .looking
            .actor
            .unit
            .map(|own| self.zone.unit_on(own, on))
        else {
            return Vec::new();
        };
        let mine = |own: &&Request| {
            let standing = own.stands(on);
            own.raised_on <= on
                && standing.state.is_with_unit()
                && self.zone.unit_on(standing.handler, on) == unit
                && enterprises::may_see_request(self.zone, self.looking, own)
        };
        let requests = self.zone.requests.values().map(|own| &**own).filter(mine);
        let due = requests.map(|own| {
            let last = own.steps.last().map_or(own.seq, |step| step.seq);
            let text = items::shown(self.looking, own.text);
            Due {
                key: format!("request-{}", own.id),
                version: own.version,
                seq: last,
                title: self.pick(
                    format!("诉求到期：{}", own.number_text()),
                    format!("Due: {}", own.number_text()),
                ),
                detail: self.lang.pick(|| text.zh.clone(), || text.en.clone()),
                ..whole_day(own.stands(on).due.on)
            }
        });
        due.collect()
    }

    fn meetings(&self) -> Vec<Due> {
        let on = self.looking.true_on;
        let near = |own: &&Meeting| {
            let age = on.since(own.day()).map_or(i32::MAX, |span| span.get_days());
            age <= limits::INFORMS_DAYS && meetings::may_see(self.zone, self.looking, own)
        };
        let all = self.zone.meetings.values().map(|own| &**own).filter(near);
        let due = all.filter_map(|own| {
            let number = own.number_words();
            let title = self.lang.pick(|| number.zh.clone(), || number.en.clone());
            let minutes: i64 = own
                .agenda
                .iter()
                .map(|entry| i64::from(entry.minutes))
                .sum();
            Some(Due {
                key: format!("meeting-{}", own.id),
                version: own.version,
                seq: *own.history.last()?,
                title: match own.plan.title.is_empty() {
                    true => title,
                    false => format!("{title} {}", own.plan.title),
                },
                place: own.plan.place.clone(),
                at: own.plan.at,
                // A meeting without an agenda yet takes an hour and a half.
                minutes: if minutes == 0 { 90 } else { minutes },
                cancelled: own.cancelled.is_some(),
                ..whole_day(own.day())
            })
        });
        due.collect()
    }
}

fn whole_day(on: Date) -> Due {
    Due {
        key: String::new(),
        version: 0,
        seq: 0,
        title: String::new(),
        detail: String::new(),
        place: String::new(),
        on,
        at: None,
        minutes: 0,
        cancelled: false,
    }
}
