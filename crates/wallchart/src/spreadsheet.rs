//! From a file on disk to a preview: reading, mapping, comparing with the zone.

use std::path::{Path, PathBuf};

use exchange::mapping::Mapping;
use exchange::preview::{Answers, Asking, Preview, preview_with};
use exchange::{Book, Problem, rows};
use jiff::civil::Date;
use zone::{Place, Refusal, Texts, Words, Zone};

use crate::failure::{Failure, file_fault};

/// How a file is to be read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wishes {
    /// A mapping corrected by hand.
    pub(crate) map: Option<PathBuf>,
    /// Only this sheet.
    pub(crate) sheet: Option<String>,
    /// Units nobody knows are created.
    pub(crate) create_missing: bool,
    /// The date from which its figures hold.
    pub(crate) as_of: Option<Date>,
    /// The mark set after it, with `{date}` for the date.
    pub(crate) mark: Option<String>,
    /// The outside system it comes from; empty for the office's own ledger.
    pub(crate) source: Option<String>,
}

/// A file read into memory.
pub(crate) struct SourceFile {
    /// Its bytes, to be kept.
    pub(crate) bytes: Vec<u8>,
    /// Its sheets.
    pub(crate) book: Book,
}

impl SourceFile {
    /// Reads a file from disk.
    pub(crate) fn read(path: &Path) -> Result<SourceFile, Failure> {
        let bytes = std::fs::read(path).map_err(|error| file_fault(path, &error))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        SourceFile::of(&name, bytes)
    }

    /// A file of that name with these bytes.
    pub(crate) fn of(name: &str, bytes: Vec<u8>) -> Result<SourceFile, Failure> {
        let book = exchange::book::read(name, &bytes).map_err(|found| refused(&found))?;
        Ok(SourceFile { bytes, book })
    }

    /// The mapping to read it by: given, else remembered for its layout, else guessed.
    pub(crate) fn mapping(
        &self,
        zone: &Zone,
        texts: &dyn Texts,
        wishes: &Wishes,
    ) -> Result<Mapping, Failure> {
        let mut mapping = match &wishes.map {
            Some(path) => given(path)?,
            None => self.remembered(zone, texts)?,
        };
        if let Some(sheet) = &wishes.sheet {
            self.only(&mut mapping, sheet)?;
        }
        let options = &mut mapping.options;
        options.create_missing |= wishes.create_missing;
        options.effective_on = wishes.as_of.or(options.effective_on);
        if wishes.mark.is_some() {
            options.mark.clone_from(&wishes.mark);
        }
        if let Some(source) = &wishes.source {
            options.source = Some(source.clone()).filter(|key| !key.is_empty());
        }
        Ok(mapping)
    }

    fn remembered(&self, zone: &Zone, texts: &dyn Texts) -> Result<Mapping, Failure> {
        let proposal = Mapping::propose(zone, texts, &self.book);
        let mut mapping = proposal.map_err(|found| refused(&found))?.mapping;
        // The mark of the last file is not that of this one.
        mapping.options.mark = None;
        Ok(mapping)
    }

    fn only(&self, mapping: &mut Mapping, sheet: &str) -> Result<(), Failure> {
        for own in &mut mapping.sheets {
            if own.also.iter().any(|also| also == sheet) {
                sheet.clone_into(&mut own.sheet);
            }
            own.also.clear();
        }
        mapping.sheets.retain(|own| own.sheet == sheet);
        if !mapping.sheets.is_empty() {
            return Ok(());
        }
        let names: Vec<&str> = self.book.sheets.iter().map(|own| &*own.name).collect();
        let (file, names) = (&self.book.file_name, names.join("、"));
        Err(Failure::refused(
            "cli/no-such-sheet",
            Words::new(
                format!("{file} 中没有可导入的工作表“{sheet}”"),
                format!("{file} has no sheet {sheet:?} with a table"),
            ),
            Words::new(
                format!("工作表有：{names}"),
                format!("its sheets are: {names}"),
            ),
        ))
    }

    /// Its bytes, and what importing it would do. Its cells are given up on the way: once the rows
    /// are read nobody asks for them, and of a large file they are most of the memory.
    pub(crate) fn preview(
        self,
        zone: &Zone,
        texts: &dyn Texts,
        mapping: &Mapping,
        answers: &Answers,
        today: Date,
    ) -> Result<(Vec<u8>, Preview), Failure> {
        let SourceFile { bytes, book } = self;
        let rows = rows::read(&book, mapping).map_err(|found| refused(&found))?;
        drop(book);
        let asking = Asking {
            true_on: today,
            today,
            answers,
            published: false,
        };
        Ok((bytes, preview_with(zone, texts, &rows, &asking)))
    }
}

fn given(path: &Path) -> Result<Mapping, Failure> {
    let json = std::fs::read(path).map_err(|error| file_fault(path, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Mapping::from_json(&name, &String::from_utf8_lossy(&json)).map_err(|found| refused(&[found]))
}

/// Problems of a file as a failure.
pub(crate) fn refused(problems: &[Problem]) -> Failure {
    problems.iter().map(refusal).collect::<Vec<_>>().into()
}

/// A problem of a file in the shape that refusals have everywhere.
pub(crate) fn refusal(problem: &Problem) -> Refusal {
    let told = problem.told();
    let mut refusal = Refusal::new(told.code, told.what, told.remedy);
    refusal.place = Some(Box::new(Place {
        file: Some(problem.place.file.to_string()),
        sheet: problem.place.sheet.as_ref().map(ToString::to_string),
        cell: problem.place.cell_name(),
        field: None,
        ..Place::default()
    }));
    refusal
}
