//! Pictures: those that lie on a sheet, and those that WPS puts into cells.

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::Event;

use super::rels::{self, Relations};
use crate::book::container::Parts;
use crate::book::picture::{self, Media};
use crate::book::xml::{attribute, local};
use crate::book::{Picture, Sheet};
use crate::limits;
use crate::problem::FileCause;

/// A picture as a part mentions it: id of the relation, and what it is called.
#[derive(Default)]
struct Mention {
    name: String,
    id: Option<String>,
}

/// Pictures that WPS keeps for cells, by their id.
#[derive(Default)]
pub(super) struct CellPictures(HashMap<String, (Media, Arc<str>)>);

/// Adds the pictures of a drawing to its sheet.
pub(super) fn read(
    parts: &mut Parts<'_>,
    part: &str,
    media: &mut MediaCache,
    sheet: &mut Sheet,
) -> Result<(), FileCause> {
    let relations = rels::read(parts, part)?;
    for (mention, corners) in mentions(parts, part)? {
        let (Some(from), Some(id)) = (corners.from, &mention.id) else {
            continue;
        };
        let Some(media) = media.get(parts, &relations, id)? else {
            continue;
        };
        sheet.pictures.push(Picture {
            to: corners.to,
            in_cell: false,
            ..media.picture(from, Arc::from(mention.name))
        });
    }
    sheet
        .pictures
        .sort_by_key(|picture| (picture.row, picture.column));
    Ok(())
}

#[derive(Default, Clone, Copy)]
struct Corners {
    from: Option<(u32, u16)>,
    to: Option<(u32, u16)>,
}

fn mentions(parts: &mut Parts<'_>, part: &str) -> Result<Vec<(Mention, Corners)>, FileCause> {
    let mut all = Vec::new();
    let (mut corners, mut mention) = (Corners::default(), Mention::default());
    let (mut row, mut column) = (None::<u32>, None::<u16>);
    let mut xml = parts.xml(part)?;
    let mut text = String::new();
    loop {
        let mut is_row = None;
        match xml.next()? {
            Event::Start(start) => match local(&start) {
                "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                    corners = Corners::default();
                }
                "row" => is_row = Some(true),
                "col" => is_row = Some(false),
                "pic" | "cellImage" => mention = Mention::default(),
                "cNvPr" => mention.name = called(&start),
                "blip" => mention.id = attribute(&start, "embed"),
                _ => {}
            },
            Event::End(end) => match end.local_name().into_inner() {
                "from" => corners.from = row.take().zip(column.take()),
                "to" => corners.to = row.take().zip(column.take()),
                "pic" if all.len() >= limits::PICTURES_MAX => {
                    return Err(FileCause::TooManyPictures);
                }
                "pic" => all.push((std::mem::take(&mut mention), corners)),
                _ => {}
            },
            Event::Eof => return Ok(all),
            _ => {}
        }
        if let Some(is_row) = is_row {
            text.clear();
            xml.text(&mut text, &[])?;
            if is_row {
                row = text.trim().parse().ok();
            } else {
                column = text.trim().parse().ok();
            }
        }
    }
}

/// What a picture is called, or else described as.
fn called(start: &quick_xml::events::BytesStart<'_>) -> String {
    let described = attribute(start, "descr").filter(|text| !text.trim().is_empty());
    described
        .or_else(|| attribute(start, "name"))
        .unwrap_or_default()
}

impl CellPictures {
    /// Reads the part in which WPS keeps them.
    pub(super) fn read(
        parts: &mut Parts<'_>,
        part: &str,
        media: &mut MediaCache,
    ) -> Result<Self, FileCause> {
        let relations = rels::read(parts, part)?;
        let mut pictures = HashMap::new();
        let mut named = (String::new(), String::new());
        let mut found = Vec::new();
        let mut xml = parts.xml(part)?;
        loop {
            match xml.next()? {
                Event::Start(start) => match local(&start) {
                    "cNvPr" => {
                        let id = attribute(&start, "name").unwrap_or_default();
                        named = (id, attribute(&start, "descr").unwrap_or_default());
                    }
                    "blip" if found.len() >= limits::PICTURES_MAX => {
                        return Err(FileCause::TooManyPictures);
                    }
                    "blip" => {
                        if let Some(id) = attribute(&start, "embed") {
                            found.push((std::mem::take(&mut named), id));
                        }
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        drop(xml);
        for ((name, described), id) in found {
            if let Some(media) = media.get(parts, &relations, &id)? {
                pictures.insert(name, (media, Arc::from(described)));
            }
        }
        Ok(CellPictures(pictures))
    }

    /// The picture that a cell shows.
    pub(super) fn show(&self, id: &str, row: u32, column: u32) -> Option<Picture> {
        let (media, described) = self.0.get(id)?;
        let at = (row, u16::try_from(column).ok()?);
        Some(Picture {
            to: Some(at),
            in_cell: true,
            ..media.picture(at, Arc::clone(described))
        })
    }
}

/// Pictures unpacked so far, by part: one that is shown many times is kept once.
#[derive(Default)]
pub(super) struct MediaCache(HashMap<String, Media>);

impl MediaCache {
    fn get(
        &mut self,
        parts: &mut Parts<'_>,
        relations: &Relations,
        id: &str,
    ) -> Result<Option<Media>, FileCause> {
        let Some(relation) = relations.get(id) else {
            return Ok(None);
        };
        if relation.external || !parts.has(&relation.target) {
            return Ok(None);
        }
        if let Some(known) = self.0.get(&relation.target) {
            return Ok(Some(known.clone()));
        }
        let media = picture::Media::new(parts.bytes(&relation.target)?);
        self.0.insert(relation.target.clone(), media.clone());
        Ok(Some(media))
    }
}
