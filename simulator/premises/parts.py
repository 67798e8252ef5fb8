"""What all parts of a scenario share: signs a text may hold, ranges of common keys, and how strict a part is."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

# Cc are control letters, Cf invisible ones and those that turn the direction of a text, Co private ones, Zl and Zp the
# ends of lines and paragraphs.
PLAIN_WORD: Final = r"^[a-z][a-z0-9_]{0,59}$"
VISIBLE: Final = r"^[^\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]*$"
VISIBLE_LINES: Final = r"^([\n\r\t]|[^\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}])*$"
SERIES_FILE: Final = r"^[\p{L}\p{N}_][\p{L}\p{N}_ .-]{0,95}\.csv$"  # a bare name: no folder, no way up
DATE: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
MONTH_DAY: Final = r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"

Id = Annotated[str, Field(pattern=PLAIN_WORD, description="lower-case letters, digits and _")]
Title = Annotated[str, Field(min_length=1, max_length=80, pattern=VISIBLE)]
Year = Annotated[int, Field(ge=2020, le=2060)]
SeriesFile = Annotated[str | None, Field(pattern=SERIES_FILE, description="name of a CSV file beside the scenario")]
Share = Annotated[float, Field(ge=0, le=1)]
CapacityMw = Annotated[float, Field(ge=0, le=2000)]
MonthDay = Annotated[str, Field(pattern=MONTH_DAY, description="MM-DD, such as 06-15")]
Month = Annotated[int, Field(ge=1, le=12)]
DelayYears = Annotated[int, Field(ge=0, le=20, description="later than start_year, phases included")]


class Part(BaseModel):
    """A piece of a scenario: frozen, strict, no unknown keys, no infinities."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)
