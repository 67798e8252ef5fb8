"""A scenario file as its author wrote it: bounded before it is parsed, and where every key stands."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from errno import ENOSPC
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from simulator.errors import InputError, Problem, raise_if
from simulator.inputs.slips import meant, odd_letter
from simulator.words import Said, cut, said

LARGEST_FILE_BYTES: Final = 64_000
LONGEST_WORD: Final = 100
MOST_VALUES: Final = 5_000
MOST_DOTS: Final = 8
DEEPEST_NESTING: Final = 8
LONGEST_PHRASE: Final = 400
LONGEST_QUOTE: Final = 80
REASONS: Final[Mapping[type[OSError], str]] = {
    FileNotFoundError: "found.no_such_file",
    PermissionError: "found.not_allowed",
    IsADirectoryError: "found.a_folder",
    NotADirectoryError: "found.no_folder",
    FileExistsError: "found.no_folder",
}

# Texts and comments, in which every letter is free. Unended ones run to the end, and no repeat gives a letter back, so
# that the time is proportional to the length whatever the text holds.
FREE: Final = re.compile(
    r'"""(?:[^"\\]++|\\.?|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]++|\\[^\n]?)*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)
HALF_LETTER: Final = re.compile(r"[\ud800-\udfff]")
LONG_WORD: Final = re.compile(rf"\w{{{LONGEST_WORD + 1}}}")
DEEP_KEY: Final = re.compile(rf"(?:\.[^.=,\[\]{{}}\n]*+){{{MOST_DOTS + 1}}}")
# A number below 1e-9 that is not nothing: no author means it, and what divides by it has no end.
TINY: Final = re.compile(r"[0-9][eE]-[0_]*[1-9]_?[0-9]|(?<![0-9_])0?\.(?:0_?){9}")
BRACKET: Final = re.compile(r"[\[\]{}]")
TOML_LINE: Final = re.compile(r"at line (\d+), column")
BYTE_ORDER_MARK: Final = "\ufeff"
LINE_END: Final = re.compile(rb"\r\n?|\n")

Content = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """Text of one scenario file, under the name that its author knows.

    Parameters
    ----------
    file : str
        Name, for messages.
    text : str
        TOML, without byte order mark.
    sha256 : str
        Of the bytes of the file; empty if the text came from no file.
    """

    file: str
    text: str
    sha256: str = ""

    @cached_property
    def bare(self) -> str:
        """The text with blanks for everything inside texts and comments, letter for letter in place."""
        return FREE.sub(lambda free: re.sub(r"[^\n]", " ", free[0]), self.text)

    @cached_property
    def lines(self) -> Mapping[str, int]:
        """Line of every key and table, by written place such as ``grid[2].year``."""
        return _index(self)

    def line_of(self, place: str) -> int:
        r"""Find the line of a key, or of the nearest table around it; 0 if there is none.

        Examples
        --------
        >>> Source("a.toml", 'title = "a"\n[[grid]]\n[[grid]]\nyear = 1').line_of("grid[2].year")
        4
        """
        while place:
            if place in self.lines:
                return self.lines[place]
            place = place[: max(place.rfind("."), place.rfind("["), 0)]
        return 0

    def problem(self, code: str, place: str, found: str, remedy: str) -> Problem:
        """Say what is wrong in this file, without quoting endlessly."""
        place, found, remedy = (cut(phrase, LONGEST_PHRASE) for phrase in (place, found, remedy))
        return Problem(code=code, file=cut(self.file, LONGEST_PHRASE), place=place, found=found, remedy=remedy)


def read_source(path: Path) -> Source:
    """Read a file of bounded size as UTF-8.

    Raises
    ------
    InputError
        If there is no such file, or it is too large or not UTF-8.
    """
    source = Source(path.name, "")
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE_BYTES + 1)
        if len(content) > LARGEST_FILE_BYTES:
            raise InputError([_too_large(source)])
        return replace(source_of(path.name, content.decode()), sha256=hashlib.sha256(content).hexdigest())
    except UnicodeDecodeError as fault:
        problem = source.problem("not_utf8", line_of(fault), byte_of(fault), said("remedy.save_as_utf8"))
    except (OSError, ValueError) as fault:
        problem = source.problem("no_file", "", reason_of(fault), said("remedy.path_of_scenario"))
    raise InputError([problem])


def source_of(file: str, text: str) -> Source:
    r"""Take a text as a source: without byte order mark, its lines ending as TOML wants them.

    Examples
    --------
    >>> source_of("a.toml", "\ufefftitle = 1\r[grid]\r\n").text
    'title = 1\n[grid]\n'
    """
    return Source(file, text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n"))


def line_of(fault: UnicodeDecodeError) -> Said:
    """Say on which line of a file a byte is not UTF-8."""
    return said("place.line", line=str(len(LINE_END.findall(fault.object[: fault.start])) + 1))


def byte_of(fault: UnicodeDecodeError) -> Said:
    """Say which byte of a file is not UTF-8."""
    return said("found.byte", byte=f"{fault.object[fault.start]:#04x}", position=fault.start)


def reason_of(fault: OSError | ValueError) -> Said:
    """Say why a file cannot be read or written; a ValueError tells of a name that no file can have.

    Examples
    --------
    >>> reason_of(FileNotFoundError(2, ""))
    'no such file'
    """
    if isinstance(fault, ValueError):
        return said("found.no_file_name")
    for sort, key in REASONS.items():
        if isinstance(fault, sort):
            return said(key)
    return said("found.disk_full") if fault.errno == ENOSPC else said("found.file_error", number=str(fault.errno))


def parse(source: Source) -> Content:
    """Parse TOML whose size and nesting are bounded first.

    Raises
    ------
    InputError
        If the file is unreasonable, no TOML, or empty.
    """
    raise_if(_unreasonable(source))
    try:
        content = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as fault:
        raise InputError([_not_toml(source, str(fault))]) from None
    if not content:
        raise InputError([source.problem("empty_file", "", said("found.nothing"), said("remedy.title_at_least"))])
    return content


def _not_toml(source: Source, fault: str) -> Problem:
    """Quote the line that is no TOML, and say what was most likely meant; the parser's own words are few, and English.

    Inside a bracket that is not closed, the line of the bracket is told.
    """
    lines = source.text.split("\n")
    written = [number for number, line in enumerate(lines, start=1) if line.strip()] or [1]
    told = TOML_LINE.search(fault)
    number = int(told[1]) if told else written[-1]
    number = _open_bracket(source.bare, number) or number
    found, twice = repr(lines[number - 1].strip()[:LONGEST_QUOTE]), fault.startswith(("Cannot", "Duplicate"))
    place = said("place.line", line=str(number))
    if twice:
        return source.problem("not_toml", place, said("found.toml_twice", written=found), said("remedy.once"))
    odd = odd_letter(lines[number - 1], source.bare.split("\n")[number - 1])
    remedy = odd or meant(lines[written[0] - 1].strip(), lines[number - 1])
    return source.problem("not_toml", place, found, remedy or said("remedy.mend_toml"))


def _open_bracket(bare: str, number: int) -> int:
    """Return the line of the bracket that is still open before a line, 0 if there is none."""
    opened: list[int] = []
    for line, text in enumerate(bare.split("\n")[: number - 1], start=1):
        for bracket in BRACKET.findall(text):
            if _step(bracket) > 0:
                opened.append(line)
            elif opened:
                opened.pop()
    return opened[0] if opened else 0


def leaves(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield dotted id and value of everything in nested tables.

    Examples
    --------
    >>> list(leaves({"grid": {"tolga_os": {"capacity_mw": 70.0}}}))
    [('grid.tolga_os.capacity_mw', 70.0)]
    """
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _unreasonable(source: Source) -> Iterator[Problem]:
    """Yield what no author can mean, and what would make parsing or checking slow."""
    if len(source.text.encode(errors="surrogatepass")) > LARGEST_FILE_BYTES:
        yield _too_large(source)
        return
    if sum(map(source.bare.count, "=,[")) > MOST_VALUES:
        yield source.problem(
            "too_many", "", said("found.too_many_values"), said("remedy.within_values", most=MOST_VALUES)
        )
    for code, position, found, remedy, most in (
        ("not_utf8", _first(HALF_LETTER, source.text), "found.half_a_letter", "remedy.save_as_utf8", 0),
        ("too_long", _first(LONG_WORD, source.bare), "found.endless_word", "remedy.within_letters", LONGEST_WORD),
        ("too_small", _first(TINY, source.bare), "found.tiny", "remedy.nothing_instead", 0),
        ("too_deep", _first(DEEP_KEY, source.bare), "found.many_parts", "remedy.within_dots", MOST_DOTS),
        ("too_deep", _too_nested(source.bare), "found.brackets", "remedy.within_levels", DEEPEST_NESTING),
    ):
        if position is not None:
            line = str(source.text.count("\n", 0, position) + 1)
            yield source.problem(code, said("place.line", line=line), said(found), said(remedy, most=most))


def _first(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return match.start() if match else None


def _too_nested(bare: str) -> int | None:
    """Find where brackets stand too deep in each other."""
    depth = 0
    for bracket in BRACKET.finditer(bare):
        depth += _step(bracket[0])
        if depth > DEEPEST_NESTING:
            return bracket.start()
    return None


def _step(bracket: str) -> int:
    return 1 if bracket in "[{" else -1


def _too_large(source: Source) -> Problem:
    found = said("found.more_bytes", most=LARGEST_FILE_BYTES)
    return source.problem("too_large", "", found, said("remedy.within_kb", most=LARGEST_FILE_BYTES // 1000))


def _index(source: Source) -> dict[str, int]:
    """Note the first line of every key and table."""
    found: dict[str, int] = {}
    counts: Counter[str] = Counter()
    table = ""
    for line, brackets, key in _statements(source):
        name, _ = next(leaves(tomllib.loads(f"{key} = 0")))
        if brackets == 2:
            counts[name] += 1
            name = f"{name}[{counts[name]}]"
        if brackets:
            table = name
        found.setdefault(f"{table}.{name}" if table and not brackets else name, line)
    return found


def _statements(source: Source) -> Iterator[tuple[int, int, str]]:
    """Yield line, number of brackets and key of every ``[table]``, ``[[entry]]`` and ``key = value``."""
    depth = 0
    for line, (bare, text) in enumerate(zip(source.bare.split("\n"), source.text.split("\n"), strict=True), start=1):
        start = bare.lstrip()
        if depth == 0 and start.startswith("["):
            brackets = 2 if start.startswith("[[") else 1
            yield line, brackets, text[bare.index("[") + brackets : bare.index("]")]
        elif depth == 0 and "=" in bare:
            yield line, 0, text[: bare.index("=")]
        depth += sum(map(_step, BRACKET.findall(bare)))
