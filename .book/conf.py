"""Sphinx's settings. Nothing is loaded from another site: a class's network may be down."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from course import BUILD, repository  # noqa: E402

project = "A neural network from scratch"
html_title = project
language = "en"
extensions = ["myst_nb", "sphinxcontrib.katex"]

nb_execution_mode = "off"
nb_code_prompt_show = "Show the {type}"
nb_code_prompt_hide = "Hide the {type}"
nb_render_markdown_format = "myst"
myst_enable_extensions = ["dollarmath"]
suppress_warnings = [
    "misc.highlighting_failure",  # the kernel's commands, as `:dep`, are no Rust
    "mystnb.unknown_mime_type",
]
pygments_style = "friendly"

html_theme = "sphinx_book_theme"
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "show_toc_level": 2,
    "home_page_in_toc": True,
    "navbar_persistent": [],  # a second place to search from
    "toc_title": "On this page",
}
if repository():
    html_theme_options |= {"repository_url": repository(), "use_repository_button": True}
html_static_path = ["static", str(BUILD / "static")]
html_extra_path = [str(BUILD / "extra")]
html_css_files = ["book.css"]
html_js_files = [("view.js", {"defer": "defer"})]
html_use_index = False
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_show_sphinx = False
katex_css_path = "katex/katex.min.css"  # of the version whose program the extension brings along
