//! One report that went the way of paper: printed as a sheet, signed and sealed, scanned.

use jiff::civil::Date;
use zone::authority::Role;
use zone::command::Command;
use zone::report::{ReportState, sheet_totals};
use zone::signoff::code::square_text;
use zone::signoff::command::{ScanSheet, SignoffCommand};
use zone::signoff::{CodeRead, SignRole};
use zone::{Actor, ReportId, Zone};

use super::office::last;
use crate::Driver;
use crate::picture::signed_sheet;

/// People who signed it: handler, reviewer, head.
const SIGNATURES: u32 = 3;

/// Prints and scans it.
pub(crate) fn play<D: Driver>(driver: &mut D, today: Date) -> Result<(), D::Error> {
    let Some(id) = on_paper(driver.zone()) else {
        return Ok(());
    };
    let by = Actor {
        account: format!("tb-{}", id.unit),
        roles: vec![Role::Reporter],
        unit: Some(id.unit),
        person: None,
        enterprise: None,
    };
    let version = |zone: &Zone| zone.reports.get(&id).map_or(0, |own| own.version);
    let print = SignoffCommand::Print {
        id,
        version: version(driver.zone()),
    };
    driver.run_as(&by, today, Command::Signoff(Box::new(print)))?;
    let mut sheets = driver.zone().sheets.values();
    let sheet = sheets.find(|own| own.report == id).cloned();
    let Some(sheet) = sheet else { return Ok(()) };
    let text = square_text(&sheet.code, &sheet.digest);
    let Some(picture) = signed_sheet(&text, SIGNATURES) else {
        return Ok(());
    };
    let bytes = picture.png(None);
    let report = driver.zone().reports.get(&id);
    let lines = report.and_then(|own| own.last().map(|(_, own)| own.lines.clone()));
    let scan = ScanSheet {
        id,
        version: version(driver.zone()),
        code: sheet.code.clone(),
        digest: Some(sheet.digest.clone()),
        read: CodeRead::Picture,
        signed: vec![SignRole::Handler, SignRole::Reviewer, SignRole::Head],
        totals: sheet_totals(&lines.unwrap_or_default()),
        sha256: driver.keep(&bytes)?,
        name: driver.seal("签字表扫描件.png", &[]),
        bytes: bytes.len() as u64,
    };
    driver.run_as(
        &by,
        today,
        Command::Signoff(Box::new(SignoffCommand::Scan(Box::new(scan)))),
    )
}

/// The report of the open cycle that came in and waits, of a unit that signs on paper.
fn on_paper(zone: &Zone) -> Option<ReportId> {
    let cycle = zone.cycles.get(&last(zone.cycles.keys())?)?;
    let waits = |id: &ReportId| {
        let report = zone.reports.get(id);
        report.is_some_and(|own| own.standing(cycle).state == ReportState::Submitted)
    };
    let mut ids = zone.reports.keys().filter(|id| id.cycle == cycle.id);
    let no_route = |id: &ReportId| !zone.routes.contains_key(&id.unit);
    ids.find(|id| no_route(id) && waits(id)).copied()
}
