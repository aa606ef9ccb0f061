//! The steps of a schedule as a table.

use zone::Lang;
use zone::view::sheet::StepView;
use zone::view::wall::StepState;

use crate::layout::{Table, cut};

/// Columns a name may take.
const NAME_COLUMNS: usize = 32;

/// Steps with both plans, float, and what drives them; nothing for a project without a schedule.
pub(crate) fn table(steps: &[StepView], lang: Lang) -> String {
    if steps.is_empty() {
        return String::new();
    }
    let mut table = Table::new(match lang {
        Lang::Zh => [
            "步骤",
            "名称",
            "工日",
            "",
            "最早",
            "最早完",
            "最迟启动",
            "最迟完",
            "浮时",
            "已晚",
            "取决于",
        ],
        Lang::En => [
            "step",
            "name",
            "days",
            "",
            "start",
            "finish",
            "last moment",
            "late finish",
            "float",
            "late",
            "driven by",
        ],
    });
    for step in steps {
        let late = step.late_days;
        table.row([
            step.key.clone(),
            cut(&step.name, NAME_COLUMNS),
            step.days.to_string(),
            state(step.state).to_owned() + if step.critical { "!" } else { "" },
            step.start.to_string(),
            step.finish.to_string(),
            step.late_start.to_string(),
            step.late_finish.to_string(),
            step.float_days.to_string(),
            if late == 0 {
                String::new()
            } else {
                late.to_string()
            },
            cut(step.driven_by.as_deref().unwrap_or(""), NAME_COLUMNS),
        ]);
    }
    table.text()
}

/// Done, under way, ahead, by the shapes of the wall.
fn state(state: StepState) -> &'static str {
    match state {
        StepState::Done => "■",
        StepState::Underway => "▣",
        StepState::Ahead => "□",
    }
}
