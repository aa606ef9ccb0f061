//! Reports signed on paper: printed with a code, signed and sealed, scanned back.

use jiff::civil::date;
use zone::report::{ReportId, ReportState};
use zone::signoff::command::{ScanSheet, SignoffCommand};
use zone::signoff::{CodeRead, SignRole};
use zone::view::signoff::{PrintedSheet, sheet};
use zone::{Command, CycleId, Fen, Field, Refusal, Sealer, UnitId};

use crate::desk::Desk;
use crate::signoff::{
    ID, codes, desk, office, route, row, settle, shown, sign, sits, submit, version,
};

fn print(desk: &mut Desk) -> PrintedSheet {
    desk.must(&Command::Signoff(Box::new(SignoffCommand::Print {
        id: ID,
        version: version(desk),
    })));
    let sheets = desk.zone().sheets.values();
    let newest = sheets.max_by_key(|own| own.seq).expect("a sheet").clone();
    let calendars = Desk::calendars(desk.zone());
    sheet(
        desk.zone(),
        desk.looking(&calendars, desk.today),
        &newest.code,
    )
    .expect("it was printed")
}

fn scan(desk: &mut Desk, code: &str, total: i64) -> ScanSheet {
    ScanSheet {
        id: ID,
        version: version(desk),
        code: code.to_owned(),
        digest: None,
        read: CodeRead::Typed,
        signed: SignRole::ALL.into(),
        totals: vec![(Field::ReportedYtd, Fen(total * 1_000_000))],
        sha256: "ab".repeat(32),
        name: desk.texts.seal("签字表.jpg", &[]),
        bytes: 1_000,
    }
}

fn hand_in(desk: &mut Desk, own: ScanSheet) -> Vec<Refusal> {
    let command = Command::Signoff(Box::new(SignoffCommand::Scan(Box::new(own))));
    desk.play(&command).err().unwrap_or_default()
}

fn code_of(refused: &[Refusal]) -> Vec<&str> {
    let codes = refused.iter().map(|own| own.code.as_str());
    codes.map(|own| own.trim_start_matches("zone/")).collect()
}

/// A report handed in and signed by its handler, printed.
fn printed() -> (Desk, PrintedSheet) {
    let mut desk = desk();
    settle(&mut desk, route());
    sits(&mut desk, 1);
    submit(&mut desk, 900, None);
    let sheet = print(&mut desk);
    (desk, sheet)
}

#[test]
fn a_signed_sheet_counts_as_the_signatures_that_are_open() {
    let (mut desk, sheet) = printed();
    assert_eq!((sheet.totals[0].fen, sheet.rows.len()), (950_000_000, 2));
    let places: Vec<&str> = sheet
        .place_words
        .iter()
        .map(|own| own.zh.as_str())
        .collect();
    assert_eq!(places, ["经办", "审核", "负责人"]);
    let square = zone::signoff::code::from_square(&sheet.square);
    assert_eq!(square, Some((sheet.code.clone(), sheet.digest.clone())));
    // Printed again, it is the same sheet.
    assert_eq!(print(&mut desk).code, sheet.code);
    assert_eq!(desk.zone().sheets.len(), 1);
    desk.today = date(2026, 5, 6);
    office(&mut desk);
    let own = scan(&mut desk, &sheet.code.to_lowercase(), 950);
    assert_eq!(code_of(&hand_in(&mut desk, own)), [""; 0]);
    assert_eq!(row(&desk).cell.state, ReportState::Reviewed);
    assert_eq!(row(&desk).submitted_on, Some(date(2026, 5, 6)));
    let form = shown(&desk);
    let head = form.signing.expect("steps").steps[2]
        .signed
        .clone()
        .expect("signed");
    assert_eq!(head.on_paper, Some(sheet.code.clone()));
    assert_eq!(head.who.zh, "纸质签字盖章");
    assert_eq!(form.sheets[0].used, Some(date(2026, 5, 6)));
    let file = desk
        .zone()
        .attachments
        .values()
        .next()
        .expect("the scan is kept");
    assert_eq!(file.sha256, "ab".repeat(32));
    // A sheet counts once.
    let again = scan(&mut desk, &sheet.code, 950);
    assert_eq!(code_of(&hand_in(&mut desk, again)), ["sheet-used"]);
}

#[test]
fn a_total_corrected_by_hand_is_flagged_and_counts_as_no_signature() {
    let (mut desk, sheet) = printed();
    let mut own = scan(&mut desk, &sheet.code, 951);
    own.totals.clear();
    assert_eq!(code_of(&hand_in(&mut desk, own)), ["total-not-told"]);
    let own = scan(&mut desk, &sheet.code, 951);
    assert_eq!(code_of(&hand_in(&mut desk, own)), [""; 0]);
    let form = shown(&desk);
    let signing = form.signing.expect("steps");
    assert!(signing.given_back && signing.waits_for.is_none());
    let last = form.steps.last().expect("a step").what.zh.clone();
    assert!(
        last.ends_with("不作签字：本年累计完成投资：950 万元 ↔ 951 万元"),
        "{last}"
    );
    assert_eq!(signing.void.len(), 1);
    assert_eq!(sign(&mut desk), ["report-given-back"]);
    // Mended as the paper says, it is printed and signed anew.
    assert_eq!(submit(&mut desk, 901, None), [""; 0]);
    let next = print(&mut desk);
    assert_ne!(next.code, sheet.code);
    let own = scan(&mut desk, &next.code, 951);
    assert_eq!(code_of(&hand_in(&mut desk, own)), [""; 0]);
    assert_eq!(row(&desk).cell.state, ReportState::Reviewed);
}

#[test]
fn what_was_changed_since_the_print_is_flagged_with_the_figures_that_differ() {
    let (mut desk, sheet) = printed();
    submit(&mut desk, 930, None);
    let own = scan(&mut desk, &sheet.code, 950);
    let refused = hand_in(&mut desk, own);
    assert_eq!(code_of(&refused), ["sheet-figures-changed"]);
    assert_eq!(
        refused[0].message.zh,
        "2026-04-30 打印后报表已改动，纸上与现在不同：P1 本年累计完成投资：900 万元 ↔ 930 万元"
    );
    // The printed version is kept and can be shown.
    let calendars = Desk::calendars(desk.zone());
    let looking = desk.looking(&calendars, desk.today);
    let old = zone::view::signoff::sheet(desk.zone(), looking, &sheet.code).expect("kept");
    assert_eq!((old.current, old.totals[0].fen), (false, 950_000_000));
    // Handed in again with the same figures: an old version, and that is another refusal.
    submit(&mut desk, 900, None);
    let own = scan(&mut desk, &sheet.code, 950);
    assert_eq!(code_of(&hand_in(&mut desk, own)), ["sheet-of-old-version"]);
}

#[test]
fn each_wrong_sheet_has_its_own_refusal() {
    let (mut desk, sheet) = printed();
    let check = |desk: &mut Desk, change: &dyn Fn(&mut ScanSheet), expected: &str| {
        let mut own = scan(desk, &sheet.code, 950);
        change(&mut own);
        assert_eq!(code_of(&hand_in(desk, own)), [expected]);
    };
    let slip = |own: &mut ScanSheet| own.code = own.code.replacen('V', "W", 1);
    check(&mut desk, &slip, "sheet-code-slip");
    let none = |own: &mut ScanSheet| own.code = "第三页".to_owned();
    check(&mut desk, &none, "no-sheet-code");
    let digest = "cd".repeat(32);
    let never = |own: &mut ScanSheet| own.code = zone::signoff::code::code(ID, 1, &digest);
    check(&mut desk, &never, "sheet-never-printed");
    let forged = |own: &mut ScanSheet| own.digest = Some(digest.clone());
    check(&mut desk, &forged, "sheet-forged");
    let empty = |own: &mut ScanSheet| own.bytes = 0;
    check(&mut desk, &empty, "scan-size");
    let unsigned = |own: &mut ScanSheet| own.signed = vec![SignRole::Reviewer];
    check(&mut desk, &unsigned, "place-not-signed");
    office(&mut desk);
    let other = |own: &mut ScanSheet| {
        own.id = ReportId {
            unit: UnitId(2),
            ..ID
        };
        own.version = 0;
    };
    check(&mut desk, &other, "sheet-of-another-unit");
    desk.today = date(2026, 5, 30);
    desk.must(&Command::OpenNextCycle);
    let later = |own: &mut ScanSheet| {
        own.id = ReportId {
            cycle: CycleId(2),
            ..ID
        };
        own.version = 0;
    };
    check(&mut desk, &later, "sheet-of-another-cycle");
    sits(&mut desk, 4);
    desk.actor.unit = Some(UnitId(2));
    check(&mut desk, &|_| {}, "not-allowed");
}

#[test]
fn nothing_is_printed_before_something_came_in() {
    let mut desk = desk();
    sits(&mut desk, 1);
    let command = Command::Signoff(Box::new(SignoffCommand::Print { id: ID, version: 0 }));
    assert_eq!(codes(&mut desk, &command), ["nothing-to-print"]);
    // A unit without steps may keep a signed sheet with its report: its standing stays.
    submit(&mut desk, 900, None);
    let sheet = print(&mut desk);
    let own = scan(&mut desk, &sheet.code, 950);
    assert_eq!(code_of(&hand_in(&mut desk, own)), [""; 0]);
    assert_eq!(row(&desk).cell.state, ReportState::Submitted);
}
