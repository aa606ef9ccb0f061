//! 企业微信群机器人: `markdown`, of which `content` has at most 4,096 bytes in UTF-8.
//! <https://developer.work.weixin.qq.com/document/path/91770>

use serde_json::json;

use super::{Fitted, plain};
use crate::compose::Message;

/// Bytes of `content`.
const CONTENT_BYTES_MAX: usize = 4_096;

/// Codes that pass: busy, and more than 20 messages a minute.
pub(super) const PASSING: [i64; 3] = [-1, 45_009, 45_033];

pub(super) fn body(message: &Message) -> String {
    let mut rows = Vec::new();
    for group in &message.groups {
        for (at, row) in group.rows.iter().enumerate() {
            let mut text = String::new();
            if at == 0 {
                text += &format!("**{}**\n", plain(&group.title));
            }
            let title = plain(&row.title);
            text += &match row.urgent {
                true => format!("> <font color=\"warning\">{title}</font>"),
                false => format!("> {title}"),
            };
            if !row.detail.is_empty() {
                let detail = plain(&row.detail);
                text += &format!("\n> <font color=\"comment\">{detail}</font>");
            }
            rows.push(text);
        }
    }
    let fitted = Fitted {
        head: vec![
            format!("### {}", plain(&message.subject)),
            plain(&message.intro),
        ],
        tail: message.tail(),
        max: CONTENT_BYTES_MAX,
        size: str::len,
        between: "\n",
    };
    let content = fitted.pieces(message, rows).join("\n");
    json!({ "msgtype": "markdown", "markdown": { "content": content } }).to_string()
}
