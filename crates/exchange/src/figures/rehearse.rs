//! What the zone would say of the figures, cell by cell.

use std::collections::BTreeMap;

use zone::decide::Moment;
use zone::indicator::ValueState;
use zone::{Actor, Command, IndicatorId, Refusal, TextRef, UnitId, Zone};

use super::{Figure, Figures};

impl Figures {
    /// Every refusal that reporting them would meet, with file, sheet and cell; `reason` is that
    /// for which they are what nobody expects. Nothing is changed.
    pub fn rehearse(
        &self,
        zone: &Zone,
        moment: Moment<'_>,
        actor: &Actor,
        state: ValueState,
        reason: Option<TextRef>,
    ) -> Vec<Refusal> {
        let mut series: BTreeMap<(IndicatorId, Option<UnitId>), Vec<&Figure>> = BTreeMap::new();
        for own in self.news() {
            series
                .entry((own.indicator, own.unit))
                .or_default()
                .push(own);
        }
        let refused = series.into_iter().flat_map(|((id, _), figures)| {
            let command = Command::ReportIndicator {
                id,
                values: figures.iter().map(|own| own.value(zone, state)).collect(),
                reason,
            };
            let refused = zone::decide(zone, moment, actor, &command).err();
            let refused = refused.unwrap_or_default().into_iter();
            refused.map(move |refusal| self.placed(refusal, &figures))
        });
        refused.collect()
    }

    /// A refusal names its month: the cell is that of the month.
    fn placed(&self, mut refusal: Refusal, figures: &[&Figure]) -> Refusal {
        let place = refusal.place.get_or_insert_default();
        let month = place.field.clone().unwrap_or_default();
        place.file = Some(self.file_name.to_string());
        if let Some(own) = figures.iter().find(|own| own.month.to_string() == month) {
            place.sheet = Some(own.sheet.to_string());
            place.cell = Some(own.cell_name());
        }
        refusal
    }
}
