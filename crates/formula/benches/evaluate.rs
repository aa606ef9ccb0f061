//! Measures what one evaluation costs: `cargo bench -p formula --bench evaluate`.

use formula::{Formula, Number, Schema, Type, Unit, Value, Variable};
use std::hint::black_box;

const ROUNDS: u32 = 1_000_000;

#[expect(
    clippy::disallowed_methods,
    reason = "a measurement reads the clock; the crate does not"
)]
fn measure(name: &str, mut work: impl FnMut()) {
    let start = std::time::Instant::now();
    for _ in 0..ROUNDS {
        work();
    }
    let each = start.elapsed() / ROUNDS;
    println!("{name}: {} ns", each.as_nanos());
}

fn main() -> Result<(), formula::Problems> {
    let number = |id: &str, unit| Variable::new(id, Type::Number(unit));
    let schema = Schema::new(vec![
        number("gap", Unit::Points),
        number("done", Unit::WanYuan),
        number("plan", Unit::WanYuan),
        Variable::new("exempt", Type::Bool),
    ])?;
    let value = |digits, scale| Some(Value::Number(Number::new(digits, scale)));
    let inputs = [
        value(-15, 2),
        value(30_125, 2),
        value(87_000, 1),
        Some(Value::Bool(false)),
    ];
    let rules = [
        (
            "light by points",
            r#"=IF(gap<-30%,"red",IF(gap<-10%,"yellow","green"))"#,
        ),
        (
            "light by money, with exemption",
            r#"=IF(exempt,"blue",IFS(done>=plan,"green",1-done/plan<=50%,"yellow",TRUE,"red"))"#,
        ),
        (
            "score",
            "=CLAMP(ROUND(60*done/plan+BAND(done,100,2,1000,5,10),2),0,100)",
        ),
    ];
    for (name, source) in rules {
        let formula = Formula::compile(source, &schema)?;
        measure(name, || {
            drop(black_box(formula.evaluate(black_box(&inputs))));
        });
    }
    Ok(())
}
