"""Comparison of auctions with scipy: efficient trades and all VCG payments."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment, linprog

import skybourse as sky

BOOKS = 1000


def gains(bids: list[int], asks: list[int]) -> NDArray[np.int64]:
    return np.subtract.outer(np.array(bids, np.int64), np.array(asks, np.int64))


def assigned(bids: list[int], asks: list[int]) -> tuple[int, int]:
    """Returns the largest gains from trade, and the largest number of lots with these gains."""
    if not bids or not asks:
        return 0, 0
    each = gains(bids, asks)
    weights = np.where(each >= 0, each * 10_000 + 1, 0)  # welfare first, then quantity
    total = int(weights[linear_sum_assignment(weights, maximize=True)].sum())
    return total // 10_000, total % 10_000


def by_highs(bids: list[int], asks: list[int]) -> float:
    """Returns the largest gains from trade, by a linear program."""
    each = gains(bids, asks)
    buyers, sellers = each.shape
    once = np.vstack([np.kron(np.eye(buyers), np.ones(sellers)), np.kron(np.ones(buyers), np.eye(sellers))])
    return float(-linprog(-each.ravel(), A_ub=once, b_ub=np.ones(buyers + sellers), bounds=(0, 1), method="highs").fun)


def lots(side: dict[str, list[int]], but: str = "") -> list[int]:
    return [limit for name, limits in side.items() if name != but for limit in limits]


def drawn(random: np.random.Generator) -> sky.Orders:
    high = int(random.integers(2, 60))  # small ranges make many ties

    def side(prefix: str, sign: int) -> dict[str, list[int]]:
        return {
            f"{prefix}{i}": [sign * int(v) for v in sorted(sign * random.integers(0, high, random.integers(1, 5)), reverse=True)]
            for i in range(random.integers(1, 7))
        }

    return sky.Orders(side("b", 1), side("s", -1))


def test_welfare_quantity_and_vcg_payments_equal_scipy() -> None:
    random = np.random.default_rng(11)
    traded = tied = several = 0
    for place in range(BOOKS):
        orders = drawn(random)
        outcome = sky.clear(orders, "vcg").trades
        welfare, quantity = assigned(lots(orders.bids), lots(orders.asks))
        assert int((outcome["bid_ticks"] - outcome["ask_ticks"]).sum()) == welfare
        assert outcome.rows == quantity
        if place % 5 == 0:
            assert round(by_highs(lots(orders.bids), lots(orders.asks)), 6) == welfare
        for name in orders.bids:
            own = outcome["buyer"] == name
            without = assigned(lots(orders.bids, name), lots(orders.asks))[0]
            assert outcome["buyer_price_half_ticks"][own].sum() == 2 * (without - welfare + outcome["bid_ticks"][own].sum())
        for name in orders.asks:
            own = outcome["seller"] == name
            without = assigned(lots(orders.bids), lots(orders.asks, name))[0]
            assert outcome["seller_price_half_ticks"][own].sum() == 2 * (welfare - without + outcome["ask_ticks"][own].sum())
        traded += outcome.rows
        limits = lots(orders.bids) + lots(orders.asks)
        tied += len(set(limits)) < len(limits)
        several += len(limits) > len(orders.bids) + len(orders.asks)
    assert (traded, tied, several) == (3827, 918, 995)  # lots, books with ties, books with several lots of a trader
