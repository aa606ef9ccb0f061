//! Parts beside the sheets that speak of cells: comments and their boxes, drawings, charts,
//! tables, pivot tables, defined names. They follow rows that went down.

use super::formula::Shifts;
use super::package::{Package, Relation};
use super::reference::Shift;
use super::xml::{Kind, Splice, Tag, Tags, escaped, unescaped, with_attribute};
use crate::problem::FileCause;

/// Moves everything that hangs on a sheet whose rows went down.
pub(super) fn follow(
    package: &mut Package<'_>,
    sheet_part: &str,
    sheet: &str,
    shifts: &Shifts,
) -> Result<(), FileCause> {
    let Some(shift) = shifts.of(sheet) else {
        return Ok(());
    };
    for Relation { kind, part, .. } in package.relations(sheet_part)? {
        match kind.as_str() {
            "comments" => package.edit(&part, |text| refs(text, "comment", shift))?,
            "threadedComment" => {
                package.edit(&part, |text| refs(text, "threadedComment", shift))?;
            }
            "vmlDrawing" => package.edit(&part, |text| boxes(text, shift))?,
            "drawing" => package.edit(&part, |text| anchors(text, shift))?,
            "table" => package.edit(&part, |text| table(text, sheet, shift, shifts))?,
            "pivotTable" => package.edit(&part, |text| refs(text, "location", shift))?,
            _ => {}
        }
    }
    Ok(())
}

/// Moves what speaks of cells of other parts: charts and sources of pivot tables.
pub(super) fn follow_everywhere(
    package: &mut Package<'_>,
    shifts: &Shifts,
) -> Result<(), FileCause> {
    for name in package.names() {
        if name.starts_with("xl/charts/") && name.ends_with(".xml") {
            package.edit(&name, |text| formulas(text, "f", shifts))?;
        } else if name.starts_with("xl/pivotCache/pivotCacheDefinition") {
            package.edit(&name, |text| sources(text, shifts))?;
        }
    }
    Ok(())
}

/// Defined names of the workbook, print areas among them.
pub(super) fn names(text: &str, shifts: &Shifts) -> String {
    formulas(text, "definedName", shifts)
}

fn each_tag(text: &str, mut change: impl FnMut(&Tag<'_>) -> Option<String>) -> String {
    let mut out = Splice::new(text);
    for tag in Tags::new(text).filter(|tag| tag.kind != Kind::End) {
        if let Some(new) = change(&tag) {
            out.tag(&tag, &new);
        }
    }
    out.done()
}

/// The attribute `ref` of each element of a name.
fn refs(text: &str, element: &str, shift: &Shift) -> String {
    each_tag(text, |tag| {
        let range = tag.raw_attribute("ref")?;
        let moves = tag.local() == element;
        moves.then(|| with_attribute(tag.raw, "ref", &shift.range(range, false)))
    })
}

/// Formulas that are the text of each element of a name.
fn formulas(text: &str, element: &str, shifts: &Shifts) -> String {
    each_text(text, |tag, own| {
        let moves = tag.local() == element;
        moves.then(|| escaped(&shifts.formula(&unescaped(own), "", None)))
    })
}

fn each_text(text: &str, mut change: impl FnMut(&Tag<'_>, &str) -> Option<String>) -> String {
    let mut out = Splice::new(text);
    for tag in Tags::new(text).filter(|tag| tag.kind == Kind::Start) {
        let Some(close) = text[tag.end()..].find('<').map(|at| tag.end() + at) else {
            break;
        };
        let own = &text[tag.end()..close];
        if let Some(new) = change(&tag, own)
            && new != own
        {
            out.replace(tag.end()..close, &new);
        }
    }
    out.done()
}

/// Boxes of comments: `x:Row` is the cell's row, `x:Anchor` the place of the box.
fn boxes(text: &str, shift: &Shift) -> String {
    each_text(text, |tag, own| match tag.local() {
        "Row" => {
            let row: u32 = own.trim().parse().ok()?;
            Some(shift.row(row).to_string())
        }
        "Anchor" => {
            let mut numbers: Vec<String> = own.split(',').map(|n| n.trim().to_owned()).collect();
            for at in [2, 6] {
                let number = numbers.get_mut(at)?;
                let row: u32 = number.parse().ok()?;
                *number = shift.row(row).to_string();
            }
            Some(numbers.join(", "))
        }
        _ => None,
    })
}

/// Drawings: the rows between which each stands.
fn anchors(text: &str, shift: &Shift) -> String {
    each_text(text, |tag, own| {
        let row: u32 = own.trim().parse().ok()?;
        (tag.local() == "row").then(|| shift.row(row).to_string())
    })
}

fn table(text: &str, sheet: &str, shift: &Shift, shifts: &Shifts) -> String {
    let moved = each_tag(text, |tag| {
        let range = tag.raw_attribute("ref")?;
        Some(with_attribute(tag.raw, "ref", &shift.range(range, true)))
    });
    each_text(&moved, |tag, own| {
        let is_formula = matches!(tag.local(), "calculatedColumnFormula" | "totalsRowFormula");
        is_formula.then(|| escaped(&shifts.formula(&unescaped(own), sheet, None)))
    })
}

fn sources(text: &str, shifts: &Shifts) -> String {
    each_tag(text, |tag| {
        if tag.local() != "worksheetSource" {
            return None;
        }
        let shift = shifts.of(&tag.attribute("sheet")?)?;
        let range = tag.raw_attribute("ref")?;
        Some(with_attribute(tag.raw, "ref", &shift.range(range, true)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_anchors_go_down() {
        let shift = Shift::new(vec![(4, 2)]);
        let vml = "<x:ClientData><x:Anchor>\n 3, 15, 5, 2, 5, 31, 9, 1</x:Anchor><x:Row>6</x:Row>\
                   <x:Column>6</x:Column></x:ClientData>";
        assert_eq!(
            boxes(vml, &shift),
            "<x:ClientData><x:Anchor>3, 15, 7, 2, 5, 31, 11, 1</x:Anchor><x:Row>8</x:Row>\
             <x:Column>6</x:Column></x:ClientData>"
        );
        let drawing = "<xdr:from><xdr:col>9</xdr:col><xdr:row>9</xdr:row></xdr:from>";
        assert!(anchors(drawing, &shift).contains("<xdr:col>9</xdr:col><xdr:row>11</xdr:row>"));
    }
}
