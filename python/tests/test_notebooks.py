"""The notebooks run, in order, and show what they have kept: tables, and pictures."""

from __future__ import annotations

import json

import pytest
import run
from places import ROOT

FOLDER = ROOT / "python/notebooks"


def kinds(notebook: dict[str, object]) -> list[list[str]]:
    cells = notebook["cells"]
    assert isinstance(cells, list)
    return [sorted(kind for output in cell.get("outputs", []) for kind in output.get("data", {"text": ""})) for cell in cells]


@pytest.mark.parametrize("name", ["prices-and-audit", "own-rule", "train-a-policy"])
def test_a_notebook_runs(name: str) -> None:
    file = FOLDER / f"{name}.ipynb"
    kept = json.loads(file.read_text(encoding="utf-8"))
    shown = kinds(run.run(file))
    assert shown == kinds(kept)
    assert any("image/png" in cell for cell in shown)
