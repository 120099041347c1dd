"""Checks a built site: every link, nothing from outside, nothing of the notebooks missing, the folds,
the view to turn, and the size."""

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from course import NOTEBOOKS, PLOTLY, folded

MOST = 15_000_000


class Page(HTMLParser):
    """What a page links to, what it loads, and what it can be linked at."""

    def __init__(self, path):
        super().__init__()
        self.links, self.loads, self.names, self.tags = [], [], {""}, []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        attributes = {name: value or "" for name, value in attributes}
        self.tags.append((tag, attributes))
        self.names.add(attributes.get("id", ""))
        self.links += [attributes["href"]] if tag == "a" and "href" in attributes else []
        for name in ["src", "poster", "data-view"]:
            self.loads += [attributes[name]] if name in attributes else []
        for part in attributes.get("srcset", "").split(","):
            self.loads += part.split()[:1]
        if tag == "link" and "href" in attributes:
            self.loads.append(attributes["href"])
        self.loads += styles(attributes.get("style", ""))

    def number(self, tag, kind):
        found = [attributes for name, attributes in self.tags if name == tag]
        return sum(kind in attributes.get("class", "").split() for attributes in found)


def styles(text):
    return re.findall(r"url\(\s*['\"]?([^'\")]+)", text) + re.findall(r"@import\s+['\"]([^'\"]+)", text)


def outside(address):
    return bool(re.match(r"[a-z]+:|//", address)) and not address.startswith("data:")


def links(site, pages):
    for path, page in pages.items():
        where = path.relative_to(site)
        for address in page.loads:
            if outside(address):
                yield f"{where} loads {address}"
        for address in page.links + page.loads:
            if outside(address) or address.startswith("data:"):
                continue
            parts = urlsplit(address)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            if not target.is_file():
                yield f"{where} names {address}, which is not there"
            elif target in pages and unquote(parts.fragment) not in pages[target].names:
                # reveal.js makes of /3/1 a place in a deck.
                yield f"{where} names {address}, and there is no such place on that page"
    for path in site.rglob("*.css"):
        for address in styles(path.read_text(encoding="utf-8")):
            if outside(address):
                yield f"{path.relative_to(site)} loads {address}"
            elif not address.startswith(("data:", "#")):
                if not (path.parent / urlsplit(address).path).is_file():
                    yield f"{path.relative_to(site)} names {address}, which is not there"


def complete(site, pages):
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    front = pages.get(site / "index.html")
    if front is None:
        yield "there is no index.html"
        return
    for path in NOTEBOOKS:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        page = pages.get(site / f"{path.stem}.html")
        deck = pages.get(site / "slides" / f"{path.stem}.html")
        if page is None or deck is None:
            yield f"{path.stem} has no page, or no slides"
            continue
        for address in [f"{path.stem}.html", f"slides/{path.stem}.html"]:
            if address not in front.links:
                yield f"the front page does not lead to {address}"
        if f'"{path.stem}"' not in index:
            yield f"the search does not know {path.stem}"
        yield from same(path.stem, cells, page)
        yield from slides(path.stem, cells, deck)


def same(name, cells, page):
    """What must stand on the page as often as in the notebook."""
    texts = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    data = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    folds = sum(folded(cell, "source") for cell in cells)
    folds += sum(folded(cell, "outputs") and bool(cell.get("outputs")) for cell in cells)
    pictures = sum("pictures/" in attributes.get("src", "") for _, attributes in page.tags)
    details = [attributes for tag, attributes in page.tags if tag == "details"]
    for what, wanted, found in [
        ("pictures", sum("text/html" in kinds for kinds in data), pictures),
        ("views to turn", sum(PLOTLY in kinds for kinds in data), page.number("div", "view")),
        ("folded cells and outputs", folds, page.number("details", "hide")),
        ("hints and solutions", texts.count("<details>"), len(details) - page.number("details", "hide")),
        ("unfolded ones", 0, sum("open" in attributes for attributes in details)),
    ]:
        if wanted != found:
            yield f"{name}.html has {found} {what}, not {wanted}"


def slides(name, cells, deck):
    sections = sum(tag == "section" for tag, _ in deck.tags)
    if sections < len(cells) / 3:
        yield f"the slides of {name} are only {sections}"
    if any(tag == "details" for tag, _ in deck.tags):
        yield f"the slides of {name} show a hint or a solution"


def check(site):
    """A sentence for each fault."""
    pages = {path: Page(path) for path in sorted(site.rglob("*.html"))}
    faults = [*links(site, pages), *complete(site, pages)]
    if not (site / "_static/plotly/plotly-gl3d.min.js").is_file():
        faults.append("the program that draws the view to turn is not there")
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    if size > MOST:
        faults.append(f"the site has {size / 1e6:.1f} MB, more than {MOST / 1e6:.0f}")
    count = sum(len(page.links) + len(page.loads) for page in pages.values())
    return faults, f"{len(pages)} pages, {count} links, {size / 1e6:.1f} MB"


def main():
    faults, summary = check(Path(sys.argv[1]).resolve())
    print("\n".join([*faults, summary]))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
