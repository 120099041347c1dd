"""N students on one machine: how long they wait, and how much memory each takes.

    .venv/bin/python benches/hub.py N [--think SECONDS] [--arrive SECONDS] [--lean]

Each student has a server of their own, as JupyterHub starts it, and opens notebook 02 in it. They
come evenly over the time of --arrive, run the cells up to the first picture at once, and then edit
a number and run its picture, five times, with about --think seconds of thought before each. With
--lean, the kernel finds no source of the standard library (rust-src).

Prints one row of a table: seconds until the first picture, and of an edited cell, half and 95 % of
them; megabytes for each student (their share of what is shared counted once), of server and kernel;
and how much memory of the machine was taken at most.
"""

import argparse
import json
import os
import queue
import random
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from jupyter_client import BlockingKernelClient

COURSE = Path(__file__).resolve().parent.parent
NOTEBOOK = "02-neuron.ipynb"
TOKEN = secrets.token_hex(16)
EDITS = 5
PATIENCE = 900


def cells():
    """Those up to the first picture; the one with a number to change; the picture it changes."""
    notebook = json.loads((COURSE / "notebooks" / NOTEBOOK).read_text("utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]

    def shows(cell):
        return any("<img" in "".join(output.get("data", {}).get("text/html", [])) for output in cell["outputs"])

    pictures = [place for place, cell in enumerate(code) if shows(cell)]
    number = next(place for place, cell in enumerate(code) if "parameters" in cell["metadata"].get("tags", []))
    changed = [place for place in pictures if place > number][1]
    text = ["".join(cell["source"]) for cell in code]
    return text[: pictures[0] + 1], text[pictures[0] + 1 : number], text[number], text[number + 1 : changed], text[changed]


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Student:
    def __init__(self, home, environment):
        self.home, self.port = Path(home), free_port()
        self.first, self.edits, self.kilobytes = None, [], (0, 0)
        folders = {f"JUPYTER_{kind}_DIR": str(self.home / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
        words = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", f"--port={self.port}",
                 "--ip=127.0.0.1", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"]
        self.server = subprocess.Popen(words, cwd=COURSE / "notebooks", env={**environment, **folders},
                                       start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.client = None

    def ask(self, place, **body):
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/{place}", data,
                                         {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
            return json.loads(reply.read())

    def log_in(self):
        """The hub itself waits for the server, before the student sees anything."""
        while True:
            try:
                return self.ask("status")
            except OSError:
                time.sleep(0.5)

    def open_notebook(self):
        session = self.ask("sessions", path=NOTEBOOK, name=NOTEBOOK, type="notebook", kernel={"name": "rust"})
        file = self.home / "runtime" / f"kernel-{session['kernel']['id']}.json"
        self.client = BlockingKernelClient(connection_file=str(file))
        self.client.load_connection_file()
        # On a busy machine a kernel's heart beats late.
        self.client.start_channels(hb=False)
        self.client.kernel_info(reply=True, timeout=PATIENCE)

    def run(self, code):
        """Runs a cell and returns its pictures."""
        asked, shown = self.client.execute(code), 0
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") != asked:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "error":
                raise RuntimeError("\n".join(content["traceback"]))
            if kind in ("execute_result", "display_data"):
                shown += "<img" in content["data"].get("text/html", "")
            if kind == "status" and content["execution_state"] == "idle":
                return shown

    def work(self, think):
        to_picture, between, number, on, picture = cells()
        begin = time.monotonic()
        self.open_notebook()
        assert [self.run(code) for code in to_picture][-1], "no picture"
        self.first = time.monotonic() - begin
        for code in between:
            self.run(code)
        for edit in range(EDITS):
            time.sleep(random.uniform(0.5, 1.5) * think)
            begin = time.monotonic()
            self.run(number.replace("2.0", f"{2.0 + random.random():.4f}", 1))
            if edit == 0:
                for code in on:
                    self.run(code)
            assert self.run(picture), "no picture"
            self.edits.append(time.monotonic() - begin)

    def weigh(self):
        """The server's memory, and that of all that the kernel is."""
        server = share(self.server.pid)
        self.kilobytes = server, sum(map(share, family(self.server.pid))) - server

    def leave(self):
        if self.client:
            self.client.stop_channels()
        for process in [*family(self.server.pid)][::-1]:
            try:
                os.kill(process, 15)
            except OSError:
                pass
        self.server.wait()


def family(process):
    """A process, and all that it and its children have started."""
    yield process
    try:
        threads = Path(f"/proc/{process}/task").iterdir()
        children = {child for thread in threads for child in (thread / "children").read_text().split()}
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def share(process):
    """In kilobytes; of memory that several processes use, the part that falls to this one."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def available():
    lines = Path("/proc/meminfo").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))


def without_source(folder):
    """A toolchain of links to the real one, but for the library's source; the PATH to it."""
    real = Path(subprocess.run(["rustc", "--print=sysroot"], capture_output=True, text=True, check=True).stdout.strip())
    for inside, but in (("", ("bin", "lib")), ("bin", ("rustc",)), ("lib", ("rustlib",)), ("lib/rustlib", ("src",))):
        (folder / inside).mkdir(parents=True)
        for entry in (real / inside).iterdir():
            if entry.name not in but:
                (folder / inside / entry.name).symlink_to(entry)
    rustc = folder / "bin" / "rustc"
    rustc.write_text(f"#!/bin/sh\nexec '{real}/bin/rustc' --sysroot '{folder}' \"$@\"\n")
    rustc.chmod(0o755)
    return {"PATH": f"{folder}/bin:{os.environ['PATH']}", "RUSTUP_TOOLCHAIN": str(folder)}


def of(numbers, percent):
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("students", type=int)
    parser.add_argument("--think", type=float, default=30)
    parser.add_argument("--arrive", type=float, default=300)
    parser.add_argument("--lean", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hub-", ignore_cleanup_errors=True) as folder:
        measure(asked, Path(folder))


def measure(asked, folder):
    environment = {**os.environ, **(without_source(folder / "toolchain") if asked.lean else {})}
    before, least = available(), [available()]
    students, failures, done = [], queue.Queue(), threading.Event()

    def watch():
        while not done.wait(0.5):
            least[0] = min(least[0], available())

    def attend(student, place):
        try:
            student.log_in()
            time.sleep(place * asked.arrive / asked.students)
            student.work(asked.think)
        except Exception as failure:
            failures.put(f"{type(failure).__name__}: {failure}")

    threading.Thread(target=watch, daemon=True).start()
    try:
        for place in range(asked.students):
            (folder / f"student-{place}").mkdir()
            students.append(Student(folder / f"student-{place}", environment))
        threads = [threading.Thread(target=attend, args=pair) for pair in zip(students, range(asked.students))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for student in students:
            student.weigh()
    finally:
        done.set()
        for student in students:
            student.leave()
    while not failures.empty():
        print(failures.get(), file=sys.stderr)
    if not any(student.edits for student in students):
        sys.exit("Nobody has come to an edited cell.")
    firsts = [student.first for student in students if student.first]
    edits = [edit for student in students for edit in student.edits]
    server, kernel = (statistics.median(student.kilobytes[part] / 1000 for student in students) for part in (0, 1))
    taken = (before - least[0]) / 1e6
    print("| Students | rust-src | First picture, p50 | p95 | Edited cell, p50 | p95 | Server | Kernel | In all |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    print(f"| {len(edits) // EDITS} of {asked.students} | {'without' if asked.lean else 'with'} "
          f"| {of(firsts, 50):.1f} s | {of(firsts, 95):.1f} s | {of(edits, 50):.1f} s | {of(edits, 95):.1f} s "
          f"| {server:.0f} MB | {kernel:.0f} MB | {taken:.1f} GB |")


main()
