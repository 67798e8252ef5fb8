"""Where the shipped data and scenarios lie, in a checkout and in an installed package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """Return the folder of the region's tables."""
    return _shipped("data")


def scenario_folder() -> Path:
    """Return the folder of the shipped scenarios."""
    return _shipped("scenarios")


def document_folder() -> Path:
    """Return the folder of the pages that the front end shows."""
    return _shipped("docs")


def _shipped(name: str) -> Path:
    """Prefer the checkout; an installed wheel carries a copy inside the package."""
    inside = _PACKAGE / "shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def app_file() -> Path:
    """Return the front end's script."""
    inside = _PACKAGE / "shipped" / "app.py"
    return inside if inside.is_file() else _PACKAGE.parent / "app.py"
