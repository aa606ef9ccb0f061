//! Commands about the zone as a whole: units, people, indicators, cycles, rules.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;
use zone::command::{FigureReport, FigureTarget, PeerReport};
use zone::event::NewValue;
use zone::indicator::{Month, Parts, PeerFigure, ValueState};
use zone::{Command, CycleId, IndicatorId, Sealer, UnitId, Words};

use super::command::Sealed;

/// A value of an indicator.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct IndicatorValueInput {
    /// The unit's series, or the whole zone's.
    #[schema(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// Year.
    year: i16,
    /// Month from 1.
    month: i8,
    /// The value, as a decimal text.
    #[schema(value_type = String)]
    value: Decimal,
    /// Numerator of a ratio, as a decimal text.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    numerator: Option<Decimal>,
    /// Denominator of a ratio, as a decimal text.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    denominator: Option<Decimal>,
    /// How firm it is: `forecast`, `flash`, `final`, `revised`.
    #[schema(value_type = String)]
    state: ValueState,
}

impl From<IndicatorValueInput> for NewValue {
    fn from(input: IndicatorValueInput) -> NewValue {
        NewValue {
            unit: input.unit,
            month: Month {
                year: input.year,
                month: input.month,
            },
            value: input.value,
            parts: input
                .numerator
                .zip(input.denominator)
                .map(|(numerator, denominator)| Parts {
                    numerator,
                    denominator,
                }),
            state: input.state,
        }
    }
}

/// Add a unit.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddUnit {
    /// Its name.
    name: String,
    /// The unit above.
    #[schema(value_type = Option<String>)]
    parent: Option<UnitId>,
    /// 位次: order in which it is listed.
    protocol_rank: u32,
    /// Other names.
    #[serde(default)]
    aliases: Vec<String>,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// Add a person.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddPerson {
    /// The name, in plain; sealed here.
    name: String,
    /// The unit.
    #[schema(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// 位次: order in which the person is listed.
    protocol_rank: u32,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// Report values of an indicator.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportIndicator {
    /// The indicator.
    #[schema(value_type = String)]
    id: IndicatorId,
    /// The values.
    values: Vec<IndicatorValueInput>,
    /// Why they are what nobody expects; sealed here.
    #[serde(default)]
    reason: Option<String>,
}

/// Report values of several indicators, all or none of them.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportFigures {
    /// The values, by indicator.
    reports: Vec<FigureReportInput>,
    /// Targets of the same table.
    #[serde(default)]
    targets: Vec<FigureTargetInput>,
    /// Why they are what nobody expects; sealed here.
    #[serde(default)]
    reason: Option<String>,
}

/// Values of one indicator, among those of others.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureReportInput {
    /// The indicator.
    #[schema(value_type = String)]
    id: IndicatorId,
    /// The values.
    values: Vec<IndicatorValueInput>,
}

/// Report what other zones published, all or none of it.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportPeers {
    /// Where it was published.
    publication: String,
    /// The figures, by indicator.
    reports: Vec<PeerReportInput>,
}

/// What other zones published of one indicator, among those of others.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PeerReportInput {
    /// The indicator.
    #[schema(value_type = String)]
    id: IndicatorId,
    /// The figures.
    figures: Vec<PeerFigureInput>,
}

/// A figure that another zone published.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PeerFigureInput {
    /// The other zone.
    peer: String,
    /// Year.
    year: i16,
    /// Month from 1.
    month: i8,
    /// The value, as a decimal text.
    #[schema(value_type = String)]
    value: Decimal,
}

/// A year's target, among those of other series.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureTargetInput {
    /// The indicator.
    #[schema(value_type = String)]
    id: IndicatorId,
    /// The unit's, or the whole zone's.
    #[schema(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// The year.
    year: i16,
    /// The target, as a decimal text.
    #[schema(value_type = String)]
    target: Decimal,
    /// By which document.
    document: String,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// Set or adjust a year's target.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetTarget {
    /// The indicator.
    #[schema(value_type = String)]
    id: IndicatorId,
    /// The unit's, or the whole zone's.
    #[schema(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// The year.
    year: i16,
    /// The target, as a decimal text.
    #[schema(value_type = String)]
    target: Decimal,
    /// By which document.
    document: String,
    /// Why it is adjusted; sealed here.
    #[serde(default)]
    reason: Option<String>,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// Name this moment of the record.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetMark {
    /// Its name, unique.
    name: String,
    /// What it is called.
    label: Words,
    /// The date it speaks of.
    #[schema(value_type = String, format = Date)]
    date: Date,
}

/// Open a cycle.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenCycle {
    /// Its name.
    name: Words,
    /// First day.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    until: Date,
    /// Day reports are due.
    #[schema(value_type = String, format = Date)]
    due_on: Date,
}

/// Close a cycle: fixes the lights.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CloseCycle {
    /// The cycle.
    #[schema(value_type = String)]
    id: CycleId,
}

/// Bring a version of a rule set into force.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActivateRuleSet {
    /// Its key.
    key: String,
    /// Its version.
    version: u32,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// Load a statutory holiday notice.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LoadHolidayNotice {
    /// The notice as csv: date, name, off|work, source.
    notice: String,
}

impl Sealed for AddUnit {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::AddUnit {
            name: self.name,
            parent: self.parent,
            protocol_rank: self.protocol_rank,
            aliases: self.aliases,
            effective_on: self.effective_on,
        }
    }
}

impl Sealed for AddPerson {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        Command::AddPerson {
            name: sealer.seal(&self.name, &[]),
            unit: self.unit,
            protocol_rank: self.protocol_rank,
            effective_on: self.effective_on,
        }
    }
}

impl Sealed for ReportIndicator {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        Command::ReportIndicator {
            reason: self.reason.map(|reason| sealer.seal(&reason, &[])),
            id: self.id,
            values: self.values.into_iter().map(NewValue::from).collect(),
        }
    }
}

impl Sealed for ReportFigures {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        let reports = self.reports.into_iter().map(|own| FigureReport {
            id: own.id,
            values: own.values.into_iter().map(NewValue::from).collect(),
        });
        let targets = self.targets.into_iter().map(|own| FigureTarget {
            id: own.id,
            unit: own.unit,
            year: own.year,
            target: own.target,
            document: own.document,
            effective_on: own.effective_on,
        });
        Command::ReportFigures {
            reason: self.reason.map(|reason| sealer.seal(&reason, &[])),
            reports: reports.collect(),
            targets: targets.collect(),
        }
    }
}

impl Sealed for ReportPeers {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        let reports = self.reports.into_iter().map(|own| PeerReport {
            id: own.id,
            figures: own.figures.into_iter().map(PeerFigure::from).collect(),
        });
        Command::ReportPeers {
            publication: self.publication,
            reports: reports.collect(),
        }
    }
}

impl From<PeerFigureInput> for PeerFigure {
    fn from(own: PeerFigureInput) -> PeerFigure {
        PeerFigure {
            peer: own.peer,
            month: Month {
                year: own.year,
                month: own.month,
            },
            value: own.value,
        }
    }
}

impl Sealed for SetTarget {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        Command::SetTarget {
            reason: self.reason.map(|reason| sealer.seal(&reason, &[])),
            id: self.id,
            unit: self.unit,
            year: self.year,
            target: self.target,
            document: self.document,
            effective_on: self.effective_on,
        }
    }
}

impl Sealed for SetMark {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::SetMark {
            name: self.name,
            label: self.label,
            date: self.date,
        }
    }
}

impl Sealed for OpenCycle {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::OpenCycle {
            name: self.name,
            from: self.from,
            until: self.until,
            due_on: self.due_on,
        }
    }
}

impl Sealed for CloseCycle {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::CloseCycle { id: self.id }
    }
}

impl Sealed for ActivateRuleSet {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::ActivateRuleSet {
            key: self.key,
            version: self.version,
            effective_on: self.effective_on,
        }
    }
}

impl Sealed for LoadHolidayNotice {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::LoadHolidayNotice {
            notice: self.notice,
        }
    }
}
