"""Marks one notebook on a kernel of its own, with limits, and prints the verdicts as JSON.

The teacher's notebook is run, cell by cell, with a student's sources in its exercises. Each check is
the teacher's, and signs its lines with a word that nobody could know before. What ends the process,
or never ends, is taken out, and the rest is run again.
"""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from pathlib import Path
from queue import Empty

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None
import psutil

# jsonschema would spend two seconds on a grammar for addresses, which no notebook needs.
sys.modules["rfc3987_syntax"] = None

from jupyter_client.manager import KernelManager

FIRST_CELL = 300  # seconds: it may build crates
# Each line of the check bears the word, and the last line says how many there must be.
SIGNED = """\
static LINES_{0}: ::std::sync::atomic::AtomicUsize = ::std::sync::atomic::AtomicUsize::new(0);
fn exercise_{0}<T: ::std::cmp::PartialEq + ::std::fmt::Debug>(what: &str, found: T, expected: T) {{
    LINES_{0}.fetch_add(1, ::std::sync::atomic::Ordering::SeqCst);
    ::nn_from_scratch::notebook::exercise(&::std::format!("{0} {{what}}"), found, expected);
}}
fn yours_{0}<T>(name: &str, item: &T, cases: &[(&str, f64, f64)]) {{
    LINES_{0}.fetch_add(cases.len(), ::std::sync::atomic::Ordering::SeqCst);
    let whats: ::std::vec::Vec<::std::string::String> =
        cases.iter().map(|case| ::std::format!("{0} {{}}", case.0)).collect();
    let cases: ::std::vec::Vec<(&str, f64, f64)> =
        cases.iter().zip(&whats).map(|(case, what)| (&what[..], case.1, case.2)).collect();
    ::nn_from_scratch::notebook::yours(&::std::format!("{0} {{name}}"), item, &cases);
}}
"""
END = """
;
::std::println!("{0} end {{}}", LINES_{0}.load(::std::sync::atomic::Ordering::SeqCst));
"""


class Ended(Exception):
    """Why a kernel's process is no more."""


def limit_processes(limits):
    """What the system itself can refuse; children inherit it."""
    if not resource:
        return
    for name, most in [("RLIMIT_DATA", limits["memory"]), ("RLIMIT_FSIZE", limits["disk"]),
                       ("RLIMIT_CPU", 4 * limits["notebook"]), ("RLIMIT_NPROC", 4096),
                       ("RLIMIT_CORE", 0)]:
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (most, most))
        except (OSError, ValueError):
            pass  # a system that has the name only


def raise_loopback():
    """A network of one's own has only a loopback, and it is down; the kernel listens on it."""
    try:
        import fcntl
        import socket
        import struct

        with socket.socket() as any_socket:
            request = fcntl.ioctl(any_socket, 0x8913, struct.pack("16sh22x", b"lo", 0))  # SIOCGIFFLAGS
            flags = struct.unpack("16sh", request[:18])[1]
            fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh22x", b"lo", flags | 1))  # SIOCSIFFLAGS
    except (ImportError, OSError):
        pass  # another system, or it is up


class Kernel:
    def __init__(self, folder, built, limits):
        self.folder, self.limits = folder, limits
        build = folder / "build"
        shutil.rmtree(build, ignore_errors=True)
        shutil.copytree(built, build)
        os.environ["EVCXR_TMPDIR"] = str(build)
        self.own = size_of(folder)
        self.looked, self.worked = 0.0, 0.0
        self.manager = KernelManager(kernel_name="rust")
        self.manager.start_kernel(
            cwd=str(folder / "notebooks"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.process = psutil.Process(self.manager.provisioner.pid)
        self.client = self.manager.client()
        self.client.start_channels()

    def wait(self):
        self.client.wait_for_ready(timeout=60)

    def kill(self):
        family = [self.process]
        try:
            family += self.process.children(recursive=True)
        except psutil.Error:
            pass
        for process in family:
            try:
                process.kill()
            except psutil.Error:
                pass
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def execute(self, source, seconds):
        """What the cell prints, and its error if there is one."""
        request = self.client.execute(source, allow_stdin=False, stop_on_error=False)
        self.looked = 0.0
        self.look()
        begin, before = time.monotonic(), self.worked
        printed, length, error = [], 0, None
        while True:
            # Where other programs are busy, too, a cell is not to blame for its wait.
            if self.worked - before > seconds or time.monotonic() - begin > 4 * seconds:
                raise Ended(f"did not end within {seconds:g} s")
            self.look()
            try:
                message = self.client.get_iopub_msg(timeout=0.25)
            except Empty:
                if not self.manager.is_alive():
                    raise Ended("ended the kernel") from None
                continue
            kind, content = message["msg_type"], message["content"]
            length += len(str(content))
            if length > self.limits["output"]:
                raise Ended(f"printed more than {self.limits['output'] // 1_000_000} MB")
            if message["parent_header"].get("msg_id") != request:
                continue
            if kind == "stream" and content["name"] == "stdout":
                printed.append(content["text"])
            elif kind == "error":
                error = re.sub(r"\x1b\[[0-9;]*m", "", content["evalue"]).strip()
                if "Subprocess terminated" in error or "Subprocess didn't start" in error:
                    raise Ended("ended the kernel's process: "
                                "an exit, an abort, an endless recursion or too large a file")
            elif kind == "status" and content["execution_state"] == "idle":
                return "".join(printed), error

    def look(self):
        """At time, memory and disk, twice a second."""
        if time.monotonic() < self.looked + 0.5:
            return
        memory = worked = 0
        try:
            for process in [self.process, *self.process.children(recursive=True)]:
                with process.oneshot():
                    memory += process.memory_info().rss
                    worked += sum(process.cpu_times()[:4])  # with those of children that have ended
            self.worked = max(self.worked, worked)
        except psutil.Error:
            pass  # one that has just ended
        if memory > self.limits["memory"]:
            raise Ended(f"took more than {self.limits['memory'] // 1_000_000} MB of memory")
        if size_of(self.folder) - self.own > self.limits["disk"]:
            raise Ended(f"wrote more than {self.limits['disk'] // 1_000_000} MB to the disk")
        self.looked = time.monotonic()


def size_of(folder):
    total = 0
    for place, _, files in os.walk(folder):
        for name in files:
            try:
                total += os.lstat(os.path.join(place, name)).st_size
            except OSError:
                pass  # gone by now
    return total


def signed(check, word):
    """The check with lines that only it can print."""
    check = re.sub(r"\bnotebook::(exercise|yours)\(", rf"\1_{word}(", check)
    return SIGNED.format(word) + check + END.format(word)


def verdict(printed, error, word):
    """Whether the check passes, and its first complaint if it does not."""
    lines = printed.splitlines()
    ends = [line.split(f"{word} end ")[1] for line in lines if f"{word} end " in line]
    own = [line for line in lines if word in line and f"{word} end " not in line]
    wrong = [line for line in own if "✓" not in line.split(word)[0]]
    ended = bool(ends)
    if own and not wrong and ends == [str(len(own))]:
        return True, f"{len(own)} of {len(own)} lines of the check say ✓"
    # A sentence of a panic is not signed; it says most.
    others = [line for line in lines if line.startswith("✗") and word not in line]
    said = (others[-1:] if not ended else []) + wrong
    gone = "lines of the check are missing" if ended else "the check did not end"
    message = said[0] if said else error.splitlines()[0] if error else gone
    return False, shortened(re.sub(rf"`?{word} ?|✗ (not yet: )?", "", message).replace("` is", " is"))


def shortened(message, most=300):
    message = " ".join(message.split())
    return message if len(message) <= most else message[:most] + "…"


class Run:
    """One pass through the notebook, without what has been taken out."""

    def __init__(self, job, taken_out):
        self.job, self.taken_out = job, taken_out
        self.verdicts, self.place = {}, None

    def go(self, kernel, deadline):
        limits = self.job["limits"]
        broken = {}
        for number, cell in enumerate(self.job["cells"]):
            self.place = cell
            seconds = FIRST_CELL if number == 0 else limits["cell"]
            if time.monotonic() > deadline:
                raise Ended("took too long")
            exercise = cell.get("exercise")
            if cell["kind"] == "teacher":
                error = kernel.execute(cell["source"], seconds)[1]
                if number == 0 and error:
                    raise RuntimeError(f"the first cell fails: {shortened(error)}")
            elif cell["kind"] == "exercise":
                own = [] if exercise in self.taken_out else cell["sources"]
                for source in own:
                    printed, error = kernel.execute(source, seconds)
                    panics = [line[2:] for line in printed.splitlines() if line.startswith("✗ ")]
                    why = f"the cell does not compile: {error}" if error else "".join(panics[-1:])
                    if why:
                        broken[exercise] = shortened(why)
                if exercise in broken or not own:
                    kernel.execute(cell["stub"], seconds)
            else:
                word = "k" + secrets.token_hex(8)
                printed, error = kernel.execute(signed(cell["source"], word), seconds)
                solved, message = verdict(printed, error, word)
                self.verdicts[exercise] = [solved, message if solved else broken.get(exercise, message)]
                if not solved:
                    # So that an error costs one exercise, and not those that build on it.
                    kernel.execute(cell["solution"], seconds)

    def blamed(self):
        """The exercise that the place belongs to, or else the last one before it that is still in."""
        if self.place and self.place.get("exercise") and self.place["exercise"] not in self.taken_out:
            return self.place["exercise"]
        last = None
        for cell in self.job["cells"]:
            if cell is self.place:
                break
            if cell["kind"] == "exercise" and cell["exercise"] not in self.taken_out:
                last = cell["exercise"]
        return last


def mark(job):
    """The verdict on each exercise: whether it is solved, and why not."""
    folder, limits = Path(job["folder"]), job["limits"]
    deadline = time.monotonic() + limits["notebook"]
    taken_out = dict(job["refused"])
    silent = 0
    while True:
        run = Run(job, taken_out)
        kernel = Kernel(folder, Path(job["built"]), limits)
        try:
            try:
                kernel.wait()
            except RuntimeError:
                silent += 1
                if silent > 2:
                    raise
                continue
            run.go(kernel, deadline)
            break
        except Ended as ended:
            exercise = run.blamed()
            if exercise is None or time.monotonic() > deadline:
                why = f"not reached: the notebook took longer than {limits['notebook']:g} s"
                run.verdicts = {cell["exercise"]: [False, why] for cell in job["cells"]
                                if cell["kind"] == "check"} | run.verdicts
                break
            where = "" if run.place.get("exercise") else f"a later cell, {run.place['id']}, "
            taken_out[exercise] = f"{where}{ended}"
        finally:
            kernel.kill()
    return run.verdicts | {key: [False, why] for key, why in taken_out.items()}


def main():
    job = json.load(sys.stdin)
    raise_loopback()
    limit_processes(job["limits"])
    folder = Path(job["folder"])
    (folder / "notebooks").mkdir()
    for path in job["beside"]:
        shutil.copy(path, folder / "notebooks")
    json.dump({"verdicts": mark(job)}, sys.stdout)


main()
