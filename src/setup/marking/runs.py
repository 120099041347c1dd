"""The run of each attempt, in a process and a folder of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import course
from submission import at_home

ATTEMPT = Path(__file__).resolve().with_name("attempt.py")
# Of the teacher's own variables, those that a kernel needs.
PASSED_ON = ["PATH", "LANG", "LC_ALL", "JUPYTER_PATH", "RUSTUP_TOOLCHAIN", "APPDATA", "COMSPEC",
             "LOCALAPPDATA", "PATHEXT", "SYSTEMROOT", "TEMP", "USERPROFILE"]
# What is to be ended when the teacher stops the marking.
RUNNING = set()


def environment(folder):
    """For a kernel that is to find its tools, and nothing else of its teacher's."""
    home = Path.home()
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return kept | {
        "CARGO_HOME": os.environ.get("CARGO_HOME", str(home / ".cargo")),
        "RUSTUP_HOME": os.environ.get("RUSTUP_HOME", str(home / ".rustup")),
        "CARGO_NET_OFFLINE": "true", "PYTHONUTF8": "1",
        "HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"),
        "XDG_CACHE_HOME": str(folder / "cache"), "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTER_DATA_DIR": str(folder / "home"), "JUPYTER_CONFIG_DIR": str(folder / "home"),
    }


BUILD = """
import os, re, shutil, subprocess, sys
from pathlib import Path
import nbformat
from nbclient import NotebookClient
folder, kept = map(Path, sys.argv[1:])
os.environ["EVCXR_TMPDIR"] = str(folder)
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(sys.stdin.read())])
client = NotebookClient(notebook, kernel_name="rust", timeout=1800, startup_timeout=120)
client.execute(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
def of_one_kernel(folder, names):
    return [name for name in names if re.match(r"incremental$|(lib)?(ctx|code_\\d+)\\b", name)]
shutil.copytree(folder / "target", kept / "target", ignore=of_one_kernel)
"""


def crates(notebook):
    """The lines that load them."""
    lines = course.text(first_cell(notebook)).splitlines()
    return "\n".join(line for line in lines if line.startswith(":dep"))


def first_cell(notebook):
    return next(cell for cell in notebook.cells if cell["cell_type"] == "code")


def built(notebook, work):
    """A folder in which the crates of the notebook's first cell are built, once for all students."""
    kept = work / "built" / notebook.name
    folder = Path(tempfile.mkdtemp(dir=work))
    done = subprocess.run(
        [sys.executable, "-c", BUILD, folder, kept],
        input=at_home(course.text(first_cell(notebook))), text=True, capture_output=True,
    )
    shutil.rmtree(folder, ignore_errors=True)
    if done.returncode:
        sys.exit(f"The first cell of {notebook.path.name} fails, so nothing can be marked: "
                 + "".join(done.stderr.strip().splitlines()[-1:]))
    return kept


def run(attempt, build, wrap, limits, work):
    """Marks a file in a folder of its own, which goes afterwards, with all that runs in it."""
    folder = Path(tempfile.mkdtemp(prefix="attempt-", dir=work))
    submission = attempt.submission
    job = {"folder": str(folder), "built": str(build), "limits": limits,
           "beside": [str(path) for path in course.beside()],
           "cells": submission.notebook.script(submission), "refused": submission.refused}
    for name in ("home", "tmp", "cache", "runtime"):
        (folder / name).mkdir()
    command = [*wrap(folder), sys.executable, "-I", "-B", str(ATTEMPT)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(folder), cwd=folder, text=True, start_new_session=True,
    )
    RUNNING.add(process)
    try:
        out, complaint = process.communicate(json.dumps(job), limits["notebook"] + 120)
        attempt.verdicts = read(out, submission.notebook)
        if not attempt.verdicts:
            last = "".join(complaint.strip().splitlines()[-1:])[:300]
            attempt.message = f"could not be marked: {last or 'it ended the whole run'}"
    except subprocess.TimeoutExpired:
        attempt.message = "the run had to be ended from outside: it took too long"
    finally:
        end(process)
        RUNNING.discard(process)
        shutil.rmtree(folder, ignore_errors=True)


def end(process):
    """With all that it has started, as far as it is in its group."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except ProcessLookupError:
        pass
    process.wait()


def read(out, notebook):
    """The verdicts, of the exercises that there are."""
    try:
        verdicts = json.loads(out)["verdicts"]
        return {exercise.id: (verdicts[exercise.id][0] is True, str(verdicts[exercise.id][1]))
                for exercise in notebook.exercises}
    except (ValueError, KeyError, TypeError, IndexError):
        return {}
