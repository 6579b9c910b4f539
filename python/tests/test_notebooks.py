"""Runs the notebooks and compares the kinds of output with the stored ones: tables and images."""

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
def test_notebooks_run_with_stored_kinds_of_output(name: str) -> None:
    file = FOLDER / f"{name}.ipynb"
    kept = json.loads(file.read_text(encoding="utf-8"))
    shown = kinds(run.run(file))
    assert shown == kinds(kept)
    assert any("image/png" in cell for cell in shown)
