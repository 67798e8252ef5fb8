"""How large an establishment fits, in a sentence."""

from __future__ import annotations

from simulator.present.text import fmt, text
from simulator.questions.hosting import Fit


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
