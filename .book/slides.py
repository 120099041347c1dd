"""A deck for each notebook: one idea a slide. The notebook's own structure cuts it: a section begins
a column of slides, a text with the code and the output that it leads to is one slide. What only
checks, solves or draws is left out; the answer to a prediction comes with the next key."""

import re
from pathlib import Path

import nbformat
from course import BUILD, NOTEBOOKS, folded, read, relink, tags
from nbconvert import SlidesExporter

# Heights in pixels of a slide of 1280 × 720, as `slides.css` lays it out.
ROOM = 660
TEXT_LINE, TEXT_WIDTH = 37, 92
CODE_LINE, CODE_LEAST, CODE_MOST = 27, 6, 20
PICTURE, VIEW = 320, 580  # a picture takes what is left, and no less than this
GAP = 18


def blocks(text):
    """The paragraphs, lists, formulas and code fences of a text."""
    found, inside = [], False
    for part in re.split(r"\n\s*\n", text.strip()):
        if inside:
            found[-1] += "\n\n" + part
        else:
            found.append(part)
        if part.count("```") % 2:
            inside = not inside
    return found


def text_height(block):
    if block.startswith("|"):
        return TEXT_LINE * 1.2 * (block.count("\n") + 1)
    if block.startswith("$$"):
        return 90
    if block.startswith("#"):
        return 75
    lines = block.split("\n")
    return sum(TEXT_LINE * -(-max(len(line), 1) // TEXT_WIDTH) for line in lines) + GAP


def lines_height(text):
    return CODE_LINE * (text.rstrip().count("\n") + 1) + 24 + GAP


def parts(source):
    """Code in parts that a class can read at once, cut where a line stands farthest to the left, and
    best after an empty one."""
    lines = source.rstrip().split("\n")
    while len(lines) > CODE_MOST:
        cut = min(range(CODE_MOST, CODE_LEAST - 1, -1), key=lambda i: depth(lines, i))
        yield "\n".join(lines[:cut]).rstrip()
        lines = lines[cut:]
    yield "\n".join(lines)


def depth(lines, i):
    """How deep inside of something a cut above this line would be."""
    line = lines[i]
    if not line.strip() or line.lstrip().startswith(("}", ")", "]")):
        return 1000
    return len(line) - len(line.lstrip()) + (0 if not lines[i - 1].strip() else 1)


def output_height(output):
    html = output.get("data", {}).get("text/html")
    if html is None:
        return lines_height(output.get("text") or output["data"].get("text/plain", ""))
    return VIEW if 'class="view"' in html else PICTURE + GAP


def height(cell):
    if cell["cell_type"] == "markdown":
        return text_height(cell["source"])
    code = lines_height(cell["source"]) if cell["source"] else 0
    return code + sum(map(output_height, cell["outputs"]))


def markdown(source):
    return {"cell_type": "markdown", "source": source}


def code(source, outputs):
    return {"cell_type": "code", "source": source, "outputs": outputs, "execution_count": None}


def pieces(cell):
    """What a cell brings to the deck: texts by the paragraph, code with its output, an answer apart."""
    kinds = tags(cell)
    if cell["cell_type"] == "markdown":
        # Hints, solutions and answers are for whoever is at the keyboard.
        text = re.sub("<details>.*?</details>", "", cell["source"], flags=re.DOTALL)
        return [markdown(block) for block in blocks(text) if block]
    source, outputs = cell["source"], cell["outputs"]
    if "exercise-check" in kinds or source.startswith(":"):
        return []
    if folded(cell, "source"):
        source = ""
        outputs = [output for output in outputs if "data" in output]
        if not outputs:
            return []
    if folded(cell, "outputs") and outputs:
        source = source.replace('println!("The answer:");\n', "")
        for output in outputs:
            if "text" in output:
                output["text"] = output["text"].removeprefix("The answer:\n")
        outputs = [output for output in outputs if output.get("text") or "data" in output]
        question = [code(part, []) for part in parts(source)] if source else []
        return question + [code("", outputs) | {"answer": True}]
    *first, last = parts(source)
    whole = code(last, outputs)
    tail = [whole] if height(whole) <= ROOM else [code(last, []), code("", outputs)]
    return [code(part, []) for part in first] + tail


# A heading, a step's name, a prediction, an aside.
STEP = re.compile(r"#|\*\*[^*]+[.:?]\*\*|\*Predict|> ")
NAMED = re.compile(r"#|\*\*[^*]+[.:?]\*\*")


def begins(piece):
    return piece["cell_type"] == "markdown" and STEP.match(piece["source"])


def is_heading(piece):
    return piece["cell_type"] == "markdown" and piece["source"].startswith("#")


def groups(pieces):
    """Texts with the code that they lead to: what should not be torn apart."""
    group = []
    for piece in pieces:
        after_code = group and group[-1]["cell_type"] == "code" and piece["cell_type"] == "markdown"
        heading_alone = len(group) == 1 and is_heading(group[0])
        if group and (after_code or (begins(piece) and not heading_alone)):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def slides(pieces):
    """Lists of pieces, each of which fits a slide, mostly."""
    slide = []
    for group in groups(pieces):
        plain = all(piece["cell_type"] == "markdown" for piece in group)
        room = ROOM - sum(map(height, slide))
        # What a text says of the output above it stays in sight of it.
        if slide and not (plain and not begins(group[0]) and sum(map(height, group)) <= room):
            yield slide
            slide = []
        for piece in group:
            only_heading = len(slide) == 1 and is_heading(slide[0])
            if slide and not only_heading and sum(map(height, slide + [piece])) > ROOM:
                yield slide
                slide = []
            slide.append(piece)
    if slide:
        yield slide


def beside(slide):
    """The picture at a slide's end, for the texts on the next ones."""
    picture = ""
    for piece in slide:
        if 'class="beside"' in piece["source"]:
            picture = re.search('<img class="beside"[^>]*>', piece["source"])[0]
        for output in piece.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            picture = "" if 'class="view"' in html else html.replace("<img", '<img class="beside"', 1)
    return picture


def deck(path, extra):
    notebook = read(path, extra, "../")
    found = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = relink(cell["source"], "notebooks", lambda stem: f"../{stem}.html")
        found += pieces(cell)
    cells, section, seen = [], "", ""
    for slide in slides(found):
        first = slide[0]
        column = re.match("##? (.*)", first["source"]) if first["cell_type"] == "markdown" else None
        if column:
            section = column[1]
        else:
            # Where a slide stands, for whoever has looked away.
            where = f'<p class="section">{section}</p>'
            if all(piece["cell_type"] == "markdown" for piece in slide) and not NAMED.match(first["source"]):
                where += seen  # the picture that the text speaks of
            slide.insert(0, markdown(where))
        seen = beside(slide)
        for number, cell in enumerate(slide):
            start = "slide" if column else "subslide"
            later = "fragment" if cell.pop("answer", False) else "-"
            cell["id"] = str(len(cells))
            cell["metadata"] = {"slideshow": {"slide_type": later if number else start}}
            cells.append(cell)
    notebook["cells"] = cells
    notebook["metadata"]["title"] = f"{path.stem[:2]} {re.match('# (.*)', cells[0]['source'])[1]}"
    return nbformat.from_dict(notebook)


def main():
    extra = BUILD / "extra"
    (extra / "slides").mkdir(parents=True, exist_ok=True)
    basedirs = [str(Path(__file__).parent)]
    exporter = SlidesExporter(template_name="deck", extra_template_basedirs=basedirs)
    exporter.reveal_url_prefix = "../_static/reveal"
    for path in NOTEBOOKS:
        html, _ = exporter.from_notebook_node(deck(path, extra))
        (extra / "slides" / f"{path.stem}.html").write_text(html, encoding="utf-8")


if __name__ == "__main__":
    main()
