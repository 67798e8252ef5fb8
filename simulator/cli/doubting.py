"""Commands that ask how sure the figures are."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from simulator.cli.shared import Commands, Shared, processes, whole

DOUBTING: Final = "simulator.commands.doubting"
MOST_DRAWS: Final = 100_000
MOST_WEATHER: Final = 200
LARGEST_SEED: Final = 2**53


def describe(commands: Commands, shared: Shared) -> None:
    """Describe the commands that ask how sure the figures are."""
    chances, draws = _drawing()
    draw = commands.add_parser(
        "draw", parents=[shared.files, shared.looks, draws], help="draw everything that is uncertain at once"
    )
    draw.add_argument("--whole", action="store_true", help="the whole horizon in every draw, for every goal; slower")
    draw.add_argument("--out", type=Path, metavar="FOLDER", help="write the draws there")
    draw.set_defaults(command="show_draws", home=DOUBTING)
    moves = commands.add_parser(
        "sensitivity", parents=[shared.one, shared.looks, chances], help="find the numbers that move most"
    )
    moves.add_argument("--most", type=whole(1, MOST_DRAWS), default=10, help="numbers to show (default: %(default)s)")
    moves.add_argument(
        "--weather-years", type=whole(1, MOST_WEATHER), default=3, help="from dry to wet (default: %(default)s)"
    )
    moves.add_argument(
        "--shares", type=whole(0, MOST_DRAWS), default=0, metavar="N", help="also Sobol' shares, N x (numbers + 2) runs"
    )
    moves.set_defaults(command="show_sensitivity", home=DOUBTING)
    boxes = commands.add_parser(
        "discover", parents=[shared.one, shared.looks, draws], help="say what is true when a goal fails"
    )
    boxes.add_argument("--goal", default="new_production", help="id of the goal (default: %(default)s)")
    boxes.set_defaults(command="show_discovered", home=DOUBTING)
    regret = commands.add_parser(
        "regret", parents=[shared.files, shared.looks, draws], help="hold scenarios against the best"
    )
    regret.add_argument("--indicator", default="surplus_gwh", help="figure to compare (default: %(default)s)")
    regret.set_defaults(command="show_regret", home=DOUBTING)


def _drawing() -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    """Describe what is drawn: its seed and chances, and how many draws."""
    chances = argparse.ArgumentParser(add_help=False)
    chances.add_argument(
        "--seed", type=whole(0, LARGEST_SEED), default=2024, help="of all that is drawn (default: %(default)s)"
    )
    chances.add_argument("--by-status", action="store_true", help="entries without a stated chance have that of status")
    draws = argparse.ArgumentParser(add_help=False, parents=[chances])
    draws.add_argument("--count", type=whole(1, MOST_DRAWS), default=300, help="draws (default: %(default)s)")
    draws.add_argument(
        "--method",
        choices=("random", "latin_hypercube", "sobol"),
        default="latin_hypercube",
        help="how they are spread (default: %(default)s)",
    )
    draws.add_argument("--workers", type=processes(), default=1, help="processes (default: %(default)s)")
    return chances, draws
