//! Every link of a text leads somewhere, on the code host and on the crate's page.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::cells;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files in a folder, and in those in it, whose names end like this.
fn files(folder: &Path, kind: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    // Jupyter leaves its checkpoints in a hidden folder.
    let shown = entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
    let paths = shown.map(|entry| entry.path());
    let inside = |path: PathBuf| if path.is_dir() { files(&path, kind) } else { vec![path] };
    paths.flat_map(inside).filter(|path| path.extension() == Some(OsStr::new(kind))).collect()
}

/// A link stands between one of these and the sign behind it.
#[track_caller]
fn all_lead_somewhere(pages: &[PathBuf], text: fn(&Path) -> String, signs: &[(&str, char)]) {
    let mut count = 0;
    for page in pages {
        let text = text(page);
        for &(start, end) in signs {
            for link in text.split(start).skip(1).filter_map(|rest| rest.split(end).next()) {
                let path = link.split(['#', '?']).next().unwrap_or_default();
                let leads = link.starts_with("http") || page.with_file_name(path).exists();
                assert!(leads || path.is_empty(), "{}: {link}", page.display());
                count += 1;
            }
        }
    }
    assert!(count > 20, "only {count} links");
}

#[test]
fn of_the_readme_the_notebooks_and_the_notes() {
    let mut pages = vec![root().join("README.md"), root().join(".github/CONTRIBUTING.md")];
    pages.extend(files(&root().join("notebooks"), "md"));
    let text = |page: &Path| fs::read_to_string(page).unwrap();
    let signs = [("](", ')'), ("src=\"", '"')];
    all_lead_somewhere(&pages, text, &signs);
    let notebooks = files(&root().join("notebooks"), "ipynb");
    all_lead_somewhere(&notebooks, |page| cells::texts(page).join("\n"), &signs);
}

#[test]
fn to_every_notebook_there_is_one_in_the_readme() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for notebook in files(&root().join("notebooks"), "ipynb") {
        let name = notebook.file_name().unwrap().display();
        assert!(readme.contains(&format!("(notebooks/{name})")), "{name} is not in the README");
    }
}

/// rustdoc itself only looks at links to items.
#[test]
#[ignore = "second tier: writes the crate's documentation, 10 seconds"]
fn of_the_pages_that_rustdoc_writes() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let pages = target.join("doc/nn_from_scratch");
    if pages.exists() {
        fs::remove_dir_all(&pages).unwrap(); // some may be of items that are gone
    }
    let mut cargo = Command::new(env!("CARGO"));
    setup::environment::clean(&mut cargo)
        .args(["doc", "--no-deps", "--all-features", "--package", "nn_from_scratch"])
        .arg("--target-dir")
        .arg(target)
        .current_dir(root());
    assert!(cargo.status().unwrap().success());
    // What stands in front of the body is rustdoc's own.
    let body = |page: &Path| {
        let text = fs::read_to_string(page).unwrap();
        text.split_once("<body").map(|(_, body)| body.to_owned()).unwrap_or_default()
    };
    all_lead_somewhere(&files(&pages, "html"), body, &[("href=\"", '"'), ("src=\"", '"')]);
}
