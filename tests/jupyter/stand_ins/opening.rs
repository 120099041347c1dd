//! JupyterLab's start: its options, its folders, and the program's end.

use crate::stage::Project;

/// With which options JupyterLab is started for these, after its own name.
#[track_caller]
fn options(project: &Project, arguments: &[&str]) -> Vec<String> {
    let _ = std::fs::remove_dir_all(project.root.join("stage/calls"));
    project.write("stage/calls/.keep", "");
    let output = project.run(arguments);
    assert!(output.status.success(), "{output:?}");
    let call = project.call("jupyterlab");
    assert_eq!(call.arguments[..2], ["-m", "jupyterlab"]);
    call.arguments[2..].to_vec()
}

#[test]
fn what_the_reader_passes_on_wins() {
    let project = Project::new("options");
    let ip = "--ServerApp.ip=localhost";
    let root = "--ServerApp.allow_root=True";
    let folder = &*format!("--ServerApp.root_dir={}", project.root.join("notebooks").display());
    let page = "--LabApp.default_url=/lab/tree/00-overview.ipynb";
    assert_eq!(options(&project, &[]), [ip, root, folder, page]);
    for (given, expected) in [
        (vec!["--no-browser", "--port=0"], vec![ip, root, folder, page]),
        (vec!["--ip=0.0.0.0"], vec![root, folder, page]),
        (vec!["--ServerApp.ip", "0.0.0.0"], vec![root, folder, page]),
        (vec!["--allow-root"], vec![ip, folder, page]),
        (vec!["--ServerApp.allow_root=False"], vec![ip, folder, page]),
        (vec!["--notebook-dir", "/elsewhere"], vec![ip, root]),
        (vec!["--ServerApp.root_dir=/elsewhere"], vec![ip, root]),
        (vec!["--ServerApp.notebook_dir=/elsewhere"], vec![ip, root]),
        (vec!["--LabApp.default_url=/lab"], vec![ip, root, folder]),
    ] {
        assert_eq!(options(&project, &given), [expected, given].concat());
    }
    std::fs::remove_file(project.root.join("notebooks/00-overview.ipynb")).unwrap();
    assert_eq!(options(&project, &[]), [ip, root, folder]);
}

#[test]
fn its_folders_are_in_the_environment() {
    let project = Project::new("folders");
    let mut program = project.program(&[]);
    let given = [("JUPYTER_PATH", ":/mine::/too:"), ("JUPYTER_TOKEN", "token"), ("CARGO", "/c")];
    program.envs(given).env("JUPYTER_CONFIG_DIR", "/older");
    assert!(program.output().unwrap().status.success());
    let call = project.call("jupyterlab");
    let venv = project.venv.display();
    for (name, value) in [
        ("JUPYTER_CONFIG_DIR", format!("{venv}/jupyter/config")),
        ("JUPYTER_DATA_DIR", format!("{venv}/jupyter/data")),
        ("JUPYTER_RUNTIME_DIR", format!("{venv}/jupyter/runtime")),
        ("JUPYTER_PREFER_ENV_PATH", "1".into()),
        ("JUPYTER_PATH", format!("{venv}/share/jupyter:/mine:/too")),
        ("JUPYTERLAB_WORKSPACES_DIR", format!("{venv}/share/jupyter/lab/workspaces")),
        ("JUPYTER_TOKEN", "token".into()),
    ] {
        assert_eq!(call.variable(name), Some(&*value), "{name}");
    }
    assert_eq!(call.variable("CARGO"), None);
    // It works where the reader is, and holds no lock.
    assert_eq!(call.folder, project.root);
    assert_eq!(call.input.to_str(), Some("/dev/null"));
}

#[test]
fn its_end_is_the_program_s() {
    let project = Project::new("exit code");
    project.answer("jupyterlab", "exit 7");
    assert_eq!(project.run(&[]).status.code(), Some(7));
}

#[test]
fn settings_that_were_changed_are_put_back() {
    let project = Project::new("settings");
    project.succeeds();
    let file = ".venv/share/jupyter/lab/settings/overrides.json";
    let (path, settings) = (project.root.join(file), project.read(file));
    let time = || std::fs::metadata(&path).unwrap().modified().unwrap();
    let before = time();
    project.succeeds();
    assert_eq!(time(), before, "It is written only where it must be.");
    project.write(file, "{}");
    project.succeeds();
    assert_eq!(project.read(file), settings);
}
