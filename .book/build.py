#!/usr/bin/env python3
"""Builds the book and the slides into `target/book/site`, from the notebooks as they are committed,
and checks them; with `--faults`, also checks the check. Needs Python 3.11 or later, and npm. The
first time gets the tools, a minute."""

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE.parent / "target" / "book"
PYTHON = BUILD / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# What the pages load, of npm's packages.
ASSETS = {
    "katex/dist/katex.min.css": "katex",  # its programs come with Sphinx's extension
    "plotly.js-gl3d-dist-min/plotly-gl3d.min.js": "plotly",
    "reveal.js/dist/reveal.js": "reveal",
    "reveal.js/dist/reveal.css": "reveal",
}


def run(*command, folder=HERE):
    subprocess.run([str(word) for word in command], cwd=folder, check=True)


def once(stamp, files, get):
    """Calls `get` unless it has run for exactly these files."""
    wanted = "".join((HERE / name).read_text(encoding="utf-8") for name in files)
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        get()
        stamp.write_text(wanted, encoding="utf-8")


def python_tools():
    venv.create(BUILD / "venv", with_pip=True, clear=True)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt")


def npm_tools():
    npm = shutil.which("npm") or sys.exit("The book needs npm, for the programs that its pages load.")
    folder = BUILD / "npm"
    folder.mkdir(exist_ok=True)
    for name in ["package.json", "package-lock.json"]:
        shutil.copy(HERE / name, folder)
    run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=folder)


def assets():
    for source, folder in ASSETS.items():
        target = BUILD / "static" / folder
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(BUILD / "npm" / "node_modules" / source, target)
    # Of three formats of each font, the one that all browsers take.
    style = BUILD / "static" / "katex" / "katex.min.css"
    text = re.sub(r',url\([^)]*\.(woff|ttf)\) format\("[a-z]*"\)', "", style.read_text(encoding="utf-8"))
    style.write_text(text, encoding="utf-8")
    fonts = BUILD / "static" / "katex" / "fonts"
    fonts.mkdir()
    for font in (BUILD / "npm" / "node_modules" / "katex" / "dist" / "fonts").glob("*.woff2"):
        shutil.copy(font, fonts)


def without_spare():
    """What the theme leaves in the site and no page loads is a fifth of its size."""
    static = BUILD / "site" / "_static"
    for kind in ["**/*.map", "locales", "*macros.html"]:
        for path in [*static.glob(kind)]:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def main():
    if sys.version_info < (3, 11):
        sys.exit("The book needs Python 3.11 or later.")
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"  # no folder of Python's beside the committed files
    BUILD.mkdir(parents=True, exist_ok=True)
    once(BUILD / "venv" / "stamp", ["requirements.txt"], python_tools)
    once(BUILD / "npm" / "stamp", ["package.json", "package-lock.json"], npm_tools)
    for name in ["source", "static", "extra", "site"]:
        shutil.rmtree(BUILD / name, ignore_errors=True)
    assets()
    run(PYTHON, "pages.py")
    run(PYTHON, "slides.py")
    run(PYTHON, "-m", "sphinx", "-q", "-W", "--keep-going", "-c", HERE, "-d", BUILD / "doctrees",
        BUILD / "source", BUILD / "site")
    without_spare()
    run(PYTHON, "check.py", BUILD / "site")
    if "--faults" in sys.argv:
        run(PYTHON, "faults.py", BUILD / "site")
    print(f"The book is {BUILD / 'site' / 'index.html'}")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"The book is not ready: this has failed: {' '.join(error.cmd)}")
