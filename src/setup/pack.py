"""Two steps of `cargo run -- pack`, for which Rust's standard library has no words.

    pack.py requirements FILE VERSION          prints what FILE asks for under this Python
    pack.py seal PACK COURSE CRATES FACTS      the course and its crates as one archive, then the list

The list, pack.json, comes last: a folder without it is no pack, or an unfinished one.
"""

import hashlib
import json
import os
import sys
import tarfile
from pathlib import Path

# Beside what hides behind a dot: made on each computer, or another's.
LEFT_OUT = {"target", ".venv", ".git", ".ipynb_checkpoints", "__pycache__"}
# cargo heeds it in the course's folder, and the kernel's cargo as that of its home.
SETTINGS = """\
# Crates come from the folder beside this file, and not from the network. To have cargo ask the
# network again, delete this file.
[source.crates-io]
replace-with = "pack"
[source.pack]
directory = ".cargo/crates"
"""


def requirements(file, version):
    """The lines that hold there. (pip itself would ask about the Python that runs it.)"""
    from pip._vendor.packaging.requirements import Requirement

    # Of all that a line may ask about, these differ among Pythons on one computer.
    short = version.rpartition(".")[0]
    there = {"python_version": short, "python_full_version": version}
    for line in Path(file).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            asked = Requirement(line)
            if asked.marker is None or asked.marker.evaluate(there):
                print(f"{asked.name}{asked.specifier}")


def seal(pack, course, crates, facts):
    pack, course = Path(pack).resolve(), Path(course)

    def kept(member):
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        return member

    unfinished = pack / "course.part"
    with tarfile.open(unfinished, "w:gz", compresslevel=6, format=tarfile.PAX_FORMAT) as archive:
        for folder, folders, files in os.walk(course):
            inside = Path(folder)
            folders[:] = sorted(name for name in folders if name not in LEFT_OUT
                                and (inside / name).resolve() != pack)
            if inside == course / ".cargo":
                # Of what cargo keeps there where the course came in a pack, nothing.
                folders[:] = []
                files = [name for name in files if name[0] != "." and name != "config.toml"]
            for name in sorted(set(files) - LEFT_OUT):
                place = Path("course", (inside / name).relative_to(course))
                archive.add(inside / name, place, filter=kept)
        archive.add(crates, Path("course/.cargo/crates"), filter=kept)
        settings = Path(crates).with_name("config.toml")
        settings.write_text(SETTINGS, "utf-8")
        archive.add(settings, Path("course/.cargo/config.toml"), filter=kept)
    os.replace(unfinished, pack / "course.tar.gz")
    files = [pack / "course.tar.gz", *sorted(pack.glob("kernel/*")), *sorted(pack.glob("wheels/*"))]
    listed = {file.relative_to(pack).as_posix(): digest(file) for file in files}
    requirements = (course / "notebooks" / "requirements.txt").read_text("utf-8")
    told = {**json.loads(facts), "requirements": hashlib.sha256(requirements.encode()).hexdigest()}
    text = json.dumps({**told, "files": listed}, indent=1)
    unfinished = pack / "pack.part"
    unfinished.write_text(text + "\n", "utf-8")
    os.replace(unfinished, pack / "pack.json")


def digest(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


{"requirements": requirements, "seal": seal}[sys.argv[1]](*sys.argv[2:])
