//! The closed list of functions.
//!
//! Promises that anything not listed here is refused with the nearest name. Holds names and
//! numbers of arguments only; types are in `check`, meaning in `eval`.

/// A function of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Function {
    If,
    Ifs,
    Switch,
    Band,
    And,
    Or,
    Not,
    Xor,
    Min,
    Max,
    Sum,
    Average,
    Median,
    Count,
    Abs,
    Sign,
    Sqrt,
    N,
    Round,
    RoundUp,
    RoundDown,
    Int,
    Mod,
    Ceiling,
    Floor,
    Clamp,
    IfMissing,
    IsMissing,
    Date,
    Year,
    Month,
    Day,
    Days,
}

const MANY: usize = 255;

/// Name, least and greatest number of arguments.
const TABLE: &[(Function, &str, usize, usize)] = &[
    (Function::If, "IF", 3, 3),
    (Function::Ifs, "IFS", 2, MANY),
    (Function::Switch, "SWITCH", 3, MANY),
    (Function::Band, "BAND", 4, MANY),
    (Function::And, "AND", 1, MANY),
    (Function::Or, "OR", 1, MANY),
    (Function::Not, "NOT", 1, 1),
    (Function::Xor, "XOR", 1, MANY),
    (Function::Min, "MIN", 1, MANY),
    (Function::Max, "MAX", 1, MANY),
    (Function::Sum, "SUM", 1, MANY),
    (Function::Average, "AVERAGE", 1, MANY),
    (Function::Median, "MEDIAN", 1, MANY),
    (Function::Count, "COUNT", 1, MANY),
    (Function::Abs, "ABS", 1, 1),
    (Function::Sign, "SIGN", 1, 1),
    (Function::Sqrt, "SQRT", 1, 1),
    (Function::N, "N", 1, 1),
    (Function::Round, "ROUND", 2, 2),
    (Function::RoundUp, "ROUNDUP", 2, 2),
    (Function::RoundDown, "ROUNDDOWN", 2, 2),
    (Function::Int, "INT", 1, 1),
    (Function::Mod, "MOD", 2, 2),
    (Function::Ceiling, "CEILING", 2, 2),
    (Function::Floor, "FLOOR", 2, 2),
    (Function::Clamp, "CLAMP", 3, 3),
    (Function::IfMissing, "IFMISSING", 2, 2),
    (Function::IsMissing, "ISMISSING", 1, 1),
    (Function::Date, "DATE", 3, 3),
    (Function::Year, "YEAR", 1, 1),
    (Function::Month, "MONTH", 1, 1),
    (Function::Day, "DAY", 1, 1),
    (Function::Days, "DAYS", 2, 2),
];

/// Functions of spreadsheets whose value changes without any input changing.
pub(crate) const VOLATILE: &[&str] = &[
    "NOW",
    "TODAY",
    "RAND",
    "RANDBETWEEN",
    "RANDARRAY",
    "OFFSET",
    "INDIRECT",
    "INFO",
    "CELL",
];

/// The names of all functions, for an editor to offer.
pub fn function_names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|row| row.1)
}

impl Function {
    /// Finds a function by name, in any letter case.
    pub(crate) fn named(name: &str) -> Option<Function> {
        TABLE
            .iter()
            .find(|row| row.1.eq_ignore_ascii_case(name))
            .map(|row| row.0)
    }

    /// Its name in capitals.
    pub(crate) fn name(self) -> &'static str {
        self.row().1
    }

    /// Whether so many arguments make sense.
    pub(crate) fn takes(self, count: usize) -> bool {
        let (_, _, least, most) = *self.row();
        let parity = match self {
            Function::Ifs | Function::Band => count.is_multiple_of(2),
            _ => true,
        };
        (least..=most).contains(&count) && parity
    }

    /// How many arguments it takes, in words: Chinese and English.
    pub(crate) fn arity_words(self) -> (String, String) {
        let (_, _, least, most) = *self.row();
        match self {
            Function::Ifs => (
                "条件、结果成对".into(),
                "pairs of condition and result".into(),
            ),
            Function::Band => (
                "数值、若干对（上限、结果）、其余结果".into(),
                "a value, pairs of limit and result, and the result for the rest".into(),
            ),
            _ if least == most => (format!("{least} 个"), format!("{least} argument(s)")),
            _ => (
                format!("至少 {least} 个"),
                format!("at least {least} argument(s)"),
            ),
        }
    }

    fn row(self) -> &'static (Function, &'static str, usize, usize) {
        // The table lists the functions in the order of the enum; a test holds it to that.
        &TABLE[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_in_the_order_of_the_enum() {
        for (index, row) in TABLE.iter().enumerate() {
            assert_eq!(row.0 as usize, index, "{}", row.1);
        }
    }
}
