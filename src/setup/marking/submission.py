"""What a student has handed in: which notebook it is, and what of it is run."""

import json
import re
from pathlib import Path

import course
import names

LARGEST = 50_000_000
LONGEST = 100_000  # letters of an exercise
CRATE_ITEM = re.compile(r"^pub (?:fn|struct|enum|mod|const|static|type|trait) (\w+)", re.MULTILINE)
# What every check leans on.
RUSTS_OWN = {
    "notebook", "nn_from_scratch", "std", "core", "alloc", "f64", "usize", "u64", "bool", "str",
    "Vec", "String", "Option", "Some", "None", "Result", "Ok", "Err", "println", "print", "format",
    "vec", "assert", "assert_eq", "matches", "Iterator", "PartialEq", "Debug", "IntoIterator",
}


class Unreadable(Exception):
    """Why nothing in a file can be marked."""


class Notebook:
    """A notebook of the course, as the marking needs it."""

    def __init__(self, path):
        self.path, self.name = path, path.stem
        self.cells = course.cells_of(path)
        self.exercises = course.exercises(self.cells)
        self.ids = {cell["id"] for cell in self.cells}
        theirs = {exercise.id: exercise for exercise in self.exercises}
        checks = {exercise.check_id: exercise for exercise in self.exercises}
        given = set()
        for exercise in self.exercises:
            for source in (exercise.uncommented(), exercise.solution):
                given.update(*names.defined(source))
        others = [cell for cell in self.cells
                  if cell["cell_type"] == "code" and cell["id"] not in theirs]
        self.items, self.variables = set(RUSTS_OWN), set()
        for cell in others:
            source = re.sub(r"^[:#].*", "", course.text(cell), flags=re.MULTILINE)
            items, variables = names.defined(source)
            self.items |= items
            if cell["id"] not in checks:
                self.variables |= variables
        for file in (course.ROOT / "src").rglob("*.rs"):
            if "setup" not in file.parts:
                self.items |= set(CRATE_ITEM.findall(file.read_text("utf-8")))
        self.items -= given
        self.variables -= given

    def script(self, submission):
        """The teacher's cells up to the last check, with the student's sources in the exercises."""
        theirs = {exercise.id: exercise for exercise in self.exercises}
        checks = {exercise.check_id: exercise for exercise in self.exercises}
        script, left = [], len(checks)
        for cell in self.cells:
            if cell["cell_type"] != "code" or not left:
                continue
            if exercise := theirs.get(cell["id"]):
                script.append({"kind": "exercise", "id": cell["id"], "exercise": exercise.id,
                               "sources": submission.sources[exercise.id], "stub": exercise.stub})
            elif exercise := checks.get(cell["id"]):
                left -= 1
                script.append({"kind": "check", "id": cell["id"], "exercise": exercise.id,
                               "source": exercise.check, "solution": exercise.solution})
            else:
                script.append({"kind": "teacher", "id": cell["id"], "source": at_home(course.text(cell))})
        return script


def at_home(source):
    """With the path to the crate from wherever the kernel works."""
    return source.replace('path = ".."', f'path = "{course.ROOT.as_posix()}"')


def cells_in(path):
    """The cells of a file that may be anything."""
    if path.is_symlink() or not path.is_file():
        raise Unreadable("is not an ordinary file")
    if path.stat().st_size > LARGEST:
        raise Unreadable(f"is larger than {LARGEST // 1_000_000} MB: clear its outputs")
    data = path.read_bytes()
    if not data.strip():
        raise Unreadable("is empty")
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError):
        raise Unreadable("is not a notebook: it is not valid JSON") from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise Unreadable("is not a notebook: it has no list of cells")
    cells = [cell for cell in cells if isinstance(cell, dict)
             and isinstance(cell.get("metadata", {}), dict)
             and isinstance(cell.get("source", ""), (str, list))
             and all(isinstance(line, str) for line in cell.get("source", ""))]
    if not cells:
        raise Unreadable("has no cells")
    return cells


class Submission:
    """A student's file, matched with a notebook of the course by the ids of its cells."""

    def __init__(self, path, notebooks):
        cells = cells_in(path)
        ids = [str(cell.get("id", "")) for cell in cells]
        self.notebook = max(notebooks, key=lambda notebook: len(notebook.ids.intersection(ids)))
        if not self.notebook.ids.intersection(ids):
            self.notebook, ids = by_tags(path, cells, notebooks)
        self.sources, self.remarks, self.refused = {}, [], {}
        for exercise in self.notebook.exercises:
            sources = own_cells(exercise, cells, ids, self.notebook.ids)
            self.sources[exercise.id] = sources
            if why := self.offence(exercise, sources):
                self.refused[exercise.id] = why
                continue
            for found in names.outside("\n".join(sources)):
                self.remarks.append(f"exercise {exercise.number} uses {found}: read it")
        for exercise in self.notebook.exercises:
            check = [course.text(cell) for cell, id in zip(cells, ids) if id == exercise.check_id]
            if check != [exercise.check]:
                what = "changed" if check else "removed"
                self.remarks.append(f"the check of exercise {exercise.number} was {what}; ours was run")

    def offence(self, exercise, sources):
        """What an exercise must not do to the check that judges it."""
        if sum(map(len, sources)) > LONGEST:
            return f"it is longer than {LONGEST} letters"
        needed = names.words(exercise.check)
        for source in sources:
            if any(line.lstrip().startswith(":") for line in names.plain(source).splitlines()):
                return "a command of the kernel (a line that starts with a colon) does not belong here"
            items, variables = names.defined(source)
            taken = sorted((items & self.notebook.items) | (variables & self.notebook.variables & needed))
            if taken:
                return f"it defines `{taken[0]}`, which the check relies on: give yours another name"
        return None


def by_tags(path, cells, notebooks):
    """A program may have changed the ids; the file's name, the order and the tags remain."""
    for notebook in notebooks:
        stubs = [i for i, cell in enumerate(cells) if "exercise" in course.tags(cell)]
        if path.name[:3] == notebook.name[:3] and len(stubs) == len(notebook.exercises):
            ids = [notebook.cells[0]["id"]] * len(cells)
            for place, exercise in zip(stubs, notebook.exercises):
                ids[place] = exercise.id
            checks = [i for i, cell in enumerate(cells) if "exercise-check" in course.tags(cell)]
            for place, exercise in zip(checks, notebook.exercises):
                ids[place] = exercise.check_id
            return notebook, ids
    raise Unreadable("holds no exercise of this course")


def own_cells(exercise, cells, ids, known):
    """The exercise's cell, and those of the student's own right before and after it."""
    def is_own(place):
        return 0 <= place < len(cells) and ids[place] not in known

    place = next((place for place, id in enumerate(ids) if id == exercise.id), None)
    if place is None:
        # Its cell is gone: what stands in front of the check, in its stead.
        check = next((place for place, id in enumerate(ids) if id == exercise.check_id), None)
        if check is None:
            return []
        first = last = check
        last -= 1
    else:
        first = last = place
        while is_own(last + 1):
            last += 1
    while is_own(first - 1):
        first -= 1
    return [course.text(cell) for cell in cells[first:last + 1] if cell.get("cell_type") == "code"]
