//! A first run makes all that is missing, in this order; a second one nothing.

use crate::stage::Project;

#[test]
fn the_first_run_takes_each_step_and_the_second_none() {
    let project = Project::new("first run");
    let said = project.succeeds();
    let lines: Vec<&str> = said.lines().collect();
    println!("{said}");
    assert!(lines.contains(&"JupyterLab: installing it into .venv with Python 3.12.1 ..."));
    assert!(lines.iter().any(|line| line.starts_with("JupyterLab: installed (")));
    let kernel = project.root.join("bin/evcxr_jupyter");
    assert!(lines.contains(&&*format!("Kernel: trying {} ...", kernel.display())));
    assert!(lines[3].starts_with("First cell: running it once"));
    assert_eq!(lines.len(), 5);

    let mut steps = project.steps();
    // The kernel is looked for while the packages are installed.
    steps.retain(|step| step != "kernel-help");
    let expected = [
        "rustc-sysroot rustc-version python-version venv pip-config pip-install import-proof",
        "kernel-install kernel-proof first-cell",
    ];
    assert_eq!(steps.join(" "), expected.join(" "));

    assert_eq!(project.succeeds(), "Ready: `cargo run` opens the course.\n");
    assert_eq!(project.steps(), ["rustc-sysroot", "rustc-version"]);
}

#[test]
fn every_child_holds_the_lock_and_works_in_the_environment() {
    let project = Project::new("children");
    project.succeeds();
    let steps = ["venv", "pip-install", "import-proof", "kernel-help", "kernel-install"];
    for step in steps.into_iter().chain(["kernel-proof", "first-cell"]) {
        let call = project.call(step);
        assert_eq!(call.input, project.venv.join("setup.lock"), "{step}");
        assert_eq!(call.folder, project.venv, "{step}");
    }
    for step in ["pip-install", "import-proof", "kernel-proof", "first-cell"] {
        let call = project.call(step);
        assert_eq!(call.variable("PYTHONUTF8"), Some("1"), "{step}");
        let home = project.venv.join("jupyter/config");
        assert_eq!(call.variable("JUPYTER_CONFIG_DIR"), home.to_str(), "{step}");
    }
}

#[test]
fn each_step_is_told_where_things_are() {
    let project = Project::new("arguments");
    project.succeeds();
    let place = |file: &str| project.root.join(file).display().to_string();
    let (venv, share) = (place(".venv"), place(".venv/share/jupyter"));
    assert_eq!(project.call("venv").arguments, ["-m", "venv", &venv]);
    let pip = ["-u", "-m", "pip", "install", "--no-input", "--disable-pip-version-check"];
    let requirements = ["--requirement", &place("notebooks/requirements.txt")];
    assert_eq!(project.call("pip-install").arguments, [&pip[..], &requirements].concat());
    assert_eq!(project.call("import-proof").arguments[3], venv);
    let registered = project.call("kernel-install");
    assert_eq!(registered.variable("JUPYTER_PATH"), Some(&*share));
    let proof = project.call("kernel-proof");
    assert_eq!(proof.arguments[3..], [share.clone(), venv]);
    assert_eq!(proof.variable("JUPYTER_PATH"), Some(&*share));
    let cell = project.call("first-cell");
    let (notebook, kept) = (place("notebooks/00-overview.ipynb"), place(".venv/build/00-overview"));
    assert_eq!(cell.arguments[3..], [notebook, kept]);
    assert_eq!(cell.variable("JUPYTER_PATH"), Some(&*share));
}

#[test]
fn what_the_first_run_leaves_tells_for_what_it_was_made() {
    let project = Project::new("stamps");
    project.succeeds();
    let toolchain = format!("{}\nrustc 1.95.0", project.root.join("stage/sysroot").display());
    assert_eq!(project.read(".venv/build/made-for"), toolchain);
    assert_eq!(project.read(".venv/library/made-for"), toolchain);
    let kernel = project.root.join("bin/evcxr_jupyter");
    assert!(project.read(".venv/stamps/kernel").starts_with(&*kernel.display().to_string()));
    assert!(project.read(".venv/stamps/python").ends_with("\njupyterlab\n"));
    assert!(project.read(".venv/stamps/warm-up").starts_with(&toolchain));
    let settings = project.read(".venv/share/jupyter/lab/settings/overrides.json");
    assert!(settings.contains("\"fetchNews\": \"false\""), "{settings}");
    let launcher = project.read(".venv/share/jupyter/kernels/rust/launch.py");
    assert!(launcher.starts_with("\"\"\"Starts the Rust kernel"), "{launcher}");
}
