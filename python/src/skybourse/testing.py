"""Contract tests for user-defined rules and policies, similar to gymnasium's check_env."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ._errors import InputError, argument, whole
from ._jvm import call, java
from .auction import Orders, Rule, audit, clear
from .market import generate, tier2_orders
from .policies import Policy

_HIGH = 12
_ROUNDS = 3


def _drawn(random: np.random.Generator, several: bool, low: int = 0, high: int = _HIGH - 1) -> Orders:
    def side(prefix: str, sign: int) -> dict[str, list[int]]:
        lots = [random.integers(1, 4) if several else 1 for _ in range(random.integers(1, 4))]
        named = enumerate(lots, 1)
        return {
            f"{prefix}{i}": [sign * int(v) for v in sorted(sign * random.integers(low, high + 1, count), reverse=True)]
            for i, count in named
        }

    return Orders(side("b", 1), side("s", -1))


def _books(random: np.random.Generator, rule: Rule, markets: int, low: int, high: int) -> Iterator[tuple[Orders, int, int]]:
    """Returns books with their lowest and highest report: drawn from the range, then the orders of rounds of sampled markets."""
    for place in range(markets):
        yield _drawn(random, rule.truthful != "one lot" and place % 2 == 1, low, high), low, high
    for seed in range(1, _ROUNDS + 1):
        found = tier2_orders(generate(seed=seed), rule.truthful != "no")
        if found is not None:
            orders, lowest, highest = found
            yield orders, lowest, highest
            if rule.truthful == "one lot":
                first = ({name: lots[:1] for name, lots in side.items()} for side in (orders.bids, orders.asks))
                yield Orders(*first), lowest, highest


def _complaint(rule: Rule, orders: Orders, low: int, high: int, seed: int) -> str | None:
    """Returns the first promise that a rule breaks for a book; None if it keeps all."""
    found, again = (clear(orders, rule, low=low, high=high, seed=seed) for _ in range(2))
    if any(found.trades[name].tolist() != again.trades[name].tolist() for name in found.trades):
        return "must have the same result for the same book"
    house = found.house_half_ticks / 2
    if (rule.budget == "strong" and house != 0) or (rule.budget == "weak" and house < 0):
        return f"declares a {rule.budget} budget, and the house is left with {house:g} ticks"
    if rule.truthful == "no" or (rule.truthful == "one lot" and max(map(len, [*orders.bids.values(), *orders.asks.values()])) > 1):
        return None
    worst = audit(orders, rule, low=low, high=high, seed=seed).worst
    if worst.gain_half_ticks <= 0:
        return None
    said = f"reports {list(worst.report)}" if worst.report else "stays away"
    gain = f"gains {worst.gain_half_ticks / 2:g} ticks"
    return f"declares truthful reports optimal for {rule.truthful}, and {worst.trader} {said} and {gain}"


def _replay(rule: Rule, orders: Orders, low: int, high: int, seed: int) -> str:
    called = "clear" if rule.truthful == "no" else "audit"
    book = f"sky.Orders({orders.bids}, {orders.asks})"
    return f"sky.{called}({book}, {rule.name.replace('-', '_')}, low={low}, high={high}, seed={seed})"


def check_rule(rule: Rule, *, low: int = 0, high: int = _HIGH - 1, markets: int = 200, seed: int = 1) -> None:
    """Raises an AssertionError for the first violated promise of a rule.

    The rule clears two kinds of books: sampled markets with one to three traders per side and limit prices from low to high ticks, and
    the orders of `run` in three markets of `generate`, with prices between 0 and about 1,000 ticks. Give low and high if your rule will
    be used for other limit prices. In every second sampled market traders have one to three lots, unless the rule is declared truthful
    for one lot only. The same book must give the same trades, the budget must be as declared, and where the rule is declared truthful,
    no misreport from low - 1 to high + 1 ticks may be profitable.

    Trades that no rule may make, such as a loss for a truthful trader, raise InputError as everywhere. Each message names the rule, the
    book, and the line that replays it."""
    lowest, highest = whole(low, "low"), whole(high, "high")
    if lowest > highest:
        raise argument("low", f"must be at most high, {highest}", lowest)
    random = np.random.default_rng(seed)
    for orders, least, most in _books(random, rule, markets, lowest, highest):
        market = f"in the market of bids {orders.bids} and asks {orders.asks}"
        where = f"{market}\nReplay: {_replay(rule, orders, least, most, seed)}"
        try:
            broken = _complaint(rule, orders, least, most, seed)
        except InputError as wrong:
            raise InputError(wrong.file, wrong.field, wrong.rule, wrong.value, f"{rule.name} returned this {where}") from None
        except Exception as raised:
            raised.add_note(f"{rule.name} raised this {where}")
            raise
        if broken is not None:
            raise AssertionError(f"{rule.name} {broken}, {where}")


def check_policy(policy: Policy, *, markets: int = 200, seed: int = 1) -> None:
    """Raises an AssertionError if the policy's steps on sampled markets are illegal or depend on more than the clocks. Each market
    is cleared in a sequence with others, and again in reverse order."""
    random = np.random.default_rng(seed)
    drawn = [_drawn(random, place % 2 == 1) for place in range(markets)]

    def cleared() -> list[str]:
        turns, clearing = java("skybourse.tier2.clock.TurnOrder").SHORTER, java("skybourse.tier2.clock.ClearingRule").MIDPOINT
        clocks = java("skybourse.tier2.clock.DoubleDutch")(_HIGH, 0, turns, clearing, policy._java())
        rule = java("skybourse.tier2.spi.RuleProvider").of(clocks)
        return [str(java("skybourse.Skybourse").clear(orders._book, rule, 0, _HIGH, seed)) for orders in drawn]

    there = call(cleared)
    drawn.reverse()
    back = call(cleared)[::-1]
    for orders, first, second in zip(reversed(drawn), there, back, strict=True):
        if first != second:
            where = f"the market of bids {orders.bids} and asks {orders.asks} had two outcomes"
            raise AssertionError(f"{policy.name} must return the same step for the same clocks: {where}")
