//! What a scenario shows: the wall, a sheet, fields, lights, units, as known then and true then.

use jiff::civil::Date;
use zone::view::wall::WallRow;
use zone::view::{self, Filter, compare, sheet, wall};
use zone::{BasisPoints, Event, Fen, Lang, ProjectId, Zone};

use crate::desk::Desk;
use crate::words::Line;

/// The answer to a `show` line. `on=` is the date looked at (today without it), `known=` the
/// sequence number (the newest without it).
pub(crate) fn show(desk: &Desk, text: &str) -> String {
    let line = Line::new(text);
    let on: Date = line.read("on").unwrap_or(desk.today);
    let zone = match line.read("known") {
        Some(seq) => desk.known_at(seq),
        None => desk.zone(),
    };
    let lines = match line.place(1) {
        "wall" => show_wall(desk, zone, on, &filter(&line)),
        "compared" => show_compared(desk, zone, on, &line),
        "fields" => fields(desk, zone, on, line.id(2)),
        "why" => why(desk, zone, on, line.id(2), &filter(&line)),
        "steps" => steps(desk, zone, on, line.id(2)),
        "lineage" => lineage(desk, zone, on, line.id(2)),
        "units" => units(zone, on),
        "indicators" => indicators(desk, zone, on),
        "honesty" => honesty(desk, zone, on),
        other => panic!("nothing called {other:?} to show"),
    };
    lines.iter().map(|line| format!("    | {line}\n")).collect()
}

/// `with=` the sequence number and `then=` the date that the moment is held against.
fn show_compared(desk: &Desk, zone: &Zone, on: Date, line: &Line<'_>) -> Vec<String> {
    let before = desk.known_at(line.read("with").unwrap_or(0));
    let calendars = (Desk::calendars(before), Desk::calendars(zone));
    let then = desk.looking(&calendars.0, line.read("then").unwrap_or(on));
    let now = desk.looking(&calendars.1, on);
    let compared = match compare::compare((before, then), (zone, now), &filter(line)) {
        Ok(compared) => compared,
        Err(refusal) => return vec![format!("! {refusal}")],
    };
    let side = |side: &compare::ComparedSide| {
        format!(
            "known #{} true {} · {} v{}",
            side.known_seq, side.true_on, side.rule.key, side.rule.version
        )
    };
    let stood = |stood: &Option<compare::Stood>| match stood {
        Some(stood) => format!(
            "{} {} {}",
            stood.light.shape(),
            stood
                .completion
                .map_or("-".to_owned(), |share| share.to_string()),
            stood
                .forecast_finish
                .map_or("-".to_owned(), |day| day.to_string()),
        ),
        None => "-".to_owned(),
    };
    let mut lines = vec![side(&compared.then), side(&compared.now)];
    lines.push(format!("{:?}", compared.counts));
    lines.extend(compared.rows.iter().map(|row| {
        let (then, now) = (stood(&row.then), stood(&row.now));
        let moved = row
            .moved_days
            .map_or(String::new(), |days| format!(" {days:+}"));
        format!(
            "{} {} {:?}: {then} -> {now}{moved}",
            row.id, row.name, row.change
        )
    }));
    lines
}

fn filter(line: &Line<'_>) -> Filter {
    Filter {
        unit: line.read("unit"),
        sponsor: line.read("sponsor"),
        stage: line.read("stage"),
        light: line.get("light").and_then(zone::Colour::named),
        text: line.read("text"),
        rule: line.read("rule"),
    }
}

fn show_wall(desk: &Desk, zone: &Zone, on: Date, filter: &Filter) -> Vec<String> {
    let calendars = Desk::calendars(zone);
    let wall = match wall::wall(zone, desk.looking(&calendars, on), filter) {
        Ok(wall) => wall,
        Err(refusal) => return vec![format!("! {refusal}")],
    };
    let head = &wall.head;
    let counts = &head.counts;
    let mut lines = vec![format!(
        "{} known #{} true {} · {} v{} · time {} work {} · plan {} done {}",
        head.zone,
        head.known_seq,
        head.true_on,
        head.rule.key,
        head.rule.version,
        head.time_share,
        shown(head.work_share),
        head.year_plan,
        head.reported_ytd,
    )];
    lines.push(format!(
        "● {} ▲ {} ■ {} ◆ {} ○ {} of {} · {}–{}{}",
        counts.green,
        counts.yellow,
        counts.red,
        counts.blue,
        counts.grey,
        head.projects_total,
        head.span.0.year(),
        head.span.1.year(),
        head.provisional_year
            .map(|year| format!(" · {year} provisional"))
            .unwrap_or_default(),
    ));
    lines.extend(wall.rows.iter().flat_map(row));
    lines
}

fn row(row: &WallRow) -> Vec<String> {
    let unit = row.unit.as_ref().map_or("-", |unit| unit.name.as_str());
    let light = &row.light;
    let previous = light.previous.map_or_else(String::new, |before| {
        format!(" (was {} ×{})", before.shape(), light.streak)
    });
    let money = |amount: Option<Fen>| amount.map_or("-".to_owned(), |fen| fen.to_string());
    let mut lines = vec![format!(
        "{} {} {} · {} · {} · {} · {}{}{} · {}",
        row.no,
        row.id,
        row.name,
        unit,
        row.sponsor.as_deref().unwrap_or("-"),
        row.stage.as_deref().unwrap_or("-"),
        light.colour.shape(),
        if light.exempt { " exempt" } else { "" },
        previous,
        light.reason.zh,
    )];
    if let Some(status) = &row.status {
        lines.push(format!("    status {} / {}", status.zh, status.en));
    }
    let figures = &row.money;
    if figures.year_plan.is_some() || figures.reported_ytd.is_some() {
        lines.push(format!(
            "    {} of {} = {} planned {} gap {}",
            money(figures.reported_ytd),
            money(figures.year_plan),
            shown(figures.completion),
            shown(figures.planned),
            shown(figures.gap),
        ));
    }
    for gate in &row.gates {
        lines.push(format!(
            "    gate {} {} {:?}",
            gate.name, gate.date, gate.state
        ));
    }
    for need in &row.needs {
        lines.push(format!(
            "    need {:?} {} / {}",
            need.kind, need.text.zh, need.text.en
        ));
    }
    lines
}

fn shown(share: Option<BasisPoints>) -> String {
    share.map_or("-".to_owned(), |share| share.to_string())
}

fn with_sheet(
    desk: &Desk,
    zone: &Zone,
    on: Date,
    id: ProjectId,
    filter: &Filter,
    show: impl FnOnce(sheet::ProjectSheet) -> Vec<String>,
) -> Vec<String> {
    let calendars = Desk::calendars(zone);
    match sheet::sheet(zone, desk.looking(&calendars, on), id, filter) {
        Ok(sheet) => show(sheet),
        Err(refusal) => vec![format!("! {refusal}")],
    }
}

fn fields(desk: &Desk, zone: &Zone, on: Date, id: ProjectId) -> Vec<String> {
    with_sheet(desk, zone, on, id, &Filter::default(), |sheet| {
        let field = |field: &sheet::FieldView| {
            let source = field.source.as_ref();
            let from = source.map(|own| format!(" {}!{} of {}", own.sheet, own.cell, own.file));
            format!(
                "{} {} = {} (since {}, #{}){}",
                field.key,
                field.label.zh,
                field.value.zh,
                field.since,
                field.seq,
                from.unwrap_or_default()
            )
        };
        sheet.fields.iter().map(field).collect()
    })
}

fn why(desk: &Desk, zone: &Zone, on: Date, id: ProjectId, filter: &Filter) -> Vec<String> {
    with_sheet(desk, zone, on, id, filter, |sheet| {
        let light = sheet.light;
        let mut lines = vec![format!(
            "{} {} {} v{} as of {}",
            light.colour.shape(),
            light.colour.word().zh,
            light.rule.key,
            light.rule.version,
            light.as_of
        )];
        lines.extend(
            light
                .exemption
                .map(|own| format!("exempt {} / {}", own.zh, own.en)),
        );
        for input in &light.inputs {
            let value = input.value.as_ref();
            let value = value.map_or("-".to_owned(), |own| format!("{} / {}", own.zh, own.en));
            lines.push(format!("{} = {value}", input.name.zh));
        }
        for part in &light.parts {
            let colour = part.colour.map_or("·", zone::Colour::shape);
            lines.push(format!("{colour} {} / {}", part.name.zh, part.name.en));
            for trace in &part.trace {
                lines.push(format!("  {}", trace.zh));
                lines.push(format!("  {}", trace.en));
            }
        }
        lines
    })
}

fn steps(desk: &Desk, zone: &Zone, on: Date, id: ProjectId) -> Vec<String> {
    with_sheet(desk, zone, on, id, &Filter::default(), |sheet| {
        let bars = &sheet.row.bars;
        let day = |date: Option<Date>| date.map_or("-".to_owned(), |date| date.to_string());
        let mut lines = vec![format!(
            "finish {} required {} delay {:?} late {:?} last moment {}",
            day(bars.forecast_finish),
            day(bars.required_finish),
            bars.delay_days,
            bars.late_working_days,
            day(bars.last_moment),
        )];
        lines.extend(sheet.steps.iter().map(|step| {
            format!(
                "{} {:?} {}–{} latest {}–{} float {} late {}{}{}",
                step.key,
                step.state,
                step.start,
                step.finish,
                step.late_start,
                step.late_finish,
                step.float_days,
                step.late_days,
                if step.critical { " critical" } else { "" },
                step.driven_by
                    .as_ref()
                    .map_or(String::new(), |by| format!(" after {by}")),
            )
        }));
        lines
    })
}

fn lineage(desk: &Desk, zone: &Zone, on: Date, id: ProjectId) -> Vec<String> {
    with_sheet(desk, zone, on, id, &Filter::default(), |sheet| {
        let entry = |own: &sheet::LineageView| {
            format!(
                "{} {} / {} ({})",
                own.effective_on, own.text.zh, own.text.en, own.document
            )
        };
        let moved = |own: &sheet::StageMoveView| {
            format!(
                "{} → {} by {}",
                own.effective_on,
                own.to,
                own.evidence
                    .iter()
                    .map(|own| own.en.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        };
        let fixed = |own: &sheet::FixedLightView| {
            format!("{} {} {}", own.as_of, own.cycle.zh, own.colour.shape())
        };
        let lines = sheet.lineage.iter().map(entry);
        let lines = lines.chain(sheet.stage_moves.iter().map(moved));
        let lines = lines.chain(sheet.fixed_lights.iter().map(fixed));
        lines
            .chain([format!("history {:?}", sheet.history)])
            .collect()
    })
}

fn units(zone: &Zone, on: Date) -> Vec<String> {
    zone.units
        .values()
        .map(|unit| {
            let parent = unit.parents.at(on).and_then(|(_, parent)| *parent);
            let stands = zone.unit_on(unit.id, on);
            format!(
                "{} {}{}{}",
                unit.id,
                unit.name_on(on),
                parent.map_or(String::new(), |parent| format!(" under {parent}")),
                if stands == unit.id {
                    String::new()
                } else {
                    format!(" now {stands}")
                },
            )
        })
        .collect()
}

fn indicators(desk: &Desk, zone: &Zone, on: Date) -> Vec<String> {
    let calendars = Desk::calendars(zone);
    let wall = wall::wall(zone, desk.looking(&calendars, on), &Filter::default());
    let tiles = wall.map(|wall| wall.indicators).unwrap_or_default();
    tiles
        .iter()
        .map(|tile| {
            format!(
                "{} {} {} {:?} of {:?} = {} time {} gap {} {:?}",
                tile.colour.shape(),
                tile.name.in_lang(Lang::Zh),
                tile.month.as_deref().unwrap_or("-"),
                tile.done,
                tile.target,
                shown(tile.completion),
                shown(tile.time_share),
                shown(tile.gap),
                tile.recent,
            )
        })
        .collect()
}

fn honesty(desk: &Desk, zone: &Zone, on: Date) -> Vec<String> {
    let calendars = Desk::calendars(zone);
    let found = view::honesty::honesty(zone, desk.looking(&calendars, on));
    let mut lines = Vec::new();
    lines.extend(forecasts(&found.forecasts, &found.said));
    lines.extend(forecasts(&found.unit_forecasts, &found.unit_said));
    lines.extend(found.habits.iter().map(|own| {
        format!(
            "{} of {}: {} above, {} below, bias {} {}",
            own.name.zh, own.count, own.above, own.below, own.bias, own.verdict
        )
    }));
    lines.extend(found.promises.iter().map(|own| {
        format!(
            "#{} {} {} promised {}, came {} (#{}) {}",
            own.seq,
            own.unit_name.zh,
            own.month,
            own.promised,
            own.came,
            own.came_seq,
            shown(own.over),
        )
    }));
    lines
}

fn forecasts(score: &view::honesty::Score, said: &[view::honesty::Said]) -> Vec<String> {
    let mut lines = vec![format!(
        "{} scored of {} years, {} waiting; brier {} bias {} error {} limit {}; \
         inside {}/{} and {}/{}",
        score.count,
        score.years,
        score.waiting,
        shown(score.brier),
        shown(score.bias),
        shown(score.error),
        shown(score.error_limit),
        score.inside_80,
        score.ended,
        score.inside_95,
        score.ended,
    )];
    lines.extend(said.iter().map(|own| {
        format!(
            "#{} {} {} said {} of {:?}, {} in {}..{} by {} v{}; came {:?} reached {:?} inside {:?}",
            own.seq,
            own.unit_name.zh,
            own.month,
            shown(own.chance),
            own.target,
            own.mean,
            own.low,
            own.high,
            own.method,
            own.engine,
            own.came,
            own.reached,
            own.inside,
        )
    }));
    lines
}

/// What an event says besides its kind, as far as a story needs it.
pub(crate) fn gist(event: &Event) -> String {
    match event {
        Event::UnitAdded(event) => format!(" {} {}", event.id, event.name),
        Event::ProjectRegistered(event) => format!(" {} {} facts", event.id, event.facts.len()),
        Event::FactsRecorded(event) => format!(" {} {} facts", event.id, event.facts.len()),
        Event::StageMoved(event) => format!(" {} {}", event.id, event.to),
        Event::ImportApplied(event) => format!(
            " {} +{} ~{} ={}",
            event.attachment, event.registered, event.changed, event.unchanged
        ),
        Event::ImportAnswered(event) => {
            let project = event.project.map(|id| format!(" {id}")).unwrap_or_default();
            format!(" {} {:?}{project}", event.question, event.answer)
        }
        Event::ProjectAliased(event) => format!(" {} {}", event.id, event.alias),
        Event::ImportUndone(event) => {
            let kept = event.kept.iter().map(|own| match &own.field {
                Some(field) => format!("{} {field} (#{})", own.project, own.seq),
                None => format!("{} (#{})", own.project, own.seq),
            });
            format!(
                " {}: removed {:?}, restored {:?}, kept {:?}, units {:?}, people {:?}, marks {:?}",
                event.import,
                event.removed,
                event.restored,
                kept.collect::<Vec<_>>(),
                event.units,
                event.people,
                event.marks
            )
        }
        Event::LightsFixed(event) => {
            let lights = event.lights.iter();
            let lights = lights.map(|(id, colour)| format!(" {id}{}", colour.shape()));
            format!(
                " {} v{}:{}",
                event.rule,
                event.rule_version,
                lights.collect::<String>()
            )
        }
        Event::HolidayNoticeLoaded(event) => format!(" {}", event.year),
        _ => String::new(),
    }
}
