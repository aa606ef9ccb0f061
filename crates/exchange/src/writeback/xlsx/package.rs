//! The container of a workbook: parts read, parts replaced, all others copied as they are packed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::xml::Tags;
use crate::problem::FileCause;

/// A container with what is to become of its parts.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// New content of parts; `None` for parts to leave out.
    changes: BTreeMap<String, Option<Vec<u8>>>,
}

fn damaged(error: impl std::fmt::Display) -> FileCause {
    FileCause::Damaged(error.to_string())
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, FileCause> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        Ok(Package {
            archive,
            changes: BTreeMap::new(),
        })
    }

    /// Names of all parts.
    pub(super) fn names(&self) -> Vec<String> {
        let names = self.archive.file_names();
        names.flatten().map(|name| name.to_string()).collect()
    }

    /// The text of a part, with changes made so far.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, FileCause> {
        if let Some(changed) = self.changes.get(name) {
            let text = changed.clone().map(String::from_utf8).transpose();
            return text.map_err(damaged);
        }
        let mut text = String::new();
        match self.archive.by_name(name) {
            Ok(mut part) => part.read_to_string(&mut text).map_err(damaged)?,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(error)),
        };
        Ok(Some(text))
    }

    /// A part that has to be there.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, FileCause> {
        let text = self.text(name)?;
        text.ok_or_else(|| FileCause::Damaged(format!("{name}: missing")))
    }

    pub(super) fn put(&mut self, name: &str, text: String) {
        self.changes
            .insert(name.to_owned(), Some(text.into_bytes()));
    }

    pub(super) fn remove(&mut self, name: &str) {
        self.changes.insert(name.to_owned(), None);
    }

    /// Changes the text of a part, if it is there.
    pub(super) fn edit(
        &mut self,
        name: &str,
        change: impl FnOnce(&str) -> String,
    ) -> Result<(), FileCause> {
        if let Some(old) = self.text(name)? {
            let new = change(&old);
            if new != old {
                self.put(name, new);
            }
        }
        Ok(())
    }

    /// The container with its changes: untouched parts keep their bytes as packed, their order
    /// and their times.
    pub(super) fn done(mut self) -> Result<Vec<u8>, FileCause> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let part = self.archive.by_index_raw(index).map_err(damaged)?;
            let name = part.name().map_err(damaged)?.into_owned();
            let Some(change) = self.changes.remove(&name) else {
                out.raw_copy_file(part).map_err(damaged)?;
                continue;
            };
            let Some(content) = change else { continue };
            let mut options = SimpleFileOptions::default();
            if let Some(time) = part.last_modified() {
                options = options.last_modified_time(time);
            }
            drop(part);
            out.start_file(name, options).map_err(damaged)?;
            out.write_all(&content).map_err(damaged)?;
        }
        for (name, content) in std::mem::take(&mut self.changes) {
            let Some(content) = content else { continue };
            let options = SimpleFileOptions::default();
            out.start_file(name, options).map_err(damaged)?;
            out.write_all(&content).map_err(damaged)?;
        }
        Ok(out.finish().map_err(damaged)?.into_inner())
    }

    /// What a part's relations lead to: id, kind (last word of its type), part.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, FileCause> {
        let Some(text) = self.text(&relations_of(part))? else {
            return Ok(Vec::new());
        };
        let mut out = Vec::new();
        for tag in Tags::new(&text).filter(|tag| tag.local() == "Relationship") {
            let external = tag.raw_attribute("TargetMode") == Some("External");
            let (Some(id), Some(kind), Some(target)) = (
                tag.attribute("Id"),
                tag.attribute("Type"),
                tag.attribute("Target"),
            ) else {
                continue;
            };
            if !external {
                out.push(Relation {
                    id: id.into_owned(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    part: resolved(part, &target),
                });
            }
        }
        Ok(out)
    }
}

/// A relation of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) part: String,
}

/// The part that holds the relations of a part.
pub(super) fn relations_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    if folder.is_empty() {
        format!("_rels/{name}.rels")
    } else {
        format!("{folder}/_rels/{name}.rels")
    }
}

/// A target as the name of a part.
fn resolved(part: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folders: Vec<&str> = part.split('/').collect();
    folders.pop();
    for piece in target.split('/') {
        match piece {
            ".." => {
                folders.pop();
            }
            "." | "" => {}
            name => folders.push(name),
        }
    }
    folders.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_lead_to_parts() {
        let sheet = "xl/worksheets/sheet1.xml";
        assert_eq!(resolved(sheet, "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolved(sheet, "/xl/drawings/a.xml"), "xl/drawings/a.xml");
        assert_eq!(
            resolved("xl/workbook.xml", "worksheets/s.xml"),
            "xl/worksheets/s.xml"
        );
        assert_eq!(relations_of(sheet), "xl/worksheets/_rels/sheet1.xml.rels");
        assert_eq!(relations_of(""), "_rels/.rels");
    }
}
