//! What an English header says by the words it is made of, where it is no known name as a whole:
//! Spend to 31 May, Practical completion, Scheme ref. What the cells hold may still overrule it.

use zone::Field;

use super::phrase::Said;

/// The words of a header, in small letters.
struct Words(Vec<String>);

impl Words {
    fn of(text: &str) -> Words {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '%');
        let words = words.filter(|word| !word.is_empty());
        Words(words.map(str::to_ascii_lowercase).collect())
    }

    /// Whether one of these words stands in it; `complet*` stands for all that begin so.
    fn any(&self, wanted: &str) -> bool {
        wanted.split_whitespace().any(|wanted| {
            self.0.iter().any(|own| match wanted.strip_suffix('*') {
                Some(start) => own.starts_with(start),
                None => own == wanted,
            })
        })
    }

    fn ends(&self, wanted: &str) -> bool {
        let last = self.0.last().map_or("", String::as_str);
        wanted.split_whitespace().any(|wanted| wanted == last)
    }

    fn has_year(&self) -> bool {
        let is_year = |word: &String| word.len() == 4 && word.starts_with("20");
        self.any("annual year yearly fy") || self.0.iter().any(is_year)
    }
}

/// Longest header whose words are read: longer ones are sentences.
const WORDS_MAX: usize = 10;

/// Reads the words of an English header; how sure that is, in percent.
pub(super) fn said(text: &str) -> Option<(Said, u8)> {
    if !text.is_ascii() && !text.chars().all(|c| c.is_ascii() || "£€–—’".contains(c)) {
        return None;
    }
    let words = Words::of(text);
    if words.0.is_empty() || words.0.len() > WORDS_MAX {
        return None;
    }
    if words.any("rag rating confidence variance change changes explanation reason") {
        return Some((Said::Own, 60));
    }
    money(&words)
        .or_else(|| date(&words))
        .or_else(|| people(&words))
        .or_else(|| name(&words))
        .or_else(|| place_and_text(&words))
        .map(|field| match field {
            // The year that is meant is filled in by the table.
            Field::YearPlan(_) => (Said::YearPlan, 65),
            field => (Said::One(field), 65),
        })
}

fn money(words: &Words) -> Option<Field> {
    let spent = words.any("spend spent expenditure expended paid outlay disbursed");
    let whole = words.any("budget* cost* value investment capex funding appropriation estimate*");
    if !spent && !whole || words.any("date") && !words.any("to") || words.any("source code type") {
        return None;
    }
    if spent {
        let year = words.any("ytd") || words.has_year() && !words.any("total cumulative life");
        return Some(if year {
            Field::ReportedYtd
        } else {
            Field::ReportedTotal
        });
    }
    if words.any("percent % remaining balance") {
        return None;
    }
    Some(if words.has_year() {
        Field::YearPlan(0)
    } else {
        Field::TotalInvestment
    })
}

fn date(words: &Words) -> Option<Field> {
    let start = words.any("start* commence* begin* began");
    let finish = words.any("complet* finish* end handover opening opened delivery deliver");
    let share = words.any("percent % pct");
    if share && words.any("complet* progress done") {
        return Some(Field::PhysicalShare);
    }
    if words.any("status stage phase method") {
        return None;
    }
    let actual = words.any("actual");
    let forecast = words.any("forecast expected estimated anticipated projected");
    match (start, finish) {
        (true, false) if actual => Some(Field::ActualStart),
        (true, false) => Some(Field::PlannedStart),
        (false, true) if actual => Some(Field::ActualFinish),
        (false, true) if forecast => Some(Field::ForecastFinish),
        (false, true) => Some(Field::PlannedFinish),
        _ => None,
    }
}

fn people(words: &Words) -> Option<Field> {
    let role = |key: &str| Some(Field::Role(key.to_owned()));
    if words.any("email phone telephone agency department organisation organization unit") {
        return None;
    }
    if words.any("sponsor sro executive director councillor portfolio-holder") {
        return role("sponsor");
    }
    if words.any("coordinator contact") {
        return role("coordinator");
    }
    if words.ends("lead manager officer leader pm") {
        return role("lead");
    }
    None
}

fn name(words: &Words) -> Option<Field> {
    let thing = words.any("project scheme works programme program initiative asset");
    if words.any("ref reference") || thing && words.ends("id no number code identifier") {
        return Some(Field::ExternalCode("project_code".to_owned()));
    }
    let is_name = thing && words.ends("name title") || words.0.len() == 1 && words.any("scheme");
    is_name.then_some(Field::Name)
}

fn place_and_text(words: &Words) -> Option<Field> {
    if words.any("department directorate division ministry agency organisation organization") {
        let support = words.any("partner* support* client");
        return Some(if support {
            Field::SupportingUnits
        } else {
            Field::LeadUnit
        });
    }
    if words.any("ward suburb locality county municipality neighbourhood neighborhood address") {
        return Some(Field::Place);
    }
    if words.ends("status stage phase gateway") {
        return Some(Field::Stage);
    }
    if words.ends("update progress position narrative achievements milestones") {
        return Some(Field::PhysicalWords);
    }
    if words.ends("issues issue risks risk comments notes remarks commentary concerns") {
        return Some(Field::Remark);
    }
    if words.ends("description scope summary objectives") {
        return Some(Field::Content);
    }
    words.ends("sector industry").then_some(Field::Industry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn english_headers_are_read_by_their_words() {
        let mut out = String::new();
        for text in [
            "Scheme ref",
            "Spend to 31 May",
            "Spend 2026",
            "Budget 2026 (£m)",
            "Approved budget (£m)",
            "Start on site",
            "Practical completion",
            "Expected completion date",
            "Project sponsor",
            "Delivery manager",
            "Lead department",
            "Percent complete",
            "Latest position",
            "Key risks",
            "Weather",
        ] {
            out += &format!("{text} = {:?}\n", said(text).map(|found| found.0));
        }
        expect![[r#"
            Scheme ref = Some(One(ExternalCode("project_code")))
            Spend to 31 May = Some(One(ReportedTotal))
            Spend 2026 = Some(One(ReportedYtd))
            Budget 2026 (£m) = Some(YearPlan)
            Approved budget (£m) = Some(One(TotalInvestment))
            Start on site = Some(One(PlannedStart))
            Practical completion = Some(One(PlannedFinish))
            Expected completion date = Some(One(ForecastFinish))
            Project sponsor = Some(One(Role("sponsor")))
            Delivery manager = Some(One(PlannedFinish))
            Lead department = Some(One(LeadUnit))
            Percent complete = Some(One(PhysicalShare))
            Latest position = Some(One(PhysicalWords))
            Key risks = Some(One(Remark))
            Weather = None
        "#]]
        .assert_eq(&out);
    }
}
