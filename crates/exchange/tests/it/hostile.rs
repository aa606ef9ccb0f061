//! Files that are damaged, locked, oversized or made to harm: each is answered by name.

use std::io::{Cursor, Write as _};

use exchange::book::{self, Formula};
use expect_test::{Expect, expect};
use rust_xlsxwriter::{Image, Workbook};

/// A zip of parts.
fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of one sheet, by the XML within it, and further parts.
fn workbook(sheet: &str, further: &[(&str, &[u8])]) -> Vec<u8> {
    let workbook = r#"<workbook><sheets><sheet name="台账" r:id="rId1"/></sheets></workbook>"#;
    let rels = r#"<Relationships><Relationship Id="rId1" Type="x/worksheet"
        Target="worksheets/sheet1.xml"/></Relationships>"#;
    let sheet = format!("<worksheet>{sheet}</worksheet>");
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend(further);
    zip(&parts)
}

/// A compound file with one empty stream: a header, a sector of allocation, one of names.
fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0_u8; 3 * 512];
    bytes[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    bytes[30] = 9;
    bytes[32] = 6;
    bytes[48] = 1;
    bytes[56..60].copy_from_slice(&4096_u32.to_le_bytes());
    bytes[60..64].fill(0xff);
    bytes[68..72].fill(0xff);
    bytes[76..512].fill(0xff);
    bytes[76..80].fill(0);
    bytes[512..1024].fill(0xff);
    for (at, unit) in stream.encode_utf16().enumerate() {
        bytes[1024 + 2 * at..1026 + 2 * at].copy_from_slice(&unit.to_le_bytes());
    }
    bytes[1024 + 64] = u8::try_from(2 * stream.len() + 2).unwrap();
    bytes[1024 + 66] = 2;
    bytes
}

/// The refusal of a file, in English, or its cells.
fn told(name: &str, bytes: &[u8]) -> String {
    match book::read(name, bytes) {
        Ok(book) => {
            let cells = book.sheets.iter().flat_map(|sheet| &sheet.rows).flatten();
            let shown: Vec<_> = cells.map(|cell| cell.shown().into_owned()).collect();
            let mut out = shown.join("|");
            for problem in &book.problems {
                out += &format!("\n{problem}");
            }
            out
        }
        Err(problems) => {
            let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
            lines.join("\n")
        }
    }
}

fn check(name: &str, bytes: &[u8], expected: &Expect) {
    expected.assert_eq(&(told(name, bytes) + "\n"));
}

#[test]
fn limits_are_told_with_sheet_and_cell() {
    let far = r#"<sheetData><row r="300001"><c r="B300001"><v>1</v></c></row></sheetData>"#;
    check(
        "a.xlsx",
        &workbook(far, &[]),
        &expect![[r#"
        a.xlsx [台账] B300001: more than 300,000 rows. Remove what is not needed, or split the file. [exchange/too-many-rows]
    "#]],
    );
    let wide = r#"<sheetData><row r="2"><c r="XFE2"><v>1</v></c></row></sheetData>"#;
    check(
        "a.xlsx",
        &workbook(wide, &[]),
        &expect![[r#"
        a.xlsx [台账] XFE2: 16385 columns; at most 16384. Remove what is not needed, or split the file. [exchange/too-many-columns]
    "#]],
    );
    let overlap = r#"<sheetData><row r="1"><c t="str" r="A1"><v>甲</v></c></row>
        <row r="300000"><c r="A300000"><v>1</v></c></row></sheetData><mergeCells>"#;
    let overlap = overlap.to_owned() + &r#"<mergeCell ref="A1:A300000"/>"#.repeat(40);
    check(
        "a.xlsx",
        &workbook(&(overlap + "</mergeCells>"), &[]),
        &expect![[r#"
            a.xlsx [台账]: more than 6,000,000 cells that are filled, coloured or merged. Remove what is not needed, or split the file. [exchange/too-many-cells]
        "#]],
    );
    let lines = "1\n".repeat(300_001);
    check(
        "a.csv",
        lines.as_bytes(),
        &expect![[r#"
        a.csv: more than 300,000 rows. Remove what is not needed, or split the file. [exchange/too-many-rows]
    "#]],
    );
}

#[test]
fn formulas_without_value_and_in_circles() {
    let sheet = r#"<sheetData><row r="1">
        <c r="A1"><f>SUM(B1:C1)</f></c><c r="B1"><f>C1+1</f><v>0</v></c>
        <c r="C1"><f>B1*2</f><v>0</v></c><c r="D1"><f>E1</f><v>0</v></c>
        <c r="F1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="G1" t="str"><f>""</f><v></v></c>
        </row></sheetData>"#;
    check(
        "a.xlsx",
        &workbook(sheet, &[]),
        &expect![[r#"
            #UNCOMPUTED!|#UNCOMPUTED!|#UNCOMPUTED!|0||#DIV/0!
            a.xlsx [台账]: formulas without computed value, or in circles: 3 (A1, B1, C1). Open it in WPS or Excel, save, and import again. [exchange/uncomputed]
        "#]],
    );
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "项目名称").unwrap();
    sheet.write_string(0, 1, "总投资（万元）").unwrap();
    sheet.write_string(1, 0, "甲").unwrap();
    sheet.write_formula(1, 1, "=1+2").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let read = book::read("a.xlsx", &bytes).unwrap();
    assert_eq!(read.sheets[0].formula(1, 1), Formula::NotComputed);
    // What reaches the ledger is an error at the cell, never a nought.
    let rows = crate::common::rows("a.xlsx", &bytes).unwrap();
    let codes: Vec<_> = rows
        .problems
        .iter()
        .map(|problem| {
            format!(
                "{} {}",
                problem.place.cell_name().unwrap_or_default(),
                problem.code()
            )
        })
        .collect();
    expect![[r#"
         exchange/uncomputed
        B2 exchange/not-computed"#]]
    .assert_eq(&codes.join("\n"));
}

#[test]
fn macros_and_links_to_other_files_are_left_alone() {
    let rels = r#"<Relationships><Relationship Id="rId1" Type="x/worksheet"
        Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/externalLink"
        Target="externalLinks/externalLink1.xml"/></Relationships>"#;
    let workbook = r#"<workbook><sheets><sheet name="台账" r:id="rId1"/></sheets></workbook>"#;
    let sheet = r#"<worksheet><sheetData><row><c><f>[1]Sheet1!A1</f><v>7</v></c></row>
        </sheetData></worksheet>"#;
    let bytes = zip(&[
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/vbaProject.bin", b"x"),
    ]);
    check(
        "a.xlsm",
        &bytes,
        &expect![[r#"
            7
            a.xlsm: the file has macros; they are not run. If macros fill in figures, run them in WPS or Excel and save first. [exchange/macros]
            a.xlsm: refers to other files: 1; they are not opened, values are as saved. Make sure the links were up to date when it was saved. [exchange/external-links]
        "#]],
    );
}

#[test]
fn bombs_and_cut_off_containers() {
    let good = workbook("<sheetData/>", &[]);
    check(
        "a.xlsx",
        &good[..good.len() / 2],
        &expect![[r#"
            a.xlsx: the file is cut off. Send the file again. [exchange/truncated]
        "#]],
    );
    check(
        "a.xlsx",
        &good[..good.len() - 22],
        &expect![[r#"
            a.xlsx: the file is cut off. Send the file again. [exchange/truncated]
        "#]],
    );
    let bomb = workbook("<sheetData/>", &[("xl/media/x.png", &vec![0; 8 << 20])]);
    check(
        "a.xlsx",
        &bomb,
        &expect![[r#"
        a.xlsx: unpacks to 8388829 bytes or more: over 200 MiB or over 100:1. No office program writes such a file; nothing was imported; ask where it came from. [exchange/bomb]
    "#]],
    );
    let deep = "<a>".repeat(70) + &"</a>".repeat(70);
    check(
        "a.xlsx",
        &workbook("", &[("xl/theme/theme1.xml", deep.as_bytes())]),
        &expect![[r#"
            a.xlsx: xl/theme/theme1.xml is nested deeper than 64. No office program writes such a file; nothing was imported; ask where it came from. [exchange/xml-depth]
        "#]],
    );
    let dtd = b"<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>";
    check(
        "a.xlsx",
        &workbook("", &[("docProps/app.xml", dtd)]),
        &expect![[r#"
            a.xlsx: docProps/app.xml declares a document type. No office program writes such a file; nothing was imported; ask where it came from. [exchange/xml-dtd]
        "#]],
    );
    check(
        "a.xlsx",
        &workbook(
            "<sheetData><row><c t=\"str\"><v>&x;</v></c></row></sheetData>",
            &[],
        ),
        &expect![[r#"
            a.xlsx [台账] A1: the file is damaged: xl/worksheets/sheet1.xml: an entity that is not defined. Open it in WPS or Excel, save it as .xlsx, and import that. [exchange/damaged]
        "#]],
    );
    check(
        "a.xlsx",
        &workbook("<sheetData><row>", &[]),
        &expect![[r#"
            a.xlsx [台账] A1: the file is damaged: xl/worksheets/sheet1.xml: ill-formed document: expected `</row>`, but `</worksheet>` was found. Open it in WPS or Excel, save it as .xlsx, and import that. [exchange/damaged]
        "#]],
    );
}

#[test]
fn other_files_under_the_name_of_a_workbook() {
    check(
        "a.docx",
        &zip(&[("word/document.xml", b"<a/>")]),
        &expect![[r#"
            a.docx: not a spreadsheet; it looks like Word. Copy the table in it and paste it here, or save it as .xlsx. [exchange/not-a-spreadsheet]
        "#]],
    );
    check(
        "a.zip",
        &zip(&[("2026/a.xlsx", b"x")]),
        &expect![[r#"
        a.zip: not a spreadsheet; it looks like zip with spreadsheets in it. Unpack it first, then import the spreadsheets in it. [exchange/not-a-spreadsheet]
    "#]],
    );
    check(
        "a.xlsx",
        b"%PDF-1.7",
        &expect![[r#"
        a.xlsx: not a spreadsheet; it looks like PDF. Copy the table in it and paste it here, or save it as .xlsx. [exchange/not-a-spreadsheet]
    "#]],
    );
    check(
        "a.mpp",
        &compound("Props14"),
        &expect![[r#"
        a.mpp: not a spreadsheet; it looks like Microsoft Project. Ledgers are imported here: export the table of tasks from Project as .xlsx. [exchange/not-a-spreadsheet]
    "#]],
    );
    check(
        "a.doc",
        &compound("WordDocument"),
        &expect![[r#"
        a.doc: not a spreadsheet; it looks like Word. Copy the table in it and paste it here, or save it as .xlsx. [exchange/not-a-spreadsheet]
    "#]],
    );
    check(
        "a.xls",
        &compound("Book"),
        &expect![[r#"
        a.xls: a workbook in the old .xls or .et format. Open it in WPS or Excel, save it as .xlsx, and import that. [exchange/old-format]
    "#]],
    );
    check(
        "a.xlsx",
        &compound("EncryptedPackage"),
        &expect![[r#"
        a.xlsx: the file is protected by a password. Remove the password in WPS or Excel, save, and import again. [exchange/encrypted]
    "#]],
    );
    check(
        "a.ods",
        &zip(&[
            (
                "mimetype",
                b"application/vnd.oasis.opendocument.spreadsheet",
            ),
            ("content.xml", b"x"),
            ("META-INF/manifest.xml", b"<m><encryption-data/></m>"),
        ]),
        &expect![[r#"
            a.ods: the file is protected by a password. Remove the password in WPS or Excel, save, and import again. [exchange/encrypted]
        "#]],
    );
    check(
        "a.xls",
        "名称\t金额\r\n甲\t3\r\n".as_bytes(),
        &expect![[r#"
            名称|金额|甲|3
        "#]],
    );
}

/// The binary sister of .xlsx is not read; it says so, and what to do.
#[test]
fn binary_workbooks_are_refused_with_advice() {
    check(
        "a.xlsb",
        &zip(&[("xl/workbook.bin", b"x"), ("[Content_Types].xml", b"<a/>")]),
        &expect![[r#"
            a.xlsb: not a spreadsheet; it looks like Excel binary workbook (.xlsb). Open it in WPS or Excel, save it as .xlsx, and import that. [exchange/not-a-spreadsheet]
        "#]],
    );
}

#[test]
fn pictures_on_cells_and_in_cells() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "照片").unwrap();
    let image = Image::new_from_buffer(&crate::readers::sample("red.png")).unwrap();
    let image = image.set_alt_text("现场照片");
    sheet.insert_image(2, 1, &image).unwrap();
    let read = book::read("a.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    let told: Vec<_> = read.sheets[0]
        .pictures
        .iter()
        .map(|picture| {
            let at = zone::cell_name(picture.row, picture.column);
            let bytes = picture.bytes.len();
            format!(
                "{at} {} {} {bytes} {}",
                picture.name,
                picture.content_type,
                &picture.sha256[..8]
            )
        })
        .collect();
    expect!["B3 现场照片 image/png 75 57cda64c"].assert_eq(&told.join("\n"));
    let sheet = r#"<sheetData><row r="3"><c r="C3" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f>
        <v>=DISPIMG("ID_1",1)</v></c></row></sheetData>"#;
    let images = br#"<etc:cellImages><etc:cellImage><xdr:pic><xdr:nvPicPr>
        <xdr:cNvPr id="2" name="ID_1" descr="front"/></xdr:nvPicPr><xdr:blipFill>
        <a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>"#;
    let rels = br#"<Relationships><Relationship Id="rId1" Type="x/image"
        Target="media/image1.png"/></Relationships>"#;
    let bytes = workbook(
        sheet,
        &[
            ("xl/cellimages.xml", images),
            ("xl/_rels/cellimages.xml.rels", rels),
            ("xl/media/image1.png", &crate::readers::sample("red.png")),
        ],
    );
    let read = book::read("a.xlsx", &bytes).unwrap();
    let picture = &read.sheets[0].pictures[0];
    assert_eq!((picture.row, picture.column, picture.in_cell), (2, 2, true));
    assert_eq!(
        (&*picture.name, picture.content_type),
        ("front", "image/png")
    );
    assert!(read.sheets[0].cell(2, 2).is_blank());
}

#[test]
fn many_sheets_and_columns() {
    let mut book = Workbook::new();
    for number in 0..1_000 {
        let sheet = book.add_worksheet();
        sheet.set_name(format!("项目{number}")).unwrap();
        sheet.write_number(0, 0, number).unwrap();
    }
    let read = book::read("a.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(read.sheets.len(), 1_000);
    assert_eq!(read.sheets[999].cell(0, 0).shown(), "999");
    let header: Vec<String> = (0..300).map(|column| format!("列{column}")).collect();
    let wide = book::read("a.csv", header.join(",").as_bytes()).unwrap();
    assert_eq!(wide.sheets[0].width(), 300);
}
