//! The table of notebooks in the README is the one place for titles, questions and minutes; here
//! every notebook is held to it.

use std::path::PathBuf;
use support::cells;

struct Row {
    file: String,
    title: String,
    question: String,
    minutes: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// `| [00 Overview](notebooks/00-overview.ipynb) | What … ? | 10 |`
fn rows(text: &str, folder: &str) -> Vec<Row> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let (title, file) = cells[0].strip_prefix('[')?.strip_suffix(')')?.split_once("](")?;
        let file = file.strip_prefix(folder)?.strip_suffix(".ipynb")?;
        Some(Row {
            file: format!("{file}.ipynb"),
            title: title.to_string(),
            question: cells[1].to_string(),
            minutes: cells[2].to_string(),
        })
    };
    text.lines().filter(|line| line.starts_with("| [")).filter_map(row).collect()
}

fn course() -> Vec<Row> {
    rows(include_str!("../README.md"), "notebooks/")
}

fn texts(file: &str) -> Vec<String> {
    cells::texts(&root().join("notebooks").join(file))
}

#[test]
fn every_notebook_opens_with_its_question_and_its_minutes() {
    let course = course();
    assert!(course.len() >= 2);
    for (i, row) in course.iter().enumerate() {
        let first = &texts(&row.file)[0];
        assert!(first.starts_with("# "), "{}", row.file);
        assert!(first.contains(&format!("**{}**", row.question)), "{}", row.file);
        let minutes = format!("*{} minutes. ", row.minutes);
        assert!(first.contains(&minutes), "{}: {minutes}", row.file);
        if i > 0 {
            let before = &course[i - 1];
            let link = format!("Before it: [{}]({}).", before.title, before.file);
            assert!(first.contains(&link), "{}: {link}", row.file);
        }
    }
}

#[test]
fn every_notebook_ends_with_a_summary_exercises_and_its_neighbours() {
    let course = course();
    for (i, row) in course.iter().enumerate() {
        let texts = texts(&row.file);
        let last = texts.last().unwrap();
        let mut links = Vec::new();
        if i > 0 {
            links.push(format!("[← {}]({})", course[i - 1].title, course[i - 1].file));
        }
        if let Some(next) = course.get(i + 1) {
            links.push(format!("[{} →]({})", next.title, next.file));
        }
        assert!(last.ends_with(&links.join(" · ")), "{}: {}", row.file, links.join(" · "));
        let all = texts.join("\n");
        let summary = all.split("## Summary\n").nth(1).unwrap_or_default();
        let summary = summary.split("\n#").next().unwrap();
        let points = summary.matches("\n- ").count();
        assert!((3..=4).contains(&points), "{}: a summary of {points} points", row.file);
        assert!(all.contains("## Exercises"), "{}", row.file);
        assert!(all.contains("*Predict"), "{}", row.file);
        assert!(all.contains("★★★") || i == 0, "{}", row.file);
        assert!(root().join("notebooks/teaching").join(&row.file).with_extension("md").exists());
    }
}

#[test]
fn the_overview_has_the_same_table() {
    let overview = texts("00-overview.ipynb").join("\n");
    let course = course();
    let listed = rows(&overview, "");
    assert_eq!(listed.len(), course.len() - 1);
    for (here, there) in listed.iter().zip(&course[1..]) {
        assert_eq!(
            (&here.file, &here.title, &here.question, &here.minutes),
            (&there.file, &there.title, &there.question, &there.minutes)
        );
    }
}

/// JupyterLab shows the first line of a folded output.
#[test]
fn a_folded_output_does_not_give_its_answer_away() {
    for row in course() {
        let notebook = cells::read(&root().join("notebooks").join(&row.file));
        for cell in notebook["cells"].as_array().unwrap() {
            if cell["metadata"]["jupyter"]["outputs_hidden"] == true {
                let first = cells::lines(&cell["outputs"][0]["text"]);
                assert!(first.starts_with("The answer:\n"), "{}: {}", row.file, cells::text(cell));
            }
        }
    }
}
