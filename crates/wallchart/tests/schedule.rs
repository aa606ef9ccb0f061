//! Plans of projects and networks in files.

mod common;

use common::Office;
use expect_test::expect;

const NETWORK: &str = r#"{"start": "2026-03-02",
 "required": "2026-04-30", "data_date": "2026-03-09",
 "activities": [
  {"key": "survey", "name": "勘察", "days": 5},
  {"key": "design", "name": "设计", "days": 20},
  {"key": "build", "name": "施工", "days": 30}],
 "links": [
  {"from": "survey", "to": "design"},
  {"from": "design", "to": "build", "kind": "SS", "lag_days": 10}]}"#;

#[test]
fn a_network_in_a_file_is_worked_forward_and_back() {
    let office = Office::new();
    std::fs::write(office.path("network.json"), NETWORK).expect("written");
    let text = office
        .run(&["schedule", "check", "network.json"])
        .ends(0)
        .out;
    expect![[r#"
        start 2026-03-02, finish 2026-05-13; required 2026-04-30, 7 working days late

        key     name  days  early       finish      late        finish      float  free  critical  driven by
        survey  勘察  5     2026-03-09  2026-03-13  2026-02-27  2026-03-04  -7     0     ■         data date
        design  设计  20    2026-03-16  2026-04-13  2026-03-05  2026-04-01  -7     0     ■         survey
        build   施工  30    2026-03-30  2026-05-13  2026-03-19  2026-04-30  -7     0     ■         design
    "#]].assert_eq(&text);
    let document = office
        .run(&["schedule", "check", "network.json", "--json"])
        .ends(0)
        .json();
    assert_eq!(document["activities"][1]["driven_by"]["en"], "survey");
}

#[test]
fn a_loop_is_spelled_out() {
    let office = Office::new();
    let looped = NETWORK.replace(
        r#"{"from": "survey", "to": "design"}"#,
        r#"{"from": "survey", "to": "design"}, {"from": "build", "to": "survey"}"#,
    );
    std::fs::write(office.path("network.json"), looped).expect("written");
    let told = office
        .run(&["schedule", "check", "network.json"])
        .ends(2)
        .err;
    expect![[r#"
        these activities wait in a loop: survey -> design -> build -> survey [schedule/loop]
          → delete or change one link of the loop
    "#]]
    .assert_eq(&told);
    let chinese = office
        .run(&["schedule", "check", "network.json", "--lang", "zh"])
        .ends(2)
        .err;
    expect![[r#"
        工序互相等待，成环：survey -> design -> build -> survey [schedule/loop]
          → 请删去或改动环上的一条搭接关系
    "#]]
    .assert_eq(&chinese);
}

#[test]
fn a_file_that_is_no_network_says_where_it_goes_wrong() {
    let office = Office::new();
    let typo = NETWORK.replace("\"days\": 20", "\"dayz\": 20");
    std::fs::write(office.path("network.json"), typo).expect("written");
    let told = office
        .run(&["schedule", "check", "network.json"])
        .ends(2)
        .err;
    expect![[r#"
        network.json is not a network file: unknown field `dayz`, expected one of `key`, `name`, `days`, `start_not_earlier`, `start_not_later`, `finish_not_earlier`, `finish_not_later`, `as_late_as_possible`, `actual_start`, `actual_finish`, `remaining_days`, `needs` at line 5 column 44 [cli/network-file]
          → see the shape in `wallchart schedule check --help`
    "#]].assert_eq(&told);
}

#[test]
fn a_project_without_a_schedule_says_so() {
    let office = Office::with_ledger();
    let told = office
        .run(&["schedule", "P1", "--as-of", "2026-05-31"])
        .ends(2)
        .err;
    expect![[r#"
        project P1 has no schedule on this day [cli/no-schedule]
          → adopt a schedule for it first, or ask for another date
    "#]]
    .assert_eq(&told);
}

const XER: &str = include_str!("../../planfile/testdata/bridge.xer");

#[test]
fn a_schedule_file_is_worked_out_and_its_plan_judged() {
    let office = Office::new();
    std::fs::write(office.path("bridge.xer"), XER).expect("written");
    let answer = office
        .run(&["schedule", "cpm", "bridge.xer", "--json"])
        .ends(0);
    let document = answer.json();
    assert_eq!(document["finish"], "2026-03-25T14:00");
    assert_eq!(document["activities"][2]["code"], "A30");
    assert_eq!(document["activities"][2]["early_start"], "2026-03-16T06:00");
    assert_eq!(document["activities"][2]["driving"]["kind"], "constraint");
    assert_eq!(document["unused"][0]["kind"], "NOTES");
    // What was worked out is a plan too, and holds; a day earlier, it does not.
    std::fs::write(office.path("plan.json"), document.to_string()).expect("written");
    office
        .run(&["schedule", "check", "bridge.xer", "plan.json"])
        .ends(0);
    let early = document
        .to_string()
        .replace("2026-03-16T06:00", "2026-03-15T06:00");
    std::fs::write(office.path("plan.json"), early).expect("written");
    let judged = office
        .run(&["schedule", "check", "bridge.xer", "plan.json", "--json"])
        .ends(2)
        .json();
    assert_eq!(judged["violations"][0]["activity"], "102");
    let why = office
        .run(&["schedule", "cpm", "bridge.xer", "--why", "A40"])
        .ends(0)
        .out;
    assert!(
        why.contains("it waits for \"A30 Piles\" (finish to start)"),
        "{why}"
    );
}

#[test]
fn a_schedule_file_is_worked_back_and_written() {
    let office = Office::new();
    std::fs::write(office.path("bridge.xer"), XER).expect("written");
    let arguments = [
        "schedule",
        "backward",
        "bridge.xer",
        "--finish-by",
        "2026-03-20",
        "--json",
    ];
    let document = office.run(&arguments).ends(0).json();
    assert_eq!(document["feasible"], false);
    assert_eq!(document["first_unstarted"], "102");
    office
        .run(&["schedule", "convert", "bridge.xer", "bridge.xml"])
        .ends(0);
    let again = office
        .run(&["schedule", "cpm", "bridge.xml", "--json"])
        .ends(0)
        .json();
    assert_eq!(again["format"], "Microsoft Project XML");
    assert_eq!(again["activities"].as_array().map(Vec::len), Some(5));
    office
        .run(&["schedule", "convert", "bridge.xer", "bridge.mpp"])
        .ends(2);
    std::fs::write(office.path("cut.xer"), &XER[..900]).expect("written");
    office.run(&["schedule", "cpm", "cut.xer"]).ends(2);
}

const RISKS: &str = r#"{"usual": {"shape": "pert", "least_percent": 90, "likely_percent": 100,
  "most_percent": 150},
 "activities": [{"activity": "survey", "spread": {"least_days": 4, "likely_days": 5, "most_days": 9}}],
 "drivers": [{"key": "雨季", "probability_percent": 50, "factor": {"least_percent": 100,
  "likely_percent": 110, "most_percent": 140}, "activities": ["施工"]}],
 "events": [{"key": "征地受阻", "probability_percent": 30, "delay": {"least_days": 5,
  "likely_days": 10, "most_days": 30}, "activities": ["design"]}],
 "watch": ["design"]}"#;

#[test]
fn what_may_come_of_a_schedule_is_simulated() {
    let office = Office::new();
    std::fs::write(office.path("network.json"), NETWORK).expect("written");
    std::fs::write(office.path("risks.json"), RISKS).expect("written");
    let arguments = [
        "schedule",
        "risk",
        "network.json",
        "--risks",
        "risks.json",
        "--iterations",
        "2000",
        "--seed",
        "7",
    ];
    let text = office.run(&arguments).ends(0).out;
    expect![[r#"
        2000 iterations (PERT, 90 %, 100 %, 150 % of the planned duration); as planned by 2026-05-13T17:00: 9.5 %
        P10 2026-05-14T08:39, P50 2026-05-21T09:17, P80 2026-05-27T13:03 (±0.126 days), P90 2026-06-01T09:01
        by 2026-04-30: 0 %

        risk      happens  mean days  days if so  P80 days
        雨季      50.0 %   3.6        7.2         5.8
        征地受阻  31.2 %   0.2        0.8         0.1

        code    name  cruciality  criticality  sensitivity
        build   施工  0.903       0.954        0.946
        survey  勘察  0.217       1.000        0.217
        design  设计  0.093       1.000        0.093
    "#]].assert_eq(&text);
    let run = |more: &[&str]| {
        let words: Vec<&str> = arguments.iter().chain(more).copied().collect();
        office.run(&words).ends(0).json()
    };
    let alone = run(&["--threads", "1", "--json"]);
    assert_eq!(alone, run(&["--threads", "3", "--json"]));
    assert_eq!(alone["watched"][0]["code"], "design");
    assert_eq!(alone["problems"][1]["key"], "征地受阻");
    // With rough figures asked for, it stops early.
    let rough = run(&["--within", "10", "--json"]);
    assert_eq!(rough["steady"], true);
}

#[test]
fn risks_that_name_nothing_are_refused_all_at_once() {
    let office = Office::new();
    std::fs::write(office.path("network.json"), NETWORK).expect("written");
    let wrong = RISKS
        .replace("[\"design\"]", "[\"desing\"]")
        .replace("\"most_days\": 9", "\"most_percent\": 9")
        .replace(
            "\"probability_percent\": 30",
            "\"probability_percent\": 130",
        );
    std::fs::write(office.path("risks.json"), wrong).expect("written");
    let arguments = ["schedule", "risk", "network.json", "--risks", "risks.json"];
    let told = office.run(&arguments).ends(2).err;
    expect![[r#"
        survey: three points are not all there, or not in one unit [cli/risk-points]
          → give least_days, likely_days and most_days
        the file has no activity "desing" [cli/no-activity]
          → give its key, code or name as in the file
    "#]]
    .assert_eq(&told);
}

const LIMITED: &str = r#"{"start": "2026-03-02", "holidays": "none",
 "resources": [{"key": "crane", "units": 1}],
 "activities": [
  {"key": "pit", "days": 2},
  {"key": "tower", "days": 5, "needs": {"crane": 1}},
  {"key": "hall", "days": 5, "needs": {"crane": 1}},
  {"key": "roof", "days": 3}],
 "links": [{"from": "pit", "to": "tower", "lag_days": 1}, {"from": "pit", "to": "hall"},
  {"from": "hall", "to": "roof"}]}"#;

#[test]
fn a_schedule_file_with_limits_is_solved_and_its_plan_judged() {
    let office = Office::new();
    std::fs::write(office.path("site.json"), LIMITED).expect("written");
    let arguments = ["schedule", "solve", "site.json", "--schedules", "200"];
    let text = office.run(&arguments).ends(0).out;
    expect![[r#"
        makespan 377, lower bound 96; 201
        finish 2026-03-17T17:00; a period is 60 minutes
             pit        8
           tower      224
            hall       56
            roof      224
    "#]]
    .assert_eq(&without_seconds(&text));
    let words: Vec<&str> = arguments.iter().chain(&["--json"]).copied().collect();
    let plan = office.run(&words).ends(0).json();
    std::fs::write(office.path("plan.json"), plan.to_string()).expect("written");
    office
        .run(&["schedule", "check", "site.json", "plan.json"])
        .ends(0);
    // Without limits both would be lifted at once.
    let early = office
        .run(&["schedule", "cpm", "site.json", "--json"])
        .ends(0)
        .json();
    std::fs::write(office.path("plan.json"), early.to_string()).expect("written");
    let judged = office
        .run(&["schedule", "check", "site.json", "plan.json"])
        .ends(2)
        .out;
    expect![[r#"
        1 violations
        at 2026-03-05T08:00 2 of "crane" are used, of which there are 1
    "#]]
    .assert_eq(&judged);
}

/// The text without what the processor took, which differs from run to run.
fn without_seconds(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let short = line.split(" schedules, ").next();
        short.unwrap_or_default().to_owned() + "\n"
    });
    lines.collect()
}

#[test]
fn a_published_instance_is_solved() {
    let office = Office::new();
    let small = include_str!("../../planfile/testdata/small.sm");
    std::fs::write(office.path("small.sm"), small).expect("written");
    let arguments = [
        "schedule",
        "solve",
        "small.sm",
        "--schedules",
        "100",
        "--json",
    ];
    let document = office.run(&arguments).ends(0).json();
    assert_eq!(document["makespan"], 10);
    // What costs nothing knows of 7; the exact search proves that nothing is shorter than 10.
    assert_eq!(document["lower_bound"], 10);
    assert_eq!(document["proved"], true);
    assert_eq!(document["unit_minutes"], 1);
    assert_eq!(document["starts"], serde_json::json!([0, 6, 0, 10]));
}

#[test]
fn a_date_that_limits_forbid_is_told_with_what_would_do() {
    let office = Office::new();
    std::fs::write(office.path("site.json"), LIMITED).expect("written");
    let run = |date: &str| {
        let arguments = ["schedule", "backward", "site.json", "--finish-by", date];
        office.run(&arguments).ends(0).out
    };
    expect![[r#"
        required 2026-03-18, expected 2026-03-13T17:00, 0 working days late
        within the limits it can be met

        code   name  latest start      latest finish
        pit          2026-03-03T08:00  2026-03-04T17:00
        tower        2026-03-12T08:00  2026-03-18T17:00
        hall         2026-03-05T08:00  2026-03-11T17:00
        roof         2026-03-16T08:00  2026-03-18T17:00
    "#]]
    .assert_eq(&run("2026-03-18"));
    expect![[r#"
        required 2026-03-16, expected 2026-03-13T17:00, 0 working days late
        within the limits it cannot be met; either would do:
          - move the required date 1 days later, to 2026-03-17
          - raise "crane" from 1 to 2

        code   name  latest start      latest finish
        pit          2026-03-01T16:00  2026-03-02T17:00
        tower        2026-03-10T08:00  2026-03-16T17:00
        hall         2026-03-03T08:00  2026-03-09T17:00
        roof         2026-03-12T08:00  2026-03-16T17:00
    "#]]
    .assert_eq(&run("2026-03-16"));
    expect![[r#"
        required 2026-03-12, expected 2026-03-13T17:00, 1 working days late
        within the limits it cannot be met; either would do:
          - move the required date 5 days later, to 2026-03-17
          - raise "crane" from 1 to 2 and move the required date 1 days later, to 2026-03-13

        code   name  latest start      latest finish
        pit          2026-03-01T00:00  2026-03-01T16:00
        tower        2026-03-06T08:00  2026-03-12T17:00
        hall         2026-03-01T16:00  2026-03-05T17:00
        roof         2026-03-10T08:00  2026-03-12T17:00
    "#]]
    .assert_eq(&run("2026-03-12"));
}
