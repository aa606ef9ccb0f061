//! `cycle list`, `matrix`, `remind` and `receipt`: how cycles and their reports stand.

use serde::Serialize;
use zone::view::cycles::{MatrixRow, cycles, matrix, reminders};
use zone::{CycleId, Lang, ReportId, Words};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::Table;
use crate::moment::Moment;
use crate::reading::{self, View};

#[derive(Serialize)]
struct Document<'a, B> {
    record: reading::Record,
    #[serde(flatten)]
    board: &'a B,
}

fn look(context: &Context, moment: &Moment) -> Result<View, Failure> {
    reading::see(context, &moment.known()?, moment.true_on)
}

fn answer<B: Serialize>(view: &View, lang: Lang, body: &str, board: &B) -> Answer {
    let document = Document {
        record: reading::record(view),
        board,
    };
    let text = format!("{}\n{body}", reading::headline(view, lang));
    Answer::new(text, &document)
}

/// The cycles, newest first, and the next one.
pub(super) fn list(context: &Context, moment: &Moment) -> Result<Answer, Failure> {
    let view = look(context, moment)?;
    let lang = context.lang;
    let board = cycles(&view.seen.zone, view.looking());
    let mut table = Table::new(match lang {
        Lang::Zh => [
            "编号",
            "周期",
            "起",
            "止",
            "截止",
            "状态",
            "已报/应报",
            "逾期",
        ],
        Lang::En => [
            "id", "cycle", "from", "until", "due", "state", "reported", "late",
        ],
    });
    for row in &board.cycles {
        let counts = row.counts;
        let came = counts.units - counts.owed - counts.returned;
        table.row([
            row.id.to_string(),
            row.name.in_lang(lang).to_owned(),
            row.from.to_string(),
            row.until.to_string(),
            row.due_on.to_string(),
            match row.closed {
                true => say!(lang, "已关闭", "closed"),
                false => say!(lang, "进行中", "open"),
            },
            match counts.units {
                0 => "-".to_owned(),
                units => format!("{came}/{units}"),
            },
            counts.late.to_string(),
        ]);
    }
    let mut body = match table.is_empty() {
        true => say!(lang, "还没有周期\n", "no cycle yet\n"),
        false => table.text(),
    };
    if let Some(next) = &board.next {
        let (name, opens, due) = (next.name.in_lang(lang), next.opens_on, next.due_on);
        body += &say!(
            lang,
            "下一期 {name}：{opens} 可开启，{due} 截止{}\n",
            "next {name}: opens {opens}, due {due}{}\n",
            moved(next.moved_from, lang)
        );
    }
    Ok(answer(&view, lang, &body, &board))
}

/// A due day that a holiday has moved says so.
pub(super) fn moved(from: Option<jiff::civil::Date>, lang: Lang) -> String {
    match from {
        None => String::new(),
        Some(from) => say!(
            lang,
            "（原定 {from} 非工作日）",
            " (was {from}, no working day)"
        ),
    }
}

/// Who has reported in a cycle: the one named, else the newest.
pub(super) fn who(
    context: &Context,
    id: Option<CycleId>,
    moment: &Moment,
) -> Result<Answer, Failure> {
    let view = look(context, moment)?;
    let lang = context.lang;
    let newest = view.seen.zone.cycles.keys().next_back().copied();
    let id = id.or(newest).unwrap_or(CycleId(0));
    let found = matrix(&view.seen.zone, view.looking(), id);
    let board = found.ok_or_else(|| no_such(&id.to_string()))?;
    let mut table = Table::new(match lang {
        Lang::Zh => [
            "报表", "单位", "项目", "状态", "截止", "时限", "退回", "报送",
        ],
        Lang::En => [
            "report",
            "unit",
            "projects",
            "state",
            "due",
            "time",
            "returned",
            "submitted",
        ],
    });
    for row in &board.rows {
        table.row([
            row.id.to_string(),
            row.unit.name.clone(),
            row.projects.to_string(),
            row.cell.word.in_lang(lang).to_owned(),
            row.due_on.to_string(),
            time(row, lang),
            row.cell.returned.to_string(),
            row.submitted_on
                .map_or_else(|| "-".to_owned(), |on| on.to_string()),
        ]);
    }
    let (name, counts) = (board.cycle.name.in_lang(lang), board.cycle.counts);
    let sum = say!(
        lang,
        "{name}：{} 个单位，已采用 {}，待采用 {}，待审 {}，已退回 {}，未报 {}；逾期 {}，退回 {} 轮次\n",
        "{name}: {} units, {} accepted, {} to be accepted, {} to be reviewed, {} returned, \
         {} not reported; {} late, {} rounds returned\n",
        counts.units,
        counts.accepted,
        counts.reviewed,
        counts.submitted,
        counts.returned,
        counts.owed,
        counts.late,
        counts.rounds_returned
    );
    Ok(answer(&view, lang, &(table.text() + &sum), &board))
}

fn time(row: &MatrixRow, lang: Lang) -> String {
    let late = row.cell.days_late;
    let left = -late;
    match (row.cell.state.is_with_unit(), late) {
        (true, 1..) => say!(lang, "逾期 {late}", "{late} late"),
        (true, 0) => say!(lang, "今天截止", "due today"),
        (true, _) => say!(lang, "还有 {left}", "{left} left"),
        (false, 1..) => say!(lang, "迟报 {late}", "{late} late"),
        (false, _) => say!(lang, "按时", "in time"),
    }
}

/// Who still owes what, as messages that can be sent.
pub(super) fn remind(context: &Context, moment: &Moment) -> Result<Answer, Failure> {
    let view = look(context, moment)?;
    let lang = context.lang;
    let board = reminders(&view.seen.zone, view.looking());
    let mut body = String::new();
    for own in &board.reminders {
        body += own.text.in_lang(lang);
        body.push('\n');
    }
    if body.is_empty() {
        body = say!(
            lang,
            "没有欠报、待审的报表\n",
            "no report is owed or waits for a review\n"
        );
    }
    Ok(answer(&view, lang, &body, &board))
}

/// The receipt of what was reported or accepted, as the file that `verify --receipt` takes.
pub(super) fn receipt(
    context: &Context,
    id: ReportId,
    seq: Option<u64>,
) -> Result<Answer, Failure> {
    let view = reading::see(context, &host::KnownAt::Latest, None)?;
    let found = server::report_receipt(&view.library, &view.seen, &view.actor, id, seq)?;
    let receipt = found.ok_or_else(|| no_such(&id.to_string()))?;
    let text = serde_json::to_string_pretty(&receipt).unwrap_or_default();
    Ok(Answer::new(text, &receipt))
}

fn no_such(id: &str) -> Failure {
    Failure::refused(
        "cli/no-such-cycle",
        Words::new(
            format!("没有周期或报表“{id}”"),
            format!("there is no cycle or report {id:?}"),
        ),
        Words::new(
            "用 wallchart cycle list 或 cycle matrix 查看编号",
            "see `wallchart cycle list` or `wallchart cycle matrix` for ids",
        ),
    )
}
