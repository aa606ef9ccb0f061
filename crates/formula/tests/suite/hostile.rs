//! Hostile sources: refused, on a small stack, in little time.

use crate::support::{Given, schema};
use formula::{Formula, half_width};
use proptest::prelude::*;

/// Half of what a worker thread of a server has. The parser takes most of it in a debug build;
/// a release build needs a sixth.
const STACK_BYTES: usize = 1024 * 1024;

/// The codes of the problems, or `ok` after evaluating with a trace and writing it back.
fn fate(source: String) -> String {
    std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || {
            let schema = schema();
            match Formula::compile(&source, &schema) {
                Err(problems) => {
                    assert!(!problems.is_empty() && problems.len() <= 50);
                    problems[0].code().to_owned()
                }
                Ok(formula) => {
                    let given = Given::read(&schema, "x=1");
                    let trace = formula.evaluate_with_trace(&given).trace;
                    drop((trace.explain_zh(), trace.explain_en()));
                    let written = formula.to_source(formula::Naming::Zh);
                    assert!(Formula::compile(&written, &schema).is_ok(), "{written}");
                    drop(formula.to_spreadsheet(&|index| format!("B{}", index.index() + 1)));
                    "ok".to_owned()
                }
            }
        })
        .expect("a thread")
        .join()
        .expect("no panic and no overflow")
}

fn nested(open: &str, middle: &str, close: &str, times: usize) -> String {
    format!("={}{middle}{}", open.repeat(times), close.repeat(times))
}

#[test]
fn deep_sources_are_refused() {
    let deep = "formula/too-deep";
    let long = "formula/too-long";
    assert_eq!(fate(nested("(", "1", ")", 10_000)), long);
    assert_eq!(fate(nested("(", "1", ")", 4_000)), deep);
    assert_eq!(fate("(".repeat(4_000)), deep);
    assert_eq!(fate(nested("IF(TRUE,", "1", ",1)", 1_000)), deep);
    assert_eq!(fate(format!("={}1", "-".repeat(5_000))), deep);
    assert_eq!(fate(format!("=1{}", "%".repeat(5_000))), deep);
    assert_eq!(fate(format!("=2{}", "^2".repeat(3_000))), deep);
    assert_eq!(fate(format!("=1{}", "+1".repeat(3_000))), deep);
    assert_eq!(fate(format!("=1{}", "&\"a\"".repeat(1_000))), deep);
    assert_eq!(fate(nested("-(", "1", ")", 60)), deep);
    assert_eq!(fate(nested("1+(", "1", ")", 60)), deep);
}

#[test]
fn the_deepest_allowed_sources_fit_the_stack() {
    assert_eq!(fate(nested("(", "1", ")", 48)), "ok");
    assert_eq!(fate(nested("IF(x=1,", "1", ",2)", 30)), "ok");
    assert_eq!(fate(nested("ABS(", "x", ")", 48)), "ok");
    assert_eq!(fate(nested("-(", "x", ")", 30)), "ok");
    assert_eq!(fate(nested("1+(", "x", ")", 30)), "ok");
    assert_eq!(fate(nested("BAND(", "x", ",2,x,x,x,x)", 40)), "ok");
    assert_eq!(fate(format!("=x{}", "+x".repeat(100))), "ok");
    assert_eq!(fate(format!("=x{}", "&x".repeat(100))), "ok");
    assert_eq!(fate(format!("={}", "-".repeat(8) + "x")), "ok");
}

#[test]
fn long_sources_are_refused() {
    let long = "formula/too-long";
    assert_eq!(fate(format!("=\"{}\"", "红".repeat(400_000))), long);
    assert_eq!(fate(" ".repeat(1 << 20)), long);
    assert_eq!(fate("，".repeat(5_000)), "formula/full-width");
    assert_eq!(
        fate(format!("=SUM({}1)", "x,".repeat(3_000))),
        "formula/too-large"
    );
    assert_eq!(
        fate(format!("=SUM({}1)", "x,".repeat(300))),
        "formula/argument-count"
    );
    assert_eq!(fate(format!("=\"{}\"", "红".repeat(5_000))), "ok");
}

#[test]
fn texts_cannot_grow_without_end() {
    let schema = schema();
    let doubled = format!("={}", vec!["stage"; 100].join("&"));
    let formula = Formula::compile(&doubled, &schema).expect("sound");
    let given = Given::read(&schema, &format!("stage={}", "长".repeat(1_000)));
    assert!(matches!(
        formula.evaluate(&given),
        formula::Outcome::Failed(_)
    ));
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("IF("),
        Just("SUM("),
        Just("BAND("),
        Just("AND("),
        Just("("),
        Just(")"),
        Just(","),
        Just("+"),
        Just("-"),
        Just("*"),
        Just("/"),
        Just("^"),
        Just("&"),
        Just("%"),
        Just("<"),
        Just(">="),
        Just("<>"),
        Just("="),
        Just("x"),
        Just("进度差"),
        Just("阶段"),
        Just("容错"),
        Just("1"),
        Just("2.5"),
        Just("1e5"),
        Just("\"红\""),
        Just("\""),
        Just("TRUE"),
        Just(" "),
        Just("，"),
        Just("A1"),
        Just("A1:B2"),
        Just("{"),
        Just("["),
        Just("'"),
        Just("!"),
        Just("#N/A"),
        Just("@"),
        Just("$"),
        Just(";"),
        Just("\n"),
        Just("inf"),
        Just("1x"),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn survives(source: &str) {
    let schema = schema();
    drop(half_width(source));
    match Formula::compile(source, &schema) {
        Ok(formula) => {
            let trace = formula
                .evaluate_with_trace(&Given::read(&schema, "x=2"))
                .trace;
            drop((trace.explain_zh(), formula.to_source(formula::Naming::En)));
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            for problem in problems {
                assert!(problem.span.byte_end <= source.len());
                assert!(problem.span.char_end <= source.chars().count());
                assert!(
                    source
                        .get(problem.span.byte_start..problem.span.byte_end)
                        .is_some()
                );
                assert!(!problem.remedy_zh().is_empty() && !problem.remedy_en().is_empty());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 3_000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn no_text_panics(source in any::<String>()) {
        survives(&source);
    }

    #[test]
    fn no_mixture_of_pieces_panics(source in pieces()) {
        survives(&source);
    }
}
