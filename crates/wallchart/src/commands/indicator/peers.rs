//! `indicator peers`: other zones' published figures from a table, and the zone beside them.

use std::path::PathBuf;

use exchange::Severity;
use exchange::figures::{PeerCell, PeerTable, Reading, read_peers};
use serde::Serialize;
use serde_json::json;
use zone::decide::Moment as Deciding;
use zone::indicator::{PeerFigure, ValueState};
use zone::view::peers::{PeersView, peers};
use zone::{Actor, Lang, Refusal};

use super::figures;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::{Failure, told};
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::reading::{self, View};
use crate::spreadsheet::{SourceFile, refusal};
use crate::writing::Channel;

const EXAMPLES: &str = "  wallchart indicator peers gdtz
  wallchart indicator peers gdtz 通报.xlsx
  wallchart indicator peers gdtz 通报.xlsx --publication 省开发区协会通报 --apply";

/// 与兄弟园区比：看位次；给出文件则读入它们公布的数 | The zone beside others; with a file, what they
/// published is read
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 指标编码或名称 | Code or name of the indicator
    #[arg(value_name = "INDICATOR")]
    indicator: String,
    /// 一行一个园区、一列一个月份的表 | A table: a row for each zone, a column for each month
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// 记入；不加则只预览 | Record it; without this it is previewed
    #[arg(long, requires = "file", requires = "publication")]
    apply: bool,
    /// 公布在哪里 | Where they were published
    #[arg(long, value_name = "TEXT", requires = "file")]
    publication: Option<String>,
    /// 表头月份没有年份时的年份 | The year of months that name none
    #[arg(long, value_name = "YEAR", requires = "file")]
    year: Option<i16>,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Serialize)]
struct Document {
    record: reading::Record,
    indicator: String,
    /// What a table says that is new.
    figures: Vec<PeerCell>,
    problems: Vec<Refusal>,
    /// The event that recorded the last of them, if they were recorded.
    recorded: Option<u64>,
    /// The zone among others.
    peers: Option<PeersView>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let mut view = reading::see(context, &moment.known()?, moment.true_on)?;
    let indicator = figures::find(&view, &arguments.indicator)?;
    let (id, name) = (indicator.id, indicator.definition.name.clone());
    let mut figures = Vec::new();
    let mut problems = Vec::new();
    let mut recorded = None;
    if let Some(path) = &arguments.file {
        let source = SourceFile::read(path)?;
        let asked = Reading {
            on: view.seen.true_on,
            year: arguments.year,
            state: ValueState::Final,
            source: None,
        };
        let found = read_peers(&source.book, &view.seen.zone, &asked, Some(id));
        problems = found
            .problems
            .iter()
            .filter(|own| own.severity() == Severity::Error)
            .map(refusal)
            .collect();
        if arguments.apply && !found.is_sound() {
            return Err(problems.into());
        }
        figures = found.news().cloned().collect();
        if let (true, Some(publication)) = (arguments.apply, &arguments.publication) {
            let deciding = Deciding {
                today: context.today,
                calendars: &view.seen.calendars,
            };
            // The same refusals as reporting would meet, with the cell of each.
            let zone = &view.seen.zone;
            let refused = found.rehearse(zone, deciding, &Actor::program(), publication);
            if !refused.is_empty() {
                return Err(refused.into());
            }
            recorded = record(context, &found, publication)?;
            view = reading::see(context, &moment.known()?, moment.true_on)?;
        }
    }
    let document = Document {
        record: reading::record(&view),
        indicator: name.in_lang(context.lang).to_owned(),
        figures,
        problems,
        recorded,
        peers: compared(&view, id),
    };
    Ok(Answer::new(text(&document, context.lang), &document))
}

fn compared(view: &View, id: zone::IndicatorId) -> Option<PeersView> {
    let zone = &view.seen.zone;
    peers(zone, zone.indicators.get(&id)?, view.seen.true_on)
}

fn record(context: &Context, found: &PeerTable, publication: &str) -> Result<Option<u64>, Failure> {
    let reports = found.reports();
    if reports.is_empty() {
        return Ok(None);
    }
    let figure = |own: &PeerFigure| {
        json!({
            "peer": own.peer, "year": own.month.year, "month": own.month.month,
            "value": own.value,
        })
    };
    let reports = reports.iter().map(|own| {
        let figures: Vec<_> = own.figures.iter().map(figure).collect();
        json!({ "id": own.id, "figures": figures })
    });
    let reports: Vec<_> = reports.collect();
    let body = json!({ "publication": publication, "reports": reports });
    let told = Channel::open(context)?.execute_told(json!({ "report_peers": body }))?;
    Ok(Some(told.last))
}

fn text(document: &Document, lang: Lang) -> String {
    let mut text = format!("{}\n", document.indicator);
    if !document.figures.is_empty() {
        let mut table = Table::new(match lang {
            Lang::Zh => ["园区", "月份", "原数", "新数", "单元格"],
            Lang::En => ["zone", "month", "known", "new", "cell"],
        });
        for own in &document.figures {
            table.row([
                cut(&own.peer, 24),
                format!("{}-{:02}", own.year, own.month),
                own.known
                    .map_or_else(String::new, |value| value.to_string()),
                own.value.to_string(),
                own.cell.clone(),
            ]);
        }
        text += &format!("\n{}", table.text());
        text += &match document.recorded {
            Some(seq) => say!(lang, "已记入：记录第 {seq} 条\n", "recorded: event {seq}\n"),
            None => say!(
                lang,
                "只是预览；加 --publication 出处 --apply 记入\n",
                "previewed only; --publication TEXT --apply records it\n"
            ),
        };
    }
    for problem in &document.problems {
        text += &format!("! {}\n", told(problem, lang));
    }
    text + &standing(document, lang)
}

/// The zone among others.
fn standing(document: &Document, lang: Lang) -> String {
    let Some(peers) = &document.peers else {
        return say!(
            lang,
            "还没有可比的月份：本区和兄弟园区都公布了的\n",
            "no month yet that the zone and another have both published\n"
        );
    };
    let mut table = Table::new(match lang {
        Lang::Zh => ["位次", "园区", "数值", "同比%", "本区领先"],
        Lang::En => ["place", "zone", "value", "growth %", "ahead by"],
    });
    for row in &peers.rows {
        let shown = |figure: Option<rust_decimal::Decimal>| {
            figure.map_or_else(String::new, |own| own.to_string())
        };
        table.row([
            row.place.to_string(),
            cut(row.name.in_lang(lang), 24),
            row.value.to_string(),
            shown(row.growth),
            shown(row.ahead),
        ]);
    }
    format!("\n{}\n{}", peers.month, table.text())
}
