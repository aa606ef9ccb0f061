//! Guessing what one column holds, from its header, its cells, and the words around the table.
//!
//! Order of evidence, with the confidence it is worth: a known name (95), a month under a plan
//! (95), a known name of the group above (85 to 90), the words of the header (65 to 85), a known
//! name inside it (60), what the cells hold where the name says nothing (55 to 80), else the
//! office's own column (50). What the cells hold may overrule the name; cells that bear it out
//! leave the confidence as it is.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use zone::{Field, ValueKind};

use super::around::Surroundings;
use super::phrase::{self, Said};
use super::{Basis, ColumnMapping, Knowledge, Target, Unreadable, fit, looks};
use crate::book::Cell;
use crate::header;
use crate::limits;
use crate::problem::CellCause;
use crate::table::{Column, Grid, Table};
use crate::value::date::DateContext;
use crate::value::order::OrderVotes;
use crate::value::{self, Reading, date, money, span};

pub(super) struct Guesser<'a> {
    pub(super) table: &'a Table,
    pub(super) grid: Grid<'a>,
    pub(super) surroundings: &'a Surroundings,
    pub(super) knowledge: &'a Knowledge,
}

/// A guess: what a column holds, how sure that is, and what it rests on.
struct Guess {
    targets: Vec<Target>,
    confidence: u8,
    basis: Basis,
}

impl Guess {
    fn one(target: Target, confidence: u8, basis: Basis) -> Guess {
        Guess {
            targets: vec![target],
            confidence,
            basis,
        }
    }

    fn field(field: Field, confidence: u8, basis: Basis) -> Guess {
        Guess::one(Target::Field(field), confidence, basis)
    }
}

impl Guesser<'_> {
    /// The columns, one of which names or codes the project. Where no header says which, it is the
    /// first of those whose cells are short texts, hardly any of them twice: a person sees it with
    /// its confidence of 40.
    pub(super) fn named_columns(&self) -> Vec<ColumnMapping> {
        let mut columns = self.columns();
        if columns.iter().any(ColumnMapping::names_project) || self.table.known_headers < 2 {
            return columns;
        }
        // Columns that were recognised are not taken for it.
        let likely = self.table.columns.iter().find_map(|own| {
            let name = fit::name_of(self.table, own);
            let at = columns.iter().position(|own| own.column == name)?;
            let open = columns[at].confidence <= 50 && columns[at].part.is_none();
            (open && self.may_name(own)).then_some(at)
        });
        if let Some(found) = likely.map(|at| &mut columns[at]) {
            found.target = Target::Field(Field::Name);
            found.unit = None;
            found.confidence = 40;
            found.basis = Some(Basis::Values);
        }
        columns
    }

    /// Whether the cells of a column may be names of projects.
    fn may_name(&self, column: &Column) -> bool {
        let mut seen = BTreeSet::new();
        let (mut all, mut chars) = (0, 0);
        for cell in self.cells(column) {
            let Cell::Text(text) = cell else { return false };
            all += 1;
            chars += text.chars().count();
            seen.insert(text);
        }
        let lines = self.table.projects().take(limits::SAMPLE_ROWS).count();
        all >= 2
            && all * 10 >= lines * 9
            && seen.len() * 20 >= all * 19
            && (4..=40).contains(&(chars / all))
            && self.date_share(column) < 30
            && self.number_share(column) < 30
    }

    pub(super) fn columns(&self) -> Vec<ColumnMapping> {
        let mut columns = Vec::new();
        let mut of = Vec::new();
        for (at, column) in self.table.columns.iter().enumerate() {
            let guess = self.guess(column);
            let several = guess.targets.len() > 1;
            for (part, target) in (1_u8..).zip(guess.targets) {
                let unit = (kind(&target) == Some(ValueKind::Money)).then(|| self.unit(column));
                columns.push(ColumnMapping {
                    column: fit::name_of(self.table, column),
                    header: column.header(),
                    target,
                    part: several.then_some(part),
                    unit: unit.flatten(),
                    date_order: None,
                    unreadable: Unreadable::default(),
                    confidence: guess.confidence,
                    basis: Some(guess.basis),
                });
                of.push(at);
            }
        }
        self.sums_of_year_and_of_all(&mut columns);
        self.one_column_a_field(&mut columns, &of);
        self.settle_date_orders(&mut columns, &of);
        columns
    }

    fn cells(&self, column: &Column) -> impl Iterator<Item = &Cell> {
        let field = column.field;
        self.table
            .projects()
            .take(limits::SAMPLE_ROWS)
            .map(move |line| self.grid.at(line.line, field))
            .filter(|cell| !cell.is_blank())
    }

    fn unit(&self, column: &Column) -> Option<String> {
        let own = column
            .path
            .iter()
            .rev()
            .find_map(|text| money::unit_in(text));
        let said = own.or(self.surroundings.unit);
        let stored = looks::unit_by_format(self.grid, self.table, column, said);
        stored.or(said).map(str::to_owned)
    }

    fn year(&self, column: &Column) -> Option<i16> {
        let own = column
            .path
            .iter()
            .rev()
            .find_map(|text| header::year_in(text));
        own.or(self.surroundings.year)
    }

    fn guess(&self, column: &Column) -> Guess {
        match self.named(column) {
            Some(named) => self.borne_out(named, column),
            None => self
                .by_values(column)
                .unwrap_or_else(|| Guess::one(self.own_column(column), 50, Basis::Own)),
        }
    }

    /// What the names say.
    fn named(&self, column: &Column) -> Option<Guess> {
        let last = column.last();
        // Our own exports name fields without a common name by their key: `[gate.开工]`.
        let key = last.strip_prefix('[').and_then(|key| key.strip_suffix(']'));
        if let Some(field) = key.and_then(|key| key.parse().ok()) {
            return Some(Guess::field(field, 100, Basis::Name));
        }
        if let Some(month) = self.month(column) {
            return Some(month);
        }
        let group: String = column.path[..column.path.len() - 1].concat();
        let all = column.path.concat();
        let group_only = matches!(
            &*header::plain(last),
            "合计" | "小计" | "全年" | "年度" | "总计" | "计划" | "完成" | "目标"
        ) && !group.is_empty();
        if let Some(two) = self.two_names(last, column) {
            return Some(two);
        }
        if !group_only && let Some(found) = header::synonym(last) {
            let known = self.instance(found.0.target, column, 95, Basis::Name);
            if let Some(known) = known {
                return Some(self.moved_by_group(known, column, &group));
            }
        }
        if let Some(found) = header::synonym(&all)
            && let Some(guess) = self.instance(found.0.target, column, 90, Basis::Parent)
        {
            return Some(guess);
        }
        if let Some((said, confidence)) = phrase::said(&group, last) {
            return self.said(said, confidence, column);
        }
        if group_only && let Some(found) = column.path.first().and_then(|t| header::synonym(t)) {
            return self.instance(found.0.target, column, 85, Basis::Parent);
        }
        let (found, _) = header::synonym_within(last)?;
        self.instance(found.target, column, 60, Basis::Within)
    }

    /// A month: planned, unless the words around it say that it is done.
    fn month(&self, column: &Column) -> Option<Guess> {
        let (month, rest) = header::month_and_rest(column.last()).or_else(|| {
            // The month above, 计划 and 完成 below it.
            let above = column.path.len().checked_sub(2)?;
            let (month, rest) = header::month_and_rest(&column.path[above])?;
            Some((month, rest + &header::plain(column.last())))
        })?;
        if rest.chars().count() > 10 {
            return None;
        }
        let all = header::plain(&column.path.concat());
        let planned = ["计划", "目标", "任务", "拟", "应"];
        let says = |text: &str| {
            let plan = planned.iter().any(|word| text.contains(word));
            let done = ["完成", "实际", "实绩"]
                .iter()
                .any(|word| text.contains(word));
            (plan, done)
        };
        // The words beside the month count before those of the group.
        let (plan, done) = match says(&rest) {
            (false, false) => says(&all),
            own => own,
        };
        let other = [
            "累计", "截至", "底", "末", "时间", "日", "入统", "纳统", "率",
        ];
        if other.iter().any(|word| rest.contains(word)) {
            return None;
        }
        if done && !plan {
            return Some(Guess::one(self.own_column(column), 75, Basis::Words));
        }
        let field = Field::MonthPlan(self.year(column)?, month);
        Some(Guess::field(field, 95, Basis::Name))
    }

    /// The same short name means something else under another group: 开工时间 under 实际, 时间 under
    /// 竣工.
    fn moved_by_group(&self, known: Guess, column: &Column, group: &str) -> Guess {
        if group.is_empty() {
            return known;
        }
        // 形象进度 under a plan is what shall be, and no progress.
        let progress = [
            Target::Field(Field::PhysicalWords),
            Target::Field(Field::PhysicalShare),
        ];
        let has = |words: &str| words.split(' ').any(|word| group.contains(word));
        if known.targets.iter().any(|target| progress.contains(target))
            && has("计划 目标 任务")
            && !has("完成 执行 落实 实际 进展 目前")
        {
            return Guess::one(self.own_column(column), 75, Basis::Parent);
        }
        let Some((said, confidence)) = phrase::said(group, column.last()) else {
            return known;
        };
        let by_words = self.said(said, confidence, column);
        match (by_words, known.targets.first()) {
            (Some(words), Some(Target::Field(field)))
                if is_date_or_money(field) && words.targets.len() == 1 =>
            {
                let other = words.targets.first() != known.targets.first();
                let same_kind = words.targets.first().and_then(kind) == Some(field.kind());
                if other && same_kind {
                    Guess {
                        basis: Basis::Parent,
                        ..words
                    }
                } else {
                    known
                }
            }
            _ => known,
        }
    }

    /// A header that names two things, as its cells hold two: 计划/完成投资.
    fn two_names(&self, last: &str, column: &Column) -> Option<Guess> {
        let texts = value::parts(last)?;
        let [first, second] = texts.as_slice() else {
            return None;
        };
        let several =
            |cell: &Cell| matches!(cell, Cell::Text(text) if value::parts(text).is_some());
        let (mut with, mut all) = (0, 0);
        for cell in self.cells(column) {
            all += 1;
            with += usize::from(several(cell));
        }
        if with * 2 < all.max(1) {
            return None;
        }
        // What the second says at its end is meant of the first too: 计划/完成投资（万元）.
        let plain = header::plain(second);
        let tail = ["投资", "时间", "资金", "日期"]
            .iter()
            .find(|tail| plain.ends_with(**tail) && !header::plain(first).ends_with(**tail));
        let first = format!("{first}{}", tail.unwrap_or(&""));
        let target = |text: &str| {
            let named = header::synonym(text)
                .and_then(|found| self.instance(found.0.target, column, 85, Basis::Words));
            let said = || {
                let (said, confidence) = phrase::said("", text)?;
                self.said(said, confidence, column)
            };
            let guess = named.or_else(said)?;
            guess.targets.into_iter().next()
        };
        let targets = vec![target(&first)?, target(second)?];
        (targets[0] != targets[1]).then_some(Guess {
            targets,
            confidence: 75,
            basis: Basis::Words,
        })
    }

    /// What the words say, with the year filled in.
    fn said(&self, said: Said, confidence: u8, column: &Column) -> Option<Guess> {
        let targets = match said {
            Said::One(field) => vec![Target::Field(field)],
            Said::Two(first, second) => vec![Target::Field(first), Target::Field(second)],
            Said::YearPlan => vec![Target::Field(Field::YearPlan(self.year(column)?))],
            Said::MonthPlan(month) => {
                vec![Target::Field(Field::MonthPlan(self.year(column)?, month))]
            }
            Said::Own => vec![self.own_column(column)],
        };
        Some(Guess {
            targets,
            confidence,
            basis: Basis::Words,
        })
    }

    /// A target of the data file with its holes filled.
    fn instance(&self, key: &str, column: &Column, confidence: u8, basis: Basis) -> Option<Guess> {
        if key == "custom.*" {
            return Some(Guess::one(self.own_column(column), confidence, basis));
        }
        if key == "span" {
            let two = Said::Two(Field::PlannedStart, Field::PlannedFinish);
            return self.said(two, confidence, column);
        }
        let year = || self.year(column).map(|year| year.to_string());
        let key = match key.strip_suffix("{year}") {
            Some(start) => format!("{start}{}", year()?),
            None => key.to_owned(),
        };
        Some(Guess::one(key.parse().ok()?, confidence, basis))
    }

    /// Another guess where the cells are of another kind than the name says.
    fn borne_out(&self, guess: Guess, column: &Column) -> Guess {
        let own = || Guess::one(self.own_column(column), 40, Basis::Values);
        let words = |field, confidence| Guess::field(field, confidence, Basis::Values);
        let Some(first) = guess.targets.first() else {
            return own();
        };
        let is_span = || self.share(column, |cell| span::is_span(cell, anywhen()));
        match (first, kind(first)) {
            (Target::Field(Field::PhysicalWords), _) if self.number_share(column) >= 80 => {
                words(Field::PhysicalShare, 80)
            }
            (Target::Field(Field::PhysicalShare), _) if self.number_share(column) < 30 => {
                words(Field::PhysicalWords, 70)
            }
            // 板块 of a zone is a part of its ground, that of a company a line of business.
            (Target::Field(Field::Place), _)
                if column.last().contains("板块") && self.share(column, is_of_ground) < 50 =>
            {
                words(Field::Industry, 65)
            }
            // 编号 with 1, 2, 3: the number of the line, and no code.
            (Target::Field(Field::ExternalCode(_)), _) if self.counts_up(column) => {
                Guess::one(Target::Ignore, 80, Basis::Values)
            }
            // 建设年限 with a number of years, and no two dates.
            (_, Some(ValueKind::Date)) if guess.targets.len() > 1 => {
                if self.share(column, is_date_or_span) >= 30 {
                    guess
                } else {
                    own()
                }
            }
            // Two amounts in a cell were looked at where the header was split.
            (_, Some(ValueKind::Money)) if guess.targets.len() > 1 => guess,
            (Target::Field(Field::PlannedStart | Field::PlannedFinish), _) if is_span() >= 50 => {
                let two = Said::Two(Field::PlannedStart, Field::PlannedFinish);
                self.said(two, 75, column).unwrap_or(guess)
            }
            (_, Some(ValueKind::Date)) if self.date_share(column) < 30 => own(),
            (_, Some(ValueKind::Money)) if self.number_share(column) < 30 => own(),
            // A number is no unit, no place and no industry.
            (
                Target::Field(
                    Field::LeadUnit
                    | Field::SupportingUnits
                    | Field::Place
                    | Field::Industry
                    | Field::Content
                    | Field::Role(_),
                ),
                _,
            ) if self.has_cells(column) && self.number_share(column) >= 90 => own(),
            _ => guess,
        }
    }

    /// What the cells alone say.
    fn by_values(&self, column: &Column) -> Option<Guess> {
        if !self.has_cells(column) {
            return None;
        }
        let text = |test: &dyn Fn(&str) -> bool| {
            self.share(column, |cell| {
                Some(matches!(cell, Cell::Text(text) if test(text)))
            })
        };
        if self.counts_up(column) {
            return Some(Guess::one(Target::Ignore, 80, Basis::Values));
        }
        if text(&is_project_code) >= 80 {
            let code = Field::ExternalCode("project_code".to_owned());
            return Some(Guess::field(code, 75, Basis::Values));
        }
        if text(&|text| self.knowledge.is_unit(text)) >= 60 {
            return Some(Guess::field(Field::LeadUnit, 70, Basis::Values));
        }
        let plain = header::plain(column.last());
        if ["单位", "部门", "科室", "方", "主体"]
            .iter()
            .any(|end| plain.ends_with(end))
        {
            // Whose unit the header does not say: offices dispatch, companies build.
            if text(&is_company) >= 60 {
                let owner = Field::Custom("建设单位".to_owned());
                return Some(Guess::field(owner, 60, Basis::Values));
            }
            if text(&super::around::looks_like_unit) >= 60 {
                return Some(Guess::field(Field::LeadUnit, 60, Basis::Values));
            }
        }
        if text(&|text| self.knowledge.is_stage(text)) >= 80 {
            return Some(Guess::field(Field::Stage, 70, Basis::Values));
        }
        if text(&|text| self.knowledge.is_person(text)) >= 60 {
            let lead = Field::Role("lead".to_owned());
            return Some(Guess::field(lead, 55, Basis::Values));
        }
        if self.share(column, |cell| span::is_span(cell, anywhen())) >= 60 {
            let two = Said::Two(Field::PlannedStart, Field::PlannedFinish);
            return self.said(two, 60, column);
        }
        if self.date_share(column) >= 60 {
            let gate = Field::Gate(field_name(column.last()));
            return Some(Guess::field(gate, 60, Basis::Values));
        }
        None
    }

    fn has_cells(&self, column: &Column) -> bool {
        self.cells(column).next().is_some()
    }

    /// 1, 2, 3, …: a running number, starting anew in each section perhaps.
    fn counts_up(&self, column: &Column) -> bool {
        let numbers = self.cells(column).map(value::cell_number);
        let mut last = None;
        let (mut steps, mut all) = (0, 0);
        for number in numbers {
            let Some(number) = number else { return false };
            if !number.fract().is_zero() || number.is_sign_negative() || number > LINES_MOST {
                return false;
            }
            all += 1;
            let next = last.is_none_or(|last| number == last + Decimal::ONE);
            steps += usize::from(next || number == Decimal::ONE);
            last = Some(number);
        }
        all >= 3 && steps == all
    }

    /// The office's own column; long texts have no field to stand in.
    fn own_column(&self, column: &Column) -> Target {
        let long = |cell: &Cell| {
            matches!(cell, Cell::Text(text)
                if text.chars().count() > zone::limits::SHORT_TEXT_CHARS_MAX)
        };
        if self.cells(column).any(long) {
            Target::Ignore
        } else {
            Target::Field(Field::Custom(field_name(&column.header())))
        }
    }

    /// Share of filled cells that pass a test, in percent; 0 of none.
    fn share<T: Into<Option<bool>>>(&self, column: &Column, test: impl Fn(&Cell) -> T) -> usize {
        share(
            self.cells(column).filter_map(|cell| test(cell).into()),
            true,
        )
    }

    /// Share of filled cells that are dates, in percent; 100 of none under a known name.
    fn date_share(&self, column: &Column) -> usize {
        let is_date = |cell: &Cell| match date::read(cell, anywhen()) {
            Reading::Value(_) | Reading::Doubtful(..) | Reading::Noted(_) => Some(true),
            Reading::Refused(_) => Some(false),
            Reading::Cleared(_) | Reading::Blank | Reading::Words(_) => None,
        };
        let unknown = !header::is_known(column.last());
        share(self.cells(column).filter_map(is_date), unknown)
    }

    /// Share of filled cells that are amounts or percentages, in percent; 100 of none.
    fn number_share(&self, column: &Column) -> usize {
        let is_number = |cell: &Cell| match money::read(cell, 1.into()) {
            Reading::Value(_) | Reading::Doubtful(..) | Reading::Noted(_) => Some(true),
            Reading::Refused(CellCause::FormulaError(_) | CellCause::NotComputed) => None,
            Reading::Refused(CellCause::NegativeMoney(_)) => Some(true),
            Reading::Refused(_) => Some(cell.shown().trim_end().ends_with(['%', '％'])),
            Reading::Cleared(_) | Reading::Blank | Reading::Words(_) => None,
        };
        share(self.cells(column).filter_map(is_number), false)
    }

    /// Of two sums the one that names the year is of the year, and a bare 累计完成 beside it is of
    /// all years.
    fn sums_of_year_and_of_all(&self, columns: &mut [ColumnMapping]) {
        let is_sum = |own: &ColumnMapping| own.target == Target::Field(Field::ReportedYtd);
        let last = |own: &ColumnMapping| {
            header::words(own.header.rsplit(" / ").next().unwrap_or_default())
        };
        let of_year = |own: &ColumnMapping| {
            let last = last(own);
            last.contains('年') || last.contains('月')
        };
        let total = Target::Field(Field::ReportedTotal);
        let has_total = columns.iter().any(|own| own.target == total);
        if has_total || !columns.iter().any(|own| is_sum(own) && of_year(own)) {
            return;
        }
        let mut bare = columns
            .iter_mut()
            .filter(|own| is_sum(own) && !of_year(own) && last(own).contains("累计"));
        if let Some(bare) = bare.next() {
            bare.target = total;
            bare.confidence = bare.confidence.min(70);
            bare.basis = Some(Basis::Words);
        }
    }

    /// Of several columns for one field, the surest stays; the others become the office's own.
    fn one_column_a_field(&self, columns: &mut [ColumnMapping], of: &[usize]) {
        let mut order: Vec<usize> = (0..columns.len()).collect();
        order.sort_by_key(|at| (std::cmp::Reverse(columns[*at].confidence), *at));
        let mut taken = BTreeSet::new();
        for at in order {
            let target = columns[at].target.clone();
            if target == Target::Ignore || taken.insert(target.clone()) {
                continue;
            }
            let own = self.own_column(&self.table.columns[of[at]]);
            let mapped = &mut columns[at];
            if !matches!(&own, Target::Field(own) if Target::Field(own.clone()) == target) {
                mapped.confidence = 40;
                mapped.basis = Some(Basis::Own);
            }
            mapped.unit = None;
            mapped.target = own.clone();
            let Target::Field(Field::Custom(name)) = &own else {
                continue;
            };
            let mut number = 1;
            while !taken.insert(columns[at].target.clone()) {
                number += 1;
                columns[at].target = Target::Field(Field::Custom(format!("{name} {number}")));
            }
        }
    }

    /// Day or month first: by each column's own dates, else as the other columns of the table.
    fn settle_date_orders(&self, columns: &mut [ColumnMapping], of: &[usize]) {
        let mut votes = vec![OrderVotes::default(); columns.len()];
        for (at, mapped) in columns.iter().enumerate() {
            let is_date =
                kind(&mapped.target) == Some(ValueKind::Date) || mapped.target == Target::AsOf;
            if is_date && mapped.part.is_none() {
                let column = &self.table.columns[of[at]];
                self.cells(column).for_each(|cell| votes[at].count(cell));
            }
        }
        let orders: BTreeSet<_> = votes
            .iter()
            .filter_map(|vote| vote.order())
            .map(|order| order as u8)
            .collect();
        let common = votes
            .iter()
            .find_map(|vote| vote.order())
            .filter(|_| orders.len() == 1);
        for (column, vote) in columns.iter_mut().zip(&votes) {
            let open = vote.either > 0;
            column.date_order = vote.order().or(if open { common } else { None });
        }
    }
}

/// Numbers of lines stay below it: what a sheet can hold.
const LINES_MOST: Decimal = Decimal::from_parts(1_100_000, 0, 0, false, 0);

/// A context in which a month without a year is a date too.
fn anywhen() -> DateContext {
    DateContext {
        year: Some(2000),
        ..DateContext::default()
    }
}

/// Whether a name is that of a company.
fn is_company(text: &str) -> bool {
    ["公司", "集团", "厂", "合作社", "企业"]
        .iter()
        .any(|end| text.trim().ends_with(end))
}

/// Whether a cell names a part of the ground, by how such names end.
fn is_of_ground(cell: &Cell) -> Option<bool> {
    const ENDS: [&str; 16] = [
        "区", "县", "市", "镇", "乡", "街道", "村", "社区", "路", "侧", "园", "港", "湾", "城",
        "岛", "板块",
    ];
    match cell {
        Cell::Text(text) => Some(ENDS.iter().any(|end| text.trim().ends_with(end))),
        _ => None,
    }
}

fn is_date_or_span(cell: &Cell) -> Option<bool> {
    match date::read(cell, anywhen()) {
        Reading::Value(_) | Reading::Doubtful(..) | Reading::Noted(_) => Some(true),
        Reading::Refused(_) => Some(span::is_span(cell, anywhen())),
        Reading::Cleared(_) | Reading::Blank | Reading::Words(_) => None,
    }
}

fn is_date_or_money(field: &Field) -> bool {
    matches!(field.kind(), ValueKind::Date | ValueKind::Money)
}

/// 2601-360111-04-01-318126: the code that the state's approval platform gives.
fn is_project_code(text: &str) -> bool {
    let groups: Vec<&str> = text.trim().split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    lengths == [4, 6, 2, 2, 6] && groups.iter().all(digits)
}

/// Kind of the values of a target; a report's date is a date.
pub(super) fn kind(target: &Target) -> Option<ValueKind> {
    match target {
        Target::Field(field) => Some(field.kind()),
        Target::AsOf => Some(ValueKind::Date),
        _ => None,
    }
}

fn share(verdicts: impl Iterator<Item = bool>, none_is_zero: bool) -> usize {
    let (mut yes, mut all) = (0, 0);
    for verdict in verdicts {
        all += 1;
        yes += usize::from(verdict);
    }
    match all {
        0 if none_is_zero => 0,
        0 => 100,
        all => yes * 100 / all,
    }
}

/// A header as the name of a field: one line, not too long.
fn field_name(header: &str) -> String {
    const CHARS: usize = 60;
    let words: Vec<&str> = header.split_whitespace().collect();
    words.join(" ").chars().take(CHARS).collect()
}
