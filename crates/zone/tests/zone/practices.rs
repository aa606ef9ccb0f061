//! Practices: from what is over to what is used, by whom, and who may read them.

use jiff::civil::date;
use zone::authority::Role;
use zone::practice::PracticeState;
use zone::practice::command::{PracticeAct, PracticeActKind, PracticeCommand, PracticeDraft};
use zone::practice::{PracticeSource, UsedFor};
use zone::view::practices::{
    Grounds, PracticeFilter, RelatedAsked, practices, related, sheet, sources,
};
use zone::{
    Actor, Command, HandlingLevel, PracticeId, ProblemId, ProjectId, Refusal, Sealer, UnitId,
};

use crate::desk::Desk;
use crate::parse;

const ID: PracticeId = PracticeId(1);

/// Two units, three projects, a solved problem and an open one of the same kind.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.today = date(2026, 5, 18);
    for line in [
        "found 示范区 on=2025-01-01",
        "unit 自然资源局 on=2025-01-01",
        "unit 招商局 on=2025-01-01",
        "register name=精密制造一期 lead_unit=U1 stage=落地 on=2025-01-02",
        "register name=物流园二期 lead_unit=U2 stage=落地 on=2025-01-02",
        "register name=机密产线 lead_unit=U2 handling_level=work_secret on=2025-01-02",
        "problem P1 用地 serious text=用地手续未办结，红线未定 owner=U1 on=2026-01-05",
        "solve Q1 on=2026-03-02",
        "problem P2 用地 serious text=用地红线与规划不符 owner=U1 on=2026-04-01",
        "problem P2 资金 minor text=贷款未到位 owner=U2 on=2026-04-01",
        "problem P3 用地 minor text=用地 owner=U2 on=2026-04-01",
        "solve Q4 on=2026-05-01",
    ] {
        let command = parse::command(&desk.zone().clone(), &mut desk.texts, line);
        desk.must(&command);
    }
    desk
}

fn of(command: PracticeCommand) -> Command {
    Command::Practice(Box::new(command))
}

fn draft(desk: &mut Desk) -> PracticeDraft {
    let mut seal = |text: &str| Some(desk.texts.seal(text, &[]));
    PracticeDraft {
        title: "用地红线会商，容缺受理".to_owned(),
        level: HandlingLevel::Internal,
        kinds: vec!["用地".to_owned(), " 用地 ".to_owned()],
        stages: vec!["落地".to_owned()],
        what: seal("三家到现场会商红线，先受理后补件"),
        outcome: seal("审批由 60 天减为 21 天"),
        applies: seal("红线与规划只差尺寸"),
    }
}

fn submit(desk: &mut Desk) -> PracticeCommand {
    PracticeCommand::Submit {
        source: PracticeSource::Problem(ProblemId(1)),
        unit: UnitId(1),
        draft: draft(desk),
    }
}

fn act(desk: &Desk, act: PracticeAct) -> Command {
    let version = desk.zone().practices.get(&ID).map_or(0, |own| own.version);
    of(PracticeCommand::Move {
        id: ID,
        version,
        act,
    })
}

fn used(thing: UsedFor) -> Command {
    of(PracticeCommand::Use {
        id: ID,
        thing,
        note: None,
    })
}

fn who(account: &str, role: Role, unit: Option<u32>) -> Actor {
    Actor {
        account: account.to_owned(),
        roles: vec![role],
        unit: unit.map(UnitId),
        person: None,
        enterprise: None,
    }
}

fn clerk() -> Actor {
    who("office", Role::Clerk, None)
}

/// A practice of the first unit, submitted by its reporter and published by the office.
fn published() -> Desk {
    let mut desk = desk();
    desk.actor = who("land", Role::Reporter, Some(1));
    let command = of(submit(&mut desk));
    desk.must(&command);
    desk.actor = clerk();
    let publish = act(&desk, PracticeAct::Publish { note: None });
    desk.must(&publish);
    desk
}

fn codes(decision: Result<Vec<zone::Event>, Vec<Refusal>>) -> Vec<String> {
    let refusals = decision.err().unwrap_or_default();
    refusals.into_iter().map(|own| own.code).collect()
}

#[test]
fn a_practice_is_written_from_what_is_over_and_says_everything_needed() {
    let mut desk = desk();
    desk.actor = clerk();
    let empty = PracticeDraft {
        title: " ".to_owned(),
        level: HandlingLevel::Internal,
        kinds: Vec::new(),
        stages: Vec::new(),
        what: None,
        outcome: None,
        applies: None,
    };
    let submit = |source, draft: &PracticeDraft| {
        of(PracticeCommand::Submit {
            source,
            unit: UnitId(1),
            draft: draft.clone(),
        })
    };
    let all = codes(desk.ask(&submit(PracticeSource::Problem(ProblemId(2)), &empty)));
    let expected = [
        "zone/practice-source-open",
        "zone/empty",
        "zone/practice-concerns-nothing",
        "zone/practice-lacks",
        "zone/practice-lacks",
    ];
    assert_eq!(all, expected);
    let told = draft(&mut desk);
    let check = |source, expected: &[&str]| {
        assert_eq!(
            codes(desk.ask(&submit(source, &told))),
            expected,
            "{source:?}"
        );
    };
    check(PracticeSource::Problem(ProblemId(1)), &[]);
    check(PracticeSource::Problem(ProblemId(9)), &["zone/unknown"]);
    check(
        PracticeSource::Project(ProjectId(1)),
        &["zone/practice-source-open"],
    );
    // What comes from a secret project is read by nobody more.
    check(
        PracticeSource::Problem(ProblemId(4)),
        &["zone/practice-level"],
    );
}

#[test]
fn a_unit_writes_of_its_own_work_and_somebody_else_reviews_it() {
    let mut desk = desk();
    let command = of(submit(&mut desk));
    desk.actor = who("firms", Role::Reporter, Some(2));
    assert_eq!(codes(desk.ask(&command)), ["zone/not-allowed"]);
    desk.actor = who("land", Role::Reporter, Some(1));
    assert_eq!(
        sources(
            desk.zone(),
            desk.looking(&Desk::calendars(desk.zone()), desk.today)
        )
        .len(),
        1
    );
    desk.must(&command);
    assert_eq!(codes(desk.ask(&command)), ["zone/practice-written"]);
    let publish = act(&desk, PracticeAct::Publish { note: None });
    assert_eq!(codes(desk.ask(&publish)), ["zone/not-allowed"]);
    // One who holds both roles still needs a second pair of eyes.
    desk.actor.roles.push(Role::Reviewer);
    assert_eq!(codes(desk.ask(&publish)), ["zone/own-practice"]);
    desk.actor = who("head", Role::Reviewer, Some(1));
    let back = act(&desk, PracticeAct::Return { reason: None });
    assert_eq!(codes(desk.ask(&back)), ["zone/no-reason"]);
    let reason = Some(desk.texts.seal("写明时限", &[]));
    let back = act(&desk, PracticeAct::Return { reason });
    desk.must(&back);
    assert_eq!(
        codes(desk.ask(&act(&desk, PracticeAct::Publish { note: None }))),
        ["zone/practice-not-waiting"]
    );
    desk.actor = who("land", Role::Reporter, Some(1));
    let draft = draft(&mut desk);
    let again = act(&desk, PracticeAct::Revise(draft));
    desk.must(&again);
    desk.actor = who("head", Role::Reviewer, Some(1));
    desk.must(&act(&desk, PracticeAct::Publish { note: None }));
    let own = &desk.zone().practices[&ID];
    assert_eq!(own.state(), PracticeState::Published);
    assert_eq!(own.versions[1].content.kinds, ["用地"]);
}

#[test]
fn what_was_published_stays_readable_while_a_newer_version_waits() {
    let mut desk = published();
    let mut next = draft(&mut desk);
    next.title = "改过的标题".to_owned();
    let revise = act(&desk, PracticeAct::Revise(next));
    desk.must(&revise);
    let calendars = Desk::calendars(desk.zone());
    let title = |desk: &Desk, actor: Actor| {
        let mut looking = desk.looking(&calendars, desk.today);
        looking.actor = &actor;
        let sheet = sheet(desk.zone(), looking, ID)?;
        Some((
            sheet.content.title,
            sheet.waiting.map(|own| own.title),
            sheet.versions.len(),
        ))
    };
    let first = "用地红线会商，容缺受理".to_owned();
    let second = Some("改过的标题".to_owned());
    assert_eq!(title(&desk, clerk()), Some((first.clone(), second, 2)));
    let outside = who("firms", Role::Reporter, Some(2));
    assert_eq!(title(&desk, outside.clone()), Some((first, None, 1)));
    assert_eq!(title(&desk, who("all", Role::Public, None)), None);
    assert_eq!(title(&desk, who("admin", Role::SystemAdmin, None)), None);
    desk.actor = who("second", Role::Clerk, None);
    desk.must(&act(&desk, PracticeAct::Publish { note: None }));
    assert_eq!(
        title(&desk, outside.clone()).map(|own| own.0).as_deref(),
        Some("改过的标题")
    );
    let reason = Some(desk.texts.seal("政策已变", &[]));
    let down = act(&desk, PracticeAct::Withdraw { reason });
    desk.must(&down);
    assert_eq!(title(&desk, outside), None);
    assert_eq!(
        codes(desk.ask(&used(UsedFor::Problem(ProblemId(2))))),
        ["zone/practice-withdrawn"]
    );
}

#[test]
fn a_use_counts_once_for_each_thing_and_not_for_where_it_comes_from() {
    let mut desk = published();
    let counts = |desk: &Desk| desk.zone().practices[&ID].used.len();
    // Its own problem's owner, then a unit that has nothing to do with it.
    desk.actor = who("land", Role::Reporter, Some(1));
    assert_eq!(
        codes(desk.ask(&used(UsedFor::Problem(ProblemId(1))))),
        ["zone/practice-used-at-home"]
    );
    assert_eq!(
        codes(desk.ask(&used(UsedFor::Problem(ProblemId(3))))),
        ["zone/unknown"]
    );
    desk.actor = who("firms", Role::Reporter, Some(2));
    let third = used(UsedFor::Problem(ProblemId(3)));
    desk.must(&third);
    assert_eq!(codes(desk.ask(&third)), ["zone/practice-used"]);
    let secret = used(UsedFor::Project(ProjectId(3)));
    desk.must(&secret);
    assert_eq!(counts(&desk), 2);
    let calendars = Desk::calendars(desk.zone());
    let seen = |actor: &Actor| {
        let mut looking = desk.looking(&calendars, desk.today);
        looking.actor = actor;
        let sheet = sheet(desk.zone(), looking, ID).expect("it is published");
        (sheet.used.len(), sheet.used_unseen)
    };
    // The count is everybody's; the secret project's name is not.
    assert_eq!(seen(&who("land", Role::Reporter, Some(1))), (1, 1));
    assert_eq!(seen(&clerk()), (2, 0));
}

#[test]
fn practices_are_offered_for_the_kind_and_the_words_of_a_problem() {
    let desk = published();
    let calendars = Desk::calendars(desk.zone());
    let looking = desk.looking(&calendars, desk.today);
    let offers = |asked: &RelatedAsked| related(desk.zone(), looking, asked, 5);
    let grounds = |asked: &RelatedAsked| -> Vec<Vec<Grounds>> {
        let offers = offers(asked).into_iter();
        let why = |own: zone::view::practices::Offer| {
            own.why.into_iter().map(|own| own.grounds).collect()
        };
        offers.map(why).collect()
    };
    let problem = |id| RelatedAsked {
        problem: Some(ProblemId(id)),
        ..RelatedAsked::default()
    };
    assert_eq!(
        grounds(&problem(2)),
        [[Grounds::Kind, Grounds::Words, Grounds::Stage]]
    );
    assert!(grounds(&problem(3)).is_empty(), "money is not land");
    assert!(grounds(&problem(1)).is_empty(), "its own source");
    let typed = |kind: &str, words: &str| RelatedAsked {
        kind: kind.to_owned(),
        words: words.to_owned(),
        ..RelatedAsked::default()
    };
    assert_eq!(grounds(&typed("用地报批", "")), [[Grounds::Kind]]);
    assert_eq!(grounds(&typed("", "红线会商")), [[Grounds::Words]]);
    assert!(grounds(&typed("", "")).is_empty());
    assert!(offers(&problem(2))[0].may_use);
    let list = practices(desk.zone(), looking, &PracticeFilter::default());
    assert_eq!((list.published, list.used, list.waiting), (1, 0, 0));
    assert_eq!(list.practices[0].kinds, ["用地"]);
}

#[test]
fn acts_are_offered_to_those_who_may_take_them() {
    let mut desk = published();
    let next = draft(&mut desk);
    let revise = act(&desk, PracticeAct::Revise(next));
    desk.must(&revise);
    let calendars = Desk::calendars(desk.zone());
    let may = |account: &str, role, unit| {
        let actor = who(account, role, unit);
        let mut looking = desk.looking(&calendars, desk.today);
        looking.actor = &actor;
        sheet(desk.zone(), looking, ID).map(|own| own.may)
    };
    let (publish, back, down) = (
        PracticeActKind::Publish,
        PracticeActKind::Return,
        PracticeActKind::Withdraw,
    );
    // The office submitted this version itself.
    assert_eq!(may("office", Role::Clerk, None), Some(vec![down]));
    assert_eq!(
        may("head", Role::Reviewer, Some(1)),
        Some(vec![publish, back, down])
    );
    assert_eq!(may("head", Role::Reviewer, Some(2)), Some(vec![]));
    assert_eq!(may("leader", Role::Leader, None), Some(vec![]));
}
