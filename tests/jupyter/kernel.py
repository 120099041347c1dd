"""One scenario of `kernel.rs`, on the registered kernel: kernel.py SCENARIO SHARE PROJECT FOLDER"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

SCENARIO, SHARE, PROJECT, FOLDER = sys.argv[1], *map(Path, sys.argv[2:])
REGISTERED = SHARE / "kernels" / "rust"
DEP = ':dep nn_from_scratch = { path = ".." }'


class Kernel:
    """A kernel as Jupyter starts it; its copies stand in a temporary folder of their own."""

    def __init__(self, registration=REGISTERED, cwd=PROJECT / "notebooks", **variables):
        spec = json.loads((registration / "kernel.json").read_text("utf-8"))
        connection, _ = write_connection_file(str(FOLDER / f"connection-{time.time_ns()}.json"))
        argv = [part.replace("{connection_file}", connection) for part in spec["argv"]]
        dropped = ("EVCXR_", "RUST_SRC_PATH", "JPY_")
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(dropped)}
        self.temporary = FOLDER / "tmp"
        self.temporary.mkdir(exist_ok=True)
        environment = inherited | spec["env"] | {"TMPDIR": str(self.temporary)} | variables
        self.errors = open(FOLDER / "stderr", "ab")
        self.process = subprocess.Popen(argv, env=environment, cwd=cwd, stderr=self.errors,
                                        stdout=subprocess.DEVNULL, start_new_session=True)
        self.client = BlockingKernelClient(connection_file=connection)
        self.client.load_connection_file()
        self.client.start_channels(hb=False)
        self.client.kernel_info(reply=True, timeout=120)

    def run(self, code):
        """What a cell shows, with its errors and warnings."""
        shown = []
        self.client.execute_interactive(code, timeout=300, output_hook=shown.append)
        return "".join(
            content.get("text") or content.get("evalue") or content.get("data", {}).get("text/plain", "")
            for content in (message["content"] for message in shown)
        )

    def variable(self, name):
        return self.run(f'println!("{{}}", std::env::var("{name}").unwrap_or_default());').strip()

    def copies(self):
        return sorted(self.temporary.glob("rust-kernel-*"))

    def shut_down(self):
        self.client.shutdown()
        self.process.wait(20)
        self.client.stop_channels()

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)
        self.client.stop_channels()


def staged():
    """A course of a tiny crate, with a build folder: where it lives and its registration."""
    course = FOLDER / "course"
    for folder in ["src", "notebooks", ".venv/build/00-overview", "registration"]:
        (course / folder).mkdir(parents=True)
    (course / "Cargo.toml").write_text('[package]\nname = "nn_from_scratch"\nedition = "2024"\n[workspace]\n')
    (course / "src/lib.rs").write_text("pub fn answer() -> u32 { 1 }\n")
    cell = {"cell_type": "code", "source": [DEP]}
    (course / "notebooks/00-overview.ipynb").write_text(json.dumps({"cells": [cell]}))
    registration = course / "registration"
    shutil.copy(REGISTERED / "launch.py", registration)
    spec = json.loads((REGISTERED / "kernel.json").read_text("utf-8"))
    spec["argv"] = [part.replace(str(REGISTERED), str(registration)) for part in spec["argv"]]
    spec["metadata"]["setup"]["venv"] = str(course / ".venv")
    (registration / "kernel.json").write_text(json.dumps(spec))
    build = FOLDER / "build"
    kernel = Kernel(registration, course / "notebooks", EVCXR_TMPDIR=str(build))
    assert "error" not in kernel.run(DEP + "\nnn_from_scratch::answer()")
    kernel.shut_down()
    shutil.copytree(build / "target", course / ".venv/build/00-overview/target")
    shutil.copy(SHARE.parent.parent / "build/made-for", course / ".venv/build/made-for")
    return course, registration, lambda **variables: Kernel(registration, course / "notebooks", **variables)


def soon(condition):
    end = time.time() + 20
    while not condition():
        assert time.time() < end
        time.sleep(0.1)


def items_of_std():
    kernel = Kernel()
    library = kernel.variable("RUST_SRC_PATH")
    assert library == str(SHARE.parent.parent / "library"), library

    def complete(code):
        return kernel.client.complete(code, len(code), reply=True, timeout=100)["content"]["matches"]

    assert "is_empty()" in complete("let numbers = vec![1.5];\nnumbers.is_emp")
    assert any("HashMap" in match for match in complete("use std::collections::Has"))
    assert any("checked_pow" in match for match in complete("5_u32.checked_p"))
    for code, text in [("Vec::with_capacity", "Constructs a new, empty"), ("u32::pow", "power of"), ("Option::map", "Maps an")]:
        about = kernel.client.inspect(code, len(code), reply=True, timeout=100)["content"]
        assert text in about["data"]["text/plain"], about
    for code, type_name in [
        ("(1..4).map(|i| f64::from(i).sqrt()).collect::<Vec<_>>()", "Vec<f64>"),
        ("[1.5, 2.5].iter().sum::<f64>()", "f64"),
        ('"a b".split(\' \').map(|w| (w.to_owned(), w.len())).collect::<std::collections::HashMap<_, _>>()', "HashMap<String, usize>"),
        ("5_u32.to_le_bytes()", "[u8; 4]"),
        ("std::time::Instant::now().elapsed()", "Duration"),
    ]:
        said = kernel.run(f"let value = {code};") + kernel.run(":type value")
        plain = said.replace("std::collections::", "").replace("std::time::", "").replace("std::string::", "")
        assert type_name in plain, said
    kernel.shut_down()


def two_at_once():
    _, _, start = staged()
    first, second = start(), start()
    assert len(first.copies()) == 2
    for kernel in [first, second]:
        said = kernel.run(DEP + "\nnn_from_scratch::answer()")
        assert said.strip() == "1", said  # so nothing was compiled
    assert first.variable("EVCXR_TMPDIR") != second.variable("EVCXR_TMPDIR")
    kept = Path(second.variable("EVCXR_TMPDIR"))
    first.shut_down()
    soon(lambda: second.copies() == [kept])
    second.kill()
    soon(lambda: not second.copies())


def changed_source():
    course, _, start = staged()
    (course / "src/lib.rs").write_text("pub fn answer() -> u32 { 2 }\n")
    kernel = start()
    said = kernel.run(DEP + "\nnn_from_scratch::answer()")
    assert said.split()[-1] == "2", said
    kernel.shut_down()


def copy_of_the_course():
    """As on a hub, whose students have copies of the course and share one kernel."""
    course, registration, _ = staged()
    home = FOLDER / "home"
    shutil.copytree(course, home, ignore=shutil.ignore_patterns(".venv", "registration"))
    kernel = Kernel(registration, home / "notebooks")
    [copy] = kernel.copies()
    assert (copy / "target").is_dir(), "nothing is built in it"
    assert "error" not in kernel.run(DEP + "\nnn_from_scratch::answer()")
    kernel.shut_down()
    # Other crates: the built ones are of no use.
    with (home / "Cargo.toml").open("a") as manifest:
        manifest.write("[features]\n")
    kernel = Kernel(registration, home / "notebooks")
    assert not kernel.copies()
    kernel.shut_down()


def a_copy_that_fails():
    course, _, start = staged()
    (course / ".venv/build/00-overview/target/nothing").symlink_to("nowhere")
    works_bare(start())


def another_toolchain():
    course, _, start = staged()
    shutil.copytree(course / ".venv/build", course / ".venv/library")
    (course / ".venv/library/core").mkdir()
    for folder in ["build", "library"]:
        (course / ".venv" / folder / "made-for").write_text("/another\nrustc 1.0.0")
    kernel = start()
    assert kernel.variable("RUST_SRC_PATH") == ""
    works_bare(kernel)


def works_bare(kernel):
    assert kernel.variable("EVCXR_TMPDIR") == ""
    assert not kernel.copies()
    said = kernel.run(DEP + "\nnn_from_scratch::answer()")
    assert said.split()[-1] == "1", said
    kernel.shut_down()


def abandoned():
    _, _, start = staged()
    left = FOLDER / "tmp/rust-kernel-left"
    left.mkdir()
    (left / "lock").touch()
    kernel = start()
    assert left not in kernel.copies() and len(kernel.copies()) == 1
    kernel.shut_down()


def without_cargo_on_the_path():
    kernel = Kernel(PATH="/usr/bin:/bin")
    assert "7" in kernel.run("3 + 4")
    kernel.shut_down()


def question_of_the_one_beside():
    _, _, start = staged()
    kernel = start()
    seen = []
    while ("complete_request", "idle") not in seen:
        message = kernel.client.get_iopub_msg(timeout=60)
        state = message["content"].get("execution_state")
        seen.append((message["parent_header"].get("msg_type"), state))
    assert {state for _, state in seen} == {"busy", "idle"}, seen  # no output, nothing run
    assert "warm_up" not in kernel.run(":vars") + kernel.run(":show_deps")
    assert kernel.run(DEP + "\nnn_from_scratch::answer()").strip() == "1"
    kernel.shut_down()


def newest_serde_is_built_for_each_cell():
    """The second kernel finds in the cache what the first has built, and left in its own folder."""
    for number in [1, 2]:
        build = FOLDER / f"build-{number}"
        kernel = Kernel(cwd=FOLDER, EVCXR_TMPDIR=str(build), XDG_CACHE_HOME=str(FOLDER / "cache"))
        shown = kernel.run(':cache 100\n:dep serde = { version = "1", default-features = false }\n3 + 4')
        assert shown.split()[-1] == "7", shown
        states = []
        for cell in ["1", "2"]:
            kernel.run(cell)
            states.append({file.name: file.stat().st_mtime_ns for file in build.rglob("libserde*.rlib")})
        kernel.shut_down()
        shutil.rmtree(build)
    before, after = states
    assert before and before != after, "It is kept now: csv, serde and serde_json need no pins in Cargo.toml any more."


globals()[SCENARIO]()
