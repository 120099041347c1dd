"""Executes a notebook on the Rust kernel and writes it, with its outputs, as Jupyter would save it.

What fails is told on stdout, with the cell it happened in, and by the exit code 1.
"""

import argparse
import json
import re
import subprocess
import sys
import time
import uuid
from collections import defaultdict
from pathlib import Path
from queue import Empty

# jsonschema would spend two seconds on a grammar for addresses, which no notebook needs.
sys.modules["rfc3987_syntax"] = None

import nbformat
from jupyter_client.manager import KernelManager

# Seconds for a cell that builds crates, perhaps all of them.
BUILDING = 900
TIMING_TAGS = {"timing", "progress"}
SESSION_METADATA = {"collapsed", "execution", "scrolled", "trusted"}


class Failure(Exception):
    """What is wrong with a cell."""


class Kernel:
    """A kernel in the notebook's folder. Its outputs are kept by request, as some arrive late."""

    def __init__(self, folder, limit, keep_going):
        self.limit = limit
        self.cells = 0
        self.keep_going = keep_going
        self.outputs = defaultdict(list)
        self.stderr = []
        self.manager = KernelManager(kernel_name="rust")
        self.manager.start_kernel(cwd=str(folder), stdout=subprocess.DEVNULL)
        self.client = self.manager.client()
        self.client.start_channels()

    def shut_down(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel()

    def execute(self, source):
        """Sends a cell, waits until it is done, and returns the request's id."""
        request = self.client.execute(source, allow_stdin=False, stop_on_error=False)
        limit = max(self.limit, BUILDING) if ":dep" in source else self.limit
        deadline = time.monotonic() + limit
        idle = False
        while not idle:
            message = self.receive(deadline)
            idle = (
                message["msg_type"] == "status"
                and message["content"]["execution_state"] == "idle"
                and message["parent_header"].get("msg_id") == request
            )
        # The kernel has handed over the last line of stdout by then, but may still be sending it.
        self.drain(0.02)
        errors = [output for output in self.outputs[request] if output.output_type == "error"]
        if errors and not self.keep_going:
            self.drain(0.5)
            raise Failure(self.complaint(self.outputs[request], errors))
        return request

    def execute_first(self, source):
        """As `execute`, if need be again: two kernels at a time may disturb each other in the cache they share."""
        try:
            return self.execute(source)
        except Failure as failure:
            disturbed = "Failed to wrap rustc" in str(failure) or "from cache" in str(failure)
            if ":dep" not in source or not disturbed:
                raise
            return self.execute(source)

    def receive(self, deadline):
        """Takes in the next message, which must come before the deadline."""
        while time.monotonic() < deadline:
            try:
                message = self.client.get_iopub_msg(timeout=1)
            except Empty:
                if not self.manager.is_alive():
                    raise Failure("the kernel died")
            else:
                self.take(message)
                return message
        raise Failure(f"did not end within {self.limit:g} s")

    def drain(self, seconds):
        """Takes in messages until none has come for so long."""
        deadline = time.monotonic() + self.limit
        while time.monotonic() < deadline:
            try:
                self.take(self.client.get_iopub_msg(timeout=seconds))
            except Empty:
                return

    def take(self, message):
        kind, content = message["msg_type"], message["content"]
        if kind == "stream" and content["name"] == "stderr":
            self.stderr += content["text"].splitlines()
        elif kind in ("stream", "execute_result", "display_data", "error"):
            output = nbformat.v4.output_from_msg(message)
            self.outputs[message["parent_header"].get("msg_id")].append(output)

    def wait_for_stderr(self):
        """Waits for all that cells have written there. It is one pipe, so our own line is last."""
        mark = uuid.uuid4().hex
        self.execute(f'eprintln!("{mark}");')
        deadline = time.monotonic() + self.limit
        while not any(line.endswith(mark) for line in self.stderr):
            self.receive(deadline)
        self.stderr = [line.replace(mark, "") for line in self.stderr if line != mark]

    def complaint(self, outputs, errors):
        """The sentence of a failed check or panic, if that ended the process, or the error."""
        crosses = [line for line in stdout(outputs).splitlines() if line.startswith("✗ ")]
        if crosses:
            return crosses[-1]
        # Where the kernel knows the place in the cell, it draws it; else it says the same again.
        drawing = errors[0].traceback if len(errors[0].traceback) > 1 else []
        lines = [errors[0].evalue, *drawing, *self.stderr]
        return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(lines))


def stdout(outputs):
    return "".join(output.text for output in outputs if output.output_type == "stream")


def tidy(outputs, number):
    """One stream, ahead of the result: the order in which the kernel makes them."""
    results = [output for output in outputs if output.output_type != "stream"]
    for result in results:
        result.execution_count = number
    text = stdout(outputs)
    return [nbformat.v4.new_output("stream", name="stdout", text=text)] * bool(text) + results


def times(cell):
    return not TIMING_TAGS.isdisjoint(cell.metadata.get("tags", []))


def lines(outputs, cell):
    """The outputs as lines to compare; of a cell that times or reports progress, their shape."""
    timing = times(cell)
    for output in outputs:
        if output.output_type == "stream":
            text = output.text
            if "progress" in cell.metadata.get("tags", []):
                # How often a training tells how far it is depends on its speed.
                text = re.sub(r"^step .*\n", "", text, flags=re.MULTILINE)
            if timing:
                text = re.sub(r"[ \t]*\d[\d.,_]*(e[+-]?\d+)?", " #", text)
            yield from text.splitlines(keepends=True)
        else:
            for mime, data in sorted(output.get("data", {output.output_type: ""}).items()):
                yield f"{output.output_type} {mime}\n"
                text = data if isinstance(data, str) else json.dumps(data, sort_keys=True)
                yield from () if timing else text.splitlines(keepends=True)


def difference(found, expected):
    """The first line that differs, around the place where it does; nothing if none does."""
    found, expected = list(found), list(expected)
    if found == expected:
        return None
    longest = max(len(found), len(expected))
    pairs = zip(*(some + [""] * (longest - len(some)) for some in (found, expected)))
    one, other = next(pair for pair in pairs if pair[0] != pair[1])
    at = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    here = slice(max(at - 40, 0), at + 60)
    return f"found    {one[here]!r}\nexpected {other[here]!r}"


def run(notebook, kernel, twice, compare):
    """Executes the cells in place and returns what fails, if anything, as (cell, message)."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    requests = []
    number, where = 0, "Start of the kernel"
    try:
        kernel.client.wait_for_ready(timeout=120)
        for number, cell in enumerate(cells, 1):
            where = cell.metadata.get("where", f"In [{number}]")
            requests.append([kernel.execute_first(cell.source)])
            kernel.cells += 1
            if twice:
                where += ", sent a second time"
                requests[-1].append(kernel.execute(cell.source))
                kernel.cells += 1
            # A `?` that meets an error tells of it on stderr alone, and the cell counts as done.
            if "?" in cell.source or number == len(cells):
                kernel.wait_for_stderr()
            else:
                where += " or shortly before"
            if kernel.stderr:
                raise Failure("on stderr: " + "\n".join(kernel.stderr))
    except (Failure, RuntimeError) as failure:
        return [(where, str(failure))]

    failures = []
    for number, (cell, (request, *second)) in enumerate(zip(cells, requests), 1):
        found, committed = tidy(kernel.outputs[request], number), tidy(cell.outputs, number)
        differs = compare and difference(lines(found, cell), lines(committed, cell))
        if differs:
            failures.append((f"In [{number}]", "another output than the committed one\n" + differs))
        for again in second:
            again = tidy(kernel.outputs[again], number)
            differs = difference(lines(again, cell), lines(found, cell))
            if differs:
                failures.append((f"In [{number}], sent a second time", "another output\n" + differs))
        # Of a cell that times, the committed output stays as long as its shape holds.
        cell.outputs = committed if compare and times(cell) and not differs else found
        cell.execution_count = number
    return failures


def normalise(notebook, kernel):
    """Keeps what the course itself needs, and nothing of the session that saved it last."""
    info = kernel.client.kernel_info(reply=True, timeout=kernel.limit)["content"]["language_info"]
    ours = {key: value for key, value in notebook.metadata.items() if key == "nn_from_scratch"}
    spec = {"display_name": "Rust", "language": "rust", "name": "rust"}
    notebook.metadata = nbformat.from_dict({"kernelspec": spec, "language_info": info, **ours})
    for cell in notebook.cells:
        for key in SESSION_METADATA.intersection(cell.metadata):
            del cell.metadata[key]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("notebook", type=Path)
    arguments.add_argument("result", type=Path)
    arguments.add_argument("--compare", action="store_true", help="with the committed outputs")
    arguments.add_argument("--twice", action="store_true", help="send each cell twice in a row")
    arguments.add_argument("--folder", type=Path, help="where the kernel runs, if elsewhere")
    then = {"nargs": 2, "type": Path, "metavar": ("NOTEBOOK", "RESULT")}
    arguments.add_argument("--then", **then, help="execute it after, in the same kernel, past errors")
    arguments.add_argument("--keep-going", action="store_true", help="past a cell's error")
    arguments.add_argument("--limit", type=float, default=900, help="seconds for a cell")
    arguments = arguments.parse_args()

    folder = arguments.folder or arguments.notebook.parent
    kernel = Kernel(folder, arguments.limit, arguments.keep_going)
    try:
        notebook = nbformat.read(arguments.notebook, as_version=4)
        tell(run(notebook, kernel, arguments.twice, arguments.compare), arguments.notebook)
        normalise(notebook, kernel)
        save(notebook, arguments.result)
        if arguments.then:
            kernel.keep_going = True
            notebook = nbformat.read(arguments.then[0], as_version=4)
            tell(run(notebook, kernel, twice=False, compare=False), arguments.notebook)
            save(notebook, arguments.then[1])
    finally:
        kernel.shut_down()
    print(kernel.cells, "cells")


def tell(failures, path):
    """Ends the program if there are any."""
    for where, message in failures:
        print(f"{path.name}, {where}: " + message.replace("\n", "\n    "))
    if failures:
        sys.exit(1)


def save(notebook, path):
    path.write_bytes((nbformat.writes(notebook).rstrip("\n") + "\n").encode())


main()
