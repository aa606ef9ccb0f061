//! The demonstrations: real portfolios through the importer, and the synthetic zone.

mod common;

use common::Office;

#[test]
fn the_city_in_fifteen_reports() {
    let office = Office::new();
    let filled = office.run(&["demo", "nyc", "--json"]).ends(0).json();
    assert_eq!(filled["projects"], 378);
    assert_eq!(filled["marks"].as_array().map(Vec::len), Some(15));
    let at = |mark: &str| {
        office
            .run(&["wall", "--known-at", mark, "--json"])
            .ends(0)
            .json()
    };
    let (then, now) = (at("report-2014-05"), at("report-2019-09"));
    assert_eq!(then["rows"].as_array().map(Vec::len), Some(55));
    assert_eq!(then["head"]["true_on"], "2014-05-01");
    assert_eq!(now["rows"].as_array().map(Vec::len), Some(378));
    assert_ne!(then["head"]["counts"], now["head"]["counts"]);
    let previous = now["rows"].as_array().expect("rows").iter();
    assert!(
        previous
            .clone()
            .any(|row| row["light"]["streak"].as_u64() > Some(1))
    );
    let compare = [
        "wall",
        "--known-at",
        "report-2014-05",
        "--compare",
        "report-2019-09",
    ];
    let text = office.run(&compare).ends(0).out;
    assert!(text.contains("323 new, 0 gone"), "{text}");
    let document = office
        .run(&[&compare[..], &["--json"]].concat())
        .ends(0)
        .json();
    assert!(
        document["counts"]["slipped"].as_u64() > Some(20),
        "{}",
        document["counts"]
    );
    office.run(&["verify"]).ends(0);

    let again = office.run(&["demo", "nyc"]).ends(2).err;
    assert!(
        again.contains("already holds the demonstration \"nyc\""),
        "{again}"
    );
    assert!(again.contains("--serve"), "{again}");
    let other = office.run(&["demo", "melbourne", "--serve"]).ends(2).err;
    assert!(other.contains("demo/not-empty"), "{other}");
    let server = office.serve(&["demo", "nyc", "--serve", "--listen", "127.0.0.1:0"]);
    assert!(server.address.starts_with("127.0.0.1:"));
}

#[test]
fn the_water_utility_by_gates() {
    let office = Office::new();
    let filled = office.run(&["demo", "melbourne"]).ends(0).out;
    assert!(filled.contains("445 projects"), "{filled}");
    let wall = office.run(&["wall", "--json"]).ends(0).json();
    assert_eq!(wall["rows"].as_array().map(Vec::len), Some(445));
    assert!(
        wall["rows"][0]["gates"]
            .as_array()
            .is_some_and(|gates| !gates.is_empty())
    );
    assert_eq!(wall["head"]["currency"], "AUD");
    assert!(
        wall["head"]["attribution"]["en"]
            .as_str()
            .is_some_and(|text| text.contains("CC0"))
    );
}

#[test]
fn the_major_projects_of_a_country() {
    let office = Office::new();
    let filled = office.run(&["demo", "uk", "--json"]).ends(0).json();
    assert_eq!(filled["projects"], 235);
}

#[test]
fn the_invented_zone_is_the_same_for_the_same_seed() {
    let office = Office::new();
    let fill = ["demo", "zone", "--today", "2026-05-18", "--json"];
    let filled = office.run(&fill).ends(0).json();
    assert_eq!(filled["projects"], 120);
    assert_eq!(filled["marks"].as_array().map(Vec::len), Some(61));
    let wall = office
        .run(&["wall", "--true-on", "2026-05-18", "--json"])
        .ends(0)
        .json();
    assert_eq!(wall["head"]["synthetic"], true);
    assert_eq!(wall["indicators"].as_array().map(Vec::len), Some(8));
    let rows = wall["rows"].as_array().expect("rows");
    let planned = rows.iter().find(|row| {
        row["bars"]["steps"]
            .as_array()
            .is_some_and(|own| own.len() > 3)
    });
    let id = planned.expect("a project with a schedule")["id"]
        .as_str()
        .expect("an id");
    let plan = ["schedule", id, "--as-of", "2026-05-18"];
    let text = office.run(&plan).ends(0).out;
    assert!(
        text.contains("last moment") && text.contains("driven by"),
        "{text}"
    );
    let plan = [&plan[..], &["--required", "2026-06-01", "--json"]].concat();
    let document = office.run(&plan).ends(0).json();
    assert_eq!(document["required_finish"], "2026-06-01");
    assert!(
        document["steps"]
            .as_array()
            .is_some_and(|steps| steps.len() > 3)
    );
    the_indicators_of_the_invented_zone(&office);
    a_target_of_the_invented_zone_is_broken_down(&office);
    office.run(&["verify"]).ends(0);
    let accounts = filled["accounts"].as_array().expect("sign-ins");
    assert!(accounts.iter().any(|own| own["account"] == "clerk"));
}

/// A target broken down is only worked out unless it is to be recorded; then the sheet shows it.
/// What stands beside each picture is what the picture itself tells, and the scanned sheet's code
/// is the one that was printed.
#[test]
fn the_pictures_of_the_invented_zone_tell_what_stands_beside_them() {
    use host::{Files, Folder, KnownAt, Library};
    use zone::Texts as _;
    let office = Office::new();
    office
        .run(&["demo", "zone", "--today", "2026-05-18"])
        .ends(0);
    let folder = Folder::new(office.path("data"));
    let reader = ledger::SqliteReader::open(&folder.ledger()).expect("a ledger");
    let library = Library::over(std::sync::Arc::new(reader), Files::of(&folder));
    let seen = library
        .see(&KnownAt::Latest, host::today())
        .expect("a state");
    let (mut photos, mut placed, mut sheets) = (0, 0, 0);
    for kept in seen.zone.attachments.values() {
        let bytes = library.bytes_of(kept).expect("it is kept");
        let name = library.find(kept.name);
        let looked = media::look(name.text().expect("a name"), &bytes).expect("it is taken");
        let Some(own) = &kept.attached else {
            let text = scan::read(&bytes).expect("a code").remove(0);
            let (code, digest) = zone::signoff::code::from_square(&text).expect("of a sheet");
            assert_eq!(seen.zone.sheets[&code].digest, digest);
            sheets += 1;
            continue;
        };
        let facts = library.find(own.facts.expect("it is a photo"));
        let told = serde_json::from_str(facts.text().expect("facts")).expect("they read");
        assert_eq!(looked.photo, Some(told));
        photos += 1;
        placed += u32::from(looked.photo.is_some_and(|own| own.place.is_some()));
    }
    assert_eq!((photos, placed, sheets), (5, 4, 1));
}

fn a_target_of_the_invented_zone_is_broken_down(office: &Office) {
    let ask = |words: &[&str]| {
        let on = ["--true-on", "2026-05-18", "--json"];
        let words = [&["indicator"], words, &on].concat();
        office.run(&words).ends(0).json()
    };
    let apply = [
        "decompose",
        "gdtz",
        "--apply",
        "--document",
        "管发〔2026〕12号",
    ];
    let on = ["--reason", "年中调整", "--on", "2026-05-18"];
    let recorded = ask(&[&apply[..], &on].concat());
    assert!(recorded["recorded"].as_u64().is_some_and(|seq| seq > 0));
    let shown = ask(&["show", "gdtz"]);
    assert!(shown.to_string().contains("管发〔2026〕12号"), "{shown}");
    let locked = [
        "indicator",
        "decompose",
        "gdtz",
        "--lock",
        "没有这个单位=3",
        "--json",
    ];
    let refused = office.run(&locked).ends(2).json();
    assert_eq!(refused["problems"][0]["code"], "cli/no-such-unit");
}

/// Projects feed investment; what is assumed of one that waits changes it and the whole.
fn projects_of_the_invented_zone(ask: &dyn Fn(&[&str]) -> serde_json::Value) {
    let as_it_goes = ask(&["projects", "gdtz"]);
    let works = as_it_goes["works"].as_array().expect("projects");
    let waits = works.iter().find(|own| own["state"] == "waits");
    let id = waits.expect("one waits")["id"].as_str().expect("an id");
    let planned = ask(&["projects", "gdtz", "--what-if", &format!("{id}=plan")]);
    let before = planned["as_it_goes"]["mean"]
        .as_str()
        .map(str::parse::<f64>);
    let after = planned["together"]["mean"].as_str().map(str::parse::<f64>);
    assert_eq!(planned["as_it_goes"], as_it_goes["together"]);
    let more = after
        .zip(before)
        .and_then(|(a, b)| Some(a.ok()? >= b.ok()?));
    assert_eq!(more, Some(true), "{planned}");
}

fn the_indicators_of_the_invented_zone(office: &Office) {
    let ask = |words: &[&str]| {
        let on = ["--true-on", "2026-05-18", "--json"];
        office
            .run(&[&["indicator"], words, &on].concat())
            .ends(0)
            .json()
    };
    assert_eq!(
        ask(&["list"])["indicators"].as_array().map(Vec::len),
        Some(8)
    );
    let ahead = ask(&["forecast", "gdtz"]);
    let chance = ahead["chance"].as_f64().expect("a chance");
    assert!((0.0..=1.0).contains(&chance));
    let bound = |at: usize| ahead["interval_95"][at].as_f64().expect("a bound");
    let mean = ahead["year_mean"].as_f64().expect("a sum");
    assert!(bound(0) < mean && mean < bound(1), "{ahead}");
    let months = |document: &serde_json::Value| document["months"].as_array().map(Vec::len);
    assert_eq!(ahead["method"], "pool");
    let sum = |cells: &serde_json::Value| {
        let number = |cell: &serde_json::Value| -> i64 {
            let text = cell.as_str().expect("an amount").replace('.', "");
            text.parse().expect("a number of one decimal place")
        };
        cells
            .as_array()
            .expect("amounts")
            .iter()
            .map(number)
            .sum::<i64>()
    };
    let honesty = ask(&["honesty"]);
    assert!(
        honesty["forecasts"]["count"].as_u64() > Some(0),
        "{honesty}"
    );
    let habits = honesty["habits"].as_array().expect("habits");
    let hopeful = habits.iter().filter(|own| own["verdict"] == "optimistic");
    assert_eq!((habits.len(), hopeful.count()), (6, 1));
    projects_of_the_invented_zone(&ask);
    let needed = ask(&["needed", "gdtz"]);
    assert_eq!(months(&needed), months(&ahead));
    let spread = ask(&["decompose", "gdtz", "--target", "1000", "--places", "1"]);
    let units = spread["units"].as_array().expect("units");
    assert_eq!(units.len(), 6);
    let mut whole = 0;
    for unit in units {
        let own = unit["amount"].as_str().expect("an amount").replace('.', "");
        assert_eq!(sum(&unit["months"]), own.parse::<i64>().expect("a number"));
        whole += sum(&unit["months"]);
    }
    assert_eq!(whole, 10_000);
    assert_eq!(spread["recorded"], serde_json::Value::Null);
    let unknown = office
        .run(&["indicator", "needed", "gdp", "--json"])
        .ends(2)
        .json();
    assert_eq!(unknown["problems"][0]["code"], "cli/no-such-indicator");
    an_indicator_is_settled_anew(office);
}

/// What is not named stays as it is; a dash takes away what may be missing.
fn an_indicator_is_settled_anew(office: &Office) {
    let shown = || office.run(&["indicator", "show", "gdtz", "--json"]).json();
    let before = shown();
    assert_ne!(before["lead_unit"], serde_json::Value::Null);
    let change = |words: &[&str]| office.run(&[&["indicator", "change", "gdtz"], words].concat());
    change(&["--release-lag", "13", "--lead", "-", "--level", "public"]).ends(0);
    let after = shown();
    assert_eq!(after["release_lag"], 13);
    assert_eq!(after["lead_unit"], serde_json::Value::Null);
    assert_eq!(after["level"], "public");
    for kept in [
        "code", "name", "measure", "kind", "every", "source", "fed_by",
    ] {
        assert_eq!(after[kept], before[kept], "{kept}");
    }
    let refused = change(&["--lead", "无此单位", "--json"]).ends(2).json();
    assert_eq!(refused["problems"][0]["code"], "cli/no-such-unit");
}
