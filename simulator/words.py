"""Words of the catalogues, and sentences that can be said in every language; the floor that all others stand on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("nb", "en")
ENGLISH: Final = "en"
NO_BREAK: Final = "\u00a0"
SEPARATORS: Final[Mapping[str, tuple[str, str]]] = {"nb": (NO_BREAK, ","), "en": (",", ".")}

Value = str | int | float


def text(key: str, language: str, **values: object) -> str:
    """Return one sentence of a catalogue, filled in.

    Parameters
    ----------
    key : str
        Dotted key, for example ``page.goals.title``.
    language : str
        One of `LANGUAGES`.
    **values : object
        What the placeholders stand for, already written by `fmt` where they are numbers.

    Raises
    ------
    KeyError
        If the catalogue lacks the key or a placeholder is not given.

    Examples
    --------
    >>> text("goals.by", "nb", year=2035)
    'innen 2035'
    """
    return catalogue(language)[key].format(**values)


def known(key: str, language: str) -> bool:
    """Tell whether a catalogue holds a key."""
    return key in catalogue(language)


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Read one catalogue.

    Returns
    -------
    mapping of str to str
        Dotted key to words.
    """
    file = Path(__file__).parent / "present" / f"{language}.toml"
    return dict(_flat(tomllib.loads(file.read_text(encoding="utf-8")), ""))


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, str(value)


class Said(str):
    """A sentence of the catalogues with what fills it: reads as its English text, can be said in every language.

    Parameters
    ----------
    key : str
        Dotted key.
    values : mapping of str to str, int or float
        What the placeholders stand for: a text stands as it is, a sentence in the language, a whole number grouped and
        any other with the decimal sign of the language. What is to be typed into a file is given as text.
    most : int, optional
        Letters after which the sentence is cut, in any language.
    """

    key: str
    values: Mapping[str, Value]
    most: int | None

    def __new__(cls, key: str, values: Mapping[str, Value], most: int | None = None) -> Said:
        """Fill the English sentence, and remember how."""
        seen = {name: printable(value) if isinstance(value, str) else value for name, value in values.items()}
        sentence = super().__new__(cls, _filled(key, seen, ENGLISH, most))
        sentence.key, sentence.values, sentence.most = key, seen, most
        return sentence

    def __reduce__(self) -> tuple[type[Said], tuple[str, Mapping[str, Value], int | None]]:
        """Say what a copy is made from."""
        return Said, (self.key, self.values, self.most)


def said(key: str, /, **values: Value) -> Said:
    r"""Fill a sentence of the catalogues.

    Examples
    --------
    >>> sentence = said("found.lines", count=8784)
    >>> sentence, in_language(sentence, "nb")
    ('8,784 lines', '8\xa0784 linjer')
    """
    return Said(key, values)


def in_language(words: str, language: str) -> str:
    """Say a sentence in a language; any other text, such as what an author wrote, stands as it is.

    Examples
    --------
    >>> in_language(said("found.nothing"), "nb"), in_language("'vind'", "nb")
    ('ingenting', "'vind'")
    """
    return _filled(words.key, words.values, language, words.most) if isinstance(words, Said) else str(words)


def cut(words: str, most: int) -> str:
    """Cut a text, or a sentence in every language, after some letters."""
    return Said(words.key, words.values, most) if isinstance(words, Said) else _cut(printable(words), most)


def _cut(words: str, most: int | None) -> str:
    return words if most is None or len(words) <= most else f"{words[: most - 1]}…"


def _filled(key: str, values: Mapping[str, Value], language: str, most: int | None) -> str:
    return _cut(
        catalogue(language)[key].format(**{name: _written(one, language) for name, one in values.items()}), most
    )


def _written(value: Value, language: str) -> str:
    if isinstance(value, str):
        return in_language(value, language)
    thousands, decimal = SEPARATORS[language]
    plain = f"{value:,}" if isinstance(value, int) else f"{value:,.6g}"
    return plain.translate({ord(","): thousands, ord("."): decimal})


def printable(words: str) -> str:
    r"""Escape every letter that cannot be printed, line ends included; the blank inside a number stands.

    Examples
    --------
    >>> printable("to\x1b[31m\u202e linjer\n"), printable("8\u00a0760") == "8\u00a0760"
    ('to\\x1b[31m\\u202e linjer\\n', True)
    """
    if words.isprintable():
        return words
    return "".join(letter if letter.isprintable() or letter == NO_BREAK else ascii(letter)[1:-1] for letter in words)
