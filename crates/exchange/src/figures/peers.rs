//! What other zones published, as a table: a row for each of them, a column for each month.

use std::sync::Arc;

use rust_decimal::Decimal;
use serde::Serialize;
use zone::command::PeerReport;
use zone::decide::Moment;
use zone::indicator::{Month, PeerFigure};
use zone::{Actor, Command, IndicatorId, Refusal, Zone, cell_name};

use super::Change;
use super::read::{Names, Reading, Table, is_none, number_in};
use super::rehearse::placed;
use super::settle::When;
use crate::book::Book;
use crate::problem::{FigureCause, Place, Problem, Severity};

/// Figures of other zones in a table.
#[derive(Debug, Clone)]
pub struct PeerTable {
    /// Figures, in the order of the table.
    pub figures: Vec<PeerCell>,
    /// Everything that is wrong with it.
    pub problems: Vec<Problem>,
    file_name: Arc<str>,
}

/// A figure of another zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeerCell {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The other zone.
    pub peer: String,
    /// Year.
    pub year: i16,
    /// Month to whose end it is, from 1.
    pub month: i8,
    /// The figure, in the indicator's measure.
    pub value: Decimal,
    /// What is known of the month.
    pub known: Option<Decimal>,
    /// How it compares.
    pub change: Change,
    /// The sheet.
    pub sheet: Arc<str>,
    /// The cell: `C7`.
    pub cell: String,
}

impl PeerTable {
    /// Whether nothing stands against reporting it.
    pub fn is_sound(&self) -> bool {
        let mut problems = self.problems.iter();
        !problems.any(|problem| problem.severity() == Severity::Error)
    }

    /// Figures that say something, by indicator.
    pub fn reports(&self) -> Vec<PeerReport> {
        let mut reports: Vec<PeerReport> = Vec::new();
        for own in self.news() {
            let figure = PeerFigure {
                peer: own.peer.clone(),
                month: Month {
                    year: own.year,
                    month: own.month,
                },
                value: own.value,
            };
            match reports.iter_mut().find(|report| report.id == own.indicator) {
                Some(report) => report.figures.push(figure),
                None => reports.push(PeerReport {
                    id: own.indicator,
                    figures: vec![figure],
                }),
            }
        }
        reports
    }

    /// Every refusal that reporting them would meet, with file, sheet and cell. Nothing is
    /// changed.
    pub fn rehearse(
        &self,
        zone: &Zone,
        moment: Moment<'_>,
        actor: &Actor,
        publication: &str,
    ) -> Vec<Refusal> {
        let mut all = Vec::new();
        for report in self.reports() {
            let id = report.id;
            let command = Command::ReportPeers {
                publication: publication.to_owned(),
                reports: vec![report],
            };
            let refused = zone::decide(zone, moment, actor, &command).err();
            let refused = refused.unwrap_or_default().into_iter();
            all.extend(refused.map(|refusal| {
                let own = self.cell_of(&refusal, id);
                placed(
                    refusal,
                    &self.file_name,
                    own.map(|own| (&own.sheet, &*own.cell)),
                )
            }));
        }
        all
    }

    /// A refusal names its zone and month: the cell is that of the figure.
    fn cell_of(&self, refusal: &Refusal, indicator: IndicatorId) -> Option<&PeerCell> {
        let field = refusal.place.as_ref()?.field.as_ref()?;
        let is_of = |own: &&PeerCell| {
            let (year, month) = (own.year, own.month);
            let named = format!("{} {}", own.peer, Month { year, month });
            own.indicator == indicator && *field == named
        };
        self.news().find(is_of)
    }

    /// Figures that say something.
    pub fn news(&self) -> impl Iterator<Item = &PeerCell> {
        let news = |own: &&PeerCell| own.change != Change::Unchanged;
        self.figures.iter().filter(news)
    }
}

/// Reads figures of other zones; `about` is the indicator of a table that names none.
pub fn read_peers(
    book: &Book,
    zone: &Zone,
    reading: &Reading,
    about: Option<IndicatorId>,
) -> PeerTable {
    let mut found = PeerTable {
        figures: Vec::new(),
        problems: book.problems.clone(),
        file_name: book.file_name.clone(),
    };
    let names = Names::of(zone, reading.on);
    let mut tables = 0;
    for sheet in &book.sheets {
        let table = Table::of_peers(&book.file_name, sheet, &names, zone, reading, about);
        let Some(mut table) = table else {
            continue;
        };
        tables += 1;
        let columns = table.columns();
        let mut indicator = None;
        for row in table.rows() {
            let has_figure = |(column, _): &(u16, When)| !is_none(sheet.cell(row, *column));
            if !columns.iter().any(has_figure) {
                continue;
            }
            let Some((line, peer)) = table.peer(row, &mut indicator) else {
                continue;
            };
            for (column, when) in &columns {
                let stands = sheet.cell(row, *column);
                let When::Month(month) = *when else { continue };
                if is_none(stands) {
                    continue;
                }
                match number_in(stands).and_then(|own| own.checked_mul(line.factor)) {
                    Some(value) => {
                        let own = (line.indicator, peer.as_str(), month);
                        let at = (&sheet.name, (row, *column));
                        found
                            .figures
                            .push(compared(zone, own, value.normalize(), at));
                    }
                    None => {
                        let shown = stands.shown().as_ref().into();
                        table.problem(row, *column, FigureCause::NotANumber(shown));
                    }
                }
            }
        }
        found.problems.append(&mut table.problems);
    }
    if tables == 0 {
        let place = Place::file(&book.file_name);
        found
            .problems
            .push(Problem::figure(place, FigureCause::NoTable));
    }
    found
}

fn compared(
    zone: &Zone,
    (indicator, peer, month): (IndicatorId, &str, Month),
    value: Decimal,
    (sheet, cell): (&Arc<str>, (u32, u16)),
) -> PeerCell {
    let known = zone.indicators.get(&indicator);
    let known = known.and_then(|own| own.peers.get(peer)?.get(&month));
    let known = known.map(|own| own.value);
    PeerCell {
        indicator,
        peer: peer.to_owned(),
        year: month.year,
        month: month.month,
        value,
        known,
        change: match known {
            None => Change::New,
            Some(known) if known == value => Change::Unchanged,
            Some(_) => Change::Changed,
        },
        sheet: Arc::clone(sheet),
        cell: cell_name(cell.0, cell.1),
    }
}
