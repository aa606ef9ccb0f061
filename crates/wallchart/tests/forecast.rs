//! `forecast`: files of series in, forecasts and chances out; bad files named by line.

mod common;

use std::fmt::Write as _;

use common::Office;

/// Writes a file into an office and gives its path.
fn file(office: &Office, name: &str, text: &str) -> String {
    std::fs::write(office.path(name), text).expect("a file");
    office.text(name)
}

/// A series of so many months, as rows `id,t,y`.
fn rows(id: &str, count: usize) -> String {
    let mut text = String::new();
    for at in 0..count {
        let wave = (at as f64 * std::f64::consts::TAU / 12.0).sin();
        let value = 100.0 + at as f64 + 20.0 * wave + ((at * 7919) % 13) as f64;
        writeln!(text, "{id},{at},{value}").expect("a string takes it");
    }
    text
}

#[test]
fn each_series_has_its_rows_ahead() {
    let office = Office::new();
    let given = file(
        &office,
        "in.csv",
        &format!("id,t,y\n{}{}", rows("a", 60), rows("b", 20)),
    );
    let out = office.text("out.csv");
    let line = [
        "forecast",
        "series",
        &given,
        "--horizon",
        "18",
        "--out",
        &out,
        "--json",
    ];
    let answer = office.run(&line).ends(0).json();
    assert_eq!(answer["series"], 2);
    assert_eq!(answer["notes"][0]["code"], "forecast/share-only");
    let text = std::fs::read_to_string(&out).expect("the answer's file");
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some("id,method,h,mean,lo80,hi80,lo95,hi95,sec")
    );
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), 36);
    assert_eq!((rows[0][0], rows[0][1], rows[0][2]), ("a", "pool", "1"));
    assert_eq!(
        (rows[35][0], rows[35][1], rows[35][2]),
        ("b", "share", "18")
    );
    for row in &rows {
        let numbers: Vec<f64> = row[3..]
            .iter()
            .map(|cell| cell.parse().expect("a number"))
            .collect();
        assert!(numbers[3] <= numbers[1] && numbers[1] <= numbers[2] && numbers[2] <= numbers[4]);
    }
}

#[test]
fn the_months_known_are_found_from_the_sum_to_date() {
    let office = Office::new();
    let tasks = file(&office, "tasks.csv", &format!("id,t,y\n{}", rows("a", 66)));
    let to_date: f64 = rows("a", 66)
        .lines()
        .skip(60)
        .map(|line| {
            line.rsplit(',')
                .next()
                .unwrap_or_default()
                .parse::<f64>()
                .unwrap_or(0.0)
        })
        .sum();
    let goals = format!("id,n_vis,ytd,last_sum,t_m1,t_0,t_1\na,66,{to_date},1900,1000,2000,9000\n");
    let goals = file(&office, "targets.csv", &goals);
    let out = office.text("out.csv");
    let line = [
        "forecast",
        "year-end",
        "--tasks",
        &tasks,
        "--targets",
        &goals,
        "--out",
        &out,
        "--json",
    ];
    office.run(&line).ends(0);
    let text = std::fs::read_to_string(&out).expect("the answer's file");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "id,method,mean,p_m1,p_0,p_1,q025,q10,q90,q975,sec"
    );
    let cells: Vec<f64> = lines[1]
        .split(',')
        .skip(2)
        .map(|cell| cell.parse().expect("a number"))
        .collect();
    assert!((cells[0] - 2150.0).abs() < 150.0, "{cells:?}");
    assert!(cells[1] > 0.99 && cells[3] < 0.01, "{cells:?}");
    assert!(cells[4..8].is_sorted(), "{cells:?}");
    let wrong = file(&office, "wrong.csv", "id,ytd,t_0\na,1,2\n");
    let line = [
        "forecast",
        "year-end",
        "--tasks",
        &tasks,
        "--targets",
        &wrong,
        "--out",
        &out,
        "--json",
    ];
    let answer = office.run(&line).ends(2).json();
    assert_eq!(answer["problems"][0]["code"], "forecast/ytd");
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let good = rows("a", 60);
    let check = |text: &str, code: i32, expected: &[&str]| {
        let office = Office::new();
        let given = file(&office, "in.csv", text);
        let out = office.text("out.csv");
        let line = [
            "forecast",
            "series",
            &given,
            "--horizon",
            "3",
            "--out",
            &out,
            "--lang",
            "en",
        ];
        let ran = office.run(&line).ends(code);
        let said = format!("{}{}", ran.out, ran.err);
        for expected in expected {
            assert!(said.contains(expected), "{expected:?} is not in:\n{said}");
        }
        assert_eq!(std::path::Path::new(&out).exists(), code == 0);
    };
    let head = "id,t,y\n";
    check(&format!("{head}{good}"), 0, &["1 series forecast"]);
    check(
        "x,y\n1,2\n",
        2,
        &["line 1: there is no column id", "no column t"],
    );
    check(head, 2, &["forecast/empty"]);
    check(
        "id,t,y\ns,0,1\ns,1,2\ns,2,3\n",
        2,
        &["line 4, s: only 3 values"],
    );
    let bad = "a,60,many\na,61,\na,then,5\n,62,5\n";
    let named = [
        "line 62: the value \"many\"",
        "line 63",
        "line 64: the time",
        "line 65: the id",
    ];
    check(&format!("{head}{good}{bad}"), 2, &named);
    check(
        &format!("{head}{good}a,3,5\n"),
        2,
        &["line 62: a has this period already, on line 5"],
    );
    check(
        &format!("{head}{good}a,62,5\n"),
        2,
        &["line 62: a lacks 2 periods"],
    );
    let mixed = format!("{head}{good}a,62,5\n{}", rows("b", 60));
    check(&mixed, 0, &["1 not forecast", "line 62: a lacks 2 periods"]);
    let back: Vec<&str> = good.lines().rev().collect();
    check(
        &format!("{head}{}", back.join("\n")),
        0,
        &["line 3, a: time goes back here"],
    );
    let zeros: String = (0..60).map(|at| format!("z,{at},0\n")).collect();
    check(&format!("{head}{zeros}"), 0, &["every value is 0"]);
    let below: String = (0..60)
        .map(|at| format!("n,{at},{}\n", at % 7 - 3))
        .collect();
    check(&format!("{head}{below}"), 0, &["values are zero or below"]);
}
