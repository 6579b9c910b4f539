"""Markets: results equal the files of the program, and errors of invalid input."""

from __future__ import annotations

import copy
import csv
import itertools
import json
import multiprocessing
import os
import pickle
import re
import subprocess
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from places import BRIEFLY, EXAMPLES, ROOT

import skybourse as sky
from skybourse import zoo
from skybourse._jvm import java

ONE_ROUND = ["reference", "campus", "explicit-links", "one-slot", "melbourne", "torn", "campus-over-time"]


def program(*arguments: str) -> str:
    brief = BRIEFLY if arguments[0] in ("generate", "import") else {}  # the launcher sets options for other commands
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


def alike(table: sky.Table, rows: list[dict[str, str]], beside: set[str], elsewhere: dict[str, Any]) -> None:
    """Asserts that every column of the file equals the table's column of the same name, or else the values given in elsewhere,
    and that the columns in beside are the only ones of the table that the file lacks."""
    assert table.rows == len(rows)
    columns = {camel(name): values for name, values in table.items()}
    if rows:
        assert columns.keys() - rows[0].keys() == beside
        assert rows[0].keys() - columns.keys() == elsewhere.keys()
        for name in rows[0]:
            told(np.asarray((columns | elsewhere)[name]), rows, name)


def game_of(market: sky.Market, sent: NDArray[np.bool_]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Returns columns of the files that describe the game itself: of leaders, of agents, and of links with a positive ratio."""
    game, table = java("skybourse.tier1.game.ScenarioGameFactory").of(market._scenario), {}
    for name in ("costPerWork", "overloadPrice"):
        table[name] = [float(getattr(game.leaderTable(), name)(s)) for s in range(len(market.leaders))]
    deadlines = [float(agent.task().deadlineSeconds()) for agent in market._scenario.wirelessAgents()]
    entries = [(n, game.entriesOf(n)) for n in range(len(market.wireless_agents))]
    places = np.array([(n, int(links.at(link))) for n, links in entries for link in range(links.count())])[sent]
    links = {name: np.array(getattr(game, name)())[places[:, 0]] for name in ("taskBits", "taskWork", "weight")}
    links |= {"charge": np.array(game.linkCharge())[places[:, 1]], "cap": np.array(game.linkCap())[places[:, 1]]}
    return {"priceCapPerBit": market.price_caps, **table}, {"deadlineSeconds": deadlines}, links


@pytest.mark.parametrize("example", ONE_ROUND)
def test_rounds_equal_those_of_the_program(example: str, tmp_path: Path) -> None:
    file, out = EXAMPLES / f"{example}.yaml", tmp_path / "out"
    program("run", str(file), "--rule", "seller-vcg", "--starts", "0", "--out", str(out))
    result: dict[str, Any] = json.loads((out / "result.json").read_text(encoding="utf-8"))
    played = sky.run(sky.load(file))
    solved, proof = played.solved, played.solved.certificate
    assert solved.prices.tolist() == [leader["pricePerBit"] for leader in result["leaders"]]
    assert {camel(name): getattr(proof, name) for name in vars(proof)} == {
        "eps": result["certificate"].pop("epsilon"),
        "leaders": proof.leaders,
        **result["certificate"],
    }
    best = {"bestPricePerBit": "best_price_per_bit", "bestDecisionProfit": "best_decision_profit"}
    for name, column in best.items():
        assert proof.leaders[column].tolist() == [leader[name] for leader in result["leaders"]]
    assert (solved.ending, solved.iterations, solved.repairs) == (
        result["solution"]["ending"],
        result["solution"]["iterations"],
        result["solution"]["repairs"],
    )
    assert solved.loads.tolist() == [leader["work"] for leader in result["leaders"]]
    assert played.welfare == result["welfare"]
    totals = {camel(name): value for name, value in played.totals.items()}
    assert totals == result["totals"]
    assert sky.solve(sky.load(file)).prices.tolist() == solved.prices.tolist()
    links = read(out / "links.csv")
    sent = np.array([float(row["ratio"]) > 0 for row in links])
    of_leaders, of_agents, of_links = game_of(solved.market, sent)
    alike(played.tasks, read(out / "agents.csv"), {"homeSeconds", "joules"}, of_agents)
    assert played.tasks["home_seconds"].tolist() == [agent["homeSeconds"] for agent in result["agents"]]
    proved = {camel(name): proof.leaders[name] for name in ("decision_profit", "upper_bound", "relative_gap")}
    beside = {"kept", "workPerSecond", "ownWork", "resaleDemand", "lossPerWork"}
    alike(played.leaders, read(out / "leaders.csv"), beside, of_leaders | proved)
    np.testing.assert_array_equal(played.leaders["own_work"], played.leaders["capacity"])
    np.testing.assert_array_equal(played.leaders["resale_demand"], played.leaders["overload"])
    np.testing.assert_array_equal(played.leaders["kept"], played.leaders["work"] - played.leaders["resold"])
    alike(played.links, [row for row in links if float(row["ratio"]) > 0], {"transferSeconds"}, of_links)
    alike(played.trades, read(out / "trades.csv"), set(), {})
    alike(played.aerial, read(out / "aerial.csv"), set(), {})
    alike(played.ledger, read(out / "ledger.csv"), set(), {})


def test_simulation_equals_that_of_the_program(tmp_path: Path) -> None:
    file, out = EXAMPLES / "campus-over-time.yaml", tmp_path / "out"
    program("simulate", str(file), "--slots", "60", "--certify", "never", "--rule", "vcg", "--quiet", "--out", str(out))
    simulation = sky.simulate(sky.load(file), 60, "vcg")
    market = simulation._market
    files = {name: read(out / f"{name}.csv") for name in ("slots", "leaders", "aerial", "ledger", "places", "links", "balances")}
    balances = dict.fromkeys([row["id"] for row in files["balances"]], 0)
    units = []

    def seen(played: Any) -> tuple[sky.Slot, Any, list[tuple[str, str, float]]]:
        sold = played.sold()
        parts = [(sold.sender(k), sold.leader(k), float(f"{sold.ratio(k):.4g}")) for k in range(sold.count())]
        return simulation._slot(played), np.array(played.fates()), [(market.wireless_agents[n], market.leaders[s], o) for n, s, o in parts]

    for number in range(60):
        slot, fates, parts = simulation._next((), seen)
        here = {name: [row for row in rows if row.get("slot") == str(number)] for name, rows in files.items()}
        alike(slot.leaders, here["leaders"], set(), {"slot": [number] * slot.leaders.rows})
        alike(slot.aerial, here["aerial"], {"cost", "surplusHalfTicks"}, {"slot": [number] * slot.aerial.rows})
        alike(slot.ledger, here["ledger"], set(), {"slot": [number] * slot.ledger.rows})
        for place, axis in enumerate("xy"):
            told(slot.places[:, place].round(2), here["places"], axis)
        ours = [row for row in here["places"] if row["ended"]]
        for place, name in enumerate(("ended", "inTime")):
            told(fates[place::2], ours, name)
        sent = [(row["from"], row["to"], float(row["share"])) for row in here["links"] if row["from"] not in market.leaders]
        assert parts == sent
        reasons = [str(reason) for reason in slot.ledger["reason"]]
        units.append({reason: int(slot.ledger["units"][[reason == each for each in reasons]].sum()) for reason in set(reasons)})
        for payer, payee, moved in zip(slot.ledger["from"], slot.ledger["to"], slot.ledger["units"], strict=True):
            balances[payer] -= int(moved)
            balances[payee] += int(moved)
    assert {row["id"]: int(row["units"]) for row in files["balances"]} == balances
    measured = simulation.finish()
    names = [str(reason) for reason in java("skybourse.round.ledger.Ledger$Reason").values()]
    sums = {f"{camel(name.lower())}Units": [of_slot.get(name, 0) for of_slot in units] for name in names}
    seconds = measured["slot"] * float(market._scenario.rules().roundSeconds())
    digests = np.array([row["ledgerSha256"] for row in files["slots"]])  # digests of entries that are compared above
    alike(measured, files["slots"], set(), {"seconds": seconds, "ledgerSha256": digests, **sums})


@pytest.mark.parametrize("rule", ["mcafee", "vcg", "double-dutch-midpoint"])
def test_audits_equal_those_of_the_program(rule: str) -> None:
    turns = ["--turns", "shorter"] if rule.startswith("double") else []  # the default of the library
    told: dict[str, Any] = json.loads(program("audit", str(EXAMPLES / "orders.csv"), "--rule", rule, *turns, "--json"))
    audit = sky.audit(sky.Orders.read(EXAMPLES / "orders.csv"), rule)
    assert audit.worst.gain_half_ticks == float(Fraction(told["worstGainHalfTicks"]))
    assert sum(misreport.gain_half_ticks > 0 for misreport in audit.misreports) == told["gainfulTraders"]
    assert audit.outcome.house_half_ticks == told["lowestHouseHalfTicks"]
    assert audit.worst_loss_half_ticks == told["worstLossHalfTicks"]
    outcome = audit.outcome
    assert (audit.efficiency, audit.trades_lost, outcome.announcements, outcome.messages, outcome.house_half_ticks / 2) == tuple(
        told[name]["mean"] for name in ("efficiency", "tradesLost", "announcements", "messages", "houseTicks")
    )


def test_generated_scenarios_equal_those_of_the_program(tmp_path: Path) -> None:
    out = tmp_path / "drawn.yaml"
    program("generate", "--wireless", "12", "--seed", "3", "--out", str(out))
    made: list[Callable[[int], Any]] = [int, np.int64, lambda given: np.array([given])]
    for number in made:
        assert sky.generate(wireless=number(12), seed=number(3)).yaml() == out.read_text(encoding="utf-8")


def test_certify_gives_the_epsilon_of_the_solver() -> None:
    solved = sky.solve(sky.load(EXAMPLES / "campus.yaml"))
    proof = sky.certify(solved.market, solved.prices)
    assert proof.holds and proof.eps == solved.eps
    assert not sky.certify(solved.market, solved.prices / 2).holds


def test_certificate_covers_closed_leaders() -> None:
    market = sky.load(EXAMPLES / "campus.yaml")
    prices = sky.solve(market).prices
    closed = sky.certify(market, [np.inf, *prices[1:]]).leaders
    assert closed["decision_profit"][0] == 0 < closed["best_decision_profit"][0]


def torn() -> sky.Market:
    return sky.load(EXAMPLES / "torn.yaml")


@pytest.fixture(scope="module")
def of_torn() -> sky.Solved:
    return sky.solve(torn())


def gains(market: sky.Market, mix: sky.Mix, deviations: int = 31) -> NDArray[np.float64]:
    """Returns each leader's largest relative gain in expected profit from a fixed price instead of its mix. Plays the pricing game
    for every draw of the rivals' prices, without code of the certificate."""
    env = zoo.PricingEnv(market)
    support, weights = ([np.asarray(each) for each in given.values()] for given in (mix.support, mix.weights))

    def expected(leader: int, own: NDArray[np.float64], chances: NDArray[np.float64]) -> NDArray[np.float64]:
        prices, weighed = support.copy(), weights.copy()
        prices[leader], weighed[leader] = own, chances
        earned = np.zeros(len(own))
        for drawn in itertools.product(*(range(len(each)) for each in prices)):
            chance = np.prod([weighed[s][k] for s, k in enumerate(drawn) if s != leader])
            profits = env._answered(np.array([prices[s][k] for s, k in enumerate(drawn)]))[1]
            earned[drawn[leader]] += chance * profits[leader]
        return earned

    found = []
    for leader, cap in enumerate(market.price_caps):
        level = float(expected(leader, support[leader], weights[leader]) @ weights[leader])
        near = [price * np.linspace(0.97, 1.03, deviations) for price in support[leader]]
        tried = np.unique(np.concatenate([np.linspace(cap / deviations, cap, deviations), *near]))
        tried = tried[tried <= cap]
        found.append((expected(leader, tried, np.ones(len(tried))).max() - level) / level)
    return np.array(found)


def test_no_leader_has_a_profitable_deviation_from_a_mix(of_torn: sky.Solved) -> None:
    market, mix = of_torn.market, of_torn.mix
    assert mix is not None and of_torn.certified and sorted(np.size(prices) for prices in mix.support.values()) == [1, 1, 2]
    assert gains(market, mix).max() <= 1e-6
    tilted = {leader: np.asarray(given) + ([0.1, -0.1] if len(np.asarray(given)) == 2 else 0) for leader, given in mix.weights.items()}
    assert gains(market, sky.Mix(mix.support, tilted)).max() > 1e-5
    at_draw = {leader: [price] for leader, price in zip(market.leaders, of_torn.prices.tolist(), strict=True)}
    assert gains(market, sky.Mix(at_draw, dict.fromkeys(at_draw, [1.0]))).max() > 1e-4


def test_mix_is_certified_and_sampled_prices_are_not(of_torn: sky.Solved) -> None:
    market, mix = of_torn.market, of_torn.mix
    assert mix is not None and mix.eps == of_torn.eps <= 1e-6
    proof = sky.certify(market, mix)
    assert proof.holds and proof.eps == mix.eps
    assert mix.expected_profit is not None
    np.testing.assert_array_equal(proof.leaders["decision_profit"], mix.expected_profit)
    assert sky.certify(market, of_torn.prices).eps > 1e-3
    assert all(price in np.asarray(mix.support[leader]) for leader, price in zip(market.leaders, of_torn.prices, strict=True))
    played = sky.run(market)
    np.testing.assert_array_equal(played.leaders["price_per_bit"], of_torn.prices)
    np.testing.assert_array_equal(played.leaders["work"], of_torn.loads)
    assert sky.solve(sky.generate(wireless=5)).mix is None
    pure = {leader: [price] for leader, price in zip(market.leaders, of_torn.prices.tolist(), strict=True)}
    assert sky.certify(market, sky.Mix(pure, dict.fromkeys(pure, [1.0]))).eps == sky.certify(market, of_torn.prices).eps


def copies(given: Any) -> list[Any]:
    return [copy.copy(given), copy.deepcopy(given), pickle.loads(pickle.dumps(given))]


def test_copies_are_equal(of_torn: sky.Solved) -> None:
    law = sky.Law.of(2, [1, 2, 1], 1, [1, 1, 1], high=4, steps=[1, 2])
    orders = sky.Orders({"b": [9, 7]}, [3, 5])
    played = sky.run(of_torn.market)
    traces = sky.load(EXAMPLES / "melbourne.yaml")
    for market in copies(traces):
        assert market.yaml() == traces.yaml() and repr(market) == repr(traces)
    for solved in copies(of_torn):
        assert repr(solved) == repr(of_torn) and solved.mix.eps == of_torn.eps
        assert sky.solve(solved.market).prices.tolist() == of_torn.prices.tolist()
    for again in copies(played):
        assert repr(again) == repr(played) and sky.run(again.solved.market).welfare == played.welfare
    for same in copies(law):
        assert (same.optimum(), same.best_fixed(), same.steps) == (law.optimum(), law.best_fixed(), [1, 2])
    assert [each.optimum() for each in copies(sky.Law.named("narrow-3x2"))] == [sky.Law.named("narrow-3x2").optimum()] * 3
    for each in copies(orders):
        assert repr(sky.clear(each, "vcg")) == repr(sky.clear(orders, "vcg"))


def test_copied_market_needs_no_file(tmp_path: Path) -> None:
    requests, file = tmp_path / "requests.csv", tmp_path / "market.yaml"
    requests.write_text("seconds,inputBits,work,deadlineSeconds\n0.2,1e6,1e9,2\n0.5,3e6,2e9,1\n", encoding="utf-8")
    trace = "overTime: {arrivals: {trace: {file: requests.csv}}}\n"
    file.write_text(sky.generate(wireless=3).yaml() + trace, encoding="utf-8")
    market = sky.load(file)
    twin = pickle.dumps(market)
    file.unlink()
    requests.unlink()
    assert repr(next(sky.simulate(pickle.loads(twin), 1))) == repr(next(sky.simulate(market, 1)))
    assert repr(next(sky.simulate(market, 1))) != repr(next(sky.simulate(sky.generate(wireless=3), 1)))


def test_copied_simulation_continues_independently() -> None:
    simulation = sky.simulate(sky.load(EXAMPLES / "campus-over-time.yaml"), 7)
    for _ in range(3):
        next(simulation)
    twins = copies(simulation)
    played = [repr(slot) for slot in simulation]
    assert len(played) == 4
    for twin in twins:
        between = copy.copy(twin)  # before its first slot
        assert [repr(slot) for slot in twin] == played == [repr(slot) for slot in between]
        assert repr(twin.finish()) == repr(simulation.finish())
    conducted = sky.simulate(simulation._market, 2, "double-dutch-midpoint", sky.Law.named("narrow-3x2").policy(lambda state, mask: 0))
    assert repr(next(copy.deepcopy(conducted))) == repr(next(copy.copy(conducted))) == repr(next(conducted))
    before = sky.simulate(sky.load(EXAMPLES / "campus-over-time.yaml"), 7)
    assert [repr(slot) for slot in copy.deepcopy(before)][3:] == played


def test_spawned_processes_solve_markets() -> None:
    markets = [sky.generate(wireless=6, seed=seed) for seed in range(3)]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        solved = pool.map(sky.solve, markets)
    for one, market in zip(solved, markets, strict=True):
        assert one.prices.tolist() == sky.solve(market).prices.tolist() and one.market.yaml() == market.yaml()


def mixed(last: dict[str, list[float]], weights: list[float]) -> sky.Mix:
    support = {"shuttle": [1e-6], "library": [1e-6], **last}
    return sky.Mix(support, {"shuttle": [1], "library": [1], **dict.fromkeys(last, weights)})


MIX_SUM = f"must be in [{1 - 2**-50!r}, {1 + 2**-50!r}]"
MIX_SHAPE = "must have the shape (1,)"
MIX_CAP = "must be in [0.0, 2.0E-5]"
MIX_NAMES = "must have one entry for each of shuttle, library, laboratory, in this order"


@pytest.mark.parametrize(
    ("wrong", "field", "rule", "value"),
    [
        (lambda market: sky.certify(market, [1e-6]), "prices", "must have the shape (3,)", "(1,)"),
        (lambda market: sky.certify(market, ["a", "b", "c"]), "prices", "must be numbers", "<U1"),
        (lambda market: sky.certify(market, [0, 0, np.nan]), "prices[2] of laboratory", "must be in [0.0, 2.0E-5]", "NaN"),
        (lambda market: sky.certify(market, [0, 0, 3e-5]), "prices[2] of laboratory", "must be in [0.0, 2.0E-5]", "3.0E-5"),
        (lambda market: sky.certify(market, mixed({"laboratory": [1e-5, 2e-5]}, [0.5, 0.4])), "sum of weights", MIX_SUM, "0.9"),
        (lambda market: sky.certify(market, mixed({"laboratory": [1e-5, 3e-5]}, [0.5, 0.5])), "prices[2] of laboratory", MIX_CAP, "3.0E-5"),
        (lambda market: sky.certify(market, mixed({"laboratory": [1e-5]}, [0.5, 0.5])), "weights[laboratory]", MIX_SHAPE, "(2,)"),
        (lambda market: sky.certify(market, mixed({"garden": [1e-5]}, [1])), "support", MIX_NAMES, "shuttle, library, garden"),
        (lambda market: sky.Mix({"a": [[1]]}, {"a": [1]}), "support[a]", "must have one dimension", "(1, 1)"),
        (lambda market: sky.certify(market, [[0], [0, 1], []]), "prices", "must be numbers", "[[0], [0, 1], []]"),
        (lambda market: sky.simulate(market, 0), "slots", "must be at least 1", "0"),
        (lambda market: sky.simulate(market, 2.5), "slots", "must be a whole number", "2.5"),  # type: ignore[arg-type]
        (lambda market: sky.simulate(market, seed=2**63), "seed", f"must be in [-{2**63}, {2**63 - 1}]", str(2**63)),
        (lambda market: sky.simulate(market, threads=1.5), "threads", "must be a whole number", "1.5"),  # type: ignore[arg-type]
        (lambda market: sky.solve(market, threads=0), "threads", "must be at least 1", "0"),
        (lambda market: sky.run(market, threads="2"), "threads", "must be a whole number", "2"),  # type: ignore[arg-type]
        (lambda market: sky.certify(market, [0, 0, 0], threads=2**31), "threads", f"must be in [1, {2**31 - 1}]", str(2**31)),
        (lambda market: sky.generate(wireless=-1), "wireless", "must be positive", "-1"),
        (lambda market: sky.generate(wireless=2.5), "wireless", "must be a whole number", "2.5"),  # type: ignore[arg-type]
        (lambda market: sky.generate(aerial=2**40), "aerial", f"must be in [-{2**63}, {2**31 - 1}]", str(2**40)),
        (lambda market: sky.generate(seed="1"), "seed", "must be a whole number", "1"),  # type: ignore[arg-type]
        (lambda market: sky.load({"name": "x"}), "network", "must be given", "not among name"),
    ],
)
def test_errors_state_field_rule_and_value(wrong: Any, field: str, rule: str, value: str) -> None:
    market = sky.load(EXAMPLES / "campus.yaml")
    with pytest.raises(sky.InputError) as told:
        wrong(market)
    assert (told.value.field, told.value.rule, told.value.value) == (field, rule, value)


def test_errors_of_files_state_name_and_hint(tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text((EXAMPLES / "campus.yaml").read_text(encoding="utf-8").replace("wirelessAgents:", "wirelessAgent:"), encoding="utf-8")
    with pytest.raises(sky.InputError) as told:
        sky.load(file)
    assert told.value.file == str(file)
    assert told.value.hint
    with pytest.raises(sky.InputError, match="nowhere.yaml: must be a readable file"):
        sky.load("nowhere.yaml")


def test_tables_convert_to_pandas() -> None:
    leaders = sky.solve(sky.generate(wireless=5, seed=1)).leaders
    frame = leaders.pandas()
    assert list(frame.columns) == list(leaders)
    assert frame["price_per_bit"].tolist() == leaders["price_per_bit"].tolist()
