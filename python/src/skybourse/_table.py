"""Tables of results with named columns."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._jvm import java

_SHOWN = 12


def snake(name: str) -> str:
    """Converts a Java name to a Python name."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


class Table(Mapping[str, NDArray[Any]]):
    """Columns of equal length, by name. Each column is a numpy array."""

    def __init__(self, columns: Mapping[str, NDArray[Any]]) -> None:
        self._columns = dict(columns)

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(next(iter(self._columns.values()), ()))

    def row(self, place: int) -> dict[str, Any]:
        """Returns one row as a dictionary of Python values."""
        return {name: column[place].item() for name, column in self._columns.items()}

    def _named(self, **names: str) -> Table:
        return Table({names.get(name, name): column for name, column in self.items()})

    def pandas(self) -> Any:
        """Returns the table as a pandas DataFrame. Requires pandas."""
        import pandas

        return pandas.DataFrame(self._columns)

    def _lines(self) -> Iterator[list[str]]:
        for place in range(min(self.rows, _SHOWN)):
            yield [f"{value:.6g}" if isinstance(value, float) else str(value) for value in self.row(place).values()]

    def __repr__(self) -> str:
        lines = [list(self), *self._lines()]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        more = [f"... {self.rows} rows"] if self.rows > _SHOWN else []
        shown = ["  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
        return "\n".join(shown + more)

    def _repr_html_(self) -> str:
        def line(cells: list[str], tag: str) -> str:
            return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"

        more = f"<p>{self.rows} rows</p>" if self.rows > _SHOWN else ""
        return f"<table>{line(list(self), 'th')}{''.join(line(cells, 'td') for cells in self._lines())}</table>{more}"


def column(values: Any) -> NDArray[Any]:
    """Converts a Java array to a numpy array."""
    kind = str(values.getClass().getSimpleName())
    return np.array([str(value) for value in values]) if kind == "String[]" else np.array(values)


def table(kind: str, rows: Any) -> Table:
    """Converts Java records of one class to a table."""
    listed = java("java.util.ArrayList")(rows) if isinstance(rows, list) else rows
    columns = java("skybourse.python.RecordColumns").of(java(kind).class_, listed)
    return Table({snake(str(entry.getKey())): column(entry.getValue()) for entry in columns.entrySet()})


def _typed(texts: list[str]) -> NDArray[Any]:
    for kind in (int, float):
        try:
            return np.array([kind(text or "nan") for text in texts])
        except ValueError:
            continue
    return np.array(texts, dtype=str)


def read_table(path: Path) -> Table:
    """Reads a table that the program wrote. A missing file gives a table without columns. An empty cell of a numeric column is NaN."""
    if not path.exists():
        return Table({})
    with path.open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(line for line in lines if not line.startswith("#"))
    return Table({snake(name): _typed([row[place] for row in rows]) for place, name in enumerate(head)})
