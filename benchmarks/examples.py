"""Do the examples of the pages run, and do they print what the pages show? `python -m benchmarks.examples [WORD …]`.

Every line that begins with `$ python3 start.py` is typed, in order, in a folder that has the shipped scenarios and
examples; only those that hold one of the words, if any are given. Every line that a page shows below it must be among
those printed, blanks and ruled lines aside; "…" stands for anything. Some draw a thousand times:
all of them take about a quarter of an hour.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "docs/user_guide.md", "docs/batch.md")
TYPED = "$ python3 start.py "
LINKED = ("scenarios", "examples", "data")
OLD_FORM = """# A mill as it was written before jobs had a name of their own.
schema_version = 1
title = "Trevare på Os"
based_on = "reference"

[[establishments]]
id = "wood"
kind = "wood"
title = "Trevare"
area = "Os"
capacity_mw = 40
jobs_fte = 30
start_year = 2034
"""
BROKEN = """title = "Feil"

[[projects]]
kind = "wnd"
id = "park"
title = "Park"
area = "Os"
capacity_mw = -1
mean_gwh = 10
start_year = 2030
local_ownership_share = 0
"""


@dataclass(frozen=True, slots=True)
class Example:
    """What is typed, and what a page shows below it."""

    page: str
    words: str
    shown: list[str] = field(default_factory=list)


def examples(page: str) -> Iterator[Example]:
    """Yield the examples of a page."""
    content = (ROOT / page).read_text(encoding="utf-8")
    for block in re.findall(r"^```\w*\n(.*?)^```", content, flags=re.MULTILINE | re.DOTALL):
        found: Example | None = None
        for line in block.splitlines():
            if line.startswith(TYPED):
                if found:
                    yield found
                found = Example(page, line.removeprefix(TYPED))
            elif found and line.strip():
                found.shown.append(line)
        if found:
            yield found


def plain(line: str) -> str:
    """Return a line without blanks and the lines that a table is ruled by."""
    return re.sub(r"[\s│┃|─━]+", "", line)


def missing(shown: list[str], printed: str) -> list[str]:
    """Return the lines that a page shows and that were not printed."""
    lines = [plain(line) for line in printed.splitlines()]
    patterns = {line: ".*".join(map(re.escape, plain(line).split("…"))) for line in shown}
    return [line for line, pattern in patterns.items() if not any(re.fullmatch(pattern, one) for one in lines)]


def prepare(folder: Path) -> None:
    """Lay out what the examples name."""
    for name in LINKED:
        (folder / name).symlink_to(ROOT / name)
    (folder / "strategy.toml").write_text((ROOT / "scenarios" / "strategy.toml").read_text(encoding="utf-8"))
    (folder / "plans").mkdir()
    (folder / "plans" / "mill.toml").write_text(OLD_FORM, encoding="utf-8")
    (folder / "broken.toml").write_text(BROKEN, encoding="utf-8")


def main() -> None:
    """Type them all, and tell what did not come out as shown."""
    wanted, faults, count = sys.argv[1:], 0, 0
    with TemporaryDirectory() as scratch:
        prepare(Path(scratch))
        for example in (one for page in PAGES for one in examples(page)):
            if wanted and not any(word in example.words for word in wanted):
                continue
            command = [sys.executable, "-m", "simulator", *shlex.split(example.words)]
            start = time.perf_counter()
            surroundings = {"PYTHONPATH": str(ROOT), "COLUMNS": "120"}
            done = subprocess.run(command, cwd=scratch, env=surroundings, capture_output=True, text=True, check=False)
            lost = missing(example.shown, done.stdout + done.stderr)
            right = done.returncode == (2 if "broken" in example.words else 0) and not lost
            count, faults = count + 1, faults + (not right)
            took = time.perf_counter() - start
            print(f"{'ok' if right else 'NOT AS SHOWN'} {took:6.1f} s  {example.page}: {example.words}", flush=True)
            for line in lost:
                print(f"    not printed: {line}")
            if not right:
                print("    " + "\n    ".join((done.stdout + done.stderr).strip().splitlines()[-12:]))
    print(f"{count} examples, {faults} not as shown")
    raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
