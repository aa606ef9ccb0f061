//! 飞书自定义机器人: `post`, the whole body at most 20 KB. With 签名校验 it carries the seconds and
//! HMAC-SHA256 of nothing under `timestamp\nsecret`.
//! <https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot>

use serde_json::{Value, json};

use super::{Fitted, Signed, plain};
use crate::compose::Message;

/// Bytes of the body, less its frame.
const BODY_BYTES_MAX: usize = 19_000;

/// Codes that pass: more than 100 messages a minute or 5 a second, and busy.
pub(super) const PASSING: [i64; 3] = [11_232, 99_991_400, 1_500];

pub(super) fn body(message: &Message, signed: &Signed<'_>) -> String {
    let mut rows = Vec::new();
    for group in &message.groups {
        for (at, row) in group.rows.iter().enumerate() {
            let mut text = String::new();
            if at == 0 {
                text += &format!("■ {}\n", plain(&group.title));
            }
            text += if row.urgent { "❗" } else { "· " };
            text += &plain(&row.title);
            if !row.detail.is_empty() {
                text += &format!("\n    {}", plain(&row.detail));
            }
            rows.push(text);
        }
    }
    let title = plain(&message.subject);
    let fitted = Fitted {
        head: vec![plain(&message.intro)],
        tail: message.tail(),
        max: BODY_BYTES_MAX - title.len() * 2,
        size: as_line,
        between: "",
    };
    let lines = fitted.pieces(message, rows);
    let content: Vec<Value> = lines.iter().map(|text| line(text)).collect();
    let lang = message.lang.pick(|| "zh_cn", || "en_us");
    let mut body = json!({
        "msg_type": "post",
        "content": { "post": { lang: { "title": title, "content": content } } },
    });
    if !signed.secret.is_empty() {
        let seconds = (signed.millis / 1_000).to_string();
        let key = format!("{seconds}\n{}", signed.secret);
        body["sign"] = Value::from(Signed::hmac(&key, ""));
        body["timestamp"] = Value::from(seconds);
    }
    body.to_string()
}

fn line(text: &str) -> Value {
    json!([{ "tag": "text", "text": text }])
}

/// Bytes of a line within the body.
fn as_line(text: &str) -> usize {
    match text.is_empty() {
        true => 0,
        false => line(text).to_string().len() + 1,
    }
}
