"""Contract tests for user-defined rules and policies, similar to gymnasium's check_env."""

from __future__ import annotations

import numpy as np

from ._jvm import call, java
from .auction import Orders, Rule, audit, clear
from .policies import Policy

_HIGH = 12


def _drawn(random: np.random.Generator, several: bool) -> Orders:
    def side(prefix: str, sign: int) -> dict[str, list[int]]:
        lots = [random.integers(1, 4) if several else 1 for _ in range(random.integers(1, 4))]
        named = enumerate(lots, 1)
        return {
            f"{prefix}{i}": [sign * int(v) for v in sorted(sign * random.integers(0, _HIGH, count), reverse=True)] for i, count in named
        }

    return Orders(side("b", 1), side("s", -1))


def check_rule(rule: Rule, *, markets: int = 200, seed: int = 1) -> None:
    """Raises an AssertionError for the first violated declaration of a rule on sampled markets with one to three traders per side. In
    every second market traders have one to three lots, unless the rule is declared truthful for one lot only. The same book must give the
    same trades, the budget must be as declared, and where the rule is declared truthful, no misreport from -1 to 12 ticks may be
    profitable. Limit prices are 0 to 11.

    Trades that no rule may return, such as a loss for a truthful trader, raise InputError."""
    random = np.random.default_rng(seed)
    for place in range(markets):
        orders = _drawn(random, rule.truthful != "one lot" and place % 2 == 1)
        where = f"in the market of bids {orders.bids} and asks {orders.asks}"
        found = clear(orders, rule, low=-1, high=_HIGH)
        again = clear(orders, rule, low=-1, high=_HIGH)
        if any(found.trades[name].tolist() != again.trades[name].tolist() for name in found.trades):
            raise AssertionError(f"{rule.name} must have the same result for the same book, {where}")
        house = found.house_half_ticks / 2
        if (rule.budget == "strong" and house != 0) or (rule.budget == "weak" and house < 0):
            raise AssertionError(f"{rule.name} declares a {rule.budget} budget, and the house is left with {house} ticks {where}")
        if rule.truthful != "no":
            worst = audit(orders, rule, low=-1, high=_HIGH).worst
            if worst.gain_half_ticks > 0:
                said = f"reports {list(worst.report)}" if worst.report else "stays away"
                raise AssertionError(
                    f"{rule.name} declares truthful reports optimal for {rule.truthful}, and {worst.trader} {said} and gains "
                    f"{worst.gain_half_ticks / 2:g} ticks {where}"
                )


def check_policy(policy: Policy, *, markets: int = 200, seed: int = 1) -> None:
    """Raises an AssertionError if the policy's steps on sampled markets are illegal or depend on more than the clocks. Each market
    is cleared in a sequence with others, and again in reverse order."""
    random = np.random.default_rng(seed)
    drawn = [_drawn(random, place % 2 == 1) for place in range(markets)]

    def cleared() -> list[str]:
        turns, clearing = java("skybourse.tier2.clock.Turns").SHORTER, java("skybourse.tier2.clock.Clearing").MIDPOINT
        clocks = java("skybourse.tier2.clock.DoubleDutch")(_HIGH, 0, turns, clearing, policy._java())
        return [str(java("skybourse.Skybourse").clear(orders._book, clocks, seed)) for orders in drawn]

    there = call(cleared)
    drawn.reverse()
    back = call(cleared)[::-1]
    for orders, first, second in zip(reversed(drawn), there, back, strict=True):
        if first != second:
            where = f"the market of bids {orders.bids} and asks {orders.asks} had two outcomes"
            raise AssertionError(f"{policy.name} must return the same step for the same clocks: {where}")
