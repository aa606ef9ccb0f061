//! Computing one formula: numbers, texts, comparisons, and the functions ledgers use.

use super::super::formula::{Piece, pieces};
use super::functions;
use super::grid::{Area, At, Grid};
use super::{Beyond, Val};

/// An operand: a value, or cells.
#[derive(Debug, Clone)]
pub(super) enum Operand {
    Val(Val),
    Cells(Area),
}

#[derive(Debug, Clone)]
enum Token<'a> {
    Number(f64),
    Text(String),
    Cells(Area),
    /// A function with its bracket, or a name.
    Word(&'a str),
    /// An operator, a bracket or a comma.
    Sign(&'static str),
}

/// The value of a formula that stands in a cell.
pub(super) fn value(grid: &mut Grid<'_>, at: At, text: &str, depth: usize) -> Result<Val, Beyond> {
    let tokens = tokens(grid, at, text)?;
    let mut parser = Parser {
        grid,
        at,
        depth,
        tokens: &tokens,
        place: 0,
        nested: 0,
    };
    let value = parser.comparison()?;
    if parser.place < tokens.len() {
        return Err(Beyond);
    }
    parser.single(value)
}

const SIGNS: [&str; 15] = [
    "<>", "<=", ">=", "<", ">", "=", "&", "+", "-", "*", "/", "^", "(", ")", ",",
];

fn tokens<'a>(grid: &Grid<'_>, at: At, text: &'a str) -> Result<Vec<Token<'a>>, Beyond> {
    let mut tokens = Vec::new();
    let mut from = 0;
    for piece in pieces(text) {
        let own = match piece {
            Piece::Cells(reference) => {
                let area = grid.area(at.sheet, &reference).ok_or(Beyond)?;
                tokens.push(Token::Cells(area));
                continue;
            }
            Piece::Other(own) => own,
        };
        let place = own.as_ptr() as usize - text.as_ptr() as usize;
        if place < from {
            continue;
        }
        if own.starts_with('"') {
            let inner = own.trim_matches('"').replace("\"\"", "\"");
            tokens.push(Token::Text(inner));
        } else if own.trim().is_empty() || own.ends_with('!') {
        } else if own == "%" {
            tokens.push(Token::Sign("%"));
        } else if let Ok(number) = own.parse::<f64>() {
            tokens.push(Token::Number(number));
        } else if own.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            tokens.push(Token::Word(own));
        } else {
            let two = text.get(place..place + 2).unwrap_or(own);
            let sign = SIGNS.iter().find(|sign| **sign == two);
            let sign = sign.or_else(|| SIGNS.iter().find(|sign| **sign == own));
            let sign = *sign.ok_or(Beyond)?;
            from = place + sign.len();
            tokens.push(Token::Sign(sign));
        }
    }
    Ok(tokens)
}

pub(super) struct Parser<'a, 'g, 's> {
    grid: &'a mut Grid<'g>,
    at: At,
    depth: usize,
    tokens: &'a [Token<'s>],
    place: usize,
    nested: usize,
}

impl Parser<'_, '_, '_> {
    fn takes(&mut self, sign: &str) -> bool {
        let found = matches!(self.tokens.get(self.place), Some(Token::Sign(own)) if *own == sign);
        self.place += usize::from(found);
        found
    }

    fn one_of(&mut self, signs: &[&'static str]) -> Option<&'static str> {
        let Some(Token::Sign(own)) = self.tokens.get(self.place) else {
            return None;
        };
        let found = signs.iter().find(|sign| *sign == own)?;
        self.place += 1;
        Some(found)
    }

    fn comparison(&mut self) -> Result<Operand, Beyond> {
        self.nested += 1;
        if self.nested > 64 {
            return Err(Beyond);
        }
        let mut left = self.joined()?;
        while let Some(sign) = self.one_of(&["<>", "<=", ">=", "<", ">", "="]) {
            let right = self.joined()?;
            let (a, b) = (self.single(left)?, self.single(right)?);
            left = Operand::Val(functions::compared(&a, sign, &b));
        }
        self.nested -= 1;
        Ok(left)
    }

    fn joined(&mut self) -> Result<Operand, Beyond> {
        let mut left = self.sum()?;
        while self.takes("&") {
            let right = self.sum()?;
            let (a, b) = (self.single(left)?, self.single(right)?);
            left = Operand::Val(match (functions::text(&a), functions::text(&b)) {
                (Some(a), Some(b)) => Val::Text(a + &b),
                _ => Val::Error,
            });
        }
        Ok(left)
    }

    fn sum(&mut self) -> Result<Operand, Beyond> {
        let mut left = self.product()?;
        while let Some(sign) = self.one_of(&["+", "-"]) {
            let right = self.product()?;
            left = self.computed(left, right, |a, b| {
                Some(if sign == "+" { a + b } else { a - b })
            })?;
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Operand, Beyond> {
        let mut left = self.power()?;
        while let Some(sign) = self.one_of(&["*", "/"]) {
            let right = self.power()?;
            left = self.computed(left, right, |a, b| match sign {
                "*" => Some(a * b),
                _ => (b != 0.0).then(|| a / b),
            })?;
        }
        Ok(left)
    }

    fn power(&mut self) -> Result<Operand, Beyond> {
        let mut left = self.signed()?;
        while self.takes("^") {
            let right = self.signed()?;
            left = self.computed(left, right, |a, b| Some(a.powf(b)))?;
        }
        Ok(left)
    }

    /// A sign binds closer than a power, as spreadsheets have it: -5^2 is 25.
    fn signed(&mut self) -> Result<Operand, Beyond> {
        let mut negative = false;
        let mut any = false;
        while let Some(sign) = self.one_of(&["+", "-"]) {
            negative ^= sign == "-";
            any |= sign == "-";
        }
        let mut operand = self.primary()?;
        while self.takes("%") {
            let hundred = Operand::Val(Val::Number(100.0));
            operand = self.computed(operand, hundred, |a, b| Some(a / b))?;
        }
        if any {
            let factor = if negative { -1.0 } else { 1.0 };
            let factor = Operand::Val(Val::Number(factor));
            operand = self.computed(operand, factor, |a, b| Some(a * b))?;
        }
        Ok(operand)
    }

    fn primary(&mut self) -> Result<Operand, Beyond> {
        let token = self.tokens.get(self.place).ok_or(Beyond)?;
        self.place += 1;
        match token {
            Token::Number(number) => Ok(Operand::Val(Val::Number(*number))),
            Token::Text(text) => Ok(Operand::Val(Val::Text(text.clone()))),
            Token::Cells(area) => Ok(Operand::Cells(area.clone())),
            Token::Sign("(") => {
                let inner = self.comparison()?;
                if self.takes(")") {
                    Ok(inner)
                } else {
                    Err(Beyond)
                }
            }
            Token::Sign(_) => Err(Beyond),
            Token::Word(name) if self.takes("(") => {
                let arguments = self.arguments()?;
                functions::call(self, &name.to_ascii_uppercase(), &arguments).map(Operand::Val)
            }
            Token::Word(name) => match name.to_ascii_uppercase().as_str() {
                "TRUE" => Ok(Operand::Val(Val::Bool(true))),
                "FALSE" => Ok(Operand::Val(Val::Bool(false))),
                _ => Err(Beyond),
            },
        }
    }

    fn arguments(&mut self) -> Result<Vec<Operand>, Beyond> {
        let mut arguments = Vec::new();
        if self.takes(")") {
            return Ok(arguments);
        }
        loop {
            let next = self.tokens.get(self.place);
            if matches!(next, Some(Token::Sign("," | ")"))) {
                arguments.push(Operand::Val(Val::Empty));
            } else {
                arguments.push(self.comparison()?);
            }
            if self.takes(")") {
                return Ok(arguments);
            }
            if !self.takes(",") {
                return Err(Beyond);
            }
        }
    }

    fn computed(
        &mut self,
        left: Operand,
        right: Operand,
        compute: impl Fn(f64, f64) -> Option<f64>,
    ) -> Result<Operand, Beyond> {
        let (a, b) = (self.single(left)?, self.single(right)?);
        let numbers = functions::number(&a).zip(functions::number(&b));
        let value = numbers.and_then(|(a, b)| compute(a, b));
        Ok(Operand::Val(value.map_or(Val::Error, Val::Number)))
    }

    /// One value of an operand; several cells have none.
    pub(super) fn single(&mut self, operand: Operand) -> Result<Val, Beyond> {
        match operand {
            Operand::Val(value) => Ok(value),
            Operand::Cells(area) => {
                let mut cells = area.cells();
                match (cells.next(), cells.next()) {
                    (Some(only), None) => self.grid.value(only, self.depth),
                    _ => Err(Beyond),
                }
            }
        }
    }

    /// All values of an operand, row by row.
    pub(super) fn values(&mut self, operand: &Operand) -> Result<Vec<Val>, Beyond> {
        match operand {
            Operand::Val(value) => Ok(vec![value.clone()]),
            Operand::Cells(area) => area
                .cells()
                .map(|at| self.grid.value(at, self.depth))
                .collect(),
        }
    }

    /// The row in which the formula stands, from 1.
    pub(super) fn own_row(&self) -> u32 {
        self.at.row + 1
    }
}
