"""Whether the check finds what it is for: plants one fault after the other in a copy of the site."""

import re
import shutil
import sys
import tempfile
from pathlib import Path

from check import check


def change(old, new):
    def fault(path):
        text = path.read_text(encoding="utf-8")
        changed = re.sub(old, new, text, count=1, flags=re.DOTALL)
        assert changed != text, f"{path.name} has no {old}"
        path.write_text(changed, encoding="utf-8")

    return fault


def grow(path):
    path.write_bytes(b" " * 15_000_001)


PAGE, DECK = "05-backpropagation.html", "slides/05-backpropagation.html"
VIEW = "09-3d-classification.html"
# The file, what happens to it, and what the check must say.
FAULTS = [
    (PAGE, change('href="04-loss.html"', 'href="04-los.html"'), "04-los.html, which is not there"),
    (PAGE, change('href="#the-judge"', 'href="#the-jude"'), "#the-jude, and there is no such place"),
    (PAGE, change('src="pictures/', 'src="https://example.org/'), "loads https://example.org/"),
    (PAGE, change("<head>", '<head><script src="//example.org/x.js"></script>'), "loads //example.org/x.js"),
    (PAGE, change('<img [^>]*src="pictures/[^>]*>', ""), "pictures, not"),
    (PAGE, change("<details>", "<details open>"), "1 unfolded ones"),
    (PAGE, change("<details>", "<div>"), "hints and solutions, not"),
    (PAGE, change('<details class="[^"]*"', '<details class=""'), "folded cells and outputs, not"),
    (PAGE, Path.unlink, "has no page"),
    (DECK, Path.unlink, "has no page, or no slides"),
    (DECK, change("</section>", "<details></details></section>"), "show a hint or a solution"),
    (DECK, change("reveal/reveal.js", "reveal/revel.js"), "revel.js, which is not there"),
    (VIEW, change('data-view="[^"]*"', 'data-view="views/no.js"'), "views/no.js, which is not there"),
    (VIEW, change('class="view"', ""), "0 views to turn, not 1"),
    ("_static/plotly/plotly-gl3d.min.js", Path.unlink, "draws the view to turn is not there"),
    ("_static/book.css", change("^", "@import 'https://example.org/x.css';"), "loads https://example.org/x.css"),
    ("_static/katex/fonts/KaTeX_Main-Regular.woff2", Path.unlink, "Main-Regular.woff2, which is not there"),
    ("searchindex.js", change('"05-backpropagation"', '""'), "the search does not know"),
    ("index.html", change(f'href="{DECK}"', 'href="#"'), f"does not lead to {DECK}"),
    ("pictures/learned.svg", grow, "MB, more than 15"),
]


def main():
    site = Path(sys.argv[1]).resolve()
    unseen = []
    with tempfile.TemporaryDirectory() as folder:
        copy = (Path(folder) / "site").resolve()
        shutil.copytree(site, copy)
        for name, fault, sentence in FAULTS:
            fault(copy / name)
            faults, _ = check(copy)
            if not any(sentence in found for found in faults):
                unseen.append(f"not found: {name}, {sentence}")
            shutil.copy(site / name, copy / name)
    print("\n".join([*unseen, f"{len(FAULTS) - len(unseen)} of {len(FAULTS)} faults found"]))
    sys.exit(1 if unseen else 0)


if __name__ == "__main__":
    main()
