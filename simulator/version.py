"""The version of the simulator, kept in one place."""

from typing import Final

VERSION: Final = "0.1.0"
