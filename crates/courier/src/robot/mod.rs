//! Bodies of group robots, and what their answers mean.
//!
//! Each vendor's format has a limit of its own; a message is cut by rows until it fits and says how
//! many it left out. Users' words lose the characters by which a vendor's markup would make links
//! or call people. An answer of HTTP 200 is no success before its code says so.

mod dingtalk;
mod feishu;
mod wecom;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::Sha256;
use zone::Words;

use crate::compose::{Message, more};
use crate::deliver::Undelivered;

/// Whose robot it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RobotKind {
    /// 企业微信.
    Wecom,
    /// 钉钉.
    Dingtalk,
    /// 飞书.
    Feishu,
}

impl RobotKind {
    /// All kinds.
    pub const ALL: [RobotKind; 3] = [RobotKind::Wecom, RobotKind::Dingtalk, RobotKind::Feishu];

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            RobotKind::Wecom => Words::new("企业微信", "WeCom"),
            RobotKind::Dingtalk => Words::new("钉钉", "DingTalk"),
            RobotKind::Feishu => Words::new("飞书", "Feishu"),
        }
    }

    /// Its name in commands.
    pub fn key(self) -> &'static str {
        match self {
            RobotKind::Wecom => "wecom",
            RobotKind::Dingtalk => "dingtalk",
            RobotKind::Feishu => "feishu",
        }
    }
}

/// What a call is signed with.
pub struct Signed<'a> {
    /// The secret; empty for none.
    pub secret: &'a str,
    /// Milliseconds since 1970.
    pub millis: u64,
}

impl Signed<'_> {
    /// HMAC-SHA256 in base64.
    fn hmac(key: &str, text: &str) -> String {
        // A key of any length is taken.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else {
            return String::new();
        };
        mac.update(text.as_bytes());
        STANDARD.encode(mac.finalize().into_bytes())
    }
}

/// The body of a call.
pub fn body(kind: RobotKind, message: &Message, signed: &Signed<'_>) -> String {
    match kind {
        RobotKind::Wecom => wecom::body(message),
        RobotKind::Dingtalk => dingtalk::body(message),
        RobotKind::Feishu => feishu::body(message, signed),
    }
}

/// The address of a call: DingTalk's carries the signature.
pub fn signed_address(kind: RobotKind, address: &str, signed: &Signed<'_>) -> String {
    let address = address.trim();
    match kind {
        RobotKind::Dingtalk => dingtalk::address(address, signed),
        RobotKind::Wecom | RobotKind::Feishu => address.to_owned(),
    }
}

/// What an answer means.
///
/// # Errors
/// It was not sent: by the status, or by the code within the answer.
pub fn judge(kind: RobotKind, status: u16, answer: &str) -> Result<(), Undelivered> {
    match status {
        200..=299 => {}
        429 | 500..=599 => return Err(Undelivered::now(format!("HTTP {status}"))),
        _ => return Err(Undelivered::for_good(format!("HTTP {status}"))),
    }
    let answer: Value = serde_json::from_str(answer)
        .map_err(|_| Undelivered::now("应答不是 JSON / the answer is not JSON"))?;
    let (code, text, passing) = match kind {
        RobotKind::Wecom => ("errcode", "errmsg", &wecom::PASSING[..]),
        RobotKind::Dingtalk => ("errcode", "errmsg", &dingtalk::PASSING[..]),
        RobotKind::Feishu => ("code", "msg", &feishu::PASSING[..]),
    };
    // Feishu's older robots answer with StatusCode alone.
    let code = answer.get(code).or_else(|| answer.get("StatusCode"));
    let Some(code) = code.and_then(Value::as_i64) else {
        return Err(Undelivered::now("应答没有结果码 / the answer has no code"));
    };
    if code == 0 {
        return Ok(());
    }
    let said = answer.get(text).and_then(Value::as_str).unwrap_or("");
    let said: String = said.chars().filter(|c| !c.is_control()).take(120).collect();
    let cause = format!("{} {code}: {said}", kind.word().zh);
    Err(match passing.contains(&code) {
        true => Undelivered::now(cause),
        false => Undelivered::for_good(cause),
    })
}

/// A user's words without what markup would read: full-width twins take their place.
fn plain(text: &str) -> String {
    let twin = |c: char| match c {
        '<' => '＜',
        '>' => '＞',
        '[' => '［',
        ']' => '］',
        '*' => '＊',
        '`' => '｀',
        '#' => '＃',
        '~' => '～',
        '@' => '＠',
        '\n' | '\r' | '\t' => ' ',
        c => c,
    };
    text.chars().map(twin).collect()
}

/// The pieces of a message, in order: what fits within a size, then the tail. `size` measures a
/// text as the vendor counts it.
struct Fitted {
    head: Vec<String>,
    tail: Vec<String>,
    max: usize,
    size: fn(&str) -> usize,
    between: &'static str,
}

impl Fitted {
    /// Takes rows while they fit, together with what says how many did not.
    fn pieces(self, message: &Message, rows: Vec<String>) -> Vec<String> {
        let cost = |piece: &str| (self.size)(piece) + (self.size)(self.between);
        let said = |left: usize| more(left, message.lang);
        let fixed: usize = self
            .head
            .iter()
            .chain(&self.tail)
            .map(|own| cost(own))
            .sum();
        let reserve = cost(&said(9_999));
        let mut room = self.max.saturating_sub(fixed);
        let all: usize = rows.iter().map(|row| cost(row)).sum();
        if all > room {
            room = room.saturating_sub(reserve);
        }
        let count = rows.len();
        let mut pieces = self.head;
        let mut taken = 0;
        for row in rows {
            let Some(rest) = room.checked_sub(cost(&row)) else {
                break;
            };
            room = rest;
            pieces.push(row);
            taken += 1;
        }
        if taken < count {
            pieces.push(said(count - taken));
        }
        pieces.extend(self.tail);
        pieces
    }
}
