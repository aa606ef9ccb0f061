//! An invented zone: units, people, projects, from a seed.

/// Draws numbers: the same seed gives the same file.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `most`.
    pub(crate) fn below(&mut self, most: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from((self.0 >> 33) % u64::from(most)).expect("below a u32")
    }

    pub(crate) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(u32::try_from(of.len()).expect("short")) as usize]
    }
}

pub(crate) const UNITS: [&str; 8] = [
    "商务局",
    "经济发展局",
    "规划建设局",
    "科技创新局",
    "财政金融局",
    "生态环境分局",
    "开发建设集团",
    "临港物流园",
];
const PLACES: [&str; 5] = [
    "东部片区",
    "西部片区",
    "港前路北侧",
    "云溪大道南侧",
    "青石工业园",
];
const TRADES: [&str; 6] = [
    "装备制造",
    "电子信息",
    "新材料",
    "食品加工",
    "现代物流",
    "基础设施",
];
const NAMES: [&str; 8] = [
    "赵示例",
    "钱示例",
    "孙示例",
    "李示例",
    "周示例",
    "吴示例",
    "郑示例",
    "王示例",
];
const HEADS: [&str; 12] = [
    "云杉", "澄江", "白鹭", "青岚", "远帆", "星垣", "汀兰", "砺石", "鸣泉", "拓岩", "禾木", "栖霞",
];
const TAILS: [&str; 10] = [
    "精密轴承生产线",
    "储能电池",
    "医疗器械",
    "特种涂料",
    "冷链物流中心",
    "工业机器人",
    "植物提取",
    "智能水表",
    "光学镜片",
    "标准厂房",
];
const STAGES: [&str; 5] = ["签约", "落地", "开工", "在建", "竣工"];

/// A project, as an office knows it. Money in 万元.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    pub(crate) number: u32,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) owner: String,
    pub(crate) unit: &'static str,
    pub(crate) support: &'static str,
    pub(crate) place: &'static str,
    pub(crate) trade: &'static str,
    pub(crate) sponsor: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) phone: String,
    pub(crate) stage: &'static str,
    pub(crate) content: String,
    pub(crate) total: u32,
    pub(crate) months: [u32; 12],
    pub(crate) done: [u32; 5],
    pub(crate) share: u32,
    pub(crate) start: (i16, u8),
    pub(crate) finish: (i16, u8),
    pub(crate) progress: &'static str,
    pub(crate) trouble: &'static str,
}

impl Project {
    /// The plan of the year.
    pub(crate) fn year(&self) -> u32 {
        self.months.iter().sum()
    }

    /// Done from January to May.
    pub(crate) fn ytd(&self) -> u32 {
        self.done.iter().sum()
    }

    /// Done since it began.
    pub(crate) fn since_start(&self) -> u32 {
        self.ytd() + self.total / 5
    }
}

/// Projects from a seed.
pub(crate) fn projects(count: u32, seed: u64) -> Vec<Project> {
    let mut dice = Dice::new(seed);
    let mut out: Vec<Project> = Vec::new();
    for number in 1..=count {
        let name = loop {
            let name = format!("{}{}项目", dice.pick(&HEADS), dice.pick(&TAILS));
            if out.iter().all(|own| own.name != name) {
                break name;
            }
        };
        let months = [(); 12].map(|()| 20 + dice.below(40) * 10);
        let mut done = [0; 5];
        for (done, plan) in done.iter_mut().zip(months) {
            *done = plan * (60 + dice.below(50)) / 100;
        }
        let year: u32 = months.iter().sum();
        out.push(Project {
            number,
            code: format!(
                "2{}01-3601{:02}-04-0{}-{:06}",
                4 + dice.below(3),
                10 + dice.below(20),
                1 + dice.below(3),
                100_000 + dice.below(800_000)
            ),
            owner: format!("{}实业有限公司", &name[..6]),
            unit: dice.pick(&UNITS),
            support: dice.pick(&UNITS),
            place: dice.pick(&PLACES),
            trade: dice.pick(&TRADES),
            sponsor: dice.pick(&NAMES),
            lead: dice.pick(&NAMES),
            phone: format!("1380000{:04}", dice.below(10_000)),
            stage: dice.pick(&STAGES),
            content: format!(
                "总建筑面积{}平方米，建设厂房{}栋及配套设施",
                5_000 + dice.below(90) * 500,
                1 + dice.below(6)
            ),
            total: year * (2 + dice.below(4)) + 500,
            share: 10 + dice.below(80),
            start: (
                2024 + i16::try_from(dice.below(3)).expect("small"),
                month(&mut dice),
            ),
            finish: (
                2027 + i16::try_from(dice.below(2)).expect("small"),
                month(&mut dice),
            ),
            progress: dice.pick(&[
                "桩基施工",
                "主体结构施工",
                "设备安装",
                "室外管网施工",
                "场地平整",
            ]),
            trouble: dice.pick(&["", "", "需协调施工用电", "征地尚余2户", "用地指标待批"]),
            name,
            months,
            done,
        });
    }
    out
}

fn month(dice: &mut Dice) -> u8 {
    u8::try_from(1 + dice.below(12)).expect("a month")
}
