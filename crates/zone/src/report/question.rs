//! 核问: what a report says that nobody expects is asked at once, and the answer is kept.
//!
//! A question refuses nothing: sites are re-measured, money is written off, a month may bring
//! nothing. But whoever tells it says why. Each looks at the figures told and at what was known
//! before this report, never at another report that waits for its review.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ReportId, ReportLine};
use crate::cycle::Cycle;
use crate::project::Project;
use crate::state::Zone;
use crate::{Fact, Fen, Field, ProjectId, Value, Words, limits};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// 进度倒退: a share or a total lower than before.
    GoesBack,
    /// 超过总投资: more money than the whole.
    AboveWhole,
    /// 本年累计减少: less since January than the month before.
    YearFalls,
    /// 照抄上期: every figure is last month's, of a project under construction.
    Reprinted,
    /// 合计不符: the total is not the sum.
    NotTheSum,
    /// 数量级可疑: so far from what was known or planned that the unit may be wrong.
    Jump,
    /// 竣工未满: finished, but not all of it done.
    FinishedShort,
    /// 以外部系统为准: another value than the system has that the field comes from.
    Elsewhere,
}

impl QuestionKind {
    /// All kinds.
    pub const ALL: [QuestionKind; 8] = [
        QuestionKind::GoesBack,
        QuestionKind::AboveWhole,
        QuestionKind::YearFalls,
        QuestionKind::Reprinted,
        QuestionKind::NotTheSum,
        QuestionKind::Jump,
        QuestionKind::FinishedShort,
        QuestionKind::Elsewhere,
    ];

    /// What it asks.
    pub fn word(self) -> Words {
        let (zh, en) = match self {
            QuestionKind::GoesBack => ("比上期倒退", "it goes back"),
            QuestionKind::AboveWhole => ("超过总投资", "it is above the whole investment"),
            QuestionKind::YearFalls => ("本年累计比上期少", "less this year than last time"),
            QuestionKind::Reprinted => (
                "各项数字与上期完全相同，项目在建",
                "every figure is last time's, under construction",
            ),
            QuestionKind::NotTheSum => ("合计与各项之和不符", "the total is not the sum"),
            QuestionKind::Jump => (
                "数量级可疑，请核对万元、亿元",
                "implausible: check the unit of money",
            ),
            QuestionKind::FinishedShort => (
                "已竣工而形象进度不足 100%",
                "finished, but less than 100% done",
            ),
            QuestionKind::Elsewhere => (
                "本字段以外部系统为准，与该系统的数不同",
                "it comes from another system, which says otherwise",
            ),
        };
        Words::new(zh, en)
    }
}

/// A question to the reporter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub kind: QuestionKind,
    /// The project it is about; the whole report if none.
    pub project: Option<ProjectId>,
    /// The field it is about.
    pub field: Field,
    /// What was known, or what it should be.
    pub known: Option<Value>,
    /// What is told.
    pub told: Option<Value>,
}

impl Question {
    /// Whether an answer is to this question.
    pub fn is(&self, kind: QuestionKind, project: Option<ProjectId>, field: &Field) -> bool {
        self.kind == kind && self.project == project && self.field == *field
    }
}

/// What was known of a field before a report: the newest fact until the end of the period that
/// does not come from the report itself.
pub fn known_before<'a>(
    project: &'a Project,
    field: &Field,
    until: Date,
    id: ReportId,
) -> Option<(Date, &'a Fact)> {
    let line = project.facts.get(field)?;
    let mut before = line.until(until).rev();
    let (since, fact) = before.find(|(_, fact)| fact.report != Some(id))?;
    (fact.value != Value::Cleared).then_some((since, fact))
}

/// Everything that a report is asked, in order of its lines.
pub fn questions(
    zone: &Zone,
    cycle: &Cycle,
    id: ReportId,
    lines: &[ReportLine],
    stated_sum: Option<Fen>,
) -> Vec<Question> {
    let mut asked = Vec::new();
    for line in lines {
        let Some(project) = zone.projects.get(&line.project) else {
            continue;
        };
        let asking = Asking {
            project,
            line,
            cycle,
            id,
        };
        asked.extend(asking.of_progress());
        asked.extend(asking.of_year());
        asked.extend(asking.of_whole());
        asked.extend(asking.of_total());
        asked.extend(asking.of_scale());
        asked.extend(asking.of_reprint());
        asked.extend(asking.of_finish());
        asked.extend(asking.of_sources(zone));
    }
    asked.extend(of_sum(lines, stated_sum));
    asked
}

/// The sum under the table against the lines above it.
fn of_sum(lines: &[ReportLine], stated: Option<Fen>) -> Option<Question> {
    let stated = stated?;
    let sum: Fen = lines
        .iter()
        .filter_map(|line| line.money(&Field::ReportedYtd))
        .sum();
    (sum != stated).then_some(Question {
        kind: QuestionKind::NotTheSum,
        project: None,
        field: Field::ReportedYtd,
        known: Some(Value::Money(sum)),
        told: Some(Value::Money(stated)),
    })
}

/// One line, asked.
struct Asking<'a> {
    project: &'a Project,
    line: &'a ReportLine,
    cycle: &'a Cycle,
    id: ReportId,
}

impl Asking<'_> {
    fn known(&self, field: &Field) -> Option<(Date, &Value)> {
        let (since, fact) = known_before(self.project, field, self.cycle.until, self.id)?;
        Some((since, &fact.value))
    }

    fn known_money(&self, field: &Field) -> Option<(Date, Fen)> {
        match self.known(field)? {
            (since, Value::Money(amount)) => Some((since, *amount)),
            _ => None,
        }
    }

    /// What was known this year: last year's figure says nothing of this year's.
    fn known_this_year(&self, field: &Field) -> Option<Fen> {
        let (since, amount) = self.known_money(field)?;
        (since.year() == self.cycle.until.year()).then_some(amount)
    }

    fn ask(&self, kind: QuestionKind, field: Field, known: Option<Value>) -> Question {
        Question {
            kind,
            project: Some(self.project.id),
            told: self.line.value(&field).cloned(),
            field,
            known,
        }
    }

    fn of_progress(&self) -> Vec<Question> {
        let mut asked = Vec::new();
        if let (Some(Value::Share(told)), Some((_, Value::Share(known)))) = (
            self.line.value(&Field::PhysicalShare),
            self.known(&Field::PhysicalShare),
        ) && told < known
        {
            let known = Some(Value::Share(*known));
            asked.push(self.ask(QuestionKind::GoesBack, Field::PhysicalShare, known));
        }
        for field in [Field::ReportedTotal, Field::CertifiedTotal] {
            let (told, known) = (self.line.money(&field), self.known_money(&field));
            if let (Some(told), Some((_, known))) = (told, known)
                && told < known
            {
                let known = Some(Value::Money(known));
                asked.push(self.ask(QuestionKind::GoesBack, field, known));
            }
        }
        asked
    }

    fn of_year(&self) -> Vec<Question> {
        let mut asked = Vec::new();
        for field in [Field::ReportedYtd, Field::CertifiedYtd] {
            let (told, known) = (self.line.money(&field), self.known_this_year(&field));
            if let (Some(told), Some(known)) = (told, known)
                && told < known
            {
                let known = Some(Value::Money(known));
                asked.push(self.ask(QuestionKind::YearFalls, field, known));
            }
        }
        asked
    }

    /// What a system is the source of is as that system has it.
    fn of_sources(&self, zone: &Zone) -> Vec<Question> {
        if zone.sources.is_empty() {
            return Vec::new();
        }
        let differs = self.line.facts.iter().filter_map(|told| {
            zone.source_of(&told.field)?;
            let (since, known) = self.known(&told.field)?;
            let of_year = matches!(told.field, Field::ReportedYtd | Field::CertifiedYtd);
            let counts = !of_year || since.year() == self.cycle.until.year();
            (counts && *known != told.value).then(|| {
                let (field, known) = (told.field.clone(), Some(known.clone()));
                self.ask(QuestionKind::Elsewhere, field, known)
            })
        });
        differs.collect()
    }

    fn of_whole(&self) -> Vec<Question> {
        let whole = self
            .project
            .money(&Field::TotalInvestment, self.cycle.until);
        let Some(whole) = whole else {
            return Vec::new();
        };
        let fields = [
            Field::ReportedYtd,
            Field::ReportedTotal,
            Field::CertifiedYtd,
            Field::CertifiedTotal,
        ];
        let above = fields
            .into_iter()
            .filter(|field| self.line.money(field).is_some_and(|told| told > whole));
        let known = || Some(Value::Money(whole));
        above
            .map(|field| self.ask(QuestionKind::AboveWhole, field, known()))
            .collect()
    }

    /// The total since the start grows by what the year grows by.
    fn of_total(&self) -> Option<Question> {
        let total = self.line.money(&Field::ReportedTotal)?;
        let year = self.line.money(&Field::ReportedYtd)?;
        let (since, known) = self.known_money(&Field::ReportedTotal)?;
        let expected = match self.known_this_year(&Field::ReportedYtd) {
            Some(before) if since.year() == self.cycle.until.year() => known + (year - before),
            None if since.year() < self.cycle.until.year() => known + year,
            _ => return None,
        };
        (total != expected).then(|| {
            let known = Some(Value::Money(expected));
            self.ask(QuestionKind::NotTheSum, Field::ReportedTotal, known)
        })
    }

    /// Ten thousand times too much or too little: 万元 for 亿元, or yuan for 万元. What is above
    /// the whole or falls is asked for that already.
    fn of_scale(&self) -> Option<Question> {
        let told = self.line.money(&Field::ReportedYtd)?;
        let whole = self
            .project
            .money(&Field::TotalInvestment, self.cycle.until);
        if whole.is_some_and(|whole| told > whole) {
            return None;
        }
        let plan = Field::YearPlan(self.cycle.until.year());
        let plan = self.project.money(&plan, self.cycle.until);
        let known = self.known_this_year(&Field::ReportedYtd);
        let far =
            |one: Fen, other: Fen, times: i64| other.0 > 0 && one.0 > other.0.saturating_mul(times);
        let base = known.filter(|known| known.0 > 0).or(plan)?;
        let month = told - known.unwrap_or(Fen(0));
        let above_plan = plan.is_none_or(|plan| far(month, plan, 1));
        let too_much = match known.filter(|known| known.0 > 0) {
            Some(known) => far(told, known, limits::REPORT_JUMP_TIMES) && above_plan,
            None => far(told, base, limits::REPORT_ABOVE_PLAN_TIMES),
        };
        let first = known.is_none_or(|known| known.0 == 0);
        let too_little = first && told.0 > 0 && far(base, told, limits::REPORT_BELOW_PLAN_TIMES);
        (too_much || too_little).then(|| {
            let known = Some(Value::Money(base));
            self.ask(QuestionKind::Jump, Field::ReportedYtd, known)
        })
    }

    /// Every figure told was known, and there are figures that a month of work would change.
    fn of_reprint(&self) -> Option<Question> {
        let on = self.cycle.until;
        let started = self.project.date(&Field::ActualStart, on);
        let finished = self.project.date(&Field::ActualFinish, on);
        let builds = started.is_some_and(|day| day < self.cycle.from)
            && finished.is_none_or(|day| day > on)
            && self.project.standing(on).is_none();
        let told = self.line.value(&Field::ReportedYtd)?;
        if !builds || self.line.stage.is_some() {
            return None;
        }
        let figures = self.line.facts.iter().filter(|fact| {
            matches!(
                fact.value,
                Value::Money(_) | Value::Share(_) | Value::Quantity(_)
            )
        });
        let mut same = true;
        for fact in figures {
            let known = self.known(&fact.field);
            let of_year = matches!(fact.field, Field::ReportedYtd | Field::CertifiedYtd);
            same &= known.is_some_and(|(since, value)| {
                *value == fact.value && (!of_year || since.year() == on.year())
            });
        }
        same.then(|| {
            let known = Some(told.clone());
            self.ask(QuestionKind::Reprinted, Field::ReportedYtd, known)
        })
    }

    fn of_finish(&self) -> Option<Question> {
        self.line.value(&Field::ActualFinish)?;
        match self.line.value(&Field::PhysicalShare)? {
            Value::Share(share) if share.0 < 10_000 => {
                Some(self.ask(QuestionKind::FinishedShort, Field::PhysicalShare, None))
            }
            _ => None,
        }
    }
}
