//! What is proposed to become of a directive.

use serde::Serialize;

use super::duty::Asked;

/// What becomes of a directive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// 立项: somebody is to do something that can be seen to be done.
    Assign,
    /// 传达: a principle, an attitude, a prohibition: everybody is to know it.
    PassOn,
    /// 已办: done at the meeting.
    Done,
}

/// Verbs that ask for a way of thinking or working.
const ATTITUDE: &[&str] = &[
    "聚焦",
    "抢抓",
    "迎难而上",
    "看清",
    "认清",
    "坚定",
    "牢记",
    "弹好",
    "树立",
    "树牢",
    "坚持",
    "发扬",
    "弘扬",
    "转变",
    "克服",
    "力戒",
    "突出",
    "咬定",
    "关心",
    "关爱",
    "关心关爱",
    "引起",
    "狠下功夫",
    "下功夫",
    "下足功夫",
    "激励",
    "鞭策",
    "统一",
    "凝聚",
    "投入",
    "防止",
    "谨防",
    "避免",
    "讲究",
    "扛起",
    "扛牢",
    "冲",
    "紧绷",
    "绷紧",
    "警惕",
    "敢于",
    "善于",
    "珍惜",
    "发奋",
    "沉下心",
];

/// What is asked for where the verb may ask for anything.
const ATTITUDES: &[&str] = &[
    "牢记",
    "紧迫感",
    "责任感",
    "使命感",
    "危机感",
    "意识",
    "信心",
    "定力",
    "自觉",
    "站位",
    "作风",
    "思想认识",
    "清醒的认识",
    "头等大事",
    "氛围",
    "重视",
    "风气",
    "让电于民",
    "想法",
    "纪律",
    "传导",
    "提速度",
    "提质量",
    "保安全",
    "思想和行动",
    "心思",
    "感情",
    "精气神",
    "牢骚",
    "担当",
    "绷紧",
    "之弦",
    "这根弦",
    "站位",
];

/// The class proposed.
pub(super) fn of(asked: &Asked, has_period: bool) -> Class {
    if asked.done {
        return Class::Done;
    }
    if asked.forbids || asked.goal {
        return Class::PassOn;
    }
    let attitude =
        ATTITUDE.contains(&&*asked.verb) || ATTITUDES.iter().any(|what| asked.text.contains(what));
    if attitude && !has_period {
        Class::PassOn
    } else {
        Class::Assign
    }
}
