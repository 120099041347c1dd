"""Marks students' notebooks: cargo run -- mark FOLDER... [--due 2026-11-30T18:00] [--to FOLDER]

Each folder holds a folder for each student, with notebooks anywhere in it; a notebook that lies in
FOLDER itself is its own student's. Several files of one notebook are attempts. Writes marks.csv,
exercises.csv, index.html, and a report for each student.
"""

import argparse
import os
import signal
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import course
import pages
from collect import choose, collect
from runs import RUNNING, built, crates, end, run
from sandbox import sandbox
from submission import Notebook

MEGA = 1_000_000


def arguments():
    parser = argparse.ArgumentParser(prog="cargo run -- mark", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--due", type=datetime.fromisoformat, help="what comes later is late")
    parser.add_argument("--to", type=Path, help="where the tables go: FOLDER-marks beside FOLDER")
    parser.add_argument("--jobs", type=int, default=max((os.cpu_count() or 2) // 2, 1),
                        help="notebooks at once")
    parser.add_argument("--cell", type=int, default=60, help="seconds for a cell")
    parser.add_argument("--notebook", type=int, default=900, help="seconds for a notebook")
    parser.add_argument("--memory", type=int, default=4000, help="megabytes, the kernel's own among them")
    parser.add_argument("--disk", type=int, default=500, help="megabytes")
    parser.add_argument("--output", type=int, default=2, help="megabytes of a cell's output")
    return parser.parse_args()


def stop(*_):
    raise KeyboardInterrupt


def main():
    asked = arguments()
    signal.signal(signal.SIGTERM, stop)
    due = asked.due and asked.due.astimezone()
    limits = {"cell": asked.cell, "notebook": asked.notebook, "memory": asked.memory * MEGA,
              "disk": asked.disk * MEGA, "output": asked.output * MEGA}
    notebooks = [Notebook(path) for path in course.notebooks()]
    attempts, without = [], []
    for folder in asked.folders:
        if not folder.is_dir():
            sys.exit(f"{folder} is no folder: name the one with a folder for each student in it.")
        some, none = collect(folder.resolve(), notebooks, due)
        attempts += some
        without += none
    if not attempts:
        sys.exit(f"In {asked.folders[0]} no notebook was found.")
    first = asked.folders[0].resolve()
    to = (asked.to or first.with_name(first.name + "-marks")).resolve()
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="marking-", ignore_cleanup_errors=True) as work:
        work = Path(work)
        name, wrap = sandbox()
        print(f"{len(attempts)} files. {name}", flush=True)
        builds = {}
        for notebook in [attempt.notebook for attempt in attempts if attempt.notebook]:
            if crates(notebook) not in builds:
                print(f"{notebook.path.name}: building its crates ...", flush=True)
                builds[crates(notebook)] = built(notebook, work)

        def work_on(attempt):
            if attempt.notebook:
                try:
                    run(attempt, builds[crates(attempt.notebook)], wrap, limits, work)
                except Exception as error:  # one student's trouble is not another's
                    attempt.message = f"could not be marked: {error}"
            result = attempt.message or f"{attempt.points} of {len(attempt.verdicts)}"
            print(f"{attempt.student}, {attempt.shown}: {result}", flush=True)

        pool = ThreadPoolExecutor(max(asked.jobs, 1))
        try:
            list(pool.map(work_on, attempts))
        except KeyboardInterrupt:
            # What is marked is kept.
            print("Stopped: the table holds what was marked until now.", flush=True)
            pool.shutdown(wait=False, cancel_futures=True)
            for process in list(RUNNING):
                end(process)
            pool.shutdown()
            for attempt in attempts:
                if attempt.notebook and not attempt.verdicts:
                    attempt.message = "not marked: you stopped it"
    choose(attempts)
    pages.write(to, attempts, without, name, due)
    print(f"The table: {to / 'index.html'}, marks.csv and exercises.csv beside it.")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped before the first notebook was marked.")
