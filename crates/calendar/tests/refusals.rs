//! Every refusal, with its full text.

use calendar::{Calendar, CalendarBuilder, HolidayTable, Problem, Refusal, Shift, Week};
use expect_test::{Expect, expect};
use jiff::civil::date;

fn tell(problems: &[Problem]) -> String {
    let line = |problem: &Problem| {
        format!(
            "{}\n  {}。{}。\n  {}: {}.\n",
            problem.code(),
            problem.message_zh(),
            problem.remedy_zh(),
            problem.message_en(),
            problem.remedy_en()
        )
    };
    problems.iter().map(line).collect()
}

fn check(builder: CalendarBuilder, expected: &Expect) {
    let problems = builder.build().map(|_| ()).expect_err("a refusal").problems;
    expected.assert_eq(&tell(&problems));
}

fn check_notice(csv: &str, expected: &Expect) {
    let refusal = HolidayTable::china()
        .with_notice(csv)
        .expect_err("a refusal");
    expected.assert_eq(&tell(&refusal.problems));
}

#[test]
fn no_working_time() {
    check(
        Calendar::builder("never").week(Week::uniform(0, &[])),
        &expect![[r#"
        calendar/no-working-time
          一周内没有任何工作时间。请至少给一个工作日设置班次。
          the week has no working time at all: give shifts to at least one weekday.
    "#]],
    );
}

#[test]
fn bad_shifts_all_at_once() {
    let many: Vec<Shift> = (0..17).map(|hour| Shift::hm(hour, 0, hour, 30)).collect();
    let week = Week::five_day()
        .with_day(0, &[Shift::hm(12, 0, 8, 0)])
        .with_day(1, &[Shift::hm(8, 0, 24, 1)])
        .with_day(2, &[Shift::hm(8, 0, 12, 0), Shift::hm(11, 0, 17, 0)])
        .with_day(3, &many);
    check(
        Calendar::builder("wrong").week(week),
        &expect![[r#"
        calendar/bad-shift
          周一的班次 12:00-08:00 不成立。班次应在 00:00—24:00 之间，且结束晚于开始；跨夜班次分两天填写。
          the shift 12:00-08:00 of Monday is not possible: keep a shift within 00:00-24:00, its end after its start; write a night shift as two, on two days.
        calendar/bad-shift
          周二的班次 08:00-24:01 不成立。班次应在 00:00—24:00 之间，且结束晚于开始；跨夜班次分两天填写。
          the shift 08:00-24:01 of Tuesday is not possible: keep a shift within 00:00-24:00, its end after its start; write a night shift as two, on two days.
        calendar/overlapping-shifts
          周三的班次 08:00-12:00 与 11:00-17:00 重叠或次序颠倒。请按时间先后填写班次，互不重叠。
          the shifts 08:00-12:00 and 11:00-17:00 of Wednesday overlap or are out of order: write the shifts in order, none overlapping.
        calendar/too-many-shifts
          周四有 17 个班次，超过上限。请合并相连的班次，每天不超过 16 个。
          Thursday has 17 shifts, above the limit: join adjoining shifts; at most 16 a day.
    "#]],
    );
}

#[test]
fn bad_exceptions() {
    let builder = Calendar::builder("wrong")
        .off(date(1989, 12, 31))
        .off_between(date(2026, 5, 2), date(2026, 5, 1))
        .shifts_between(date(2026, 5, 1), date(2026, 5, 1), &[Shift::hm(9, 0, 9, 0)]);
    check(
        builder,
        &expect![[r#"
        calendar/exception-out-of-range
          例外日期 1989-12-31 不在 1990—2100 年内。请填写 1990-01-01 至 2100-12-31 之间的日期。
          the exception of 1989-12-31 lies outside 1990-2100: use a date from 1990-01-01 to 2100-12-31.
        calendar/range-backwards
          日期段 2026-05-02 至 2026-05-01 首尾颠倒。请把较早的日期放在前面。
          the range of dates 2026-05-02 to 2026-05-01 runs backwards: put the earlier date first.
        calendar/bad-shift
           2026-05-01 的班次 09:00-09:00 不成立。班次应在 00:00—24:00 之间，且结束晚于开始；跨夜班次分两天填写。
          the shift 09:00-09:00 of 2026-05-01 is not possible: keep a shift within 00:00-24:00, its end after its start; write a night shift as two, on two days.
    "#]],
    );
}

#[test]
fn an_empty_notice() {
    check_notice(
        "date,name,kind,source_notice\n\n",
        &expect![[r#"
        calendar/notice-empty
          放假通知没有内容。请粘贴通知中的放假和调休日期，每行一天。
          the notice is empty: paste the days off and make-up days, one a line.
    "#]],
    );
}

#[test]
fn a_notice_with_every_fault() {
    check_notice(
        "2027-01-01,元旦,off,通知\n\
         2027-02-30,春节,off,通知\n\
         2027-02-06,春节,maybe,通知\n\
         2027-02-07,春节\n\
         2027-01-01,元旦,work,通知\n\
         2026-12-01,元旦,off,通知\n\
         2026-10-01,国庆节,off,通知\n",
        &expect![[r#"
            calendar/notice-date
              第 2 行“2027-02-30”不是日期。日期写成 2027-01-01 的样式。
              line 2: `2027-02-30` is not a date: write dates like 2027-01-01.
            calendar/notice-kind
              第 3 行类型“maybe”无法识别。类型写 off（放假）或 work（调休上班）。
              line 3: unknown kind `maybe`: write off (day off) or work (make-up working day).
            calendar/notice-fields
              第 4 行有 2 栏，应为 4 栏（日期,名称,类型,通知来源）。每行写成：2027-01-01,元旦,off,通知文号或网址。
              line 4 has 2 fields, not 4 (date,name,kind,source): write each line like 2027-01-01,元旦,off,number or address of the notice.
            calendar/notice-twice
              第 5 行日期 2027-01-01 与第 1 行重复。请删去其中一行。
              line 5: 2027-01-01 already stands in line 1: delete one of the two lines.
            calendar/notice-year
              第 6 行日期 2026-12-01 不属于 2027 年的通知。请一次只载入一个年度的通知；上一年的日期只能在 12 月 15 日以后。
              line 6: 2026-12-01 does not belong to the notice for 2027: load one year's notice at a time; of the year before only days from 15 December.
            calendar/notice-year
              第 7 行日期 2026-10-01 不属于 2027 年的通知。请一次只载入一个年度的通知；上一年的日期只能在 12 月 15 日以后。
              line 7: 2026-10-01 does not belong to the notice for 2027: load one year's notice at a time; of the year before only days from 15 December.
            calendar/notice-clash
              第 7 行日期 2026-10-01 已由 2026 年的通知确定。请核对两份通知；如需改动，请重新载入那一年的通知。
              line 7: 2026-10-01 is already settled by the notice for 2026: compare the two notices; to change it, load that year's notice again.
        "#]],
    );
}

#[test]
fn a_notice_too_long() {
    check_notice(
        &"x\n".repeat(10_001),
        &expect![[r#"
        calendar/notice-too-long
          放假通知有 10001 行，超过上限。请一次只载入一个年度的通知。
          the notice has 10001 lines, above the limit: load the notice of one year at a time.
    "#]],
    );
}

#[test]
fn a_day_two_notices_settle() {
    // 2023's notice settles 31 December 2022; so does this amended notice for 2022.
    check_notice(
        "2022-12-31,元旦,off,通知\n2022-05-01,劳动节,off,通知",
        &expect![[r#"
        calendar/notice-clash
          第 1 行日期 2022-12-31 已由 2023 年的通知确定。请核对两份通知；如需改动，请重新载入那一年的通知。
          line 1: 2022-12-31 is already settled by the notice for 2023: compare the two notices; to change it, load that year's notice again.
    "#]],
    );
}

#[test]
fn a_refusal_is_an_error() {
    let error: Box<dyn std::error::Error> = Box::new(Refusal {
        problems: vec![Problem::NoWorkingTime, Problem::NoticeEmpty],
    });
    expect!["the week has no working time at all; the notice is empty"]
        .assert_eq(&error.to_string());
}
