//! The drawing as it is printed.

use expect_test::expect_file;
use jiff::civil::{Date, date};
use print::svg::{SvgOptions, wall};
use zone::Lang;

use crate::hostile::checked;
use crate::walls::{self, small};

fn drawn(wall_value: &zone::view::wall::Wall, lang: Lang) -> String {
    let options = SvgOptions {
        lang,
        head_code: "RG2D-M6ZH-YMZ7-GQNE",
    };
    wall(wall_value, &options)
}

#[test]
fn a_small_wall_is_drawn_as_it_was() {
    for (lang, file) in [
        (Lang::Zh, expect_file!["golden/small.zh.svg"]),
        (Lang::En, expect_file!["golden/small.en.svg"]),
    ] {
        let text = drawn(&small(), lang);
        checked(&text).expect("well-formed");
        file.assert_eq(&text);
    }
}

#[test]
fn what_judges_is_on_the_paper() {
    let words = checked(&drawn(&small(), Lang::Zh)).expect("well-formed");
    for wanted in [
        "云栖湾经济开发区 · 项目挂图",
        "示范数据",
        "2026 年度　截至 2026-05-18　已知至 #6,500",
        "33.3%",
        "27.1%",
        "落后序时 6.2 个百分点",
        "73.30 亿元",
        "270.3 亿元",
        "六英寸化合物半导体晶圆生产",
        "工业和信息化局",
        "张望澜",
        "滞后",
        "连 3 期",
        "1.68 / 8.00 亿",
        "−12.4",
        "+41 天",
        "−28 天",
        "截至 5月18日",
        "Riverside water works",
        "截至 2026-05-18 · 记录 #6500 · 短码 RG2D-M6ZH-YMZ7-GQNE",
    ] {
        assert!(
            words.iter().any(|word| word.contains(wanted)),
            "{wanted}: {words:#?}"
        );
    }
}

#[test]
fn an_empty_wall_and_extreme_dates_still_draw() {
    let empty = drawn(&walls::wall(Vec::new()), Lang::En);
    let words = checked(&empty).expect("well-formed");
    assert!(words.iter().any(|word| word == "No project matches"));
    let mut row = walls::late();
    row.bars.actual_start = Some(Date::MIN);
    row.bars.baseline_start = Some(Date::MIN);
    row.bars.forecast_finish = Some(Date::MAX);
    row.bars.required_finish = Some(Date::MAX);
    row.bars.delay_days = Some(i32::MIN);
    let mut extreme = walls::wall(vec![row]);
    for on in [Date::MIN, date(-1, 2, 3), Date::MAX] {
        extreme.head.true_on = on;
        extreme.head.span = (Date::MIN, Date::MAX);
        checked(&drawn(&extreme, Lang::Zh)).expect("well-formed");
    }
}
