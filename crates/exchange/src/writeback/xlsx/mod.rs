//! Writing into an xlsx workbook by patching its XML.
//!
//! Promises: parts that are not touched are copied as they are packed; in a part that is, only
//! what changes is written anew. Formulas, formats, names, comments and drawings follow rows that
//! go down. Texts are written into their cells; the table of shared texts is left alone.

mod cell;
mod compute;
mod formula;
mod furniture;
mod package;
mod parts;
mod reference;
mod sheet;
mod styles;
mod xml;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use self::cell::Cached;
use self::formula::Shifts;
use self::package::{Package, relations_of};
use self::reference::Shift;
use self::sheet::{Scan, SheetJob};
use self::styles::Styles;
use self::xml::{Kind, Splice, Tags, with_attribute};
use super::edit::{NewCell, SheetEdits};
use crate::book::Book;
use crate::problem::FileCause;

pub(super) use self::reference::SHEET_ROWS;

/// A workbook to be written into.
pub(super) struct Workbook<'a> {
    package: Package<'a>,
    part: String,
    sheets: Vec<SheetPart>,
    epoch_1904: bool,
}

struct SheetPart {
    name: String,
    part: String,
    text: String,
    scan: Scan,
}

impl<'a> Workbook<'a> {
    /// Opens a workbook that was read before, so that its container is known to be harmless.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Workbook<'a>, FileCause> {
        let mut package = Package::open(bytes)?;
        let relations = package.relations("")?;
        let office = relations.iter().find(|own| own.kind == "officeDocument");
        let part = office.map_or("xl/workbook.xml".to_owned(), |own| own.part.clone());
        let text = package.needed(&part)?;
        let relations = package.relations(&part)?;
        let mut sheets = Vec::new();
        let mut epoch_1904 = false;
        for tag in Tags::new(&text).filter(|tag| tag.kind != Kind::End) {
            match tag.local() {
                "workbookPr" => {
                    let date = tag.raw_attribute("date1904");
                    epoch_1904 = matches!(date, Some("1" | "true"));
                }
                "sheet" => {
                    let id = attribute_ending(&tag, "id");
                    let own = relations.iter().find(|own| Some(&*own.id) == id.as_deref());
                    let (Some(name), Some(own)) = (tag.attribute("name"), own) else {
                        continue;
                    };
                    if own.kind != "worksheet" {
                        continue;
                    }
                    let text = package.needed(&own.part)?;
                    let scan = if text.contains("<f") || text.contains(":f") {
                        Scan::of(&text, |_, _| false)
                    } else {
                        Scan::default()
                    };
                    sheets.push(SheetPart {
                        name: name.into_owned(),
                        part: own.part.clone(),
                        text,
                        scan,
                    });
                }
                _ => {}
            }
        }
        Ok(Workbook {
            package,
            part,
            sheets,
            epoch_1904,
        })
    }

    /// Whether a formula decides what stands in a cell.
    pub(super) fn is_computed(&self, sheet: &str, row: u32, column: u16) -> bool {
        let sheet = self.sheets.iter().find(|own| own.name == sheet);
        sheet.is_some_and(|own| own.scan.is_computed(row, column))
    }

    /// The workbook with its edits, by name of sheet. `book` is the workbook as it was read.
    pub(super) fn write(
        mut self,
        book: &Book,
        edits: &HashMap<String, SheetEdits>,
    ) -> Result<Vec<u8>, FileCause> {
        let shifts = shifts(edits);
        let styles = self.styles_part()?;
        let mut all_styles = match &styles {
            Some(part) => Styles::read(self.package.needed(part)?),
            None => Styles::default(),
        };
        for sheet in &mut self.sheets {
            if let Some(edits) = edits.get(&sheet.name) {
                let wanted = formats_wanted(edits);
                if !wanted.is_empty() {
                    let looked =
                        Scan::of(&sheet.text, |row, column| wanted.contains(&(row, column)));
                    sheet.scan.styles = looked.styles;
                }
            }
        }
        let part = self.part.clone();
        let names = defined_names(&parts::names(&self.package.needed(&part)?, &shifts));
        let computed = self.computed(book, edits, &shifts, &names);
        let nothing = SheetEdits::default();
        let no_shift = Shift::default();
        for (index, sheet) in self.sheets.iter().enumerate() {
            let edits = edits.get(&sheet.name).unwrap_or(&nothing);
            let values = &computed[index];
            if edits.is_nothing() && shifts.is_nothing() && values.old.is_empty() {
                continue;
            }
            let job = SheetJob {
                name: &sheet.name,
                edits,
                scan: &sheet.scan,
                shift: shifts.of(&sheet.name).unwrap_or(&no_shift),
                shifts: &shifts,
                cached: &values.old,
                cached_new: &values.new,
                epoch_1904: self.epoch_1904,
            };
            let new = job.write(&sheet.text, &mut all_styles);
            if new != sheet.text {
                self.package.put(&sheet.part, new);
            }
        }
        if let (Some(part), Some(text)) = (&styles, all_styles.done()) {
            self.package.put(part, text);
        }
        if !shifts.is_nothing() {
            for sheet in &self.sheets {
                parts::follow(&mut self.package, &sheet.part, &sheet.name, &shifts)?;
            }
            parts::follow_everywhere(&mut self.package, &shifts)?;
            self.forget_order()?;
        }
        let has_formulas = self.sheets.iter().any(|own| !own.scan.formulas.is_empty());
        self.package.edit(&part, |text| {
            let text = parts::names(text, &shifts);
            if has_formulas {
                computing_on_load(&text)
            } else {
                text
            }
        })?;
        self.package.done()
    }

    fn styles_part(&mut self) -> Result<Option<String>, FileCause> {
        let part = self.part.clone();
        let relations = self.package.relations(&part)?;
        let own = relations.into_iter().find(|own| own.kind == "styles");
        Ok(own.map(|own| own.part))
    }

    fn computed(
        &self,
        book: &Book,
        edits: &HashMap<String, SheetEdits>,
        shifts: &Shifts,
        names: &HashMap<String, String>,
    ) -> Vec<Values> {
        let sheets: Vec<compute::SheetFormulas<'_>> = self
            .sheets
            .iter()
            .map(|own| compute::SheetFormulas {
                name: &own.name,
                formulas: &own.scan.formulas,
                cells: book.sheets.iter().find(|sheet| *sheet.name == *own.name),
                edits: edits.get(&own.name),
            })
            .collect();
        compute::anew(&sheets, shifts, names, self.epoch_1904)
    }

    /// The order in which formulas were computed names cells; without it, it is found anew.
    fn forget_order(&mut self) -> Result<(), FileCause> {
        let part = self.part.clone();
        let relations = self.package.relations(&part)?;
        let Some(chain) = relations.into_iter().find(|own| own.kind == "calcChain") else {
            return Ok(());
        };
        self.package.remove(&chain.part);
        let id = chain.id.clone();
        self.package.edit(&relations_of(&part), |text| {
            without(text, "Relationship", |tag| {
                tag.attribute("Id").is_some_and(|own| own == id)
            })
        })?;
        let name = format!("/{}", chain.part);
        self.package.edit("[Content_Types].xml", |text| {
            without(text, "Override", |tag| {
                tag.attribute("PartName").is_some_and(|own| own == name)
            })
        })
    }
}

/// Values of formulas of a sheet, computed anew.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// By cell as it was.
    old: HashMap<(u32, u16), Cached>,
    /// In new rows: row above, how many rows below it, column.
    new: HashMap<(u32, u32, u16), Cached>,
}

fn shifts(edits: &HashMap<String, SheetEdits>) -> Shifts {
    let mut out = HashMap::new();
    for (sheet, edits) in edits {
        let counts = edits.inserts.iter().map(|insert| {
            let count = u32::try_from(insert.rows.len()).unwrap_or(u32::MAX);
            (insert.after, count)
        });
        let shift = Shift::new(counts.collect());
        if !shift.is_nothing() {
            out.insert(sheet.to_lowercase(), shift);
        }
    }
    Shifts(out)
}

/// Cells whose formats show how dates are shown.
fn formats_wanted(edits: &SheetEdits) -> BTreeSet<(u32, u16)> {
    let new = edits
        .inserts
        .iter()
        .flat_map(|insert| &insert.rows)
        .flat_map(BTreeMap::values);
    let all = edits.cells.values().chain(new);
    all.filter_map(|cell| match cell {
        NewCell::Day { like, .. } => *like,
        _ => None,
    })
    .collect()
}

/// Defined names, in lower case, with what they stand for.
fn defined_names(text: &str) -> HashMap<String, String> {
    let mut out = HashMap::new();
    for tag in Tags::new(text).filter(|tag| tag.local() == "definedName") {
        if tag.kind != Kind::Start {
            continue;
        }
        let rest = &text[tag.end()..];
        let own = &rest[..rest.find('<').unwrap_or(rest.len())];
        if let Some(name) = tag.attribute("name") {
            out.insert(name.to_lowercase(), xml::unescaped(own).into_owned());
        }
    }
    out
}

/// The attribute whose name ends so, whatever its prefix: `r:id`.
fn attribute_ending(tag: &xml::Tag<'_>, name: &str) -> Option<String> {
    let prefixed = ["r:", "rel:", "ns0:", "d3p1:", "relationships:"];
    let known = prefixed
        .iter()
        .find_map(|prefix| tag.attribute(&format!("{prefix}{name}")));
    let found = known.or_else(|| {
        let at = tag.raw.find(&format!(":{name}="))?;
        let start = tag.raw[..at].rfind(' ')? + 1;
        tag.attribute(&tag.raw[start..at + 1 + name.len()])
    });
    found.map(std::borrow::Cow::into_owned)
}

/// A text without the empty elements of a name that fit.
fn without(text: &str, element: &str, fits: impl Fn(&xml::Tag<'_>) -> bool) -> String {
    let mut out = Splice::new(text);
    for tag in Tags::new(text) {
        if tag.local() == element && tag.kind == Kind::Empty && fits(&tag) {
            out.replace(tag.at..tag.end(), "");
        }
    }
    out.done()
}

/// The workbook part, asking whoever opens the file to compute all formulas.
fn computing_on_load(text: &str) -> String {
    const BEFORE: [&str; 5] = [
        "sheets",
        "functionGroups",
        "externalReferences",
        "definedNames",
        "calcPr",
    ];
    let mut out = Splice::new(text);
    let mut place = None;
    for tag in Tags::new(text) {
        if !BEFORE.contains(&tag.local()) {
            continue;
        }
        if tag.local() == "calcPr" {
            if tag.kind != Kind::End {
                out.tag(&tag, &with_attribute(tag.raw, "fullCalcOnLoad", "1"));
            }
            return out.done();
        }
        if tag.kind != Kind::Start {
            place = Some((tag.end(), tag.prefix()));
        }
    }
    if let Some((at, p)) = place {
        out.replace(at..at, &format!("<{p}calcPr fullCalcOnLoad=\"1\"/>"));
    }
    out.done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_computed_by_whoever_opens_the_file() {
        let text = "<workbook><sheets><sheet/></sheets><definedNames/><extLst/></workbook>";
        assert_eq!(
            computing_on_load(text),
            "<workbook><sheets><sheet/></sheets><definedNames/>\
             <calcPr fullCalcOnLoad=\"1\"/><extLst/></workbook>"
        );
        let text = "<x:workbook><x:sheets/><x:calcPr calcId=\"1\"/></x:workbook>";
        assert_eq!(
            computing_on_load(text),
            "<x:workbook><x:sheets/><x:calcPr calcId=\"1\" fullCalcOnLoad=\"1\"/></x:workbook>"
        );
    }
}
