"""Rules and policies in Python, compared with those in Java."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from places import EXAMPLES

import skybourse as sky
from skybourse.auction import Trade
from skybourse.testing import check_rule


@sky.rule(truthful="one lot")
def mc_afee(book: sky.Book) -> Sequence[Trade]:
    k = book.pairs
    if k == 0:
        return []
    if k < min(len(book.bids), len(book.asks)):
        middle = (book.bids[k] + book.asks[k]) / 2
        if book.asks[k - 1] <= middle <= book.bids[k - 1]:
            return [(i, i, middle) for i in range(k)]
    return [(i, i, book.bids[k - 1], book.asks[k - 1]) for i in range(k - 1)]


@sky.rule(budget="strong", truthful="one lot")
def own_price(book: sky.Book) -> Sequence[Trade]:
    return [(i, i, book.bids[i]) for i in range(book.pairs)]


BOOKS = [
    sky.Orders([14, 11, 11, 6], [4, 5, 11, 11]),
    sky.Orders([9, 7], [2, 3, 3]),
    sky.Orders({"a": [9, 5], "b": 7}, {"c": [1, 6]}),
]


@pytest.mark.parametrize("orders", BOOKS)
def test_audit_of_python_rule_equals_audit_of_java_rule(orders: sky.Orders) -> None:
    ours, theirs = (sky.audit(orders, rule, low=0, high=16) for rule in (mc_afee, "mcafee"))
    for name, column in theirs.outcome.trades.items():
        assert ours.outcome.trades[name].tolist() == column.tolist()
    assert ours.outcome.house_half_ticks == theirs.outcome.house_half_ticks
    assert (ours.efficiency, ours.trades_lost, ours.truthful) == (theirs.efficiency, theirs.trades_lost, theirs.truthful)
    assert ours.misreports == theirs.misreports


def test_audit_finds_the_best_misreport() -> None:
    audit = sky.audit(sky.Orders([10], [2]), own_price, low=0, high=12)
    assert not audit.truthful
    assert audit.worst == sky.Misreport("b1", (2,), 0, 16)


def test_orders_from_a_file_can_be_cleared() -> None:
    orders = sky.Orders.read(EXAMPLES / "orders.csv")
    assert sky.clear(orders, "vcg").trades.rows >= sky.clear(orders, "mcafee").trades.rows


def test_check_rule_names_the_first_violated_property() -> None:
    check_rule(mc_afee, markets=60)
    with pytest.raises(AssertionError, match="own-price declares truthful reports optimal.*gains .* ticks"):
        check_rule(own_price, markets=60)

    @sky.rule(budget="strong")
    def keeps(book: sky.Book) -> Sequence[Trade]:
        return [(i, i, book.bids[i], book.asks[i]) for i in range(book.pairs)]

    with pytest.raises(AssertionError, match="keeps declares a strong budget"):
        check_rule(keeps, markets=60)
    at_a_loss = sky.rule(name="at-a-loss")(lambda book: [(i, i, book.bids[i] + 1) for i in range(book.pairs)])
    with pytest.raises(sky.InputError, match="must be at most the bid") as told:
        check_rule(at_a_loss, markets=60)
    assert "at-a-loss returned this in the market of bids" in told.value.hint


def with_reserve(reserve: int) -> sky.Rule:
    @sky.rule(name="with-reserve", truthful="one lot")
    def made(book: sky.Book) -> Sequence[Trade]:
        kept = [i for i in range(book.pairs) if book.bids[i] >= reserve]
        return [(i, i, book.bids[kept[-1]]) for i in kept]

    return made


def test_audit_tries_every_report_under_a_python_rule() -> None:
    audit = sky.audit(sky.Orders([14], [4]), with_reserve(8), low=4, high=14)
    assert (audit.worst, audit.search) == (sky.Misreport("b1", (8,), 0, 12), "exhaustive")
    several = sky.audit(sky.Orders({"a": [9, 7, 5, 4]}, {"b": [1, 2, 3]}), mc_afee, low=0, high=60)
    assert several.search == "one price for all lots"
    with pytest.raises(sky.InputError, match="highTicks - lowTicks must be at most 499999 for 2 orders under with-reserve"):
        sky.audit(sky.Orders([14], [4]), with_reserve(8), low=0, high=10**9)


@sky.rule(budget="weak")
def pays_above_20(book: sky.Book) -> Sequence[Trade]:
    gift = 1 if book.pairs and book.bids[0] > 20 else 0
    return [(i, i, book.asks[i], book.asks[i] + gift) for i in range(book.pairs)]


def test_violations_found_by_check_rule_can_be_replayed() -> None:
    with pytest.raises(AssertionError, match="pays-above-20 declares a weak budget, and the house is left with -") as told:
        check_rule(pays_above_20, markets=20)
    found = re.search(r"in the market of bids .* and asks .*\nReplay: (sky\.clear\(.*\))$", str(told.value), re.DOTALL)
    assert found is not None
    assert eval(found[1], {"sky": sky, "pays_above_20": pays_above_20}).house_half_ticks < 0
    with pytest.raises(AssertionError, match="Replay: sky.audit"):
        check_rule(with_reserve(30), low=20, high=40, markets=20)


def test_run_warns_if_the_house_pays() -> None:
    market = sky.generate()
    with pytest.warns(UserWarning, match="pays-above-20 declares a weak budget, and the house pays"):
        paid = sky.run(market, pays_above_20)
    assert paid.house < 0
    assert f"the house pays {-paid.house:.6g}" in paid._repr_html_()
    assert sky.run(market, "seller-vcg").house == 0


@pytest.mark.parametrize(
    ("trades", "said"),
    [
        ([(0, 0, 99)], "trades[0].buyerPrice must be at most the bid, 14: 99"),
        ([(7, 0, 5)], "trades[0].bid must be in [0, 3]: 7"),
        ([(0, 0, 5.25)], "trades[0] of wrong must have prices in whole or half ticks: (5.25,)"),
        ([(0, 0, float("nan"))], "trades[0] of wrong must have prices in whole or half ticks: (nan,)"),
        ([(0, 0, 5, float("inf"))], "trades[0] of wrong must have prices in whole or half ticks: (5, inf)"),
        ([(0, 0, 1e300)], "trades[0] of wrong must have prices in whole or half ticks: (1e+300,)"),
        ([(0, 0, "5")], "trades[0] of wrong must have prices in whole or half ticks: ('5',)"),
        ([(0, 0, 5), (0.7, 1, 5)], "places of trades[1] of wrong must be a whole number: 0.7"),
        ([(0, 0)], "trades[0] of wrong must be two indices and one or two prices: (0, 0)"),
        ([(0, 0, 5, 5, 5)], "trades[0] of wrong must be two indices and one or two prices: (0, 0, 5, 5, 5)"),
        ([7], "trades[0] of wrong must be two indices and one or two prices: 7"),
        (None, "trades of wrong must be a list: None"),
    ],
)
def test_invalid_trades_are_refused(trades: Any, said: str) -> None:
    wrong = sky.rule(name="wrong")(lambda book: trades)
    with pytest.raises(sky.InputError, match=re.escape(said)):
        sky.clear(BOOKS[0], wrong)


def test_exception_of_a_rule_keeps_its_traceback() -> None:
    @sky.rule()
    def raises(book: sky.Book) -> Sequence[Trade]:
        return [(0, 0, 1 / (len(book.bids) - 4))]

    with pytest.raises(ZeroDivisionError) as told:
        sky.audit(BOOKS[0], raises, low=0, high=16)
    assert "raises" in {frame.name for frame in traceback.extract_tb(told.value.__traceback__)}


def test_python_rules_and_policies_work_in_rounds() -> None:
    market = sky.load(EXAMPLES / "reference.yaml")
    ours, theirs = sky.run(market, mc_afee), sky.run(market, "mcafee")
    assert ours.welfare == theirs.welfare
    assert ours.ledger["units"].tolist() == theirs.ledger["units"].tolist()

    @sky.policy()
    def one_tick(clocks: sky.Clocks) -> int:
        return 1

    by_policy = sky.run(market, "double-dutch-midpoint", one_tick)
    assert by_policy.ledger["units"].tolist() == sky.run(market, "double-dutch-midpoint").ledger["units"].tolist()
    for without in ("vcg", "seller-vcg", "mcafee", "posted-price", "muda", mc_afee):
        with pytest.raises(sky.InputError, match="policy must not be given with a rule that has no clocks: one-tick"):
            sky.run(market, without, one_tick)
    with pytest.raises(sky.InputError, match="step of far must be in"):
        sky.run(market, "double-dutch-midpoint", sky.policy(name="far")(lambda clocks: clocks.largest_step + 1))
    for step in (1.9, "1", None, True):
        with pytest.raises(sky.InputError, match=f"step of wrong must be a whole number: {step}"):
            sky.Law.named("narrow-3x2").value(sky.policy(name="wrong")(lambda clocks, step=step: step))  # type: ignore[misc]


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ([1.5], "bids of b1 must be a whole number: 1.5"),
        ([[1]], r"bids must have one dimension: \(1, 1\)"),
        ({"a": ["x"]}, "bids of a must be a whole number: x"),
        ({"a": [3, 2**70]}, r"bids of a must be in \[-9223372036854775808, 9223372036854775807\]: 1180591620717411303424"),
        ([[1], [1, 2]], r"bids of b1 must be a whole number: \[1\]"),
    ],
)
def test_limits_must_be_whole_ticks(limits: Any, said: str) -> None:
    with pytest.raises(sky.InputError, match=said):
        sky.Orders(limits, [1])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: sky.clear(BOOKS[0], "vcg", seed=1.5), "seed must be a whole number: 1.5"),  # type: ignore[arg-type]
        (lambda: sky.audit(BOOKS[0], "vcg", low=2.5), "low must be a whole number: 2.5"),  # type: ignore[arg-type]
        (lambda: sky.audit(BOOKS[0], mc_afee, high="16"), "high must be a whole number: 16"),  # type: ignore[arg-type]
        (lambda: sky.clear(BOOKS[0], 5), "rule must be one of .*: 5"),  # type: ignore[arg-type]
    ],
)
def test_wrong_arguments_of_auctions_are_refused(wrong: Callable[[], object], said: str) -> None:
    with pytest.raises(sky.InputError, match=said):
        wrong()
