"""What an author most likely meant by a line that is no TOML: other formats, and the usual slips in a value."""

from __future__ import annotations

import re
from typing import Final

from simulator.words import Said, said

# Other formats, told by how the first line begins.
FORMATS: Final = (
    (re.compile(r"<(!doctype|html|\?xml)", re.IGNORECASE), "remedy.web_page"),
    (re.compile(r"\{"), "remedy.json"),
    (re.compile(r"(-\s|---|\?\s|[\w ]{1,100}:)(?!.*=)"), "remedy.yaml"),
)
# Letters that TOML refuses: control letters anywhere, and outside texts and comments all that are not ASCII.
CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
FOREIGN: Final = re.compile(r"[^\x00-\x7f]")
# Slips in what stands after the sign of equality. A value is short, and no pattern gives back what it took.
VALUES: Final = (
    (re.compile(r"(?:yes|no|on|off|ja|nei|true|false)", re.IGNORECASE), "remedy.true_or_false"),
    (re.compile(r"(?:null|none|nil|nan|~|)", re.IGNORECASE), "remedy.leave_out"),
    (re.compile(r"0[0-9]+"), "remedy.leading_zero"),
)
GROUPED: Final = re.compile(r"[0-9]{1,3}(?:[ .'’_\u00a0\u2009\u202f][0-9]{3})+")
MEASURED: Final = re.compile(r"(?P<number>-?[0-9]{1,15}(?:\.[0-9]{1,15})?)\s*(?P<unit>%|[A-Za-zøØ€²³/]{1,12})")
PLAIN_TEXT: Final = re.compile(r"[^\W\d]|[@%&*!]")
LONGEST_VALUE: Final = 60
PERCENT: Final = 100


def odd_letter(line: str, bare: str) -> Said | None:
    """Name a letter of a line that TOML refuses.

    Parameters
    ----------
    line : str
    bare : str
        The same line with blanks for texts and comments.

    Examples
    --------
    >>> odd_letter("a = −5", "a = −5")
    'take away the sign U+2212 at column 5, or put the text in quotes'
    """
    found = CONTROL.search(line) or FOREIGN.search(bare)
    if found is None:
        return None
    return said("remedy.odd_letter", code=f"U+{ord(found[0]):04X}", column=str(found.start() + 1))


def meant(first: str, line: str) -> Said | None:
    """Say what would be right instead of a line that is no TOML.

    Parameters
    ----------
    first : str
        First line of the file that says anything.
    line : str
        The line at fault.

    Returns
    -------
    Said or None
        None if no usual slip is seen.

    Examples
    --------
    >>> meant("a = 1", "capacity_mw = 1 000")
    'write the number as 1000'
    >>> meant("title: Test", "title: Test")
    'this looks like YAML; scenarios are TOML: key = value'
    """
    for pattern, key in FORMATS:
        if pattern.match(first):
            return said(key)
    _, sign, value = line.partition("=")
    value = value.split("#")[0].strip()
    return _value_meant(value) if sign and len(value) <= LONGEST_VALUE else None


def _value_meant(value: str) -> Said | None:
    for pattern, key in VALUES:
        if pattern.fullmatch(value):
            return said(key)
    if GROUPED.fullmatch(value):
        return said("remedy.plain_number", guess=re.sub("[^0-9]", "", value))
    return number_meant(value) or (said("remedy.quote_text") if PLAIN_TEXT.match(value) else None)


def number_meant(value: str) -> Said | None:
    """Say how to write a number that stands with its unit, or with a sign of per cent.

    Examples
    --------
    >>> number_meant("97 MW"), number_meant("85 %"), number_meant("about 5")
    ('give a number without quotes; the unit stands in the key: 97', 'write the number as 0.85', None)
    """
    found = MEASURED.fullmatch(value.strip()[:LONGEST_VALUE])
    if found is None or found["unit"].lower() in {"e", "inf", "nan"}:
        return None
    if found["unit"] == "%":
        return said("remedy.plain_number", guess=f"{float(found['number']) / PERCENT:g}")
    return said("remedy.unit_in_key", guess=found["number"])
