//! Bad files: full texts with file, sheet and cell; nothing imported; exit code 2.

mod common;

use common::{Office, sample};
use expect_test::{Expect, expect};

/// Imports a file and compares everything told about it; nothing may have been imported.
#[track_caller]
fn check(name: &str, expected: Expect) {
    let office = Office::founded();
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
    assert_eq!(wall["head"]["projects_total"], 0);
    office.run(&["verify"]).ends(0);
}

#[test]
fn a_file_that_is_no_spreadsheet() {
    check("not-a-spreadsheet.xlsx", expect![[r#"
        not-a-spreadsheet.xlsx: not a spreadsheet; it looks like text [exchange/not-a-spreadsheet]
          → Choose an .xlsx or .csv file
    "#]]);
}

#[test]
fn an_encrypted_file() {
    check("encrypted.xlsx", expect![[r#"
        encrypted.xlsx: the file is protected by a password [exchange/encrypted]
          → Remove the password in WPS or Excel, save, and import again
    "#]]);
}

#[test]
fn a_file_of_no_bytes() {
    check("empty.xlsx", expect![[r#"
        empty.xlsx: the file is empty (0 bytes) [exchange/empty]
          → Export or send the file again
    "#]]);
}

#[test]
fn half_a_file() {
    check("truncated.xlsx", expect![[r#"
        truncated.xlsx: the file is cut off [exchange/truncated]
          → Send the file again
    "#]]);
}

#[test]
fn a_zip_bomb() {
    check("zip-bomb.xlsx", expect![[r#"
        zip-bomb.xlsx: unpacking stopped at 4194305 bytes: over 200 MiB or over 100:1 [exchange/bomb]
          → No office program writes such a file; nothing was imported; ask where it came from
    "#]]);
}

#[test]
fn an_entity_bomb() {
    check("entity-bomb.xlsx", expect![[r#"
        entity-bomb.xlsx: xl/sharedStrings.xml declares a document type [exchange/xml-dtd]
          → No office program writes such a file; nothing was imported; ask where it came from
    "#]]);
}

#[test]
fn a_deeply_nested_file() {
    check("deep.xlsx", expect![[r#"
        deep.xlsx: xl/worksheets/sheet1.xml is nested deeper than 64 [exchange/xml-depth]
          → No office program writes such a file; nothing was imported; ask where it came from
    "#]]);
}

#[test]
fn nine_mistakes_are_told_at_once() {
    check("bad-values.xlsx", expect![[r#"
        error  bad-values.xlsx [重点项目] D6: no unit is called "招商促进局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E6: no unit is called "规划建设局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E6: no unit is called "应急管理局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] J6: formula error #REF! [exchange/formula-error]
          → Correct the formula in the spreadsheet
        error  bad-values.xlsx [重点项目] D7: no unit is called "经济发展局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E7: no unit is called "自然资源分局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E7: no unit is called "行政审批局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] AC7: "春节以后" is not a date [exchange/not-a-date]
          → Enter a date such as 2026-05-18, or 待定 / TBC if not known
        error  bad-values.xlsx [重点项目] D8: no unit is called "工业和信息化局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E8: no unit is called "生态环境分局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E8: no unit is called "人力资源局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] D9: no unit is called "规划建设局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E9: no unit is called "财政金融局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E9: no unit is called "城市运营公司"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] AC9: finish 2026-03-31 is before start 2026-09-01 [exchange/finish-before-start]
          → Correct the dates
        error  bad-values.xlsx [重点项目] D10: no unit is called "自然资源分局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E10: no unit is called "科技创新局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E10: no unit is called "开发建设集团"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] K10: the months of 2026 add up to 5680 万元, the year plan is 9999 万元: off by -4319 万元 [exchange/months-do-not-add-up]
          → Correct the months or the year
        error  bad-values.xlsx [重点项目] D11: no unit is called "生态环境分局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E11: no unit is called "商务局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E11: no unit is called "东部片区管委会"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] B12: code 2601-360115-04-01-349802 is also in [重点项目] B11 [exchange/duplicate-code]
          → Correct one of the two codes
        error  bad-values.xlsx [重点项目] D12: no unit is called "财政金融局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E12: no unit is called "应急管理局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E12: no unit is called "西部片区管委会"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] D13: no unit is called "招商促进中心"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E13: no unit is called "行政审批局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E13: no unit is called "临港物流园"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] D14: no unit is called "商务局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E14: no unit is called "人力资源局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E14: no unit is called "智能制造产业园"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] J14: "三千万" is not an amount of money [exchange/not-money]
          → Enter a number, or 待定 / TBC if not known
        error  bad-values.xlsx [重点项目] D15: no unit is called "应急管理局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E15: no unit is called "城市运营公司"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E15: no unit is called "生物医药产业园"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] X15: the amount is negative: -20 [exchange/negative-money]
          → Enter the amount that is left after the reduction
        error  bad-values.xlsx [重点项目] D16: no unit is called "行政审批局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E16: no unit is called "开发建设集团"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E16: no unit is called "新材料产业园"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] AA16: "过半" is not a percentage [exchange/not-a-share]
          → Enter 45, 45% or 0.45
        error  bad-values.xlsx [重点项目] D17: no unit is called "人力资源局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E17: no unit is called "东部片区管委会"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E17: no unit is called "招商促进局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] D20: no unit is called "城市运营公司"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E20: no unit is called "西部片区管委会"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E20: no unit is called "经济发展局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] D21: no unit is called "开发建设集团"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E21: no unit is called "临港物流园"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E21: no unit is called "工业和信息化局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] D22: no unit is called "东部片区管委会"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E22: no unit is called "智能制造产业园"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E22: no unit is called "规划建设局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] D23: no unit is called "西部片区管委会"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E23: no unit is called "生物医药产业园"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E23: no unit is called "自然资源分局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] D24: no unit is called "临港物流园"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E24: no unit is called "新材料产业园"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E24: no unit is called "生态环境分局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] D25: no unit is called "智能制造产业园"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E25: no unit is called "招商促进局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E25: no unit is called "财政金融局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] D26: no unit is called "生物医药产业园"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E26: no unit is called "经济发展局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E26: no unit is called "科技创新局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] D27: no unit is called "新材料产业园"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E27: no unit is called "工业和信息化局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
        error  bad-values.xlsx [重点项目] E27: no unit is called "商务局"; near names:  [exchange/unknown-unit]
          → Correct it, register an alias, or allow units to be created
    "#]]);
}

#[test]
fn nine_mistakes_in_chinese() {
    let office = Office::founded();
    let path = sample("bad-values.xlsx");
    let refused = office.run(&["import", &path, "--lang", "zh"]).ends(2);
    expect![[r#"
        错误　bad-values.xlsx [重点项目] D6：没有名为“招商促进局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E6：没有名为“规划建设局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E6：没有名为“应急管理局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] J6：公式出错 #REF! [exchange/formula-error]
          → 请在原表中改正公式
        错误　bad-values.xlsx [重点项目] D7：没有名为“经济发展局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E7：没有名为“自然资源分局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E7：没有名为“行政审批局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] AC7：“春节以后”不是日期 [exchange/not-a-date]
          → 请填如 2026-05-18、2026年5月，未定可填“待定”
        错误　bad-values.xlsx [重点项目] D8：没有名为“工业和信息化局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E8：没有名为“生态环境分局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E8：没有名为“人力资源局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] D9：没有名为“规划建设局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E9：没有名为“财政金融局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E9：没有名为“城市运营公司”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] AC9：竣工 2026-03-31 早于开工 2026-09-01 [exchange/finish-before-start]
          → 请改正日期
        错误　bad-values.xlsx [重点项目] D10：没有名为“自然资源分局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E10：没有名为“科技创新局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E10：没有名为“开发建设集团”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] K10：2026 年各月计划合计 5680 万元，年计划 9999 万元，相差 -4319 万元 [exchange/months-do-not-add-up]
          → 请改正月计划或年计划
        错误　bad-values.xlsx [重点项目] D11：没有名为“生态环境分局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E11：没有名为“商务局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E11：没有名为“东部片区管委会”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] B12：项目编码 2601-360115-04-01-349802 与 [重点项目] B11 重复 [exchange/duplicate-code]
          → 请改正其中一个编码
        错误　bad-values.xlsx [重点项目] D12：没有名为“财政金融局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E12：没有名为“应急管理局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E12：没有名为“西部片区管委会”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] D13：没有名为“招商促进中心”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E13：没有名为“行政审批局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E13：没有名为“临港物流园”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] D14：没有名为“商务局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E14：没有名为“人力资源局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E14：没有名为“智能制造产业园”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] J14：“三千万”不是金额 [exchange/not-money]
          → 请填数字，未定可填“待定”
        错误　bad-values.xlsx [重点项目] D15：没有名为“应急管理局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E15：没有名为“城市运营公司”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E15：没有名为“生物医药产业园”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] X15：金额为负：-20 [exchange/negative-money]
          → 请填写核减后的金额
        错误　bad-values.xlsx [重点项目] D16：没有名为“行政审批局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E16：没有名为“开发建设集团”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E16：没有名为“新材料产业园”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] AA16：“过半”不是百分比 [exchange/not-a-share]
          → 请填 45、45% 或 0.45
        错误　bad-values.xlsx [重点项目] D17：没有名为“人力资源局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E17：没有名为“东部片区管委会”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E17：没有名为“招商促进局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] D20：没有名为“城市运营公司”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E20：没有名为“西部片区管委会”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E20：没有名为“经济发展局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] D21：没有名为“开发建设集团”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E21：没有名为“临港物流园”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E21：没有名为“工业和信息化局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] D22：没有名为“东部片区管委会”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E22：没有名为“智能制造产业园”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E22：没有名为“规划建设局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] D23：没有名为“西部片区管委会”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E23：没有名为“生物医药产业园”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E23：没有名为“自然资源分局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] D24：没有名为“临港物流园”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E24：没有名为“新材料产业园”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E24：没有名为“生态环境分局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] D25：没有名为“智能制造产业园”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E25：没有名为“招商促进局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E25：没有名为“财政金融局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] D26：没有名为“生物医药产业园”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E26：没有名为“经济发展局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E26：没有名为“科技创新局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] D27：没有名为“新材料产业园”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E27：没有名为“工业和信息化局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
        错误　bad-values.xlsx [重点项目] E27：没有名为“商务局”的单位；相近的有： [exchange/unknown-unit]
          → 请改正单位名称、登记别名，或允许新建单位
    "#]].assert_eq(&refused.err);
}

#[test]
fn a_file_that_is_not_there() {
    let office = Office::founded();
    let told = office.run(&["import", "no-such.xlsx"]).ends(1).err;
    expect![[r#"
        no-such.xlsx cannot be read or written: No such file or directory (os error 2) [cli/file]
          → check the path, the permissions and the space on the disk, then try again
    "#]].assert_eq(&told);
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
    "#]].assert_eq(&told);
    let told = office.run(&["wall"]).ends(2).err;
    expect![[r#"
        there is no ledger in DIR/data [host/no-ledger]
          → name the right folder with --data, or run `wallchart demo zone` first
    "#]].assert_eq(&told);
}
