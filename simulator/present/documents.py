"""Pages of `docs/` as the front end shows them: the method by section, the glossary as rows, each in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

import pandas as pd

SECTION: Final = re.compile(r"^## +(.+)$", re.MULTILINE)
LINK: Final = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:)[^)]*\)")
MONEY: Final = re.compile(r"\$(?=\d)")
CELLS: Final = re.compile(r"(?<!\\)\|")
METHOD: Final[Mapping[str, str]] = {"nb": "method_nb.md", "en": "method.md"}
GLOSSARY_COLUMNS: Final = ("term", "code", "unit", "meaning")
# Which cells of the table are read in which language: unit and meaning stand there in both.
GLOSSARY_CELLS: Final[Mapping[str, tuple[int, ...]]] = {"en": (0, 1, 2, 3), "nb": (0, 1, 4, 5)}
GLOSSARY_WIDTH: Final = 6


class Section(NamedTuple):
    """One section of a page: its heading, and Markdown below it."""

    heading: str
    body: str


def sections(page: str) -> tuple[Section, ...]:
    r"""Cut a page into its sections; links to other pages of the repository become plain words.

    Examples
    --------
    >>> sections("# Page\n\nLead.\n\n## One\n\nSee [two](#two), it costs $5.\n\n## Two\n\nEnd.\n")
    (Section(heading='One', body='See two, it costs \\$5.'), Section(heading='Two', body='End.'))
    """
    _, *parts = SECTION.split(page)
    return tuple(Section(heading.strip(), _shown(body)) for heading, body in zip(parts[::2], parts[1::2], strict=True))


def _shown(body: str) -> str:
    """Take what leads nowhere inside the front end, and money that it would read as a formula, out of Markdown."""
    return MONEY.sub(r"\\$", LINK.sub(r"\1", body)).strip()


def glossary(page: str, language: str) -> pd.DataFrame:
    r"""Read the rows of the glossary in one language, from whatever tables of six columns the page has.

    Returns
    -------
    DataFrame
        Columns term, code, unit, meaning; without marks of Markdown.

    Examples
    --------
    >>> page = "| Norwegian | In code | Unit | Meaning | Enhet | Betydning |\n|---|---|---|---|---|---|\n"
    >>> glossary(page + "| brukstid | `load_hours` | hours | time | timer | tid |\n", "nb")
           term        code   unit meaning
    0  brukstid  load_hours  timer     tid
    """
    tables = [[cell.strip() for cell in CELLS.split(line)[1:-1]] for line in page.splitlines() if line.startswith("|")]
    rules = {at for at, cells in enumerate(tables) if cells and set("".join(cells)) <= {"-", ":"}}
    heads = {at - 1 for at in rules}
    rows = [cells for at, cells in enumerate(tables) if at not in rules | heads and len(cells) == GLOSSARY_WIDTH]
    plain = [[LINK.sub(r"\1", cell).replace("`", "").replace(r"\|", "|") for cell in cells] for cells in rows]
    read = [[cells[at] for at in GLOSSARY_CELLS[language]] for cells in plain]
    return pd.DataFrame(read, columns=list(GLOSSARY_COLUMNS))


def searched(rows: pd.DataFrame, words: str) -> pd.DataFrame:
    """Keep the rows that hold every word searched for, whatever the case."""
    hay = rows.agg(" ".join, axis=1).str.lower()
    for word in words.lower().split():
        rows = rows[hay.loc[rows.index].str.contains(word, regex=False)]
    return rows
