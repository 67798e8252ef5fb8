"""How the pages become a website: ``python -m benchmarks.pages``. Who reads it fetches nothing from elsewhere."""

from typing import Any, Final

from simulator import __version__

project: Final = "Power surplus of Nord-Østerdal"
author: Final = "The energy-surplus simulator founders"
release: Final = __version__
extensions: Final = ["myst_parser"]
include_patterns: Final = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/*.md", "benchmarks/README.md"]
root_doc: Final = "README"
html_theme: Final = "furo"
html_title: Final = project
html_show_sourcelink: Final = False
html_copy_source: Final = False
myst_heading_anchors: Final = 4
highlight_language: Final = "none"
# In the order of a reader who comes for the first time; CONTRIBUTING and what follows are for those who change it.
CONTENTS: Final = (
    *(
        "docs/evening",
        "docs/tutorial",
        "docs/how_to",
        "docs/user_guide",
        "docs/pictures",
        "docs/batch",
        "docs/reference",
        "docs/method",
        "docs/method_nb",
        "docs/glossary",
    ),
    *("docs/operating", "docs/features", "docs/bad_inputs", "docs/licences"),
    *("CONTRIBUTING", "docs/conventions", "benchmarks/README", "CHANGELOG"),
)


def setup(app: Any) -> None:
    """Give the first page a list of all others, which is shown beside every page."""
    app.connect("source-read", lambda _, name, source: source.append(source.pop() + contents(name)))


def contents(name: str) -> str:
    """Return the list for the first page, nothing for another."""
    return "\n```{toctree}\n:hidden:\n" + "\n".join(CONTENTS) + "\n```\n" if name == root_doc else ""
