//! Writing a tree back as a formula.
//!
//! Promises that what is written compiles to the same tree, and that what is written for a
//! spreadsheet uses only functions spreadsheets have. A formula for a spreadsheet is given up
//! when it outgrows what a cell holds. Two differences remain: a blank cell counts as zero in
//! arithmetic there, and a failure in an argument that was not needed shows.

use crate::functions::Function;
use crate::limits::MAX_CELL_CHARS;
use crate::schema::VariableIndex;
use crate::tree::{Kind, Node, Operator};
use crate::types::Value;
use std::collections::BTreeSet;

const SIGN: u8 = 6;
const PERCENT: u8 = 7;
const WHOLE: u8 = 10;

/// Writes nodes into a text.
pub(crate) struct Writer<'a> {
    pub(crate) name: &'a dyn Fn(VariableIndex) -> String,
    /// Whether to write for a spreadsheet.
    pub(crate) plain: bool,
    pub(crate) text: String,
}

impl<'a> Writer<'a> {
    /// The text of a node, without the leading `=`.
    pub(crate) fn written(node: &Node, name: &'a dyn Fn(VariableIndex) -> String) -> String {
        let mut writer = Writer {
            name,
            plain: false,
            text: String::new(),
        };
        writer.node(node);
        writer.text
    }

    /// The text of a node for a spreadsheet; nothing if it does not fit a cell.
    pub(crate) fn for_cell(
        node: &Node,
        name: &'a dyn Fn(VariableIndex) -> String,
    ) -> Option<String> {
        let mut writer = Writer {
            name,
            plain: true,
            text: String::new(),
        };
        writer.node(node);
        (!writer.full()).then_some(writer.text)
    }

    /// Rewriting repeats parts; this keeps nested repetition from growing without end.
    fn full(&self) -> bool {
        self.plain && self.text.len() > MAX_CELL_CHARS && self.text.chars().count() > MAX_CELL_CHARS
    }

    fn node(&mut self, node: &Node) {
        if self.full() {
            return;
        }
        match &node.kind {
            Kind::Literal { value, percent } => self.text.push_str(&literal(value, *percent)),
            Kind::Variable(index) => self.text.push_str(&(self.name)(*index)),
            Kind::Negate(part) => {
                self.text.push('-');
                self.within(part, SIGN);
            }
            Kind::Percent(part) => {
                self.within(part, PERCENT);
                self.text.push('%');
            }
            Kind::Binary(operator, parts) => self.binary(*operator, parts),
            Kind::Call(function, parts) if self.plain => self.plain_call(*function, parts),
            Kind::Call(function, parts) => self.list(function.name(), parts),
        }
    }

    /// Writes a part, in parentheses if it binds less tightly than needed.
    fn within(&mut self, part: &Node, needed: u8) {
        if self.tightness(part) < needed {
            self.text.push('(');
            self.node(part);
            self.text.push(')');
        } else {
            self.node(part);
        }
    }

    fn binary(&mut self, operator: Operator, parts: &[Node; 2]) {
        let tightness = operator.tightness();
        self.within(&parts[0], tightness);
        let tight = operator == Operator::Power;
        let space = if tight { "" } else { " " };
        self.text.push_str(space);
        self.text.push_str(operator.sign());
        self.text.push_str(space);
        self.within(&parts[1], tightness + 1);
    }

    fn list(&mut self, name: &str, parts: &[Node]) {
        self.text.push_str(name);
        self.text.push('(');
        for (index, part) in parts.iter().enumerate() {
            self.text.push_str(if index == 0 { "" } else { ", " });
            self.node(part);
        }
        self.text.push(')');
    }

    fn plain_call(&mut self, function: Function, parts: &[Node]) {
        match function {
            Function::Band => self.plain_band(parts),
            Function::Clamp => {
                self.text.push_str("MAX(");
                self.node(&parts[1]);
                self.text.push_str(", MIN(");
                self.node(&parts[0]);
                self.text.push_str(", ");
                self.node(&parts[2]);
                self.text.push_str("))");
            }
            Function::IsMissing => self.missing(&parts[0]),
            Function::IfMissing => {
                self.text.push_str("IF(");
                self.missing(&parts[0]);
                self.text.push_str(", ");
                self.node(&parts[1]);
                self.text.push_str(", ");
                self.node(&parts[0]);
                self.text.push(')');
            }
            Function::Count => {
                self.text.push_str("SUM(");
                for (index, part) in parts.iter().enumerate() {
                    self.text.push_str(if index == 0 { "IF(" } else { ", IF(" });
                    self.missing(part);
                    self.text.push_str(", 0, 1)");
                }
                self.text.push(')');
            }
            _ => self.list(function.name(), parts),
        }
    }

    fn plain_band(&mut self, parts: &[Node]) {
        let pairs = parts[1..].chunks_exact(2);
        let otherwise = pairs.remainder();
        let mut open = 0;
        for pair in pairs {
            self.text.push_str("IF(");
            self.within(&parts[0], 2);
            self.text.push_str(" < ");
            self.within(&pair[0], 2);
            self.text.push_str(", ");
            self.node(&pair[1]);
            self.text.push_str(", ");
            open += 1;
        }
        for part in otherwise {
            self.node(part);
        }
        self.text.extend(std::iter::repeat_n(')', open));
    }

    /// Whether any variable of a part is blank.
    fn missing(&mut self, part: &Node) {
        let mut used = BTreeSet::new();
        part.collect_variables(&mut used);
        let blanks: Vec<String> = used
            .into_iter()
            .map(|index| format!("ISBLANK({})", (self.name)(index)))
            .collect();
        match blanks.as_slice() {
            [] => self.text.push_str("FALSE"),
            [one] => self.text.push_str(one),
            all => self.text.push_str(&format!("OR({})", all.join(", "))),
        }
    }

    fn tightness(&self, node: &Node) -> u8 {
        match &node.kind {
            Kind::Literal {
                value: Value::Number(number),
                percent,
            } => match (number.is_sign_negative(), percent) {
                (true, _) => SIGN,
                (false, true) => PERCENT,
                (false, false) => WHOLE,
            },
            Kind::Literal { .. } | Kind::Variable(_) | Kind::Call(..) => WHOLE,
            Kind::Negate(_) => SIGN,
            Kind::Percent(_) => PERCENT,
            Kind::Binary(operator, _) => operator.tightness(),
        }
    }
}

fn literal(value: &Value, percent: bool) -> String {
    match value {
        Value::Text(text) => format!("\"{}\"", text.replace('"', "\"\"")),
        Value::Bool(true) => "TRUE".to_owned(),
        Value::Bool(false) => "FALSE".to_owned(),
        Value::Date(date) => format!("DATE({},{},{})", date.year(), date.month(), date.day()),
        Value::Number(number) if percent => {
            let mut hundredfold = *number;
            // Percent literals were made by moving the point; this moves it back.
            let moved = hundredfold.set_scale(number.scale().saturating_sub(2));
            debug_assert!(moved.is_ok(), "a smaller scale is always allowed");
            format!("{}%", hundredfold.normalize())
        }
        Value::Number(number) => number.normalize().to_string(),
    }
}
