"""Build the pages of ``docs/`` as a website, and see that whoever reads it asks no other server for anything.

``python -m benchmarks.pages [FOLDER]``, with the extra ``docs``. The folder (``site`` unless given) can be put on any
server, or opened from a disk.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
# What a browser fetches by itself: not links, which are followed only when somebody clicks.
FETCHED: Final = (
    re.compile(
        r"<(?:script|img|iframe|source|video|audio|embed|input)\b[^>]*?\b(?:src|srcset)\s*=\s*[\"']?([^\"'\s>]+)", re.I
    ),
    re.compile(
        r"<link\b(?![^>]*\brel\s*=\s*[\"']?(?:canonical|author|license|next|prev)\b)[^>]*?\bhref\s*=\s*[\"']?([^\"'\s>]+)",
        re.I,
    ),
    re.compile(r"<object\b[^>]*?\bdata\s*=\s*[\"']?([^\"'\s>]+)", re.I),
    re.compile(r"\burl\(\s*[\"']?([^\"')\s]+)", re.I),
    re.compile(r"@import\s+[\"']([^\"']+)", re.I),
)
ASKED_BY_SCRIPT: Final = re.compile(
    r"(?:fetch|import|importScripts|open)\(\s*[\"'](?:GET[\"']\s*,\s*[\"'])?([^\"']+)", re.I
)
ELSEWHERE: Final = re.compile(r"^(?:[a-z]+:)?//", re.I)


def foreign_requests(text: str, ending: str) -> list[str]:
    """Return what a file makes a browser fetch from another server.

    Examples
    --------
    >>> foreign_requests('<a href="https://a.example"></a><img alt="" src="//b.example/x.png">', ".html")
    ['//b.example/x.png']
    >>> foreign_requests("@import 'https://c.example/f.css'; a { background: url(own.png) }", ".css")
    ['https://c.example/f.css']
    """
    patterns = (ASKED_BY_SCRIPT,) if ending == ".js" else FETCHED
    return [found for pattern in patterns for found in pattern.findall(text) if ELSEWHERE.match(found)]


def build(folder: Path) -> None:
    """Build the website; a warning, such as a link that leads nowhere, is an error."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-E", "-b", "html", "-c", "docs"]
    subprocess.run([*command, str(ROOT), str(folder)], cwd=ROOT, check=True)
    shutil.copyfile(folder / "README.html", folder / "index.html")


def main(words: list[str]) -> int:
    """Build, look, and say what was found."""
    folder = Path(words[0] if words else "site").resolve()
    build(folder)
    files = [file for file in folder.rglob("*") if file.suffix in {".html", ".css", ".js"}]
    found = {
        f"{file.relative_to(folder)}: {one}"
        for file in files
        for one in foreign_requests(file.read_text(encoding="utf-8"), file.suffix)
    }
    print(f"{len(files)} files looked through, {len(found)} requests to other servers", *sorted(found), sep="\n")
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
