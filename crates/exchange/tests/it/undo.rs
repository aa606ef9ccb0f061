//! Random zones and files: imported with whatever answers, then undone.

use std::fmt::Write as _;

use exchange::preview::{Answer, Answers, Choice, Preview, Question, Weight};
use jiff::civil::date;
use proptest::prelude::*;
use zone::{Command, Zone};

use crate::common::{Office, rows};

const UNITS: [&str; 3] = ["商务局", "规划建设局", "财政金融局"];

/// A row of a random ledger: parts of a name, unit, plan, done, share, start.
type Row = (u8, u8, u8, u8, u8, u8);

fn ledger() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        0..6_u8,
        0..4_u8,
        0..4_u8,
        any::<u8>(),
        any::<u8>(),
        any::<u8>(),
    );
    prop::collection::vec(row, 1..14)
}

/// The ledger as text. Two rows of one name and unit would be an error of the file.
fn text(ledger: &[Row], month: u8) -> String {
    let heads = ["城东", "城西", "滨江", "临港", "高端装备", "生物医药"];
    let tails = [
        "污水处理厂项目",
        "产业园（一期）",
        "产业園二期",
        "标准厂房工程",
    ];
    let mut out = String::from(
        "截至日期,项目名称,责任单位,总投资（万元）,2026年计划投资（万元）,\
         本年累计完成投资（万元）,形象进度,实际开工\n",
    );
    let mut seen = std::collections::BTreeSet::new();
    for (head, tail, unit, whole, done, start) in ledger {
        if !seen.insert((head, tail)) {
            continue;
        }
        let unit = UNITS[usize::from(*unit) % 3];
        let (head, tail) = (heads[usize::from(*head)], tails[usize::from(*tail)]);
        let start = match start % 3 {
            0 => String::new(),
            _ => format!("2026-01-{:02}", start % 27 + 1),
        };
        let (whole, plan) = (u32::from(*whole) + 200, u32::from(*whole) / 2 + 1);
        let share = u32::from(*done) * 100 / 255;
        let _ = writeln!(
            out,
            "2026-{month:02}-28,{head}{tail},{unit},{whole},{plan},{done},{share}%,{start}"
        );
    }
    out
}

/// Answers every open question by dice, as somebody who answers everything would.
fn answered(preview: &Preview, dice: &mut impl Iterator<Item = u8>) -> Vec<Answer> {
    let mut answers = Vec::new();
    for own in preview.questions.iter().filter(|own| own.is_open()) {
        let roll = usize::from(dice.next().unwrap_or(0));
        let choice = own.choices[roll % own.choices.len()];
        answers.push(answer(own, choice));
    }
    answers
}

fn answer(own: &Question, choice: Choice) -> Answer {
    let target = own.candidates.first().map(|near| near.target.clone());
    let all = own.candidates.iter().map(|near| near.target.clone());
    // A choice that names somebody needs somebody to name.
    let choice = match (choice, own.candidates.len()) {
        (Choice::Same, 0) => Choice::New,
        (Choice::Renamed | Choice::Merged, 0) | (Choice::Split, 0 | 1) => Choice::Suspended,
        (choice, _) => choice,
    };
    Answer {
        value: (choice == Choice::Correct).then(|| match own.field.as_ref().map(|f| f.kind()) {
            Some(zone::ValueKind::Date) => "2026-01-03".to_owned(),
            Some(zone::ValueKind::Share) => "99%".to_owned(),
            _ => "190".to_owned(),
        }),
        into: match choice {
            Choice::Same | Choice::Renamed | Choice::Merged => target.into_iter().collect(),
            Choice::Split => all.collect(),
            _ => Vec::new(),
        },
        document: Some("示发〔2026〕7号".to_owned()),
        on: Some(date(2026, 5, 2)),
        ..Answer::new(&own.key, choice).noted("已核实")
    }
}

/// A zone without what counts events or remembers imports.
fn essence(zone: &Zone) -> Zone {
    let mut zone = zone.clone();
    let blank = Zone::empty();
    zone.seq = 0;
    zone.attachments = blank.attachments.clone();
    zone.imports = blank.imports.clone();
    zone.retired = blank.retired;
    let ids: Vec<_> = zone.projects.keys().copied().collect();
    for id in ids {
        if let Some(project) = zone.projects.get_mut(&id) {
            let project = std::sync::Arc::make_mut(project);
            project.version = 0;
            project.history = std::sync::Arc::default();
        }
    }
    zone
}

/// Imports the first ledger, then the second with whatever answers the dice give; the same file
/// again asks nothing that blocks, and undoing leaves everything as it was.
fn check(first: &[Row], second: &[Row], dice: Vec<u8>) -> Result<(), TestCaseError> {
    let mut office = Office::new(&UNITS);
    office.import("四月.csv", &text(first, 4), &Answers::default());
    let before = office.zone.clone();
    let read = rows("五月.csv", text(second, 5).as_bytes()).unwrap();
    let mut dice = dice.into_iter().cycle();
    let mut answers = Answers::default();
    // An answer may raise the next question: a row that is new leaves a project behind.
    let mut preview = office.preview_with(&read, &answers);
    for _ in 0..4 {
        answers.answers.extend(answered(&preview, &mut dice));
        preview = office.preview_with(&read, &answers);
    }
    // Whatever was answered, nothing is taken that was not asked for.
    prop_assert!(
        preview
            .problems
            .iter()
            .all(|own| own.code().starts_with("exchange/"))
    );
    if !preview.can_apply() {
        return Ok(());
    }
    if office.try_apply(&preview) {
        let import = office.zone.imports.get_max().expect("an import").0;
        let again = office.preview_with(&read, &Answers::default());
        let blocks = |own: &&Question| own.is_open() && own.weight == Weight::Blocks;
        let open = again.questions.iter().filter(blocks);
        let open: Vec<&str> = open.map(|own| own.key.as_str()).collect();
        prop_assert_eq!(open, Vec::<&str>::new());
        office.run(&Command::UndoImport {
            import,
            reason: None,
        });
        prop_assert_eq!(essence(&office.zone), essence(&before));
    } else {
        prop_assert_eq!(essence(&office.zone), essence(&before));
    }
    Ok(())
}

#[test]
fn a_row_sent_back_is_not_taken_for_a_project_that_another_row_renamed() {
    let first = [
        (5, 2, 3, 0, 0, 32),
        (1, 1, 0, 0, 0, 0),
        (0, 2, 0, 181, 0, 93),
        (0, 3, 3, 91, 66, 194),
    ];
    let second = [
        (5, 2, 3, 64, 123, 86),
        (4, 1, 1, 1, 194, 229),
        (1, 3, 2, 66, 30, 245),
        (1, 0, 2, 126, 1, 239),
        (0, 3, 2, 136, 51, 174),
        (4, 1, 3, 170, 92, 161),
    ];
    let dice = vec![
        178, 80, 115, 26, 11, 241, 144, 98, 118, 115, 56, 96, 207, 187, 16, 190, 40, 132, 43, 100,
        9, 18, 249, 97, 75, 60, 133, 159, 162, 117, 170, 214, 122, 86, 121, 198, 180, 31, 63, 83,
    ];
    check(&first, &second, dice).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 40,
        failure_persistence: None,
        max_shrink_iters: 60,
        ..ProptestConfig::default()
    })]

    #[test]
    fn an_import_with_its_answers_is_undone_as_one_step(
        first in ledger(),
        second in ledger(),
        dice in prop::collection::vec(any::<u8>(), 40),
    ) {
        check(&first, &second, dice)?;
    }
}
