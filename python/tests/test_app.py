"""Import of traces and sweeps: markets and tables equal the files of the program."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from places import BRIEFLY
from test_market import program, read, same

import skybourse as sky

SWEEP = """
name: tiny
task: round
seeds: {first: 1, count: 12}
grid:
  scenario: [3/1/1/1]
  rule: [none, mcafee]
"""


@pytest.fixture(autouse=True)
def briefly(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in BRIEFLY.items():
        monkeypatch.setenv(name, value)


def test_imported_markets_equal_those_of_the_program(tmp_path: Path) -> None:
    program("import", "--wireless", "4", "--seed", "3", "--over-time", "--slot-seconds", "5", "--out", str(tmp_path / "market.yaml"))
    ours = tmp_path / "ours"
    ours.mkdir()
    market = sky.import_trace(ours / "market.yaml", wireless=4, seed=3, over_time=True, slot_seconds=5)
    for file in ours.iterdir():
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if "--out" not in line]
        theirs = (tmp_path / file.name).read_text(encoding="utf-8").splitlines()
        assert lines == [line for line in theirs if "--out" not in line]
    assert len(market.wireless_agents) == 4 and sky.simulate(market, 3).play([0.0] * len(market.leaders)).number == 0


def test_sweep_tables_equal_files_of_the_program(tmp_path: Path) -> None:
    file = tmp_path / "tiny.yaml"
    file.write_text(SWEEP, encoding="utf-8")
    swept = sky.sweep(file, tmp_path / "ours")
    rows = read(swept.folder / "rows.csv")
    assert swept.rows.rows == len(rows) == 24 and swept.failures.rows == 0
    assert swept.rows["rule"].tolist() == [row["rule"] for row in rows]
    same(swept.rows, "welfare", rows, "welfare")
    same(swept.means, "mean", read(swept.folder / "means.csv"), "mean")
    assert np.issubdtype(swept.rows["seed"].dtype, np.integer) and (swept.folder / "index.html").exists()


def test_errors_of_the_program_are_passed_on(tmp_path: Path) -> None:
    with pytest.raises(sky.InputError) as told:
        sky.sweep("nowhere.yaml", tmp_path)
    assert told.value.file == "nowhere.yaml" and told.value.rule and told.value.hint
