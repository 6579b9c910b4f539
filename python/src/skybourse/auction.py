"""Auctions: clear orders by a rule, and audit rules exactly, including rules written in Python.

Limit prices are whole ticks. The price of a lot may be half a tick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from numbers import Real
from pathlib import Path
from typing import Any

import jpype
import numpy as np
from numpy.typing import ArrayLike

from ._errors import argument, read, whole
from ._jvm import asked_by_java, call, java
from ._table import Table
from .policies import Policy

_AUCTION = "skybourse.tier2.auction."
_RULES: dict[str, str] = {"strong": "STRONG", "weak": "WEAK", "deficit": "DEFICIT"}
DEFAULT_RULE = "seller-vcg"
_TRUTH: dict[str, str] = {"no": "NO", "one lot": "UNIT_DEMAND", "any lots": "ANY_LOTS"}

Limits = ArrayLike | Mapping[str, int | Sequence[int]]


def _lots(side: str, limits: Limits, prefix: str) -> dict[str, list[int]]:
    if not isinstance(limits, Mapping):
        given = np.asarray(limits, dtype=object)
        if given.ndim != 1:
            raise argument(side, "must have one dimension", given.shape)
        limits = {f"{prefix}{place}": whole(limit, f"{side} of {prefix}{place}") for place, limit in enumerate(given, 1)}
    named = {str(name): np.atleast_1d(np.asarray(lots, dtype=object)) for name, lots in limits.items()}
    return {name: [whole(lot, f"{side} of {name}") for lot in lots] for name, lots in named.items()}


class Orders:
    """The orders of one market.

    bids and asks: limit prices in ticks. A list gives one lot each to buyers b1, b2, ... and sellers s1, s2, .... A mapping gives, by
    name, one limit price or a list with one limit price per lot.
    """

    def __init__(self, bids: Limits, asks: Limits) -> None:
        self.bids = _lots("bids", bids, "b")
        self.asks = _lots("asks", asks, "s")
        _ = self._book  # raises an error for invalid arguments

    def __getstate__(self) -> dict[str, Any]:
        return {"bids": self.bids, "asks": self.asks}

    @cached_property
    def _book(self) -> Any:
        return call(self._made)

    def _made(self) -> Any:
        orders = java("java.util.ArrayList")()
        for kind, side in (("Bid", self.bids), ("Ask", self.asks)):
            made = java(_AUCTION + kind)
            for name, lots in side.items():
                for lot, limit in enumerate(lots, 1):
                    orders.add(made(name, lot, limit))
        return java(_AUCTION + "OrderBook").of(orders)

    @classmethod
    def read(cls, path: str | Path) -> Orders:
        """Reads orders from a CSV file in the format of the commands."""
        return cls._of(call(lambda: java("skybourse.files.codec.OrdersText").read(str(path), read(path))))

    @classmethod
    def _of(cls, book: Any) -> Orders:
        sides: dict[str, dict[str, list[int]]] = {"BUYERS": {}, "SELLERS": {}}
        for order in book.orders().toList():
            sides[str(order.side())].setdefault(str(order.participant()), []).append(int(order.limitTicks()))
        return cls(sides["BUYERS"], sides["SELLERS"])

    def _limits(self) -> list[int]:
        return [limit for side in (self.bids, self.asks) for lots in side.values() for limit in lots]


@dataclass(frozen=True)
class Book:
    """The input of a rule: bids in descending order and asks in ascending order, with ties broken; limit prices in ticks, one per lot."""

    bids: list[int]
    asks: list[int]
    buyers: list[str]
    sellers: list[str]

    @property
    def pairs(self) -> int:
        """The number of efficient trades: lots whose bid is at least the ask, in the order of the book."""
        agree = (bid >= ask for bid, ask in zip(self.bids, self.asks, strict=False))
        return sum(takewhile(bool, agree))


Trade = tuple[int, int, float] | tuple[int, int, float, float]


@dataclass(frozen=True)
class Rule:
    """An auction rule written in Python, created by the decorator `rule`. Calling it calls its function."""

    name: str
    function: Callable[[Book], Sequence[Trade]] = field(repr=False)
    budget: str
    truthful: str
    _made: list[Any] = field(default_factory=list, repr=False)

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_made": []}

    def __call__(self, book: Book) -> Sequence[Trade]:
        return self.function(book)

    def _clear(self, bids: Any, buyers: Any, asks: Any, sellers: Any) -> Any:
        book = Book(np.array(bids).tolist(), np.array(asks).tolist(), [str(name) for name in buyers], [str(name) for name in sellers])
        listed = self.function(book)
        if not np.iterable(listed):
            raise argument(f"trades of {self.name}", "must be a list", listed)
        traded = [number for place, trade in enumerate(listed) for number in self._numbers(f"trades[{place}] of {self.name}", trade)]
        return jpype.JArray(jpype.JLong)(traded)

    def _numbers(self, at: str, trade: Trade) -> list[int]:
        if not isinstance(trade, Sequence | np.ndarray) or len(trade) not in (3, 4):
            raise argument(at, "must be two indices and one or two prices", trade)
        places, prices = trade[:2], trade[2:]
        if not all(isinstance(price, Real) and 2 * price % 1 == 0 and abs(price) < 1 << 61 for price in prices):
            raise argument(at, "must have prices in whole or half ticks", prices)
        return [*(whole(place, f"places of {at}") for place in places), int(2 * prices[0]), int(2 * prices[-1])]

    def _java(self) -> Any:
        if not self._made:
            kinds = java(_AUCTION + "RuleTraits")
            sense = kinds.Sense.NONE if self.truthful == "no" else kinds.Sense.DOMINANT
            traits = kinds.of(kinds.Budget.valueOf(_RULES[self.budget]), "what its function leaves").truthful(
                kinds.Truthful.valueOf(_TRUTH[self.truthful]), sense, "none"
            )
            clearing = jpype.JProxy("skybourse.python.ExternalRule$Clearing", dict={"clear": asked_by_java(self._clear)})
            self._made.append(java("skybourse.python.ExternalRule")(self.name, traits, clearing))
        return self._made[0]


def rule(*, name: str = "", budget: str = "weak", truthful: str = "no") -> Callable[[Callable[[Book], Sequence[Trade]]], Rule]:
    """Turns a function into a rule. The function receives a Book and returns trades: (index of the bid, index of the ask, price), or
    two prices, the buyer's payment and the seller's receipt, in ticks. The result must depend only on the book.

    budget: "strong" if the house keeps nothing, "weak" if it may keep a surplus, "deficit" if it may pay. truthful: for which traders
    the rule is declared truthful: "no", "one lot", "any lots". audit and check_rule test these declarations.
    """
    if budget not in _RULES:
        raise argument("budget", f"must be one of {', '.join(_RULES)}", budget)
    if truthful not in _TRUTH:
        raise argument("truthful", f"must be one of {', '.join(_TRUTH)}", truthful)

    def made(function: Callable[[Book], Sequence[Trade]]) -> Rule:
        return Rule(name or function.__name__.replace("_", "-"), function, budget, truthful)

    return made


def _known(offered: str) -> Any:
    catalogue = java("skybourse.tier2.catalogue.AuctionCatalogue")
    found = catalogue.rule(str(offered)).orElse(None)
    if found is None:
        raise argument("rule", f"must be one of {', '.join(map(str, catalogue.ruleNames()))}", offered)
    return found


def provider(offered: str | Rule, conductor: Policy | None) -> Any:
    """Returns a rule in the form that rounds accept."""

    def find() -> Any:
        found = offered._java().provider() if isinstance(offered, Rule) else _known(offered)
        if conductor is None:
            return found
        if not found.options().contains(java("skybourse.tier2.spi.AuctionOption").POLICY):
            raise argument("policy", "must not be given with a rule that has no clocks", conductor.name)
        return java("skybourse.python.FixedAuctioneerRuleProvider")(found, conductor._java())

    return call(find)


def trades(made: Any) -> Table:
    """Returns the trades as a table."""
    numbers: dict[str, list[Any]] = {
        "buyer": [str(trade.bid().participant()) for trade in made],
        "buyer_lot": [int(trade.bid().lot()) for trade in made],
        "seller": [str(trade.ask().participant()) for trade in made],
        "seller_lot": [int(trade.ask().lot()) for trade in made],
        "bid_ticks": [int(trade.bid().limitTicks()) for trade in made],
        "ask_ticks": [int(trade.ask().limitTicks()) for trade in made],
        "buyer_price_half_ticks": [int(trade.buyerPriceHalfTicks()) for trade in made],
        "seller_price_half_ticks": [int(trade.sellerPriceHalfTicks()) for trade in made],
    }
    return Table({name: np.array(values, dtype=str if name in ("buyer", "seller") else np.int64) for name, values in numbers.items()})


@dataclass(frozen=True)
class Cleared:
    """The result of an auction.

    trades: the trades, prices in half ticks; reason: why there are no trades, otherwise empty; house_half_ticks: payments of buyers minus
    receipts of sellers; announcements and messages: the communication.
    """

    trades: Table
    reason: str
    house_half_ticks: int
    announcements: int
    messages: int


def _cleared(outcome: Any) -> Cleared:
    none = isinstance(outcome, java(_AUCTION + "AuctionOutcome$NoTrade"))
    return Cleared(
        trades(outcome.trades()),
        str(outcome.reason().text()) if none else "",
        int(outcome.houseHalfTicks()),
        int(outcome.effort().announcements()),
        int(outcome.effort().messages()),
    )


def _rule(offered: str | Rule, orders: Orders, low: int | None, high: int | None) -> tuple[Any, int, int]:
    limits = orders._limits() or [0]
    lowest = min(limits) if low is None else whole(low, "low")
    highest = max(limits) if high is None else whole(high, "high")
    if isinstance(offered, Rule):
        return java("skybourse.tier2.spi.RuleProvider").of(offered._java()), lowest, highest
    return _known(offered), lowest, highest


def clear(orders: Orders, rule: str | Rule, *, low: int | None = None, high: int | None = None, seed: int = 1) -> Cleared:
    """Clears orders by a rule, which is a name or a Rule.

    low and high: start prices of the sellers' and the buyers' clock in ticks; default: the lowest and the highest limit price. seed:
    breaks ties.
    """

    def cleared() -> Cleared:
        made, lowest, highest = _rule(rule, orders, low, high)
        return _cleared(java("skybourse.Skybourse").clear(orders._book, made, lowest, highest, whole(seed, "seed")))

    outcome: Cleared = call(cleared)
    return outcome


@dataclass(frozen=True)
class Misreport:
    """A trader's best report: its limit prices, empty for abstaining, the true ones if no misreport is profitable. Gains in
    half ticks, exact if they are whole."""

    trader: str
    report: tuple[int, ...]
    truthful_half_ticks: float
    best_half_ticks: float

    @property
    def gain_half_ticks(self) -> float:
        """The gain of the best report over the truthful report, at least 0."""
        return self.best_half_ticks - self.truthful_half_ticks


@dataclass(frozen=True)
class Audit:
    """Properties of a rule in one market. The orders are assumed to be truthful.

    misreports: the best report of each trader that submits reports; search: "exhaustive" if every report of at most a trader's lots from
    low - 1 to high + 1 ticks was covered, "one price for all lots" if these were too many; worst_loss_half_ticks: the largest loss of a
    truthful trader; efficiency: gains from trade as a share of the possible ones; trades_lost: number of trades below the optimum.
    """

    outcome: Cleared
    misreports: tuple[Misreport, ...]
    search: str
    worst_loss_half_ticks: int
    efficiency: float
    trades_lost: int

    @property
    def truthful(self) -> bool:
        """Whether no misreport that was searched is profitable here; see search."""
        return all(misreport.gain_half_ticks <= 0 for misreport in self.misreports)

    @property
    def worst(self) -> Misreport:
        """The most profitable misreport; the first trader's if several are equal."""
        return max(self.misreports, key=lambda misreport: misreport.gain_half_ticks)


def _misreport(misreport: Any) -> Misreport:
    report = tuple(int(order.limitTicks()) for order in misreport.report())
    halves = (float(misreport.truthfulHalfTicks().toDouble()), float(misreport.bestHalfTicks().toDouble()))
    return Misreport(str(misreport.trader()), report, *halves)


def audit(orders: Orders, rule: str | Rule, *, low: int | None = None, high: int | None = None, seed: int = 1) -> Audit:
    """Audits a rule: losses, budget balance, and each trader's gain from its best misreport with limits from low - 1 to high + 1 ticks.

    Under a rule written in Python every report is cleared, at most a million in all: (high - low + 3) times the lots."""

    def audited() -> Audit:
        made, lowest, highest = _rule(rule, orders, low, high)
        found = java("skybourse.Skybourse").audit(orders._book, made, lowest, highest, whole(seed, "seed"))
        return Audit(
            _cleared(found.outcome()),
            tuple(_misreport(misreport) for misreport in found.misreports()),
            str(found.misreportClass().search()),
            int(found.worstLossHalfTicks()),
            float(found.efficiency()),
            int(found.tradesLost()),
        )

    outcome: Audit = call(audited)
    return outcome
