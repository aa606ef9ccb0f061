//! Messages, robots and a store in a folder of its own.

use std::collections::BTreeMap;

use courier::{Message, MessageGroup, MessageRow, Robot, RobotKind, Since, Store, When};
use jiff::civil::date;
use tempfile::TempDir;
use zone::notice::Topic;
use zone::{HandlingLevel, Lang};

/// The moment of the tests, seconds since 1970.
pub(crate) const NOW: i64 = 1_779_076_800;

pub(crate) fn store() -> (TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    (dir, store)
}

pub(crate) fn since() -> Since {
    Since {
        seq: 100,
        day: date(2026, 5, 18),
    }
}

/// A message of `rows` rows; users' words try what markup would read.
pub(crate) fn message(rows: usize) -> Message {
    let row = |at: usize| MessageRow {
        title: format!(
            "〔建设局〕逾期：项目督办〔2026〕{at:03}号（2026-05-15，已逾期 1 个工作日）"
        ),
        detail: "完成[线路](https://evil.example)迁改 <@all> **加急** @所有人".to_owned(),
        urgent: at.is_multiple_of(2),
    };
    Message {
        lang: Lang::Zh,
        subject: "【示范区】工作通知".to_owned(),
        intro: "建设局：待办 2 项，紧急 1 项，知悉 0 项".to_owned(),
        groups: vec![MessageGroup {
            title: "督办事项".to_owned(),
            rows: (1..=rows).map(row).collect(),
        }],
        left_out: None,
        site: "https://wall.example.cn".to_owned(),
        foot: "台账编码 3f2a-91c0 · 演示数据".to_owned(),
    }
}

pub(crate) fn robot(kind: RobotKind) -> Robot {
    Robot {
        kind,
        name: "调度群".to_owned(),
        unit: None,
        carries: HandlingLevel::Internal,
        topics: BTreeMap::from([(Topic::Item, When::AtOnce)]),
        lang: Lang::Zh,
        enabled: true,
        private: true,
        authority: String::new(),
    }
}
