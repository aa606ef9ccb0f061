//! 钉钉自定义机器人: `markdown`, the whole body at most 20,000 bytes. With 加签 the address carries
//! the milliseconds and HMAC-SHA256 of `timestamp\nsecret` under the secret.
//! <https://open.dingtalk.com/document/orgapp/custom-robot-access>

use serde_json::json;

use super::{Fitted, Signed, plain};
use crate::compose::Message;

/// Bytes of the body, less its frame.
const TEXT_BYTES_MAX: usize = 19_000;

/// Codes that pass: busy, more than 20 messages a minute, and the same by its newer names.
pub(super) const PASSING: [i64; 5] = [-1, 88, 130_101, 410_100, 660_026];

pub(super) fn address(address: &str, signed: &Signed<'_>) -> String {
    if signed.secret.is_empty() {
        return address.to_owned();
    }
    let text = format!("{}\n{}", signed.millis, signed.secret);
    let sign = Signed::hmac(signed.secret, &text);
    // Of base64 only these three mean something in a query.
    let sign = sign
        .replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D");
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}timestamp={}&sign={sign}", signed.millis)
}

pub(super) fn body(message: &Message) -> String {
    let mut rows = Vec::new();
    for group in &message.groups {
        for (at, row) in group.rows.iter().enumerate() {
            let mut text = String::new();
            if at == 0 {
                text += &format!("**{}**\n\n", plain(&group.title));
            }
            let title = plain(&row.title);
            text += &match row.urgent {
                true => format!("- **{title}**"),
                false => format!("- {title}"),
            };
            if !row.detail.is_empty() {
                text += &format!("  \n  {}", plain(&row.detail));
            }
            rows.push(text);
        }
    }
    let title = plain(&message.subject);
    let fitted = Fitted {
        head: vec![format!("### {title}"), plain(&message.intro)],
        tail: message.tail(),
        max: TEXT_BYTES_MAX - title.len() * 2,
        size: in_json,
        between: "\n\n",
    };
    let text = fitted.pieces(message, rows).join("\n\n");
    json!({ "msgtype": "markdown", "markdown": { "title": title, "text": text } }).to_string()
}

/// Bytes of a text within JSON: what is written with a backslash counts twice.
fn in_json(text: &str) -> usize {
    let escaped = |b: &u8| matches!(b, b'"' | b'\\' | b'\n');
    text.len() + text.as_bytes().iter().filter(|b| escaped(b)).count()
}
