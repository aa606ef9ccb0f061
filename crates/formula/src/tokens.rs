//! The order of values and operators, and where parentheses stand.
//!
//! Promises to name every place where a value or an operator is missing, so that the parser's own
//! messages, which speak of tokens, are never shown; and to give the stretch of source that
//! belongs to each node of the tree, parentheses included. Builds no tree.

use crate::limits;
use crate::problem::{Problem, ProblemKind};
use crate::span::Places;
use formualizer_parse::{TokenSpan, TokenStream, TokenSubType, TokenType};
use std::collections::HashMap;

/// The tokens of a source without blanks, with parentheses paired.
pub(crate) struct Tokens {
    list: Vec<TokenSpan>,
    mates: Vec<Option<usize>>,
    by_start: HashMap<usize, usize>,
    by_end: HashMap<usize, usize>,
}

impl Tokens {
    /// Cuts `text`, which passed the scan, into tokens.
    pub(crate) fn cut(text: &str) -> Option<Tokens> {
        let stream = TokenStream::new(text).ok()?;
        let blank = |span: &TokenSpan| {
            let value = text.get(span.start..span.end).unwrap_or("");
            span.token_type == TokenType::Whitespace || value.trim().is_empty()
        };
        let list: Vec<TokenSpan> = stream
            .spans
            .iter()
            .filter(|span| !blank(span))
            .copied()
            .collect();
        let mut mates = vec![None; list.len()];
        let mut open = Vec::new();
        for (index, span) in list.iter().enumerate() {
            match span.subtype {
                TokenSubType::Open => open.push(index),
                TokenSubType::Close => {
                    let start = open.pop()?;
                    mates[start] = Some(index);
                    mates[index] = Some(start);
                }
                _ => {}
            }
        }
        let by_start = list
            .iter()
            .enumerate()
            .map(|(i, span)| (span.start, i))
            .collect();
        let by_end = list
            .iter()
            .enumerate()
            .map(|(i, span)| (span.end, i))
            .collect();
        Some(Tokens {
            list,
            mates,
            by_start,
            by_end,
        })
    }

    /// Widens a stretch by the parentheses around it.
    pub(crate) fn with_parentheses(&self, stretch: (usize, usize)) -> (usize, usize) {
        let (mut start, mut end) = stretch;
        while let Some((opening, closing)) = self.around(start, end) {
            (start, end) = (self.list[opening].start, self.list[closing].end);
        }
        (start, end)
    }

    /// The end of the call whose name token starts here.
    pub(crate) fn call_end(&self, start: usize) -> Option<usize> {
        let index = *self.by_start.get(&start)?;
        Some(self.list[self.mates[index]?].end)
    }

    fn around(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let opening = self.by_start.get(&start)?.checked_sub(1)?;
        let closing = self.by_end.get(&end)? + 1;
        let paired = self.list[opening].token_type == TokenType::Paren
            && self.mates[opening] == Some(closing);
        paired.then_some((opening, closing))
    }

    /// Every place where a value or an operator is missing. `shift` leads from offsets in the
    /// parsed text to offsets in the source.
    pub(crate) fn check_order(&self, text: &str, places: &Places, shift: isize) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut problem = |kind, start: usize, end: usize| {
            let place = |at: usize| at.saturating_add_signed(shift);
            problems.push(Problem::new(kind, places.span(place(start), place(end))));
        };
        let mut after_value = false;
        let mut signs = 0;
        let mut calls: Vec<bool> = Vec::new();
        for (index, span) in self.list.iter().enumerate() {
            let role = Role::of(span, text);
            let (start, end) = (span.start, span.end);
            if role.needs_value() && !after_value && !self.empty_call(index) {
                problem(ProblemKind::ValueWanted, start, end);
            }
            if role.starts_value() && after_value {
                problem(ProblemKind::OperatorWanted, start, end);
            }
            match role {
                Role::Open { call } => calls.push(call),
                Role::Close => drop(calls.pop()),
                Role::Comma if calls.last() != Some(&true) => {
                    problem(
                        ProblemKind::NotUnderstood {
                            text: ",".to_owned(),
                        },
                        start,
                        end,
                    );
                }
                _ => {}
            }
            signs = if role == Role::Sign { signs + 1 } else { 0 };
            if signs == limits::MAX_SIGNS + 1 {
                problem(ProblemKind::TooDeep, start, end);
            }
            after_value = matches!(role, Role::Value | Role::Close | Role::Percent);
        }
        if !after_value {
            problem(ProblemKind::ValueWanted, text.len(), text.len());
        }
        problems.truncate(limits::MAX_PROBLEMS);
        problems
    }

    /// Whether the token closes a call that has nothing in it.
    fn empty_call(&self, index: usize) -> bool {
        index > 0
            && self.list[index].token_type == TokenType::Func
            && self.mates[index] == Some(index - 1)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Value,
    Open { call: bool },
    Close,
    Comma,
    Sign,
    Operator,
    Percent,
}

impl Role {
    fn of(span: &TokenSpan, text: &str) -> Role {
        match (span.token_type, span.subtype) {
            (TokenType::Func, TokenSubType::Open) => Role::Open { call: true },
            (_, TokenSubType::Open) => Role::Open { call: false },
            (_, TokenSubType::Close) => Role::Close,
            (TokenType::Sep, _) => Role::Comma,
            (TokenType::OpInfix, _) if text.get(span.start..span.end) == Some(",") => Role::Comma,
            (TokenType::OpPrefix, _) => Role::Sign,
            (TokenType::OpInfix, _) => Role::Operator,
            (TokenType::OpPostfix, _) => Role::Percent,
            _ => Role::Value,
        }
    }

    fn needs_value(self) -> bool {
        matches!(
            self,
            Role::Close | Role::Comma | Role::Operator | Role::Percent
        )
    }

    fn starts_value(self) -> bool {
        matches!(self, Role::Value | Role::Open { .. } | Role::Sign)
    }
}
