//! Bad files: each is refused with a clear message, and nothing ever panics.

use crate::common::{Office, UNITS, example, told};
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn check(file: &str, expected: &Expect) {
    let problems = crate::common::rows(file, &example(&format!("ledgers/{file}"))).unwrap_err();
    expected.assert_eq(&told(&problems));
}

#[test]
fn files_that_are_no_ledgers() {
    check(
        "empty.xlsx",
        &expect![[r#"
        empty.xlsx：文件是空的（0 字节）。请重新导出或重新传送该文件。[exchange/empty]
          empty.xlsx: the file is empty (0 bytes). Export or send the file again. [exchange/empty]
    "#]],
    );
    check(
        "not-a-spreadsheet.xlsx",
        &expect![[r#"
            not-a-spreadsheet.xlsx：这不是电子表格，内容像是 text。请选择 .xlsx、.xls、.et、.ods 或 .csv 文件。[exchange/not-a-spreadsheet]
              not-a-spreadsheet.xlsx: not a spreadsheet; it looks like text. Choose an .xlsx, .xls, .et, .ods or .csv file. [exchange/not-a-spreadsheet]
        "#]],
    );
    check(
        "encrypted.xlsx",
        &expect![[r#"
        encrypted.xlsx：文件设有打开密码。请在 WPS 或 Excel 中取消打开密码后另存，再导入。[exchange/encrypted]
          encrypted.xlsx: the file is protected by a password. Remove the password in WPS or Excel, save, and import again. [exchange/encrypted]
    "#]],
    );
    check(
        "truncated.xlsx",
        &expect![[r#"
        truncated.xlsx：文件不完整，后半部分缺失。请重新传送该文件。[exchange/truncated]
          truncated.xlsx: the file is cut off. Send the file again. [exchange/truncated]
    "#]],
    );
    check(
        "zip-bomb.xlsx",
        &expect![[r#"
            zip-bomb.xlsx：解压后至少 25165835 字节，超过上限（200 MiB 或压缩比 100:1），停止读取。这不是正常办公软件保存的文件，未作任何导入；请向来源核实。[exchange/bomb]
              zip-bomb.xlsx: unpacks to 25165835 bytes or more: over 200 MiB or over 100:1. No office program writes such a file; nothing was imported; ask where it came from. [exchange/bomb]
        "#]],
    );
    check(
        "entity-bomb.xlsx",
        &expect![[r#"
            entity-bomb.xlsx：xl/sharedStrings.xml 声明了文档类型或实体。这不是正常办公软件保存的文件，未作任何导入；请向来源核实。[exchange/xml-dtd]
              entity-bomb.xlsx: xl/sharedStrings.xml declares a document type. No office program writes such a file; nothing was imported; ask where it came from. [exchange/xml-dtd]
        "#]],
    );
    check(
        "deep.xlsx",
        &expect![[r#"
        deep.xlsx：xl/worksheets/sheet1.xml 嵌套超过 64 层。这不是正常办公软件保存的文件，未作任何导入；请向来源核实。[exchange/xml-depth]
          deep.xlsx: xl/worksheets/sheet1.xml is nested deeper than 64. No office program writes such a file; nothing was imported; ask where it came from. [exchange/xml-depth]
    "#]],
    );
}

#[test]
fn every_wrong_value_is_told_with_its_cell() {
    let office = Office::new(&UNITS);
    let rows = crate::common::rows("bad-values.xlsx", &example("ledgers/bad-values.xlsx")).unwrap();
    let preview = office.preview(&rows);
    expect![[r#"
        bad-values.xlsx [重点项目] J6：公式出错 #REF!。请在原表中改正公式。[exchange/formula-error]
          bad-values.xlsx [重点项目] J6: formula error #REF!. Correct the formula in the spreadsheet. [exchange/formula-error]
        bad-values.xlsx [重点项目] AC7：“春节以后”不是日期。请填如 2026-05-18、2026年5月，未定可填“待定”。[exchange/not-a-date]
          bad-values.xlsx [重点项目] AC7: "春节以后" is not a date. Enter a date such as 2026-05-18, or 待定 / TBC if not known. [exchange/not-a-date]
        bad-values.xlsx [重点项目] AC9：竣工 2026-03-31 早于开工 2026-09-01。请改正日期。[exchange/finish-before-start]
          bad-values.xlsx [重点项目] AC9: finish 2026-03-31 is before start 2026-09-01. Correct the dates. [exchange/finish-before-start]
        bad-values.xlsx [重点项目] B12：项目编码 2601-360115-04-01-349802 与 [重点项目] B11 重复。请改正其中一个编码。[exchange/duplicate-code]
          bad-values.xlsx [重点项目] B12: code 2601-360115-04-01-349802 is also in [重点项目] B11. Correct one of the two codes. [exchange/duplicate-code]
        bad-values.xlsx [重点项目] D13：没有名为“招商促进中心”的单位；相近的有：招商促进局。请改正单位名称、登记别名，或允许新建单位。[exchange/unknown-unit]
          bad-values.xlsx [重点项目] D13: no unit is called "招商促进中心"; near names: 招商促进局. Correct it, register an alias, or allow units to be created. [exchange/unknown-unit]
        bad-values.xlsx [重点项目] J14：“三千万”不是金额。请填数字，未定可填“待定”。[exchange/not-money]
          bad-values.xlsx [重点项目] J14: "三千万" is not an amount of money. Enter a number, or 待定 / TBC if not known. [exchange/not-money]
        bad-values.xlsx [重点项目] X15：金额为负：-20。请填写核减后的金额。[exchange/negative-money]
          bad-values.xlsx [重点项目] X15: the amount is negative: -20. Enter the amount that is left after the reduction. [exchange/negative-money]
        bad-values.xlsx [重点项目] AA16：“过半”不是百分比。请填 45、45% 或 0.45。[exchange/not-a-share]
          bad-values.xlsx [重点项目] AA16: "过半" is not a percentage. Enter 45, 45% or 0.45. [exchange/not-a-share]
        bad-values.xlsx [重点项目] J18：此处写 225640 万元，各行（J6:J17）相加为 204640 万元，相差 21000 万元。合计不导入；请核对合计或各行。[exchange/total-disagrees]
          bad-values.xlsx [重点项目] J18: says 225640 万元, the rows (J6:J17) add up to 204640 万元: off by 21000 万元. Totals are not imported; check the total or the rows. [exchange/total-disagrees]
        bad-values.xlsx [重点项目] K18：此处写 62800 万元，各行（K6:K17）相加为 67119 万元，相差 -4319 万元。合计不导入；请核对合计或各行。[exchange/total-disagrees]
          bad-values.xlsx [重点项目] K18: says 62800 万元, the rows (K6:K17) add up to 67119 万元: off by -4319 万元. Totals are not imported; check the total or the rows. [exchange/total-disagrees]
        bad-values.xlsx [重点项目] J29：此处写 378520 万元，各行（J6:J27）相加为 357520 万元，相差 21000 万元。合计不导入；请核对合计或各行。[exchange/total-disagrees]
          bad-values.xlsx [重点项目] J29: says 378520 万元, the rows (J6:J27) add up to 357520 万元: off by 21000 万元. Totals are not imported; check the total or the rows. [exchange/total-disagrees]
        bad-values.xlsx [重点项目] K29：此处写 104720 万元，各行（K6:K27）相加为 109039 万元，相差 -4319 万元。合计不导入；请核对合计或各行。[exchange/total-disagrees]
          bad-values.xlsx [重点项目] K29: says 104720 万元, the rows (K6:K27) add up to 109039 万元: off by -4319 万元. Totals are not imported; check the total or the rows. [exchange/total-disagrees]
    "#]].assert_eq(&told(&preview.problems));
    assert_eq!(
        crate::common::counts(&preview),
        "New 12, Changed 0, Unchanged 0, Refused 8, gone 0"
    );
    let texts = office.texts.clone();
    let mut sealer = office.texts.clone();
    let refused = exchange::apply::command(&office.zone, &texts, &preview, &mut sealer);
    assert_eq!(refused.map(|_| ()).unwrap_err().len(), 9);
}

fn check_text(text: &str, expected: &Expect) {
    let office = Office::new(&["商务局"]);
    let problems = match crate::common::rows("t.csv", text.as_bytes()) {
        Ok(rows) => office.preview(&rows).problems,
        Err(problems) => problems,
    };
    let codes: Vec<String> = problems
        .iter()
        .map(|problem| {
            let cell = problem.place.cell_name().unwrap_or_default();
            format!("{cell} {}", problem.code())
        })
        .collect();
    expected.assert_eq(&codes.join("\n"));
}

#[test]
fn small_cases() {
    check_text("天气,温度\n晴,20\n", &expect![" exchange/no-table"]);
    check_text(
        "项目名称,责任单位,知悉范围\n甲,商务局,机密\n",
        &expect!["C2 exchange/state-secret"],
    );
    check_text(
        "项目名称,责任单位,计划竣工\n甲,商务局,5月底\n",
        &expect!["C2 exchange/no-year"],
    );
    check_text(
        "项目名称,责任单位\n甲,商务局\n甲,商务局\n",
        &expect!["A3 exchange/duplicate-name"],
    );
    check_text(
        "项目名称,责任单位,总投资（万元）\n,商务局,3\n",
        &expect!["A2 exchange/no-name"],
    );
    check_text(
        "项目名称,责任单位,开工时间\n甲,商务局,5/6/2026\n",
        &expect!["C1 exchange/date-order-doubtful"],
    );
    check_text(
        "项目名称,责任单位,总投资\n甲,商务局,3\n",
        &expect!["C1 exchange/unit-assumed"],
    );
    check_text(
        "项目名称,责任单位,总投资（亿元）\n甲,商务局,99999999\n",
        &expect!["C2 exchange/money-too-large"],
    );
}

#[test]
fn a_mapping_of_another_layout_is_refused() {
    let book = |text: &str| exchange::book::read("t.csv", text.as_bytes()).unwrap();
    let mapping = exchange::mapping::guess(&book("项目名称,责任单位\n甲,商务局\n")).unwrap();
    let problems = exchange::rows::read(&book("名称,单位\n甲,商务局\n"), &mapping).unwrap_err();
    assert_eq!(problems[0].code(), "exchange/other-layout");
    let bad = exchange::Mapping::from_json("map.json", "{").unwrap_err();
    assert_eq!(bad.code(), "exchange/bad-mapping");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// A good workbook with bytes overwritten or cut off gives rows or problems, never a panic.
    #[test]
    fn damaged_workbooks_never_panic(
        cut in 0_usize..11_740,
        at in prop::collection::vec((0_usize..11_740, any::<u8>()), 0..6),
        whole in any::<bool>(),
    ) {
        let mut bytes = example("ledgers/good-2026.xlsx");
        for (at, byte) in at {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        let end = if whole { bytes.len() } else { cut.min(bytes.len()) };
        let _ = crate::common::rows("x.xlsx", &bytes[..end]);
    }

    /// Any text is a table or a refusal, never a panic.
    #[test]
    fn any_text_never_panics(text in "[项目名称计划投资月,;\t\n\"0-9./年月%a-z一、合计]{0,200}") {
        let office = Office::new(&["商务局"]);
        if let Ok(rows) = crate::common::rows("x.csv", text.as_bytes()) {
            let _ = office.preview(&rows);
        }
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let _ = crate::common::rows("x.csv", &wide);
    }
}
