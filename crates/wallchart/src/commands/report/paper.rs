//! A report on paper: the sheet that is printed, and its scan that comes back.

use std::path::Path;

use host::{Done, SealBag};
use serde::Serialize;
use serde_json::json;
use zone::signoff::code::from_square;
use zone::signoff::command::{ScanSheet, SignoffCommand};
use zone::signoff::{CodeRead, SignRole};
use zone::view::signoff::{self, PrintedSheet};
use zone::{Command, Fen, Field, ReportId, Sealer as _, Words};

use super::{Format, Place, Scan, show};
use crate::answer::Answer;
use crate::commands::import;
use crate::context::Context;
use crate::failure::{Failure, file_fault};
use crate::lang::say;
use crate::output;
use crate::reading::{self, View};
use crate::writing::{self, Channel};

#[derive(Serialize)]
struct Printed {
    code: String,
    sheet: PrintedSheet,
}

pub(super) fn print(
    context: &Context,
    id: ReportId,
    format: Format,
    file: Option<&Path>,
) -> Result<Answer, Failure> {
    let view = reading::see(context, &host::KnownAt::Latest, None)?;
    let form = show::found(context, &view, id)?;
    let asked = json!({ "id": id, "version": form.version });
    Channel::open(context)?.execute_told(json!({ "print_report": asked }))?;
    let view = reading::see(context, &host::KnownAt::Latest, None)?;
    let form = show::found(context, &view, id)?;
    let code = form.sheets.iter().find(|own| own.current);
    let code = code.map(|own| own.code.clone()).unwrap_or_default();
    let sheet = sheet(context, &view, &code)?;
    let text = match format {
        Format::Html => print::sheet::html(&sheet, context.lang),
        Format::Svg => print::svg::sheet(&sheet, context.lang),
    };
    let document = Printed {
        code: code.clone(),
        sheet,
    };
    match file {
        Some(path) => {
            output::write(path, text.as_bytes())?;
            let path = path.display();
            let told = say!(
                context.lang,
                "签字表 {code} 已写入 {path}",
                "sheet {code} is in {path}"
            );
            Ok(Answer::new(told, &document))
        }
        None => Ok(Answer::new(text, &document)),
    }
}

fn sheet(context: &Context, view: &View, code: &str) -> Result<PrintedSheet, Failure> {
    let looking = show::looking(context, view);
    let found = signoff::sheet(&view.seen.zone, looking, code);
    found.ok_or_else(|| {
        Failure::refused(
            "cli/no-such-sheet",
            Words::new(
                format!("没有打印过编码为“{code}”的表"),
                format!("no sheet {code:?} was printed"),
            ),
            Words::new("核对编码", "check the code"),
        )
    })
}

#[derive(Serialize)]
struct HandedIn {
    code: String,
    seq: u64,
    corrected: bool,
}

pub(super) fn scan(context: &Context, asked: &Scan) -> Result<Answer, Failure> {
    let bytes = std::fs::read(&asked.file).map_err(|error| file_fault(&asked.file, &error))?;
    let (code, digest, read) = code_of(asked, &bytes)?;
    let view = reading::see(context, &host::KnownAt::Latest, None)?;
    let version = show::found(context, &view, asked.id)?.version;
    let sheet = sheet(context, &view, &code)?;
    let totals = totals(asked, &sheet)?;
    let signed: Vec<SignRole> = match asked.signed.is_empty() {
        true => sheet.places.clone(),
        false => asked.signed.iter().map(|own| own.role()).collect(),
    };
    let name = asked
        .file
        .file_name()
        .map(|own| own.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let done = match Channel::open(context)? {
        Channel::Own(writer) => {
            let mut texts = SealBag::new();
            let scan = ScanSheet {
                id: asked.id,
                version,
                code: code.clone(),
                digest,
                read,
                signed,
                totals: totals.clone(),
                sha256: writer.host().library().files().keep(&bytes)?,
                name: texts.seal(&name, &[]),
                bytes: bytes.len() as u64,
            };
            let command = SignoffCommand::Scan(Box::new(scan));
            writer.execute(Command::Signoff(Box::new(command)), texts)?
        }
        Channel::Through(server) => {
            let typed = asked.code.as_deref().map(import::encoded);
            let typed = typed.map_or_else(String::new, |code| format!("&code={code}"));
            let places: Vec<String> = signed.iter().map(|own| key(*own)).collect();
            let sums = totals
                .iter()
                .map(|(field, fen)| format!("{field}:{}", fen.0));
            let path = format!(
                "/reports/{}/scans?version={version}&name={}&signed={}&totals={}{typed}",
                asked.id,
                import::encoded(&name),
                places.join(","),
                import::encoded(&sums.collect::<Vec<_>>().join(",")),
            );
            writing::done(&server.upload(&path, &bytes)?)?
        }
    };
    Ok(told(context, &sheet, &totals, code, &done))
}

fn told(
    context: &Context,
    sheet: &PrintedSheet,
    totals: &[(Field, Fen)],
    code: String,
    done: &Done,
) -> Answer {
    let printed = |field: &Field| {
        let key = field.to_string();
        sheet
            .totals
            .iter()
            .find(|own| own.field == key)
            .map(|own| own.fen)
    };
    let corrected = totals
        .iter()
        .any(|(field, fen)| printed(field) != Some(fen.0));
    let seq = done.last;
    let text = match corrected {
        true => say!(
            context.lang,
            "纸上合计有手改：不作签字，报表退经办修改（第 {seq} 条）",
            "a total was corrected by hand: it does not count, the report goes back (record {seq})"
        ),
        false => say!(
            context.lang,
            "签字表 {code} 已登记（第 {seq} 条）",
            "sheet {code} is handed in (record {seq})"
        ),
    };
    let document = HandedIn {
        code,
        seq,
        corrected,
    };
    Answer::new(text, &document)
}

/// The code typed, or the one in the picture with its digest.
fn code_of(asked: &Scan, bytes: &[u8]) -> Result<(String, Option<String>, CodeRead), Failure> {
    if let Some(code) = &asked.code {
        return Ok((code.clone(), None, CodeRead::Typed));
    }
    let unread = |zh: &str, en: &str| {
        Failure::refused(
            "cli/scan-unread",
            Words::new(
                format!("没有读出二维码（{zh}）"),
                format!("no code was read ({en})"),
            ),
            Words::new(
                "用 --code 照抄表上的短编码",
                "type the short code of the sheet with --code",
            ),
        )
    };
    let texts = scan::read(bytes).map_err(|cause| {
        let cause = cause.to_string();
        unread(&cause, &cause)
    })?;
    let found = texts.iter().find_map(|text| from_square(text));
    let (code, digest) =
        found.ok_or_else(|| unread("不是签字表的二维码", "it is not of a sheet"))?;
    Ok((code, Some(digest), CodeRead::Picture))
}

/// The totals as they stand on the paper.
fn totals(asked: &Scan, sheet: &PrintedSheet) -> Result<Vec<(Field, Fen)>, Failure> {
    let mut totals = Vec::new();
    if asked.as_printed {
        let printed = sheet.totals.iter();
        totals.extend(printed.filter_map(|own| Some((own.field.parse().ok()?, Fen(own.fen)))));
    }
    for own in &asked.total {
        let told = own.split_once('=').and_then(|(field, amount)| {
            let amount: rust_decimal::Decimal = amount.parse().ok()?;
            let fen = amount.checked_mul(1_000_000.into())?.normalize();
            let fen = fen.is_integer().then(|| i64::try_from(fen).ok())??;
            Some((field.parse::<Field>().ok()?, Fen(fen)))
        });
        let told = told.ok_or_else(|| {
            Failure::refused(
                "cli/total",
                Words::new(
                    format!("“{own}”应写作 栏目=万元，如 reported_ytd=1200.5"),
                    format!("{own:?} is written FIELD=万元, such as reported_ytd=1200.5"),
                ),
                Words::new("照此改写", "write it so"),
            )
        })?;
        totals.retain(|(field, _)| *field != told.0);
        totals.push(told);
    }
    Ok(totals)
}

fn key(role: SignRole) -> String {
    match role {
        SignRole::Handler => "handler",
        SignRole::Reviewer => "reviewer",
        SignRole::Head => "head",
    }
    .to_owned()
}

impl Place {
    fn role(self) -> SignRole {
        match self {
            Place::Handler => SignRole::Handler,
            Place::Reviewer => SignRole::Reviewer,
            Place::Head => SignRole::Head,
        }
    }
}
