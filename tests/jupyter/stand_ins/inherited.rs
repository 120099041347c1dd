//! What the children of `cargo run` inherit of the reader's environment.

use std::collections::BTreeMap;
use std::path::Path;

use crate::program::PROGRAM;
use crate::stage::{Call, Project, succeeds};

/// What a child sees of these variables.
fn seen(name: &str, variables: &[(&str, &str)]) -> Call {
    let project = Project::new(name);
    succeeds(project.program(&[]).envs(variables.iter().copied()));
    project.call("kernel-help")
}

#[test]
fn settings_for_other_purposes_are_dropped_and_the_network_s_are_kept() {
    let dropped = [
        "VIRTUAL_ENV",
        "RUSTFLAGS",
        "RUSTC_WRAPPER",
        "PYTHONHOME",
        "PYTHONPATH",
        "PIP_TARGET",
        "JUPYTER_CONFIG_DIR",
        "JUPYTERLAB_DIR",
        "IPYTHONDIR",
        "EVCXR_TMPDIR",
        "CARGO",
        "CARGO_PKG_NAME",
        "CARGO_TARGET_DIR",
        "CARGO_BUILD_TARGET",
    ];
    let kept = [
        "HOME",
        "LANG",
        "CARGOES",
        "PIPE",
        "CARGO_HOME",
        "CARGO_HTTP_PROXY",
        "CARGO_NET_OFFLINE",
        "CARGO_BUILD_JOBS",
        "CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER",
        "PIP_INDEX_URL",
        "PIP_NO_CACHE_DIR",
        "JUPYTER_TOKEN",
    ];
    let given: Vec<(&str, &str)> = dropped.iter().chain(&kept).map(|name| (*name, "set")).collect();
    let call = seen("variables", &given);
    for name in dropped {
        assert_eq!(call.variable(name), None, "{name}");
    }
    for name in kept {
        assert_eq!(call.variable(name), Some("set"), "{name}");
    }
    assert_eq!(call.variable("PIP_USER"), Some("0"));
}

#[test]
fn rust_and_python_are_asked_without_them_too() {
    let project = Project::new("asked");
    let variables = [("RUSTFLAGS", "-Cnone"), ("PYTHONHOME", "/nowhere"), ("PIP_USER", "1")];
    succeeds(project.program(&[]).envs(variables));
    for step in ["rustc-sysroot", "python-version", "pip-config", "pip-install"] {
        let call = project.call(step);
        assert_eq!(call.variable("RUSTFLAGS"), None, "{step}");
        assert_eq!(call.variable("PYTHONHOME"), None, "{step}");
        assert_eq!(call.variable("PIP_USER"), Some("0"), "{step}");
    }
}

#[test]
fn library_paths_lose_what_cargo_has_put_before_them() {
    let target = Path::new(PROGRAM).parent().unwrap();
    let target = target.display();
    let cargos = format!("{target}:{target}/deps:/rust/lib:/rust/lib/rustlib/this/lib");
    let mixed = format!("{cargos}:/mine::/rust/lib/other:/mine/too");
    let variables = [
        ("CARGO", "/rust/bin/cargo"),
        ("LD_LIBRARY_PATH", &mixed),
        ("DYLD_FALLBACK_LIBRARY_PATH", &cargos),
    ];
    let call = seen("library paths", &variables);
    assert_eq!(call.variable("LD_LIBRARY_PATH"), Some("/mine:/rust/lib/other:/mine/too"));
    assert_eq!(call.variable("DYLD_FALLBACK_LIBRARY_PATH"), None);
    // Without cargo, nothing is known to be the toolchain's.
    let call = seen("library paths alone", &[("LD_LIBRARY_PATH", "/rust/lib:/mine")]);
    assert_eq!(call.variable("LD_LIBRARY_PATH"), Some("/rust/lib:/mine"));
}

#[test]
fn pip_gets_the_settings_for_the_network_and_no_others() {
    let project = Project::new("pip settings");
    let listed = "\
:env:.cert='/cert'
global.index-url='https://one/'
global.timeout='9'
global.proxy=''
global.target='/elsewhere'
install.find-links='\\n/a\\n/b'
install.index-url='https://two/'
";
    project.answer("pip-config", &format!("cat <<'END'\n{listed}END\n"));
    let given = [("PIP_CERT", "/cert"), ("PIP_CONFIG_FILE", "/mine"), ("PIP_USER", "1")];
    let others = [("PIP_PYTHON", "/other"), ("PIPE", "1"), ("PIP_TARGET", "/elsewhere")];
    succeeds(project.program(&[]).envs(given).envs(others));

    // pip itself reads its files and variables, but for the two that would break this question.
    let asked = project.call("pip-config");
    assert_eq!(asked.variable("PIP_CONFIG_FILE"), Some("/mine"));
    assert_eq!(asked.variable("PIP_TARGET"), Some("/elsewhere"));
    assert_eq!(asked.variable("PIP_USER"), Some("0"));
    assert_eq!(asked.variable("PIP_PYTHON"), None);

    let call = project.call("pip-install");
    let mut settings: BTreeMap<String, String> = call.environment;
    settings.retain(|name, _| name.starts_with("PIP_"));
    let expected = [
        ("PIP_CERT", "/cert"),
        ("PIP_CONFIG_FILE", "/dev/null"),
        ("PIP_FIND_LINKS", "/a /b"),
        ("PIP_INDEX_URL", "https://two/"),
        ("PIP_TIMEOUT", "9"),
        ("PIP_USER", "0"),
    ];
    assert_eq!(settings, expected.map(|(name, value)| (name.into(), value.into())).into());
}

#[test]
fn settings_that_pip_cannot_read_are_not_asked_for() {
    let project = Project::new("pip config fails");
    project.answer("pip-config", "echo \"global.proxy='http://half'\"; exit 1");
    project.succeeds();
    assert_eq!(project.call("pip-install").variable("PIP_PROXY"), None);
}
