//! What a preview asks, and what becomes of the answers.

use exchange::preview::{Answer, Answers, Choice, Weight};
use expect_test::{Expect, expect};
use jiff::civil::date;

use crate::common::{Office, rows};

/// Imports the first text, then previews the second with answers, a JSON document: questions with
/// candidates and answers, rows, what goes back, problems.
fn check(first: &str, second: &str, answers: &str, expected: &Expect) {
    let mut office = Office::new(&["商务局", "规划建设局"]);
    office.import("一月.csv", first, &Answers::default());
    let answers = Answers::from_json("answers.json", answers).unwrap();
    expected.assert_eq(&told(&mut office, second, &answers));
}

fn told(office: &mut Office, text: &str, answers: &Answers) -> String {
    let preview = office.preview_with(&rows("2026.csv", text.as_bytes()).unwrap(), answers);
    let mut out = String::new();
    for own in &preview.questions {
        let answer = own.answer.as_ref().map(|own| own.answer);
        out += &format!("{:?} {}", own.weight, own.key);
        if let (Some(known), Some(told)) = (&own.known, &own.told) {
            out += &format!(" {known} -> {}", told.shown());
        }
        if let Some(answer) = answer {
            out += &format!(" = {answer:?}");
        }
        out.push('\n');
        for near in &own.candidates {
            let reasons = near.reasons.iter().map(|reason| reason.words().en);
            let reasons: Vec<String> = reasons.collect();
            let (target, name, score) = (&near.target, &near.name, near.score);
            out += &format!("    {target} {name} {score}%: {}\n", reasons.join(", "));
        }
    }
    for row in &preview.rows {
        out += &format!("{} {:?}", row.name, row.class);
        for change in row.changes.iter().filter(|change| change.old.is_some()) {
            let old = change.old.as_deref().unwrap_or_default();
            out += &format!("; {}: {old} -> {}", change.field, change.value.shown());
        }
        out.push('\n');
    }
    for gone in &preview.disappeared {
        out += &format!("gone: {}\n", gone.name);
    }
    for gone in &preview.gone {
        out += &format!("became: {} {:?}\n", gone.project, gone.change);
    }
    for back in &preview.returned {
        let field = back.field.as_ref().map(ToString::to_string);
        out += &format!("back: {} {field:?}: {}\n", back.name, back.note);
    }
    for (project, alias) in &preview.aliases {
        out += &format!("alias: {project} {alias}\n");
    }
    for problem in &preview.problems {
        out += &format!("{}\n", problem.line(zone::Lang::En));
    }
    out + if preview.can_apply() {
        "can apply\n"
    } else {
        "waits\n"
    }
}

const NONE: &str = r#"{"version": 1}"#;

const KNOWN: &str = "项目名称,责任单位,建设地点,总投资（万元）\n\
                     城东污水处理厂提标改造项目,商务局,城东,5000\n\
                     高端装备产业园（一期）,规划建设局,南区,80000\n\
                     滨江路,规划建设局,滨江,300\n";

#[test]
fn the_same_name_typed_otherwise_is_no_question() {
    check(
        KNOWN,
        "项目名称,责任单位,总投资（万元）\n城東污水處理廠提標改造工程,商务局,5000\n\
         高端装备产业园〔Ⅰ期〕项目,规划建设局,80000\n滨江路,规划建设局,300\n",
        NONE,
        &expect![[r#"
            城東污水處理廠提標改造工程 Unchanged
            高端装备产业园〔Ⅰ期〕项目 Unchanged
            滨江路 Unchanged
            can apply
        "#]],
    );
}

#[test]
fn a_near_name_is_asked_and_a_second_phase_is_not() {
    let second = "项目名称,责任单位,建设地点,总投资（万元）\n\
         城东污水厂提标改造,商务局,城东,5000\n高端装备产业园（二期）,规划建设局,南区,60000\n\
         滨江路,商务局,滨江,300\n";
    check(
        KNOWN,
        second,
        NONE,
        &expect![[r#"
        Blocks exchange/which-project:2026!A2
            P1 城东污水处理厂提标改造项目 93%: name 90% alike, same unit, same total investment, same place
        Blocks exchange/which-project:2026!A4
            P3 滨江路 90%: same name, same total investment, same place, other unit: 规划建设局 known, 商务局 in the file
        Asks exchange/disappeared:P2
        城东污水厂提标改造 Asked
        高端装备产业园（二期） New
        滨江路 Asked
        gone: 高端装备产业园（一期）
        waits
    "#]],
    );
    check(
        KNOWN,
        second,
        r#"{"version": 1, "answers": [
            {"question": "exchange/which-project:2026!A2", "answer": "same", "into": ["P1"]},
            {"question": "exchange/which-project:2026!A4", "answer": "new", "note": "另一条路"},
            {"question": "exchange/disappeared:P2", "answer": "left_out"}]}"#,
        &expect![[r#"
            Blocks exchange/which-project:2026!A2 = Same
                P1 城东污水处理厂提标改造项目 93%: name 90% alike, same unit, same total investment, same place
            Blocks exchange/which-project:2026!A4 = New
                P3 滨江路 90%: same name, same total investment, same place, other unit: 规划建设局 known, 商务局 in the file
            Asks exchange/disappeared:P3
                2026!A4 滨江路 90%: same name, same total investment, same place
            Asks exchange/disappeared:P2 = LeftOut
            城东污水厂提标改造 Unchanged
            高端装备产业园（二期） New
            滨江路 New
            gone: 高端装备产业园（一期）
            gone: 滨江路
            alias: P1 城东污水厂提标改造
            can apply
        "#]],
    );
}

#[test]
fn codes_that_a_spreadsheet_spoilt_are_asked() {
    check(
        "项目编码,项目名称,责任单位\n000123,甲路,商务局\nＡ－１,乙路,商务局\n",
        "项目编码,项目名称,责任单位\n123,甲路,商务局\na-1,乙路,商务局\n",
        NONE,
        &expect![[r#"
            Blocks exchange/which-project:2026!B2
                P1 甲路 95%: code alike: 000123 known, 123 in the file
            甲路 Asked
            乙路 Unchanged
            waits
        "#]],
    );
}

const GONE: &str = "项目名称,责任单位,建设地点,总投资（万元）\n\
         水质净化中心,商务局,城东,5000\n装备园甲区,规划建设局,南区,30000\n\
         装备园乙区,规划建设局,南区,50000\n";

#[test]
fn projects_that_disappeared_are_asked() {
    check(
        KNOWN,
        GONE,
        NONE,
        &expect![[r#"
        Asks exchange/disappeared:P1
            2026!A2 水质净化中心 37%: name 11% alike, same unit, same total investment, same place
        Asks exchange/disappeared:P2
            2026!A3 装备园甲区 44%: name 42% alike, same unit, same place
            2026!A4 装备园乙区 44%: name 42% alike, same unit, same place
        Asks exchange/disappeared:P3
        水质净化中心 New
        装备园甲区 New
        装备园乙区 New
        gone: 城东污水处理厂提标改造项目
        gone: 高端装备产业园（一期）
        gone: 滨江路
        can apply
    "#]],
    );
}

#[test]
fn projects_that_disappeared_became_something() {
    check(
        KNOWN,
        GONE,
        r#"{"version": 1, "answers": [
            {"question": "exchange/disappeared:P1", "answer": "renamed", "into": ["2026!A2"],
             "document": "示发〔2026〕7号", "on": "2026-05-01", "note": "按批复更名"},
            {"question": "exchange/disappeared:P2", "answer": "split",
             "into": ["2026!A3", "2026!A4"], "document": "示发〔2026〕8号", "on": "2026-05-01"},
            {"question": "exchange/disappeared:P3", "answer": "suspended",
             "document": "示发〔2026〕9号", "on": "2026-05-01"}]}"#,
        &expect![[r#"
            Asks exchange/disappeared:P1 = Renamed
            Asks exchange/disappeared:P2 = Split
                2026!A3 装备园甲区 44%: name 42% alike, same unit, same place
                2026!A4 装备园乙区 44%: name 42% alike, same unit, same place
            Asks exchange/disappeared:P3 = Suspended
            水质净化中心 Unchanged
            装备园甲区 New
            装备园乙区 New
            became: P1 Renamed { name: "水质净化中心" }
            became: P2 Split { into: [New(0), New(1)] }
            became: P3 Suspended
            can apply
        "#]],
    );
}

#[test]
fn what_became_of_a_project_needs_document_date_and_target() {
    check(
        KNOWN,
        GONE,
        r#"{"version": 1, "answers": [
            {"question": "exchange/disappeared:P1", "answer": "renamed", "into": ["2026!A9"]},
            {"question": "exchange/disappeared:P2", "answer": "split", "into": ["2026!A3"],
             "document": "示发〔2026〕8号", "on": "2026-05-01"},
            {"question": "exchange/disappeared:P3", "answer": "accept", "note": "是"}]}"#,
        &expect![[r#"
            Asks exchange/disappeared:P3
            Asks exchange/disappeared:P1 = Renamed
                2026!A2 水质净化中心 37%: name 11% alike, same unit, same total investment, same place
            Asks exchange/disappeared:P2 = Split
                2026!A3 装备园甲区 44%: name 42% alike, same unit, same place
                2026!A4 装备园乙区 44%: name 42% alike, same unit, same place
            水质净化中心 New
            装备园甲区 New
            装备园乙区 New
            gone: 城东污水处理厂提标改造项目
            gone: 高端装备产业园（一期）
            gone: 滨江路
            2026.csv: the answer to "exchange/disappeared:P1" cannot be used: it needs a document (document). Correct the answer. [exchange/bad-answer]
            2026.csv: the answer to "exchange/disappeared:P2" cannot be used: a split needs two targets at least (into). Correct the answer. [exchange/bad-answer]
            2026.csv: the answer to "exchange/disappeared:P3" cannot be used: the question does not take this answer. Correct the answer. [exchange/bad-answer]
            waits
        "#]],
    );
}

const FIGURES: &str = "截至日期,项目名称,责任单位,项目性质,总投资（万元）,2026年计划投资（万元）,\
    本年累计完成投资（万元）,形象进度,实际开工,阶段\n\
    2026-04-30,甲路,商务局,政府投资项目,5000,1200,400,30%,2026-01-05,可研\n\
    2026-04-30,乙路,商务局,政府投资项目,3000,900,300,20%,2026-02-01,可研\n";

const HARM: &str = "截至日期,项目名称,责任单位,总投资（万元）,2026年计划投资（万元）,\
        本年累计完成投资（万元）,形象进度,实际开工,实际竣工,阶段\n\
        2026-05-31,甲路,商务局,6000,1200,350,25%,2026-01-15,,立项\n\
        2026-05-31,乙路,商务局,3000,800,3100,35%,2026-02-01,2026-09-30,可研\n";

#[test]
fn harm_is_asked_before_it_is_done() {
    check(
        FIGURES,
        HARM,
        NONE,
        &expect![[r#"
        Blocks exchange/baseline-changed:2026!D2 5000 万元 -> 6000 万元
        Blocks exchange/less-than-before:2026!F2 400 万元 -> 350 万元
        Blocks exchange/less-than-before:2026!G2 30% -> 25%
        Blocks exchange/actual-moved:2026!H2 2026-01-05 -> 2026-01-15
        Blocks exchange/stage-back:2026!J2 可研 -> 立项
        Blocks exchange/baseline-changed:2026!E3 900 万元 -> 800 万元
        Blocks exchange/actual-in-future:2026!I3
        Asks exchange/more-than-the-whole:2026!F3 300 万元 -> 3100 万元
        甲路 Changed; total_investment: 5000 万元 -> 6000 万元; reported_ytd: 400 万元 -> 350 万元; physical_share: 30% -> 25%; actual_start: 2026-01-05 -> 2026-01-15; stage: 可研 -> 立项
        乙路 Changed; year_plan.2026: 900 万元 -> 800 万元; reported_ytd: 300 万元 -> 3100 万元; physical_share: 20% -> 35%
        waits
    "#]],
    );
}

#[test]
fn harm_is_accepted_corrected_or_sent_back() {
    check(
        FIGURES,
        HARM,
        r#"{"version": 1, "answers": [
            {"question": "exchange/less-than-before:2026!F2", "answer": "correct", "value": "450"},
            {"question": "exchange/less-than-before", "answer": "send_back", "note": "请核实"},
            {"question": "exchange/baseline-changed", "answer": "accept", "note": "示发〔2026〕7号"},
            {"question": "exchange/actual-moved", "answer": "send_back", "note": "已开工不能改"},
            {"question": "exchange/stage-back", "answer": "accept", "note": "重新立项"},
            {"question": "exchange/actual-in-future", "answer": "accept", "note": "快了"},
            {"question": "exchange/more-than-the-whole:2026!F3", "answer": "correct",
             "value": "很多"}]}"#,
        &expect![[r#"
            Blocks exchange/actual-in-future:2026!I3
            Blocks exchange/baseline-changed:2026!D2 5000 万元 -> 6000 万元 = Accept
            Blocks exchange/less-than-before:2026!F2 400 万元 -> 350 万元 = Correct
            Blocks exchange/less-than-before:2026!G2 30% -> 25% = SendBack
            Blocks exchange/actual-moved:2026!H2 2026-01-05 -> 2026-01-15 = SendBack
            Blocks exchange/stage-back:2026!J2 可研 -> 立项 = Accept
            Blocks exchange/baseline-changed:2026!E3 900 万元 -> 800 万元 = Accept
            Asks exchange/more-than-the-whole:2026!F3 300 万元 -> 3100 万元
            甲路 Changed; total_investment: 5000 万元 -> 6000 万元; reported_ytd: 400 万元 -> 450 万元; stage: 可研 -> 立项
            乙路 Changed; year_plan.2026: 900 万元 -> 800 万元; reported_ytd: 300 万元 -> 3100 万元; physical_share: 20% -> 35%
            back: 甲路 Some("physical_share"): 请核实
            back: 甲路 Some("actual_start"): 已开工不能改
            2026.csv [2026] F3: the answer to "exchange/more-than-the-whole:2026!F3" cannot be used: its value "很多" cannot be read. Correct the answer. [exchange/bad-answer]
            2026.csv [2026] I3: the answer to "exchange/actual-in-future:2026!I3" cannot be used: the question does not take this answer. Correct the answer. [exchange/bad-answer]
            waits
        "#]],
    );
}

#[test]
fn a_row_goes_back_as_a_whole_and_an_acceptance_needs_its_reason() {
    check(
        FIGURES,
        HARM,
        r#"{"version": 1, "answers": [
            {"question": "exchange/less-than-before", "answer": "send_back", "note": "请核实"},
            {"question": "exchange/baseline-changed", "answer": "accept"},
            {"question": "exchange/actual-moved", "answer": "send_back", "whole_row": true,
             "note": "整行重报"},
            {"question": "exchange/actual-in-future", "answer": "correct", "value": "2026.5"},
            {"question": "exchange/more-than-the-whole", "answer": "correct",
             "value": "0.031亿元"}]}"#,
        &expect![[r#"
            Blocks exchange/baseline-changed:2026!D2 5000 万元 -> 6000 万元
            Blocks exchange/baseline-changed:2026!E3 900 万元 -> 800 万元
            Blocks exchange/less-than-before:2026!F2 400 万元 -> 350 万元 = SendBack
            Blocks exchange/less-than-before:2026!G2 30% -> 25% = SendBack
            Blocks exchange/actual-moved:2026!H2 2026-01-05 -> 2026-01-15 = SendBack
            Blocks exchange/actual-in-future:2026!I3 = Correct
            Asks exchange/more-than-the-whole:2026!F3 300 万元 -> 3100 万元 = Correct
            甲路 Returned
            乙路 Changed; year_plan.2026: 900 万元 -> 800 万元; reported_ytd: 300 万元 -> 310 万元; physical_share: 20% -> 35%
            back: 甲路 Some("reported_ytd"): 请核实
            back: 甲路 Some("physical_share"): 请核实
            back: 甲路 None: 整行重报
            2026.csv [2026] D2: the answer to "exchange/baseline-changed:2026!D2" cannot be used: it needs a reason (note). Correct the answer. [exchange/bad-answer]
            2026.csv [2026] E3: the answer to "exchange/baseline-changed:2026!E3" cannot be used: it needs a reason (note). Correct the answer. [exchange/bad-answer]
            waits
        "#]],
    );
}

/// A year whose months do not add up, answered so.
fn check_months(answer: &str, expected: &Expect) {
    let months: Vec<String> = (1..=12)
        .map(|month| format!("{month}月计划（万元）"))
        .collect();
    let months = months.join(",");
    let row = format!("甲路,商务局,1300{}", ",100".repeat(12));
    let text = format!("项目名称,责任单位,年度计划投资（万元）,{months}\n{row}\n");
    let question = "exchange/months-do-not-add-up";
    let answers = match answer {
        "" => NONE.to_owned(),
        _ => format!(r#"{{"version": 1, "answers": [{{"question": "{question}", {answer}}}]}}"#),
    };
    check(
        "项目名称,责任单位\n乙路,商务局\n",
        &text,
        &answers,
        expected,
    );
}

#[test]
fn months_that_do_not_add_up_wait() {
    check_months(
        "",
        &expect![[r#"
        Blocks exchange/months-do-not-add-up:2026!C2
        Asks exchange/disappeared:P1
        甲路 New
        gone: 乙路
        waits
    "#]],
    );
    check_months(
        r#""answer": "correct", "value": "1200""#,
        &expect![[r#"
        Blocks exchange/months-do-not-add-up:2026!C2 = Correct
        Asks exchange/disappeared:P1
        甲路 New
        gone: 乙路
        can apply
    "#]],
    );
    check_months(
        r#""answer": "correct", "value": "1250""#,
        &expect![[r#"
        Blocks exchange/months-do-not-add-up:2026!C2 = Correct
        Asks exchange/disappeared:P1
        甲路 New
        gone: 乙路
        2026.csv [2026] C2: the answer to "exchange/months-do-not-add-up:2026!C2" cannot be used: what it corrects still does not agree. Correct the answer. [exchange/bad-answer]
        waits
    "#]],
    );
    check_months(
        r#""answer": "send_back", "note": "重报""#,
        &expect![[r#"
        Blocks exchange/months-do-not-add-up:2026!C2 = SendBack
        Asks exchange/disappeared:P1
        甲路 New
        gone: 乙路
        back: 甲路 Some("year_plan.2026"): 重报
        can apply
    "#]],
    );
}

/// Six projects with figures of a month.
fn six(as_of: &str, plus: u32) -> String {
    let header = "截至日期,项目名称,责任单位,本年累计完成投资（万元）\n";
    let names = ["甲", "乙", "丙", "丁", "戊", "己"];
    let rows = names
        .iter()
        .zip(1..)
        .map(|(name, at)| format!("{as_of},{name}字号大楼,商务局,{}\n", 100 * at + plus));
    header.to_owned() + &rows.collect::<String>()
}

#[test]
fn a_file_of_another_time_or_zone_is_asked() {
    check(
        &six("2026-04-30", 0),
        &six("2026-05-31", 0),
        NONE,
        &expect![[r#"
            Asks exchange/reprinted-report
            甲字号大楼 Unchanged
            乙字号大楼 Unchanged
            丙字号大楼 Unchanged
            丁字号大楼 Unchanged
            戊字号大楼 Unchanged
            己字号大楼 Unchanged
            can apply
        "#]],
    );
    check(
        &six("2026-04-30", 5),
        &six("2026-03-31", 0),
        NONE,
        &expect![[r#"
            Blocks exchange/earlier-month
            甲字号大楼 Changed
            乙字号大楼 Changed
            丙字号大楼 Changed
            丁字号大楼 Changed
            戊字号大楼 Changed
            己字号大楼 Changed
            waits
        "#]],
    );
    check(
        &six("2026-04-30", 5),
        &six("2025-12-31", 0),
        NONE,
        &expect![[r#"
            Blocks exchange/earlier-year
            甲字号大楼 Changed
            乙字号大楼 Changed
            丙字号大楼 Changed
            丁字号大楼 Changed
            戊字号大楼 Changed
            己字号大楼 Changed
            waits
        "#]],
    );
    let other = "项目名称,责任单位,总投资（万元）\n\
                 深港创新中心,别区一局,1\n前海大道,别区一局,2\n海上风电基地,别区二局,3\n\
                 跨海大桥,别区二局,4\n会展中心,别区三局,5\n";
    let mut office = Office::new(&["商务局"]);
    office.import("一月.csv", &six("2026-04-30", 0), &Answers::default());
    let text = told(&mut office, other, &Answers::default());
    assert!(text.contains("Blocks exchange/other-zone\n"), "{text}");
}

#[test]
fn what_was_answered_is_not_asked_again() {
    let mut office = Office::new(&["商务局", "规划建设局"]);
    let first = FIGURES.replace("甲路", "滨江大道北段");
    office.import("一月.csv", &first, &Answers::default());
    let second = "截至日期,项目名称,责任单位,总投资（万元）,本年累计完成投资（万元）,形象进度,实际开工\n\
        2026-05-31,滨江大道（北段）改造,商务局,6000,350,25%,2026-01-15\n";
    let answers = Answers {
        answers: vec![
            Answer {
                into: vec!["P1".to_owned()],
                ..Answer::new("exchange/which-project", Choice::Same)
            },
            Answer {
                value: Some("450".to_owned()),
                ..Answer::new("exchange/less-than-before:2026!E2", Choice::Correct)
            },
            Answer::new("exchange/less-than-before", Choice::SendBack).noted("请核实"),
            Answer::new("exchange/baseline-changed", Choice::Accept).noted("示发〔2026〕7号"),
            Answer::new("exchange/actual-moved", Choice::SendBack).noted("不能改"),
            Answer::new("exchange/disappeared:P2", Choice::LeftOut).noted("另表"),
        ],
        ..Answers::default()
    };
    let office = &mut office;
    let text = told(office, second, &answers);
    expect![[r#"
        Blocks exchange/which-project:2026!B2 = Same
            P1 滨江大道北段 69%: name 85% alike, same unit
        Blocks exchange/baseline-changed:2026!D2 5000 万元 -> 6000 万元 = Accept
        Blocks exchange/less-than-before:2026!E2 400 万元 -> 350 万元 = Correct
        Blocks exchange/less-than-before:2026!F2 30% -> 25% = SendBack
        Blocks exchange/actual-moved:2026!G2 2026-01-05 -> 2026-01-15 = SendBack
        Asks exchange/disappeared:P2 = LeftOut
        滨江大道（北段）改造 Changed; total_investment: 5000 万元 -> 6000 万元; reported_ytd: 400 万元 -> 450 万元
        gone: 乙路
        back: 滨江大道（北段）改造 Some("physical_share"): 请核实
        back: 滨江大道（北段）改造 Some("actual_start"): 不能改
        alias: P1 滨江大道（北段）改造
        can apply
    "#]]
    .assert_eq(&text);
    office.import("2026.csv", second, &answers);
    let digest = office.zone.digest();
    expect![[r#"
        Asks exchange/disappeared:P2 = LeftOut
        滨江大道（北段）改造 Unchanged
        gone: 乙路
        back: 滨江大道（北段）改造 Some("physical_share"): 请核实
        back: 滨江大道（北段）改造 Some("actual_start"): 不能改
        can apply
    "#]]
    .assert_eq(&told(office, second, &Answers::default()));
    let again = office.preview_with(
        &rows("2026.csv", second.as_bytes()).unwrap(),
        &Answers::default(),
    );
    assert!(!again.has_news());
    assert_eq!(office.zone.digest(), digest);
    assert_eq!(again.open(Weight::Blocks), 0);
    let project = &office.zone.projects[&zone::ProjectId(1)];
    assert_eq!(project.aliases[0].name, "滨江大道（北段）改造");
    assert_eq!(project.name_on(date(2026, 6, 1)), "滨江大道北段");
}

#[test]
fn answers_that_cannot_be_read_are_refused() {
    for json in [
        "",
        "[]",
        r#"{"version": 2}"#,
        r#"{"version": 1, "answers": [{"question": "x", "answer": "perhaps"}]}"#,
        r#"{"version": 1, "answers": [{"question": "x", "answer": "accept", "by": "me"}]}"#,
    ] {
        let refused = Answers::from_json("answers.json", json).unwrap_err();
        assert_eq!(refused.code(), "exchange/bad-answers", "{json}");
    }
    let answers = Answers::from_json("a", r#"{"version": 1, "answers": []}"#).unwrap();
    assert_eq!(Answers::from_json("a", &answers.to_json()), Ok(answers));
}
