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
        return text("fit.none", language, condition=text(f"fit.{found.binding}", language).lower(), **words)
    if found.binding is None:
        return text("fit.all", language, **words)
    said = text("fit.found", language, condition=text(f"fit.{found.binding}", language).lower(), **words)
    if found.following is None:
        return said
    return f"{said} {text('fit.next', language, condition=text(f'fit.{found.following}', language).lower())}"


def broken_sentence(broken: Sequence[Margin], language: str) -> str:
    """Say which conditions do not hold as it is."""
    if not broken:
        return text("need.nothing", language)
    listed = ", ".join(text(f"fit.{one.condition}", language).lower() for one in broken)
    return text("need.broken", language, list=listed)


def mend_line(mend: Mend, unit: str, language: str) -> str:
    """Say how much of one measure alone would do, or that it does not do it alone."""
    name = text(f"lever.{mend.lever}.name", language)
    if mend.least is None:
        return text("need.not_alone", language, name=name, condition=text(f"fit.{mend.left}", language).lower())
    words = {"least": fmt(mend.least, unit, None, language), "start": fmt(mend.start, unit, None, language)}
    return text("need.enough", language, name=name, **words)
