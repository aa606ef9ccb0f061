//! What is refused, with its place; and files broken at random, which may be refused but never
//! bring the reader down.

use expect_test::{Expect, expect};

const XER: &str = include_str!("../testdata/bridge.xer");
const XML: &str = include_str!("../testdata/tower.xml");
const MPX: &str = include_str!("../testdata/plant.mpx");
const PLANNER: &str = include_str!("../testdata/yard.planner");
const SM: &str = include_str!("../testdata/small.sm");
const RCP: &str = include_str!("../testdata/small.rcp");

/// Code, place, cause and remedy, in both languages, of everything refused.
fn check(text: &str, expected: &Expect) {
    let refused = match planfile::read(text.as_bytes()) {
        Err(refusal) => Some(refusal),
        Ok(plan) => plan.build().err(),
    };
    let refusal = refused.expect("a refusal");
    let told: String = refusal
        .problems
        .iter()
        .map(|problem| {
            format!(
                "{}\n  {}；{}\n  {}; {}\n",
                problem.code,
                problem.message_zh(),
                problem.remedy_zh(),
                problem.message_en(),
                problem.remedy_en()
            )
        })
        .collect();
    expected.assert_eq(&told);
}

#[test]
fn formats() {
    check(
        "name,start\nA,2026-03-02\n",
        &expect![[r#"
        planfile/format
          不是能识别的进度计划文件；可读的格式：P6 XER、MS Project XML、MPX、Planner XML、PSPLIB .sm 与 .rcp
          this is no schedule file of a known format; readable are P6 XER, MS Project XML, MPX, Planner XML, PSPLIB .sm and .rcp
    "#]],
    );
    check(
        include_str!("refusals.rs"),
        &expect![[r#"
        planfile/format
          不是能识别的进度计划文件；可读的格式：P6 XER、MS Project XML、MPX、Planner XML、PSPLIB .sm 与 .rcp
          this is no schedule file of a known format; readable are P6 XER, MS Project XML, MPX, Planner XML, PSPLIB .sm and .rcp
    "#]],
    );
    let mpp = [
        &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..],
        &[0; 600],
    ]
    .concat();
    let refusal = planfile::read(&mpp).expect_err("MPP");
    expect!["this is an MPP file of Microsoft Project, a closed format that is not read"]
        .assert_eq(&refusal.to_string());
}

#[test]
fn cut_off() {
    check(
        &XER[..XER.len() - 60],
        &expect![[r#"
        planfile/cut-off
          第 25 行：文件不完整，到这里中断；请重新导出或重新传送这个文件
          line 25: the file ends here, in the middle; export or transfer the file again
    "#]],
    );
    check(
        &XML[..XML.len() - 60],
        &expect![[r#"
        planfile/cut-off
          第 56 行：文件不完整，到这里中断；请重新导出或重新传送这个文件
          line 56: the file ends here, in the middle; export or transfer the file again
    "#]],
    );
    check(
        &PLANNER[..900],
        &expect![[r#"
        planfile/cut-off
          第 21 行：文件不完整，到这里中断；请重新导出或重新传送这个文件
          line 21: the file ends here, in the middle; export or transfer the file again
    "#]],
    );
    check(
        &SM[..500],
        &expect![[r#"
        planfile/cut-off
          第 12 行：文件不完整，到这里中断；请重新导出或重新传送这个文件
          line 12: the file ends here, in the middle; export or transfer the file again
    "#]],
    );
    check(
        &RCP[..30],
        &expect![[r#"
        planfile/cut-off
          第 5 行：文件不完整，到这里中断；请重新导出或重新传送这个文件
          line 5: the file ends here, in the middle; export or transfer the file again
    "#]],
    );
}

#[test]
fn bombs() {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><Project>&c;</Project>";
    check(
        bomb,
        &expect![[r#"
        planfile/doctype
          第 1 行：文件带有文档类型定义（DTD），不予读取；请删去 <!DOCTYPE …> 后重试
          line 1: the file has a document type definition, which is not read; delete the <!DOCTYPE ...> and try again
    "#]],
    );
    check(
        &format!("<Project>{}", "<a>".repeat(5_000)),
        &expect![[r#"
            planfile/too-large
              第 1 行：元素嵌套层数超过上限 64；请拆分文件
              line 1: more elements inside each other than the limit of 64; split the file
        "#]],
    );
    let deep = format!("(0||CalendarData(){}", "(0||x()(".repeat(20_000));
    let row = XER
        .lines()
        .find(|line| line.starts_with("%R\t11"))
        .expect("a calendar");
    let nested = XER.replace(row, &format!("%R\t11\tSite\t10\t{deep}"));
    assert!(planfile::read(nested.as_bytes()).is_err());
}

#[test]
fn links_to_nothing_and_loops() {
    check(
        &XER.replace("2\t102\t101", "2\t102\t999"),
        &expect![[r#"
            planfile/link-to-nothing
              第 22 行 TASKPRED.pred_task_id：指向不存在的作业“999”；请在原软件中改正后重新导出
              line 22, TASKPRED.pred_task_id: names the activity `999`, which does not exist; mend it in the program it comes from and export again
        "#]],
    );
    check(
        &XER.replace("1\t101\t100", "1\t101\t103"),
        &expect![[r#"
            schedule/loop
              第 15 行 TASK.task_id：工序互相等待，成环：101 -> 102 -> 103 -> 101；请删去或改动环上的一条搭接关系
              line 15, TASK.task_id: these activities wait in a loop: 101 -> 102 -> 103 -> 101; delete or change one link of the loop
        "#]],
    );
    check(
        &XML.replace("<PredecessorUID>2<", "<PredecessorUID>9<"),
        &expect![[r#"
            planfile/link-to-nothing
              第 49 行 PredecessorLink/PredecessorUID：指向不存在的任务“9”；请在原软件中改正后重新导出
              line 49, PredecessorLink/PredecessorUID: names the task `9`, which does not exist; mend it in the program it comes from and export again
        "#]],
    );
    check(
        &MPX.replace("3FS-50%", "9FS"),
        &expect![[r#"
        planfile/link-to-nothing
          第 14 行 70.70：指向不存在的任务“9FS”；请在原软件中改正后重新导出
          line 14, 70.70: names the task `9FS`, which does not exist; mend it in the program it comes from and export again
    "#]],
    );
    check(
        &SM.replace("2           2   3", "2           2   7"),
        &expect![[r#"
            planfile/link-to-nothing
              第 8 行：指向不存在的作业“7”；请在原软件中改正后重新导出
              line 8: names the job `7`, which does not exist; mend it in the program it comes from and export again
        "#]],
    );
}

#[test]
fn absurd_values() {
    check(
        &XER.replace("Piles\t80\t80", "Piles\t-80\t80"),
        &expect![[r#"
            schedule/duration
              第 16 行 TASK.task_id：工序“102”的工期 -4800 分钟不成立；工期应为零或正数，且不超过一百年
              line 16, TASK.task_id: the activity `102` cannot last -4800 minutes; give a duration from zero up to a hundred years
        "#]],
    );
    check(
        &XER.replace("Piles\t80\t80", "Piles\t1e9\t80"),
        &expect![[r#"
            schedule/duration
              第 16 行 TASK.task_id：工序“102”的工期 60000000000 分钟不成立；工期应为零或正数，且不超过一百年
              line 16, TASK.task_id: the activity `102` cannot last 60000000000 minutes; give a duration from zero up to a hundred years
        "#]],
    );
    check(
        &XER.replace("2026-03-16 06:00", "3026-03-16 06:00"),
        &expect![[r#"
            schedule/moment
              第 16 行 TASK.task_id：工序“102”的时间 3026-03-16 06:00 不在 1900—2199 年内；请改正日期
              line 16, TASK.task_id: the moment 3026-03-16 06:00 of the activity `102` lies outside 1900-2199; correct the date
        "#]],
    );
    check(
        &XER.replace("2026-03-16 06:00", "2026-02-30 06:00"),
        &expect![[r#"
            planfile/unreadable
              第 16 行 TASK.cstr_date：“2026-02-30 06:00”不是日期；请改正这一处
              line 16, TASK.cstr_date: `2026-02-30 06:00` is not a date; correct this value
        "#]],
    );
    check(
        &XML.replace("PT24H0M0S", "three days"),
        &expect![[r#"
        planfile/unreadable
          第 41 行 Task/Duration：“three days”不是时间长度；请改正这一处
          line 41, Task/Duration: `three days` is not a duration; correct this value
    "#]],
    );
}

#[test]
fn contradictions() {
    let both = XER
        .replace(
            "act_end_date\tguid",
            "act_end_date\tguid\tcstr_date2\tcstr_type2",
        )
        .replace(
            "CS_MSOA\t\t\tx",
            "CS_MSOA\t\t\tx\t2026-03-13 14:00\tCS_MEOB",
        );
    check(
        &both,
        &expect![[r#"
        schedule/constraints-contradict
          第 16 行 TASK.task_id：工序“102”的约束矛盾：不早于 2026-03-16 06:00，又不晚于 2026-03-13 14:00，其间容不下工期 4800 分钟；请放宽或删去其中一个约束
          line 16, TASK.task_id: the constraints of the activity `102` exclude each other: not before 2026-03-16 06:00, not after 2026-03-13 14:00, with 4800 minutes of work between; relax or delete one of the constraints
    "#]],
    );
    let idle = XER.replace("(s|06:00|f|14:00)", "()");
    check(
        &idle,
        &expect![[r#"
        calendar/no-working-time
          第 8 行 CALENDAR.clndr_data Site：一周内没有任何工作时间；请至少给一个工作日设置班次
          line 8, CALENDAR.clndr_data Site: the week has no working time at all; give shifts to at least one weekday
    "#]],
    );
}

/// A small generator of its own (Marsaglia's xorshift), so that a seed stays a seed.
struct Xorshift(u64);

impl Xorshift {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

/// Bytes changed, doubled, dropped, cut; numbers and dates replaced by the worst there are.
fn broken(text: &str, random: &mut Xorshift) -> Vec<u8> {
    const WORST: [&str; 10] = [
        "9999999999999999999",
        "-1",
        "1e308",
        "NaN",
        "9999-12-31T24:00:00",
        "PT9999999999H",
        "",
        "\u{0}",
        "-2147483648",
        "1900-01-01 00:00",
    ];
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len());
        match random.below(6) {
            0 => bytes[at] = random.below(256) as u8,
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..(at + random.below(40)).min(bytes.len()))),
            3 => {
                let end = (at + random.below(200)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                // A whole number or date becomes another.
                let end = bytes[at..].iter().position(|byte| !byte.is_ascii_digit());
                let end = at + end.unwrap_or(0);
                bytes.splice(at..end, WORST[random.below(WORST.len())].bytes());
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

#[test]
fn broken_files_never_bring_a_reader_down() {
    let mut random = Xorshift(0x5eed_2026);
    let (mut refused, mut built) = (0, 0);
    for round in 0..900 {
        let text = [XER, XML, MPX, PLANNER, SM, RCP][round % 6];
        let bytes = broken(text, &mut random);
        match planfile::read(&bytes).and_then(|plan| plan.build().map(|built| (plan, built))) {
            Err(refusal) => {
                assert!(!refusal.problems.is_empty());
                refused += 1;
            }
            Ok((plan, (builder, network))) => {
                let schedule = network.schedule(&schedule::Options::default());
                let violations = schedule::checker::check(&builder, &schedule);
                assert_eq!(violations, [], "round {round} of {}", plan.format.name());
                built += 1;
            }
        }
    }
    assert!(
        refused > 150 && built > 40,
        "{refused} refused, {built} built"
    );
}
