//! Applying an event to the state. It cannot fail: what could go wrong was refused by `decide`.

use std::sync::Arc;

use crate::cycle::{Closed, Cycle, Mark};
use crate::event::{self, Event, NewFact};
use crate::indicator::allocation::{Agreed, Allocation};
use crate::indicator::{Indicator, KeptYearEnd, Target};
use crate::light::FixedLight;
use crate::lineage::{Change, Lineage};
use crate::plan::Left;
use crate::problem::Problem;
use crate::project::{Alias, Exemption, Project, Replaced, StageMove};
use crate::state::{Attachment, Zone};
use crate::unit::{Person, Post, Unit};
use crate::{Fact, Field, IndicatorId, ProjectId, ReportId, Timeline, Value};

impl Zone {
    /// Applies the event recorded under a sequence number.
    ///
    /// An event about a thing that does not exist changes nothing: such a record cannot come from
    /// `decide`, and `wallchart verify` is where a forged one is found.
    #[expect(clippy::too_many_lines, reason = "a line for each kind of event")]
    pub fn apply(&mut self, seq: u64, event: &Event) {
        self.seq = seq;
        match event {
            Event::ZoneFounded(event) => self.profile = Some(event.profile.clone()),
            Event::UnitAdded(event) => self.add_unit(event),
            Event::UnitChanged(event) => self.change_unit(seq, event),
            Event::PersonAdded(event) => self.add_person(event),
            Event::PostAdded(event) => self.add_post(event),
            Event::PostChanged(event) => self.change_post(seq, event),
            Event::PostHeld(event) => self.hold_post(event),
            Event::StagePathDefined(event) => {
                self.stage_paths
                    .insert(event.path.nature.clone(), event.path.clone());
            }
            Event::RolesDefined(event) => self.roles.clone_from(&event.roles),
            Event::SourceDefined(event) => {
                let source = &event.source;
                self.sources.insert(source.key.clone(), source.clone());
            }
            Event::RuleSetDefined(event) => {
                let rule = &event.rule_set;
                self.rule_sets
                    .insert((rule.key.clone(), rule.version), rule.clone());
            }
            Event::RuleSetActivated(event) => {
                self.active_rule
                    .record(event.effective_on, (event.key.clone(), event.version));
            }
            Event::HolidayNoticeLoaded(event) => {
                self.holiday_notices
                    .insert(event.year, event.notice.clone());
            }
            Event::AttachmentKept(event) => self.keep_attachment(seq, event),
            Event::MappingKept(event) => self.keep_mapping(seq, event),
            Event::ImportApplied(event) => self.note_import(seq, event),
            Event::ImportAnswered(event) => self.note_answer(seq, event),
            Event::ImportUndone(event) => self.undo_import(seq, event),
            Event::ProjectAliased(event) => self.touch(seq, event.id, |project| {
                project.aliases.push(Alias {
                    name: event.alias.clone(),
                    seq,
                });
            }),
            Event::ProjectRegistered(event) => {
                self.projects
                    .insert(event.id, Arc::new(Project::new(event.id)));
                self.touch(seq, event.id, |project| {
                    record_facts(project, seq, event.effective_on, &event.facts, None);
                });
            }
            Event::FactsRecorded(event) => self.touch(seq, event.id, |project| {
                let (on, report) = (event.effective_on, event.report);
                record_facts(project, seq, on, &event.facts, report);
            }),
            Event::StageMoved(event) => self.move_stage(seq, event),
            Event::ProjectChanged(event) => self.change_project(seq, event),
            Event::PlanAdopted(event) => self.touch(seq, event.id, |project| {
                project.plans.record(
                    event.effective_on,
                    Arc::new(event.plan.counted(event.effective_on)),
                );
            }),
            Event::StepsProgressed(event) => self.progress_steps(seq, event),
            Event::ExemptionGranted(event) => self.grant_exemption(seq, event),
            Event::ProblemRaised(event) => self.raise_problem(seq, event),
            Event::ProblemResolved(event) => self.resolve_problem(seq, event),
            Event::IndicatorAdded(event) => self.add_indicator(seq, event),
            Event::IndicatorChanged(event) => self.change_indicator(seq, event.id, |indicator| {
                indicator.definition = event.definition.clone();
            }),
            Event::IndicatorReported(event) => self.report_indicator(seq, event),
            Event::PeersReported(event) => self.change_indicator(seq, event.id, |indicator| {
                indicator.report_peers(seq, &event.publication, &event.figures);
            }),
            Event::YearEndKept(event) => self.keep_year_end(seq, event),
            Event::IndicatorTargeted(event) => self.target_indicator(seq, event),
            Event::IndicatorAllocated(event) => self.allocate_indicator(seq, event),
            Event::AllocationAgreed(event) => self.agree_allocation(seq, event),
            Event::ItemAssigned(_)
            | Event::ItemUrged(_)
            | Event::ItemExtensionAsked(_)
            | Event::ItemExtensionDecided(_)
            | Event::ItemAnswered(_)
            | Event::ItemReturned(_)
            | Event::ItemAccepted(_)
            | Event::ItemClosed(_)
            | Event::ItemEscalated(_) => self.apply_to_item(seq, event),
            Event::MeetingPlanned(_)
            | Event::MeetingChanged(_)
            | Event::AgendaSet(_)
            | Event::BookFixed(_)
            | Event::MeetingHeld(_)
            | Event::MinutesIssued(_)
            | Event::MeetingCancelled(_) => self.apply_to_meeting(seq, event),
            Event::EnterpriseAdded(_)
            | Event::EnterpriseChanged(_)
            | Event::EnterpriseFiguresTold(_)
            | Event::RequestRaised(_)
            | Event::RequestPassedOn(_)
            | Event::RequestUrged(_)
            | Event::RequestAnswered(_)
            | Event::RequestConfirmed(_)
            | Event::RequestReopened(_)
            | Event::RequestClosed(_) => self.apply_to_enterprise(seq, event),
            Event::EnterprisePlanAgreed(_)
            | Event::EnterpriseMeasureMoved(_)
            | Event::DealOpened(_)
            | Event::DealMoved(_)
            | Event::DealSigned(_)
            | Event::PromiseKept(_)
            | Event::FactorQuotaSet(_)
            | Event::FactorNeedDeclared(_) => self.apply_to_factor(seq, event),
            Event::CommentMade(_)
            | Event::CommentEdited(_)
            | Event::CommentWithdrawn(_)
            | Event::AttachmentAdded(_)
            | Event::AttachmentWithdrawn(_) => self.apply_to_thread(seq, event),
            Event::PracticeSubmitted(_)
            | Event::PracticeRevised(_)
            | Event::PracticePublished(_)
            | Event::PracticeReturned(_)
            | Event::PracticeWithdrawn(_)
            | Event::PracticeUsed(_) => self.apply_to_practice(seq, event),
            Event::PurgeAsked(_)
            | Event::PurgeConfirmed(_)
            | Event::PurgeRefused(_)
            | Event::PurgesCarriedOver(_) => self.apply_to_purge(seq, event),
            Event::RhythmSet(event) => self.rhythm = Some(event.rhythm),
            Event::ReportSubmitted(_)
            | Event::ReportReviewed(_)
            | Event::ReportAccepted(_)
            | Event::ReportReturned(_)
            | Event::ReportExtensionAsked(_)
            | Event::ReportExtensionDecided(_) => self.apply_to_report(seq, event),
            Event::SignRouteSet(_)
            | Event::DelegationMade(_)
            | Event::DelegationRevoked(_)
            | Event::ReportSigned(_)
            | Event::ReportGivenBack(_)
            | Event::SheetPrinted(_)
            | Event::SheetScanned(_) => self.apply_to_signoff(seq, event),
            Event::MarkSet(event) => self.set_mark(seq, event),
            Event::CorrectionWindowSet(event) => self.correction_days = event.days,
            Event::CycleOpened(event) => self.open_cycle(seq, event),
            Event::LightsFixed(event) => self.fix_lights(seq, event),
        }
    }

    /// Changes a project and counts the event in its version and history.
    pub(crate) fn touch(&mut self, seq: u64, id: ProjectId, change: impl FnOnce(&mut Project)) {
        let Some(project) = self.projects.get_mut(&id) else {
            return;
        };
        let project = Arc::make_mut(project);
        change(project);
        project.version += 1;
        Arc::make_mut(&mut project.history).push(seq);
    }

    fn add_unit(&mut self, event: &event::UnitAdded) {
        let unit = Unit {
            id: event.id,
            names: Timeline::starting(event.effective_on, event.name.clone()),
            parents: Timeline::starting(event.effective_on, event.parent),
            aliases: event.aliases.clone(),
            protocol_rank: event.protocol_rank,
            lineage: Vec::new(),
            version: 1,
        };
        self.units.insert(event.id, unit);
    }

    fn change_unit(&mut self, seq: u64, event: &event::UnitChanged) {
        let Some(unit) = self.units.get_mut(&event.id) else {
            return;
        };
        match &event.change {
            Change::Renamed { name } => unit.names.record(event.effective_on, name.clone()),
            Change::HandedOver { to } => unit.parents.record(event.effective_on, Some(*to)),
            _ => {}
        }
        unit.lineage.push(Lineage {
            change: event.change.clone(),
            effective_on: event.effective_on,
            document: event.document.clone(),
            seq,
        });
        unit.version += 1;
    }

    fn add_person(&mut self, event: &event::PersonAdded) {
        let person = Person {
            id: event.id,
            name: event.name,
            unit: event.unit,
            protocol_rank: event.protocol_rank,
            version: 1,
        };
        self.people.insert(event.id, person);
    }

    fn add_post(&mut self, event: &event::PostAdded) {
        let post = Post {
            id: event.id,
            titles: Timeline::starting(event.effective_on, event.title.clone()),
            units: Timeline::starting(event.effective_on, event.unit),
            protocol_rank: event.protocol_rank,
            holders: Timeline::default(),
            lineage: Vec::new(),
            version: 1,
        };
        self.posts.insert(event.id, post);
    }

    fn change_post(&mut self, seq: u64, event: &event::PostChanged) {
        let Some(post) = self.posts.get_mut(&event.id) else {
            return;
        };
        match &event.change {
            Change::Renamed { name } => post.titles.record(event.effective_on, name.clone()),
            Change::HandedOver { to } => post.units.record(event.effective_on, Some(*to)),
            _ => {}
        }
        post.lineage.push(Lineage {
            change: event.change.clone(),
            effective_on: event.effective_on,
            document: event.document.clone(),
            seq,
        });
        post.version += 1;
    }

    fn hold_post(&mut self, event: &event::PostHeld) {
        let Some(post) = self.posts.get_mut(&event.id) else {
            return;
        };
        post.holders.record(event.effective_on, event.holder);
        post.version += 1;
    }

    fn keep_attachment(&mut self, seq: u64, event: &event::AttachmentKept) {
        let attachment = Attachment {
            sha256: event.sha256.clone(),
            name: event.name,
            bytes: event.bytes,
            sheets: event.sheets.clone(),
            attached: None,
            purged: None,
            seq,
        };
        self.attachments.insert(event.id, attachment);
    }

    fn move_stage(&mut self, seq: u64, event: &event::StageMoved) {
        let stage = Fact {
            value: Value::Text(event.to.clone()),
            seq,
            cell: None,
            report: event.report,
        };
        let gate = Fact {
            value: Value::Date(event.effective_on),
            seq,
            cell: None,
            report: event.report,
        };
        self.touch(seq, event.id, |project| {
            record(project, Field::Stage, event.effective_on, stage);
            record(
                project,
                Field::Gate(event.to.clone()),
                event.effective_on,
                gate,
            );
            project.stage_moves.push(StageMove {
                to: event.to.clone(),
                effective_on: event.effective_on,
                evidence: event.evidence.clone(),
                seq,
            });
        });
    }

    fn change_project(&mut self, seq: u64, event: &event::ProjectChanged) {
        self.touch(seq, event.id, |project| {
            let fact = |value| Fact {
                value,
                seq,
                cell: None,
                report: None,
            };
            match &event.change {
                Change::Renamed { name } => {
                    let value = fact(Value::Text(name.clone()));
                    record(project, Field::Name, event.effective_on, value);
                }
                Change::HandedOver { to } => {
                    let value = fact(Value::Unit(*to));
                    record(project, Field::LeadUnit, event.effective_on, value);
                }
                _ => {}
            }
            project.lineage.push(Lineage {
                change: event.change.clone(),
                effective_on: event.effective_on,
                document: event.document.clone(),
                seq,
            });
        });
    }

    fn progress_steps(&mut self, seq: u64, event: &event::StepsProgressed) {
        self.touch(seq, event.id, |project| {
            let Some(plan) = project.plan(event.effective_on) else {
                return;
            };
            let mut plan = (**plan).clone();
            for progress in &event.steps {
                if let Some(step) = plan.steps.iter_mut().find(|own| own.key == progress.step) {
                    step.actual_start = progress.actual_start;
                    step.actual_finish = progress.actual_finish;
                    step.remaining_days = progress.remaining_days.map(|days| Left {
                        days,
                        counted_on: Some(event.effective_on),
                    });
                }
            }
            project.plans.record(event.effective_on, Arc::new(plan));
            // A report that comes late still counts in what was recorded for later dates, as far
            // as that says nothing of its own.
            project.plans.change_after(event.effective_on, |later| {
                Arc::make_mut(later).take_over(&event.steps);
            });
        });
    }

    fn grant_exemption(&mut self, seq: u64, event: &event::ExemptionGranted) {
        self.touch(seq, event.id, |project| {
            project.exemptions.push(Exemption {
                from: event.from,
                until: event.until,
                document: event.document.clone(),
                reason: event.reason,
                seq,
            });
        });
    }

    fn raise_problem(&mut self, seq: u64, event: &event::ProblemRaised) {
        let problem = Problem {
            id: event.id,
            project: event.project,
            kind: event.kind.clone(),
            severity: event.severity,
            owner: event.owner,
            delay_days: event.delay_days,
            description: event.description,
            raised_on: event.effective_on,
            due_on: event.due_on,
            resolved_on: None,
            seq,
            history: vec![seq],
        };
        self.problems.insert(event.id, problem);
        self.touch(seq, event.project, |project| {
            project.problems.push(event.id);
        });
    }

    fn resolve_problem(&mut self, seq: u64, event: &event::ProblemResolved) {
        let Some(problem) = self.problems.get_mut(&event.id) else {
            return;
        };
        problem.resolved_on = Some(event.effective_on);
        problem.history.push(seq);
        let project = problem.project;
        self.touch(seq, project, |_| {});
    }

    fn add_indicator(&mut self, seq: u64, event: &event::IndicatorAdded) {
        let mut indicator = Indicator::new(event.id, event.definition.clone());
        indicator.history.push(seq);
        self.indicators.insert(event.id, Arc::new(indicator));
    }

    fn change_indicator(&mut self, seq: u64, id: IndicatorId, change: impl FnOnce(&mut Indicator)) {
        if let Some(indicator) = self.indicators.get_mut(&id) {
            let indicator = Arc::make_mut(indicator);
            change(indicator);
            indicator.version += 1;
            indicator.history.push(seq);
        }
    }

    fn report_indicator(&mut self, seq: u64, event: &event::IndicatorReported) {
        self.change_indicator(seq, event.id, |indicator| indicator.report(seq, event));
    }

    fn keep_year_end(&mut self, seq: u64, event: &event::YearEndKept) {
        self.change_indicator(seq, event.id, |indicator| {
            let kept = KeptYearEnd {
                target: event.target,
                chance: event.chance,
                mean: event.mean,
                within_80: event.within_80,
                within_95: event.within_95,
                method: event.method.clone(),
                engine: event.engine,
                seq,
            };
            let key = (event.unit, event.month);
            indicator.kept.entry(key).or_default().push(kept);
        });
    }

    fn target_indicator(&mut self, seq: u64, event: &event::IndicatorTargeted) {
        self.change_indicator(seq, event.id, |indicator| {
            let target = Target {
                value: event.target,
                effective_on: event.effective_on,
                document: event.document.clone(),
                reason: event.reason,
                seq,
            };
            let key = (event.unit, event.year);
            indicator.targets.entry(key).or_default().0.push(target);
        });
    }

    /// The parts of units become their targets.
    fn allocate_indicator(&mut self, seq: u64, event: &event::IndicatorAllocated) {
        self.change_indicator(seq, event.id, |indicator| {
            for part in event.parts.iter().filter(|part| part.unit.is_some()) {
                let targets = indicator
                    .targets
                    .entry((part.unit, event.year))
                    .or_default();
                if targets.on(event.effective_on).map(|own| own.value) == Some(part.amount) {
                    continue;
                }
                targets.0.push(Target {
                    value: part.amount,
                    effective_on: event.effective_on,
                    document: event.document.clone(),
                    reason: event.reason,
                    seq,
                });
            }
            let allocation = Allocation {
                parts: event.parts.clone(),
                method: event.method.clone(),
                effective_on: event.effective_on,
                document: event.document.clone(),
                reason: event.reason,
                agreed: Vec::new(),
                seq,
            };
            indicator
                .allocations
                .entry(event.year)
                .or_default()
                .push(allocation);
        });
    }

    fn agree_allocation(&mut self, seq: u64, event: &event::AllocationAgreed) {
        self.change_indicator(seq, event.id, |indicator| {
            let versions = indicator.allocations.get_mut(&event.year);
            if let Some(last) = versions.and_then(|versions| versions.last_mut()) {
                last.agreed.push(Agreed {
                    unit: event.unit,
                    on: event.effective_on,
                    seq,
                });
            }
        });
    }

    fn set_mark(&mut self, seq: u64, event: &event::MarkSet) {
        let mark = Mark {
            label: event.label.clone(),
            seq,
            date: event.date,
        };
        self.marks.insert(event.name.clone(), mark);
    }

    fn open_cycle(&mut self, seq: u64, event: &event::CycleOpened) {
        let cycle = Cycle {
            id: event.id,
            name: event.name.clone(),
            from: event.from,
            until: event.until,
            due_on: event.due_on,
            due_stated: event.due_stated,
            locks_on: event.locks_on.unwrap_or(event.due_on),
            closed: None,
            seq,
        };
        self.cycles.insert(event.id, cycle);
    }

    fn fix_lights(&mut self, seq: u64, event: &event::LightsFixed) {
        let Some(cycle) = self.cycles.get_mut(&event.cycle) else {
            return;
        };
        let closed = Closed {
            rule: event.rule.clone(),
            rule_version: event.rule_version,
            seq,
        };
        cycle.closed = Some(closed);
        for (id, colour) in &event.lights {
            let Some(project) = self.projects.get_mut(id) else {
                continue;
            };
            // A fixed light is not a change of the project: its version stays.
            let fixed = Arc::make_mut(&mut Arc::make_mut(project).fixed_lights);
            let light = FixedLight {
                cycle: event.cycle,
                as_of: event.as_of,
                colour: *colour,
            };
            let at = fixed.partition_point(|own| own.as_of <= event.as_of);
            fixed.insert(at, light);
        }
    }
}

fn record(project: &mut Project, field: Field, date: jiff::civil::Date, fact: Fact) {
    let mut line = project.facts.get(&field).cloned().unwrap_or_default();
    if let Some(old) = line.on(date).filter(|old| old.seq != fact.seq) {
        Arc::make_mut(&mut project.replaced).push(Replaced {
            field: field.clone(),
            on: date,
            fact: old.clone(),
        });
    }
    line.record(date, fact);
    project.facts.insert(field, line);
}

fn record_facts(
    project: &mut Project,
    seq: u64,
    date: jiff::civil::Date,
    facts: &[NewFact],
    report: Option<ReportId>,
) {
    for new in facts {
        let fact = Fact {
            value: new.value.clone(),
            seq,
            cell: new.cell,
            report,
        };
        record(project, new.field.clone(), date, fact);
    }
}
