//! What the zone would say of the figures, cell by cell.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use zone::decide::Moment;
use zone::indicator::ValueState;
use zone::{Actor, Command, IndicatorId, Refusal, TextRef, UnitId, Zone};

use super::{Figure, Figures};

/// How figures and targets are to be reported.
#[derive(Debug, Clone, Copy)]
pub struct Reporting<'a> {
    /// How firm the figures are.
    pub state: ValueState,
    /// Why figures are what nobody expects, and targets others than before.
    pub reason: Option<TextRef>,
    /// By which document targets are set, and from when; without one they stay as they are.
    pub document: Option<(&'a str, Date)>,
}

impl Figures {
    /// Every refusal that reporting them would meet, with file, sheet and cell. Nothing is
    /// changed.
    pub fn rehearse(
        &self,
        zone: &Zone,
        moment: Moment<'_>,
        actor: &Actor,
        reporting: Reporting<'_>,
    ) -> Vec<Refusal> {
        let reason = reporting.reason;
        let refused = |command: &Command| {
            let refused = zone::decide(zone, moment, actor, command).err();
            refused.unwrap_or_default()
        };
        let mut all = Vec::new();
        let mut series: BTreeMap<(IndicatorId, Option<UnitId>), Vec<&Figure>> = BTreeMap::new();
        for own in self.news() {
            series
                .entry((own.indicator, own.unit))
                .or_default()
                .push(own);
        }
        for ((id, _), figures) in series {
            let values = figures.iter().map(|own| own.value(zone, reporting.state));
            let command = Command::ReportIndicator {
                id,
                values: values.collect(),
                reason,
            };
            // A refusal names its month: the cell is that of the month.
            all.extend(refused(&command).into_iter().map(|refusal| {
                let month = refusal.place.as_ref().and_then(|own| own.field.clone());
                let mut figures = figures.iter();
                let own = figures.find(|own| Some(own.month.to_string()) == month);
                let cell = own.map(|own| (&own.sheet, own.cell_name()));
                let cell = cell.as_ref().map(|(sheet, cell)| (*sheet, cell.as_str()));
                placed(refusal, &self.file_name, cell)
            }));
        }
        let Some((document, effective_on)) = reporting.document else {
            return all;
        };
        let targets = self.set_targets(document, effective_on);
        for (own, target) in self.new_targets().zip(targets) {
            let command = Command::ReportFigures {
                reports: Vec::new(),
                targets: vec![target],
                reason,
            };
            let found = refused(&command).into_iter();
            let cell = own.cell_name();
            let at = Some((&own.sheet, cell.as_str()));
            all.extend(found.map(|refusal| placed(refusal, &self.file_name, at)));
        }
        all
    }
}

/// A refusal with its file and, where it is about one, its sheet and cell.
pub(super) fn placed(mut refusal: Refusal, file: &str, cell: Option<(&Arc<str>, &str)>) -> Refusal {
    let place = refusal.place.get_or_insert_default();
    place.file = Some(file.to_owned());
    place.sheet = cell.map(|(sheet, _)| sheet.to_string());
    place.cell = cell.map(|(_, cell)| cell.to_owned());
    refusal
}
