//! `restore`: a backup into an empty folder, and only one that holds.

mod purges;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use host::{Files, Folder, KnownAt, Library};
use ledger::SqliteReader;
use serde::Serialize;
use zone::{Refusal, Words};

use super::{backup, verify as verifying};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::{Exit, Failure, file_fault};
use crate::lang::say;
use crate::manifest::{self, FILES, LEDGER, Manifest};
use crate::progress;

const EXAMPLES: &str = "  wallchart restore backups/2026-05-18 --data restored
  wallchart restore backups/2026-05-18 --data restored --head zone@1200:7Q2M-0KXD-9VWA-31TE
  wallchart restore backups/2026-05-18 --data restored --purges backups/2026-06-01";

/// 恢复：核对清单、账本和链头后，恢复到空目录 | Restore a backup into an empty folder, once manifest,
/// ledger and heads have been checked
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 备份目录 | The backup
    #[arg(value_name = "BACKUP")]
    backup: PathBuf,
    /// 外部留存的链头，可多次 | A head kept elsewhere; may be repeated
    #[arg(long, value_name = "STREAM@SEQ:CODE")]
    head: Vec<verify::KeptHead>,
    /// 较新的数据目录、备份或账本：其中记录的清除在恢复后补做 | A later folder, backup or ledger whose
    /// purges are done again once it is restored
    #[arg(long, value_name = "FOLDER")]
    purges: Option<PathBuf>,
}

#[derive(Serialize)]
struct Document<'a> {
    backup: String,
    data: String,
    made_at: &'a str,
    files: usize,
    /// Payloads that a later record says were purged, and that were purged here again.
    purged_again: usize,
    heads: &'a std::collections::BTreeMap<String, manifest::HeadEntry>,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let from = &arguments.backup;
    let to = &context.folder;
    check_target(to)?;
    let manifest = read_manifest(from)?;
    check_files(from, &manifest)?;
    check_ledger(&from.join(LEDGER), &manifest, arguments.head.clone())?;
    check_attachments(from)?;
    copy(context, from, &manifest)?;
    // Checked again where it lies now: a disk that loses bytes is found today, not next year.
    check_ledger(&to.ledger(), &manifest, arguments.head.clone())?;
    let later = arguments.purges.as_deref();
    let purged_again = later.map(|later| purges::carry_over(context, later));
    let purged_again = purged_again.transpose()?.unwrap_or_default();
    let (backup, data) = (from.display().to_string(), to.path().display().to_string());
    let mut text = say!(
        context.lang,
        "{backup} 已恢复到 {data}，核验完好\n{}",
        "{backup} restored to {data}; it holds\n{}",
        backup::heads_text(&manifest.heads)
    );
    if later.is_some() {
        text += &say!(
            context.lang,
            "按较新的记录补做清除 {purged_again} 份\n",
            "{purged_again} payloads purged again, as the later record says\n"
        );
    }
    let document = Document {
        backup,
        data,
        made_at: &manifest.made_at,
        files: manifest.files.len(),
        purged_again,
        heads: &manifest.heads,
    };
    Ok(Answer::new(text, &document))
}

fn check_target(to: &Folder) -> Result<(), Failure> {
    let path = to.path();
    let is_empty = match fs::read_dir(path) {
        Ok(mut inside) => inside.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => return Err(file_fault(path, &error)),
    };
    if is_empty {
        return Ok(());
    }
    let path = path.display();
    Err(Failure::refused(
        "restore/not-empty",
        Words::new(
            format!("数据目录 {path} 不是空的"),
            format!("the data folder {path} is not empty"),
        ),
        Words::new(
            "用 --data 指定一个新目录；恢复从不覆盖",
            "name a new folder with --data: a restore never overwrites",
        ),
    ))
}

fn read_manifest(from: &Path) -> Result<Manifest, Failure> {
    let no_backup = |why: String| {
        let path = from.display();
        Failure::refused(
            "restore/no-backup",
            Words::new(
                format!("{path} 不是可用的备份：{why}"),
                format!("{path} is not a backup that can be used: {why}"),
            ),
            Words::new(
                "指定 wallchart backup 所建的目录",
                "name a folder made by `wallchart backup`",
            ),
        )
    };
    let bytes = fs::read(from.join(manifest::NAME))
        .map_err(|error| no_backup(format!("{}: {error}", manifest::NAME)))?;
    let manifest: Manifest = serde_json::from_slice(&bytes)
        .map_err(|error| no_backup(format!("{}: {error}", manifest::NAME)))?;
    if manifest.wallchart_backup != manifest::VERSION {
        return Err(no_backup(format!("version {}", manifest.wallchart_backup)));
    }
    // A path that leaves the backup is no path of a backup.
    let leaves = |name: &String| {
        let path = Path::new(name);
        !path
            .components()
            .all(|part| matches!(part, std::path::Component::Normal(_)))
    };
    match manifest.files.keys().find(|name| leaves(name)) {
        Some(name) => Err(no_backup(format!("{name:?}"))),
        None => Ok(manifest),
    }
}

fn check_files(from: &Path, manifest: &Manifest) -> Result<(), Failure> {
    let found = manifest::differences(from, manifest).map_err(|error| file_fault(from, &error))?;
    if found.is_empty() {
        Ok(())
    } else {
        Err(damaged(found))
    }
}

fn check_ledger(
    ledger: &Path,
    manifest: &Manifest,
    heads: Vec<verify::KeptHead>,
) -> Result<(), Failure> {
    let report = verifying::look(ledger, heads)?;
    let mut problems: Vec<Refusal> = report
        .findings
        .iter()
        .map(|found| {
            Refusal::new(
                found.what.code(),
                Words::new(found.message_zh(), found.message_en()),
                Words::new(found.remedy_zh(), found.remedy_en()),
            )
        })
        .collect();
    if problems.is_empty() {
        let document = verifying::document(ledger, &report);
        let same = |own: &&verifying::Stream| {
            let entry = manifest.heads.get(&own.stream);
            entry.is_some_and(|entry| {
                entry.seq == own.records && Some(&entry.code) == own.code.as_ref()
            })
        };
        let others = document.streams.iter().filter(|own| !same(own));
        problems.extend(others.map(|own| manifest::other_head(&own.stream)));
        let streams = |name: &&String| document.streams.iter().any(|own| own.stream == **name);
        let gone = manifest.heads.keys().filter(|name| !streams(name));
        problems.extend(gone.map(|name| manifest::other_head(name)));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(damaged(problems))
    }
}

/// Every kept file the record speaks of must be in the backup, under its hash.
fn check_attachments(from: &Path) -> Result<(), Failure> {
    let folder = Folder::new(from);
    let reader = SqliteReader::open(&folder.ledger())?;
    let library = Library::over(Arc::new(reader), Files::of(&folder));
    let zone = library.see(&KnownAt::Latest, host::today())?.zone;
    // What was purged is no longer owed; what was attached stands under a sealed hash.
    let hashes = zone.attachments.iter();
    let hashes = hashes.filter_map(|(id, own)| Some((id, library.content(own)?)));
    let missing = hashes.filter(|(_, sha256)| {
        let path = Path::new(FILES).join(&sha256[..sha256.len().min(2)]);
        !from.join(path).join(sha256).exists()
    });
    let problems: Vec<Refusal> = missing
        .map(|(id, sha256)| manifest::no_attachment(&id.to_string(), &sha256))
        .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(damaged(problems))
    }
}

/// Copies the files and hashes each copy.
fn copy(context: &Context, from: &Path, manifest: &Manifest) -> Result<(), Failure> {
    let to = context.folder.path();
    fs::create_dir_all(context.folder.files())
        .map_err(|error| file_fault(&context.folder.files(), &error))?;
    let length = manifest.files.len() as u64;
    let bar = progress::bar(length, &say!(context.lang, "恢复", "restoring"));
    for (name, entry) in &manifest.files {
        let target = to.join(name);
        let failed = |error: std::io::Error| file_fault(&target, &error);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        fs::copy(from.join(name), &target).map_err(failed)?;
        fs::File::open(&target)
            .and_then(|file| file.sync_all())
            .map_err(failed)?;
        if manifest::measure(&target).map_err(failed)? != *entry {
            return Err(failed(std::io::Error::other("the copy differs")));
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

fn damaged(problems: Vec<Refusal>) -> Failure {
    Failure {
        exit: Exit::Damaged,
        problems,
    }
}
