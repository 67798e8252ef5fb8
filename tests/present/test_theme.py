"""Contrast (WCAG 2.2 AA, 1.4.3 and 1.4.11), computed for every colour of both themes and every mark of every chart."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

from simulator.present.charts import BUILDERS, template
from simulator.present.theme import DARK, LARGEST_SET, LIGHT, Look

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
LETTERS, MARKS = 4.5, 3.0  # to 1
TOLD_APART = 7.0  # lightness L*, of 100
# Written with, on the page and on the grey behind fields and the rows of tables.
WRITTEN: Final = {"text", "quiet", "zero", "surplus", "deficit", "reached", "close", "missed", "not_stated"}
# A background, lines that only help the eye, and the middle of a scale, which a frame goes around.
NO_MARKS: Final = {"paper", "grid", "between"}
FAINT: Final = {"point", "tick", "circle", "square"}  # Vega-Lite draws these at 0.7 unless told otherwise
USUAL_OPACITY: Final = 0.7


def channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def luminance(parts: list[float]) -> float:
    """Return the relative luminance, as WCAG defines it."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(colour: str, ground: str, opacity: float = 1.0) -> float:
    """Return the contrast of a colour, seen through or not, against what it lies on."""
    mixed = [
        opacity * one + (1 - opacity) * other for one, other in zip(channels(colour), channels(ground), strict=True)
    ]
    darker, lighter = sorted((luminance(mixed), luminance(channels(ground))))
    return (lighter + 0.05) / (darker + 0.05)


def lightness(colour: str) -> float:
    """Return L* of CIE 1976, from 0 to 100."""
    light = luminance(channels(colour))
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#000000", "#FFFFFF", 0.5) == pytest.approx(contrast("#808080", "#FFFFFF"), abs=0.05)
    assert [round(lightness(one)) for one in ("#000000", "#777777", "#FFFFFF")] == [0, 50, 100]


def page_colours(theme: str) -> Mapping[str, str]:
    read = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][theme]
    return {name: value for name, value in read.items() if name.endswith("Color")}


@pytest.mark.parametrize(("theme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_letters_can_be_read_on_every_background(theme: str, colours: Mapping[str, str]) -> None:
    page = page_colours(theme)
    assert page["backgroundColor"] == colours["paper"]
    written = {name: colours[name] for name in WRITTEN} | {"page": page["textColor"], "primary": page["primaryColor"]}
    grounds = (colours["paper"], page["secondaryBackgroundColor"])
    weak = {
        name: round(least, 2)
        for name, ink in written.items()
        if (least := min(contrast(ink, one) for one in grounds)) < LETTERS
    }
    assert weak == {}


@pytest.mark.parametrize(("theme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_letters_can_be_read_where_the_colours_are_turned_round(theme: str, colours: Mapping[str, str]) -> None:
    grounds = {
        "button": page_colours(theme)["primaryColor"],
        "head of a table": colours["surplus"],
        "dot": colours["range"],
    }
    weak = {
        name: contrast(colours["paper"], one)
        for name, one in grounds.items()
        if contrast(colours["paper"], one) < LETTERS
    }
    assert weak == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_is_seen_on_the_paper(colours: Mapping[str, str]) -> None:
    seen = {name: contrast(ink, colours["paper"]) for name, ink in colours.items() if name not in NO_MARKS}
    assert {name: round(found, 2) for name, found in seen.items() if found < MARKS} == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_scenarios_side_by_side_differ_in_lightness(colours: Mapping[str, str]) -> None:
    light = sorted(lightness(colours[f"slot{place}"]) for place in range(1, LARGEST_SET + 1))
    assert min(other - one for one, other in pairwise(light)) >= TOLD_APART


# Every mark of every chart ----------------------------------------------------------------


def layers(spec: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield mark and encoding of everything that is drawn and seen."""
    for layer in spec["layer"]:
        mark = layer["mark"] if isinstance(layer["mark"], dict) else {"type": layer["mark"]}
        if mark.get("opacity") != 0:
            yield mark, layer.get("encoding", {})


def inks(mark: Mapping[str, Any], encoding: Mapping[str, Any], usual: str) -> tuple[list[str], bool]:
    """Return the colours a mark is drawn in, and whether they run into each other."""
    coloured = encoding.get("color")
    if coloured:
        return list(coloured["scale"]["range"]), coloured["type"] == "quantitative"
    return [mark.get("color", usual)], False


def weakest(mark: Mapping[str, Any], inked: list[str], paper: str) -> float:
    """Return the least contrast of a mark: of its filling, or of its edge where that is stronger."""
    whole = mark.get("opacity", USUAL_OPACITY if mark["type"] in FAINT else 1.0)
    filled = min(contrast(ink, paper, whole * mark.get("fillOpacity", 1.0)) for ink in inked)
    edge = contrast(mark["stroke"], paper, whole * mark.get("strokeOpacity", 1.0)) if "stroke" in mark else 0.0
    return max(filled, edge)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", BUILDERS)
def test_every_mark_of_a_chart_is_seen_and_its_words_are_read(name: str, dark: bool) -> None:
    look = Look("nb", dark)
    spec, paper = template(name, look), look.colours["paper"]
    config = spec["config"]
    for words in (config["axis"]["labelColor"], config["axis"]["titleColor"], config["legend"]["labelColor"]):
        assert contrast(words, paper) >= LETTERS
    drawn = list(layers(spec))
    assert drawn
    for mark, encoding in drawn:
        inked, run = inks(mark, encoding, config["text"]["color"])
        if mark["type"] == "text":
            ground = look.colours["range"] if inked == [paper] else paper  # numbers stand on dots
            assert contrast(inked[0], ground, mark.get("opacity", 1.0)) >= LETTERS, mark
        elif run:
            assert contrast(spec["view"]["stroke"], paper) >= MARKS  # cells are pale in the middle, their frame is not
            assert min(contrast(end, paper) for end in (inked[0], inked[-1])) >= MARKS
        else:
            assert weakest(mark, inked, paper) >= MARKS, mark


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", BUILDERS)
def test_what_only_a_legend_tells_apart_differs_in_lightness(name: str, dark: bool) -> None:
    for _, encoding in layers(template(name, Look("nb", dark))):
        coloured = encoding.get("color")
        if not coloured or not coloured.get("legend") or coloured["type"] == "quantitative" or "shape" in encoding:
            continue
        for one, other in pairwise(coloured["scale"]["range"]):
            assert abs(lightness(one) - lightness(other)) >= TOLD_APART, (one, other)


# What eyes see that lack one kind of cones: Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
EYES: Final = {
    "all cones": np.eye(3),
    "no red": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "no blue": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ: Final = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
SEEN_APART: Final = 9.0  # of CIE 1976 L*a*b*; 2.3 is just seen


def seen_by(colour: str, eyes: str) -> np.ndarray:
    """Return a colour as some eyes see it, in CIE 1976 L*a*b*."""
    part = np.array(channels(colour))
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(EYES[eyes] @ linear, 0, 1) / (TO_XYZ @ np.ones(3))
    root = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def apart(one: str, other: str, eyes: str) -> float:
    return float(np.linalg.norm(seen_by(one, eyes) - seen_by(other, eyes)))


def test_eyes_see_white_and_red_as_they_are_known_to() -> None:
    assert seen_by("#FFFFFF", "all cones") == pytest.approx([100, 0, 0], abs=0.01)
    assert seen_by("#FF0000", "all cones") == pytest.approx([53.2, 80.1, 67.2], abs=0.1)
    assert all(seen_by("#808080", eyes) == pytest.approx([53.6, 0, 0], abs=0.1) for eyes in EYES)
    assert apart("#8F6600", "#BD4D1B", "no green") < SEEN_APART  # what sun and shortage once were drawn in


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_a_legend_or_a_place_tells_apart_is_told_apart_by_all_eyes(dark: bool, eyes: str) -> None:
    colours = DARK if dark else LIGHT
    sets = {"scenarios": [colours[f"slot{place}"] for place in range(1, LARGEST_SET + 1)]}
    sets["sign"] = [colours["surplus"], colours["deficit"]]
    for name in BUILDERS:
        for _, encoding in layers(template(name, Look("nb", dark))):
            coloured = encoding.get("color")
            if coloured and coloured.get("legend") and coloured["type"] != "quantitative" and "shape" not in encoding:
                sets[name] = coloured["scale"]["range"]
    assert len(sets) > 5
    near = {
        name: least
        for name, inks_of in sets.items()
        if (least := min(apart(*pair, eyes) for pair in combinations(dict.fromkeys(inks_of), 2))) < SEEN_APART
    }
    assert near == {}


def test_what_is_too_pale_is_found() -> None:
    old = "#A5CBE8"
    assert weakest({"type": "bar"}, [old], LIGHT["paper"]) < MARKS
    assert weakest({"type": "area", "fillOpacity": 0.2}, [LIGHT["range"]], LIGHT["paper"]) < MARKS
    edge = {"type": "area", "fillOpacity": 0.2, "stroke": LIGHT["range"]}
    assert weakest(edge, [LIGHT["range"]], LIGHT["paper"]) >= MARKS
