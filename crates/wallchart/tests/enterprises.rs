//! Enterprises in the terminal: the ledger, a month, a table, a request to its answer.

mod common;

use common::Office;

#[test]
fn an_enterprise_is_added_and_told_of() {
    let office = Office::with_ledger();
    let run = |words: &[&str]| office.run(&[&["enterprise"], words].concat());
    let unknown = run(&["add", "--name", "晨曜精密", "--lead", "没有的局"])
        .ends(2)
        .err;
    assert!(unknown.contains("没有的局"), "{unknown}");
    let made = run(&[
        "add",
        "--name",
        "晨曜精密",
        "--lead",
        "U1",
        "--contact",
        "李经理",
        "--json",
    ])
    .ends(0)
    .json();
    assert_eq!(made["enterprise"], "E1");
    let twice = run(&["add", "--name", "晨曜精密", "--lead", "U1"])
        .ends(2)
        .err;
    assert!(twice.contains("zone/enterprise-there"), "{twice}");
    let month = [
        "record",
        "晨曜精密",
        "--month",
        "2026-04",
        "--output",
        "1250.5",
    ];
    let odd = [&month[..], &["--electricity", "0", "--capacity", "104"]].concat();
    let asked = run(&odd).ends(2).err;
    for question in ["more than 100% of capacity", "output without electricity"] {
        assert!(asked.contains(question), "{asked}");
    }
    run(&[&odd[..], &["--reason", "自备电源"]].concat()).ends(0);
    let shown = run(&["show", "E1"]).ends(0).out;
    assert!(
        shown.contains("CNY 12.505 m") && shown.contains("104%"),
        "{shown}"
    );
}

#[test]
fn a_request_keeps_its_first_receiver_and_its_due_date() {
    let office = Office::with_ledger();
    let run = |words: &[&str]| office.run(&[&["enterprise"], words].concat());
    run(&["add", "--name", "晨曜精密", "--lead", "U1"]).ends(0);
    let raised = run(&[
        "request",
        "E1",
        "--kind",
        "energy",
        "--text",
        "需增容",
        "--on",
        "2026-05-18",
        "--json",
    ])
    .ends(0)
    .json();
    assert_eq!(
        (&raised["request"], &raised["due_on"]),
        (&"N1".into(), &"2026-06-01".into())
    );
    let same = run(&["pass", "N1", "--to", "U1"]).ends(2).err;
    assert!(same.contains("zone/passed-to-itself"), "{same}");
    run(&["pass", "2026-1", "--to", "U2", "--on", "2026-05-19"]).ends(0);
    let answered = run(&[
        "answer",
        "N1",
        "--outcome",
        "solved",
        "--text",
        "已通电",
        "--on",
        "2026-05-20",
    ])
    .ends(0)
    .out;
    assert!(
        answered.contains("to be confirmed, due 2026-06-01"),
        "{answered}"
    );
    let list = run(&["requests", "--json"]).ends(0).json();
    assert_eq!(list["requests"][0]["first"]["id"], "U1");
    assert_eq!(list["requests"][0]["handler"]["id"], "U2");
    assert_eq!(list["units"][0]["on_time"], 1);
}

#[test]
fn a_table_is_looked_at_and_imported() {
    let office = Office::with_ledger();
    let file = office.path("ledger.csv");
    let table = "企业名称,责任单位,产值(万元),用电量(万度)\n晨曜精密,U9,12.5,3\n远航电子,,8,1\n";
    std::fs::write(&file, table).unwrap();
    let name = file.to_str().unwrap().to_owned();
    let import = ["enterprise", "import", &name, "--month", "2026-04"];
    let refused = office.run(&import).ends(2).err;
    assert!(
        refused.contains("exchange/unknown-enterprise-unit"),
        "{refused}"
    );
    assert!(refused.contains("exchange/no-enterprise-unit"), "{refused}");
    std::fs::write(&file, table.replace("U9", "")).unwrap();
    let whole = [&import[..], &["--unit", "U1"]].concat();
    let looked = office
        .run(&[&whole[..], &["--dry-run", "--json"]].concat())
        .ends(0)
        .json();
    assert_eq!(
        (&looked["new"], &looked["seq"]),
        (&2.into(), &serde_json::Value::Null)
    );
    office.run(&whole).ends(0);
    let again = office
        .run(&[&import[..], &["--json"]].concat())
        .ends(0)
        .json();
    assert_eq!(again["unchanged"], 2);
    let list = office.run(&["enterprise", "list", "--json"]).ends(0).json();
    assert_eq!(list["enterprises"][0]["told"]["output_fen"], 12_500_000);
    // The enterprise's account names its enterprise.
    let unbound = office
        .run(&["account", "add", "firm", "--role", "enterprise"])
        .ends(2)
        .err;
    assert!(unbound.contains("server/enterprise-unbound"), "{unbound}");
    office
        .run(&[
            "account",
            "add",
            "firm",
            "--role",
            "enterprise",
            "--enterprise",
            "远航电子",
        ])
        .ends(0);
}

#[test]
fn a_negotiation_is_moved_signed_and_its_promises_kept() {
    let office = Office::with_ledger();
    let run = |words: &[&str]| office.run(&[&["deal"], words, &["--json"]].concat());
    let opened = run(&["open", "减速器工厂", "--lead", "U1", "--amount", "48000"])
        .ends(0)
        .json();
    assert_eq!(opened["deal"]["amount_fen"], 48_000_000_000_i64);
    let bad = run(&[
        "sign",
        "G1",
        "--document",
        "1号",
        "--amount",
        "1",
        "--promise",
        "交地",
    ]);
    assert!(bad.ends(2).out.contains("cli/bad-promise"));
    run(&["move", "G1", "--stage", "terms", "--note", "地价分歧"]).ends(0);
    let promise = [
        "--promise",
        "企业:2027-03-22:半年内开工",
        "--promise",
        "企业::投产后纳统",
    ];
    let signing = ["sign", "G1", "--document", "云合1号", "--amount", "50000.5"];
    let signed = run(&[&signing[..], &promise[..]].concat()).ends(0).json();
    assert_eq!(signed["deal"]["amount_fen"], 50_000_500_000_i64);
    assert_eq!(signed["deal"]["promises"][0]["due_on"], "2027-03-22");
    assert_eq!(
        signed["deal"]["promises"][1]["due_on"],
        serde_json::Value::Null
    );
    let kept = run(&["keep", "G1", "2"]).ends(0).json();
    assert!(kept["deal"]["promises"][1]["kept_on"].is_string());
    assert_eq!(run(&["list", "--over"]).ends(0).json()["signed"], 1);
}

#[test]
fn quotas_meet_needs_by_month() {
    let office = Office::with_ledger();
    let run = |words: &[&str]| office.run(&[&["factor"], words, &["--json"]].concat());
    run(&[
        "quota",
        "land",
        "--document",
        "8号",
        "2099-01=45",
        "2099-02=45",
    ])
    .ends(0);
    let bad = run(&["need", "P1", "land", "2099-01"]);
    assert!(bad.ends(2).out.contains("cli/bad-amount"));
    run(&["need", "P1", "land", "2099-01=40", "2099-02=60"]).ends(0);
    let text = office
        .run(&["factor", "list", "--true-on", "2099-01-15"])
        .ends(0)
        .out;
    assert!(text.contains("2099-02") && text.contains("-10"), "{text}");
}

#[test]
fn a_plan_keeps_its_measures_from_version_to_version() {
    let office = Office::with_ledger();
    let run = |words: &[&str]| office.run(&[&["enterprise"], words, &["--json"]].concat());
    run(&["add", "--name", "晨曜精密", "--lead", "U1"]).ends(0);
    let first = [
        "--measure",
        "U1:2099-12-31:专线增容",
        "--measure",
        "U1:2099-06-30:对接首贷",
    ];
    run(&[&["plan", "E1", "--document", "7号"], &first[..]].concat()).ends(0);
    run(&["measure", "E1", "1", "--state", "kept"]).ends(0);
    let next = [
        "plan",
        "E1",
        "--document",
        "9号",
        "--measure",
        "U1:2099-09-30:员工宿舍",
    ];
    let unknown = run(&[&next[..], &["--drop", "7"]].concat());
    assert!(unknown.ends(2).out.contains("cli/unknown"));
    let plan = run(&[&next[..], &["--drop", "2"]].concat()).ends(0).json();
    let measures = plan["plan"]["measures"].as_array().expect("measures");
    let told = measures
        .iter()
        .map(|own| (own["key"].as_u64(), own["state"].as_str()));
    let wanted = [(Some(1), Some("kept")), (Some(3), Some("doing"))];
    assert_eq!(told.collect::<Vec<_>>(), wanted);
}
