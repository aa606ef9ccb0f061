//! The bodies of robots, to the letter, within their vendors' limits, and what answers mean.

use courier::{RobotKind, Signed, body, judge};
use expect_test::expect_file;
use serde_json::Value;

use crate::samples::message;

const MILLIS: u64 = 1_779_076_800_123;

fn made(kind: RobotKind, rows: usize, secret: &str) -> String {
    let signed = Signed {
        secret,
        millis: MILLIS,
    };
    body(kind, &message(rows), &signed)
}

fn pretty(text: &str) -> String {
    let value: Value = serde_json::from_str(text).unwrap();
    serde_json::to_string_pretty(&value).unwrap() + "\n"
}

#[test]
fn bodies_to_the_letter() {
    let wecom = pretty(&made(RobotKind::Wecom, 2, ""));
    expect_file!["../testdata/wecom.json"].assert_eq(&wecom);
    let dingtalk = pretty(&made(RobotKind::Dingtalk, 2, "SEC0123456789abcdef"));
    expect_file!["../testdata/dingtalk.json"].assert_eq(&dingtalk);
    let feishu = pretty(&made(RobotKind::Feishu, 2, "SEC0123456789abcdef"));
    expect_file!["../testdata/feishu.json"].assert_eq(&feishu);
}

#[test]
fn dingtalk_signs_as_its_document_says() {
    let signed = Signed {
        secret: "SEC0123456789abcdef",
        millis: MILLIS,
    };
    let address = courier::signed_address(RobotKind::Dingtalk, "https://h.cn/send?t=1", &signed);
    // Computed with another library.
    let sign = "OqbAmwSeYeEeQQVLJc82p72FdzB0b9AWlqbWrApDELM%3D";
    assert_eq!(
        address,
        format!("https://h.cn/send?t=1&timestamp={MILLIS}&sign={sign}")
    );
}

#[test]
fn feishu_signs_as_its_document_says() {
    let body: Value =
        serde_json::from_str(&made(RobotKind::Feishu, 1, "SEC0123456789abcdef")).unwrap();
    assert_eq!(body["timestamp"], "1779076800");
    // Computed with another library.
    assert_eq!(body["sign"], FEISHU_SIGN);
    let body: Value = serde_json::from_str(&made(RobotKind::Feishu, 1, "")).unwrap();
    assert!(body.get("sign").is_none());
}

const FEISHU_SIGN: &str = "mKkRrbURzCY4uWlaIMqM/rdz9+XPvDeYYR70ROWbsAM=";

#[test]
fn a_long_message_is_cut_by_rows_and_says_so() {
    for kind in RobotKind::ALL {
        let text = made(kind, 400, "");
        let max = match kind {
            RobotKind::Wecom => {
                let body: Value = serde_json::from_str(&text).unwrap();
                let content = body["markdown"]["content"].as_str().unwrap();
                assert!(content.len() <= 4_096, "{}", content.len());
                assert!(content.len() > 3_600, "{}", content.len());
                usize::MAX
            }
            RobotKind::Dingtalk => 20_000,
            RobotKind::Feishu => 20 * 1_024,
        };
        assert!(text.len() <= max, "{kind:?} {}", text.len());
        assert!(text.contains("另有 ") && text.contains("001号"), "{kind:?}");
        assert!(text.contains("台账编码"), "{kind:?}");
        // One row too long for the whole message is left out, not cut within.
        let whole = made(kind, 3, "");
        assert!(!whole.contains("另有 "), "{kind:?}");
    }
}

#[test]
fn users_words_make_no_link_and_call_nobody() {
    for kind in RobotKind::ALL {
        let text = made(kind, 2, "");
        for bad in ["](https", "<@", "**加急**", "@所有人"] {
            assert!(!text.contains(bad), "{kind:?} {bad}");
        }
    }
}

#[track_caller]
fn check(kind: RobotKind, status: u16, answer: &str, expected: &str) {
    let said = match judge(kind, status, answer) {
        Ok(()) => "sent".to_owned(),
        Err(why) => format!(
            "{} {}",
            if why.for_good { "never" } else { "again" },
            why.cause
        ),
    };
    assert_eq!(said, expected);
}

#[test]
fn http_200_is_no_success_before_its_code_says_so() {
    use RobotKind::{Dingtalk, Feishu, Wecom};
    check(Wecom, 200, r#"{"errcode":0,"errmsg":"ok"}"#, "sent");
    let frequent = r#"{"errcode":45009,"errmsg":"api freq out of limit"}"#;
    check(
        Wecom,
        200,
        frequent,
        "again 企业微信 45009: api freq out of limit",
    );
    let unknown = r#"{"errcode":93000,"errmsg":"invalid webhook url"}"#;
    check(
        Wecom,
        200,
        unknown,
        "never 企业微信 93000: invalid webhook url",
    );
    check(Dingtalk, 200, r#"{"errcode":0,"errmsg":"ok"}"#, "sent");
    let sign = r#"{"errcode":310000,"errmsg":"sign not match"}"#;
    check(Dingtalk, 200, sign, "never 钉钉 310000: sign not match");
    let fast = r#"{"errcode":130101,"errmsg":"send too fast"}"#;
    check(Dingtalk, 200, fast, "again 钉钉 130101: send too fast");
    check(
        Feishu,
        200,
        r#"{"code":0,"msg":"success","data":{}}"#,
        "sent",
    );
    check(
        Feishu,
        200,
        r#"{"StatusCode":0,"StatusMessage":"success"}"#,
        "sent",
    );
    let sign = r#"{"code":19021,"msg":"sign match fail"}"#;
    check(Feishu, 200, sign, "never 飞书 19021: sign match fail");
    check(
        Feishu,
        200,
        "<html>",
        "again 应答不是 JSON / the answer is not JSON",
    );
    check(
        Wecom,
        200,
        "{}",
        "again 应答没有结果码 / the answer has no code",
    );
    check(Wecom, 503, "", "again HTTP 503");
    check(Wecom, 429, "", "again HTTP 429");
    check(Wecom, 302, "", "never HTTP 302");
    check(Wecom, 404, "", "never HTTP 404");
}
