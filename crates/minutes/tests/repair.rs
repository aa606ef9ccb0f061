//! Texts repaired: the sample, damage done here on purpose, and texts that have none.

use encoding_rs::GBK;
use minutes::{Damage, Repaired, repair};

/// Half-width forms of the marks, the text as it reads: which width a mark has is another repair.
fn half(text: &str) -> String {
    let pairs = [
        ('，', ','),
        ('！', '!'),
        ('？', '?'),
        ('：', ':'),
        ('；', ';'),
        ('（', '('),
        ('）', ')'),
    ];
    let one = |c| {
        pairs
            .iter()
            .find(|pair| pair.0 == c)
            .map_or(c, |pair| pair.1)
    };
    text.chars().map(one).collect()
}

/// The text as it is after a program has replaced full-width marks byte by byte in GBK, and a
/// reader has dropped what it could not read.
fn damaged(text: &str, marks: &str) -> String {
    let (bytes, _, faulty) = GBK.encode(text);
    assert!(!faulty, "{text}");
    let mut bytes = bytes.into_owned();
    for mark in marks.chars() {
        let code = GBK.encode(&mark.to_string()).0.into_owned();
        let mut out = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at..].starts_with(&code) {
                out.push(code[1] & 0x7f);
                at += 2;
            } else {
                out.push(bytes[at]);
                at += 1;
            }
        }
        bytes = out;
    }
    read_as_found(&bytes)
}

fn read_as_found(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] < 0x80 {
            text.push(char::from(bytes[at]));
            at += 1;
            continue;
        }
        let pair = bytes.get(at..at + 2).unwrap_or_default();
        let read = GBK.decode_without_bom_handling_and_without_replacement(pair);
        let whole = read.filter(|text| {
            let private = |c| ('\u{e000}'..='\u{f8ff}').contains(&c);
            pair.len() == 2 && text.chars().count() == 1 && !text.chars().any(private)
        });
        match whole {
            Some(pair) => {
                text.push_str(&pair);
                at += 2;
            }
            None => at += 1,
        }
    }
    text
}

fn lost(repaired: &Repaired) -> Vec<(String, String, bool)> {
    let all = repaired.repairs.iter();
    let lost = all.filter(|repair| repair.damage == Damage::LostBytes);
    lost.map(|one| (one.found.clone(), one.put.clone(), one.sure))
        .collect()
}

#[test]
fn every_damaged_place_of_the_sample_is_restored() {
    let repaired = repair(include_str!("../testdata/meeting_report_damaged.txt")).unwrap();
    let text = &repaired.text;
    assert_eq!(text.matches("调优确保“双过半”暨重点项目推进会").count(), 3);
    assert_eq!(
        text.matches("在“抓平常”上狠下功夫，以实实在在的行动")
            .count(),
        1
    );
    assert_eq!(lost(&repaired).len(), 4);
    assert!(text.contains("萍乡经济技术开发区"));
    assert!(!text.contains('(') && !text.contains('著'));
    // What names the page is no sentence and keeps its marks.
    assert!(text.contains("2022-5-19 13:19| 发布者: admin| 评论: 0"));
    // Once more changes nothing.
    assert_eq!(repair(text).unwrap().text, *text);
}

#[test]
fn each_repair_says_where_and_how_sure() {
    let repaired = repair("標題\n經(jīng)濟(jì)發(fā)展,要確!半p過半”。").unwrap();
    assert_eq!(repaired.text, "标题\n经济发展，要确保“双过半”。");
    let one = repaired
        .repairs
        .iter()
        .find(|one| one.damage == Damage::LostBytes);
    let one = one.unwrap();
    assert_eq!((one.line, one.column), (2, 22));
    assert_eq!((&*one.found, &*one.put), ("!半p", "保“雙"));
    assert!(one.sure && one.sure_bp >= 9_500, "{one:?}");
}

/// Sentences that no table of the crate was made from.
fn sentences() -> Vec<String> {
    let reports = [
        include_str!("../testdata/reports/1_minutes.txt"),
        include_str!("../testdata/reports/2_speech.txt"),
        include_str!("../testdata/reports/3_bulletin.txt"),
        include_str!("../testdata/reports/4_notice.txt"),
        include_str!("../testdata/reports/5_site_visit.txt"),
    ];
    let sample = repair(include_str!("../testdata/meeting_report_damaged.txt")).unwrap();
    let all = reports.join("\n") + &sample.text;
    // A sentence, not a title, what names the page or what a list follows.
    let long = |text: &&str| {
        text.chars().count() > 12 && !text.contains([' ', '|']) && !text.ends_with('：')
    };
    let parts = all.split(['\n', '。', '！']).filter(long);
    parts.map(|text| text.trim().to_owned()).collect()
}

/// Official turns in which a mark's bytes stand across two characters.
const TURNS: [(&str, &str); 12] = [
    ("要确保“", "”，"),
    ("要加强环保、安全监管。", "，"),
    ("他强调：“", "。”会后，"),
    ("落实“六保”、“六稳”，", "，"),
    ("社保、医保、就业服务要跟上。", "，"),
    ("沿海、沿江、沿路绿化要抓紧。", "，"),
    ("会议指出，“", "。”与会人员一致表示，"),
    ("形成工作常态。", "，"),
    ("全省、全市", "，"),
    ("抓日常、抓长效。", "，"),
    ("学校、医院、车站要专人值守。", "，"),
    ("要健全低保、医疗救助制度。", "，"),
];

/// A thousand damaged texts with what they were.
fn thousand(marks: &str) -> Vec<(String, String)> {
    let sentences = sentences();
    let mut state = 7_u64;
    let mut dice = |most: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % most
    };
    let mut pairs = Vec::new();
    while pairs.len() < 1000 {
        let (open, close) = TURNS[dice(TURNS.len())];
        let one = &sentences[dice(sentences.len())];
        let other = &sentences[dice(sentences.len())];
        let clean = format!("{open}{one}{close}{other}。");
        let broken = damaged(&clean, marks);
        if half(&broken) != half(&clean) && GBK.encode(&clean).0.len() < 600 {
            pairs.push((clean, broken));
        }
    }
    pairs
}

#[test]
fn of_a_thousand_damaged_texts_hardly_any_stays_so_unsaid() {
    let pairs = thousand("！，");
    let (mut restored, mut unsure) = (0, 0);
    let mut wrong = Vec::new();
    for (clean, broken) in &pairs {
        let repaired = repair(broken).unwrap();
        if half(&repaired.text) == half(clean) {
            restored += 1;
        } else if repaired.repairs.iter().any(|one| !one.sure) {
            unsure += 1;
        } else {
            wrong.push(format!("{clean}\n{broken}\n{}", repaired.text));
        }
    }
    eprintln!("restored {restored} unsure {unsure} wrong {}", wrong.len());
    assert!(
        restored >= 980,
        "{restored} restored, {unsure} unsure\n{}",
        wrong.join("\n\n")
    );
    assert!(wrong.len() <= 5, "{}", wrong.join("\n\n"));
}

#[test]
fn a_full_stop_is_not_read_before_a_quoted_word() {
    for clean in [
        "会议强调，要把安全检查作为日常“必修课”，层层抓落实。",
        "要依法从严处罚“黑作坊”，维护市场秩序。",
        "企业反映，“生产秩序恢复正常”，用工总体稳定。",
        "对机器异常“带病”运行的，一律停机整改。",
    ] {
        let broken = damaged(clean, "！，");
        let repaired = repair(&broken).unwrap();
        assert_ne!(half(&broken), half(clean));
        assert_eq!(half(&repaired.text), half(clean), "{broken}");
    }
}

#[test]
fn an_exclamation_in_its_own_right_stays_one() {
    for clean in [
        "各单位要立即行动起来，坚决打赢这场硬仗！",
        "祝同志们身体健康，工作顺利！",
        "他说，我们一定要有信心！会场响起掌声，持续了很久。",
        "好消息！好消息！三号厂房封顶了，比计划早九天！",
    ] {
        let broken = damaged(clean, "！，");
        let repaired = repair(&broken).unwrap();
        assert_eq!(lost(&repaired), [], "{broken}");
        assert_eq!(half(&repaired.text), half(clean));
    }
}

#[test]
fn two_bytes_lost_before_a_mark_are_made_good() {
    // Of 学校、 (D1A7 D0A3 A1A2), read one byte off, a reader drops the A7 and the D0.
    for clean in [
        "社保、学校、医院等民生事项，都要有人盯。",
        "环保、学校、食堂的检查，本周内完成。",
    ] {
        let broken = damaged(clean, "！，");
        let repaired = repair(&broken).unwrap();
        assert_eq!(half(&repaired.text), half(clean), "{broken}");
    }
}

#[test]
fn what_may_be_torn_is_named_and_left() {
    for (text, may_be) in [
        ("当地人说，罐容尚有余!", "裕。"),
        ("要把安全巡查做成每个班组的日!", "常。"),
    ] {
        let repaired = repair(text).unwrap();
        assert_eq!(repaired.text, text);
        let named = repaired.repairs.iter().flat_map(|one| &one.others);
        assert!(named.clone().any(|other| other == may_be), "{repaired:?}");
        assert!(repaired.repairs.iter().all(|one| !one.sure));
    }
}

#[test]
fn digits_stay_as_wide_as_the_text_writes_them() {
    let clean = "他强调：“要按月调度。”会后，1至6月的账逐项核对，46个项目已开工。";
    let broken = damaged(clean, "！");
    assert_ne!(broken, clean);
    assert_eq!(repair(&broken).unwrap().text, clean);
}

#[test]
fn the_other_marks_tear_as_well() {
    for (clean, marks) in [
        ("要确保可持续发展，抓好环保督察整改。", "！，？"),
        ("抓好社保、医保工作，确保化解风险，守住底线。", "！，；"),
        ("要抓好环保、安全工作，确保和谐稳定。", "！，："),
    ] {
        let broken = damaged(clean, marks);
        let repaired = repair(&broken).unwrap();
        assert_ne!(broken, clean);
        assert_eq!(half(&repaired.text), half(clean), "{broken}");
    }
}

#[test]
fn clean_texts_come_out_as_they_went_in() {
    let lines = include_str!("../testdata/clean.txt").lines();
    let guides = include_str!("../../../README.zh-CN.md").lines();
    let mut count = 0;
    for text in lines.chain(guides).filter(|text| !text.is_empty()) {
        let repaired = repair(text).unwrap();
        assert_eq!(repaired.text, text);
        assert_eq!(repaired.repairs, []);
        count += 1;
    }
    let whole = include_str!("../testdata/clean.txt");
    assert_eq!(repair(whole).unwrap().text, whole);
    assert!(count >= 100, "{count}");
}

#[test]
fn traditional_goes_by_phrase() {
    for (text, expected) in [
        (
            "乾隆年間的著名建築，乾淨整潔，後來隨著時間",
            "乾隆年间的著名建筑，干净整洁，后来随着时间",
        ),
        (
            "皇后與後勤，裏面和公里，頭髮與發展",
            "皇后与后勤，里面和公里，头发与发展",
        ),
        (
            "覆蓋面擴大，答覆來函，徵收與宮商角徵羽",
            "覆盖面扩大，答复来函，征收与宫商角徵羽",
        ),
        (
            "瞭望塔與瞭解情況，藉口與憑藉，著力推進，著作等身",
            "瞭望塔与了解情况，借口与凭借，着力推进，著作等身",
        ),
    ] {
        assert_eq!(repair(text).unwrap().text, expected);
    }
}

#[test]
fn a_character_that_carried_pinyin_is_simplified_in_a_simplified_text_too() {
    let text = "会议要求，建设局要加快推進(jìn)二號(hào)厂房管线迁改，入口处悬挂“泰和門”旧匾额一块。各有关单位要按职责分工抓好落实，每周报送一次进展。";
    let expected = "会议要求，建设局要加快推进二号厂房管线迁改，入口处悬挂“泰和門”旧匾额一块。各有关单位要按职责分工抓好落实，每周报送一次进展。";
    assert_eq!(repair(text).unwrap().text, expected);
}
