"""Parts of the store of a batch: Parquet files of whole cases, each there complete or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from simulator.batch.placing import put_in_place

HALF: Final = "_{}.part"  # readers of folders skip names that begin with _
TEXTS: Final = ("address", "world", "scenario", "changes", "kind", "name", "unit", "status")
FIGURES: Final = ("mean", "p10", "p50", "p90", "low", "high", "target", "probability")
SCHEMA: Final = pa.schema(
    [
        *((name, pa.string()) for name in TEXTS),
        ("year", pa.int32()),
        *((name, pa.float64()) for name in FIGURES),
    ]
)
DIGEST_BYTES: Final = 16
Faults = (pa.ArrowException, OSError, ValueError, KeyError)


class CorruptPartError(ValueError):
    """A part that cannot be read."""


class Part(NamedTuple):
    """What the foot of a part says: how many cases, how long they took, which parts it stands for."""

    path: Path
    cases: int
    seconds: float
    replaces: tuple[str, ...]


def without_doubles(tables: Sequence[pa.Table]) -> pa.Table:
    """Put tables together; a case that stands in several is taken from the first."""
    seen: set[str] = set()
    kept = []
    for table in tables:
        fresh = [name for name in pc.unique(table["address"]).to_pylist() if name not in seen]
        seen.update(fresh)
        kept.append(table.filter(pc.is_in(table["address"], value_set=pa.array(fresh, pa.string()))))
    return pa.concat_tables(kept)


def table_of(rows: pd.DataFrame, **about: str) -> pa.Table:
    """Lay the rows of one case out as the store holds them; what a row does not have is empty.

    Parameters
    ----------
    rows : DataFrame
        Some columns of `SCHEMA`.
    **about : str
        What is the same in every row.
    """
    count = len(rows)
    columns = [
        pa.array(rows[name], type=kind, from_pandas=True)
        if name in rows
        else pa.repeat(pa.scalar(about.get(name), kind), count)
        for name, kind in zip(SCHEMA.names, SCHEMA.types, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def read_part(path: Path) -> pa.Table:
    """Read one part whole, its checksums held against its content.

    Raises
    ------
    CorruptPartError
    """
    try:
        table = pq.read_table(path, schema=SCHEMA, page_checksum_verification=True, partitioning=None)
    except FileNotFoundError:
        raise
    except (pa.ArrowException, OSError, ValueError) as fault:
        raise CorruptPartError(str(fault)) from None
    return table.replace_schema_metadata(None)


def parquet_bytes(table: pa.Table) -> bytes:
    """Return a table as Parquet, compressed, with checksums."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", write_page_checksum=True)
    return bytes(sink.getvalue())


def write_through(path: Path, content: bytes) -> None:
    """Write a file so that it is there complete or not at all, whatever happens to the machine.

    Raises
    ------
    OSError
    """
    half = path.with_name(HALF.format(path.name))
    try:
        with half.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        put_in_place(half, path)
    except OSError:
        half.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def digest(address: str) -> bytes:
    """Return what is kept in memory of an address."""
    return bytes.fromhex(address[: 2 * DIGEST_BYTES])


def look(path: Path) -> tuple[Part, set[bytes]]:
    """Go through one part batch by batch, its checksums held against its content.

    Returns
    -------
    part : Part
    found : set of bytes
        What is kept in memory of the addresses in it.

    Raises
    ------
    CorruptPartError
    """
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            foot = _foot(path, file)
            if not file.schema_arrow.equals(SCHEMA):
                raise CorruptPartError("other columns")
            batches = (pc.unique(batch["address"]) for batch in file.iter_batches())
            return foot, {digest(address) for found in batches for address in found.to_pylist()}
    except FileNotFoundError:
        raise
    except Faults as fault:
        raise CorruptPartError(str(fault)) from None


def foot_of(path: Path) -> Part:
    """Read the foot of a part only.

    Raises
    ------
    CorruptPartError
    """
    try:
        with pq.ParquetFile(path) as file:
            return _foot(path, file)
    except FileNotFoundError:
        raise
    except Faults as fault:
        raise CorruptPartError(str(fault)) from None


def _foot(path: Path, file: pq.ParquetFile) -> Part:
    said = file.schema_arrow.metadata
    return Part(path, int(said[b"cases"]), float(said[b"seconds"]), tuple(json.loads(said[b"replaces"])))


def write_part(part: Part, table: pa.Table) -> Part:
    """Write a part: beside its place first, through to the disk, then into place.

    Raises
    ------
    OSError
    """
    foot = {"cases": str(part.cases), "seconds": repr(part.seconds), "replaces": json.dumps(part.replaces)}
    write_through(part.path, parquet_bytes(table.replace_schema_metadata(foot)))
    return part


def sync_folder(folder: Path) -> None:
    """Make what was renamed in a folder last, where the system can do so."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
