"""Pieces of a drawn page: text that is broken to a width, boxes, pictures in pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Final

# Both come with the converter or look alike on other machines; their letters are equally wide.
FONT: Final = "Liberation Sans, Arial, Helvetica, sans-serif"
NARROW: Final = frozenset("iljI.,:;'|!ft()[]/ \u00a0-")
WIDE: Final = frozenset("mwMW%@—ÆØOQGCDHNUæ")
NARROW_EM, USUAL_EM, WIDE_EM = 0.31, 0.56, 0.83
BOLD_FACTOR: Final = 1.06
LINE_HEIGHT: Final = 1.28


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a text is, rather too wide than too narrow. [same unit as size]

    Examples
    --------
    >>> width_of("il", 10) < width_of("ab", 10) < width_of("MW", 10)
    True
    """
    em = sum(NARROW_EM if one in NARROW else WIDE_EM if one in WIDE else USUAL_EM for one in words)
    return em * size * (BOLD_FACTOR if bold else 1)


def lines_of(words: str, size: float, width: float, *, most: int = 99, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than ``width``; what does not fit into ``most`` lines ends in an ellipsis.

    Examples
    --------
    >>> lines_of("to ord her og der", 10, 40)
    ['to ord', 'her og', 'der']
    >>> lines_of("to ord her og der", 10, 40, most=2)
    ['to ord', 'her…']
    """
    lines = [""]
    for word in _broken(words, size, width):
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size, bold=bold) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width_of(f"{last}…", size, bold=bold) > width:
        last = last[:-1]
    cut = last.rsplit(" ", 1)[0] if last == lines[most - 1] and " " in last else last
    return [*lines[: most - 1], f"{cut.rstrip(' ,.;:')}…"]


def _broken(words: str, size: float, width: float) -> list[str]:
    """Split at blanks, and words wider than a line anywhere; a no-break space holds together."""
    broken = []
    for word in re.split(r"[ \n\t\r]+", words.strip()):
        rest = word
        while width_of(rest, size) > width:
            end = next(end for end in range(len(rest), 0, -1) if end == 1 or width_of(rest[:end], size) <= width)
            broken.append(rest[:end])
            rest = rest[end:]
        broken.append(rest)
    return broken


def write(x: float, y: float, words: str, *, size: float, colour: str, bold: bool = False) -> str:
    """Return one line of text, its base line at ``y``."""
    weight = ' font-weight="700"' if bold else ""
    place = f'x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{size:g}"'
    return f'<text {place}{weight} fill="{colour}">{escape(words)}</text>'


def write_lines(x: float, y: float, lines: Sequence[str], *, size: float, colour: str, bold: bool = False) -> str:
    """Return lines below each other, the first base line at ``y``."""
    step = size * LINE_HEIGHT
    return "".join(
        write(x, y + place * step, line, size=size, colour=colour, bold=bold) for place, line in enumerate(lines)
    )


def box(corner: tuple[float, float], size: tuple[float, float], *, fill: str, radius: float = 0) -> str:
    """Return a filled rectangle."""
    (x, y), (width, height) = corner, size
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{radius:g}" fill="{fill}"/>'


def size_of(svg: str) -> tuple[float, float]:
    """Return width and height of a picture."""
    head = svg[: svg.index(">", svg.index("<svg"))]
    width, height = (float(re.search(rf'\b{name}="([0-9.]+)', head)[1]) for name in ("width", "height"))  # type: ignore[index]
    return width, height


def placed(svg: str, x: float, y: float, *, scale: float = 1.0) -> str:
    """Put a picture into another."""
    inner = svg[svg.index("<svg") :]
    return f'<g transform="translate({x:.1f},{y:.1f}) scale({scale:.4f})">{inner}</g>'


def page(size: tuple[float, float], parts: Sequence[str], *, paper: str, title: str) -> str:
    """Put parts on paper."""
    width, height = size
    head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img"'
    measures = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return f"{head} {measures}><title>{escape(title)}</title>{box((0, 0), size, fill=paper)}{''.join(parts)}</svg>\n"
