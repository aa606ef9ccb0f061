//! What a person reads when asking why.

use crate::support::{Given, schema};
use expect_test::{Expect, expect};
use formula::{Expected, Formula, Type, Unit};

fn check(source: &str, given: &str, wanted: &Expect) {
    let schema = schema();
    let formula = Formula::compile(source, &schema).expect("sound");
    let trace = formula
        .evaluate_with_trace(&Given::read(&schema, given))
        .trace;
    let mut lines = trace.explain_zh();
    lines.push("--".to_owned());
    lines.extend(trace.explain_en());
    wanted.assert_eq(&format!("{}\n", lines.join("\n")));
}

const LIGHT: &str = "=IF(进度差<-30%,\"红\",IF(进度差<-10%,\"黄\",\"绿\"))";

#[test]
fn light() {
    check(
        LIGHT,
        "进度差=-0.34",
        &expect![[r#"
        进度差 = -34.0个百分点
        进度差 < -30%: 是
        → "红"
        --
        gap = -34.0 pp
        gap < -30%: yes
        → "红"
    "#]],
    );
    check(
        LIGHT,
        "进度差=-0.05",
        &expect![[r#"
        进度差 = -5.0个百分点
        进度差 < -30%: 否
        进度差 < -10%: 否
        → "绿"
        --
        gap = -5.0 pp
        gap < -30%: no
        gap < -10%: no
        → "绿"
    "#]],
    );
    check(
        LIGHT,
        "",
        &expect![[r#"
        进度差: 未报
        进度差 < -30%: 无法判断
        → 无法判断：未报进度差
        --
        gap: not reported
        gap < -30%: cannot be judged
        → cannot be judged: not reported: gap
    "#]],
    );
}

#[test]
fn computed() {
    let source = "=IF(AND(容错=FALSE,done/plan<80%),SUM(1,late/2*3)&\"天\",\"绿\")";
    check(
        source,
        "容错=FALSE;done=30;plan=100;late=4",
        &expect![[r#"
            容错: 否
            容错 = FALSE: 是
            完成投资 = 30万元
            年度计划投资 = 100万元
            完成投资 / 年度计划投资 = 0.3
            完成投资 / 年度计划投资 < 80%: 是
            AND(容错 = FALSE, 完成投资 / 年度计划投资 < 80%): 是
            逾期天数 = 4天
            → "7天"
            --
            exempt: no
            exempt = FALSE: yes
            done = 30 (300 k)
            plan = 100 (1 m)
            done / plan = 0.3
            done / plan < 80%: yes
            AND(exempt = FALSE, done / plan < 80%): yes
            late = 4 days
            → "7天"
        "#]],
    );
    check(
        source,
        "容错=TRUE;done=30;plan=0;late=4",
        &expect![[r#"
        容错: 是
        容错 = FALSE: 否
        AND(容错 = FALSE, 完成投资 / 年度计划投资 < 80%): 否
        → "绿"
        --
        exempt: yes
        exempt = FALSE: no
        AND(exempt = FALSE, done / plan < 80%): no
        → "绿"
    "#]],
    );
    check(
        source,
        "容错=FALSE;done=30;plan=0;late=4",
        &expect![[r#"
            容错: 否
            容错 = FALSE: 是
            完成投资 = 30万元
            年度计划投资 = 0万元
            完成投资 / 年度计划投资: 除数为零
            → 无法计算：除数为零
            --
            exempt: no
            exempt = FALSE: yes
            done = 30 (300 k)
            plan = 0
            done / plan: division by zero
            → cannot be computed: division by zero
        "#]],
    );
}

#[test]
fn bands_cases_and_substitutes() {
    let source = "=BAND(done,1000,3,5000,6,10)+SWITCH(阶段,\"开工\",5,2)+IFMISSING(x,0)";
    check(
        source,
        "done=1200;阶段=签约",
        &expect![[r#"
            完成投资 = 1200万元
            1000 ≤ 完成投资 < 5000: 第 2 档
            阶段 = "签约"
            阶段: 其余情形
            x: 未报
            x 未报，改用 0
            → 8
            --
            done = 1200 (12 m)
            1000 ≤ done < 5000: band 2
            stage = "签约"
            stage: none of the cases
            x: not reported
            x not reported: 0 used instead
            → 8
        "#]],
    );
}

#[test]
fn only_what_was_evaluated_appears() {
    let schema = schema();
    let formula = Formula::compile("=IF(x>1,y,1/0)", &schema).expect("sound");
    let trace = formula
        .evaluate_with_trace(&Given::read(&schema, "x=2;y=5"))
        .trace;
    let texts: Vec<&str> = trace
        .root
        .children
        .iter()
        .map(|node| &*node.text_zh)
        .collect();
    assert_eq!(texts, ["x > 1", "y"]);
    assert_eq!(trace.root.children[0].span.text(formula.source()), "x>1");
}

#[test]
fn results_are_shown_in_the_wanted_unit() {
    let schema = schema();
    let wanted = Expected::of(Type::Number(Unit::Score));
    let formula = Formula::compile_for("=60*done/plan", &schema, &wanted).expect("sound");
    let trace = formula
        .evaluate_with_trace(&Given::read(&schema, "done=139;plan=100"))
        .trace;
    assert_eq!(
        trace.explain_zh().last().map(String::as_str),
        Some("→ 83.4分")
    );
}
