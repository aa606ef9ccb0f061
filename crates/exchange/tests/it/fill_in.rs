//! Files for units to fill in, and their way back.

use crate::common::{Office, UNITS, counts, example, told};
use exchange::{Book, Mapping, fill_in};
use expect_test::expect;
use jiff::civil::{Date, date};
use zone::command::Command;
use zone::{UnitId, Words};

fn office() -> Office {
    let mut office = Office::new(&UNITS);
    let rows = crate::common::rows("good-2026.xlsx", &example("ledgers/good-2026.xlsx")).unwrap();
    let preview = office.preview(&rows);
    assert!(office.apply(&preview));
    office
}

fn june() -> Date {
    date(2026, 6, 30)
}

fn form(office: &Office) -> Vec<u8> {
    let unit = UnitId(2);
    fill_in::workbook(&office.zone, &office.texts, unit, june()).unwrap()
}

/// The form with cells of its first sheet changed, as somebody else's program writes it.
fn filled(bytes: &[u8], changes: &[(u32, u16, &str)]) -> Vec<u8> {
    let book = exchange::book::read("form.xlsx", bytes).unwrap();
    let mut out = rust_xlsxwriter::Workbook::new();
    for (number, sheet) in book.sheets.iter().enumerate() {
        let own = out.add_worksheet();
        own.set_name(&*sheet.name).unwrap();
        own.set_hidden(sheet.hidden);
        for (row, cells) in (0_u32..).zip(&sheet.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                let shown = cell.shown();
                if !shown.is_empty() {
                    own.write_string(row, column, shown).unwrap();
                }
            }
        }
        for (row, column, text) in changes.iter().filter(|_| number == 0) {
            own.write_string(*row, *column, *text).unwrap();
        }
    }
    out.save_to_buffer().unwrap()
}

fn read(office: &Office, bytes: &[u8]) -> Result<(Book, Mapping), String> {
    let book = exchange::book::read("form.xlsx", bytes).map_err(|found| told(&found))?;
    let found = Mapping::for_book(&office.zone, &book).map_err(|found| told(&found))?;
    Ok((book, found.0))
}

#[test]
fn what_is_filled_in_comes_back_with_its_month() {
    let office = office();
    let bytes = form(&office);
    let (book, mapping) = read(&office, &bytes).unwrap();
    assert_eq!(mapping.options.effective_on, Some(june()));
    let rows = exchange::rows::read(&book, &mapping).unwrap();
    let preview = office.preview(&rows);
    assert_eq!(told(&preview.problems), "");
    // An empty form says nothing.
    assert!(!preview.has_news());

    let back = filled(
        &bytes,
        &[
            (4, 3, "66"),
            (4, 5, "2,000"),
            (4, 9, "2026-10-31"),
            (4, 13, "=用电未落实"),
        ],
    );
    let (book, mapping) = read(&office, &back).unwrap();
    let rows = exchange::rows::read(&book, &mapping).unwrap();
    let preview = office.preview(&rows);
    assert!(preview.can_apply(), "{}", told(&preview.problems));
    assert_eq!(preview.reports[0].effective_on, june());
    let changes: Vec<String> = preview
        .rows
        .iter()
        .flat_map(|row| &row.changes)
        .map(|change| format!("{} = {}", change.field, change.value.shown()))
        .collect();
    expect![[r#"
        physical_share = 66%
        reported_ytd = 2000 万元
        forecast_finish = 2026-10-31
        remark = =用电未落实"#]]
    .assert_eq(&changes.join("\n"));
    assert!(counts(&preview).starts_with("New 0, Changed 1,"));
}

#[test]
fn a_form_that_is_not_what_it_was_is_refused() {
    let mut office = office();
    let bytes = form(&office);
    let mut out = String::new();
    for changes in [
        [(4, 0, "P77"), (4, 1, "别的项目")],
        [(4, 1, "改了的名称"), (30, 1, "新项目")],
        [(3, 3, "完成情况"), (4, 3, "66")],
    ] {
        out += &read(&office, &filled(&bytes, &changes)).unwrap_err();
        out += "---\n";
    }
    let mut other = Office::new(&UNITS);
    other.zone.profile.as_mut().unwrap().name = "别处".to_owned();
    out += &read(&other, &bytes).unwrap_err();
    out += "---\n";
    office.run(&Command::OpenCycle {
        name: Words::new("2026年7月", "July 2026"),
        from: date(2026, 7, 1),
        until: date(2026, 7, 31),
        due_on: date(2026, 7, 28),
    });
    out += &read(&office, &bytes).unwrap_err();
    expect![[r#"
        form.xlsx [填报] A5：“P77”不是这份填报表中的项目。请恢复原来的编号和名称再发回；新项目或更名请联系调度办公室。[exchange/fill-in-key-altered]
          form.xlsx [填报] A5: "P77" is no project of this form. Restore the id and the name; tell the office of new or renamed projects. [exchange/fill-in-key-altered]
        ---
        form.xlsx [填报] B5：项目名称由“澄江储能电池项目”被改为“改了的名称”。请恢复原来的编号和名称再发回；新项目或更名请联系调度办公室。[exchange/fill-in-name-altered]
          form.xlsx [填报] B5: the name "澄江储能电池项目" was altered to "改了的名称". Restore the id and the name; tell the office of new or renamed projects. [exchange/fill-in-name-altered]
        form.xlsx [填报] A31：“新项目”不是这份填报表中的项目。请恢复原来的编号和名称再发回；新项目或更名请联系调度办公室。[exchange/fill-in-key-altered]
          form.xlsx [填报] A31: "新项目" is no project of this form. Restore the id and the name; tell the office of new or renamed projects. [exchange/fill-in-key-altered]
        ---
        form.xlsx：填报表的“填报”工作表或表头被改动。请向调度办公室索取本月的填报表，重新填写后发回。[exchange/fill-in-form-altered]
          form.xlsx: the sheet 填报 of the form, or its header, was altered. Ask the dispatch office for this month's file, fill it in and send it back. [exchange/fill-in-form-altered]
        ---
        form.xlsx：这是“云溪”的填报表，不是本开发区的。请核对文件来源。[exchange/fill-in-other-zone]
          form.xlsx: this form was made for "云溪", not for this zone. Check where the file came from. [exchange/fill-in-other-zone]
        ---
        form.xlsx：这是 2026-06 的填报表，正在填报的是 2026-07。请向调度办公室索取本月的填报表，重新填写后发回。[exchange/fill-in-other-month]
          form.xlsx: a form for 2026-06; the month being reported is 2026-07. Ask the dispatch office for this month's file, fill it in and send it back. [exchange/fill-in-other-month]
    "#]].assert_eq(&out);
    assert_eq!(fill_in::month_end(&office.zone, june()), date(2026, 7, 31));
}

#[test]
fn every_unit_gets_its_file() {
    let office = office();
    let zip = fill_in::all(&office.zone, &office.texts, june()).unwrap();
    assert!(zip.starts_with(b"PK"));
    assert_eq!(fill_in::units(&office.zone, june()).len(), 20);
    let name = fill_in::file_name(&office.zone, UnitId(2), june());
    assert_eq!(name, "填报-经济发展局-2026-06.xlsx");
}
