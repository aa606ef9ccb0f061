//! Texts from files: what the verbs about minutes read.

use std::path::Path;

use zone::Words;

use crate::failure::{Failure, file_fault};
use crate::spreadsheet;

/// The text of a document; a mark of its byte order stays, so that a whole text stays as it is.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| file_fault(path, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let text = exchange::book::prose(&name, &bytes).map_err(|problems| {
        let refusals = problems.iter().map(spreadsheet::refusal);
        Failure::from(refusals.collect::<Vec<_>>())
    })?;
    let marked = bytes.starts_with("\u{feff}".as_bytes());
    Ok(if marked {
        format!("\u{feff}{text}")
    } else {
        text
    })
}

/// A text longer than is looked through.
pub(crate) fn too_long(long: minutes::TooLong) -> Failure {
    let (chars, max) = (long.chars, minutes::limits::TEXT_CHARS_MAX);
    Failure::refused(
        "cli/text-too-long",
        Words::new(
            format!("文稿有 {chars} 字，超过 {max} 字"),
            format!("the text has {chars} characters, more than {max}"),
        ),
        Words::new("分成几份再处理", "cut it into several"),
    )
}
