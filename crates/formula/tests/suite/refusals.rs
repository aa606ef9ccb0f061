//! Every refusal, with its full text and place: the texts are in `refusals/*.txt`.

use crate::support::{Given, schema};
use expect_test::{ExpectFile, expect_file};
use formula::{Formula, Outcome, Problem, Schema, Type, Unit, Variable};
use std::fmt::Write as _;

fn lines(problems: &[Problem]) -> String {
    problems
        .iter()
        .map(|problem| {
            let span = problem.span;
            format!(
                "{} {}..{}\n  {} → {}\n  {} -> {}\n",
                problem.code(),
                span.char_start,
                span.char_end,
                problem.message_zh(),
                problem.remedy_zh(),
                problem.message_en(),
                problem.remedy_en(),
            )
        })
        .collect()
}

fn check(sources: &[&str], wanted: &ExpectFile) {
    let mut text = String::new();
    for source in sources {
        let shown: String = source.chars().take(60).collect();
        let problems = Formula::compile(source, &schema()).err();
        let problems = problems
            .map(|problems| lines(&problems))
            .unwrap_or_default();
        writeln!(text, "{shown}\n{problems}").expect("text takes all");
    }
    wanted.assert_eq(&text);
}

#[test]
fn size() {
    check(
        &[
            "",
            &"x".repeat(20_000),
            &format!("={}1", "-".repeat(9)),
            &format!("=SUM({}1)", "x,".repeat(3_000)),
        ],
        &expect_file!["./refusals/size.txt"],
    );
}

#[test]
fn syntax() {
    check(
        &[
            "=IF((x>1,1,2",
            "=x)",
            "=\"红",
            "=IF（x＞1，“红”,1)",
            "=x+*2",
            "=SUM(x,,y)+",
            "=x y+2(3)",
            "=(x,y)",
            "=x;y",
            "=1.2.3+12345678901234567890123456789012+3x",
        ],
        &expect_file!["./refusals/syntax.txt"],
    );
}

#[test]
fn names() {
    check(
        &[
            "=进度查+gap_p+未知的东西",
            "=SUMM(1)+VLOOKUP(1)+inf",
            "=NOW()+TODAY()",
            "=A1+SUM(A1:B2)+Sheet1!C3+$D$4",
            "=[book.xlsx]Sheet1!A1+'a b'!A1",
            "=SUM({1,2})",
            "=#N/A",
        ],
        &expect_file!["./refusals/names.txt"],
    );
}

#[test]
fn types() {
    check(
        &[
            "=ROUND(1)+IFS(TRUE)+BAND(x,1,2)+PI()",
            "=IF(x,1,2)",
            "=done+late",
            "=IF(x>\"a\",done>late,due=1)",
            "=done*plan+yuan",
            "=due+剩余工作日",
            "=stage<\"a\"",
            "=BAND(x,2,3,1,4,5)",
            "=IF(容错,1,\"红\")",
            "=-stage",
            "=AND(容错,x,\"a\")",
        ],
        &expect_file!["./refusals/types.txt"],
    );
}

#[test]
fn schemas() {
    let problems = Schema::new(vec![
        Variable::new("Q1", Type::Text).zh("完成率"),
        Variable::new("sum", Type::Text),
        Variable::new("1a", Type::Text),
        Variable::new("a-b", Type::Text),
        Variable::new("rate", Type::Number(Unit::Share)).zh("完成率"),
        Variable::new("（", Type::Bool),
    ])
    .expect_err("unsound");
    let many = (0..5_000)
        .map(|i| Variable::new(format!("v_{i}"), Type::Text))
        .collect();
    let too_many = Schema::new(many).expect_err("too many");
    expect_file!["./refusals/schemas.txt"].assert_eq(&(lines(&problems) + &lines(&too_many)));
}

#[test]
fn failures() {
    let sources = [
        "=1+1/x",
        "=10^28*10",
        "=SQRT(-1)",
        "=2^0.5",
        "=2^101",
        "=IFS(x>1,1)",
        "=DATE(1,1,1)",
        "=stage&stage",
    ];
    let schema = schema();
    let long = format!("x=0;stage={}", "长".repeat(20_000));
    let mut text = String::new();
    for source in sources {
        let formula = Formula::compile(source, &schema).expect("sound");
        let Outcome::Failed(failure) = formula.evaluate(&Given::read(&schema, &long)) else {
            panic!("{source}");
        };
        writeln!(
            text,
            "{source}\n{} `{}`",
            failure.code(),
            failure.span.text(source)
        )
        .and_then(|()| writeln!(text, "  {} → {}", failure.message_zh(), failure.remedy_zh()))
        .and_then(|()| {
            writeln!(
                text,
                "  {} -> {}\n",
                failure.message_en(),
                failure.remedy_en()
            )
        })
        .expect("text takes all");
    }
    expect_file!["./refusals/failures.txt"].assert_eq(&text);
}

#[test]
fn inputs_of_the_wrong_type_are_a_failure() {
    let schema = schema();
    let formula = Formula::compile("=进度差<0", &schema).expect("sound");
    let evaluation = formula.evaluate_with_trace(&[Some(formula::Value::text("红"))]);
    let Outcome::Failed(failure) = evaluation.outcome else {
        panic!("not a failure")
    };
    assert_eq!(failure.code(), "formula/wrong-input-type");
    let told = evaluation.trace.explain_zh();
    assert_eq!(
        told.last().unwrap(),
        "→ 无法计算：变量的值与其类型不符（进度差）"
    );
}
