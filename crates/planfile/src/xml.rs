//! XML as records: elements at a given depth become small trees, what lies above is walked past.
//!
//! Promises: no document type definition is read (so nothing expands), depth and the size of a
//! record are limited, and a file that ends inside an element is cut off. Names are taken without
//! their prefix.

use crate::limits::{DEPTH_MAX, RECORD_NODES_MAX};
use crate::problem::{Place, Problem, Refusal};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// An element.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) children: Vec<Node>,
    pub(crate) line: u32,
}

impl Node {
    /// The first child of that name.
    pub(crate) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of that name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of a child; empty if there is none.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| child.text.trim())
    }

    /// An attribute; empty if there is none.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value.trim())
    }
}

/// Walks a file. Every element at `depth` (the root is 1), and every childless one above it, is
/// handed over with the names of those around it.
pub(crate) fn walk(
    text: &str,
    depth: usize,
    mut take: impl FnMut(&[String], Node),
) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut lines = Lines {
        text,
        at: 0,
        line: 1,
    };
    let mut walker = Walker {
        depth,
        ..Walker::default()
    };
    loop {
        let event = reader.read_event();
        let line = lines.at(reader.buffer_position() as usize);
        let event = match event {
            Ok(event) => event,
            Err(error) => return Err(broken(line, &walker, &error).into()),
        };
        match event {
            Event::DocType(_) => return Err(doctype(line).into()),
            Event::Start(start) => walker.open(element(&start, line)?)?,
            Event::Empty(start) => {
                walker.open(element(&start, line)?)?;
                walker.close(&mut take);
            }
            Event::End(_) => walker.close(&mut take),
            Event::Text(text) => walker.add(&text),
            Event::CData(text) => walker.add(&text),
            Event::GeneralRef(reference) => match character(&reference) {
                Some(text) => walker.add(&text),
                None => return Err(entity(line).into()),
            },
            Event::Eof => break,
            _ => (),
        }
    }
    if !walker.seen_root || !walker.open.is_empty() || !walker.outside.is_empty() {
        return Err(Problem::cut_off(Place::line(lines.at(text.len()))).into());
    }
    Ok(())
}

#[derive(Default)]
struct Walker {
    depth: usize,
    /// Names of the elements open above the record.
    outside: Vec<String>,
    /// Elements open within the record, or the last one above it that may turn out childless.
    open: Vec<Node>,
    /// Elements of the record so far.
    nodes: usize,
    seen_root: bool,
}

impl Walker {
    fn open(&mut self, node: Node) -> Result<(), Refusal> {
        self.seen_root = true;
        count(&mut self.nodes, node.line)?;
        // Only inside a record do elements nest; above it the parent goes outside.
        if self.open.len() == 1 && self.outside.len() + 1 < self.depth {
            self.outside
                .extend(self.open.drain(..).map(|node| node.name));
        }
        let line = node.line;
        self.open.push(node);
        if self.open.len() + self.outside.len() > DEPTH_MAX {
            return Err(too_deep(line).into());
        }
        Ok(())
    }

    fn close(&mut self, take: &mut impl FnMut(&[String], Node)) {
        match (self.open.pop(), self.open.last_mut()) {
            (None, _) => {
                self.outside.pop();
            }
            (Some(node), Some(parent)) => parent.children.push(node),
            (Some(node), None) => {
                self.nodes = 0;
                take(&self.outside, node);
            }
        }
    }

    fn add(&mut self, text: &str) {
        if let Some(node) = self.open.last_mut() {
            node.text.push_str(text);
        }
    }
}

fn count(nodes: &mut usize, line: u32) -> Result<(), Refusal> {
    *nodes += 1;
    if *nodes > RECORD_NODES_MAX {
        let what = ("一条记录的元素数", "elements in a record");
        let place = Place::line(line);
        return Err(Problem::too_large(place, what.0, what.1, RECORD_NODES_MAX).into());
    }
    Ok(())
}

fn element(start: &BytesStart<'_>, line: u32) -> Result<Node, Refusal> {
    let name = AsRef::<str>::as_ref(&start.local_name()).to_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let bad = |text: &str| -> Refusal {
            let place = Place::at(line, name.clone());
            Problem::unreadable(place, text, "属性", "an attribute").into()
        };
        let attribute = attribute.map_err(|error| bad(&error.to_string()))?;
        let key = AsRef::<str>::as_ref(&attribute.key.local_name()).to_owned();
        let raw = attribute.value.to_string();
        let value = quick_xml::escape::unescape(&raw).map_err(|_| bad(&raw))?;
        attributes.push((key, value.into_owned()));
    }
    Ok(Node {
        name,
        attributes,
        line,
        ..Node::default()
    })
}

/// A character reference or one of the five entities every file may use.
fn character(reference: &BytesRef<'_>) -> Option<String> {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return Some(letter.to_string());
    }
    quick_xml::escape::resolve_predefined_entity(reference).map(str::to_owned)
}

fn broken(line: u32, walker: &Walker, error: &quick_xml::Error) -> Problem {
    let (open, names) = (&walker.open, walker.outside.iter().map(String::as_str));
    let path: Vec<&str> = names
        .chain(open.iter().map(|node| node.name.as_str()))
        .collect();
    let place = Place::at(line, path.join("/"));
    if matches!(error, quick_xml::Error::Syntax(_)) {
        return Problem::cut_off(place);
    }
    Problem::new(
        "planfile/xml",
        place,
        (
            format!("XML 有错：{error}"),
            format!("the XML is broken: {error}"),
        ),
        ("请重新导出这个文件", "export the file again"),
    )
}

fn doctype(line: u32) -> Problem {
    Problem::new(
        "planfile/doctype",
        Place::line(line),
        (
            "文件带有文档类型定义（DTD），不予读取",
            "the file has a document type definition, which is not read",
        ),
        (
            "请删去 <!DOCTYPE …> 后重试",
            "delete the <!DOCTYPE ...> and try again",
        ),
    )
}

fn entity(line: u32) -> Problem {
    Problem::new(
        "planfile/entity",
        Place::line(line),
        (
            "文件用了未定义的实体",
            "the file uses an entity that is not defined",
        ),
        ("请重新导出这个文件", "export the file again"),
    )
}

fn too_deep(line: u32) -> Problem {
    Problem::too_large(
        Place::line(line),
        "元素嵌套层数",
        "elements inside each other",
        DEPTH_MAX,
    )
}

/// Line numbers, counted once as the reader goes on.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn at(&mut self, offset: usize) -> u32 {
        let offset = offset.min(self.text.len());
        if let Some(passed) = self.text.as_bytes().get(self.at..offset) {
            self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u32;
            self.at = offset;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, depth: usize) -> String {
        let mut told = String::new();
        let done = walk(text, depth, |outside, node| {
            told += &format!("{}/{}={} ", outside.join("/"), node.name, node.text.trim());
            told += &node
                .children
                .iter()
                .map(|c| format!("[{}={}]", c.name, c.text))
                .collect::<String>();
        });
        match done {
            Ok(()) => told,
            Err(refusal) => refusal.problems[0].code.to_owned(),
        }
    }

    #[test]
    fn records_and_what_is_above_them() {
        let text = "<P><S>2026</S><T><K>a</K><K/></T><T/></P>";
        assert_eq!(check(text, 2), "P/S=2026 P/T= [K=a][K=]P/T= ");
        assert_eq!(check(text, 3), "P/S=2026 P/T/K=a P/T/K= P/T= ");
        assert_eq!(
            check("<a>x &amp; &#20013;<![CDATA[<y>]]></a>", 1),
            "/a=x & 中<y> "
        );
    }

    #[test]
    fn what_is_refused() {
        assert_eq!(check("<a><b>", 1), "planfile/cut-off");
        assert_eq!(check("<a><b att", 1), "planfile/cut-off");
        assert_eq!(check("", 1), "planfile/cut-off");
        assert_eq!(
            check("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", 1),
            "planfile/doctype"
        );
        assert_eq!(check("<a>&b;</a>", 1), "planfile/entity");
        assert_eq!(check("<a></b>", 1), "planfile/xml");
        assert_eq!(check(&"<a>".repeat(100), 1), "planfile/too-large");
    }
}
