"""Write ``docs/licences.md``: the licence of every locked package, as the package itself states it.

``python -m benchmarks.licences`` after a change of a lock. A package that is not installed here, such as one for
Windows only, keeps its row as long as its version stays.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "licences.md"
SERVED, ALL = ROOT / "deploy" / "requirements.lock", ROOT / "requirements.lock"
# Packages whose metadata name none; read in the licence file that comes with them.
READ: Final = {"axe-playwright-python": "MIT"}
HEAD: Final = """# Licences of what is installed

Made by `python -m benchmarks.licences` from the locks and from what each package says of itself.

*Served* packages run the program, sign-in included (`deploy/requirements.lock`). The others only test it, or read what
it exports (`requirements.lock`). The program's own licence is [MIT](../LICENSE). Nothing here asks that a program which
uses it be published. Files of a package under MPL-2.0 must stay open if they are changed, and none is.

| Package | Version | Served | Licence |
|---|---|---|---|
"""


def locked(lock: Path) -> dict[str, str]:
    """Return the versions of every package of a lock; some have one for old Python and one for new."""
    found = re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==([^\s;]+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: ", ".join(sorted(version for one, version in found if one == name)) for name, _ in found}


def licence_of(name: str, versions: str) -> str:
    """Return the licence that an installed package states, nothing if none of these versions is installed."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return ""
    classes = [line.split(" :: ")[-1] for line in told.get_all("Classifier") or [] if line.startswith("License ::")]
    stated = told.get("License-Expression") or ", ".join(classes) or (told.get("License") or "").split("\n")[0].strip()
    return (stated or READ.get(name, "")) if told["Version"] in versions.split(", ") else ""


def rows(page: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Return what a page says: from name and versions to served and licence."""
    found = re.findall(r"^\| ([\w.-]+) \| ([^|]+) \| (yes|no) \| (.+) \|$", page, re.MULTILINE)
    return {(name, version): (served, licence) for name, version, served, licence in found}


def wanted() -> dict[tuple[str, str], str]:
    """Return every locked package by name and version, and whether it is served."""
    served, tested = locked(SERVED), locked(ALL)
    return {one: "yes" if one[0] in served else "no" for one in sorted((tested | served).items())}


def main() -> int:
    """Write the page; say which packages no licence is known of."""
    before = rows(PAGE.read_text(encoding="utf-8")) if PAGE.is_file() else {}
    found = {one: licence_of(*one) or before.get(one, ("", ""))[1] for one in wanted()}
    lines = [f"| {name} | {version} | {wanted()[name, version]} | {found[name, version]} |" for name, version in found]
    PAGE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    unknown = [name for (name, _), licence in found.items() if not licence]
    print(f"{len(found)} packages; licence unknown: {', '.join(unknown) or 'none'}")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
