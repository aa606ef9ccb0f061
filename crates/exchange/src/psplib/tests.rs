use super::*;
use expect_test::{Expect, expect};

const SMALL: &str = "\
************************************************************************
projects                      :  1
jobs (incl. supersource/sink ):  4
horizon                       :  9
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     5       2
  3      1     4       3
  4      1     0       0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1
    4
************************************************************************
";

fn shown(read: Result<Project, Vec<Problem>>) -> String {
    match read {
        Ok(project) => {
            let of = |at: usize| {
                let activity = &project.activities[at];
                format!(
                    "{} {} {:?}\n",
                    activity.key, activity.duration, activity.needs
                )
            };
            let links: Vec<_> = project
                .links
                .iter()
                .map(|link| (link.from, link.to))
                .collect();
            let activities: String = (0..project.activities.len()).map(of).collect();
            format!("{activities}{links:?}\n{:?}\n", project.resources)
        }
        Err(problems) => problems
            .iter()
            .map(|problem| {
                let (code, line) = (problem.code(), problem.line);
                format!(
                    "{line}: {} / {} [{code}]\n",
                    problem.message_zh(),
                    problem.message_en()
                )
            })
            .collect(),
    }
}

#[track_caller]
fn check(read: Result<Project, Vec<Problem>>, expected: &Expect) {
    expected.assert_eq(&shown(read));
}

#[test]
fn sm_is_read() {
    check(
        read_sm(SMALL.as_bytes()),
        &expect![[r#"
            1 0 []
            2 5 [(0, 2)]
            3 4 [(0, 3)]
            4 0 []
            [(0, 1), (0, 2), (1, 3), (2, 3)]
            [Resource { key: "R1", steps: [(0, 4)] }]
        "#]],
    );
}

#[test]
fn rcp_is_read_wherever_lines_break() {
    check(
        read_rcp(b"4 1\n4\n0 0 2 2 3\n5 2 1\n4\n4 3 1 4\n0 0 0\n"),
        &expect![[r#"
            1 0 []
            2 5 [(0, 2)]
            3 4 [(0, 3)]
            4 0 []
            [(0, 1), (0, 2), (1, 3), (2, 3)]
            [Resource { key: "R1", steps: [(0, 4)] }]
        "#]],
    );
}

#[test]
fn every_problem_has_its_line() {
    let broken = SMALL
        .replace(
            "   2        1          1           4",
            "   2        1          2           9",
        )
        .replace("  3      1     4       3", "  3      2     x       3")
        .replace(
            "- nonrenewable              :  0",
            "- nonrenewable              :  2",
        );
    check(
        read_sm(broken.as_bytes()),
        &expect![[r#"
            7: 不能处理 nonrenewable resources / nonrenewable resources cannot be planned here [psplib/not-supported]
            13: successors应有 2 个，实有 1 个 / 1 successors where 2 are announced [psplib/count]
            13: 工序 9 不存在或位置不对 / activity 9 does not exist or is out of place [psplib/activity]
            22: “x”不是范围内的整数 / "x" is not a whole number in range [psplib/not-a-number]
        "#]],
    );
}

#[test]
fn a_file_cut_off_is_refused_wherever_it_ends() {
    let end = SMALL.find("    4\n****").unwrap_or_default();
    for cut in 0..end {
        assert!(read_sm(&SMALL.as_bytes()[..cut]).is_err(), "cut at {cut}");
    }
    let bare = b"4 1 4 0 0 2 2 3 5 2 1 4 4 3 1 4 0 0 0";
    for cut in (0..bare.len()).filter(|cut| bare[*cut] == b' ') {
        assert!(read_rcp(&bare[..cut]).is_err(), "cut at {cut}");
    }
}

#[test]
fn odd_bytes_are_refused() {
    check(
        read_rcp(b"1 1 1\n1 1 \xff"),
        &expect![[r#"
            2: 此处的字节不是文本 / there are bytes here that are no text [psplib/not-text]
        "#]],
    );
    check(
        read_rcp(b"1 0 5 0 7"),
        &expect![[r#"
            1: 最后一个工序之后还有数字 / there are numbers after the last activity [psplib/surplus]
        "#]],
    );
    check(
        read_rcp(b"99999999999999999999 0"),
        &expect![[r#"
            1: “99999999999999999999”不是范围内的整数 / "99999999999999999999" is not a whole number in range [psplib/not-a-number]
        "#]],
    );
}
