"""How the loops are compiled, and where the compiled code is kept.

A ``part`` becomes part of the ``door`` that calls it. It owns no memory: it makes no array and returns none, so that no
references need to be counted, which would take longer than the arithmetic of an hour; for the same reason it is put
into its caller whole. A ``maker`` makes arrays; no loop over hours calls others in one. Doors are what Python calls;
their compiled code is kept on disk. The compiler looks at the door's own file only to tell whether kept code is stale,
so it is kept in a folder named after the text of all files here.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., Any])
BARE: Final[dict[str, Any]] = {"_nrt": False, "forceinline": True}  # no reference counts, and part of the caller
HERE: Final = Path(__file__).resolve().parent


def kept_in() -> Path:
    """Return the first folder for compiled code that can be written to.

    That is the one which the environment names (``NUMBA_CACHE_DIR``), that beside the loops, or the user's own.
    Compiled code is run unseen, so a folder that others could fill is none: the last resort is a new one, for this run.
    """
    text = b"".join(path.read_bytes() for path in sorted(HERE.glob("*.py")))
    name = f"loops-{sys.implementation.cache_tag}-{hashlib.sha256(text).hexdigest()[:12]}"
    named, home = os.environ.get("NUMBA_CACHE_DIR"), os.environ.get("HOME")
    own = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or (home and f"{home}/.cache")
    for folder in (named, HERE / "__pycache__", own and Path(own) / "energy-surplus-simulator"):
        if folder and _can_be_filled(Path(folder) / name):
            return Path(folder) / name
    return Path(tempfile.mkdtemp(prefix=f"{name}-"))


def _can_be_filled(folder: Path) -> bool:
    """Make a folder that only its owner fills, and tell whether we may."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def part(function: Loop) -> Loop:
    """Compile a function, which owns no memory, as part of those that call it."""
    compiled: Any = numba.njit(nogil=True, error_model="numpy", **BARE)(function)
    return cast("Loop", compiled)


def maker(function: Loop) -> Loop:
    """Compile a function that makes arrays, as part of those that call it."""
    compiled: Any = numba.njit(nogil=True, error_model="numpy")(function)
    return cast("Loop", compiled)


def door(function: Loop) -> Loop:
    """Compile a function that Python calls, and keep it on disk."""
    config: Any = numba.config
    before, config.CACHE_DIR = config.CACHE_DIR, str(KEPT_IN)
    try:
        compiled: Any = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    finally:
        config.CACHE_DIR = before
    return cast("Loop", compiled)


KEPT_IN: Final = kept_in()
