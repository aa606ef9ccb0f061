//! Which part refers to which: the relations beside a part.

use std::collections::HashMap;

use quick_xml::events::Event;

use crate::book::container::Parts;
use crate::book::xml::{attribute, local};
use crate::problem::FileCause;

/// A relation of a part.
pub(super) struct Relation {
    /// Last word of its type: `worksheet`, `drawing`, `image`.
    pub(super) kind: String,
    /// Name of the other part, or an address outside.
    pub(super) target: String,
    /// The target is outside the file.
    pub(super) external: bool,
}

/// Relations by id.
pub(super) type Relations = HashMap<String, Relation>;

/// The relations of a part; none if nothing stands beside it.
pub(super) fn read(parts: &mut Parts<'_>, of: &str) -> Result<Relations, FileCause> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let beside = format!("{folder}/_rels/{file}.rels");
    let mut relations = Relations::new();
    if !parts.has(&beside) {
        return Ok(relations);
    }
    let mut xml = parts.xml(&beside)?;
    loop {
        match xml.next()? {
            Event::Start(start) if local(&start) == "Relationship" => {
                let text = |name| attribute(&start, name).unwrap_or_default();
                let external = text("TargetMode") == "External";
                let kind = text("Type");
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let target = if external {
                    text("Target")
                } else {
                    resolve(folder, &text("Target"))
                };
                relations.insert(
                    text("Id"),
                    Relation {
                        kind,
                        target,
                        external,
                    },
                );
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// The part a relation is to, from the folder of the part that has it.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            part => path.push(part),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_are_found_from_their_folder() {
        assert_eq!(
            resolve("xl/worksheets", "../drawings/d.xml"),
            "xl/drawings/d.xml"
        );
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("xl", "worksheets\\s.xml"), "xl/worksheets/s.xml");
        assert_eq!(resolve("", "../../../etc/passwd"), "etc/passwd");
    }
}
