//! Every refusal, with its full text and place.

use crate::support::schema;
use expect_test::{Expect, expect};
use formula::{Formula, Problem, Problems, Schema, Type, Unit, Variable};

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

fn check(source: &str, wanted: &Expect) {
    let problems = Formula::compile(source, &schema())
        .err()
        .unwrap_or(Problems(Vec::new()));
    wanted.assert_eq(&lines(&problems));
}

#[test]
fn size() {
    check("", &expect![[""]]);
    check(&"x".repeat(20_000), &expect![[""]]);
    check(&format!("={}1", "-".repeat(9)), &expect![[""]]);
    check(&format!("=SUM({}1)", "x,".repeat(3_000)), &expect![[""]]);
}

#[test]
fn syntax() {
    check("=IF((x>1,1,2", &expect![[""]]);
    check("=x)", &expect![[""]]);
    check("=\"红", &expect![[""]]);
    check("=IF（x＞1，“红”,1)", &expect![[""]]);
    check("=x+*2", &expect![[""]]);
    check("=SUM(x,,y)+", &expect![[""]]);
    check("=x y+2(3)", &expect![[""]]);
    check("=(x,y)", &expect![[""]]);
    check("=x;y", &expect![[""]]);
    check("=1.2.3+12345678901234567890123456789012+3x", &expect![[""]]);
}

#[test]
fn names() {
    check("=进度查+gap_p+未知的东西", &expect![[""]]);
    check("=SUMM(1)+VLOOKUP(1)+inf", &expect![[""]]);
    check("=NOW()+TODAY()", &expect![[""]]);
    check("=A1+SUM(A1:B2)+Sheet1!C3+$D$4", &expect![[""]]);
    check("=[book.xlsx]Sheet1!A1+'a b'!A1", &expect![[""]]);
    check("=SUM({1,2})", &expect![[""]]);
    check("=#N/A", &expect![[""]]);
}

#[test]
fn types() {
    check("=ROUND(1)+IFS(TRUE)+BAND(x,1,2)+PI()", &expect![[""]]);
    check("=IF(x,1,2)", &expect![[""]]);
    check("=done+late", &expect![[""]]);
    check("=IF(x>\"a\",done>late,due=1)", &expect![[""]]);
    check("=done*plan+yuan", &expect![[""]]);
    check("=due+剩余工作日", &expect![[""]]);
    check("=stage<\"a\"", &expect![[""]]);
    check("=BAND(x,2,3,1,4,5)", &expect![[""]]);
    check("=IF(容错,1,\"红\")", &expect![[""]]);
    check("=-stage", &expect![[""]]);
    check("=AND(容错,x,\"a\")", &expect![[""]]);
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
    expect![[""]].assert_eq(&lines(&problems));
    let many = (0..5_000)
        .map(|i| Variable::new(format!("v_{i}"), Type::Text))
        .collect();
    expect![[""]].assert_eq(&lines(&Schema::new(many).expect_err("too many")));
}
