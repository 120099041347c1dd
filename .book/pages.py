"""The notebooks as Sphinx takes them, and the front page, which is the README's first half."""

import json
import re

from course import BUILD, NOTEBOOKS, ROOT, folded, read, relink, tags


def page(path, extra):
    notebook = read(path, extra, "")
    for cell in notebook["cells"]:
        hide = [f"hide-{tag}" for part, tag in [("source", "input"), ("outputs", "output")] if folded(cell, part)]
        cell["metadata"]["tags"] = tags(cell) + hide
        if cell["cell_type"] == "markdown":
            cell["source"] = relink(cell["source"], "notebooks", lambda stem: f"{stem}.ipynb")
    demote(notebook["cells"])
    return notebook


def demote(cells):
    """A page has one title; where a notebook has parts, they become sections, and so on."""
    texts = [cell for cell in cells if cell["cell_type"] == "markdown"]
    if sum(cell["source"].startswith("# ") for cell in texts) > 1:
        for cell in texts[1:]:
            cell["source"] = re.sub(r"^(#+ )", r"#\1", cell["source"], flags=re.MULTILINE)


def title(path, readme):
    """As the README calls it; with its own title, if it is not there yet."""
    if named := re.search(rf"\[([^]]+)\]\(notebooks/{path.name}\)", readme):
        return named[1]
    first = json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"]
    return f"{path.stem[:2]} {re.match('# (.*)', ''.join(first))[1]}"


def front():
    """The README until the crate's chapter, and the decks."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    text = readme.split("\n## The crate\n")[0]
    text = text.replace('src=".github/learned.svg"', 'src="pictures/learned.svg"')
    text = relink(text, ".", lambda stem: f"{stem}.ipynb")
    pages = "\n".join(f"{title(path, readme)} <{path.stem}>" for path in NOTEBOOKS)
    # As HTML: they are no pages of Sphinx's.
    decks = "\n".join(f'<li><a href="slides/{path.stem}.html">{title(path, readme)}</a></li>' for path in NOTEBOOKS)
    return f"""{text}
## Slides

One deck for each notebook, to project: the right and left arrow keys go on and back, *o* shows all slides, *f* fills the screen.

<ul>
{decks}
</ul>

```{{toctree}}
:hidden:

{pages}
```
"""


def main():
    source, extra = BUILD / "source", BUILD / "extra"
    source.mkdir(parents=True, exist_ok=True)
    for path in NOTEBOOKS:
        (source / path.name).write_text(json.dumps(page(path, extra)), encoding="utf-8")
    (source / "index.md").write_text(front(), encoding="utf-8")
    (extra / "pictures" / "learned.svg").write_bytes((ROOT / ".github" / "learned.svg").read_bytes())


if __name__ == "__main__":
    main()
