//! What formulas give: the values spreadsheets give, and ours where they have none.

use crate::support;

/// Each row: formula, inputs, outcome.
fn check(rows: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(source, given, wanted)| {
            let found = support::outcome(source, given);
            (found != *wanted).then(|| format!("{source} [{given}]: {found}, not {wanted}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn operators_and_precedence() {
    check(&[
        ("=1+2*3", "", "7"),
        ("1+2*3", "", "7"),
        ("  = ( 1 + 2 ) * 3 ", "", "9"),
        ("=-2^2", "", "4"),
        ("=0-2^2", "", "-4"),
        ("=-(2^2)", "", "-4"),
        ("=-x^2", "x=2", "4"),
        ("=-(x^2)", "x=2", "-4"),
        ("=2^3^2", "", "64"),
        ("=2^-2", "", "0.25"),
        ("=2^(1-x)", "x=3", "0.25"),
        ("=10-4-3", "", "3"),
        ("=10-(4-3)", "", "9"),
        ("=12/4/3", "", "1"),
        ("=12/(4/3)", "", "9"),
        ("=50%", "", "0.5"),
        ("=-30%", "", "-0.3"),
        ("=10%^2", "", "0.01"),
        ("=x%", "x=50", "0.5"),
        ("=(x+y)%", "x=20;y=30", "0.5"),
        ("=30%%", "", "0.003"),
        ("=--3", "", "3"),
        ("=+x", "x=-1", "-1"),
        ("=1&2+3", "", "15"),
        ("=1+1=2", "", "TRUE"),
        ("=\"a\"&\"b\"=\"AB\"", "", "TRUE"),
        ("=1<2", "", "TRUE"),
        ("=2<=2", "", "TRUE"),
        ("=2<>2", "", "FALSE"),
        ("=3>=4", "", "FALSE"),
        ("=TRUE=FALSE", "", "FALSE"),
        ("=0.1+0.2=0.3", "", "TRUE"),
        ("=1/3*3=1", "", "TRUE"),
        ("=1e3+1E-2", "", "1000.01"),
        ("=.5+5.", "", "5.5"),
        ("=1.10*1.1", "", "1.21"),
    ]);
}

#[test]
fn rounding_as_spreadsheets() {
    check(&[
        ("=ROUND(2.5,0)", "", "3"),
        ("=ROUND(-2.5,0)", "", "-3"),
        ("=ROUND(2.345,2)", "", "2.35"),
        ("=ROUND(-1.475,2)", "", "-1.48"),
        ("=ROUND(1234.5,-2)", "", "1200"),
        ("=ROUND(1250,-2)", "", "1300"),
        ("=ROUND(21.5,-1)", "", "20"),
        ("=ROUNDUP(3.2,0)", "", "4"),
        ("=ROUNDUP(-3.14159,1)", "", "-3.2"),
        ("=ROUNDUP(31415.92654,-2)", "", "31500"),
        ("=ROUNDDOWN(3.9,0)", "", "3"),
        ("=ROUNDDOWN(-3.14159,1)", "", "-3.1"),
        ("=ROUNDDOWN(31415.92654,-2)", "", "31400"),
        ("=INT(8.9)", "", "8"),
        ("=INT(-8.9)", "", "-9"),
        ("=INT(1/3*3)", "", "1"),
        ("=MOD(3,2)", "", "1"),
        ("=MOD(-3,2)", "", "1"),
        ("=MOD(3,-2)", "", "-1"),
        ("=MOD(-3,-2)", "", "-1"),
        ("=MOD(5.5,2)", "", "1.5"),
        ("=MOD(1,1/21)", "", "0"),
        ("=MOD(-1,-1%/-411)", "", "0"),
        ("=MOD(1,0)", "", "formula/division-by-zero"),
        ("=CEILING(2.5,1)", "", "3"),
        ("=CEILING(-2.5,-2)", "", "-4"),
        ("=CEILING(-2.5,2)", "", "-2"),
        ("=CEILING(1.5,0.1)", "", "1.5"),
        ("=CEILING(0.234,0.01)", "", "0.24"),
        ("=CEILING(2.5,-2)", "", "formula/undefined"),
        ("=CEILING(3,0)", "", "0"),
        ("=FLOOR(3.7,2)", "", "2"),
        ("=FLOOR(-2.5,-2)", "", "-2"),
        ("=FLOOR(-2.5,2)", "", "-4"),
        ("=FLOOR(2.5,-2)", "", "formula/undefined"),
        ("=FLOOR(0.234,0.01)", "", "0.23"),
        ("=FLOOR(3,0)", "", "formula/division-by-zero"),
        ("=ROUND(1,0.5)", "", "formula/not-whole"),
        ("=ROUND(1,99)", "", "formula/out-of-range"),
    ]);
}

#[test]
fn functions_of_numbers() {
    check(&[
        ("=MIN(3,1,2)", "", "1"),
        ("=MAX(3,1,2)", "", "3"),
        ("=SUM(1,2,3.5)", "", "6.5"),
        ("=AVERAGE(1,2,6)", "", "3"),
        ("=MEDIAN(5,1,3)", "", "3"),
        ("=MEDIAN(4,1,3,2)", "", "2.5"),
        ("=ABS(-4)", "", "4"),
        ("=SIGN(-4)+SIGN(0)+SIGN(9)", "", "0"),
        ("=SIGN(-4)", "", "-1"),
        ("=SQRT(16)", "", "4"),
        ("=SQRT(-1)", "", "formula/undefined"),
        ("=ROUND(SQRT(1+9.1%)-1,4)", "", "0.0445"),
        ("=CLAMP(12,-10,10)", "", "10"),
        ("=CLAMP(-12,-10,10)", "", "-10"),
        ("=CLAMP(3,-10,10)", "", "3"),
        ("=COUNT(x,y,1)", "x=1", "2"),
        ("=N(逾期天数)*2+N(x>1)", "late=3;x=2", "7"),
        ("=0^0", "", "formula/undefined"),
        ("=0^-1", "", "formula/division-by-zero"),
        ("=2^0.5", "", "formula/not-whole"),
        ("=2^101", "", "formula/out-of-range"),
        ("=10^28*10", "", "formula/overflow"),
        ("=x/y", "x=1;y=0", "formula/division-by-zero"),
        ("=0.1^29^-1", "", "formula/division-by-zero"),
    ]);
}

#[test]
fn choices() {
    check(&[
        ("=IF(1<2,\"a\",\"b\")", "", "a"),
        ("=IFS(x<1,\"a\",x<2,\"b\",TRUE,\"c\")", "x=1", "b"),
        ("=IFS(x<1,\"a\",x<2,\"b\")", "x=3", "formula/no-match"),
        ("=SWITCH(stage,\"签约\",1,\"开工\",2,0)", "stage=开工", "2"),
        ("=SWITCH(stage,\"签约\",1,\"开工\",2,0)", "stage=投产", "0"),
        (
            "=SWITCH(stage,\"签约\",1,\"开工\",2)",
            "stage=投产",
            "formula/no-match",
        ),
        ("=SWITCH(x,1,\"a\",2,\"b\",\"c\")", "x=2", "b"),
        ("=BAND(x,1,3,5,6,10,10,20)", "x=0.9", "3"),
        ("=BAND(x,1,3,5,6,10,10,20)", "x=1", "6"),
        ("=BAND(x,1,3,5,6,10,10,20)", "x=9.99", "10"),
        ("=BAND(x,1,3,5,6,10,10,20)", "x=10", "20"),
        ("=AND(TRUE,1<2)", "", "TRUE"),
        ("=AND(TRUE,1>2)", "", "FALSE"),
        ("=OR(FALSE,1>2)", "", "FALSE"),
        ("=OR(FALSE,1<2)", "", "TRUE"),
        ("=XOR(TRUE,TRUE,TRUE)", "", "TRUE"),
        ("=XOR(TRUE,TRUE)", "", "FALSE"),
        ("=NOT(1=1)", "", "FALSE"),
        ("=IF(x=0,0,y/x)", "x=0;y=1", "0"),
        ("=_xlfn.IFS(TRUE,1)", "", "1"),
        ("=if(true,Sum(1,2),0)", "", "3"),
    ]);
}

#[test]
fn texts_and_dates() {
    check(&[
        ("=\"项目\"&1.50&\"个\"", "", "项目1.5个"),
        ("=\"他说\"\"好\"\"\"", "", "他说\"好\""),
        ("=\"ABC\"=\"abc\"", "", "TRUE"),
        ("=\"Ä\"=\"ä\"", "", "TRUE"),
        ("=\"红\"<>\"黄\"", "", "TRUE"),
        ("=\"（，”\"", "", "（，”"),
        ("=TRUE&\"\"", "", "TRUE"),
        ("=due&\"\"", "due=2026-05-18", "2026-05-18"),
        ("=DATE(2026,5,18)", "", "2026-05-18"),
        ("=DATE(2026,13,1)", "", "2027-01-01"),
        ("=DATE(2026,2,30)", "", "2026-03-02"),
        ("=DATE(2024,2,29)", "", "2024-02-29"),
        ("=DATE(2026,1,0)", "", "2025-12-31"),
        ("=DATE(2026,0,1)", "", "2025-12-01"),
        ("=DATE(1,1,1)", "", "formula/bad-date"),
        ("=DATE(9999,12,32)", "", "formula/bad-date"),
        ("=DATE(9^20,1,1)", "", "formula/bad-date"),
        (
            "=YEAR(due)*10000+MONTH(due)*100+DAY(due)",
            "due=2026-05-18",
            "20260518",
        ),
        ("=DAYS(due,as_of)", "due=2026-05-18;as_of=2026-05-01", "17"),
        ("=as_of-due", "due=2026-05-18;as_of=2026-06-18", "31"),
        ("=due+30", "due=2026-05-18", "2026-06-17"),
        ("=due-late", "due=2026-05-18;late=18", "2026-04-30"),
        ("=due+0.5", "due=2026-05-18", "formula/not-whole"),
        ("=due+99999999", "due=2026-05-18", "formula/bad-date"),
        ("=due<as_of", "due=2026-05-18;as_of=2026-06-18", "TRUE"),
        (
            "=MAX(due,as_of)",
            "due=2026-05-18;as_of=2026-06-18",
            "2026-06-18",
        ),
    ]);
}

#[test]
fn missing_values() {
    check(&[
        ("=x+y", "", "missing: x, y"),
        ("=y+x+y", "x=1", "missing: y"),
        ("=IF(x>1,y,z)", "x=2;z=1", "missing: y"),
        ("=IF(x>1,y,z)", "x=0;z=1", "1"),
        ("=IF(x>1,1,1)", "", "missing: x"),
        ("=AND(x>1,y>1)", "y=0", "FALSE"),
        ("=AND(x>1,y>1)", "y=2", "missing: x"),
        ("=OR(x>1,y>1)", "y=2", "TRUE"),
        ("=OR(x>1,y>1)", "y=0", "missing: x"),
        ("=ISMISSING(x)", "", "TRUE"),
        ("=ISMISSING(x+y)", "x=1;y=2", "FALSE"),
        ("=IFMISSING(x,0)+1", "", "1"),
        ("=IFMISSING(x,y)", "", "missing: y"),
        ("=IFMISSING(x,0)", "x=7", "7"),
        ("=SUM(x,y,z)", "y=1", "missing: x, z"),
        ("=1/0+x", "", "formula/division-by-zero"),
        ("=IFMISSING(1/0+x,3)", "", "formula/division-by-zero"),
        ("=AND(1/0>1,x>1,FALSE)", "", "FALSE"),
        ("=COUNT(x,y,z)", "", "0"),
    ]);
}

/// The light rules found in real places, version 1 each.
#[test]
fn light_rules() {
    let by_points = "=IF(进度差<-30%,\"红\",IF(进度差<-10%,\"黄\",\"绿\"))";
    let by_ratio = "=IFS(done>=plan,\"绿\",(plan-done)/plan<=50%,\"黄\",TRUE,\"红\")";
    let pace = "=BAND(完成率/序时进度,80%,\"红\",100%,\"黄\",\"绿\")";
    check(&[
        (by_points, "进度差=-0.34", "红"),
        (by_points, "进度差=-0.30", "黄"),
        (by_points, "进度差=-0.1", "绿"),
        (by_points, "", "missing: gap_pp"),
        (by_ratio, "done=100;plan=100", "绿"),
        (by_ratio, "done=50;plan=100", "黄"),
        (by_ratio, "done=49.99;plan=100", "红"),
        (pace, "完成率=0.45;序时进度=0.5", "黄"),
        (pace, "完成率=0.5;序时进度=0.5", "绿"),
        (pace, "完成率=0.3;序时进度=0.5", "红"),
        (
            "=IF(容错,\"蓝\",IF(完成率-序时进度<0,\"黄\",\"绿\"))",
            "容错=TRUE",
            "蓝",
        ),
        ("=ROUND((629.0/647.4-10/12)*100,1)", "", "13.8"),
        (
            "=60*done/plan+IF(started>0,5,2)-3*started",
            "done=80;plan=100;started=2",
            "47",
        ),
        ("=得分-0.1*N(逾期天数)", "得分=90;late=10", "89"),
        (
            "=CLAMP(IF(完成率<1,-0.1*(1-完成率)*100,0.2*(完成率-1)*100),-10,10)",
            "完成率=0.8",
            "-2",
        ),
    ]);
}
