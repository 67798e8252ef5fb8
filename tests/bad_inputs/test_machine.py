"""Another processor gives the same figures (id W07)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.bad_inputs.cases import written

HOME = Path(__file__).parents[2]
SHORT = 'title = "Kort"\n[horizon]\nfirst_year = 2034\nlast_year = 2034\n[weather]\ncount = 2\n'
# What numpy and its linear algebra would find on an old processor: no vectors of 256 or 512 bits.
LISTING = """
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__
print(*[name for name in __cpu_dispatch__ if __cpu_features__[name]])
"""


def run(path: Path, out: Path, **environment: str) -> pd.DataFrame:
    """Run a scenario in a process of its own, and return its figures."""
    order = [sys.executable, "-m", "simulator", "run", str(path), "--out", str(out)]
    subprocess.run(order, cwd=HOME, check=True, capture_output=True, env=os.environ | environment)
    return pd.read_csv(out / "summary.csv")


@pytest.mark.skipif(sys.platform != "linux", reason="the names of the switches are those of one build")
@pytest.mark.parametrize("relative", [pytest.param(1e-9, id="W07")])
def test_a_processor_without_wide_vectors_gives_the_same_figures(relative: float, tmp_path: Path) -> None:
    found = subprocess.run([sys.executable, "-c", LISTING], check=True, capture_output=True, text=True)
    path = written(tmp_path, SHORT)
    ours = run(path, tmp_path / "ours")
    old = {"NPY_DISABLE_CPU_FEATURES": found.stdout.strip(), "OPENBLAS_CORETYPE": "Nehalem"}
    theirs = run(path, tmp_path / "theirs", **old)
    numbers = ours.select_dtypes("number").columns
    pd.testing.assert_frame_equal(ours.drop(columns=numbers), theirs.drop(columns=numbers))
    np.testing.assert_allclose(theirs[numbers], ours[numbers], rtol=relative, atol=1e-9)
