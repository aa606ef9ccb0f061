//! Small walls, written out by hand.

use jiff::civil::{Date, date};
use zone::view::wall::{
    GateMark, GateState, LightCounts, LightMark, NamedUnit, Need, NeedKind, RowBars, RowMoney,
    RuleName, StepBar, StepState, Wall, WallHead, WallRow,
};
use zone::{BasisPoints, Colour, Fen, ProjectId, UnitId, Words};

/// The day all these walls are looked at.
pub(crate) const TODAY: Date = date(2026, 5, 18);

/// A wall of these rows.
pub(crate) fn wall(rows: Vec<WallRow>) -> Wall {
    let rule = RuleName {
        key: "dispatch".to_owned(),
        version: 2,
        name: Words::new("综合调度", "Dispatch"),
    };
    let counts = LightCounts {
        green: 61,
        yellow: 34,
        red: 18,
        blue: 7,
        grey: 2,
    };
    let head = WallHead {
        zone: "云栖湾经济开发区".to_owned(),
        synthetic: true,
        attribution: Words::new("数字均为虚构", "All figures are invented"),
        currency: zone::state::Currency::CNY,
        known_seq: 6_500,
        true_on: TODAY,
        rule,
        time_share: BasisPoints(3_333),
        work_share: Some(BasisPoints(2_712)),
        year_plan: Fen(2_702_945_000_000),
        reported_ytd: Fen(733_000_000_000),
        counts,
        span: (date(2025, 1, 1), date(2027, 12, 31)),
        projects_total: 122,
        provisional_year: Some(2027),
    };
    Wall {
        head,
        indicators: Vec::new(),
        rows,
    }
}

/// A project nothing is known of but its name and number.
pub(crate) fn bare(no: u32, name: &str) -> WallRow {
    WallRow {
        id: ProjectId(no),
        no,
        name: name.to_owned(),
        codes: Vec::new(),
        unit: None,
        sponsor: None,
        industry: None,
        stage: None,
        light: LightMark {
            colour: Colour::Grey,
            reason: Words::new("没有计划，无法判断", "no plan, cannot be judged"),
            previous: None,
            streak: 0,
            exempt: false,
        },
        money: RowMoney::default(),
        bars: RowBars::default(),
        gates: Vec::new(),
        needs: Vec::new(),
        status: None,
        version: 1,
    }
}

/// A project late by steps, gates and money.
pub(crate) fn late() -> WallRow {
    let gate = |name: &str, date, state| GateMark {
        name: name.to_owned(),
        date,
        state,
    };
    let mut row = bare(
        7,
        "六英寸化合物半导体晶圆生产线及配套动力站建设项目（二期）",
    );
    row.unit = Some(NamedUnit {
        id: UnitId(3),
        name: "工业和信息化局".to_owned(),
    });
    row.sponsor = Some("张望澜".to_owned());
    row.stage = Some("在建".to_owned());
    row.light = LightMark {
        colour: Colour::Red,
        reason: Words::new("预计竣工：预计晚 41 天", "forecast finish: 41 days later"),
        previous: Some(Colour::Red),
        streak: 3,
        exempt: false,
    };
    row.money = RowMoney {
        year_plan: Some(Fen(80_000_000_000)),
        reported_ytd: Some(Fen(16_800_000_000)),
        completion: Some(BasisPoints(2_100)),
        planned: Some(BasisPoints(3_340)),
        gap: Some(BasisPoints(-1_240)),
        ..RowMoney::default()
    };
    row.bars = late_bars();
    row.gates = vec![
        gate("开工", date(2025, 4, 10), GateState::Met),
        gate("入库", date(2026, 4, 30), GateState::Late),
        gate("竣工", date(2027, 2, 10), GateState::Due),
    ];
    row.needs = vec![
        need(
            NeedKind::Delay,
            "预计 2027-02-10 竣工，晚 41 天",
            "41 days late",
            41,
        ),
        need(
            NeedKind::Problem,
            "用地：14 亩未交付",
            "land: 14 mu not handed over",
            30,
        ),
    ];
    row
}

fn late_bars() -> RowBars {
    let step = |start, finish, state, critical| StepBar {
        start,
        finish,
        state,
        critical,
    };
    RowBars {
        baseline_start: Some(date(2025, 3, 1)),
        baseline_finish: Some(date(2026, 12, 31)),
        actual_start: Some(date(2025, 4, 10)),
        forecast_finish: Some(date(2027, 2, 10)),
        required_finish: Some(date(2026, 12, 31)),
        last_moment: Some(date(2026, 5, 6)),
        next_step: Some("设备采购".to_owned()),
        delay_days: Some(41),
        steps: vec![
            step(
                date(2025, 4, 10),
                date(2025, 11, 30),
                StepState::Done,
                false,
            ),
            step(
                date(2025, 12, 1),
                date(2026, 7, 20),
                StepState::Underway,
                true,
            ),
            step(date(2026, 7, 21), date(2027, 2, 10), StepState::Ahead, true),
        ],
        ..RowBars::default()
    }
}

/// A finished project, early, told by dates alone.
pub(crate) fn finished() -> WallRow {
    let mut row = bare(12, "Riverside water works");
    row.light.colour = Colour::Green;
    row.light.reason = Words::new("2026-04-02 竣工", "finished 2026-04-02");
    row.status = Some(Words::new("已移交", "handed over"));
    row.money.gap = Some(BasisPoints(730));
    row.money.completion = Some(BasisPoints(10_000));
    row.bars = RowBars {
        baseline_start: Some(date(2023, 3, 1)),
        baseline_finish: Some(date(2026, 4, 30)),
        actual_start: Some(date(2023, 3, 1)),
        actual_finish: Some(date(2026, 4, 2)),
        required_finish: Some(date(2026, 4, 30)),
        delay_days: Some(-28),
        ..RowBars::default()
    };
    row
}

/// Something that needs attention.
pub(crate) fn need(kind: NeedKind, zh: &str, en: &str, days: i32) -> Need {
    Need {
        kind,
        text: Words::new(zh, en),
        days,
    }
}

/// The three together with one that nothing is known of.
pub(crate) fn small() -> Wall {
    wall(vec![late(), finished(), bare(118, "待定项目")])
}
