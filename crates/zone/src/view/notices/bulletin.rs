//! 通知简报: notices by topic, as text to paste and as the value a long picture is drawn from.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use super::{Board, Notice};
use crate::notice::Topic;
use crate::state::Zone;
use crate::{Lang, Words};

/// Notices, ready to be pasted or drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bulletin {
    /// What it is called.
    pub title: Words,
    /// Whom it is for.
    pub addressee: Words,
    /// The zone.
    pub zone: String,
    /// Whether the zone's data is synthetic.
    pub synthetic: bool,
    /// Of which day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// How many there are of what: 3 项待办，其中 1 项逾期.
    pub summary: Words,
    /// Notices by topic; topics without any are left out.
    pub groups: Vec<BulletinGroup>,
    /// Notices of a higher level, which it does not tell.
    pub withheld: u32,
    /// Short code of the record's head.
    pub short_code: String,
    /// Number of the last event known.
    pub known_seq: u64,
    /// The same as text.
    pub text: Words,
}

/// The notices of a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulletinGroup {
    /// The topic.
    pub topic: Topic,
    /// As it is called.
    pub word: Words,
    /// Its rows: what is urgent first.
    pub rows: Vec<BulletinRow>,
}

/// A notice as a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulletinRow {
    /// The key of the notice.
    pub key: String,
    /// In one line.
    pub title: Words,
    /// What it is about.
    pub detail: Option<Words>,
    /// The unit that has to act, where several are told.
    pub unit: Option<String>,
    /// By when.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub due_on: Option<Date>,
    /// How that stands.
    pub time: Option<Words>,
    /// Whether it is urgent.
    pub urgent: bool,
}

/// A bulletin of a board's notices. `units` says that its readers are of several units.
pub fn bulletin(
    zone: &Zone,
    board: &Board,
    on: Date,
    (addressee, short_code): (Words, String),
    units: bool,
) -> Bulletin {
    let told = once_each(&board.notices);
    let groups: Vec<BulletinGroup> = Topic::ALL
        .into_iter()
        .map(|topic| group(&told, topic, units))
        .filter(|group| !group.rows.is_empty())
        .collect();
    let profile = zone.profile.as_ref();
    let mut made = Bulletin {
        title: Words::new("工作通知", "Notices"),
        addressee,
        zone: profile.map_or_else(String::new, |own| own.name.clone()),
        synthetic: profile.is_some_and(|own| own.synthetic),
        on,
        summary: summary(&told),
        groups,
        withheld: u32::try_from(board.withheld.len()).unwrap_or(u32::MAX),
        short_code,
        known_seq: zone.seq,
        text: Words::new("", ""),
    };
    made.text = Words::new(text(&made, Lang::Zh), text(&made, Lang::En));
    made
}

/// One notice of each thing, what is urgent first: an item that is late and was urged is one row.
fn once_each(notices: &[Notice]) -> Vec<&Notice> {
    let mut told: Vec<&Notice> = notices.iter().collect();
    // Of several about one thing, what the calendar says tells most.
    told.sort_by_key(|own| (!own.urgent, own.due_on.is_none(), own.due_on, !own.timed));
    let mut seen = BTreeSet::new();
    told.retain(|own| seen.insert((&own.noun, &own.about)));
    told
}

fn group(told: &[&Notice], topic: Topic, units: bool) -> BulletinGroup {
    let of = told.iter().filter(|notice| notice.topic == topic);
    let rows = of.map(|notice| BulletinRow {
        key: notice.key.clone(),
        title: notice.title.clone(),
        detail: notice.detail.clone(),
        unit: notice
            .unit
            .as_ref()
            .filter(|_| units)
            .map(|unit| unit.name.clone()),
        due_on: notice.due_on,
        time: notice.time.clone(),
        urgent: notice.urgent,
    });
    BulletinGroup {
        topic,
        word: topic.word(),
        rows: rows.collect(),
    }
}

fn summary(told: &[&Notice]) -> Words {
    let count = |wanted: &dyn Fn(&Notice) -> bool| told.iter().filter(|own| wanted(own)).count();
    let (asks, informs) = (count(&|own| own.asks), count(&|own| !own.asks));
    let urgent = count(&|own| own.urgent);
    Words::new(
        format!("待办 {asks} 项，紧急 {urgent} 项，知悉 {informs} 项"),
        format!("{asks} to do, {urgent} urgent, {informs} to know"),
    )
}

/// The text of a bulletin: what is pasted into a chat.
fn text(of: &Bulletin, lang: Lang) -> String {
    let pick = |words: &Words| lang.pick(|| words.zh.clone(), || words.en.clone());
    let mut lines = vec![
        lang.pick(
            || format!("【{}】{}（{}）", of.zone, of.title.zh, of.on),
            || format!("[{}] {}, {}", of.zone, of.title.en, of.on),
        ),
        lang.pick(
            || format!("{}：{}", of.addressee.zh, of.summary.zh),
            || format!("{}: {}", of.addressee.en, of.summary.en),
        ),
    ];
    let mut number = 0;
    for group in &of.groups {
        lines.push(String::new());
        lines.push(lang.pick(
            || format!("■ {}（{}）", group.word.zh, group.rows.len()),
            || format!("■ {} ({})", group.word.en, group.rows.len()),
        ));
        for row in &group.rows {
            number += 1;
            let mut line = format!("{number}. ");
            if let Some(unit) = &row.unit {
                line += &lang.pick(|| format!("〔{unit}〕"), || format!("[{unit}] "));
            }
            line += &pick(&row.title);
            let time = row.time.as_ref().map(&pick);
            let due = row.due_on.filter(|_| row.time.is_some());
            if let (Some(time), Some(due)) = (time, due) {
                line += &lang.pick(
                    || format!("（{due} 到期，{time}）"),
                    || format!(" (due {due}, {time})"),
                );
            }
            lines.push(line);
            lines.extend(
                row.detail
                    .as_ref()
                    .map(|detail| format!("   {}", pick(detail))),
            );
        }
    }
    if of.withheld > 0 {
        lines.push(String::new());
        lines.push(withheld(of.withheld as usize, lang));
    }
    lines.push(String::new());
    lines.push(lang.pick(
        || format!("台账编码 {}（第 {} 号）", of.short_code, of.known_seq),
        || format!("Record {} (#{})", of.short_code, of.known_seq),
    ));
    if of.synthetic {
        lines.push(lang.pick(|| "演示数据".to_owned(), || "Synthetic data".to_owned()));
    }
    lines.join("\n")
}

/// What is said of notices that a channel may not carry.
pub(super) fn withheld(count: usize, lang: Lang) -> String {
    lang.pick(
        || format!("另有 {count} 条通知不在此发布，请登录系统查看。"),
        || format!("{count} more are not told here: sign in to read them."),
    )
}
