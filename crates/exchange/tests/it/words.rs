//! The text of every question and of every answer that cannot be used, in both languages.

use exchange::problem::{AnswerFault, Place, Problem, QuestionCause, RowCause};
use expect_test::expect_file;
use zone::Fen;

#[test]
fn every_question_says_what_and_what_to_do_in_both_languages() {
    use QuestionCause as Q;
    let field = || ["本年累计完成投资".to_owned(), "Done this year".to_owned()];
    let text = |text: &str| text.to_owned();
    let all = [
        Q::WhichProject(text("城东污水厂"), 2),
        Q::Disappeared(text("滨江路")),
        Q::LessThanBefore(field(), text("400 万元"), text("350 万元")),
        Q::MonthsDoNotAddUp(2026, Fen(120_000_000), Fen(130_000_000)),
        Q::MoreThanTheWhole(Fen(310_000_000), Fen(300_000_000)),
        Q::MoreThanPlanned(Fen(310_000_000), Fen(300_000_000)),
        Q::BaselineChanged(field(), text("5000 万元"), text("6000 万元")),
        Q::ActualMoved(field(), text("2026-01-05"), text("2026-01-15")),
        Q::ActualInFuture(field(), text("2026-09-30")),
        Q::StageBack(text("开工"), text("立项")),
        Q::ReprintedRow(text("滨江路"), text("2026-04-30")),
        Q::ReprintedReport(58, 60),
        Q::EarlierYear(text("2025-12-31"), text("2026-04-30")),
        Q::EarlierMonth(text("2026-03-31"), text("2026-04-30")),
        Q::OtherZone(0, 40, 0, 6),
    ];
    let mut out = String::new();
    for cause in all {
        let told = cause.told();
        out += &format!("{}\n  {}\n  {}\n", told.code, told.what.zh, told.what.en);
        out += &format!("  → {}\n  → {}\n", told.remedy.zh, told.remedy.en);
    }
    expect_file!["../../testdata/questions.txt"].assert_eq(&out);
}

#[test]
fn every_answer_that_cannot_be_used_says_why() {
    use AnswerFault as F;
    let all = [
        F::NotAChoice,
        F::NoNote,
        F::NoValue,
        F::Unreadable("很多".to_owned()),
        F::NoDocument,
        F::NoDate,
        F::NoTarget,
        F::TooFewTargets,
        F::UnknownTarget("P9".to_owned()),
        F::TakenTarget("P3".to_owned()),
        F::StillWrong,
    ];
    let place = Place::file(&std::sync::Arc::from("台账.xlsx"));
    let question = "exchange/less-than-before:台账!K7";
    let mut problems: Vec<Problem> = all
        .into_iter()
        .map(|fault| RowCause::BadAnswer(question.to_owned(), fault))
        .chain([RowCause::Unanswered(3)])
        .map(|cause| Problem::row(place.clone(), cause))
        .collect();
    problems
        .push(exchange::preview::Answers::from_json("答复.json", r#"{"version": 2}"#).unwrap_err());
    expect_file!["../../testdata/answers.txt"].assert_eq(&crate::common::told(&problems));
}
