//! Bad files: full texts with file, sheet and cell; nothing imported; exit code 2.

mod common;

use common::{Office, sample};
use expect_test::{Expect, expect};

/// Imports a file and compares everything told about it; nothing may have been imported.
#[track_caller]
fn check(name: &str, expected: &Expect) {
    check_in(&Office::founded(), name, 0, expected);
}

/// The same in a zone that holds so many projects already.
#[track_caller]
fn check_in(office: &Office, name: &str, projects: u32, expected: &Expect) {
    let path = sample(name);
    let refused = office
        .run(&["import", &path, "--apply", "--as-of", "2026-05-31"])
        .ends(2);
    expected.assert_eq(&refused.err);
    let document = office.run(&["import", &path, "--json"]).ends(2).json();
    assert!(
        document["problems"]
            .as_array()
            .is_some_and(|all| !all.is_empty()),
        "{document}"
    );
    let wall = office.run(&["wall", "--json"]).ends(0).json();
    assert_eq!(wall["head"]["projects_total"], projects);
    office.run(&["verify"]).ends(0);
}

#[test]
fn a_file_that_is_no_spreadsheet() {
    check(
        "not-a-spreadsheet.xlsx",
        &expect![[r#"
        not-a-spreadsheet.xlsx: not a spreadsheet; it looks like text [exchange/not-a-spreadsheet]
          → Choose an .xlsx, .xls, .et, .ods or .csv file
    "#]],
    );
}

#[test]
fn an_encrypted_file() {
    check(
        "encrypted.xlsx",
        &expect![[r#"
        encrypted.xlsx: the file is protected by a password [exchange/encrypted]
          → Remove the password in WPS or Excel, save, and import again
    "#]],
    );
}

#[test]
fn a_file_of_no_bytes() {
    check(
        "empty.xlsx",
        &expect![[r#"
        empty.xlsx: the file is empty (0 bytes) [exchange/empty]
          → Export or send the file again
    "#]],
    );
}

#[test]
fn half_a_file() {
    check(
        "truncated.xlsx",
        &expect![[r#"
        truncated.xlsx: the file is cut off [exchange/truncated]
          → Send the file again
    "#]],
    );
}

#[test]
fn a_zip_bomb() {
    check(
        "zip-bomb.xlsx",
        &expect![[r#"
        zip-bomb.xlsx: unpacks to 25165835 bytes or more: over 200 MiB or over 100:1 [exchange/bomb]
          → No office program writes such a file; nothing was imported; ask where it came from
    "#]],
    );
}

#[test]
fn an_entity_bomb() {
    check(
        "entity-bomb.xlsx",
        &expect![[r#"
        entity-bomb.xlsx: xl/sharedStrings.xml declares a document type [exchange/xml-dtd]
          → No office program writes such a file; nothing was imported; ask where it came from
    "#]],
    );
}

#[test]
fn a_deeply_nested_file() {
    check(
        "deep.xlsx",
        &expect![[r#"
        deep.xlsx: xl/worksheets/sheet1.xml is nested deeper than 64 [exchange/xml-depth]
          → No office program writes such a file; nothing was imported; ask where it came from
    "#]],
    );
}

#[test]
fn nine_mistakes_are_told_at_once() {
    check_in(
        &Office::with_ledger(),
        "bad-values.xlsx",
        20,
        &expect![[r#"
            errors:
            bad-values.xlsx [重点项目] J6: formula error #REF! [exchange/formula-error]
              → Correct the formula in the spreadsheet
            bad-values.xlsx [重点项目] AC7: "春节以后" is not a date [exchange/not-a-date]
              → Enter a date such as 2026-05-18, or 待定 / TBC if not known
            bad-values.xlsx [重点项目] AC9: finish 2026-03-31 is before start 2026-09-01 [exchange/finish-before-start]
              → Correct the dates
            bad-values.xlsx [重点项目] B12: code 2601-360115-04-01-349802 is also in [重点项目] B11 [exchange/duplicate-code]
              → Correct one of the two codes
            bad-values.xlsx [重点项目] D13: no unit is called "招商促进中心"; near names: 招商促进局 [exchange/unknown-unit]
              → Correct it, register an alias, or allow units to be created
            bad-values.xlsx [重点项目] J14: "三千万" is not an amount of money [exchange/not-money]
              → Enter a number, or 待定 / TBC if not known
            bad-values.xlsx [重点项目] X15: the amount is negative: -20 [exchange/negative-money]
              → Enter the amount that is left after the reduction
            bad-values.xlsx [重点项目] AA16: "过半" is not a percentage [exchange/not-a-share]
              → Enter 45, 45% or 0.45
            remarks:
            bad-values.xlsx [重点项目] J18: says 225640 万元, the rows (J6:J17) add up to 204640 万元: off by 21000 万元 [exchange/total-disagrees]
              → Totals are not imported; check the total or the rows
            bad-values.xlsx [重点项目] K18: says 62800 万元, the rows (K6:K17) add up to 67119 万元: off by -4319 万元 [exchange/total-disagrees]
              → Totals are not imported; check the total or the rows
            bad-values.xlsx [重点项目] J29: says 378520 万元, the rows (J6:J27) add up to 357520 万元: off by 21000 万元 [exchange/total-disagrees]
              → Totals are not imported; check the total or the rows
            bad-values.xlsx [重点项目] K29: says 104720 万元, the rows (K6:K27) add up to 109039 万元: off by -4319 万元 [exchange/total-disagrees]
              → Totals are not imported; check the total or the rows
        "#]],
    );
}

#[test]
fn nine_mistakes_in_chinese() {
    let office = Office::with_ledger();
    let path = sample("bad-values.xlsx");
    let refused = office.run(&["import", &path, "--lang", "zh"]).ends(2);
    expect![[r#"
        错误：
        bad-values.xlsx [重点项目] J6：公式出错 #REF! [exchange/formula-error]
          → 请在原表中改正公式
        bad-values.xlsx [重点项目] AC7：“春节以后”不是日期 [exchange/not-a-date]
          → 请填如 2026-05-18、2026年5月，未定可填“待定”
        bad-values.xlsx [重点项目] AC9：竣工 2026-03-31 早于开工 2026-09-01 [exchange/finish-before-start]
          → 请改正日期
        bad-values.xlsx [重点项目] B12：项目编码 2601-360115-04-01-349802 与 [重点项目] B11 重复 [exchange/duplicate-code]
          → 请改正其中一个编码
        bad-values.xlsx [重点项目] D13：没有名为“招商促进中心”的单位；相近的有：招商促进局 [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        bad-values.xlsx [重点项目] J14：“三千万”不是金额 [exchange/not-money]
          → 请填数字，未定可填“待定”
        bad-values.xlsx [重点项目] X15：金额为负：-20 [exchange/negative-money]
          → 请填写核减后的金额
        bad-values.xlsx [重点项目] AA16：“过半”不是百分比 [exchange/not-a-share]
          → 请填 45、45% 或 0.45
        提醒：
        bad-values.xlsx [重点项目] J18：此处写 225640 万元，各行（J6:J17）相加为 204640 万元，相差 21000 万元 [exchange/total-disagrees]
          → 合计不导入；请核对合计或各行
        bad-values.xlsx [重点项目] K18：此处写 62800 万元，各行（K6:K17）相加为 67119 万元，相差 -4319 万元 [exchange/total-disagrees]
          → 合计不导入；请核对合计或各行
        bad-values.xlsx [重点项目] J29：此处写 378520 万元，各行（J6:J27）相加为 357520 万元，相差 21000 万元 [exchange/total-disagrees]
          → 合计不导入；请核对合计或各行
        bad-values.xlsx [重点项目] K29：此处写 104720 万元，各行（K6:K27）相加为 109039 万元，相差 -4319 万元 [exchange/total-disagrees]
          → 合计不导入；请核对合计或各行
    "#]].assert_eq(&refused.err);
}

#[test]
fn units_that_nobody_knows_are_told_once_each() {
    let office = Office::founded();
    let refused = office.run(&["import", &sample("good-2026.xlsx")]).ends(2);
    let first: Vec<&str> = refused.err.lines().take(4).collect();
    expect![[r#"
        errors:
        good-2026.xlsx [重点项目] D6: no unit is called "招商促进局" [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
          the same: E17, E25"#]]
    .assert_eq(&first.join("\n"));
    assert!(
        refused.out.contains("add --create-missing"),
        "{}",
        refused.out
    );
}

#[test]
fn a_file_that_is_not_there() {
    let office = Office::founded();
    let told = office.run(&["import", "no-such.xlsx"]).ends(1).err;
    expect![[r#"
        no-such.xlsx cannot be read or written: No such file or directory (os error 2) [cli/file]
          → check the path, the permissions and the space on the disk, then try again
    "#]]
    .assert_eq(&told);
}

#[test]
fn a_folder_without_a_zone() {
    let office = Office::new();
    let told = office
        .run(&["import", &sample("good-2026.xlsx"), "--apply"])
        .ends(2)
        .err;
    expect![[r#"
        no zone has been founded in DIR/data [cli/no-zone]
          → run `wallchart init --name NAME` first, or `wallchart demo zone`
    "#]]
    .assert_eq(&told);
    let told = office.run(&["wall"]).ends(2).err;
    expect![[r#"
        no zone has been founded in DIR/data [cli/no-zone]
          → run `wallchart init --name NAME` first, or `wallchart demo zone`
    "#]]
    .assert_eq(&told);
}
