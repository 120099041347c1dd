"""What the book and the slides share: the notebooks, their links, and their pictures as files."""

import base64
import json
import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
BUILD = ROOT / "target" / "book"
PLOTLY = "application/vnd.plotly.v1+json"


def repository():
    """Where the files stand that are not part of the book; the code host's workflow tells it."""
    if "GITHUB_REPOSITORY" not in os.environ:
        return None
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    return f"{server}/{os.environ['GITHUB_REPOSITORY']}"


def address(path):
    """A file or a folder there, on the main branch."""
    kind = "tree" if path.is_dir() else "blob"
    return f"{repository()}/{kind}/main/{path.relative_to(ROOT).as_posix()}"


def tags(cell):
    return cell["metadata"].get("tags", [])


def folded(cell, part):
    """Whether the `source` or the `outputs` are folded in JupyterLab."""
    return cell["metadata"].get("jupyter", {}).get(f"{part}_hidden", False)


def relink(text, folder, notebook):
    """Links to notebooks as `notebook` names them; those to other files of the project lead to the
    code host, or are plain text where there is none."""

    def target(match):
        words, link = match["words"], match["link"]
        if re.match(r"[a-z]+:|#", link):
            return match[0]
        path, _, anchor = link.partition("#")
        path = (ROOT / folder / path).resolve()
        if path in NOTEBOOKS:
            return f"[{words}]({notebook(path.stem)}{anchor and '#' + anchor})"
        if not path.exists():
            raise SystemExit(f"{folder}: the link {link} leads nowhere")
        if repository() is None:
            return words
        return f"[{words}]({address(path)})"

    return re.sub(r"(?<!!)\[(?P<words>[^]]*)\]\((?P<link>[^)\s]+)\)", target, text)


def read(path, extra, up):
    """A notebook whose pictures stand in files under `extra`, which a page finds at `up`."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for number, cell in enumerate(notebook["cells"]):
        cell["source"] = "".join(cell["source"])
        for output in cell.get("outputs", []):
            if "text" in output:
                output["text"] = "".join(output["text"])
            if "data" in output:
                name = f"{path.stem[:2]}-{number:02}"
                output["data"] = in_files(output["data"], extra, up, name)
    return notebook


def in_files(data, extra, up, name):
    """The same output, with the picture and the view to turn as files of their own: the page and the
    slide share them, and a telephone loads only those that it comes to."""
    data = {kind: value if kind == PLOTLY else "".join(value) for kind, value in data.items()}
    if html := data.get("text/html"):
        found = re.search(r'src="data:image/svg\+xml;base64,([^"]*)"', html)
        picture = extra / "pictures" / f"{name}.svg"
        picture.parent.mkdir(parents=True, exist_ok=True)
        svg = base64.b64decode(found[1])
        picture.write_bytes(svg)
        width, height = re.search(rb'width="(\d+)" height="(\d+)"', svg).groups()
        place = f'src="{up}pictures/{name}.svg" width="{int(width)}" height="{int(height)}"'
        html = html.replace(found[0], f'{place} loading="lazy"')
        if PLOTLY in data:
            view = extra / "views" / f"{name}.js"
            view.parent.mkdir(parents=True, exist_ok=True)
            figure = json.dumps(data[PLOTLY], separators=(",", ":"))
            view.write_text(f"(window.views ??= {{}})['{name}'] = {figure};\n", encoding="utf-8")
            html = f'<div class="view" data-view="{up}views/{name}.js">{html}</div>'
        return {"text/html": html}
    return data
