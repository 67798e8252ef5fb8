"""Pages of `docs/` as the front end shows them: the method by section, the glossary as rows."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import pandas as pd

from simulator.present.text import known, text

SECTION: Final = re.compile(r"^## +(.+)$", re.MULTILINE)
LINK: Final = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:)[^)]*\)")
CELLS: Final = re.compile(r"(?<!\\)\|")
GLOSSARY_COLUMNS: Final = ("term", "code", "unit", "meaning")


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
    """Take what leads nowhere inside the front end, and what it would read as a formula, out of Markdown."""
    return LINK.sub(r"\1", body).replace("$", r"\$").strip()


def section_name(heading: str, language: str) -> str:
    """Name a section in the language; a section that the catalogue does not name keeps its heading.

    Examples
    --------
    >>> section_name("Weather years", "nb"), section_name("Something new", "nb")
    ('Værår', 'Something new')
    """
    key = f"method_room.{re.sub(r'[^a-z]+', '_', heading.lower()).strip('_')}"
    return text(key, language) if known(key, language) else heading


def glossary(page: str) -> pd.DataFrame:
    r"""Read the rows of the glossary, from whatever tables of four columns the page has.

    Returns
    -------
    DataFrame
        Columns term, code, unit, meaning; without marks of Markdown.

    Examples
    --------
    >>> glossary("| Norwegian | In code | Unit | Meaning |\n|---|---|---|---|\n| tilsig | `inflow` | m³/s | water |\n")
         term    code  unit meaning
    0  tilsig  inflow  m³/s   water
    """
    tables = [[cell.strip() for cell in CELLS.split(line)[1:-1]] for line in page.splitlines() if line.startswith("|")]
    rules = {at for at, cells in enumerate(tables) if cells and set("".join(cells)) <= {"-", ":"}}
    heads = {at - 1 for at in rules}
    rows = [cells for at, cells in enumerate(tables) if at not in rules | heads and len(cells) == len(GLOSSARY_COLUMNS)]
    plain = [[LINK.sub(r"\1", cell).replace("`", "").replace(r"\|", "|") for cell in cells] for cells in rows]
    return pd.DataFrame(plain, columns=list(GLOSSARY_COLUMNS))


def searched(rows: pd.DataFrame, words: str) -> pd.DataFrame:
    """Keep the rows that hold every word searched for, whatever the case."""
    hay = rows.agg(" ".join, axis=1).str.lower()
    for word in words.lower().split():
        rows = rows[hay.loc[rows.index].str.contains(word, regex=False)]
    return rows
