"""How large an establishment fits, and what would have to be built first, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.present.text import fmt, text
from simulator.questions.hosting import Fit, Margin
from simulator.questions.needed import Mend


def fit_sentence(found: Fit, kind: str, area: str, year: int, language: str) -> str:
    """Say how large it may be, what stops it there, and what would stop it next."""
    words = {
        "kind": text(f"kind.{kind}", language),
        "area": text(f"area.{area}", language),
        "size": fmt(found.capacity_mw, "MW", None, language),
        "year": year,
    }
    if not found.holds:
        return text("fit.none", language, condition=inside(text(f"fit.{found.binding}", language)), **words)
    if found.binding is None:
        return text("fit.all", language, **words)
    said = text("fit.found", language, condition=inside(text(f"fit.{found.binding}", language)), **words)
    if found.following is None:
        return said
    return f"{said} {text('fit.next', language, condition=inside(text(f'fit.{found.following}', language)))}"


def broken_sentence(broken: Margin, language: str) -> str:
    """Say which condition does not hold as it is."""
    return text("need.broken", language, condition=inside(text(f"fit.{broken.condition}", language)))


def mend_line(mend: Mend, unit: str, language: str) -> str:
    """Say how much of one measure alone is enough."""
    words = {"least": fmt(mend.least or 0.0, unit, None, language), "start": fmt(mend.start, unit, None, language)}
    return text("need.enough", language, name=text(f"lever.{mend.lever}.name", language), **words)


def not_enough_sentence(mends: Sequence[Mend], language: str) -> str:
    """List the measures that are not enough alone, however much of them."""
    names = [inside(text(f"lever.{mend.lever}.name", language)) for mend in mends if mend.least is None]
    return text("need.not_alone", language, list=", ".join(names)) if names else ""


def inside(words: str) -> str:
    """Write words as they stand inside a sentence; names keep their capital letters.

    Examples
    --------
    >>> inside("Sterkere linje Alvdal–Tynset")
    'sterkere linje Alvdal–Tynset'
    """
    return words[:1].lower() + words[1:]
