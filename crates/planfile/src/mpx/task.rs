//! Task records, and the predecessors written in them.

use super::Parsing;
use super::records::End;
use crate::plan::{LinkRow, Plan, Row, Stored};
use crate::problem::{Place, Problem};
use crate::text;
use crate::week::CalendarSpec;
use calendar::Minute;
use schedule::{Activity, ActivityId, CalendarId, Constraint, Kind, Lag, Link, Relation};

/// Field numbers of MPX 4.0 tasks that are read.
mod number {
    pub(super) const NAME: u32 = 1;
    pub(super) const OUTLINE_LEVEL: u32 = 3;
    pub(super) const DURATION: u32 = 40;
    pub(super) const PERCENT: u32 = 44;
    pub(super) const START: u32 = 50;
    pub(super) const FINISH: u32 = 51;
    pub(super) const EARLY_START: u32 = 52;
    pub(super) const EARLY_FINISH: u32 = 53;
    pub(super) const LATE_START: u32 = 54;
    pub(super) const LATE_FINISH: u32 = 55;
    pub(super) const ACTUAL_START: u32 = 58;
    pub(super) const ACTUAL_FINISH: u32 = 59;
    pub(super) const CONSTRAINT_DATE: u32 = 68;
    pub(super) const PREDECESSORS: u32 = 70;
    pub(super) const MILESTONE: u32 = 81;
    pub(super) const ID: u32 = 90;
    pub(super) const CONSTRAINT: u32 = 91;
    pub(super) const UNIQUE_ID: u32 = 98;
    pub(super) const SUMMARY: u32 = 120;
    pub(super) const USED: [u32; 19] = [
        NAME,
        OUTLINE_LEVEL,
        DURATION,
        PERCENT,
        START,
        FINISH,
        EARLY_START,
        EARLY_FINISH,
        LATE_START,
        LATE_FINISH,
        ACTUAL_START,
        ACTUAL_FINISH,
        CONSTRAINT_DATE,
        PREDECESSORS,
        MILESTONE,
        ID,
        CONSTRAINT,
        UNIQUE_ID,
        SUMMARY,
    ];
}

impl Parsing<'_> {
    fn column<'f>(&self, fields: &'f [String], number: u32) -> &'f str {
        let at = self.task_columns.iter().position(|own| *own == number);
        at.and_then(|at| fields.get(at + 1))
            .map_or("", |field| field.trim())
    }

    fn start(&mut self, fields: &[String], number: u32, line: u32) -> Option<Minute> {
        let text = self.column(fields, number);
        self.moment(text, line, &format!("70.{number}"), End::Start)
    }

    fn finish(&mut self, fields: &[String], number: u32, line: u32) -> Option<Minute> {
        let text = self.column(fields, number);
        self.moment(text, line, &format!("70.{number}"), End::Finish)
    }

    pub(super) fn task(&mut self, fields: &[String], line: u32, plan: &mut Plan) {
        let key = self.column(fields, number::UNIQUE_ID).to_owned();
        let code = self.column(fields, number::ID).to_owned();
        let place = Place::at(line, format!("70 {code}"));
        if plan.calendars.is_empty() {
            plan.calendars
                .push(CalendarSpec::standard("Standard", "Standard"));
        }
        let yes = |text: &str| {
            let first = text.chars().next().map(|c| c.to_ascii_lowercase());
            matches!(first, Some('y' | 'j' | 'o' | 's' | '1'))
        };
        let id = plan.activities.len() as u32;
        let level: i64 = self
            .column(fields, number::OUTLINE_LEVEL)
            .parse()
            .unwrap_or(1);
        while self
            .outline
            .last()
            .is_some_and(|(above, _)| *above >= level)
        {
            self.outline.pop();
        }
        let duration = self.column(fields, number::DURATION).to_owned();
        let (minutes, elapsed) = self.duration(&duration, line);
        let mut calendar = plan.default_calendar;
        if elapsed && minutes != 0 {
            plan.calendars.push(CalendarSpec::continuous("", "24h"));
            calendar = CalendarId(plan.calendars.len() as u32 - 1);
        }
        let mut activity = Activity::new(calendar, minutes).key(code.as_str());
        activity.parent = self.outline.last().map(|(_, at)| ActivityId(*at));
        if yes(self.column(fields, number::SUMMARY)) {
            (activity.kind, activity.duration) = (Kind::Summary, 0);
            self.outline.push((level, id));
        } else {
            self.progress(&mut activity, fields, line);
        }
        if activity.actual_finish.is_none() {
            activity = self.constraint(activity, fields, line);
        }
        let predecessors = self.column(fields, number::PREDECESSORS);
        if !predecessors.is_empty() {
            self.predecessors.push((id, predecessors.to_owned(), line));
        }
        if self.tasks.insert(code.clone(), id).is_some() {
            self.problems.push(Problem::new(
                "planfile/duplicate-key",
                place.clone(),
                (
                    format!("任务号“{code}”重复"),
                    format!("the ID `{code}` is used twice"),
                ),
                ("请重新导出这个文件", "export the file again"),
            ));
        }
        let stored = self.stored(fields, line);
        plan.activities.push(Row {
            key: if key.is_empty() { code.clone() } else { key },
            code,
            name: self.column(fields, number::NAME).to_owned(),
            activity,
            stored,
            manual: false,
            place,
        });
        self.count_columns(fields, line);
    }

    fn progress(&mut self, activity: &mut Activity, fields: &[String], line: u32) {
        activity.actual_start = self.start(fields, number::ACTUAL_START, line);
        activity.actual_finish = self.finish(fields, number::ACTUAL_FINISH, line);
        let percent = self.style.number(self.column(fields, number::PERCENT));
        if activity.actual_start.is_some() && activity.actual_finish.is_none() {
            let left = 1.0 - percent.unwrap_or(0.0).clamp(0.0, 100.0) / 100.0;
            activity.remaining = text::scaled(activity.duration as f64, left);
        }
    }

    fn stored(&mut self, fields: &[String], line: u32) -> Stored {
        Stored {
            early_start: self.start(fields, number::EARLY_START, line),
            early_finish: self.finish(fields, number::EARLY_FINISH, line),
            late_start: self.start(fields, number::LATE_START, line),
            late_finish: self.finish(fields, number::LATE_FINISH, line),
            start: self.start(fields, number::START, line),
            finish: self.finish(fields, number::FINISH, line),
            ..Stored::default()
        }
    }

    /// Filled columns that nobody reads.
    fn count_columns(&mut self, fields: &[String], line: u32) {
        for (number, field) in self.task_columns.iter().zip(&fields[1..]) {
            if !number::USED.contains(number) && !field.trim().is_empty() {
                self.unused
                    .add(&format!("70.{number}"), || Place::line(line));
            }
        }
    }

    /// `5d`, `3,5w`, `2eh`: minutes, and whether of the clock.
    fn duration(&mut self, text: &str, line: u32) -> (i64, bool) {
        let text = text.trim().trim_end_matches('?');
        if text.is_empty() {
            return (0, false);
        }
        let found = self.read_duration(text);
        if found.is_none() {
            let place = Place::at(line, "70.40");
            self.problems
                .push(Problem::unreadable(place, text, "时间长度", "a duration"));
        }
        found.unwrap_or((0, false))
    }

    fn read_duration(&self, text: &str) -> Option<(i64, bool)> {
        let digit =
            |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-' | '+');
        let end = text.find(|letter| !digit(letter)).unwrap_or(text.len());
        let (value, unit) = (
            self.style.number(&text[..end])?,
            text[end..].trim().to_lowercase(),
        );
        // Elapsed units begin with an e (f in German) before the unit itself.
        let (elapsed, unit) = match unit.strip_prefix('e').or_else(|| unit.strip_prefix('f')) {
            Some(rest) if !rest.is_empty() => (true, rest),
            _ => (false, unit.as_str()),
        };
        let unit = unit.chars().next().unwrap_or(self.style.unit);
        let (day, week) = if elapsed {
            (1440.0, 10_080.0)
        } else {
            (self.style.day, self.style.week)
        };
        let factor = match unit {
            'm' => 1.0,
            'h' | 's' => 60.0,
            'd' | 't' | 'j' | 'g' => day,
            'w' | 'v' => week,
            _ => return None,
        };
        Some((text::scaled(value, factor)?, elapsed))
    }

    /// Constraints come as numbers or words.
    fn constraint(&mut self, made: Activity, fields: &[String], line: u32) -> Activity {
        let text = self.column(fields, number::CONSTRAINT).to_owned();
        let word = text.to_lowercase();
        // The English words, and the German ones of the files at hand.
        let kind = match word.as_str() {
            "" | "0" | "as soon as possible" | "so früh wie möglich" => return made,
            "1" | "as late as possible" | "so spät wie möglich" => 1,
            "2" | "must start on" | "muss anfangen am" | "muß anfangen am" => 2,
            "3" | "must finish on" | "muss enden am" | "muß enden am" => 3,
            "4" | "start no earlier than" | "anfang nicht früher als" => 4,
            "5" | "start no later than" | "anfang nicht später als" => 5,
            "6" | "finish no earlier than" | "ende nicht früher als" => 6,
            "7" | "finish no later than" | "ende nicht später als" => 7,
            _ => {
                let place = Place::at(line, "70.91");
                let problem = Problem::unreadable(place, &text, "约束类型", "a constraint");
                self.problems.push(problem);
                return made;
            }
        };
        let at = match kind {
            3 | 6 | 7 => self.finish(fields, number::CONSTRAINT_DATE, line),
            _ => self.start(fields, number::CONSTRAINT_DATE, line),
        };
        let constraint = match (kind, at) {
            (1, _) => Constraint::AsLateAsPossible,
            (2, Some(at)) => Constraint::MustStart(at),
            (3, Some(at)) => Constraint::MustFinish(at),
            (4, Some(at)) => Constraint::StartNotEarlier(at),
            (5, Some(at)) => Constraint::StartNotLater(at),
            (6, Some(at)) => Constraint::FinishNotEarlier(at),
            (7, Some(at)) => Constraint::FinishNotLater(at),
            _ => return made,
        };
        made.constrain(constraint)
    }

    /// Predecessors: `3`, `4SS+2d`, `5AA`, separated by commas (or the file's separator).
    pub(super) fn links(&mut self, plan: &mut Plan) {
        for (to, text, line) in std::mem::take(&mut self.predecessors) {
            for one in text
                .split([',', ';'])
                .map(str::trim)
                .filter(|one| !one.is_empty())
            {
                let end = one
                    .find(|letter: char| !letter.is_ascii_digit())
                    .unwrap_or(one.len());
                let (key, rest) = one.split_at(end);
                let place = Place::at(line, "70.70");
                let Some(&from) = self.tasks.get(key) else {
                    self.problems
                        .push(Problem::to_nothing(place, ("任务", "task"), one));
                    continue;
                };
                let Some((relation, lag)) = self.relation(rest) else {
                    self.problems.push(Problem::unreadable(
                        place,
                        one,
                        "前置关系",
                        "a predecessor",
                    ));
                    continue;
                };
                let successor = plan.activities[to as usize].activity.calendar;
                let lag = match lag {
                    Lag::Working(minutes) if minutes != 0 => Lag::WorkingIn(successor, minutes),
                    other => other,
                };
                plan.links.push(LinkRow {
                    link: Link {
                        from: ActivityId(from),
                        to: ActivityId(to),
                        relation,
                        lag,
                    },
                    place,
                });
            }
        }
    }

    fn relation(&self, text: &str) -> Option<(Relation, Lag)> {
        let end = text.find(['+', '-']).unwrap_or(text.len());
        let (word, lag) = (text[..end].trim(), text[end..].trim());
        // German: EA, AA, EE, AE.
        let relation = match word.to_uppercase().as_str() {
            "" | "FS" | "EA" => Relation::FinishToStart,
            "SS" | "AA" => Relation::StartToStart,
            "FF" | "EE" => Relation::FinishToFinish,
            "SF" | "AE" => Relation::StartToFinish,
            _ => return None,
        };
        if lag.is_empty() {
            return Some((relation, Lag::NONE));
        }
        if let Some(share) = lag.strip_suffix('%') {
            let share = text::scaled(self.style.number(share.trim_start_matches('+'))?, 100.0)?;
            return Some((relation, Lag::Percent(i32::try_from(share).ok()?)));
        }
        let (minutes, elapsed) = self.read_duration(lag.trim_start_matches('+'))?;
        let lag = if elapsed {
            Lag::Elapsed(minutes)
        } else {
            Lag::Working(minutes)
        };
        Some((relation, lag))
    }
}

#[cfg(test)]
mod tests {
    use super::super::records;

    #[test]
    fn no_date_in_several_languages() {
        assert!(records::is_none("NA") && records::is_none("NV") && !records::is_none("1/1/26"));
    }
}
