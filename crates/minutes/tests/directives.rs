//! Directives found, beside what was read by hand before.

use minutes::{Class, Directive, directives, repair};

/// What a reader found: verb, object, class, due; other readings after a bar.
struct Read {
    line: String,
    verbs: Vec<String>,
    objects: Vec<String>,
    classes: Vec<String>,
    dues: Vec<String>,
}

fn read_by_hand(table: &str) -> Vec<Read> {
    let or = |cell: &str| cell.split('|').map(str::to_owned).collect();
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            Read {
                line: line.replace('\t', " "),
                verbs: or(cells[0]),
                objects: or(cells[1]),
                classes: or(cells[2]),
                dues: or(cells[3]),
            }
        })
        .collect()
}

fn matches(read: &Read, found: &Directive) -> bool {
    // A part of a list has the list's verb: 推动甲签约、乙开工.
    let has = |words: &[String]| {
        let who = found.who.as_deref().unwrap_or_default();
        let word = |word: &String| {
            found.text.contains(&**word) || found.verb == **word || who.contains(&**word)
        };
        words.iter().any(word)
    };
    has(&read.verbs) && has(&read.objects)
}

fn class_word(class: Class) -> &'static str {
    match class {
        Class::Assign => "assign",
        Class::PassOn => "pass_on",
        Class::Done => "done",
    }
}

/// Recall, precision and agreement on class and due date, in percent.
fn check(text: &str, table: &str, day: &str) {
    let text = repair(text).unwrap().text;
    let found = directives(&text, day.parse().unwrap()).unwrap();
    let read = read_by_hand(table);
    let mut right = vec![false; found.len()];
    let (mut hit, mut agreed) = (0, 0);
    let mut report = String::new();
    for one in &read {
        let matching: Vec<usize> = (0..found.len())
            .filter(|at| matches(one, &found[*at]))
            .collect();
        let Some(first) = matching.first() else {
            report.push_str(&format!("missed: {}\n", one.line));
            continue;
        };
        hit += 1;
        let due = found[*first].due_on;
        let due = due.map_or("-".to_owned(), |due| due.to_string());
        let class = class_word(found[*first].class);
        if one.classes.iter().any(|c| c == class) && one.dues.contains(&due) {
            agreed += 1;
        } else {
            report.push_str(&format!("{} is {class} {due}\n", one.line));
        }
        for at in matching {
            right[at] = true;
        }
    }
    for (found, right) in found.iter().zip(&right) {
        if !right {
            report.push_str(&format!("not read by hand: {}\n", found.text));
        }
    }
    let right = right.iter().filter(|right| **right).count();
    let percent = |part: usize, whole: usize| part * 100 / whole.max(1);
    let (recall, precision) = (percent(hit, read.len()), percent(right, found.len()));
    let agreed = percent(agreed, read.len());
    let told = format!("recall {recall} precision {precision} agreed {agreed}\n{report}");
    assert!(recall >= 95 && precision >= 90 && agreed >= 85, "{told}");
}

#[test]
fn a_damaged_report_of_a_meeting() {
    check(
        include_str!("../testdata/meeting_report_damaged.txt"),
        include_str!("../testdata/meeting_report_damaged.tsv"),
        "2022-05-18",
    );
}

#[test]
fn minutes_with_numbered_decisions() {
    check(
        include_str!("../testdata/reports/1_minutes.txt"),
        include_str!("../testdata/reports/1_minutes.tsv"),
        "2026-03-06",
    );
}

#[test]
fn a_speech() {
    check(
        include_str!("../testdata/reports/2_speech.txt"),
        include_str!("../testdata/reports/2_speech.tsv"),
        "2025-10-10",
    );
}

#[test]
fn a_bulletin_that_tells_who_said_what() {
    check(
        include_str!("../testdata/reports/3_bulletin.txt"),
        include_str!("../testdata/reports/3_bulletin.tsv"),
        "2026-07-09",
    );
}

#[test]
fn a_notice_in_points() {
    check(
        include_str!("../testdata/reports/4_notice.txt"),
        include_str!("../testdata/reports/4_notice.tsv"),
        "2026-05-20",
    );
}

#[test]
fn a_report_of_a_visit() {
    check(
        include_str!("../testdata/reports/5_site_visit.txt"),
        include_str!("../testdata/reports/5_site_visit.tsv"),
        "2026-04-21",
    );
}

#[test]
fn each_has_its_place_and_its_sentence() {
    let text = "开头。\n  会议强调，由建设局牵头，供电公司配合，3月20日前完成迁改。";
    let found = directives(text, "2026-03-06".parse().unwrap()).unwrap();
    let one = &found[0];
    assert_eq!(found.len(), 1);
    assert_eq!((one.line, one.column), (2, 22));
    assert_eq!(one.who.as_deref(), Some("建设局"));
    assert_eq!(one.period.as_deref(), Some("3月20日前"));
    assert!(one.sentence.starts_with("会议强调"));
}
