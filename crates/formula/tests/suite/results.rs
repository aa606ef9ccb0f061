//! What editors and exports ask of a formula.

use crate::support::schema;
use expect_test::expect;
use formula::{Expected, Formula, Naming, Type, Unit, half_width};

const COLOURS: [&str; 5] = ["绿", "黄", "红", "蓝", "灰"];

fn formula(source: &str) -> Formula {
    Formula::compile(source, &schema()).expect("sound")
}

fn problems(source: &str, expected: &Expected) -> Vec<(String, String)> {
    formula(source)
        .check_result(expected)
        .iter()
        .map(|problem| {
            (
                problem.code().to_owned(),
                problem.span.text(source).to_owned(),
            )
        })
        .collect()
}

#[test]
fn result_texts_are_checked_through_every_branch() {
    let colours = Expected::one_of(COLOURS);
    let found = |source| problems(source, &colours);
    assert!(found("=IF(x>1,\"红\",\"绿\")").is_empty());
    assert!(found("=IF(stage=\"紫\",\"红\",\"绿\")").is_empty());
    let wrong = |text: &str| vec![("formula/result-text".to_owned(), text.to_owned())];
    assert_eq!(
        found("=IF(x>1,\"红\",IF(x>0,\"橙\",\"绿\"))"),
        wrong("\"橙\"")
    );
    assert_eq!(found("=IFS(x>1,\"红\",TRUE,\"red\")"), wrong("\"red\""));
    assert_eq!(
        found("=SWITCH(stage,\"紫\",\"红\",\"橙\")"),
        wrong("\"橙\"")
    );
    assert_eq!(found("=SWITCH(stage,\"紫\",\"橙\")"), wrong("\"橙\""));
    assert_eq!(found("=BAND(x,1,\"红\",2,\"橙\",\"绿\")"), wrong("\"橙\""));
    assert_eq!(
        found("=IFMISSING(IF(x>1,\"红\",\"绿\"),\"无\")"),
        wrong("\"无\"")
    );
    let open = |text: &str| vec![("formula/result-not-literal".to_owned(), text.to_owned())];
    assert_eq!(found("=IF(x>1,stage,\"绿\")"), open("stage"));
    assert_eq!(found("=IF(x>1,\"红\"&\"\",\"绿\")"), open("\"红\"&\"\""));
    assert_eq!(
        found("=x"),
        vec![("formula/result-type".to_owned(), "=x".to_owned())]
    );
}

#[test]
fn result_types() {
    let sound = |source, unit| problems(source, &Expected::of(Type::Number(unit))).is_empty();
    assert!(sound("=done/plan", Unit::Share));
    assert!(sound("=60*done/plan", Unit::Score));
    assert!(sound("=完成率-序时进度", Unit::Points));
    assert!(sound("=5", Unit::Days));
    assert!(!sound("=done", Unit::Share));
    assert!(!sound("=late", Unit::WorkingDays));
    assert!(!sound("=stage", Unit::Pure));
}

#[test]
fn units_of_results() {
    let ty = |source| formula(source).result_type();
    assert_eq!(ty("=完成率-序时进度"), Type::Number(Unit::Points));
    assert_eq!(ty("=完成率-80%"), Type::Number(Unit::Points));
    assert_eq!(ty("=完成率+进度差"), Type::Number(Unit::Share));
    assert_eq!(ty("=60*完成率"), Type::Number(Unit::Pure));
    assert_eq!(ty("=done*80%"), Type::Number(Unit::WanYuan));
    assert_eq!(ty("=done*完成率"), Type::Number(Unit::WanYuan));
    assert_eq!(ty("=CEILING(started*50%,1)"), Type::Number(Unit::Count));
    assert_eq!(ty("=得分-3*开工数"), Type::Number(Unit::Score));
    assert_eq!(ty("=30%"), Type::Number(Unit::Share));
    assert_eq!(ty("=due-as_of"), Type::Number(Unit::Days));
    assert_eq!(ty("=N(late)"), Type::Number(Unit::Pure));
}

#[test]
fn variables_and_texts() {
    let formula = formula("=IF(gap<-30%,\"红\",IF(x>y,\"黄\",\"红\"))");
    let ids: Vec<&str> = formula
        .variables()
        .iter()
        .filter_map(|index| {
            formula
                .schema()
                .variable(*index)
                .map(|variable| variable.id())
        })
        .collect();
    assert_eq!(ids, ["gap_pp", "x", "y"]);
    assert_eq!(formula.result_texts(), ["红", "黄"]);
}

#[test]
fn canonical_spelling() {
    let text = "=if( gap<-30% , \"红\",IF(((x+1))*2>y^(1-x),\"黄\",\"绿\"&-(x+y)%) )";
    let formula = formula(text);
    expect![[r#"=IF(进度差 < -30%, "红", IF((x + 1) * 2 > y^(1 - x), "黄", "绿" & -(x + y)%))"#]]
        .assert_eq(&formula.to_source(Naming::Zh));
    expect![[r#"=IF(gap < -30%, "红", IF((x + 1) * 2 > y^(1 - x), "黄", "绿" & -(x + y)%))"#]]
        .assert_eq(&formula.to_source(Naming::En));
    expect![[r#"=IF(gap_pp < -30%, "红", IF((x + 1) * 2 > y^(1 - x), "黄", "绿" & -(x + y)%))"#]]
        .assert_eq(&formula.to_source(Naming::Id));
}

#[test]
fn spreadsheets() {
    let cells =
        |source: &str| formula(source).to_spreadsheet(&|index| format!("$B${}", index.index() + 1));
    let text = |source| cells(source).unwrap_or_default();
    expect!["=IF($B$9 < 1, 3, IF($B$9 < 5, 6, 10)) + MAX(0, MIN($B$9, 10))"]
        .assert_eq(&text("=BAND(x,1,3,5,6,10)+CLAMP(x,0,10)"));
    expect!["=IF(OR(ISBLANK($B$9), ISBLANK($B$10)), 0, $B$9 + $B$10)"]
        .assert_eq(&text("=IFMISSING(x+y,0)"));
    expect!["=SUM(IF(ISBLANK($B$9), 0, 1), IF(ISBLANK($B$10), 0, 1)) + N(FALSE)"]
        .assert_eq(&text("=COUNT(x,y)+N(ISMISSING(1))"));
    let nested = format!("={}x{}", "BAND(".repeat(40), ",2,x,3,x,x)".repeat(40));
    assert_eq!(cells(&nested), None, "repetition does not grow without end");
}

#[test]
fn half_width_punctuation() {
    let written = half_width("＝IF（进度差＜－３０％，“红，黄”，\"（绿）\"）");
    assert_eq!(written, "=IF(进度差<-30%,\"红，黄\",\"（绿）\")");
    assert!(Formula::compile(&written, &schema()).is_ok());
}

#[test]
fn names_may_be_mixed_and_in_any_case() {
    assert_eq!(formula("=GAP+进度差+Gap_PP").variables().len(), 1);
}

#[test]
fn editors_can_list_the_functions() {
    let names: Vec<&str> = formula::function_names().collect();
    assert!(names.contains(&"BAND") && names.len() == 33, "{names:?}");
}
