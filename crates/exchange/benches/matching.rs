//! Times previews against a zone that has as many projects as the file has rows: all known, all
//! near (one character of each name differs), all strange. Twice the size, for the growth.
//!
//! The bars: 8,500 rows in 2 s, 100,000 in 20 s. `cargo bench -p exchange --bench matching 100000`.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use jiff::civil::date;
use zone::event::{NewFact, ProjectRegistered, UnitAdded};
use zone::text::TextTable;
use zone::{Fen, Field, ProjectId, UnitId, Value, Zone};

const PLACES: [&str; 12] = [
    "城东", "城西", "滨江", "临港", "高铁", "空港", "云溪", "青山", "龙湖", "金沙", "南湾", "北塘",
];
const TRADES: [&str; 16] = [
    "污水处理",
    "集成电路",
    "生物医药",
    "装备制造",
    "新材料",
    "冷链物流",
    "储能电池",
    "光伏组件",
    "智能网联",
    "食品加工",
    "再生资源",
    "精密模具",
    "康复医疗",
    "数据中心",
    "创业孵化",
    "综合管廊",
];
const KINDS: [&str; 8] = [
    "产业园项目",
    "标准厂房",
    "研发中心",
    "扩建工程",
    "提标改造项目",
    "总部基地",
    "配套设施",
    "示范基地",
];

/// The n-th name: all different, and all sharing pairs of characters with many others.
fn name(n: u32) -> String {
    let at = |list: &[&'static str], n: u32| list[n as usize % list.len()];
    let place = at(&PLACES, n);
    let trade = at(&TRADES, n / 12);
    let kind = at(&KINDS, n / 192);
    let lot = char::from_u32(0x4e00 + n / 1_536 * 7 % 2_000).unwrap_or('甲');
    format!("{place}{lot}家{trade}{kind}")
}

fn zone_of(projects: u32) -> Zone {
    let mut zone = Zone::empty();
    let mut seq = 0;
    let mut apply = |event: zone::Event| {
        seq += 1;
        zone.apply(seq, &event);
    };
    for id in 1..=20 {
        let event = UnitAdded {
            id: UnitId(id),
            name: format!("第{id}单位"),
            parent: None,
            protocol_rank: id,
            aliases: Vec::new(),
            effective_on: date(2026, 1, 1),
        };
        apply(event.into());
    }
    let fact = |field, value| NewFact {
        field,
        value,
        cell: None,
    };
    for n in 0..projects {
        let event = ProjectRegistered {
            id: ProjectId(n + 1),
            effective_on: date(2026, 1, 31),
            facts: vec![
                fact(Field::Name, Value::Text(name(n))),
                fact(Field::LeadUnit, Value::Unit(UnitId(n % 20 + 1))),
                fact(
                    Field::TotalInvestment,
                    Value::Money(Fen(i64::from(n % 977) * 1_000_000)),
                ),
                fact(
                    Field::ReportedYtd,
                    Value::Money(Fen(i64::from(n % 97) * 1_000_000)),
                ),
            ],
        };
        apply(event.into());
    }
    zone
}

fn file(rows: u32, of: impl Fn(u32) -> String) -> String {
    let mut out =
        String::from("项目名称,责任单位,总投资（万元）,本年累计完成投资（万元）,形象进度\n");
    for n in 0..rows {
        let (unit, whole, done) = (n % 20 + 1, n % 977, n % 97 + 1);
        let _ = writeln!(out, "{},第{unit}单位,{whole},{done},{}%", of(n), n % 100);
    }
    out
}

fn timed(zone: &Zone, what: &str, text: &str) -> Duration {
    let book = exchange::book::read("ledger.csv", text.as_bytes()).expect("readable");
    let mapping = exchange::mapping::guess(&book).expect("a table");
    let rows = exchange::rows::read(&book, &mapping).expect("rows");
    let start = Instant::now();
    let preview = exchange::preview::preview(zone, &TextTable::default(), &rows, date(2026, 5, 31));
    let took = start.elapsed();
    let asked: usize = preview.asked.values().map(|asked| asked.total).sum();
    println!(
        "{what:8} {:7} rows {took:9.1?}, {asked} questions",
        rows.rows.len()
    );
    took
}

fn main() {
    let given = std::env::args().filter_map(|text| text.parse().ok()).next();
    let most = given.unwrap_or(17_000);
    for size in [most / 2, most] {
        let zone = zone_of(size);
        timed(&zone, "known", &file(size, name));
        timed(&zone, "near", &file(size, |n| name(n).replace('家', "佳")));
        timed(
            &zone,
            "strange",
            &file(size, |n| format!("外地{}号{}", n * 7, name(n * 13))),
        );
    }
}
