"""The course's own notebooks: their exercises, with stub, check and solution."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def text(cell):
    """A cell's source, which the format may keep as a list of lines."""
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else source


def tags(cell):
    found = cell.get("metadata", {}).get("tags", [])
    return {tag for tag in found if isinstance(tag, str)} if isinstance(found, list) else set()


def notebooks(folder=ROOT / "notebooks"):
    """The paths of the notebooks, in their order."""
    return sorted(folder.glob("[0-9][0-9]-*.ipynb"))


def beside(folder=ROOT / "notebooks"):
    """The files beside the notebooks that they read, as their reader has them."""
    return sorted(path for path in folder.iterdir() if path.is_file() and path.suffix == ".csv")


def cells_of(path):
    return json.loads(path.read_text("utf-8"))["cells"]


class Exercise:
    def __init__(self, number, title, stub, check, solution):
        self.number, self.title = number, title
        self.id, self.stub, self.yours = stub["id"], text(stub), "yours" in tags(stub)
        self.check_id, self.check = check["id"], text(check)
        self.solution = code_of(solution)

    def uncommented(self):
        """The stub as its reader begins to write it."""
        return re.sub(r"^// ?", "", self.stub, flags=re.MULTILINE) if self.yours else self.stub


def code_of(solution):
    return text(solution).split("```rust\n", 1)[1].split("\n```", 1)[0]


def exercises(cells):
    """A stub, the next check and the next solution make an exercise."""
    parts = [[cell for cell in cells if tag in tags(cell)]
             for tag in ("exercise", "exercise-check", "solution")]
    found = []
    for number, (stub, check, solution) in enumerate(zip(*parts, strict=True), 1):
        found.append(Exercise(number, title_of(cells, stub), stub, check, solution))
    return found


def title_of(cells, stub):
    """`sigmoid` or `Neuron`, or the first sentence of a numbered exercise."""
    if "yours" in tags(stub):
        names = re.findall(r"^// ?(?:pub )?(?:fn|struct|type) (\w+)", text(stub), re.MULTILINE)
        if names:
            return names[0]
    before = [text(cell) for cell in cells[:cells.index(stub)] if cell["cell_type"] == "markdown"]
    numbered = re.findall(r"^\d+\. (★+ .*)", before[-1], re.MULTILINE) if before else []
    headings = re.findall(r"^#+ (.*)", "\n".join(before), re.MULTILINE)
    title = numbered[-1] if numbered else headings[-1] if headings else stub["id"]
    sentence = re.split(r"(?<=[.?:!]) ", re.sub(r"[*`$]", "", title))[0]
    return sentence.rstrip(".:") if len(sentence) < 90 else sentence[:87] + "…"
