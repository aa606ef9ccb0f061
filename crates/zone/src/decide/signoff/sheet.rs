//! A report printed as a sheet, and the sheet that came back signed.

use super::super::report::{found, no_cycle, told_apart};
use super::super::{Decision, Moment, Refusals};
use super::sign::of_last;
use crate::authority::Actor;
use crate::event::{AttachmentKept, SheetPrinted, SheetScanned};
use crate::refusal::{self, Refusal};
use crate::report::{Report, ReportId, ReportState, sheet_totals};
use crate::signoff::code::{self, NoCode};
use crate::signoff::command::ScanSheet;
use crate::signoff::{Sheet, SignRole, TotalOnPaper};
use crate::state::{Zone, next_id};
use crate::{AttachmentId, Words, labels, limits};

pub(super) fn print(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    id: ReportId,
    version: u32,
) -> Decision {
    if !zone.cycles.contains_key(&id.cycle) {
        return Err(vec![no_cycle(id)]);
    }
    let report = found(zone, id);
    let mut refusals = Refusals::default();
    refusals.version(&id, version, report.version);
    let submitted = report.submitted_version();
    refusals.require(submitted > 0, || refusal::nothing_to_print().at_field("id"));
    let digest = of_last(id, &report);
    let code = code::code(id, submitted, &digest);
    // The same figures have the same code: a copy is the same sheet, and is recorded too.
    let event = (submitted > 0).then(|| SheetPrinted {
        code,
        id,
        version: submitted,
        digest,
        by: actor.account.clone(),
        effective_on: moment.today,
    });
    refusals.events(event.into_iter().map(Into::into).collect())
}

pub(super) fn scan(zone: &Zone, moment: Moment<'_>, actor: &Actor, asked: &ScanSheet) -> Decision {
    let id = asked.id;
    let Some(cycle) = zone.cycles.get(&id.cycle) else {
        return Err(vec![no_cycle(id)]);
    };
    let report = found(zone, id);
    let mut refusals = Refusals::default();
    refusals.version(&id, asked.version, report.version);
    let closed = cycle.closed.is_some();
    refusals.require(!closed, || refusal::cycle_closed(&cycle.name.zh));
    let whole = asked.bytes > 0 && asked.bytes <= limits::SCAN_BYTES_MAX;
    refusals.require(whole, || refusal::scan_size(limits::SCAN_BYTES_MAX));
    let sheet = match printed(zone, id, &asked.code, asked.digest.as_deref()) {
        Ok(sheet) => sheet,
        Err(refused) => {
            refusals.add(refused);
            return refusals.events(Vec::new());
        }
    };
    if let Some(refused) = old_version(zone, &report, sheet) {
        refusals.add(refused);
        return refusals.events(Vec::new());
    }
    let standing = report.standing(cycle);
    let Words { zh, en } = standing.state.word();
    let waits = match standing.state {
        ReportState::Signing => standing.waits().is_some(),
        ReportState::Submitted | ReportState::Reviewed => true,
        _ => false,
    };
    refusals.require(waits, || match standing.state {
        ReportState::Signing => refusal::given_back().at_field("id"),
        _ => refusal::nothing_to_sign(&zh, &en).at_field("id"),
    });
    let totals = totals(&mut refusals, zone, &report, asked);
    check_places(&mut refusals, &report, standing.waits(), asked);
    let file = AttachmentId(next_id(&zone.attachments, |id| id.0));
    let kept = AttachmentKept {
        id: file,
        sha256: asked.sha256.clone(),
        name: asked.name,
        bytes: asked.bytes,
        sheets: Vec::new(),
    };
    let scanned = SheetScanned {
        code: sheet.code.clone(),
        id,
        version: sheet.version,
        digest: sheet.digest.clone(),
        file,
        read: asked.read,
        signed: asked.signed.clone(),
        totals,
        by: actor.account.clone(),
        effective_on: moment.today,
    };
    refusals.events(vec![kept.into(), scanned.into()])
}

/// The sheet of a code, if it was printed for a report and was not used; why not, where not.
pub fn printed<'a>(
    zone: &'a Zone,
    id: ReportId,
    typed: &str,
    digest: Option<&str>,
) -> Result<&'a Sheet, Refusal> {
    let at = |refused: Refusal| Err(refused.at_field("code"));
    let (code, parts) = match code::read(typed) {
        Ok(read) => read,
        Err(NoCode::Form) => return at(refusal::no_sheet_code()),
        Err(NoCode::Check) => return at(refusal::sheet_code_slip()),
    };
    let Some(sheet) = zone.sheets.get(&code) else {
        return at(refusal::sheet_never_printed(&code));
    };
    if digest.is_some_and(|digest| digest != sheet.digest) {
        return at(refusal::sheet_forged(&code));
    }
    if parts.report.unit != id.unit {
        let name = crate::view::cycles::named(zone, sheet.report.unit, sheet.on).name;
        return at(refusal::sheet_of_another_unit(&name));
    }
    if parts.report.cycle != id.cycle {
        let cycle = zone.cycles.get(&sheet.report.cycle);
        let name = cycle.map(|own| own.name.clone()).unwrap_or_default();
        return at(refusal::sheet_of_another_cycle(&name.zh, &name.en));
    }
    if let Some((on, by)) = &sheet.used {
        return at(refusal::sheet_used(*on, by));
    }
    Ok(sheet)
}

/// Why a sheet is not of what came in last, with the figures that differ.
pub fn old_version(zone: &Zone, report: &Report, sheet: &Sheet) -> Option<Refusal> {
    let now = report.submitted_version();
    if sheet.version == now {
        return None;
    }
    let printed = report.submission_of(sheet.version).map(|(_, own)| own);
    let newest = report.last().map(|(_, own)| own);
    let (printed, newest) = printed.zip(newest)?;
    let differ = told_apart(zone, &printed.lines, &newest.lines);
    let refused = match differ {
        Some(Words { zh, en }) => refusal::sheet_figures_changed(sheet.on, &zh, &en),
        None => refusal::sheet_of_old_version(sheet.on),
    };
    Some(refused.at_field("code"))
}

/// Every total that was printed, as it stands on the paper: typed or confirmed, none left out.
fn totals(
    refusals: &mut Refusals,
    zone: &Zone,
    report: &Report,
    asked: &ScanSheet,
) -> Vec<TotalOnPaper> {
    let lines = report.last().map_or(&[][..], |(_, own)| &own.lines);
    let mut totals = Vec::new();
    for (field, printed) in sheet_totals(lines) {
        let told = asked.totals.iter().find(|(own, _)| *own == field);
        match told {
            Some((_, on_paper)) => totals.push(TotalOnPaper {
                field,
                printed,
                on_paper: *on_paper,
            }),
            None => {
                let Words { zh, en } = labels::field(zone, &field);
                refusals.add(refusal::total_not_told(&zh, &en).at_field(&field));
            }
        }
    }
    totals
}

/// Every place that is still open must be signed on the paper; the head's always.
fn check_places(refusals: &mut Refusals, report: &Report, waits: Option<usize>, asked: &ScanSheet) {
    let steps = report.last().map_or(&[][..], |(_, own)| own.steps());
    let open = steps.iter().skip(waits.unwrap_or(steps.len()));
    let mut needed: Vec<SignRole> = open.map(|step| step.role).collect();
    if steps.is_empty() {
        needed.push(SignRole::Head);
    }
    for role in needed {
        let Words { zh, en } = role.word();
        refusals.require(asked.signed.contains(&role), || {
            refusal::place_not_signed(&zh, &en).at_field("signed")
        });
    }
}
