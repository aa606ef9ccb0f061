//! Reports of units for a cycle, and how cycles recur.

use jiff::civil::Date;

use super::shapes;
use crate::cycle::Rhythm;
use crate::item::Due;
use crate::report::{QuestionAnswered, ReportId, ReportLine, ReviewLevel};
use crate::signoff::SignRoute;
use crate::{Fen, TextRef};

shapes! {
    /// It was settled how cycles recur.
    RhythmSet {
        /// How.
        rhythm: Rhythm,
        /// When.
        effective_on: Date,
    }
    /// 报送: a unit's report came in.
    ReportSubmitted {
        /// Its cycle and unit.
        id: ReportId,
        /// The account that submitted it.
        by: String,
        /// A line a project.
        lines: Vec<ReportLine>,
        /// The sum as the unit wrote it under its table.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stated_sum: Option<Fen>,
        /// Questions and the reporter's answers.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        answers: Vec<QuestionAnswered>,
        /// How the unit signs it, as it was settled then; none: it counts as submitted at once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        route: Option<SignRoute>,
        /// 更正: commitment of why the unit changes what it had submitted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        correction: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
    /// 审核通过 at the first level.
    ReportReviewed {
        /// The report.
        id: ReportId,
        /// The account that reviewed it.
        by: String,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
    /// 采用 at the second level: the events after it in the same batch are its effect.
    ReportAccepted {
        /// The report.
        id: ReportId,
        /// The account that accepted it.
        by: String,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
    /// 退回.
    ReportReturned {
        /// The report.
        id: ReportId,
        /// The account that returned it.
        by: String,
        /// At which level.
        level: ReviewLevel,
        /// Commitment of the reason.
        reason: TextRef,
        /// When.
        effective_on: Date,
    }
    /// An extension was asked for.
    ReportExtensionAsked {
        /// The report.
        id: ReportId,
        /// The account that asked.
        by: String,
        /// Until when.
        until: Date,
        /// Commitment of the reason.
        reason: TextRef,
        /// When.
        effective_on: Date,
    }
    /// An extension was granted or refused.
    ReportExtensionDecided {
        /// The report.
        id: ReportId,
        /// The account that decided.
        by: String,
        /// Until when, as granted; refused if none.
        until: Option<Due>,
        /// Until when the unit may correct it then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        locks_on: Option<Date>,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
}
