"""The same numbers as the program's files, and what is said of bad input."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from places import BRIEFLY, EXAMPLES, ROOT

import skybourse as sky

ONE_ROUND = ["reference", "campus", "explicit-links", "one-slot", "melbourne"]


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
    agents = read(out / "agents.csv")
    for name, column in (
        ("delay_seconds", "delaySeconds"),
        ("bill", "bill"),
        ("utility", "utility"),
        ("deadline_met", "deadlineMet"),
    ):
        same(played.tasks, name, agents, column)
    trades = read(out / "trades.csv") if (out / "trades.csv").exists() else []
    for name, column in (("bid_ticks", "bidTicks"), ("seller_price_half_ticks", "sellerPriceHalfTicks")):
        same(played.trades, name, trades, column)
    same(played.ledger, "units", read(out / "ledger.csv"), "units")


def test_a_market_over_time_is_that_of_the_program(tmp_path: Path) -> None:
    file, out = EXAMPLES / "campus-over-time.yaml", tmp_path / "out"
    program("simulate", str(file), "--slots", "60", "--certify", "never", "--rule", "vcg", "--quiet", "--out", str(out))
    simulation = sky.simulate(sky.load(file), 60, "vcg")
    slots = list(simulation)
    measured = simulation.finish()
    assert len(slots) == measured.rows == 60
    rows = read(out / "slots.csv")
    for name, column in (("met", "met"), ("waiting", "waiting"), ("lots", "lots"), ("messages", "messages")):
        same(measured, name, rows, column)
    units = [row["units"] for row in read(out / "ledger.csv")]
    assert [str(unit) for slot in slots for unit in slot.ledger["units"].tolist()] == units
    balances = [row["balance"] for row in read(out / "leaders.csv")]
    assert [str(balance) for slot in slots for balance in slot.leaders["balance"].tolist()] == balances


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
