"""What must stand in a page whatever language it is written in: sections, numbers, formulas, code, links, rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from simulator.words import SEPARATORS

HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")
FORMULA = re.compile(r"\$\$?[^$]+\$\$?")
LINK = re.compile(r"\]\(([^)\s]+)\)")
SIGN = re.compile(r"[×÷√Σ^=≈±<>≤≥/λδ·]|(?<= )[−+](?= )")
POWER = "[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+"
MARK = re.compile(r"(#+|\*|\||\d\. )?")


def numbers(words: str, language: str) -> Counter[str]:
    """Count the numbers of a text, written with point and without separators."""
    thousands, decimal = (re.escape(sign) for sign in SEPARATORS[language])
    found = re.findall(rf"[−+]?\d+(?:{thousands}\d{{3}}(?!\d))*(?:{decimal}\d+)?|{POWER}", words)
    return Counter(re.sub(decimal, ".", re.sub(thousands, "", number)) for number in found)


def differences(english: str, norwegian: str) -> list[str]:
    """Say in what two pages that should say the same differ, section by section."""
    heads = {"en": HEADING.findall(english), "nb": HEADING.findall(norwegian)}
    if len(heads["en"]) != len(heads["nb"]):
        return [f"sections: {len(heads['en'])} and {len(heads['nb'])}"]
    parts = zip(_parts(english), _parts(norwegian), strict=True)
    return [f"{kind}: {told}" for one, other in parts for kind, told in _compared(one, other, heads)]


def _parts(page: str) -> list[str]:
    return re.split(r"^(?=## )", page, flags=re.MULTILINE)


def _compared(english: str, norwegian: str, heads: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    one, other = _held(english, "en", heads["en"]), _held(norwegian, "nb", heads["nb"])
    for kind in one:
        here, there = one[kind] - other[kind], other[kind] - one[kind]
        if here or there:
            yield kind, f"{english.splitlines()[0]}: {dict(here)} is {dict(there)}"


def _anchor(head: str) -> str:
    return "#" + re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-")


def _held(part: str, language: str, heads: list[str]) -> dict[str, Counter[str]]:
    """Count what a section holds; a link within the page counts as the place of the section that it leads to."""
    anchors = {_anchor(head): f"#{at}" for at, head in enumerate(heads)}
    formulas = [re.sub(r"\\text\{[^}]*\}", "", one) for one in FORMULA.findall(part)]
    examples = [body for kind, body in FENCE.findall(part) if kind]
    words = LINK.sub("]", FORMULA.sub("", CODE.sub("", FENCE.sub("", part))))
    lines = [re.match(MARK, line.strip()) for line in part.splitlines() if line.strip()]
    return {
        "numbers": numbers(words, language),
        "signs": Counter(SIGN.findall(words)),
        "code": Counter([*CODE.findall(FENCE.sub("", part)), *examples]),
        "formulas": Counter(formulas),
        "links": Counter(anchors.get(link, link) for link in LINK.findall(part)),
        "lines": Counter(line.group(0) for line in lines if line),
    }
