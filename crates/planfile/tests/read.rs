//! Small files of every format, read and worked out; a file written and read again.

use expect_test::{Expect, expect};
use planfile::{Plan, mspdi};
use schedule::{ActivityId, Options, checker};

fn read(bytes: &[u8]) -> Plan {
    planfile::read(bytes).unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// One line an activity, then what was read past.
fn check(bytes: &[u8], expected: &Expect) {
    let plan = read(bytes);
    let (builder, network) = plan.build().unwrap_or_else(|refusal| panic!("{refusal}"));
    let options = Options {
        required: plan.required,
        data_date: None,
    };
    let schedule = network.schedule(&options);
    assert_eq!(checker::check(&builder, &schedule), []);
    let mut text = format!(
        "{} {:?} from {}\n",
        plan.format.name(),
        plan.title,
        plan.start
    );
    for (row, id) in plan.activities.iter().zip((0..).map(ActivityId)) {
        let times = schedule.times(id);
        text += &format!(
            "{} {}: {} to {}, float {}h{}\n",
            row.code,
            row.name,
            times.early_start,
            times.early_finish,
            times.total_float as f64 / 60.0,
            if times.critical { ", critical" } else { "" }
        );
    }
    for demand in &plan.demands {
        let resource = &plan.resources[demand.resource as usize];
        let job = &plan.activities[demand.activity.0 as usize].code;
        text += &format!(
            "{job} needs {} of {}\n",
            demand.units as f64 / 100.0,
            resource.name
        );
    }
    for unused in &plan.unused {
        text += &format!(
            "unused {} x{} from line {}\n",
            unused.kind, unused.count, unused.first.line
        );
    }
    expected.assert_eq(&text);
}

#[test]
fn primavera() {
    check(
        include_bytes!("../testdata/bridge.xer"),
        &expect![[r#"
            Primavera XER "BRIDGE" from 2026-03-02 08:00
            A10 Order placed: 2026-03-02 08:00 to 2026-03-02 08:00, float 0h
            A20 Survey: 2026-03-02 08:00 to 2026-03-10 17:00, float 24h
            A30 Piles: 2026-03-16 06:00 to 2026-03-25 14:00, float 0h, critical
            A40 Piles accepted: 2026-03-25 14:00 to 2026-03-25 14:00, float 0h, critical
            A50 Supervision: 2026-03-02 08:00 to 2026-03-25 14:00, float 0h, critical
            unused NOTES x1 from line 28
            unused SCHEDOPTIONS.schedoptions_id x1 from line 11
            unused TASK.guid x5 from line 14
            unused TASKPRED.task_pred_id x5 from line 21
        "#]],
    );
}

#[test]
fn project_xml() {
    check(
        include_bytes!("../testdata/tower.xml"),
        &expect![[r#"
        Microsoft Project XML "Tower 塔" from 2026-03-02 08:00
        1 Frame: 2026-03-03 08:00 to 2026-03-07 12:00, float 0h, critical
        2 Columns & beams: 2026-03-03 08:00 to 2026-03-06 17:00, float 0h, critical
        3 Slab: 2026-03-05 13:00 to 2026-03-07 12:00, float 0h, critical
        4 Cure: 2026-03-07 12:00 to 2026-03-10 12:00, float 0h, critical
        unused Task/Notes x1 from line 43
    "#]],
    );
}

#[test]
fn project_exchange() {
    check(
        include_bytes!("../testdata/plant.mpx"),
        &expect![[r#"
        MPX "Plant" from 2026-03-02 08:00
        1 Civil works: 2026-03-03 08:00 to 2026-03-24 17:00, float 0h, critical
        2 Excavate: 2026-03-03 08:00 to 2026-03-09 17:00, float 0h, critical
        3 Concrete: 2026-03-11 08:00 to 2026-03-24 17:00, float 0h, critical
        4 Cure: 2026-03-17 17:00 to 2026-03-24 17:00, float 0h, critical
    "#]],
    );
}

#[test]
fn planner() {
    check(
        include_bytes!("../testdata/yard.planner"),
        &expect![[r#"
            Planner XML "Yard" from 2026-03-02 00:00
            1 Paving: 2026-03-02 09:00 to 2026-03-05 17:00, float 0h, critical
            2 Base: 2026-03-02 09:00 to 2026-03-02 17:00, float 8h
            3 Top: 2026-03-05 09:00 to 2026-03-05 17:00, float 0h, critical
            4 Open: 2026-03-05 17:00 to 2026-03-05 17:00, float 0h, critical
            2 needs 2 of Crew
        "#]],
    );
}

#[test]
fn planner_finishes() {
    // A finished milestone, whose end Planner writes at midnight; and work that has to last until
    // the start of other work, shown until the evening before.
    let plan = read(
        br#"<project name="Ends" project-start="20260302T000000Z" mrproject-version="2"><tasks>
        <task id="1" name="Permit" work="0" type="milestone" percent-complete="100"
            start="20260302T000000Z" work-start="20260302T080000Z" end="20260302T000000Z"/>
        <task id="2" name="Opening" work="28800">
            <constraint type="must-start-on" time="20260305T000000Z"/></task>
        <task id="3" name="Guarding" work="28800">
            <predecessors><predecessor predecessor-id="2" type="SF"/></predecessors></task>
        </tasks></project>"#,
    );
    let (_, network) = plan.build().unwrap_or_else(|refusal| panic!("{refusal}"));
    let schedule = network.schedule(&Options::default());
    let shown = |at| {
        let shown = plan.shown(&schedule, ActivityId(at));
        let text = |at: Option<calendar::Minute>| at.map_or(String::new(), |at| at.to_string());
        [text(shown.early_start), text(shown.early_finish)]
    };
    assert_eq!(shown(0), ["2026-03-02 08:00", "2026-03-02 08:00"]);
    assert_eq!(shown(1), ["2026-03-05 08:00", "2026-03-05 17:00"]);
    assert_eq!(shown(2), ["2026-03-04 08:00", "2026-03-04 17:00"]);
}

#[test]
fn project_exchange_with_people() {
    // A day of the deck is one of either crew; the rail is worked at weekends.
    check(
        include_bytes!("../testdata/shifts.mpx"),
        &expect![[r#"
            MPX "Shifts" from 2026-03-02 08:00
            1 Deck: 2026-03-02 08:00 to 2026-03-06 12:00, float 0h, critical
            2 Rail: 2026-03-06 13:00 to 2026-03-10 12:00, float 0h, critical
            3 Sign: 2026-03-06 13:00 to 2026-03-09 12:00, float 8h
            1 needs 1 of Day crew
            1 needs 1 of Late crew
            2 needs 1 of Weekend crew
        "#]],
    );
}

#[test]
fn psplib_and_patterson_say_the_same() {
    check(
        include_bytes!("../testdata/small.sm"),
        &expect![[r#"
        PSPLIB sm "" from 2000-01-01 00:00
        1 1: 2000-01-01 00:00 to 2000-01-01 00:00, float 0h, critical
        2 2: 2000-01-01 00:00 to 2000-01-01 00:04, float 0.03333333333333333h
        3 3: 2000-01-01 00:00 to 2000-01-01 00:06, float 0h, critical
        4 4: 2000-01-01 00:06 to 2000-01-01 00:06, float 0h, critical
        2 needs 2 of R 1
        3 needs 1 of R 1
        3 needs 3 of R 2
    "#]],
    );
    check(
        include_bytes!("../testdata/small.rcp"),
        &expect![[r#"
        Patterson rcp "" from 2000-01-01 00:00
        1 1: 2000-01-01 00:00 to 2000-01-01 00:00, float 0h, critical
        2 2: 2000-01-01 00:00 to 2000-01-01 00:04, float 0.03333333333333333h
        3 3: 2000-01-01 00:00 to 2000-01-01 00:06, float 0h, critical
        4 4: 2000-01-01 00:06 to 2000-01-01 00:06, float 0h, critical
        2 needs 2 of R 1
        3 needs 1 of R 1
        3 needs 3 of R 2
    "#]],
    );
}

/// Every format, written as MSPDI and read again, has the same early dates.
#[test]
fn written_and_read_again() {
    let files: [&[u8]; 5] = [
        include_bytes!("../testdata/tower.xml"),
        include_bytes!("../testdata/plant.mpx"),
        include_bytes!("../testdata/yard.planner"),
        include_bytes!("../testdata/small.sm"),
        include_bytes!("../testdata/small.rcp"),
    ];
    for bytes in files {
        let plan = read(bytes);
        let (_, network) = plan.build().expect("sound");
        let schedule = network.schedule(&Options::default());
        let written = mspdi::write(&plan, &schedule);
        let again = read(written.as_bytes());
        let (_, network) = again.build().expect("sound");
        let second = network.schedule(&Options::default());
        assert_eq!(again.activities.len(), plan.activities.len());
        assert_eq!(again.links.len(), plan.links.len());
        assert_eq!(again.demands.len(), plan.demands.len());
        for (row, id) in plan.activities.iter().zip((0..).map(ActivityId)) {
            let at = again
                .activities
                .iter()
                .position(|other| other.key == (id.0 + 1).to_string());
            let other = ActivityId(at.expect("it is there") as u32);
            let (before, after) = (schedule.times(id), second.times(other));
            let dates = |times: schedule::Times| (times.early_start, times.early_finish);
            assert_eq!(
                dates(before),
                dates(after),
                "{} {}",
                plan.format.name(),
                row.name
            );
        }
    }
}

#[test]
fn encodings() {
    let text = include_str!("../testdata/tower.xml");
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&[0xff, 0xfe][..], utf16.as_slice()].concat();
    assert_eq!(read(&marked).title, "Tower 塔");
    let (gb, ..) = encoding_rs::GB18030.encode(text);
    let gb: Vec<u8> = String::from_utf8_lossy(b"")
        .bytes()
        .chain(gb.iter().copied())
        .collect();
    assert_eq!(read(&gb).title, "Tower 塔");
    let xer = include_str!("../testdata/bridge.xer").replace("Survey", "Caf\u{e9} \u{a3}");
    let (western, ..) = encoding_rs::WINDOWS_1252.encode(&xer);
    assert_eq!(read(&western).activities[1].name, "Caf\u{e9} \u{a3}");
}

/// A finish whose time of day is not written is the end of that working day, not its beginning.
#[test]
fn a_finish_without_a_time_of_day() {
    let file = "MPX,Microsoft Project for Windows,4.0,ANSI\n12,1,1,480,/,:,,,8\n\
        20,Standard,0,1,1,1,1,1,0\n25,1\n25,2,08:00,12:00,13:00,16:30\n\
        30,Plant,,,Standard,02/03/2026,,0\n61,90,98,1,40,3,91,68,58,59\n\
        70,1,11,Excavate,2d,1,Finish No Later Than,03/03/2026,,\n\
        70,2,12,Survey,3d,1,,,02/03/2026,04/03/2026\n";
    check(
        file.as_bytes(),
        &expect![[r#"
        MPX "Plant" from 2026-03-02 08:00
        1 Excavate: 2026-03-02 08:00 to 2026-03-04 08:30, float -0.5h, critical
        2 Survey: 2026-03-02 08:00 to 2026-03-04 17:00, float 0h
    "#]],
    );
}
