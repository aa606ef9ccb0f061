//! What has happened, one line an event.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde::Serialize;
use zone::{Lang, Words, view};

use crate::failure::Failure;
use crate::reading::View;

/// Most events told in the terminal; the JSON has them all.
const LINES_MAX: usize = 40;

/// An event in words.
#[derive(Debug, Serialize)]
pub(crate) struct Happening {
    seq: u64,
    recorded_at: String,
    actor: String,
    kind: String,
    effective_on: Option<jiff::civil::Date>,
    text: Words,
}

/// The events of these numbers, in words.
pub(crate) fn of(view: &View, seqs: &[u64]) -> Result<Vec<Happening>, Failure> {
    let beijing = TimeZone::fixed(Offset::constant(8));
    seqs.iter()
        .map(|seq| {
            let happened = view.library.event(*seq)?;
            let at = Timestamp::from_microsecond(happened.recorded_at).unwrap_or_default();
            let at = at.to_zoned(beijing.clone());
            let text = view::history::of(&view.seen.zone, view.looking(), *seq, &happened.event);
            Ok(Happening {
                seq: *seq,
                recorded_at: at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
                text,
                actor: happened.actor,
                kind: happened.kind,
                effective_on: happened.effective_on,
            })
        })
        .collect()
}

/// The newest of them as lines.
pub(crate) fn text(happenings: &[Happening], lang: Lang) -> String {
    let left_out = happenings.len().saturating_sub(LINES_MAX);
    let mut text = lang.pick(|| "经过\n", || "history\n").to_owned();
    if left_out > 0 {
        text += &lang.pick(
            || format!("  （更早的 {left_out} 条见 --json）\n"),
            || format!("  ({left_out} earlier ones: see --json)\n"),
        );
    }
    text + &lines(&happenings[left_out..], lang)
}

/// A line each, oldest first.
pub(crate) fn lines(happenings: &[Happening], lang: Lang) -> String {
    let mut text = String::new();
    for happening in happenings {
        let Happening {
            seq,
            recorded_at,
            actor,
            ..
        } = happening;
        let what = happening.text.in_lang(lang);
        text += &format!("  {seq}  {recorded_at}  {actor}  {what}\n");
    }
    text
}
