"""Writes the student edition: cargo run -- student FOLDER

The notebooks without solutions, answers and outputs, and the crate that they need; no notes for
teachers, no tests. What a student has changed in an edition that is there stays as it is. Only the
standard library.
"""

import hashlib
import json
import os
import re
import sys
from pathlib import Path

import course

# Remembers what the last edition wrote, so that a student's work is known by being different.
LIST = ".edition.json"
WHOLE = ["Cargo.lock", "LICENSE", ".gitignore", ".gitattributes", ".github/learned.svg",
         "notebooks/requirements.txt"]
FOLDERS = ["src", "tests/support"]
LEFT_OUT = {"marking", "__pycache__"}
FOLDED = re.compile(r"\n*<details><summary>(?!Hint<)[^<]*</summary>.*?</details>\n?", re.DOTALL)
LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)#?]+)[^)]*\)")

ABOUT = """\
**This is the student edition:** the notebooks without solutions and outputs. The crate in `src/` is
complete, because the notebooks run on it; it is the reference to compare yours with, and a look at it
before you have tried is your own loss.

You need [Rust](https://rust-lang.org/tools/install) 1.89 or later, Python 3.10 or later, and 3 GB of
disk. Then, in this folder, `cargo run` gets JupyterLab and the Rust kernel ready inside the folder
`.venv`, the first time in minutes, and opens the course.
"""
EXERCISES = "An exercise counts if its check says ✓ in every line. Only what stands in the exercise's \
own cell, or in new cells right before or after it, is marked."


def notebook(path):
    """Without outputs, and without what is folded away, but for the hints."""
    whole = json.loads(path.read_text("utf-8"))
    cells = []
    for cell in whole["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
        else:
            text = FOLDED.sub("\n", course.text(cell)).strip("\n")
            if not text:
                continue
            cell["source"] = text.splitlines(keepends=True)
        cells.append(cell)
    whole["cells"] = cells
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()


def manifest(path):
    """Without the tests and benches, which the edition does not hold."""
    text = path.read_text("utf-8")
    return re.sub(r"^(#.*\n)*\[\[(test|bench)\]\]\n([^\[\n].*\n)*\n?", "", text, flags=re.MULTILINE)


def readme(root, files):
    """The course's own, from its table of notebooks on, without links to what is left out."""
    intro, _, rest = (root / "README.md").read_text("utf-8").partition("\n## ")
    table, *sections = ("\n## " + rest).split("\n## ")[1:]
    sections = [section for section in sections if not section.startswith("For whoever teaches")]
    shown = [line for line in table.splitlines() if line.startswith(("|", "**From"))]
    at = next(i for i, line in enumerate(shown) if line.startswith("**"))
    text = intro.split("\nYou need ")[0] + "\n" + ABOUT + "\n## The notebooks\n\n" + EXERCISES + "\n\n"
    text += "\n".join([*shown[:at], "", *shown[at:]]) + "\n\n## " + "\n## ".join(sections)
    folders = {parent.as_posix() for file in files for parent in Path(file).parents}

    def kept(link):
        target = link[2].rstrip("/").removeprefix("./")
        there = "://" in target or target in files or target in folders
        return link[0] if there else link[1]

    return LINK.sub(kept, text).encode()


def edition(root):
    """The path and the bytes of every file."""
    files = {name: (root / name).read_bytes() for name in WHOLE}
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and LEFT_OUT.isdisjoint(path.parts):
                files[path.relative_to(root).as_posix()] = path.read_bytes()
    for name in ["Cargo.toml", "src/setup/Cargo.toml"]:
        files[name] = manifest(root / name).encode()
    for path in course.beside(root / "notebooks"):
        files[f"notebooks/{path.name}"] = path.read_bytes()
    for path in course.notebooks(root / "notebooks"):
        files[f"notebooks/{path.name}"] = notebook(path)
    files["README.md"] = readme(root, [*files, "README.md"])
    return files


def digest(name, data):
    """Of a notebook, that of its cells' sources: to have run it is not to have changed it."""
    if name.endswith(".ipynb"):
        try:
            data = json.dumps([[cell["cell_type"], course.text(cell)]
                               for cell in json.loads(data)["cells"]]).encode()
        except (ValueError, KeyError, TypeError):
            pass  # broken: surely changed
    return hashlib.sha256(data).hexdigest()


def write_whole(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_bytes(data)
    os.replace(unfinished, path)


def write(folder, files):
    """Returns the files that were written, and those that a student has changed, which stay."""
    try:
        known = json.loads((folder / LIST).read_text("utf-8"))
    except (OSError, ValueError):
        known = {}
    written, stay, listed = [], [], {}
    for name, data in files.items():
        path, new = folder / name, digest(name, data)
        there = digest(name, path.read_bytes()) if path.is_file() else None
        if there in (None, known.get(name)) and there != new:
            write_whole(path, data)
            written.append(name)
        elif there != new:
            stay.append(name)
            new = known.get(name, "")  # so that it stays next time, too
        listed[name] = new
    write_whole(folder / LIST, (json.dumps(listed, indent=1) + "\n").encode())
    return written, stay


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit("Name the folder of the student edition: cargo run -- student FOLDER")
    folder = Path(sys.argv[1]).resolve()
    inside = course.ROOT == folder or course.ROOT in folder.parents
    if inside and folder.relative_to(course.ROOT).parts[:1] != ("target",):
        sys.exit(f"{folder} belongs to the course itself: name a folder outside of it.")
    if folder.exists() and not folder.is_dir():
        sys.exit(f"{folder} is a file: name a folder.")
    if folder.is_dir() and not (folder / LIST).exists() and set(os.listdir(folder)) - {".git"}:
        sys.exit(f"{folder} holds something else than an earlier edition: name an empty folder.")
    try:
        written, stay = write(folder, edition(course.ROOT))
    except OSError as error:
        sys.exit(f"{error.filename} can't be read or written: {error.strerror}.")
    print(f"The student edition is in {folder}: {len(written)} files written.")
    if stay:
        print(f"Changed since the last edition, so they stay as they are: {', '.join(stay)}.")


if __name__ == "__main__":
    main()
