"""What people take home: pictures, a workbook, slides, a page and a link, all read from one record.

Each part loads its library when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from simulator.present.takehome.card import card_pdf, card_svg
    from simulator.present.takehome.handout import Handout, build_handout
    from simulator.present.takehome.pictures import Caption, as_pdf, as_png, chart_svg, scenario_pictures
    from simulator.present.takehome.quick import quick_code
    from simulator.present.takehome.slides import write_slides
    from simulator.present.takehome.workbook import write_workbook

HOMES: Final = {
    "Caption": "pictures",
    "Handout": "handout",
    "as_pdf": "pictures",
    "as_png": "pictures",
    "build_handout": "handout",
    "card_pdf": "card",
    "card_svg": "card",
    "chart_svg": "pictures",
    "quick_code": "quick",
    "scenario_pictures": "pictures",
    "write_slides": "slides",
    "write_workbook": "workbook",
}

__all__ = [
    "Caption",
    "Handout",
    "as_pdf",
    "as_png",
    "build_handout",
    "card_pdf",
    "card_svg",
    "chart_svg",
    "quick_code",
    "scenario_pictures",
    "write_slides",
    "write_workbook",
]


def __getattr__(name: str) -> object:
    """Load a name from its home."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
