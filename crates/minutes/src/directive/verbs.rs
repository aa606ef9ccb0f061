//! Words that ask: adverbs of urging, verbs of doing, and how a phrase begins.

use crate::language::is_noun;

/// Adverbs that urge; a verb may have several before it.
const ADVERBS: &[&str] = &[
    "进一步",
    "更好地",
    "更好",
    "更加",
    "切实",
    "认真",
    "扎实",
    "及时",
    "全面",
    "全力",
    "着力",
    "大力",
    "努力",
    "奋力",
    "尽快",
    "尽早",
    "抓紧",
    "坚决",
    "严格",
    "牢固",
    "持续",
    "不断",
    "积极",
    "主动",
    "深入",
    "充分",
    "有效",
    "重点",
    "统筹",
    "集中精力",
    "集中力量",
    "适时",
    "始终",
    "继续",
    "务必",
    "必须",
    "优先",
    "迅速",
    "立即",
    "马上",
    "千方百计",
    "逐一",
    "逐户",
    "逐项",
    "同步",
    "加快",
    "科学",
    "合理",
    "依法",
    "依规",
    "严肃",
    "定期",
    "真正",
    "坚定不移",
    "至少",
    "按时",
    "按期",
    "如期",
    "安全",
    "也",
    "还",
    "一律",
    "并",
    "同时",
    "特别是",
    "再",
];

/// Verbs that begin a thing to be done.
pub(super) const DOING: &[&str] = &[
    "强攻快进",
    "强攻",
    "调优",
    "聚焦",
    "增强",
    "抢抓",
    "抢占",
    "抢回",
    "迎难而上",
    "建设",
    "推进",
    "打造",
    "看清",
    "认清",
    "坚定",
    "压紧压实",
    "压紧",
    "压实",
    "压减",
    "细化",
    "分解",
    "抓好",
    "抓实",
    "抓住",
    "抓牢",
    "抓紧抓实",
    "牢记",
    "紧抓",
    "确保",
    "保证",
    "保障",
    "对标",
    "对照",
    "推动",
    "倒排",
    "挂图",
    "落实",
    "强化",
    "引导",
    "弹好",
    "分清",
    "做好",
    "做强",
    "做大",
    "做优",
    "做到",
    "切忌",
    "树立",
    "树牢",
    "形成",
    "坚持",
    "了解",
    "掌握",
    "摸清",
    "加强",
    "加大",
    "加快",
    "总结",
    "推广",
    "组织",
    "开展",
    "严格",
    "奖励",
    "激励",
    "鞭策",
    "提高",
    "提升",
    "提速",
    "优化",
    "完善",
    "健全",
    "建立",
    "构建",
    "创新",
    "深化",
    "拓展",
    "扩大",
    "促进",
    "实现",
    "完成",
    "力争",
    "争取",
    "争创",
    "服务",
    "解决",
    "化解",
    "破解",
    "破除",
    "防范",
    "防止",
    "杜绝",
    "严禁",
    "严防",
    "严把",
    "严查",
    "严肃",
    "盯紧",
    "盯住",
    "盯牢",
    "紧盯",
    "紧扣",
    "围绕",
    "突出",
    "把握",
    "守住",
    "守牢",
    "筑牢",
    "夯实",
    "补齐",
    "补足",
    "挖掘",
    "激发",
    "释放",
    "盘活",
    "整合",
    "引进",
    "招引",
    "培育",
    "培养",
    "支持",
    "帮助",
    "鼓励",
    "指导",
    "督促",
    "督导",
    "督办",
    "检查",
    "核查",
    "排查",
    "整改",
    "整治",
    "治理",
    "清理",
    "清零",
    "销号",
    "梳理",
    "研究",
    "谋划",
    "制定",
    "制订",
    "编制",
    "拟定",
    "出台",
    "印发",
    "修订",
    "修改",
    "上报",
    "报送",
    "报告",
    "报请",
    "汇报",
    "汇总",
    "提交",
    "提出",
    "拿出",
    "通报",
    "公示",
    "公布",
    "发布",
    "宣传",
    "营造",
    "发扬",
    "弘扬",
    "转变",
    "改进",
    "克服",
    "力戒",
    "遵守",
    "执行",
    "履行",
    "承担",
    "配合",
    "协调",
    "对接",
    "衔接",
    "沟通",
    "联系",
    "走访",
    "深入",
    "靠前",
    "办理",
    "办好",
    "办结",
    "审批",
    "报批",
    "拨付",
    "拨足",
    "筹措",
    "筹集",
    "安排",
    "部署",
    "传达",
    "传导",
    "学习",
    "贯彻",
    "统一",
    "凝聚",
    "动员",
    "发挥",
    "利用",
    "用好",
    "用足",
    "用活",
    "增加",
    "配齐",
];

/// More of them, with those that need a second look.
pub(super) const DOING_TOO: &[&str] = &[
    "配强",
    "备足",
    "储备",
    "值守",
    "约谈",
    "问责",
    "追责",
    "追究",
    "过堂",
    "签约",
    "开工",
    "落地",
    "投产",
    "竣工",
    "明确",
    "厘清",
    "压缩",
    "缩短",
    "简化",
    "取得",
    "通知",
    "提前",
    "设立",
    "开设",
    "成立",
    "组建",
    "抽调",
    "选派",
    "召开",
    "举办",
    "维护",
    "当好",
    "把牢",
    "管好",
    "守好",
    "压降",
    "绘好",
    "关心",
    "关爱",
    "咬定",
    "锚定",
    "瞄准",
    "立足",
    "实行",
    "实施",
    "启动",
    "开通",
    "打通",
    "打好",
    "打赢",
    "打响",
    "投入",
    "引起",
    "狠抓",
    "狠下功夫",
    "下功夫",
    "下足功夫",
    "让电",
    "统筹",
    "杜绝",
    "兑现",
    "跟踪",
    "上门",
    "给予",
    "予以",
    "给",
    "报",
];

/// Phrases that lead up to a verb: 以…推动, 在…上下功夫, 把…作为, 对…予以.
const LEADS: &[&str] = &[
    "以", "在", "把", "将", "对于", "对", "通过", "按照", "围绕", "根据", "结合", "针对", "为了",
    "为",
];

/// A phrase cut at its verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Doing {
    /// The verb.
    pub(super) verb: String,
    /// Whether the phrase leads up to it with 为: what follows is what it is for.
    pub(super) goal: bool,
}

/// The rest of a phrase after its adverbs.
pub(super) fn after_adverbs(phrase: &str) -> &str {
    let mut rest = phrase;
    loop {
        let adverb = ADVERBS
            .iter()
            .filter_map(|adverb| rest.strip_prefix(adverb));
        // 加快 and the like are verbs where nothing that does follows.
        let next = adverb.min_by_key(|rest| rest.len());
        match next {
            Some(next) if begins_doing(next.trim_start_matches('地')) => {
                return next.trim_start_matches('地');
            }
            Some(next) if !next.is_empty() && !is_doing(rest) => {
                rest = next.trim_start_matches('地');
            }
            _ => return rest,
        }
    }
}

fn begins_doing(phrase: &str) -> bool {
    is_doing(phrase) || ADVERBS.iter().any(|adverb| phrase.starts_with(adverb))
}

fn is_doing(phrase: &str) -> bool {
    verb(phrase).is_some()
}

/// The verb of doing that a phrase begins with, the longest.
pub(super) fn verb(phrase: &str) -> Option<&'static str> {
    let verbs = DOING.iter().chain(DOING_TOO);
    let found = verbs.filter(|verb| phrase.starts_with(**verb));
    let found = found.max_by_key(|verb| verb.len()).copied()?;
    // 联系人, 报表, 服务商: a longer word that is a noun.
    let longer = (1..=2).any(|more| {
        let end = phrase.char_indices().nth(found.chars().count() + more - 1);
        let end = end.map(|(at, c)| at + c.len_utf8());
        end.is_some_and(|end| is_noun(&phrase[..end]))
    });
    (!longer).then_some(found)
}

/// How a phrase that asks without a word of duty begins: with a verb, or led up to one.
pub(super) fn doing(phrase: &str) -> Option<Doing> {
    let rest = after_adverbs(phrase);
    let lead = LEADS.iter().find(|lead| rest.starts_with(**lead));
    if let Some(found) = verb(rest) {
        return Some(Doing {
            verb: found.to_owned(),
            goal: false,
        });
    }
    let lead = lead?;
    let inside = outside_quotes(&rest[lead.len()..]);
    let starts = inside.char_indices().map(|(at, _)| &inside[at..]);
    // What may be a noun as well is no verb this far in: 大会胜利召开.
    let mut verbs = starts
        .filter_map(verb)
        .filter(|found| !["召开", "签约", "开工", "落地", "投产", "竣工", "建设"].contains(found));
    // 把…作为, 把…用起来: the verb may be none of the list.
    let taken = matches!(*lead, "把" | "将").then_some("作为");
    let found = match *lead {
        "把" | "将" => verbs.next_back().or(taken),
        _ => verbs.next(),
    };
    found.map(|verb| Doing {
        verb: verb.to_owned(),
        goal: matches!(*lead, "为" | "为了"),
    })
}

/// A text with what is quoted blanked out, so that it keeps its places.
fn outside_quotes(text: &str) -> String {
    let mut inside = false;
    let shown = text.chars().map(|c| {
        match c {
            '“' | '《' => inside = true,
            '”' | '》' => inside = false,
            _ => {}
        }
        if inside { '　' } else { c }
    });
    shown.collect()
}
