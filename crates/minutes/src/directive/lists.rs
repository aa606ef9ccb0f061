//! Lists of words that the grammar of a clause goes by.

/// Verbs of being and knowing: nobody is asked to do them.
pub(super) const STATIVE: &[&str] = &[
    "是",
    "有",
    "无",
    "为",
    "占",
    "达",
    "存在",
    "属于",
    "位于",
    "表示",
    "认为",
    "介绍",
    "反映",
    "显示",
    "表明",
    "意味",
    "意味着",
    "面临",
    "处于",
    "成为",
    "包括",
    "出席",
    "参加",
    "列席",
    "主持",
    "陪同",
    "来到",
    "走进",
    "察看",
    "听取",
    "询问",
    "觉得",
    "感到",
    "呈现",
    "看到",
    "迎来",
    "涌现",
    "进入",
    "标志",
    "标志着",
    "体现",
    "说明",
    "证明",
    "决定",
    "取决于",
    "需要",
    "在于",
    "等于",
    "关系",
    "关乎",
    "事关",
    "不是",
    "就是",
    "还有",
    "没有",
    "指出",
    "强调",
    "称",
    "影响",
    "导致",
    "造成",
    "制约",
    "离不开",
    "显得",
    "算",
    "像",
    "剩",
    "来自",
    "源于",
    "依托",
    "见",
    "详见",
    "多发",
    "易发",
    "频发",
    "高发",
    "据悉",
    "据了解",
    "持平",
    "滞后",
    "同意",
    "通过",
    "缺失",
    "过期",
    "损坏",
    "破损",
    "老化",
    "失效",
    "脱落",
    "渗漏",
    "开裂",
    "锈蚀",
    "解释",
    "承诺",
    "建议",
];

/// Verbs that only say by what or around what something else is done.
pub(super) const AROUND: &[&str] = &[
    "围绕", "对照", "按照", "根据", "针对", "结合", "参照", "依据", "遵照", "依托",
];

/// Verbs of growing and shrinking: with a figure they tell how it went.
pub(super) const MEASURED: &[&str] = &[
    "增长", "下降", "上升", "超过", "提高", "提升", "回升", "回落", "降", "升", "增加", "减少",
    "扩大", "缩小", "达到", "突破", "排名", "位居", "高于", "低于", "翻", "完成", "实现", "新增",
];

/// Adverbs of what has been, and of degree.
pub(super) const PAST: &[&str] = &[
    "已",
    "已经",
    "均已",
    "曾",
    "曾经",
    "正在",
    "正",
    "刚刚",
    "刚",
    "一直",
    "历来",
    "没",
    "没有",
    "未",
    "尚未",
    "仍未",
    "原本",
    "本来",
    "依然",
    "仍然",
    "仍",
    "往往",
    "日益",
    "逐渐",
    "愈发",
    "越来越",
    "总体",
    "基本",
    "易",
    "容易",
];
pub(super) const DEGREE: &[&str] = &[
    "很", "较", "较为", "十分", "非常", "比较", "尤为", "极为", "相当", "太",
];

/// Words with which what is not to be done begins.
pub(super) const NOT_TO: &[&str] = &[
    "不", "别", "绝不", "决不", "莫", "勿", "切莫", "切勿", "不再", "绝", "决", "少", "不要",
];

/// Times at which a clause says how things stand.
pub(super) const NOW: &[&str] = &[
    "目前", "当前", "现在", "全区", "全市", "全县", "全省", "我区", "我市", "我县",
];

/// Words of forbidding that are none of anything else, wherever they stand.
pub(super) const NEVER: &[&str] = &["别", "绝不", "决不", "切莫", "切勿", "勿"];

/// Verbs of what may happen: with nothing after it, a clause of one says when.
pub(super) const OCCASIONS: &[&str] =
    &["遇到", "遇", "出现", "发现", "发生", "涉及", "碰到", "需要"];

/// Times that lie behind.
pub(super) const BEHIND: &[&str] = &[
    "上周", "上月", "上年", "去年", "昨天", "前天", "日前", "此前", "前期", "刚才", "过去", "上次",
    "前段", "最近",
];

/// Verbs that stand before one that is done.
pub(super) const MODAL: &[&str] = &[
    "要", "能", "可", "可以", "能够", "会", "应", "应该", "得", "去", "来", "想",
];

/// Characters that end a short name, and are verbs elsewhere: 农办, 疾控, 不良率.
pub(super) const NAME_ENDS: &[&str] = &[
    "办", "会", "组", "处", "委", "建", "控", "管", "率", "点", "线",
];

/// How the name of somebody who is asked ends.
pub(super) const SOMEBODY: &[&str] = &[
    "部",
    "局",
    "科",
    "办",
    "委",
    "院",
    "站",
    "所",
    "中心",
    "单位",
    "企业",
    "镇",
    "乡",
    "村",
    "街道",
    "县",
    "区",
    "市",
    "州",
    "机构",
    "公司",
    "集团",
    "干部",
    "同志",
    "人员",
    "组",
    "队",
    "主任",
    "书记",
    "负责人",
    "厅",
    "室",
    "处",
    "大家",
    "各地",
    "各级",
    "学校",
    "银行",
    "专班",
    "党组织",
    "部门",
    "领导",
    "员",
    "长",
    "厂",
    "会",
    "方",
    "支行",
    "分局",
    "大队",
    "园区",
    "社区",
    "党委",
    "党组",
    "党支部",
    "师傅",
    "班子",
    "社",
    "校",
    "司",
    "户",
    "商",
    "行",
];
