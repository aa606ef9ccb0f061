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

/// At least 95 of 100 read by hand are found, and 90 of 100 found were read.
fn check(text: &str, table: &str, day: &str) {
    check_at_least(text, table, day, (95, 90, 85));
}

/// Recall, precision and agreement on class and due date, in percent.
fn check_at_least(text: &str, table: &str, day: &str, least: (usize, usize, usize)) {
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
    let enough = recall >= least.0 && precision >= least.1 && agreed >= least.2;
    assert!(enough, "{told}");
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

macro_rules! read_by_hand {
    ($($name:ident, $file:literal, $day:literal;)*) => {$(
        #[test]
        fn $name() {
            check(
                include_str!(concat!("../testdata/reports/", $file, ".txt")),
                include_str!(concat!("../testdata/reports/", $file, ".tsv")),
                $day,
            );
        }
    )*};
}

read_by_hand! {
    a_township_in_plain_words, "6_township", "2026-08-12";
    a_company_of_the_state, "7_company", "2026-01-15";
    a_health_commission, "8_health", "2026-11-03";
    a_newspaper_about_a_visit, "9_visit", "2026-09-22";
    a_note_in_a_chat, "10_chat", "2026-10-19";
    minutes_of_a_bureau, "11_bureau", "2026-05-11";
    a_circular_after_accidents, "12_safety", "2026-07-08";
    a_school_year_begins, "13_education", "2026-08-26";
    inspectors_report_back, "14_inspection", "2026-09-22";
    a_hospital_in_brackets, "15_hospital", "2026-02-09";
    a_party_group_is_told, "16_transport", "2026-06-03";
    a_speech_under_headings, "17_speech", "2026-04-14";
    guests_who_wish_are_asked_nothing, "18_bulletin", "2026-10-22";
    a_flood_season_is_prepared, "19_water", "2026-05-07";
    minutes_that_hear_and_decide, "20_park", "2026-09-14";
}

/// Written and labelled by somebody who had not seen how directives are found, with what only looks
/// like one in every paragraph. What is still missed: who supports whom (海关、公安予以配合), and a
/// verb whose object stands in the clause before.
#[test]
fn reports_with_traps_in_four_more_styles() {
    for (text, table, day, recall) in [
        (
            include_str!("../testdata/reports/21_dispatch.txt"),
            include_str!("../testdata/reports/21_dispatch.tsv"),
            "2026-04-22",
            95,
        ),
        (
            include_str!("../testdata/reports/22_plenary.txt"),
            include_str!("../testdata/reports/22_plenary.tsv"),
            "2026-01-30",
            94,
        ),
        (
            include_str!("../testdata/reports/23_bonded.txt"),
            include_str!("../testdata/reports/23_bonded.tsv"),
            "2026-07-03",
            87,
        ),
        (
            include_str!("../testdata/reports/24_notice.txt"),
            include_str!("../testdata/reports/24_notice.tsv"),
            "2026-11-16",
            93,
        ),
    ] {
        check_at_least(text, table, day, (recall, 90, 84));
    }
}

#[test]
fn somebody_is_made_answerable_and_the_limit_comes_after() {
    let text = "议定事项如下：\n（一）称重设备安装，由保税公司负责，7月15日前完成。\n（二）\
        接口联调，由大数据局负责。\n（三）业主单位反映融资成本较高，希望银行下调利率。\n（四）\
        冲突问题需提请市政府协调的事项，各单位要对照清单列出。";
    let found = directives(text, "2026-07-03".parse().unwrap()).unwrap();
    let told: Vec<String> = found
        .iter()
        .map(|one| {
            let due = one.due_on.map_or("-".to_owned(), |due| due.to_string());
            format!("{} {due}", one.text)
        })
        .collect();
    assert_eq!(
        told[..2],
        [
            "称重设备安装，由保税公司负责 2026-07-15",
            "接口联调，由大数据局负责 -"
        ]
    );
    assert!(!told.iter().any(|one| one.contains("银行")), "{told:?}");
}

#[test]
fn a_unit_that_is_to_propose_something_is_no_guest() {
    let text = "会议强调，对重点问题逐一销号。各责任单位提出整改措施，7月底前报送办公室。\
        企业代表提出，希望增加班轮。";
    let found = directives(text, "2026-07-03".parse().unwrap()).unwrap();
    let told: Vec<&str> = found.iter().map(|one| &*one.text).collect();
    assert!(told.iter().any(|one| one.contains("整改措施")), "{told:?}");
    assert!(!told.iter().any(|one| one.contains("班轮")), "{told:?}");
}

#[test]
fn what_a_meeting_is_to_do_is_asked_and_what_one_did_is_told() {
    for (text, expected) in [
        (
            "会议强调，要每月召开调度会议，通报进展情况。",
            Class::Assign,
        ),
        ("省发改委召开视频会议，通报进展情况。", Class::Done),
    ] {
        let found = directives(text, "2026-03-06".parse().unwrap()).unwrap();
        let told = found.iter().find(|one| one.text.contains("通报进展"));
        let done = told.map(|one| one.class == Class::Done);
        assert_eq!(done, Some(expected == Class::Done), "{text}: {found:?}");
    }
}

#[test]
fn what_is_told_asks_for_nothing() {
    for text in [
        "开发区一季度投资增长12%，开工率比去年同期提高8个百分点。",
        "座谈会上，海川公司负责人说，希望协调增加班轮。与会代表建议延长质押期限。",
        "市长宋知远强调，要落实方案。宋知远认真倾听、不时记录。",
        "会议指出，安全是最大的效益。目前，全区在建项目86个，形势总体平稳。",
    ] {
        let found = directives(text, "2026-03-06".parse().unwrap()).unwrap();
        let told: Vec<&str> = found.iter().map(|one| &*one.text).collect();
        let asked = if text.contains("要落实") {
            vec!["落实方案"]
        } else {
            vec![]
        };
        assert_eq!(told, asked, "{text}");
    }
}

#[test]
fn below_what_is_announced_no_word_of_duty_is_needed() {
    let text =
        "现将有关要求通知如下：\n疾控中心每日分析监测数据，每周一形成周报。\n宣传手册发到每一户。";
    let found = directives(text, "2026-03-06".parse().unwrap()).unwrap();
    let told: Vec<(&str, Option<&str>)> = found
        .iter()
        .map(|one| (&*one.text, one.who.as_deref()))
        .collect();
    let expected = [
        ("疾控中心每日分析监测数据", Some("疾控中心")),
        ("每周一形成周报", None),
        ("宣传手册发到每一户", None),
    ];
    assert_eq!(told, expected);
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
