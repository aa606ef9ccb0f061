//! A unit's report as a sheet to be signed and sealed: A4, every figure, places for signatures and
//! seal, the code by which it is known when it comes back.
//!
//! Promises: the same sheet gives the same bytes; HTML without scripts, links and fonts; words are
//! escaped; the code stands large at its head, and in words at the foot of every page.

use std::fmt::Write as _;

use zone::report::ReportId;
use zone::view::report::ColumnKind;
use zone::view::signoff::{PrintedRow, PrintedSheet};
use zone::{Lang, Words};

use crate::square::square;
use crate::text::{clean, say};

const CSS: &str = "\
@page{size:A4;margin:14mm 12mm 18mm}\
*{box-sizing:border-box}\
body{margin:0 auto;max-width:190mm;padding:8mm;color:#1a1a1a;background:#fff;\
font:13px/1.5 'Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif}\
header{display:flex;justify-content:space-between;gap:8mm;align-items:flex-start}\
h1{margin:0 0 4px;font-size:20px}\
.code{width:34mm;flex:none;text-align:center}\
.code svg{width:34mm;height:34mm;display:block}\
.code b{font:12px/1.3 monospace;white-space:nowrap}\
dl{display:grid;grid-template-columns:auto 1fr;gap:0 12px;margin:0}dt{color:#666}dd{margin:0}\
table{width:100%;border-collapse:collapse;margin:5mm 0}\
thead{display:table-header-group}tr{break-inside:avoid}\
th,td{border:1px solid #555;padding:3px 6px;text-align:left;vertical-align:top;\
overflow-wrap:anywhere}\
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\
tfoot td,tfoot th{font-weight:600}.more{color:#444;font-size:12px}\
.places{display:grid;grid-auto-flow:column;grid-auto-columns:1fr;gap:4mm;break-inside:avoid}\
.places div{border:1px solid #555;height:26mm;padding:3px 6px}\
.seal{color:#777}\
.foot{margin-top:4mm;color:#666;font-size:11px;overflow-wrap:anywhere}\
@media print{body{padding:0;max-width:none}\
.running{position:fixed;bottom:-12mm;left:0;right:0;text-align:center}}\
.running{font:11px monospace;color:#444}";

/// The sheet as a page for a browser to print.
pub fn html(sheet: &PrintedSheet, lang: Lang) -> String {
    let mut out = String::with_capacity(16 * 1024);
    let language = say(lang, "zh-CN", "en");
    let title = title(sheet, lang);
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>{}</title><style>{CSS}</style></head><body>\n",
        escaped(&title),
    );
    head(&mut out, sheet, lang);
    table(&mut out, sheet, lang);
    places(&mut out, sheet, lang);
    let _ = write!(
        out,
        "<p class=\"foot\">{}<br>SHA-256 {}</p>\n<p class=\"running\">{}</p>\n</body></html>\n",
        escaped(how(lang)),
        escaped(&sheet.digest),
        escaped(&sheet.code),
    );
    out
}

/// What to do with the sheet.
pub(crate) fn how(lang: Lang) -> &'static str {
    say(
        lang,
        "签字盖章后扫描或拍照上传。数字如需更改，请在系统中更正后重新打印，不要手改。",
        "Sign, seal, scan or photograph, and hand it in. If a figure is wrong, correct it in the \
         program and print anew: do not correct it by hand.",
    )
}

pub(crate) fn title(sheet: &PrintedSheet, lang: Lang) -> String {
    let cycle = sheet.cycle.in_lang(lang);
    match lang {
        Lang::Zh => format!("{}{cycle}项目进展报表", sheet.unit.name),
        Lang::En => format!("{}, report of {cycle}", sheet.unit.name),
    }
}

/// What the sheet is about, as label and value.
pub(crate) fn facts(sheet: &PrintedSheet, lang: Lang) -> Vec<(&'static str, String)> {
    let report: ReportId = sheet.report;
    vec![
        (say(lang, "单位", "Unit"), sheet.unit.name.clone()),
        (
            say(lang, "周期", "Cycle"),
            sheet.cycle.in_lang(lang).to_owned(),
        ),
        (say(lang, "数据截至", "As of"), sheet.until.to_string()),
        (
            say(lang, "报表", "Report"),
            match lang {
                Lang::Zh => format!("{report} 第 {} 版", sheet.version),
                Lang::En => format!("{report}, version {}", sheet.version),
            },
        ),
        (say(lang, "填报账号", "Handed in by"), sheet.by.clone()),
        (say(lang, "打印日期", "Printed on"), sheet.on.to_string()),
    ]
}

fn head(out: &mut String, sheet: &PrintedSheet, lang: Lang) {
    let _ = write!(
        out,
        "<header><div><h1>{}</h1><p>{}</p><dl>",
        escaped(&title(sheet, lang)),
        escaped(&sheet.zone)
    );
    for (label, value) in facts(sheet, lang) {
        let _ = write!(out, "<dt>{label}</dt><dd>{}</dd>", escaped(&value));
    }
    out.push_str("</dl></div><div class=\"code\">");
    if let Some(code) = square(&sheet.square) {
        let (side, path) = (code.side, code.path);
        let _ = write!(
            out,
            "<svg viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" \
             role=\"img\" aria-label=\"{}\"><path d=\"{path}\"/></svg>",
            escaped(&sheet.code),
        );
    }
    let _ = writeln!(out, "<b>{}</b></div></header>", escaped(&sheet.code));
}

pub(crate) fn is_number(kind: ColumnKind) -> bool {
    matches!(kind, ColumnKind::Money | ColumnKind::Share)
}

fn table(out: &mut String, sheet: &PrintedSheet, lang: Lang) {
    let project = say(lang, "项目", "Project");
    let _ = write!(out, "<table><thead><tr><th>{project}</th>");
    for column in &sheet.columns {
        let class = if is_number(column.takes) {
            " class=\"n\""
        } else {
            ""
        };
        let label = escaped(column.label.in_lang(lang));
        let _ = write!(out, "<th{class}>{label}</th>");
    }
    out.push_str("</tr></thead><tbody>\n");
    for row in &sheet.rows {
        html_row(out, sheet, row, lang);
    }
    out.push_str("</tbody><tfoot><tr>");
    let _ = write!(out, "<th>{}</th>", say(lang, "合计", "Total"));
    for column in &sheet.columns {
        let total = total(sheet, &column.key, lang);
        let class = if is_number(column.takes) {
            " class=\"n\""
        } else {
            ""
        };
        let _ = write!(out, "<td{class}>{}</td>", escaped(&total));
    }
    out.push_str("</tr></tfoot></table>\n");
}

fn html_row(out: &mut String, sheet: &PrintedSheet, row: &PrintedRow, lang: Lang) {
    let _ = write!(
        out,
        "<tr><th>{} <small>{}</small>",
        escaped(&row.name),
        row.project
    );
    for more in &row.more {
        let _ = write!(
            out,
            "<div class=\"more\">{}</div>",
            escaped(more.in_lang(lang))
        );
    }
    out.push_str("</th>");
    for (column, cell) in sheet.columns.iter().zip(&row.cells) {
        let class = if is_number(column.takes) {
            " class=\"n\""
        } else {
            ""
        };
        let _ = write!(out, "<td{class}>{}</td>", escaped(cell.in_lang(lang)));
    }
    out.push_str("</tr>\n");
}

pub(crate) fn total(sheet: &PrintedSheet, key: &str, lang: Lang) -> String {
    let found = sheet.totals.iter().find(|own| own.field == key);
    found.map_or_else(String::new, |own| own.shown.in_lang(lang).to_owned())
}

pub(crate) fn place(word: &Words, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}（签字）", word.zh),
        Lang::En => format!("Signature of the {}", word.en),
    }
}

fn places(out: &mut String, sheet: &PrintedSheet, lang: Lang) {
    out.push_str("<section class=\"places\">");
    for word in &sheet.place_words {
        let label = escaped(&place(word, lang));
        let date = say(lang, "年　月　日", "Date");
        let _ = write!(out, "<div>{label}<br><br><br>{date}</div>");
    }
    let seal = say(lang, "单位（盖章）", "Seal of the unit");
    let _ = writeln!(out, "<div class=\"seal\">{seal}</div></section>");
}

fn escaped(text: &str) -> String {
    clean(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
