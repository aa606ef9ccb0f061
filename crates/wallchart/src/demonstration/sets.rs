//! The public portfolios that come with the program, and how each becomes a zone.
//!
//! The files and their terms are under `examples/`; the program carries them in itself, so that
//! it shows them wherever it is installed.

use jiff::civil::Date;
use zone::Words;
use zone::stage::{Stage, StagePath};
use zone::state::Currency;

/// A public portfolio.
pub(crate) struct Portfolio {
    /// Name of the file.
    pub(crate) file: &'static str,
    /// Its bytes.
    pub(crate) bytes: &'static [u8],
    /// How its columns are read.
    pub(crate) mapping: &'static str,
    /// What the zone is called.
    pub(crate) name: &'static str,
    /// Where the data is from.
    pub(crate) attribution: Words,
    /// How money is named.
    pub(crate) currency: Currency,
    /// The light rule set in force.
    pub(crate) rule: &'static str,
    /// The stages its projects go through, where it names them.
    pub(crate) stages: Option<StagePath>,
    /// The date of its figures, where its rows say none.
    pub(crate) as_of: Option<Date>,
}

/// 378 capital projects of New York City, as reported fifteen times.
pub(crate) fn nyc() -> Portfolio {
    Portfolio {
        file: "NYC_capital_projects_20190901.csv",
        bytes: include_bytes!("../../../../examples/nyc/NYC_capital_projects_20190901.csv"),
        mapping: include_str!("../../../../examples/nyc/mapping.json"),
        name: "New York City capital projects",
        attribution: Words::new(
            "数据来源：纽约市开放数据（NYC Open Data），Capital Projects，2013—2019 年",
            "Source: NYC Open Data, Capital Projects, 2013-2019",
        ),
        currency: Currency::USD,
        rule: "slip",
        stages: Some(path(
            "capital_project",
            Words::new("市政基本建设项目", "Capital project"),
            &[
                "Scoping/Planning",
                "Design",
                "Construction Procurement",
                "Construction",
                "Close-Out",
                "IT",
            ],
        )),
        as_of: None,
    }
}

/// 445 projects of Melbourne Water with the dates of their gates.
pub(crate) fn melbourne() -> Portfolio {
    Portfolio {
        file: "melbourne_water_capital_delivery.csv",
        bytes: include_bytes!(
            "../../../../examples/melbourne/melbourne_water_capital_delivery.csv"
        ),
        mapping: include_str!("../../../../examples/melbourne/mapping.json"),
        name: "Melbourne Water capital delivery",
        attribution: Words::new(
            "数据来源：墨尔本水务（Melbourne Water）开放数据，CC0 1.0",
            "Source: Melbourne Water open data, CC0 1.0",
        ),
        currency: Currency::AUD,
        rule: "gates",
        stages: None,
        as_of: Some(jiff::civil::date(2024, 2, 29)),
    }
}

/// The government major projects of the United Kingdom as published for 2022.
pub(crate) fn uk() -> Portfolio {
    Portfolio {
        file: "uk_2022_raw.csv",
        bytes: include_bytes!("../../../../examples/uk/uk_2022_raw.csv"),
        mapping: include_str!("../../../../examples/uk/mapping.json"),
        name: "UK government major projects 2022",
        attribution: Words::new(
            "含英国公共部门信息，依《开放政府许可证》第 3 版使用",
            "Contains public sector information licensed under the Open Government Licence v3.0",
        ),
        currency: Currency::GBP,
        rule: "dispatch",
        stages: None,
        as_of: Some(jiff::civil::date(2022, 3, 31)),
    }
}

/// A path whose stages carry the portfolio's own words, without evidence to ask for.
fn path(nature: &str, name: Words, stages: &[&str]) -> StagePath {
    let stage = |key: &&str| Stage {
        key: (*key).to_owned(),
        name: Words::new(*key, *key),
        evidence: Vec::new(),
    };
    StagePath {
        nature: nature.to_owned(),
        name,
        stages: stages.iter().map(stage).collect(),
    }
}
