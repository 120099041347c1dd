//! What a failing program has said: its last lines, without those that told of progress.

use crate::stage::Project;

/// What is shown of a pip that says so many lines.
fn shown(project: &Project, lines: u32) -> Vec<String> {
    let script =
        format!("seq -f 'line %g' {lines}; printf '\\rBuilding [==> ] 1/2\\r\\n\\n'; exit 1");
    project.answer("pip-install", &script);
    let said = project.fails("pip failed, and its own message stands above");
    said.lines().filter(|line| line.starts_with("  ")).map(str::to_owned).collect()
}

#[test]
fn as_much_as_a_screen_takes() {
    let project = Project::new("log");
    let lines = |numbers: std::ops::RangeInclusive<u32>| -> Vec<String> {
        numbers.map(|number| format!("  line {number}")).collect()
    };
    assert_eq!(shown(&project, 3), lines(1..=3));
    assert_eq!(shown(&project, 15), lines(1..=15));
    let all = format!("  (all of it: {})", project.venv.join("logs/pip.log").display());
    assert_eq!(shown(&project, 16), [lines(2..=16), vec![all]].concat());
}
