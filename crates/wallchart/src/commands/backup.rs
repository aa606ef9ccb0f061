//! `backup`: a copy of a zone that is in use, with a manifest of what it must be.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ledger::SqliteReader;
use serde::Serialize;
use zone::Words;

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::{Failure, file_fault};
use crate::lang::say;
use crate::manifest::{self, FILES, FileEntry, HeadEntry, LEDGER, Manifest};
use crate::{output, progress};

const EXAMPLES: &str = "  wallchart backup backups/2026-05-18 --data data/demo
  wallchart restore backups/2026-05-18 --data restored";

/// 备份：服务运行时也可做；一个目录，附清单和链头 | A copy of a zone, in use or not: one folder with a
/// manifest and the heads
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 新目录（不覆盖已有的） | A new folder; nothing is overwritten
    #[arg(value_name = "BACKUP")]
    backup: PathBuf,
}

#[derive(Serialize)]
struct Document<'a> {
    backup: String,
    files: usize,
    bytes: u64,
    heads: &'a BTreeMap<String, HeadEntry>,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let to = &arguments.backup;
    let ledger = context.folder.existing_ledger()?;
    if to.exists() && fs::read_dir(to).map_or(true, |mut inside| inside.next().is_some()) {
        return Err(exists(to));
    }
    let failed = |error: std::io::Error| file_fault(to, &error);
    fs::create_dir_all(to.join(FILES)).map_err(failed)?;
    // The ledger first: a file is kept before the record speaks of it, so that every file the
    // copied record speaks of is there to be copied after it.
    let made = SqliteReader::open(&ledger)?.backup_to(&to.join(LEDGER))?;
    let heads: BTreeMap<String, HeadEntry> = made
        .heads
        .iter()
        .map(|head| {
            let (seq, code) = (head.seq, head.code());
            (head.stream.clone(), HeadEntry { seq, code })
        })
        .collect();
    let mut files = copy_files(context, to)?;
    let measured = manifest::measure(&to.join(LEDGER)).map_err(failed)?;
    files.insert(LEDGER.to_owned(), measured);
    let manifest = Manifest {
        wallchart_backup: manifest::VERSION,
        made_at: jiff::Timestamp::now()
            .strftime("%Y-%m-%dT%H:%M:%SZ")
            .to_string(),
        heads,
        files,
    };
    // Written last: a folder without a manifest is no backup.
    let json = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    output::write(&to.join(manifest::NAME), &json)?;
    Ok(answer(context, to, &manifest))
}

/// Copies the kept files, each of which must still be what its name says.
fn copy_files(context: &Context, to: &Path) -> Result<BTreeMap<String, FileEntry>, Failure> {
    let from = context.folder.files();
    let there = if from.is_dir() {
        manifest::below(&from).map_err(|error| file_fault(&from, &error))?
    } else {
        BTreeMap::new()
    };
    let bar = progress::bar(
        there.len() as u64,
        &say!(context.lang, "复制附件", "copying files"),
    );
    let mut copied = BTreeMap::new();
    for (name, path) in there {
        bar.inc(1);
        let hash = name.rsplit('/').next().unwrap_or_default();
        if hash.len() != 64 {
            // Half a file, on its way to its name.
            continue;
        }
        let target = to.join(FILES).join(&name);
        let failed = |error: std::io::Error| file_fault(&target, &error);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        fs::copy(&path, &target).map_err(failed)?;
        let entry = manifest::measure(&target).map_err(failed)?;
        if entry.sha256 != hash {
            return Err(host::Error::FileChanged {
                sha256: hash.to_owned(),
            }
            .into());
        }
        fs::File::open(&target)
            .and_then(|file| file.sync_all())
            .map_err(failed)?;
        copied.insert(format!("{FILES}/{name}"), entry);
    }
    bar.finish_and_clear();
    Ok(copied)
}

fn answer(context: &Context, to: &Path, manifest: &Manifest) -> Answer {
    let document = Document {
        backup: to.display().to_string(),
        files: manifest.files.len(),
        bytes: manifest.files.values().map(|file| file.bytes).sum(),
        heads: &manifest.heads,
    };
    let Document {
        backup,
        files,
        bytes,
        ..
    } = &document;
    let mut text = say!(
        context.lang,
        "已备份到 {backup}：{files} 个文件，{bytes} 字节\n",
        "backed up to {backup}: {files} files, {bytes} bytes\n"
    );
    text += &heads_text(&manifest.heads);
    text += &say!(
        context.lang,
        "请把上面的链头抄存在别处：恢复时可用 --head 核对",
        "keep these heads elsewhere: `restore --head` compares them"
    );
    Answer::new(text, &document)
}

/// Heads as they are copied by hand.
pub(crate) fn heads_text(heads: &BTreeMap<String, HeadEntry>) -> String {
    let line = |(stream, head): (&String, &HeadEntry)| {
        let HeadEntry { seq, code } = head;
        format!("  {stream}@{seq}:{code}\n")
    };
    heads.iter().map(line).collect()
}

fn exists(path: &Path) -> Failure {
    let path = path.display();
    Failure::refused(
        "backup/exists",
        Words::new(
            format!("备份目标 {path} 已有内容"),
            format!("the backup target {path} is not empty"),
        ),
        Words::new(
            "换一个新目录；备份从不覆盖",
            "name a new folder: a backup never overwrites",
        ),
    )
}
