//! Playing the lives: each turn and each report becomes a command.

use jiff::civil::Date;
use zone::command::{Command, fact};
use zone::event::NewFact;
use zone::lineage::Change;
use zone::problem::Severity;
use zone::project::Evidence;
use zone::{Calendars, Field, ProblemId, ProjectId, Value};

use super::cast::Role;
use super::dates::{add_days, document};
use super::facts::{self, content, first_facts, group, text};
use super::life::Life;
use super::office::{Office, last};
use super::report::Reported;
use super::trouble;
use super::turns::Turn;
use super::yearplan::plan_facts;
use crate::Driver;
use crate::dice::Dice;

/// The players and what they have said so far.
pub(crate) struct Stage {
    pub(crate) office: Office,
    pub(crate) calendars: Calendars,
    cast: Vec<Role>,
    reported: Vec<Reported>,
    problems: Vec<Vec<Option<ProblemId>>>,
    dice: Dice,
}

impl Stage {
    /// Everybody in place, nobody registered.
    pub(crate) fn new(seed: u64, office: Office, calendars: Calendars, cast: Vec<Role>) -> Stage {
        let problems = cast
            .iter()
            .map(|(life, _)| vec![None; life.troubles.len()])
            .collect();
        Stage {
            office,
            calendars,
            reported: vec![Reported::default(); cast.len()],
            problems,
            cast,
            dice: Dice::of(seed, 2),
        }
    }

    fn life(&self, at: usize) -> &Life {
        &self.cast[at].0
    }

    fn id(&self, at: usize) -> ProjectId {
        self.life(at).id.unwrap_or(ProjectId(0))
    }

    fn record<D: Driver>(
        &self,
        driver: &mut D,
        at: usize,
        on: Date,
        facts: Vec<NewFact>,
    ) -> Result<(), D::Error> {
        if facts.is_empty() {
            return Ok(());
        }
        let (id, version) = self.seen(driver, at);
        driver.run(Command::RecordFacts {
            id,
            version,
            effective_on: on,
            facts,
        })
    }

    fn seen<D: Driver>(&self, driver: &D, at: usize) -> (ProjectId, u32) {
        let id = self.id(at);
        let project = driver.zone().projects.get(&id);
        (id, project.map_or(0, |project| project.version))
    }

    /// One turn of one life.
    pub(crate) fn turn<D: Driver>(
        &mut self,
        driver: &mut D,
        at: usize,
        on: Date,
        turn: &Turn,
    ) -> Result<(), D::Error> {
        let date = Value::Date(on);
        let grouped = || fact(Field::PortfolioGroup, text(group(self.life(at), on)));
        match turn {
            Turn::Register => self.register(driver, at, on),
            Turn::Adopt => self.adopt(driver, at, on),
            Turn::Stage(stage) => self.move_stage(driver, at, on, stage),
            Turn::Start => {
                let facts = vec![fact(Field::ActualStart, date), grouped()];
                self.record(driver, at, on, facts)
            }
            Turn::Finish => {
                let facts = vec![fact(Field::ActualFinish, date), grouped()];
                self.record(driver, at, on, facts)
            }
            Turn::Statistics => {
                let facts = vec![fact(Field::ActualRegistration, date)];
                self.record(driver, at, on, facts)
            }
            Turn::PutOff => {
                let paper = document("云栖调办", on, u32::from(on.day().unsigned_abs()) + 3);
                let words = driver.seal(&format!("要求完成时间按{paper}调整"), &[]);
                let due = Value::Date(self.life(at).required);
                let remark = fact(Field::Remark, Value::FreeText(words));
                self.record(
                    driver,
                    at,
                    on,
                    vec![fact(Field::RequiredFinish, due), remark],
                )
            }
            Turn::Raise(which) => self.raise(driver, at, on, *which),
            Turn::Resolve(which) => self.resolve(driver, at, on, *which),
            Turn::Exempt(until) => self.exempt(driver, at, on, *until),
            Turn::Resume => {
                self.change(driver, at, on, Change::Resumed)?;
                let facts = plan_facts(&self.calendars, self.life(at), on.year(), on);
                self.record(driver, at, on, facts)
            }
            lineage => match self.change_of(lineage) {
                Some(change) => self.change(driver, at, on, change),
                None => Ok(()),
            },
        }
    }

    fn change_of(&self, turn: &Turn) -> Option<Change<ProjectId>> {
        Some(match turn {
            Turn::Rename(name) => Change::Renamed { name: name.clone() },
            Turn::HandOver(to) => Change::HandedOver {
                to: self.office.units[*to],
            },
            Turn::Suspend => Change::Suspended,
            Turn::Withdraw => Change::Withdrawn,
            Turn::Split(into) => Change::Split {
                into: into.iter().map(|half| self.id(*half)).collect(),
            },
            Turn::Merge(into) => Change::Merged {
                into: self.id(*into),
            },
            _ => return None,
        })
    }

    fn register<D: Driver>(&mut self, driver: &mut D, at: usize, on: Date) -> Result<(), D::Error> {
        let life = &self.cast[at].0;
        let reported = Reported::start(life, on);
        let content = driver.seal(&content(life), &[]);
        let mut facts = first_facts(&self.office, life, content);
        let plan = plan_facts(&self.calendars, life, on.year(), on);
        if !plan.is_empty() {
            facts.extend(plan);
            facts.extend(reported.money(life, on));
        }
        driver.run(Command::RegisterProject {
            effective_on: on,
            facts,
        })?;
        self.cast[at].0.id = last(driver.zone().projects.keys());
        self.reported[at] = reported;
        Ok(())
    }

    fn adopt<D: Driver>(&mut self, driver: &mut D, at: usize, on: Date) -> Result<(), D::Error> {
        let (id, version) = self.seen(driver, at);
        let life = self.life(at);
        driver.run(Command::AdoptPlan {
            id,
            version,
            plan: life.status(&self.calendars, on),
            effective_on: on,
        })?;
        if on == life.registered {
            return Ok(());
        }
        let mut facts = plan_facts(&self.calendars, life, on.year(), on);
        if !facts.is_empty() {
            facts.extend(self.reported[at].money(life, on));
        }
        self.record(driver, at, on, facts)
    }

    fn move_stage<D: Driver>(
        &mut self,
        driver: &mut D,
        at: usize,
        on: Date,
        to: &str,
    ) -> Result<(), D::Error> {
        let (id, version) = self.seen(driver, at);
        let path = driver.zone().stage_paths.get(self.life(at).nature());
        let found = path.and_then(|path| Some((path.position(to)?, path)));
        let kinds = found.map_or(&[][..], |(at, path)| &path.stages[at].evidence);
        let place = found.map_or(0, |(at, _)| at);
        let serial = u32::try_from(self.life(at).number * 50 + place * 3).unwrap_or(0);
        let evidence = (1..).zip(kinds).map(|(nth, kind)| Evidence::Document {
            kind: kind.clone(),
            number: trouble::paper(kind, on, serial + nth),
        });
        let evidence = evidence.collect();
        driver.run(Command::MoveStage {
            id,
            version,
            to: to.to_owned(),
            evidence,
            effective_on: on,
        })?;
        let mut facts = Vec::new();
        if to == "落地" {
            let code = facts::approval_code(self.life(at));
            facts.push(fact(Field::ExternalCode("立项".to_owned()), text(&code)));
        }
        if to == "签约" || to == "可研" {
            facts.push(fact(Field::PortfolioGroup, text(group(self.life(at), on))));
        }
        self.record(driver, at, on, facts)
    }

    fn change<D: Driver>(
        &mut self,
        driver: &mut D,
        at: usize,
        on: Date,
        change: Change<ProjectId>,
    ) -> Result<(), D::Error> {
        let (id, version) = self.seen(driver, at);
        let serial = u32::try_from(self.life(at).number).unwrap_or(0) + 11;
        driver.run(Command::ChangeProject {
            id,
            version,
            change,
            document: document("云栖项目办", on, serial),
            effective_on: on,
        })
    }

    fn raise<D: Driver>(
        &mut self,
        driver: &mut D,
        at: usize,
        on: Date,
        which: usize,
    ) -> Result<(), D::Error> {
        let life = &self.cast[at].0;
        let found = &life.troubles[which];
        let kind = life.template.rows[found.step].5;
        let kind = if kind.is_empty() { "审批" } else { kind };
        let step = &life.plan.steps[found.step].name;
        let words = trouble::words(kind, step, life.number + which);
        let severity = match found.blocking {
            true => Severity::Blocking,
            false if found.delay_days > 20 => Severity::Serious,
            false => Severity::Minor,
        };
        let description = driver.seal(&words, &[]);
        driver.run(Command::RaiseProblem {
            project: self.id(at),
            kind: kind.to_owned(),
            severity,
            owner: Some(self.office.units[trouble::owner(kind, life.idea.unit)]),
            delay_days: found.delay_days,
            description,
            due_on: Some(add_days(on, 30 + i64::from(found.delay_days) / 2)),
            effective_on: on,
        })?;
        self.problems[at][which] = last(driver.zone().problems.keys());
        Ok(())
    }

    fn resolve<D: Driver>(
        &mut self,
        driver: &mut D,
        at: usize,
        on: Date,
        which: usize,
    ) -> Result<(), D::Error> {
        let Some(id) = self.problems[at][which] else {
            return Ok(());
        };
        let life = self.life(at);
        let step = &life.plan.steps[life.troubles[which].step].name;
        let note = driver.seal(&format!("{step}问题已协调解决，现场恢复推进。"), &[]);
        driver.run(Command::ResolveProblem {
            id,
            note,
            effective_on: on,
        })
    }

    fn exempt<D: Driver>(
        &mut self,
        driver: &mut D,
        at: usize,
        on: Date,
        until: Date,
    ) -> Result<(), D::Error> {
        let words = "因上级规划调整需重新论证，经主任办公会批准，期间不亮灯。";
        let reason = driver.seal(words, &[]);
        driver.run(Command::GrantExemption {
            id: self.id(at),
            from: on,
            until,
            document: document("云栖办函", on, 40 + u32::from(on.month().unsigned_abs())),
            reason,
        })
    }

    /// The plans of a new year, in force from its first day.
    pub(crate) fn new_year<D: Driver>(&mut self, driver: &mut D, on: Date) -> Result<(), D::Error> {
        for at in 0..self.cast.len() {
            let life = self.life(at);
            let running = life.id.is_some() && life.finished() > on && !life.is_paused(on);
            if !running || life.stopped.is_some_and(|day| day <= on) {
                continue;
            }
            let mut facts = plan_facts(&self.calendars, life, on.year(), on);
            if facts.is_empty() {
                continue;
            }
            let life = &self.cast[at].0;
            self.reported[at].turn_year(on.year());
            facts.extend(self.reported[at].money(life, on));
            self.record(driver, at, on, facts)?;
        }
        Ok(())
    }

    /// The reports at the end of a month.
    pub(crate) fn month<D: Driver>(&mut self, driver: &mut D, end: Date) -> Result<(), D::Error> {
        for at in 0..self.cast.len() {
            let life = &self.cast[at].0;
            let gone = life.stopped.is_some_and(|day| day <= end) || life.is_paused(end);
            let over = life.finished() < end.first_of_month();
            if life.id.is_none() || gone || over || life.stage_on(end) == Some("谋划") {
                continue;
            }
            let reported = &mut self.reported[at];
            let mut facts = reported.month(&mut self.dice, &self.calendars, life, end);
            if let Some(words) = reported.new_words(life, end) {
                facts.push(Reported::words_fact(driver.seal(&words, &[])));
            }
            self.record(driver, at, end, facts)?;
            self.report_steps(driver, at, end)?;
        }
        Ok(())
    }

    fn report_steps<D: Driver>(
        &mut self,
        driver: &mut D,
        at: usize,
        end: Date,
    ) -> Result<(), D::Error> {
        let life = &self.cast[at].0;
        if life.adopted > end {
            return Ok(());
        }
        let steps = self.reported[at].steps(&self.calendars, life, end);
        if steps.is_empty() {
            return Ok(());
        }
        let (id, version) = self.seen(driver, at);
        driver.run(Command::ReportSteps {
            id,
            version,
            steps,
            effective_on: end,
        })
    }

    /// What some reporters sent in since the month began.
    pub(crate) fn news<D: Driver>(&mut self, driver: &mut D, on: Date) -> Result<(), D::Error> {
        for at in (0..self.cast.len()).step_by(7) {
            let life = &self.cast[at].0;
            let running = life.started() <= on && life.finished() > on && !life.is_paused(on);
            if life.id.is_none() || !running || life.stopped.is_some() {
                continue;
            }
            let words = driver.seal("本月现场推进正常，明细待月末填报。", &[]);
            self.record(
                driver,
                at,
                on,
                vec![fact(Field::Remark, Value::FreeText(words))],
            )?;
        }
        Ok(())
    }
}
