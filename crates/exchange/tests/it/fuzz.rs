//! Whatever stands in cells: no panic, no endless work, every filled cell accounted for.

use std::sync::Arc;

use exchange::book::{Book, Cell, Merge, Sheet, Source};
use exchange::value::date::{self, DateContext, DateOrder};
use exchange::value::share::ShareScale;
use exchange::value::{Reading, money, number, quantity, read_level, share, span};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Texts made of what stands in ledgers.
fn words() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "1",
        "12",
        "2026",
        "0",
        "99999999999",
        "年",
        "月",
        "日",
        "季度",
        "上半年",
        "底",
        "-",
        "—",
        "至",
        ".",
        ",",
        "，",
        "/",
        "约",
        "≥",
        "余",
        "万",
        "亿",
        "元",
        "万元",
        "%",
        "％",
        "(",
        ")",
        "（",
        "其中",
        "待定",
        "同上",
        "〃",
        " ",
        "\u{200b}",
        "'",
        "２",
        "甲",
        "项目名称",
        "合计",
        "£",
        "Q1",
        "May",
        "#REF!",
        "exempt",
        "e9",
        "\n",
        "一、",
    ]);
    prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
}

fn contexts() -> impl Strategy<Value = DateContext> {
    let year = prop::option::of(prop::sample::select(vec![1i16, 1999, 2026, 9999, i16::MAX]));
    (year, any::<bool>(), any::<bool>(), 0..3_u8).prop_map(|(year, at_end, epoch_1904, order)| {
        let order = match order {
            0 => None,
            1 => Some(DateOrder::DayFirst),
            _ => Some(DateOrder::MonthFirst),
        };
        DateContext {
            order,
            year,
            at_end,
            epoch_1904,
        }
    })
}

fn read_all(cell: &Cell, context: DateContext) {
    for unit in [Decimal::ONE, Decimal::from(10_000), Decimal::MAX] {
        if let Reading::Value(amount) = money::read(cell, unit) {
            assert!(amount.0 >= 0);
        }
        let _ = (
            money::read_part(cell, unit, 1),
            money::read_part(cell, unit, 2),
        );
    }
    if let Reading::Value(date) = date::read(cell, context) {
        assert!((1900..=2200).contains(&date.year()) || matches!(cell, Cell::Moment(_)));
    }
    if let (Reading::Value(from), Reading::Value(to)) = (
        span::read_part(cell, context, 1),
        span::read_part(cell, context, 2),
    ) {
        assert!(from.year() >= 1900 && to.year() >= 1900);
    }
    for fractions in [true, false] {
        let scale = ShareScale {
            fractions,
            doubtful: false,
        };
        if let Reading::Value(share) = share::read(cell, scale) {
            assert!(share.0 <= 10_000);
        }
    }
    let _ = (quantity(cell), read_level(cell));
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        Just(Cell::Empty),
        words().prop_map(|text| Cell::text(&text)),
        any::<i64>().prop_map(|number| Cell::Number(Decimal::new(number, 4))),
        (0..60_000_i64).prop_map(|number| Cell::Number(number.into())),
        prop::sample::select(vec![
            "序号",
            "项目名称",
            "责任单位",
            "总投资（万元）",
            "2026年计划投资",
            "5月",
            "完成",
            "小计",
            "填表人：甲",
            "竣工时间",
            "项目编码",
        ])
        .prop_map(Cell::text),
    ]
}

fn books() -> impl Strategy<Value = Book> {
    let rows = prop::collection::vec(prop::collection::vec(cell(), 0..9), 0..14);
    let merges = prop::collection::vec((0..14_u32, 0..9_u16, 0..4_u32, 0..4_u16), 0..4);
    (rows, merges).prop_map(|(rows, merges)| {
        let merges = merges.into_iter().map(|(top, left, high, wide)| Merge {
            top,
            left,
            bottom: top + high,
            right: left + wide,
        });
        let sheet = Sheet::new(Arc::from("t"), false, rows, merges.collect());
        Book {
            file_name: Arc::from("t.xlsx"),
            sha256: String::new(),
            bytes: 0,
            source: Source::Delimited {
                encoding: "UTF-8",
                separator: ',',
            },
            sheets: vec![sheet],
            problems: Vec::new(),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_cell_reads_as_anything(text in words(), context in contexts(), number in any::<i64>()) {
        read_all(&Cell::text(&text), context);
        read_all(&Cell::Number(Decimal::new(number, 3)), context);
        let _ = number::without_marks(&text);
    }

    #[test]
    fn any_text_reads_as_anything(text in "\\PC{0,40}", context in contexts()) {
        read_all(&Cell::text(&text), context);
    }

    /// What is written plainly is read plainly, whatever marks stand around it.
    #[test]
    fn amounts_read_back(
        wan in 0..10_000_000_u32,
        mark in prop::sample::select(vec!["约", "≥", ""]),
    ) {
        let unit = Decimal::from(10_000);
        let read = money::read(&Cell::text(&format!("{mark}{wan}")), unit);
        let fen = zone::Fen(i64::from(wan) * 1_000_000);
        let expected = if mark.is_empty() { Reading::Value(fen) } else { Reading::Noted(fen) };
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn spans_read_back(from in 2000..2040_i16, months in 0..60_i32, first in 1..=12_i8) {
        let last = i32::from(first) - 1 + months;
        let (to, second) = (i32::from(from) + last / 12, last % 12 + 1);
        for text in [
            format!("{from}.{first}-{to}.{second}"),
            format!("{from}年{first}月至{to}年{second}月"),
            format!("{from}-{first:02}-{to}-{second:02}"),
        ] {
            let found = span::read(&text, DateContext::default());
            let (start, finish) = found.expect("two dates");
            prop_assert_eq!((start.year(), start.month(), start.day()), (from, first, 1));
            let end = (i32::from(finish.year()), i32::from(finish.month()));
            prop_assert_eq!(end, (to, second));
            prop_assert_eq!(finish.last_of_month(), finish);
        }
    }

    /// Any sheet is read, or refused; each of its filled cells has one fate.
    #[test]
    fn any_sheet_is_accounted_for(book in books()) {
        if let Ok(mapping) = exchange::mapping::guess(&book) {
            let rows = exchange::rows::read(&book, &mapping).expect("its own mapping fits");
            let filled = book.sheets[0].rows.iter().flatten().filter(|own| !own.is_blank());
            let sum: u64 = rows.account.total().values().sum();
            prop_assert_eq!(sum, filled.count() as u64);
        }
    }
}
