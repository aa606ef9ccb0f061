//! What is found, in which order, by whom.

use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::find::Wanted;
use super::{Change, Index, Place, Text};
use crate::{Query, Refused};

/// Kinds of these tests: practices, projects, problems.
const TEXTS: [(u32, u8, u32, &str, &str); 10] = [
    (1, 1, 1, "土地报批提速", "先受理后补件，红线由三家会商。"),
    (2, 1, 2, "资金拨付", "按月核对，土地出让金直接抵扣。"),
    (3, 2, 7, "6英寸EPC产线", "采用 EPC 总承包，投资3.5亿元"),
    (4, 2, 8, "长江路管网", "沿线一行树木移栽"),
    (5, 3, 3, "重点设备", "进口设备审\n批慢"),
    (6, 3, 4, "审批", ""),
    (7, 3, 5, "審批事項積壓", "後臺無人受理"),
    (8, 2, 9, "土地", "净地"),
    (9, 2, 10, "银行贷款", "还款"),
    (10, 3, 6, "天地", "土、地"),
];

fn place(newness: u32, kind: u8, id: u32) -> Place {
    Place { newness, kind, id }
}

fn text(title: &str, body: &str) -> Text {
    Text {
        title: title.to_owned(),
        body: body.to_owned(),
    }
}

struct Shelf {
    _folder: tempfile::TempDir,
    index: Index,
    texts: BTreeMap<(u8, u32), Text>,
}

impl Shelf {
    fn of(texts: impl IntoIterator<Item = (Place, Text)>) -> Shelf {
        let folder = tempfile::tempdir().expect("a folder");
        let index = Index::open(&folder.path().join("search.sqlite"), "a").expect("it opens");
        let mut shelf = Shelf {
            _folder: folder,
            index,
            texts: BTreeMap::new(),
        };
        let texts: Vec<_> = texts.into_iter().collect();
        for (place, text) in &texts {
            shelf.texts.insert((place.kind, place.id), text.clone());
        }
        let changes = texts
            .into_iter()
            .map(|(place, text)| Change::Put(place, text));
        let taken = shelf
            .index
            .update((0, 10), "m", changes.collect::<Vec<_>>());
        assert!(taken.expect("it is written"));
        shelf
    }

    fn usual() -> Shelf {
        let texts = TEXTS.into_iter();
        Shelf::of(
            texts.map(|(newness, kind, id, title, body)| {
                (place(newness, kind, id), text(title, body))
            }),
        )
    }

    fn find(&self, typed: &str, wanted: &Wanted, may_see: impl Fn(Place) -> bool) -> String {
        let query = Query::read(typed).expect("there is something to look for");
        let text = |place: Place| self.texts.get(&(place.kind, place.id)).cloned();
        let found = self.index.find(&query, wanted, may_see, text);
        let found = found.expect("it is found");
        let mut shown = format!("{} {:?}\n", found.total, found.kinds);
        for hit in found.hits {
            let (title, body) = (hit.title.bracketed(), hit.body.bracketed());
            shown += &format!("{}: {title} / {body}\n", hit.place.id);
        }
        shown
    }
}

fn wanted() -> Wanted {
    Wanted {
        take: 20,
        ..Wanted::default()
    }
}

/// What is found in the usual texts, by somebody who may see all of them.
fn found(typed: &str, expected: &Expect) {
    expected.assert_eq(&Shelf::usual().find(typed, &wanted(), |_| true));
}

#[test]
fn the_best_come_first_and_what_was_found_is_marked() {
    found(
        "土地",
        &expect![[r#"
        3 {1: 2, 2: 1}
        9: [土地] / 净地
        1: [土地]报批提速 / 先受理后补件，红线由三家会商。
        2: 资金拨付 / 按月核对，[土地]出让金直接抵扣。
    "#]],
    );
    found(
        "土",
        &expect![[r#"
        4 {1: 2, 2: 1, 3: 1}
        9: [土]地 / 净地
        1: [土]地报批提速 / 先受理后补件，红线由三家会商。
        6: 天地 / [土]、地
        2: 资金拨付 / 按月核对，[土]地出让金直接抵扣。
    "#]],
    );
    found(
        "審批",
        &expect![[r#"
        3 {3: 3}
        4: [审批] / 
        5: [審批]事項積壓 / 後臺無人受理
        3: 重点设备 / 进口设备[审 批]慢
    "#]],
    );
    found(
        "审批",
        &expect![[r#"
        3 {3: 3}
        4: [审批] / 
        5: [審批]事項積壓 / 後臺無人受理
        3: 重点设备 / 进口设备[审 批]慢
    "#]],
    );
    found(
        "tudi",
        &expect![[r#"
        3 {1: 2, 2: 1}
        9: [土地] / 净地
        1: [土地]报批提速 / 先受理后补件，红线由三家会商。
        2: 资金拨付 / 按月核对，[土地]出让金直接抵扣。
    "#]],
    );
    found(
        "td",
        &expect![[r#"
        4 {1: 1, 2: 1, 3: 2}
        6: [天地] / 土、地
        9: [土地] / 净地
        3: [重点]设备 / 进口设备审 批慢
        1: [土地]报批提速 / 先受理后补件，红线由三家会商。
    "#]],
    );
    found(
        "tud",
        &expect![[r#"
        3 {1: 2, 2: 1}
        9: [土地] / 净地
        1: [土地]报批提速 / 先受理后补件，红线由三家会商。
        2: 资金拨付 / 按月核对，[土地]出让金直接抵扣。
    "#]],
    );
}

#[test]
fn what_sounds_so_is_found_by_its_sound() {
    found(
        "shenpi",
        &expect![[r#"
        3 {3: 3}
        5: [審批]事項積壓 / 後臺無人受理
        4: [审批] / 
        3: 重点设备 / 进口设备[审 批]慢
    "#]],
    );
    found(
        "changjiang",
        &expect![[r#"
        1 {2: 1}
        8: [长江]路管网 / 沿线一行树木移栽
    "#]],
    );
    found(
        "zhangjiang",
        &expect![[r#"
        1 {2: 1}
        8: [长江]路管网 / 沿线一行树木移栽
    "#]],
    );
    found(
        "yinhang",
        &expect![[r#"
        1 {2: 1}
        10: [银行]贷款 / 还款
    "#]],
    );
}

#[test]
fn letters_digits_and_several_words_are_found() {
    found(
        "ＥＰＣ",
        &expect![[r#"
        1 {2: 1}
        7: 6英寸[EPC]产线 / 采用 [EPC] 总承包，投资3.5亿元
    "#]],
    );
    found(
        "6英寸",
        &expect![[r#"
        1 {2: 1}
        7: [6英寸]EPC产线 / 采用 EPC 总承包，投资3.5亿元
    "#]],
    );
    found(
        "3.5亿",
        &expect![[r#"
        1 {2: 1}
        7: 6英寸EPC产线 / 采用 EPC 总承包，投资[3.5亿]元
    "#]],
    );
    found(
        "土地bp",
        &expect![[r#"
        1 {1: 1}
        1: [土地报批]提速 / 先受理后补件，红线由三家会商。
    "#]],
    );
    found(
        "受理 红线",
        &expect![[r#"
            1 {1: 1}
            1: 土地报批提速 / 先[受理]后补件，[红线]由三家会商。
        "#]],
    );
    found(
        "后台",
        &expect![[r#"
        1 {3: 1}
        5: 審批事項積壓 / [後臺]無人受理
    "#]],
    );
    found(
        "NOT",
        &expect![[r#"
        0 {}
    "#]],
    );
}

#[test]
fn what_is_typed_is_text_and_never_an_instruction() {
    let shelf = Shelf::usual();
    for typed in [
        "\"",
        "土\"地",
        "a\" OR t1:\"土",
        "土地 AND 审批",
        "NEAR(土 地, 2)",
        "{t1} : 土",
        "^土",
        "土*",
        "-土",
        "+土",
        "t1:土",
        "土)",
        "(((土",
        "'; DROP TABLE words; --",
        "k2",
        "¦",
        "·",
        "%_",
        "\0土",
        "土\u{200b}地",
        "🙂土",
    ] {
        match Query::read(typed) {
            Ok(_) => drop(shelf.find(typed, &wanted(), |_| true)),
            Err(refused) => assert_eq!(refused, Refused::Empty, "{typed}"),
        }
    }
    let check = |typed: &str, expected: Refused| assert_eq!(Query::read(typed), Err(expected));
    check("", Refused::Empty);
    check("  （）“”", Refused::Empty);
    check(&"土".repeat(10_000), Refused::TooLong { chars: 10_000 });
    check(&"土 ".repeat(50), Refused::TooManyWords { words: 50 });
}

#[test]
fn a_page_at_a_time_of_what_one_may_see() {
    let shelf = Shelf::usual();
    let page = |skip, take| Wanted {
        skip,
        take,
        kinds: Vec::new(),
    };
    let ids = |shown: &str| -> Vec<String> {
        let lines = shown.lines().skip(1);
        lines
            .map(|line| line.split(':').next().unwrap_or("").to_owned())
            .collect()
    };
    let all = ids(&shelf.find("土", &page(0, 20), |_| true));
    let mut paged = ids(&shelf.find("土", &page(0, 2), |_| true));
    paged.extend(ids(&shelf.find("土", &page(2, 2), |_| true)));
    assert_eq!(paged, all);
    let no_projects = shelf.find("土", &page(0, 20), |place| place.kind != 2);
    assert!(no_projects.starts_with("3 {1: 2, 3: 1}"), "{no_projects}");
    let projects = Wanted {
        kinds: vec![2],
        ..page(0, 20)
    };
    let shown = shelf.find("土", &projects, |_| true);
    assert!(shown.starts_with("1 {2: 1}\n9:"), "{shown}");
}

#[test]
fn what_changes_is_found_as_it_is_and_what_goes_is_gone() {
    let mut shelf = Shelf::usual();
    let new = text("矿山修复", "");
    let changes = vec![
        Change::Put(place(11, 2, 9), new.clone()),
        Change::Gone(3, 4),
        Change::Gone(3, 99),
    ];
    assert!(
        !shelf
            .index
            .update((9, 11), "m", changes.clone())
            .expect("it answers")
    );
    assert!(
        shelf
            .index
            .update((10, 11), "m", changes)
            .expect("it is written")
    );
    assert_eq!(shelf.index.stands().expect("it answers").0, 11);
    shelf.texts.insert((2, 9), new);
    let find = |typed| shelf.find(typed, &wanted(), |_| true);
    assert!(find("净地").starts_with("0 "));
    assert!(find("矿山").starts_with("1 "));
    assert!(!find("审批").contains("\n4:"));
    // A text that was purged is not shown although its words are not forgotten yet.
    shelf.texts.insert((2, 9), text("（已清除）", ""));
    assert!(!shelf.find("矿山", &wanted(), |_| true).contains("矿"));
}

#[test]
fn a_file_that_is_of_no_use_is_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("search.sqlite");
    let fill = |label: &str| {
        let index = Index::open(&path, label).expect("it opens");
        let seq = index.stands().expect("it answers").0;
        let change = Change::Put(place(1, 1, 1), text("土地", ""));
        index
            .update((seq, 5), "m", [change])
            .expect("it is written");
        seq
    };
    assert_eq!(fill("a"), 0);
    assert_eq!(fill("a"), 5);
    assert_eq!(fill("another ledger"), 0);
    std::fs::write(
        &path,
        b"not a database at all, but long enough to be read as one",
    )
    .expect("written");
    assert_eq!(fill("another ledger"), 0);
}

fn characters() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        proptest::sample::select(vec![
            '土', '地', '審', '批', 'a', '6', '，', ' ', '\n', '行',
        ]),
        1..24,
    )
    .prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The index agrees with reading every text, whatever is looked for.
    #[test]
    fn what_stands_in_a_text_is_found(
        texts in proptest::collection::vec((characters(), characters()), 1..12),
        typed in characters(),
    ) {
        let Ok(query) = Query::read(&typed) else { return Ok(()); };
        let numbered = (1_u32..).zip(texts);
        let shelf = Shelf::of(numbered.map(|(id, (title, body))| {
            (place(id, 1, id), text(&title, &body))
        }));
        let matcher = crate::Matcher::of(&query);
        let read = shelf.texts.values();
        let read = read.filter(|text| matcher.matches(&text.title, &text.body)).count();
        let shown = shelf.find(&typed, &wanted(), |_| true);
        let total = shown.split(' ').next().map(str::to_owned);
        prop_assert_eq!(total, Some(read.to_string()), "{:?} {}", query, shown);
        prop_assert_eq!(shown.lines().count() - 1, read);
    }

    /// In whatever order texts come, the answers are the same.
    #[test]
    fn made_anew_it_gives_the_same_answers(
        texts in proptest::collection::vec((characters(), characters()), 1..12),
        typed in characters(),
    ) {
        if Query::read(&typed).is_err() { return Ok(()); }
        let all: Vec<_> = (1_u32..).zip(texts).map(|(id, (title, body))| {
            (place(id / 2, 1, id), text(&title, &body))
        }).collect();
        let backwards: Vec<_> = all.iter().rev().cloned().collect();
        let one = Shelf::of(all).find(&typed, &wanted(), |_| true);
        prop_assert_eq!(Shelf::of(backwards).find(&typed, &wanted(), |_| true), one);
    }
}
