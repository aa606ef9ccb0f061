//! `indicator forecast` and `indicator needed`: how the year may end, and what it still needs.

use serde::Serialize;
use zone::view::ahead::{NeededView, YearEndView};
use zone::view::indicator::IndicatorSheet;

use super::{figure, share};
use crate::answer::Answer;
use crate::context::Context;
use crate::lang::say;
use crate::reading::{self, View};

#[derive(Serialize)]
struct Forecast<'a> {
    record: reading::Record,
    id: String,
    year: i16,
    year_end: &'a Option<YearEndView>,
}

#[derive(Serialize)]
struct Needed<'a> {
    record: reading::Record,
    id: String,
    year: i16,
    needed: &'a [NeededView],
}

/// How the year may end.
pub(super) fn forecast(context: &Context, view: &View, sheet: &IndicatorSheet) -> Answer {
    let lang = context.lang;
    let text = match &sheet.year_end {
        None => say!(
            lang,
            "没有可推算的累计序列（存量、比率、增速、按季的指标不推算年末数）\n",
            "there is no cumulative monthly series to go by (stocks, ratios, growth rates and \
             quarterly figures are not carried to the year's end)\n"
        ),
        Some(end) => {
            let (mean, low, high) = (
                end.mean.normalize(),
                end.low.normalize(),
                end.high.normalize(),
            );
            let (year, method, chance) = (sheet.year, &end.method, share(end.chance));
            let mut text = say!(
                lang,
                "{year} 年末预计 {mean}（八成可能在 {low} 到 {high} 之间），完成目标的可能性 {chance}；\
                 方法 {method}\n",
                "{year} is expected to end at {mean} (four in five: {low} to {high}); the chance to \
                 reach the target is {chance}; method {method}\n"
            );
            for note in &end.notes {
                text += &format!("  {}\n", note.in_lang(lang));
            }
            text
        }
    };
    let document = Forecast {
        record: reading::record(view),
        id: sheet.id.to_string(),
        year: sheet.year,
        year_end: &sheet.year_end,
    };
    Answer::new(reading::headline(view, lang) + "\n" + &text, &document)
}

/// What each remaining month must bring.
pub(super) fn needed(context: &Context, view: &View, sheet: &IndicatorSheet) -> Answer {
    let lang = context.lang;
    let mut text = String::new();
    for own in &sheet.needed {
        let (month, amount) = (own.month, figure(Some(own.amount)));
        text += &say!(
            lang,
            "  {month} 月  {amount}\n",
            "  month {month}  {amount}\n"
        );
    }
    if text.is_empty() {
        text = say!(
            lang,
            "没有要补的数：目标已完成、没有目标，或不是累计指标\n",
            "nothing is left: the target is reached, there is none, or the figures do not add up\n"
        );
    }
    let document = Needed {
        record: reading::record(view),
        id: sheet.id.to_string(),
        year: sheet.year,
        needed: &sheet.needed,
    };
    Answer::new(reading::headline(view, lang) + "\n" + &text, &document)
}
