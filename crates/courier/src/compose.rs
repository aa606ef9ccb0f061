//! A message as it leaves: subject, rows by topic, foot. Every format is made from it.

use serde::{Deserialize, Serialize};
use zone::view::notices::Bulletin;
use zone::{Lang, Words};

use crate::limits;

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The language it is in.
    pub lang: Lang,
    /// In one line.
    pub subject: String,
    /// Whom it is for, and how many of what there are.
    pub intro: String,
    /// Rows by topic.
    pub groups: Vec<MessageGroup>,
    /// What is said of those left out, if any were.
    pub left_out: Option<String>,
    /// Where to read on.
    pub site: String,
    /// Code of the record, and the synthetic mark.
    pub foot: String,
}

/// The rows of a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageGroup {
    /// The topic.
    pub title: String,
    /// Its rows.
    pub rows: Vec<MessageRow>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageRow {
    /// In one line.
    pub title: String,
    /// What it is about.
    pub detail: String,
    /// Whether it is urgent.
    pub urgent: bool,
}

impl Message {
    /// A bulletin as a message.
    pub fn of(bulletin: &Bulletin, lang: Lang, site: &str) -> Message {
        let pick = |words: &Words| lang.pick(|| words.zh.clone(), || words.en.clone());
        let mut room = limits::ROWS_MAX;
        let mut left_out = bulletin.withheld as usize;
        let mut groups = Vec::new();
        for group in &bulletin.groups {
            let taken = group.rows.len().min(room);
            room -= taken;
            left_out += group.rows.len() - taken;
            let rows = group.rows.iter().take(taken).map(|row| {
                let unit = row.unit.as_ref().map(|unit| format!("〔{unit}〕"));
                let time = row.time.as_ref().zip(row.due_on).map(|(time, due)| {
                    let time = pick(time);
                    lang.pick(
                        || format!("（{due}，{time}）"),
                        || format!(" ({due}, {time})"),
                    )
                });
                MessageRow {
                    title: format!(
                        "{}{}{}",
                        unit.unwrap_or_default(),
                        pick(&row.title),
                        time.unwrap_or_default()
                    ),
                    detail: row.detail.as_ref().map(pick).unwrap_or_default(),
                    urgent: row.urgent,
                }
            });
            let rows: Vec<MessageRow> = rows.collect();
            if !rows.is_empty() {
                let title = pick(&group.word);
                groups.push(MessageGroup { title, rows });
            }
        }
        let synthetic = lang.pick(|| " · 演示数据", || " · synthetic data");
        let synthetic = if bulletin.synthetic { synthetic } else { "" };
        Message {
            lang,
            subject: format!("【{}】{}", bulletin.zone, pick(&bulletin.title)),
            intro: lang.pick(
                || format!("{}：{}", bulletin.addressee.zh, bulletin.summary.zh),
                || format!("{}: {}", bulletin.addressee.en, bulletin.summary.en),
            ),
            groups,
            left_out: (left_out > 0).then(|| more(left_out, lang)),
            site: site.to_owned(),
            foot: lang.pick(
                || format!("台账编码 {}{synthetic}", bulletin.short_code),
                || format!("Record {}{synthetic}", bulletin.short_code),
            ),
        }
    }

    /// A message that shows whether a channel works.
    pub fn trial(zone: &str, name: &str, lang: Lang) -> Message {
        Message {
            lang,
            subject: lang.pick(
                || format!("【{zone}】测试消息"),
                || format!("[{zone}] Test"),
            ),
            intro: lang.pick(
                || format!("“{name}”已接通，今后的工作通知将发送到这里。"),
                || format!("{name} works: notices will come here."),
            ),
            groups: Vec::new(),
            left_out: None,
            site: String::new(),
            foot: String::new(),
        }
    }

    /// What stands under the rows.
    pub(crate) fn tail(&self) -> Vec<String> {
        let site = (!self.site.is_empty()).then(|| {
            self.lang.pick(
                || format!("登录查看：{}", self.site),
                || format!("Read on: {}", self.site),
            )
        });
        let foot = (!self.foot.is_empty()).then(|| self.foot.clone());
        self.left_out
            .iter()
            .cloned()
            .chain(site)
            .chain(foot)
            .collect()
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }

    /// As plain text.
    pub fn text(&self) -> String {
        let mut lines = vec![self.intro.clone()];
        let mut number = 0;
        for group in &self.groups {
            lines.push(String::new());
            lines.push(format!("■ {}", group.title));
            for row in &group.rows {
                number += 1;
                lines.push(format!("{number}. {}", row.title));
                if !row.detail.is_empty() {
                    lines.push(format!("   {}", row.detail));
                }
            }
        }
        lines.push(String::new());
        lines.extend(self.tail());
        lines.join("\n").trim_end().to_owned()
    }
}

/// What is said of rows that a message leaves out.
pub(crate) fn more(count: usize, lang: Lang) -> String {
    lang.pick(
        || format!("另有 {count} 条，请登录系统查看。"),
        || format!("{count} more: sign in to read them."),
    )
}
