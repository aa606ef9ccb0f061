//! What lies outside the zone: the systems its figures come from, and other zones of its kind.

use jiff::civil::Date;
use rust_decimal::Decimal;
use zone::Words;
use zone::command::{Command, PeerReport};
use zone::indicator::{Month, PeerFigure};
use zone::source::Source;

use crate::Driver;

/// What statistics reporting is called; indicators name it in their definitions.
pub(super) const STATISTICS: &str = "统计联网直报平台";

/// Other zones: name, size against this one and growth of the year, both in thousandths.
const PEERS: [(&str, i64, i64); 5] = [
    ("临江经济技术开发区", 1_240, 91),
    ("青麓高新技术产业开发区", 1_060, 66),
    ("滨海新区产业园", 930, 78),
    ("云岭经济开发区", 710, 52),
    ("南湖高新区", 640, 104),
];

/// Indicators that are compared, and how the growth of others differs there, in thousandths.
const COMPARED: [(&str, i64); 2] = [("gyzcz", 12), ("gdtz", 0)];

/// Says what comes from where, and what others published of the newest month.
pub(super) fn play<D: Driver>(driver: &mut D, today: Date) -> Result<(), D::Error> {
    let source = |key: &str, zh: &str, en: &str, fields: &[&str]| {
        Command::DefineSource(Source {
            key: key.to_owned(),
            name: Words::new(zh, en),
            fields: fields.iter().map(|own| (*own).to_owned()).collect(),
        })
    };
    let statistics = ["certified_total", "actual_registration"];
    driver.run(source(
        "statistics",
        STATISTICS,
        "statistics reporting",
        &statistics,
    ))?;
    driver.run(source(
        "approval",
        "投资项目在线审批监管平台",
        "approval platform",
        &["gate"],
    ))?;
    for (code, more) in COMPARED {
        if let Some(command) = published(driver.zone(), today, code, more) {
            driver.run(command)?;
        }
    }
    Ok(())
}

/// The newest month and the same of last year, of each other zone.
fn published(zone: &zone::Zone, today: Date, code: &str, more: i64) -> Option<Command> {
    let mut all = zone.indicators.values();
    let indicator = all.find(|own| own.definition.code == code)?;
    let newest = indicator.standing(None, today)?.month;
    let before = Month {
        year: newest.year - 1,
        ..newest
    };
    let own = indicator.values.get(&(None, before))?.latest.value;
    let mut figures = Vec::new();
    for (peer, size, growth) in PEERS {
        let then = (own * Decimal::new(size, 3)).round_dp(2);
        let now = (then * Decimal::new(1_000 + growth + more, 3)).round_dp(2);
        for (month, value) in [(before, then), (newest, now)] {
            figures.push(PeerFigure {
                peer: peer.to_owned(),
                month,
                value,
            });
        }
    }
    Some(Command::ReportPeers {
        publication: format!("省开发区协会 {newest} 主要指标通报"),
        reports: vec![PeerReport {
            id: indicator.id,
            figures,
        }],
    })
}
