//! The lines above the table: whose wall, when, and how things stand.

use zone::view::wall::{LightCounts, WallHead};
use zone::{BasisPoints, Colour, Lang};

use super::cells::light_word;
use super::fit::light_look;
use super::{TableOptions, dressed};
use crate::figures::{currency, gap, money, percent};
use crate::text::{clean, columns, cut, say};

/// Between the parts of a line.
const BETWEEN: &str = "  ";

/// The lines, none wider than the room.
pub(super) fn lines(head: &WallHead, options: &TableOptions<'_>, room: usize) -> Vec<String> {
    let lang = options.lang;
    let mut lines = title(head, options, room);
    lines.extend(flowed(&moment(head, options), room));
    lines.extend(flowed(&pace(head, lang), room));
    let lights = lights(head.counts, lang);
    let mut line = String::new();
    for (at, (colour, text)) in lights.iter().enumerate() {
        // Five short words and counts fit into 80 columns in both languages.
        line += if at == 0 { "" } else { BETWEEN };
        line += &dressed(text, light_look(*colour), options.colour);
    }
    lines.push(line);
    lines
}

fn title(head: &WallHead, options: &TableOptions<'_>, room: usize) -> Vec<String> {
    let lang = options.lang;
    let mark = if head.synthetic {
        say(lang, "【示范数据】", "[synthetic data]")
    } else {
        ""
    };
    let name = cut(&clean(&head.zone), room - columns(mark) - BETWEEN.len());
    let name = dressed(&name, "1", options.colour);
    let mut lines = vec![if mark.is_empty() {
        name
    } else {
        format!("{name}{BETWEEN}{}", dressed(mark, "7", options.colour))
    }];
    let attribution = clean(head.attribution.in_lang(lang));
    if !attribution.is_empty() {
        lines.push(dressed(&cut(&attribution, room), "2", options.colour));
    }
    lines
}

fn moment(head: &WallHead, options: &TableOptions<'_>) -> Vec<String> {
    let (on, seq) = (head.true_on, head.known_seq);
    let code = clean(options.head_code);
    let rule = clean(head.rule.name.in_lang(options.lang));
    let version = head.rule.version;
    options.lang.pick(
        || {
            vec![
                format!("截至 {on}"),
                format!("已知至 #{seq}"),
                format!("短码 {code}"),
                format!("规则 {rule} 第 {version} 版"),
            ]
        },
        || {
            vec![
                format!("true on {on}"),
                format!("known at #{seq}"),
                format!("code {code}"),
                format!("rule {rule} v{version}"),
            ]
        },
    )
}

fn pace(head: &WallHead, lang: Lang) -> Vec<String> {
    let gone = percent(Some(head.time_share));
    let work = percent(head.work_share);
    let between = head
        .work_share
        .map(|work| BasisPoints(work.0.saturating_sub(head.time_share.0)));
    let between = gap(between);
    let unit = currency(head.currency, lang);
    let (done, plan) = (money(head.reported_ytd, lang), money(head.year_plan, lang));
    lang.pick(
        || {
            vec![
                format!("时间过去 {gone}"),
                format!("工作完成 {work}"),
                format!("相差 {between} 个百分点"),
                format!("本年完成 {done}{unit} / 计划 {plan}{unit}"),
            ]
        },
        || {
            vec![
                format!("time gone {gone}"),
                format!("work done {work}"),
                format!("gap {between} pp"),
                format!("done this year {unit} {done} of {plan}"),
            ]
        },
    )
}

/// Worst first: the order in which people look for them.
fn lights(counts: LightCounts, lang: Lang) -> [(Colour, String); 5] {
    [
        (Colour::Red, counts.red),
        (Colour::Yellow, counts.yellow),
        (Colour::Green, counts.green),
        (Colour::Blue, counts.blue),
        (Colour::Grey, counts.grey),
    ]
    .map(|(colour, count)| {
        let word = light_word(colour, lang);
        (colour, format!("{} {word} {count}", colour.shape()))
    })
}

/// Parts put on as few lines as they fit on.
fn flowed(parts: &[String], room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        let part = cut(part, room);
        match lines.last_mut() {
            Some(line) if columns(line) + BETWEEN.len() + columns(&part) <= room => {
                line.push_str(BETWEEN);
                line.push_str(&part);
            }
            _ => lines.push(part),
        }
    }
    lines
}
