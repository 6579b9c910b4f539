"""The same numbers as the program's files, and what is said of bad input."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from places import BRIEFLY, EXAMPLES, ROOT

import skybourse as sky

ONE_ROUND = ["reference", "campus", "explicit-links", "one-slot", "melbourne", "torn", "campus-over-time"]


def program(*arguments: str) -> str:
    brief = BRIEFLY if arguments[0] in ("generate", "import") else {}  # the launcher sees to others
    done = subprocess.run([str(ROOT / "skybourse"), *arguments], capture_output=True, text=True, env=os.environ | brief, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def same(table: sky.Table, name: str, rows: list[dict[str, str]], column: str) -> None:
    wanted = [float(row[column].replace("true", "1").replace("false", "0") or "nan") for row in rows]
    np.testing.assert_array_equal(table[name].astype(float), wanted, err_msg=column)


def told(values: Any, rows: list[dict[str, str]], column: str) -> None:
    texts = [row[column] for row in rows]
    if values.dtype.kind == "U":
        same_word = [text in (value, value.lower().replace("_", "-")) for value, text in zip(values.tolist(), texts, strict=True)]
        assert all(same_word), column
    else:
        numbers = [float(text.replace("true", "1").replace("false", "0") or "nan") for text in texts]
        np.testing.assert_array_equal(values.astype(float), numbers, err_msg=column)


def camel(name: str) -> str:
    return re.sub("_([a-z])", lambda found: found[1].upper(), name)


def alike(table: sky.Table, rows: list[dict[str, str]], named: dict[str, str], beside: set[str]) -> None:
    """Holds every column to the file's of the same or the given name, but those that no file has."""
    assert table.rows == len(rows)
    columns = {name: named.get(name, camel(name)) for name in table}
    if rows:
        assert {name for name, column in columns.items() if column not in rows[0]} == beside
    for name in columns.keys() - beside if rows else ():
        told(table[name], rows, columns[name])


@pytest.mark.parametrize("example", ONE_ROUND)
def test_rounds_are_those_of_the_program(example: str, tmp_path: Path) -> None:
    file, out = EXAMPLES / f"{example}.yaml", tmp_path / "out"
    program("run", str(file), "--rule", "seller-vcg", "--starts", "0", "--out", str(out))
    result: dict[str, Any] = json.loads((out / "result.json").read_text(encoding="utf-8"))
    played = sky.run(sky.load(file))
    solved = played.solved
    assert solved.prices.tolist() == [leader["pricePerBit"] for leader in result["leaders"]]
    assert solved.eps == result["certificate"]["epsilon"]
    assert solved.certificate.largest_gap_money == result["certificate"]["largestGapMoney"]
    assert (solved.ending, solved.iterations, solved.repairs) == (
        result["solution"]["ending"],
        result["solution"]["iterations"],
        result["solution"]["repairs"],
    )
    assert solved.loads.tolist() == [leader["work"] for leader in result["leaders"]]
    assert played.welfare == result["welfare"]
    assert played.totals["mean_satisfaction"] == result["totals"]["meanSatisfaction"]
    assert sky.solve(sky.load(file)).prices.tolist() == solved.prices.tolist()
    alike(played.tasks, read(out / "agents.csv"), {"agent": "id"}, {"home_seconds", "joules"})
    own = {"profit", "backlog", "backlog_after", "free", "kept", "work_per_second"}
    alike(played.leaders, read(out / "leaders.csv"), {"leader": "id"}, own)
    alike(played.links, [row for row in read(out / "links.csv") if float(row["ratio"]) > 0], {}, {"transfer_seconds"})
    alike(played.trades, read(out / "trades.csv"), {}, set())
    if played.trades.rows:  # else no auction was held, and the file has zeros
        alike(played.aerial, read(out / "aerial.csv"), {"agent": "id", "lots_work": "work", "profit": "profitSettled"}, set())
    alike(played.ledger, read(out / "ledger.csv"), {}, set())


def test_a_market_over_time_is_that_of_the_program(tmp_path: Path) -> None:
    file, out = EXAMPLES / "campus-over-time.yaml", tmp_path / "out"
    program("simulate", str(file), "--slots", "60", "--certify", "never", "--rule", "vcg", "--quiet", "--out", str(out))
    simulation = sky.simulate(sky.load(file), 60, "vcg")
    slots = list(simulation)
    measured = simulation.finish()
    assert len(slots) == measured.rows == 60
    for name in measured:
        told(measured[name], read(out / "slots.csv"), camel(name))
    for kind, named, beside in (("leaders", {"price": "pricePerBit"}, set()), ("aerial", {}, {"cost"}), ("ledger", {}, set())):
        rows = read(out / f"{kind}.csv")
        for slot in slots:
            alike(getattr(slot, kind), [row for row in rows if row["slot"] == str(slot.number)], named, beside)
    rows = read(out / "places.csv")
    for slot in slots:
        here = [row for row in rows if row["slot"] == str(slot.number)]
        for place, axis in enumerate("xy"):
            told(slot.places[:, place].round(2), here, axis)


@pytest.mark.parametrize("rule", ["mcafee", "vcg", "double-dutch-midpoint"])
def test_audits_are_those_of_the_program(rule: str) -> None:
    turns = ["--turns", "shorter"] if rule.startswith("double") else []  # the library's own
    told: dict[str, Any] = json.loads(program("audit", str(EXAMPLES / "orders.csv"), "--rule", rule, *turns, "--json"))
    audit = sky.audit(sky.Orders.read(EXAMPLES / "orders.csv"), rule)
    assert audit.worst.gain_half_ticks == float(Fraction(told["worstGainHalfTicks"]))
    assert sum(lie.gain_half_ticks > 0 for lie in audit.lies) == told["gainfulTraders"]
    assert audit.outcome.house_half_ticks == told["lowestHouseHalfTicks"]
    assert (audit.efficiency, audit.trades_lost, audit.outcome.messages) == (
        told["efficiency"]["mean"],
        told["tradesLost"]["mean"],
        told["messages"]["mean"],
    )


def test_drawn_scenarios_are_those_of_the_program(tmp_path: Path) -> None:
    out = tmp_path / "drawn.yaml"
    program("generate", "--wireless", "12", "--seed", "3", "--out", str(out))
    assert sky.generate(wireless=12, seed=3).yaml() == out.read_text(encoding="utf-8")


def test_proofs_of_prices_are_those_of_the_solver() -> None:
    solved = sky.solve(sky.load(EXAMPLES / "campus.yaml"))
    proof = sky.certify(solved.market, solved.prices)
    assert proof.holds and proof.eps == solved.eps
    assert not sky.certify(solved.market, solved.prices / 2).holds


@pytest.mark.parametrize(
    ("wrong", "field", "rule", "value"),
    [
        (lambda market: sky.certify(market, [1e-6]), "prices", "must have the shape (3,)", "(1,)"),
        (lambda market: sky.certify(market, ["a", "b", "c"]), "prices", "must be numbers", "<U1"),
        (lambda market: sky.certify(market, [0, 0, np.nan]), "prices[2] of laboratory", "must be in [0.0, 2.0E-5]", "NaN"),
        (lambda market: sky.simulate(market, 0), "slots", "must be at least 1", "0"),
        (lambda market: sky.generate(wireless=-1), "wireless", "must be positive", "-1"),
        (lambda market: sky.load({"name": "x"}), "network", "must be given", "not among name"),
    ],
)
def test_wrong_input_is_told_by_field_rule_and_value(wrong: Any, field: str, rule: str, value: str) -> None:
    market = sky.load(EXAMPLES / "campus.yaml")
    with pytest.raises(sky.InputError) as told:
        wrong(market)
    assert (told.value.field, told.value.rule, told.value.value) == (field, rule, value)


def test_a_wrong_file_says_its_name_and_what_may_help(tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text((EXAMPLES / "campus.yaml").read_text(encoding="utf-8").replace("wirelessAgents:", "wirelessAgent:"), encoding="utf-8")
    with pytest.raises(sky.InputError) as told:
        sky.load(file)
    assert told.value.file == str(file)
    assert told.value.hint
    with pytest.raises(sky.InputError, match="nowhere.yaml: must be a file that can be read"):
        sky.load("nowhere.yaml")


def test_tables_are_pandas_where_they_are_asked_for() -> None:
    leaders = sky.solve(sky.generate(wireless=5, seed=1)).leaders
    frame = leaders.pandas()
    assert list(frame.columns) == list(leaders)
    assert frame["price_per_bit"].tolist() == leaders["price_per_bit"].tolist()
