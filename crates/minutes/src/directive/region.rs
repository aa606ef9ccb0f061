//! Where in a text something is being asked for: after 会议要求, below 通知如下, in points.
//!
//! There a sentence needs no word of duty to ask for something.

use super::telling;

/// How far what was opened reaches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Reach {
    /// Nothing is asked for: what stands here is told.
    #[default]
    Closed,
    /// To the end of the paragraph.
    Paragraph,
    /// Through the points and paragraphs below.
    Below,
}

/// The place in a text.
#[derive(Debug, Default)]
pub(super) struct Region {
    reach: Reach,
    line: usize,
    /// Whether this paragraph is told although others below are not.
    told: bool,
    /// Who said what is asked, with post and name.
    teller: String,
}

/// What the points are called that a sentence announces.
const POINTS: &[&str] = &[
    "意见",
    "要求",
    "事项",
    "任务",
    "措施",
    "工作",
    "安排",
    "如下",
    "事",
    "办",
    "强调",
    "部署",
    "建议",
    "落实",
    "做好",
    "指示",
    "明确",
    "议定",
    "议决",
    "希望",
    "注意",
    "请",
    "重点",
    "打算",
    "下一步",
];

/// How many points are announced: 四点, 三个方面, 几件.
const COUNTED: &[&str] = &["点", "条", "项", "件", "个方面", "方面", "句话"];

/// How a paragraph begins that ends what was asked.
const ENDS: &[&str] = &[
    "出席",
    "列席",
    "参加",
    "参会",
    "特此",
    "联系人",
    "附件",
    "抄送",
    "抄报",
    "同志们",
    "联系电话",
    "主题词",
    "（此件",
    "记录：",
    "签发",
    "主持：",
];

/// How a paragraph begins that tells.
const TELLS: &[&str] = &[
    "会前",
    "会后",
    "会上",
    "据悉",
    "据了解",
    "近年来",
    "今年以来",
    "截至",
    "目前",
    "去年",
    "本报讯",
    "随后",
    "上午",
    "下午",
    "当天",
    "当日",
    "期间",
    "过去",
    "在随后",
    "座谈中",
    "调研中",
];

impl Region {
    /// Whether something is asked for where a sentence of a line begins.
    pub(super) fn at(&mut self, line: usize, sentence: &str) -> bool {
        if line != self.line {
            self.line = line;
            if self.reach == Reach::Paragraph || ENDS.iter().any(|end| sentence.starts_with(end)) {
                self.reach = Reach::Closed;
            }
            self.told = TELLS.iter().any(|word| sentence.starts_with(word));
        }
        // 宋知远 of 市长宋知远强调.
        let ends = self
            .teller
            .char_indices()
            .rev()
            .map(|(at, _)| &self.teller[at..]);
        let teller = ends.skip(1).take(3).any(|name| sentence.starts_with(name));
        let acts = teller && !telling::tells(sentence);
        let question = sentence.ends_with(['？', '?']);
        self.reach != Reach::Closed
            && !self.told
            && !acts
            && !question
            && !sentence.contains("让我们")
    }

    /// What a sentence announces for those after it.
    pub(super) fn passed(&mut self, sentence: &str) {
        if telling::is_guests_sentence(sentence) {
            return;
        }
        let named = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
        let announced = sentence.ends_with(['：', ':']) && named(POINTS);
        let counted = is_counted(sentence) && sentence.chars().count() <= 60;
        if announced || counted || sentence.contains("如下") {
            self.reach = Reach::Below;
        } else if self.reach == Reach::Closed && telling::tells(sentence) {
            self.reach = Reach::Paragraph;
        }
        if let Some(teller) = telling::teller(sentence) {
            self.teller = teller;
        }
    }
}

/// 讲四点意见, 提出三方面要求, 讲了这么几件事.
fn is_counted(sentence: &str) -> bool {
    let chars: Vec<char> = sentence.chars().collect();
    let numbers = "一二两三四五六七八九十几0123456789";
    chars.iter().enumerate().any(|(at, c)| {
        let rest: String = chars[at + 1..].iter().take(8).collect();
        let unit = COUNTED.iter().find(|unit| rest.starts_with(**unit));
        let named = unit.is_some_and(|unit| {
            let after = rest[unit.len()..].trim_start_matches(['的', '具', '体']);
            [
                "意见", "要求", "事", "工作", "任务", "措施", "建议", "希望", "安排",
            ]
            .iter()
            .any(|what| after.starts_with(what))
        });
        numbers.contains(*c) && named && says_so(&chars[..at])
    })
}

/// 我讲…, 提出…, 强调…: that points are about to be made, not that there are some.
fn says_so(before: &[char]) -> bool {
    let before: String = before.iter().rev().take(10).collect();
    ["讲", "提", "强调", "说", "谈", "抓", "做", "办"]
        .iter()
        .any(|verb| before.contains(&verb.chars().rev().collect::<String>()))
}
