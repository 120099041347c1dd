"""Starts the Rust kernel with what the set-up has made ahead of it, and then becomes it.

    launch.py KERNEL CONNECTION_FILE

A bare kernel builds the course's crate anew, and reads the whole source of the standard library
before it answers. Here it gets a smaller library, and a copy of a folder in which the crate is
built. A second process waits beside it: it lets the kernel analyse the first cell while the
reader still reads, and removes the copy when the kernel has ended, however it ended. Whatever
fails in here, the bare kernel does all that this one does, only slower.
"""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
FIRST_NOTEBOOK = "00-overview"
PREFIX = "rust-kernel-"
# Held by the kernel and its children as long as one of them lives.
LOCK = "lock"
# The kernel's memory allocator takes memory as it is used, and not in huge pages to be cleared:
# a tenth of the kernel's own work less, and 60 MB.
MEMORY = {"MIMALLOC_ARENA_EAGER_COMMIT": "0", "MIMALLOC_PAGE_COMMIT_ON_DEMAND": "1"}
# A type to infer and methods to list: what the reader's first cells need from the analysis.
QUESTION = "let warm_up = vec![0.5];\nwarm_up.le"


def main():
    kernel, connection = sys.argv[1:]
    try:
        prepare(connection)
    except Exception:
        pass
    # Python ignores these; the kernel's children should not.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    os.execv(kernel, [kernel, "--control_file", connection])


def prepare(connection):
    recorded = json.loads((HERE / "kernel.json").read_text("utf-8"))["metadata"]["setup"]
    put_cargo_in_reach(recorded)
    venv = Path(recorded["venv"])
    put_cache_in_reach(venv)
    os.environ.update(MEMORY)
    # A wrapper that cargo's settings name is meant for other projects.
    os.environ["RUSTC_WRAPPER"] = ""
    toolchain = ask_rustc()
    if made_for(toolchain, venv / "library") and has_source(toolchain):
        os.environ["RUST_SRC_PATH"] = str(venv / "library")
    if in_course(venv.parent) and made_for(toolchain, venv / "build") and "EVCXR_TMPDIR" not in os.environ:
        remove_abandoned()
        folder = copy_of_build(venv / "build")
        os.environ["EVCXR_TMPDIR"] = folder
        beside(folder, connection)


def put_cargo_in_reach(recorded):
    """A Jupyter that was not started from a terminal may not know where cargo is."""
    if shutil.which("cargo") and shutil.which("rustc"):
        return
    paths = [os.environ.get("PATH", os.defpath), *recorded["path"]]
    os.environ["PATH"] = os.pathsep.join(paths)
    for name, value in recorded["homes"].items():
        os.environ.setdefault(name, value)


def put_cache_in_reach(venv):
    """Where the home can't be written, the kernel's cache of built crates is ours to keep."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "evcxr")
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        pass
    if not os.access(cache, os.W_OK):
        os.environ["XDG_CACHE_HOME"] = str(venv / "cache")


def ask_rustc():
    """The toolchain's place and version, as the set-up writes them."""
    questions = ["--print=sysroot"], ["--version"]
    asked = [
        subprocess.Popen(["rustc", *question], stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for question in questions
    ]
    return "\n".join(rustc.communicate(timeout=20)[0].decode().strip() for rustc in asked)


def made_for(toolchain, folder):
    try:
        return (folder / "made-for").read_text("utf-8") == toolchain
    except OSError:
        return False


def in_course(course):
    """In the notebooks of this course, or of a copy that builds the same crates, as on a hub."""
    try:
        here = Path.cwd()
        manifests = [folder / "Cargo.toml" for folder in (here.parent, course)]
        return here.name == "notebooks" and len({path.read_bytes() for path in manifests}) == 1
    except OSError:
        return False


def has_source(toolchain):
    return Path(toolchain.split("\n")[0], "lib/rustlib/src/rust/library").is_dir()


def copy_of_build(build):
    """A folder for this kernel alone, with all files' times, by which cargo knows what is built."""
    folder = tempfile.mkdtemp(prefix=PREFIX)
    try:
        # Locked before it has its name, so that nobody takes it for abandoned.
        unnamed = os.path.join(folder, "new")
        lock = os.open(unnamed, os.O_CREAT | os.O_RDWR)
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.rename(unnamed, os.path.join(folder, LOCK))
        os.set_inheritable(lock, True)
        name = notebook().stem  # none where another program than Jupyter's server starts the kernel
        own = build / name
        for part in [own] if name and own.is_dir() else [part for part in build.iterdir() if part.is_dir()]:
            shutil.copytree(part, folder, dirs_exist_ok=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def notebook():
    """Jupyter's server tells which notebook the kernel is for; other programs do not."""
    return Path(os.environ.get("JPY_SESSION_NAME", ""))


def remove_abandoned():
    """What was left behind where the process beside the kernel was killed, too."""
    for lock in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{LOCK}"):
        try:
            with lock.open() as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(lock.parent, ignore_errors=True)
        except OSError:
            pass  # in use, or another user's


def beside(folder, connection):
    python = [sys.executable, "-I", __file__, "--beside", folder, connection]
    subprocess.Popen(python, start_new_session=True, stdin=subprocess.DEVNULL,
                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def stay_beside(folder, connection):
    from threading import Thread

    Thread(target=warm_up, args=[connection], daemon=True).start()
    with open(os.path.join(folder, LOCK)) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)  # whatever the warm-up is at


def warm_up(connection):
    """Asks for a completion after the first cell's lines, once the kernel is idle.

    To answer, the kernel loads and analyses the crate and the standard library, as it else does
    when the reader binds the first variable. It runs nothing and keeps no state.
    """
    import time

    os.nice(10)
    time.sleep(0.5)  # the kernel's start comes first
    from jupyter_client import BlockingKernelClient
    from queue import Empty

    client = BlockingKernelClient(connection_file=connection)
    client.load_connection_file()
    client.start_channels(stdin=False, hb=False, control=False)
    client.kernel_info(reply=True, timeout=300)
    busy = False
    while True:
        try:
            content = client.get_iopub_msg(timeout=1)["content"]
        except Empty:
            if busy:
                continue
            break
        busy = content.get("execution_state", "busy") == "busy"
    code = "\n".join([*first_lines(), QUESTION])
    client.complete(code, len(code), reply=True, timeout=300)
    client.stop_channels()


def first_lines():
    """Of the notebook's first cell, what loads crates; plain ASCII, so that its length is known."""
    path = notebook() if notebook().is_file() else Path(f"{FIRST_NOTEBOOK}.ipynb")
    cells = json.loads(path.read_text("utf-8"))["cells"]
    first = next(cell["source"] for cell in cells if cell["cell_type"] == "code")
    lines = "".join(first).split("\n")
    return [line for line in lines if line.isascii() and line.startswith((":dep ", "use "))]


if __name__ == "__main__":
    if sys.argv[1] == "--beside":
        stay_beside(*sys.argv[2:])
    else:
        main()
