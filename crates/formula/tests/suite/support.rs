//! A schema for all tests, and short ways to write a case.

use formula::{
    Date, Formula, Inputs, Number, Outcome, Schema, Type, Unit, Value, Variable, VariableIndex,
};

/// Variables of every type and unit.
pub(crate) fn schema() -> Schema {
    let number = |id: &str, unit| Variable::new(id, Type::Number(unit));
    Schema::new(vec![
        number("gap_pp", Unit::Points).zh("进度差").en("gap"),
        number("completion", Unit::Share).zh("完成率"),
        number("time_share", Unit::Share).zh("序时进度").en("tau"),
        number("done", Unit::WanYuan).zh("完成投资"),
        number("plan", Unit::WanYuan)
            .zh("年度计划投资")
            .zh("年度计划"),
        number("late", Unit::Days).zh("逾期天数"),
        number("started", Unit::Count).zh("开工数"),
        number("score", Unit::Score).zh("得分"),
        number("x", Unit::Pure),
        number("y", Unit::Pure),
        number("z", Unit::Pure),
        Variable::new("stage", Type::Text).zh("阶段"),
        Variable::new("exempt", Type::Bool).zh("容错"),
        Variable::new("due", Type::Date).zh("要求日期"),
        Variable::new("as_of", Type::Date).zh("基准日"),
        number("working", Unit::WorkingDays).zh("剩余工作日"),
        number("yuan", Unit::Yuan).zh("金额"),
    ])
    .expect("the schema of the tests is sound")
}

/// Values by name, e.g. `"进度差=-0.34; stage=签约; due=2026-05-18; exempt=TRUE"`.
pub(crate) struct Given(pub(crate) Vec<Option<Value>>);

impl Given {
    pub(crate) fn read(schema: &Schema, text: &str) -> Given {
        let mut values = vec![None; schema.variables().len()];
        for pair in text
            .split(';')
            .map(str::trim)
            .filter(|pair| !pair.is_empty())
        {
            let (name, value) = pair.split_once('=').expect("name=value");
            let index = schema.index_of(name.trim()).expect("a known variable");
            let ty = schema.variable(index).expect("in the schema").ty();
            values[index.index()] = Some(read_value(value.trim(), ty));
        }
        Given(values)
    }
}

impl Inputs for Given {
    fn get(&self, index: VariableIndex) -> Option<&Value> {
        self.0[index.index()].as_ref()
    }
}

fn read_value(text: &str, ty: Type) -> Value {
    match ty {
        Type::Number(_) => Value::Number(text.parse::<Number>().expect("a number")),
        Type::Text => Value::text(text),
        Type::Bool => Value::Bool(text == "TRUE"),
        Type::Date => Value::Date(text.parse::<Date>().expect("a date")),
    }
}

/// The outcome of a formula in one line: a value, `missing: …` or the code of a failure.
pub(crate) fn outcome(source: &str, given: &str) -> String {
    let schema = schema();
    let formula = match Formula::compile(source, &schema) {
        Ok(formula) => formula,
        Err(problems) => {
            return problems
                .iter()
                .map(|problem| problem.code())
                .collect::<Vec<_>>()
                .join(" ");
        }
    };
    let given = Given::read(&schema, given);
    let outcome = formula.evaluate(&given);
    let traced = formula.evaluate_with_trace(&given);
    assert_eq!(
        outcome, traced.outcome,
        "the witness changes nothing: {source}"
    );
    assert_eq!(outcome, traced.trace.root.outcome, "{source}");
    again(&formula, &given, &outcome);
    show(&schema, &outcome)
}

/// What is written back compiles and gives the same.
fn again(formula: &Formula, given: &Given, outcome: &Outcome) {
    use formula::Naming;
    for naming in [Naming::Zh, Naming::En, Naming::Id] {
        let written = formula.to_source(naming);
        let other = Formula::compile(&written, formula.schema())
            .unwrap_or_else(|problems| panic!("{written}: {problems}"));
        assert_eq!(other.to_source(naming), written);
        assert_eq!(other.result_type(), formula.result_type(), "{written}");
        match (other.evaluate(given), outcome) {
            (Outcome::Failed(a), Outcome::Failed(b)) => assert_eq!(a.kind, b.kind),
            (a, b) => assert_eq!(a, *b, "{written}"),
        }
    }
}

fn show(schema: &Schema, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Value(Value::Number(number)) => number.normalize().to_string(),
        Outcome::Value(Value::Text(text)) => text.to_string(),
        Outcome::Value(Value::Bool(truth)) => truth.to_string().to_uppercase(),
        Outcome::Value(Value::Date(date)) => date.to_string(),
        Outcome::Failed(failure) => failure.code().to_owned(),
        Outcome::Missing(missing) => {
            let names: Vec<&str> = missing
                .iter()
                .filter_map(|index| schema.variable(*index).map(Variable::id))
                .collect();
            format!("missing: {}", names.join(", "))
        }
    }
}
