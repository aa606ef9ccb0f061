//! Each verb once for people and once for scripts, on a small zone of one's own.

mod common;

use common::{Office, sample};

#[test]
fn a_zone_is_founded_with_sign_ins_shown_once() {
    let office = Office::new();
    let founded = office
        .run(&["init", "--name", "滨江新区", "--json"])
        .ends(0)
        .json();
    assert_eq!(founded["zone"], "滨江新区");
    assert_eq!(founded["accounts"][0]["account"], "clerk");
    assert_eq!(
        founded["accounts"][0]["password"].as_str().map(str::len),
        Some(19)
    );
    let again = office.run(&["init", "--name", "滨江新区"]).ends(2).err;
    assert!(again.contains("zone/already-founded"), "{again}");
    let other = Office::new()
        .run(&["init", "--name", "Harbour", "--rule", "mood"])
        .ends(2)
        .err;
    assert!(other.contains("there is no rule set \"mood\"") && other.contains("point-bands"));
}

#[test]
fn a_ledger_is_previewed_then_applied_then_changes_nothing() {
    let office = Office::founded();
    let ledger = sample("good-2026.xlsx");
    let arguments = [
        "import",
        &ledger,
        "--create-missing",
        "--as-of",
        "2026-05-31",
    ];
    let preview = office.run(&arguments).ends(0).out;
    assert!(preview.contains("20 new, 0 changed"), "{preview}");
    assert!(preview.contains("add --apply"), "{preview}");
    let empty = office.run(&["wall", "--json"]).ends(0).json();
    assert_eq!(empty["head"]["projects_total"], 0);

    let apply = [&arguments[..], &["--apply", "--json"]].concat();
    let applied = office.run(&apply).ends(0).json();
    assert_eq!(applied["counts"]["new"], 20);
    assert!(applied["applied"]["last"].as_u64() > applied["applied"]["first"].as_u64());

    let again = office
        .run(&[&arguments[..], &["--apply"]].concat())
        .ends(0)
        .out;
    assert!(again.contains("0 new, 0 changed, 20 unchanged"), "{again}");
    assert!(again.trim_end().ends_with("nothing to change"), "{again}");
    let again = office.run(&apply).ends(0).json();
    assert_eq!(again["applied"], serde_json::Value::Null);
}

#[test]
fn a_mapping_is_written_out_corrected_and_used() {
    let office = Office::founded();
    let ledger = sample("good-2026.xlsx");
    let map = office.text("map.json");
    office
        .run(&["import", &ledger, "--create-missing", "--save-map", &map])
        .ends(0);
    let json = std::fs::read_to_string(office.path("map.json")).expect("written");
    assert!(json.contains("\"target\": \"total_investment\""), "{json}");
    let corrected = json.replace("\"target\": \"total_investment\"", "\"target\": \"ignore\"");
    std::fs::write(office.path("map.json"), corrected).expect("written");
    let read = office
        .run(&["import", &ledger, "--map", &map, "--json"])
        .ends(0)
        .json();
    let targets = read["mapping"].as_array().expect("columns").iter();
    assert!(
        !targets
            .clone()
            .any(|column| column["target"] == "total_investment")
    );
    std::fs::write(office.path("map.json"), "{}").expect("written");
    let broken = office.run(&["import", &ledger, "--map", &map]).ends(2).err;
    assert!(
        broken.contains("map.json") && broken.contains("exchange/"),
        "{broken}"
    );
}

#[test]
fn the_wall_is_a_table_a_drawing_and_a_document() {
    let office = Office::with_ledger();
    let table = office
        .run(&["wall", "--true-on", "2026-05-31", "--limit", "3"])
        .ends(0)
        .out;
    assert!(table.contains("17 more rows"), "{table}");
    let document = office
        .run(&["wall", "--true-on", "2026-05-31", "--json"])
        .ends(0)
        .json();
    assert_eq!(document["rows"].as_array().map(Vec::len), Some(20));
    assert_eq!(document["head"]["true_on"], "2026-05-31");
    assert!(
        document["record"]["code"]
            .as_str()
            .is_some_and(|code| code.len() == 19)
    );
    let svg = office.text("wall.svg");
    office
        .run(&["wall", "--format", "svg", "--out", &svg])
        .ends(0);
    let drawn = std::fs::read_to_string(&svg).expect("drawn");
    assert!(
        drawn.starts_with("<svg") || drawn.starts_with("<?xml"),
        "{drawn}"
    );
    let row = &document["rows"][0];
    let unit = row["unit"]["name"].as_str().expect("a unit");
    let of_unit = office
        .run(&["wall", "--unit", unit, "--json"])
        .ends(0)
        .json();
    let rows = of_unit["rows"].as_array().expect("rows");
    assert!(!rows.is_empty() && rows.iter().all(|row| row["unit"]["name"] == unit));
    let both = office
        .run(&["wall", "--unit", "nobody", "--light", "pink"])
        .ends(2)
        .err;
    assert!(
        both.contains("no unit \"nobody\"") && both.contains("no light \"pink\""),
        "{both}"
    );
}

#[test]
fn a_project_tells_its_fields_with_file_and_cell_and_why_its_light() {
    let office = Office::with_ledger();
    let sheet = office
        .run(&["project", "P1", "--true-on", "2026-05-31"])
        .ends(0)
        .out;
    assert!(sheet.contains("good-2026.xlsx ["), "{sheet}");
    assert!(sheet.contains("why this light: rule"), "{sheet}");
    assert!(sheet.contains("registered: "), "{sheet}");
    let document = office.run(&["project", "P1", "--json"]).ends(0).json();
    let name = document["row"]["name"].as_str().expect("a name");
    let by_name = office.run(&["project", name, "--json"]).ends(0).json();
    assert_eq!(by_name["row"]["id"], "P1");
    let code = document["row"]["codes"][0].as_str().expect("a code");
    let code = code.rsplit(' ').next().expect("a code");
    let by_code = office.run(&["project", code, "--json"]).ends(0).json();
    assert_eq!(by_code["row"]["id"], "P1");
    let none = office.run(&["project", "no such"]).ends(2).err;
    assert!(none.contains("cli/no-such-project"), "{none}");
    let several = office.run(&["project", "项目"]).ends(2).err;
    assert!(several.contains("cli/several-projects"), "{several}");
}

#[test]
fn what_is_exported_is_imported_as_unchanged() {
    let office = Office::with_ledger();
    for name in ["out.xlsx", "out.csv"] {
        let path = office.text(name);
        let arguments = ["export", path.as_str(), "--true-on", "2026-05-31", "--json"];
        let written = office.run(&arguments).ends(0).json();
        assert_eq!(written["projects"], 20);
        let read = office
            .run(&["import", &path, "--as-of", "2026-05-31", "--json"])
            .ends(0)
            .json();
        assert_eq!(read["counts"]["unchanged"], 20, "{name}: {read}");
    }
    let text = office
        .run(&["export", &office.text("again.csv")])
        .ends(0)
        .out;
    assert!(text.contains("20 projects"), "{text}");
    let refused = office.run(&["export", "wall.pdf"]).ends(2).err;
    assert!(refused.contains("neither xlsx nor csv"), "{refused}");
}

#[test]
fn a_ledger_goes_back_and_forms_go_out() {
    let office = Office::with_ledger();
    let path = office.text("back.xlsx");
    let back = office
        .run(&["export", "--as-imported", "-o", &path, "--json"])
        .ends(0)
        .json();
    assert_eq!(back["changed"].as_array().unwrap().len(), 0, "{back}");
    assert_eq!(back["added"].as_array().unwrap().len(), 0);
    let none = ["export", "--as-imported", "A77", "-o", &path];
    let none = office.run(&none).ends(2).err;
    assert!(none.contains("cli/no-such-ledger"), "{none}");

    let form = office.text("form.xlsx");
    let unit = [
        "export",
        "--fill-in",
        "商务局",
        "--month",
        "2026-06",
        "-o",
        &form,
    ];
    assert!(office.run(&unit).ends(0).out.contains("forms for 2026-06"));
    let read = office.run(&["import", &form, "--json"]).ends(0).json();
    assert_eq!(read["counts"]["changed"], 0, "{read}");
    let zip = office.text("forms.zip");
    office.run(&["export", "--fill-in", "-o", &zip]).ends(0);
    let copy = office.text("copy.xlsx");
    office
        .run(&["export", "--checked-copy", "-o", &copy])
        .ends(0);
    let read = office
        .run(&["import", &copy, "--as-of", "2026-05-31", "--json"])
        .ends(0)
        .json();
    assert_eq!(read["counts"]["unchanged"], 20, "{read}");
}

#[test]
fn marks_and_cycles_name_moments_of_the_record() {
    let office = Office::with_ledger();
    let mark = ["mark", "meeting", "--date", "2026-05-18", "--json"];
    let set = office.run(&mark).ends(0).json();
    assert_eq!(set["mark"], "meeting");
    let again = office.run(&["mark", "meeting"]).ends(2).err;
    assert!(again.contains("zone/duplicate-name"), "{again}");
    let at = office
        .run(&["wall", "--known-at", "meeting", "--json"])
        .ends(0)
        .json();
    assert_eq!(at["head"]["true_on"], "2026-05-18");
    let open = [
        "--name",
        "May",
        "--from",
        "2026-05-01",
        "--until",
        "2026-05-31",
    ];
    let opened = office
        .run(&[&["cycle", "open"], &open[..]].concat())
        .ends(0)
        .out;
    assert!(opened.contains("cycle C1 is open"), "{opened}");
    let closed = office
        .run(&["cycle", "close", "C1", "--json"])
        .ends(0)
        .json();
    assert_eq!(closed["lights"], 20);
    let none = office
        .run(&["wall", "--known-at", "no-such-mark"])
        .ends(2)
        .err;
    assert!(none.contains("host/no-such-moment"), "{none}");
}

#[test]
fn accounts_are_added_listed_and_disabled() {
    let office = Office::with_ledger();
    let unit = office.run(&["wall", "--json"]).ends(0).json()["rows"][0]["unit"]["name"].clone();
    let unit = unit.as_str().expect("a unit");
    let add = [
        "account", "add", "reporter", "--role", "reporter", "--unit", unit, "--json",
    ];
    let added = office.run(&add).ends(0).json();
    assert_eq!(added["password"].as_str().map(str::len), Some(19));
    office.run(&["account", "disable", "reporter"]).ends(0);
    let list = office.run(&["account", "list"]).ends(0).out;
    assert!(
        list.contains("reporter  Reporter") && list.contains("disabled"),
        "{list}"
    );
    let without = office
        .run(&["account", "add", "other", "--role", "reporter"])
        .ends(2)
        .err;
    assert!(
        without.contains("server/reporter-without-unit"),
        "{without}"
    );
}

#[test]
fn a_holiday_notice_is_loaded() {
    let office = Office::founded();
    let notice = "date,name,kind,source\n2027-01-01,元旦,off,示例〔2026〕1号\n";
    std::fs::write(office.path("2027.csv"), notice).expect("written");
    let loaded = office
        .run(&["holidays", "load", "2027.csv", "--json"])
        .ends(0)
        .json();
    assert_eq!(loaded["years"], serde_json::json!([2027]));
    std::fs::write(
        office.path("bad.csv"),
        "date,name,kind,source\nsoon,元旦,off,x\n",
    )
    .expect("written");
    let refused = office.run(&["holidays", "load", "bad.csv"]).ends(2).err;
    assert!(refused.contains("zone/bad-notice"), "{refused}");
}
