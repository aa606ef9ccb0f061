//! Laying a checked network out: columns in topological order, links as compressed rows.

use crate::build::NetworkBuilder;
use crate::expand::Expanded;
use crate::input::{Activity, ActivityId, Convention, Kind, Lag, Link};
use crate::network::{
    BEGUN, CONTINUOUS, EFFORT, ELAPSED, Extra, Inner, NO_EXTRA, OVER, PLAIN_IN, PLAIN_OUT, SPAN,
    Tie, moment,
};
use crate::plan::StepState;
use crate::span::{Of, Span, SpanTie};
use calendar::{Calendar, Minute};
use std::collections::HashMap;

pub(crate) fn lay_out(
    builder: &NetworkBuilder,
    order: Vec<u32>,
    links: &[Link],
    expanded: &Expanded,
) -> Inner {
    let count = order.len();
    let mut inner = Inner {
        calendars: builder.calendars.clone(),
        project_start: builder.project_start,
        data_date: builder.data_date,
        progress: builder.progress,
        start_lags: builder.start_lags,
        convention: builder.convention,
        position: vec![0; count],
        order,
        extent: Vec::with_capacity(count),
        durations: Vec::with_capacity(count),
        calendar: Vec::with_capacity(count),
        flags: vec![0; count],
        extra: Vec::with_capacity(count),
        extras: Vec::new(),
        in_first: vec![0; count + 1],
        in_from: vec![0; expanded.arcs.len()],
        in_tie: vec![0; expanded.arcs.len()],
        in_id: vec![0; expanded.arcs.len()],
        out_first: vec![0; count + 1],
        out_to: vec![0; expanded.arcs.len()],
        out_slot: vec![0; expanded.arcs.len()],
        ties: vec![Tie::PLAIN],
        given: links.to_vec(),
        spans: Vec::new(),
        any_late: false,
        any_finish_tie: false,
        refittable: false,
    };
    let inherited = inherited(builder, expanded);
    let bare = |activity: &Activity| activity.is_bare();
    let extras = count - builder.activities.iter().filter(|own| bare(own)).count();
    inner.extras.reserve(extras);
    for (at, &id) in inner.order.iter().enumerate() {
        let activity = &builder.activities[id as usize];
        inner.position[id as usize] = at as u32;
        // Checked to lie within a hundred years, which 32 bits hold.
        inner.extent.push(activity.extent() as i32);
        inner.durations.push(activity.duration as i32);
        inner.calendar.push(activity.calendar.0);
        inner.any_late |= activity.as_late_as_possible;
        let calendar = &builder.calendars[activity.calendar.0 as usize];
        match extra(activity, inherited.get(id as usize), calendar) {
            None => inner.extra.push(NO_EXTRA),
            Some(extra) => {
                inner.any_finish_tie |= extra.finish_not_earlier.is_some();
                inner.extra.push(inner.extras.len() as u32);
                inner.extras.push(extra);
            }
        }
    }
    lay_out_links(builder, &mut inner, links, expanded);
    spans(builder, &mut inner, links, expanded);
    flags(&mut inner, |id| builder.activities[id as usize].is_span());
    inner
}

/// The tie of a link.
pub(crate) fn tie(activities: &[Activity], link: &Link) -> Tie {
    let from = &activities[link.from.0 as usize];
    // Checked to lie within a hundred years.
    let lag = link.lag.minutes(from.duration) as i32;
    let calendar = match link.lag {
        _ if lag == 0 => ELAPSED,
        Lag::Working(_) | Lag::Percent(_) => from.calendar.0,
        Lag::WorkingIn(calendar, _) => calendar.0,
        Lag::Elapsed(_) => ELAPSED,
    };
    Tie {
        relation: link.relation,
        calendar,
        lag,
    }
}

/// Finds ties that are known already. A small network has few and they are looked through; hashing
/// them would take longer than its passes.
#[derive(Default)]
struct Ties(HashMap<Tie, u32>);

/// So many ties are looked through before they are hashed.
const FEW_TIES: usize = 16;

impl Ties {
    /// The place of a tie among those known; it is added if it is new.
    fn place(&mut self, ties: &mut Vec<Tie>, tie: Tie) -> u32 {
        let few = ties.len().min(FEW_TIES);
        if let Some(at) = ties[..few].iter().position(|known| *known == tie) {
            return at as u32;
        }
        let mut added = || {
            ties.push(tie);
            ties.len() as u32 - 1
        };
        if few < FEW_TIES {
            added()
        } else {
            *self.0.entry(tie).or_insert_with(added)
        }
    }
}

fn lay_out_links(builder: &NetworkBuilder, inner: &mut Inner, links: &[Link], expanded: &Expanded) {
    let mut known = Ties::default();
    let mut tie_of = Vec::with_capacity(links.len());
    for link in links {
        let tie = tie(&builder.activities, link);
        inner.any_finish_tie |= !tie.relation.to_start();
        tie_of.push(known.place(&mut inner.ties, tie));
    }
    for arc in &expanded.arcs {
        inner.in_first[inner.position[arc.to as usize] as usize + 1] += 1;
        inner.out_first[inner.position[arc.from as usize] as usize + 1] += 1;
    }
    for at in 1..inner.in_first.len() {
        inner.in_first[at] += inner.in_first[at - 1];
        inner.out_first[at] += inner.out_first[at - 1];
    }
    let mut next = inner.in_first.clone();
    for arc in &expanded.arcs {
        let place = &mut next[inner.position[arc.to as usize] as usize];
        let slot = *place as usize;
        inner.in_from[slot] = inner.position[arc.from as usize];
        inner.in_tie[slot] = tie_of[arc.link as usize];
        inner.in_id[slot] = arc.link;
        *place += 1;
    }
    // Walked by slot, so that the successors of each activity stand in topological order.
    let mut next = inner.out_first.clone();
    for to in 0..inner.order.len() {
        for slot in inner.slots_in(to) {
            let place = &mut next[inner.in_from[slot] as usize];
            inner.out_to[*place as usize] = to as u32;
            inner.out_slot[*place as usize] = slot as u32;
            *place += 1;
        }
    }
}

pub(crate) fn flags(inner: &mut Inner, is_span: impl Fn(u32) -> bool) {
    let continuous: Vec<bool> = inner
        .calendars
        .iter()
        .map(Calendar::is_continuous)
        .collect();
    for at in 0..inner.order.len() {
        if is_span(inner.order[at]) {
            inner.flags[at] = SPAN;
            continue;
        }
        let continuous = continuous[inner.calendar[at] as usize];
        let mut flags = if continuous { CONTINUOUS } else { 0 };
        let simple = inner.extra[at] == NO_EXTRA && (inner.extent[at] > 0 || continuous);
        let plain = |slot: usize| inner.in_tie[slot] == 0;
        // What is over may be held by its own links, which only the other way sees.
        let held = |slot: usize| {
            let from = inner.extra_at(inner.in_from[slot] as usize);
            inner.convention == Convention::Primavera && from.is_some_and(Extra::is_finished)
        };
        if simple && inner.slots_in(at).all(|slot| plain(slot) && !held(slot)) {
            flags |= PLAIN_IN;
        }
        let leads = |place: usize| {
            let extra = inner.extra_at(inner.out_to[place] as usize);
            plain(inner.out_slot[place] as usize) && !extra.is_some_and(Extra::is_started)
        };
        if simple && !inner.any_late && inner.places_out(at).all(leads) {
            flags |= PLAIN_OUT;
        }
        inner.flags[at] = flags;
    }
    for at in 0..inner.spans.len() {
        let own = span_flags(inner, &inner.spans[at]);
        inner.flags[inner.spans[at].at as usize] |= own;
    }
}

/// How far a span is; those inside come before it.
fn span_flags(inner: &Inner, span: &Span) -> u8 {
    let flags = |begun, over| if begun { BEGUN } else { 0 } | if over { OVER } else { 0 };
    match &span.of {
        Of::Ties(_) => {
            let (start, finish) = span.facts;
            EFFORT | flags(start.or(finish).is_some(), finish.is_some())
        }
        Of::Parts(parts) => {
            let states = || parts.iter().map(|part| inner.state_at(*part as usize));
            let begun = states().any(|state| state != StepState::NotStarted);
            let over = states().all(|state| state == StepState::Finished);
            flags(begun, over && !parts.is_empty())
        }
    }
}

fn spans(builder: &NetworkBuilder, inner: &mut Inner, links: &[Link], expanded: &Expanded) {
    let activities = &builder.activities;
    let position = |id: ActivityId| inner.position[id.0 as usize];
    let mut ties: HashMap<u32, Vec<SpanTie>> = HashMap::new();
    for number in &expanded.of_effort {
        let link = &links[*number as usize];
        let tie = tie(activities, link);
        for (own, other, into) in [(link.to, link.from, true), (link.from, link.to, false)] {
            let both = activities[other.0 as usize].kind == Kind::LevelOfEffort;
            if activities[own.0 as usize].kind == Kind::LevelOfEffort && !both {
                let other = position(other);
                let link = *number;
                let made = SpanTie {
                    other,
                    into,
                    tie,
                    link,
                };
                ties.entry(own.0).or_default().push(made);
            }
        }
    }
    // Summaries from the innermost out; then levels of effort, which may be tied to summaries.
    let spans = activities.iter().zip(0u32..).filter(|(a, _)| a.is_span());
    let mut all: Vec<(usize, u32)> = spans
        .map(|(activity, id)| match activity.kind {
            Kind::LevelOfEffort => (usize::MAX, id),
            _ => (usize::MAX - 1 - depth(activities, id), id),
        })
        .collect();
    all.sort_unstable();
    // A summary no work is in stretches none that it is in.
    let mut works: Vec<bool> = activities.iter().map(|one| !one.is_span()).collect();
    let facts = |id: u32| match &activities[id as usize] {
        own if own.kind == Kind::Summary => (None, None),
        own => (own.actual_start.map(moment), own.actual_finish.map(moment)),
    };
    let made = all.into_iter().map(|(_, id)| Span {
        at: inner.position[id as usize],
        facts: facts(id),
        of: if activities[id as usize].kind == Kind::Summary {
            let parts = expanded.parts[id as usize].iter();
            let parts = parts.filter(|part| works[**part as usize]);
            let parts: Vec<u32> = parts.map(|part| position(ActivityId(*part))).collect();
            works[id as usize] = !parts.is_empty();
            Of::Parts(parts)
        } else {
            Of::Ties(ties.remove(&id).unwrap_or_default())
        },
    });
    inner.spans = made.collect();
}

/// How many summaries an activity is in.
fn depth(activities: &[Activity], id: u32) -> usize {
    let (mut at, mut depth) = (activities[id as usize].parent, 0);
    while let Some(parent) = at {
        depth += 1;
        let known = activities.get(parent.0 as usize);
        at = known
            .filter(|_| depth < activities.len())
            .and_then(|a| a.parent);
    }
    depth
}

/// Bounds an activity has from the summaries it is in: not started before, not finished after.
type Inherited = (Option<Minute>, Option<Minute>);

fn inherited(builder: &NetworkBuilder, expanded: &Expanded) -> Vec<Inherited> {
    let activities = &builder.activities;
    if expanded.parts.is_empty() {
        return Vec::new();
    }
    let bounds = |start: usize| {
        let (mut earlier, mut later): Inherited = (None, None);
        let (mut at, mut steps) = (activities[start].parent, 0);
        while let Some(summary) = at.and_then(|id| activities.get(id.0 as usize)) {
            earlier = earlier.max(summary.start_not_earlier);
            let both = later.into_iter().chain(summary.finish_not_later);
            later = both.min();
            steps += 1;
            at = summary.parent.filter(|_| steps < activities.len());
        }
        (earlier, later)
    };
    (0..activities.len()).map(bounds).collect()
}

/// Constraints and actuals, bounds brought to the activity's calendar; nothing if it has none.
pub(crate) fn extra(
    activity: &Activity,
    inherited: Option<&Inherited>,
    calendar: &Calendar,
) -> Option<Extra> {
    let (earlier, later) = inherited.copied().unwrap_or_default();
    let plain = activity.is_bare() && earlier.is_none() && later.is_none();
    if plain || activity.is_span() {
        return None;
    }
    let back = |finish: Minute| calendar.start_of_rank(calendar.rank(finish) - activity.extent());
    Some(Extra {
        start_not_earlier: activity.start_not_earlier.max(earlier),
        start_not_later: activity.start_not_later.map(|at| calendar.next_working(at)),
        finish_not_earlier: activity.finish_not_earlier,
        finish_not_later: activity.finish_not_later.into_iter().chain(later).min(),
        as_late_as_possible: activity.as_late_as_possible,
        must_start: activity.must_start,
        must_finish: activity.must_finish,
        expected_finish: activity
            .expected_finish
            .filter(|_| activity.kind == Kind::Task),
        actual_start: activity.actual_start.or_else(|| {
            activity
                .actual_finish
                .map(|finish| back(finish).min(finish))
        }),
        remaining: activity
            .remaining
            .map(|left| left + gaps_left(activity, left)),
        suspended: activity.suspended,
        resume: activity.resume,
        actual_finish: activity.actual_finish,
        kind: activity.kind,
    })
}

/// Interruptions that still lie ahead when so much work remains.
fn gaps_left(activity: &Activity, remaining: i64) -> i64 {
    let done = activity.duration - remaining;
    let ahead = activity.splits.iter().filter(|split| split.after >= done);
    ahead.map(|split| split.gap).sum()
}

/// Changes the working minutes of an activity, and the lags that are shares of them. Whether
/// there are such lags.
pub(crate) fn change_duration(inner: &mut Inner, at: usize, duration: i32) -> bool {
    let id = ActivityId(inner.order[at]);
    let gaps = inner.extent[at] - inner.durations[at];
    inner.durations[at] = duration;
    let milestone = inner
        .extra_at(at)
        .is_some_and(|extra| extra.kind != Kind::Task);
    if !milestone {
        inner.extent[at] = duration.saturating_add(gaps);
    }
    if inner.extent[at] == 0 && inner.flags[at] & CONTINUOUS == 0 {
        // What takes no time stands at either end of a shift, which only the other way sees.
        inner.flags[at] &= !(PLAIN_IN | PLAIN_OUT);
    }
    let mut shares = false;
    for place in inner.places_out(at) {
        let slot = inner.out_slot[place] as usize;
        let link = inner.given[inner.in_id[slot] as usize];
        if let Lag::Percent(_) = link.lag
            && link.from == id
        {
            let lag = link.lag.minutes(i64::from(duration)) as i32;
            let tie = Tie {
                relation: link.relation,
                calendar: if lag == 0 {
                    ELAPSED
                } else {
                    inner.calendar[at]
                },
                lag,
            };
            inner.ties.push(tie);
            inner.in_tie[slot] = inner.ties.len() as u32 - 1;
            let to = inner.out_to[place] as usize;
            inner.flags[to] &= !PLAIN_IN;
            inner.flags[at] &= !PLAIN_OUT;
            shares = true;
        }
    }
    let (given, duration) = (&inner.given, i64::from(duration));
    for span in &mut inner.spans {
        let Of::Ties(ties) = &mut span.of else {
            continue;
        };
        for tie in ties {
            let link = given[tie.link as usize];
            if matches!(link.lag, Lag::Percent(_)) && link.from == id {
                tie.tie.lag = link.lag.minutes(duration) as i32;
                tie.tie.calendar = inner.calendar[at];
            }
        }
    }
    shares
}
