//! The authors' archive of the kernel: from where it is asked for, and what comes of it.

use setup::KERNEL_VERSION;

use crate::stage::{Project, succeeds};

const TARGET: &str = "x86_64-unknown-linux-gnu";

#[test]
fn it_is_fetched_from_its_authors_or_from_the_place_that_is_named() {
    let release = format!("evcxr/evcxr/releases/download/v{KERNEL_VERSION}");
    let listing = format!("repos/evcxr/evcxr/releases/tags/v{KERNEL_VERSION}");
    let authors =
        [format!("https://github.com/{release}"), format!("https://api.github.com/{listing}")];
    let own = ["/school's server".to_owned(), String::new()];
    for (place, expected) in [(None, &authors), (Some(""), &authors), (Some(&*own[0]), &own)] {
        let project = Project::without_kernel("archive");
        project.answer("fetch", "");
        let mut program = project.program(&[]);
        program.envs(place.map(|place| ("KERNEL_ARCHIVES", place)));
        let said = succeeds(&mut program);
        assert!(!said.contains("not fetched") && !said.contains("building"), "{said}");
        let archive = format!("evcxr_jupyter-v{KERNEL_VERSION}-{TARGET}.tar.gz");
        assert!(said.contains(&format!("Kernel: fetching {archive} ...")), "{said}");
        let call = project.call("fetch");
        let target = project.venv.join("kernel/bin/evcxr_jupyter").display().to_string();
        let rest = [&expected[0], &archive, &expected[1], "evcxr_jupyter", &target];
        assert_eq!(call.arguments[0], "-Iuc");
        assert_eq!(call.arguments[2..], rest);
        assert_eq!(call.variable("PYTHONUTF8"), Some("1"));
    }
}

#[test]
fn one_that_cannot_be_had_is_told_in_its_last_words() {
    let project = Project::without_kernel("no archive");
    project.answer("fetch", "printf '10 20\\nIt answers 404.\\n\\n'; exit 1");
    let said = project.succeeds();
    assert!(said.contains("Kernel: not fetched. It answers 404.\n"), "{said}");
    assert!(said.contains("Kernel: building"), "{said}");
}
