//! The laboratory as its reader meets it: in a real browser, the notebook 09 is opened through the
//! project's own program, run, its chart turned and its slider moved.
//!
//! Where there is no Chromium (or Chrome; `CHROME` may name one), it says that it is skipped; with
//! `CI=true` in the environment, that is a failure.

use std::fs;
use std::path::Path;
use std::process::Command;

use support::lab::python;
use support::skip;

const PROJECT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const PROGRAM: &str = env!("CARGO_BIN_EXE_setup");
const DRIVER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/jupyter/browser/drive.py");
const PICTURES: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/browser");

#[test]
#[ignore = "second tier: 1 minute, in a browser"]
fn the_chart_of_the_laboratory_is_drawn_and_follows_the_mouse() {
    let python = python(PROGRAM);
    let committed =
        || fs::read(Path::new(PROJECT).join("notebooks/09-3d-classification.ipynb")).unwrap();
    let before = committed();
    let drive = || {
        Command::new(&python)
            .args([DRIVER, PROGRAM, PICTURES])
            .env("PYTHONUTF8", "1")
            .output()
            .expect("the lab's Python starts")
    };
    let mut driver = drive();
    // About one kernel in fifty never answers the server that has started it.
    if String::from_utf8_lossy(&driver.stderr).contains("did not come within") {
        println!("Once more: {}", String::from_utf8_lossy(&driver.stderr));
        driver = drive();
    }
    let said = String::from_utf8_lossy(&driver.stdout);
    match said.trim_end().strip_prefix("skipped: ") {
        Some(why) => skip(&format!("the chart in a browser: {why}")),
        None => println!("{}", said.trim_end()),
    }
    assert!(driver.status.success(), "{said}{}", String::from_utf8_lossy(&driver.stderr));
    assert!(committed() == before, "The notebook was saved.");
}
